// Package customers checks who a customer is, and attests what it checked.
//
// Promise: an address is believed if a code that was sent there came back within ten
// minutes. A token of the organisation's website counts once, for the visitor
// device that it names, within minutes, and only if one of the keys that an owner
// chose signed it with the algorithm of that key (RFC 7519, RFC 8725). What is
// kept is a commitment: who it was goes sealed from the device to the team. A
// device stands for one person as long as a conversation of theirs is there;
// whoever signs in as somebody else begins anew.
//
// Threat: a token that was stolen, replayed, made for another desk or by somebody
// else; a database that tells who wrote.
//
// Limits: the server sees the token while it checks it. A server that lies can
// attest what it never checked: readers are shown who vouches. Whoever has both
// the database and server.key can try who a device belongs to.
package customers

import (
	"context"
	"crypto/hmac"
	"errors"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// Lasting is how long an attestation holds.
const Lasting = 12 * time.Hour

// Proof is what is kept of a customer who showed who they are.
type Proof struct {
	Device  seal.ID
	Level   seal.Level
	Subject seal.ID // who it was, under the server's own key
	Expires time.Time
}

// Tx is what this domain needs inside one transaction.
type Tx interface {
	ledger.Tx
	// CustomerProof is the newest proof of a device at a level.
	CustomerProof(device seal.ID, level seal.Level) (Proof, bool, error)
	SetCustomerProof(Proof) error
	// AskCustomer keeps that a conversation's customer was asked who they are.
	AskCustomer(conversation seal.ID, until time.Time) error
	// CustomerAsked reports whether a device is asked in one of its conversations.
	CustomerAsked(device seal.ID, now time.Time) (bool, error)
	// SweepCustomerProofs forgets proofs that are over, of devices without a
	// conversation that can be read, and what was asked until before now.
	SweepCustomerProofs(now time.Time) error
}

// Store runs transactions.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
}

// Directory is what this domain asks the signed record.
type Directory interface {
	Org() seal.ID
	ServerKey() (statement seal.ID, ok bool)
}

// Config is what the service needs; nothing of it has a default.
type Config struct {
	Store     Store
	Directory Directory
	Settings  *settings.Service
	Refusals  *ledger.Refusals
	Record    Record
	Key       seal.SigningKey // the server key, which signs attestations
	Secret    seal.Secret     // of server.key
	Codes     Codes
	Challenge func(answered seal.ID) error // takes a challenge that was given out, once
	Now       func() time.Time
}

// Service checks and attests. Make one with New.
type Service struct {
	Config
	subjects seal.Secret
}

// New returns the service.
func New(c Config) (*Service, error) {
	own, err := seal.Derive(c.Secret[:], nil, "customer subjects")
	return &Service{Config: c, subjects: own}, err
}

// Proven is the answer to a proof that held.
type Proven struct {
	Identity seal.Identity // for the readers, to be sealed
	Level    seal.Level
	Expires  time.Time
}

// ProveByToken checks a token of the organisation's website, for the visitor
// device that asks. Salt is the device's: it hides who it is in what is kept.
func (s *Service) ProveByToken(ctx context.Context, actor access.Actor, token string, salt seal.ID) (Proven, error) {
	const op = "customers.token"
	if actor.Who != access.Visitor || actor.Device.IsZero() {
		return Proven{}, errs.New(errs.Unauthenticated, op, "Only a customer's own device can show who they are.", "Open the chat again.")
	}
	if salt.IsZero() {
		return Proven{}, errs.New(errs.Unprocessable, op, "The salt is missing.", "Reload the page.")
	}
	chosen := settings.Get[settings.Customers](s.Settings)
	if chosen.Mode == settings.ModeOff {
		return Proven{}, errs.New(errs.Forbidden, op, "Your sign-in could not be checked.", "Sign in on the website again and reload the page.").Because("off")
	}
	claims, err := read(token, expected{chosen, s.Directory.Org(), actor.Device, s.Now()})
	if err == nil && s.Challenge(claims.nonce) != nil {
		err = reasonReplay
	}
	if err != nil {
		return Proven{}, s.refuse(ctx, actor, err)
	}
	identity := seal.Identity{Salt: salt, Source: chosen.Issuer, Identifier: claims.Subject, Email: claims.Email, Name: claims.Name}
	return s.attest(ctx, actor, seal.LevelToken, identity, claims.nonce)
}

// refuse records a proof that did not hold, and says nothing of why: whoever
// signs tokens finds the reason in the record.
func (s *Service) refuse(ctx context.Context, actor access.Actor, cause error) error {
	reason := reasonMalformed
	errors.As(cause, &reason)
	if err := s.record(ctx, actor, reason); err != nil {
		return err
	}
	return errs.New(errs.Forbidden, "customers.token", "Your sign-in could not be checked.", "Sign in on the website again and reload the page.").Because("proof")
}

