package identity

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"io"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file keeps the numbers that codes go to by SMS. A number always stands beside
// a password with an authenticator app, so that nobody depends on it: NIST SP
// 800-63B-4 §3.2.9 demands another way wherever a restricted one is taken.

const (
	opPhone       = "identity.phone"
	purposeNumber = "sms-number"
)

// Phone is an account's number for codes, as it is kept.
type Phone struct {
	Account  seal.ID
	Sealed   []byte // the number, under the server's own key
	Since    time.Time
	LastUsed time.Time
	// Resting: it counts for nothing now, and its person was told.
	Resting bool
}

// OwnPhone is what somebody sees of their number.
type OwnPhone struct {
	Offered  bool   // a number of theirs counts, or would
	Number   string // masked; "" without one
	Since    time.Time
	LastUsed time.Time
}

// sms is what the organisation chose.
func (s *Service) sms() settings.SMS { return settings.Get[settings.SMS](s.Settings) }

// OffersSMS reports whether anybody may sign in with a code by SMS.
func (s *Service) OffersSMS() bool {
	chosen := s.sms()
	return chosen.On && s.Texts != nil
}

// mayText reports whether codes by SMS count for an account.
func (s *Service) mayText(account seal.ID) bool {
	actor, ok := s.directory.Actor(account)
	chosen := s.sms()
	return ok && s.OffersSMS() && (chosen.Privileged || !actor.Owner && !actor.Admin)
}

// OwnPhone returns the caller's.
func (s *Service) OwnPhone(ctx context.Context, actor access.Actor) (OwnPhone, error) {
	own := OwnPhone{Offered: s.mayText(actor.Account)}
	err := s.store.Read(ctx, func(tx Tx) error {
		phone, ok, err := tx.Phone(actor.Account)
		if err != nil || !ok {
			return err
		}
		number, err := s.openNumber(phone)
		own.Number, own.Since, own.LastUsed = settings.Masked(number), phone.Since, phone.LastUsed
		return err
	})
	return own, err
}

// BeginPhone sends a code to a number, to see that the caller has it.
func (s *Service) BeginPhone(ctx context.Context, actor access.Actor, number string, from Source) (seal.ID, error) {
	number, err := s.fitsPhone(ctx, actor, number)
	if err != nil {
		return seal.ID{}, err
	}
	flow, err := s.randomToken()
	if err != nil {
		return seal.ID{}, err
	}
	if err := s.roomForText(ctx, number, from.Network); err != nil {
		return seal.ID{}, err
	}
	code, err := s.Codes.DrawCode(ctx, purposeNumber, seal.ID(flow), owned(actor.Account, number))
	if err != nil {
		return seal.ID{}, err
	}
	if err := s.countText(ctx, 1); err != nil {
		return seal.ID{}, err
	}
	return seal.ID(flow), s.text(ctx, number, code)
}

// SetPhone keeps a number, once the code that went there is shown.
func (s *Service) SetPhone(ctx context.Context, actor access.Actor, number string, flow seal.ID, code string) error {
	number, err := s.fitsPhone(ctx, actor, number)
	if err != nil {
		return err
	}
	right, err := s.Codes.CheckCode(ctx, purposeNumber, flow, owned(actor.Account, number), code)
	if err != nil {
		return err
	}
	if !right {
		return errs.New(errs.Unprocessable, opPhone, "This is not the code that was sent, or it is too old.", "Look at the newest message, or ask for another code.")
	}
	sealed, err := s.sealNumber(actor.Account, number)
	if err != nil {
		return err
	}
	return s.store.Write(ctx, func(tx Tx) error {
		if err := tx.SetPhone(Phone{Account: actor.Account, Sealed: sealed, Since: s.Now()}); err != nil {
			return err
		}
		if err := s.event(tx, ledger.UnlockerStored, actor.Source(), actor.Account, waySMS); err != nil {
			return err
		}
		return s.tell(tx, actor.Account, WaysChangedLetter)
	})
}

