package live_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/live"
)

// Kinds become statuses here and nowhere else.
func TestStatuses(t *testing.T) {
	for kind, want := range map[errs.Kind]int{
		errs.Internal: 500, errs.Invalid: 400, errs.Unprocessable: 422, errs.Unauthenticated: 401, errs.Forbidden: 403, errs.NotFound: 404,
		errs.Conflict: 409, errs.Gone: 410, errs.TooLarge: 413, errs.Limited: 429, errs.Unavailable: 503, errs.Kind(200): 500,
	} {
		if got := live.NewProblem(errs.New(kind, "op", "m", "n")); got.Status != want || got.Message != "m" || got.Next != "n" {
			t.Errorf("kind %v: %+v instead of %d", kind, got, want)
		}
	}
	encoded, err := json.Marshal(live.NewProblem(errors.New("/srv/desk/data.db is torn")))
	if err != nil || strings.Contains(string(encoded), "srv") {
		t.Errorf("a private cause left the process: %s", encoded)
	}
}

// A token is taken from where browsers can put it, and from nowhere else.
func TestTokenIn(t *testing.T) {
	for offered, want := range map[string]string{
		"sealdesk.1, token.abc": "abc", "token.abc,sealdesk.1": "abc", "sealdesk.1": "", "": "", "Token.abc": "", "xtoken.abc": "", "token.": "",
		"sealdesk.1, token.a, token.b": "a",
	} {
		if got := live.TokenIn(offered); got != want {
			t.Errorf("%q holds %q instead of %q", offered, got, want)
		}
	}
}
