package arch

import (
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// A rule that cannot fail is decoration. Each is shown a sample that it must
// refuse, and the nearest sample that it must let pass.

func sampleGo(t *testing.T, name, source string) []goFile {
	t.Helper()
	files, err := loadGo(fstest.MapFS{name: {Data: []byte(source)}})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func expect(t *testing.T, found []Finding, want string) {
	t.Helper()
	switch {
	case want == "" && len(found) > 0:
		t.Errorf("refused a good sample: %v", found)
	case want != "" && len(found) == 0:
		t.Errorf("let a bad sample pass; expected %q", want)
	case want != "" && !strings.Contains(found[0].String(), want):
		t.Errorf("got %q, expected it to say %q", found[0], want)
	}
}

func TestGoImportRulesRefuse(t *testing.T) {
	ours := func(folder string) string { return `"` + Module + "/" + folder + `"` }
	for name, sample := range map[string]struct{ file, imported, want string }{
		"the protocol imports a server package":      {"seal/x.go", ours("internal/errs"), "must not import internal/errs"},
		"the protocol opens files":                   {"seal/x.go", `"os"`, "must not import os"},
		"the protocol speaks HTTP":                   {"seal/directory/x.go", `"net/http"`, "must not import net/http"},
		"replay uses the protocol":                   {"seal/directory/x.go", ours("seal"), ""},
		"the protocol uses replay":                   {"seal/x.go", ours("seal/directory"), ""},
		"the client shares code with the server":     {"client/x.go", ours("internal/conversation"), "must not import internal/conversation"},
		"the client uses the protocol":               {"client/x.go", ours("seal"), ""},
		"a domain speaks SQL":                        {"internal/conversation/x.go", `"database/sql"`, "must not import database/sql"},
		"a domain speaks HTTP":                       {"internal/identity/x.go", `"net/http"`, "must not import net/http"},
		"a domain speaks JSON":                       {"internal/ledger/x.go", `"encoding/json"`, "must not import encoding/json"},
		"a domain imports an adapter":                {"internal/access/x.go", ours("internal/storage"), "arrows point down"},
		"a domain imports a domain without an arrow": {"internal/ledger/x.go", ours("internal/conversation"), "arrows point down"},
		"a domain imports a domain with an arrow":    {"internal/conversation/x.go", ours("internal/access"), ""},
		"a domain uses a leaf":                       {"internal/access/x.go", ours("internal/errs"), ""},
		"a leaf imports a domain":                    {"internal/errs/x.go", ours("internal/access"), "must not import internal/access"},
		"an adapter imports another adapter":         {"internal/httpapi/x.go", ours("internal/storage"), "arrows point down"},
		"an adapter imports wiring":                  {"internal/storage/x.go", ours("internal/server"), "arrows point down"},
		"a command reaches past the server":          {"cmd/sealdesk/x.go", ours("internal/storage"), "must not import internal/storage"},
		"a package that nobody placed":               {"internal/misc/x.go", `"fmt"`, "no rule knows this package"},
		"an import of a package that nobody placed":  {"internal/server/x.go", ours("internal/misc"), "which no rule knows"},
	} {
		t.Run(name, func(t *testing.T) {
			files := sampleGo(t, sample.file, "package x\nimport _ "+sample.imported+"\n")
			expect(t, checkImports(files), sample.want)
		})
	}
}

func TestGoHabitRulesRefuse(t *testing.T) {
	for name, sample := range map[string]struct{ file, body, want string }{
		"panic in a domain":       {"internal/access/x.go", `func f() { panic("no") }`, "panic"},
		"panic in the protocol":   {"seal/x.go", `func f() { panic("no") }`, "panic"},
		"panic in a comment":      {"seal/x.go", "// f does not panic(\nfunc f() {}", ""},
		"a method named panic":    {"seal/x.go", `func f(x interface{ panic() }) { x.panic() }`, ""},
		"a JSON tag in a domain":  {"internal/access/x.go", "type t struct{ A int `json:\"a\"` }", "JSON tag"},
		"a JSON tag at the edge":  {"internal/httpapi/x.go", "type t struct{ A int `json:\"a\"` }", ""},
		"an init function":        {"internal/httpapi/x.go", `func init() {}`, "init"},
		"a method named init":     {"internal/httpapi/x.go", "type t struct{}\nfunc (t) init() {}", ""},
		"an exported variable":    {"internal/httpapi/x.go", `var Limit = 3`, "exported variable Limit"},
		"an exported constant":    {"internal/httpapi/x.go", `const Limit = 3`, ""},
		"a sentinel error":        {"internal/httpapi/x.go", `var ErrGone error`, ""},
		"an exported name inside": {"internal/httpapi/x.go", `func f() { var Limit = 3; _ = Limit }`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			expect(t, checkHabits(sampleGo(t, sample.file, "package x\n"+sample.body+"\n")), sample.want)
		})
	}
}

func TestGoSkipRuleRefuses(t *testing.T) {
	for name, sample := range map[string]struct{ body, want string }{
		"a skipped test":   {`func TestA(t *testing.T) { t.Skip("later") }`, "skips itself"},
		"a skipped fuzz":   {`func FuzzA(f *testing.F) { f.SkipNow() }`, "skips itself"},
		"a short test":     {`func TestA(t *testing.T) { _ = testing.Short() }`, "-short"},
		"an ordinary test": {`func TestA(t *testing.T) { t.Fatal("no") }`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			source := "package x\nimport \"testing\"\n" + sample.body + "\n"
			expect(t, checkSkips(sampleGo(t, "seal/x_test.go", source)), sample.want)
		})
	}
}

