package directory

import (
	"context"
	"errors"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Settings are an inbox's public face, as its widget shows it.
type Settings struct {
	Greeting             string
	Colour               string
	ExpectedReplySeconds int
	Timezone             string
	Days                 []Day
	RetentionDays        int
}

// Day is when people answer on a weekday (1 is Monday), local time "15:04".
type Day struct {
	Day  int
	From string
	To   string
}

// MostRetentionDays is the longest retention that an inbox can have.
const MostRetentionDays = 3660

// Check keeps settings within what a widget can show.
func (s Settings) Check() error {
	const op = "directory.settings"
	bad := func(message string) error {
		return errs.New(errs.Unprocessable, op, message, "Correct it and save again.")
	}
	if len(s.Greeting) > 1000 || len(s.Timezone) > 64 || len(s.Days) > 14 {
		return bad("A setting is too long.")
	}
	if s.Colour != "" && !isColour(s.Colour) {
		return bad("The colour must look like #1a2b3c.")
	}
	if s.ExpectedReplySeconds < 0 || s.ExpectedReplySeconds > 30*86400 || s.RetentionDays < 0 || s.RetentionDays > MostRetentionDays {
		return bad("A time is out of range.")
	}
	for _, day := range s.Days {
		from, err1 := time.Parse("15:04", day.From)
		to, err2 := time.Parse("15:04", day.To)
		if day.Day < 1 || day.Day > 7 || err1 != nil || err2 != nil || !from.Before(to) {
			return bad("The business hours do not make sense.")
		}
	}
	return nil
}

func isColour(text string) bool {
	if len(text) != 7 || text[0] != '#' {
		return false
	}
	for _, c := range text[1:] {
		if (c < '0' || c > '9') && (c < 'a' || c > 'f') && (c < 'A' || c > 'F') {
			return false
		}
	}
	return true
}

// refused turns a protocol failure into one for the caller.
func refused(op string, err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, seal.ErrConflict):
		return errs.New(errs.Conflict, op, "Somebody else changed the directory first.", "Fetch it and try again.").Because("stale")
	case errors.Is(err, seal.ErrTooLarge):
		return errs.Wrap(err, errs.TooLarge, op, "A statement is larger than the protocol allows.", "Split it.")
	case errors.Is(err, seal.ErrReserved):
		return errs.Wrap(err, errs.Unprocessable, op, "This statement is reserved and not in use yet.", "Leave it out. An inbox stays with its team: for another team, make a new one, and close the old.")
	case errors.Is(err, seal.ErrUnverified):
		return errs.Wrap(err, errs.Forbidden, op, "The signer may not make this change.", "Ask an owner or admin of your organisation.")
	}
	return errs.Wrap(err, errs.Invalid, op, "These bytes are not a statement of the protocol.", "Reload the page to get the current version.")
}

// Append takes in a batch and returns the log's new size.
func (s *Service) Append(ctx context.Context, actor access.Actor, batch Batch) (int, error) {
	change, err := s.Begin(batch)
	if err != nil {
		return 0, err
	}
	err = s.store.Write(ctx, func(tx Tx) error { return change.Store(tx, actor.Source()) })
	if err != nil {
		change.Abort()
		return 0, err
	}
	size := change.Next().Size()
	change.Commit()
	return size, nil
}

// AddHead keeps a head of the log as it is.
func (s *Service) AddHead(ctx context.Context, actor access.Actor, wire []byte) error {
	_, err := s.Append(ctx, actor, Batch{Head: wire})
	return err
}

// Page returns statements after a size, the log's size, and its newest head.
func (s *Service) Page(after, limit int) (statements [][]byte, size int, head []byte, err error) {
	v := s.view.Load()
	size = v.replay.Size()
	if after < 0 || after > size {
		return nil, size, nil, errs.New(errs.Unprocessable, "directory.page", "The log is not that long.", "Fetch it from the beginning.")
	}
	statements = v.replay.Statements(after)
	if len(statements) > limit {
		statements = statements[:limit]
	}
	if n := len(v.heads); n > 0 {
		head = v.heads[n-1].Bytes
	}
	return statements, size, head, nil
}

