package identity

import (
	"bytes"
	"context"
	"errors"
	"slices"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// passkeyNameLimit is how many letters the name of a passkey has.
const passkeyNameLimit = 100

// Registration is what a browser needs to make a passkey.
type Registration struct {
	Flow    Token
	Options protocol.PublicKeyCredentialCreationOptions
}

// Assertion is what a browser needs to use a passkey.
type Assertion struct {
	Flow    Token
	Options protocol.PublicKeyCredentialRequestOptions
}

// user is an account as the WebAuthn library sees it.
type user struct {
	handle      []byte
	email, name string
	credentials []webauthn.Credential
}

func (u user) WebAuthnID() []byte                         { return u.handle }
func (u user) WebAuthnName() string                       { return u.email }
func (u user) WebAuthnDisplayName() string                { return u.name }
func (u user) WebAuthnCredentials() []webauthn.Credential { return u.credentials }

// BeginSetupPasskey begins the first owner's passkey.
func (s *Service) BeginSetupPasskey(token, email, name string) (Registration, error) {
	if err := s.checkSetupToken(token); err != nil {
		return Registration{}, err
	}
	return s.beginRegistration(flow{kind: flowSetup}, email, name, nil)
}

// BeginInvitationPasskey begins the passkey of somebody who was invited.
func (s *Service) BeginInvitationPasskey(invite seal.ID, email, name string) (Registration, error) {
	if err := s.checkInvitation(invite); err != nil {
		return Registration{}, err
	}
	return s.beginRegistration(flow{kind: flowInvitation, subject: invite}, email, name, nil)
}

// BeginPasskey begins another passkey of the actor's account. It is finished
// together with the vault that it opens, by SetVault.
func (s *Service) BeginPasskey(ctx context.Context, actor access.Actor) (Registration, error) {
	var account Account
	var keys []Passkey
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		if account, _, err = tx.Account(actor.Account); err != nil {
			return err
		}
		keys, err = tx.Passkeys(actor.Account)
		return err
	})
	if err != nil {
		return Registration{}, err
	}
	known, err := records(keys)
	if err != nil {
		return Registration{}, err
	}
	name := account.Email
	if found, ok := s.directory.Replay().Account(actor.Account); ok {
		name = found.Name
	}
	f := flow{kind: flowPasskey, subject: actor.Account, handle: account.Handle}
	return s.beginRegistration(f, account.Email, name, known)
}

func (s *Service) beginRegistration(f flow, email, name string, known []webauthn.Credential) (Registration, error) {
	const op = "identity.passkey"
	email, err := cleanEmail(email)
	if err == nil && f.kind != flowPasskey { // who has an account keeps its address
		err = s.Fits(email)
	}
	if err != nil {
		return Registration{}, err
	}
	if f.handle == nil {
		handle, err := s.randomToken()
		if err != nil {
			return Registration{}, err
		}
		f.handle = handle[:]
	}
	exclude := make([]protocol.CredentialDescriptor, len(known))
	for i := range known {
		exclude[i] = known[i].Descriptor()
	}
	options := []webauthn.RegistrationOption{webauthn.WithExclusions(exclude), webauthn.WithExtensions(s.prf())}
	if rules := s.rules(); len(rules.Authenticators) > 0 { // some tell their AAGUID only if they are asked to attest
		options = append(options, webauthn.WithConveyancePreference(protocol.PreferDirectAttestation))
	}
	creation, session, err := s.passkeys.BeginRegistration(user{f.handle, email, clip(name, 100), known}, options...)
	if err != nil {
		return Registration{}, errs.Wrap(err, errs.Internal, op, "A passkey could not be prepared.", "Try again.")
	}
	token, err := s.randomToken()
	if err != nil {
		return Registration{}, err
	}
	f.session, f.email, f.expires = *session, email, s.Now().Add(flowLimit)
	s.flows.put(token, f, s.Now())
	return Registration{token, creation.Response}, nil
}

// prf asks for the secret that opens the vault; its result stays in the
// browser. Before set-up the organisation's id is not known here.
func (s *Service) prf() webauthn.ExtensionOption {
	if s.directory.Open() {
		return webauthn.WithExtensionPRFSupport()
	}
	org := s.directory.Org()
	input := seal.HashID("prf", org[:])
	return webauthn.WithExtensionPRF(protocol.PRFValues{First: input[:]})
}

var errSecretSent = errs.New(errs.Unprocessable, "identity.passkey",
	"Your browser sent the passkey's secret along. The server must never get it, and has thrown it away.",
	"Reload the page to get the current version.")

