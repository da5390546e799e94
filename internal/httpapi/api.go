// Package httpapi is the HTTP edge: it reads requests, finds out who asks, asks
// access, and turns answers and error kinds into bytes and statuses.
//
// Promise: every route names an action and goes through access.Authorize before
// its body is read; bodies, rates and memory have limits; answers carry strict
// headers; nothing of a request's content reaches a log.
//
// Threat: other origins, framed pages, oversized or malformed bodies, floods,
// guessing, and a route that forgot to ask.
//
// Limits: networks are told apart by the address of the connection; behind a
// proxy that is the proxy's, unless the operator named the proxy. It decides
// nothing that the domains decide.
package httpapi

import (
	"bufio"
	"context"
	"encoding/base64"
	"io"
	"log/slog"
	"net"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/customers"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/scim"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sso"
	"github.com/sealdesk/sealdesk/internal/witness"
	"github.com/sealdesk/sealdesk/seal"
)

// Config is what the edge needs.
type Config struct {
	Access        *access.Authorizer
	Ledger        *ledger.Service
	Keeper        *ledger.Keeper
	Witness       *witness.Service
	Conversations *conversation.Service
	Identity      *identity.Service
	Customers     *customers.Service
	Links         *customers.Links
	SSO           *sso.Service
	Settings      *settings.Service
	Provisioning  *scim.Service
	Mail          *mail.Service
	Directory     *directory.Service
	Hub           *live.Hub
	Journal       ledger.Journal
	Reads         *ledger.Reads
	Refusals      *ledger.Refusals
	Log           *slog.Logger
	Now           func() time.Time
	ServerKey     seal.PublicKey
	Origin        string  // "https://desk.example.org"
	Demo          string  // origin of the demo's helper, or ""
	Proxies       Proxies // whose word about where requests come from counts
	Breached      string  // file with the filter of stolen passwords, if it is there
	TLS           bool
	Version       string
	Ready         func(context.Context) error
	Limits        Limits
	Static        http.Handler
	Observe       func(route string, status int, took time.Duration)
}

// API serves the routes. Make one with New.
type API struct {
	Config
	log      *slog.Logger
	mux      *http.ServeMux
	routes   []Route
	limits   *limiter
	proofs   proofCache
	cross    *http.CrossOriginProtection
	openapi  []byte
	bareHost string
	behind   sync.Once // something passes requests on and was not named
}

const base = "/api/v1"

// New wires the routes. It refuses a route whose action no rule names, and one
// that does not say what it leaves in the record.
func New(config Config) (*API, error) {
	a := &API{Config: config, log: config.Log, mux: http.NewServeMux(), limits: newLimiter(config.Limits, config.Now), cross: http.NewCrossOriginProtection()}
	// A SAML provider's page sends its answer from its own origin. Nothing that the
	// browser carries counts there (internal/httpapi/sso.go).
	a.cross.AddInsecureBypassPattern("POST " + base + "/signin/sso/{provider}/return")
	a.bareHost, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimPrefix(config.Origin, "https://"), "http://"), ":")
	a.routes = a.table()
	for _, r := range a.routes {
		if err := a.permit(r); err != nil {
			return nil, err
		}
		a.mux.Handle(r.Method+" "+base+r.Pattern, a.endpoint(r))
	}
	var err error
	if a.openapi, err = describe(a.routes, config.Version); err != nil {
		return nil, err
	}
	a.plain()
	a.provider()
	return a, nil
}

// permit refuses a route that could not be decided about, or would leave no trace.
func (a *API) permit(r Route) error {
	const op = "http.routes"
	switch {
	case !a.Access.Known(r.Action):
		return errs.New(errs.Internal, op, "The route "+r.Method+" "+r.Pattern+" has no rule.", "Add one to internal/access.")
	case !r.told():
		return errs.New(errs.Internal, op, "The route "+r.Method+" "+r.Pattern+" does not say what it leaves in the ledger.", "Name the kinds of its events, or say why there are none.")
	}
	return nil
}

