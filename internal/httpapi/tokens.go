package httpapi

import (
	"context"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file serves tokens of programs, and shuts people out.

func (a *API) tokenRoutes() []Route {
	return []Route{
		route("GET", "/tokens", access.SeeTokens, nothing, "Tokens of programs, without what admits them", a.getTokens).
			leavesNothing("names and limits of tokens: making, using and revoking them is recorded"),
		route("POST", "/tokens", access.MakeToken, nothing, "Make a token for a program; it is told once", a.postToken).
			leaves(ledger.TokenCreated),
		route("DELETE", "/tokens/{token}", access.RevokeToken, nothing, "Revoke a token at once", a.deleteToken).
			leaves(ledger.TokenRevoked),
		route("PUT", "/accounts/{account}/suspension", access.Suspend, nothing, "Shut somebody out at once", a.putSuspension).
			leaves(ledger.AccountSuspended, ledger.SessionEnded, ledger.TokenRevoked),
		route("DELETE", "/accounts/{account}/suspension", access.Suspend, nothing, "Let them in again", a.deleteSuspension).
			leaves(ledger.AccountReinstated),
	}
}

// program finds out which program asks, by its token. It reaches what its scopes
// name, and never becomes a session.
func (a *API) program(c *call, text string) error {
	token, ok := identity.ParseToken(text)
	if !ok {
		return nil
	}
	c.token = token
	actor, err := a.Identity.AuthenticateToken(c.r.Context(), token, c.from, c.network)
	c.actor = actor
	return err
}

type tokenRow struct {
	ID          seal.ID    `json:"id"`
	Account     seal.ID    `json:"account"`
	Name        string     `json:"name"`
	Scopes      []string   `json:"scopes"`
	Networks    []string   `json:"networks"`
	Created     time.Time  `json:"created"`
	Expires     time.Time  `json:"expires"`
	LastUsed    *time.Time `json:"lastUsed"`
	LastNetwork string     `json:"lastNetwork"`
}

func rowOf(t identity.APIToken) tokenRow {
	row := tokenRow{
		ID: t.ID, Account: t.Account, Name: t.Name, Scopes: []string{}, Networks: []string{},
		Created: t.Created.UTC(), Expires: t.Expires.UTC(), LastUsed: moment(t.LastUsed), LastNetwork: t.LastNetwork,
	}
	for _, scope := range t.Scopes {
		row.Scopes = append(row.Scopes, string(scope))
	}
	for _, network := range t.Networks {
		row.Networks = append(row.Networks, network.String())
	}
	return row
}

func (a *API) getTokens(ctx context.Context, _ *call, _ none) ([]tokenRow, error) {
	all, err := a.Identity.Tokens(ctx)
	out := make([]tokenRow, len(all))
	for i, token := range all {
		out[i] = rowOf(token)
	}
	return out, err
}

type tokenIn struct {
	Name     string   `json:"name"`
	Scopes   []string `json:"scopes"`
	Networks []string `json:"networks"`
	Days     int      `json:"days"`
}

type madeTokenOut struct {
	Secret string   `json:"secret"`
	Token  tokenRow `json:"token"`
}

func (a *API) postToken(ctx context.Context, c *call, in tokenIn) (madeTokenOut, error) {
	made, secret, err := a.Identity.CreateToken(ctx, c.actor, identity.NewToken(in))
	if err != nil {
		return madeTokenOut{}, err
	}
	return madeTokenOut{identity.WriteToken(secret), rowOf(made)}, nil
}

func (a *API) deleteToken(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("token")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.RevokeToken(ctx, c.actor, id)
}

func (a *API) putSuspension(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("account")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.Suspend(ctx, c.actor, id)
}

func (a *API) deleteSuspension(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("account")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.Reinstate(ctx, c.actor, id)
}

// programs reports whether a bearer's text is meant to be a program's token.
func programs(text string) bool { return strings.HasPrefix(text, "sdk_") }
