package httpapi

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// This file is about codes by SMS (internal/identity, texted.go and phones.go).

func (a *API) smsRoutes() []Route {
	return []Route{
		route("POST", "/signin/sms/begin", access.SignIn, nothing, "Send a code by SMS to whoever has this password", a.postSMSBegin).
			leaves(ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("POST", "/signin/sms/finish", access.SignIn, nothing, "Sign in with a password and a code by SMS", a.postSMSFinish).
			leaves(ledger.SignedIn, ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("GET", "/phone", access.OwnAccount, nothing, "The caller's number for codes by SMS, masked", a.getPhone).
			leavesNothing("one's own number, masked"),
		route("POST", "/phone/code", access.OwnVault, nothing, "Send a code to a number that is to be the caller's", a.postPhoneCode).
			leavesNothing("the number counts for nothing yet").slow(),
		route("PUT", "/phone", access.OwnVault, nothing, "Take codes at the number to which this code went", a.putPhone).
			leaves(ledger.UnlockerStored).slow(),
		route("DELETE", "/phone", access.OwnVault, nothing, "Take no more codes by SMS", a.deletePhone).
			leaves(ledger.UnlockerRemoved),
		route("POST", "/sms/test", access.ChangeSettings, nothing, "Send a test by SMS, and tell how it went", a.postSMSTest).
			leaves(ledger.SMSTested),
	}
}

type smsBeginIn struct {
	Email string `json:"email"`
	Auth  []byte `json:"auth"` // of the password
}

type flowOut struct {
	Flow seal.ID `json:"flow"`
}

func (a *API) postSMSBegin(ctx context.Context, c *call, in smsBeginIn) (flowOut, error) {
	flow, err := a.Identity.TextCode(ctx, in.Email, in.Auth, a.source(c))
	return flowOut{flow}, err
}

type smsFinishIn struct {
	Email string  `json:"email"`
	Auth  []byte  `json:"auth"`
	Flow  seal.ID `json:"flow"`
	Code  string  `json:"code"`
}

func (a *API) postSMSFinish(ctx context.Context, c *call, in smsFinishIn) (signedInOut, error) {
	s, err := a.Identity.SignInWithSMS(ctx, in.Email, in.Auth, in.Flow, in.Code, a.source(c))
	return a.signedIn(c, s, err)
}

type phoneOut struct {
	Offered  bool       `json:"offered"`
	Number   string     `json:"number"` // masked, or ""
	Since    *time.Time `json:"since"`
	LastUsed *time.Time `json:"lastUsed"`
}

func (a *API) getPhone(ctx context.Context, c *call, _ none) (phoneOut, error) {
	p, err := a.Identity.OwnPhone(ctx, c.actor)
	return phoneOut{p.Offered, p.Number, moment(p.Since), moment(p.LastUsed)}, err
}

type phoneCodeIn struct {
	Number string `json:"number"`
}

func (a *API) postPhoneCode(ctx context.Context, c *call, in phoneCodeIn) (flowOut, error) {
	flow, err := a.Identity.BeginPhone(ctx, c.actor, in.Number, a.source(c))
	return flowOut{flow}, err
}

type phoneIn struct {
	Number string  `json:"number"`
	Flow   seal.ID `json:"flow"`
	Code   string  `json:"code"`
}

func (a *API) putPhone(ctx context.Context, c *call, in phoneIn) (none, error) {
	return none{}, a.Identity.SetPhone(ctx, c.actor, in.Number, in.Flow, in.Code)
}

func (a *API) deletePhone(ctx context.Context, c *call, _ none) (none, error) {
	return none{}, a.Identity.RemovePhone(ctx, c.actor)
}

type smsTestIn struct {
	To string `json:"to"`
}

func (a *API) postSMSTest(ctx context.Context, c *call, in smsTestIn) (none, error) {
	return none{}, a.Identity.TryText(ctx, c.actor, in.To, a.source(c))
}
