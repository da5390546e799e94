package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/internal/scim"
	"github.com/sealdesk/sealdesk/seal"
)

// This file speaks SCIM 2.0 (RFC 7644) with identity providers, and shows admins what
// they said. Providers know it under /scim/v2; it is also part of the versioned API.

const (
	scimBase      = "/scim/v2"
	scimBodyLimit = 2 << 20 // a group of 10,000
)

func (a *API) scimRoutes() []Route {
	const discovery = "the same for everybody: what this server can do"
	out := []ledger.Kind{ledger.AccountSuspended, ledger.SessionEnded, ledger.TokenRevoked}
	const own = "what the provider wrote itself; that its token is used is recorded"
	all := []Route{
		route("GET", "/provisioning", access.SeeTokens, nothing, "Whom an identity provider says that the organisation has", a.getProvisioning).
			leavesNothing("names and addresses of colleagues to be: what is done about them is recorded"),
		route("PUT", "/provisioning/users/{user}/account", access.Suspend, nothing, "Whose account an entry is", a.putProvisionedAccount).
			leaves(slices.Concat(out, []ledger.Kind{ledger.UserProvisioned, ledger.AccountReinstated})...),
		route("PUT", "/provisioning/groups/{group}/team", access.Suspend, nothing, "Which team a group is", a.putProvisionedTeam).
			leaves(ledger.GroupProvisioned),
		a.scimRoute("GET", "/ServiceProviderConfig", "SCIM: which features there are", a.scimConfig).leavesNothing(discovery),
		a.scimRoute("GET", "/ResourceTypes", "SCIM: which resources there are", a.scimTypes).leavesNothing(discovery),
		a.scimRoute("GET", "/ResourceTypes/{name}", "SCIM: one of them", a.scimTypes).leavesNothing(discovery),
		a.scimRoute("GET", "/Schemas", "SCIM: which attributes there are", a.scimSchemas).leavesNothing(discovery),
		a.scimRoute("GET", "/Schemas/{name}", "SCIM: those of one resource", a.scimSchemas).leavesNothing(discovery),
	}
	for _, kind := range []scim.Kind{scim.Users, scim.Groups} {
		list, one := "/"+kind.Path(), "/"+kind.Path()+"/{id}"
		made := []ledger.Kind{ledger.GroupProvisioned}
		changed, gone := made, made
		if kind == scim.Users { // an account follows
			made = []ledger.Kind{ledger.UserProvisioned}
			gone = slices.Concat(made, out)
			changed = slices.Concat(gone, []ledger.Kind{ledger.AccountReinstated})
		}
		what := strings.ToLower(kind.Path())
		shown := []parameter{{"attributes", "what to show"}, {"excludedAttributes", "what to leave out"}}
		all = append(all,
			a.scimRoute("GET", list, "SCIM: find "+what, a.scimList(kind)).leavesNothing(own).asksAll(shown...).
				asks("filter", "RFC 7644 §3.4.2.2").asks("sortBy", "an attribute").asks("sortOrder", "ascending or descending").
				asks("startIndex", "counted from 1").asks("count", "at most 200"),
			a.scimRoute("POST", list, "SCIM: add to "+what, a.scimCreate(kind)).leaves(made...).asksAll(shown...),
			a.scimRoute("GET", one, "SCIM: one of "+what, a.scimGet(kind)).leavesNothing(own).asksAll(shown...),
			a.scimRoute("PUT", one, "SCIM: replace one of "+what, a.scimPut(kind)).leaves(changed...).asksAll(shown...),
			a.scimRoute("PATCH", one, "SCIM: change one of "+what, a.scimPatch(kind)).leaves(changed...).asksAll(shown...),
			a.scimRoute("DELETE", one, "SCIM: forget one of "+what, a.scimDelete(kind)).leaves(gone...),
		)
	}
	return all
}

func (a *API) scimRoute(method, pattern, summary string, handle func(*call) error) Route {
	r := route(method, scimBase+pattern, access.Provision, nothing, summary, func(_ context.Context, c *call, _ none) (answered, error) {
		return answered{}, handle(c)
	}).upTo(scimBodyLimit)
	r.fail = a.failSCIM
	return r
}

// provider serves /scim/v2 as providers know it.
func (a *API) provider() {
	a.mux.HandleFunc(scimBase+"/", func(w http.ResponseWriter, r *http.Request) {
		inner := r.Clone(r.Context())
		inner.URL.Path, inner.URL.RawPath = base+r.URL.Path, ""
		a.mux.ServeHTTP(w, inner)
	})
	a.mux.HandleFunc(base+scimBase+"/", func(w http.ResponseWriter, r *http.Request) {
		c := &call{w: w, r: r}
		if strings.HasPrefix(r.URL.Path, base+scimBase+"/Me") || strings.HasPrefix(r.URL.Path, base+scimBase+"/Bulk") {
			c.scim(http.StatusNotImplemented, scimError(http.StatusNotImplemented, "", "This server does not offer this.")) // RFC 7644 §3.11
			return
		}
		a.failSCIM(c, errs.New(errs.NotFound, "http.scim", "There is nothing at this address.", "See /ServiceProviderConfig."))
	})
}

