package client

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// certificateDays is how long the device's certificate runs.
const certificateDays = 30

// Agent is a staff member's device: signed in, vault open, directory replayed.
type Agent struct {
	options   Options
	transport *transport
	org       seal.ID
	account   seal.ID
	vault     seal.OpenedVault
	opening   seal.OpeningKey
	replay    *directory.Replay
	head      seal.ID // newest head that this device has checked
	headSize  uint64
	device    seal.ID
	key       seal.SigningKey
	secrets   map[seal.ID][]seal.GroupSecret // by group, ascending
	spoiled   map[seal.ID]bool               // generations whose box for this account holds no good key
	threads   map[seal.ID]*Thread            // opened in this session
	acts      *acts
}

func newAgent(server string, org seal.ID, options Options) (*Agent, error) {
	tr, err := newTransport(server)
	if err != nil {
		return nil, err
	}
	return &Agent{
		acts: &acts{}, options: options.withDefaults(), transport: tr, org: org, replay: directory.NewReplay(org),
		secrets: map[seal.ID][]seal.GroupSecret{}, spoiled: map[seal.ID]bool{}, threads: map[seal.ID]*Thread{},
	}, nil
}

// Org is the organisation's id: the pin of embed lines and invitations.
func (a *Agent) Org() seal.ID { return a.org }

// Account is the agent's account.
func (a *Agent) Account() seal.ID { return a.account }

// Device is this device's id.
func (a *Agent) Device() seal.ID { return a.device }

// Directory is the replayed directory. It must not be appended to.
func (a *Agent) Directory() *directory.Replay { return a.replay }

func (a *Agent) unix() uint64 { return uint64(a.options.Now().Unix()) }

// Sync fetches and replays new statements, checks the newest head against the
// replay, and opens new group keys.
func (a *Agent) Sync(ctx context.Context) error {
	if err := a.follow(ctx); err != nil {
		return err
	}
	err := a.openBoxes(ctx)
	if !errors.Is(err, seal.ErrUnverified) {
		return err
	}
	// A box can be newer than the directory that was fetched just before it.
	if err := a.follow(ctx); err != nil {
		return err
	}
	return a.openBoxes(ctx)
}

// update is for a conversation that met what is not known here: somebody new, or
// a key that the team has changed to.
func (a *Agent) update(ctx context.Context, _ ...seal.ID) error { return a.Sync(ctx) }

// follow replays what is new in the directory.
func (a *Agent) follow(ctx context.Context) error {
	next := a.replay.Clone()
	for {
		var page struct {
			Statements [][]byte `json:"statements"`
			Size       int      `json:"size"`
			Head       []byte   `json:"head"`
		}
		if err := a.transport.get(ctx, fmt.Sprintf("/directory?after=%d", next.Size()), &page); err != nil {
			return err
		}
		if err := next.AppendAll(page.Statements); err != nil {
			return err
		}
		if next.Size() < page.Size && len(page.Statements) > 0 {
			continue
		}
		return a.adopt(next, page.Head)
	}
}

// adopt takes a longer replay if the head beside it does not contradict it. A
// log without a head could leave statements out that nothing refers to, and one
// from the future could put off the end of a right.
func (a *Agent) adopt(next *directory.Replay, wire []byte) error {
	if len(wire) == 0 {
		return unverified("a directory without a signed head")
	}
	head, err := directory.ParseHead(wire)
	if err != nil {
		return err
	}
	if next.Newest() > a.unix()+directory.Grace {
		return unverified("a directory that lies ahead of this device's clock; check the clock")
	}
	if err := next.Agrees(head); err != nil {
		return err
	}
	*a.replay = *next
	if head.ID() == a.head || head.Size < a.headSize {
		return nil
	}
	if err := a.replay.CheckHead(head, a.unix()); err != nil {
		return err
	}
	a.head, a.headSize = head.ID(), head.Size
	return nil
}

