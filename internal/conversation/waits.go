package conversation

import (
	"context"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// How long an answer usually takes is the median of the newest answers; a few
// say nothing yet.
const (
	answersCounted = 50
	answersNeeded  = 5
	answersLast    = 30 * 24 * time.Hour
)

// Rate keeps a customer's verdict for the organisation's figures, 1 to 5, or 0 to
// take it back. What screens show is the sealed message that says the same.
func (s *Service) Rate(ctx context.Context, actor access.Actor, id seal.ID, score uint64) error {
	const op = "conversation.rate"
	if err := s.Charge(actor, 0); err != nil {
		return err
	}
	if score > 5 {
		return errs.New(errs.Unprocessable, op, "A rating is 1 to 5, or 0 to take it back.", "Choose one of them.")
	}
	return s.store.Write(ctx, func(tx Tx) error {
		c, visitors, ok, err := tx.Conversation(id)
		if err != nil {
			return err
		}
		if !ok || actor.Who != access.Visitor || !slices.Contains(visitors, actor.Device) {
			return notFound(op)
		}
		if err := c.standing(op); err != nil {
			return err
		}
		if c.Rating == score {
			return nil
		}
		c.Rating = score
		if err := tx.UpdateConversation(c); err != nil {
			return err
		}
		tx.Announce(Changed{c, visitors})
		reason := ""
		if score == 0 {
			reason = "withdrawn"
		}
		return s.recordBecause(tx, actor, ledger.ConversationRated, id, reason)
	})
}

// ahead is how many conversations of the same team wait longer; nil where nobody
// waits for an answer.
func ahead(tx Tx, c Conversation) (*int, error) {
	if c.Waiting.IsZero() {
		return nil, nil
	}
	n, err := tx.Ahead(c)
	return &n, err
}

// Waiting is a device of a customer who waits, and how many conversations of the
// same team wait longer.
type Waiting struct {
	Conversation seal.ID
	Device       seal.ID
	Ahead        int
}

// Waiting lists who waits for a team, longest first, up to a number of
// conversations.
func (s *Service) Waiting(ctx context.Context, group seal.ID, limit int) ([]Waiting, error) {
	var all []Waiting
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		all, err = tx.Waiting(group, limit)
		return err
	})
	return all, err
}

// advanced tells those who wait behind a conversation that it waits no more.
func advanced(tx Tx, before, after Conversation) {
	if !before.Waiting.IsZero() && (after.Waiting.IsZero() || after.Group != before.Group) {
		tx.Announce(Advanced{before.Group})
	}
}

// UsualReply is how long people lately waited for an answer in an inbox; false
// while there are too few answers to tell.
func (s *Service) UsualReply(ctx context.Context, inbox seal.ID) (time.Duration, bool, error) {
	var waits []time.Duration
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.Answers(inbox, s.now().Add(-answersLast), answersCounted)
		waits = found
		return err
	})
	if err != nil || len(waits) < answersNeeded {
		return 0, false, err
	}
	slices.Sort(waits)
	middle := len(waits) / 2
	if len(waits)%2 == 0 {
		return (waits[middle-1] + waits[middle]) / 2, true, nil
	}
	return waits[middle], true, nil
}

// SweepAnswers forgets waits that no figure counts any more.
func (s *Service) SweepAnswers(ctx context.Context) error {
	return s.store.Write(ctx, func(tx Tx) error { return tx.DeleteAnswers(s.now().Add(-answersLast)) })
}
