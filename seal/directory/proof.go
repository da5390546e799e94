package directory

import (
	"slices"

	"github.com/fxamacker/cbor/v2"

	"github.com/sealdesk/sealdesk/seal"
)

// ProofLimit is the largest proof, in bytes.
const ProofLimit = 1 << 20

// maxSteps bounds the chain of grants from genesis to a head's signer.
const maxSteps = 8

type proofWire struct {
	_           struct{} `cbor:",toarray"`
	Suite       seal.Suite
	Head        cbor.RawMessage
	Statements  []cbor.RawMessage
	Inclusions  []inclusionWire
	Consistency []seal.ID
}

type inclusionWire struct {
	_         struct{} `cbor:",toarray"`
	Statement uint64
	Leaf      uint64
	Path      []seal.ID
}

// BuildProof makes the proof that a visitor of an inbox needs under a head
// (section 4.3). from is the log size of the visitor's earlier head, 0 for
// none. also names past authors' devices and earlier server keys that the visitor
// has met and does not know, and the generation of the team's key since which it
// asks who was handed one; at most AlsoLimit. The caller has checked
// head against r.
func (r *Replay) BuildProof(inbox seal.ID, head SignedHead, from uint64, also ...seal.ID) ([]byte, error) {
	past := r
	if head.Size != uint64(len(r.wires)) {
		var err error
		if past, err = r.At(int(min(head.Size, 1<<40))); err != nil {
			return nil, err
		}
	}
	if from > head.Size {
		return nil, seal.Fail(seal.ErrConflict, "build proof", "the visitor knows a newer directory")
	}
	b := proofBuilder{r: past, at: head.Time, place: map[seal.ID]int{}}
	if err := b.collect(inbox, also); err != nil {
		return nil, err
	}
	if err := b.signer(head); err != nil {
		return nil, err
	}
	return b.encode(head, from)
}

// proofBuilder gathers statements, each once.
type proofBuilder struct {
	r     *Replay
	at    uint64 // the head's time
	list  []Statement
	place map[seal.ID]int
}

func (b *proofBuilder) add(id seal.ID) error {
	if _, have := b.place[id]; have {
		return nil
	}
	s, ok := b.r.Statement(id)
	if !ok {
		return seal.Fail(seal.ErrMalformed, "build proof", "a statement is missing")
	}
	b.place[id] = len(b.list)
	b.list = append(b.list, s)
	return nil
}

// addSlot adds a slot's newest statement, if the slot exists.
func (b *proofBuilder) addSlot(kind Type, object seal.ID) error {
	last := b.r.Last(kind, object)
	if !last.Present() {
		return nil
	}
	return b.add(last.ID())
}

// collect adds what the visitor learns.
func (b *proofBuilder) collect(inboxID seal.ID, also []seal.ID) error {
	inbox, ok := b.r.Inbox(inboxID)
	if !ok {
		return seal.Fail(seal.ErrMalformed, "build proof", "the inbox is unknown")
	}
	if err := b.add(b.r.org); err != nil {
		return err
	}
	for _, slot := range []Slot{
		{TypeInbox, inbox.ID}, {TypeGroup, inbox.Group}, {TypeMember, inbox.Group}, {TypeGeneration, inbox.Group},
		{TypeServerKey, b.r.org}, {TypeArticleSet, b.r.org},
	} {
		if err := b.addSlot(slot.Kind, slot.Object); err != nil {
			return err
		}
	}
	group, _ := b.r.Group(inbox.Group)
	for _, member := range group.Members {
		if err := b.addSlot(TypeAccount, member.Account); err != nil {
			return err
		}
	}
	if err := b.staffDevices(group); err != nil {
		return err
	}
	return b.past(group, also)
}

// staffDevices adds the members' devices that may write now.
func (b *proofBuilder) staffDevices(group GroupState) error {
	for _, device := range sorted(b.r.devices) {
		member := slices.ContainsFunc(group.Members, func(m Membership) bool { return m.Account == device.Account })
		if !member || b.r.accounts[device.Account].Removed || !device.ValidAt(b.at) {
			continue
		}
		if err := b.device(group.ID, &device); err != nil {
			return err
		}
	}
	return nil
}

// asOf is a slot's newest statement among the first size of the log.
func (b *proofBuilder) asOf(kind Type, object seal.ID, size int) (Statement, bool) {
	id := b.r.slots[Slot{kind, object}]
	for {
		s, ok := b.r.Statement(id)
		if !ok {
			return Statement{}, false
		}
		if b.r.index[id] < size && s.Content.Type() != TypeRemoval {
			return s, true
		}
		id = s.Previous.ID()
	}
}

