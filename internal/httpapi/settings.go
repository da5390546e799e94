package httpapi

import (
	"context"
	"encoding/json"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// This file serves what the organisation chose (internal/settings).

func (a *API) settingsRoutes() []Route {
	return []Route{
		route("GET", "/settings/{name}", access.SeeSettings, nothing, "What the organisation chose, without its secrets", a.getSettings).
			leavesNothing("rules of the house, which change nothing by being looked at; secrets are not given out"),
		route("GET", "/signin/health", access.SeeSettings, nothing, "What weakens sign-in: of whom, and what of theirs", a.getSignInHealth).
			leaves(ledger.SignInChecked),
		route("PUT", "/settings/{name}", access.ChangeSettings, nothing, "Replace it; a secret that is left out stays", a.putOrganisationSettings).
			leaves(ledger.OrganisationSet).upTo(settings.Limit + 4096),
	}
}

type chosenOut struct {
	Version uint64          `json:"version"` // 0: nobody chose yet
	Changed *time.Time      `json:"changed"`
	Value   json.RawMessage `json:"value"`
}

func shownSettings(s settings.Shown, err error) (chosenOut, error) {
	out := chosenOut{Version: s.Version, Value: s.JSON}
	if s.Version > 0 {
		changed := s.Changed.UTC()
		out.Changed = &changed
	}
	return out, err
}

func (a *API) getSettings(_ context.Context, c *call, _ none) (chosenOut, error) {
	return shownSettings(a.Settings.Show(c.r.PathValue("name")))
}

type chosenIn struct {
	Version *uint64         `json:"version"` // the one that it replaces
	Value   json.RawMessage `json:"value"`
}

func (a *API) putOrganisationSettings(ctx context.Context, c *call, in chosenIn) (chosenOut, error) {
	if in.Version == nil || len(in.Value) == 0 {
		return chosenOut{}, errs.New(errs.Unprocessable, "http.settings", "This does not say which settings it replaces, and by what.", "Say version and value.")
	}
	return shownSettings(a.Settings.Replace(ctx, c.actor.Source(), c.r.PathValue("name"), *in.Version, in.Value))
}

type complaintOut struct {
	Kind   identity.ComplaintKind `json:"kind"`
	Grave  bool                   `json:"grave"`
	Whose  *seal.ID               `json:"whose"` // null: the organisation's
	Object string                 `json:"object"`
	Number int                    `json:"number"`
}

func (a *API) getSignInHealth(ctx context.Context, c *call, _ none) ([]complaintOut, error) {
	all, err := a.Identity.Health(ctx)
	if err == nil {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.SignInChecked, First: uint64(len(all)), Counts: true})
	}
	if err != nil {
		return nil, err
	}
	out := make([]complaintOut, len(all))
	for i, f := range all {
		out[i] = complaintOut{Kind: f.Kind, Grave: f.Grave, Object: f.Object, Number: f.Number}
		if !f.Whose.IsZero() {
			out[i].Whose = &f.Whose
		}
	}
	return out, nil
}
