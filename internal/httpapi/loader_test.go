package httpapi_test

import (
	"crypto/sha512"
	"encoding/base64"
	"encoding/json"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sealdesk/sealdesk/internal/httpapi"
)

// a program, with the loader that was built into it
func program(t *testing.T, loader, folder string) *httpapi.Static {
	t.Helper()
	static := httpapi.NewStatic(fstest.MapFS{
		"loader/sealdesk.js":   {Data: []byte(loader)},
		"loader/sealdesk.d.ts": {Data: []byte("export {};")},
	})
	if err := static.KeepLoaders(folder); err != nil {
		t.Fatal(err)
	}
	return static
}

func read(t *testing.T, static *httpapi.Static, path string) (int, string) {
	t.Helper()
	got := fetch(static, "GET", path, "")
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got.StatusCode, string(body)
}

func newest(t *testing.T, static *httpapi.Static) httpapi.Loader {
	t.Helper()
	var said httpapi.Loader
	if _, body := read(t, static, "/sealdesk.json"); json.Unmarshal([]byte(body), &said) != nil {
		t.Fatalf("not a loader: %s", body)
	}
	return said
}

func TestLoaderIsWhatItsHashSays(t *testing.T) {
	static := program(t, "first()", filepath.Join(t.TempDir(), "loaders"))
	said := newest(t, static)
	status, body := read(t, static, said.Script)
	sum := sha512.Sum384([]byte(body))
	if status != 200 || said.Integrity != "sha384-"+base64.StdEncoding.EncodeToString(sum[:]) {
		t.Errorf("%d, %q does not fit %s", status, body, said.Integrity)
	}
	if _, unpinned := read(t, static, "/sealdesk.js"); unpinned != body {
		t.Errorf("/sealdesk.js is %q", unpinned)
	}
	h := fetch(static, "GET", said.Script, "").Header
	if h.Get("Cache-Control") != "public, max-age=31536000, immutable" || h.Get("Content-Type") != "text/javascript; charset=utf-8" {
		t.Errorf("headers: %v", h)
	}
	if h := fetch(static, "GET", "/sealdesk.json", "").Header; h.Get("Cache-Control") != "no-cache" {
		t.Errorf("which one is newest may be kept: %v", h)
	}
}

func TestPinnedLoaderOutlivesAnUpdate(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "loaders")
	before := newest(t, program(t, "first()", folder))
	updated := program(t, strings.Repeat("second();", 100), folder)
	if now := newest(t, updated); now == before {
		t.Fatal("another loader has the same address")
	}
	if status, body := read(t, updated, before.Script); status != 200 || body != "first()" {
		t.Errorf("the pinned one is gone: %d %q", status, body)
	}
	if _, body := read(t, updated, "/sealdesk.js"); !strings.HasPrefix(body, "second()") {
		t.Errorf("/sealdesk.js is %q", body)
	}
	if coded := fetch(updated, "GET", newest(t, updated).Script, "gzip").Header.Get("Content-Encoding"); coded != "gzip" {
		t.Errorf("sent as %q", coded)
	}
}

// Who can write into the folder adds no script and changes none.
func TestLoaderFolderIsNotBelieved(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "loaders")
	pinned := newest(t, program(t, "first()", folder)).Script
	for name, content := range map[string]string{
		pinned[1:]:                      "intruder()",
		"sealdesk.0123456789abcdef.js":  "intruder()",
		"sealdesk.js":                   "intruder()",
		"sealdesk.0123456789abcdeF.js":  "intruder()",
		"sealdesk.0123456789abcdef.css": "intruder{}",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	updated := program(t, "second()", folder)
	for _, path := range []string{pinned, "/sealdesk.0123456789abcdef.js", "/sealdesk.0123456789abcdeF.js", "/sealdesk.0123456789abcdef.css", "/sealdesk.js", "/loaders/" + pinned[1:]} {
		if _, body := read(t, updated, path); strings.Contains(body, "intruder") {
			t.Errorf("%s serves what somebody put there", path)
		}
	}
	if status, _ := read(t, updated, pinned); status != 404 {
		t.Errorf("what was changed is still there: %d", status)
	}
	// A cut file, as a crash may leave it, is written again by the program that has it.
	mended := program(t, "first()", folder)
	if _, body := read(t, mended, pinned); body != "first()" {
		t.Errorf("not mended: %q", body)
	}
	if _, body := read(t, program(t, "second()", folder), pinned); body != "first()" {
		t.Errorf("not mended in the folder: %q", body)
	}
}

func TestLoadersNeedTheirFolder(t *testing.T) {
	file := filepath.Join(t.TempDir(), "loaders")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	static := httpapi.NewStatic(fstest.MapFS{"loader/sealdesk.js": {Data: []byte("first()")}})
	if static.KeepLoaders(file) == nil {
		t.Error("a file was taken for a folder")
	}
	if status, _ := read(t, static, newest(t, static).Script); status != 200 {
		t.Errorf("the newest needs no folder, but: %d", status)
	}
	empty := httpapi.NewStatic(fstest.MapFS{})
	if err := empty.KeepLoaders(filepath.Join(t.TempDir(), "loaders")); err != nil {
		t.Error(err)
	}
	if status, _ := read(t, empty, "/sealdesk.json"); status != 404 {
		t.Errorf("nothing is built in, but: %d", status)
	}
}
