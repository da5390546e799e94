package customers

import (
	"context"
	"math"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// This file tells owners what their rules do, before they enforce them: from the
// record of acts, which has it anyway.

// Record is the record of acts, newest first.
type Record interface {
	Search(ctx context.Context, f ledger.Filter, before int64, limit int) (found []ledger.Recorded, next int64, err error)
}

// Counted is how far back is counted.
const Counted = 30 * 24 * time.Hour

const (
	countPage  = 1000
	countLimit = 20_000 // events that are gone through
)

// Counts is what became of customers who were asked who they are.
type Counts struct {
	Since   time.Time
	Proven  map[string]uint64  // by who vouched, "email" or "website"
	Watched map[seal.ID]uint64 // conversations that began below what their inbox wants
	Turned  uint64             // conversations that were refused for that
	Failed  map[string]uint64  // proofs that did not hold, by reason
	More    bool               // there is more than was counted
}

// Count goes through the record of the last 30 days.
func (s *Service) Count(ctx context.Context) (Counts, error) {
	c := Counts{Since: s.Now().Add(-Counted), Proven: map[string]uint64{}, Watched: map[seal.ID]uint64{}, Failed: map[string]uint64{}}
	for _, kind := range []ledger.Kind{ledger.VisitorUnproven, ledger.VisitorProved} {
		seen := 0
		filter := ledger.Filter{Kind: kind, Since: uint64(c.Since.UnixMilli())} //nolint:gosec // after 1970
		for before := int64(math.MaxInt64); before > 0; {
			found, next, err := s.Record.Search(ctx, filter, before, countPage)
			if err != nil {
				return c, err
			}
			for _, each := range found {
				event, err := form.ParseEvent(each.Event)
				if err != nil {
					return c, err
				}
				c.add(kind, &event)
			}
			if seen += len(found); seen >= countLimit && next > 0 {
				c.More = true
				break
			}
			before = next
		}
	}
	return c, nil
}

func (c *Counts) add(kind ledger.Kind, e *form.Event) {
	switch {
	case kind == ledger.VisitorProved:
		c.Proven[e.Reason]++
	case e.Reason == string(reasonWatch):
		c.Watched[e.Within.ID()]++
	case e.Reason == string(reasonEnforce):
		c.Turned++
	case e.Reason == ledger.More: // so many more of one actor or network in an hour, for whatever reason
		c.Failed[e.Reason] += e.First
	default:
		c.Failed[e.Reason]++
	}
}
