package conversation

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// checked is a message whose signature holds.
type checked struct {
	header      seal.Header
	hash        seal.ID
	bytes       []byte
	early       receipt
	attachments []seal.ID16
}

// Incoming is a message as a device hands it over, with the files that it
// brings: those are inside of it too, but there the server cannot read them.
type Incoming struct {
	Message     []byte
	Attachments []seal.ID16
}

// check verifies what does not depend on the thread's state, outside of the
// transaction: signatures are the expensive part.
func (s *Service) check(ctx context.Context, actor access.Actor, thread seal.ID, wire []byte) (checked, error) {
	const op = "conversation.message"
	envelope, err := seal.ParseMessage(wire)
	if err != nil {
		return checked{}, refused(op, err)
	}
	header := envelope.Unverified()
	if header.Org != s.directory.Org() || header.Thread != thread {
		return checked{}, errs.New(errs.Unprocessable, op, "This message belongs to another conversation.", "Send it where it belongs.")
	}
	key, err := s.senderKey(ctx, actor, header.Sender)
	if err != nil {
		return checked{}, err
	}
	if _, err := envelope.Verify(key); err != nil {
		return checked{}, refused(op, err)
	}
	early, err := s.signEarly(thread, envelope.Hash())
	return checked{header: header, hash: envelope.Hash(), bytes: wire, early: early}, err
}

// Append adds one message to a thread. If the caller has not asked access yet,
// it passes may, which is asked inside the transaction about the thread as it
// is then (zero if there is none).
func (s *Service) Append(ctx context.Context, actor access.Actor, thread seal.ID, in Incoming, may func(access.Resource) error) (Receipt, error) {
	if err := s.Charge(actor, len(in.Message)); err != nil {
		return Receipt{}, err
	}
	message, err := s.check(ctx, actor, thread, in.Message)
	if err != nil {
		return Receipt{}, err
	}
	message.attachments = in.Attachments
	var receipt Receipt
	var reached seal.Transcript
	err = s.store.WriteShared(ctx, func(tx Tx) error {
		t, ok, err := tx.Thread(thread)
		if err != nil {
			return err
		}
		if may != nil {
			if err := may(t.Resource()); err != nil {
				return err
			}
		}
		if !ok || !s.mayAct(actor, t) {
			return notFound("conversation.append")
		}
		if err := t.Conversation.standing("conversation.append"); err != nil {
			return err
		}
		receipt, err = s.appendChecked(tx, actor, &t, message)
		reached = seal.ResumeTranscript(t.Sequence, t.Transcript)
		return err
	})
	if err == nil {
		s.tips.reached(thread, reached)
	}
	return receipt, err
}

// appendChecked adds a verified message inside a transaction, once.
func (s *Service) appendChecked(tx Tx, actor access.Actor, t *Thread, m checked) (Receipt, error) {
	if err := s.checkCurrent(*t, m.header); err != nil {
		return repetition(tx, *t, m, err)
	}
	if err := s.checkOrder(tx, *t, m.header); err != nil {
		return repetition(tx, *t, m, err)
	}
	if err := claim(tx, t.ID, m.attachments); err != nil {
		return Receipt{}, err
	}
	entry, err := s.place(tx, t, Entry{Kind: MessageEntry, Message: m.header.Message, Hash: m.hash, Bytes: m.bytes}, m.early)
	if err != nil {
		return Receipt{}, err
	}
	if err := tx.SetSender(t.Row, m.header.Sender, m.header.Counter, m.hash); err != nil {
		return Receipt{}, err
	}
	if err := tx.UpdateThread(*t); err != nil {
		return Receipt{}, err
	}
	if err := s.touch(tx, actor, t, m.header.Class); err != nil {
		return Receipt{}, err
	}
	tx.Announce(EntryAppended{Thread: *t, Entry: entry, Generation: m.header.Generation})
	return Receipt{Sequence: entry.Sequence, Receipt: entry.Receipt}, s.recordPlace(tx, actor, ledger.MessageAppended, t, entry.Sequence)
}

