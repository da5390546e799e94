package directory

import (
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// This file is the authority table of section 4.1, one function per type. Each
// refuses or returns; none changes anything.

func denied(format string, args ...any) error {
	return seal.Fail(seal.ErrUnverified, "append statement", format, args...)
}

func (r *Replay) allowed(s Statement, by signers) error {
	switch c := s.Content.(type) {
	case *Genesis:
		return allowGenesis(c, by)
	case *Account:
		return r.allowAccount(s, c, by)
	case *Removal:
		return r.allowRemoval(s, by)
	case *Device:
		return r.allowDevice(s, c, by)
	case *Capabilities:
		return r.allowCapability(s, c, by)
	case *ServerKey:
		return r.allowOrgWide(s, by, Owner)
	case *ArticleSet:
		return r.allowOrgWide(s, by, Publish)
	case *Group:
		return r.allowGroup(s, by)
	case *Members:
		return r.allowMembers(s, c, by)
	case *Generation:
		return r.allowGeneration(s, c, by)
	case *Inbox:
		return r.allowInbox(s, c, by)
	case *Invite:
		return r.allowInvite(s, c, by)
	}
	return denied("no rule for %s", s.Content.Type())
}

func (by signers) hold(c Capability) bool {
	return slices.ContainsFunc(by.accounts, func(a *AccountState) bool { return a.Holds(c) })
}

func (by signers) manage(r *Replay, group seal.ID) bool {
	return slices.ContainsFunc(by.accounts, func(a *AccountState) bool { return r.RoleIn(group, a.ID) == RoleManager })
}

func (by signers) belong(r *Replay, group seal.ID) bool {
	return slices.ContainsFunc(by.accounts, func(a *AccountState) bool { return r.RoleIn(group, a.ID) != 0 })
}

func (by signers) identity(key seal.PublicKey) bool { return slices.Contains(by.identities, key) }

// mayGrant reports whether the signers may give or take these capabilities.
func (by signers) mayGrant(changed []Capability) bool {
	if by.hold(Owner) {
		return true
	}
	return by.hold(Admin) && !slices.ContainsFunc(changed, func(c Capability) bool { return !adminGrants(c) })
}

func adminGrants(c Capability) bool {
	return c == ManageGroup || c == Rotate || c == Attest || c == Publish
}

// active is an account that is there and not removed.
func (r *Replay) active(id seal.ID) (*AccountState, error) {
	account, ok := r.accounts[id]
	if !ok || account.Removed {
		return nil, denied("the account is unknown or removed")
	}
	return account, nil
}

func allowGenesis(c *Genesis, by signers) error {
	if !by.identity(c.Identity) {
		return denied("genesis is not signed by its identity")
	}
	return nil
}

func (r *Replay) allowAccount(s Statement, c *Account, by signers) error {
	if !by.identity(c.Identity) {
		return denied("an account is signed by its identity")
	}
	if owner, taken := r.identities[c.Identity]; taken && owner != s.ObjectID() {
		return denied("the identity belongs to another account")
	}
	if s.Object.Present() {
		return r.allowAccountChange(s, c, by)
	}
	if !c.Invite.Present() {
		if len(r.accounts) != 0 || c.Identity != r.root {
			return denied("an account needs an invitation")
		}
		return nil
	}
	invite, ok := r.invites[c.Invite.ID()]
	if !ok || !invite.OpenAt(s.Time) {
		return denied("the invitation is unknown, revoked, used or over")
	}
	if !slices.Contains(by.invitations, invite.Key) {
		return denied("not signed by the invitation's key")
	}
	return nil
}

func (r *Replay) allowAccountChange(s Statement, c *Account, by signers) error {
	before, err := r.active(s.ObjectID())
	if err != nil {
		return err
	}
	if !by.identity(before.Identity) {
		return denied("a change is signed by the current identity")
	}
	if c.Invite != before.Invite {
		return denied("an account's invitation stays")
	}
	return nil
}

func (r *Replay) allowRemoval(s Statement, by signers) error {
	account, err := r.active(s.ObjectID())
	if err != nil {
		return err
	}
	self := slices.Contains(by.accounts, account)
	if !self && !by.hold(Owner) && (!by.hold(Admin) || account.Holds(Owner)) {
		return denied("nobody who may remove this account signed")
	}
	if account.Holds(Owner) && r.lastOwner(account.ID) {
		return denied("the last owner stays")
	}
	for id := range r.groups {
		if r.RoleIn(id, account.ID) == RoleManager && r.managers(id) == 1 {
			return denied("the last manager of a group cannot leave it; name another first")
		}
	}
	return nil
}

func (r *Replay) lastOwner(id seal.ID) bool {
	for other, account := range r.accounts {
		if other != id && account.Holds(Owner) {
			return false
		}
	}
	return true
}

func (r *Replay) managers(group seal.ID) int {
	count := 0
	for _, member := range r.Members(group) {
		if member.Role == RoleManager {
			count++
		}
	}
	return count
}

func (r *Replay) allowDevice(s Statement, c *Device, by signers) error {
	account, err := r.active(c.Account)
	if err != nil {
		return err
	}
	if c.Until < c.From || c.Until-c.From > MaxCertificate {
		return denied("a certificate runs at most 30 days and an hour")
	}
	certified := by.identity(account.Identity)
	if !s.Object.Present() {
		if !certified || c.State != DeviceValid {
			return denied("a new device is valid and signed by its account's identity")
		}
		return nil
	}
	before, ok := r.devices[s.ObjectID()]
	if !ok || before.Account != c.Account || before.Key != c.Key {
		return denied("a device is known and keeps its account and key")
	}
	if before.State == DeviceRevoked {
		return denied("a revoked device stays revoked")
	}
	revocation := c.State == DeviceRevoked && c.From == before.From && c.Until == before.Until
	if !certified && !(revocation && by.hold(Admin)) {
		return denied("nobody who may change this device signed")
	}
	return nil
}

func (r *Replay) allowCapability(s Statement, c *Capabilities, by signers) error {
	account, err := r.active(s.ObjectID())
	if err != nil {
		return err
	}
	if !by.mayGrant(difference(account.Capabilities, c.List)) {
		return denied("nobody who may give or take these capabilities signed")
	}
	if account.Holds(Owner) && !slices.Contains(c.List, Owner) && r.lastOwner(account.ID) {
		return denied("the last owner stays owner")
	}
	return nil
}

// difference lists what is in one list and not in the other.
func difference(a, b []Capability) []Capability {
	var out []Capability
	for _, c := range AllCapabilities() {
		if slices.Contains(a, c) != slices.Contains(b, c) {
			out = append(out, c)
		}
	}
	return out
}

func (r *Replay) allowOrgWide(s Statement, by signers, c Capability) error {
	if s.ObjectID() != r.org {
		return denied("its object is not the organisation")
	}
	if !by.hold(c) {
		return denied("it takes the capability %s", c)
	}
	return nil
}

func (r *Replay) allowGroup(s Statement, by signers) error {
	id := s.ObjectID()
	if s.Object.Present() {
		if _, ok := r.groups[id]; !ok {
			return denied("the group is unknown")
		}
		if by.manage(r, id) {
			return nil
		}
	}
	if !by.hold(Admin) {
		return denied("nobody who may make or change this group signed")
	}
	return nil
}

func (r *Replay) allowMembers(s Statement, c *Members, by signers) error {
	group, ok := r.groups[s.ObjectID()]
	if !ok {
		return denied("the group is unknown")
	}
	for _, member := range c.List {
		if _, err := r.active(member.Account); err != nil {
			return err
		}
	}
	if !slices.ContainsFunc(c.List, func(m Membership) bool { return m.Role == RoleManager }) {
		return denied("a group keeps a manager")
	}
	if !s.Previous.Present() {
		if !by.hold(Admin) {
			return denied("an admin names the first members")
		}
		return nil
	}
	if !by.hold(ManageGroup) && !by.manage(r, group.ID) {
		return denied("nobody who may change these members signed")
	}
	return nil
}

func (r *Replay) allowGeneration(s Statement, c *Generation, by signers) error {
	group, ok := r.groups[s.ObjectID()]
	if !ok {
		return denied("the group is unknown")
	}
	// The device is the author of the boxes, so a device must have signed.
	if by.device.IsZero() || !by.belong(r, group.ID) {
		return denied("a member's device makes generations")
	}
	var number uint64
	if before, ok := r.generations[group.Generation]; ok {
		number = before.Number
	}
	if c.Number != number+1 {
		return denied("generation %d after %d", c.Number, number)
	}
	members := r.Members(group.ID)
	now, err := memberSetOf(members)
	if err != nil {
		return err
	}
	if c.MemberSet != now {
		return denied("it is for another member set")
	}
	if !slices.EqualFunc(members, c.Boxes, func(m Membership, b BoxRef) bool { return m.Account == b.Account }) {
		return denied("its boxes are not for exactly the members")
	}
	return nil
}

func (r *Replay) allowInbox(s Statement, c *Inbox, by signers) error {
	if _, ok := r.groups[c.Group]; !ok {
		return denied("the group is unknown")
	}
	if !by.manage(r, c.Group) {
		return denied("no manager of the group signed")
	}
	before, known := r.inboxes[s.ObjectID()]
	if s.Object.Present() && !known {
		return denied("the inbox is unknown")
	}
	if known && before.Group != c.Group {
		return seal.Fail(seal.ErrReserved, "statement", "moving an inbox to another team is not part of this version")
	}
	if !by.hold(Admin) {
		return denied("no admin signed")
	}
	return nil
}

func (r *Replay) allowInvite(s Statement, c *Invite, by signers) error {
	for _, group := range c.Groups {
		if _, ok := r.groups[group.Group]; !ok {
			return denied("the group is unknown")
		}
	}
	simple := len(c.Capabilities) == 0 && by.hold(ManageGroup)
	if !simple && !by.mayGrant(c.Capabilities) {
		return denied("nobody who may invite with these capabilities signed")
	}
	if !s.Object.Present() {
		if c.State != InviteOpen {
			return denied("a new invitation is open")
		}
		return nil
	}
	before, ok := r.invites[s.ObjectID()]
	if !ok || before.State == InviteRevoked || c.State != InviteRevoked || c.Key != before.Key {
		return denied("an open invitation can only be revoked")
	}
	return nil
}
