package client

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

const entriesAtOnce = 200

// Thread is an opened conversation or its notes. Its methods may be called from
// several goroutines; sends are one after another, since a device has one chain.
type Thread struct {
	transport *transport
	now       func() time.Time
	random    io.Reader

	mu           sync.Mutex
	view         *view
	about        seal.Thread // as its author signed it
	log          *threadLog
	conversation Conversation
	entries      []Entry
}

// Progress is how far a device has verified a thread. It holds no key: it is
// what a device keeps to notice a history that was rewritten later.
type Progress struct {
	Sequence   uint64  `json:"sequence"`
	Transcript seal.ID `json:"transcript"`
}

// openThread reads and verifies a thread from its first entry on. The history
// must still be the one that known describes.
func openThread(ctx context.Context, t *Thread, id seal.ID, known Progress) (*Thread, error) {
	answer, err := t.load(ctx, id)
	if err != nil {
		return nil, err
	}
	signed, err := seal.ParseSigned[seal.Thread](answer.Thread)
	if err != nil {
		return nil, err
	}
	claimed := signed.Unverified()
	if signed.ID() != id || claimed.Org != t.view.org {
		return nil, unverified("the server gave another conversation")
	}
	key, err := t.view.currentKey(ctx, claimed.Author)
	if err != nil {
		return nil, err
	}
	if _, err := signed.Verify(key); err != nil {
		return nil, err
	}
	if (claimed.Kind == seal.Conversation) != t.view.isVisitor(claimed.Author) {
		return nil, unverified("only a customer begins a conversation, and only the team its notes")
	}
	if t.view.inbox, err = t.view.inboxOf(claimed); err != nil {
		return nil, err
	}
	t.about = claimed
	t.log = newThreadLog(t.view.org, id, claimed.Author, t.view, t.view)
	t.log.notes = claimed.Kind == seal.Notes
	if _, err := t.fetch(ctx); err != nil {
		return nil, err
	}
	if known.Sequence >= uint64(len(t.log.hashes)) || known.Sequence > 0 && t.log.hashes[known.Sequence] != known.Transcript {
		return nil, unverified("the history is not the one that this device has seen")
	}
	return t, nil
}

func (t *Thread) load(ctx context.Context, id seal.ID) (threadWire, error) {
	var answer threadWire
	if err := t.transport.get(ctx, "/threads/"+id.Hex(), &answer); err != nil {
		return answer, err
	}
	t.conversation = answer.Conversation
	return answer, t.view.take(answer.VisitorDevices, answer.Keys)
}

// ID is the thread's id.
func (t *Thread) ID() seal.ID { return t.log.thread }

// Conversation is what the server last said of the conversation.
func (t *Thread) Conversation() Conversation {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.conversation
}

// Readers is who can read what is sent now.
func (t *Thread) Readers() seal.ThreadGeneration {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.log.current.Unverified()
}

// Progress is what to keep for the next session.
func (t *Thread) Progress() Progress {
	t.mu.Lock()
	defer t.mu.Unlock()
	return Progress{Sequence: t.log.transcript.Sequence(), Transcript: t.log.transcript.Hash()}
}

// Entries are all verified entries so far, in order.
func (t *Thread) Entries() []Entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.entries)
}

// Messages are the messages among the entries.
func (t *Thread) Messages() []Message {
	var out []Message
	for _, e := range t.Entries() {
		if e.Message != nil {
			out = append(out, *e.Message)
		}
	}
	return out
}

// Fetch gets and verifies what is new. An entry that does not verify ends it:
// what came before stays, nothing after it is shown.
func (t *Thread) Fetch(ctx context.Context) ([]Entry, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.fetch(ctx)
}

func (t *Thread) fetch(ctx context.Context) ([]Entry, error) {
	var fresh []Entry
	for {
		var page struct {
			Entries []entryWire `json:"entries"`
		}
		path := fmt.Sprintf("/threads/%s/entries?after=%d&limit=%d", t.log.thread.Hex(), t.log.transcript.Sequence(), entriesAtOnce)
		if err := t.transport.get(ctx, path, &page); err != nil {
			return fresh, err
		}
		for _, w := range page.Entries {
			entry, show, err := t.accept(ctx, w)
			if err != nil {
				return fresh, fmt.Errorf("conversation %s, entry %d: %w", t.log.thread, w.Sequence, err)
			}
			if show {
				fresh = append(fresh, entry)
				t.entries = append(t.entries, entry)
			}
		}
		if len(page.Entries) < entriesAtOnce {
			return fresh, nil
		}
	}
}

