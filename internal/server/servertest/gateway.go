package servertest

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"regexp"
	"testing"
	"time"
)

// Gateway is an SMS gateway on this machine.
type Gateway struct {
	*httptest.Server
	Answer int // the status; 0 is 200
	t      testing.TB
	texts  chan Text
}

// Text is what it was handed.
type Text struct{ To, Text, Secret string }

// NewGateway starts one.
func NewGateway(t testing.TB) *Gateway {
	g := &Gateway{t: t, texts: make(chan Text, 1000)}
	g.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := Text{Secret: r.Header.Get("X-Key")}
		if json.NewDecoder(r.Body).Decode(&text) != nil || r.Method != http.MethodPost {
			w.WriteHeader(http.StatusBadRequest)
			return
		}
		if g.Answer != 0 {
			w.WriteHeader(g.Answer)
			return
		}
		g.texts <- text
	}))
	t.Cleanup(g.Close)
	return g
}

// Settings names it, with changes.
func (g *Gateway) Settings(changes Object) Object {
	all := Object{"on": true, "url": g.URL, "header": "X-Key", "secret": "gateway's secret", "body": `{"To":"{to}","Text":"{text}"}`}
	for name, value := range changes {
		all[name] = value
	}
	return all
}

// Next waits for a text.
func (g *Gateway) Next() Text {
	g.t.Helper()
	select {
	case text := <-g.texts:
		return text
	case <-time.After(time.Minute):
		g.t.Fatal("no text came")
	}
	return Text{}
}

var textedDigits = regexp.MustCompile(`^\d{8}`)

// Code waits for a text, and returns the code in it.
func (g *Gateway) Code() string {
	g.t.Helper()
	return textedDigits.FindString(g.Next().Text)
}

// Waiting is how many texts nobody looked at.
func (g *Gateway) Waiting() int { return len(g.texts) }
