package httpapi

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file shows how outgoing mail is doing (internal/mail).

func (a *API) mailRoutes() []Route {
	return []Route{
		route("GET", "/mail", access.SeeSettings, nothing, "What mail waits, and what was refused for good", a.getMail).
			leavesNothing("how mail is doing, with addresses masked"),
		route("POST", "/mail/test", access.ChangeSettings, nothing, "Send a test, and tell how it went", a.postMailTest).
			leaves(ledger.MailTested, ledger.MailRefused),
		route("DELETE", "/mail/refusals/{address}", access.ChangeSettings, nothing, "Let mail go to an address again", a.deleteMailRefusal).
			leaves(ledger.MailReleased),
	}
}

type letterOut struct {
	ID       seal.ID   `json:"id"`
	Kind     string    `json:"kind"`
	To       string    `json:"to"` // masked
	Created  time.Time `json:"created"`
	Due      time.Time `json:"due"`
	Attempts int       `json:"attempts"`
	Step     string    `json:"step"` // at which it failed last, or ""
}

type barredOut struct {
	Address seal.ID   `json:"address"`
	To      string    `json:"to"` // masked
	Since   time.Time `json:"since"`
	Step    string    `json:"step"`
	Code    int       `json:"code"`
}

type mailOut struct {
	On       bool        `json:"on"`
	Waiting  int         `json:"waiting"`
	Letters  []letterOut `json:"letters"` // the oldest of them
	Refusals []barredOut `json:"refusals"`
}

func (a *API) getMail(ctx context.Context, _ *call, _ none) (mailOut, error) {
	status, err := a.Mail.Status(ctx)
	out := mailOut{On: status.On, Waiting: status.Waiting, Letters: []letterOut{}, Refusals: []barredOut{}}
	for _, l := range status.Letters {
		out.Letters = append(out.Letters, letterOut{l.ID, string(l.Kind), l.To, l.Created.UTC(), l.Due.UTC(), l.Attempts, string(l.Step)})
	}
	for _, b := range status.Barred {
		out.Refusals = append(out.Refusals, barredOut{b.Address, b.To, b.Since.UTC(), string(b.Step), b.Code})
	}
	return out, err
}

type mailTestIn struct {
	To string `json:"to"`
}

type mailTestOut struct {
	Sent        bool   `json:"sent"`
	Step        string `json:"step"` // that failed, or ""
	Code        int    `json:"code"` // what the mail server replied, or 0
	Certificate bool   `json:"certificate"`
	NoTLS       bool   `json:"noTLS"`
}

func (a *API) postMailTest(ctx context.Context, c *call, in mailTestIn) (mailTestOut, error) {
	failure, err := a.Mail.Try(ctx, c.actor.Source(), in.To)
	if err != nil || failure == nil {
		return mailTestOut{Sent: err == nil}, err
	}
	return mailTestOut{Step: string(failure.Step), Code: failure.Code, Certificate: failure.Certificate, NoTLS: failure.NoTLS}, nil
}

func (a *API) deleteMailRefusal(ctx context.Context, c *call, _ none) (none, error) {
	address, err := c.id("address")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Mail.Release(ctx, c.actor.Source(), address)
}
