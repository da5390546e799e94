package httpapi_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

func TestQueriesThatAreRefused(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	owner := desk.Owner.Token
	proof := "/inboxes/" + desk.Team.Inbox.Hex() + "/proof"
	many := strings.Repeat(","+seal.ID{1}.Hex(), 65)[1:]
	for _, path := range []string{
		proof + "?since=0",                        // a name that is not there
		proof + "?from=0&from=1",                  // twice
		proof + "?from=-1",                        // no whole number
		proof + "?from=1e3",                       //
		proof + "?also=" + many,                   // one too many
		proof + "?also=abc",                       // no id
		proof + "?also=" + seal.ID{1}.Hex() + ",", // an empty one
		"/conversations?view=everything",
		"/conversations?limit=0",
		"/conversations?limit=201",
		"/conversations?before=yesterday",
		"/conversations?inbox=" + strings.ToUpper(desk.Team.Inbox.Hex()),
		"/directory?after=x",
		"/directory?limit=5",
		"/sessions?all=1",
	} {
		if answer := desk.Do(owner, "GET", path, nil); answer.Status != 400 {
			t.Errorf("GET %s: %d %s", path, answer.Status, answer.Body)
		}
	}
	desk.Must("", "GET", proof+"?from=0&also="+seal.ID{1}.Hex(), nil, nil) // unknown ids are passed over
}

// What the document says can be asked is asked for by somebody.
func TestTheDocumentNamesTheQueries(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	var document struct {
		Paths map[string]map[string]struct{ Parameters []struct{ Name, In string } }
	}
	desk.Must("", "GET", "/openapi.json", nil, &document)
	var asked []string
	for path, operations := range document.Paths {
		for _, operation := range operations {
			for _, p := range operation.Parameters {
				if p.In == "query" {
					asked = append(asked, strings.TrimPrefix(path, "/api/v1")+"?"+p.Name)
				}
			}
		}
	}
	slices.Sort(asked)
	want := []string{
		"/certificates?before", "/conversations?before", "/conversations?inbox", "/conversations?limit", "/conversations?view", "/directory?after",
		"/inboxes/{inbox}/proof?also", "/inboxes/{inbox}/proof?from", "/ledger/checkpoint/witnessed?quorum", "/ledger/consistency?from", "/ledger/consistency?to", "/ledger/events?about", "/ledger/events?actor", "/ledger/events?before", "/ledger/events?device", "/ledger/events?kind", "/ledger/events?limit", "/ledger/events?network", "/ledger/events?object", "/ledger/events?outcome", "/ledger/events?since", "/ledger/events?until", "/ledger/export?about", "/ledger/export?actor", "/ledger/export?device", "/ledger/export?kind", "/ledger/export?network", "/ledger/export?object", "/ledger/export?outcome", "/ledger/export?since", "/ledger/export?until", "/ledger/retention/{class}?days", "/live?cursor", "/retention/{inbox}?days",
		"/scim/v2/Groups/{id}?attributes", "/scim/v2/Groups/{id}?attributes", "/scim/v2/Groups/{id}?attributes", "/scim/v2/Groups/{id}?excludedAttributes", "/scim/v2/Groups/{id}?excludedAttributes", "/scim/v2/Groups/{id}?excludedAttributes", "/scim/v2/Groups?attributes", "/scim/v2/Groups?attributes", "/scim/v2/Groups?count", "/scim/v2/Groups?excludedAttributes", "/scim/v2/Groups?excludedAttributes", "/scim/v2/Groups?filter", "/scim/v2/Groups?sortBy", "/scim/v2/Groups?sortOrder", "/scim/v2/Groups?startIndex", "/scim/v2/Users/{id}?attributes", "/scim/v2/Users/{id}?attributes", "/scim/v2/Users/{id}?attributes", "/scim/v2/Users/{id}?excludedAttributes", "/scim/v2/Users/{id}?excludedAttributes", "/scim/v2/Users/{id}?excludedAttributes", "/scim/v2/Users?attributes", "/scim/v2/Users?attributes", "/scim/v2/Users?count", "/scim/v2/Users?excludedAttributes", "/scim/v2/Users?excludedAttributes", "/scim/v2/Users?filter", "/scim/v2/Users?sortBy", "/scim/v2/Users?sortOrder", "/scim/v2/Users?startIndex",
		"/signin/sso/{provider}/return?code", "/signin/sso/{provider}/return?error", "/signin/sso/{provider}/return?iss", "/signin/sso/{provider}/return?state",
		"/threads/{thread}/entries?after", "/threads/{thread}/entries?limit",
	}
	if !slices.Equal(asked, want) {
		got, _ := json.Marshal(asked)
		t.Fatalf("the document names %s", got)
	}
}
