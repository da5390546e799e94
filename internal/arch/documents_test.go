package arch

import (
	"io/fs"
	"maps"
	"strings"
	"testing"
	"testing/fstest"
)

func read(t *testing.T, name string) string {
	t.Helper()
	content, err := fs.ReadFile(repository(t), name)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

func TestRequirementsAreCompleteAndPointAtRealFiles(t *testing.T) {
	none(t, checkRequirements(repository(t), read(t, "docs/requirements.md")))
}

func TestDependenciesAreListedWithTheirReasons(t *testing.T) {
	direct, known := goDependencies(read(t, "go.mod"))
	_, tools := goDependencies(read(t, "tools/go.mod"))
	web, err := webDependencies(repository(t))
	if err != nil {
		t.Fatal(err)
	}
	maps.Copy(direct, web)
	maps.Copy(tools, known) // the program's versions win over the tools'
	maps.Copy(tools, web)
	none(t, checkDependencies(read(t, "docs/dependencies.md"), direct, tools))
	none(t, checkPinned(web))
}

func TestRequirementRulesRefuse(t *testing.T) {
	tree := fstest.MapFS{"seal/seal.go": {}, "seal/seal_test.go": {}}
	good := "| ENC 1 | Promise. | `seal/` | `seal/seal_test.go#TestSeal` |\n"
	for name, sample := range map[string]struct{ line, want string }{
		"a promise kept":            {good, ""},
		"built without a test":      {"| ENC 1 | Promise. | `seal/` | not yet |\n", "built without a test"},
		"a file that is gone":       {"| ENC 1 | Promise. | `seal/` | `seal/gone_test.go` |\n", "does not exist"},
		"a claim without a file":    {"| ENC 1 | Promise. | yes | `seal/seal_test.go` |\n", "names no file"},
		"a promise made twice":      {good + good, "ENC 1 stands there 2 times"},
		"a promise that is missing": {"", "ENC 1 stands there 0 times"},
	} {
		t.Run(name, func(t *testing.T) {
			var aboutFirst []Finding
			for _, finding := range checkRequirements(tree, sample.line) {
				if strings.Contains(finding.String(), "ENC 1 ") || strings.Contains(finding.Where, "ENC 1") {
					aboutFirst = append(aboutFirst, finding)
				}
			}
			expect(t, aboutFirst, sample.want)
		})
	}
}

func TestDependencyRulesRefuse(t *testing.T) {
	direct, known := goDependencies("module m\n\nrequire a.test/one v1.0.0\n\nrequire (\n\tb.test/two v2.0.0 // indirect\n)\n")
	if len(direct) != 1 || len(known) != 2 {
		t.Fatalf("read %d direct of %d requirements, want 1 of 2", len(direct), len(known))
	}
	line := "| a.test/one | v1.0.0 | MIT | reason | other |\n"
	expect(t, checkDependencies(line, direct, known), "")
	expect(t, checkDependencies("", direct, known), "has no line with its reason")
	expect(t, checkDependencies("| a.test/one | v1.0.1 | MIT | reason | other |\n", direct, known), "listed as v1.0.1")
	expect(t, checkDependencies(line+"| c.test/gone | v1.0.0 | MIT | r | o |\n", direct, known), `required as ""`)
	loose := dependencies{"left": "^1.0.0"}
	expect(t, checkDependencies("| left | 1.0.0 | MIT | r | o |\n", loose, loose), "listed as 1.0.0")
	expect(t, checkPinned(loose), "left is not pinned")
	expect(t, checkPinned(dependencies{"left": "1.0.0", "right": "v2.0.0"}), "")

	web, err := webDependencies(fstest.MapFS{
		"web/package.json":               {Data: []byte(`{"devDependencies":{"vite":"1.0.0"}}`)},
		"web/packages/seal/package.json": {Data: []byte(`{"dependencies":{"@sealdesk/x":"1.0.0","cborg":"2.0.0"}}`)},
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(web) != 2 || web["vite"] != "1.0.0" || web["cborg"] != "2.0.0" {
		t.Errorf("read %v", web)
	}
}

func TestEveryRequirementOfTheStandardIsAnswered(t *testing.T) {
	none(t, checkStandard(repository(t), read(t, "docs/authentication.md")))
}

func TestTheStandardsRulesRefuse(t *testing.T) {
	tree := fstest.MapFS{"a/a_test.go": {Data: []byte("func TestOne(t *testing.T) {")}}
	document := read(t, "docs/authentication.md")
	first := standardLine.FindString(document)
	for name, sample := range map[string]struct{ line, want string }{
		"one that is met":         {"| 6.1.1 | 1 | words | met | `a/a_test.go#TestOne` |", ""},
		"a test that is gone":     {"| 6.1.1 | 1 | words | met | `a/a_test.go#TestTwo` |", "has no TestTwo"},
		"a file that is gone":     {"| 6.1.1 | 1 | words | met | `a/b_test.go` |", "does not exist"},
		"a verdict of one's own":  {"| 6.1.1 | 1 | words | almost | `a/a_test.go` |", "almost is none of"},
		"one that is missing":     {"", "6.1.1 stands there 0 times"},
		"one that nobody asks of": {"| 6.9.1 | 1 | words | met | `a/a_test.go` |", "6.9.1 is no requirement"},
	} {
		t.Run(name, func(t *testing.T) {
			var about []Finding
			for _, finding := range checkStandard(tree, strings.Replace(document, first, sample.line, 1)) {
				text := finding.String()
				if strings.Contains(text, " 6.1.1") && name != "one that nobody asks of" || strings.Contains(text, "6.9.1") {
					about = append(about, finding)
				}
			}
			expect(t, about, sample.want)
		})
	}
}