// openBoxes opens the group keys that members sealed to this account. Each must
// be the box that the signed statement names, and hold the secrets that the
// signed statements commit to.
func (a *Agent) openBoxes(ctx context.Context) error {
	var boxes []myBoxWire
	if err := a.transport.get(ctx, "/groups/boxes", &boxes); err != nil {
		return err
	}
	for _, box := range boxes {
		if a.hasSecret(box.Group, box.Number) {
			continue
		}
		if err := a.openBox(box); err != nil {
			return err
		}
	}
	return nil
}

func (a *Agent) openBox(box myBoxWire) error {
	generation, ok := a.replay.GenerationByID(box.Statement)
	if !ok || generation.Group != box.Group || generation.Number != box.Number || generation.Author != box.Author {
		return unverified("a group key of an unknown generation")
	}
	named := false
	for _, ref := range generation.Boxes {
		named = named || ref.Account == a.account && ref.Hash == seal.BoxHash(box.Box)
	}
	if !named {
		return unverified("a group key that the statement does not name")
	}
	info := seal.GroupBox(a.org, box.Group, box.Number, a.account, box.Author)
	// A colleague who sealed rubbish, signed as it is, keeps one key from this
	// account, and not the desk: who lacks a key is told so where it is needed.
	secrets, _ := seal.OpenGroupSecrets(a.opening, info, box.Box)
	for _, secret := range secrets {
		_ = a.adoptSecret(box.Group, secret)
	}
	a.spoiled[box.Statement] = !a.hasSecret(box.Group, box.Number)
	return nil
}

func (a *Agent) hasSecret(group seal.ID, number uint64) bool {
	for _, secret := range a.secrets[group] {
		if secret.Number == number {
			return true
		}
	}
	return false
}

// adoptSecret checks a secret against the statement of its generation.
func (a *Agent) adoptSecret(group seal.ID, secret seal.GroupSecret) error {
	if a.hasSecret(group, secret.Number) {
		return nil
	}
	keys, err := seal.DeriveGroupKeys(a.org, group, secret)
	if err != nil {
		return err
	}
	defer keys.Wipe()
	for _, generation := range a.replay.Generations(group) {
		if generation.Number != secret.Number {
			continue
		}
		if err := keys.Match(generation.Commitment, generation.Sealing); err != nil {
			return err
		}
		a.secrets[group] = insertSecret(a.secrets[group], secret)
		return nil
	}
	return unverified("a secret of a generation that is not in the directory")
}

func insertSecret(list []seal.GroupSecret, secret seal.GroupSecret) []seal.GroupSecret {
	at := len(list)
	for at > 0 && list[at-1].Number > secret.Number {
		at--
	}
	list = append(list, seal.GroupSecret{})
	copy(list[at+1:], list[at:])
	list[at] = secret
	return list
}

// groupKeys are the keys of one generation, by its statement id.
func (a *Agent) groupKeys(generation seal.ID) (seal.GroupKeys, error) {
	g, ok := a.replay.GenerationByID(generation)
	if !ok {
		return seal.GroupKeys{}, unverified("a group key that is not in the directory")
	}
	for _, secret := range a.secrets[g.Group] {
		if secret.Number == g.Number {
			return seal.DeriveGroupKeys(a.org, g.Group, secret)
		}
	}
	return seal.GroupKeys{}, seal.Fail(seal.ErrCannotOpen, "open conversation", "waiting for a member to share the group's key")
}

func (a *Agent) me() (seal.ID, seal.SigningKey) { return a.device, a.key }
func (a *Agent) citing() seal.ID                { return a.head }

func (a *Agent) staffKey(device seal.ID) (seal.PublicKey, error) {
	known, ok := a.replay.Device(device)
	if !ok {
		return seal.PublicKey{}, unverified("a message of a device that is not in the directory")
	}
	return known.Key, nil
}