func (c *call) scim(status int, body scim.Tree) {
	c.w.Header().Set("Content-Type", "application/scim+json")
	c.w.WriteHeader(status)
	json.NewEncoder(c.w).Encode(body) //nolint:errcheck // the peer may be gone
}

func scimError(status int, word, detail string) scim.Tree {
	t := scim.Tree{"schemas": []any{scim.ErrorSchema}, "status": strconv.Itoa(status), "detail": detail}
	if word != "" {
		t["scimType"] = word
	}
	return t
}

// failSCIM writes an error as RFC 7644 §3.12 has it.
func (a *API) failSCIM(c *call, err error) {
	e := errs.From(err)
	status, word := live.NewProblem(err).Status, e.Reason
	switch {
	case status >= 500:
		a.log.Error("request failed", "method", c.r.Method, "route", c.r.Pattern, "error", err)
	case status == http.StatusUnauthorized && c.actor.Who == access.Program:
		status = http.StatusForbidden // a token for something else
	case status == http.StatusUnauthorized:
		c.w.Header().Set("WWW-Authenticate", `Bearer realm="sealdesk"`)
	case word == scim.Precondition:
		status, word = http.StatusPreconditionFailed, ""
	case word == "last-owner":
		word = scim.Mutability
	}
	if e.Retry > 0 {
		c.w.Header().Set("Retry-After", retryAfter(e.Retry))
	}
	detail := e.Message + " " + e.Next
	if status == http.StatusUnauthorized || status == http.StatusForbidden {
		detail = "Show a token with the scope \"scim\" that is neither expired nor revoked, from one of its networks."
	}
	c.scim(status, scimError(status, word, detail))
}

