package httpapi

import (
	"net/http"
	"strings"
)

// headers sets what every answer carries. Pages get the policies that fit them;
// everything else may not be a page at all.
func (a *API) headers(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()")
	if a.TLS {
		h.Set("Strict-Transport-Security", "max-age=63072000")
	}
	const common = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'"
	switch {
	case strings.HasPrefix(r.URL.Path, "/console"):
		connect := "connect-src 'self'"
		if a.Demo != "" {
			connect += " " + a.Demo
		}
		h.Set("Content-Security-Policy", common+"; img-src 'self' data: blob:; frame-src 'self'; "+connect+"; frame-ancestors 'none'")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("X-Frame-Options", "DENY")
	case strings.HasPrefix(r.URL.Path, "/widget"):
		// The widget lives in frames on other sites; that is its purpose.
		h.Set("Content-Security-Policy", common+"; img-src 'self' data: blob:; connect-src 'self'; frame-ancestors *")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	case r.URL.Path == "/sealdesk.js":
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		// The loader is public; integrity hashes need CORS to be checked.
		h.Set("Access-Control-Allow-Origin", "*")
	default:
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if strings.HasPrefix(r.URL.Path, base) {
			h.Set("Cache-Control", "no-store")
		}
	}
}