// wroteBy: the device has its right, and its account is in the inbox's team; or
// both were so at the time.
func (a *Agent) wroteBy(inbox, device seal.ID, received uint64) bool {
	ended := a.replay.DeviceEnded(device)
	if ended != 0 && received > ended+directory.Grace {
		return false
	}
	owned, _ := a.replay.Inbox(inbox)
	return a.inTeam(owned.Group, device, received)
}

// inTeam reports whether a device's account was in a team at a time.
func (a *Agent) inTeam(group, device seal.ID, received uint64) bool {
	known, ok := a.replay.Device(device)
	team, _ := a.replay.Group(group)
	if !ok || !slices.Contains(team.Ever, known.Account) {
		return false
	}
	left, gone := team.Left[known.Account]
	return !gone || received <= left+directory.Grace
}

func (a *Agent) receiptKey(statement seal.ID) (seal.PublicKey, error) {
	key, ok := a.replay.ServerKeyByID(statement)
	if !ok {
		return seal.PublicKey{}, unverified("a receipt under a key that the directory does not certify")
	}
	return key, nil
}

func (a *Agent) open(statement seal.Signed[seal.ThreadGeneration], key keyWire) (seal.ThreadKey, error) {
	if len(key.Wrap) > 0 && key.GroupGeneration != nil {
		if opened, err := a.openWrap(statement, key); err == nil {
			return opened, nil
		}
		// A bad wrap falls back to the box.
	}
	groups := statement.Unverified().Groups()
	if len(groups) != 1 {
		return seal.ThreadKey{}, seal.Fail(seal.ErrCannotOpen, "open conversation", "not for one team")
	}
	keys, err := a.groupKeys(groups[0])
	if err != nil {
		return seal.ThreadKey{}, err
	}
	defer keys.Wipe()
	return seal.OpenThreadKey(keys.Opening, statement, groups[0], key.Box)
}

func (a *Agent) openWrap(statement seal.Signed[seal.ThreadGeneration], key keyWire) (seal.ThreadKey, error) {
	keys, err := a.groupKeys(*key.GroupGeneration)
	if err != nil {
		return seal.ThreadKey{}, err
	}
	defer keys.Wipe()
	return seal.OpenWrap(keys, *key.GroupGeneration, statement, key.Wrap)
}

func (a *Agent) inboxOf(thread seal.Thread) (seal.ID, error) {
	if thread.Kind == seal.Conversation {
		return thread.Subject, nil
	}
	beside, ok := a.threads[thread.Subject]
	if !ok {
		return seal.ID{}, unverified("notes to a conversation that is not open")
	}
	return beside.view.inbox, nil
}

func (a *Agent) owner(id seal.ID) (seal.ReaderKey, error) {
	inbox, ok := a.replay.Inbox(id)
	if !ok {
		return seal.ReaderKey{}, unverified("a conversation of an unknown inbox")
	}
	generation, ok := a.replay.Generation(inbox.Group)
	if !ok {
		return seal.ReaderKey{}, unverified("the team has no key")
	}
	return seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: generation.ID}, Key: generation.Sealing}, nil
}

// allows: the reader is a generation of the inbox's group, and a staff author was
// in that group then and had its key: who makes a key knows it.
func (a *Agent) allows(inbox seal.ID, change seal.ThreadGeneration, received uint64, byVisitor bool) error {
	groups := change.Groups()
	if len(groups) != 1 {
		return unverified("a key for other than one team")
	}
	generation, ok := a.replay.GenerationByID(groups[0])
	owned, _ := a.replay.Inbox(inbox)
	if !ok || owned.Group != generation.Group {
		return unverified("a key for a team that does not own the inbox")
	}
	if byVisitor {
		return nil
	}
	author, _ := a.replay.Device(change.Author)
	if !a.inTeam(generation.Group, change.Author, received) || !generation.Names(author.Account) {
		return unverified("a key change by somebody who was not in the team, or had not its key")
	}
	return nil
}
