// Package mail tells people by email what they must hear outside of the desk: that
// there is an answer, a code, a new browser.
//
// Promise: a letter is on disk before anybody is told that it will be sent, and is
// sent again, under the same Message-ID, until the mail server has taken it or its
// time is over. What a mail server refuses for good is recorded and shown, and
// nothing more goes to that address until somebody has looked.
//
// Threat: whoever reads mail on its way. No letter says what was written, or has a
// link that lets anybody in. What waits is encrypted under the server's own key.
//
// Limits: a mail server that takes a letter may lose it, and what comes back by mail
// is not read. A code by mail shows that somebody reads that mailbox, and no more.
package mail

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"io"
	"log/slog"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// Kind is what a letter says. The zero Kind says nothing, and is not sent.
type Kind string

// The kinds.
const (
	Answer       Kind = "answer"         // a customer has an answer
	CodeLetter   Kind = "code"           // a code to type in
	NewBrowser   Kind = "new-browser"    // somebody signed in with a browser that was not known
	WaysChanged  Kind = "ways-changed"   // a way into the account was added, changed or removed
	RecoveryUsed Kind = "recovery-used"  // the recovery code was used
	SessionEnded Kind = "session-ended"  // an owner ended the sessions
	NewKeysBegun Kind = "new-keys-begun" // somebody who lost everything gets new keys
	NewKeysMade  Kind = "new-keys-made"  // they have them
	Findings     Kind = "findings"       // owners: something weakens sign-in
	Trial        Kind = "test"           // somebody looks whether mail works
)

// Letter is one mail to one person.
type Letter struct {
	Kind Kind
	To   string
	Code string // of a CodeLetter
}

// How long it is tried.
const (
	noticeLife = 48 * time.Hour
	codeLife   = 10 * time.Minute
)

// Queued is a letter that waits, as it is kept.
type Queued struct {
	ID       seal.ID
	Kind     Kind
	Address  seal.ID // of whom: a keyed hash
	Created  time.Time
	Due      time.Time
	Expires  time.Time
	Attempts int
	Step     Step   // at which it failed last
	Sealed   []byte // To and Code
}

// Barred is an address that nothing is sent to until somebody has looked.
type Barred struct {
	Address seal.ID
	Sealed  []byte // how it is shown
	Since   time.Time
	Step    Step
	Code    int
}

// Tx is what this domain needs inside one transaction.
type Tx interface {
	ledger.Tx
	InsertMail(Queued) error // leaves one that is there as it is
	DueMail(now time.Time, limit int) ([]Queued, error)
	Mails(limit int) ([]Queued, int, error) // and how many there are
	PostponeMail(Queued) error
	DeleteMail(id seal.ID) error
	DeleteMailTo(address seal.ID) error
	Bar(Barred) error
	BarredAddress(address seal.ID) (Barred, bool, error)
	BarredAddresses() ([]Barred, error)
	Unbar(address seal.ID) error
	SetCode(Code) error
	Code(flow seal.ID) (Code, bool, error)
	DeleteCode(flow seal.ID) error
	SweepCodes(now time.Time) error
}

// Store runs transactions.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
}

// Mailer hands one message to a mail server.
type Mailer interface {
	// Send returns a *Failure, unless the server took it.
	Send(ctx context.Context, by settings.Mail, m Message) error
}

// Config is what the service needs to know about its surroundings.
type Config struct {
	Store    Store
	Mailer   Mailer
	Settings *settings.Service
	// Organisation is its name.
	Organisation func() string
	Origin       string
	Key          seal.Secret
	Random       io.Reader
	Now          func() time.Time
	Log          *slog.Logger
}

// Service keeps letters and sends them. Make one with New.
type Service struct {
	Config
	aead      cipher.AEAD
	addresses seal.Secret
	codes     seal.Secret
	wake      chan struct{}
	pause     pause
	limits    limits
}

// New returns the service; Run sends.
func New(c Config) (*Service, error) {
	s := &Service{Config: c, wake: make(chan struct{}, 1)}
	own, err := seal.Derive(c.Key[:], nil, "mail at rest")
	if err != nil {
		return nil, err
	}
	if s.addresses, err = seal.Derive(c.Key[:], nil, "mail addresses"); err != nil {
		return nil, err
	}
	if s.codes, err = seal.Derive(c.Key[:], nil, "mail codes"); err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(own[:])
	if err != nil {
		return nil, err
	}
	s.aead, err = cipher.NewGCM(block)
	if c.Settings != nil {
		c.Settings.OnChange(func(name string) {
			if name == new(settings.Mail).Name() {
				s.pause.over()
				s.Wake()
			}
		})
	}
	return s, err
}

func (s *Service) server() settings.Mail { return settings.Get[settings.Mail](s.Settings) }

// Offered reports whether the organisation sends mail.
func (s *Service) Offered() bool { return s != nil && s.server().On }

