package directory

import (
	"bytes"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// Head is what a head states: the directory at one size (section 4.2).
type Head struct {
	_         struct{} `cbor:",toarray"`
	Suite     seal.Suite
	Org       seal.ID
	Size      uint64
	LogRoot   seal.ID
	StateSize uint64
	StateRoot seal.ID
	Time      uint64 // Unix seconds
}

// SignedHead is a head with its device's signature, kept as received.
type SignedHead struct {
	Head
	Device    seal.ID
	payload   []byte
	signature seal.Signature
}

type headWire struct {
	_         struct{} `cbor:",toarray"`
	Payload   []byte
	Device    seal.ID
	Signature seal.Signature
}

// ParseHead reads a head's wire form. Its signature and signer are unchecked:
// Replay.CheckHead or VerifyProof do that.
func ParseHead(wire []byte) (SignedHead, error) {
	var outer headWire
	if err := seal.Decode(wire, seal.DefaultLimit, &outer); err != nil {
		return SignedHead{}, err
	}
	head := SignedHead{Device: outer.Device, payload: outer.Payload, signature: outer.Signature}
	if err := seal.Decode(outer.Payload, seal.DefaultLimit, &head.Head); err != nil {
		return SignedHead{}, err
	}
	if head.Size == 0 || head.StateSize == 0 {
		return SignedHead{}, seal.Fail(seal.ErrMalformed, "head", "of an empty directory")
	}
	return head, nil
}

// Bytes is the head's wire form.
func (h SignedHead) Bytes() ([]byte, error) {
	return seal.Encode(headWire{Payload: h.payload, Device: h.Device, Signature: h.signature})
}

// ID is ID("head", payload): what messages cite.
func (h SignedHead) ID() seal.ID { return seal.HashID("head", h.payload) }

// Head is the unsigned head of this replay.
func (r *Replay) Head(unix uint64) (Head, error) {
	log, err := r.log.root(r.log.size)
	if err != nil {
		return Head{}, err
	}
	state, err := r.state()
	if err != nil {
		return Head{}, err
	}
	root, err := state.root(state.size)
	return Head{Org: r.org, Size: uint64(r.log.size), LogRoot: log, StateSize: uint64(state.size), StateRoot: root, Time: unix}, err
}

// MakeHead signs the head of this replay with an attester's device.
func (r *Replay) MakeHead(device seal.ID, key seal.SigningKey, unix uint64) (SignedHead, error) {
	head, err := r.Head(unix)
	if err != nil {
		return SignedHead{}, err
	}
	payload, err := seal.Encode(head)
	if err != nil {
		return SignedHead{}, err
	}
	signature, err := key.Sign("head", payload)
	return SignedHead{Head: head, Device: device, payload: payload, signature: signature}, err
}

// CheckHead checks a head against this replay: a device of an attester signed
// it, it is not ahead of the local clock, and both roots are what this replay
// computes. A head of a longer log cannot be judged yet: ErrConflict.
func (r *Replay) CheckHead(head SignedHead, now uint64) error {
	const op = "check head"
	if head.Org != r.org {
		return seal.Fail(seal.ErrUnverified, op, "of another organisation")
	}
	if head.Size > uint64(r.log.size) {
		return seal.Fail(seal.ErrConflict, op, "of a longer log; read the new statements first")
	}
	device, account, err := r.DeviceActs(head.Device, head.Time)
	if err != nil {
		return err
	}
	if !account.Holds(Attest) {
		return seal.Fail(seal.ErrUnverified, op, "its signer may not attest")
	}
	if err := head.verify(device.Key, now); err != nil {
		return err
	}
	return r.Agrees(head)
}

func (h SignedHead) verify(key seal.PublicKey, now uint64) error {
	if err := key.Verify("head", h.payload, h.signature); err != nil {
		return err
	}
	if h.Time > now+Grace {
		return seal.Fail(seal.ErrUnverified, "check head", "it lies ahead of this device's clock; check the clock")
	}
	return nil
}

// Agrees checks that both roots of a head are what this replay computes at its
// size, whoever signed it: two that do not agree are a fork.
func (r *Replay) Agrees(head SignedHead) error {
	if head.Size > uint64(r.log.size) {
		return seal.Fail(seal.ErrConflict, "check head", "of a longer log; read the new statements first")
	}
	log, err := r.log.root(int64(head.Size))
	if err != nil {
		return err
	}
	if log != head.LogRoot {
		return seal.Fail(seal.ErrUnverified, "check head", "it is of another history: keep both heads and tell an owner")
	}
	past := r
	if head.Size != uint64(r.log.size) {
		if past, err = r.At(int(head.Size)); err != nil {
			return err
		}
	}
	own, err := past.Head(head.Time)
	if err != nil {
		return err
	}
	if own != head.Head {
		return seal.Fail(seal.ErrUnverified, "check head", "it is of another state: keep both heads and tell an owner")
	}
	return nil
}

// stateLeaf is one slot in the state tree.
type stateLeaf struct {
	key  seal.ID
	last seal.ID
}

func (l stateLeaf) bytes() []byte { return append(l.key[:], l.last[:]...) }

// stateLeaves are the slots in ascending slot key.
func (r *Replay) stateLeaves() []stateLeaf {
	leaves := make([]stateLeaf, 0, len(r.slots))
	for slot, last := range r.slots {
		leaves = append(leaves, stateLeaf{key: slot.Key(), last: last})
	}
	slices.SortFunc(leaves, func(a, b stateLeaf) int { return bytes.Compare(a.key[:], b.key[:]) })
	return leaves
}

func (r *Replay) state() (*tree, error) {
	var t tree
	for _, leaf := range r.stateLeaves() {
		if err := t.append(leaf.bytes()); err != nil {
			return nil, err
		}
	}
	return &t, nil
}