func TestPackageDocRuleRefuses(t *testing.T) {
	expect(t, checkPackageDocs(sampleGo(t, "seal/x.go", "package seal\n")), "no package comment")
	expect(t, checkPackageDocs(sampleGo(t, "seal/x.go", "// Package seal seals.\npackage seal\n")), "")
}

func TestDocumentationCounts(t *testing.T) {
	source := `package x
// A is documented.
func A() {}
func B() {}
type hidden struct{}
func (hidden) C() {}
// A group comment covers its members.
const ( D = 1; E = 2 )
type F[T any] struct{}
func (F[T]) G() {}
`
	docs := countDocs(sampleGo(t, "seal/x.go", source))
	if docs.exported != 6 || docs.documented != 3 {
		t.Errorf("counted %d of %d documented, want 3 of 6; missing %v", docs.documented, docs.exported, docs.missing)
	}
}

func TestWebRulesRefuse(t *testing.T) {
	for name, sample := range map[string]struct{ file, source, want string }{
		"the protocol imports the client":        {"web/packages/seal/src/x.ts", `import { a } from "@sealdesk/client";`, "must not import @sealdesk/client"},
		"the protocol imports a stranger":        {"web/packages/seal/src/x.ts", `import { a } from "lodash";`, "must not import lodash"},
		"the protocol imports its own library":   {"web/packages/seal/src/x.ts", `import { a } from "@noble/hashes/sha2.js";`, ""},
		"the protocol loads something late":      {"web/packages/seal/src/x.ts", `const a = await import("react");`, "must not import react"},
		"the protocol fetches":                   {"web/packages/seal/src/x.ts", `const a = await fetch(url);`, "must not use fetch"},
		"the protocol touches the page":          {"web/packages/seal/src/x.ts", `document.title = "x";`, "must not use document"},
		"the protocol mentions a page":           {"web/packages/seal/src/x.ts", `// document.title is not ours` + "\n" + `const a = "fetch(x)";`, ""},
		"the protocol names a property document": {"web/packages/seal/src/x.ts", `const a = statement.document; const b = { document: 1 };`, ""},
		"the client opens a socket":              {"web/packages/client/src/x.ts", `const a = new WebSocket(url);`, ""},
		"the client touches the page":            {"web/packages/client/src/x.ts", `window.setTimeout(f);`, "must not use window"},
		"the client imports a screen":            {"web/packages/client/src/x.ts", `import { a } from "@sealdesk/ui";`, "must not import @sealdesk/ui"},
		"the assistant calls home":               {"web/packages/assistant/src/x.ts", `void fetch("/ask");`, "must not use fetch"},
		"a package imports an app":               {"web/packages/ui/src/x.ts", `export { a } from "@sealdesk/widget";`, "must not import @sealdesk/widget"},
		"a package reaches into an app by path":  {"web/packages/ui/src/x.ts", `import { a } from "../../../apps/widget/src/a.ts";`, "another workspace by path"},
		"an app uses packages":                   {"web/apps/widget/src/x.tsx", `import { a } from "@sealdesk/client"; import { h } from "preact";`, ""},
		"the widget takes the big framework":     {"web/apps/widget/src/x.tsx", `import { a } from "react-dom/client";`, "must not import react-dom"},
		"an app imports the other app":           {"web/apps/console/src/x.ts", `import { a } from "@sealdesk/widget";`, "must not import @sealdesk/widget"},
		"a workspace that nobody placed":         {"web/packages/misc/src/x.ts", `export {};`, "no rule knows this workspace"},
	} {
		t.Run(name, func(t *testing.T) {
			files, err := loadWeb(fstest.MapFS{sample.file: {Data: []byte(sample.source)}})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, checkWeb(files), sample.want)
		})
	}
}

