package identity

import (
	"context"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file makes people change a password: on evidence that others know it (NIST SP
// 800-63B-4, section 3.1.1.2), and by its age where an organisation insists. Whoever
// comes in by such a password can do one thing: choose another.

// Due says why a password has to be changed; zero: it need not be.
type Due string

// The reasons.
const (
	DueCompromised Due = "compromised" // an owner or admin says that others may know it
	DueAge         Due = "age"         // it is older than the organisation allows
)

// due says whether a password has to be changed.
func (p Password) due(rules settings.SignIn, now time.Time) Due {
	switch {
	case !p.Compromised.IsZero():
		return DueCompromised
	case rules.PasswordDays > 0 && now.Sub(p.Chosen) > rules.PasswordAge():
		return DueAge
	}
	return ""
}

// due says whether the session that this begins is for changing the password only.
func (s *Service) due(tx Tx, shown proof) (Due, error) {
	if !slices.Contains(shown.factors, byPassword) {
		return "", nil
	}
	password, ok, err := tx.Password(shown.account)
	if err != nil || !ok {
		return "", err
	}
	return password.due(s.rules(), s.Now()), nil
}

// demandPassword refuses changes to a vault that leave a password as it is which is
// to be changed: whoever knows it must not make themselves another way in.
func demandPassword(tx Tx, actor access.Actor, e enrolment) error {
	session, _, err := tx.Session(actor.Session)
	if err != nil || session.Due == "" || e.password != nil {
		return err
	}
	return access.ErrPasswordDue()
}

// MarkPassword says that others may know somebody's password: all their sessions end,
// but for the one that asks, and whoever signs in with it has to change it first.
// Doing it again changes nothing.
func (s *Service) MarkPassword(ctx context.Context, actor access.Actor, account seal.ID) error {
	const op = "identity.mark"
	target, ok := s.directory.Actor(account)
	switch {
	case !ok:
		return errs.New(errs.NotFound, op, "There is no such person.", "Reload the page.")
	case target.Owner && !actor.Owner:
		return errs.New(errs.Forbidden, op, "Only an owner may have an owner's password changed.", "Ask an owner of your organisation.")
	}
	var ended []seal.ID
	err := s.store.Write(ctx, func(tx Tx) error {
		password, ok, err := tx.Password(account)
		if err != nil || ok && !password.Compromised.IsZero() {
			return err
		}
		if !ok {
			return errs.New(errs.Conflict, op, "This person has no password.", "There is nothing to change.")
		}
		password.Compromised = s.Now()
		if err := tx.SetPassword(password); err != nil {
			return err
		}
		if err := s.event(tx, ledger.PasswordMarked, actor.Source(), account, ""); err != nil {
			return err
		}
		ended, err = s.endIn(tx, actor, account, "password-known")
		if err != nil {
			return err
		}
		return s.tell(tx, account, SessionEndedLetter)
	})
	if err == nil {
		s.over(ended...)
	}
	return err
}

// endIn ends all sessions of an account but the one that asks.
func (s *Service) endIn(tx Tx, actor access.Actor, account seal.ID, why string) (ended []seal.ID, err error) {
	sessions, err := tx.Sessions(account)
	if err != nil {
		return nil, err
	}
	for _, session := range sessions {
		if session.ID == actor.Session {
			continue
		}
		if err := tx.DeleteSession(session.ID); err != nil {
			return nil, err
		}
		if err := s.event(tx, ledger.SessionEnded, actor.Source(), session.ID, why); err != nil {
			return nil, err
		}
		ended = append(ended, session.ID)
	}
	return ended, nil
}
