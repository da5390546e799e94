package access

import (
	"slices"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// confirmedCheck is the one that staff's browsers answer by asking the person.
const confirmedCheck = "confirmed"

// SensitiveCheck is the same, of a team whose conversations are sensitive: that there
// is something may be told to who did not confirm.
const SensitiveCheck = "confirmed-if-sensitive"

// Hidden reports whether a team's conversations are not shown to staff before they
// confirm.
func (a Actor) Hidden(team seal.ID) bool {
	return a.Who == Staff && !a.Confirmed && slices.Contains(a.Sensitive, team)
}

func errUnconfirmed() error {
	return errs.New(errs.Forbidden, "access", "Please confirm first that it is you.", "Use your passkey, or your password with a code, and try again.").Because("confirm")
}
