package server_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// Whoever runs the server sees what weakens sign-in, beside a running server, too,
// and how to mend it.
func TestTheDoctorLooksAtSignIn(t *testing.T) {
	folder := t.TempDir()
	if _, err := server.ExamineSignIn(t.Context(), folder, time.Now()); err == nil {
		t.Error("there is no desk, and nothing is said")
	}
	desk := servertest.New(t, server.Config{})
	folder = desk.Config.DataDir
	kinds := func(now time.Time) (all []string) {
		t.Helper()
		found, err := server.ExamineSignIn(t.Context(), folder, now)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range found {
			all = append(all, f.What)
			if strings.Contains(f.Said, "%") || !strings.Contains(f.Said, ":") && f.What != "sign-in" {
				t.Errorf("%s says %q", f.What, f.Said)
			}
		}
		return all
	}
	has := func(all []string, kind string) bool {
		return strings.Contains(" "+strings.Join(all, " ")+" ", " "+kind+" ")
	}
	now := time.Now()
	if all := kinds(now); !has(all, "one-owner") || !has(all, "password-only") || has(all, "sessions-old") || has(all, "rules-weaker") || has(all, "clock-behind") {
		t.Errorf("a new desk: %v", all)
	}
	if all := kinds(now.Add(8 * 24 * time.Hour)); !has(all, "sessions-old") {
		t.Errorf("a week later: %v", all)
	}
	if all := kinds(now.Add(-time.Hour)); !has(all, "clock-behind") {
		t.Errorf("with a clock that is behind: %v", all)
	}
	desk.Must(desk.Owner.Token, "PUT", "/settings/sign-in", servertest.Object{"version": 0, "value": servertest.Object{"idleMinutes": 1440}}, nil)
	bert := desk.Invite("bert@example.org")
	if all := kinds(now); !has(all, "rules-weaker") {
		t.Errorf("weaker rules: %v", all)
	}
	desk.Must(desk.Owner.Token, "POST", "/tokens", servertest.Object{"name": "Okta", "scopes": []string{"scim"}, "networks": []string{}, "days": 10}, nil)
	if all := kinds(now); !has(all, "token-anywhere") || !has(all, "token-ending") {
		t.Errorf("a token: %v", all)
	}
	expires := now.AddDate(0, 0, 31).Format(time.DateOnly)
	desk.Trust(servertest.NewProvider(t, time.Now), 0, servertest.Object{"providers": []servertest.Object{{"id": "office", "name": "Office", "kind": "oidc", "issuer": "https://id.example.org", "clientID": "desk", "secretExpires": expires}}})
	if all := kinds(now); has(all, "secret-ending") {
		t.Errorf("a secret that ends in 31 days: %v", all)
	}
	if all := kinds(now.AddDate(0, 0, 2)); !has(all, "secret-ending") {
		t.Errorf("a secret that ends in 29 days: %v", all)
	}
	certified := servertest.NewSAML(t, func() time.Time { return now.AddDate(-1, 0, 31) })
	desk.Must(desk.Owner.Token, "PUT", "/settings/sso", servertest.Object{"version": 1, "value": servertest.Object{"providers": []servertest.Object{certified.Named("office")}}}, nil)
	if all := kinds(now); has(all, "certificate-ending") || has(all, "secret-ending") {
		t.Errorf("a certificate that ends in 31 days: %v", all)
	}
	if all := kinds(now.AddDate(0, 0, 3)); !has(all, "certificate-ending") {
		t.Errorf("a certificate that ends in 28 days: %v", all)
	}

	// The console shows the same to those who oversee, and to nobody else.
	var shown []struct {
		Kind  string
		Whose *seal.ID
	}
	desk.Must(desk.Owner.Token, "GET", "/signin/health", nil, &shown)
	if len(shown) != len(kinds(now)) {
		t.Errorf("the console shows %d findings, and the command %d", len(shown), len(kinds(now)))
	}
	if got := desk.Do(bert.Token, "GET", "/signin/health", nil); got.Status != 403 {
		t.Errorf("an agent: %d", got.Status)
	}
}
