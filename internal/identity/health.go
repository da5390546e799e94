package identity

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file looks at how sign-in stands: what was chosen badly, or was forgotten.
// It names people, and no secrets.

// Complaint is one thing that weakens sign-in, or soon will.
type Complaint struct {
	Kind   ComplaintKind
	Grave  bool    // somebody can be let in, or locked out, because of it
	Whose  seal.ID // account; zero for the organisation's
	Email  string  // of the account
	Object string  // name of the passkey or token
	Number int     // see the kind
}

// ComplaintKind says what it is about.
type ComplaintKind string

// The kinds, with what Number is.
const (
	PasswordOnly      ComplaintKind = "password-only"      // no passkey: can be phished
	OneWay            ComplaintKind = "one-way"            // and the sheet: one lost phone from it
	PasskeyUnverified ComplaintKind = "passkey-unverified" // made without finger, face or PIN
	PasskeyUnused     ComplaintKind = "passkey-unused"     // days
	PasswordCheap     ComplaintKind = "password-cheap"     // MiB that a guess costs
	SessionsOld       ComplaintKind = "sessions-old"       // how many
	TokenAnywhere     ComplaintKind = "token-anywhere"     // bound to no network
	TokenEnding       ComplaintKind = "token-ending"       // days left
	CertificateEnding ComplaintKind = "certificate-ending" // likewise
	SecretEnding      ComplaintKind = "secret-ending"      // days left, of an identity provider's
	OneOwner          ComplaintKind = "one-owner"          //
	RulesWeaker       ComplaintKind = "rules-weaker"       // than the product's
	ClockBehind       ComplaintKind = "clock-behind"       // minutes
	PasskeyUnlisted   ComplaintKind = "passkey-unlisted"   // of an authenticator that is not taken any more
	SMSInstead        ComplaintKind = "sms-instead"        // signs in with codes by SMS, and not by the app any more
	ClockDrifts       ComplaintKind = "clock-drifts"       // codes in a row, of an authenticator
	AddressPersonal   ComplaintKind = "address-personal"   // at a provider where anybody can have one
	AddressOutside    ComplaintKind = "address-outside"    // at no own domain
	AddressAlike      ComplaintKind = "address-alike"      // at one that looks like an own one
)

const (
	unusedAfter  = 90 * 24 * time.Hour
	oldAfter     = 7 * 24 * time.Hour
	endingWithin = 14 * 24 * time.Hour
	secretWithin = 30 * 24 * time.Hour // longer: others have to make a new one
	clockSlack   = 10 * time.Minute
	driftAfter   = 5 // codes in a row: slow typing makes some late, too
)

// Surroundings are what a look at sign-in needs besides the data.
type Surroundings struct {
	Rules     settings.SignIn
	SSO       settings.SSO
	Addresses settings.Addresses
	Actor     func(account seal.ID) (access.Actor, bool) // what the directory says; none for who was removed
	Signed    time.Time                                  // of the newest head
	Now       time.Time
}

// Health looks at how sign-in stands.
func (s *Service) Health(ctx context.Context) ([]Complaint, error) {
	var all []Complaint
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		all, err = Examine(tx, s.surroundings())
		return err
	})
	return all, err
}

func (s *Service) surroundings() Surroundings {
	return Surroundings{
		Rules: s.rules(), SSO: settings.Get[settings.SSO](s.Settings), Addresses: settings.Get[settings.Addresses](s.Settings),
		Actor: s.directory.Actor, Signed: s.directory.Signed(), Now: s.Now(),
	}
}

