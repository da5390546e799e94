// Package sso lets an identity provider of the organisation say who somebody is.
//
// Promise: what a provider says counts for the browser that asked, once, for
// minutes, and for the account that its person connected, proven by factors of
// their own. It is one factor beside others (internal/identity), and the only one
// where the provider says that it checked two, by a word that an owner chose.
//
// Threat: an answer for somebody else's browser (login CSRF), of another provider
// (mix-up), a second time; a provider that hands an address over to somebody new; a
// provider that is broken into: it reads nothing, since the vault opens by what
// only the person has.
//
// Limits: a provider that lies, and that an owner trusts for two factors, begins
// sessions, which hold ciphertext. What is under way is lost by a restart.
package sso

import (
	"context"
	"crypto/subtle"
	"errors"
	"io"
	"net/url"
	"slices"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// Begun is a question to a provider.
type Begun struct {
	Provider string
	State    string // comes back with the answer
	Nonce    string // stands inside of the answer
	Verifier string // of RFC 7636
	Return   string // the address that the answer goes to
}

// Verified is what a provider said, checked.
type Verified struct {
	Subject string // for good, and nobody else's
	Email   string // "" unless the provider says that it is theirs
	Name    string
	Methods []string // how they signed in there: "amr" and "acr"
	Session string   // there: "sid"
}

// Ended is a provider's word that somebody signed out: of one session, or of all.
type Ended struct {
	Subject, Session string
	Once             seal.ID   // the same for the same word
	Until            time.Time // when it is too old to count
}

// Protocol asks providers of one kind. Errors that are a Reason go into the record.
type Protocol interface {
	Begin(ctx context.Context, p settings.Provider, b Begun) (address string, err error)
	Finish(ctx context.Context, p settings.Provider, b Begun, answer url.Values) (Verified, error)
	SignedOut(ctx context.Context, p settings.Provider, message string) (Ended, error)
	// Leave is where to sign out at the provider; "" where it offers nothing.
	Leave(ctx context.Context, p settings.Provider, back string) string
}

// Reason is why an answer did not count: a word for the record.
type Reason string

// The reasons.
const (
	ReasonBrowser     Reason = "browser"        // another browser's answer, or none was asked for
	ReasonLate        Reason = "late"           // or a second time
	ReasonProvider    Reason = "other-provider" // another one's answer
	ReasonRefused     Reason = "refused"        // the provider says no
	ReasonUnreachable Reason = "unreachable"    // or it answered with what cannot be used
	ReasonToken       Reason = "token"          // not signed as it must be, or about something else
	ReasonClock       Reason = "clock"          // too old, or from the future
	ReasonNonce       Reason = "nonce"          // of another question
)

// Error makes it an error.
func (r Reason) Error() string { return "sso: " + string(r) }

// Link connects an account with somebody of a provider.
type Link struct {
	Issuer, Subject string
	Account         seal.ID
	Email           string // as the provider has it
	Made, Used      time.Time
}

// Tx is what this domain needs inside one transaction.
type Tx interface {
	identity.Tx
	ProviderLink(issuer, subject string) (Link, bool, error)
	ProviderLinks(account seal.ID) ([]Link, error)
	SetProviderLink(Link) error
	DeleteProviderLink(account seal.ID, issuer string) error
}

// Store runs transactions.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
}

// Accounts ends what a provider began.
type Accounts interface {
	EndProvided(ctx context.Context, account seal.ID, issuer, session string) error
}

// Config is what the service needs.
type Config struct {
	Store     Store
	Accounts  Accounts
	Settings  *settings.Service
	Refusals  *ledger.Refusals
	Protocols map[string]Protocol // by kind
	// Metadata describes us to a SAML provider, whose answers go to an address.
	Metadata func(back string) ([]byte, error)
	Origin   string
	Active   func(account seal.ID) bool
	// Expect notes somebody new, whom a provider proved, for an admin to invite. It
	// reports whether somebody with this address is expected.
	Expect func(ctx context.Context, address, name, network string) (bool, error)
	Now    func() time.Time
	Random io.Reader
}

// Service asks providers. Make one with New.
type Service struct {
	Config
	mu    sync.Mutex
	flows map[identity.Token]*flow
	heard map[seal.ID]time.Time // signed-out words, until when
}

// New returns the service.
func New(c Config) *Service {
	return &Service{Config: c, flows: map[identity.Token]*flow{}, heard: map[seal.ID]time.Time{}}
}

const (
	// Lasting is how long a question waits for its answer, and an answer counts.
	Lasting   = 10 * time.Minute
	flowsKept = 4096
)

// flow is a question, and then its answer.
type flow struct {
	begun    Begun
	asked    bool      // and not answered
	brought  *Verified // by a page, and not claimed by the browser
	who      *Verified
	issuer   string
	account  seal.ID // zero: not connected with anybody's
	several  bool
	expected bool // an admin sees that they want to join
	expires  time.Time
}

