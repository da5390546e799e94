package mail

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// Step is a part of the talk with a mail server (RFC 5321 §3).
type Step string

// The steps, in their order.
const (
	Connecting Step = "connect"
	Encrypting Step = "tls"
	Greeting   Step = "greeting"
	SigningIn  Step = "auth"
	Sender     Step = "sender"
	Recipient  Step = "recipient"
	Content    Step = "content"
)

// Failure is a letter that was not taken.
type Failure struct {
	Step Step
	Code int // reply code of the server (RFC 5321 §4.2), 0 if there was none
	// Enhanced says more exactly what is wrong, for example "5.1.1" (RFC 3463); "" where
	// the server does not.
	Enhanced string
	// Certificate: the server did not show a certificate for its name.
	Certificate bool
	// NoTLS: the server offers no encryption, or somebody in between took the offer away.
	NoTLS bool
	Cause error // private: servers write addresses into what they answer
}

// Error names step and code, and nothing that the server wrote.
func (f *Failure) Error() string { return fmt.Sprintf("mail: failed at %s (%d)", f.Step, f.Code) }

// Unwrap returns the private cause.
func (f *Failure) Unwrap() error { return f.Cause }

// final: this letter is refused as it is (RFC 5321 §4.2.1). What is wrong before the
// recipient is named is wrong with all letters, and can be mended.
func (f *Failure) final() bool {
	return (f.Step == Recipient || f.Step == Content) && f.Code >= 550 && f.Code < 560
}

// absent: there is nobody at this address, who therefore gets nothing more. A mailbox
// that is full, a size, or a rule about who may send is no reason: it can be mended.
func (f *Failure) absent() bool {
	if !f.final() {
		return false
	}
	class, detail, _ := strings.Cut(f.Enhanced, ".")
	switch {
	case class != "5": // it says no more than the code (RFC 5321 §4.2.3)
		return f.Step == Recipient && (f.Code == 550 || f.Code == 551 || f.Code == 553)
	case detail == "1.7" || detail == "1.8": // about the sender's address (RFC 3463 §3.2)
		return false
	}
	return strings.HasPrefix(detail, "1.") || detail == "2.1" // the address; its mailbox is disabled (§3.3)
}

// everybody: the next letter would fare the same.
func (f *Failure) everybody() bool { return f.Step != Recipient && f.Step != Content }

const (
	sendersAtOnce = 50
	firstWait     = time.Minute
	longestWait   = 2 * time.Hour
	firstCodeWait = 5 * time.Second
	lookAgain     = 2 * time.Second
)

