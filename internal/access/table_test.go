package access_test

import (
	"context"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

func id(name string) seal.ID { return seal.HashID("test", []byte(name)) }

func staff(name string, change func(*access.Actor)) access.Actor {
	actor := access.Actor{Who: access.Staff, Account: id(name), Device: id(name + "'s laptop"), Session: id(name + "'s session"), Confirmed: true}
	change(&actor)
	return actor
}

// cast is everybody who may ask, in the order of the table's columns. Only the
// agent and the lead are on the team; the session and approval in question are
// the agent's.
var cast = []struct {
	name  string
	actor access.Actor
}{
	{"nobody", access.Actor{}},
	{"customer", access.Actor{Who: access.Visitor, Device: id("customer")}},
	{"stranger", access.Actor{Who: access.Visitor, Device: id("stranger")}},
	{"colleague", staff("colleague", func(a *access.Actor) { a.Groups = []seal.ID{id("other team")} })},
	{"agent", staff("agent", func(a *access.Actor) {
		a.Groups, a.Sensitive = []seal.ID{id("other team"), id("team"), id("doctors")}, []seal.ID{id("doctors")}
	})},
	{"agent without a device", staff("agent", func(a *access.Actor) { a.Groups, a.Device = []seal.ID{id("team")}, seal.ID{} })},
	{"lead", staff("lead", func(a *access.Actor) { a.Groups, a.Manages = []seal.ID{id("team")}, []seal.ID{id("team")} })},
	{"another lead", staff("another", func(a *access.Actor) {
		a.Groups, a.Manages = []seal.ID{id("other team")}, []seal.ID{id("other team")}
	})},
	{"publisher", staff("publisher", func(a *access.Actor) { a.Publish = true })},
	{"admin", staff("admin", func(a *access.Actor) { a.Admin = true })},
	{"owner", staff("owner", func(a *access.Actor) { a.Owner = true })},
	{"agent whose proof is old", staff("agent", func(a *access.Actor) {
		a.Groups, a.Sensitive, a.Confirmed = []seal.ID{id("other team"), id("team"), id("doctors")}, []seal.ID{id("doctors")}, false
	})},
	{"owner whose proof is old", staff("owner", func(a *access.Actor) { a.Owner, a.Confirmed = true, false })},
	{"program", access.Actor{Who: access.Program, Token: id("program")}},
	{"provisioner", access.Actor{Who: access.Program, Token: id("provisioner"), Scopes: []access.Scope{access.ScopeProvision}}},
	{"auditor", access.Actor{Who: access.Program, Token: id("auditor"), Scopes: []access.Scope{access.ScopeLedger}}},
}

var theirs = access.Resource{Group: id("team"), Visitors: []seal.ID{id("customer")}, Account: id("agent")}

// with is the resource with a change.
func with(change func(*access.Resource)) access.Resource {
	r := theirs
	change(&r)
	return r
}

// verdicts are how a decision is written in the table.
var verdicts = map[byte]errs.Kind{'1': errs.Unauthenticated, '3': errs.Forbidden, '4': errs.NotFound, 'g': errs.Gone}

// table says for every action who may do it to the team's conversation: + yes,
// 1 sign in first, 3 forbidden, 4 nothing there, g over. The columns are the
// cast: nobody, customer, stranger | colleague, agent, agent without a device,
// lead, another lead | publisher, admin, owner | the agent and the owner whose
// proof of two factors is old | programs: one whose token has no scope, one that
// provisions, one that audits. Rank alone opens no thread.
var table = []struct {
	action access.Action
	about  access.Resource
	want   string
}{
	{access.ReadPublic, theirs, "+++ +++++ +++ ++ +++"},
	{access.Cosign, theirs, "+++ +++++ +++ ++ +++"},
	{access.SignIn, theirs, "+++ +++++ +++ ++ +++"},
	{access.OpenVisitor, theirs, "+++ +++++ +++ ++ +++"},
	{access.ReadArticles, theirs, "444 44444 444 44 444"},
	{access.ReadArticles, with(func(r *access.Resource) { r.Public = true }), "+++ +++++ +++ ++ +++"},
	{access.SetUp, theirs, "ggg ggggg ggg gg ggg"},
	{access.SetUp, with(func(r *access.Resource) { r.SetupOpen = true }), "+++ +++++ +++ ++ +++"},
	{access.ProveVisitor, theirs, "1++ 11111 111 11 111"},
	{access.LinkVisitor, theirs, "1++ 11111 111 11 111"},
	{access.Create, theirs, "1++ 11111 111 11 111"},
	{access.List, theirs, "1++ +++++ +++ ++ 111"},
	{access.Count, theirs, "111 +++++ +++ ++ 111"},
	{access.Listen, theirs, "1++ +++++ +++ ++ 111"},

	{access.ReadThread, with(func(r *access.Resource) { r.Group = id("doctors") }), "1+4 4+444 444 34 111"},
	{access.ReadThread, theirs, "1+4 4+++4 444 +4 111"},
	{access.Send, theirs, "1+4 4+3+4 444 +4 111"},
	{access.ChangeReaders, theirs, "1+4 4+3+4 444 +4 111"},
	{access.Mark, theirs, "1+4 4+3+4 444 +4 111"},
	{access.WriteNotes, theirs, "111 4+3+4 444 +4 111"},
	{access.Wrap, theirs, "111 4+++4 444 +4 111"},
	{access.Handle, theirs, "111 4+++4 444 +4 111"},
	{access.Rate, theirs, "1+4 11111 111 11 111"},
	{access.KeepDraft, theirs, "111 4+++4 444 +4 111"},
	{access.AskNotice, theirs, "1+4 11111 111 11 111"},

	// Notes are for staff, also where a customer is named beside them.
	{access.ReadThread, with(func(r *access.Resource) { r.Notes = true }), "144 4+++4 444 +4 111"},
	{access.Send, with(func(r *access.Resource) { r.Notes = true }), "144 4+3+4 444 +4 111"},
	{access.Mark, with(func(r *access.Resource) { r.Notes = true }), "144 4+3+4 444 +4 111"},

	// What is not there belongs to nobody.
	{access.ReadThread, access.Resource{}, "144 44444 444 44 111"},
	{access.Send, access.Resource{}, "144 44444 444 44 111"},
	{access.Wrap, access.Resource{}, "111 44444 444 44 111"},
	{access.Handle, access.Resource{}, "111 44444 444 44 111"},
	{access.EndSession, access.Resource{}, "111 44444 444 44 111"},

	// What is named for staff is not the customers', and the other way round.
	{access.ReadThread, access.Resource{Group: id("customer")}, "144 44444 444 44 111"},
	{access.ReadThread, access.Resource{Visitors: []seal.ID{id("agent"), id("agent's laptop"), id("team")}}, "144 44444 444 44 111"},

	{access.OwnAccount, theirs, "111 +++++ +++ ++ 111"},
	{access.OwnEntry, theirs, "111 +++++ +++ ++ 111"},
	{access.OwnVault, theirs, "111 +++++ +++ 33 111"},
	{access.EndSession, theirs, "111 4++44 444 34 111"},
	{access.Approve, theirs, "111 4++44 444 34 111"},
	{access.ReadDirectory, theirs, "111 +++++ +++ ++ 111"},
	{access.AppendDirectory, theirs, "111 +++++ +++ ++ 111"},
	{access.Publish, theirs, "111 33333 +33 33 111"},
	{access.ConfigureInbox, theirs, "111 333+3 3++ 3+ 111"},
	{access.ConfigureInbox, access.Resource{}, "111 33333 3++ 3+ 111"},
	{access.ListRetention, theirs, "111 333++ 3++ 3+ 111"},
	{access.SeeRetention, theirs, "111 333+3 3++ 3+ 111"},
	{access.SeeRetention, access.Resource{}, "111 33333 3++ 3+ 111"},
	{access.Hold, theirs, "111 333+3 3++ 3+ 111"},
	{access.Hold, access.Resource{}, "111 33333 3++ 3+ 111"},
	{access.OwnSessions, theirs, "111 +++++ +++ 33 111"},
	{access.DismissNotice, theirs, "111 +++++ +++ 33 111"},
	{access.EndAccount, theirs, "111 33333 33+ 33 111"},
	{access.Refuse, theirs, "111 4++44 444 +4 111"},
	{access.Vouch, theirs, "111 33333 3++ 33 111"},
	{access.RefuseVouch, theirs, "111 33333 3++ 3+ 111"},
	{access.ExportLedger, theirs, "111 33333 3++ 33 111"},
	{access.ReadLedger, theirs, "111 33333 3++ 3+ 11+"},
	{access.KeepLedger, theirs, "111 33333 3++ 33 111"},
	{access.EraseLedger, theirs, "111 33333 33+ 33 111"},
	{access.SeeSettings, theirs, "111 33333 3++ 3+ 111"},
	{access.SeeTokens, theirs, "111 33333 3++ 3+ 111"},
	{access.MakeToken, theirs, "111 33333 3++ 33 111"},
	{access.RevokeToken, theirs, "111 33333 3++ 3+ 111"},
	{access.Suspend, theirs, "111 33333 3++ 33 111"},
	{access.MarkPassword, theirs, "111 33333 3++ 33 111"},
	{access.BeginAgain, theirs, "111 33333 3++ 33 111"},
	{access.Provision, theirs, "111 11111 111 11 1+1"},
	{access.ChangeSettings, theirs, "111 33333 33+ 33 111"},
}

func TestWhoMayDoWhat(t *testing.T) {
	z := access.New()
	rows := map[access.Action]bool{}
	for _, row := range table {
		rows[row.action] = true
		want := strings.ReplaceAll(row.want, " ", "")
		if len(want) != len(cast) {
			t.Fatalf("%s has %d columns instead of %d", row.action, len(want), len(cast))
		}
		for column, who := range cast {
			decision, err := z.Authorize(context.Background(), who.actor, row.action, row.about)
			if err != nil {
				t.Fatal(err)
			}
			if want[column] == '+' {
				if !decision.Allowed {
					t.Errorf("%s: the %s is refused by %q", row.action, who.name, decision.Check)
				}
				continue
			}
			if decision.Allowed || !errs.Is(decision.Err(), verdicts[want[column]]) || decision.Check == "" {
				t.Errorf("%s: the %s gets %+v instead of %c", row.action, who.name, decision, want[column])
			}
		}
	}
	for _, action := range z.Actions() {
		if !rows[action] {
			t.Errorf("%s is in no row: say who may do it", action)
		}
		delete(rows, action)
	}
	for action := range rows {
		t.Errorf("%s is in the table, but no rule names it", action)
	}
}

// Each check is needed: without it, the table is wrong somewhere.
func TestEveryCheckMatters(t *testing.T) {
	for _, check := range access.New().Checks() {
		if check == "password-changed" {
			continue // TestWhileAPasswordIsDue
		}
		z, changed := access.New().WithoutChecksForTesting(check), 0
		for _, row := range table {
			want := strings.ReplaceAll(row.want, " ", "")
			for column, who := range cast {
				decision, err := z.Authorize(context.Background(), who.actor, row.action, row.about)
				if err != nil {
					t.Fatal(err)
				}
				if decision.Allowed != (want[column] == '+') {
					changed++
				}
			}
		}
		if changed == 0 {
			t.Errorf("nobody gets further without %q", check)
		}
	}
}

// A refusal tells people what to do and programs what it is, and not whether
// the thing exists.
func TestRefusalsInWords(t *testing.T) {
	z := access.New()
	stranger := access.Actor{Who: access.Visitor, Device: id("stranger")}
	there, err1 := z.Authorize(context.Background(), stranger, access.ReadThread, theirs)
	absent, err2 := z.Authorize(context.Background(), stranger, access.ReadThread, access.Resource{})
	if err1 != nil || err2 != nil || there.Err().Error() != absent.Err().Error() {
		t.Errorf("a stranger can tell %v from %v", there.Err(), absent.Err())
	}
	for kind := range errs.Unavailable {
		e := errs.From(access.Decision{Kind: kind}.Err())
		if e.Message == "" || e.Next == "" || e.Kind == errs.Internal {
			t.Errorf("a refusal of kind %d says %+v", kind, e)
		}
	}
}

// The ledger tells actors apart.
func TestNames(t *testing.T) {
	seen := map[string]bool{}
	for _, who := range cast {
		if strings.Contains(who.name, "agent w") || strings.Contains(who.name, "owner w") {
			continue // the same account
		}
		if name := who.actor.Name(); seen[name] || name == "" {
			t.Errorf("the %s is called %q", who.name, name)
		} else {
			seen[name] = true
		}
	}
}
