package demo

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

const (
	organisation = "Harbour Credit Union"
	colour       = "#14595a"
	payments     = "Payments"
	mortgages    = "Mortgages"
)

// part is a role that somebody plays.
type part struct {
	handle, name, role string
	teams              map[string]directory.Role
	capabilities       []directory.Capability // sorted
}

const owner = "mateo"

func parts() []part {
	const member, manager = directory.RoleMember, directory.RoleManager
	return []part{
		{handle: owner, name: "Mateo Alvarez", role: "Owner", teams: map[string]directory.Role{payments: manager, mortgages: manager}},
		{handle: "priya", name: "Priya Raman", role: "Leads Payments", teams: map[string]directory.Role{payments: manager},
			capabilities: []directory.Capability{directory.Attest, directory.ManageGroup, directory.Rotate}},
		{handle: "jonas", name: "Jonas Lindqvist", role: "Payments", teams: map[string]directory.Role{payments: member}},
		{handle: "leila", name: "Leila Haddad", role: "Payments and Mortgages", teams: map[string]directory.Role{payments: member, mortgages: member}},
	}
}

// person is somebody on staff with a device in this process. An agent is one
// device and does one thing at a time, so who uses it holds the lock.
type person struct {
	part
	mu    sync.Mutex
	agent *client.Agent
	kit   client.Kit
}

func (p *person) email() string { return p.handle + "@harbour.example" }

func (p *person) newcomer() client.Newcomer {
	return client.Newcomer{Name: p.name, Email: p.email(), Password: p.password()}
}

// cast is everybody on staff, and what they look after.
type cast struct {
	server  string
	org     seal.ID
	people  []*person // the owner first
	inboxes map[string]seal.ID
	groups  map[string]seal.ID
	library map[string]seal.Article
}

// assemble sets the organisation up and brings everybody in.
func assemble(ctx context.Context, d *desk, p *progress) (*cast, error) {
	c := &cast{server: d.origin, inboxes: map[string]seal.ID{}, groups: map[string]seal.ID{}, library: map[string]seal.Article{}}
	for _, role := range parts() {
		c.people = append(c.people, &person{part: role})
	}
	p.step("Setting up " + organisation)
	if err := c.found(ctx, d.token); err != nil {
		return nil, fmt.Errorf("set up: %w", err)
	}
	p.step("Bringing the staff in")
	if err := c.hire(ctx); err != nil {
		return nil, fmt.Errorf("bring the staff in: %w", err)
	}
	return c, nil
}

// cheaply is for passwords that everybody may know: the least that the protocol allows.
var cheaply = client.Options{PasswordCost: seal.PasswordCost{Memory: seal.MinPasswordMemory, Iterations: seal.MinPasswordIterations}}

func (c *cast) found(ctx context.Context, token string) error {
	boss := c.people[0]
	agent, kit, err := client.Found(ctx, c.server, client.Founding{
		Token: token, Organisation: organisation, Group: payments, Inbox: payments, Owner: boss.newcomer(),
	}, cheaply)
	if err != nil {
		return err
	}
	boss.agent, boss.kit, c.org = agent, kit, agent.Org()
	if _, err := agent.OpenInbox(ctx, mortgages); err != nil {
		return err
	}
	for _, inbox := range agent.Directory().Inboxes() {
		c.inboxes[inbox.Name], c.groups[inbox.Name] = inbox.ID, inbox.Group
		// Without a greeting of its own, the chat greets everybody in their language.
		settings := client.InboxSettings{Colour: colour, ExpectedReplySeconds: 240, RetentionDays: 365}
		if err := agent.ConfigureInbox(ctx, inbox.ID, settings); err != nil {
			return err
		}
	}
	articles, err := Articles()
	if err != nil {
		return err
	}
	for _, a := range articles {
		c.library[a.ID] = a
	}
	return agent.PublishArticles(ctx, articles)
}

// hire lets everybody else join by an invitation, and into their teams.
func (c *cast) hire(ctx context.Context) error {
	boss := c.people[0].agent
	var joining []func() error
	for _, p := range c.people[1:] {
		link, err := boss.Invite(ctx, directory.Invite{Capabilities: p.capabilities, Until: uint64(time.Now().Add(time.Hour).Unix())})
		if err != nil {
			return err
		}
		joining = append(joining, func() (err error) {
			p.agent, p.kit, err = client.Join(ctx, c.server, link, p.newcomer(), cheaply)
			return err
		})
	}
	if err := together(len(joining), joining); err != nil {
		return err
	}
	if err := boss.Sync(ctx); err != nil {
		return err
	}
	for _, p := range c.people[1:] {
		for _, team := range []string{payments, mortgages} {
			if role := p.teams[team]; role != 0 {
				if err := boss.SetMember(ctx, c.groups[team], p.agent.Account(), role); err != nil {
					return err
				}
			}
		}
	}
	for _, p := range c.people[1:] {
		if err := p.agent.Sync(ctx); err != nil {
			return err
		}
	}
	return nil
}

func (c *cast) person(handle string) (*person, error) {
	at := slices.IndexFunc(c.people, func(p *person) bool { return p.handle == handle })
	if at < 0 {
		return nil, fmt.Errorf("nobody in the cast is called %q", handle)
	}
	return c.people[at], nil
}

// password is the same in every demo, which is for this machine only.
func (p *person) password() string { return p.handle + " rows across the harbour" }

// Account is somebody whom a visitor to the demo can be with one click. Code,
// password and secret open the account: they are given out on this machine only.
type Account struct {
	Name          string `json:"name"`
	Role          string `json:"role"`
	Email         string `json:"email"`
	RecoveryCode  string `json:"recoveryCode"`
	Password      string `json:"password"`
	AccountSecret string `json:"accountSecret"`
}

func (c *cast) accounts() []Account {
	out := make([]Account, len(c.people))
	for i, p := range c.people {
		out[i] = Account{Name: p.name, Role: p.role, Email: p.email(), RecoveryCode: p.kit.RecoveryCode.Reveal(),
			Password: p.password(), AccountSecret: seal.RevealAccountSecret(p.kit.AccountSecret)}
	}
	return out
}