// finishRegistration checks a browser's answer and returns the new record.
func (s *Service) finishRegistration(token Token, kind flowKind, response []byte) (flow, Passkey, error) {
	const op = "identity.passkey"
	f, err := s.flows.take(token, kind, s.Now())
	if err != nil {
		return f, Passkey{}, err
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(response)
	if err != nil {
		return f, Passkey{}, errs.Wrap(err, errs.Invalid, op, "This is not a passkey's answer.", "Try again.")
	}
	if prf := parsed.ClientExtensionResults.PRF; prf != nil && prf.Results != nil {
		return f, Passkey{}, errSecretSent
	}
	credential, err := s.passkeys.CreateCredential(user{handle: f.handle, email: f.email}, f.session, parsed)
	if err != nil {
		return f, Passkey{}, errs.Wrap(err, errs.Forbidden, op, "This passkey could not be verified.", "Try again, and confirm with your finger, face or PIN.")
	}
	if rules := s.rules(); !rules.Takes(maker(credential)) {
		return f, Passkey{}, errs.New(errs.Unprocessable, op, "Your organisation does not take passkeys of this device or program.", "Use another one, or ask an owner which.").Because("authenticator")
	}
	record, err := credential.MarshalMsg(nil)
	if err != nil {
		return f, Passkey{}, err
	}
	return f, Passkey{ID: credential.ID, Record: record, Created: s.Now(), LastUsed: s.Now()}, nil
}

// maker is the AAGUID; zeros for authenticators that do not say.
func maker(c *webauthn.Credential) (id [16]byte) {
	copy(id[:], c.Authenticator.AAGUID)
	return id
}

func records(keys []Passkey) ([]webauthn.Credential, error) {
	list := make([]webauthn.Credential, len(keys))
	for i, key := range keys {
		if _, err := list[i].UnmarshalMsg(key.Record); err != nil {
			return nil, errs.Wrap(err, errs.Internal, "identity.passkey", "A stored passkey cannot be read.", "Use another way to sign in.")
		}
	}
	return list, nil
}

// BeginPasskeySignIn begins a sign-in by whichever passkey the person has.
func (s *Service) BeginPasskeySignIn() (Assertion, error) {
	return s.beginAssertion(flowSignIn, seal.ID{})
}

func (s *Service) beginAssertion(kind flowKind, subject seal.ID) (Assertion, error) {
	options, session, err := s.passkeys.BeginDiscoverableLogin(
		webauthn.WithUserVerification(protocol.VerificationRequired), webauthn.WithAssertionExtensions(s.prf()))
	if err != nil {
		return Assertion{}, errs.Wrap(err, errs.Internal, "identity.passkey", "A sign-in could not be prepared.", "Try again.")
	}
	token, err := s.randomToken()
	if err != nil {
		return Assertion{}, err
	}
	s.flows.put(token, flow{kind: kind, session: *session, subject: subject, expires: s.Now().Add(flowLimit)}, s.Now())
	return Assertion{token, options.Response}, nil
}

// usedPasskey is a passkey whose answer was checked.
type usedPasskey struct {
	account    seal.ID
	whose      user
	credential *webauthn.Credential
}

// asserted checks a passkey's answer to what was begun.
func (s *Service) asserted(ctx context.Context, token Token, kind flowKind, subject seal.ID, response []byte, from Source) (used usedPasskey, err error) {
	const op = "identity.passkey"
	f, err := s.flows.take(token, kind, s.Now())
	if err != nil {
		return used, err
	}
	if f.subject != subject {
		return used, errs.New(errs.Gone, op, "This passkey was begun for something else.", "Start again.")
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(response)
	if err != nil {
		return used, errs.Wrap(err, errs.Invalid, op, "This is not a passkey's answer.", "Try again.")
	}
	if prf := parsed.ClientExtensionResults.PRF; prf != nil && prf.Results != nil {
		return used, errSecretSent
	}
	find := func(_, handle []byte) (_ webauthn.User, err error) {
		used.account, used.whose, err = s.byHandle(ctx, handle)
		return used.whose, err
	}
	used.credential, err = s.passkeys.ValidateDiscoverableLogin(find, f.session, parsed)
	if err != nil {
		if err := s.refusePasskey(ctx, used.account, used.whose, from, wayPasskey); err != nil {
			return used, err
		}
		return used, errs.Wrap(err, errs.Unauthenticated, op, "This passkey is not known here, or was not confirmed.", "Try again, or use another way to sign in.")
	}
	return used, nil
}

// FinishPasskeySignIn checks the passkey's signature and signs in.
func (s *Service) FinishPasskeySignIn(ctx context.Context, token Token, response []byte, from Source) (SignedIn, error) {
	used, err := s.asserted(ctx, token, flowSignIn, seal.ID{}, response, from)
	if err != nil {
		return SignedIn{}, err
	}
	shown := proven(used.account, seal.PasskeyWay(used.credential.ID), wayPasskey, byDevice, byVerification)
	result, err := s.signIn(ctx, shown, from, func(tx Tx) error {
		return s.usePasskey(tx, used.account, *used.credential)
	})
	return result, s.usedUp(ctx, used, from, err)
}

// usedUp records why a passkey that answered rightly was refused all the same.
func (s *Service) usedUp(ctx context.Context, used usedPasskey, from Source, err error) error {
	reason := ""
	switch {
	case errors.Is(err, errCopied):
		reason = wayCopied
	case errors.Is(err, errGonePasskey):
		reason = wayPasskey
	case errors.Is(err, errGoneAccount):
		reason = "removed-account"
	}
	if reason != "" {
		if err := s.refusePasskey(ctx, used.account, used.whose, from, reason); err != nil {
			return err
		}
	}
	return err
}

// refusePasskey records a passkey's answer that was refused. Who names nobody's
// handle, which is 32 random bytes, guesses at nothing, and leaves figures only. A
// copy is always recorded: its answer is rightly signed, so that nobody guesses
// here, and whoever has it must not hide it behind guesses.
func (s *Service) refusePasskey(ctx context.Context, account seal.ID, whose user, from Source, reason string) error {
	if account.IsZero() {
		return nil
	}
	return s.store.Write(ctx, func(tx Tx) error {
		if reason == wayCopied {
			return s.refusal(tx, ledger.SignInRefused, account, from.Network, reason)
		}
		_, err := s.guessed(tx, whose.email, account, from.Network, reason)
		return err
	})
}

var (
	errGonePasskey = errs.New(errs.Unauthenticated, "identity.passkey", "This passkey was removed.", "Use another way to sign in.")
	errGoneAccount = errs.New(errs.Forbidden, "identity.sign-in", "This account was removed.", "Ask an owner of your organisation.")
)

// wayCopied is the reason where a passkey seems to be copied.
const wayCopied = "passkey-copied"

// errCopied refuses a passkey that signs rightly under a counter that went back:
// there may be two of it (WebAuthn level 3, §7.2).
var errCopied = errs.New(errs.Unauthenticated, "identity.passkey",
	"This passkey's counter went back: it may have been copied.", "Use another way to sign in, and replace this passkey.")

// usePasskey keeps a passkey's counter. It is compared again: since it was read,
// a copy may have signed in.
func (s *Service) usePasskey(tx Tx, account seal.ID, used webauthn.Credential) error {
	keys, err := tx.Passkeys(account)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(keys, func(key Passkey) bool { return bytes.Equal(key.ID, used.ID) })
	if at < 0 {
		return errGonePasskey
	}
	known, err := records(keys[at : at+1])
	if err != nil {
		return err
	}
	if stored := known[0].Authenticator; used.Authenticator.CloneWarning || stored.SignCount > 0 && used.Authenticator.SignCount <= stored.SignCount {
		return errCopied
	}
	key := keys[at]
	if key.Record, err = used.MarshalMsg(nil); err != nil {
		return err
	}
	key.LastUsed = s.Now()
	return tx.SetPasskey(key)
}

func (s *Service) byHandle(ctx context.Context, handle []byte) (seal.ID, user, error) {
	var account Account
	var keys []Passkey
	err := s.store.Read(ctx, func(tx Tx) error {
		found, ok, err := tx.AccountByHandle(handle)
		if err == nil && !ok {
			err = errs.New(errs.Unauthenticated, "identity.passkey", "This passkey is not known here.", "Use another way to sign in.")
		}
		if err != nil {
			return err
		}
		account = found
		keys, err = tx.Passkeys(found.ID)
		return err
	})
	if err != nil {
		return seal.ID{}, user{}, err
	}
	known, err := records(keys)
	return account.ID, user{handle: account.Handle, email: account.Email, credentials: known}, err
}

// signIn makes a session for an account that has proven itself; also runs in
// the same transaction.
func (s *Service) signIn(ctx context.Context, shown proof, from Source, also func(Tx) error) (SignedIn, error) {
	if _, ok := s.directory.Actor(shown.account); !ok {
		return SignedIn{}, errGoneAccount
	}
	var result SignedIn
	err := s.store.Write(ctx, func(tx Tx) error {
		if err := also(tx); err != nil {
			return err
		}
		var err error
		result, err = s.newSession(tx, shown, from)
		return err
	})
	return result, s.shutOut(ctx, err, from)
}
