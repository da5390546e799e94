package identity

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"

	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// Credentials are the ways into an account that a browser made.
type Credentials struct {
	Vault     []byte
	Unlockers [][]byte
	Passkey   *NewPasskey
	Password  *NewPassword
	Recovery  []byte // authentication value of the recovery code; nil leaves it
}

// NewPasskey is the answer to a Registration.
type NewPasskey struct {
	Flow     Token
	Response []byte
	Name     string
}

// NewPassword is a password's public side. Code proves that the authenticator
// was set up.
type NewPassword struct {
	Salt       []byte
	Memory     uint32
	Iterations uint32
	Auth       []byte
	Secret     string
	Code       string
}

// Setup is everything that creates the organisation, in one transaction.
type Setup struct {
	Token       string
	Batch       directory.Batch
	Credentials Credentials
	Email       string
	Settings    directory.Settings
}

func (s *Service) checkSetupToken(token string) error {
	if s.SetupToken == "" || subtle.ConstantTimeCompare([]byte(token), []byte(s.SetupToken)) != 1 {
		return errs.New(errs.Forbidden, "identity.setup", "The set-up token does not match.", "Copy it from the terminal where the server was started.")
	}
	return nil
}

// CheckSetup reports whether a set-up token matches.
func (s *Service) CheckSetup(token string) error { return s.checkSetupToken(token) }

// SetUp creates the organisation with its first owner.
func (s *Service) SetUp(ctx context.Context, in Setup, serverKey seal.PublicKey, from Source) (SignedIn, error) {
	const op = "identity.setup"
	if err := s.checkSetupToken(in.Token); err != nil {
		return SignedIn{}, err
	}
	if err := in.Settings.Check(); err != nil {
		return SignedIn{}, err
	}
	change, err := s.directory.Begin(in.Batch)
	if err != nil {
		return SignedIn{}, err
	}
	done := false
	defer func() {
		if !done {
			change.Abort()
		}
	}()
	if change.First() != 0 {
		return SignedIn{}, errs.New(errs.Gone, op, "This desk is already set up.", "Sign in, or ask an owner for an invitation.")
	}
	next := change.Next()
	accounts := next.Accounts()
	_, key, named := next.ServerKey()
	if len(accounts) != 1 || !named || key != serverKey || len(in.Batch.Head) == 0 {
		return SignedIn{}, errs.New(errs.Unprocessable, op, "The first statements must name one account and this server's key, and come with a head.", "Start the set-up again.")
	}
	e, err := s.prepare(next.Org(), accounts[0].ID, in.Email, in.Credentials, flowSetup, seal.ID{})
	if err != nil {
		return SignedIn{}, err
	}
	var result SignedIn
	err = s.store.Write(ctx, func(tx Tx) error {
		if err := change.Store(tx, ledger.Staff(accounts[0].ID, from.Network)); err != nil {
			return err
		}
		for _, inbox := range next.Inboxes() {
			if err := tx.SetSettings(inbox.ID, in.Settings); err != nil {
				return err
			}
		}
		if err := s.event(tx, ledger.OrganisationCreated, ledger.Staff(accounts[0].ID, from.Network), accounts[0].ID, ""); err != nil {
			return err
		}
		result, err = s.enrol(tx, e, waySetup, from)
		return err
	})
	if err == nil {
		done = true
		change.Commit()
	}
	return result, err
}

func (s *Service) checkInvitation(id seal.ID) error {
	invite, ok := s.directory.Replay().Invite(id)
	if !ok {
		return errs.New(errs.NotFound, "identity.invitation", "There is no such invitation.", "Check the link, or ask for a new one.")
	}
	if !invite.OpenAt(uint64(s.Now().Unix())) {
		return errs.New(errs.Gone, "identity.invitation", "This invitation was used, revoked, or is too old.", "Ask for a new one.")
	}
	return nil
}

// Accept makes the account that an invitation is for.
func (s *Service) Accept(ctx context.Context, invite seal.ID, statements [][]byte, credentials Credentials, email string, from Source) (SignedIn, error) {
	const op = "identity.invitation"
	if err := s.checkInvitation(invite); err != nil {
		return SignedIn{}, err
	}
	change, err := s.directory.Begin(directory.Batch{Statements: statements})
	if err != nil {
		return SignedIn{}, err
	}
	done := false
	defer func() {
		if !done {
			change.Abort()
		}
	}()
	account, ok := madeBy(change, invite)
	if !ok {
		return SignedIn{}, errs.New(errs.Unprocessable, op, "The statements do not make the account that was invited.", "Open the link again.")
	}
	e, err := s.prepare(change.Next().Org(), account, email, credentials, flowInvitation, invite)
	if err != nil {
		return SignedIn{}, err
	}
	var result SignedIn
	err = s.store.Write(ctx, func(tx Tx) error {
		if err := change.Store(tx, ledger.Staff(account, from.Network)); err != nil {
			return err
		}
		if err := s.event(tx, ledger.InvitationAccepted, ledger.Staff(account, from.Network), account, ""); err != nil {
			return err
		}
		again, err := s.succeed(tx, invite, account, e.account.Email, from)
		if err != nil {
			return err
		}
		if result, err = s.enrol(tx, e, wayInvitation, from); err != nil || !again {
			return err
		}
		return s.tell(tx, account, NewKeysMadeLetter)
	})
	if err == nil {
		done = true
		change.Commit()
	}
	return result, err
}

