package story

import (
	"context"
	"errors"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/test/play"
)

// stage is a desk that Ada has founded, with a server of its own.
type stage struct {
	t      *testing.T
	ctx    context.Context
	server *server.Server
	data   string
	ada    *client.Agent
	kit    client.Kit
	inbox  seal.ID
	group  seal.ID
	ahead  atomic.Int64 // by how many days the server's clock runs ahead
}

func must[T any](t *testing.T, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newStage(t *testing.T) *stage {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	s := &stage{t: t, ctx: ctx, data: play.Folder(t)}
	s.start()
	t.Cleanup(func() { check(t, s.server.Close()) })
	s.ada, s.kit = play.Found(ctx, t, s.url(), s.server.SetupToken())
	s.inbox, s.group = s.ada.Directory().Inboxes()[0].ID, s.ada.Directory().Groups()[0].ID
	return s
}

// start starts the server on the stage's data.
func (s *stage) start() {
	s.t.Helper()
	var err error
	s.server, err = server.Start(s.ctx, server.Config{DataDir: s.data, Listen: "127.0.0.1:0", Now: func() time.Time {
		return time.Now().Add(time.Duration(s.ahead.Load()) * 24 * time.Hour)
	}})
	check(s.t, err)
}

func (s *stage) url() string { return s.server.URL() }

// customer opens the widget's page; saved is nil for a new customer.
func (s *stage) customer(saved *client.VisitorState) *client.Visitor {
	s.t.Helper()
	v, err := client.OpenVisitor(s.ctx, s.url(), s.ada.Org(), s.inbox, saved, client.Options{})
	return must(s.t, v, err)
}

// hire invites somebody into the account, and the group, and shares its key.
func (s *stage) hire(name string, capabilities ...directory.Capability) *client.Agent {
	s.t.Helper()
	return play.Hire(s.ctx, s.t, s.ada, name, play.Post{Server: s.url(), Group: s.group, Capabilities: capabilities})
}

func (s *stage) reads(thread *client.Thread, want ...string) {
	s.t.Helper()
	_, err := thread.Fetch(s.ctx)
	check(s.t, err)
	if got := play.Texts(thread); !slices.Equal(got, want) {
		s.t.Fatalf("reads %q, want %q", got, want)
	}
}

func TestACustomerWritesAndTheTeamAnswers(t *testing.T) {
	s := newStage(t)
	ben := s.hire("ben")
	customer := s.customer(nil)
	if proven := customer.Proven(); len(proven.Members) != 2 || proven.Stale || proven.Organisation != "Harbour Books" {
		t.Fatalf("the customer was shown %d members, stale %v", len(proven.Members), proven.Stale)
	}
	shown := []seal.Turn{{Who: "visitor", Text: "parcel late", Time: 1}, {Who: "assistant", Text: "Parcels take two days.", Time: 2}}
	talk, err := customer.Begin(s.ctx, shown, "My parcel is late", "en")
	check(t, err)

	list, err := ben.Conversations(s.ctx, "unassigned")
	check(t, err)
	if len(list) != 1 || list[0].ID != talk.ID() {
		t.Fatalf("Ben sees %d conversations", len(list))
	}
	atBens, err := ben.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(atBens, "(context)", "My parcel is late")
	_, err = ben.Act(s.ctx, talk.ID(), "claim")
	check(t, err)
	_, err = atBens.Say(s.ctx, "I am looking into it", "en")
	check(t, err)
	s.reads(talk, "(context)", "My parcel is late", "I am looking into it")

	check(t, talk.MarkRead(s.ctx))
	marks, err := atBens.Marks(s.ctx)
	check(t, err)
	if !slices.ContainsFunc(marks, func(m seal.Mark) bool { return m.Device == customer.ID() && m.Kind == seal.MarkRead }) {
		t.Fatal("Ben does not see that the customer has read")
	}

	notes, err := ben.Note(s.ctx, atBens, "Carrier says tomorrow")
	check(t, err)
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	_, err = s.ada.Note(s.ctx, atAdas, "Refund if not")
	check(t, err)
	s.reads(notes, "Carrier says tomorrow", "Refund if not")
	if _, err := customer.Open(s.ctx, notes.ID()); refusedKind(err) != "not_found" {
		t.Fatalf("the customer asked for the notes and got %v", err)
	}
	s.nothingLeaks("parcel is late", "looking into it", "Carrier says", "Parcels take two days")
}

func TestACustomerComesBack(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Are you there?", "en")
	check(t, err)
	saved := customer.State()
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	_, err = atAdas.Say(s.ctx, "Yes", "en")
	check(t, err)

	again := s.customer(&saved)
	talk, err = again.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(talk, "Are you there?", "Yes")
	_, err = talk.Say(s.ctx, "Good", "en")
	check(t, err)
	s.reads(atAdas, "Are you there?", "Yes", "Good")

	// A device that remembers another history does not accept this one.
	rewritten := again.State()
	progress := rewritten.Threads[talk.ID()]
	progress.Transcript[0] ^= 1
	rewritten.Threads[talk.ID()] = progress
	if _, err := s.customer(&rewritten).Open(s.ctx, talk.ID()); !errors.Is(err, seal.ErrUnverified) {
		t.Fatalf("a rewritten history gave %v", err)
	}

	stranger := s.customer(nil)
	if _, err := stranger.Open(s.ctx, talk.ID()); refusedKind(err) != "not_found" {
		t.Fatalf("a stranger got %v", err)
	}
	if own, err := stranger.Conversations(s.ctx); err != nil || len(own) != 0 {
		t.Fatalf("a stranger sees %d conversations, %v", len(own), err)
	}
}

func TestSomebodyLeavesAndTheKeyChanges(t *testing.T) {
	s := newStage(t)
	ben := s.hire("ben")
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "First", "en")
	check(t, err)
	atBens, err := ben.Open(s.ctx, talk.ID())
	check(t, err)
	_, err = atBens.Say(s.ctx, "Here I am", "en")
	check(t, err)
	_, err = talk.Fetch(s.ctx)
	check(t, err)
	before := talk.Readers().Number

	check(t, s.ada.RemoveAccount(s.ctx, ben.Account(), 1))
	if _, err := atBens.Fetch(s.ctx); err == nil {
		t.Fatal("Ben was removed and still reads")
	}
	if _, err := ben.Conversations(s.ctx, "all"); err == nil {
		t.Fatal("Ben was removed and still lists")
	}
	// The customer's next message finds the new key and refreshes first.
	_, err = talk.Say(s.ctx, "Second", "en")
	check(t, err)
	if after := talk.Readers(); after.Number != before+1 || after.Reason != seal.ReasonRefresh {
		t.Fatalf("generation %d (%s) after %d", after.Number, after.Reason, before)
	}
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(atAdas, "First", "Here I am", "Second")
	// What Ben wrote while he was there can still be checked in a later session.
	saved := customer.State()
	again, err := s.customer(&saved).Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(again, "First", "Here I am", "Second")
	if proven := customer.Proven(); len(proven.Members) != 1 {
		t.Fatalf("the customer still sees %d members", len(proven.Members))
	}
}