// tree reads a body.
func (c *call) tree() (scim.Tree, error) {
	var t scim.Tree
	decoder := json.NewDecoder(c.r.Body)
	err := decoder.Decode(&t)
	if err == nil {
		if _, extra := decoder.Token(); !errors.Is(extra, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	if err != nil {
		if e := unreadable(err); errs.Is(e, errs.TooLarge) {
			return nil, e
		}
	}
	if err != nil || t == nil {
		return nil, errs.New(errs.Invalid, "http.scim", "This body is no JSON object.", "See RFC 7644.").Because(scim.InvalidSyntax)
	}
	return t, scim.CheckNames(t)
}

func (c *call) shown() (scim.Shown, error) {
	return scim.ParseShown(c.query.Get("attributes"), c.query.Get("excludedAttributes"))
}

// resource answers with one.
func (c *call) resource(status int, r scim.Resource, shown scim.Shown) error {
	etag := scim.ETag(r.Version)
	c.w.Header().Set("ETag", etag)
	if meta, ok := r.Tree["meta"].(scim.Tree); ok {
		if location, ok := meta["location"].(string); ok && status == http.StatusCreated {
			c.w.Header().Set("Location", location)
		}
	}
	if c.r.Method == http.MethodGet && c.r.Header.Get("If-None-Match") == etag {
		c.w.WriteHeader(http.StatusNotModified)
		return nil
	}
	c.scim(status, shown.Of(r.Tree))
	return nil
}

func (a *API) scimConfig(c *call) error {
	c.scim(http.StatusOK, a.Provisioning.ServiceProviderConfig())
	return nil
}

func (a *API) scimTypes(c *call) error   { return c.scimAmong(a.Provisioning.ResourceTypes()) }
func (a *API) scimSchemas(c *call) error { return c.scimAmong(a.Provisioning.Schemas()) }

// scimAmong answers with all, or the one that the path names.
func (c *call) scimAmong(all []scim.Tree) error {
	name := c.r.PathValue("name")
	if name == "" {
		c.scim(http.StatusOK, scimPage(scim.Page{Total: len(all), Start: 1, Resources: all}))
		return nil
	}
	for _, t := range all {
		if t["id"] == name {
			c.scim(http.StatusOK, t)
			return nil
		}
	}
	return errs.New(errs.NotFound, "http.scim", "There is no such description.", "Ask for the list.")
}

func scimPage(p scim.Page) scim.Tree {
	return scim.Tree{
		"schemas": []any{scim.ListSchema}, "totalResults": p.Total, "startIndex": p.Start, "itemsPerPage": len(p.Resources), "Resources": p.Resources,
	}
}

func (a *API) scimList(kind scim.Kind) func(*call) error {
	return func(c *call) error {
		shown, err := c.shown()
		if err != nil {
			return err
		}
		q := scim.Query{
			Filter: c.query.Get("filter"), SortBy: c.query.Get("sortBy"), Descending: strings.EqualFold(c.query.Get("sortOrder"), "descending"), Count: -1, Shown: shown,
		}
		for name, into := range map[string]*int{"startIndex": &q.Start, "count": &q.Count} {
			if text := c.query.Get(name); text != "" {
				n, err := strconv.Atoi(text)
				if err != nil {
					return errs.New(errs.Invalid, "http.scim", "This is no number.", "Correct it.").Because(scim.InvalidValue)
				}
				*into = max(n, 0) // RFC 7644 §3.4.2.4
			}
		}
		page, err := a.Provisioning.List(c.r.Context(), kind, q)
		if err != nil {
			return err
		}
		c.scim(http.StatusOK, scimPage(page))
		return nil
	}
}

func (a *API) scimCreate(kind scim.Kind) func(*call) error {
	return a.scimWrite(http.StatusCreated, func(c *call, body scim.Tree) (scim.Resource, error) {
		return a.Provisioning.Create(c.r.Context(), c.actor.Source(), kind, body)
	})
}

func (a *API) scimPut(kind scim.Kind) func(*call) error {
	return a.scimWrite(http.StatusOK, func(c *call, body scim.Tree) (scim.Resource, error) {
		id, err := c.id("id")
		if err != nil {
			return scim.Resource{}, err
		}
		return a.Provisioning.Replace(c.r.Context(), c.actor.Source(), kind, id, c.r.Header.Get("If-Match"), body)
	})
}

func (a *API) scimPatch(kind scim.Kind) func(*call) error {
	return a.scimWrite(http.StatusOK, func(c *call, body scim.Tree) (scim.Resource, error) {
		id, err := c.id("id")
		if err != nil {
			return scim.Resource{}, err
		}
		return a.Provisioning.Patch(c.r.Context(), c.actor.Source(), kind, id, c.r.Header.Get("If-Match"), body)
	})
}

func (a *API) scimWrite(status int, write func(*call, scim.Tree) (scim.Resource, error)) func(*call) error {
	return func(c *call) error {
		shown, err := c.shown()
		if err != nil {
			return err
		}
		body, err := c.tree()
		if err != nil {
			return err
		}
		r, err := write(c, body)
		if err != nil {
			return err
		}
		return c.resource(status, r, shown)
	}
}

func (a *API) scimGet(kind scim.Kind) func(*call) error {
	return func(c *call) error {
		shown, err := c.shown()
		if err != nil {
			return err
		}
		id, err := c.id("id")
		if err != nil {
			return err
		}
		r, err := a.Provisioning.Get(c.r.Context(), kind, id)
		if err != nil {
			return err
		}
		return c.resource(http.StatusOK, r, shown)
	}
}

func (a *API) scimDelete(kind scim.Kind) func(*call) error {
	return func(c *call) error {
		id, err := c.id("id")
		if err != nil {
			return err
		}
		if err := a.Provisioning.Delete(c.r.Context(), c.actor.Source(), kind, id, c.r.Header.Get("If-Match")); err != nil {
			return err
		}
		c.w.WriteHeader(http.StatusNoContent)
		return nil
	}
}

type expectedRow struct {
	ID        seal.ID   `json:"id"`
	Name      string    `json:"name"`
	Email     string    `json:"email"`
	Active    bool      `json:"active"`
	Changed   time.Time `json:"changed"`
	Groups    []seal.ID `json:"groups"`
	Account   *seal.ID  `json:"account"`
	Suggested *seal.ID  `json:"suggested"`
}

type expectedGroupRow struct {
	ID      seal.ID  `json:"id"`
	Name    string   `json:"name"`
	Members int      `json:"members"`
	Team    *seal.ID `json:"team"`
}

type provisioningOut struct {
	Address string             `json:"address"`
	People  []expectedRow      `json:"people"`
	Groups  []expectedGroupRow `json:"groups"`
}

func (a *API) getProvisioning(ctx context.Context, _ *call, _ none) (provisioningOut, error) {
	found, err := a.Provisioning.Overview(ctx)
	out := provisioningOut{Address: a.Provisioning.Address, People: []expectedRow{}, Groups: []expectedGroupRow{}}
	for _, e := range found.People {
		row := expectedRow{ID: e.ID, Name: e.Name(), Email: e.Address(), Active: e.Active, Changed: e.Changed.UTC(), Groups: e.Groups, Account: idOrNull(e.Account), Suggested: idOrNull(e.Suggested)}
		if row.Groups == nil {
			row.Groups = []seal.ID{}
		}
		out.People = append(out.People, row)
	}
	for _, g := range found.Groups {
		out.Groups = append(out.Groups, expectedGroupRow{g.ID, g.Display, found.Counts[g.ID], idOrNull(g.Team)})
	}
	return out, err
}

func idOrNull(o seal.OptionalID) *seal.ID {
	if !o.Present() {
		return nil
	}
	id := o.ID()
	return &id
}

type linkIn struct {
	ID *seal.ID `json:"id"` // null: nobody's
}

func (in linkIn) id() seal.ID {
	if in.ID == nil {
		return seal.ID{}
	}
	return *in.ID
}

func (a *API) putProvisionedAccount(ctx context.Context, c *call, in linkIn) (none, error) {
	id, err := c.id("user")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Provisioning.Link(ctx, c.actor, id, in.id())
}

func (a *API) putProvisionedTeam(ctx context.Context, c *call, in linkIn) (none, error) {
	id, err := c.id("group")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Provisioning.LinkGroup(ctx, c.actor, id, in.id())
}
