package client

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// oldestHead is how old a head may be under which a customer writes without
// having been asked (§4.3).
const oldestHead = 7 * 24 * time.Hour

// Options are what tests replace. Zero fields take the system's.
type Options struct {
	Random io.Reader
	Now    func() time.Time
	// PasswordCost is what a new password's derivation costs; zero: what this machine
	// bears is measured.
	PasswordCost seal.PasswordCost
}

func (o Options) withDefaults() Options {
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// VisitorState is what a visitor device keeps between sessions. It holds keys
// in clear: whoever has it is the customer.
type VisitorState struct {
	SigningSeed []byte
	SealingSeed []byte
	Device      []byte // the signed device statement
	Seen        directory.SeenHead
	Threads     map[seal.ID]Progress
	// Staff devices and receipt keys that were proven once: a proof shows today's,
	// and old messages are checked under those of their time.
	Staff      map[seal.ID]directory.ProvenDevice
	ServerKeys map[seal.ID]seal.PublicKey
	Checkpoint []byte // the newest of the record of acts, signed
}

// Visitor is a customer's device.
type Visitor struct {
	options   Options
	transport *transport
	inbox     seal.ID
	signing   seal.SigningKey
	opening   seal.OpeningKey
	device    seal.Signed[seal.VisitorDevice]
	proven    directory.Proven
	progress  map[seal.ID]Progress
	threads   map[seal.ID]*Thread
	staff     map[seal.ID]directory.ProvenDevice
	receipts  map[seal.ID]seal.PublicKey
	acts      *acts
	accepted  seal.ID // the old head under which the customer writes all the same
}

// OpenVisitor connects a visitor device to an inbox: from the pin on it checks
// whom it would write to. saved is nil for a new customer.
func OpenVisitor(ctx context.Context, server string, pin, inbox seal.ID, saved *VisitorState, options Options) (*Visitor, error) {
	tr, err := newTransport(server)
	if err != nil {
		return nil, err
	}
	v := &Visitor{acts: &acts{},
		options: options.withDefaults(), transport: tr, inbox: inbox, progress: map[seal.ID]Progress{}, threads: map[seal.ID]*Thread{},
		staff: map[seal.ID]directory.ProvenDevice{}, receipts: map[seal.ID]seal.PublicKey{},
	}
	v.proven.Org = pin
	if saved == nil {
		err = v.begin(pin)
	} else {
		err = v.resume(saved)
	}
	if err != nil {
		return nil, err
	}
	if err := v.update(ctx); err != nil {
		return nil, err
	}
	return v, v.signIn(ctx)
}

func (v *Visitor) begin(pin seal.ID) error {
	var err error
	if v.signing, err = seal.NewSigningKey(v.options.Random); err != nil {
		return err
	}
	if v.opening, err = seal.NewOpeningKey(v.options.Random); err != nil {
		return err
	}
	v.device, err = seal.NewVisitorDevice(v.options.Random, pin, v.signing, v.opening, v.unix())
	return err
}

func (v *Visitor) resume(saved *VisitorState) error {
	signing, err := seal.SecretFrom(saved.SigningSeed)
	if err != nil {
		return err
	}
	opening, err := seal.SecretFrom(saved.SealingSeed)
	if err != nil {
		return err
	}
	v.signing = seal.SigningKeyFromSeed(signing)
	if v.opening, err = seal.OpeningKeyFromSeed(opening); err != nil {
		return err
	}
	if v.device, err = seal.ParseVisitorDevice(saved.Device); err != nil {
		return err
	}
	maps.Copy(v.progress, saved.Threads)
	maps.Copy(v.staff, saved.Staff)
	maps.Copy(v.receipts, saved.ServerKeys)
	v.proven.Head = saved.Seen
	v.acts, err = actsFrom(saved.Checkpoint)
	return err
}

// State is what to keep for the next session.
func (v *Visitor) State() VisitorState {
	signing, opening := v.signing.Seed(), v.opening.Seed()
	state := VisitorState{
		SigningSeed: signing[:], SealingSeed: opening[:], Device: v.device.Bytes(), Seen: v.proven.Head,
		Threads: maps.Clone(v.progress), Staff: maps.Clone(v.staff), ServerKeys: maps.Clone(v.receipts),
		Checkpoint: v.acts.note,
	}
	for id, thread := range v.threads {
		state.Threads[id] = thread.Progress()
	}
	return state
}

// Proven is whom the visitor writes to, verified from the pin on.
func (v *Visitor) Proven() directory.Proven { return v.proven }

// Age is how long ago somebody of the organisation signed whom the visitor writes
// to. A server can show what was true once, but not that it is newer.
func (v *Visitor) Age() time.Duration {
	return v.options.Now().Sub(time.Unix(int64(v.proven.Head.Time), 0)) //nolint:gosec // a time that was checked against the clock
}

// WriteAllTheSame is the customer's answer to a head that is more than a week
// old: until there is a newer one, it is written under.
func (v *Visitor) WriteAllTheSame() { v.accepted = v.proven.Head.ID }

// ID is the visitor device's id.
func (v *Visitor) ID() seal.ID { return v.device.ID() }

func (v *Visitor) unix() uint64 { return uint64(v.options.Now().Unix()) }

// update fetches and checks a newer proof, with those asked for who are not
// known here. The log may only have grown.
func (v *Visitor) update(ctx context.Context, authors ...seal.ID) error {
	var answer struct {
		Proof []byte `json:"proof"`
	}
	seen := v.proven.Head
	path := fmt.Sprintf("/inboxes/%s/proof?from=%d", v.inbox.Hex(), seen.Size)
	if also := v.strangers(authors); len(also) > 0 {
		path += "&also=" + strings.Join(also, ",")
	}
	if err := v.transport.get(ctx, path, &answer); err != nil {
		return err
	}
	proven, err := directory.VerifyProof(answer.Proof, directory.Question{Pin: v.proven.Org, Inbox: v.inbox, Earlier: seen, Now: v.unix()})
	if err != nil {
		return err
	}
	v.proven = proven
	maps.Copy(v.receipts, proven.ServerKeys)
	// Whom the proof does not name any more has ended, and only a proof that is
	// asked for it says when: until then nothing of theirs is taken.
	maps.DeleteFunc(v.staff, func(_ seal.ID, device directory.ProvenDevice) bool { return device.Ended == 0 })
	maps.Copy(v.staff, proven.Devices)
	return nil
}

// strangers are the ids of which a proof has to say more: those that none has shown
// yet, and devices whose right held when it did, since the next proof names nobody
// who has left unless it is asked.
func (v *Visitor) strangers(ids []seal.ID) []string {
	var out []string
	for _, id := range ids {
		device, known := v.staff[id]
		if _, key := v.receipts[id]; !key && (!known || device.Ended == 0) {
			out = append(out, id.Hex())
		}
	}
	return out
}

// signIn answers the server's challenge with the device's key.
func (v *Visitor) signIn(ctx context.Context) error {
	var given struct {
		Challenge seal.ID `json:"challenge"`
	}
	if err := v.transport.post(ctx, "/visitor/challenges", nil, &given); err != nil {
		return err
	}
	session, err := seal.SignObject(v.signing, seal.Session{Org: v.proven.Org, Device: v.ID(), Challenge: given.Challenge, Time: v.unix()})
	if err != nil {
		return err
	}
	in := struct {
		Device  []byte `json:"device"`
		Session []byte `json:"session"`
	}{v.device.Bytes(), session.Bytes()}
	var opened struct {
		Token string `json:"token"`
	}
	err = v.transport.post(ctx, "/visitor/sessions", in, &opened)
	v.transport.token.set(opened.Token)
	return err
}

// Articles are the approved help articles.
func (v *Visitor) Articles(ctx context.Context) (seal.ArticleSet, error) {
	set := v.proven.Articles
	raw, err := v.transport.raw(ctx, "GET", "/article-sets/"+set.Hash.Hex(), nil)
	if err != nil {
		return seal.ArticleSet{}, err
	}
	return seal.ParseArticleSet(raw, seal.ApprovedSet{Org: v.proven.Org, Version: set.Version, Hash: set.Hash, Count: set.Count})
}

// Begin opens a conversation. What the assistant showed before goes first, as
// one context message, and only because the customer agreed.
func (v *Visitor) Begin(ctx context.Context, shown []seal.Turn, text, language string) (*Thread, error) {
	var before []seal.Content
	if len(shown) > 0 {
		before = append(before, &seal.Context{Turns: shown})
	}
	return v.beginWith(ctx, before, text, language)
}

// beginWith opens a conversation with what goes before its first words.
func (v *Visitor) beginWith(ctx context.Context, before []seal.Content, text, language string) (*Thread, error) {
	thread, err := v.begun(ctx, before, text, language)
	if Reason(err) == "outdated_generation" { // the team's key has changed since the page was opened
		if err := v.update(ctx); err != nil {
			return nil, err
		}
		thread, err = v.begun(ctx, before, text, language)
	}
	if err != nil {
		return nil, err
	}
	return v.Open(ctx, thread)
}

// begun seals and hands over a new conversation, and gives its id.
func (v *Visitor) begun(ctx context.Context, before []seal.Content, text, language string) (seal.ID, error) {
	owner, err := currentOwner(ctx, v, v.inbox)
	if err != nil {
		return seal.ID{}, err
	}
	head := v.citing()
	thread, err := seal.NewThread(v.options.Random, v.signing, seal.Thread{
		Org: v.proven.Org, Kind: seal.Conversation, Subject: v.inbox, Author: v.ID(), Head: head, Time: v.unix(),
	})
	if err != nil {
		return seal.ID{}, err
	}
	made, err := seal.NewThreadGeneration(v.options.Random, v.signing, seal.ThreadGeneration{
		Org: v.proven.Org, Thread: thread.ID(), Number: 1, Author: v.ID(), Head: head, Time: v.unix(), Reason: seal.ReasonCreate,
	}, []seal.ReaderKey{owner, {Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: v.ID()}, Key: v.opening.Public()}})
	if err != nil {
		return seal.ID{}, err
	}
	contents := append(slices.Clone(before), &seal.Text{Text: text, Language: language})
	messages, err := v.firstMessages(thread.ID(), made, contents)
	if err != nil {
		return seal.ID{}, err
	}
	in := createThread{Thread: thread.Bytes(), Generation: made.Statement.Bytes(), Boxes: made.Boxes, Messages: messages}
	return thread.ID(), v.transport.post(ctx, "/conversations", in, &createdThread{})
}

