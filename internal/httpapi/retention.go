package httpapi

import (
	"context"
	"strconv"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/seal"
)

func (a *API) retentionRoutes() []Route {
	return []Route{
		route("GET", "/retention", access.ListRetention, nothing, "How each inbox that the caller may configure stands with its retention", a.getRetention).
			leaves(ledger.RetentionRead),
		route("GET", "/retention/{inbox}", access.SeeRetention, a.inbox, "What a number of days would do, without doing it", a.getRetentionTrial).
			leaves(ledger.RetentionRead).
			asks("days", "1 to 3660, usually what the inbox has now"),
		route("PUT", "/conversations/{thread}/hold", access.Hold, a.thread, "Keep a conversation whatever its retention says", a.putHold).
			leaves(ledger.HoldSet, ledger.HoldLifted, ledger.ThreadRead),
		route("GET", "/certificates", access.SeeRetention, nothing, "Certificates of destroyed keys, newest first", a.getCertificates).
			leaves(ledger.RetentionRead).
			asks("before", "the cursor that came with the page before"),
	}
}

type retentionRow struct {
	Inbox     seal.ID    `json:"inbox"`
	Days      int        `json:"days"`
	Open      int        `json:"open"`
	Closed    int        `json:"closed"`
	Due       int        `json:"due"`
	Held      int        `json:"held"`
	Destroyed int        `json:"destroyed"`
	Next      *time.Time `json:"next"`
}

type retentionOut struct {
	Inboxes []retentionRow `json:"inboxes"`
}

// getRetention shows a lead the inboxes of their team, and an admin all.
func (a *API) getRetention(ctx context.Context, c *call, _ none) (retentionOut, error) {
	figures, err := a.Conversations.Retention(ctx)
	if err == nil {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.RetentionRead, Reason: "figures"})
	}
	if err != nil {
		return retentionOut{}, err
	}
	out := retentionOut{[]retentionRow{}}
	for _, inbox := range a.Directory.Replay().Inboxes() {
		decision, err := a.Access.Authorize(ctx, c.actor, access.SeeRetention, access.Resource{Group: inbox.Group})
		if err != nil {
			return retentionOut{}, err
		}
		if !decision.Allowed {
			continue
		}
		days, err := a.retentionDays(ctx, inbox.ID)
		if err != nil {
			return retentionOut{}, err
		}
		f := figures[inbox.ID]
		out.Inboxes = append(out.Inboxes, retentionRow{inbox.ID, days, f.Open, f.Closed, f.Due, f.Held, f.Destroyed, live.Moment(f.Next)})
	}
	return out, nil
}

func (a *API) retentionDays(ctx context.Context, inbox seal.ID) (int, error) {
	settings, err := a.Directory.Settings(ctx, inbox)
	return a.Directory.Retention(settings), err
}

type endingRow struct {
	ID     seal.ID   `json:"id"`
	Closed time.Time `json:"closed"`
	Until  time.Time `json:"until"`
}

type retentionTrialOut struct {
	Days          int         `json:"days"`
	Now           int         `json:"now"`
	Changed       int         `json:"changed"`
	Held          int         `json:"held"`
	Conversations []endingRow `json:"conversations"`
}

func (a *API) getRetentionTrial(ctx context.Context, c *call, _ none) (retentionTrialOut, error) {
	inbox, err := c.id("inbox")
	if err != nil {
		return retentionTrialOut{}, err
	}
	usual, err := a.retentionDays(ctx, inbox)
	if err != nil {
		return retentionTrialOut{}, err
	}
	days, err := number(c.query.Get("days"), usual, directory.MostRetentionDays)
	if err != nil {
		return retentionTrialOut{}, err
	}
	trial, err := a.Conversations.TryRetention(ctx, inbox, days)
	if err == nil {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.RetentionRead, Object: c.object, Reason: "trial"})
	}
	if err != nil {
		return retentionTrialOut{}, err
	}
	out := retentionTrialOut{days, trial.Now, trial.Changed, trial.Held, make([]endingRow, len(trial.Soonest))}
	for i, e := range trial.Soonest {
		out.Conversations[i] = endingRow{e.Conversation, e.Closed.UTC(), e.Until.UTC()}
	}
	return out, nil
}

type holdIn struct {
	On *bool `json:"on"`
}

func (a *API) putHold(ctx context.Context, c *call, in holdIn) (live.Conversation, error) {
	id, err := c.id("thread")
	if err != nil {
		return live.Conversation{}, err
	}
	if in.On == nil {
		return live.Conversation{}, errs.New(errs.Unprocessable, "http.hold", "This does not say whether to hold the conversation.", "Say on, true or false.")
	}
	changed, err := a.Conversations.SetHold(ctx, c.actor, id, *in.On)
	if err != nil {
		return live.Conversation{}, err
	}
	preview, err := a.Conversations.Seen(ctx, c.actor, changed)
	if err != nil {
		return live.Conversation{}, err
	}
	return a.preview(ctx, c, preview)
}

type certificateRow struct {
	Cursor       string    `json:"cursor"`
	Conversation seal.ID   `json:"conversation"`
	At           time.Time `json:"at"`
	Certificate  []byte    `json:"certificate"`
}

type certificatesOut struct {
	Certificates []certificateRow `json:"certificates"`
	Next         *string          `json:"next"`
}

const certificatesPerPage = 50

func (a *API) getCertificates(ctx context.Context, c *call, _ none) (certificatesOut, error) {
	before, err := position(c.query.Get("before"))
	if err != nil {
		return certificatesOut{}, err
	}
	page, err := a.Conversations.Certificates(ctx, int64(before), certificatesPerPage) //nolint:gosec // 53 bits
	if err == nil {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.RetentionRead, Reason: "certificates", Part: strconv.FormatUint(before, 10), First: uint64(len(page)), Counts: true})
	}
	if err != nil {
		return certificatesOut{}, err
	}
	out := certificatesOut{Certificates: make([]certificateRow, len(page))}
	for i, found := range page {
		out.Certificates[i] = certificateRow{strconv.FormatInt(found.Place, 10), found.Conversation, found.At.UTC(), found.Certificate}
	}
	if len(page) == certificatesPerPage {
		out.Next = &out.Certificates[len(page)-1].Cursor
	}
	return out, nil
}