// Routes lists "METHOD /api/v1/…" of every endpoint.
func (a *API) Routes() []string {
	names := make([]string, len(a.routes))
	for i, r := range a.routes {
		names[i] = r.Method + " " + base + r.Pattern
	}
	return names
}

// plain adds what is not part of the versioned API.
func (a *API) plain() {
	a.mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { respond(w, map[string]string{"status": "ok"}) })
	a.mux.HandleFunc("GET /readyz", func(w http.ResponseWriter, r *http.Request) {
		if err := a.Ready(r.Context()); err != nil {
			w.WriteHeader(http.StatusServiceUnavailable)
			respond(w, map[string]string{"status": "not ready"})
			return
		}
		respond(w, map[string]string{"status": "ready"})
	})
	version := func(w http.ResponseWriter, _ *http.Request) { respond(w, map[string]string{"version": a.Version}) }
	a.mux.HandleFunc("GET /version", version)
	a.mux.HandleFunc("GET "+base+"/version", version)
	spec := func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.oai.openapi+json")
		w.Write(a.openapi) //nolint:errcheck // the peer may be gone
	}
	a.mux.HandleFunc("GET /openapi.json", spec)
	a.mux.HandleFunc("GET "+base+"/openapi.json", spec)
	a.mux.HandleFunc(base+"/", func(w http.ResponseWriter, r *http.Request) {
		a.fail(&call{w: w, r: r}, errs.New(errs.NotFound, "http.route", "There is nothing at this address.", "See /openapi.json for what there is."))
	})
	a.mux.Handle("/", a.Static)
}

// ServeHTTP implements http.Handler.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.headers(w, r)
	if len(r.TransferEncoding) > 0 || !r.ProtoAtLeast(1, 1) {
		// net/http drops a length that stood beside the coding, and a coding in
		// HTTP/1.0, and reads on. Somebody in front may have seen the end of this
		// request elsewhere, so that what follows is not theirs to send: RFC 9112
		// §6.1 and §6.3 have the connection closed.
		w.Header().Set("Connection", "close")
	}
	c := a.call(w, r)
	if a.Proxies.strangeProxy(r) {
		a.behind.Do(func() {
			a.log.Warn("a proxy passes requests on, and all people are one network to the server: name it with --trusted-proxy")
		})
	}
	if !a.ownHost(r.Host) {
		a.fail(c, errs.New(errs.Invalid, "http.host", "This server does not answer to that name.", "Use "+a.Origin+"."))
		return
	}
	if err := a.cross.Check(r); err != nil {
		a.fail(c, errs.Wrap(err, errs.Forbidden, "http.origin", "This request came from another site.", "Open the page itself and try again."))
		return
	}
	if wait := a.limits.network(c.network); wait > 0 {
		a.fail(c, tooMany(wait))
		return
	}
	a.mux.ServeHTTP(w, r)
}

// call is a request, with where it comes from.
func (a *API) call(w http.ResponseWriter, r *http.Request) *call {
	from := a.Proxies.client(r)
	return &call{w: w, r: r, from: from, network: networkOf(from)}
}

// ownHost keeps other names out: a page on a name that was rebound to this
// address must not be taken for ours.
func (a *API) ownHost(host string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.Trim(name, "[]")
	return strings.EqualFold(name, a.bareHost) || name == "localhost" || name == "127.0.0.1" || name == "::1"
}

func tooMany(wait time.Duration) error {
	err := errs.New(errs.Limited, "http.rate", "There were too many requests.", "Wait a moment and try again.")
	err.Retry = wait
	return err
}

func retryAfter(wait time.Duration) string {
	return strconv.Itoa(int((wait + time.Second - 1) / time.Second))
}

// endpoint is the way of every request: who, what, may they, then the body.
func (a *API) endpoint(r Route) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		start := a.Now()
		recorder := &recorder{ResponseWriter: w, status: http.StatusOK}
		c := a.call(recorder, req)
		defer func() {
			took := a.Now().Sub(start)
			if a.Observe != nil {
				a.Observe(r.Method+" "+r.Pattern, recorder.status, took)
			}
			a.tell(c, r, recorder.status, took)
		}()
		value, err := a.handle(c, r)
		if r.in == reflect.TypeFor[octets]() {
			drain(req.Body, r.limit)
		}
		if err != nil && r.fail != nil {
			r.fail(c, err)
			return
		}
		if err != nil {
			a.fail(c, err)
			return
		}
		respond(recorder, value)
	})
}

