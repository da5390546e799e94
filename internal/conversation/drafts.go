package conversation

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

const draftLimit = 80 << 10

// Draft is what somebody is writing, sealed to their own account (§14).
type Draft struct {
	Account      seal.ID
	Conversation seal.ID
	Version      uint64
	Bytes        []byte // nil: it was thrown away, and only its version stays
	Updated      time.Time
}

// DraftKept is announced to the account's browsers after a draft changed.
type DraftKept struct {
	Account, Conversation seal.ID
}

// Drafts lists the actor's drafts in conversations that the actor may read.
func (s *Service) Drafts(ctx context.Context, actor access.Actor) ([]Draft, error) {
	var all []Draft
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.Drafts(actor.Account, actor.Groups)
		all = found
		return err
	})
	return all, err
}

// KeepDraft stores the version that follows the one that the browser knows, 0
// for none; no bytes throw the draft away. It leaves no event: it changes every
// few seconds, concerns nobody else, and is no act before it is sent.
func (s *Service) KeepDraft(ctx context.Context, actor access.Actor, id seal.ID, known uint64, wire []byte) (uint64, error) {
	if err := s.checkDraft(actor, id, known+1, wire); err != nil {
		return 0, err
	}
	version := known + 1
	err := s.store.Write(ctx, func(tx Tx) error {
		t, ok, err := tx.Thread(id)
		if err != nil {
			return err
		}
		if !ok || t.Kind != seal.Conversation || !s.mayAct(actor, t) {
			return notFound("conversation.draft")
		}
		if err := t.Conversation.standing("conversation.draft"); err != nil {
			return err
		}
		before, err := tx.Draft(actor.Account, id)
		if err != nil {
			return err
		}
		if wire == nil && before.Bytes == nil { // nothing is thrown away twice
			version = before.Version
			return nil
		}
		// Whoever never saw the draft that was thrown away begins again at 0.
		anew := known == 0 && before.Bytes == nil
		if before.Version != known && !anew {
			return conflict("conversation.draft", "version", "Another browser of yours has changed this draft.", "Fetch it, and keep both.")
		}
		tx.Announce(DraftKept{actor.Account, id})
		return tx.SetDraft(Draft{actor.Account, id, version, wire, s.now()})
	})
	return version, err
}

// checkDraft: the bytes are a draft of this account in this place and version.
func (s *Service) checkDraft(actor access.Actor, id seal.ID, version uint64, wire []byte) error {
	const op = "conversation.draft"
	switch {
	case version == 0 || version > 1<<52:
		return errs.New(errs.Invalid, op, "This version is out of range.", "Fetch the draft again.")
	case wire == nil:
		return nil
	case len(wire) > draftLimit:
		return errs.New(errs.TooLarge, op, "This draft is too long to keep.", "Shorten it; it stays in this browser.")
	}
	kept, err := seal.ParseKept(wire)
	if err != nil {
		return refused(op, err)
	}
	if kept.Org != s.directory.Org() || kept.Account != actor.Account || kept.Kind != seal.KeptDraft || kept.Subject != id || kept.Version != version {
		return errs.New(errs.Unprocessable, op, "This draft belongs to another account, conversation or version.", "Fetch the draft again.")
	}
	return nil
}
