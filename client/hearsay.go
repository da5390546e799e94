package client

import (
	"context"
	"fmt"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// A server could show two people two records of acts for ever, each of which
// continues itself. Messages are sealed and signed by who writes them, so they end
// with what their author's device last saw of the record, and whoever reads them
// demands that both are parts of one.

// hearsay is what another device saw of the record.
type hearsay struct {
	by     seal.ID
	record seal.RecordSeen
}

// heardLimit is how much of it waits to be compared; the newest is worth most.
const heardLimit = 8

// hear takes in what another device saw. It is compared with the next checkpoint.
func (s *acts) hear(by seal.ID, record seal.RecordSeen) {
	s.mu.Lock()
	defer s.mu.Unlock()
	known := slices.ContainsFunc(s.heard, func(h hearsay) bool { return h.record == record })
	if !record.Present() || known || record == s.seen {
		return
	}
	s.heard = append(s.heard, hearsay{by, record})
	s.heard = s.heard[max(0, len(s.heard)-heardLimit):]
}

// compare demands that what others saw and what this device saw are parts of one
// record. What no certified key signed is nobody's word: its author alone vouches
// for it. What the server does not answer is asked again the next time.
func (s *acts) compare(ctx context.Context, tr *transport, org seal.ID, keys []string) error {
	s.mu.Lock()
	waiting := s.heard
	s.heard = nil
	s.mu.Unlock()
	for _, h := range waiting {
		note, theirs, err := ledger.OpenSeen(h.record, org, keys...)
		if err != nil {
			continue
		}
		earlier, later := s.at, theirs
		if theirs.Size < s.at.Size {
			earlier, later = theirs, s.at
		}
		proof, err := proven(ctx, tr, earlier, later)
		if err != nil {
			s.hear(h.by, h.record)
			continue
		}
		if err := ledger.CheckConsistency(proof, earlier, later); err != nil {
			s.hear(h.by, h.record)
			return &Contradiction{Seen: s.note, Shown: note, Proof: proof, By: seal.Some(h.by), cause: err}
		}
	}
	return nil
}

// proven asks how a record continues another.
func proven(ctx context.Context, tr *transport, earlier, later ledger.Checkpoint) ([]seal.ID, error) {
	if earlier.Size == later.Size {
		return nil, nil
	}
	var answer struct {
		Proof []seal.ID `json:"proof"`
	}
	err := tr.get(ctx, fmt.Sprintf("/ledger/consistency?from=%d&to=%d", earlier.Size, later.Size), &answer)
	return answer.Proof, err
}

func (s *acts) lastSeen() seal.RecordSeen {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.seen
}

func (a *Agent) recordSeen() seal.RecordSeen { return a.acts.lastSeen() }

func (a *Agent) hear(device seal.ID, record seal.RecordSeen) { a.acts.hear(device, record) }

func (v *Visitor) recordSeen() seal.RecordSeen { return v.acts.lastSeen() }

func (v *Visitor) hear(device seal.ID, record seal.RecordSeen) { v.acts.hear(device, record) }
