package identity

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file lets a code by SMS stand beside a password, where an organisation wants
// it: a restricted authenticator (NIST SP 800-63B-4 §3.1.3.3, §3.2.9) and the weakest of
// what can. It is sent to whoever has shown the password, and counts beside nothing else.

const (
	opTexted    = "identity.sms"
	purposeSMS  = "sms-signin"
	textsWindow = time.Hour
)

// Texts hands texts to the organisation's gateway.
type Texts interface {
	// Text waits until the gateway took it.
	Text(ctx context.Context, to, text string) error
	// TextLater does not wait, and tells nobody how it went.
	TextLater(to, text string)
}

// TextCode sends a code to the number of whoever has this password. A wrong one, an
// unknown address and somebody without a number get the same answer and no text.
func (s *Service) TextCode(ctx context.Context, email string, auth []byte, from Source) (seal.ID, error) {
	if !s.OffersSMS() {
		return seal.ID{}, errs.New(errs.Conflict, opTexted, "This desk sends no codes by SMS.", "Use your authenticator app or a passkey.")
	}
	email, err := cleanEmail(email)
	if err != nil {
		return seal.ID{}, err
	}
	flow, err := s.randomToken()
	if err != nil {
		return seal.ID{}, err
	}
	if err := s.roomForText(ctx, "", from.Network); err != nil {
		return seal.ID{}, err
	}
	closes, err := s.throttle.try(email, from.Network, s.Now())
	if err != nil {
		return seal.ID{}, err
	}
	number := ""
	err = s.store.Write(ctx, func(tx Tx) error {
		account, _, err := tx.AccountByEmail(email)
		if err != nil {
			return err
		}
		known, err := s.knows(tx, account.ID, auth)
		if err != nil {
			return err
		}
		if !known {
			return s.miss(tx, email, account.ID, from.Network, wayPassword, closes)
		}
		number, _, err = s.number(tx, account.ID)
		return err
	})
	if err == nil {
		err = s.sendText(ctx, seal.ID(flow), number)
	}
	if err != nil {
		s.throttle.forgive(email, from.Network)
		return seal.ID{}, err
	}
	return seal.ID(flow), nil
}

// sendText draws and counts also for nobody, so that it takes as long. Whoever had too
// many gets no more, and is not told: that would say that the password was right.
func (s *Service) sendText(ctx context.Context, flow seal.ID, number string) error {
	to, texts := number, 1
	if number != "" {
		chosen := s.sms()
		if s.throttle.text(map[string]int{"to " + number: chosen.HourlyEach}, s.Now()) != nil {
			number = ""
		}
	}
	if number == "" {
		to, texts = "nobody", 0
	}
	code, err := s.Codes.DrawCode(ctx, purposeSMS, flow, to)
	if err == nil {
		err = s.countText(ctx, texts)
	}
	if err == nil && number != "" {
		s.Texts.TextLater(number, s.worded(code))
	}
	return err
}

// SignInWithSMS checks a password's authentication value and a code that went to the
// account's number. Which of them was wrong is said in the record only.
func (s *Service) SignInWithSMS(ctx context.Context, email string, auth []byte, flow seal.ID, code string, from Source) (SignedIn, error) {
	email, err := cleanEmail(email)
	if err != nil {
		return SignedIn{}, err
	}
	shown, err := s.wasTexted(ctx, email, flow, code)
	if err != nil {
		return SignedIn{}, err
	}
	return s.guess(ctx, opTexted, seal.UnlockPassword, waySMS, email, from, func(tx Tx, account seal.ID) ([]factor, string, error) {
		known, err := s.knows(tx, account, auth)
		if err != nil || !known {
			return nil, wayPassword, err
		}
		number, phone, err := s.number(tx, account)
		if err != nil || shown == "" || number != shown {
			return nil, waySMS, err
		}
		phone.LastUsed = s.Now()
		return []factor{byPassword, bySMS}, "", tx.SetPhone(phone)
	})
}

