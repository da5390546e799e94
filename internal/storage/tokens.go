package storage

import (
	"net/netip"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
)

// SetSuspension shuts an account out.
func (t *Tx) SetSuspension(s identity.Suspension) error {
	return t.must(`INSERT INTO suspensions (account, origin, since) VALUES (?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET origin = excluded.origin`, s.Account[:], string(s.Origin), s.Since.UnixMilli())
}

// Suspension returns whether an account is shut out.
func (t *Tx) Suspension(account seal.ID) (identity.Suspension, bool, error) {
	s := identity.Suspension{Account: account}
	var origin string
	var since int64
	ok, err := t.one(`SELECT origin, since FROM suspensions WHERE account = ?`, []any{account[:]}, &origin, &since)
	s.Origin, s.Since = identity.Origin(origin), time.UnixMilli(since)
	return s, ok, err
}

// Suspensions lists the accounts that are shut out.
func (t *Tx) Suspensions() ([]identity.Suspension, error) {
	var all []identity.Suspension
	err := t.each(`SELECT account, origin, since FROM suspensions ORDER BY since`, nil, func(scan func(...any) error) error {
		var s identity.Suspension
		var origin string
		var since int64
		err := scan(idInto(&s.Account), &origin, &since)
		s.Origin, s.Since = identity.Origin(origin), time.UnixMilli(since)
		all = append(all, s)
		return err
	})
	return all, err
}

// DeleteSuspension lets an account in again.
func (t *Tx) DeleteSuspension(account seal.ID) error {
	return t.must(`DELETE FROM suspensions WHERE account = ?`, account[:])
}

const tokenColumns = `SELECT id, account, name, verifier, scopes, networks, created, expires, last_used, last_network FROM api_tokens `

func (t *Tx) apiTokens(query string, args ...any) ([]identity.APIToken, error) {
	var all []identity.APIToken
	err := t.each(query, args, func(scan func(...any) error) error {
		var token identity.APIToken
		var scopes, networks string
		var created, expires, used int64
		err := scan(idInto(&token.ID), idInto(&token.Account), &token.Name, idInto((*seal.ID)(&token.Verifier)), &scopes, &networks, &created, &expires, &used, &token.LastNetwork)
		if err != nil {
			return err
		}
		token.Created, token.Expires = time.UnixMilli(created), time.UnixMilli(expires)
		if used > 0 {
			token.LastUsed = time.UnixMilli(used)
		}
		for _, scope := range strings.Fields(scopes) {
			token.Scopes = append(token.Scopes, access.Scope(scope))
		}
		for _, network := range strings.Fields(networks) {
			prefix, err := netip.ParsePrefix(network)
			if err != nil {
				return err // a token whose networks cannot be read admits nobody
			}
			token.Networks = append(token.Networks, prefix)
		}
		all = append(all, token)
		return nil
	})
	return all, err
}

// InsertAPIToken stores a program's token.
func (t *Tx) InsertAPIToken(token identity.APIToken) error {
	scopes, networks := make([]string, len(token.Scopes)), make([]string, len(token.Networks))
	for i, scope := range token.Scopes {
		scopes[i] = string(scope)
	}
	for i, network := range token.Networks {
		networks[i] = network.String()
	}
	return t.must(`INSERT INTO api_tokens (id, account, name, verifier, scopes, networks, created, expires, last_used, last_network) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, '')`,
		token.ID[:], token.Account[:], token.Name, token.Verifier[:], strings.Join(scopes, " "), strings.Join(networks, " "), token.Created.UnixMilli(), token.Expires.UnixMilli())
}

// APITokens lists all tokens, oldest first.
func (t *Tx) APITokens() ([]identity.APIToken, error) {
	return t.apiTokens(tokenColumns + `ORDER BY created, id`)
}

// APITokenByVerifier finds a token.
func (t *Tx) APITokenByVerifier(v identity.Verifier) (identity.APIToken, bool, error) {
	all, err := t.apiTokens(tokenColumns+`WHERE verifier = ?`, v[:])
	if err != nil || len(all) == 0 {
		return identity.APIToken{}, false, err
	}
	return all[0], true, nil
}

// TouchAPIToken stores when and from where a token was last used.
func (t *Tx) TouchAPIToken(id seal.ID, used time.Time, network string) error {
	return t.must(`UPDATE api_tokens SET last_used = ?, last_network = ? WHERE id = ?`, used.UnixMilli(), network, id[:])
}

// DeleteAPIToken removes a token.
func (t *Tx) DeleteAPIToken(id seal.ID) error {
	return t.must(`DELETE FROM api_tokens WHERE id = ?`, id[:])
}
