package httpapi

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/customers"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file serves customers who show who they are (internal/customers).

func (a *API) customerRoutes() []Route {
	return []Route{
		route("POST", "/visitor/proofs", access.ProveVisitor, nothing, "Show who one is, with a token of the organisation's website", a.postProof).
			leaves(ledger.VisitorProved, ledger.VisitorUnproven),
		route("POST", "/visitor/codes", access.ProveVisitor, nothing, "Mail a code to an address, for the visitor device that asks", a.postVisitorCode).
			leavesNothing("the code admits nobody; what comes of it is recorded"),
		route("POST", "/visitor/codes/check", access.ProveVisitor, nothing, "Show that an address is one's own, with the code that was sent there", a.postVisitorCodeCheck).
			leaves(ledger.VisitorProved, ledger.VisitorUnproven),
		route("GET", "/conversations/{thread}/asks", access.Handle, a.thread, "What the customer of a conversation can be asked to show", a.getAsks).
			leavesNothing("what the desk is set up for; nothing of the conversation"),
		route("POST", "/conversations/{thread}/asks", access.Handle, a.thread, "Let the customer of a conversation show who they are, before it is asked sealed", a.postAsk).
			leaves(ledger.VisitorAsked),
	}
}

type asksOut struct {
	Levels []settings.CustomerLevel `json:"levels"`
}

func (a *API) getAsks(context.Context, *call, none) (asksOut, error) {
	return asksOut{a.Customers.Levels()}, nil
}

type askIn struct {
	Level settings.CustomerLevel `json:"level"`
}

type askOut struct {
	Until int64 `json:"until"` // Unix seconds
}

func (a *API) postAsk(ctx context.Context, c *call, in askIn) (askOut, error) {
	id, err := c.id("thread")
	if err != nil {
		return askOut{}, err
	}
	until, err := a.Customers.Ask(ctx, c.actor, id, in.Level)
	return askOut{until.Unix()}, err
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
	return provenOut(a.Customers.ProveByToken(ctx, c.actor, in.Token, in.Salt))
}

func provenOut(p customers.Proven, err error) (identityOut, error) {
	i := p.Identity
	return identityOut{i.Attestation, uint64(p.Level), i.Salt, i.Source, i.Identifier, i.Email, i.Name, p.Expires.UTC()}, err
}

type visitorCodeIn struct {
	Email string `json:"email"`
}

// codeCost is what asking for a code counts, in bytes of what a network may send.
const codeCost = 64 << 10

func (a *API) postVisitorCode(ctx context.Context, c *call, in visitorCodeIn) (none, error) {
	if err := a.Conversations.Charge(c.actor, codeCost); err != nil {
		return none{}, err
	}
	return none{}, a.Customers.SendCode(ctx, c.actor, in.Email)
}

type visitorCodeCheckIn struct {
	Email     string  `json:"email"`
	Code      string  `json:"code"`
	Challenge seal.ID `json:"challenge"`
	Salt      seal.ID `json:"salt"`
}

func (a *API) postVisitorCodeCheck(ctx context.Context, c *call, in visitorCodeCheckIn) (identityOut, error) {
	if err := a.Conversations.Charge(c.actor, len(in.Code)); err != nil {
		return identityOut{}, err
	}
	return provenOut(a.Customers.ProveByCode(ctx, c.actor, in.Email, in.Code, in.Challenge, in.Salt))
}

// wantedJSON is what an inbox wants to know of customers.
type wantedJSON struct {
	Level   settings.CustomerLevel `json:"level"`
	Enforce bool                   `json:"enforce"`
	Email   bool                   `json:"email"` // by a code, if that is enough
}

// wanted is nil where customers are not asked.
func (a *API) wanted(inbox seal.ID) *wantedJSON {
	chosen := settings.Get[settings.Customers](a.Settings)
	wants := chosen.Wants(inbox)
	if chosen.Mode == settings.ModeOff || len(chosen.Keys) == 0 && wants == settings.Anonymous {
		return nil
	}
	return &wantedJSON{wants, chosen.Mode == settings.ModeEnforce, wants == settings.ByEmail && a.Customers.EmailAsked()}
}
