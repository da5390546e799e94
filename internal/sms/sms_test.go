package sms_test

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sms"
)

type taken struct{ method, kind, secret, body string }

func gateway(t *testing.T, answer func(w http.ResponseWriter), tls bool) (*httptest.Server, *[]taken) {
	t.Helper()
	var all []taken
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		all = append(all, taken{r.Method, r.Header.Get("Content-Type"), r.Header.Get("X-Key"), string(body)})
		answer(w)
	})
	s := httptest.NewUnstartedServer(handler)
	if s.Start(); tls {
		s.Close()
		s = httptest.NewTLSServer(handler)
	}
	t.Cleanup(s.Close)
	return s, &all
}

func named(url string) settings.SMS {
	var s settings.SMS
	s.Defaults()
	s.On, s.URL, s.Header = true, url, "X-Key"
	if err := s.Secret.UnmarshalJSON([]byte(`"a secret"`)); err != nil {
		panic(err)
	}
	return s
}

func status(code int) func(http.ResponseWriter) {
	return func(w http.ResponseWriter) { w.WriteHeader(code) }
}

func TestWhatAGatewayIsHanded(t *testing.T) {
	at, all := gateway(t, status(202), true)
	by := named(at.URL)
	send := func() {
		t.Helper()
		if err := (sms.Gateway{Client: at.Client()}).Send(t.Context(), by, "+491511234567", "1234 \"&to=+1\"\n@desk"); err != nil {
			t.Error(err)
		}
	}
	send()
	by.Format, by.Method, by.Body = settings.SMSForm, "PUT", "To={to}&Body=Code+{text}"
	send()
	want := []taken{
		{"POST", "application/json", "a secret", `{"text":"1234 \"&to=+1\"\n@desk","to":"+491511234567"}`},
		{"PUT", "application/x-www-form-urlencoded", "a secret", "Body=Code+1234+%22%26to%3D%2B1%22%0A%40desk&To=%2B491511234567"},
	}
	if len(*all) != 2 || (*all)[0] != want[0] || (*all)[1] != want[1] {
		t.Errorf("handed %+v", *all)
	}
}

// A gateway that refuses, points elsewhere, is not who it should be or is not there.
func TestGatewaysThatTakeNothing(t *testing.T) {
	elsewhere, also := gateway(t, status(200), false)
	for _, answer := range []func(http.ResponseWriter){status(400), status(500), func(w http.ResponseWriter) {
		w.Header().Set("Location", elsewhere.URL)
		w.WriteHeader(307)
	}} {
		at, _ := gateway(t, answer, false)
		var refused *sms.Refused
		if err := (sms.Gateway{}).Send(t.Context(), named(at.URL), "+491511234567", "1"); !errors.As(err, &refused) || refused.Status < 300 {
			t.Errorf("taken: %v", err)
		}
	}
	if len(*also) != 0 {
		t.Error("a code went elsewhere")
	}
	stranger, all := gateway(t, status(200), true)
	gone, _ := gateway(t, status(200), false)
	gone.Close()
	for _, url := range []string{stranger.URL + "/?key=in-the-address", gone.URL + "/?key=in-the-address"} {
		if err := (sms.Gateway{}).Send(t.Context(), named(url), "+491511234567", "1"); err == nil || strings.Contains(err.Error(), "in-the-address") {
			t.Errorf("%v", err)
		}
	}
	if len(*all) != 0 {
		t.Error("a code went to a server without a certificate")
	}
}
