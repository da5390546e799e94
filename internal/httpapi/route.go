package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/netip"
	"net/url"
	"reflect"
	"strconv"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/seal"
)

// none is the body of a request or answer that has none.
type none struct{}

// call is one request on its way to a handler: who asks, and what was found
// for the access decision.
type call struct {
	w       http.ResponseWriter
	r       *http.Request
	actor   access.Actor
	token   identity.Token
	from    netip.Addr // who sent it; see Proxies
	network string
	kept    identity.Token  // by the browser; see browser
	expires time.Time       // of a visitor's session
	object  seal.OptionalID // what the request is about
	within  seal.OptionalID // the conversation that it belongs to, if it is another
	query   url.Values
}

func (c *call) source() identity.Source {
	return identity.Source{Network: c.network, Agent: c.r.UserAgent(), Browser: c.browser(), Session: c.token}
}

// native reports whether a program asks that keeps no cookies.
func (c *call) native() bool { return c.r.Header.Get("Sealdesk-Client") == "native" }

// browserCookie is by what a browser is known again. It says nothing of who uses
// it, admits nobody, and is set when somebody signs in.
const browserCookie = "__Host-sealdesk-browser"

// browser is what the browser keeps, or a new token that it will be given.
func (c *call) browser() identity.Token {
	if c.kept == (identity.Token{}) {
		if cookie, err := c.r.Cookie(browserCookie); err == nil {
			c.kept, _ = parseToken(cookie.Value)
		}
	}
	if c.kept == (identity.Token{}) {
		rand.Read(c.kept[:]) //nolint:errcheck // never fails (crypto/rand)
	}
	return c.kept
}

// id reads an id from the path; a bad one is not found.
func (c *call) id(name string) (seal.ID, error) {
	id, err := seal.ParseID(c.r.PathValue(name))
	if err != nil {
		return id, errs.New(errs.NotFound, "http.path", "There is nothing at this address.", "Check the address.")
	}
	return id, nil
}

// id16 reads a 16-byte name from the path; a bad one is not found.
func (c *call) id16(name string) (seal.ID16, error) {
	text := c.r.PathValue(name)
	raw, err := hex.DecodeString(text)
	if err != nil || len(raw) != len(seal.ID16{}) || hex.EncodeToString(raw) != text {
		return seal.ID16{}, errs.New(errs.NotFound, "http.path", "There is nothing at this address.", "Check the address.")
	}
	return seal.ID16(raw), nil
}

// octets is a body that no JSON wraps, in either direction: it is read as it
// comes and never held as a whole.
type octets struct {
	io.Reader
	size int64 // -1: not said
	done func() error
}

// text is a body that is neither JSON nor a file: short, and read as a whole.
type text []byte

// Route is one endpoint. Every route names its action and how to find the
// resource that the decision is about: one that does not, does not compile.
type Route struct {
	Method, Pattern string
	Action          access.Action
	Summary         string

	kinds    []ledger.Kind // of the events that it can leave
	silent   string        // why it leaves none
	query    []parameter
	guarded  bool // rate-limited as a sign-in
	lenient  bool // others add to the query what they like
	limit    int64
	in, out  reflect.Type
	resource finder
	serve    func(*call) (any, error)
	fail     func(*call, error) // nil: as problems are written here
}

// finder finds the resource that an access decision is about. What is not
// there is a zero resource, and the rules refuse it.
type finder func(*call) (access.Resource, error)

const (
	bodyLimit      = 1 << 20
	batchBodyLimit = 3 << 20 // 2 MiB of statements and boxes in base64
	setBodyLimit   = 6 << 20 // 4 MiB of articles in base64
	partBodyLimit  = conversation.PartSize + 1
)

// octetsTime is how long one body of bytes may take in either direction: a part
// of a file in five minutes is 28 kbit/s. Only who is known here gets that long.
const octetsTime = 5 * time.Minute

