package liar

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httputil"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// Fields are a JSON object as it passes. Numbers keep their digits.
type Fields = map[string]any

// Passing is a request, and later its answer, on the way through.
type Passing struct {
	Method, Path string // without the version's prefix
	Query        url.Values
	Status       int  // of the answer; 0 and it is lost
	Lost         bool // the request, before the server hears it
	// What is handed on: a JSON object, a JSON list, or else bytes.
	Body Fields
	List []any
	Raw  []byte
}

// Lie is one way of not telling the truth. Nil functions leave things alone;
// each reports whether it changed something.
type Lie struct {
	Name string
	Says string // in one sentence
	// Asks changes what a client sends, before the server hears it.
	Asks func(t *Telling, p *Passing) bool
	// Answers changes what the server answers.
	Answers func(t *Telling, p *Passing) bool
	// History changes a thread: it is given the true entries from the first on.
	// It is told over every way on which entries come.
	History func(t *Telling, thread Thread, entries []Entry) []Entry
	// Frame changes one live frame to the client; nil drops it.
	Frame func(t *Telling, frame Fields) (Fields, bool)
}

// Liar is the proxy. Make one with New; it is an http.Handler.
type Liar struct {
	Knowledge *Knowledge
	target    *url.URL
	proxy     *httputil.ReverseProxy

	mu      sync.Mutex
	telling *Telling
}

// Telling is a lie while it is told.
type Telling struct {
	Lie     Lie
	Options map[string]string
	Known   *Knowledge

	mu    sync.Mutex
	told  int
	since map[string]uint64 // last sequence of each thread when it began
	kept  map[string]any    // what it remembers, by a name of its own
}

const prefix = "/api/v1"

// New stands before the server at target. known is what it lies with; without
// one it can only change what passes.
func New(target string, known *Knowledge) (*Liar, error) {
	u, err := url.Parse(target)
	if err != nil {
		return nil, err
	}
	l := &Liar{Knowledge: known, target: u}
	l.proxy = &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(u)
			r.Out.Host = r.In.Host // the server compares it with the page's origin
			r.Out.Header.Del("Accept-Encoding")
		},
		ModifyResponse: l.answer,
		// A line that breaks gives no answer, not even a bad one.
		ErrorHandler: func(http.ResponseWriter, *http.Request, error) { panic(http.ErrAbortHandler) },
	}
	return l, nil
}

// Tell begins a lie, in place of another.
func (l *Liar) Tell(name string, options map[string]string) error {
	lie, ok := Find(name)
	if !ok {
		return fmt.Errorf("there is no lie %q", name)
	}
	return l.TellThis(lie, options)
}

// TellThis begins a lie that is not in the table: one that somebody helps with.
func (l *Liar) TellThis(lie Lie, options map[string]string) error {
	t := &Telling{Lie: lie, Options: maps.Clone(options), Known: l.Knowledge, kept: map[string]any{}}
	if l.Knowledge != nil {
		var err error
		if t.since, err = l.Knowledge.lengths(); err != nil {
			return err
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.telling = t
	return nil
}

// Clear goes back to the truth.
func (l *Liar) Clear() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.telling = nil
}

// Told is how often the present lie was told.
func (l *Liar) Told() int {
	if t := l.now(); t != nil {
		return t.Told()
	}
	return 0
}

func (l *Liar) now() *Telling {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.telling
}

// Told is how often this lie was told.
func (t *Telling) Told() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.told
}

func (t *Telling) count(changed bool) {
	if changed {
		t.mu.Lock()
		defer t.mu.Unlock()
		t.told++
	}
}

// Keep gives what was kept under a name, or what make makes the first time.
func Keep[T any](t *Telling, name string, make func() T) T {
	t.mu.Lock()
	defer t.mu.Unlock()
	if kept, ok := t.kept[name]; ok {
		return kept.(T)
	}
	made := make()
	t.kept[name] = made
	return made
}

// ServeHTTP hands a request on.
func (l *Liar) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if r.URL.Path == prefix+"/live" {
		l.live(w, r)
		return
	}
	t := l.now()
	if t != nil && t.Lie.Asks != nil && strings.HasPrefix(r.URL.Path, prefix) {
		raw, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, "the request broke off", http.StatusBadGateway)
			return
		}
		p := passing(r, raw)
		t.count(t.Lie.Asks(t, p))
		if p.Lost {
			panic(http.ErrAbortHandler)
		}
		raw = p.bytes()
		r.Method, r.URL.Path, r.URL.RawQuery = p.Method, prefix+p.Path, p.Query.Encode()
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
		r.Header.Set("Content-Length", strconv.Itoa(len(raw)))
	}
	l.proxy.ServeHTTP(w, r)
}

// answer changes what the server answered.
func (l *Liar) answer(response *http.Response) error {
	if !strings.HasPrefix(response.Request.URL.Path, prefix) {
		return nil
	}
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	response.Body = io.NopCloser(bytes.NewReader(raw))
	p := passing(response.Request, raw)
	p.Status = response.StatusCode
	l.Knowledge.watch(p.Body)
	t := l.now()
	if t == nil {
		return nil
	}
	if t.Lie.History != nil && p.Status < 300 {
		if err := t.rewrite(p); err != nil {
			return err
		}
	}
	if t.Lie.Answers != nil {
		t.count(t.Lie.Answers(t, p))
	}
	if p.Status == 0 {
		return errLineBroke
	}
	raw = p.bytes()
	response.StatusCode = p.Status
	response.Body, response.ContentLength = io.NopCloser(bytes.NewReader(raw)), int64(len(raw))
	response.Header.Del("Content-Length")
	return nil
}

func passing(r *http.Request, raw []byte) *Passing {
	p := &Passing{Method: r.Method, Path: strings.TrimPrefix(r.URL.Path, prefix), Query: r.URL.Query(), Raw: raw}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var value any
	if decoder.Decode(&value) == nil {
		p.Body, _ = value.(Fields)
		p.List, _ = value.([]any)
	}
	return p
}

func (p *Passing) bytes() []byte {
	var value any
	switch {
	case p.Body != nil:
		value = p.Body
	case p.List != nil:
		value = p.List
	default:
		return p.Raw
	}
	raw, err := json.Marshal(value)
	if err != nil {
		return p.Raw
	}
	return raw
}

// Answer replaces the whole body by bytes.
func (p *Passing) Answer(raw []byte) {
	p.Raw, p.Body, p.List = raw, nil, nil
}
