package conversation

import (
	"context"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Notice is an email that says that there is an answer, and nothing of it. The
// address is one of the few things that a customer tells the server itself; it
// stands under the conversation's shred key and goes with it.
type Notice struct {
	Conversation seal.ID
	Email        string
	Told         uint64 // sequence up to which they know
	Sequence     uint64 // of the newest message
}

const (
	addressLimit = 254 // RFC 5321 §4.5.3.1.3, less the angle brackets
	// noticeGrace is how long an answer may lie unread before an email says so:
	// who is still looking gets none.
	noticeGrace   = 10 * time.Minute
	noticeLook    = 500 // entries since the last notice
	noticesAtOnce = 100
)

// AskNotice keeps where a customer wants to hear of answers; "" is nowhere.
func (s *Service) AskNotice(ctx context.Context, actor access.Actor, id seal.ID, email string) error {
	if err := s.Charge(actor, len(email)); err != nil {
		return err
	}
	kind := ledger.NoticeAsked
	if email == "" {
		kind = ledger.NoticeDeclined
	} else if err := checkAddress(email); err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx Tx) error {
		t, ok, err := tx.Thread(id)
		if err != nil {
			return err
		}
		if !ok || t.Kind != seal.Conversation || actor.Who != access.Visitor || !s.mayAct(actor, t) {
			return notFound("conversation.notice")
		}
		if err := t.Conversation.standing("conversation.notice"); err != nil {
			return err
		}
		// What was there already when they asked is no news.
		if err := tx.SetNotice(id, t.Generation, email, t.LastMessage); err != nil {
			return err
		}
		return s.record(tx, actor, kind, id)
	})
}

func checkAddress(email string) error {
	parsed, err := mail.ParseAddress(email)
	plain := err == nil && parsed.Name == "" && parsed.Address == email && !strings.ContainsAny(email, "\r\n\"\\ ")
	if !plain || len(email) > addressLimit {
		return errs.New(errs.Unprocessable, "conversation.notice", "This is not an email address that we can write to.", "Check it for a typing mistake.")
	}
	return nil
}

// Notify hands out what is due, oldest first. An address that is refused waits,
// ever longer, and holds up nobody else; where one after the other is refused,
// it is the mail that does not work, and the rest waits for the next time. One
// answer is told once; if the process dies between sending and remembering, twice.
func (s *Service) Notify(ctx context.Context, send func(context.Context, Notice) error) error {
	var first error
	failed, inRow := 0, 0
	for after, more := (Cursor{}), true; more && inRow < refusedInRow; more = after != (Cursor{}) {
		due, next, err := s.dueNotices(ctx, after)
		if err != nil {
			return err
		}
		after = next
		for _, n := range due {
			if s.unsent.waits(n.Conversation, s.now()) {
				continue
			}
			if err := send(ctx, n); err != nil {
				s.unsent.failed(n.Conversation, s.now())
				if first == nil {
					first = err
				}
				failed++
				if inRow++; inRow == refusedInRow || ctx.Err() != nil {
					break
				}
				continue
			}
			inRow = 0
			if err := s.told(ctx, n); err != nil {
				return err
			}
		}
	}
	if failed == 0 {
		return nil
	}
	return fmt.Errorf("%d notices were not sent, for the first of them: %w", failed, first)
}

func (s *Service) told(ctx context.Context, n Notice) error {
	s.unsent.sent(n.Conversation)
	return s.store.Write(ctx, func(tx Tx) error {
		if err := tx.SetTold(n.Conversation, n.Sequence); err != nil {
			return err
		}
		return s.record(tx, access.Actor{}, ledger.NoticeSent, n.Conversation)
	})
}

// dueNotices finds whom to tell, a page at a time. Where there is nothing to
// tell, that is kept too: else whoever makes much noise would be looked through
// again every time.
func (s *Service) dueNotices(ctx context.Context, after Cursor) ([]Notice, Cursor, error) {
	for {
		due, idle, next, err := s.lookForAnswers(ctx, after)
		if err != nil || len(idle) == 0 {
			return due, next, err
		}
		err = s.store.Write(ctx, func(tx Tx) error {
			for _, n := range idle {
				if err := tx.SetTold(n.Conversation, n.Sequence); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return nil, next, err
		}
	}
}

func (s *Service) lookForAnswers(ctx context.Context, after Cursor) (due, idle []Notice, next Cursor, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		found, end, err := tx.DueNotices(s.now().Add(-noticeGrace), after, noticesAtOnce)
		if err != nil {
			return err
		}
		next = end
		for _, n := range found {
			looked, answered, err := s.answered(tx, n)
			if err != nil {
				return err
			}
			if answered {
				due = append(due, n)
			} else if n.Sequence = looked; looked > n.Told {
				idle = append(idle, n)
			}
		}
		return nil
	})
	return due, idle, next, err
}

// unsent remembers which notices were refused, and until when they wait. It may
// forget: then one is tried earlier.
type unsent struct {
	mu sync.Mutex
	at map[seal.ID]refusal
}

type refusal struct {
	until time.Time
	wait  time.Duration
}

const (
	unsentLimit  = 10_000
	refusedInRow = 20
	firstWait    = 10 * time.Minute
	longestWait  = 24 * time.Hour
)

func (u *unsent) waits(id seal.ID, now time.Time) bool {
	u.mu.Lock()
	defer u.mu.Unlock()
	return now.Before(u.at[id].until)
}

func (u *unsent) failed(id seal.ID, now time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.at == nil || len(u.at) >= unsentLimit {
		u.at = map[seal.ID]refusal{}
	}
	wait := min(max(2*u.at[id].wait, firstWait), longestWait)
	u.at[id] = refusal{now.Add(wait), wait}
}

func (u *unsent) sent(id seal.ID) {
	u.mu.Lock()
	defer u.mu.Unlock()
	delete(u.at, id)
}

// answered reports whether there is something to read since they were told, and
// up to where it looked: a reaction or a correction is no answer.
func (s *Service) answered(tx Tx, n Notice) (looked uint64, answered bool, err error) {
	t, ok, err := tx.Thread(n.Conversation)
	if err != nil || !ok {
		return n.Told, false, err
	}
	entries, err := tx.Entries(t.Row, n.Told, noticeLook)
	if err != nil {
		return n.Told, false, err
	}
	looked = n.Told
	for _, e := range entries {
		looked = e.Sequence
		if e.Kind != MessageEntry {
			continue
		}
		envelope, err := seal.ParseMessage(e.Bytes)
		if err != nil {
			return looked, false, refused("conversation.notice", err)
		}
		header := envelope.Unverified()
		if header.Class == seal.ClassContent && !slices.Contains(t.Visitors, header.Sender) {
			return looked, true, nil
		}
	}
	return looked, false, nil
}
