package conversation

import (
	"sync"

	"github.com/sealdesk/sealdesk/seal"
)

// place gives an entry its place: sequence, transcript, receipt. A receipt that
// was signed for just this place saves signing it while other writers wait.
func (s *Service) place(tx Tx, thread *Thread, entry Entry, early receipt) (Entry, error) {
	next := seal.ResumeTranscript(thread.Sequence, thread.Transcript).Next(entry.Hash)
	entry.Sequence, entry.Transcript, entry.Receipt = next.Sequence(), next.Hash(), early.signed
	if early.place != next {
		late, err := s.sign(thread.ID, next, entry.Hash)
		if err != nil {
			return Entry{}, err
		}
		entry.Receipt = late.signed
	}
	free, err := tx.InsertEntry(thread.Row, entry)
	if err == nil && !free {
		err = usedID()
	}
	if err != nil {
		return Entry{}, err
	}
	thread.Sequence, thread.Transcript = entry.Sequence, entry.Transcript
	if entry.Kind == MessageEntry {
		thread.LastMessage = entry.Sequence
	}
	return entry, nil
}

// receipt is the server's signature under one place in one thread. Until a
// message is committed at that place it is nobody's: it is kept to itself, and
// dropped if another message came first. The zero receipt fits no place.
type receipt struct {
	place  seal.Transcript
	signed []byte
}

func (s *Service) sign(thread seal.ID, place seal.Transcript, entry seal.ID) (receipt, error) {
	statement, ok := s.directory.ServerKey()
	if !ok {
		return receipt{}, notSetUp("conversation.place")
	}
	signed, err := seal.SignObject(s.key, seal.Receipt{
		Org: s.directory.Org(), ServerKey: statement, Thread: thread,
		Sequence: place.Sequence(), Entry: entry, Transcript: place.Hash(), Time: uint64(s.now().Unix()),
	})
	return receipt{place, signed.Bytes()}, err
}

// signEarly signs the receipt for the place that a message will probably get,
// before it waits for its turn; without a guess it signs nothing.
func (s *Service) signEarly(thread, entry seal.ID) (receipt, error) {
	tip, ok := s.tips.of(thread)
	if !ok {
		return receipt{}, nil
	}
	return s.sign(thread, tip.Next(entry), entry)
}

const tipLimit = 10_000

// tips remembers where busy threads stood last. It is a guess: the writer
// decides, and a wrong one costs a signature.
type tips struct {
	mu sync.Mutex
	at map[seal.ID]seal.Transcript
}

func (t *tips) of(thread seal.ID) (seal.Transcript, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	at, ok := t.at[thread]
	return at, ok
}

func (t *tips) reached(thread seal.ID, at seal.Transcript) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.at == nil || len(t.at) >= tipLimit {
		t.at = map[seal.ID]seal.Transcript{}
	}
	if t.at[thread].Sequence() < at.Sequence() {
		t.at[thread] = at
	}
}
