package identity

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file lets somebody who is signed in show once more that it is them, as
// sensitive acts ask for (ASVS 5.0 V7.5): a screen may have been left open, and a
// session's cookie may have been copied.

const opConfirm = "identity.confirm"

// confirmedUntil is how long what the session proved last counts.
func (s *Service) confirmedUntil(session Session) time.Time {
	rules := s.rules()
	return session.Confirmed.Add(rules.Confirm())
}

// confirmed reports whether the session proved two factors lately.
func (s *Service) confirmed(session Session, now time.Time) bool {
	rules := s.rules()
	return lasts(session.Confirmed, rules.Confirm()-1, now) // at its end it is over
}

// Sensitive are the teams whose conversations are shown only to who confirmed.
func (s *Service) Sensitive() []seal.ID {
	return settings.Get[settings.Sensitive](s.Settings).Teams
}

// BeginConfirmation asks for one of the account's passkeys; its answer counts for
// this session only.
func (s *Service) BeginConfirmation(actor access.Actor) (Assertion, error) {
	return s.beginAssertion(flowConfirm, actor.Session)
}

// ConfirmByPasskey checks the answer. The session has the token that it returns from then on.
func (s *Service) ConfirmByPasskey(ctx context.Context, actor access.Actor, token Token, response []byte, from Source) (renewed Token, err error) {
	used, err := s.asserted(ctx, token, flowConfirm, actor.Session, response, from)
	if errs.Is(err, errs.Unauthenticated) { // the session goes on
		e := *errs.From(err)
		e.Kind = errs.Unprocessable
		return renewed, &e
	}
	if err != nil {
		return renewed, err
	}
	if used.account != actor.Account {
		return renewed, errs.New(errs.Unprocessable, opConfirm, "This passkey belongs to another account.", "Use a passkey of your own.")
	}
	err = s.store.Write(ctx, func(tx Tx) error {
		if err := s.usePasskey(tx, used.account, *used.credential); err != nil {
			return err
		}
		renewed, err = s.confirm(tx, actor, wayPasskey, from)
		return err
	})
	if err == nil {
		s.confirmedNow(actor.Session)
	}
	return renewed, s.usedUp(ctx, used, from, err)
}

// ConfirmByPassword checks a password's authentication value and a fresh code of
// the authenticator; misses slow down sign-ins to the account, too.
func (s *Service) ConfirmByPassword(ctx context.Context, actor access.Actor, auth []byte, code string, from Source) (renewed Token, err error) {
	var email string
	err = s.store.Read(ctx, func(tx Tx) error {
		account, _, err := tx.Account(actor.Account)
		email = account.Email
		return err
	})
	if err != nil {
		return renewed, err
	}
	closes, err := s.throttle.try(email, from.Network, s.Now())
	if err != nil {
		return renewed, err
	}
	passed := false
	err = s.store.Write(ctx, func(tx Tx) error {
		_, miss, err := s.byPassword(tx, actor.Account, auth, code)
		if err != nil {
			return err
		}
		if miss != "" {
			return s.miss(tx, email, actor.Account, from.Network, miss, closes)
		}
		passed = true
		renewed, err = s.confirm(tx, actor, wayPassword, from)
		return err
	})
	switch {
	case err != nil:
		s.throttle.forgive(email, from.Network)
		return Token{}, err
	case !passed:
		return renewed, errs.New(errs.Unprocessable, opConfirm, "This does not match.", "Check what you typed and try again.")
	}
	s.throttle.succeeded(email, from.Network, s.Now())
	s.confirmedNow(actor.Session)
	return renewed, nil
}

// confirmedNow tells the session's open sockets.
func (s *Service) confirmedNow(session seal.ID) {
	if s.Confirmed != nil {
		s.Confirmed(session, s.confirmedUntil(Session{Confirmed: s.Now()}))
	}
}

func (s *Service) confirm(tx Tx, actor access.Actor, by string, from Source) (Token, error) {
	if err := s.settle(tx, actor, from); err != nil {
		return Token{}, err
	}
	if err := tx.ConfirmSession(actor.Session, s.Now()); err != nil {
		return Token{}, err
	}
	renewed, err := s.renew(tx, actor, from.Session)
	if err != nil {
		return Token{}, err
	}
	return renewed, s.event(tx, ledger.SessionConfirmed, actor.Source(), actor.Session, by)
}
