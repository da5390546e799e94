package siem

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// kinds reads the catalogue from the source, so that none can be forgotten.
func kinds(t *testing.T) (all []ledger.Kind) {
	t.Helper()
	paths, err := filepath.Glob("../ledger/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				name, typed := spec.Type.(*ast.Ident)
				literal, written := spec.Values[0].(*ast.BasicLit)
				if typed && written && name.Name == "Kind" {
					if kind, err := strconv.Unquote(literal.Value); err == nil {
						all = append(all, ledger.Kind(kind))
					}
				}
			}
			return true
		})
	}
	if len(all) < 30 {
		t.Fatalf("only %d kinds were found", len(all))
	}
	return all
}

var row = regexp.MustCompile("(?m)^\\| `([a-z.]+)` \\| ([^|]+) \\|(?:[^|]*\\|){4} (\\d+)/(\\d+), (\\w+)(, failure)? \\| (\\w+), (\\w+) \\|$")

// Every kind has a meaning for other systems, and a row that tells people of it.
func TestEveryKindHasAMeaningAndARow(t *testing.T) {
	raw, err := os.ReadFile("../../docs/ledger-events.md")
	if err != nil {
		t.Fatal(err)
	}
	words := map[severity]string{informational: "informational", low: "low", medium: "medium", high: "high"}
	rows := map[ledger.Kind]string{}
	for _, r := range row.FindAllStringSubmatch(string(raw), -1) {
		rows[ledger.Kind(r[1])] = fmt.Sprintf("%s/%s %s %v %s %s", r[3], r[4], r[5], r[6] != "", r[7], r[8])
	}
	for _, kind := range kinds(t) {
		if _, known := catalogue[kind]; !known {
			t.Errorf("%s means nothing to other systems: add it to the catalogue, and a row to docs/ledger-events.md", kind)
		}
	}
	for kind, m := range catalogue {
		if want := fmt.Sprintf("%d/%d %s %v %s %s", m.class, m.activity, words[m.severity], m.refusal, m.category, m.kind); rows[kind] != want {
			t.Errorf("%s: docs/ledger-events.md says %q instead of %q", kind, rows[kind], want)
		}
	}
	if len(rows) != len(catalogue) {
		t.Errorf("%d rows for %d kinds", len(rows), len(catalogue))
	}
}

// One event, in full: what changes here changes for everybody who reads it.
func TestTheFormOfAnEvent(t *testing.T) {
	e := form.Event{
		Version: 1, Time: 1_790_000_000_123, Kind: ledger.AttachmentFetched, Actor: form.Actor{Role: form.Account, ID: seal.Some(seal.ID{1})}, Network: "2001:db8::/64",
		Object: seal.Some(seal.ID{3}), Within: seal.Some(seal.ID{4}), Outcome: form.Refused, Policy: "attachment.read", Reason: "membership", First: 5,
	}
	id := func(n byte) string { return seal.ID{n}.Hex() }
	want := `{"time":1790000000123,"class_uid":6006,"category_uid":6,"activity_id":2,"type_uid":600602,"severity_id":2,"status":"Failure","status_id":2,"status_detail":"membership",` +
		`"metadata":{"version":"1.3.0","profiles":["host"],"product":{"name":"Sealdesk","vendor_name":"Sealdesk","version":"v1"},"uid":"` + id(2) + `/12","event_code":"attachment.fetched","sequence":12,"log_name":"ledger"},` +
		`"actor":{"user":{"uid":"` + id(1) + `","type":"account","type_id":1}},"src_endpoint":{"ip":"2001:db8::"},"file":{"name":"` + id(3) + `","uid":"` + id(3) + `","type_id":1},` +
		`"unmapped":{"kind":"attachment.fetched","number":12,"object":"` + id(3) + `","within":"` + id(4) + `","network":"2001:db8::/64","policy":"attachment.read","reason":"membership","first":5,` +
		`"ecs":{"event.kind":"event","event.category":["file"],"event.type":["access"],"event.action":"attachment.fetched","event.outcome":"failure"}}}`
	if got := string(shape(seal.ID{2}, "v1", 12, &e)); got != want {
		t.Errorf("%s\ninstead of\n%s", got, want)
	}
}
