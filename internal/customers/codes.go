package customers

import (
	"context"
	"net/mail"
	"strings"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file asks whether an address is the customer's: by a code that comes back.

// Codes are sent by mail, and taken once.
type Codes interface {
	Offered() bool
	SendCode(ctx context.Context, purpose string, flow seal.ID, to string, nobody bool, network string) error
	CheckCode(ctx context.Context, purpose string, flow seal.ID, to, code string) (bool, error)
}

const (
	codePurpose  = "customer"
	addressLimit = 254 // RFC 5321 §4.5.3.1.3
)

// EmailAsked reports whether customers can show an address: an inbox asks for it,
// and the desk sends mail. Nowhere else would a stranger get to send codes.
func (s *Service) EmailAsked() bool {
	chosen := settings.Get[settings.Customers](s.Settings)
	return chosen.Asks(settings.ByEmail) && s.Codes.Offered()
}

// SendCode sends a code to an address, for the visitor device that asks. Whose the
// address is makes no difference.
func (s *Service) SendCode(ctx context.Context, actor access.Actor, address string) error {
	const op = "customers.code"
	address, err := s.asked(ctx, op, actor, address)
	if err != nil {
		return err
	}
	return s.Codes.SendCode(ctx, codePurpose, actor.Device, address, false, actor.Network)
}

// ProveByCode takes the code that was sent to an address.
func (s *Service) ProveByCode(ctx context.Context, actor access.Actor, address, code string, challenge, salt seal.ID) (Proven, error) {
	const op = "customers.code"
	address, err := s.asked(ctx, op, actor, address)
	if err != nil {
		return Proven{}, err
	}
	if salt.IsZero() || s.Challenge(challenge) != nil {
		return Proven{}, errs.New(errs.Unprocessable, op, "This took too long, or was already used.", "Reload the page.")
	}
	right, err := s.Codes.CheckCode(ctx, codePurpose, actor.Device, address, code)
	if err != nil {
		return Proven{}, err
	}
	if !right {
		if err := s.record(ctx, actor, reasonCode); err != nil {
			return Proven{}, err
		}
		return Proven{}, errs.New(errs.Forbidden, op, "This code is not the right one, or it is over.", "Look again, or ask for a new one.").Because("code")
	}
	return s.attest(ctx, actor, seal.LevelEmail, seal.Identity{Salt: salt, Identifier: address, Email: address}, challenge)
}

// asked refuses who is no customer, where nobody asks for an address, and what is none.
func (s *Service) asked(ctx context.Context, op string, actor access.Actor, address string) (string, error) {
	if actor.Who != access.Visitor || actor.Device.IsZero() {
		return "", errs.New(errs.Unauthenticated, op, "Only a customer's own device can show who they are.", "Open the chat again.")
	}
	asked, err := s.mailAsked(ctx, actor.Device)
	if err != nil {
		return "", err
	}
	if !asked {
		return "", errs.New(errs.Conflict, op, "Nobody here asks for your address.", "Reload the page.").Because("off")
	}
	address = strings.TrimSpace(address)
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > addressLimit || strings.ContainsFunc(address, func(r rune) bool { return r <= ' ' || r == 0x7f }) {
		return "", errs.New(errs.Unprocessable, op, "This is not an email address.", "Look at it again.")
	}
	return strings.ToLower(address), nil
}