func (s *Service) chosen() settings.SSO { return settings.Get[settings.SSO](s.Settings) }

// Providers are those that there are, and whether a connected account has to use its.
func (s *Service) Providers() ([]settings.Provider, bool) {
	chosen := s.chosen()
	return chosen.Providers, chosen.Only
}

// Begin asks a provider. The browser keeps the token, as a cookie that no page
// reads, and goes to the address.
func (s *Service) Begin(ctx context.Context, id string) (identity.Token, string, error) {
	const op = "sso.begin"
	p, protocol, err := s.provider(id)
	if err != nil {
		return identity.Token{}, "", err
	}
	var raw [4][32]byte
	for i := range raw {
		if _, err := io.ReadFull(s.Random, raw[i][:]); err != nil {
			return identity.Token{}, "", err
		}
	}
	text := func(i int) string { return seal.ID(raw[i]).Hex() }
	b := Begun{Provider: id, State: text(1), Nonce: text(2), Verifier: text(3), Return: s.Return(id)}
	address, err := protocol.Begin(ctx, p, b)
	if err != nil {
		return identity.Token{}, "", errs.Wrap(err, errs.Unavailable, op, "The identity provider cannot be reached.", "Use another way to sign in, or try again later.")
	}
	token := identity.Token(raw[0])
	s.put(token, &flow{begun: b, asked: true, expires: s.Now().Add(Lasting)})
	return token, address, nil
}

// Return is where a provider's answers go.
func (s *Service) Return(id string) string { return s.Origin + "/api/v1/signin/sso/" + id + "/return" }

func (s *Service) provider(id string) (settings.Provider, Protocol, error) {
	chosen := s.chosen()
	p, ok := chosen.Provider(id)
	protocol := s.Protocols[p.Kind]
	if !ok || protocol == nil {
		return p, nil, errs.New(errs.NotFound, "sso.provider", "There is no such identity provider.", "Reload the page.")
	}
	return p, protocol, nil
}

func (s *Service) put(token identity.Token, f *flow) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.flows) >= flowsKept {
		for key, each := range s.flows { // drops what is over, and one that is not if all are
			delete(s.flows, key)
			if !s.Now().After(each.expires) {
				break
			}
		}
	}
	s.flows[token] = f
}

// take finds the question of a browser, which waits for one answer.
func (s *Service) take(token identity.Token, id, state string) (Begun, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.flows[token]
	switch {
	case !ok || subtle.ConstantTimeCompare([]byte(f.begun.State), []byte(state)) == 0:
		return Begun{}, ReasonBrowser
	case !f.asked || s.Now().After(f.expires):
		return Begun{}, ReasonLate
	case f.begun.Provider != id:
		return Begun{}, ReasonProvider
	}
	f.asked = false
	return f.begun, nil
}

// Finish takes a provider's answer from the browser that asked. What it proves waits
// for what the person does next: Pending.
func (s *Service) Finish(ctx context.Context, token identity.Token, id string, answer url.Values, network string) error {
	const op = "sso.finish"
	p, protocol, err := s.provider(id)
	if err != nil {
		return err
	}
	begun, who, err := s.answer(ctx, p, protocol, token, answer)
	if err != nil {
		return s.refuse(ctx, op, err, network)
	}
	f := &flow{begun: begun, who: &who, issuer: p.Issuer, several: slices.ContainsFunc(who.Methods, func(m string) bool { return slices.Contains(p.Several, m) }), expires: s.Now().Add(Lasting)}
	err = s.Store.Write(ctx, func(tx Tx) error {
		link, ok, err := tx.ProviderLink(p.Issuer, who.Subject)
		if err != nil || !ok || !s.Active(link.Account) {
			return err
		}
		f.account = link.Account
		link.Used, link.Email = s.Now(), who.Email
		return tx.SetProviderLink(link)
	})
	if err != nil {
		return err
	}
	if f.account.IsZero() && p.Expects(who.Email) {
		if f.expected, err = s.Expect(ctx, who.Email, who.Name, network); err != nil {
			return err
		}
	}
	s.put(token, f)
	return nil
}

// answer is what a provider said to a browser: now, or to the page that came before
// (Bring).
func (s *Service) answer(ctx context.Context, p settings.Provider, protocol Protocol, token identity.Token, answer url.Values) (Begun, Verified, error) {
	if p.Kind == settings.SAML {
		return s.claim(token, p, answer.Get("state"))
	}
	begun, err := s.take(token, p.ID, answer.Get("state"))
	if err != nil {
		return Begun{}, Verified{}, err
	}
	who, err := protocol.Finish(ctx, p, begun, answer)
	return begun, who, err
}

