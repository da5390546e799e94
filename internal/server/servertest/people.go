package servertest

import (
	"crypto/rand"
	"os"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Staff is a person of the organisation with one browser.
type Staff struct {
	d               *Desk
	Email           string
	Identity        seal.SigningKey
	Opening         seal.OpeningKey
	DeviceKey       seal.SigningKey
	Account, Device seal.ID
	Session         seal.ID
	Token           string
	Recovery        seal.RecoveryCode
	TOTP            string
	PasswordAuth    []byte
	Contents        seal.VaultContents
	Leads           bool // what SetMembers makes of them
	signedIn        SignedIn
}

// SignedIn is the answer to a sign-in.
type SignedIn struct {
	Account, Session seal.ID
	Vault            []byte
	Unlockers        [][]byte
	Token            string
}

func chmod(folder string) error { return os.Chmod(folder, 0o700) }

func (d *Desk) person(email string) *Staff {
	t := d.T
	return &Staff{
		d: d, Email: email, TOTP: newTOTPSecret(),
		Identity:  value[seal.SigningKey](t)(seal.NewSigningKey(rand.Reader)),
		Opening:   value[seal.OpeningKey](t)(seal.NewOpeningKey(rand.Reader)),
		DeviceKey: value[seal.SigningKey](t)(seal.NewSigningKey(rand.Reader)),
		Recovery:  value[seal.RecoveryCode](t)(seal.NewRecoveryCode(rand.Reader)),
	}
}

func (s *Staff) byIdentity() directory.Signer { return directory.ByIdentity(s.Identity) }
func (s *Staff) byDevice() directory.Signer   { return directory.ByDevice(s.Device, s.DeviceKey) }

func (s *Staff) account(l *log, invite seal.OptionalID, also ...directory.Signer) {
	content := &directory.Account{
		Kind: directory.KindPerson, Name: s.Email, Identity: s.Identity.Public(), Sealing: s.Opening.Public(), Invite: invite,
	}
	s.Account = l.add(content, seal.OptionalID{}, append([]directory.Signer{s.byIdentity()}, also...)...)
}

func (s *Staff) certify(l *log) {
	now := s.d.now()
	content := &directory.Device{Account: s.Account, Key: s.DeviceKey.Public(), From: now, Until: now + 30*86400, State: directory.DeviceValid}
	s.Device = l.add(content, seal.OptionalID{}, s.byIdentity())
}

// Vault locks the person's keys at a version, for the ways in Contents.
func (s *Staff) Vault(version uint64) (vault []byte, unlockers [][]byte) {
	locked, _, err := seal.LockVault(rand.Reader, s.d.Org, s.Account, version, s.Contents)
	must(s.d.T, err)
	return locked.Vault, locked.Unlockers
}

// Put sends the next version of the vault, with more fields if given.
func (s *Staff) Put(token string, version uint64, credentials Object) Answer {
	s.d.T.Helper()
	vault, unlockers := s.Vault(version)
	in := Object{"vault": vault, "unlockers": unlockers}
	if credentials != nil {
		in["credentials"] = credentials
	}
	return s.d.Do(token, "PUT", "/vault", in)
}

// AddWay puts a way of a secret on the vault's list; Put sends it.
func (s *Staff) AddWay(kind seal.UnlockerKind, id seal.ID16, unlock seal.Secret) seal.UnlockKey {
	key := value[seal.UnlockKey](s.d.T)(seal.NewUnlockKey(s.d.Org, s.Account, kind, id, unlock))
	s.Contents = s.Contents.With(key.Way())
	return key
}

func (s *Staff) fillVault() {
	t := s.d.T
	s.Contents = seal.VaultContents{
		Identities: []seal.Secret{s.Identity.Seed()}, Sealings: []seal.Secret{s.Opening.Seed()},
		AccountSecret: value[seal.Secret](t)(seal.NewSecret(rand.Reader)),
	}
	secrets := value[seal.SignInSecrets](t)(s.Recovery.Secrets(s.d.Org))
	s.AddWay(seal.UnlockRecovery, value[seal.ID16](t)(seal.NewID16(rand.Reader)), secrets.Unlock)
}

// credentials are what the browser sends when the account is made. The
// password's values are random: deriving them is the client's part.
func (s *Staff) credentials() Object {
	s.fillVault()
	s.PasswordAuth = make([]byte, 32)
	rand.Read(s.PasswordAuth) //nolint:errcheck // never fails
	s.AddWay(seal.UnlockPassword, value[seal.ID16](s.d.T)(seal.NewID16(rand.Reader)), seal.Secret(s.PasswordAuth))
	vault, unlockers := s.Vault(1)
	return Object{
		"vault": vault, "unlockers": unlockers, "recovery": Object{"auth": s.RecoveryAuth()},
		"password": Object{
			"salt": s.PasswordAuth[:16], "memory": 65536, "iterations": 3, "auth": s.PasswordAuth,
			"totpSecret": s.TOTP, "totpCode": totpNow(s.d.T, s.TOTP, s.clock()),
		},
	}
}

func (s *Staff) clock() time.Time { return time.Unix(int64(s.d.now()), 0) }

// Code is the one that the person's authenticator shows now.
func (s *Staff) Code() string { return totpNow(s.d.T, s.TOTP, s.clock()) }

// Bind ties the person's device to the session.
func (s *Staff) Bind() {
	s.d.Must(s.Token, "PUT", "/session/device", Object{"device": s.Device}, nil)
}

// RecoveryAuth is the authentication value of the recovery code.
func (s *Staff) RecoveryAuth() []byte {
	secrets := value[seal.SignInSecrets](s.d.T)(s.Recovery.Secrets(s.d.Org))
	return secrets.Auth[:]
}

// ByRecovery is a sign-in by the recovery code and the password.
func (s *Staff) ByRecovery() Object {
	return Object{"email": s.Email, "auth": s.RecoveryAuth(), "second": Object{"password": s.PasswordAuth}}
}

// SignIn makes another session by the recovery code and the password.
func (s *Staff) SignIn() SignedIn {
	var in SignedIn
	s.d.Must("", "POST", "/signin/recovery", s.ByRecovery(), &in)
	return in
}

// Confirmation proves once more that it is this person, by password and code.
func (s *Staff) Confirmation() Object { return Object{"auth": s.PasswordAuth, "code": s.Code()} }

// Confirm proves with the password that it is them; the session has another token then.
func (s *Staff) Confirm() {
	s.Renewed(s.d.Do(s.Token, "POST", "/session/confirm/password", s.Confirmation()))
}

// Renewed takes the token that a confirmation brought.
func (s *Staff) Renewed(confirmed Answer) {
	s.d.T.Helper()
	var answer struct{ Token string }
	if confirmed.Into(s.d.T, &answer); confirmed.Status != 200 || answer.Token == "" {
		s.d.T.Fatalf("a confirmation: %d %s", confirmed.Status, confirmed.Body)
	}
	s.Token = answer.Token
}

// Visitor is a customer's browser.
type Visitor struct {
	d       *Desk
	Key     seal.SigningKey
	Opening seal.OpeningKey
	Device  seal.ID
	Wire    []byte
	Token   string
}

// Visitor plays a browser that opens the chat.
func (d *Desk) Visitor() *Visitor {
	t := d.T
	v := &Visitor{d: d, Key: value[seal.SigningKey](t)(seal.NewSigningKey(rand.Reader)), Opening: value[seal.OpeningKey](t)(seal.NewOpeningKey(rand.Reader))}
	device := value[seal.Signed[seal.VisitorDevice]](t)(seal.NewVisitorDevice(rand.Reader, d.Org, v.Key, v.Opening, d.now()))
	v.Device, v.Wire = device.ID(), device.Bytes()
	v.SignIn()
	return v
}

// SessionRequest answers a fresh challenge.
func (v *Visitor) SessionRequest() Object {
	var c struct{ Challenge seal.ID }
	v.d.Must("", "POST", "/visitor/challenges", nil, &c)
	signed := value[seal.Signed[seal.Session]](v.d.T)(seal.SignObject(v.Key, seal.Session{Org: v.d.Org, Device: v.Device, Challenge: c.Challenge, Time: v.d.now()}))
	return Object{"device": v.Wire, "session": signed.Bytes()}
}

// SignIn gets a token.
func (v *Visitor) SignIn() {
	var out struct{ Token string }
	v.d.Must("", "POST", "/visitor/sessions", v.SessionRequest(), &out)
	v.Token = out.Token
}