// route makes an endpoint from a typed handler.
func route[In, Out any](method, pattern string, action access.Action, resource finder, summary string, handle func(context.Context, *call, In) (Out, error)) Route {
	in, out := reflect.TypeFor[In](), reflect.TypeFor[Out]()
	return Route{
		Method: method, Pattern: pattern, Action: action, Summary: summary, limit: bodyLimit, in: in, out: out, resource: resource,
		serve: func(c *call) (any, error) {
			if in == reflect.TypeFor[octets]() || out == reflect.TypeFor[octets]() {
				c.patient()
			}
			var body In
			switch into := any(&body).(type) {
			case *none:
			case *octets:
				*into = octets{Reader: c.r.Body, size: c.r.ContentLength}
			case *text:
				whole, err := io.ReadAll(c.r.Body)
				if err != nil {
					return nil, unreadable(err)
				}
				*into = whole
			default:
				if err := decode(c.r.Body, &body); err != nil {
					return nil, err
				}
			}
			return handle(c.r.Context(), c, body)
		},
	}
}

// patient gives this one exchange more time than others get. A connection that
// takes no deadlines keeps those of the server.
func (c *call) patient() {
	control, until := http.NewResponseController(c.w), time.Now().Add(octetsTime)
	control.SetReadDeadline(until)  //nolint:errcheck // see above
	control.SetWriteDeadline(until) //nolint:errcheck // see above
}

// slow marks a route on which somebody could guess.
func (r Route) slow() Route { r.guarded = true; return r }

// upTo sets the largest body.
func (r Route) upTo(limit int64) Route { r.limit = limit; return r }

// decode reads one JSON object: no unknown fields, nothing behind it.
func decode(body io.Reader, into any) error {
	decoder := json.NewDecoder(body)
	decoder.DisallowUnknownFields()
	err := decoder.Decode(into)
	if err == nil {
		if _, extra := decoder.Token(); !errors.Is(extra, io.EOF) {
			err = errors.New("more than one value")
		}
	}
	return unreadable(err)
}

// unreadable says why a body cannot be read, if there is a reason.
func unreadable(err error) error {
	const op = "http.decode"
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return errs.Wrap(err, errs.TooLarge, op, "This request is too large.", "Send less at once.")
	}
	return errs.Wrap(err, errs.Invalid, op, "This request cannot be read.", "Reload the page to get the current version.")
}

// answered is returned by handlers that wrote the answer themselves.
type answered struct{}

// respond writes a handler's answer.
func respond(w http.ResponseWriter, value any) {
	switch value := value.(type) {
	case answered:
		return
	case none:
		w.WriteHeader(http.StatusNoContent)
		return
	case octets:
		value.send(w)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(value) //nolint:errcheck // the peer may be gone; nothing else could be said
}

// send streams the bytes. They never change under their name, so a browser may
// keep them; whoever shares it with others may not.
func (o octets) send(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", strconv.FormatInt(o.size, 10))
	w.Header().Set("Cache-Control", "private, max-age=31536000, immutable")
	w.WriteHeader(http.StatusOK)
	io.Copy(w, o) //nolint:errcheck // the peer sees that less came than was announced
	o.done()      //nolint:errcheck // it was only read
}

// fail writes an error's public side and logs its private one, without ids of
// people, bodies or tokens.
func (a *API) fail(c *call, err error) {
	e := errs.From(err)
	problem := live.NewProblem(err)
	if problem.Status >= 500 {
		a.log.Error("request failed", "method", c.r.Method, "route", c.r.Pattern, "error", err)
	} else {
		a.log.LogAttrs(c.r.Context(), slog.LevelDebug, "refused", slog.Int("status", problem.Status), slog.String("by", e.Op))
	}
	if e.Retry > 0 {
		c.w.Header().Set("Retry-After", retryAfter(e.Retry))
	}
	c.w.Header().Set("Content-Type", "application/problem+json")
	c.w.WriteHeader(problem.Status)
	json.NewEncoder(c.w).Encode(problem) //nolint:errcheck // the peer may be gone
}
