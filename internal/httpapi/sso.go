package httpapi

import (
	"context"
	"net/http"
	"net/url"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sso"
)

// This file serves single sign-on (internal/sso).

// ssoCookie holds a question to an identity provider, and then its answer. Lax,
// since the answer comes from the provider's page; it signs nobody in alone.
const ssoCookie = "__Host-sealdesk-sso"

func (a *API) ssoRoutes() []Route {
	const begun = "what is begun here admits nobody; what comes of it is recorded"
	return []Route{
		route("GET", "/signin/providers", access.ReadPublic, nothing, "The organisation's identity providers", a.getProviders).
			leavesNothing("they stand on the sign-in page"),
		route("POST", "/signin/sso/{provider}/begin", access.SignIn, nothing, "Where to ask an identity provider who one is", a.postSSOBegin).
			leavesNothing(begun).slow(),
		route("GET", "/signin/sso/{provider}/return", access.SignIn, nothing, "The provider's answer, which the browser brings", a.getSSOReturn).
			leaves(ledger.ProviderRefused, ledger.UserProvisioned).slow().
			asks("code", "OpenID Connect Core 1.0 §3.1.2.5").asks("state", "likewise").asks("iss", "RFC 9207").
			asks("error", "OpenID Connect Core 1.0 §3.1.2.6").asksMore(), // RFC 6749 §4.1.2: what is not known is passed over
		route("POST", "/signin/sso/{provider}/return", access.SignIn, nothing, "A SAML provider's answer, which its page sends", a.postSSOReturn).
			leaves(ledger.ProviderRefused).slow().upTo(samlBodyLimit),
		route("GET", "/signin/sso/{provider}/metadata", access.ReadPublic, nothing, "This desk as a SAML provider has to know it, as XML", a.getSSOMetadata).
			leavesNothing("it says what the address of the desk says"),
		route("GET", "/signin/sso", access.ReadPublic, nothing, "What an identity provider has proven to this browser", a.getSSO).
			leavesNothing("who asks is told what they brought"),
		route("POST", "/signin/sso/finish", access.SignIn, nothing, "Sign in with what an identity provider proved, and a code of the authenticator", a.postSSOFinish).
			leaves(ledger.SignedIn, ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("POST", "/signin/sso/cancel", access.SignIn, nothing, "Forget what an identity provider has proven to this browser", a.postSSOCancel).
			leavesNothing("nothing came of it"),
		route("POST", "/signin/sso/{provider}/logout", access.SignIn, nothing, "An identity provider says that somebody signed out there", a.postSSOLogout).
			leaves(ledger.SessionEnded, ledger.ProviderRefused).slow().upTo(ssoBodyLimit),
		route("GET", "/session/providers", access.OwnAccount, nothing, "With which identity providers the caller's account is connected", a.getOwnProviders).
			leaves(ledger.AccountRead),
		route("POST", "/session/providers", access.OwnVault, nothing, "Connect the caller's account with what an identity provider has proven to this browser", a.postOwnProvider).
			leaves(ledger.ProviderLinked),
		route("POST", "/session/providers/{provider}/disconnect", access.OwnVault, nothing, "Part the caller's account from an identity provider", a.postDisconnect).
			leaves(ledger.ProviderUnlinked),
	}
}

const (
	ssoBodyLimit  = 64 << 10
	samlBodyLimit = 512 << 10 // 256 KiB in base64, in a form
)

type providerJSON struct {
	ID   string `json:"id"`
	Name string `json:"name"`
	Kind string `json:"kind" enum:"oidc,saml"`
}

func providerOut(p settings.Provider) providerJSON { return providerJSON{p.ID, p.Name, p.Kind} }

type providersOut struct {
	Providers []providerJSON `json:"providers"`
	Only      bool           `json:"only"` // a connected account has to use its
}

func (a *API) getProviders(context.Context, *call, none) (providersOut, error) {
	all, only := a.SSO.Providers()
	out := providersOut{Providers: make([]providerJSON, len(all)), Only: only}
	for i, p := range all {
		out.Providers[i] = providerOut(p)
	}
	return out, nil
}

// ssoToken is what the browser carries of single sign-on; the zero token is nothing.
func (c *call) ssoToken() identity.Token {
	cookie, err := c.r.Cookie(ssoCookie)
	if err != nil {
		return identity.Token{}
	}
	token, _ := parseToken(cookie.Value) // a bad one is nobody's
	return token
}

func (c *call) setSSO(value string, seconds int) {
	http.SetCookie(c.w, &http.Cookie{Name: ssoCookie, Value: value, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode, MaxAge: seconds})
}

type ssoBeginOut struct {
	URL string `json:"url"`
}

func (a *API) postSSOBegin(ctx context.Context, c *call, _ none) (ssoBeginOut, error) {
	token, address, err := a.SSO.Begin(ctx, c.r.PathValue("provider"))
	if err == nil {
		c.setSSO(tokenText(token), int(sso.Lasting/time.Second))
	}
	return ssoBeginOut{address}, err
}

// getSSOReturn keeps what the provider answered out of the address bar, and the
// reason of a refusal in it.
func (a *API) getSSOReturn(ctx context.Context, c *call, _ none) (answered, error) {
	return c.back(a.SSO.Finish(ctx, c.ssoToken(), c.r.PathValue("provider"), c.r.URL.Query(), c.network))
}

// back goes to the console, with the word of how it went.
func (c *call) back(err error) (answered, error) {
	if errs.From(err).Kind == errs.NotFound {
		return answered{}, err
	}
	word := "done"
	if err != nil {
		if word = errs.From(err).Reason; word == "" {
			return answered{}, err
		}
	}
	c.w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(c.w, c.r, "/console/?sso="+url.QueryEscape(word), http.StatusSeeOther)
	return answered{}, nil
}

// postSSOReturn reads a form (SAML Bindings §3.5), from the provider's origin: the
// browser's cookies are Lax or Strict, and stay away. What it proves is for who comes
// next with the cookie of the question, by GET.
func (a *API) postSSOReturn(ctx context.Context, c *call, in text) (answered, error) {
	form, err := url.ParseQuery(string(in))
	if err != nil || form.Get("SAMLResponse") == "" {
		return answered{}, errs.New(errs.Invalid, "http.saml", "This request cannot be read.", "Reload the page to get the current version.")
	}
	provider := c.r.PathValue("provider")
	if err := a.SSO.Bring(ctx, provider, form, c.network); err != nil {
		return c.back(err)
	}
	c.w.Header().Set("Referrer-Policy", "no-referrer")
	http.Redirect(c.w, c.r, base+"/signin/sso/"+url.PathEscape(provider)+"/return?state="+url.QueryEscape(form.Get("RelayState")), http.StatusSeeOther)
	return answered{}, nil
}

func (a *API) getSSOMetadata(_ context.Context, c *call, _ none) (answered, error) {
	id := c.r.PathValue("provider") // which may have to be known there before it is known here
	if !settings.IsProvider(id) {
		return answered{}, errs.New(errs.NotFound, "http.metadata", "There is no such identity provider.", "Reload the page.")
	}
	about, err := a.SSO.Metadata(a.SSO.Return(id))
	if err != nil {
		return answered{}, err
	}
	c.w.Header().Set("Content-Type", "application/samlmetadata+xml")
	c.w.Write(about) //nolint:errcheck // the peer may be gone
	return answered{}, nil
}

type ssoOut struct {
	State    string        `json:"state" enum:"none,linked,unlinked,expected"`
	Provider *providerJSON `json:"provider,omitempty"`
	Name     string        `json:"name,omitempty"`
	Email    string        `json:"email,omitempty"`
	Enough   bool          `json:"enough"` // the provider checked two factors
}

func (a *API) getSSO(_ context.Context, c *call, _ none) (ssoOut, error) {
	p, ok := a.SSO.Pending(c.ssoToken())
	if !ok {
		return ssoOut{State: "none"}, nil
	}
	by := providerOut(p.Provider)
	out := ssoOut{State: "linked", Provider: &by, Name: p.Name, Email: p.Email, Enough: p.Several}
	if p.Account.IsZero() {
		out.State = "unlinked"
		if p.Expected {
			out.State = "expected"
		}
	}
	return out, nil
}

type ssoFinishIn struct {
	Code string `json:"code"`
}

func (a *API) postSSOFinish(ctx context.Context, c *call, in ssoFinishIn) (signedInOut, error) {
	s, err := a.Identity.SignInWithProvider(ctx, in.Code, a.source(c))
	return a.signedIn(c, s, err)
}

func (a *API) postSSOCancel(_ context.Context, c *call, _ none) (none, error) {
	a.SSO.Forget(c.ssoToken())
	c.setSSO("", -1)
	return none{}, nil
}

// postSSOLogout reads a form, as OpenID Connect Back-Channel Logout 1.0 §2.5 has it.
func (a *API) postSSOLogout(ctx context.Context, c *call, in text) (none, error) {
	form, err := url.ParseQuery(string(in))
	if err != nil || form.Get("logout_token") == "" {
		return none{}, errs.New(errs.Invalid, "http.logout", "This request cannot be read.", "Reload the page to get the current version.")
	}
	c.w.Header().Set("Cache-Control", "no-store")
	return none{}, a.SSO.SignedOut(ctx, c.r.PathValue("provider"), form.Get("logout_token"), c.network)
}

type ownProviderRow struct {
	Provider *providerJSON `json:"provider"` // null where it is no longer one
	Issuer   string        `json:"issuer"`
	Email    string        `json:"email"`
	Made     time.Time     `json:"made"`
	Used     time.Time     `json:"used"`
}

func (a *API) getOwnProviders(ctx context.Context, c *call, _ none) ([]ownProviderRow, error) {
	all, err := a.SSO.Links(ctx, c.actor)
	if err == nil {
		err = a.own(ctx, c, "providers")
	}
	if err != nil {
		return nil, err
	}
	rows := make([]ownProviderRow, len(all))
	for i, l := range all {
		rows[i] = ownProviderRow{Issuer: l.Issuer, Email: l.Email, Made: l.Made.UTC(), Used: l.Used.UTC()}
		if l.Provider.ID != "" {
			by := providerOut(l.Provider)
			rows[i].Provider = &by
		}
	}
	return rows, nil
}

func (a *API) postOwnProvider(ctx context.Context, c *call, _ none) (none, error) {
	err := a.SSO.Link(ctx, c.actor, c.ssoToken())
	if err == nil {
		c.setSSO("", -1)
	}
	return none{}, err
}

func (a *API) postDisconnect(ctx context.Context, c *call, _ none) (none, error) {
	return none{}, a.SSO.Unlink(ctx, c.actor, c.r.PathValue("provider"))
}

// source is where a request came from, with what an identity provider proved to its browser.
func (a *API) source(c *call) identity.Source {
	from := c.source()
	from.Provided = a.SSO.Provided(c.ssoToken())
	return from
}
