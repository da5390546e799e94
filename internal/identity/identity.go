// Package identity knows who is signed in, and lets nobody guess.
//
// Promise: a session begins with two factors: a passkey with user verification, a
// password's authentication value with a fresh authenticator code, a recovery code's
// with one more proof, or an approval by another browser of the account, and by
// nothing else (factors.go; around_test.go walks every way that the program has).
// Tokens and authentication values are stored as SHA-256 only. Sessions end when
// they were unused, or there, for as long as the organisation chose. Guessing gets slower with each miss, per network, and
// never locks the owner out.
//
// Threat: guessing, replayed codes, stolen database copies, a browser that asks
// to be let in as somebody else.
//
// A credential exists exactly as long as the vault has an unlocker for it: a way
// in that somebody removed signs nobody in, and the sessions that it began end.
//
// Limits: an account's keys are not here: the vault is sealed, and a signed-in
// session without an unlocker opens nothing. A session that an approval began
// belongs to no way: it is listed, and ended by hand. Flows live in memory: a restart
// asks people to begin again.
package identity

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"fmt"
	"io"
	"log/slog"
	"time"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// VisitorLimit is how long a visitor's session lasts. Those of staff last as long
// as the organisation chose (settings.SignIn).
const VisitorLimit = 24 * time.Hour

// Token is a bearer secret. It prints itself redacted.
type Token [32]byte

// Verifier is what is stored in place of a secret: its SHA-256.
type Verifier [32]byte

// Verifier is the stored form of the token.
func (t Token) Verifier() Verifier { return sha256.Sum256(t[:]) }

// Format prints "[token]" whatever the verb.
func (Token) Format(f fmt.State, _ rune) { io.WriteString(f, "[token]") } //nolint:errcheck // fmt reports its own errors

// LogValue is "[token]".
func (Token) LogValue() slog.Value { return slog.StringValue("[token]") }

func (v Verifier) matches(secret []byte) bool {
	other := sha256.Sum256(secret)
	return subtle.ConstantTimeCompare(v[:], other[:]) == 1
}

// Account is a staff member as the sign-in knows them. Names and rights are in
// the signed directory.
type Account struct {
	ID           seal.ID
	Email        string
	Handle       []byte // WebAuthn user handle, 32 random bytes
	Availability string // "available" or "away"
	Created      time.Time
}

// Session is one signed-in browser.
type Session struct {
	ID       seal.ID
	Verifier Verifier
	Account  seal.ID
	Way      seal.ID16 // the unlocker whose credential began it; zero after an approval
	Device   seal.OptionalID
	Created  time.Time
	LastSeen time.Time
	// Confirmed is when it last proved two factors.
	Confirmed time.Time
	Network   string
	Agent     string
	// Places are from where it proved two factors besides; Strange, from where else it
	// was seen.
	Places, Strange []string
	// Former named the session before it proved two factors again; FormerUntil is when
	// that ends, zero as long as the new token was not used.
	Former      Verifier
	FormerUntil time.Time
	// Due is why it may change the password and nothing else.
	Due Due
	// Issuer and Provided name the session of the identity provider that stood at the
	// beginning of this one, if one did.
	Issuer, Provided string
}

// Passkey is a stored WebAuthn credential record.
type Passkey struct {
	ID       []byte
	Account  seal.ID
	Name     string
	Record   []byte
	Created  time.Time
	LastUsed time.Time
}

// Password is what is kept for a password: never the password, nor what opens
// the vault.
type Password struct {
	Account    seal.ID
	Salt       []byte
	Memory     uint32 // KiB
	Iterations uint32
	Verifier   Verifier
	Secret     string // authenticator (TOTP) secret, base32
	Step       int64  // last accepted time step; no code is taken twice (RFC 6238 §5.2)
	Drift      int64  // codes in a row that came one step early (more than 0) or late (less)
	LastUsed   time.Time
	Chosen     time.Time
	// Compromised is since when others may know it; zero: nobody said so.
	Compromised time.Time
}

// Recovery is what is kept for a recovery code.
type Recovery struct {
	Account  seal.ID
	Verifier Verifier
	LastUsed time.Time
}

// Vault is an account's sealed keys with the ways to open them.
type Vault struct {
	Account   seal.ID
	Version   uint64
	Bytes     []byte
	Unlockers [][]byte
	Former    []byte // passwords that were had, sealed (protocol §14); empty if none, and then the last one stays
}

