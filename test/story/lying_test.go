package story

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

// liar stands between a client and the honest server and changes its answers.
type liar struct {
	*httptest.Server
	lie  func(path string, answer map[string]any)
	lose int // how many answers about messages get lost
	// alter changes answers of bytes.
	alter func(path string, raw []byte) []byte
}

func (s *stage) liar() *liar {
	s.t.Helper()
	target, err := url.Parse(s.url())
	check(s.t, err)
	l := &liar{}
	proxy := &httputil.ReverseProxy{
		Rewrite:        func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ModifyResponse: l.change,
	}
	l.Server = httptest.NewServer(proxy)
	s.t.Cleanup(l.Close)
	return l
}

func (l *liar) change(response *http.Response) error {
	if l.lose > 0 && strings.HasSuffix(response.Request.URL.Path, "/messages") {
		l.lose--
		return errors.New("the line broke")
	}
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	var answer map[string]any
	if l.lie != nil && json.Unmarshal(raw, &answer) == nil {
		l.lie(response.Request.URL.Path, answer)
		if raw, err = json.Marshal(answer); err != nil {
			return err
		}
	}
	if l.alter != nil {
		raw = l.alter(response.Request.URL.Path, raw)
	}
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	response.Header.Del("Content-Length")
	return nil
}

// entriesOf are the entries of an answer about a thread's entries.
func entriesOf(path string, answer map[string]any) []any {
	list, ok := answer["entries"].([]any)
	if !ok || !strings.HasSuffix(path, "/entries") {
		return nil
	}
	return list
}

// TestALyingServerIsCaught tells each lie to a customer who opens a conversation
// of three messages that this device has read before.
func TestALyingServerIsCaught(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "One", "en")
	check(t, err)
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	for _, text := range []string{"Two", "Three"} {
		_, err = atAdas.Say(s.ctx, text, "en")
		check(t, err)
	}
	_, err = talk.Fetch(s.ctx)
	check(t, err)
	saved := customer.State()

	for name, lie := range lies() {
		t.Run(name, func(t *testing.T) {
			l := s.liar()
			visitor, err := client.OpenVisitor(s.ctx, l.URL, s.ada.Org(), s.inbox, &saved, client.Options{})
			check(t, err)
			_, err = visitor.Open(s.ctx, talk.ID())
			check(t, err)
			l.lie = lie
			_, err = visitor.Open(s.ctx, talk.ID())
			caught(t, err)
		})
	}
}

// TestALyingServerIsCaughtByStaff tells an agent the same lies.
func TestALyingServerIsCaughtByStaff(t *testing.T) {
	s := newStage(t)
	talk, err := s.customer(nil).Begin(s.ctx, nil, "One", "en")
	check(t, err)
	for _, text := range []string{"Two", "Three"} {
		_, err = talk.Say(s.ctx, text, "en")
		check(t, err)
	}
	for name, lie := range lies() {
		t.Run(name, func(t *testing.T) {
			l := s.liar()
			agent, err := client.SignInWithRecoveryCode(s.ctx, l.URL, adaEmail, s.kit.Org, s.kit.RecoveryCode, client.Options{})
			check(t, err)
			_, err = agent.Open(s.ctx, talk.ID())
			check(t, err)
			l.lie = lie
			_, err = agent.Open(s.ctx, talk.ID())
			caught(t, err)
		})
	}
}

// TestALostAnswerSendsNothingTwice loses the server's answer after it has taken
// the message.
func TestALostAnswerSendsNothingTwice(t *testing.T) {
	s := newStage(t)
	l := s.liar()
	customer, err := client.OpenVisitor(s.ctx, l.URL, s.ada.Org(), s.inbox, nil, client.Options{})
	check(t, err)
	talk, err := customer.Begin(s.ctx, nil, "Once", "en")
	check(t, err)
	l.lose = 1
	_, err = talk.Say(s.ctx, "Only once", "en")
	check(t, err)
	s.reads(talk, "Once", "Only once")
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(atAdas, "Once", "Only once")
}

// TestBothSidesRefreshAtOnce lets the customer and two agents find the new key
// at the same moment: one wins, the others adopt.
func TestBothSidesRefreshAtOnce(t *testing.T) {
	s := newStage(t)
	ben := s.hire("ben")
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "First", "en")
	check(t, err)
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	atBens, err := ben.Open(s.ctx, talk.ID())
	check(t, err)
	check(t, s.ada.RotateGroup(s.ctx, s.group))
	check(t, ben.Sync(s.ctx))

	failed := make(chan error, 3)
	for name, side := range map[string]*client.Thread{"customer": talk, "ada": atAdas, "ben": atBens} {
		go func() {
			_, err := side.Say(s.ctx, "From "+name, "en")
			failed <- err
		}()
	}
	for range 3 {
		check(t, <-failed)
	}
	_, err = talk.Fetch(s.ctx)
	check(t, err)
	got := texts(talk)
	slices.Sort(got)
	if !slices.Equal(got, []string{"First", "From ada", "From ben", "From customer"}) || talk.Readers().Number != 2 {
		t.Fatalf("read %q in generation %d", got, talk.Readers().Number)
	}
	s.reads(atAdas, texts(talk)...)
	s.reads(atBens, texts(talk)...)
}