// firstMessages seals what goes with a new conversation, each after the last.
func (v *Visitor) firstMessages(thread seal.ID, made seal.SealedGeneration, contents []seal.Content) ([][]byte, error) {
	transcript := seal.NewTranscript(thread).Next(made.Statement.ID())
	var previous seal.OptionalID
	var wires [][]byte
	for i, content := range contents {
		logical, err := seal.NewID16(v.options.Random)
		if err != nil {
			return nil, err
		}
		envelope, err := seal.SealMessage(v.options.Random, made.Key, v.signing, seal.Header{
			Sender: v.ID(), Head: v.citing(), Counter: uint64(i + 1), Previous: previous,
			Seen: transcript.Sequence(), SeenTranscript: transcript.Hash(),
		}, seal.Body{Time: uint64(v.options.Now().UnixMilli()), Logical: logical, Content: content})
		if err != nil {
			return nil, err
		}
		transcript, previous = transcript.Next(envelope.Hash()), seal.Some(envelope.Hash())
		wires = append(wires, envelope.Bytes())
	}
	return wires, nil
}

// Open opens one of the customer's conversations.
func (v *Visitor) Open(ctx context.Context, id seal.ID) (*Thread, error) {
	t := &Thread{transport: v.transport, now: v.options.Now, random: v.options.Random, view: newView(v, v.proven.Org)}
	opened, err := openThread(ctx, t, id, v.progress[id])
	if err == nil {
		v.threads[id] = opened
	}
	return opened, err
}

