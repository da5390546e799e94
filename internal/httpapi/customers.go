package httpapi

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file serves customers who show who they are (internal/customers).

func (a *API) customerRoutes() []Route {
	return []Route{
		route("POST", "/visitor/proofs", access.ProveVisitor, nothing, "Show who one is, with a token of the organisation's website", a.postProof).
			leaves(ledger.VisitorProved, ledger.VisitorUnproven),
	}
}

type proofIn struct {
	Token string  `json:"token"`
	Salt  seal.ID `json:"salt"`
}

type identityOut struct {
	Attestation []byte    `json:"attestation"`
	Level       uint64    `json:"level"`
	Salt        seal.ID   `json:"salt"`
	Source      string    `json:"source"`
	Identifier  string    `json:"identifier"`
	Email       string    `json:"email"`
	Name        string    `json:"name"`
	Expires     time.Time `json:"expires"`
}

func (a *API) postProof(ctx context.Context, c *call, in proofIn) (identityOut, error) {
	// A signature is dearer to check than to make up.
	if err := a.Conversations.Charge(c.actor, len(in.Token)); err != nil {
		return identityOut{}, err
	}
	p, err := a.Customers.ProveByToken(ctx, c.actor, in.Token, in.Salt)
	i := p.Identity
	return identityOut{i.Attestation, uint64(p.Level), i.Salt, i.Source, i.Identifier, i.Email, i.Name, p.Expires.UTC()}, err
}

// wantedJSON is what an inbox wants to know of customers.
type wantedJSON struct {
	Level   settings.CustomerLevel `json:"level"`
	Enforce bool                   `json:"enforce"`
}

// wanted is nil where customers are not asked.
func (a *API) wanted(inbox seal.ID) *wantedJSON {
	chosen := settings.Get[settings.Customers](a.Settings)
	if chosen.Mode == settings.ModeOff || len(chosen.Keys) == 0 {
		return nil
	}
	return &wantedJSON{chosen.Wants(inbox), chosen.Mode == settings.ModeEnforce}
}
