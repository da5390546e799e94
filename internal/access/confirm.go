package access

import "github.com/sealdesk/sealdesk/internal/errs"

// confirmedCheck is the one that staff's browsers answer by asking the person.
const confirmedCheck = "confirmed"

func errUnconfirmed() error {
	return errs.New(errs.Forbidden, "access", "Please confirm first that it is you.", "Use your passkey, or your password with a code, and try again.").Because("confirm")
}