// Tx is what this domain needs inside one transaction.
type Tx interface {
	directory.Tx
	InsertAccount(Account) error
	Account(id seal.ID) (Account, bool, error)
	AccountByEmail(email string) (Account, bool, error)
	AccountByHandle(handle []byte) (Account, bool, error)
	Accounts() ([]Account, error)
	SetAvailability(id seal.ID, availability string) error

	SetPasskey(Passkey) error
	Passkeys(account seal.ID) ([]Passkey, error)
	DeletePasskey(account seal.ID, id []byte) error
	SetPassword(Password) error
	Password(account seal.ID) (Password, bool, error)
	DeletePassword(account seal.ID) error
	SetRecovery(Recovery) error
	Recovery(account seal.ID) (Recovery, bool, error)
	DeleteRecovery(account seal.ID) error
	Vault(account seal.ID) (Vault, bool, error)
	SetVault(Vault) error

	SetPhone(Phone) error
	Phone(account seal.ID) (Phone, bool, error)
	Phones() ([]Phone, error)
	DeletePhone(account seal.ID) error
	TextsSent(day int64) (int, error)
	CountTexts(day int64, more int) error

	InsertSession(Session) error
	// SessionByVerifier finds a session by its token, or by the one before.
	SessionByVerifier(Verifier) (Session, bool, error)
	Session(id seal.ID) (Session, bool, error)
	Sessions(account seal.ID) ([]Session, error)
	TouchSession(id seal.ID, seen time.Time) error
	// PlaceSession keeps from where the session is used.
	PlaceSession(Session) error
	ConfirmSession(id seal.ID, at time.Time) error
	// RenewSession gives a session another token; EndFormer ends the one before.
	RenewSession(id seal.ID, token, former Verifier) error
	EndFormer(id seal.ID, at time.Time) error
	BindSession(id, device seal.ID) error
	// ReleaseSession lets a session do all again: the password was changed.
	ReleaseSession(id seal.ID) error
	DeleteSession(id seal.ID) error
	// ProvidedSessions are those of an issuer: of an account, or of one session there.
	ProvidedSessions(issuer string, account seal.ID, session string) ([]Session, error)
	// ProviderIssuers are those with which an account is connected.
	ProviderIssuers(account seal.ID) ([]string, error)
	DeleteStaleSessions(idle, absolute, now time.Time) (ended []Session, err error) // of staff

	SignInChecked() (time.Time, error)
	SignInFindings() (map[seal.ID]bool, error)
	SetSignInFindings(at time.Time, found []seal.ID) error

	InsertSuccession(Succession) error
	Succession(invite seal.ID) (Succession, bool, error)
	SuccessionOf(former seal.ID) (Succession, bool, error)
	Succeed(Succession) error
	// FreeAddress takes the address from an account that was removed.
	FreeAddress(account seal.ID) error

	SetSuspension(Suspension) error
	Suspension(account seal.ID) (Suspension, bool, error)
	Suspensions() ([]Suspension, error)
	DeleteSuspension(account seal.ID) error
	InsertAPIToken(APIToken) error
	APITokens() ([]APIToken, error)
	APITokenByVerifier(Verifier) (APIToken, bool, error)
	TouchAPIToken(id seal.ID, used time.Time, network string) error
	DeleteAPIToken(id seal.ID) error

	// MeetBrowser remembers that an account was signed in from a browser, of which
	// it keeps so many, and says whether it was before.
	MeetBrowser(account seal.ID, browser Verifier, at time.Time, keep int) (known bool, err error)
	InsertNotice(n Notice, keep int) error
	Notices(account seal.ID) ([]Notice, error)
	DeleteNotice(account, session seal.ID) error

	InsertVisitorDevice(id seal.ID, wire []byte) error
	InsertVisitorSession(v Verifier, device seal.ID, expires time.Time) error
	VisitorSession(v Verifier) (device seal.ID, expires time.Time, ok bool, err error)
}

// Store runs transactions.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
}

