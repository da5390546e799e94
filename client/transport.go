package client

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"strings"
	"sync/atomic"
	"time"
)

const (
	answerLimit   = 8 << 20 // bytes of one answer
	answerTimeout = 30 * time.Second
)

// Refusal is the server's "no", in its own words.
type Refusal struct {
	Status  int    `json:"status"`
	Kind    string `json:"kind"` // "forbidden", "conflict" …
	Message string `json:"message"`
	Next    string `json:"next"`
	Detail  struct {
		Reason string `json:"reason"`
	} `json:"detail"`
}

// Error says what happened and what to do.
func (r *Refusal) Error() string {
	return fmt.Sprintf("server refused (%d %s): %s %s", r.Status, r.Kind, r.Message, r.Next)
}

// Reason is the refusal's reason within its kind, such as "superseded"; empty
// if err is no refusal.
func Reason(err error) string {
	if r, ok := asRefusal(err); ok {
		return r.Detail.Reason
	}
	return ""
}

func asRefusal(err error) (*Refusal, bool) {
	for err != nil {
		if r, ok := err.(*Refusal); ok {
			return r, true
		}
		u, ok := err.(interface{ Unwrap() error })
		if !ok {
			return nil, false
		}
		err = u.Unwrap()
	}
	return nil, false
}

// transport speaks the HTTP API. Staff are known by a cookie or token, visitors
// by a token.
type transport struct {
	base  *url.URL
	http  *http.Client
	token bearer
}

// bearer is a session's token. A confirmation changes it, while others ask.
type bearer struct{ now atomic.Pointer[string] }

func (b *bearer) set(token string) { b.now.Store(&token) }

func (b *bearer) get() string {
	if token := b.now.Load(); token != nil {
		return *token
	}
	return ""
}

func newTransport(base string) (*transport, error) {
	u, err := url.Parse(strings.TrimSuffix(base, "/"))
	if err != nil {
		return nil, fmt.Errorf("server address: %w", err)
	}
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &transport{base: u, http: &http.Client{Jar: jar, Timeout: answerTimeout}}, nil
}

func (t *transport) get(ctx context.Context, path string, out any) error {
	return t.call(ctx, http.MethodGet, path, nil, out)
}

func (t *transport) post(ctx context.Context, path string, in, out any) error {
	return t.call(ctx, http.MethodPost, path, in, out)
}

func (t *transport) put(ctx context.Context, path string, in, out any) error {
	return t.call(ctx, http.MethodPut, path, in, out)
}

func (t *transport) call(ctx context.Context, method, path string, in, out any) error {
	raw, err := t.raw(ctx, method, path, in)
	if err != nil || out == nil || len(raw) == 0 {
		return err
	}
	if err := json.Unmarshal(raw, out); err != nil {
		return fmt.Errorf("%s %s: answer: %w", method, path, err)
	}
	return nil
}

func (t *transport) raw(ctx context.Context, method, path string, in any) ([]byte, error) {
	if in == nil {
		return t.exchange(ctx, t.http, method, path, "", nil)
	}
	encoded, err := json.Marshal(in)
	if err != nil {
		return nil, fmt.Errorf("%s %s: request: %w", method, path, err)
	}
	return t.exchange(ctx, t.http, method, path, "application/json", bytes.NewReader(encoded))
}

// exchange sends one request and reads its whole answer, which has a limit.
func (t *transport) exchange(ctx context.Context, by *http.Client, method, path, mediaType string, body io.Reader) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, t.base.String()+"/api/v1"+path, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Sealdesk-Client", "native")
	if mediaType != "" {
		req.Header.Set("Content-Type", mediaType)
	}
	if token := t.token.get(); token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	resp, err := by.Do(req)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(resp.Body, answerLimit+1))
	if err != nil {
		return nil, fmt.Errorf("%s %s: %w", method, path, err)
	}
	if len(raw) > answerLimit {
		return nil, fmt.Errorf("%s %s: answer over %d bytes", method, path, answerLimit)
	}
	if resp.StatusCode >= 300 {
		return nil, refusalFrom(resp.StatusCode, raw)
	}
	return raw, nil
}

func refusalFrom(status int, raw []byte) *Refusal {
	r := &Refusal{}
	if json.Unmarshal(raw, r) != nil || r.Message == "" {
		r.Message = "The server did not accept this."
	}
	r.Status = status
	return r
}
