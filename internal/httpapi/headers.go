package httpapi

import (
	"net/http"
	"strings"
)

// previewPolicy shuts the page that shows what strangers sent: an origin of its
// own, no network, nothing to draw but what it was handed. Any page may embed it
// (the widget's own frame stands on other sites); there is nothing in it to take.
const previewPolicy = "sandbox allow-scripts; default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src blob:; media-src blob:; connect-src 'none'; worker-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors *"

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
		h.Set("Content-Security-Policy", common+"; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; frame-ancestors *")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	case strings.HasPrefix(r.URL.Path, "/preview"):
		h.Set("Content-Security-Policy", previewPolicy)
		// Its origin is opaque, even to itself: its own code comes with CORS.
		h.Set("Access-Control-Allow-Origin", "*")
		h.Set("X-DNS-Prefetch-Control", "off")
		// A content policy does not know WebRTC, which could carry a file away.
		h.Set("Connection-Allowlist", "(response-origin);webrtc=block")
	case strings.HasPrefix(r.URL.Path, "/sealdesk."):
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("Cross-Origin-Resource-Policy", "cross-origin")
		// The loader is public; integrity hashes need CORS to be checked.
		h.Set("Access-Control-Allow-Origin", "*")
	default:
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		if strings.HasPrefix(r.URL.Path, base) || strings.HasPrefix(r.URL.Path, scimBase) {
			h.Set("Cache-Control", "no-store")
		}
	}
}