// Config is what the service needs to know about its surroundings.
type Config struct {
	Origin     string // "https://desk.example.org"
	Host       string // "desk.example.org": the relying party id
	SetupToken string
	Secret     seal.Secret // for values that must be stable but unguessable
	Now        func() time.Time
	Random     io.Reader
	// Settings is what the organisation chose; nil has defaults.
	Settings *settings.Service
	// Operator, if not nil, takes a code that whoever runs the server gave to
	// somebody with that address: true once for each.
	Operator func(email, code string) bool
	// Letters, if not nil, keeps a letter to an address in the transaction.
	Letters func(tx Tx, email string, l Letter) error
	// Codes, if not nil, sends codes by mail.
	Codes Codes
	// Texts, if not nil, sends them by SMS.
	Texts Texts
	// Refusals bounds what guesses leave in the record.
	Refusals *ledger.Refusals
	// Approval, if not nil, is told that an account has a request to answer.
	Approval func(account seal.ID)
	// Ended, if not nil, is told that a session is over.
	Ended func(session seal.ID)
	// Confirmed hears until when a session's confirmation counts; nil: nobody does.
	Confirmed func(session seal.ID, until time.Time)
	// Excluded, if not nil, is told that somebody was shut out, or let in again.
	Excluded func()
}

// Service signs people in. Make one with New.
type Service struct {
	Config
	store     Store
	directory *directory.Service
	passkeys  *webauthn.WebAuthn
	flows     flows
	approvals approvals
	throttle  throttle
	sights    sights
	// Visitor challenges: the key that marks ours, and those that were answered.
	challenges seal.Secret
	used       spent
}

// New returns the service.
func New(store Store, directory *directory.Service, config Config) (*Service, error) {
	passkeys, err := webauthn.New(&webauthn.Config{
		RPID: config.Host, RPDisplayName: "Sealdesk", RPOrigins: []string{config.Origin},
		AttestationPreference: protocol.PreferNoAttestation,
		AuthenticatorSelection: protocol.AuthenticatorSelection{
			ResidentKey: protocol.ResidentKeyRequirementRequired, UserVerification: protocol.VerificationRequired,
		},
		Timeouts: webauthn.TimeoutsConfig{
			Login:        webauthn.TimeoutConfig{Enforce: true, Timeout: flowLimit, TimeoutUVD: flowLimit},
			Registration: webauthn.TimeoutConfig{Enforce: true, Timeout: flowLimit, TimeoutUVD: flowLimit},
		},
	})
	if err != nil {
		return nil, fmt.Errorf("identity: passkeys for %s: %w", config.Origin, err)
	}
	challenges, err := seal.NewSecret(config.Random)
	if err != nil {
		return nil, err
	}
	s := &Service{Config: config, store: store, directory: directory, passkeys: passkeys, challenges: challenges}
	if config.Settings != nil {
		config.Settings.OnChange(s.rulesChanged)
	}
	return s, nil
}

// rules are how staff sign in.
func (s *Service) rules() settings.SignIn { return settings.Get[settings.SignIn](s.Settings) }

// rulesChanged ends at once what the new rules allow no more.
func (s *Service) rulesChanged(name string) {
	switch name {
	case new(settings.SignIn).Name():
		_ = s.Sweep(context.Background()) // the next chore does it otherwise, and nobody gets in meanwhile
	case new(settings.SMS).Name():
		_ = s.restPhones(context.Background()) // likewise
	}
	if name == new(settings.Sensitive).Name() && s.Excluded != nil {
		s.Excluded() // open sockets ask anew what they may
	}
}

func (s *Service) randomToken() (Token, error) {
	var t Token
	_, err := io.ReadFull(s.Random, t[:])
	return t, err
}

// event writes the event of an act on an object, with a reason or without.
func (s *Service) event(tx Tx, kind ledger.Kind, by ledger.Source, object seal.ID, reason string) error {
	e := ledger.Act(s.Now(), kind, by, object)
	e.Reason = reason
	return ledger.Append(tx, e)
}

// guessed writes what a sign-in leaves that was refused; false if it is only counted.
func (s *Service) guessed(tx Tx, address string, account seal.ID, network, reason string) (bool, error) {
	events := s.Refusals.Guess(ledger.SignInRefused, address, account, network, string(access.SignIn), reason)
	for _, e := range events {
		if err := ledger.Append(tx, e); err != nil {
			return false, err
		}
	}
	return len(events) > 0 && events[len(events)-1].Reason != ledger.More, nil
}

// refusal writes the event of somebody who was not let in.
func (s *Service) refusal(tx Tx, kind ledger.Kind, account seal.ID, network, reason string) error {
	e := ledger.Act(s.Now(), kind, ledger.Staff(account, network), account)
	e.Outcome, e.Policy, e.Reason = form.Refused, string(access.SignIn), reason
	return ledger.Append(tx, e)
}