// tell writes to a talkative log who asked for what, and how it went: the route as
// the table has it, never the address, which names conversations and what is
// searched for.
func (a *API) tell(c *call, r Route, status int, took time.Duration) {
	if !a.log.Enabled(c.r.Context(), slog.LevelDebug) {
		return
	}
	a.log.LogAttrs(c.r.Context(), slog.LevelDebug, "request", slog.String("method", r.Method), slog.String("route", r.Pattern),
		slog.Int("status", status), slog.Duration("took", took), slog.String("who", c.actor.Name()))
}

// drain takes in what is left of a body, within its limit. An answer that comes
// while somebody is still sending is lost with the connection, and a part that
// is here already would be sent again for ever.
func drain(body io.Reader, limit int64) {
	io.CopyN(io.Discard, body, limit) //nolint:errcheck // there is nobody left to tell
}

func (a *API) handle(c *call, r Route) (any, error) {
	if r.guarded {
		if wait := a.limits.guarded(c.network); wait > 0 {
			return nil, tooMany(wait)
		}
	}
	if err := a.authenticate(c); err != nil {
		return nil, err
	}
	if c.actor.Who != access.Nobody {
		if wait := a.limits.session(c.token); wait > 0 {
			return nil, tooMany(wait)
		}
	}
	resource, err := r.resource(c)
	if err != nil && !errs.Is(err, errs.NotFound) {
		return nil, err
	}
	decision, denied := a.Access.Authorize(c.r.Context(), c.actor, r.Action, resource)
	switch {
	case denied != nil:
		return nil, denied
	case !decision.Allowed:
		return nil, a.refused(c, r.Action, decision.Check, decision.Err())
	case err != nil:
		return nil, err
	}
	if err := c.readQuery(r); err != nil {
		return nil, err
	}
	c.r.Body = http.MaxBytesReader(c.w, c.r.Body, r.limit)
	value, err := r.serve(c)
	if errs.Is(err, errs.Forbidden) {
		err = a.refused(c, r.Action, errs.From(err).Op, err)
	}
	return value, err
}

const cookieName = "__Host-sealdesk"

// authenticate finds out who asks: a cookie is staff, a bearer token staff or
// visitor. A token that is not valid is nobody.
func (a *API) authenticate(c *call) error {
	text, bearer := strings.CutPrefix(c.r.Header.Get("Authorization"), "Bearer ")
	if bearer && programs(text) {
		return a.program(c, text)
	}
	if !bearer {
		text = live.TokenIn(c.r.Header.Get("Sec-WebSocket-Protocol"))
	}
	if text == "" {
		cookie, err := c.r.Cookie(cookieName)
		if err != nil {
			return nil
		}
		text = cookie.Value
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err != nil || len(raw) != len(c.token) {
		return nil
	}
	c.token = identity.Token(raw)
	actor, err := a.Identity.Authenticate(c.r.Context(), c.token, identity.Source{Network: c.network, Agent: c.r.UserAgent()})
	if err != nil || actor.Who != access.Nobody {
		c.actor = actor
		return err
	}
	device, expires, ok, err := a.Identity.Visitor(c.r.Context(), c.token)
	if ok {
		c.actor = access.Actor{Who: access.Visitor, Device: device, Network: c.network}
		c.expires = expires
	}
	return err
}

// recorder remembers the status for the metrics.
type recorder struct {
	http.ResponseWriter
	status int
}

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) {
	r.status = status
	r.ResponseWriter.WriteHeader(status)
}

// Unwrap lets http.ResponseController reach the connection.
func (r *recorder) Unwrap() http.ResponseWriter { return r.ResponseWriter }

// Hijack lets a WebSocket take the connection over.
func (r *recorder) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	return http.NewResponseController(r.ResponseWriter).Hijack()
}
