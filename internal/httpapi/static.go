package httpapi

import (
	"bytes"
	"compress/gzip"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strconv"
	"strings"
	"sync"
)

// Static serves the built web code: precompressed files as they are, others
// compressed once and kept.
type Static struct {
	files fs.FS
	mu    sync.Mutex
	kept  map[string][]byte

	newest  []byte            // the loader as it was built; nil if nothing was
	loaders map[string][]byte // by address, this one and earlier ones
}

// What stands under an address that names its content's hash.
const forever = "public, max-age=31536000, immutable"

// NewStatic serves files; console, widget and preview each have an index.html.
func NewStatic(files fs.FS) *Static {
	s := &Static{files: files, kept: map[string][]byte{}, loaders: map[string][]byte{}}
	if newest, err := fs.ReadFile(files, loaderFile); err == nil {
		s.newest = newest
		s.loaders[loaderOf(newest).Script] = newest
	}
	return s
}

// ServeHTTP implements http.Handler.
func (s *Static) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		http.Error(w, "Only GET is possible here.", http.StatusMethodNotAllowed)
		return
	}
	if s.serveLoader(w, r) {
		return
	}
	name := path.Clean(r.URL.Path)
	switch name {
	case "/":
		http.Redirect(w, r, "/console/", http.StatusFound)
		return
	case "/console", "/widget", "/preview":
		if !strings.HasSuffix(r.URL.Path, "/") {
			http.Redirect(w, r, name+"/", http.StatusMovedPermanently)
			return
		}
		name += "/index.html"
	case "/sealdesk.js":
		name = "/" + loaderFile // the address that stands on other people's pages
	case "/sealdesk.d.ts":
		name = "/loader/sealdesk.d.ts"
	}
	name = strings.TrimPrefix(name, "/")
	if !s.exists(name) && strings.HasPrefix(name, "console/") && path.Ext(name) == "" {
		name = "console/index.html" // a place inside the console
	}
	if strings.HasPrefix(path.Base(name), ".") || !s.exists(name) {
		http.Error(w, "There is nothing at this address.", http.StatusNotFound)
		return
	}
	s.send(w, r, name)
}

func (s *Static) exists(name string) bool {
	info, err := fs.Stat(s.files, name)
	return err == nil && !info.IsDir()
}

func (s *Static) send(w http.ResponseWriter, r *http.Request, name string) {
	h := w.Header()
	kind := mime.TypeByExtension(path.Ext(name))
	switch path.Ext(name) {
	case ".js", ".mjs":
		kind = "text/javascript; charset=utf-8"
	case ".wasm":
		kind = "application/wasm"
	case ".ts", ".txt":
		kind = "text/plain; charset=utf-8" // types, for people and editors; a browser does nothing with them
	case "":
		kind = "application/octet-stream"
	}
	h.Set("Content-Type", kind)
	h.Set("Vary", "Accept-Encoding")
	if strings.Contains("/"+name, "/assets/") {
		h.Set("Cache-Control", forever)
	} else {
		h.Set("Cache-Control", "no-cache")
	}
	body, encoding, err := s.body(name, r.Header.Get("Accept-Encoding"), kind)
	if err != nil {
		http.Error(w, "This file cannot be read.", http.StatusInternalServerError)
		return
	}
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
	}
	write(w, r, body)
}

func write(w http.ResponseWriter, r *http.Request, body []byte) {
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	if r.Method != http.MethodHead {
		w.Write(body) //nolint:errcheck // the peer may be gone
	}
}

// body finds the smallest form that the browser takes.
func (s *Static) body(name, accepts, kind string) ([]byte, string, error) {
	for _, form := range []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}} {
		if !takes(accepts, form.encoding) {
			continue
		}
		if body, err := fs.ReadFile(s.files, name+form.suffix); err == nil {
			return body, form.encoding, nil
		}
	}
	body, err := fs.ReadFile(s.files, name)
	if err != nil || !takes(accepts, "gzip") || len(body) < 512 || !compressible(kind) {
		return body, "", err
	}
	packed, err := s.packed(name, body)
	return packed, "gzip", err
}

// packed compresses a body once and keeps it under its name.
func (s *Static) packed(name string, body []byte) ([]byte, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if kept, ok := s.kept[name]; ok {
		return kept, nil
	}
	var out bytes.Buffer
	writer := gzip.NewWriter(&out)
	if _, err := writer.Write(body); err != nil {
		return nil, err
	}
	if err := writer.Close(); err != nil {
		return nil, err
	}
	s.kept[name] = out.Bytes()
	return s.kept[name], nil
}

func takes(accepts, encoding string) bool {
	for part := range strings.SplitSeq(accepts, ",") {
		form, weight, _ := strings.Cut(strings.TrimSpace(part), ";")
		if strings.EqualFold(strings.TrimSpace(form), encoding) && strings.ReplaceAll(weight, " ", "") != "q=0" {
			return true
		}
	}
	return false
}

func compressible(kind string) bool {
	for _, prefix := range []string{"text/", "application/json", "application/javascript", "application/wasm", "image/svg", "application/manifest"} {
		if strings.HasPrefix(kind, prefix) {
			return true
		}
	}
	return false
}
