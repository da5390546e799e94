package conversation

import (
	"context"
	"slices"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Opening is everything that opens a thread, in one transaction.
type Opening struct {
	Thread     []byte
	Generation []byte
	Boxes      [][]byte
	Messages   [][]byte
}

func (o Opening) size() int {
	n := len(o.Thread) + len(o.Generation)
	for _, each := range slices.Concat(o.Boxes, o.Messages) {
		n += len(each)
	}
	return n
}

const messagesAtOpening = 50

// opening is an Opening whose signatures hold.
type opening struct {
	thread     seal.Signed[seal.Thread]
	generation seal.Signed[seal.ThreadGeneration]
	boxes      [][]byte
	messages   []checked
}

// Create opens a conversation, as its first visitor device. The same bytes
// again give the same answer.
func (s *Service) Create(ctx context.Context, actor access.Actor, in Opening) (seal.ID, []Receipt, error) {
	const op = "conversation.create"
	if err := s.Charge(actor, in.size()); err != nil {
		return seal.ID{}, nil, err
	}
	o, err := s.checkOpening(ctx, actor, in, seal.Conversation)
	if err != nil {
		return seal.ID{}, nil, err
	}
	inbox := o.thread.Unverified().Subject
	group, ok := s.directory.InboxGroup(inbox)
	if !ok {
		return seal.ID{}, nil, errs.New(errs.NotFound, op, "There is no such inbox.", "Check the line of code on the page.")
	}
	if s.admit != nil {
		if err := s.admit(ctx, actor, inbox); err != nil {
			return seal.ID{}, nil, err
		}
	}
	readers := o.generation.Unverified()
	if len(readers.Groups()) != 1 {
		return seal.ID{}, nil, errs.New(errs.Unprocessable, op, "A new conversation is for one team.", "Reload the page.")
	}
	if !slices.Equal(readers.Visitors(), []seal.ID{actor.Device}) {
		return seal.ID{}, nil, errs.New(errs.Unprocessable, op, "A new conversation is for the device that opens it.", "Add other devices afterwards.")
	}
	now := s.now()
	c := Conversation{
		ID: o.thread.ID(), Inbox: inbox, Group: group, State: Open, Created: now, LastActivity: now,
	}
	receipts, err := s.open(ctx, actor, o, readers.Groups()[0], []seal.ID{actor.Device}, func(tx Tx) (Conversation, error) {
		if current, ok := s.directory.CurrentGeneration(group); !ok || readers.Groups()[0] != current {
			return c, conflict(op, "outdated_generation", "The team's key has changed.", "Fetch the inbox again.")
		}
		if err := tx.InsertConversation(&c); err != nil {
			return c, err
		}
		return c, tx.SetVisitors(c.ID, []seal.ID{actor.Device})
	})
	return c.ID, receipts, err
}

// CreateNotes opens the staff notes beside a conversation, once.
func (s *Service) CreateNotes(ctx context.Context, actor access.Actor, conversation seal.ID, in Opening) (seal.ID, []Receipt, error) {
	const op = "conversation.notes"
	o, err := s.checkOpening(ctx, actor, in, seal.Notes)
	if err != nil {
		return seal.ID{}, nil, err
	}
	if o.thread.Unverified().Subject != conversation {
		return seal.ID{}, nil, errs.New(errs.Unprocessable, op, "These notes belong to another conversation.", "Open them there.")
	}
	generation := o.generation.Unverified()
	if len(generation.Visitors()) != 0 || len(generation.Groups()) != 1 {
		return seal.ID{}, nil, errs.New(errs.Unprocessable, op, "Notes are for the team only.", "Seal them to the team and to nobody else.")
	}
	receipts, err := s.open(ctx, actor, o, generation.Groups()[0], nil, func(tx Tx) (Conversation, error) {
		c, visitors, ok, err := tx.Conversation(conversation)
		if err != nil {
			return c, err
		}
		if !ok || !s.directory.Member(c.Group, actor.Account) {
			return c, notFound(op)
		}
		if err := c.standing(op); err != nil {
			return c, err
		}
		if current, ok := s.directory.CurrentGeneration(c.Group); !ok || current != generation.Groups()[0] {
			return c, conflict(op, "outdated_generation", "The team's key has changed.", "Refresh and try again.")
		}
		if err := s.checkAuthor(op, actor, generation.Groups()[0]); err != nil {
			return c, err
		}
		if c.Notes.Present() {
			return c, conflict(op, "superseded", "A colleague has already started the notes.", "Fetch the conversation again.")
		}
		c.Notes = seal.Some(o.thread.ID())
		tx.Announce(Changed{c, visitors})
		return c, tx.UpdateConversation(c)
	})
	return o.thread.ID(), receipts, err
}

// checkOpening verifies every signature of an opening.
func (s *Service) checkOpening(ctx context.Context, actor access.Actor, in Opening, kind seal.ThreadKind) (opening, error) {
	const op = "conversation.open"
	o := opening{boxes: in.Boxes}
	var err error
	if o.thread, err = seal.ParseSigned[seal.Thread](in.Thread); err != nil {
		return o, refused(op, err)
	}
	thread := o.thread.Unverified()
	if thread.Org != s.directory.Org() || thread.Kind != kind {
		return o, errs.New(errs.Unprocessable, op, "This opens another kind of thread, or one of another organisation.", "Reload the page.")
	}
	key, err := s.senderKey(ctx, actor, thread.Author)
	if err != nil {
		return o, err
	}
	if _, err := o.thread.Verify(key); err != nil {
		return o, refused(op, err)
	}
	if o.generation, err = s.checkGeneration(in.Generation, in.Boxes, key); err != nil {
		return o, err
	}
	generation := o.generation.Unverified()
	if generation.Thread != o.thread.ID() || generation.Author != thread.Author || generation.Reason != seal.ReasonCreate {
		return o, errs.New(errs.Unprocessable, op, "The key belongs to another thread.", "Make a new one.")
	}
	if err := s.checkHead(op, thread.Head); err != nil {
		return o, err
	}
	if len(in.Messages) > messagesAtOpening {
		return o, errs.New(errs.TooLarge, op, "Too many messages at once.", "Send the rest afterwards.")
	}
	for _, wire := range in.Messages {
		message, err := s.check(ctx, actor, o.thread.ID(), wire)
		if err != nil {
			return o, err
		}
		o.messages = append(o.messages, message)
	}
	return o, nil
}

// checkGeneration verifies a generation statement and that the boxes are its.
func (s *Service) checkGeneration(wire []byte, boxes [][]byte, key seal.PublicKey) (seal.Signed[seal.ThreadGeneration], error) {
	const op = "conversation.generation"
	signed, err := seal.ParseSigned[seal.ThreadGeneration](wire)
	if err != nil {
		return signed, refused(op, err)
	}
	generation, err := signed.Verify(key)
	if err != nil {
		return signed, refused(op, err)
	}
	if generation.Org != s.directory.Org() {
		return signed, errs.New(errs.Unprocessable, op, "This key belongs to another organisation.", "Reload the page.")
	}
	if err := generation.CheckBoxes(boxes); err != nil {
		return signed, refused(op, err)
	}
	for _, box := range boxes {
		if len(box) != seal.EncapsulationSize+32+16 {
			return signed, errs.New(errs.Unprocessable, op, "A sealed key has the wrong size.", "Reload the page.")
		}
	}
	return signed, s.checkHead(op, generation.Head)
}

// open writes a thread with its first generation and messages.
func (s *Service) open(ctx context.Context, actor access.Actor, o opening, group seal.ID, visitors []seal.ID, conversation func(Tx) (Conversation, error)) ([]Receipt, error) {
	if err := s.store.Prepare(ctx, s.now(), o.generation.ID()); err != nil {
		return nil, err
	}
	var receipts []Receipt
	err := s.store.Write(ctx, func(tx Tx) error {
		receipts = nil
		t, exists, err := tx.Thread(o.thread.ID())
		if err != nil {
			return err
		}
		if exists {
			receipts, err = s.repeat(tx, actor, &t, o)
			return err
		}
		c, err := conversation(tx)
		if err != nil {
			return err
		}
		t = Thread{
			ID: o.thread.ID(), Kind: o.thread.Unverified().Kind, Bytes: o.thread.Bytes(), Conversation: c, Visitors: visitors,
			Generation: o.generation.ID(), GroupGeneration: group, Transcript: seal.NewTranscript(o.thread.ID()).Hash(),
		}
		receipts, err = s.fill(tx, actor, &t, o)
		return err
	})
	return receipts, err
}

// fill writes a new thread's first entries.
func (s *Service) fill(tx Tx, actor access.Actor, t *Thread, o opening) ([]Receipt, error) {
	if err := tx.InsertThread(t); err != nil {
		return nil, err
	}
	receipt, err := s.storeGeneration(tx, actor, t, o.generation, o.boxes)
	if err != nil {
		return nil, err
	}
	receipts := []Receipt{receipt}
	kind := ledger.ConversationCreated
	if t.Kind == seal.Notes {
		kind = ledger.NotesCreated
	} else {
		t.Conversation.LastSequence = t.Sequence
		tx.Announce(Changed{t.Conversation, t.Visitors})
	}
	for _, message := range o.messages {
		receipt, err := s.appendChecked(tx, actor, t, message)
		if err != nil {
			return nil, err
		}
		receipts = append(receipts, receipt)
	}
	e := s.act(actor, kind, t.ID)
	if e.Within = t.Within(); kind == ledger.ConversationCreated {
		e.Within = seal.Some(t.Conversation.Inbox)
	}
	return receipts, ledger.Append(tx, e)
}

// repeat answers a request that was already carried out.
func (s *Service) repeat(tx Tx, actor access.Actor, t *Thread, o opening) ([]Receipt, error) {
	const op = "conversation.repeat"
	first, ok, err := tx.Entry(t.Row, 1)
	if err != nil {
		return nil, err
	}
	if !s.mayAct(actor, *t) {
		return nil, notFound(op)
	}
	if err := t.Conversation.standing(op); err != nil {
		return nil, err
	}
	if !ok || !same(t.Bytes, o.thread.Bytes()) || !same(first.Bytes, o.generation.Bytes()) {
		return nil, conflict(op, "used_id", "This thread was already opened with other content.", "Fetch it, or start a new one.")
	}
	receipts := []Receipt{{first.Sequence, first.Receipt, true}}
	for _, message := range o.messages {
		receipt, err := s.appendChecked(tx, actor, t, message)
		if err != nil {
			return nil, err
		}
		receipts = append(receipts, receipt)
	}
	return receipts, nil
}