// RemovePhone forgets the caller's number. Without one it does nothing.
func (s *Service) RemovePhone(ctx context.Context, actor access.Actor) error {
	return s.store.Write(ctx, func(tx Tx) error {
		if _, ok, err := tx.Phone(actor.Account); err != nil || !ok {
			return err
		}
		if err := tx.DeletePhone(actor.Account); err != nil {
			return err
		}
		if err := s.event(tx, ledger.UnlockerRemoved, actor.Source(), actor.Account, waySMS); err != nil {
			return err
		}
		return s.tell(tx, actor.Account, WaysChangedLetter)
	})
}

// fitsPhone refuses a number that would be of no use.
func (s *Service) fitsPhone(ctx context.Context, actor access.Actor, number string) (string, error) {
	if !s.mayText(actor.Account) {
		return "", errs.New(errs.Conflict, opPhone, "Your organisation does not let you use codes by SMS.", "Use a passkey or an authenticator app.")
	}
	number, err := settings.PhoneNumber(number)
	if err != nil {
		return "", err
	}
	if chosen := s.sms(); !chosen.Reaches(number) {
		return "", errs.New(errs.Unprocessable, opPhone, "Your organisation sends no codes to numbers of this country.", "Use another number, or an authenticator app.")
	}
	return number, s.store.Read(ctx, func(tx Tx) error {
		if _, ok, err := tx.Password(actor.Account); err != nil || ok {
			return err
		}
		return errs.New(errs.Conflict, opPhone, "A code by SMS counts only beside a password.", "Set a password first, or keep to your passkey, which is stronger.")
	})
}

// owned binds a code to whoever asked for it, and to the number.
func owned(account seal.ID, number string) string { return account.Hex() + " " + number }

// restPhones tells those whose numbers count no more, once, lets numbers count that
// count again, and forgets those of people who were removed. It writes nothing where
// nothing changed.
func (s *Service) restPhones(ctx context.Context) error {
	var changed []seal.ID
	err := s.store.Read(ctx, func(tx Tx) error {
		all, err := tx.Phones()
		for _, phone := range all {
			if _, here := s.directory.Actor(phone.Account); !here || phone.Resting == s.mayText(phone.Account) {
				changed = append(changed, phone.Account)
			}
		}
		return err
	})
	if err != nil || len(changed) == 0 {
		return err
	}
	return s.store.Write(ctx, func(tx Tx) error {
		for _, account := range changed {
			if err := s.restPhone(tx, account); err != nil {
				return err
			}
		}
		return nil
	})
}

func (s *Service) restPhone(tx Tx, account seal.ID) error {
	phone, ok, err := tx.Phone(account)
	if err != nil || !ok {
		return err
	}
	if _, here := s.directory.Actor(account); !here {
		return tx.DeletePhone(account)
	}
	if phone.Resting != s.mayText(account) {
		return nil
	}
	phone.Resting = !phone.Resting
	if err := tx.SetPhone(phone); err != nil || !phone.Resting {
		return err
	}
	return s.tell(tx, account, WaysChangedLetter)
}

func (s *Service) numberKey() (cipher.AEAD, error) {
	own, err := seal.Derive(s.Secret[:], nil, "phone numbers at rest")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(own[:])
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func (s *Service) sealNumber(account seal.ID, number string) ([]byte, error) {
	key, err := s.numberKey()
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, key.NonceSize())
	if _, err := io.ReadFull(s.Random, nonce); err != nil {
		return nil, err
	}
	return key.Seal(nonce, nonce, []byte(number), account[:]), nil
}

func (s *Service) openNumber(p Phone) (string, error) {
	key, err := s.numberKey()
	if err != nil || len(p.Sealed) < key.NonceSize() {
		return "", err
	}
	number, err := key.Open(nil, p.Sealed[:key.NonceSize()], p.Sealed[key.NonceSize():], p.Account[:])
	return string(number), err
}
