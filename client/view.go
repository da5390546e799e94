package client

import (
	"context"
	"errors"

	"github.com/sealdesk/sealdesk/seal"
)

// party is what differs between a customer's and a staff member's device.
type party interface {
	// me is the own device and its signing key.
	me() (seal.ID, seal.SigningKey)
	// citing is the directory head that the next message cites.
	citing() seal.ID
	staffKey(device seal.ID) (seal.PublicKey, error)
	// wroteBy reports whether a staff device still had its right in an inbox at a
	// time.
	wroteBy(inbox, device seal.ID, received uint64) bool
	receiptKey(statement seal.ID) (seal.PublicKey, error)
	// open opens the caller's box, or a re-wrap of it.
	open(statement seal.Signed[seal.ThreadGeneration], key keyWire) (seal.ThreadKey, error)
	// inboxOf is the inbox that a thread belongs to, by what its author signed.
	inboxOf(thread seal.Thread) (seal.ID, error)
	// owner is the current generation of the group that owns an inbox.
	owner(inbox seal.ID) (seal.ReaderKey, error)
	// allows judges a key change in an inbox, received at a time, by what the
	// directory says.
	allows(inbox seal.ID, change seal.ThreadGeneration, received uint64, byVisitor bool) error
	// recordSeen is what this device last saw of the record of acts.
	recordSeen() seal.RecordSeen
	// hear takes in what another device saw of it.
	hear(device seal.ID, record seal.RecordSeen)
	// update fetches a newer proof or directory; authors are devices and server
	// keys that were met and may not be known.
	update(ctx context.Context, authors ...seal.ID) error
}

// currentOwner is who owns an inbox now; what is too old to be relied on is asked
// for again.
func currentOwner(ctx context.Context, p party, inbox seal.ID) (seal.ReaderKey, error) {
	owner, err := p.owner(inbox)
	if !errors.Is(err, seal.ErrUnverified) {
		return owner, err
	}
	if err := p.update(ctx); err != nil {
		return seal.ReaderKey{}, err
	}
	return p.owner(inbox)
}

// view is one thread as a party sees it: it gives the thread log its keys.
type view struct {
	party
	org      seal.ID
	inbox    seal.ID
	visitors map[seal.ID]seal.VisitorDevice
	offered  map[seal.ID]keyWire
	keys     map[seal.ID]seal.ThreadKey
}

func newView(p party, org seal.ID) *view {
	return &view{party: p, org: org, visitors: map[seal.ID]seal.VisitorDevice{}, offered: map[seal.ID]keyWire{}, keys: map[seal.ID]seal.ThreadKey{}}
}

// take notes what the server gives beside a thread's entries.
func (v *view) take(devices [][]byte, keys []keyWire) error {
	for _, wire := range devices {
		device, err := seal.ParseVisitorDevice(wire)
		if err != nil {
			return err
		}
		if device.Unverified().Org != v.org {
			return unverified("a visitor device of another organisation")
		}
		v.visitors[device.ID()] = device.Unverified()
	}
	for _, key := range keys {
		v.offered[key.Generation] = key
	}
	return nil
}

func (v *view) isVisitor(sender seal.ID) bool {
	_, ok := v.visitors[sender]
	return ok
}

func (v *view) allows(change seal.ThreadGeneration, received uint64) error {
	return v.party.allows(v.inbox, change, received, v.isVisitor(change.Author))
}

func (v *view) senderKey(sender seal.ID) (seal.PublicKey, error) {
	if device, ok := v.visitors[sender]; ok {
		return device.Signing, nil
	}
	return v.staffKey(sender)
}

// currentKey is a sender's key; who is not known here, because they are new or have
// left since, is asked for.
func (v *view) currentKey(ctx context.Context, sender seal.ID) (seal.PublicKey, error) {
	key, err := v.senderKey(sender)
	if !errors.Is(err, seal.ErrUnverified) {
		return key, err
	}
	if err := v.update(ctx, sender); err != nil {
		return seal.PublicKey{}, err
	}
	return v.senderKey(sender)
}

func (v *view) mayWrite(sender seal.ID, received uint64) error {
	if !v.isVisitor(sender) && !v.wroteBy(v.inbox, sender, received) {
		return unverified("signed by somebody whose right had ended")
	}
	return nil
}

func (v *view) threadKey(statement seal.Signed[seal.ThreadGeneration]) (seal.ThreadKey, error) {
	id := statement.ID()
	if key, ok := v.keys[id]; ok {
		return key, nil
	}
	offered, ok := v.offered[id]
	if !ok {
		return seal.ThreadKey{}, seal.Fail(seal.ErrCannotOpen, "open conversation", "no key of this generation is for this device")
	}
	key, err := v.open(statement, offered)
	if err == nil {
		v.keys[id] = key
	}
	return key, err
}

// readers are the boxes that a refreshed key needs: the same visitor devices
// and the owning group as it is now.
func (v *view) readers(before seal.ThreadGeneration, owner seal.ReaderKey) ([]seal.ReaderKey, error) {
	readers := []seal.ReaderKey{owner}
	for _, ref := range before.Visitors() {
		device, ok := v.visitors[ref]
		if !ok {
			return nil, unverified("a visitor device of the conversation is unknown")
		}
		readers = append(readers, seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: ref}, Key: device.Sealing})
	}
	return readers, nil
}
