package demo

import (
	"bytes"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

//go:embed site
var siteFiles embed.FS

// Website is the credit union's sample site, with the chat of one inbox.
type Website struct {
	Desk     string // origin of the desk, for example "http://localhost:8460"
	Org      seal.ID
	Inbox    seal.ID
	Accounts []Account
}

// EmbedLine is what an organisation pastes into its pages.
func (w Website) EmbedLine() string {
	return fmt.Sprintf(`<script src="%s/sealdesk.js" data-inbox="%s" data-pin="%s" data-color="%s" async></script>`,
		w.Desk, w.Inbox.Hex(), w.Org.Hex(), colour)
}

// Handler serves the pages, and the demo's accounts to the console alone.
func (w Website) Handler() (http.Handler, error) {
	pages := map[string][]byte{}
	err := fs.WalkDir(siteFiles, "site", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		raw, err := siteFiles.ReadFile(name)
		pages["/"+name[len("site/"):]] = bytes.ReplaceAll(raw, []byte("{{embed}}"), []byte(w.EmbedLine()))
		return err
	})
	if err != nil {
		return nil, err
	}
	accounts, err := json.Marshal(w.Accounts)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /demo/accounts", w.answerConsole(accounts))
	mux.HandleFunc("GET /", func(out http.ResponseWriter, r *http.Request) { page(out, r, pages) })
	return w.guard(mux), nil
}

// guard sets what every answer carries. A strict site is the honest test of an
// embed line: it needs the desk's script and frame, and nothing else.
func (w Website) guard(next http.Handler) http.Handler {
	policy := "default-src 'none'; style-src 'self'; img-src 'self'; script-src " + w.Desk + "; frame-src " + w.Desk +
		"; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
	return http.HandlerFunc(func(out http.ResponseWriter, r *http.Request) {
		// Another site must not reach this one under a name of its own (DNS rebinding).
		host, _, err := net.SplitHostPort(r.Host)
		if err != nil {
			host = r.Host
		}
		if ip := net.ParseIP(host); host != "localhost" && (ip == nil || !ip.IsLoopback()) {
			http.Error(out, "This site answers on this machine only.", http.StatusMisdirectedRequest)
			return
		}
		h := out.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		next.ServeHTTP(out, r)
	})
}

// answerConsole gives the accounts out. Browsers hand them to pages of the
// console's origin and to no other.
func (w Website) answerConsole(accounts []byte) http.HandlerFunc {
	return func(out http.ResponseWriter, r *http.Request) {
		out.Header().Set("Vary", "Origin")
		if origin := r.Header.Get("Origin"); origin != "" && origin != w.Desk {
			http.Error(out, "Only the demo's console may ask this.", http.StatusForbidden)
			return
		}
		out.Header().Set("Access-Control-Allow-Origin", w.Desk)
		out.Header().Set("Content-Type", "application/json")
		out.Write(accounts) //nolint:errcheck // the peer may be gone
	}
}

func page(out http.ResponseWriter, r *http.Request, pages map[string][]byte) {
	name := path.Clean(r.URL.Path)
	if name == "/" {
		name = "/index.html"
	}
	body, known := pages[name]
	if !known {
		http.NotFound(out, r)
		return
	}
	out.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	out.Write(body) //nolint:errcheck // the peer may be gone
}

// serveSite serves until the returned function is called.
func serveSite(l net.Listener, w Website, broken chan<- error) (func(), error) {
	handler, err := w.Handler()
	if err != nil {
		return nil, err
	}
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 10 * time.Second, WriteTimeout: 10 * time.Second}
	go func() {
		if err := server.Serve(l); !errors.Is(err, http.ErrServerClosed) {
			broken <- fmt.Errorf("the sample site: %w", err)
		}
	}()
	return func() {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		if server.Shutdown(ctx) != nil {
			server.Close() //nolint:errcheck // nothing is left to save
		}
	}, nil
}
