package conversation

import (
	"context"
	"slices"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Change appends a generation statement: a fresh key for readers that change
// as §6 allows. Of two that follow the same statement, the first wins.
func (s *Service) Change(ctx context.Context, actor access.Actor, thread seal.ID, wire []byte, boxes [][]byte) (Receipt, error) {
	const op = "conversation.change"
	if err := s.Charge(actor, (Opening{Generation: wire, Boxes: boxes}).size()); err != nil {
		return Receipt{}, err
	}
	parsed, err := seal.ParseSigned[seal.ThreadGeneration](wire)
	if err != nil {
		return Receipt{}, refused(op, err)
	}
	key, err := s.senderKey(ctx, actor, parsed.Unverified().Author)
	if err != nil {
		return Receipt{}, err
	}
	signed, err := s.checkGeneration(wire, boxes, key)
	if err != nil {
		return Receipt{}, err
	}
	if signed.Unverified().Thread != thread {
		return Receipt{}, errs.New(errs.Unprocessable, op, "This key belongs to another conversation.", "Send it where it belongs.")
	}
	for _, device := range signed.Unverified().Visitors() {
		if _, err := s.visitorKey(ctx, device); err != nil {
			return Receipt{}, err
		}
	}
	if err := s.store.Prepare(ctx, s.now(), signed.ID()); err != nil {
		return Receipt{}, err
	}
	var receipt Receipt
	err = s.store.Write(ctx, func(tx Tx) error {
		receipt, err = s.change(tx, actor, thread, signed, boxes)
		return err
	})
	return receipt, err
}

func (s *Service) change(tx Tx, actor access.Actor, thread seal.ID, signed seal.Signed[seal.ThreadGeneration], boxes [][]byte) (Receipt, error) {
	const op = "conversation.change"
	t, ok, err := tx.Thread(thread)
	if err != nil {
		return Receipt{}, err
	}
	if !ok || !s.mayAct(actor, t) {
		return Receipt{}, notFound(op)
	}
	if err := t.Conversation.standing(op); err != nil {
		return Receipt{}, err
	}
	if known, of, ok, err := tx.Generation(signed.ID()); err != nil || ok {
		return s.repeatGeneration(tx, t, known, of, signed, err)
	}
	current, _, ok, err := tx.Generation(t.Generation)
	if err != nil || !ok {
		return Receipt{}, errs.Wrap(err, errs.Internal, op, "The conversation's key is missing.", "Tell whoever runs this desk.")
	}
	before, err := seal.ParseSigned[seal.ThreadGeneration](current.Bytes)
	if err != nil {
		return Receipt{}, refused(op, err)
	}
	next := signed.Unverified()
	if err := before.Unverified().CheckSuccessor(t.Generation, next, actor.Who == access.Visitor); err != nil {
		return Receipt{}, refused(op, err)
	}
	if err := s.checkReaders(actor, t, next); err != nil {
		return Receipt{}, err
	}
	t.Generation, t.GroupGeneration = signed.ID(), next.Groups()[0]
	if t.Kind != seal.Notes {
		t.Visitors = next.Visitors()
		if err := tx.SetVisitors(t.Conversation.ID, t.Visitors); err != nil {
			return Receipt{}, err
		}
		t.Conversation.LastActivity, t.Conversation.LastSequence = s.now(), t.Sequence+1
		if err := tx.UpdateConversation(t.Conversation); err != nil {
			return Receipt{}, err
		}
	}
	return s.storeGeneration(tx, actor, &t, signed, boxes)
}

// checkReaders: who may change what (§6).
func (s *Service) checkReaders(actor access.Actor, t Thread, next seal.ThreadGeneration) error {
	const op = "conversation.change"
	switch next.Reason {
	case seal.ReasonRefresh:
	case seal.ReasonDevice:
		if actor.Who != access.Visitor {
			return errs.New(errs.Forbidden, op, "Only the customer changes the customer's devices.", "Ask the customer.")
		}
		if len(next.Visitors()) == 0 || !slices.Contains(next.Visitors(), actor.Device) {
			return errs.New(errs.Unprocessable, op, "A device cannot remove itself.", "Remove it from another device.")
		}
	default:
		return errs.New(errs.Unprocessable, op, "This thread exists already.", "Refresh its key instead.")
	}
	current, ok := s.directory.CurrentGeneration(t.Conversation.Group)
	if !ok || !slices.Equal(next.Groups(), []seal.ID{current}) {
		return conflict(op, "outdated_generation", "The team's key has changed.", "Fetch the directory and make a new key.")
	}
	return s.checkAuthor(op, actor, current)
}

// checkAuthor: who makes a key knows it. Staff who were not handed the team's key
// could come and go without its changing, and would keep this one (§6).
func (s *Service) checkAuthor(op string, actor access.Actor, team seal.ID) error {
	if actor.Who != access.Staff || s.directory.Handed(team, actor.Account) {
		return nil
	}
	return errs.New(errs.Forbidden, op, "You do not have the team's key yet.", "A colleague who is online hands it over by itself. Try again in a moment.")
}

func (s *Service) repeatGeneration(tx Tx, t Thread, known Generation, of seal.ID, signed seal.Signed[seal.ThreadGeneration], err error) (Receipt, error) {
	if err != nil {
		return Receipt{}, err
	}
	if of != t.ID || !same(known.Bytes, signed.Bytes()) {
		return Receipt{}, conflict("conversation.change", "used_id", "This key was already used.", "Make a new one.")
	}
	entries, err := tx.Entries(t.Row, 0, int(t.Sequence))
	if err != nil {
		return Receipt{}, err
	}
	for _, entry := range entries {
		if entry.Kind == GenerationEntry && entry.Hash == known.ID {
			return Receipt{entry.Sequence, entry.Receipt, true}, nil
		}
	}
	return Receipt{}, notFound("conversation.change")
}

// storeGeneration appends a checked statement as the thread's next entry.
func (s *Service) storeGeneration(tx Tx, actor access.Actor, t *Thread, signed seal.Signed[seal.ThreadGeneration], boxes [][]byte) (Receipt, error) {
	statement := signed.Unverified()
	stored := make([]Box, len(boxes))
	for i, reader := range statement.Readers {
		stored[i] = Box{reader, boxes[i]}
	}
	if err := tx.InsertGeneration(t.ID, Generation{signed.ID(), statement.Number, signed.Bytes()}, stored); err != nil {
		return Receipt{}, err
	}
	entry, err := s.place(tx, t, Entry{Kind: GenerationEntry, Hash: signed.ID(), Bytes: signed.Bytes()}, receipt{})
	if err != nil {
		return Receipt{}, err
	}
	if err := tx.UpdateThread(*t); err != nil {
		return Receipt{}, err
	}
	tx.Announce(EntryAppended{Thread: *t, Entry: entry, Generation: signed.ID()})
	return Receipt{Sequence: entry.Sequence, Receipt: entry.Receipt}, s.recordPlace(tx, actor, ledger.GenerationAppended, t, entry.Sequence)
}

// SetWrap stores a re-wrap of a generation's key. The first stays, unless the
// caller says that it does not open.
func (s *Service) SetWrap(ctx context.Context, actor access.Actor, thread, generation, group seal.ID, wrap []byte, replace bool) error {
	const op = "conversation.wrap"
	if len(wrap) != 48 {
		return errs.New(errs.Unprocessable, op, "A wrap has 48 bytes.", "Reload the page.")
	}
	return s.store.Write(ctx, func(tx Tx) error {
		t, ok, err := tx.Thread(thread)
		if err != nil {
			return err
		}
		if ok && s.mayAct(actor, t) {
			if err := t.Conversation.standing(op); err != nil {
				return err
			}
		}
		known, of, found, err := tx.Generation(generation)
		if err != nil {
			return err
		}
		if !ok || !found || of != thread || !s.mayAct(actor, t) {
			return notFound(op)
		}
		statement, err := seal.ParseSigned[seal.ThreadGeneration](known.Bytes)
		if err != nil {
			return refused(op, err)
		}
		if !slices.Contains(statement.Unverified().Groups(), group) {
			return errs.New(errs.Unprocessable, op, "This generation was not sealed to that key of the team.", "Wrap it under the key that it names.")
		}
		stored, err := tx.SetWrap(generation, group, wrap, replace)
		if err != nil || !stored {
			return err
		}
		e := s.act(actor, ledger.WrapStored, thread)
		e.Within = t.Within()
		return ledger.Append(tx, e)
	})
}