// Examine looks at the data of a desk.
func Examine(tx Tx, in Surroundings) ([]Complaint, error) {
	all := in.ofOrganisation()
	accounts, err := tx.Accounts()
	if err != nil {
		return nil, err
	}
	owners, active := []Account{}, map[seal.ID]string{}
	for _, account := range accounts {
		actor, ok := in.Actor(account.ID)
		if !ok {
			continue
		}
		active[account.ID] = account.Email
		if actor.Owner {
			owners = append(owners, account)
		}
		found, err := in.ofAccount(tx, account)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	if len(owners) == 1 {
		all = append(all, Complaint{Kind: OneOwner, Grave: true, Whose: owners[0].ID, Email: owners[0].Email})
	}
	tokens, err := tx.APITokens()
	for _, token := range tokens {
		if left := token.Expires.Sub(in.Now); active[token.Account] != "" && left > 0 {
			all = append(all, in.ofToken(token, active[token.Account], left)...)
		}
	}
	return all, err
}

// ending is what of a provider ends, and when.
func ending(p settings.Provider) map[ComplaintKind]time.Time {
	all := map[ComplaintKind]time.Time{}
	if ends, ok := p.SecretEnds(); ok {
		all[SecretEnding] = ends
	}
	if p.Kind != settings.SAML {
		return all
	}
	if d, err := p.Described(); err == nil {
		all[CertificateEnding] = d.Ends()
	}
	return all
}

func (in Surroundings) ofOrganisation() (all []Complaint) {
	var usual settings.SignIn
	if usual.Defaults(); in.Rules.IdleMinutes > usual.IdleMinutes || in.Rules.AbsoluteHours > usual.AbsoluteHours || in.Rules.ConfirmMinutes > usual.ConfirmMinutes || in.Rules.Moved == settings.MovedAllowed {
		all = append(all, Complaint{Kind: RulesWeaker})
	}
	if behind := in.Signed.Sub(in.Now); behind > clockSlack {
		all = append(all, Complaint{Kind: ClockBehind, Grave: true, Number: int(behind / time.Minute)})
	}
	for _, p := range in.SSO.Providers {
		for kind, ends := range ending(p) {
			if ends.Sub(in.Now) < secretWithin {
				left := max(0, int(ends.Sub(in.Now)/(24*time.Hour)))
				all = append(all, Complaint{Kind: kind, Grave: left < 7, Object: p.Name, Number: left})
			}
		}
	}
	return all
}

func (in Surroundings) ofToken(token APIToken, email string, left time.Duration) (all []Complaint) {
	if len(token.Networks) == 0 {
		all = append(all, Complaint{Kind: TokenAnywhere, Whose: token.Account, Email: email, Object: token.Name})
	}
	if left < endingWithin {
		all = append(all, Complaint{Kind: TokenEnding, Whose: token.Account, Email: email, Object: token.Name, Number: int(left / (24 * time.Hour))})
	}
	return all
}

func (in Surroundings) ofAccount(tx Tx, account Account) (all []Complaint, err error) {
	add := func(kind ComplaintKind, grave bool, object string, number int) {
		all = append(all, Complaint{kind, grave, account.ID, account.Email, object, number})
	}
	switch in.Addresses.Flags(account.Email) {
	case settings.PersonalAddress:
		add(AddressPersonal, false, "", 0)
	case settings.OutsideAddress:
		add(AddressOutside, false, "", 0)
	case settings.AlikeAddress:
		add(AddressAlike, true, "", 0)
	}
	h, err := holding(tx, account.ID)
	if err != nil {
		return nil, err
	}
	made, err := records(h.passkeys)
	if err != nil {
		return nil, err
	}
	for i, key := range h.passkeys {
		if !made[i].Flags.UserVerified {
			add(PasskeyUnverified, true, key.Name, 0)
		}
		if !in.Rules.Takes(maker(&made[i])) {
			add(PasskeyUnlisted, false, key.Name, 0)
		}
		if unused := in.Now.Sub(key.LastUsed); unused > unusedAfter {
			add(PasskeyUnused, false, key.Name, int(unused/(24*time.Hour)))
		}
	}
	if h.password != nil {
		if len(h.passkeys) == 0 {
			add(PasswordOnly, false, "", 0)
		}
		if h.password.Memory < usualMemory || h.password.Iterations < usualIterations {
			add(PasswordCheap, false, "", int(h.password.Memory/1024))
		}
		if off := max(h.password.Drift, -h.password.Drift); off >= driftAfter {
			add(ClockDrifts, false, "", int(off))
		}
	}
	if h.password != nil {
		phone, ok, err := tx.Phone(account.ID)
		if err != nil {
			return nil, err
		}
		if ok && phone.LastUsed.Unix()/totpPeriod > h.password.Step+1 {
			add(SMSInstead, false, "", 0)
		}
	}
	if len(h.passkeys) == 1 && h.password == nil {
		add(OneWay, false, h.passkeys[0].Name, 0)
	}
	sessions, err := tx.Sessions(account.ID)
	old := 0
	for _, session := range sessions {
		if in.Now.Sub(session.Created) > oldAfter {
			old++
		}
	}
	if old > 0 {
		add(SessionsOld, false, "", old)
	}
	return all, err
}