// Run sends what is due until the context ends.
func (s *Service) Run(ctx context.Context) {
	ticker := time.NewTicker(lookAgain)
	defer ticker.Stop()
	for {
		if err := s.Deliver(ctx); err != nil && ctx.Err() == nil {
			s.Log.Error("mail waits and is tried again", "error", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-s.wake:
		}
	}
}

// Deliver sends what is due now: what expires first goes first, so that no code
// waits behind notices. Where the mail server itself fails, the rest waits.
func (s *Service) Deliver(ctx context.Context) error {
	server := s.server()
	for {
		var due []Queued
		err := s.Store.Read(ctx, func(tx Tx) (err error) {
			due, err = tx.DueMail(s.Now(), sendersAtOnce)
			return err
		})
		if err != nil || len(due) == 0 {
			return err
		}
		for _, q := range due {
			// What is over goes first, whatever becomes of the rest.
			if q.Expires.After(s.Now()) && (!server.On || s.pause.waits(s.Now())) {
				return nil
			}
			if err := s.one(ctx, server, q); err != nil || ctx.Err() != nil {
				return err
			}
		}
	}
}

// one sends one letter and remembers what became of it.
func (s *Service) one(ctx context.Context, server settings.Mail, q Queued) error {
	if q.Kind == "" || !q.Expires.After(s.Now()) {
		return s.Store.Write(ctx, func(tx Tx) error { return tx.DeleteMail(q.ID) })
	}
	var l Letter
	if err := s.open(q.ID, q.Sealed, &l); err != nil {
		return fmt.Errorf("a letter cannot be opened with this server.key: %w", err)
	}
	message, err := s.write(server, q.ID, q.Created, l)
	if err != nil {
		return err
	}
	err = s.Mailer.Send(ctx, server, message)
	var f *Failure
	switch {
	case err == nil:
		s.pause.over()
		return s.Store.Write(ctx, func(tx Tx) error { return tx.DeleteMail(q.ID) })
	case !errors.As(err, &f) || ctx.Err() != nil:
		return err
	case f.absent():
		return s.Store.Write(ctx, func(tx Tx) error { return s.bar(tx, ledger.Itself(), q.Address, l.To, f) })
	}
	q.Attempts++
	q.Step = f.Step
	if q.Due = s.Now().Add(wait(q)); f.final() {
		q.Due = s.Now().Add(longestWait) // not soon: nothing changes by itself
	}
	err = s.Store.Write(ctx, func(tx Tx) error { return tx.PostponeMail(q) })
	if err == nil && f.everybody() {
		s.pause.until(q.Due)
		return f
	}
	return err
}

// bar stops mail to an address until somebody has looked.
func (s *Service) bar(tx Tx, by ledger.Source, address seal.ID, to string, f *Failure) error {
	shown, err := s.seal(address, mask(to))
	if err != nil {
		return err
	}
	if err := tx.Bar(Barred{address, shown, s.Now(), f.Step, f.Code}); err != nil {
		return err
	}
	if err := tx.DeleteMailTo(address); err != nil {
		return err
	}
	e := ledger.Act(s.Now(), ledger.MailRefused, by, address)
	e.Reason, e.First = string(f.Step), uint64(max(f.Code, 0)) //nolint:gosec // not negative
	return ledger.Append(tx, e)
}

// wait doubles, with a share of chance, so that what failed together does not come
// back together.
func wait(q Queued) time.Duration {
	first := firstWait
	if q.Kind == CodeLetter {
		first = firstCodeWait
	}
	d := min(first<<min(max(q.Attempts-1, 0), 12), longestWait)
	return d*3/4 + rand.N(d/2)
}

// pause is until when the mail server is left alone.
type pause struct {
	mu sync.Mutex
	at time.Time
}

func (p *pause) waits(now time.Time) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return now.Before(p.at)
}

func (p *pause) until(at time.Time) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.at = at
}

func (p *pause) over() { p.until(time.Time{}) }

// Try sends a test to somebody at once, past the queue, and tells how it went.
func (s *Service) Try(ctx context.Context, by ledger.Source, to string) (*Failure, error) {
	const op = "mail.test"
	if !s.Offered() {
		return nil, errs.New(errs.Conflict, op, "Mail is switched off.", "Switch it on and save, then send the test.")
	}
	if !settings.MailAddress(to) {
		return nil, errs.New(errs.Unprocessable, op, "This is not an email address that we can write to.", "Check it for a typing mistake.")
	}
	if err := s.limits.take("test", testsAnHour, s.Now()); err != nil {
		return nil, err
	}
	id, err := draw(s.Random)
	if err != nil {
		return nil, err
	}
	server := s.server()
	message, err := s.write(server, id, s.Now(), Letter{Kind: Trial, To: to})
	if err != nil {
		return nil, err
	}
	var f *Failure
	if err := s.Mailer.Send(ctx, server, message); err != nil && !errors.As(err, &f) {
		return nil, err
	}
	if f == nil {
		s.pause.over()
		s.Wake()
	}
	return f, s.Store.Write(ctx, func(tx Tx) error { return s.tried(tx, by, to, f) })
}

// tried records a test. One that shows that nobody is there bars the address, as any letter.
func (s *Service) tried(tx Tx, by ledger.Source, to string, f *Failure) error {
	e := ledger.Act(s.Now(), ledger.MailTested, by, seal.ID{})
	e.Reason = "sent"
	if f != nil {
		e.Reason, e.First = string(f.Step), uint64(max(f.Code, 0)) //nolint:gosec // not negative
		if f.absent() {
			if err := s.bar(tx, by, s.address(to), to, f); err != nil {
				return err
			}
		}
	}
	return ledger.Append(tx, e)
}
