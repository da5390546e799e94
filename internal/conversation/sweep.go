package conversation

import (
	"context"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// SweepFiles forgets files that no message claimed for a day, and objects that
// no row names: a crash between the two leaves such.
func (s *Service) SweepFiles(ctx context.Context) error {
	before := s.now().Add(-unclaimedAttachments)
	var old []Attachment
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.Unclaimed(before, sweepLimit)
		old = found
		return err
	})
	if err != nil {
		return err
	}
	for _, a := range old {
		// Row first: what was claimed in the meantime stays.
		gone := false
		err := s.store.Write(ctx, func(tx Tx) error {
			if gone, err = tx.DeleteUnclaimed(a); err != nil || !gone {
				return err
			}
			return s.record(tx, access.Actor{}, ledger.AttachmentSwept, a.Thread)
		})
		if err != nil {
			return err
		}
		if !gone {
			continue
		}
		if err := s.files.Remove(ctx, a.Thread, a.ID); err != nil {
			return err
		}
	}
	return s.sweepStrays(ctx, before)
}

const sweepLimit = 1000

// sweepStrays looks through all objects, which takes a while: once a day.
func (s *Service) sweepStrays(ctx context.Context, before time.Time) error {
	s.mu.Lock()
	due := before.Sub(s.strays) >= unclaimedAttachments
	s.mu.Unlock()
	if !due {
		return nil
	}
	err := s.files.Strays(ctx, before, func(thread seal.ID, id seal.ID16) error {
		kept := false
		err := s.store.Read(ctx, func(tx Tx) error {
			a, ok, err := tx.Attachment(thread, id)
			kept = ok && !a.Removed
			return err
		})
		if err != nil || kept {
			return err
		}
		return s.files.Remove(ctx, thread, id)
	})
	if err == nil {
		s.mu.Lock()
		s.strays = before
		s.mu.Unlock()
	}
	return err
}

// fetches remembers who was just served which file, so that one download of many
// parts is one event. It may forget: then there is one event more.
type fetches struct {
	mu     sync.Mutex
	served map[fetch]time.Time
}

type fetch struct {
	actor      string
	thread     seal.ID
	attachment seal.ID16
}

const (
	fetchLimit = 10_000
	fetchLasts = time.Hour
)

// recordFetch writes the event of a download, before its first byte goes out.
func (s *Service) recordFetch(ctx context.Context, actor access.Actor, part Part) error {
	key := fetch{actor.Name(), part.Thread, part.Attachment}
	now := s.now()
	if s.fetches.recent(key, now) {
		return nil
	}
	err := s.store.Write(ctx, func(tx Tx) error { return s.record(tx, actor, ledger.AttachmentFetched, part.Thread) })
	if err == nil {
		s.fetches.note(key, now)
	}
	return err
}

func (f *fetches) recent(key fetch, now time.Time) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	at, ok := f.served[key]
	return ok && now.Sub(at) < fetchLasts
}

func (f *fetches) note(key fetch, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.served == nil || len(f.served) >= fetchLimit {
		f.served = map[fetch]time.Time{}
	}
	f.served[key] = now
}
