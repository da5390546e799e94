package liar_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/liar"
	"github.com/sealdesk/sealdesk/test/play"
)

// TestTheTable: each lie has one name and a sentence, and is of some effect.
func TestTheTable(t *testing.T) {
	seen := map[string]bool{}
	for _, lie := range liar.Lies() {
		if seen[lie.Name] || !strings.HasSuffix(lie.Says, ".") {
			t.Errorf("%q: %q", lie.Name, lie.Says)
		}
		seen[lie.Name] = true
		if lie.Asks == nil && lie.Answers == nil && lie.History == nil && lie.Frame == nil {
			t.Errorf("%q says nothing", lie.Name)
		}
	}
	if len(seen) < 40 {
		t.Errorf("%d lies", len(seen))
	}
}

// TestTheControl: other programs list the lies, choose one, hear how often it was
// told, and go back to the truth.
func TestTheControl(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	control := httptest.NewServer(s.liar.Control())
	t.Cleanup(control.Close)
	ask := func(method, path, body string) (int, string) {
		t.Helper()
		request := must2(http.NewRequestWithContext(s.ctx, method, control.URL+path, strings.NewReader(body)))(t)
		answer := must2(http.DefaultClient.Do(request))(t)
		raw := must2(io.ReadAll(answer.Body))(t)
		check(t, answer.Body.Close())
		return answer.StatusCode, string(bytes.TrimSpace(raw))
	}
	status, listed := ask("GET", "/lies", "")
	var rows []struct{ Name, Says string }
	if check(t, json.Unmarshal([]byte(listed), &rows)); status != 200 || len(rows) != len(liar.Lies()) || rows[0].Says == "" {
		t.Errorf("%d, %d lies", status, len(rows))
	}
	for _, refused := range []string{`{"name":"no such lie"}`, `{`} {
		if status, _ := ask("POST", "/lie", refused); status != 400 {
			t.Errorf("%s: %d", refused, status)
		}
	}
	if _, now := ask("GET", "/lie", ""); now != `{"name":"","told":0}` {
		t.Errorf("before: %s", now)
	}
	if _, now := ask("POST", "/lie", `{"name":"dropped","options":{"at":"3"}}`); now != `{"name":"dropped","told":0}` {
		t.Errorf("begun: %s", now)
	}
	if _, err := s.customer(s.front, &c.begun).Open(s.ctx, c.id); err == nil {
		t.Error("the lie was not noticed")
	}
	if _, now := ask("GET", "/lie", ""); now != `{"name":"dropped","told":1}` {
		t.Errorf("told: %s", now)
	}
	ask("DELETE", "/lie", "")
	thread, err := s.customer(s.front, &c.begun).Open(s.ctx, c.id)
	reads(t, thread, err, "One", "Two", "Three", "Four")
}

// TestOverTheOpenConnection: what is announced passes the liar too. An event is a
// hint to look; without it nothing is lost, only late.
func TestOverTheOpenConnection(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	customer := s.customer(s.front, &c.begun)
	atCustomers := must2(customer.Open(s.ctx, c.id))(t)
	atAdas := must2(s.ada.Open(s.ctx, c.id))(t)
	live, stop := context.WithCancel(s.ctx)
	defer stop()
	events := customer.Live(live)
	play.Hears(t, events, "hello")
	must2(atAdas.Say(s.ctx, "Five", "en"))(t)
	if e := play.Hears(t, events, "entry"); e.Thread != c.id {
		t.Errorf("an event of %s", e.Thread)
	}

	check(t, s.liar.Tell("withheld", nil))
	must2(atAdas.Say(s.ctx, "Six", "en"))(t)
	check(t, s.liar.Tell("altered", nil))
	must2(atAdas.Say(s.ctx, "Seven", "en"))(t)
	play.Hears(t, events, "entry")
	_, err := atCustomers.Fetch(s.ctx)
	s.caught(t, err, notice{seal.ErrUnverified, "signature"})
	s.liar.Clear()
	must2(atCustomers.Fetch(s.ctx))(t)
	reads(t, atCustomers, nil, "One", "Two", "Three", "Four", "Five", "Six", "Seven")
}
