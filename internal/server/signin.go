package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/storage"
)

// This file looks at how sign-in stands, for whoever runs the server.

// ExamineSignIn looks into the data folder, also beside a running server, and
// changes nothing. Each finding says how to mend it.
func ExamineSignIn(ctx context.Context, folder string, now time.Time) (found []Finding, err error) {
	data, err := storage.OpenReadOnly(folder)
	if err != nil {
		return nil, fmt.Errorf("there is no desk in %s: name its folder with --data: %w", folder, err)
	}
	defer func() { err = errors.Join(err, data.Close()) }()
	if _, err := os.Stat(filepath.Join(folder, "server.key")); err != nil {
		return nil, fmt.Errorf("the key file: %w", err)
	}
	keys, err := openKeys(filepath.Join(folder, "server.key"))
	if err != nil {
		return nil, err
	}
	record, err := directory.Load(ctx, data, time.Now, 0, nil)
	if err != nil {
		return nil, err
	}
	if record.Open() {
		return []Finding{{Notice, "sign-in", "Nobody has set this desk up yet."}}, nil
	}
	err = data.Look(ctx, func(tx *storage.Tx) error {
		chosen, err := settings.Peek(tx, keys.secret)
		if err != nil {
			return err
		}
		all, err := identity.Examine(tx, identity.Surroundings{
			Rules: settings.Get[settings.SignIn](chosen), SSO: settings.Get[settings.SSO](chosen), Addresses: settings.Get[settings.Addresses](chosen),
			Actor: record.Actor, Signed: record.Signed(), Now: now,
		})
		for _, complaint := range all {
			found = append(found, inWords(complaint))
		}
		return err
	})
	if err == nil && len(found) == 0 {
		found = []Finding{{Fine, "sign-in", "Nothing to mend."}}
	}
	return found, err
}

// remedies are a finding and how to mend it, with a place for the number.
var remedies = map[identity.ComplaintKind]string{
	identity.PasswordOnly:      "has a password and no passkey, and can be tricked out of both factors by a false page: add a passkey under My security.",
	identity.OneWay:            "has one passkey and the sheet: add a passkey of another device, before the first is lost.",
	identity.PasskeyUnverified: "has a passkey that was made without finger, face or PIN: remove it and make a new one.",
	identity.PasskeyUnlisted:   "has a passkey of a device or program that the organisation takes no new ones of: make one with another, and remove this one.",
	identity.PasskeyUnused:     "has not used this passkey for %d days: remove it if the device is gone.",
	identity.PasswordCheap:     "has a password of which a guess costs %d MiB only: choose it again in the console, which takes 64 MiB.",
	identity.SessionsOld:       "has %d sessions that are older than a week: end those that are not needed, or let sessions end sooner under Sign-in rules.",
	identity.TokenAnywhere:     "made a token that can be used from anywhere: make a new one that is bound to networks, and revoke this one.",
	identity.TokenEnding:       "made a token that ends in %d days: make a new one before whatever uses it stops.",
	identity.SecretEnding:      "is an identity provider whose client secret ends in %d days: make a new one there, and put it in under Single sign-on, or nobody signs in by it any more.",
	identity.CertificateEnding: "is an identity provider whose last certificate ends in %d days: paste its new metadata under Single sign-on. Nobody is locked out, but its keys should have changed by then.",
	identity.OneOwner:          "is the only owner: make a second one, or nobody can help when the first has lost everything.",
	identity.RulesWeaker:       "Sessions or confirmations last longer than the product's defaults: look at Sign-in rules in the console.",
	identity.AddressPersonal:   "signs in with an address of a personal mail provider, which the organisation can neither close nor watch: invite them again with their address at work, and remove this account.",
	identity.AddressOutside:    "signs in with an address at none of the organisation's domains: add the domain under Sign-in rules if it is yours, or invite them again with their address at work.",
	identity.AddressAlike:      "signs in with an address that only looks like one of the organisation's: find out at once, not by mail, who that is.",
	identity.SMSInstead:        "signed in with a code by SMS last, and not with the authenticator app: numbers are stolen by a telephone call, and all is lost where SMS is switched off. Set up the app again, or better a passkey, under My security.",
	identity.ClockDrifts:       "shows codes of an authenticator whose clock is about half a minute off, %d times in a row: let that phone set its clock by itself, before its codes are refused. Where several people have this, look at the server's clock.",
	identity.ClockBehind:       "The clock is %d minutes behind a signature of staff: set it (NTP), or codes and signatures will be refused.",
}

func inWords(c identity.Complaint) Finding {
	said := remedies[c.Kind]
	if strings.Contains(said, "%d") {
		said = fmt.Sprintf(said, c.Number)
	}
	who := c.Email
	if c.Object != "" {
		who += fmt.Sprintf(" (%q)", c.Object)
	}
	if who != "" {
		said = who + " " + said
	}
	f := Finding{Notice, string(c.Kind), said}
	if c.Grave {
		f.Verdict = Broken
	}
	return f
}