// Proof builds what a visitor of an inbox needs, at the newest head, with the
// proof that the log at size from is a prefix of it. also names devices of past
// authors and earlier server keys that the visitor has met.
func (s *Service) Proof(inbox seal.ID, from uint64, also ...seal.ID) ([]byte, error) {
	const op = "directory.proof"
	v := s.view.Load()
	if _, ok := v.replay.Inbox(inbox); !ok {
		return nil, errs.New(errs.NotFound, op, "There is no such inbox.", "Check the line of code on the page.")
	}
	if len(v.heads) == 0 {
		return nil, errs.New(errs.Unavailable, op, "Nobody has signed the directory yet.", "Sign in to the console once.")
	}
	return buildProof(v, inbox, from, also)
}

// MyBox is a group box with the statement and device that it came with.
type MyBox struct {
	GroupBox
	Statement seal.ID
	Author    seal.ID
}

// Boxes returns the group boxes for the actor's account, of groups that it is
// a member of: after a removal the rest is withheld at once.
func (s *Service) Boxes(ctx context.Context, actor access.Actor) ([]MyBox, error) {
	var stored []GroupBox
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		stored, err = tx.GroupBoxes(actor.Account)
		return err
	})
	if err != nil {
		return nil, err
	}
	var mine []MyBox
	all := map[seal.ID][]directory.GenerationState{} // of a group, ascending
	for _, box := range stored {
		if !s.Member(box.Group, actor.Account) {
			continue
		}
		if all[box.Group] == nil {
			all[box.Group] = s.replay().Generations(box.Group)
		}
		for _, g := range all[box.Group] {
			if g.Number == box.Number {
				mine = append(mine, MyBox{box, g.ID, g.Author})
			}
		}
	}
	return mine, nil
}

// StoreArticles keeps an article set; it is public once a statement names it.
func (s *Service) StoreArticles(ctx context.Context, actor access.Actor, bytes []byte) (seal.ID, error) {
	const op = "directory.articles"
	if len(bytes) > seal.ArticleSetLimit {
		return seal.ID{}, errs.New(errs.TooLarge, op, "The articles are larger than 4 MiB together.", "Shorten them.")
	}
	if len(bytes) == 0 {
		return seal.ID{}, errs.New(errs.Unprocessable, op, "There are no articles in this.", "Send the whole set.")
	}
	hash := seal.HashID("article-set", bytes)
	return hash, s.store.Write(ctx, func(tx Tx) error {
		if err := tx.SetArticles(hash, s.now(), bytes); err != nil {
			return err
		}
		return ledger.Append(tx, ledger.Act(s.now(), ledger.ArticlesStored, actor.Source(), hash))
	})
}

// ArticlesNamed reports whether the directory names an article set as public.
func (s *Service) ArticlesNamed(hash seal.ID) bool {
	set, ok := s.replay().ArticleSet()
	return ok && set.Hash == hash
}

// Articles returns a stored article set.
func (s *Service) Articles(ctx context.Context, hash seal.ID) ([]byte, error) {
	var bytes []byte
	err := s.store.Read(ctx, func(tx Tx) error {
		found, ok, err := tx.Articles(hash)
		if err == nil && !ok {
			err = errs.New(errs.NotFound, "directory.articles", "There is no such article set.", "Fetch the inbox again.")
		}
		bytes = found
		return err
	})
	return bytes, err
}

// Settings returns an inbox's settings, zero if none were saved.
func (s *Service) Settings(ctx context.Context, inbox seal.ID) (Settings, error) {
	var settings Settings
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		settings, _, err = tx.Settings(inbox)
		return err
	})
	return settings, err
}

// Retention is how many days an inbox keeps what is closed in it.
func (s *Service) Retention(settings Settings) int {
	if settings.RetentionDays > 0 {
		return settings.RetentionDays
	}
	return s.usual
}

// SetSettings saves an inbox's settings. What the widget promised when a
// conversation was closed is an upper bound: fewer days hold for those that were
// closed before, more days do not.
func (s *Service) SetSettings(ctx context.Context, actor access.Actor, inbox seal.ID, settings Settings) error {
	if err := settings.Check(); err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx Tx) error {
		if err := tx.SetSettings(inbox, settings); err != nil {
			return err
		}
		shortened, err := tx.ShortenRetention(inbox, s.Retention(settings))
		if err != nil {
			return err
		}
		tx.Announce(SettingsSaved{inbox, shortened})
		return ledger.Append(tx, ledger.Act(s.now(), ledger.SettingsChanged, actor.Source(), inbox))
	})
}
