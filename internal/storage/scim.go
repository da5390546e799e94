package storage

import (
	"context"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/scim"
	"github.com/sealdesk/sealdesk/seal"
)

// Provisioning is the database as whoever takes in people sees it.
type Provisioning struct{ *DB }

// Write runs one transaction.
func (p Provisioning) Write(ctx context.Context, run func(scim.Tx) error) error {
	return p.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (p Provisioning) Read(ctx context.Context, run func(scim.Tx) error) error {
	return p.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

const userColumns = `SELECT id, version, created, changed, user_name, external_id, display, given, family, email, active, account FROM provisioned_users `

func (t *Tx) provisionedUsers(query string, args ...any) ([]scim.User, error) {
	var all []scim.User
	err := t.each(query, args, func(scan func(...any) error) error {
		var u scim.User
		var created, changed int64
		err := scan(idInto(&u.ID), &u.Version, &created, &changed, &u.UserName, &u.ExternalID, &u.Display, &u.Given, &u.Family, &u.Email, &u.Active, optionalInto(&u.Account))
		u.Created, u.Changed = time.UnixMilli(created), time.UnixMilli(changed)
		all = append(all, u)
		return err
	})
	return all, err
}

// SetProvisionedUser stores an expected person.
func (t *Tx) SetProvisionedUser(u scim.User) error {
	return t.must(`INSERT INTO provisioned_users (id, version, created, changed, user_name, folded, external_id, display, given, family, email, active, account) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, changed = excluded.changed, user_name = excluded.user_name, folded = excluded.folded, external_id = excluded.external_id,
		display = excluded.display, given = excluded.given, family = excluded.family, email = excluded.email, active = excluded.active, account = excluded.account`,
		u.ID[:], u.Version, u.Created.UnixMilli(), u.Changed.UnixMilli(), u.UserName, strings.ToLower(u.UserName), u.ExternalID, u.Display, u.Given, u.Family, u.Email, u.Active, optional(u.Account))
}

// ProvisionedUser finds an expected person.
func (t *Tx) ProvisionedUser(id seal.ID) (scim.User, bool, error) {
	return firstUser(t.provisionedUsers(userColumns+`WHERE id = ?`, id[:]))
}

// ProvisionedUserNamed finds one by name, whatever its case.
func (t *Tx) ProvisionedUserNamed(name string) (scim.User, bool, error) {
	return firstUser(t.provisionedUsers(userColumns+`WHERE folded = ?`, strings.ToLower(name)))
}

func firstUser(all []scim.User, err error) (scim.User, bool, error) {
	if err != nil || len(all) == 0 {
		return scim.User{}, false, err
	}
	return all[0], true, nil
}

// ProvisionedUserExternal finds those with an id of the provider's.
func (t *Tx) ProvisionedUserExternal(id string) ([]scim.User, error) {
	return t.provisionedUsers(userColumns+`WHERE external_id = ? ORDER BY created, id`, id)
}

// ProvisionedUsers lists all, oldest first.
func (t *Tx) ProvisionedUsers() ([]scim.User, error) {
	return t.provisionedUsers(userColumns + `ORDER BY created, id`)
}

// DeleteProvisionedUser forgets an expected person.
func (t *Tx) DeleteProvisionedUser(id seal.ID) error {
	if err := t.must(`DELETE FROM provisioned_members WHERE person = ?`, id[:]); err != nil {
		return err
	}
	return t.must(`DELETE FROM provisioned_users WHERE id = ?`, id[:])
}

func (t *Tx) provisionedGroups(query string, args ...any) ([]scim.Group, error) {
	var all []scim.Group
	err := t.each(query, args, func(scan func(...any) error) error {
		var g scim.Group
		var created, changed int64
		err := scan(idInto(&g.ID), &g.Version, &created, &changed, &g.Display, &g.ExternalID, optionalInto(&g.Team))
		g.Created, g.Changed = time.UnixMilli(created), time.UnixMilli(changed)
		all = append(all, g)
		return err
	})
	return all, err
}

const provisionedGroupColumns = `SELECT id, version, created, changed, display, external_id, team FROM provisioned_groups `

// SetProvisionedGroup stores a group without its members.
func (t *Tx) SetProvisionedGroup(g scim.Group) error {
	return t.must(`INSERT INTO provisioned_groups (id, version, created, changed, display, external_id, team) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET version = excluded.version, changed = excluded.changed, display = excluded.display, external_id = excluded.external_id, team = excluded.team`,
		g.ID[:], g.Version, g.Created.UnixMilli(), g.Changed.UnixMilli(), g.Display, g.ExternalID, optional(g.Team))
}

// ProvisionedGroup finds a group.
func (t *Tx) ProvisionedGroup(id seal.ID) (scim.Group, bool, error) {
	all, err := t.provisionedGroups(provisionedGroupColumns+`WHERE id = ?`, id[:])
	if err != nil || len(all) == 0 {
		return scim.Group{}, false, err
	}
	return all[0], true, nil
}

// ProvisionedGroups lists all, oldest first.
func (t *Tx) ProvisionedGroups() ([]scim.Group, error) {
	return t.provisionedGroups(provisionedGroupColumns + `ORDER BY created, id`)
}

// DeleteProvisionedGroup forgets a group.
func (t *Tx) DeleteProvisionedGroup(id seal.ID) error {
	if err := t.must(`DELETE FROM provisioned_members WHERE grp = ?`, id[:]); err != nil {
		return err
	}
	return t.must(`DELETE FROM provisioned_groups WHERE id = ?`, id[:])
}

// SetProvisionedMember puts somebody into a group, or takes them out.
func (t *Tx) SetProvisionedMember(group, user seal.ID, is bool) error {
	if !is {
		return t.must(`DELETE FROM provisioned_members WHERE grp = ? AND person = ?`, group[:], user[:])
	}
	return t.must(`INSERT INTO provisioned_members (grp, person) VALUES (?, ?) ON CONFLICT (grp, person) DO NOTHING`, group[:], user[:])
}

// ProvisionedMembers lists a group's members.
func (t *Tx) ProvisionedMembers(group seal.ID) ([]seal.ID, error) {
	var all []seal.ID
	err := t.each(`SELECT person FROM provisioned_members WHERE grp = ?`, []any{group[:]}, func(scan func(...any) error) error {
		var id seal.ID
		err := scan(idInto(&id))
		all = append(all, id)
		return err
	})
	return all, err
}

// ProvisionedMemberships lists who is in which group.
func (t *Tx) ProvisionedMemberships() ([]scim.Member, error) {
	var all []scim.Member
	err := t.each(`SELECT grp, person FROM provisioned_members ORDER BY grp, person`, nil, func(scan func(...any) error) error {
		var m scim.Member
		err := scan(idInto(&m.Group), idInto(&m.User))
		all = append(all, m)
		return err
	})
	return all, err
}

// ProvisionedGroupsOf lists the groups that somebody is in.
func (t *Tx) ProvisionedGroupsOf(user seal.ID) ([]scim.Group, error) {
	return t.provisionedGroups(provisionedGroupColumns+`WHERE id IN (SELECT grp FROM provisioned_members WHERE person = ?) ORDER BY created, id`, user[:])
}

// ProvisionedCounts counts people, groups and memberships.
func (t *Tx) ProvisionedCounts() (users, groups, members int, err error) {
	_, err = t.one(`SELECT (SELECT count(*) FROM provisioned_users), (SELECT count(*) FROM provisioned_groups), (SELECT count(*) FROM provisioned_members)`, nil, &users, &groups, &members)
	return users, groups, members, err
}
