package httpapi

import (
	"bytes"
	"crypto/sha512"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
)

// The loader is the script on other people's pages. It has two kinds of address:
// /sealdesk.js is always the newest, /sealdesk.<hash>.js is one content for ever,
// so that a page can name its hash (Subresource Integrity) and keep working when
// the desk is updated: every version that a data folder has served stays in it.
const (
	loaderFile  = "loader/sealdesk.js"
	loaderLimit = 64 << 10
)

var loaderName = regexp.MustCompile(`^sealdesk\.[0-9a-f]{16}\.js$`)

// Loader says where one version of the loader is, for an embed line that pins it.
type Loader struct {
	// Script is a path from the origin, for example "/sealdesk.0123456789abcdef.js".
	Script string `json:"script"`
	// Integrity is what the attribute of that name takes: "sha384-…" (W3C SRI, section 3.2).
	Integrity string `json:"integrity"`
}

func loaderOf(content []byte) Loader {
	sum := sha512.Sum384(content)
	return Loader{
		Script:    "/sealdesk." + hex.EncodeToString(sum[:8]) + ".js",
		Integrity: "sha384-" + base64.StdEncoding.EncodeToString(sum[:]),
	}
}

// KeepLoaders writes the newest loader into a folder and serves, from then on,
// every version found there. A file whose content is not what its name says is
// not served: a page that pinned it would refuse it anyway.
func (s *Static) KeepLoaders(folder string) error {
	if s.newest == nil {
		return nil // nothing is built in
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return fmt.Errorf("loaders: %w", err)
	}
	if err := keepFile(filepath.Join(folder, loaderOf(s.newest).Script[1:]), s.newest); err != nil {
		return fmt.Errorf("loaders: %w", err)
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("loaders: %w", err)
	}
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !info.Mode().IsRegular() || info.Size() > loaderLimit || !loaderName.MatchString(entry.Name()) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			return fmt.Errorf("loaders: %w", err)
		}
		if loaderOf(content).Script == "/"+entry.Name() {
			s.loaders["/"+entry.Name()] = content
		}
	}
	return nil
}

// keepFile writes what is not there yet, whole or not at all.
func keepFile(name string, content []byte) error {
	if there, err := os.ReadFile(name); err == nil && bytes.Equal(there, content) {
		return nil
	}
	draft := name + ".new"
	if err := os.WriteFile(draft, content, 0o600); err != nil {
		return err
	}
	return os.Rename(draft, name)
}

// serveLoader answers for the addresses that name a version, and tells which is
// the newest; false for every other address.
func (s *Static) serveLoader(w http.ResponseWriter, r *http.Request) bool {
	if r.URL.Path == "/sealdesk.json" && s.newest != nil {
		body, err := json.Marshal(loaderOf(s.newest))
		if err != nil {
			return false
		}
		w.Header().Set("Content-Type", "application/json")
		w.Header().Set("Cache-Control", "no-cache")
		write(w, r, body)
		return true
	}
	content, known := s.loaders[r.URL.Path]
	if !known {
		return false
	}
	h := w.Header()
	h.Set("Content-Type", "text/javascript; charset=utf-8")
	h.Set("Cache-Control", forever)
	h.Set("Vary", "Accept-Encoding")
	if takes(r.Header.Get("Accept-Encoding"), "gzip") {
		if packed, err := s.packed(r.URL.Path, content); err == nil {
			h.Set("Content-Encoding", "gzip")
			content = packed
		}
	}
	write(w, r, content)
	return true
}
