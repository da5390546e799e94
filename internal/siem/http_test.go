package siem_test

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	logs "go.opentelemetry.io/proto/otlp/logs/v1"

	"github.com/sealdesk/sealdesk/internal/siem/siemtest"
)

func serve(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s
}

func hook(t *testing.T, s *httptest.Server) string {
	return "webhook+" + s.URL + "/in?secret-file=" + siemtest.Write(t, "secret", siemtest.HookSecret+"\n", 0o600)
}

// Each delivery is signed, and the same one keeps its id however often it is tried.
func TestWebhookIsSigned(t *testing.T) {
	got := siemtest.Inbox{T: t}
	var tries atomic.Int64
	var id string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !siemtest.Verified(t, r.Header, body) || siemtest.Verified(t, r.Header, append(bytes.Clone(body), ' ')) {
			t.Error("the signature is not one of this body")
		}
		switch tries.Add(1) {
		case 1:
			id = r.Header.Get("webhook-id")
			w.WriteHeader(http.StatusInternalServerError)
			return
		case 2:
			if r.Header.Get("webhook-id") != id {
				t.Error("the same delivery has another id")
			}
		}
		got.TakeDelivery(body)
	})
	r := &record{}
	r.grow(1200)
	r.send(t, hook(t, s)).caughtUp(t, 0)
	got.Whole(1200)
	if r.largest > 500 {
		t.Errorf("%d entries were in memory at once", r.largest)
	}
}

// A redirect is not followed: what it points to was not named by the operator.
func TestNobodyIsFollowed(t *testing.T) {
	var reached atomic.Bool
	elsewhere := serve(t, func(http.ResponseWriter, *http.Request) { reached.Store(true) })
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, elsewhere.URL, http.StatusTemporaryRedirect)
	})
	r := &record{}
	r.grow(1)
	x := r.send(t, hook(t, s))
	eventually(t, func() bool { return x.Standings()[0].Failures > 2 })
	if reached.Load() || x.Standings()[0].Behind != 1 {
		t.Error("it followed, or took a redirect for an answer")
	}
}

// What a collector gets are log records by OpenTelemetry's own types; it may ask
// to wait, and refuse some for good.
func TestOTLP(t *testing.T) {
	got := siemtest.Inbox{T: t}
	var tries atomic.Int64
	var asked time.Time
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if tries.Add(1) == 1 {
			asked = time.Now()
			w.Header().Set("Retry-After", "1")
			w.WriteHeader(http.StatusTooManyRequests)
			return
		}
		if tries.Load() == 2 && time.Since(asked) < time.Second {
			t.Errorf("it came back after %v, and was asked to wait a second", time.Since(asked))
		}
		if r.URL.Path != "/v1/logs" || r.Header.Get("Authorization") != "Bearer abc" {
			t.Errorf("asked at %s with %q", r.URL.Path, r.Header)
		}
		body, _ := io.ReadAll(r.Body)
		for _, record := range got.TakeLogs(body) {
			if record.TimeUnixNano < 1_790_000_000_123_000_000 || record.EventName != "sealdesk.attachment.fetched" || record.SeverityNumber < logs.SeverityNumber_SEVERITY_NUMBER_INFO {
				t.Errorf("record is %v", record)
			}
		}
		io.WriteString(w, `{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"too old"}}`) //nolint:errcheck // the client says what it got
	})
	r := &record{}
	r.grow(30)
	x := r.send(t, "otlp+"+s.URL+"?header-file="+siemtest.Write(t, "headers", "Authorization: Bearer abc\n", 0o600))
	x.caughtUp(t, 0)
	got.Whole(30)
	if n := x.Standings()[0].Refused; n != 2 {
		t.Errorf("%d events were refused for good, and the collector said 2", n)
	}
	if tries.Load() != 2 {
		t.Errorf("%d requests: what was refused for good must not be sent again", tries.Load())
	}
}

// One system that takes no answer holds nobody up; one that was down for long
// catches up, page by page.
func TestSystemsDoNotWaitForEachOther(t *testing.T) {
	first, second := siemtest.Inbox{T: t}, siemtest.Inbox{T: t}
	var down atomic.Bool
	down.Store(true)
	release := make(chan struct{})
	stuck := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		io.ReadAll(r.Body) //nolint:errcheck // it never answers anyway
		<-release
	})
	t.Cleanup(func() { close(release) })
	slow := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if down.Load() {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		second.TakeDelivery(body)
	})
	fine := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		first.TakeDelivery(body)
	})
	n := size(20_000, 200_000)
	r := &record{}
	x := r.send(t, hook(t, stuck), hook(t, slow), hook(t, fine))
	for range 10 {
		r.grow(n / 10)
	}
	x.caughtUp(t, 2)
	first.Whole(n)
	if s := x.Standings(); s[0].Behind != int64(n) || s[1].Behind != int64(n) || s[1].Failures == 0 {
		t.Errorf("they stand at %+v", s)
	}
	down.Store(false)
	x.caughtUp(t, 1)
	second.Whole(n)
	if r.largest > 500 {
		t.Errorf("%d entries were in memory at once", r.largest)
	}
	x.stop() // also while one holds a request
}