// Wake has the queue looked at now.
func (s *Service) Wake() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Tell puts a notice for an address into the queue. What is told twice under one id
// is sent once.
func (s *Service) Tell(ctx context.Context, id seal.ID, kind Kind, to string) error {
	if !s.Offered() {
		return nil
	}
	if err := s.limits.take("to "+to, noticesAnHour, s.Now()); err != nil {
		return err
	}
	err := s.Store.Write(ctx, func(tx Tx) error {
		return s.enqueue(tx, id, Letter{Kind: kind, To: to}, noticeLife)
	})
	s.Wake()
	return err
}

// TellWithin puts a notice into the queue in the transaction of what it tells of.
func (s *Service) TellWithin(tx Tx, kind Kind, to string) error {
	if !s.Offered() {
		return nil
	}
	id, err := draw(s.Random)
	if err != nil {
		return err
	}
	return s.enqueue(tx, id, Letter{Kind: kind, To: to}, noticeLife)
}

// enqueue keeps a letter, unless nothing goes to its address.
func (s *Service) enqueue(tx Tx, id seal.ID, l Letter, life time.Duration) error {
	address := s.address(l.To)
	_, barred, err := tx.BarredAddress(address)
	if err != nil {
		return err
	}
	if barred || !settings.MailAddress(l.To) {
		l.Kind = "" // as much work as any other
	}
	sealed, err := s.seal(id, l)
	if err != nil {
		return err
	}
	now := s.Now()
	return tx.InsertMail(Queued{ID: id, Kind: l.Kind, Address: address, Created: now, Due: now, Expires: now.Add(life), Sealed: sealed})
}

// address is how an address is known where it must not be read. The part before the
// @ may be case-sensitive (RFC 5321 §2.4); no mail server that anybody has met is.
func (s *Service) address(email string) seal.ID {
	mac := hmac.New(sha256.New, s.addresses[:])
	io.WriteString(mac, strings.ToLower(email)) //nolint:errcheck // a hash takes everything
	return seal.ID(mac.Sum(nil))
}

// seal encrypts what waits: nonce, then ciphertext, bound to its id.
func (s *Service) seal(id seal.ID, value any) ([]byte, error) {
	plain, err := cbor.Marshal(value)
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := io.ReadFull(s.Random, nonce); err != nil {
		return nil, err
	}
	return s.aead.Seal(nonce, nonce, plain, id[:]), nil
}

func (s *Service) open(id seal.ID, sealed []byte, into any) error {
	size := s.aead.NonceSize()
	if len(sealed) < size {
		return errors.New("mail: a letter that is cut off")
	}
	plain, err := s.aead.Open(nil, sealed[:size], sealed[size:], id[:])
	if err != nil {
		return err
	}
	return cbor.Unmarshal(plain, into)
}

func draw(random io.Reader) (id seal.ID, err error) {
	_, err = io.ReadFull(random, id[:])
	return id, err
}

// Shown is a letter that waits, for people.
type Shown struct {
	ID       seal.ID
	Kind     Kind
	To       string // masked
	Created  time.Time
	Due      time.Time
	Attempts int
	Step     Step
}

// ShownBarred is an address that nothing is sent to, for people.
type ShownBarred struct {
	Address seal.ID
	To      string // masked
	Since   time.Time
	Step    Step
	Code    int
}

// Status is how mail is doing.
type Status struct {
	On      bool
	Waiting int
	Letters []Shown // the oldest of them
	Barred  []ShownBarred
}

const shownLimit = 50

// Status tells what waits and what was refused.
func (s *Service) Status(ctx context.Context) (Status, error) {
	out := Status{On: s.Offered()}
	err := s.Store.Read(ctx, func(tx Tx) error {
		letters, waiting, err := tx.Mails(shownLimit)
		if err != nil {
			return err
		}
		out.Waiting = waiting
		for _, q := range letters {
			var l Letter
			if err := s.open(q.ID, q.Sealed, &l); err != nil {
				return err
			}
			out.Letters = append(out.Letters, Shown{q.ID, q.Kind, mask(l.To), q.Created, q.Due, q.Attempts, q.Step})
		}
		barred, err := tx.BarredAddresses()
		if err != nil {
			return err
		}
		for _, b := range barred {
			var to string
			if err := s.open(b.Address, b.Sealed, &to); err != nil {
				return err
			}
			out.Barred = append(out.Barred, ShownBarred{b.Address, to, b.Since, b.Step, b.Code})
		}
		return nil
	})
	return out, err
}

// mask leaves as much of an address as its owner recognises.
func mask(email string) string {
	at := strings.LastIndexByte(email, '@')
	if at < 1 {
		return "…"
	}
	first := []rune(email[:at])[0]
	return string(first) + "…" + email[at:]
}

// Release lets mail go to an address again that was refused for good.
func (s *Service) Release(ctx context.Context, by ledger.Source, address seal.ID) error {
	err := s.Store.Write(ctx, func(tx Tx) error {
		_, ok, err := tx.BarredAddress(address)
		if err == nil && !ok {
			err = errs.New(errs.NotFound, "mail.release", "Mail to this address is not held back.", "Reload the list.")
		}
		if err != nil {
			return err
		}
		if err := tx.Unbar(address); err != nil {
			return err
		}
		return ledger.Append(tx, ledger.Act(s.Now(), ledger.MailReleased, by, address))
	})
	return err
}
