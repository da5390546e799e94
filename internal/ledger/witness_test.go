package ledger_test

import (
	"database/sql"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// auditor reads the record from the file, beside the server.
type auditor struct {
	t    *testing.T
	db   *sql.DB
	last int
}

func audit(t *testing.T, desk *servertest.Desk) *auditor {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(desk.Config.DataDir, "data.db")+"?_pragma=busy_timeout(5000)")
	check(t, err)
	t.Cleanup(func() { db.Close() }) //nolint:errcheck // read only
	a := &auditor{t: t, db: db}
	a.fresh()
	return a
}

// without says which kinds have no object: reads of something as a whole, and
// what the server does by itself.
var without = []ledger.Kind{
	ledger.Read, ledger.Exported, ledger.DirectoryFetched, ledger.ConversationsListed, ledger.RetentionRead, ledger.AccessRefused,
	ledger.KeepingChanged, ledger.HoldBegun, ledger.HoldEnded, ledger.OrganisationSet, ledger.SignInChecked, ledger.MailTested, ledger.SMSTested,
	ledger.ServerStarted, ledger.ServerStopped, ledger.ConfigurationChanged, ledger.DemoServed, ledger.DataOlder,
}

// fresh lists what was recorded since the last time, as "kind by who". That the
// directory was fetched is left out: the kit does so before whatever it signs.
func (a *auditor) fresh() (events []string) {
	a.t.Helper()
	for _, e := range servertest.Record(a.t, a.db, a.last) {
		if a.last++; e.Kind == "" { // erased
			continue
		}
		if !e.Object.Present() && e.Actor.Role != form.Nobody && !slices.Contains(without, e.Kind) || e.Time == 0 {
			a.t.Errorf("%s names no object or no time", e.Kind)
		}
		if e.Actor.Role == form.Visitor && !e.Device.Present() {
			a.t.Errorf("%s names no device", e.Kind)
		}
		if e.Kind != ledger.DirectoryFetched {
			events = append(events, fmt.Sprintf("%s by %s", e.Kind, e.Actor.Role))
		}
	}
	slices.Sort(events)
	return slices.Compact(events)
}

// witness stands beside every request of a play, and holds what it left in the
// record against what its route declares.
type witness struct {
	*auditor
	mu       sync.Mutex
	routes   *http.ServeMux
	declared map[string][]ledger.Kind
	seen     map[string][]ledger.Kind
}

// watch has every request of a desk witnessed from here on.
func watch(t *testing.T, desk *servertest.Desk) *witness {
	t.Helper()
	w := &witness{auditor: audit(t, desk), routes: http.NewServeMux(), declared: desk.Server.Leaves(), seen: map[string][]ledger.Kind{}}
	for pattern := range w.declared {
		w.routes.HandleFunc(pattern, func(http.ResponseWriter, *http.Request) {})
	}
	for kind, leaves := range live.Leaves() {
		w.declared["frame "+kind] = leaves
	}
	desk.Watch = func(method, path string) { w.after(w.route(method, path)) }
	return w
}

// after looks at what came into the record since the request before.
func (w *witness) after(route string) {
	w.t.Helper()
	w.mu.Lock()
	defer w.mu.Unlock()
	for _, e := range servertest.Record(w.t, w.db, w.last) {
		w.last++
		from := route
		switch {
		case e.Kind == "": // erased
			continue
		case e.Actor.Role == form.Server: // nobody asked for it
			continue
		case e.Kind == ledger.LiveEnded: // whenever it is noticed
			from = "GET /api/v1/live"
		case e.Kind == ledger.TokenUsed, e.Kind == ledger.TokenRefused, e.Kind == ledger.SessionMoved: // wherever a program shows its token, or a session comes from elsewhere
			continue
		case e.Kind == ledger.AccessRefused: // which every route can leave that asks for a right
			w.seen[""] = append(w.seen[""], e.Kind)
			continue
		}
		if !slices.Contains(w.declared[from], e.Kind) {
			w.t.Errorf("%s left %s, which it does not declare", from, e.Kind)
		}
		w.seen[from] = append(w.seen[from], e.Kind)
	}
}

// route is the one that answers a request.
func (w *witness) route(method, path string) string {
	at, _, _ := strings.Cut("/api/v1"+path, "?")
	_, route := w.routes.Handler(httptest.NewRequest(method, at, nil))
	return route
}

// complete demands that every declared kind was seen from a request to its route.
func (w *witness) complete() {
	w.t.Helper()
	for route, kinds := range w.declared {
		for _, kind := range kinds {
			if !slices.Contains(w.seen[route], kind) {
				w.t.Errorf("%s declares %s, which no request to it left", route, kind)
			}
		}
	}
	if len(w.seen[""]) == 0 {
		w.t.Errorf("nothing was refused")
	}
}
