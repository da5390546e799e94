// Package access answers one question for the whole server: may this actor do
// this to that?
//
// Promise: every request and every live frame asks Authorize. What no rule
// names is refused; the zero Actor is nobody and the zero Action is nothing.
// Each rule is a list of named checks, all of which must hold, and a test
// switches each off in turn to see that something then goes red.
//
// Threat: an account, a visitor or a stolen session that reaches for what is
// not its own; a new route that forgot to ask.
//
// Limits: it decides who may fetch and act. Who can read is decided by keys, on
// devices; the signed directory says who holds them.
package access

import (
	"context"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// Who says what kind of caller an Actor is.
type Who uint8

// The kinds of caller. The zero value is nobody.
const (
	Nobody Who = iota
	Visitor
	Staff
	Program // by a token, for what its scopes name
)

// Scope names what a program's token reaches.
type Scope string

// The scopes. None reaches content, keys, sessions, settings or further tokens.
const (
	ScopeProvision Scope = "scim"
	ScopeLedger    Scope = "ledger.read"
)

// Scopes lists them.
func Scopes() []Scope { return []Scope{ScopeProvision, ScopeLedger} }

// Actor is who asks, as an explicit argument.
type Actor struct {
	Who     Who
	Account seal.ID // staff
	Session seal.ID // staff
	Device  seal.ID // visitor device, or the staff device bound to the session; zero if none
	Groups  []seal.ID
	Manages []seal.ID
	Owner   bool
	Admin   bool
	Publish bool
	Network string
	// Confirmed says that two factors were proven lately in this session: until then.
	Confirmed      bool
	ConfirmedUntil time.Time
	// Moved says that the session is used from where it never proved two factors.
	Moved bool
	// Sensitive are the teams whose conversations are shown only to who confirmed.
	Sensitive []seal.ID
	// Due says that this session may change its password and nothing else.
	Due    bool
	Token  seal.ID // program
	Scopes []Scope // program
}

// Name is the actor in logs.
func (a Actor) Name() string {
	switch a.Who {
	case Visitor:
		return "visitor:" + a.Device.Hex()
	case Staff:
		return "account:" + a.Account.Hex()
	case Program:
		return "token:" + a.Token.Hex()
	}
	return "nobody"
}

// Source is the actor as the ledger records it.
func (a Actor) Source() ledger.Source {
	s := ledger.Source{Device: a.Device, Session: a.Session, Network: a.Network}
	switch a.Who {
	case Visitor:
		s.Actor = ledger.Actor{Role: form.Visitor, ID: seal.Some(a.Device)}
	case Staff:
		s.Actor = ledger.Actor{Role: form.Account, ID: seal.Some(a.Account)}
	case Program:
		s.Actor = ledger.Actor{Role: form.Machine, ID: seal.Some(a.Token)}
	}
	return s
}

// Resource is what is asked for. Zero fields mean "not about this".
type Resource struct {
	Group     seal.ID   // the team that owns it
	Visitors  []seal.ID // the visitor devices that belong to it
	Notes     bool      // staff only, whatever else holds
	Account   seal.ID   // the account it belongs to
	SetupOpen bool      // no organisation exists yet
	Public    bool      // named by the signed directory as public
}

// Action is something that can be done.
type Action string

// Decision is an answer with its reason. The zero value refuses.
type Decision struct {
	Allowed bool
	Check   string // the check that refused, or "" if no rule names the action
	Kind    errs.Kind
}

// Err turns a refusal into an error for the caller, and nil if allowed.
func (d Decision) Err() error {
	if d.Allowed {
		return nil
	}
	switch d.Kind {
	case errs.Unauthenticated:
		return errs.New(d.Kind, "access", "You are not signed in.", "Sign in and try again.")
	case errs.NotFound:
		return errs.New(d.Kind, "access", "There is nothing here that you can see.", "Check the address, or ask a colleague to add you to the team.")
	case errs.Gone:
		return errs.New(d.Kind, "access", "This desk is already set up.", "Sign in, or ask an owner for an invitation.")
	}
	switch d.Check {
	case confirmedCheck, SensitiveCheck:
		return errUnconfirmed()
	case dueCheck:
		return ErrPasswordDue()
	}
	return errs.New(errs.Forbidden, "access", "You may not do this.", "Ask an owner or admin of your organisation.")
}

// Check is one named condition.
type Check struct {
	Name string
	Kind errs.Kind
	Hold func(Actor, Resource) bool
}

// Authorizer holds the rules. The zero value refuses everything.
type Authorizer struct {
	rules map[Action][]Check
	off   []string
}

// New returns the authorizer with the product's rules.
func New() *Authorizer { return &Authorizer{rules: productRules()} }

// WithoutChecksForTesting returns an authorizer with the named checks switched
// off. It exists so that a test can show that each check is needed.
func (z *Authorizer) WithoutChecksForTesting(names ...string) *Authorizer {
	return &Authorizer{rules: z.rules, off: names}
}

// Checks lists the names of all checks, sorted.
func (z *Authorizer) Checks() []string {
	var names []string
	for _, checks := range z.rules {
		for _, check := range checks {
			names = append(names, check.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Known reports whether a rule names the action.
func (z *Authorizer) Known(action Action) bool {
	_, ok := z.rules[action]
	return ok
}

// Authorize decides. An error means that no decision could be made, which
// callers treat as a refusal.
func (z *Authorizer) Authorize(ctx context.Context, actor Actor, action Action, resource Resource) (Decision, error) {
	if err := ctx.Err(); err != nil {
		return Decision{}, err
	}
	if z == nil {
		return Decision{Kind: errs.Forbidden}, nil
	}
	checks, ok := z.rules[action]
	if !ok {
		return Decision{Kind: errs.Forbidden}, nil
	}
	for _, check := range checks {
		if slices.Contains(z.off, check.Name) {
			continue
		}
		if !check.Hold(actor, resource) {
			return Decision{Check: check.Name, Kind: check.Kind}, nil
		}
	}
	return Decision{Allowed: true}, nil
}
