package siem

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/outward"
)

// answerLimit is how much of an answer is read.
const answerLimit = 64 << 10

// poster sends one request after the other, follows nobody, and uses no proxy.
type poster struct {
	url    string
	client *http.Client
	now    func() time.Time
}

func newPoster(a address, scheme string, now func() time.Time) (poster, error) {
	to := *a.url
	to.Scheme = scheme
	config, err := a.secured()
	if err != nil {
		return poster{}, err
	}
	return poster{url: to.String(), now: now, client: outward.Client(config, answerLimit)}, nil
}

// post sends JSON, and returns the answer if it is a good one.
func (p poster) post(ctx context.Context, header http.Header, body []byte) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, p.url, bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header = header.Clone()
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("User-Agent", "sealdesk")
	response, err := p.client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	answer, err := io.ReadAll(io.LimitReader(response.Body, answerLimit))
	if response.StatusCode < 200 || response.StatusCode > 299 {
		hint := ""
		if response.StatusCode/100 == 3 {
			hint = ": name the address that it points to; nobody is followed"
		}
		return nil, &later{error: fmt.Errorf("the system answered %d%s", response.StatusCode, hint), after: p.wait(response.Header.Get("Retry-After"))}
	}
	return answer, err
}

// wait reads Retry-After (RFC 9110 section 10.2.3): seconds, or a date.
func (p poster) wait(text string) time.Duration {
	if seconds, err := strconv.ParseInt(strings.TrimSpace(text), 10, 32); err == nil {
		return time.Duration(max(seconds, 0)) * time.Second
	}
	if at, err := http.ParseTime(text); err == nil {
		return max(at.Sub(p.now()), 0)
	}
	return 0
}

func (p poster) close() error {
	p.client.CloseIdleConnections()
	return nil
}
