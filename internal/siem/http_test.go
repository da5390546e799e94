package siem_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/encoding/protojson"
)

const hookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" // of the specification's examples

func serve(t *testing.T, answer http.HandlerFunc) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(answer)
	t.Cleanup(s.Close)
	return s
}

func hook(t *testing.T, s *httptest.Server) string {
	return "webhook+" + s.URL + "/in?secret-file=" + write(t, "secret", hookSecret+"\n", 0o600)
}

// verified does what the Standard Webhooks specification tells a receiver to do.
func verified(t *testing.T, header http.Header, body []byte) bool {
	secret, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(hookSecret, "whsec_"))
	check(t, err)
	id, at := header.Get("webhook-id"), header.Get("webhook-timestamp")
	seconds, err := strconv.ParseInt(at, 10, 64)
	if err != nil || id == "" || strings.Contains(id, ".") || time.Since(time.Unix(seconds, 0)).Abs() > 5*time.Minute {
		return false
	}
	mac := hmac.New(sha256.New, secret)
	io.WriteString(mac, id+"."+at+".") //nolint:errcheck // a hash never fails
	mac.Write(body)
	for signature := range strings.SplitSeq(header.Get("webhook-signature"), " ") {
		version, text, _ := strings.Cut(signature, ",")
		given, err := base64.StdEncoding.DecodeString(text)
		if version == "v1" && err == nil && hmac.Equal(given, mac.Sum(nil)) {
			return true
		}
	}
	return false
}

func hookEvents(t *testing.T, i *inbox, body []byte) {
	var d struct {
		Type      string
		Timestamp time.Time
		Data      struct{ Events []json.RawMessage }
	}
	if err := json.Unmarshal(body, &d); err != nil || d.Type != "ledger.events" || d.Timestamp.IsZero() {
		t.Errorf("delivered %.100s: %v", body, err)
	}
	for _, e := range d.Data.Events {
		i.takeLine(t, e)
	}
}

// Each delivery is signed, and the same one keeps its id however often it is tried.
func TestWebhookIsSigned(t *testing.T) {
	var got inbox
	var tries atomic.Int64
	var id string
	s := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !verified(t, r.Header, body) || verified(t, r.Header, append(bytes.Clone(body), ' ')) {
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
		hookEvents(t, &got, body)
	})
	r := &record{}
	r.grow(1200)
	r.send(t, hook(t, s)).caughtUp(t, 0)
	got.whole(t, 1200)
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
	var got inbox
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
		takeLogs(t, &got, body)
		io.WriteString(w, `{"partialSuccess":{"rejectedLogRecords":"2","errorMessage":"too old"}}`) //nolint:errcheck // the client says what it got
	})
	r := &record{}
	r.grow(30)
	x := r.send(t, "otlp+"+s.URL+"?header-file="+write(t, "headers", "Authorization: Bearer abc\n", 0o600))
	x.caughtUp(t, 0)
	got.whole(t, 30)
	if n := x.Standings()[0].Refused; n != 2 {
		t.Errorf("%d events were refused for good, and the collector said 2", n)
	}
	if tries.Load() != 2 {
		t.Errorf("%d requests: what was refused for good must not be sent again", tries.Load())
	}
}

func takeLogs(t *testing.T, i *inbox, body []byte) {
	var data logs.LogsData // the same form as ExportLogsServiceRequest
	if err := protojson.Unmarshal(body, &data); err != nil {
		t.Errorf("these are no logs: %v", err)
		return
	}
	for _, record := range data.ResourceLogs[0].ScopeLogs[0].LogRecords {
		if record.TimeUnixNano < 1_790_000_000_123_000_000 || record.EventName != "sealdesk.attachment.fetched" || record.SeverityNumber < logs.SeverityNumber_SEVERITY_NUMBER_INFO {
			t.Errorf("record is %v", record)
		}
		i.takeLine(t, []byte(record.Body.GetStringValue()))
	}
}

// One system that takes no answer holds nobody up; one that was down for long
// catches up, page by page.
func TestSystemsDoNotWaitForEachOther(t *testing.T) {
	var first, second inbox
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
		hookEvents(t, &second, body)
	})
	fine := serve(t, func(_ http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		hookEvents(t, &first, body)
	})
	n := size(20_000, 200_000)
	r := &record{}
	x := r.send(t, hook(t, stuck), hook(t, slow), hook(t, fine))
	for range 10 {
		r.grow(n / 10)
	}
	x.caughtUp(t, 2)
	first.whole(t, n)
	if s := x.Standings(); s[0].Behind != int64(n) || s[1].Behind != int64(n) || s[1].Failures == 0 {
		t.Errorf("they stand at %+v", s)
	}
	down.Store(false)
	x.caughtUp(t, 1)
	second.whole(t, n)
	if r.largest > 500 {
		t.Errorf("%d entries were in memory at once", r.largest)
	}
	x.stop() // also while one holds a request
}
