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
	vaultKey        seal.Secret
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
		vaultKey:  value[seal.Secret](t)(seal.NewSecret(rand.Reader)),
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

// Vault seals the person's keys at a version, under recovery code and password.
func (s *Staff) Vault(version uint64) (vault []byte, unlockers [][]byte) {
	t, org := s.d.T, s.d.Org
	contents := seal.VaultContents{
		Identities: []seal.Secret{s.Identity.Seed()}, Sealings: []seal.Secret{s.Opening.Seed()},
		AccountSecret: value[seal.Secret](t)(seal.NewSecret(rand.Reader)),
	}
	sealed := value[seal.Vault](t)(seal.SealVault(rand.Reader, s.vaultKey, org, s.Account, version, contents))
	secrets := value[seal.SignInSecrets](t)(s.Recovery.Secrets(org))
	for _, kind := range []seal.UnlockerKind{seal.UnlockRecovery, seal.UnlockPassword} {
		u := value[seal.Unlocker](t)(seal.NewUnlocker(rand.Reader, kind, org, s.Account, secrets.Unlock, s.vaultKey))
		unlockers = append(unlockers, value[[]byte](t)(u.Bytes()))
	}
	return value[[]byte](t)(sealed.Bytes()), unlockers
}

// credentials are what the browser sends when the account is made. The
// password's authentication value is random: deriving it is the client's part.
func (s *Staff) credentials(password bool) Object {
	vault, unlockers := s.Vault(1)
	secrets := value[seal.SignInSecrets](s.d.T)(s.Recovery.Secrets(s.d.Org))
	out := Object{"vault": vault, "unlockers": unlockers, "recovery": Object{"auth": secrets.Auth[:]}}
	if password {
		s.PasswordAuth = make([]byte, 32)
		rand.Read(s.PasswordAuth) //nolint:errcheck // never fails
		out["password"] = Object{
			"salt": s.PasswordAuth[:16], "memory": 65536, "iterations": 3, "auth": s.PasswordAuth,
			"totpSecret": s.TOTP, "totpCode": totpNow(s.d.T, s.TOTP, s.clock()),
		}
	}
	return out
}

func (s *Staff) clock() time.Time { return time.Unix(int64(s.d.now()), 0) }

// Bind ties the person's device to the session.
func (s *Staff) Bind() {
	s.d.Must(s.Token, "PUT", "/session/device", Object{"device": s.Device}, nil)
}

// RecoveryAuth is the authentication value of the recovery code.
func (s *Staff) RecoveryAuth() []byte {
	secrets := value[seal.SignInSecrets](s.d.T)(s.Recovery.Secrets(s.d.Org))
	return secrets.Auth[:]
}

// SignIn makes another session by the recovery code.
func (s *Staff) SignIn() SignedIn {
	var in SignedIn
	s.d.Must("", "POST", "/signin/recovery", Object{"email": s.Email, "auth": s.RecoveryAuth()}, &in)
	return in
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
