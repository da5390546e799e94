package demo

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"path"
	"regexp"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

const desksOrigin = "http://localhost:8460"

func website(t *testing.T) http.Handler {
	t.Helper()
	h, err := Website{
		Desk: desksOrigin, Org: seal.ID{1}, Inbox: seal.ID{2},
		Accounts: []Account{{Name: "Ada", Role: "Owner", Email: "ada@harbour.example", RecoveryCode: "A-CODE"}},
	}.Handler()
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func ask(h http.Handler, method, path, host, origin string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, nil)
	r.Host = host
	if origin != "" {
		r.Header.Set("Origin", origin)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

func TestThePageHoldsTheEmbedLineUnderAStrictPolicy(t *testing.T) {
	w := ask(website(t), "GET", "/", "localhost:8461", "")
	line := `<script src="http://localhost:8460/sealdesk.js" data-inbox="02` + strings.Repeat("0", 62) + `" data-pin="01` + strings.Repeat("0", 62) + `" data-color="#14595a" async></script>`
	if w.Code != 200 || strings.Count(w.Body.String(), line) != 1 || strings.Contains(w.Body.String(), "{{") {
		t.Fatalf("the page (%d) does not hold the embed line once:\n%s", w.Code, w.Body)
	}
	policy := w.Header().Get("Content-Security-Policy")
	for _, part := range []string{"default-src 'none'", "script-src " + desksOrigin, "frame-src " + desksOrigin} {
		if !strings.Contains(policy, part+";") {
			t.Errorf("the policy %q lacks %q", policy, part)
		}
	}
	if strings.Contains(policy, "unsafe") || strings.Contains(policy, "*") {
		t.Errorf("the policy %q is not strict", policy)
	}
}

func TestOnlyTheConsoleGetsTheAccounts(t *testing.T) {
	h := website(t)
	for _, c := range []struct {
		why, method, host, origin string
		want                      int
		allowed                   string
	}{
		{"the console", "GET", "localhost:8461", desksOrigin, 200, desksOrigin},
		{"no page at all", "GET", "127.0.0.1:8461", "", 200, desksOrigin},
		{"another website", "GET", "localhost:8461", "https://elsewhere.example", 403, ""},
		{"the sample site itself", "GET", "localhost:8461", "http://localhost:8461", 403, ""},
		{"a name that was bound to this machine", "GET", "elsewhere.example:8461", desksOrigin, 421, ""},
		{"another method", "POST", "localhost:8461", desksOrigin, 405, ""},
	} {
		w := ask(h, c.method, "/demo/accounts", c.host, c.origin)
		if w.Code != c.want || w.Header().Get("Access-Control-Allow-Origin") != c.allowed {
			t.Errorf("%s: %d, allowed for %q", c.why, w.Code, w.Header().Get("Access-Control-Allow-Origin"))
		}
		if got := strings.Contains(w.Body.String(), "A-CODE"); got != (c.want == 200) {
			t.Errorf("%s: holds the code: %v", c.why, got)
		}
	}
	var rows []map[string]string
	if err := json.Unmarshal(ask(h, "GET", "/demo/accounts", "localhost:8461", "").Body.Bytes(), &rows); err != nil {
		t.Fatal(err)
	}
	for _, field := range []string{"name", "role", "email", "recoveryCode"} {
		if rows[0][field] == "" {
			t.Errorf("no %q, which the console reads", field)
		}
	}
}

func TestEveryPageKeepsToItsPolicyAndItsLinksLeadSomewhere(t *testing.T) {
	h := website(t)
	pages, err := siteFiles.ReadDir("site")
	if err != nil {
		t.Fatal(err)
	}
	link := regexp.MustCompile(`(?:href|src)="(/[^"#]*|[a-z][a-z-]*\.[a-z]+)(?:#[^"]*)?"`)
	links := 0
	for _, entry := range pages {
		if path.Ext(entry.Name()) != ".html" {
			continue
		}
		body := ask(h, "GET", "/"+entry.Name(), "localhost", "").Body.String()
		if strings.Count(body, "data-pin=") != 1 || strings.Contains(body, " style=") || strings.Contains(body, "<style") {
			t.Errorf("%s: no embed line, or styles that its policy refuses", entry.Name())
		}
		for _, found := range link.FindAllStringSubmatch(body, -1) {
			links++
			target := "/" + strings.TrimPrefix(found[1], "/")
			if w := ask(h, "GET", target, "localhost", ""); w.Code != 200 {
				t.Errorf("%s leads to %s: %d", entry.Name(), target, w.Code)
			}
		}
	}
	if links < 6 {
		t.Errorf("only %d links were followed", links)
	}
}

func TestTheSiteHasItsPagesAndNoOthers(t *testing.T) {
	h := website(t)
	for path, want := range map[string]int{
		"/": 200, "/index.html": 200, "/site.css": 200, "/anchor.svg": 200, "/site/index.html": 404, "/demo.go": 404, "/demo": 404,
	} {
		if w := ask(h, "GET", path, "localhost", ""); w.Code != want {
			t.Errorf("%s: %d, want %d", path, w.Code, want)
		}
	}
}
