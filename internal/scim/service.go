package scim

import (
	"cmp"
	"context"
	"io"
	"slices"
	"strings"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Resource is one with its version.
type Resource struct {
	Tree    Tree
	ID      seal.ID
	Version uint64
}

// held is a person or a group while it is changed.
type held struct {
	kind    Kind
	user    User
	group   Group
	members membership
}

func (h *held) version() uint64 {
	if h.kind == Users {
		return h.user.Version
	}
	return h.group.Version
}

func (s *Service) find(tx Tx, kind Kind, id seal.ID) (held, error) {
	h := held{kind: kind}
	var ok bool
	var err error
	if kind == Users {
		h.user, ok, err = tx.ProvisionedUser(id)
	} else {
		h.group, ok, err = tx.ProvisionedGroup(id)
	}
	if err == nil && !ok {
		err = notThere()
	}
	if err != nil || kind == Users {
		return h, err
	}
	members, err := tx.ProvisionedMembers(id)
	h.members = s.membership(tx, members)
	return h, err
}

func (s *Service) membership(tx Tx, members []seal.ID) membership {
	m := membership{now: make(map[seal.ID]bool, len(members)), known: func(id seal.ID) (bool, error) {
		_, ok, err := tx.ProvisionedUser(id)
		return ok, err
	}}
	for _, id := range members {
		m.now[id] = true
	}
	return m
}

// resource is what is answered.
func (s *Service) resource(tx Tx, h held) (Resource, error) {
	if h.kind == Groups {
		members := sortedIDs(h.members.now)
		return Resource{h.group.tree(s.Address, members), h.group.ID, h.group.Version}, nil
	}
	groups, err := tx.ProvisionedGroupsOf(h.user.ID)
	return Resource{h.user.tree(s.Address, groups), h.user.ID, h.user.Version}, err
}

func sortedIDs(set map[seal.ID]bool) []seal.ID {
	out := make([]seal.ID, 0, len(set))
	for id := range set {
		out = append(out, id)
	}
	slices.SortFunc(out, func(a, b seal.ID) int { return slices.Compare(a[:], b[:]) })
	return out
}

// groupsOf lists each person's groups.
func groupsOf(tx Tx) (map[seal.ID][]Group, error) {
	all, err := tx.ProvisionedGroups()
	if err != nil {
		return nil, err
	}
	named := map[seal.ID]Group{}
	for _, g := range all {
		named[g.ID] = g
	}
	members, err := tx.ProvisionedMemberships()
	out := map[seal.ID][]Group{}
	for _, m := range members {
		out[m.User] = append(out[m.User], named[m.Group])
	}
	return out, err
}

// Get returns a resource.
func (s *Service) Get(ctx context.Context, kind Kind, id seal.ID) (Resource, error) {
	var out Resource
	return out, s.Store.Read(ctx, func(tx Tx) error {
		h, err := s.find(tx, kind, id)
		if err != nil {
			return err
		}
		out, err = s.resource(tx, h)
		return err
	})
}

// Create takes in a new resource.
func (s *Service) Create(ctx context.Context, by ledger.Source, kind Kind, body Tree) (Resource, error) {
	var id seal.ID
	if _, err := io.ReadFull(s.Random, id[:]); err != nil {
		return Resource{}, err
	}
	now := s.Now()
	return s.change(ctx, by, "created", func(tx Tx) (held, held, error) {
		h := held{kind: kind, user: User{ID: id, Created: now}, group: Group{ID: id, Created: now}, members: s.membership(tx, nil)}
		if err := s.room(tx, kind); err != nil {
			return held{}, h, err
		}
		return held{kind: kind, members: s.membership(tx, nil)}, h, h.read(body)
	})
}

func (h *held) read(body Tree) error {
	want := UserSchema
	if h.kind == Groups {
		want = GroupSchema
	}
	if !hasSchema(body, want) {
		return wrong(InvalidSyntax, "A resource names its schema.")
	}
	if h.kind == Users {
		return h.user.read(body)
	}
	return h.group.read(body, &h.members)
}

func (s *Service) room(tx Tx, kind Kind) error {
	users, groups, _, err := tx.ProvisionedCounts()
	switch {
	case err != nil:
		return err
	case kind == Users && users >= MostUsers:
		return wrong(TooMany, "There are as many users as this server keeps.")
	case kind == Groups && groups >= MostGroups:
		return wrong(TooMany, "There are as many groups as this server keeps.")
	}
	return nil
}

// Replace takes a resource over as a whole (PUT).
func (s *Service) Replace(ctx context.Context, by ledger.Source, kind Kind, id seal.ID, ifMatch string, body Tree) (Resource, error) {
	return s.changeOne(ctx, by, kind, id, ifMatch, func(h *held) error { return h.read(body) })
}

// Patch changes parts of a resource: all operations, or none.
func (s *Service) Patch(ctx context.Context, by ledger.Source, kind Kind, id seal.ID, ifMatch string, body Tree) (Resource, error) {
	ops, err := operations(body)
	if err != nil {
		return Resource{}, err
	}
	return s.changeOne(ctx, by, kind, id, ifMatch, func(h *held) error {
		if kind == Users {
			return h.user.patch(ops)
		}
		return h.group.patch(ops, &h.members)
	})
}

func (s *Service) changeOne(ctx context.Context, by ledger.Source, kind Kind, id seal.ID, ifMatch string, change func(*held) error) (Resource, error) {
	return s.change(ctx, by, "changed", func(tx Tx) (held, held, error) {
		before, err := s.find(tx, kind, id)
		if err != nil {
			return before, before, err
		}
		if err := meets(ifMatch, before.version()); err != nil {
			return before, before, err
		}
		after := before
		after.members.now = make(map[seal.ID]bool, len(before.members.now))
		for id := range before.members.now {
			after.members.now[id] = true
		}
		return before, after, change(&after)
	})
}

// meets checks If-Match (RFC 9110 §13.1.1; RFC 7644 §3.14).
func meets(ifMatch string, version uint64) error {
	if ifMatch == "" || strings.TrimSpace(ifMatch) == "*" {
		return nil
	}
	for each := range strings.SplitSeq(ifMatch, ",") {
		if strings.TrimPrefix(strings.TrimSpace(each), "W/") == strings.TrimPrefix(ETag(version), "W/") {
			return nil
		}
	}
	return wrong(Precondition, "The resource has changed: fetch it and try again.")
}

// change stores what a change made of a resource, with what follows from it, in one
// transaction.
func (s *Service) change(ctx context.Context, by ledger.Source, reason string, run func(Tx) (before, after held, err error)) (Resource, error) {
	var out Resource
	var account seal.ID
	var ended []seal.ID
	err := s.Store.Write(ctx, func(tx Tx) error {
		before, after, err := run(tx)
		if err != nil {
			return err
		}
		if after.kind == Users {
			if err := after.checkUser(tx); err != nil {
				return err
			}
			if err := s.fits(before.user, after.user); err != nil {
				return err
			}
			if reason == "changed" && after.user == before.user {
				out, err = s.resource(tx, before)
				return err
			}
			after.user.Version, after.user.Changed = before.user.Version+1, s.Now()
			if err := tx.SetProvisionedUser(after.user); err != nil {
				return err
			}
			if ended, err = s.follow(tx, by, after.user); err != nil {
				return err
			}
			account = after.user.Account.ID()
		} else if changed, err := s.storeGroup(tx, before, &after); err != nil {
			return err
		} else if !changed {
			out, err = s.resource(tx, before)
			return err
		}
		if err := s.record(tx, by, after, reason); err != nil {
			return err
		}
		out, err = s.resource(tx, after)
		return err
	})
	if err == nil && !account.IsZero() {
		s.Accounts.Silence(account, ended)
	}
	return out, err
}

// follow does to an account what the provider says of its person.
func (s *Service) follow(tx Tx, by ledger.Source, u User) (ended []seal.ID, err error) {
	if !u.Account.Present() {
		return nil, nil
	}
	if u.Active {
		return nil, s.Accounts.ReinstateIn(tx, by, u.Account.ID(), identity.ByProvisioning)
	}
	return s.Accounts.SuspendIn(tx, by, u.Account.ID(), identity.ByProvisioning)
}

func (s *Service) record(tx Tx, by ledger.Source, h held, reason string) error {
	e := ledger.Act(s.Now(), ledger.UserProvisioned, by, h.user.ID)
	e.Within, e.Last = h.user.Account, h.user.Version
	if h.kind == Groups {
		e = ledger.Act(s.Now(), ledger.GroupProvisioned, by, h.group.ID)
		e.Within, e.Last = h.group.Team, h.group.Version
	}
	e.Reason = reason
	return ledger.Append(tx, e)
}

// fits judges an address that is new: who is expected with another one stays.
func (s *Service) fits(before, after User) error {
	address := after.Address()
	if s.Fits == nil || address == "" || address == before.Address() {
		return nil
	}
	if err := s.Fits(address); err != nil {
		return wrong(InvalidValue, errs.From(err).Message)
	}
	return nil
}

func (h *held) checkUser(tx Tx) error {
	if err := h.user.check(); err != nil {
		return err
	}
	other, ok, err := tx.ProvisionedUserNamed(h.user.UserName)
	if err == nil && ok && other.ID != h.user.ID {
		err = wrong(Uniqueness, "Another user has this userName.")
	}
	return err
}

func (s *Service) storeGroup(tx Tx, before held, after *held) (changed bool, err error) {
	if err := after.group.check(); err != nil {
		return false, err
	}
	same := before.group == after.group && len(before.members.now) == len(after.members.now)
	for id := range after.members.now {
		same = same && before.members.now[id]
	}
	if same && before.group.Version > 0 {
		return false, nil
	}
	after.group.Version, after.group.Changed = before.group.Version+1, s.Now()
	if err := tx.SetProvisionedGroup(after.group); err != nil {
		return false, err
	}
	if grew := len(after.members.now) - len(before.members.now); grew > 0 {
		_, _, all, err := tx.ProvisionedCounts()
		if err != nil {
			return false, err
		}
		if all+grew > mostMembers {
			return false, wrong(TooMany, "There are as many memberships as this server keeps.")
		}
	}
	for id := range before.members.now {
		if !after.members.now[id] {
			if err := tx.SetProvisionedMember(after.group.ID, id, false); err != nil {
				return false, err
			}
		}
	}
	for id := range after.members.now {
		if !before.members.now[id] {
			if err := tx.SetProvisionedMember(after.group.ID, id, true); err != nil {
				return false, err
			}
		}
	}
	return true, nil
}

// Delete forgets a resource. Nothing is left of somebody who never joined; the
// account of somebody who did is shut out.
func (s *Service) Delete(ctx context.Context, by ledger.Source, kind Kind, id seal.ID, ifMatch string) error {
	var account seal.ID
	var ended []seal.ID
	err := s.Store.Write(ctx, func(tx Tx) error {
		h, err := s.find(tx, kind, id)
		if err != nil {
			return err
		}
		if err := meets(ifMatch, h.version()); err != nil {
			return err
		}
		if kind == Groups {
			err = tx.DeleteProvisionedGroup(id)
		} else {
			h.user.Active, account = false, h.user.Account.ID()
			if ended, err = s.follow(tx, by, h.user); err == nil {
				err = tx.DeleteProvisionedUser(id)
			}
		}
		if err != nil {
			return err
		}
		return s.record(tx, by, h, "deleted")
	})
	if err == nil && !account.IsZero() {
		s.Accounts.Silence(account, ended)
	}
	return err
}

// Query asks for a list.
type Query struct {
	Filter     string
	SortBy     string
	Descending bool
	Start      int // counted from 1
	Count      int // -1: not said
	Shown      Shown
}

// Page is a part of a list.
type Page struct {
	Total, Start int
	Resources    []Tree
}

// pageLimit is the most that is answered at once.
const pageLimit = 200

// List answers a query.
func (s *Service) List(ctx context.Context, kind Kind, q Query) (Page, error) {
	var filter Filter
	if q.Filter != "" {
		var err error
		if filter, err = ParseFilter(q.Filter); err != nil {
			return Page{}, err
		}
	}
	sortBy, ok := parseAttribute(q.SortBy)
	if q.SortBy != "" && !ok {
		return Page{}, wrong(InvalidValue, "One sorts by an attribute.")
	}
	var all []Tree
	err := s.Store.Read(ctx, func(tx Tx) error {
		var err error
		if kind == Users {
			all, err = s.users(tx, filter)
		} else {
			all, err = s.groups(tx, q.Shown, filter)
		}
		return err
	})
	if err != nil {
		return Page{}, err
	}
	if filter != nil {
		all = slices.DeleteFunc(all, func(t Tree) bool { return !filter.matches(t) })
	}
	if q.SortBy != "" {
		sortTrees(all, sortBy, q.Descending)
	}
	return paged(all, q), nil
}

func sortTrees(all []Tree, by attrPath, descending bool) {
	key := func(t Tree) string {
		values := by.values(t)
		if len(values) == 0 {
			return ""
		}
		text, _ := values[0].(string)
		if !caseExact[by] {
			text = strings.ToLower(text)
		}
		return text
	}
	slices.SortStableFunc(all, func(a, b Tree) int {
		order := cmp.Compare(key(a), key(b))
		if descending {
			return -order
		}
		return order
	})
}

func paged(all []Tree, q Query) Page {
	start, count := max(q.Start, 1), q.Count
	if count < 0 || count > pageLimit {
		count = pageLimit
	}
	page := Page{Total: len(all), Start: start, Resources: []Tree{}}
	if start > len(all) {
		return page
	}
	for _, t := range all[start-1 : min(len(all), start-1+count)] {
		page.Resources = append(page.Resources, q.Shown.Of(t))
	}
	return page
}

// users lists people; the one that a provider looks for by name or its own id
// without going through all of them.
func (s *Service) users(tx Tx, filter Filter) ([]Tree, error) {
	var found []User
	var err error
	if c, ok := filter.(compare); ok && c.op == "eq" && c.attr == (attrPath{name: "username"}) {
		text, _ := c.value.(string)
		var one User
		if one, ok, err = tx.ProvisionedUserNamed(text); ok {
			found = []User{one}
		}
	} else if ok && c.op == "eq" && c.attr == (attrPath{name: "externalid"}) {
		text, _ := c.value.(string)
		found, err = tx.ProvisionedUserExternal(text)
	} else {
		found, err = tx.ProvisionedUsers()
	}
	if err != nil || len(found) == 0 {
		return nil, err
	}
	if len(found) == 1 {
		groups, err := tx.ProvisionedGroupsOf(found[0].ID)
		return []Tree{found[0].tree(s.Address, groups)}, err
	}
	groups, err := groupsOf(tx)
	out := make([]Tree, len(found))
	for i := range found {
		out[i] = found[i].tree(s.Address, groups[found[i].ID])
	}
	return out, err
}

// groups lists groups, with their members only if those are wanted.
func (s *Service) groups(tx Tx, shown Shown, filter Filter) ([]Tree, error) {
	all, err := tx.ProvisionedGroups()
	if err != nil {
		return nil, err
	}
	members := map[seal.ID][]seal.ID{}
	if !slices.Contains(shown.without, attrPath{name: "members"}) || filter != nil {
		list, err := tx.ProvisionedMemberships()
		if err != nil {
			return nil, err
		}
		for _, m := range list {
			members[m.Group] = append(members[m.Group], m.User)
		}
	}
	out := make([]Tree, len(all))
	for i := range all {
		out[i] = all[i].tree(s.Address, members[all[i].ID])
	}
	return out, nil
}
