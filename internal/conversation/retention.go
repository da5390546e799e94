package conversation

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Figures is how an inbox stands with its retention, in conversations.
type Figures struct {
	Inbox     seal.ID
	Open      int
	Closed    int // not destroyed, held ones included
	Due       int // of the closed ones: within SoonDue, and not held
	Held      int
	Destroyed int
	Next      time.Time // when the next one is due; zero if none is
}

// SoonDue is how far ahead Figures.Due looks.
const SoonDue = 30 * 24 * time.Hour

// Trial is what a number of days would do to an inbox.
type Trial struct {
	Now     int // would be over within the next hour
	Changed int // would be over earlier than it is promised today
	Held    int // closed, and kept all the same
	Soonest []Ending
}

// Ending is when a closed conversation would be over.
type Ending struct {
	Conversation  seal.ID
	Closed, Until time.Time
}

const soonest = 200

// Retention returns the figures of every inbox that has a conversation.
func (s *Service) Retention(ctx context.Context) (map[seal.ID]Figures, error) {
	all := map[seal.ID]Figures{}
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.RetentionFigures(s.now().Add(SoonDue))
		for _, f := range found {
			all[f.Inbox] = f
		}
		return err
	})
	return all, err
}

// TryRetention says what a number of days would do, and changes nothing. What is
// promised today is an upper bound: more days are for what is closed later.
func (s *Service) TryRetention(ctx context.Context, inbox seal.ID, days int) (Trial, error) {
	var trial Trial
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		trial, err = tx.TryRetention(inbox, days, s.now().Add(time.Hour), soonest)
		return err
	})
	return trial, err
}

// SetHold keeps a conversation whatever its retention says, or stops doing so:
// what became due in between is then destroyed with the next that is due. It
// asks for no membership, because it opens nothing.
func (s *Service) SetHold(ctx context.Context, actor access.Actor, id seal.ID, on bool) (Conversation, error) {
	const op = "conversation.hold"
	var result Conversation
	err := s.store.Write(ctx, func(tx Tx) error {
		c, visitors, ok, err := tx.Conversation(id)
		if err != nil {
			return err
		}
		if !ok {
			return notFound(op)
		}
		if err := c.standing(op); err != nil {
			return err
		}
		result = c
		if c.Held == on {
			return nil
		}
		c.Held = on
		result = c
		if err := tx.UpdateConversation(c); err != nil {
			return err
		}
		tx.Announce(Changed{c, visitors})
		kind := ledger.HoldLifted
		if on {
			kind = ledger.HoldSet
		}
		return s.record(tx, actor, kind, id)
	})
	return result, err
}

// Seen is a conversation as the actor may see it: without its newest message
// and keys for those who decide about it and are not on its team.
func (s *Service) Seen(ctx context.Context, actor access.Actor, c Conversation) (Preview, error) {
	if !s.directory.Member(c.Group, actor.Account) {
		return Preview{Conversation: c}, nil
	}
	return s.Preview(ctx, actor, c)
}