func (s *Service) record(ctx context.Context, actor access.Actor, why reason) error {
	return s.Refusals.Record(context.WithoutCancel(ctx), ledger.VisitorUnproven, actor.Source(), "", string(why), seal.Some(actor.Device))
}

// attest keeps that a device stands for somebody, and signs it.
func (s *Service) attest(ctx context.Context, actor access.Actor, level seal.Level, identity seal.Identity, challenge seal.ID) (Proven, error) {
	const op = "customers.attest"
	statement, ok := s.Directory.ServerKey()
	if !ok {
		return Proven{}, errs.New(errs.Unavailable, op, "This desk is not set up yet.", "Set it up first.")
	}
	commitment, err := identity.Commitment(level)
	if err != nil {
		return Proven{}, errs.Wrap(err, errs.Unprocessable, op, "This sign-in names nobody, or is too long.", "Tell whoever looks after the website.")
	}
	now := s.Now()
	proof := Proof{Device: actor.Device, Level: level, Subject: s.subject(actor.Device, level, identity), Expires: now.Add(Lasting)}
	signed, err := seal.SignObject(s.Key, seal.Attestation{
		Org: s.Directory.Org(), ServerKey: statement, Device: actor.Device, Level: level, Commitment: commitment, Challenge: challenge,
		Issued: uint64(now.Unix()), Expires: uint64(proof.Expires.Unix()), //nolint:gosec // after 1970
	})
	if err != nil {
		return Proven{}, err
	}
	identity.Attestation = signed.Bytes()
	other := false
	err = s.Store.Write(ctx, func(tx Tx) error {
		before, found, err := tx.CustomerProof(actor.Device, level)
		if err != nil {
			return err
		}
		// What the first person wrote stays the first person's.
		if other = found && before.Subject != proof.Subject; other {
			return nil
		}
		if err := tx.SetCustomerProof(proof); err != nil {
			return err
		}
		e := ledger.Act(now, ledger.VisitorProved, actor.Source(), actor.Device)
		e.Reason = levelName(level)
		return ledger.Append(tx, e)
	})
	if other {
		return Proven{}, errs.New(errs.Conflict, op, "Somebody else signed in on this browser before.", "Begin anew: their conversations stay theirs.").Because("other_customer")
	}
	return Proven{identity, level, proof.Expires}, err
}

// subject tells two people of one device apart without saying who they are.
func (s *Service) subject(device seal.ID, level seal.Level, identity seal.Identity) seal.ID {
	identity.Salt, identity.Email, identity.Name = device, "", ""
	mac := hmac.New(newSHA256, s.subjects[:])
	commitment, _ := identity.Commitment(level) //nolint:errcheck // made a moment ago from the same
	mac.Write(commitment[:])
	return seal.ID(mac.Sum(nil))
}

// Sweep forgets who a device stood for, once nothing of theirs is left to keep from
// the next person there.
func (s *Service) Sweep(ctx context.Context) error {
	return s.Store.Write(ctx, func(tx Tx) error { return tx.SweepCustomerProofs(s.Now()) })
}

// Admit refuses who is below the level that an inbox wants, or records it.
func (s *Service) Admit(ctx context.Context, actor access.Actor, inbox seal.ID) error {
	chosen := settings.Get[settings.Customers](s.Settings)
	wanted := chosen.Wants(inbox)
	if chosen.Mode == settings.ModeOff || wanted.Level() == 0 {
		return nil
	}
	proven, err := s.proven(ctx, actor.Device, wanted.Level())
	if err != nil || proven {
		return err
	}
	if chosen.Mode == settings.ModeWatch {
		return s.Store.Write(ctx, func(tx Tx) error {
			e := ledger.Act(s.Now(), ledger.VisitorUnproven, actor.Source(), actor.Device)
			e.Within, e.Reason = seal.Some(inbox), string(reasonWatch)
			return ledger.Append(tx, e)
		})
	}
	if err := s.record(ctx, actor, reasonEnforce); err != nil {
		return err
	}
	if wanted == settings.ByEmail {
		return errs.New(errs.Forbidden, "customers.admit", "This team answers only customers whose email address was checked.", "Show that the address is yours, then write again.").Because("unproven")
	}
	return errs.New(errs.Forbidden, "customers.admit", "This team answers only customers who are signed in.", "Sign in on the website, then write again.").Because("unproven")
}

// proven reports whether a device showed who it belongs to, at that level or above.
func (s *Service) proven(ctx context.Context, device seal.ID, least seal.Level) (held bool, err error) {
	err = s.Store.Read(ctx, func(tx Tx) error {
		for level := least; level <= seal.LevelToken; level++ {
			proof, found, err := tx.CustomerProof(device, level)
			if err != nil {
				return err
			}
			held = held || found && s.Now().Before(proof.Expires)
		}
		return nil
	})
	return held, err
}

func levelName(level seal.Level) string {
	if level == seal.LevelToken {
		return "website"
	}
	return "email"
}