func TestANewcomerReadsOnlyOnceSomebodySharesTheKey(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Before Cleo came", "en")
	check(t, err)
	link, err := s.ada.Invite(s.ctx, directory.Invite{Until: uint64(time.Now().Add(time.Hour).Unix())})
	check(t, err)
	cleo, _, err := client.Join(s.ctx, s.url(), link, client.Newcomer{Name: "Cleo", Email: "cleo@harbour.example", Password: "another password"}, client.Options{})
	check(t, err)
	if _, err := cleo.Open(s.ctx, talk.ID()); refusedKind(err) != "not_found" {
		t.Fatalf("no member yet, and got %v", err)
	}
	_, _, err = client.Join(s.ctx, s.url(), link, client.Newcomer{Name: "Mallory", Email: "m@elsewhere.example", Password: "third password"}, client.Options{})
	if err == nil {
		t.Fatal("one invitation made two accounts")
	}
	check(t, s.ada.Sync(s.ctx))
	check(t, s.ada.SetMember(s.ctx, s.group, cleo.Account(), directory.RoleMember))
	check(t, cleo.Sync(s.ctx))
	atCleos, err := cleo.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(atCleos, "Before Cleo came")
	_, err = atCleos.Say(s.ctx, "I am new, and I have read it all", "en")
	check(t, err)
	s.reads(talk, "Before Cleo came", "I am new, and I have read it all")
	if err := cleo.SetMember(s.ctx, s.group, s.ada.Account(), 0); err == nil {
		t.Fatal("a member took the manager out")
	}
}

