package identity

import (
	"context"
	"slices"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file takes an identity provider's word as a factor (internal/sso). It opens no
// vault, and admits nobody alone.

const opProvided = "identity.provided"

// Provided is what an identity provider proved to a browser. The zero value is nobody.
type Provided struct {
	Account seal.ID // that is connected with who it was
	Issuer  string
	Session string // there
	Several bool   // it checked two factors, by a word that an owner trusts
}

// withoutProviderError is a way in whose person has to come by their provider.
type withoutProviderError struct{ account seal.ID }

func (withoutProviderError) Error() string { return "identity: not by the provider" }

// provided notes the provider's session in a new one. Where the organisation wants a
// connected account to come by its provider, one that does not is refused; not an
// emergency account, which is for the day on which the provider fails.
func (s *Service) provided(tx Tx, session *Session, by Provided) error {
	if by.Account == session.Account && by.Issuer != "" {
		session.Issuer, session.Provided = by.Issuer, by.Session
		return nil
	}
	chosen, rules := settings.Get[settings.SSO](s.Settings), s.rules()
	if !chosen.Only || rules.Alarms(session.Account) {
		return nil
	}
	connected, err := tx.ProviderIssuers(session.Account)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(chosen.Providers, func(p settings.Provider) bool { return slices.Contains(connected, p.Issuer) }) {
		return nil
	}
	e := errs.New(errs.Forbidden, opProvided, "Your organisation wants you to sign in by its identity provider first.", "Begin with its button on the sign-in page.")
	e.Cause = withoutProviderError{session.Account}
	return e.Because("provider")
}

// SignInWithProvider begins a session for whom a provider proved: with a code of
// their authenticator app, or alone where the provider checked two factors itself.
func (s *Service) SignInWithProvider(ctx context.Context, code string, from Source) (SignedIn, error) {
	by := from.Provided
	if by.Account.IsZero() {
		return SignedIn{}, errs.New(errs.Gone, opProvided, "This took too long, or was already used.", "Start again.")
	}
	if !by.Several && code == "" {
		return SignedIn{}, errs.New(errs.Unprocessable, opProvided, "This takes one more proof of who you are.", "Use your passkey, your password, or a code of your authenticator app.").Because("second")
	}
	var account Account
	err := s.store.Read(ctx, func(tx Tx) error {
		found, _, err := tx.Account(by.Account)
		account = found
		return err
	})
	if err != nil {
		return SignedIn{}, err
	}
	return s.guess(ctx, opProvided, 0, wayProvider, account.Email, from, func(tx Tx, account seal.ID) ([]factor, string, error) {
		if account != by.Account {
			return nil, wayProvider, nil
		}
		if by.Several {
			return []factor{byProvider, byProviderTwice}, "", nil
		}
		fresh, err := s.shows(tx, account, code)
		if err != nil || !fresh {
			return nil, wrongCode, err
		}
		return []factor{byProvider, byAuthenticator}, "", nil
	})
}

// ProvidedBy names the identity provider whose word began a session; "" if none did.
func (s *Service) ProvidedBy(ctx context.Context, session seal.ID) (issuer string, err error) {
	return issuer, s.store.Read(ctx, func(tx Tx) error {
		found, _, err := tx.Session(session)
		issuer = found.Issuer
		return err
	})
}

// EndProvided ends what an identity provider began and has ended: one session of it,
// or all of an account.
func (s *Service) EndProvided(ctx context.Context, account seal.ID, issuer, session string) error {
	var ended []Session
	err := s.store.Write(ctx, func(tx Tx) error {
		found, err := tx.ProvidedSessions(issuer, account, session)
		if err != nil {
			return err
		}
		for _, each := range found {
			if err := tx.DeleteSession(each.ID); err != nil {
				return err
			}
			if err := s.event(tx, ledger.SessionEnded, ledger.Staff(each.Account, ""), each.ID, "provider"); err != nil {
				return err
			}
		}
		ended = found
		return nil
	})
	if err == nil {
		for _, each := range ended {
			s.over(each.ID)
		}
	}
	return err
}