// wasTexted checks a code before the transaction of the sign-in: it counts once,
// whatever else is wrong. It returns the number to which the code went.
func (s *Service) wasTexted(ctx context.Context, email string, flow seal.ID, code string) (number string, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		account, _, err := tx.AccountByEmail(email)
		if err != nil {
			return err
		}
		number, _, err = s.number(tx, account.ID)
		return err
	})
	to := number
	if to == "" {
		to = "none" // unlike what a code for nobody is drawn for
	}
	if err != nil {
		return "", err
	}
	right, err := s.Codes.CheckCode(ctx, purposeSMS, flow, to, code)
	if !right {
		number = ""
	}
	return number, err
}

// number is where codes for an account go now; "" if they go nowhere.
func (s *Service) number(tx Tx, account seal.ID) (string, Phone, error) {
	phone, ok, err := tx.Phone(account)
	if err != nil || !ok || !s.mayText(account) {
		return "", phone, err
	}
	number, err := s.openNumber(phone)
	if chosen := s.sms(); err != nil || !chosen.Reaches(number) {
		return "", phone, err
	}
	return number, phone, nil
}

// TryText sends a test to a number, and tells how it went.
func (s *Service) TryText(ctx context.Context, actor access.Actor, to string, from Source) error {
	if !s.OffersSMS() {
		return errs.New(errs.Conflict, opTexted, "Codes by SMS are switched off.", "Switch them on and save, then send the test.")
	}
	number, err := settings.PhoneNumber(to)
	if err != nil {
		return err
	}
	if err := s.roomForText(ctx, number, from.Network); err != nil {
		return err
	}
	sent := s.text(ctx, number, "")
	err = s.store.Write(ctx, func(tx Tx) error {
		how := "sent"
		if sent != nil {
			how = "gateway"
		}
		if err := tx.CountTexts(s.day(), 1); err != nil {
			return err
		}
		return s.event(tx, ledger.SMSTested, actor.Source(), seal.ID{}, how)
	})
	if err == nil {
		err = sent
	}
	return err
}

// text sends a code, or a test without one, and waits for the gateway.
func (s *Service) text(ctx context.Context, number, code string) error {
	if err := s.Texts.Text(ctx, number, s.worded(code)); err != nil {
		return errs.Wrap(err, errs.Unavailable, opTexted, "The gateway for SMS did not take the message.", "Try again later. If it stays so, an owner looks at its settings.")
	}
	return nil
}

// worded is a code's text. Its last line binds it to this desk's address, so that
// browsers offer it nowhere else (WICG, "Origin-bound one-time codes").
func (s *Service) worded(code string) string {
	if code == "" {
		return s.Host + ": test"
	}
	return code + " - " + s.Host + "\n\n@" + s.Host + " #" + code
}

// roomForText counts a request for a text, and refuses it where there were too many:
// for one person, unless that is "", from one network, or for all on this day.
func (s *Service) roomForText(ctx context.Context, who, network string) error {
	chosen := s.sms()
	err := s.store.Read(ctx, func(tx Tx) error {
		sent, err := tx.TextsSent(s.day())
		if err == nil && sent >= chosen.Daily {
			err = errs.New(errs.Limited, opTexted, "No more codes go out by SMS today.", "Use your authenticator app or a passkey. An owner can raise the limit.")
		}
		return err
	})
	if err != nil {
		return err
	}
	keys := map[string]int{"from " + network: chosen.HourlyNetwork}
	if who != "" {
		keys["to "+who] = chosen.HourlyEach
	}
	return s.throttle.text(keys, s.Now())
}

func (s *Service) day() int64 { return s.Now().Unix() / (24 * 60 * 60) }

func (s *Service) countText(ctx context.Context, texts int) error {
	return s.store.Write(ctx, func(tx Tx) error { return tx.CountTexts(s.day(), texts) })
}