// accept tries an entry; if it does not verify, once more with a newer
// directory and newly offered keys, since its sender or key may be new.
func (t *Thread) accept(ctx context.Context, w entryWire) (Entry, bool, error) {
	entry, show, err := t.tryAccept(ctx, w)
	if m := entry.Message; m != nil {
		t.view.hear(m.Sender, m.Body.Record)
	}
	return entry, show, err
}

func (t *Thread) tryAccept(ctx context.Context, w entryWire) (Entry, bool, error) {
	entry, show, err := t.log.accept(w)
	if err == nil || !errors.Is(err, seal.ErrUnverified) && !errors.Is(err, seal.ErrCannotOpen) {
		return entry, show, err
	}
	if err := t.view.update(ctx, w.names()...); err != nil {
		return Entry{}, false, err
	}
	if _, err := t.load(ctx, t.log.thread); err != nil {
		return Entry{}, false, err
	}
	return t.log.accept(w)
}

// Say sends text.
func (t *Thread) Say(ctx context.Context, text, language string) (seal.ID, error) {
	return t.Send(ctx, &seal.Text{Text: text, Language: language})
}

var errKeepsChanging = errors.New("the conversation's key keeps changing: try again in a moment")

// Send seals content to the readers, hands it over and verifies its place. If
// the group has a newer key it refreshes the thread first. If no answer comes it
// tries the identical bytes again, so that nothing is said twice; a definite
// refusal is resealed under a new message id and the same logical id.
func (t *Thread) Send(ctx context.Context, content seal.Content) (seal.ID, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	logical, err := seal.NewID16(t.random)
	if err != nil {
		return seal.ID{}, err
	}
	for range 3 {
		if err := t.ensureCurrent(ctx); err != nil {
			return seal.ID{}, err
		}
		envelope, err := t.sealNext(ctx, logical, content)
		if err != nil {
			return seal.ID{}, err
		}
		err = t.deliver(ctx, envelope, blobsOf(content))
		if err == nil {
			return envelope.Hash(), t.confirm(ctx, envelope)
		}
		if Reason(err) == "" {
			return seal.ID{}, err
		}
		// Somebody changed the key, or wrote before us: look, and seal again.
		if err := t.look(ctx); err != nil {
			return seal.ID{}, err
		}
	}
	return seal.ID{}, errKeepsChanging
}

// confirm looks for a message that the server says it took: it stands in the
// verified history, or the server said so to be rid of it.
func (t *Thread) confirm(ctx context.Context, envelope seal.Envelope) error {
	if _, err := t.fetch(ctx); err != nil {
		return err
	}
	if t.log.messages[envelope.Unverified().Message] != envelope.Hash() {
		return unverified("the server says that it took the message, and does not show it")
	}
	return nil
}

func (t *Thread) look(ctx context.Context) error {
	if err := t.view.update(ctx); err != nil {
		return err
	}
	_, err := t.fetch(ctx)
	return err
}

func (t *Thread) sealNext(ctx context.Context, logical seal.ID16, content seal.Content) (seal.Envelope, error) {
	key, err := t.view.threadKey(t.log.current)
	if errors.Is(err, seal.ErrCannotOpen) { // somebody else's new key: ask for our box, and the team's
		if err := t.view.update(ctx); err != nil {
			return seal.Envelope{}, err
		}
		if _, err := t.load(ctx, t.log.thread); err != nil {
			return seal.Envelope{}, err
		}
		key, err = t.view.threadKey(t.log.current)
	}
	if err != nil {
		return seal.Envelope{}, err
	}
	device, signing := t.view.me()
	body := seal.Body{Time: uint64(t.now().UnixMilli()), Logical: logical, Content: content, Record: t.view.recordSeen()}
	return seal.SealMessage(t.random, key, signing, t.log.header(device, t.view.citing()), body)
}

func (t *Thread) deliver(ctx context.Context, envelope seal.Envelope, files []string) error {
	path := "/threads/" + t.log.thread.Hex() + "/messages"
	in := struct {
		Message     []byte   `json:"message"`
		Attachments []string `json:"attachments,omitempty"`
	}{envelope.Bytes(), files}
	var err error
	for try := range 3 {
		if try > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(time.Duration(try) * firstWait):
			}
		}
		if err = t.transport.post(ctx, path, in, &receiptWire{}); err == nil {
			return nil
		}
		// A failing server or proxy gave no answer either: it may have been taken.
		if refusal, refused := asRefusal(err); refused && refusal.Status < 500 {
			return err
		}
	}
	return err
}

// MarkRead signs that this device has read everything it fetched.
func (t *Thread) MarkRead(ctx context.Context) error { return t.mark(ctx, seal.MarkRead) }

