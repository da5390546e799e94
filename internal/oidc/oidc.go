// Package oidc asks identity providers that speak OpenID Connect.
//
// Promise: an answer counts if it came from the provider that was asked, for our
// client, to our question, signed with an algorithm that has public keys, and lately
// (OpenID Connect Core 1.0 §3.1.3.7; RFC 9700). The code is bound to us by PKCE
// with S256 (RFC 7636); each provider answers to an address of its own, and names
// itself where it says that it does (RFC 9207).
//
// Threat: a provider's answer that was stolen, replayed, forged, or meant for
// somebody else; a provider that answers without end.
//
// Limits: whoever holds a provider's signing key is whom they like, as far as one
// factor goes (internal/sso).
package oidc

import (
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"github.com/sealdesk/sealdesk/internal/outward"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sso"
)

const (
	bodyLimit   = 1 << 20 // of a configuration, of keys, of an answer
	headerLimit = 64 << 10
	configured  = time.Hour // how long a configuration is believed
	patience    = 10 * time.Second
	skew        = 2 * time.Minute
	oldest      = 10 * time.Minute // of a token
	textLimit   = 255
)

// algorithms have public keys: never "none", never a shared secret (RFC 8725 §3.1).
var algorithms = []string{oidc.RS256, oidc.PS256, oidc.ES256, oidc.EdDSA}

// Client asks providers. Make one with New.
type Client struct {
	now    func() time.Time
	http   *http.Client
	mu     sync.Mutex
	known  map[string]known
	asking map[string]*sync.Mutex
}

type known struct {
	provider *oidc.Provider
	more     metadata
	until    time.Time
}

// metadata is what the library does not read itself.
type metadata struct {
	EndSession string   `json:"end_session_endpoint"`
	Names      bool     `json:"authorization_response_iss_parameter_supported"`
	Methods    []string `json:"code_challenge_methods_supported"`
}

// New returns a client.
func New(now func() time.Time) *Client {
	client := outward.Client(nil, headerLimit)
	client.Transport = bounded{client.Transport}
	client.Timeout = patience
	return &Client{now: now, http: client, known: map[string]known{}, asking: map[string]*sync.Mutex{}}
}

// bounded ends answers that are too long.
type bounded struct{ http.RoundTripper }

// RoundTrip implements http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	answer, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		answer.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(answer.Body, bodyLimit), answer.Body}
	}
	return answer, err
}

// of reads the configuration of a provider, one at a time.
func (c *Client) of(ctx context.Context, issuer string) (known, error) {
	c.mu.Lock()
	each, ok := c.known[issuer]
	turn := c.asking[issuer]
	if turn == nil {
		turn = new(sync.Mutex)
		c.asking[issuer] = turn
	}
	c.mu.Unlock()
	if ok && c.now().Before(each.until) {
		return each, nil
	}
	turn.Lock()
	defer turn.Unlock()
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, c.http), patience)
	defer cancel()
	provider, err := oidc.NewProvider(ctx, issuer)
	if err != nil {
		return known{}, errors.Join(sso.ReasonUnreachable, err)
	}
	each = known{provider: provider, until: c.now().Add(configured)}
	if err := provider.Claims(&each.more); err != nil {
		return known{}, errors.Join(sso.ReasonUnreachable, err)
	}
	c.mu.Lock()
	c.known[issuer] = each
	c.mu.Unlock()
	return each, nil
}

func config(k known, p settings.Provider, back string) oauth2.Config {
	return oauth2.Config{
		ClientID: p.ClientID, ClientSecret: p.Secret.Reveal(), Endpoint: k.provider.Endpoint(), RedirectURL: back,
		Scopes: []string{oidc.ScopeOpenID, "email", "profile"},
	}
}

// Begin returns the address at which the provider is asked.
func (c *Client) Begin(ctx context.Context, p settings.Provider, b sso.Begun) (string, error) {
	k, err := c.of(ctx, p.Issuer)
	if err != nil {
		return "", err
	}
	asks := config(k, p, b.Return)
	return asks.AuthCodeURL(b.State, oidc.Nonce(b.Nonce), oauth2.S256ChallengeOption(b.Verifier)), nil
}

// claims are those that we read.
type claims struct {
	Email    string   `json:"email"`
	Verified flexible `json:"email_verified"`
	Owned    flexible `json:"xms_edov"` // Microsoft's word for it: the address's domain is the tenant's
	Name     string   `json:"name"`
	Party    string   `json:"azp"`
	Methods  []string `json:"amr"`
	Class    string   `json:"acr"`
	Session  string   `json:"sid"`
}

// flexible is a truth that some providers write as a text or a number.
type flexible bool

// UnmarshalJSON reads true, "true", 1 and "1"; everything else is false.
func (f *flexible) UnmarshalJSON(raw []byte) error {
	text := strings.Trim(string(raw), `"`)
	*f = text == "true" || text == "1"
	return nil
}

