package httpapi

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file serves how long the record of acts is kept, what is held of it, and
// what is erased on request (docs/ledger.md).

func (a *API) keepingRoutes() []Route {
	return []Route{
		route("GET", "/ledger/retention", access.ReadLedger, nothing, "How long the record of acts is kept, and what is held", a.getKeeping).
			leaves(ledger.RetentionRead),
		route("GET", "/ledger/retention/{class}", access.ReadLedger, nothing, "What a number of days would erase today, without doing it", a.getKeepingTrial).
			leaves(ledger.RetentionRead).
			asks("days", "30 to 3660"),
		route("PUT", "/ledger/retention", access.KeepLedger, nothing, "Change how long a class of events is kept: 0 days is for ever, and fewer days count after a week", a.putKeeping).
			leaves(ledger.KeepingChanged),
		route("PUT", "/ledger/holds", access.KeepLedger, nothing, "Hold or release the events that name an id, or the whole record", a.putLedgerHold).
			leaves(ledger.HoldBegun, ledger.HoldEnded),
		route("POST", "/ledger/erasures", access.EraseLedger, nothing, "Erase the events that name an id, as the law may demand it", a.postErasure).
			leaves(ledger.Erased),
	}
}

type followingOut struct {
	Days int       `json:"days"`
	From time.Time `json:"from"`
}

type classOut struct {
	Class ledger.Class  `json:"class"`
	Days  int           `json:"days"` // 0: for ever
	Next  *followingOut `json:"next"`
}

type ledgerHoldOut struct {
	About  *seal.ID  `json:"about"` // null: the whole record
	Reason string    `json:"reason"`
	Begun  time.Time `json:"begun"`
}

type keepingOut struct {
	Fewest  int             `json:"fewest"`
	Most    int             `json:"most"`
	Classes []classOut      `json:"classes"`
	Holds   []ledgerHoldOut `json:"holds"`
}

func (a *API) getKeeping(ctx context.Context, c *call, _ none) (keepingOut, error) {
	if err := a.handOut(ctx, c, ledger.Handout{Kind: ledger.RetentionRead, Reason: "record"}); err != nil {
		return keepingOut{}, err
	}
	return a.keeping(ctx)
}

func (a *API) keeping(ctx context.Context) (keepingOut, error) {
	standing, err := a.Keeper.Standing(ctx)
	out := keepingOut{ledger.FewestDays, ledger.MostDays, []classOut{}, []ledgerHoldOut{}}
	for _, rule := range standing.Rules {
		class := classOut{Class: rule.Class, Days: rule.Days}
		if !rule.Since.IsZero() {
			class.Next = &followingOut{rule.Next, rule.Since.UTC()}
		}
		out.Classes = append(out.Classes, class)
	}
	for _, h := range standing.Holds {
		hold := ledgerHoldOut{Reason: h.Reason, Begun: h.Begun.UTC()}
		if !h.About.IsZero() {
			hold.About = &h.About
		}
		out.Holds = append(out.Holds, hold)
	}
	return out, err
}

type keepingTrialOut struct {
	Events int        `json:"events"`
	Oldest *time.Time `json:"oldest"`
	Held   int        `json:"held"`
	More   bool       `json:"more"` // than was counted
}

func (a *API) getKeepingTrial(ctx context.Context, c *call, _ none) (keepingTrialOut, error) {
	class, err := ledger.ParseClass(c.r.PathValue("class"))
	if err != nil {
		return keepingTrialOut{}, err
	}
	days, err := number(c.query.Get("days"), ledger.FewestDays, ledger.MostDays)
	if err != nil {
		return keepingTrialOut{}, err
	}
	if err := a.handOut(ctx, c, ledger.Handout{Kind: ledger.RetentionRead, Reason: "record-trial", Part: string(class)}); err != nil {
		return keepingTrialOut{}, err
	}
	f, err := a.Keeper.Try(ctx, class, days)
	out := keepingTrialOut{Events: f.Events, Held: f.Held, More: f.More}
	if !f.Oldest.IsZero() {
		oldest := f.Oldest.UTC()
		out.Oldest = &oldest
	}
	return out, err
}

type keepingIn struct {
	Class string `json:"class"`
	Days  *int   `json:"days"`
}

func (a *API) putKeeping(ctx context.Context, c *call, in keepingIn) (keepingOut, error) {
	class, err := ledger.ParseClass(in.Class)
	if err != nil {
		return keepingOut{}, err
	}
	if in.Days == nil {
		return keepingOut{}, errs.New(errs.Unprocessable, "http.keeping", "This does not say for how many days.", "Say days; 0 is for ever.")
	}
	if err := a.Keeper.Change(ctx, c.actor.Source(), class, *in.Days); err != nil {
		return keepingOut{}, err
	}
	return a.keeping(ctx)
}

type ledgerHoldIn struct {
	About  string `json:"about"` // "": the whole record
	Reason string `json:"reason"`
	On     *bool  `json:"on"`
}

func (a *API) putLedgerHold(ctx context.Context, c *call, in ledgerHoldIn) (keepingOut, error) {
	about, err := optionalID(in.About)
	if err != nil {
		return keepingOut{}, err
	}
	switch {
	case in.On == nil:
		err = errs.New(errs.Unprocessable, "http.hold", "This does not say whether to hold or to release.", "Say on, true or false.")
	case *in.On:
		err = a.Keeper.Hold(ctx, c.actor.Source(), about.ID(), in.Reason)
	default:
		err = a.Keeper.Release(ctx, c.actor.Source(), about.ID())
	}
	if err != nil {
		return keepingOut{}, err
	}
	return a.keeping(ctx)
}

type erasureIn struct {
	About  string `json:"about"`
	Reason string `json:"reason"`
}

type erasureOut struct {
	Events int  `json:"events"`
	More   bool `json:"more"`
}

func (a *API) postErasure(ctx context.Context, c *call, in erasureIn) (erasureOut, error) {
	about, err := optionalID(in.About)
	if err != nil {
		return erasureOut{}, err
	}
	done, err := a.Keeper.Erase(ctx, c.actor.Source(), about.ID(), in.Reason)
	return erasureOut{done.Events, done.More}, err
}
