package client

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

const entriesAtOnce = 200

// Thread is an opened conversation or its notes. Its methods may be called from
// several goroutines; sends are one after another, since a device has one chain.
type Thread struct {
	transport *transport
	sender    seal.ID
	signing   seal.SigningKey
	head      func() seal.ID
	now       func() time.Time
	random    io.Reader

	mu      sync.Mutex
	log     *threadLog
	entries []Entry
}

// ID is the thread's id.
func (t *Thread) ID() seal.ID { return t.log.thread }

// Entries are all verified entries so far, in order.
func (t *Thread) Entries() []Entry {
	t.mu.Lock()
	defer t.mu.Unlock()
	return append([]Entry(nil), t.entries...)
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
		path := fmt.Sprintf("/threads/%s/entries?after=%d&limit=%d",
			t.log.thread.Hex(), t.log.transcript.Sequence(), entriesAtOnce)
		if err := t.transport.get(ctx, path, &page); err != nil {
			return fresh, err
		}
		for _, w := range page.Entries {
			entry, show, err := t.log.accept(w)
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

// Say sends text.
func (t *Thread) Say(ctx context.Context, text, language string) (seal.ID, error) {
	return t.Send(ctx, &seal.Text{Text: text, Language: language})
}

// Send seals content, hands it over and verifies the receipt. If no answer
// comes it tries the identical bytes again, so that nothing is said twice.
func (t *Thread) Send(ctx context.Context, content seal.Content) (seal.ID, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	logical, err := seal.NewID16(t.random)
	if err != nil {
		return seal.ID{}, err
	}
	for range 3 {
		envelope, err := t.sealNext(logical, content)
		if err != nil {
			return seal.ID{}, err
		}
		err = t.deliver(ctx, envelope)
		if err == nil {
			_, err = t.fetch(ctx)
			return envelope.Hash(), err
		}
		if Reason(err) == "" {
			return seal.ID{}, err
		}
		// Somebody changed the key or wrote before us from this device: look, reseal.
		if _, err := t.fetch(ctx); err != nil {
			return seal.ID{}, err
		}
	}
	return seal.ID{}, fmt.Errorf("the conversation's key keeps changing: try again in a moment")
}

func (t *Thread) sealNext(logical seal.ID16, content seal.Content) (seal.Envelope, error) {
	key, err := t.log.keyring.threadKey(t.log.current)
	if err != nil {
		return seal.Envelope{}, err
	}
	header := t.log.header(t.sender, t.head(), seal.ClassOf(content))
	body := seal.Body{Time: uint64(t.now().UnixMilli()), Logical: logical, Content: content}
	return seal.SealMessage(t.random, key, t.signing, header, body)
}

func (t *Thread) deliver(ctx context.Context, envelope seal.Envelope) error {
	path := "/threads/" + t.log.thread.Hex() + "/messages"
	in := struct {
		Message []byte `json:"message"`
	}{envelope.Bytes()}
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
		if _, refused := asRefusal(err); refused {
			return err
		}
	}
	return err
}

// MarkRead signs that this device has read everything it fetched.
func (t *Thread) MarkRead(ctx context.Context) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	mark, err := seal.SignObject(t.signing, seal.Mark{
		Org: t.log.org, Thread: t.log.thread, Device: t.sender, Kind: seal.MarkRead,
		Sequence: t.log.transcript.Sequence(), Transcript: t.log.transcript.Hash(),
		Time: uint64(t.now().Unix()),
	})
	if err != nil {
		return err
	}
	return t.transport.put(ctx, "/threads/"+t.log.thread.Hex()+"/marks", map[string][]byte{"mark": mark.Bytes()}, nil)
}

// Rekey gives the thread a new generation with these readers; a loser of the
// race adopts the winner's.
func (t *Thread) rekey(ctx context.Context, reason seal.Reason, readers []seal.ReaderKey) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	previous := t.log.current
	sealed, err := seal.NewThreadGeneration(t.random, t.signing, seal.ThreadGeneration{
		Org: t.log.org, Thread: t.log.thread,
		Number: previous.Unverified().Number + 1, Previous: seal.Some(previous.ID()),
		Author: t.sender, Head: t.head(), Time: uint64(t.now().Unix()), Reason: reason,
	}, readers)
	if err != nil {
		return err
	}
	err = t.transport.post(ctx, "/threads/"+t.log.thread.Hex()+"/generations", struct {
		Generation []byte   `json:"generation"`
		Boxes      [][]byte `json:"boxes"`
	}{sealed.Statement.Bytes(), sealed.Boxes}, &receiptWire{})
	if err != nil && Reason(err) != "superseded" {
		return err
	}
	_, err = t.fetch(ctx)
	return err
}

func defaultRandom() io.Reader { return rand.Reader }