// Finish redeems a code, and reads who it stands for.
func (c *Client) Finish(ctx context.Context, p settings.Provider, b sso.Begun, answer url.Values) (sso.Verified, error) {
	k, err := c.of(ctx, p.Issuer)
	if err != nil {
		return sso.Verified{}, err
	}
	named := answer.Get("iss")
	if named != p.Issuer && (named != "" || k.more.Names) {
		return sso.Verified{}, sso.ReasonProvider
	}
	code := answer.Get("code")
	if code == "" {
		return sso.Verified{}, sso.ReasonRefused
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, c.http), patience)
	defer cancel()
	asks := config(k, p, b.Return)
	given, err := asks.Exchange(ctx, code, oauth2.VerifierOption(b.Verifier))
	if err != nil {
		var refused *oauth2.RetrieveError
		if errors.As(err, &refused) {
			return sso.Verified{}, errors.Join(sso.ReasonRefused, errors.New(refused.ErrorCode)) // not its text: it may hold anything
		}
		return sso.Verified{}, errors.Join(sso.ReasonUnreachable, err)
	}
	raw, _ := given.Extra("id_token").(string)
	return c.read(ctx, k, p, b.Nonce, raw)
}

// read checks an ID token.
func (c *Client) read(ctx context.Context, k known, p settings.Provider, nonce, raw string) (sso.Verified, error) {
	token, err := c.verifier(k, p).Verify(ctx, raw)
	if err != nil {
		return sso.Verified{}, unfit(err)
	}
	var said claims
	if err := token.Claims(&said); err != nil {
		return sso.Verified{}, errors.Join(sso.ReasonToken, err)
	}
	age := c.now().Sub(token.IssuedAt)
	switch {
	case token.Nonce != nonce:
		return sso.Verified{}, sso.ReasonNonce
	case age < -skew || age > oldest:
		return sso.Verified{}, sso.ReasonClock
	case said.Party != "" && said.Party != p.ClientID || said.Party == "" && len(token.Audience) > 1:
		return sso.Verified{}, sso.ReasonToken // made for somebody else, and shown to us
	case token.Subject == "" || len(token.Subject) > textLimit || len(said.Session) > textLimit:
		return sso.Verified{}, sso.ReasonToken
	}
	who := sso.Verified{Subject: token.Subject, Name: clip(said.Name), Methods: said.Methods, Session: said.Session}
	if said.Class != "" {
		who.Methods = append(slices.Clone(who.Methods), said.Class)
	}
	if (said.Verified || said.Owned) && len(said.Email) <= textLimit {
		who.Email = said.Email
	}
	return who, nil
}

func (c *Client) verifier(k known, p settings.Provider) *oidc.IDTokenVerifier {
	return k.provider.Verifier(&oidc.Config{ClientID: p.ClientID, SupportedSigningAlgs: algorithms, Now: func() time.Time { return c.now().Add(-skew) }})
}

func unfit(err error) error {
	var late *oidc.TokenExpiredError
	if errors.As(err, &late) {
		return errors.Join(sso.ReasonClock, err)
	}
	return errors.Join(sso.ReasonToken, err)
}

func clip(text string) string {
	if runes := []rune(text); len(runes) > textLimit/4 {
		return string(runes[:textLimit/4])
	}
	return text
}

// SignedOut reads a logout token (OpenID Connect Back-Channel Logout 1.0 §2.6).
func (c *Client) SignedOut(ctx context.Context, p settings.Provider, message string) (sso.Ended, error) {
	k, err := c.of(ctx, p.Issuer)
	if err != nil {
		return sso.Ended{}, err
	}
	ctx, cancel := context.WithTimeout(oidc.ClientContext(ctx, c.http), patience)
	defer cancel()
	token, err := c.verifier(k, p).VerifyLogout(ctx, message)
	if err != nil {
		return sso.Ended{}, unfit(err)
	}
	if age := c.now().Sub(token.IssuedAt); age < -skew || age > oldest {
		return sso.Ended{}, sso.ReasonClock
	}
	return sso.Ended{
		Subject: token.Subject, Session: token.SessionID, Once: sha256.Sum256([]byte(p.Issuer + "\x00" + token.TokenID)), Until: token.IssuedAt.Add(oldest + skew),
	}, nil
}

// Leave is where to sign out at the provider (OpenID Connect RP-Initiated Logout 1.0).
func (c *Client) Leave(ctx context.Context, p settings.Provider, back string) string {
	k, err := c.of(ctx, p.Issuer)
	if err != nil {
		return ""
	}
	at, err := url.Parse(k.more.EndSession)
	if err != nil || at.Host == "" || at.Scheme != "https" && !outward.Loopback(at.Hostname()) {
		return ""
	}
	query := at.Query()
	query.Set("client_id", p.ClientID)
	query.Set("post_logout_redirect_uri", back)
	at.RawQuery = query.Encode()
	return at.String()
}
