package customers

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file lets staff ask a customer who they are, in a conversation that runs. The
// question itself goes sealed (seal.IdentityAsk); here is only what it takes to
// answer it.

// AskedFor is how long a question stands.
const AskedFor = 24 * time.Hour

// Levels are those that a customer of this desk can show when asked.
func (s *Service) Levels() []settings.CustomerLevel {
	levels := []settings.CustomerLevel{}
	if s.Codes.Offered() {
		levels = append(levels, settings.ByEmail)
	}
	if chosen := settings.Get[settings.Customers](s.Settings); chosen.Mode != settings.ModeOff && len(chosen.Keys) > 0 {
		levels = append(levels, settings.ByToken)
	}
	return levels
}

// Ask notes that the customer of a conversation is asked who they are, and gives the
// time until which the question stands.
func (s *Service) Ask(ctx context.Context, actor access.Actor, conversation seal.ID, level settings.CustomerLevel) (time.Time, error) {
	const op = "customers.ask"
	if level.Level() == 0 {
		return time.Time{}, errs.New(errs.Unprocessable, op, "This is no way to show who one is.", "Choose one of the list.")
	}
	can := false
	for _, each := range s.Levels() {
		can = can || each.Level() >= level.Level()
	}
	if !can {
		return time.Time{}, errs.New(errs.Conflict, op, "Customers cannot show this here.", "An owner can set it up: email under Email, the website under Customers.").Because("off")
	}
	until := s.Now().Add(AskedFor).Truncate(time.Second)
	return until, s.Store.Write(ctx, func(tx Tx) error {
		if err := tx.AskCustomer(conversation, until); err != nil {
			return err
		}
		e := ledger.Act(s.Now(), ledger.VisitorAsked, actor.Source(), conversation)
		e.Reason = levelName(level.Level())
		return ledger.Append(tx, e)
	})
}

// mailAsked reports whether a code may be sent for a device: an inbox asks for
// addresses, or a colleague asked in one of the device's conversations.
func (s *Service) mailAsked(ctx context.Context, device seal.ID) (asked bool, err error) {
	if s.EmailAsked() || !s.Codes.Offered() {
		return s.EmailAsked(), nil
	}
	err = s.Store.Read(ctx, func(tx Tx) error {
		asked, err = tx.CustomerAsked(device, s.Now())
		return err
	})
	return asked, err
}
