package httpapi_test

import (
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/httpapi"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// ask sends a request as a browser would, with headers of its own.
func ask(t *testing.T, desk *servertest.Desk, method, path, body string, headers map[string]string) *http.Response {
	t.Helper()
	request, err := http.NewRequest(method, "http://"+desk.Server.Addr()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range headers {
		if name == "Host" {
			request.Host = value
			continue
		}
		request.Header.Set(name, value)
	}
	response, err := http.DefaultTransport.RoundTrip(request)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { response.Body.Close() }) //nolint:errcheck // read or not, the test is over
	return response
}

// A page on a name that was rebound to this address is not taken for ours.
func TestOtherNames(t *testing.T) {
	desk := servertest.Start(t, server.Config{Origin: "https://desk.example.org"})
	for host, want := range map[string]int{
		"desk.example.org": 200, "DESK.example.org:443": 200, "localhost": 200, "localhost:8460": 200, "127.0.0.1:1": 200, "[::1]:1": 200,
		"evil.example": 400, "desk.example.org.evil.example": 400, "evil.example:8460": 400, "0.0.0.0": 400, "desk.example.org@evil.example": 400,
	} {
		if got := ask(t, desk, "GET", "/api/v1/version", "", map[string]string{"Host": host}); got.StatusCode != want {
			t.Errorf("as %s: %d instead of %d", host, got.StatusCode, want)
		}
	}
}

// Other sites cannot make a browser act here.
func TestOtherOrigins(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	for name, row := range map[string]struct {
		headers map[string]string
		want    int
	}{
		"another origin":    {map[string]string{"Origin": "https://evil.example"}, 403},
		"no origin at all":  {map[string]string{"Origin": "null"}, 403},
		"a cross-site form": {map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		"a sibling site":    {map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		"our own page":      {map[string]string{"Sec-Fetch-Site": "same-origin"}, 200},
		"a program":         {nil, 200},
	} {
		if got := ask(t, desk, "POST", "/api/v1/visitor/challenges", "{}", row.headers); got.StatusCode != row.want {
			t.Errorf("%s: %d instead of %d", name, got.StatusCode, row.want)
		}
	}
	if got := ask(t, desk, "GET", "/api/v1/version", "", map[string]string{"Origin": "https://evil.example"}); got.Header.Get("Access-Control-Allow-Origin") != "" {
		t.Error("other sites may read the API")
	}
}

// Every page says what it may load and who may frame it, and nothing else may
// be a page at all.
func TestHeaders(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	for path, want := range map[string]map[string]string{
		"/console/":       {"frame-ancestors": "'none'", "script-src": "'self'", "connect-src": "'self'", "default-src": "'none'", "base-uri": "'none'", "form-action": "'none'"},
		"/console/x":      {"frame-ancestors": "'none'", "script-src": "'self'"},
		"/widget/":        {"frame-ancestors": "*", "script-src": "'self'", "connect-src": "'self'", "default-src": "'none'", "frame-src": "'self'"},
		"/preview/":       {"frame-ancestors": "*", "sandbox": "allow-scripts", "script-src": "'self'", "connect-src": "'none'", "default-src": "'none'", "img-src": "blob:", "media-src": "blob:", "worker-src": "'none'", "base-uri": "'none'", "form-action": "'none'"},
		"/sealdesk.js":    {"frame-ancestors": "'none'", "default-src": "'none'"},
		"/sealdesk.json":  {"frame-ancestors": "'none'", "default-src": "'none'"},
		"/api/v1/version": {"frame-ancestors": "'none'", "default-src": "'none'"},
		"/healthz":        {"frame-ancestors": "'none'", "default-src": "'none'"},
		"/absent":         {"frame-ancestors": "'none'", "default-src": "'none'"},
	} {
		got := ask(t, desk, "GET", path, "", nil)
		policy := map[string]string{}
		for part := range strings.SplitSeq(got.Header.Get("Content-Security-Policy"), ";") {
			name, value, _ := strings.Cut(strings.TrimSpace(part), " ")
			policy[name] = value
		}
		for name, value := range want {
			if policy[name] != value {
				t.Errorf("%s: %s is %q instead of %q", path, name, policy[name], value)
			}
		}
		for name, value := range policy {
			if strings.Contains(value, "unsafe") || strings.Contains(value, "http:") || name != "frame-ancestors" && strings.Contains(value, "*") {
				t.Errorf("%s: %s allows %s", path, name, value)
			}
		}
		if got.Header.Get("X-Content-Type-Options") != "nosniff" || got.Header.Get("Referrer-Policy") != "no-referrer" || got.Header.Get("Permissions-Policy") == "" {
			t.Errorf("%s: %v", path, got.Header)
		}
		if path == "/preview/" && (got.Header.Get("Connection-Allowlist") != "(response-origin);webrtc=block" || got.Header.Get("Access-Control-Allow-Origin") != "*") {
			t.Errorf("%s: %v", path, got.Header)
		}
		if strings.HasPrefix(path, "/api/") && got.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be kept: %q", path, got.Header.Get("Cache-Control"))
		}
	}
}

func TestBodies(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	path := "/api/v1" + thread.Path("/messages")
	as := map[string]string{"Authorization": "Bearer " + customer.Token, "Content-Type": "application/json"}
	for name, row := range map[string]struct {
		body string
		want int
	}{
		"too large":         {`{"message":"` + strings.Repeat("A", 1<<20) + `"}`, 413},
		"an unknown field":  {`{"message":"","colour":"red"}`, 400},
		"two values":        {`{"message":""}{}`, 400},
		"no JSON":           {`message`, 400},
		"nothing":           {``, 400},
		"an array":          {`[]`, 400},
		"bytes as a number": {`{"message":7}`, 400},
		"broken base64":     {`{"message":"%%%"}`, 400},
		"nested deeply":     {strings.Repeat(`{"message":`, 20_000), 400},
	} {
		got := ask(t, desk, "POST", path, row.body, as)
		body, err := io.ReadAll(got.Body)
		if err != nil || got.StatusCode != row.want {
			t.Errorf("%s: %d instead of %d, %v", name, got.StatusCode, row.want, err)
		}
		if kind := got.Header.Get("Content-Type"); kind != "application/problem+json" || !strings.Contains(string(body), `"next"`) {
			t.Errorf("%s: a refusal as %s: %s", name, kind, body)
		}
	}
	// Who may not write is refused before the body is read.
	stranger := map[string]string{"Authorization": "Bearer " + desk.Visitor().Token}
	if got := ask(t, desk, "POST", path, strings.Repeat("A", 1<<20), stranger); got.StatusCode != 404 {
		t.Errorf("a stranger's large body: %d", got.StatusCode)
	}
}

func TestRates(t *testing.T) {
	slow := func(change func(*httpapi.Limits)) *servertest.Desk {
		limits := servertest.Fast()
		change(&limits)
		return servertest.New(t, server.Config{Limits: limits})
	}
	refusals := func(desk *servertest.Desk, token, method, path string) (refused int) {
		for range 20 {
			answer := desk.Do(token, method, path, []byte("{}"))
			if answer.Status != http.StatusTooManyRequests {
				continue
			}
			refused++
			if wait, err := strconv.Atoi(answer.Header.Get("Retry-After")); err != nil || wait < 1 {
				t.Errorf("told to wait %q", answer.Header.Get("Retry-After"))
			}
		}
		return refused
	}
	guarded := slow(func(l *httpapi.Limits) { l.Guarded, l.GuardedBurst = 0.01, 5 })
	if n := refusals(guarded, "", "POST", "/signin/recovery"); n < 15 {
		t.Errorf("%d of 20 guesses were stopped", n)
	}
	if n := refusals(guarded, "", "GET", "/version"); n != 0 {
		t.Errorf("%d ordinary requests were stopped with the guesses", n)
	}
	session := slow(func(l *httpapi.Limits) { l.Session, l.SessionBurst = 0.01, 30 })
	first, second := session.Visitor(), session.Visitor()
	for range 30 {
		session.Do(first.Token, "GET", "/conversations", nil)
	}
	if n := refusals(session, first.Token, "GET", "/conversations"); n != 20 {
		t.Errorf("%d of 20 requests of a busy session were stopped", n)
	}
	if answer := session.Do(second.Token, "GET", "/conversations", nil); answer.Status != 200 {
		t.Errorf("another session was stopped with it: %d", answer.Status)
	}
	network := slow(func(l *httpapi.Limits) { l.Network, l.NetworkBurst = 0.01, 500 })
	for range 500 {
		network.Do("", "GET", "/version", nil)
	}
	if n := refusals(network, "", "GET", "/version"); n != 20 {
		t.Errorf("%d of 20 requests of a busy network were stopped", n)
	}
}

// A page of another site cannot listen with the cookie that its visitor brings.
func TestSocketsOfOtherSites(t *testing.T) {
	desk := servertest.New(t, server.Config{Origin: "https://desk.example.org"})
	upgrade := func(origin string) map[string]string {
		headers := map[string]string{
			"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
			"Sec-WebSocket-Protocol": "sealdesk.1", "Cookie": "__Host-sealdesk=" + desk.Owner.Token, "Host": "desk.example.org",
		}
		if origin != "" {
			headers["Origin"] = origin
		}
		return headers
	}
	for origin, want := range map[string]int{
		"": 101, "https://desk.example.org": 101, "https://evil.example": 403, "https://desk.example.org.evil.example": 403, "null": 403, "https://desk.example.org:8443": 403,
	} {
		if got := ask(t, desk, "GET", "/api/v1/live", "", upgrade(origin)); got.StatusCode != want {
			t.Errorf("from %q: %d instead of %d", origin, got.StatusCode, want)
		}
	}
	if got := ask(t, desk, "GET", "/api/v1/live", "", map[string]string{"Authorization": "Bearer " + desk.Owner.Token}); got.StatusCode != 400 {
		t.Errorf("without an upgrade: %d", got.StatusCode)
	}
	nobody := upgrade("")
	delete(nobody, "Cookie")
	if got := ask(t, desk, "GET", "/api/v1/live", "", nobody); got.StatusCode != 401 {
		t.Errorf("without a session: %d", got.StatusCode)
	}
}
