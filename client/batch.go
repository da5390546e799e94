package client

import (
	"context"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// batch is a set of statements that the server takes in together or not at all,
// tried on a copy of the replay first.
type batch struct {
	agent *Agent
	next  *directory.Replay
	wires [][]byte
	boxes []groupBoxWire
	made  map[seal.ID]seal.GroupSecret // new group secrets, adopted once stored
}

func (a *Agent) newBatch() *batch {
	return &batch{agent: a, next: a.replay.Clone(), made: map[seal.ID]seal.GroupSecret{}}
}

func (b *batch) hand() directory.Signer { return directory.ByDevice(b.agent.device, b.agent.key) }

func (b *batch) self() directory.Signer {
	return directory.ByIdentity(b.agent.vault.Contents.Identity())
}

// say adds a statement; a zero object creates one, whose id it gives.
func (b *batch) say(content directory.Content, object seal.ID, signers ...directory.Signer) (seal.ID, error) {
	header := directory.Header{Object: seal.Some(object), Time: b.agent.unix(), Head: seal.Some(b.agent.head)}
	if content.Type() != directory.TypeGenesis {
		header.Org = seal.Some(b.next.Org())
	}
	kind := content.Type()
	if kind == directory.TypeRemoval {
		kind = directory.TypeAccount
	}
	if !object.IsZero() {
		header.Previous = b.next.Last(kind, object)
	}
	s, err := directory.NewStatement(b.agent.options.Random, header, content, signers...)
	if err != nil {
		return seal.ID{}, err
	}
	wire, err := s.Bytes()
	if err != nil {
		return seal.ID{}, err
	}
	b.wires = append(b.wires, wire)
	return s.ObjectID(), b.next.Append(wire)
}

// certify adds a certificate for this device.
func (b *batch) certify() error {
	now := b.agent.unix()
	id, err := b.say(&directory.Device{
		Account: b.agent.account, Key: b.agent.key.Public(), From: now, Until: now + certificateDays*86400, State: directory.DeviceValid,
	}, seal.ID{}, b.self())
	b.agent.device = id
	return err
}

// rotate gives a group a new generation for its members as they are now. Who
// joins an ordinary group gets the earlier secrets too.
func (b *batch) rotate(group seal.ID) error {
	a := b.agent
	number := uint64(1)
	if before, ok := b.next.Generation(group); ok {
		number = before.Number + 1
		// Who waits for the key waits; who was given rubbish makes the next one, or a
		// colleague could lock the team out for ever.
		if !a.hasSecret(group, before.Number) && !a.spoiled[before.ID] {
			return seal.Fail(seal.ErrCannotOpen, "rotate", "waiting for a member to share the group's key")
		}
	}
	secret, err := seal.NewGroupSecret(a.options.Random, number)
	if err != nil {
		return err
	}
	keys, err := seal.DeriveGroupKeys(b.next.Org(), group, secret)
	if err != nil {
		return err
	}
	defer keys.Wipe()
	set, err := b.next.MemberSetOf(group)
	if err != nil {
		return err
	}
	content := &directory.Generation{Number: number, MemberSet: set, Sealing: keys.Opening.Public(), Commitment: keys.Commitment}
	all := append(append([]seal.GroupSecret(nil), a.secrets[group]...), secret)
	for _, member := range b.next.Members(group) {
		account, _ := b.next.Account(member.Account)
		box, err := seal.SealGroupSecrets(account.Sealing, seal.GroupBox(b.next.Org(), group, number, account.ID, a.device), all)
		if err != nil {
			return err
		}
		content.Boxes = append(content.Boxes, directory.BoxRef{Account: account.ID, Hash: seal.BoxHash(box)})
		b.boxes = append(b.boxes, groupBoxWire{Group: group, Number: number, Account: account.ID, Box: box})
	}
	b.made[group] = secret
	_, err = b.say(content, group, b.hand())
	return err
}

// head signs the directory as it will be, if this device may attest.
func (b *batch) head() (*directory.SignedHead, []byte, error) {
	if !b.next.Holds(b.agent.account, directory.Attest) {
		return nil, nil, nil
	}
	head, err := b.next.MakeHead(b.agent.device, b.agent.key, b.agent.unix())
	if err != nil {
		return nil, nil, err
	}
	wire, err := head.Bytes()
	return &head, wire, err
}

// send hands the batch over; only what the server took in becomes the agent's.
func (b *batch) send(ctx context.Context) error {
	head, wire, err := b.head()
	if err != nil {
		return err
	}
	in := directoryBatch{Statements: b.wires, Head: wire, Boxes: b.boxes}
	if err := b.agent.transport.post(ctx, "/directory", in, nil); err != nil {
		return err
	}
	return b.adopt(head)
}

func (b *batch) adopt(head *directory.SignedHead) error {
	a := b.agent
	a.replay = b.next
	if head != nil {
		a.head, a.headSize = head.ID(), head.Size
	}
	for group, secret := range b.made {
		if b.next.RoleIn(group, a.account) == 0 {
			continue
		}
		if err := a.adoptSecret(group, secret); err != nil {
			return err
		}
	}
	return nil
}
