package identity

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
)

// This file gives a session another token when its person proved two factors again
// (ASVS 5.0 V7.2.4): whoever copied the one before is left with nothing.
//
// The one before names the session, unconfirmed, until the new one was used, and for
// requests that are on their way half a minute longer: the answer that brings the new
// one can be lost, and nobody is signed out by that.

const renewGrace = 30 * time.Second

// renew gives the session another token. The one that was shown becomes the former.
func (s *Service) renew(tx Tx, actor access.Actor, shown Token) (Token, error) {
	token, err := s.randomToken()
	if err != nil {
		return Token{}, err
	}
	return token, tx.RenewSession(actor.Session, token.Verifier(), shown.Verifier())
}

// former reports whether a token is the session's from before, and whether it still
// counts. After a step of the clock, what has more than its time left has none.
func (session Session) former(token Token, now time.Time) (is, counts bool) {
	if session.Verifier == token.Verifier() {
		return false, true
	}
	left := session.FormerUntil.Sub(now)
	return true, session.FormerUntil.IsZero() || left > 0 && left <= renewGrace
}

// replaced notes that the new token is used, from when on the former has its grace.
func (s *Service) replaced(ctx context.Context, session Session, now time.Time) error {
	if session.Former == (Verifier{}) || !session.FormerUntil.IsZero() {
		return nil
	}
	return s.store.Write(ctx, func(tx Tx) error { return tx.EndFormer(session.ID, now.Add(renewGrace)) })
}
