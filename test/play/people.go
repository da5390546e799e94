package play

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// How Ada, who founds the organisation of the plays, signs in.
const (
	AdaEmail    = "ada@harbour.example"
	AdaPassword = "four ordinary words here"
)

// cheap is for the plays' passwords: the least that the protocol allows.
func cheap() seal.PasswordCost {
	return seal.PasswordCost{Memory: seal.MinPasswordMemory, Iterations: seal.MinPasswordIterations}
}

// Found is Ada's founding of Harbour Books, on a new server, with one team and its inbox.
func Found(ctx context.Context, t testing.TB, server, token string) (*client.Agent, client.Kit) {
	t.Helper()
	ada, kit, err := client.Found(ctx, server, client.Founding{
		Token: token, Organisation: "Harbour Books", Group: "Support", Inbox: "Shop", Greeting: "Hello!",
		Owner: client.Newcomer{Name: "Ada", Email: AdaEmail, Password: AdaPassword},
	}, client.Options{PasswordCost: cheap()})
	check(t, err)
	return ada, kit
}

// Post is a place in a team that somebody is hired for.
type Post struct {
	Server       string // by which address they come
	Group        seal.ID
	Capabilities []directory.Capability
	Options      client.Options
}

// Hire invites somebody, who joins, becomes a member of the team and is handed its key.
func Hire(ctx context.Context, t testing.TB, by *client.Agent, name string, post Post) *client.Agent {
	t.Helper()
	check(t, by.Sync(ctx)) // other browsers of the same person are in the directory too
	slices.Sort(post.Capabilities)
	link, err := by.Invite(ctx, directory.Invite{Capabilities: post.Capabilities, Until: uint64(time.Now().Add(time.Hour).Unix())}) //nolint:gosec // after 1970
	check(t, err)
	post.Options.PasswordCost = cheap()
	agent, _, err := client.Join(ctx, post.Server, link, client.Newcomer{Name: name, Email: name + "@harbour.example", Password: name + " has a password"}, post.Options)
	check(t, err)
	check(t, by.Sync(ctx))
	check(t, by.SetMember(ctx, post.Group, agent.Account(), directory.RoleMember))
	check(t, agent.Sync(ctx))
	return agent
}
