// Package sms hands a text to the organisation's gateway for SMS.
//
// Promise: number and text go to the address that an owner named, encrypted, and
// nowhere else; nobody who points elsewhere is followed. What the gateway answers is
// neither kept nor shown, but for its status.
//
// Threat: whoever reads on the way to the gateway; a gateway that answers without end.
//
// Limits: the gateway and the telephone networks read what is sent, so that it is a
// code and never content. A gateway that took a text may lose it.
package sms

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/sealdesk/sealdesk/internal/outward"
	"github.com/sealdesk/sealdesk/internal/settings"
)

const (
	headerLimit = 64 << 10
	answerLimit = 64 << 10
	patience    = 15 * time.Second
)

// Refused is what a gateway answered that did not take a text.
type Refused struct{ Status int }

func (r *Refused) Error() string { return fmt.Sprintf("sms: the gateway answered %d", r.Status) }

// Gateway sends texts. The zero Gateway asks the world.
type Gateway struct {
	// Client, if not nil, replaces the usual one. Only tests set it, to trust a
	// gateway of theirs.
	Client *http.Client
}

// Send hands over one text. It returns a *Refused where the gateway answered.
func (g Gateway) Send(ctx context.Context, by settings.SMS, to, text string) error {
	body, err := by.Filled(to, text)
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, by.Method, by.URL, bytes.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Content-Type", map[string]string{settings.SMSJSON: "application/json", settings.SMSForm: "application/x-www-form-urlencoded"}[by.Format])
	if by.Secret.Set() {
		request.Header.Set(by.Header, by.Secret.Reveal())
	}
	client := g.Client
	if client == nil {
		client = outward.Client(nil, headerLimit)
		defer client.CloseIdleConnections()
	}
	answer, err := client.Do(request)
	if err != nil {
		if at, ok := errors.AsType[*url.Error](err); ok {
			err = at.Err // without the address, which may hold a secret
		}
		return fmt.Errorf("sms: the gateway cannot be reached: %w", err)
	}
	defer answer.Body.Close()                                            //nolint:errcheck // it was only read
	_, _ = io.Copy(io.Discard, io.LimitReader(answer.Body, answerLimit)) // what it says is not needed
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return &Refused{answer.StatusCode}
	}
	return nil
}
