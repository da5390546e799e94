package httpapi_test

import (
	"encoding/json"
	"log/slog"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// A talkative log says who asked for what and how it went. What the address or the
// body holds is not in it, and a log that is not talkative says nothing of it.
func TestTheLogOfRequests(t *testing.T) {
	secret := strings.Repeat("ab", 32)
	play := func(level slog.Level) (string, *servertest.Desk) {
		log := &servertest.Log{}
		desk := servertest.New(t, server.Config{Log: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: level}))})
		desk.Do(desk.Owner.Token, "GET", "/conversations?view=all&cursor="+secret, nil)
		desk.Do(desk.Owner.Token, "GET", "/threads/"+secret, nil)
		desk.Do("", "POST", "/signin/recovery", []byte(`{"email":"`+secret+`@example.org"}`))
		return log.String(), desk
	}
	said, desk := play(slog.LevelDebug)
	if strings.Contains(said, secret) || strings.Contains(said, desk.Owner.Token) {
		t.Errorf("the log holds what was sent:\n%s", said)
	}
	type line struct {
		Msg, Method, Route, Who, By string
		Status                      int
		Took                        *int64
	}
	found := map[string]line{}
	for text := range strings.Lines(said) {
		var l line
		if err := json.Unmarshal([]byte(text), &l); err != nil {
			t.Fatal(err)
		}
		found[l.Msg+" "+l.Route+l.By] = l
	}
	list, thread := found["request /conversations"], found["request /threads/{thread}"]
	if list.Method != "GET" || list.Status < 200 || list.Took == nil || !strings.HasPrefix(list.Who, "account:") {
		t.Errorf("the list of conversations: %+v in\n%s", list, said)
	}
	if thread.Status < 400 || !strings.HasPrefix(thread.Who, "account:") {
		t.Errorf("a thread that is not there: %+v in\n%s", thread, said)
	}
	if !strings.Contains(said, `"msg":"refused"`) || !strings.Contains(said, `"who":"nobody"`) {
		t.Errorf("nobody was refused:\n%s", said)
	}
	if said, _ := play(slog.LevelInfo); strings.Contains(said, "request") || strings.Contains(said, "refused") {
		t.Errorf("a log that is not talkative says:\n%s", said)
	}
}
