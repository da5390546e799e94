package settings

import (
	"fmt"
	"regexp"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// SignIn is how staff sign in, and for how long.
type SignIn struct {
	// A session ends after so many minutes unused, and so many hours in any case.
	IdleMinutes   int `json:"idleMinutes"`
	AbsoluteHours int `json:"absoluteHours"`
	// ConfirmMinutes is how long somebody who proved who they are need not do so
	// again for sensitive acts.
	ConfirmMinutes int `json:"confirmMinutes"`
	// Moved is what happens where a session is used from another network or browser
	// than those that proved two factors in it: MovedAllowed, MovedAsks or MovedEnds.
	Moved string `json:"moved"`
	// Emergency are the accounts, by id, that somebody uses only when nothing else
	// helps: every sign-in with one alarms the owners.
	Emergency []string `json:"emergency"`
	// PasswordDays is after how many days a password has to be changed; 0: never, as
	// NIST SP 800-63B-4 §3.1.1.2 wants it.
	PasswordDays int `json:"passwordDays"`
	// Authenticators are the AAGUIDs (WebAuthn level 3, §6.5.2) of those that new passkeys
	// may be made with; none: all. It is the authenticator's own word.
	Authenticators []string `json:"authenticators"`
}

// What happens where a session moved.
const (
	MovedAllowed = "allowed" // nothing
	MovedAsks    = "asks"    // the person is told, and confirms before sensitive acts
	MovedEnds    = "ends"    // the session ends
)

// Name is "sign-in".
func (*SignIn) Name() string { return "sign-in" }

// Defaults are for a workplace: a day unused, two weeks in any case.
// NIST SP 800-63B-4 §2.2.3 asks at AAL2 for 24 hours and one hour unused, as far as
// the organisation's risks want it so.
func (s *SignIn) Defaults() {
	*s = SignIn{IdleMinutes: 12 * 60, AbsoluteHours: 14 * 24, ConfirmMinutes: 15, Moved: MovedAsks, Emergency: []string{}, Authenticators: []string{}}
}

// Check keeps each within what is useful.
func (s *SignIn) Check() error {
	const op = "settings.sign-in"
	switch {
	case s.IdleMinutes < 15 || s.IdleMinutes > 24*60:
		return errs.New(errs.Unprocessable, op, "A session can stay unused for 15 minutes to 24 hours.", "Choose a number within these bounds.")
	case s.AbsoluteHours < 1 || s.AbsoluteHours > 30*24:
		return errs.New(errs.Unprocessable, op, "A session can last for one hour to 30 days.", "Choose a number within these bounds.")
	case s.ConfirmMinutes < 1 || s.ConfirmMinutes > 60:
		return errs.New(errs.Unprocessable, op, "A confirmation can last for 1 to 60 minutes.", "Choose a number within these bounds.")
	case s.Moved != MovedAllowed && s.Moved != MovedAsks && s.Moved != MovedEnds:
		return errs.New(errs.Unprocessable, op, "Sessions that move can be allowed, asked again or ended.", "Choose one of these.")
	case s.PasswordDays != 0 && (s.PasswordDays < 30 || s.PasswordDays > 730):
		return errs.New(errs.Unprocessable, op, "A password can last for 30 to 730 days, or for ever.", "Choose a number within these bounds, or none.")
	case len(s.Emergency) > emergencyMost:
		return errs.New(errs.Unprocessable, op, "An organisation has four emergency accounts at most.", "Take one off the list first.")
	}
	if len(s.Authenticators) > authenticatorsMost || slices.ContainsFunc(s.Authenticators, func(id string) bool { return !aaguid.MatchString(id) }) {
		return errs.New(errs.Unprocessable, op, "One of the authenticators is none, or there are more than 100.", "Write each as its maker does, such as 2fc0579f-8113-47ea-b116-bb5a8db9202a.")
	}
	for i, account := range s.Emergency {
		if _, err := seal.ParseID(account); err != nil || slices.Contains(s.Emergency[:i], account) {
			return errs.New(errs.Unprocessable, op, "An emergency account is unknown, or named twice.", "Reload the page and choose again.")
		}
	}
	return nil
}

const (
	emergencyMost      = 4
	authenticatorsMost = 100
)

var aaguid = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)

// Takes reports whether a new passkey may be made with an authenticator.
func (s *SignIn) Takes(id [16]byte) bool {
	text := fmt.Sprintf("%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
	return len(s.Authenticators) == 0 || slices.Contains(s.Authenticators, text)
}

// Alarms reports whether a sign-in of this account is an alarm.
func (s *SignIn) Alarms(account seal.ID) bool { return slices.Contains(s.Emergency, account.Hex()) }

// Idle is how long a session may stay unused.
func (s *SignIn) Idle() time.Duration { return time.Duration(s.IdleMinutes) * time.Minute }

// Absolute is how long a session lasts in any case.
func (s *SignIn) Absolute() time.Duration { return time.Duration(s.AbsoluteHours) * time.Hour }

// Confirm is how long a confirmation lasts.
func (s *SignIn) Confirm() time.Duration { return time.Duration(s.ConfirmMinutes) * time.Minute }

// PasswordAge is how old a password may be, where that counts.
func (s *SignIn) PasswordAge() time.Duration { return time.Duration(s.PasswordDays) * 24 * time.Hour }