// lies are changed answers, by name.
func lies() map[string]func(path string, answer map[string]any) {
	return map[string]func(path string, answer map[string]any){
		"a message is left out": func(path string, answer map[string]any) {
			if list := entriesOf(path, answer); len(list) > 3 {
				answer["entries"] = append(list[:2:2], list[3:]...)
			}
		},
		"two messages change places": func(path string, answer map[string]any) {
			if list := entriesOf(path, answer); len(list) > 3 {
				list[2], list[3] = list[3], list[2]
			}
		},
		"two messages change places and numbers": func(path string, answer map[string]any) {
			if list := entriesOf(path, answer); len(list) > 3 {
				a, b := list[2].(map[string]any), list[3].(map[string]any)
				a["bytes"], b["bytes"] = b["bytes"], a["bytes"]
			}
		},
		"a message comes twice": func(path string, answer map[string]any) {
			if list := entriesOf(path, answer); len(list) > 3 {
				answer["entries"] = append(list[:3:3], list[2:]...)
			}
		},
		"a message is altered": func(path string, answer map[string]any) {
			if list := entriesOf(path, answer); len(list) > 2 {
				e := list[2].(map[string]any)
				e["bytes"] = flip(e["bytes"].(string))
			}
		},
		"a receipt is altered": func(path string, answer map[string]any) {
			if list := entriesOf(path, answer); len(list) > 2 {
				e := list[2].(map[string]any)
				e["receipt"] = flip(e["receipt"].(string))
			}
		},
		"another conversation's thread": func(path string, answer map[string]any) {
			if _, ok := answer["visitorDevices"]; ok && strings.Contains(path, "/threads/") {
				answer["thread"] = flip(answer["thread"].(string))
			}
		},
		"another key": func(_ string, answer map[string]any) {
			keys, _ := answer["keys"].([]any)
			for _, key := range keys {
				k := key.(map[string]any)
				for _, name := range []string{"box", "wrap"} {
					if text, ok := k[name].(string); ok {
						k[name] = flip(text)
					}
				}
			}
		},
		"the end is cut off and was seen before": func(path string, answer map[string]any) {
			if list := entriesOf(path, answer); len(list) > 3 {
				answer["entries"] = list[:3]
			}
		},
	}
}

func TestALyingProofIsCaught(t *testing.T) {
	s := newStage(t)
	l := s.liar()
	var old any
	l.lie = func(path string, answer map[string]any) {
		if strings.HasSuffix(path, "/proof") {
			old = answer["proof"]
		}
	}
	visitor, err := client.OpenVisitor(s.ctx, l.URL, s.ada.Org(), s.inbox, nil, client.Options{})
	check(t, err)
	check(t, s.ada.RotateGroup(s.ctx, s.group))
	l.lie = nil
	early := visitor.State()
	newer, err := client.OpenVisitor(s.ctx, l.URL, s.ada.Org(), s.inbox, &early, client.Options{})
	check(t, err)
	saved := newer.State()

	l.lie = func(path string, answer map[string]any) {
		if strings.HasSuffix(path, "/proof") {
			answer["proof"] = old
		}
	}
	_, err = client.OpenVisitor(s.ctx, l.URL, s.ada.Org(), s.inbox, &saved, client.Options{})
	caught(t, err)

	// A whole other organisation under the same address.
	other := newStage(t)
	foreign, err := url.Parse(other.url())
	check(t, err)
	_, err = client.OpenVisitor(s.ctx, foreign.String(), s.ada.Org(), other.inbox, nil, client.Options{})
	caught(t, err)
}

// flip changes a character in the middle of base64 text.
func flip(text string) string {
	at := len(text) / 2
	changed := byte('A')
	if text[at] == 'A' {
		changed = 'B'
	}
	return text[:at] + string(changed) + text[at+1:]
}

// caught fails unless the lie was found by the protocol, not by luck elsewhere.
func caught(t *testing.T, err error) {
	t.Helper()
	for _, kind := range []seal.Kind{seal.ErrUnverified, seal.ErrMalformed, seal.ErrConflict, seal.ErrCannotOpen} {
		if errors.Is(err, kind) {
			return
		}
	}
	t.Fatalf("the lie was not caught: %v", err)
}

// TestNotesAreNeverTheConversationItself: which thread holds the notes is the
// server's word, and a note must not reach the customer by it.
func TestNotesAreNeverTheConversationItself(t *testing.T) {
	s := newStage(t)
	talk, err := s.customer(nil).Begin(s.ctx, nil, "One", "en")
	check(t, err)
	l := s.liar()
	agent, err := client.SignInWithRecoveryCode(s.ctx, l.URL, adaEmail, s.kit.Org, s.kit.RecoveryCode, client.Options{})
	check(t, err)
	atAdas, err := agent.Open(s.ctx, talk.ID())
	check(t, err)
	l.lie = func(_ string, answer map[string]any) {
		if row, ok := answer["conversation"].(map[string]any); ok {
			row["notesThread"] = talk.ID().Hex()
		}
	}
	_, err = agent.Note(s.ctx, atAdas, "Not for the customer")
	caught(t, err)
	s.reads(talk, "One")
}
