package siem

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// otlp posts log records to an OpenTelemetry collector (OTLP/HTTP 1, JSON).
type otlp struct {
	poster
	header  http.Header
	version string
}

func newOTLP(a address, desk Desk) (receiver, error) {
	if a.url.Path == "" || a.url.Path == "/" {
		a.url.Path = "/v1/logs"
	}
	header, err := headers(a.options["header-file"])
	if err != nil {
		return nil, err
	}
	p, err := newPoster(a, strings.TrimPrefix(a.url.Scheme, "otlp+"), desk.Now)
	return &otlp{p, header, desk.Version}, err
}

// headers reads "Name: value" lines of a file.
func headers(path string) (http.Header, error) {
	header := http.Header{}
	if path == "" {
		return header, nil
	}
	text, err := secret(path)
	if err != nil {
		return nil, fmt.Errorf("header-file: %w", err)
	}
	for line := range strings.Lines(text) {
		name, value, ok := strings.Cut(strings.TrimSpace(line), ":")
		if value = strings.TrimSpace(value); !ok || value == "" || printable(name, len(name)) != name {
			return nil, errors.New("header-file: each line is a name and a value, for example Authorization: Bearer …")
		}
		header.Add(name, value)
	}
	return header, nil
}

// The JSON form of opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest:
// names in lowerCamelCase, 64-bit numbers as text.
type (
	logsRequest struct {
		Resources []resourceLogs `json:"resourceLogs"`
	}
	resourceLogs struct {
		Resource resource    `json:"resource"`
		Scopes   []scopeLogs `json:"scopeLogs"`
	}
	resource struct {
		Attributes []attribute `json:"attributes"`
	}
	scopeLogs struct {
		Scope   scope       `json:"scope"`
		Records []logRecord `json:"logRecords"`
	}
	scope struct {
		Name string `json:"name"`
	}
	logRecord struct {
		Time       string      `json:"timeUnixNano"`
		Observed   string      `json:"observedTimeUnixNano"`
		Severity   int         `json:"severityNumber"`
		Word       string      `json:"severityText"`
		Event      string      `json:"eventName"`
		Body       value       `json:"body"`
		Attributes []attribute `json:"attributes"`
	}
	attribute struct {
		Key   string `json:"key"`
		Value value  `json:"value"`
	}
	value struct {
		Text string `json:"stringValue"`
	}
	logsAnswer struct {
		Partial struct {
			Rejected json.RawMessage `json:"rejectedLogRecords"` // a number, as text or not
		} `json:"partialSuccess"`
	}
)

// otlpLevels are SeverityNumber and its word for each severity: INFO, INFO2, WARN,
// ERROR.
var otlpLevels = map[severity]struct {
	number int
	word   string
}{informational: {9, "INFO"}, low: {10, "INFO2"}, medium: {13, "WARN"}, high: {17, "ERROR"}}

func (o *otlp) send(ctx context.Context, batch []entry) (int, error) {
	observed := strconv.FormatInt(o.now().UnixNano(), 10)
	records := make([]logRecord, len(batch))
	for i, e := range batch {
		m, _ := judge(&e.event)
		l := otlpLevels[m.severity]
		records[i] = logRecord{
			Time: strconv.FormatUint(e.event.Time*1e6, 10), Observed: observed, Severity: l.number, Word: l.word, Event: "sealdesk." + string(e.event.Kind), Body: value{string(e.json)},
			Attributes: attributes(e),
		}
	}
	about := resource{[]attribute{{"service.name", value{"sealdesk"}}, {"service.version", value{o.version}}}}
	body, err := json.Marshal(logsRequest{[]resourceLogs{{about, []scopeLogs{{scope{"sealdesk/ledger"}, records}}}}})
	if err != nil {
		return 0, err
	}
	raw, err := o.post(ctx, o.header, body)
	if err != nil {
		return 0, err
	}
	return rejected(raw), nil
}

// rejected is how many records the collector will never take. The specification
// forbids to send them again.
func rejected(raw []byte) int {
	var answer logsAnswer
	if json.Unmarshal(raw, &answer) != nil {
		return 0 // an answer in another form, to what was accepted
	}
	n, err := strconv.Atoi(strings.Trim(string(answer.Partial.Rejected), `"`))
	if err != nil {
		return 0
	}
	return max(n, 0)
}

func attributes(e entry) []attribute {
	m, refused := judge(&e.event)
	outcome := "success"
	if refused {
		outcome = "failure"
	}
	all := []attribute{
		{"event.kind", value{"event"}}, {"event.action", value{string(e.event.Kind)}}, {"event.category", value{m.category}}, {"event.type", value{m.kind}}, {"event.outcome", value{outcome}},
		{"sealdesk.number", value{strconv.FormatInt(e.number, 10)}}, {"sealdesk.actor", value{e.event.Actor.String()}},
	}
	for name, text := range e.event.Details() {
		all = append(all, attribute{"sealdesk." + name, value{text}})
	}
	return all
}
