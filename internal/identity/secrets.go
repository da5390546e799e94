package identity

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"net/mail"
	"strings"
	"time"

	"github.com/pquerna/otp"
	"github.com/pquerna/otp/hotp"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// PasswordHint is what a browser needs to derive the values of a password.
type PasswordHint struct {
	Salt       []byte
	Memory     uint32
	Iterations uint32
}

const (
	usualMemory     = 65536
	usualIterations = 3
	totpPeriod      = 30
)

func cleanEmail(email string) (string, error) {
	email = strings.ToLower(strings.TrimSpace(email))
	parsed, err := mail.ParseAddress(email)
	if err != nil || parsed.Address != email || len(email) > 254 {
		return "", errs.New(errs.Unprocessable, "identity.email", "This is not an email address.", "Write it like name@example.org.")
	}
	return email, nil
}

// PasswordHint returns the parameters of an account's password. Unknown
// addresses get parameters that are stable and look the same.
func (s *Service) PasswordHint(ctx context.Context, email string) (PasswordHint, error) {
	email, err := cleanEmail(email)
	if err != nil {
		return PasswordHint{}, err
	}
	mac := hmac.New(sha256.New, s.Secret[:])
	mac.Write([]byte("password hint\x00" + email))
	hint := PasswordHint{mac.Sum(nil)[:16], usualMemory, usualIterations}
	err = s.store.Read(ctx, func(tx Tx) error {
		account, ok, err := tx.AccountByEmail(email)
		if err != nil || !ok {
			return err
		}
		password, ok, err := tx.Password(account.ID)
		if ok {
			hint = PasswordHint{password.Salt, password.Memory, password.Iterations}
		}
		return err
	})
	return hint, err
}

func wrong(op string) error {
	return errs.New(errs.Unauthenticated, op, "This does not match.", "Check what you typed and try again.")
}

// SignInWithPassword checks a password's authentication value and a fresh
// authenticator code. Which of them was wrong is said in the record only.
func (s *Service) SignInWithPassword(ctx context.Context, email string, auth []byte, code string, from Source) (SignedIn, error) {
	const op = "identity.password"
	return s.guess(ctx, op, seal.UnlockPassword, wayPassword, email, from, func(tx Tx, account seal.ID) ([]factor, string, error) {
		return s.byPassword(tx, account, auth, code)
	})
}

// byPassword checks both; it returns what was shown, or what was wrong.
func (s *Service) byPassword(tx Tx, account seal.ID, auth []byte, code string) (shown []factor, wrong string, err error) {
	known, err := s.knows(tx, account, auth)
	if err != nil || !known {
		return nil, wayPassword, err
	}
	fresh, err := s.shows(tx, account, code)
	if err != nil || !fresh {
		return nil, wrongCode, err
	}
	return []factor{byPassword, byAuthenticator}, "", nil
}

// knows checks the password's authentication value.
func (s *Service) knows(tx Tx, account seal.ID, auth []byte) (bool, error) {
	password, ok, err := tx.Password(account)
	return password.Verifier.matches(auth) && ok, err
}

// shows checks the authenticator's code, which counts once.
func (s *Service) shows(tx Tx, account seal.ID, code string) (bool, error) {
	password, ok, err := tx.Password(account)
	if err != nil {
		return false, err
	}
	step, fresh := s.step(password.Secret, code, password.Step)
	if !ok || !fresh {
		return false, nil
	}
	now := s.Now()
	password.Drift = drifting(password.Drift, step-now.Unix()/totpPeriod)
	password.Step, password.LastUsed = step, now
	return true, tx.SetPassword(password)
}

// Second is what is shown beside a recovery code, for the sheet that it is printed
// on may lie open: one of these.
type Second struct {
	Password []byte // its authentication value
	Code     string // the authenticator's
	Operator string // given by whoever runs the server
	Mail     string // sent by mail (mailed.go)
	Flow     seal.ID

	mailed bool // and it was
}

// none reports whether nothing is shown, or more than one.
func (b Second) none() bool {
	n := 0
	for _, given := range []bool{len(b.Password) > 0, b.Code != "", b.Operator != "", b.Mail != ""} {
		if given {
			n++
		}
	}
	return n != 1
}