func TestAdaSignsInElsewhere(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Hello", "en")
	check(t, err)
	later := client.Options{Now: func() time.Time { return time.Now().Add(30 * time.Second) }} // the first code was used up
	code, err := s.kit.Code(later)
	check(t, err)
	second, err := client.SignInWithPassword(s.ctx, s.url(), play.AdaEmail, play.AdaPassword, code, s.kit, client.Options{})
	check(t, err)
	opened, err := second.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(opened, "Hello")

	third, err := client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit, client.Second{Password: play.AdaPassword}, client.Options{})
	check(t, err)
	opened, err = third.Open(s.ctx, talk.ID())
	check(t, err)
	_, err = opened.Say(s.ctx, "From my third browser", "en")
	check(t, err)
	s.reads(talk, "Hello", "From my third browser")

	if _, err := client.SignInWithPassword(s.ctx, s.url(), play.AdaEmail, "a wrong password", code, s.kit, client.Options{}); err == nil {
		t.Fatal("a wrong password signed in")
	}
	if _, err := client.SignInWithPassword(s.ctx, s.url(), play.AdaEmail, play.AdaPassword, code, s.kit, client.Options{}); err == nil {
		t.Fatal("a used code signed in")
	}
	other, err := seal.NewRecoveryCode(zeroes{})
	check(t, err)
	if _, err := client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit.With(other), client.Second{Password: play.AdaPassword}, client.Options{}); err == nil {
		t.Fatal("another recovery code signed in")
	}
}

func TestTheWrongPinStopsEverything(t *testing.T) {
	s := newStage(t)
	pin := s.ada.Org()
	pin[0] ^= 1
	if _, err := client.OpenVisitor(s.ctx, s.url(), pin, s.inbox, nil, client.Options{}); !errors.Is(err, seal.ErrUnverified) {
		t.Fatalf("with another pin: %v", err)
	}
	if _, err := client.OpenVisitor(s.ctx, s.url(), s.ada.Org(), seal.HashID("test", nil), nil, client.Options{}); refusedKind(err) != "not_found" {
		t.Fatalf("with an unknown inbox: %v", err)
	}
	if _, _, err := client.Found(s.ctx, s.url(), client.Founding{Token: "guess", Organisation: "Evil", Group: "G", Inbox: "I", Owner: client.Newcomer{Name: "E", Email: "e@e.example", Password: "p"}}, client.Options{}); err == nil {
		t.Fatal("a second organisation was founded")
	}
}

func TestEventsArriveLive(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Anybody?", "en")
	check(t, err)
	live, stop := context.WithCancel(s.ctx)
	defer stop()
	events := customer.Live(live)
	play.Hears(t, events, "hello")
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	_, err = atAdas.Say(s.ctx, "I am", "en")
	check(t, err)
	if e := play.Hears(t, events, "entry"); e.Thread != talk.ID() {
		t.Fatalf("an event of thread %s", e.Thread)
	}
	s.reads(talk, "Anybody?", "I am")
}

func TestArticlesAreWhatThePublisherApproved(t *testing.T) {
	s := newStage(t)
	check(t, s.ada.PublishArticles(s.ctx, []seal.Article{{ID: "shipping", Title: "Shipping", Version: 1, Language: "en", Team: "Support", Markdown: "Two days."}}))
	set, err := s.customer(nil).Articles(s.ctx)
	check(t, err)
	if len(set.Articles) != 1 || set.Articles[0].Markdown != "Two days." {
		t.Fatalf("the customer reads %+v", set.Articles)
	}
}
