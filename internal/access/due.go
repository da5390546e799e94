package access

import "github.com/sealdesk/sealdesk/internal/errs"

// dueCheck keeps a session that a password began which others may know, or which is
// too old, from everything but changing it.
const dueCheck = "password-changed"

// ErrPasswordDue says what to do first.
func ErrPasswordDue() error {
	return errs.New(errs.Forbidden, "access", "Choose another password first.", "Sign in to the console, which asks for it.").Because("password")
}

// whileDue is what such a session may do, and what everybody may.
var whileDue = map[Action]bool{
	ReadPublic: true, SignIn: true, OpenVisitor: true, Cosign: true, ReadArticles: true, SetUp: true,
	OwnEntry: true, OwnVault: true,
}

// undue adds the check to every rule but those. It stands behind the first, so that
// nobody else hears of it.
func undue(rules map[Action][]Check) map[Action][]Check {
	check := Check{dueCheck, errs.Forbidden, func(a Actor, _ Resource) bool { return !a.Due }}
	for action, checks := range rules {
		if !whileDue[action] {
			rules[action] = append([]Check{checks[0], check}, checks[1:]...)
		}
	}
	return rules
}