// madeBy finds the one new account, which must name the invitation.
func madeBy(change *directory.Change, invite seal.ID) (seal.ID, bool) {
	for _, account := range change.Next().Accounts() {
		if account.Invite == seal.Some(invite) {
			return account.ID, true
		}
	}
	return seal.ID{}, false
}

// enrolment is checked credentials, ready to be stored.
type enrolment struct {
	account  Account
	vault    Vault
	passkey  *Passkey
	password *Password
	recovery *Recovery
}

// prepare checks credentials outside of the transaction.
func (s *Service) prepare(org, account seal.ID, email string, c Credentials, kind flowKind, subject seal.ID) (enrolment, error) {
	const op = "identity.enrol"
	email, err := cleanEmail(email)
	if err == nil {
		err = s.Fits(email)
	}
	if err != nil {
		return enrolment{}, err
	}
	if c.Passkey == nil && c.Password == nil || c.Recovery == nil {
		return enrolment{}, errs.New(errs.Unprocessable, op, "An account needs a passkey or a password, and a recovery code.", "Go through the steps again.")
	}
	e, err := s.prepareWays(account, c, kind, subject)
	if err != nil {
		return e, err
	}
	e.account = Account{ID: account, Email: email, Handle: e.account.Handle, Availability: "available", Created: s.Now()}
	if e.account.Handle == nil {
		handle, err := s.randomToken()
		if err != nil {
			return e, err
		}
		e.account.Handle = handle[:]
	}
	e.vault, err = checkVault(org, account, 1, c.Vault, c.Unlockers)
	return e, err
}

// Fits is why nobody may join with this address; nil if they may.
func (s *Service) Fits(email string) error {
	chosen := settings.Get[settings.Addresses](s.Settings)
	return chosen.Refuses(email)
}

func (s *Service) prepareWays(account seal.ID, c Credentials, kind flowKind, subject seal.ID) (enrolment, error) {
	const op = "identity.enrol"
	var e enrolment
	if c.Passkey != nil {
		f, passkey, err := s.finishRegistration(c.Passkey.Flow, kind, c.Passkey.Response)
		if err != nil {
			return e, err
		}
		if f.subject != subject {
			return e, errs.New(errs.Gone, op, "This passkey was begun for something else.", "Start again.")
		}
		passkey.Account, passkey.Name = account, clip(c.Passkey.Name, passkeyNameLimit)
		e.passkey, e.account.Handle = &passkey, f.handle
	}
	if c.Password != nil {
		password, err := s.checkPassword(account, *c.Password)
		if err != nil {
			return e, err
		}
		e.password = &password
	}
	if c.Recovery != nil {
		if len(c.Recovery) != 32 {
			return e, errs.New(errs.Unprocessable, op, "The recovery code's value has the wrong size.", "Go through the steps again.")
		}
		e.recovery = &Recovery{Account: account, Verifier: sha256.Sum256(c.Recovery)}
	}
	return e, nil
}

// checkPassword keeps the floor and ceiling of §9 and proves the authenticator.
func (s *Service) checkPassword(account seal.ID, p NewPassword) (Password, error) {
	const op = "identity.password"
	if len(p.Auth) != 32 || len(p.Salt) != 16 || p.Memory < 19456 || p.Memory > 1<<20 || p.Iterations < 2 || p.Iterations > 10 {
		return Password{}, errs.New(errs.Unprocessable, op, "The password was not derived as the protocol asks.", "Reload the page.")
	}
	if raw, err := base32.StdEncoding.WithPadding(base32.NoPadding).DecodeString(p.Secret); err != nil || len(raw) < 16 || len(raw) > 64 {
		return Password{}, errs.New(errs.Unprocessable, op, "The authenticator's secret is not usable.", "Set up the authenticator again.")
	}
	step, ok := s.step(p.Secret, p.Code, 0)
	if !ok {
		return Password{}, errs.New(errs.Unprocessable, op, "The authenticator's code does not match.", "Wait for the next code, and check your device's clock.")
	}
	return Password{
		Account: account, Salt: p.Salt, Memory: p.Memory, Iterations: p.Iterations,
		Verifier: sha256.Sum256(p.Auth), Secret: p.Secret, Step: step, LastUsed: s.Now(), Chosen: s.Now(),
	}, nil
}

// enrol stores an account and signs it in; by is the ledger's word for how.
func (s *Service) enrol(tx Tx, e enrolment, by string, from Source) (SignedIn, error) {
	if holder, taken, err := tx.AccountByEmail(e.account.Email); err != nil {
		return SignedIn{}, err
	} else if taken {
		free, err := s.freeAddress(tx, holder.ID)
		if err != nil {
			return SignedIn{}, err
		}
		if !free {
			return SignedIn{}, errs.New(errs.Conflict, "identity.enrol", "There is already an account with this email address.", "Sign in, or use another address.")
		}
	}
	if err := tx.InsertAccount(e.account); err != nil {
		return SignedIn{}, err
	}
	if _, err := s.storeWays(tx, e); err != nil {
		return SignedIn{}, err
	}
	if e.passkey != nil {
		return s.newSession(tx, proven(e.account.ID, seal.PasskeyWay(e.passkey.ID), by, byDevice, byVerification), from)
	}
	way, err := wayIn(tx, e.account.ID, seal.UnlockPassword)
	if err != nil {
		return SignedIn{}, err
	}
	return s.newSession(tx, proven(e.account.ID, way, by, byPassword, byAuthenticator), from)
}
