package conversation

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Service holds the rules of threads. Make one with New.
type Service struct {
	store     Store
	directory Directory
	files     Files
	key       seal.SigningKey
	now       func() time.Time
	retention time.Duration
	maxFile   uint64
	room      Room
	admit     func(ctx context.Context, actor access.Actor, inbox seal.ID) error
	spent     spending
	arriving  arrivals
	turns     [turnstiles]sync.Mutex // by attachment: who stores a part
	strays    time.Time              // objects older than this were looked at
	visitors  sync.Map               // visitor device id → seal.PublicKey, bounded by visitorCache
	cached    int
	mu        sync.Mutex
	tips      tips
	unsent    unsent
	ending    sync.Mutex // one at a time ends conversations; guards reburied
	reburied  int64      // the shred store's record was followed up to here
}

const visitorCache = 50_000

// Config is what the service needs; nothing of it has a default.
type Config struct {
	Store     Store
	Directory Directory
	Files     Files
	Key       seal.SigningKey // the server key, which signs receipts
	Retention time.Duration   // of keys after closing, where an inbox chose nothing
	MaxFile   uint64          // largest file, in bytes before sealing
	Room      Room
	// Admit refuses a customer of whom an inbox wants to know more; nil admits all.
	Admit func(ctx context.Context, actor access.Actor, inbox seal.ID) error
	Now   func() time.Time
}

// New returns the service.
func New(c Config) *Service {
	return &Service{store: c.Store, directory: c.Directory, files: c.Files, key: c.Key, retention: c.Retention, maxFile: c.MaxFile, room: c.Room, admit: c.Admit, now: c.Now}
}

// Receipt is the answer to an accepted entry.
type Receipt struct {
	Sequence uint64
	Receipt  []byte
	Again    bool // it was accepted before, so nothing is announced now
}

// senderKey finds the key that must have signed, and whose it is.
func (s *Service) senderKey(ctx context.Context, actor access.Actor, sender seal.ID) (seal.PublicKey, error) {
	const op = "conversation.sender"
	if sender != actor.Device || sender.IsZero() {
		return seal.PublicKey{}, errs.New(errs.Forbidden, op, "This was signed by another device than the one signed in.", "Send it from the device that signed it.")
	}
	if actor.Who == access.Staff {
		account, key, ok := s.directory.Device(sender, s.now())
		if !ok || account != actor.Account {
			return seal.PublicKey{}, errs.New(errs.Forbidden, op, "This browser's certificate is not valid any more.", "Unlock your vault again to renew it.")
		}
		return key, nil
	}
	return s.visitorKey(ctx, sender)
}

func (s *Service) visitorKey(ctx context.Context, device seal.ID) (seal.PublicKey, error) {
	if key, ok := s.visitors.Load(device); ok {
		return key.(seal.PublicKey), nil
	}
	var raw []byte
	err := s.store.Read(ctx, func(tx Tx) error {
		found, ok, err := tx.VisitorDevice(device)
		if err == nil && !ok {
			err = errs.New(errs.Forbidden, "conversation.sender", "This device is not known here.", "Open the chat again.")
		}
		raw = found
		return err
	})
	if err != nil {
		return seal.PublicKey{}, err
	}
	signed, err := seal.ParseVisitorDevice(raw)
	if err != nil {
		return seal.PublicKey{}, refused("conversation.sender", err)
	}
	key := signed.Unverified().Signing
	s.mu.Lock()
	if s.cached++; s.cached > visitorCache {
		s.visitors.Clear()
		s.cached = 1
	}
	s.mu.Unlock()
	s.visitors.Store(device, key)
	return key, nil
}

// refused turns a protocol failure into one for the caller. Its text holds no
// content (package seal promises that), but stays private all the same.
func refused(op string, err error) error {
	if err == nil {
		return nil
	}
	switch {
	case errors.Is(err, seal.ErrTooLarge):
		return errs.Wrap(err, errs.TooLarge, op, "This is larger than the protocol allows.", "Send less at once.")
	case errors.Is(err, seal.ErrReserved):
		return errs.Wrap(err, errs.Unprocessable, op, "This part of the protocol is reserved and not in use yet.", "Leave it out.")
	case errors.Is(err, seal.ErrUnverified):
		return errs.Wrap(err, errs.Forbidden, op, "A signature or right does not hold.", "Reload the page; if it happens again, tell whoever runs this desk.")
	case errors.Is(err, seal.ErrConflict):
		return errs.New(errs.Conflict, op, "Somebody else changed this first.", "Fetch the current state and try again.").Because("superseded")
	}
	return errs.Wrap(err, errs.Invalid, op, "These bytes are not an object of the protocol.", "Reload the page to get the current version.")
}

func conflict(op, reason, message, next string) error {
	return errs.New(errs.Conflict, op, message, next).Because(reason)
}

func notSetUp(op string) error {
	return errs.New(errs.Unavailable, op, "This desk is not set up yet.", "Set it up first.")
}

func notFound(op string) error {
	return errs.New(errs.NotFound, op, "There is no such conversation that you can see.", "Go back to the list.")
}

// act is the ledger event of an act.
func (s *Service) act(actor access.Actor, kind ledger.Kind, object seal.ID) ledger.Event {
	by := actor.Source()
	if actor.Who == access.Nobody { // a chore: no request comes this far without somebody
		by = ledger.Itself()
	}
	return ledger.Act(s.now(), kind, by, object)
}

// record writes an event that has nothing to add.
func (s *Service) record(tx Tx, actor access.Actor, kind ledger.Kind, object seal.ID) error {
	return ledger.Append(tx, s.act(actor, kind, object))
}

// recordBecause writes an event with its reason.
func (s *Service) recordBecause(tx Tx, actor access.Actor, kind ledger.Kind, object seal.ID, reason string) error {
	e := s.act(actor, kind, object)
	e.Reason = reason
	return ledger.Append(tx, e)
}

// recordPlace writes the event of an entry that got its place in a thread.
func (s *Service) recordPlace(tx Tx, actor access.Actor, kind ledger.Kind, t *Thread, sequence uint64) error {
	e := s.act(actor, kind, t.ID)
	e.Within, e.First, e.Last = t.Within(), sequence, sequence
	return ledger.Append(tx, e)
}

// checkHead refuses objects that cite a head the server has never seen.
func (s *Service) checkHead(op string, head seal.ID) error {
	if s.directory.HeadKnown(head) {
		return nil
	}
	return errs.New(errs.Unprocessable, op, "This cites a state of the directory that is not known here.", "Fetch the directory again.").Because("unknown_head")
}

// mayAct repeats inside the transaction what may have changed since the request
// was authorised: membership, and the visitor devices.
func (s *Service) mayAct(actor access.Actor, thread Thread) bool {
	if actor.Who == access.Visitor {
		return thread.Kind != seal.Notes && slices.Contains(thread.Visitors, actor.Device)
	}
	return actor.Who == access.Staff && s.directory.Member(thread.Conversation.Group, actor.Account)
}

func same(a, b []byte) bool { return bytes.Equal(a, b) }