// Bring takes an answer that a SAML provider's page sends (Bindings §3.5). No cookie
// of ours comes with it, so that it proves nothing to anybody yet: checked, it waits
// in its question for the browser that asked, which comes next, with the state alone.
func (s *Service) Bring(ctx context.Context, id string, answer url.Values, network string) error {
	const op = "sso.bring"
	p, protocol, err := s.provider(id)
	if err != nil {
		return err
	}
	if p.Kind != settings.SAML {
		return errs.New(errs.NotFound, op, "There is no such identity provider.", "Reload the page.")
	}
	state := answer.Get("RelayState")
	token := s.asking(state)
	begun, err := s.take(token, id, state)
	var who Verified
	if err == nil {
		who, err = protocol.Finish(ctx, p, begun, answer)
	}
	if err != nil {
		return s.refuse(ctx, op, err, network)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if f, ok := s.flows[token]; ok {
		f.brought, f.issuer = &who, p.Issuer
	}
	return nil
}

// asking finds the browser that asked; the zero token is nobody's.
func (s *Service) asking(state string) identity.Token {
	s.mu.Lock()
	defer s.mu.Unlock()
	for token, f := range s.flows {
		if subtle.ConstantTimeCompare([]byte(f.begun.State), []byte(state)) == 1 {
			return token
		}
	}
	return identity.Token{}
}

// claim gives the browser that asked what a page brought for it, once.
func (s *Service) claim(token identity.Token, p settings.Provider, state string) (Begun, Verified, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.flows[token]
	switch {
	case !ok || subtle.ConstantTimeCompare([]byte(f.begun.State), []byte(state)) == 0:
		return Begun{}, Verified{}, ReasonBrowser
	case f.brought == nil || s.Now().After(f.expires):
		return Begun{}, Verified{}, ReasonLate
	case f.begun.Provider != p.ID || f.issuer != p.Issuer:
		return Begun{}, Verified{}, ReasonProvider
	}
	who := *f.brought
	f.brought = nil
	return f.begun, who, nil
}

// refuse records an answer that did not count. What was wrong is for the record.
func (s *Service) refuse(ctx context.Context, op string, cause error, network string) error {
	reason := ReasonUnreachable
	errors.As(cause, &reason)
	if err := s.Refusals.Record(context.WithoutCancel(ctx), ledger.ProviderRefused, ledger.Source{Network: network}, "", string(reason), seal.OptionalID{}); err != nil {
		return err
	}
	refused := told(op, reason)
	refused.Cause = cause
	return refused.Because(string(reason))
}

func told(op string, reason Reason) *errs.Error {
	switch reason {
	case ReasonBrowser, ReasonLate:
		return errs.New(errs.Forbidden, op, "This answer was asked for by another browser, or too long ago.", "Begin again on the sign-in page.")
	case ReasonUnreachable:
		return errs.New(errs.Forbidden, op, "The identity provider cannot be reached.", "Use another way to sign in, or try again later.")
	case ReasonClock:
		return errs.New(errs.Forbidden, op, "The clocks of this server and of the identity provider differ.", "Tell whoever runs this server.")
	}
	return errs.New(errs.Forbidden, op, "The identity provider did not sign you in.", "Try again, or use another way to sign in.")
}

// Pending is what a provider has proven to a browser.
type Pending struct {
	Provider settings.Provider
	Name     string
	Email    string
	Account  seal.ID // zero: connected with nobody's
	Several  bool    // it checked two factors
	Expected bool    // has no account, and an admin was told
}

// Pending returns what waits in a browser.
func (s *Service) Pending(token identity.Token) (Pending, bool) {
	f, p, ok := s.answered(token)
	if !ok {
		return Pending{}, false
	}
	return Pending{p, f.who.Name, f.who.Email, f.account, f.several, f.expected}, true
}

func (s *Service) answered(token identity.Token) (flow, settings.Provider, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f, ok := s.flows[token]
	if !ok || f.who == nil || s.Now().After(f.expires) {
		return flow{}, settings.Provider{}, false
	}
	chosen := s.chosen()
	p, ok := chosen.Provider(f.begun.Provider)
	return *f, p, ok && p.Issuer == f.issuer // still, and the same
}

// Provided is the factor that a browser carries.
func (s *Service) Provided(token identity.Token) identity.Provided {
	f, p, ok := s.answered(token)
	if !ok {
		return identity.Provided{}
	}
	return identity.Provided{Account: f.account, Issuer: p.Issuer, Session: f.who.Session, Several: f.several}
}

// Forget ends what is under way in a browser.
func (s *Service) Forget(token identity.Token) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.flows, token)
}

