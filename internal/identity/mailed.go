package identity

import (
	"context"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// This file lets a code by mail stand beside a recovery code, where the organisation
// sends mail. It shows who reads somebody's mail, and is the weakest of what can (NIST
// SP 800-63B-4 §3.1.3.1 takes mail for no authenticator; §4.2 for recovery alone).

const opMailed = "identity.recovery-mail"

// purposeRecovery is what such a code is for: it counts for nothing else.
const purposeRecovery = "recovery"

// Codes makes codes, each of which counts once, for one flow and address, and sends
// them by mail.
type Codes interface {
	// Offered reports whether the organisation sends mail.
	Offered() bool
	// SendCode takes as long for nobody, and sends nothing then.
	SendCode(ctx context.Context, purpose string, flow seal.ID, to string, nobody bool, network string) error
	// DrawCode makes one for whoever sends it another way.
	DrawCode(ctx context.Context, purpose string, flow seal.ID, to string) (string, error)
	CheckCode(ctx context.Context, purpose string, flow seal.ID, to, code string) (bool, error)
}

// OffersMail reports whether a code by mail can stand beside a recovery code.
func (s *Service) OffersMail() bool { return s.Codes != nil && s.Codes.Offered() }

// MailRecovery sends a code to whoever has this recovery code. A wrong one, or an
// unknown address, gets the same answer and no mail; each counts as a miss until
// somebody is in.
func (s *Service) MailRecovery(ctx context.Context, email string, auth []byte, from Source) (seal.ID, error) {
	if !s.OffersMail() {
		return seal.ID{}, errs.New(errs.Conflict, opMailed, "This desk sends no mail.", "Use another way.")
	}
	email, err := cleanEmail(email)
	if err != nil {
		return seal.ID{}, err
	}
	flow, err := s.randomToken()
	if err != nil {
		return seal.ID{}, err
	}
	closes, err := s.throttle.try(email, from.Network, s.Now())
	if err != nil {
		return seal.ID{}, err
	}
	nobody := true
	err = s.store.Write(ctx, func(tx Tx) error {
		account, _, miss, err := s.hasSheet(tx, email, auth)
		if err != nil {
			return err
		}
		if miss != "" {
			return s.miss(tx, email, account, from.Network, miss, closes)
		}
		nobody = false
		recovery, _, err := tx.Recovery(account)
		if err != nil {
			return err
		}
		recovery.LastUsed = s.Now() // seen in the list of ways; and it takes as long
		return tx.SetRecovery(recovery)
	})
	if err == nil {
		err = s.Codes.SendCode(ctx, purposeRecovery, seal.ID(flow), email, nobody, from.Network)
	}
	if err != nil {
		s.throttle.forgive(email, from.Network)
		return seal.ID{}, err
	}
	return seal.ID(flow), nil
}

// wasMailed checks a code that came by mail, before the transaction of the sign-in:
// it counts once, whatever else is wrong.
func (s *Service) wasMailed(ctx context.Context, email string, second Second) (bool, error) {
	if second.Mail == "" || !s.OffersMail() {
		return false, nil
	}
	email, err := cleanEmail(email)
	if err != nil {
		return false, err
	}
	return s.Codes.CheckCode(ctx, purposeRecovery, second.Flow, email, second.Mail)
}