// repetition answers a message that cannot come next. It may be one that has
// come before: the same bytes again get the same answer, under whatever key.
// Asking only now spares every ordinary message a search for its id; the store
// refuses a used id itself.
func repetition(tx Tx, t Thread, m checked, refusal error) (Receipt, error) {
	known, ok, err := tx.Message(t.Row, m.header.Message)
	switch {
	case err != nil:
		return Receipt{}, err
	case !ok:
		return Receipt{}, refusal
	case same(known.Bytes, m.bytes):
		return Receipt{known.Sequence, known.Receipt, true}, nil
	}
	return Receipt{}, usedID()
}

func usedID() error {
	return conflict("conversation.append", "used_id", "Another message was already sent under this id.", "Seal it again under a new id.")
}

// checkCurrent: nobody sends under an outdated thread or group generation (§6).
func (s *Service) checkCurrent(t Thread, header seal.Header) error {
	const op = "conversation.append"
	group, ok := s.directory.CurrentGeneration(t.Conversation.Group)
	if header.Generation != t.Generation || !ok || t.GroupGeneration != group {
		return conflict(op, "outdated_generation", "The conversation's key has changed.", "Refresh the key and seal the message again.")
	}
	return s.checkHead(op, header.Head)
}

// checkOrder: counter and own-previous continue the sender's chain, and what
// was seen is what this thread holds (§7, §7.1).
func (s *Service) checkOrder(tx Tx, t Thread, header seal.Header) error {
	const op = "conversation.append"
	counter, last, err := tx.Sender(t.Row, header.Sender)
	if err != nil {
		return err
	}
	previous := seal.OptionalID{}
	if counter > 0 {
		previous = seal.Some(last)
	}
	if header.Counter != counter+1 || header.Previous != previous {
		return conflict(op, "out_of_order", "An earlier message from this device is missing or was already replaced.", "Send the earlier ones first, or seal this one again.")
	}
	transcript, ok, err := transcriptAt(tx, t, header.Seen)
	if err != nil {
		return err
	}
	if !ok || transcript != header.SeenTranscript {
		return conflict(op, "transcript", "This device saw another history of the conversation.", "Fetch the conversation again.")
	}
	return nil
}

func transcriptAt(tx Tx, t Thread, sequence uint64) (seal.ID, bool, error) {
	switch {
	case sequence == 0:
		return seal.NewTranscript(t.ID).Hash(), true, nil
	case sequence == t.Sequence:
		return t.Transcript, true, nil
	case sequence > t.Sequence:
		return seal.ID{}, false, nil
	}
	return tx.TranscriptAt(t.Row, sequence)
}

// touch moves the conversation in its queue.
func (s *Service) touch(tx Tx, actor access.Actor, t *Thread, class seal.Class) error {
	c := &t.Conversation
	before := *c
	if t.Kind == seal.Notes {
		c.NoteSequence = t.Sequence
	} else {
		c.LastSequence, c.LastMessage = t.Sequence, t.LastMessage
		c.LastActivity = s.now()
		if err := s.requeue(tx, actor, c, class); err != nil {
			return err
		}
	}
	if t.Kind != seal.Notes {
		if err := tx.UpdateConversation(*c); err != nil {
			return err
		}
	}
	if c.State != before.State || c.Waiting != before.Waiting {
		tx.Announce(Changed{*c, t.Visitors})
		advanced(tx, before, *c)
	}
	if c.State != before.State {
		return s.record(tx, actor, ledger.ConversationReopened, c.ID)
	}
	return nil
}

// requeue: a customer who writes waits, and reopens what was closed. An answer
// ends the wait, and how long it was counts for the inbox.
func (s *Service) requeue(tx Tx, actor access.Actor, c *Conversation, class seal.Class) error {
	if class != seal.ClassContent && class != seal.ClassContext {
		return nil
	}
	if actor.Who == access.Staff {
		since := c.Waiting
		c.Waiting = time.Time{}
		if since.IsZero() {
			return nil
		}
		return tx.InsertAnswer(c.Inbox, c.LastActivity, c.LastActivity.Sub(since))
	}
	if c.Waiting.IsZero() {
		c.Waiting = c.LastActivity
	}
	if c.State == Closed {
		c.reopen()
	}
	return nil
}