// SignInWithRecovery checks a recovery code's authentication value, and something
// beside it. Which of them was wrong is said in the record only.
func (s *Service) SignInWithRecovery(ctx context.Context, email string, auth []byte, second Second, from Source) (SignedIn, error) {
	const op = "identity.recovery"
	if second.none() {
		return SignedIn{}, errs.New(errs.Unprocessable, op, "A recovery code takes one more proof of who you are.", "Add your password, a code of your authenticator app, or a code from whoever runs the server.")
	}
	var err error
	if second.mailed, err = s.wasMailed(ctx, email, second); err != nil {
		return SignedIn{}, err
	}
	in, err := s.guess(ctx, op, seal.UnlockRecovery, wayRecovery, email, from, func(tx Tx, account seal.ID) ([]factor, string, error) {
		recovery, ok, err := tx.Recovery(account)
		if err != nil || !recovery.Verifier.matches(auth) || !ok {
			return nil, wayRecovery, err
		}
		beside, err := s.beside(tx, account, email, second, from)
		if err != nil || beside == "" {
			return nil, wrongSecond, err
		}
		recovery.LastUsed = s.Now()
		return []factor{byKit, beside}, "", tx.SetRecovery(recovery)
	})
	if err == nil && second.Operator != "" {
		err = s.ringAgain(ctx)
	}
	return in, err
}

// beside checks what is shown beside a recovery code; no factor where it is wrong.
func (s *Service) beside(tx Tx, account seal.ID, email string, second Second, from Source) (by factor, err error) {
	var right bool
	switch {
	case second.Code != "":
		by = byAuthenticator
		right, err = s.shows(tx, account, second.Code)
	case second.Mail != "":
		by, right = byMail, second.mailed
	case second.Operator != "":
		by = byOperator
		if right = s.Operator != nil && s.Operator(email, second.Operator); right {
			err = s.event(tx, ledger.OperatorAdmitted, ledger.Staff(account, from.Network), account, "")
		}
	default:
		by = byPassword
		right, err = s.knows(tx, account, second.Password)
	}
	if !right {
		by = ""
	}
	return by, err
}

// wrongCode is the reason where the password was right, and the authenticator's
// code was not: somebody else may know the password.
const wrongCode = "authenticator"

// wrongSecond likewise, where the recovery code was right: somebody else may have
// the sheet.
const wrongSecond = "recovery-second"

// guess runs a check that people can get wrong, slowed down by misses; it returns
// what was shown, or which factor was wrong. The check and the session are one
// transaction, so that of two who use the same code at once only one gets in.
func (s *Service) guess(ctx context.Context, op string, kind seal.UnlockerKind, by, email string, from Source, check func(Tx, seal.ID) (shown []factor, wrong string, err error)) (SignedIn, error) {
	email, err := cleanEmail(email)
	if err != nil {
		return SignedIn{}, err
	}
	closes, err := s.throttle.try(email, from.Network, s.Now())
	if err != nil {
		return SignedIn{}, err
	}
	var result SignedIn
	passed := false
	err = s.store.Write(ctx, func(tx Tx) error {
		account, ok, err := tx.AccountByEmail(email)
		if err != nil {
			return err
		}
		shown, miss, err := check(tx, account.ID)
		if err != nil {
			return err
		}
		_, active := s.directory.Actor(account.ID)
		switch {
		case !ok:
			miss = "unknown-account"
		case !active:
			miss = "removed-account"
		}
		if miss != "" {
			return s.miss(tx, email, account.ID, from.Network, miss, closes)
		}
		passed = true
		way := seal.ID16{} // a provider's word opens no vault
		if kind != 0 {
			if way, err = wayIn(tx, account.ID, kind); err != nil {
				return err
			}
		}
		result, err = s.newSession(tx, proven(account.ID, way, by, shown...), from)
		return err
	})
	switch {
	case err != nil:
		s.throttle.forgive(email, from.Network)
		return SignedIn{}, s.shutOut(ctx, err, from)
	case !passed:
		return SignedIn{}, wrong(op)
	}
	s.throttle.succeeded(email, from.Network, s.Now())
	return result, nil
}

// miss records somebody who was not let in, and that the throttle closes over it.
func (s *Service) miss(tx Tx, email string, account seal.ID, network, reason, closes string) error {
	if written, err := s.guessed(tx, email, account, network, reason); err != nil || !written || closes == "" {
		return err
	}
	return s.refusal(tx, ledger.SignInThrottled, account, network, closes)
}

