package conversation

import (
	"bytes"
	"context"
	"errors"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file ends conversations for good. Three commits, in two files, because no
// commit spans both:
//
//  1. the conversation is marked as ending: from here on nobody writes to it,
//     reopens it or holds it, so that what the certificate says stays true;
//  2. in the shred store, the keys go and the certificate comes, in one commit;
//  3. what was written goes, and the certificate joins the data.
//
// A process that dies after any of them goes on where it stopped. The shred
// store's certificate is the one that counts: data from a backup, in which the
// conversation still stands, meets it and is cleaned again under the same word.

// Ended is a conversation whose keys the shred store has destroyed.
type Ended struct {
	Place        int64 // in the order of the shred store's record
	Conversation seal.ID
	Certificate  []byte
}

// Certified is a certificate in the order of the desk's record.
type Certified struct {
	Place        int64
	Conversation seal.ID
	At           time.Time
	Certificate  []byte
}

const endedPage = 500

// Expire destroys the keys of at most limit conversations whose retention is
// over, and of those whose destruction was cut short. It returns how many it
// ended. One that cannot be ended does not keep the others.
func (s *Service) Expire(ctx context.Context, limit int) (int, error) {
	s.ending.Lock()
	defer s.ending.Unlock()
	failed := s.rebury(ctx)
	var due []seal.ID
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.Expired(s.now(), limit)
		due = found
		return err
	})
	if err != nil {
		return 0, errors.Join(failed, err)
	}
	ended := 0
	for _, id := range due {
		done, err := s.end(ctx, id)
		if err != nil {
			failed = errors.Join(failed, err)
		} else if done {
			ended++
		}
	}
	return ended, failed
}

// Rebury removes what a restored backup brought back of conversations whose
// keys are destroyed. Each is looked at once per run of the server.
func (s *Service) Rebury(ctx context.Context) error {
	s.ending.Lock()
	defer s.ending.Unlock()
	return s.rebury(ctx)
}

func (s *Service) rebury(ctx context.Context) error {
	var failed error
	for after := s.reburied; ; {
		page, err := s.store.Ended(ctx, after, endedPage)
		if err != nil {
			return errors.Join(failed, err)
		}
		for _, e := range page {
			failed = errors.Join(failed, s.bury(ctx, e.Conversation, e.Certificate))
			after = e.Place
			if failed == nil {
				s.reburied = after // the next run begins with what failed
			}
		}
		if len(page) < endedPage {
			return failed
		}
	}
}

// end carries one conversation through the three commits.
func (s *Service) end(ctx context.Context, id seal.ID) (bool, error) {
	certificate, generations, due, err := s.condemn(ctx, id)
	if err != nil || !due {
		return false, err
	}
	// What the shred store keeps may be older than what was just signed, and then
	// it is what counts.
	certificate, err = s.store.Shred(ctx, id, certificate, generations...)
	if err != nil {
		return false, err
	}
	return true, s.bury(ctx, id, certificate)
}

// condemn marks a conversation as ending, and signs for what is about to happen.
// Whether it is due is asked again: somebody may have reopened or held it since.
func (s *Service) condemn(ctx context.Context, id seal.ID) (certificate []byte, generations []seal.ID, due bool, err error) {
	err = s.store.Write(ctx, func(tx Tx) error {
		c, _, ok, err := tx.Conversation(id)
		if err != nil || !ok {
			return err
		}
		if due = c.due(s.now()); !due {
			return nil
		}
		if c.Destroyed.IsZero() {
			c.Destroyed, c.Waiting = s.now(), time.Time{}
			if err := tx.UpdateConversation(c); err != nil {
				return err
			}
			if err := s.recordBecause(tx, access.Actor{}, ledger.RetentionEnded, id, "retention"); err != nil {
				return err
			}
		}
		if generations, err = tx.GenerationIDs(id); err != nil {
			return err
		}
		certificate, err = s.certify(tx, c, generations)
		return err
	})
	return certificate, generations, due, err
}

// due: its retention is over and nobody holds it, or its end has begun.
func (c Conversation) due(now time.Time) bool {
	if c.State != Closed || c.Expires.IsZero() {
		return false
	}
	return !c.Destroyed.IsZero() || !c.Held && c.Expires.Before(now)
}

