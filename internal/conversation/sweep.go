package conversation

import (
	"context"
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
			t, _, err := tx.Thread(a.Thread)
			if err != nil {
				return err
			}
			return s.recordFile(tx, access.Actor{}, ledger.AttachmentSwept, t, a)
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
