package directory

import (
	"bytes"
	"cmp"
	"maps"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// AccountState is an account as the directory has it now.
type AccountState struct {
	ID           seal.ID
	Name         string
	Identity     seal.PublicKey
	Sealing      seal.SealingPublicKey
	Invite       seal.OptionalID
	Removed      bool
	Capabilities []Capability
}

// Holds reports whether the account may act with a capability. A removed
// account holds none.
func (a *AccountState) Holds(c Capability) bool {
	if a == nil || a.Removed {
		return false
	}
	return includes(a.Capabilities, c)
}

// includes reports whether a list grants c, with what owner and admin include.
func includes(list []Capability, c Capability) bool {
	if slices.Contains(list, c) {
		return true
	}
	switch c {
	case Admin:
		return slices.Contains(list, Owner)
	case ManageGroup:
		return slices.Contains(list, Owner) || slices.Contains(list, Admin)
	}
	return false
}

// DeviceStatus is a device and its certificate.
type DeviceStatus struct {
	ID seal.ID
	Device
}

// ValidAt reports whether the device may act at a time, with the grace of
// section 4.1. Whether its account is removed is another question.
func (d *DeviceStatus) ValidAt(unix uint64) bool {
	return d.State == DeviceValid && unix+Grace >= d.From && unix <= d.Until+Grace
}

// GroupState is a group as the directory has it now.
type GroupState struct {
	ID         seal.ID
	Name       string
	Members    []Membership       // as stated; removed accounts may still stand here
	Ever       []seal.ID          // every account that ever was a member
	Left       map[seal.ID]uint64 // who is no member any more, and since when, Unix seconds
	Generation seal.ID            // newest generation's statement id; zero before the first
}

// GenerationState is one generation of a group.
type GenerationState struct {
	ID    seal.ID // statement id: what threads name as reader
	Group seal.ID
	Generation
	Author seal.ID // the device that signed it and sealed its boxes
	Time   uint64
}

// Names reports whether the generation was sealed to an account.
func (g GenerationState) Names(account seal.ID) bool {
	return slices.ContainsFunc(g.Boxes, func(box BoxRef) bool { return box.Account == account })
}

// InboxStatus is an inbox.
type InboxStatus struct {
	ID seal.ID
	Inbox
}

// InviteStatus is an invitation.
type InviteStatus struct {
	ID seal.ID
	Invite
	Used bool
}

// OpenAt reports whether the invitation can be taken at a time.
func (i *InviteStatus) OpenAt(unix uint64) bool {
	return i.State == InviteOpen && !i.Used && unix <= i.Until
}

// Org is the organisation's id: the genesis statement's.
func (r *Replay) Org() seal.ID { return r.org }

// Name is the organisation's name.
func (r *Replay) Name() string { return r.name }

// Size is the number of statements.
func (r *Replay) Size() int { return len(r.wires) }

// Newest is the newest statement time, Unix seconds.
func (r *Replay) Newest() uint64 { return r.newest }

// Statements are the wire bytes from place after on.
func (r *Replay) Statements(after int) [][]byte {
	if after < 0 || after > len(r.wires) {
		return nil
	}
	return slices.Clone(r.wires[after:])
}

// Statement is a statement by its id.
func (r *Replay) Statement(id seal.ID) (Statement, bool) {
	at, ok := r.index[id]
	if !ok {
		return Statement{}, false
	}
	s, err := ParseStatement(r.wires[at])
	return s, err == nil
}

// Last is what `previous` must be in the next statement of a slot.
func (r *Replay) Last(kind Type, object seal.ID) seal.OptionalID {
	return seal.Some(r.slots[Slot{Kind: kind, Object: object}])
}

// Account is an account by id.
func (r *Replay) Account(id seal.ID) (AccountState, bool) { return value(r.accounts, id) }

// AccountOf is the account that has an identity key now.
func (r *Replay) AccountOf(identity seal.PublicKey) (AccountState, bool) {
	account, ok := r.Account(r.identities[identity])
	return account, ok && account.Identity == identity
}

// Accounts are all accounts, removed ones too, by ascending id.
func (r *Replay) Accounts() []AccountState { return sorted(r.accounts) }

// Device is a device by id.
func (r *Replay) Device(id seal.ID) (DeviceStatus, bool) { return value(r.devices, id) }

// DevicesOf are an account's devices, revoked ones too, by ascending id.
func (r *Replay) DevicesOf(account seal.ID) []DeviceStatus {
	return slices.DeleteFunc(sorted(r.devices), func(d DeviceStatus) bool { return d.Account != account })
}

// DeviceActs is a device and its account if both may act at a time: not
// revoked, not removed, within the certificate.
func (r *Replay) DeviceActs(id seal.ID, unix uint64) (DeviceStatus, AccountState, error) {
	device, ok := r.devices[id]
	if !ok || !device.ValidAt(unix) {
		return DeviceStatus{}, AccountState{}, seal.Fail(seal.ErrUnverified, "device", "unknown, revoked or out of its time")
	}
	account := r.accounts[device.Account]
	if account.Removed {
		return DeviceStatus{}, AccountState{}, seal.Fail(seal.ErrUnverified, "device", "its account was removed")
	}
	return *device, *account, nil
}

// DeviceEnded is when a device's right to act ended, Unix seconds: it was
// revoked, or its account removed. 0 while it holds, whatever its certificate.
func (r *Replay) DeviceEnded(id seal.ID) uint64 {
	device, ok := r.devices[id]
	if !ok {
		return 0
	}
	var ended uint64
	if device.State == DeviceRevoked {
		s, _ := r.Statement(r.slots[Slot{TypeDevice, id}])
		ended = s.Time
	}
	if r.accounts[device.Account].Removed {
		s, _ := r.Statement(r.slots[Slot{TypeAccount, device.Account}])
		ended = earliest(ended, s.Time)
	}
	return ended
}

// Capabilities are what an account may do, as listed; Holds adds what is
// included. A removed account has none.
func (r *Replay) Capabilities(account seal.ID) []Capability {
	a, ok := r.accounts[account]
	if !ok || a.Removed {
		return nil
	}
	return slices.Clone(a.Capabilities)
}

// Holds reports whether an account may act with a capability.
func (r *Replay) Holds(account seal.ID, c Capability) bool { return r.accounts[account].Holds(c) }

// Group is a group by id.
func (r *Replay) Group(id seal.ID) (GroupState, bool) { return value(r.groups, id) }

// Groups are all groups, by ascending id.
func (r *Replay) Groups() []GroupState { return sorted(r.groups) }

// Members are a group's members that are not removed, by ascending id.
func (r *Replay) Members(group seal.ID) []Membership {
	g, ok := r.groups[group]
	if !ok {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(g.Members), func(m Membership) bool {
		return r.accounts[m.Account].Removed
	})
}

// RoleIn is an account's role in a group; 0 for no member.
func (r *Replay) RoleIn(group, account seal.ID) Role {
	for _, member := range r.Members(group) {
		if member.Account == account {
			return member.Role
		}
	}
	return 0
}

// MemberSet is the member set of section 4.1 over sorted account ids.
func MemberSet(accounts []seal.ID) (seal.ID, error) {
	encoded, err := seal.Encode(accounts)
	if err != nil {
		return seal.ID{}, err
	}
	return seal.HashID("member-set", encoded), nil
}

// MemberSetOf is a group's member set now.
func (r *Replay) MemberSetOf(group seal.ID) (seal.ID, error) { return memberSetOf(r.Members(group)) }

func memberSetOf(members []Membership) (seal.ID, error) {
	ids := make([]seal.ID, 0, len(members))
	for _, member := range members {
		ids = append(ids, member.Account)
	}
	return MemberSet(ids)
}

// Generation is a group's newest generation.
func (r *Replay) Generation(group seal.ID) (GenerationState, bool) {
	g, ok := r.groups[group]
	if !ok {
		return GenerationState{}, false
	}
	return value(r.generations, g.Generation)
}

// GenerationByID is a generation by its statement id, however old.
func (r *Replay) GenerationByID(id seal.ID) (GenerationState, bool) { return value(r.generations, id) }

// Stale reports whether a group's members have changed since its newest
// generation, or it has none: what is sealed to it then may be read by someone
// who has left.
func (r *Replay) Stale(group seal.ID) bool {
	generation, ok := r.Generation(group)
	if !ok {
		return true
	}
	now, err := r.MemberSetOf(group)
	return err != nil || now != generation.MemberSet
}

// Inbox is an inbox by id.
func (r *Replay) Inbox(id seal.ID) (InboxStatus, bool) { return value(r.inboxes, id) }

// Inboxes are all inboxes, by ascending id.
func (r *Replay) Inboxes() []InboxStatus { return sorted(r.inboxes) }

// Invite is an invitation by id.
func (r *Replay) Invite(id seal.ID) (InviteStatus, bool) { return value(r.invites, id) }

// Invites are all invitations, by ascending id.
func (r *Replay) Invites() []InviteStatus { return sorted(r.invites) }

// ServerKey is the statement id and key that receipts are signed under now.
func (r *Replay) ServerKey() (seal.ID, seal.PublicKey, bool) {
	key, ok := r.serverKeys[r.serverKey]
	return r.serverKey, key, ok
}

// ServerKeyByID is a receipt key by its statement id, however old.
func (r *Replay) ServerKeyByID(id seal.ID) (seal.PublicKey, bool) {
	key, ok := r.serverKeys[id]
	return key, ok
}

// ServerKeys are all of them, the newest and past ones.
func (r *Replay) ServerKeys() []seal.PublicKey {
	return slices.Collect(maps.Values(r.serverKeys))
}

// ArticleSet is the approved article set.
func (r *Replay) ArticleSet() (ArticleSet, bool) {
	if r.articles == nil {
		return ArticleSet{}, false
	}
	return *r.articles, true
}

func value[T any](from map[seal.ID]*T, id seal.ID) (T, bool) {
	v, ok := from[id]
	if !ok {
		var none T
		return none, false
	}
	return *v, true
}

// sorted lists a map's values by ascending id, so that lists never jump.
func sorted[T any](from map[seal.ID]*T) []T {
	ids := make([]seal.ID, 0, len(from))
	for id := range from {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b seal.ID) int { return bytes.Compare(a[:], b[:]) })
	out := make([]T, 0, len(ids))
	for _, id := range ids {
		out = append(out, *from[id])
	}
	return out
}

// Generations are all generations of a group, ascending.
func (r *Replay) Generations(group seal.ID) []GenerationState {
	all := slices.DeleteFunc(sorted(r.generations), func(g GenerationState) bool { return g.Group != group })
	slices.SortFunc(all, func(a, b GenerationState) int { return cmp.Compare(a.Number, b.Number) })
	return all
}