// over: nothing of it is left but that it was.
func (c Conversation) over() bool { return !c.Destroyed.IsZero() && c.Expires.IsZero() }

func (s *Service) certify(tx Tx, c Conversation, generations []seal.ID) ([]byte, error) {
	statement, ok := s.directory.ServerKey()
	if !ok {
		return nil, notSetUp("conversation.certify")
	}
	attachments, err := tx.CountAttachments(c.ID)
	if err != nil {
		return nil, err
	}
	sorted := slices.SortedFunc(slices.Values(generations), func(a, b seal.ID) int { return bytes.Compare(a[:], b[:]) })
	signed, err := seal.SignObject(s.key, seal.Certificate{
		Org: s.directory.Org(), ServerKey: statement, Conversation: c.ID, Closed: unix(c.ClosedAt), Destroyed: unix(c.Destroyed),
		Generations: sorted, Attachments: attachments,
	})
	return signed.Bytes(), refused("conversation.certify", err)
}

func unix(t time.Time) uint64 { return uint64(max(t.Unix(), 0)) } //nolint:gosec // not negative

// bury removes what was written, and keeps the certificate. What is over is
// left alone, and so is what this desk does not have.
func (s *Service) bury(ctx context.Context, id seal.ID, certificate []byte) error {
	signed, err := seal.ParseSigned[seal.Certificate](certificate)
	if err != nil {
		return refused("conversation.bury", err)
	}
	word := signed.Unverified()
	if err := s.dropFiles(ctx, id); err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx Tx) error {
		c, visitors, ok, err := tx.Conversation(id)
		if err != nil || !ok || c.over() {
			return err
		}
		c.State, c.Waiting, c.Expires, c.Held = Closed, time.Time{}, time.Time{}, false
		c.ClosedAt, c.Destroyed = time.Unix(int64(word.Closed), 0), time.Unix(int64(word.Destroyed), 0) //nolint:gosec // 53 bits (§2)
		if err := tx.Bury(id); err != nil {
			return err
		}
		if err := tx.UpdateConversation(c); err != nil {
			return err
		}
		if err := tx.InsertCertificate(Certified{Conversation: id, At: c.Destroyed, Certificate: certificate}); err != nil {
			return err
		}
		tx.Announce(Changed{c, visitors})
		return s.recordBecause(tx, access.Actor{}, ledger.KeysDestroyed, id, "retention")
	})
}

// dropFiles removes the objects before the rows that name them, so that nobody
// is shown the certificate while one is left.
func (s *Service) dropFiles(ctx context.Context, id seal.ID) error {
	var threads []seal.ID
	err := s.store.Read(ctx, func(tx Tx) error {
		c, _, ok, err := tx.Conversation(id)
		if err == nil && ok && !c.over() {
			threads, err = tx.ThreadIDs(id)
		}
		return err
	})
	for _, thread := range threads {
		if err := s.files.Drop(ctx, thread); err != nil {
			return err
		}
	}
	return err
}

// standing refuses what would change a conversation that is ending or over.
func (c Conversation) standing(op string) error {
	if c.Destroyed.IsZero() {
		return nil
	}
	return conflict(op, "destroyed", "This conversation was deleted when its time was over: its keys are destroyed.", "Start a new conversation.")
}

// readable refuses what is not there any more, or will not be in a moment.
func (c Conversation) readable(op string) error {
	if c.Destroyed.IsZero() {
		return nil
	}
	return errs.New(errs.Gone, op, "This conversation was deleted when its time was over: its keys are destroyed.", "Start a new conversation.").Because("destroyed")
}

// readable says the same of the conversation that a thread belongs to.
func readable(tx Tx, thread seal.ID) error {
	t, ok, err := tx.Thread(thread)
	if err != nil || !ok {
		return err
	}
	return t.Conversation.readable("conversation.attachment")
}

// Certificates returns a page of certificates before a place (0: the newest),
// newest first.
func (s *Service) Certificates(ctx context.Context, before int64, limit int) ([]Certified, error) {
	var page []Certified
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		page, err = tx.Certificates(before, limit)
		return err
	})
	return page, err
}
