package httpapi

import (
	"context"
	"net/http"
	"slices"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/seal"
)

// This file is where the edge writes into the record of acts: what is handed out,
// before it is, and who was refused. What changes something is recorded by the
// domain that changes it. Every route says which events it can leave, or why none;
// besides them, each that asks for a right can leave access.refused.

// leaves names the events that requests to a route can leave.
func (r Route) leaves(kinds ...ledger.Kind) Route { r.kinds = append(r.kinds, kinds...); return r }

// leavesNothing says why a route leaves no event.
func (r Route) leavesNothing(because string) Route { r.silent = because; return r }

// told reports whether a route says what it leaves, one way or the other.
func (r Route) told() bool { return (len(r.kinds) > 0) != (r.silent != "") }

// about remembers what a request is about, for the record.
func (c *call) about(object seal.ID, within seal.OptionalID) {
	c.object, c.within = seal.Some(object), within
}

// handOut records a read before its first byte goes out. Customers pay for it as
// for whatever else they have written: asking must not fill the disk.
func (a *API) handOut(ctx context.Context, c *call, h ledger.Handout) error {
	return a.Reads.Record(ctx, c.actor.Source(), h, func() error { return a.Conversations.Charge(c.actor, 0) })
}

// preview records that a conversation's newest message is handed out, with what
// changed about the conversation.
func (a *API) preview(ctx context.Context, c *call, p conversation.Preview) (live.Conversation, error) {
	if p.Last == nil {
		return live.NewConversation(c.actor, p), nil
	}
	h := ledger.Handout{Kind: ledger.ThreadRead, Object: seal.Some(p.Conversation.ID), Last: p.Last.Sequence}
	if err := a.handOut(ctx, c, h); err != nil {
		return live.Conversation{}, err
	}
	return live.NewConversation(c.actor, p), nil
}

// own records that somebody looks at a list of their own account.
func (a *API) own(ctx context.Context, c *call, list string) error {
	return a.handOut(ctx, c, ledger.Handout{Kind: ledger.AccountRead, Object: seal.Some(c.actor.Account), Reason: list})
}

// refused records that somebody who is known here was refused, or had the wrong
// token for the set-up, and returns the refusal. What comes of strangers is
// counted by the metrics. A refusal that cannot be recorded says so.
func (a *API) refused(c *call, action access.Action, reason string, refusal error) error {
	kind := ledger.AccessRefused
	if c.actor.Who == access.Nobody {
		if action != access.SetUp || !errs.Is(refusal, errs.Forbidden) {
			return refusal
		}
		kind = ledger.SetupRefused
	}
	by := c.actor.Source()
	by.Network = c.network
	// Whoever hangs up is refused all the same.
	err := a.Refusals.Record(context.WithoutCancel(c.r.Context()), kind, by, string(action), reason, c.object)
	if err != nil {
		return errs.Wrap(err, errs.Unavailable, "ledger.refusal", "This could not be recorded.", "Try again in a moment.")
	}
	return refusal
}

// listen records that a socket opens, and returns what records its end.
func (a *API) listen(ctx context.Context, c *call, cursor uint64) (over func(), err error) {
	if err := a.Conversations.Charge(c.actor, 0); err != nil {
		return nil, err
	}
	owner, by := c.actor.Session, c.actor.Source()
	if c.actor.Who == access.Visitor {
		owner = c.actor.Device
	}
	begun := ledger.Act(a.Now(), ledger.LiveBegun, by, owner)
	begun.First = cursor
	if err := a.Journal.Record(ctx, begun); err != nil {
		return nil, errs.Wrap(err, errs.Unavailable, "ledger.live", "Live events cannot be followed at the moment: that somebody listens could not be recorded.", "Try again in a moment.")
	}
	return func() {
		ended := ledger.Act(a.Now(), ledger.LiveEnded, by, owner)
		if err := a.Journal.Record(context.Background(), ended); err != nil {
			a.log.Error("the end of a connection was not recorded", "error", err)
		}
	}, nil
}

// serveLive serves a socket between its two events.
func (a *API) serveLive(w http.ResponseWriter, c *call, cursor uint64) error {
	over, err := a.listen(c.r.Context(), c, cursor)
	if err != nil {
		return err
	}
	if err := a.Hub.Serve(w, c.r, c.actor, cursor, c.expires, over); err != nil {
		over()
		a.log.Info("websocket refused", "error", err)
	}
	return nil
}

// Leaves lists what each route says that it leaves; nothing for those that say
// why not.
func (a *API) Leaves() map[string][]ledger.Kind {
	all := map[string][]ledger.Kind{}
	for _, r := range a.routes {
		all[r.Method+" "+base+r.Pattern] = slices.Clone(r.kinds)
	}
	return all
}