// Conversations are the customer's own.
func (v *Visitor) Conversations(ctx context.Context) ([]Conversation, error) {
	var answer struct {
		Conversations []Conversation `json:"conversations"`
	}
	err := v.transport.get(ctx, "/conversations", &answer)
	return answer.Conversations, err
}

// Rate says how a conversation was, 1 to 5, or takes that back with 0: sealed for
// the team, with a comment, and the figure alone for the organisation's sums.
func (v *Visitor) Rate(ctx context.Context, thread *Thread, score uint64, comment string) error {
	if _, err := thread.Send(ctx, &seal.Rating{Score: score, Comment: comment}); err != nil {
		return err
	}
	return v.transport.put(ctx, "/conversations/"+thread.ID().Hex()+"/rating", map[string]uint64{"score": score}, nil)
}

// Live follows what happens until ctx ends.
func (v *Visitor) Live(ctx context.Context) <-chan Event { return v.transport.live(ctx) }

func (v *Visitor) me() (seal.ID, seal.SigningKey) { return v.ID(), v.signing }
func (v *Visitor) citing() seal.ID                { return v.proven.Head.ID }

func (v *Visitor) staffKey(device seal.ID) (seal.PublicKey, error) {
	known, ok := v.staff[device]
	if !ok {
		return seal.PublicKey{}, unverified("a message of a device that is not the team's")
	}
	return known.Key, nil
}