// Link connects what waits in a browser with the account that is signed in there.
func (s *Service) Link(ctx context.Context, actor access.Actor, token identity.Token) error {
	const op = "sso.link"
	f, p, ok := s.answered(token)
	if !ok {
		return errs.New(errs.Gone, op, "This took too long, or was already used.", "Start again.")
	}
	err := s.Store.Write(ctx, func(tx Tx) error {
		before, ok, err := tx.ProviderLink(p.Issuer, f.who.Subject)
		if err != nil {
			return err
		}
		if ok && before.Account != actor.Account && s.Active(before.Account) {
			return errs.New(errs.Conflict, op, "Somebody else is already connected with this account of the identity provider.", "Sign in at the provider as yourself, or ask an owner.")
		}
		if err := tx.DeleteProviderLink(actor.Account, p.Issuer); err != nil {
			return err
		}
		now := s.Now()
		if err := tx.SetProviderLink(Link{p.Issuer, f.who.Subject, actor.Account, f.who.Email, now, now}); err != nil {
			return err
		}
		e := ledger.Act(now, ledger.ProviderLinked, actor.Source(), actor.Account)
		e.Reason = p.ID
		return ledger.Append(tx, e)
	})
	if err == nil {
		s.Forget(token)
		s.drop(actor.Account, p.Issuer)
	}
	return err
}

// drop forgets what waits in browsers for an account, once its connection is
// another.
func (s *Service) drop(account seal.ID, issuer string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for token, f := range s.flows {
		if f.account == account && f.issuer == issuer {
			delete(s.flows, token)
		}
	}
}

// Linked is one of an account's connections, with its provider; without an id if
// there is no such provider any more.
type Linked struct {
	Link
	Provider settings.Provider
}

// Links are the connections of the actor's account.
func (s *Service) Links(ctx context.Context, actor access.Actor) ([]Linked, error) {
	var all []Linked
	err := s.Store.Read(ctx, func(tx Tx) error {
		found, err := tx.ProviderLinks(actor.Account)
		for _, link := range found {
			all = append(all, Linked{link, s.of(link.Issuer)})
		}
		return err
	})
	return all, err
}

func (s *Service) of(issuer string) settings.Provider {
	for _, p := range s.chosen().Providers {
		if p.Issuer == issuer {
			return p
		}
	}
	return settings.Provider{}
}

// Unlink parts the actor's account from a provider.
func (s *Service) Unlink(ctx context.Context, actor access.Actor, id string) error {
	chosen := s.chosen()
	p, _ := chosen.Provider(id)
	err := s.Store.Write(ctx, func(tx Tx) error {
		all, err := tx.ProviderLinks(actor.Account)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(all, func(l Link) bool { return l.Issuer == p.Issuer }) {
			return errs.New(errs.NotFound, "sso.unlink", "Your account is not connected with this identity provider.", "Reload the page.")
		}
		e := ledger.Act(s.Now(), ledger.ProviderUnlinked, actor.Source(), actor.Account)
		e.Reason = p.ID
		return errors.Join(tx.DeleteProviderLink(actor.Account, p.Issuer), ledger.Append(tx, e))
	})
	if err == nil {
		s.drop(actor.Account, p.Issuer)
	}
	return err
}

// SignedOut ends the sessions that somebody began by a provider and ended there.
func (s *Service) SignedOut(ctx context.Context, id, message, network string) error {
	const op = "sso.signed-out"
	p, protocol, err := s.provider(id)
	if err != nil {
		return err
	}
	ended, err := protocol.SignedOut(ctx, p, message)
	if err == nil && !s.first(ended) {
		err = ReasonLate
	}
	if err != nil {
		return s.refuse(ctx, op, err, network)
	}
	var account seal.ID
	err = s.Store.Read(ctx, func(tx Tx) error {
		link, ok, err := tx.ProviderLink(p.Issuer, ended.Subject)
		if ok {
			account = link.Account
		}
		return err
	})
	if err != nil || account.IsZero() && ended.Session == "" {
		return err // somebody who never came here
	}
	return s.Accounts.EndProvided(ctx, account, p.Issuer, ended.Session)
}

// first reports whether a word is new, and remembers it while it could count.
func (s *Service) first(e Ended) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.Now()
	for key, until := range s.heard {
		if now.After(until) {
			delete(s.heard, key)
		}
	}
	_, again := s.heard[e.Once]
	if again || len(s.heard) >= flowsKept {
		return false
	}
	s.heard[e.Once] = e.Until
	return true
}

// Leave is where to sign out at the provider that began a session, with its name; ""
// where it offers nothing.
func (s *Service) Leave(ctx context.Context, issuer string) (name, address string) {
	p := s.of(issuer)
	if protocol := s.Protocols[p.Kind]; protocol != nil {
		address = protocol.Leave(ctx, p, s.Origin+"/console/")
	}
	if address != "" {
		name = p.Name
	}
	return name, address
}