// MarkDelivered signs that this device has received everything it fetched.
func (t *Thread) MarkDelivered(ctx context.Context) error { return t.mark(ctx, seal.MarkDelivered) }

func (t *Thread) mark(ctx context.Context, kind seal.MarkKind) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	device, signing := t.view.me()
	mark, err := seal.SignObject(signing, seal.Mark{
		Org: t.log.org, Thread: t.log.thread, Device: device, Kind: kind,
		Sequence: t.log.transcript.Sequence(), Transcript: t.log.transcript.Hash(), Time: uint64(t.now().Unix()),
	})
	if err != nil {
		return err
	}
	return t.transport.put(ctx, "/threads/"+t.log.thread.Hex()+"/marks", map[string][]byte{"mark": mark.Bytes()}, nil)
}

// Marks are everybody's marks, verified. A mark for another history than this
// device has is an error, not skipped.
func (t *Thread) Marks(ctx context.Context) ([]seal.Mark, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	answer, err := t.load(ctx, t.log.thread)
	if err != nil {
		return nil, err
	}
	var marks []seal.Mark
	for _, wire := range answer.Marks {
		mark, err := t.checkMark(ctx, wire)
		if err != nil {
			return nil, err
		}
		marks = append(marks, mark)
	}
	return marks, nil
}

func (t *Thread) checkMark(ctx context.Context, wire []byte) (seal.Mark, error) {
	signed, err := seal.ParseSigned[seal.Mark](wire)
	if err != nil {
		return seal.Mark{}, err
	}
	key, err := t.view.currentKey(ctx, signed.Unverified().Device)
	if err != nil {
		return seal.Mark{}, err
	}
	mark, err := signed.Verify(key)
	if err != nil {
		return seal.Mark{}, err
	}
	if t.view.isVisitor(mark.Device) && !t.log.reads(mark.Device) {
		return seal.Mark{}, unverified("a mark of a visitor device that is no reader")
	}
	known := mark.Sequence < uint64(len(t.log.hashes))
	if mark.Thread != t.log.thread || known && t.log.hashes[mark.Sequence] != mark.Transcript {
		return seal.Mark{}, unverified("a mark for another history")
	}
	return mark, nil
}

// ensureCurrent refreshes the thread if its group has a newer key: nobody sends
// under an outdated one, a race that was lost included.
func (t *Thread) ensureCurrent(ctx context.Context) error {
	for range 3 {
		owner, err := currentOwner(ctx, t.view.party, t.view.inbox)
		if err != nil {
			return err
		}
		if current := t.log.current.Unverified(); slices.Equal(current.Groups(), []seal.ID{owner.Reader.Ref}) {
			// It may have come before the proof that shows who had the team's key.
			return t.log.authority.allows(current, t.log.changed)
		}
		if err := t.rekey(ctx, seal.ReasonRefresh, owner); err != nil {
			return err
		}
	}
	return errKeepsChanging
}

// Refresh gives the thread a fresh key for the same readers.
func (t *Thread) Refresh(ctx context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	owner, err := currentOwner(ctx, t.view.party, t.view.inbox)
	if err != nil {
		return err
	}
	return t.rekey(ctx, seal.ReasonRefresh, owner)
}

// rekey gives the thread a new generation; a loser of the race adopts the
// winner's.
func (t *Thread) rekey(ctx context.Context, reason seal.Reason, owner seal.ReaderKey) error {
	previous := t.log.current
	readers, err := t.view.readers(previous.Unverified(), owner)
	if err != nil {
		return err
	}
	device, signing := t.view.me()
	sealed, err := seal.NewThreadGeneration(t.random, signing, seal.ThreadGeneration{
		Org: t.log.org, Thread: t.log.thread,
		Number: previous.Unverified().Number + 1, Previous: seal.Some(previous.ID()),
		Author: device, Head: t.view.citing(), Time: uint64(t.now().Unix()), Reason: reason,
	}, readers)
	if err != nil {
		return err
	}
	err = t.transport.post(ctx, "/threads/"+t.log.thread.Hex()+"/generations", struct {
		Generation []byte   `json:"generation"`
		Boxes      [][]byte `json:"boxes"`
	}{sealed.Statement.Bytes(), sealed.Boxes}, &receiptWire{})
	switch {
	case err == nil:
		t.view.keys[sealed.Statement.ID()] = sealed.Key
	case Reason(err) == "outdated_generation", Reason(err) == "superseded":
		return t.look(ctx)
	default:
		return err
	}
	_, err = t.fetch(ctx)
	return err
}