func (v *Visitor) wroteBy(_, device seal.ID, received uint64) bool {
	return v.staff[device].WroteBy(received)
}

func (v *Visitor) receiptKey(statement seal.ID) (seal.PublicKey, error) {
	key, ok := v.receipts[statement]
	if !ok {
		return seal.PublicKey{}, unverified("a receipt under a key that the directory does not certify")
	}
	return key, nil
}

func (v *Visitor) open(statement seal.Signed[seal.ThreadGeneration], key keyWire) (seal.ThreadKey, error) {
	return seal.OpenThreadKey(v.opening, statement, v.ID(), key.Box)
}

func (v *Visitor) inboxOf(thread seal.Thread) (seal.ID, error) {
	if thread.Kind != seal.Conversation || thread.Subject != v.inbox {
		return seal.ID{}, unverified("a conversation of another inbox")
	}
	if thread.Author != v.ID() {
		return seal.ID{}, unverified("a conversation that another device began")
	}
	return v.inbox, nil
}

func (v *Visitor) owner(seal.ID) (seal.ReaderKey, error) {
	if v.Age() > oldestHead && v.accepted != v.proven.Head.ID {
		return seal.ReaderKey{}, unverified("who reads was last confirmed more than a week ago, and may have changed; ask before writing")
	}
	return seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: v.proven.Generation}, Key: v.proven.Keys.Sealing}, nil
}

// allows: a visitor knows the team's devices only, and those are all members'.
// Which group a reference names it can tell for the current one alone, and it
// sends under no other.
func (v *Visitor) allows(_ seal.ID, change seal.ThreadGeneration, _ uint64, byVisitor bool) error {
	if len(change.Groups()) != 1 {
		return unverified("a key for other than one team")
	}
	author, staff := v.staff[change.Author]
	if byVisitor {
		return nil
	}
	handed := directory.GenerationState{Generation: v.proven.Keys}.Names(author.Account)
	if !staff || change.Groups()[0] == v.proven.Generation && !handed {
		return unverified("a key change by a device that is not the team's, or had not its key")
	}
	return nil
}
