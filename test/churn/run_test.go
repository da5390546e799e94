package churn

import (
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// run is one long day.
type run struct {
	t       *testing.T
	ctx     context.Context
	random  *rand.Rand
	server  *server.Server
	pages   *browsers
	world   world
	ada     *agent
	log     []string
	fresh   map[*talk]bool // touched since everybody was last looked at
	hired   int
	data    string
	took    map[string][]time.Duration
	refused int // whoever was out asked for something, and got nothing
}

// cheap is for the passwords of the many people here: the least that the protocol allows.
var cheap = seal.PasswordCost{Memory: seal.MinPasswordMemory, Iterations: seal.MinPasswordIterations}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// startRun founds a desk with two teams, Ada in both.
func startRun(t *testing.T, seed uint64, most time.Duration) *run {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), most)
	t.Cleanup(cancel)
	data := t.TempDir()
	check(t, os.Chmod(data, 0o700))
	srv, err := server.Start(ctx, server.Config{DataDir: data, Listen: "127.0.0.1:0", Limits: servertest.Fast(), NetworkDay: 1 << 50, KeepFree: 1})
	check(t, err)
	t.Cleanup(func() { check(t, srv.Close()) })
	r := &run{t: t, ctx: ctx, random: rand.New(rand.NewPCG(seed, 0)), server: srv, data: data, fresh: map[*talk]bool{}, took: map[string][]time.Duration{}}
	owner, kit, err := client.Found(ctx, r.url(), client.Founding{
		Token: srv.SetupToken(), Organisation: "Harbour Books", Group: "Shop", Inbox: "Shop", Greeting: "Hello!",
		Owner: client.Newcomer{Name: "Ada", Email: "ada@harbour.example", Password: "four ordinary words here"},
	}, client.Options{PasswordCost: cheap})
	check(t, err)
	r.ada = newAgent(ctx, owner, "ada@harbour.example", "four ordinary words here", kit)
	_, err = owner.OpenInbox(ctx, "Repairs")
	check(t, err)
	first := &person{name: "Ada", out: map[*team]time.Time{}, player: r.ada, account: owner.Account()}
	r.world.staff = []*person{first}
	for _, inbox := range owner.Directory().Inboxes() {
		r.world.teams = append(r.world.teams, &team{name: inbox.Name, group: inbox.Group, inbox: inbox.ID, members: map[*person]bool{first: true}})
	}
	slices.SortFunc(r.world.teams, func(a, b *team) int { return strings.Compare(a.name, b.name) })
	r.pages = startBrowsers(t, r.url())
	return r
}

func (r *run) url() string {
	return "http://localhost:" + r.server.Addr()[strings.LastIndex(r.server.Addr(), ":")+1:]
}

// note keeps what happened, for when it fails.
func (r *run) tell(format string, args ...any) {
	r.log = append(r.log, fmt.Sprintf("%4d. ", len(r.log)+1)+fmt.Sprintf(format, args...))
}

func (r *run) fail(format string, args ...any) {
	r.t.Helper()
	from := max(0, len(r.log)-100)
	r.t.Fatalf("%s\n%s", strings.Join(r.log[from:], "\n"), fmt.Sprintf(format, args...))
}

// must ends the run where an event that has to work does not.
func (r *run) must(err error) {
	r.t.Helper()
	if err != nil {
		r.fail("%v", err)
	}
}

// insist repeats what somebody else was faster with: after looking again it works.
func (r *run) insist(a *agent, what func() error) {
	r.t.Helper()
	var err error
	for range 8 {
		r.must(a.Sync(r.ctx))
		if err = what(); err == nil || client.Reason(err) != "stale" {
			break
		}
	}
	r.must(err)
}

func pick[T any](r *run, all []T) T { return all[r.random.IntN(len(all))] }

// works are the capabilities of everybody, as the product gives them out: who makes
// a key also signs the directory that shows it to customers.
var works = []directory.Capability{directory.Attest}

