package mail

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/binary"
	"errors"
	"io"
	"strings"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// Code is a code that was sent, as it is kept: not the code.
type Code struct {
	Flow    seal.ID
	Hash    seal.ID // of code, purpose, flow and address, under a key of the server
	Expires time.Time
	Tries   int
}

// Ask is a request for a code.
type Ask struct {
	// Purpose is what the code is for: one for another purpose is wrong.
	Purpose string
	// Flow is what it belongs to. A second code of a flow replaces the first.
	Flow seal.ID
	To   string
	// Nobody: there is no such person. It takes as long, and sends nothing.
	Nobody  bool
	Network string
}

const (
	codeDigits    = 8 // NIST SP 800-63B-4 §3.1.3.2 asks for 6
	codeTries     = 5
	codesAnHour   = 5  // to one address
	codesFromHour = 30 // asked for by one network
	noticesAnHour = 30 // to one address
	testsAnHour   = 30
)

// SendCode sends a code by mail: eight digits, once, for ten minutes.
func (s *Service) SendCode(ctx context.Context, a Ask) error {
	const op = "mail.code"
	if !s.Offered() {
		return errs.New(errs.Conflict, op, "This desk sends no mail.", "Use another way.")
	}
	if a.Flow.IsZero() || a.Purpose == "" {
		return errors.New("mail: a code without a purpose or a flow")
	}
	if err := s.limits.take("code from "+a.Network, codesFromHour, s.Now()); err != nil {
		return err
	}
	if err := s.limits.take("code to "+strings.ToLower(a.To), codesAnHour, s.Now()); err != nil {
		return err
	}
	code, err := digits(s.Random)
	if err != nil {
		return err
	}
	id, err := draw(s.Random)
	if err != nil {
		return err
	}
	letter := Letter{Kind: CodeLetter, To: a.To, Code: code}
	if a.Nobody {
		letter.Kind, letter.Code = "", ""
	}
	err = s.Store.Write(ctx, func(tx Tx) error {
		hash := s.hash(a.Purpose, a.Flow, a.To, code)
		if err := tx.SetCode(Code{Flow: a.Flow, Hash: hash, Expires: s.Now().Add(codeLife)}); err != nil {
			return err
		}
		return s.enqueue(tx, id, letter, codeLife)
	})
	s.Wake()
	return err
}

// CheckCode reports whether this is the code that was sent: true once. After five
// wrong ones it is none. The address is the one that it was sent to.
func (s *Service) CheckCode(ctx context.Context, purpose string, flow seal.ID, to, code string) (bool, error) {
	right := false
	err := s.Store.Write(ctx, func(tx Tx) error {
		kept, ok, err := tx.Code(flow)
		if err != nil {
			return err
		}
		hash := s.hash(purpose, flow, to, plainCode(code))
		same := subtle.ConstantTimeCompare(hash[:], kept.Hash[:]) == 1
		if !ok {
			return nil
		}
		right = same && kept.Tries < codeTries && lasts(kept.Expires, codeLife, s.Now())
		kept.Tries++
		if right || kept.Tries >= codeTries {
			return tx.DeleteCode(flow)
		}
		return tx.SetCode(kept)
	})
	return right && err == nil, err
}

// plainCode drops what people type between digits.
func plainCode(text string) string {
	if len(text) > 64 {
		return ""
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '0' && r <= '9':
			return r
		case r == ' ' || r == '-' || r == '\u00a0':
			return -1
		case r >= '٠' && r <= '٩': // Arabic-Indic digits
			return r - '٠' + '0'
		}
		return 'x'
	}, text)
}

// digits draws a code without favouring any.
func digits(random io.Reader) (string, error) {
	out := make([]byte, 0, codeDigits)
	for one := make([]byte, 1); len(out) < codeDigits; {
		if _, err := io.ReadFull(random, one); err != nil {
			return "", err
		}
		if one[0] < 250 {
			out = append(out, '0'+one[0]%10)
		}
	}
	return string(out), nil
}

func (s *Service) hash(purpose string, flow seal.ID, to, code string) seal.ID {
	mac := hmac.New(sha256.New, s.codes[:])
	for _, part := range []string{purpose, string(flow[:]), strings.ToLower(to), code} {
		mac.Write(binary.BigEndian.AppendUint32(nil, uint32(len(part)))) //nolint:gosec,errcheck // short; a hash takes everything
		io.WriteString(mac, part)                                        //nolint:errcheck // the same
	}
	return seal.ID(mac.Sum(nil))
}

// Sweep forgets codes that are over.
func (s *Service) Sweep(ctx context.Context) error {
	return s.Store.Write(ctx, func(tx Tx) error { return tx.SweepCodes(s.Now()) })
}

// limits count by the hour. Where there are too many to count, it refuses.
type limits struct {
	mu   sync.Mutex
	seen map[string]window
}

type window struct {
	until time.Time
	count int
}

const limitsKept = 50_000

// lasts reports whether what ends then, and had so long, still counts: after the clock
// was set back, neither an old code nor an old limit begins anew.
func lasts(until time.Time, limit time.Duration, now time.Time) bool {
	left := until.Sub(now)
	return left > 0 && left <= limit+time.Minute
}

func (l *limits) take(who string, most int, now time.Time) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.seen == nil {
		l.seen = map[string]window{}
	}
	w, known := l.seen[who]
	if !lasts(w.until, time.Hour, now) {
		w = window{until: now.Add(time.Hour)}
	}
	if !known && len(l.seen) >= limitsKept {
		for key, old := range l.seen {
			if !now.Before(old.until) {
				delete(l.seen, key)
			}
		}
	}
	if w.count >= most || !known && len(l.seen) >= limitsKept {
		e := errs.New(errs.Limited, "mail.limit", "Too much mail was asked for.", "Wait an hour, or use another way.")
		e.Retry = w.until.Sub(now)
		return e
	}
	w.count++
	l.seen[who] = w
	return nil
}