func TestWebSkipRuleRefuses(t *testing.T) {
	for name, sample := range map[string]struct{ source, want string }{
		"a skipped test":   {`it` + `.skip("later", () => {});`, "leaves a test out"},
		"a single test":    {`describe` + `.only("now", () => {});`, "leaves a test out"},
		"a test to do":     {`test` + `.todo("later");`, "leaves a test out"},
		"a skip option":    {`test("x", { ` + `skip: true }, () => {});`, "leaves a test out"},
		"an ordinary test": {`test("skip: true is a word here", () => {});`, ""},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := checkWebSkips(fstest.MapFS{"web/packages/seal/src/x.test.ts": {Data: []byte(sample.source)}})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, sample.want)
		})
	}
}

func TestTextRuleRefuses(t *testing.T) {
	for _, forbidden := range forbiddenText {
		var tree fs.FS = fstest.MapFS{"docs/a.md": {Data: []byte("see " + forbidden.word + "main")}}
		found, err := checkText(tree, []string{"docs/a.md"})
		if err != nil {
			t.Fatal(err)
		}
		expect(t, found, forbidden.reason)
	}
	found, err := checkText(fstest.MapFS{"a.md": {Data: []byte("network/ and homework/ are words")}}, []string{"a.md"})
	if err != nil {
		t.Fatal(err)
	}
	expect(t, found, "")
}

func TestContentRuleRefuses(t *testing.T) {
	compiled := "\x7fELF\x02\x01\x01\x00\x00"
	for name, sample := range map[string]struct{ file, content, want string }{
		"a compiled program":            {"liar.test", compiled, "binary"},
		"a program that looks like Go":  {"test/liar/main.go", compiled, "binary"},
		"bytes without a zero":          {"seal/testdata/key", "\xff\xfe\xfd", "binary"},
		"a zero in a text":              {"docs/a.md", "a\x00b", "binary"},
		"a picture":                     {"docs/images/a.png", "\x89PNG\r\n\x1a\n\x00", ""},
		"a picture of great size":       {"docs/images/a.png", strings.Repeat("\x00", largest+1), "bytes, more than"},
		"a text of great size":          {"seal/testdata/a.json", strings.Repeat("a", largest+1), "bytes, more than"},
		"a text as long as one may be":  {"seal/testdata/a.json", strings.Repeat("a", largest), ""},
		"a text in Arabic":              {"web/a.ts", "مرحبا", ""},
		"a folder that is empty so far": {"web/dist/.gitkeep", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			found, err := checkContents(fstest.MapFS{sample.file: {Data: []byte(sample.content)}}, []string{sample.file})
			if err != nil {
				t.Fatal(err)
			}
			expect(t, found, sample.want)
		})
	}
}
