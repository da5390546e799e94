package conversation

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Claim takes an unassigned conversation. Of two who try, one wins.
func (s *Service) Claim(ctx context.Context, actor access.Actor, id seal.ID) (Conversation, error) {
	return s.handle(ctx, actor, id, ledger.ConversationAssigned, func(_ Tx, c *Conversation) error {
		if c.Assignee.Present() && c.Assignee.ID() != actor.Account {
			return conflict("conversation.claim", "claimed", "A colleague has just taken this conversation.", "Take another one, or ask to have it assigned to you.")
		}
		c.Assignee = seal.Some(actor.Account)
		return nil
	})
}

// Assign gives a conversation to a member of its team, or to nobody.
func (s *Service) Assign(ctx context.Context, actor access.Actor, id seal.ID, account seal.OptionalID) (Conversation, error) {
	return s.handle(ctx, actor, id, ledger.ConversationAssigned, func(_ Tx, c *Conversation) error {
		if account.Present() && !s.directory.Member(c.Group, account.ID()) {
			return errs.New(errs.Unprocessable, "conversation.assign", "This colleague is not on the team of the conversation.", "Add them to the team first, or choose somebody else.")
		}
		c.Assignee = account
		return nil
	})
}

// Close ends a conversation; its keys are destroyed when the retention is over.
func (s *Service) Close(ctx context.Context, actor access.Actor, id seal.ID) (Conversation, error) {
	return s.handle(ctx, actor, id, ledger.ConversationClosed, func(tx Tx, c *Conversation) error {
		if c.State == Closed {
			return nil
		}
		days, err := tx.RetentionDays(c.Inbox)
		if err != nil {
			return err
		}
		// What the widget promises is what counts, not what was usual.
		retention := s.retention
		if days > 0 {
			retention = time.Duration(days) * 24 * time.Hour
		}
		now := s.now()
		c.State, c.Waiting, c.ClosedAt, c.Expires = Closed, time.Time{}, now, now.Add(retention)
		return nil
	})
}

// Reopen puts a closed conversation back into its queue.
func (s *Service) Reopen(ctx context.Context, actor access.Actor, id seal.ID) (Conversation, error) {
	return s.handle(ctx, actor, id, ledger.ConversationReopened, func(_ Tx, c *Conversation) error {
		c.reopen()
		return nil
	})
}

// reopen takes back what closing set; who held it goes on holding it.
func (c *Conversation) reopen() { c.State, c.ClosedAt, c.Expires = Open, time.Time{}, time.Time{} }

func (s *Service) handle(ctx context.Context, actor access.Actor, id seal.ID, kind ledger.Kind, change func(Tx, *Conversation) error) (Conversation, error) {
	var result Conversation
	err := s.store.Write(ctx, func(tx Tx) error {
		c, visitors, ok, err := tx.Conversation(id)
		if err != nil {
			return err
		}
		if !ok || !s.directory.Member(c.Group, actor.Account) {
			return notFound("conversation.handle")
		}
		if err := c.standing("conversation.handle"); err != nil {
			return err
		}
		before := c
		if err := change(tx, &c); err != nil {
			return err
		}
		result = c
		if c == before {
			return nil
		}
		if err := tx.UpdateConversation(c); err != nil {
			return err
		}
		tx.Announce(Changed{c, visitors})
		advanced(tx, before, c)
		e := s.act(actor, kind, id)
		if kind == ledger.ConversationAssigned {
			e.Within, e.Reason = c.Assignee, handover(actor, c.Assignee)
		}
		return ledger.Append(tx, e)
	})
	return result, err
}

// handover is the ledger's word for who has a conversation now.
func handover(actor access.Actor, assignee seal.OptionalID) string {
	switch assignee {
	case seal.OptionalID{}:
		return "returned"
	case seal.Some(actor.Account):
		return "claimed"
	}
	return "given"
}

// SetMark keeps a device's newest signed mark of each kind.
func (s *Service) SetMark(ctx context.Context, actor access.Actor, thread seal.ID, wire []byte) error {
	const op = "conversation.mark"
	signed, err := seal.ParseSigned[seal.Mark](wire)
	if err != nil {
		return refused(op, err)
	}
	key, err := s.senderKey(ctx, actor, signed.Unverified().Device)
	if err != nil {
		return err
	}
	value, err := signed.Verify(key)
	if err != nil {
		return refused(op, err)
	}
	if value.Org != s.directory.Org() || value.Thread != thread {
		return errs.New(errs.Unprocessable, op, "This mark belongs to another conversation.", "Send it where it belongs.")
	}
	mark := Mark{Device: value.Device, Kind: value.Kind, Sequence: value.Sequence, Bytes: wire}
	if actor.Who == access.Staff {
		mark.Account = seal.Some(actor.Account)
	}
	return s.store.Write(ctx, func(tx Tx) error {
		t, ok, err := tx.Thread(thread)
		if err != nil {
			return err
		}
		if !ok || !s.mayAct(actor, t) {
			return notFound(op)
		}
		if err := t.Conversation.standing(op); err != nil {
			return err
		}
		transcript, ok, err := transcriptAt(tx, t, value.Sequence)
		if err != nil {
			return err
		}
		if !ok || transcript != value.Transcript {
			return conflict(op, "transcript", "This device saw another history of the conversation.", "Fetch the conversation again.")
		}
		moved, err := tx.SetMark(thread, mark)
		if moved {
			tx.Announce(Marked{t, mark})
		}
		return err
	})
}