// hire takes a newcomer in by invitation, and into teams.
func (r *run) hire(inBrowser bool, capabilities []directory.Capability, role directory.Role, teams ...*team) *person {
	r.t.Helper()
	r.hired++
	name := fmt.Sprintf("Agent%d", r.hired)
	if inBrowser {
		name = fmt.Sprintf("Browser%d", r.hired)
	}
	var link string
	r.insist(r.ada, func() (err error) {
		link, err = r.ada.Invite(r.ctx, directory.Invite{Capabilities: capabilities, Until: uint64(time.Now().Add(time.Hour).Unix())})
		return err
	})
	p := &person{name: name, out: map[*team]time.Time{}}
	email := strings.ToLower(name) + "@harbour.example"
	if inBrowser {
		p.player = &page{r.pages, name}
		r.must(r.pages.do(r.ctx, &p.code, "do", "join", "who", name, "link", link, "name", name, "email", email))
	} else {
		joined, kit, err := client.Join(r.ctx, r.url(), link, client.Newcomer{Name: name, Email: email, Password: name + " has a password"}, client.Options{PasswordCost: cheap})
		r.must(err)
		p.player, p.account = newAgent(r.ctx, joined, email, name+" has a password", kit), joined.Account()
	}
	r.must(r.ada.Sync(r.ctx))
	p.account = r.accountOf(name)
	r.world.staff = append(r.world.staff, p)
	for _, t := range teams {
		r.insist(r.ada, func() error { return r.ada.SetMember(r.ctx, t.group, p.account, role) })
		t.members[p] = true
	}
	return p
}

// accountOf finds whoever is called so now.
func (r *run) accountOf(name string) (id seal.ID) {
	for _, account := range r.ada.Directory().Accounts() {
		if account.Name == name && !account.Removed {
			id = account.ID
		}
	}
	return id
}

// arrive is a new customer, who begins a conversation.
func (r *run) arrive(inBrowser bool, t *team) *talk {
	r.t.Helper()
	r.hired++
	c := &person{name: fmt.Sprintf("Customer%d", r.hired), inbox: t}
	text := r.world.text(c, "first words")
	talk := &talk{team: t, customer: c}
	if inBrowser {
		p := &page{r.pages, c.name}
		c.player = p
		r.must(r.pages.do(r.ctx, nil, "do", "visit", "who", c.name, "pin", r.ada.Org().Hex(), "inbox", t.inbox.Hex()))
		var id string
		r.must(r.pages.do(r.ctx, &id, "do", "begin", "who", c.name, "text", text))
		parsed, err := seal.ParseID(id)
		r.must(err)
		talk.id = parsed
	} else {
		v, err := client.OpenVisitor(r.ctx, r.url(), r.ada.Org(), t.inbox, nil, client.Options{})
		r.must(err)
		c.player = newVisitor(v)
		thread, err := v.Begin(r.ctx, nil, text, "en")
		r.must(err)
		talk.id = thread.ID()
	}
	talk.add(&line{by: c, text: text})
	r.world.talks = append(r.world.talks, talk)
	r.fresh[talk] = true
	return talk
}

// patience is for what a browser has still to send.
const (
	patience = time.Minute
	glance   = 100 * time.Millisecond
)

// reads: a reader sees what they should, and goes on seeing nothing else.
func (r *run) reads(reader *person, t *talk) {
	r.t.Helper()
	want := t.want(reader)
	for until := time.Now().Add(patience); ; {
		got, err := reader.player.shows(r.ctx, t, want)
		switch {
		case err != nil:
			r.fail("%s reads %s of %s: %v", reader.name, t.id, t.team.name, err)
		case slices.Equal(sorted(got), sorted(want)):
			return
		case time.Now().After(until):
			r.fail("%s of %s (%s): %s", reader.name, t.team.name, t.id, difference(got, want))
		}
		select {
		case <-r.ctx.Done():
		case <-time.After(glance):
		}
	}
}

// settle: everybody who may read a conversation that something happened in reads
// all of it and nothing else, and one who may not is refused.
func (r *run) settle() {
	r.t.Helper()
	for _, talk := range r.world.talks {
		if !r.fresh[talk] {
			continue
		}
		for _, reader := range r.world.readers(talk) {
			if reader.offline {
				continue
			}
			r.reads(reader, talk)
		}
		for _, other := range r.world.others(talk) {
			if other.offline {
				continue // told when the network is back
			}
			if c, staff := other.player.(colleague); staff && !c.refused(r.ctx, talk) {
				r.fail("%s may not read %s of %s and is shown it", other.name, talk.id, talk.team.name)
			}
			r.hearsNothing(other, talk)
		}
	}
	clear(r.fresh)
	r.rest()
}
