package httpapi_test

import (
	"bytes"
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/sealdesk/sealdesk/internal/httpapi"
)

// site is a built web folder as the bundler leaves it.
func site() http.Handler {
	script := []byte(strings.Repeat("console.log('hello');\n", 100))
	files := fstest.MapFS{
		"console/index.html":         {Data: []byte("<!doctype html>console")},
		"console/assets/app-1a2b.js": {Data: script},
		"widget/index.html":          {Data: []byte("<!doctype html>widget")},
		"widget/assets/w-3c4d.js":    {Data: script},
		"widget/assets/w-3c4d.js.br": {Data: []byte("brotli")},
		"preview/index.html":         {Data: []byte("<!doctype html>preview")},
		"preview/assets/p-5e6f.js":   {Data: script},
		"loader/sealdesk.js":         {Data: []byte("loader")},
		"loader/sealdesk.d.ts":       {Data: []byte("types")},
		"console/.secret":            {Data: []byte("secret")},
		"licences.txt":               {Data: []byte("licences")},
		".gitkeep":                   {Data: []byte("secret")},
	}
	return httpapi.NewStatic(files)
}

func fetch(handler http.Handler, method, path, accepts string) *http.Response {
	request := httptest.NewRequest(method, path, nil)
	request.Header.Set("Accept-Encoding", accepts)
	recorder := httptest.NewRecorder()
	handler.ServeHTTP(recorder, request)
	return recorder.Result()
}

func TestStaticFiles(t *testing.T) {
	const forever, ask = "public, max-age=31536000, immutable", "no-cache"
	for _, row := range []struct {
		path, accepts        string
		status               int
		kind, caching, coded string
	}{
		{"/console/", "", 200, "text/html; charset=utf-8", ask, ""},
		{"/console/conversations/1", "", 200, "text/html; charset=utf-8", ask, ""},
		{"/console/assets/app-1a2b.js", "", 200, "text/javascript; charset=utf-8", forever, ""},
		{"/console/assets/app-1a2b.js", "gzip", 200, "text/javascript; charset=utf-8", forever, "gzip"},
		{"/console/assets/app-1a2b.js", "gzip;q=0", 200, "text/javascript; charset=utf-8", forever, ""},
		{"/console/assets/absent.js", "", 404, "", "", ""},
		{"/licences.txt", "", 200, "text/plain; charset=utf-8", ask, ""},
		{"/widget/", "", 200, "text/html; charset=utf-8", ask, ""},
		{"/widget/anywhere", "", 404, "", "", ""},
		{"/widget/assets/w-3c4d.js", "gzip, br", 200, "text/javascript; charset=utf-8", forever, "br"},
		{"/preview/", "", 200, "text/html; charset=utf-8", ask, ""},
		{"/preview/assets/p-5e6f.js", "", 200, "text/javascript; charset=utf-8", forever, ""},
		{"/preview/anywhere", "", 404, "", "", ""},
		{"/sealdesk.js", "", 200, "text/javascript; charset=utf-8", ask, ""},
		{"/sealdesk.d.ts", "", 200, "text/plain; charset=utf-8", ask, ""},
		{"/sealdesk.0123456789abcdef.js", "", 404, "", "", ""},
		{"/console/.secret", "", 404, "", "", ""},
		{"/.gitkeep", "", 404, "", "", ""},
		{"/console/../.gitkeep", "", 404, "", "", ""},
		{"/console/assets", "", 200, "text/html; charset=utf-8", ask, ""}, // a place in the console, not a listing
		{"/absent", "", 404, "", "", ""},
	} {
		got := fetch(site(), "GET", row.path, row.accepts)
		if got.StatusCode != row.status {
			t.Errorf("%s: %d instead of %d", row.path, got.StatusCode, row.status)
		}
		h := got.Header
		if row.status == 200 && (h.Get("Content-Type") != row.kind || h.Get("Cache-Control") != row.caching || h.Get("Content-Encoding") != row.coded || h.Get("Vary") != "Accept-Encoding") {
			t.Errorf("%s for %q: %v", row.path, row.accepts, h)
		}
	}
}

func TestStaticRedirects(t *testing.T) {
	for path, want := range map[string]string{"/": "/console/", "/console": "/console/", "/widget": "/widget/", "/preview": "/preview/"} {
		if got := fetch(site(), "GET", path, ""); got.Header.Get("Location") != want {
			t.Errorf("%s leads to %q", path, got.Header.Get("Location"))
		}
	}
}

func TestStaticTakesNothing(t *testing.T) {
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS"} {
		if got := fetch(site(), method, "/console/", ""); got.StatusCode != http.StatusMethodNotAllowed {
			t.Errorf("%s: %d", method, got.StatusCode)
		}
	}
	head := fetch(site(), "HEAD", "/console/", "")
	body, err := io.ReadAll(head.Body)
	if err != nil || len(body) != 0 || head.Header.Get("Content-Length") != "22" {
		t.Errorf("HEAD: %q, %s bytes, %v", body, head.Header.Get("Content-Length"), err)
	}
}

// What is compressed on the way is what was there.
func TestStaticCompression(t *testing.T) {
	handler := site()
	plain, err := io.ReadAll(fetch(handler, "GET", "/console/assets/app-1a2b.js", "").Body)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second comes from memory
		reader, err := gzip.NewReader(fetch(handler, "GET", "/console/assets/app-1a2b.js", "gzip").Body)
		if err != nil {
			t.Fatal(err)
		}
		packed, err := io.ReadAll(reader)
		if err != nil || !bytes.Equal(packed, plain) {
			t.Errorf("%d bytes came back as %d: %v", len(plain), len(packed), err)
		}
	}
}