// accountHistory adds an account's statements back to the one that made it.
func (b *proofBuilder) accountHistory(account seal.ID, size int) error {
	s, ok := b.asOf(TypeAccount, account, size)
	for ok {
		if err := b.add(s.id); err != nil {
			return err
		}
		s, ok = b.r.Statement(s.Previous.ID())
	}
	return nil
}

// signer adds the chain of grants behind the head's device.
func (b *proofBuilder) signer(head SignedHead) error {
	device, ok := b.r.Device(head.Device)
	if !ok {
		return seal.Fail(seal.ErrUnverified, "build proof", "the head's device is unknown")
	}
	if err := b.addSlot(TypeDevice, device.ID); err != nil {
		return err
	}
	return b.authority(device.Account, Attest, len(b.r.wires), maxSteps)
}

// authority adds why an account held a capability after the first size
// statements: the genesis identity, a capability statement or its invitation,
// and then the same for whoever signed that.
func (b *proofBuilder) authority(account seal.ID, c Capability, size, steps int) error {
	if steps == 0 {
		return seal.Fail(seal.ErrTooLarge, "build proof", "the chain of grants is longer than %d", maxSteps)
	}
	if err := b.accountHistory(account, size); err != nil {
		return err
	}
	made, ok := b.asOf(TypeAccount, account, size)
	if !ok {
		return seal.Fail(seal.ErrUnverified, "build proof", "an account of the chain is missing")
	}
	content := made.Content.(*Account)
	grant, granted := b.asOf(TypeCapability, account, size)
	if !granted && content.Identity == b.r.root {
		return nil
	}
	if !granted {
		if grant, ok = b.r.Statement(content.Invite.ID()); !ok {
			return seal.Fail(seal.ErrUnverified, "build proof", "nobody granted %s", c)
		}
	}
	if err := b.add(grant.id); err != nil {
		return err
	}
	return b.grantor(grant, c, steps)
}

// grantor adds the signer of a grant who had the right to it.
func (b *proofBuilder) grantor(grant Statement, c Capability, steps int) error {
	at := b.r.index[grant.id]
	for _, signature := range grant.Signatures {
		account, ok := b.signerOf(signature, at)
		if !ok {
			continue
		}
		if signature.Kind == ByDeviceKey {
			device, ok := b.asOf(TypeDevice, signature.Ref, at)
			if !ok {
				continue
			}
			if err := b.add(device.id); err != nil {
				return err
			}
		}
		if err := b.authority(account, grantedBy(c), at, steps-1); err == nil {
			return nil
		}
	}
	return seal.Fail(seal.ErrUnverified, "build proof", "no grantor of %s can be shown", c)
}

// grantedBy is the capability that granting c takes.
func grantedBy(c Capability) Capability {
	if adminGrants(c) {
		return Admin
	}
	return Owner
}

func (b *proofBuilder) signerOf(signature Signature, _ int) (seal.ID, bool) {
	switch signature.Kind {
	case ByDeviceKey:
		device, ok := b.r.Device(signature.Ref)
		return device.Account, ok
	case ByIdentityKey:
		account, ok := b.r.identities[seal.PublicKey(signature.Ref)]
		return account, ok
	}
	return seal.ID{}, false
}

func (b *proofBuilder) encode(head SignedHead, from uint64) ([]byte, error) {
	headBytes, err := head.Bytes()
	if err != nil {
		return nil, err
	}
	wire := proofWire{Head: headBytes}
	for _, s := range b.list {
		bytes, err := s.Bytes()
		if err != nil {
			return nil, err
		}
		wire.Statements = append(wire.Statements, bytes)
	}
	if wire.Inclusions, err = b.inclusions(); err != nil {
		return nil, err
	}
	if wire.Consistency, err = b.r.log.consistency(int64(from), b.r.log.size); err != nil {
		return nil, err
	}
	proof, err := seal.Encode(wire)
	if err != nil {
		return nil, err
	}
	if len(proof) > ProofLimit {
		return nil, seal.Fail(seal.ErrTooLarge, "build proof", "%d bytes", len(proof))
	}
	return proof, nil
}

// inclusions proves every gathered statement that is its slot's newest.
func (b *proofBuilder) inclusions() ([]inclusionWire, error) {
	state, err := b.r.state()
	if err != nil {
		return nil, err
	}
	leaf := map[seal.ID]uint64{}
	for i, l := range b.r.stateLeaves() {
		leaf[l.last] = uint64(i)
	}
	var out []inclusionWire
	for i, s := range b.list {
		at, current := leaf[s.id]
		if !current {
			continue
		}
		path, err := state.inclusion(int64(at))
		if err != nil {
			return nil, seal.Fail(seal.ErrMalformed, "build proof", "%v", err)
		}
		out = append(out, inclusionWire{Statement: uint64(i), Leaf: at, Path: path})
	}
	return out, nil
}
