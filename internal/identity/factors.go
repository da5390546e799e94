package identity

import (
	"slices"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// factor is one thing that shows who somebody is: who has, or knows, or is this
// one does not thereby have another (NIST SP 800-63B-4 §2.2, §4.2).
type factor string

const (
	byDevice        factor = "device"        // that holds a passkey's key
	byVerification  factor = "verification"  // finger, face or PIN, checked by that device
	byPassword      factor = "password"      // known
	byAuthenticator factor = "authenticator" // the app that makes codes
	byKit           factor = "kit"           // the sheet with the recovery code
	byOperator      factor = "operator"      // a code from whoever runs the server
	byMail          factor = "mail"          // a code sent to the person's address; only beside the sheet
	bySMS           factor = "sms"           // a code sent to the person's number; only beside the password
	byBrowser       factor = "browser"       // another one of the account, with its certified key
	byColleague     factor = "colleague"     // an owner or admin who vouches for the person
	byNod           factor = "nod"           // of the person, who had proven two factors there
	byProvider      factor = "provider"      // the organisation's identity provider says so (internal/sso)
	byProviderTwice factor = "provider-2"    // and that it checked a second one, by a word that an owner trusts
)

// proof is what somebody has shown. Only checks that were passed make one: a
// session begins with a proof, and the zero proof begins none.
type proof struct {
	account seal.ID
	way     seal.ID16 // the unlocker that belongs to what was proven; zero after an approval
	by      string    // the ledger's word for it
	factors []factor
}

func proven(account seal.ID, way seal.ID16, by string, factors ...factor) proof {
	return proof{account, way, by, factors}
}

// check refuses a proof of fewer than two different factors, and a code by SMS beside
// anything but a password.
func (p proof) check() error {
	different := slices.Compact(slices.Sorted(slices.Values(p.factors)))
	restricted := slices.Contains(different, bySMS) && !slices.Contains(different, byPassword)
	if p.account.IsZero() || p.by == "" || len(different) < 2 || restricted {
		e := errs.New(errs.Forbidden, "identity.session", "This takes two proofs of who you are.", "Use another way to sign in.")
		e.Cause = oneFactorError{p.account}
		return e
	}
	return nil
}

// oneFactorError refuses a way in that would begin a session with too little: a
// mistake in the program, which the record tells (shutOut).
type oneFactorError struct{ account seal.ID }

func (oneFactorError) Error() string { return "identity: fewer than two factors" }
