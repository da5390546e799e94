package httpapi

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/seal"
)

// This file shows what the rules about customers do (internal/customers).

func (a *API) customerCountRoutes() []Route {
	return []Route{
		route("GET", "/customers/proofs", access.SeeSettings, nothing, "How many customers showed who they are in the last 30 days, and how many did not", a.getCustomerCounts).
			leavesNothing("numbers without names, counted from the record, which the same people may read"),
	}
}

type inboxCount struct {
	Inbox seal.ID `json:"inbox"`
	Count uint64  `json:"count"`
}

type customerCountsOut struct {
	Since   time.Time         `json:"since"`
	Proven  map[string]uint64 `json:"proven"`  // by who vouched, "email" or "website"
	Watched []inboxCount      `json:"watched"` // begun below what the inbox wants, and let in
	Refused uint64            `json:"refused"` // not let in
	Failed  map[string]uint64 `json:"failed"`  // proofs that did not hold, by reason
	More    bool              `json:"more"`    // than was counted
}

func (a *API) getCustomerCounts(ctx context.Context, _ *call, _ none) (customerCountsOut, error) {
	c, err := a.Customers.Count(ctx)
	out := customerCountsOut{c.Since.UTC(), c.Proven, []inboxCount{}, c.Turned, c.Failed, c.More}
	for inbox, count := range c.Watched {
		out.Watched = append(out.Watched, inboxCount{inbox, count})
	}
	return out, err
}