// step finds the time step of a code that is newer than the last one taken; one
// step of clock difference is allowed (RFC 6238 §5.2).
func (s *Service) step(secret, code string, last int64) (int64, bool) {
	now := s.Now().Unix() / totpPeriod
	found := int64(0)
	for step := now - 1; step <= now+1; step++ {
		want, err := hotp.GenerateCodeCustom(secret, uint64(step), hotp.ValidateOpts{Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false
		}
		if subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 && step > last {
			found = step
		}
	}
	return found, found > 0
}

// drifting counts codes in a row that were off the same way (RFC 6238 §6): one is
// typed late, many are from a clock that is wrong.
func drifting(before, off int64) int64 {
	switch {
	case off == 0:
		return 0
	case before*off < 0:
		return off
	}
	return before + off
}

const (
	challengeLimit = 2 * time.Minute
	challengeLabel = "visitor challenge\x00"
)

// Challenge makes a visitor's challenge. The server keeps nothing until one is
// answered: it holds its own time, and a MAC by which it is recognised. The
// MAC's key lives as long as the process, like the list of those that were used:
// a restart forgets both, so that no used one is taken again.
func (s *Service) Challenge() (seal.ID, error) {
	token, err := s.randomToken()
	if err != nil {
		return seal.ID{}, err
	}
	var challenge seal.ID
	copy(challenge[:8], token[:8])
	now := uint64(s.Now().Unix())
	for i := range 8 {
		challenge[8+i] = byte(now >> (56 - 8*i))
	}
	copy(challenge[16:], s.challengeMAC(challenge[:16]))
	return challenge, nil
}

func (s *Service) challengeMAC(head []byte) []byte {
	mac := hmac.New(sha256.New, s.challenges[:])
	mac.Write([]byte(challengeLabel))
	mac.Write(head)
	return mac.Sum(nil)[:16]
}

// VisitorSession is a visitor's bearer token.
type VisitorSession struct {
	Token   Token
	Expires time.Time
}

// OpenVisitorSession checks a device's signature over a challenge of ours, used
// once and within two minutes (§13).
func (s *Service) OpenVisitorSession(ctx context.Context, device, session []byte, from Source) (VisitorSession, error) {
	const op = "identity.visitor"
	no := func(err error) error {
		return errs.Wrap(err, errs.Unauthenticated, op, "This device could not be verified.", "Open the chat again.")
	}
	d, err := seal.ParseVisitorDevice(device)
	if err != nil {
		return VisitorSession{}, no(err)
	}
	signed, err := seal.ParseSigned[seal.Session](session)
	if err != nil {
		return VisitorSession{}, no(err)
	}
	value, err := signed.Verify(d.Unverified().Signing)
	if err != nil {
		return VisitorSession{}, no(err)
	}
	org := s.directory.Org()
	if value.Org != org || d.Unverified().Org != org || value.Device != d.ID() || org.IsZero() {
		return VisitorSession{}, wrong(op)
	}
	if err := s.takeChallenge(value.Challenge); err != nil {
		return VisitorSession{}, err
	}
	token, err := s.randomToken()
	if err != nil {
		return VisitorSession{}, err
	}
	result := VisitorSession{token, s.Now().Add(VisitorLimit)}
	return result, s.store.Write(ctx, func(tx Tx) error {
		if err := tx.InsertVisitorDevice(d.ID(), device); err != nil {
			return err
		}
		if err := tx.InsertVisitorSession(token.Verifier(), d.ID(), result.Expires); err != nil {
			return err
		}
		by := access.Actor{Who: access.Visitor, Device: d.ID(), Network: from.Network}
		return s.event(tx, ledger.VisitorAdmitted, by.Source(), d.ID(), "")
	})
}

// TakeChallenge takes an answer to a visitor's challenge, once.
func (s *Service) TakeChallenge(challenge seal.ID) error { return s.takeChallenge(challenge) }

func (s *Service) takeChallenge(challenge seal.ID) error {
	made := int64(0)
	for i := range 8 {
		made = made<<8 | int64(challenge[8+i])
	}
	now := s.Now()
	expires := time.Unix(made, 0).Add(challengeLimit)
	ours := hmac.Equal(challenge[16:], s.challengeMAC(challenge[:16]))
	if !ours || now.After(expires) || !s.used.use(challenge, expires, now) {
		return errs.New(errs.Unauthenticated, "identity.visitor", "This challenge is not ours, too old, or used.", "Ask for a new one.")
	}
	return nil
}

// Visitor finds the device behind a visitor's token, and when the session ends;
// false if there is none.
func (s *Service) Visitor(ctx context.Context, token Token) (device seal.ID, expires time.Time, ok bool, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		var err error
		device, expires, ok, err = tx.VisitorSession(token.Verifier())
		ok = ok && s.Now().Before(expires)
		return err
	})
	return device, expires, ok, err
}
