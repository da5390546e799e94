package directory

import (
	"maps"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// Grace is how far statement times, heads and clocks may differ, in seconds.
const Grace = 600

// Replay is a directory as its statements made it. The zero value is not
// usable; NewReplay begins one. It is not safe for concurrent use.
type Replay struct {
	pin     seal.ID
	org     seal.ID
	name    string
	root    seal.PublicKey // the genesis identity
	newest  uint64         // newest statement time
	trusted bool           // signatures were checked by the replay this is cut from

	log   tree
	wires [][]byte
	index map[seal.ID]int // statement id to place in the log
	slots map[Slot]seal.ID

	accounts    map[seal.ID]*AccountState
	identities  map[seal.PublicKey]seal.ID // every identity ever, to its account
	devices     map[seal.ID]*DeviceStatus
	groups      map[seal.ID]*GroupState
	generations map[seal.ID]*GenerationState
	inboxes     map[seal.ID]*InboxStatus
	invites     map[seal.ID]*InviteStatus
	serverKeys  map[seal.ID]seal.PublicKey
	serverKey   seal.ID
	articles    *ArticleSet
}

// NewReplay begins an empty replay of the organisation with the pinned id. A
// zero pin takes any genesis: only for whoever sets an organisation up.
func NewReplay(pin seal.ID) *Replay {
	return &Replay{
		pin: pin, index: map[seal.ID]int{}, slots: map[Slot]seal.ID{},
		accounts: map[seal.ID]*AccountState{}, identities: map[seal.PublicKey]seal.ID{},
		devices: map[seal.ID]*DeviceStatus{}, groups: map[seal.ID]*GroupState{},
		generations: map[seal.ID]*GenerationState{}, inboxes: map[seal.ID]*InboxStatus{},
		invites: map[seal.ID]*InviteStatus{}, serverKeys: map[seal.ID]seal.PublicKey{},
	}
}

// Append checks one statement's wire bytes against the authority table and
// takes it in. A refusal changes nothing.
func (r *Replay) Append(wire []byte) error {
	s, err := ParseStatement(wire)
	if err != nil {
		return err
	}
	if err := r.checkOrder(s); err != nil {
		return err
	}
	signers, err := r.signersOf(s)
	if err != nil {
		return err
	}
	if err := r.allowed(s, signers); err != nil {
		return err
	}
	if err := r.log.append(wire); err != nil {
		return err
	}
	r.index[s.id] = len(r.wires)
	r.wires = append(r.wires, slices.Clone(wire))
	r.slots[s.Slot()] = s.id
	r.newest = max(r.newest, s.Time)
	r.apply(s, signers)
	return nil
}

// AppendAll takes in all statements or none.
func (r *Replay) AppendAll(wires [][]byte) error {
	trial := r.Clone()
	for _, wire := range wires {
		if err := trial.Append(wire); err != nil {
			return err
		}
	}
	*r = *trial
	return nil
}

// checkOrder checks what concerns every statement: the organisation, the
// compare-and-set on its slot, and the time.
func (r *Replay) checkOrder(s Statement) error {
	const op = "append statement"
	genesis := s.Content.Type() == TypeGenesis
	if genesis != (len(r.wires) == 0) {
		return seal.Fail(seal.ErrUnverified, op, "a log begins with its genesis, and has one")
	}
	if genesis && !r.pin.IsZero() && s.id != r.pin {
		return seal.Fail(seal.ErrUnverified, op, "another organisation than the pinned one")
	}
	if !genesis && s.Org.ID() != r.org {
		return seal.Fail(seal.ErrUnverified, op, "a statement of another organisation")
	}
	if s.Previous.ID() != r.slots[s.Slot()] {
		return seal.Fail(seal.ErrConflict, op, "it does not follow the slot's last statement; read on and try again")
	}
	if s.Time+Grace < r.newest {
		return seal.Fail(seal.ErrUnverified, op, "its time lies more than ten minutes behind the log's")
	}
	return nil
}

// Clone is a replay that can be tried out without touching this one.
func (r *Replay) Clone() *Replay {
	c := *r
	c.log.hashes, c.wires = slices.Clone(r.log.hashes), slices.Clone(r.wires)
	c.index, c.slots = maps.Clone(r.index), maps.Clone(r.slots)
	c.accounts, c.identities = maps.Clone(r.accounts), maps.Clone(r.identities)
	c.devices, c.groups = maps.Clone(r.devices), maps.Clone(r.groups)
	c.generations, c.inboxes = maps.Clone(r.generations), maps.Clone(r.inboxes)
	c.invites, c.serverKeys = maps.Clone(r.invites), maps.Clone(r.serverKeys)
	return &c
}

// At is the directory as it was after its first size statements. Signatures
// are not checked again.
func (r *Replay) At(size int) (*Replay, error) {
	if size < 1 || size > len(r.wires) {
		return nil, seal.Fail(seal.ErrMalformed, "earlier directory", "size %d of %d", size, len(r.wires))
	}
	past := NewReplay(r.org)
	past.trusted = true
	for _, wire := range r.wires[:size] {
		if err := past.Append(wire); err != nil {
			return nil, err
		}
	}
	past.trusted = r.trusted
	return past, nil
}

// signers are who signed a statement, each signature checked.
type signers struct {
	accounts    []*AccountState
	identities  []seal.PublicKey
	invitations []seal.PublicKey
	device      seal.ID // the first device among them
}

func (r *Replay) signersOf(s Statement) (signers, error) {
	var by signers
	for _, signature := range s.Signatures {
		key, err := r.resolve(s, signature, &by)
		if err != nil {
			return signers{}, err
		}
		if r.trusted {
			continue
		}
		if err := s.signedBy(signature, key); err != nil {
			return signers{}, err
		}
	}
	return by, nil
}

// resolve names the key of a signature and notes whose it is.
func (r *Replay) resolve(s Statement, signature Signature, by *signers) (seal.PublicKey, error) {
	key := seal.PublicKey(signature.Ref)
	switch signature.Kind {
	case ByIdentityKey:
		by.identities = append(by.identities, key)
		account, ok := r.accounts[r.identities[key]]
		if ok && !account.Removed && account.Identity == key {
			by.accounts = append(by.accounts, account)
		}
		return key, nil
	case ByInvitationKey:
		by.invitations = append(by.invitations, key)
		return key, nil
	}
	device, ok := r.devices[signature.Ref]
	if !ok || !device.ValidAt(s.Time) {
		return key, seal.Fail(seal.ErrUnverified, "append statement", "signed by a device that is unknown, revoked or out of its time")
	}
	account := r.accounts[device.Account]
	if account.Removed {
		return key, seal.Fail(seal.ErrUnverified, "append statement", "signed by a removed account")
	}
	by.accounts = append(by.accounts, account)
	if by.device.IsZero() {
		by.device = device.ID
	}
	return device.Key, nil
}

// apply carries an allowed statement into the state. Values are replaced, not
// changed, because clones share them.
func (r *Replay) apply(s Statement, by signers) {
	object := s.ObjectID()
	switch c := s.Content.(type) {
	case *Genesis:
		r.org, r.name, r.root = s.id, c.Name, c.Identity
	case *Account:
		r.applyAccount(s, c)
	case *Removal:
		next := *r.accounts[object]
		next.Removed = true
		r.accounts[object] = &next
	case *Device:
		r.devices[object] = &DeviceStatus{ID: object, Device: *c}
	case *Capabilities:
		next := *r.accounts[object]
		next.Capabilities = c.List
		r.accounts[object] = &next
	case *ServerKey:
		r.serverKeys[s.id], r.serverKey = c.Key, s.id
	case *ArticleSet:
		r.articles = c
	case *Inbox:
		r.inboxes[object] = &InboxStatus{ID: object, Inbox: *c}
	case *Invite:
		next := InviteStatus{ID: object, Invite: *c}
		if before, ok := r.invites[object]; ok {
			next.Used = before.Used
		}
		r.invites[object] = &next
	default:
		r.applyGroup(s, by)
	}
}

func (r *Replay) applyAccount(s Statement, c *Account) {
	id := s.ObjectID()
	next := AccountState{ID: id, Name: c.Name, Identity: c.Identity, Sealing: c.Sealing, Invite: c.Invite}
	before, known := r.accounts[id]
	switch {
	case known:
		next.Capabilities = before.Capabilities
	case c.Invite.Present():
		invite := *r.invites[c.Invite.ID()]
		invite.Used = true
		r.invites[invite.ID] = &invite
		next.Capabilities = invite.Invite.Capabilities
	default: // the table lets only the genesis identity come uninvited
		next.Capabilities = AllCapabilities()
	}
	r.accounts[id], r.identities[c.Identity] = &next, id
}

func (r *Replay) applyGroup(s Statement, by signers) {
	id := s.ObjectID()
	next := GroupState{ID: id}
	if before, ok := r.groups[id]; ok {
		next = *before
	}
	switch c := s.Content.(type) {
	case *Group:
		next.Name = c.Name
	case *Members:
		next.Left = leavers(next, c.List, s.Time)
		next.Members = c.List
		next.Ever = withMembers(next.Ever, c.List)
	case *Generation:
		next.Generation = s.id
		r.generations[s.id] = &GenerationState{ID: s.id, Group: id, Generation: *c, Author: by.device, Time: s.Time}
	}
	r.groups[id] = &next
}

// leavers are the former members once now is the list, and when each left.
func leavers(before GroupState, now []Membership, unix uint64) map[seal.ID]uint64 {
	left := map[seal.ID]uint64{}
	maps.Copy(left, before.Left)
	for _, member := range before.Members {
		left[member.Account] = unix
	}
	for _, member := range now {
		delete(left, member.Account)
	}
	return left
}

// withMembers adds who is new to a list of everyone who ever was a member.
func withMembers(ever []seal.ID, now []Membership) []seal.ID {
	ever = slices.Clone(ever)
	for _, member := range now {
		if !slices.Contains(ever, member.Account) {
			ever = append(ever, member.Account)
		}
	}
	return ever
}
