package siemtest

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"io"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"

	logs "go.opentelemetry.io/proto/otlp/logs/v1"
	"google.golang.org/protobuf/encoding/protojson"
)

// HookSecret is the one of the specification's examples.
const HookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"

// Verified does what the Standard Webhooks specification tells a receiver to do.
func Verified(t testing.TB, header http.Header, body []byte) bool {
	secret, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(HookSecret, "whsec_"))
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

// TakeDelivery notes what a webhook was sent.
func (i *Inbox) TakeDelivery(body []byte) {
	var d struct {
		Type      string
		Timestamp time.Time
		Data      struct{ Events []json.RawMessage }
	}
	if err := json.Unmarshal(body, &d); err != nil || d.Type != "ledger.events" || d.Timestamp.IsZero() {
		i.T.Errorf("delivered %.100s: %v", body, err)
	}
	for _, e := range d.Data.Events {
		i.TakeLine(e)
	}
}

// TakeLogs notes what a collector was sent, read by OpenTelemetry's own types, and
// returns the records.
func (i *Inbox) TakeLogs(body []byte) (all []*logs.LogRecord) {
	var data logs.LogsData // the same form as ExportLogsServiceRequest
	if err := protojson.Unmarshal(body, &data); err != nil {
		i.T.Errorf("these are no logs: %v", err)
		return nil
	}
	for _, of := range data.ResourceLogs {
		for _, in := range of.ScopeLogs {
			for _, record := range in.LogRecords {
				i.TakeLine([]byte(record.Body.GetStringValue()))
				all = append(all, record)
			}
		}
	}
	return all
}

// Posted is a system that is posted to, and can be killed: with requests that it
// has not read, and with those that it has, and has not answered.
type Posted struct {
	Inbox
	Takes   func(header http.Header, body []byte)
	Address string // of the first start, if it is empty

	server *http.Server
}

// Start listens, at the same address every time.
func (p *Posted) Start() {
	p.T.Helper()
	listener := listen(p.T, p.Address)
	p.Address = listener.Addr().String()
	p.server = &http.Server{ReadHeaderTimeout: time.Minute, Handler: http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if body, err := io.ReadAll(r.Body); err == nil { // otherwise it broke in the middle
			p.Takes(r.Header, body)
		}
	})}
	go p.server.Serve(listener) //nolint:errcheck // it ends with Kill
}

// Kill ends it at once.
func (p *Posted) Kill() { check(p.T, p.server.Close()) }
