package storage

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/sso"
	"github.com/sealdesk/sealdesk/seal"
)

// SSO is who is who at identity providers.
type SSO struct{ *DB }

// Write runs one transaction.
func (s SSO) Write(ctx context.Context, run func(sso.Tx) error) error {
	return s.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (s SSO) Read(ctx context.Context, run func(sso.Tx) error) error {
	return s.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

const linkColumns = `SELECT issuer, subject, account, email, made, used FROM provider_links `

func (t *Tx) providerLinks(query string, args ...any) ([]sso.Link, error) {
	var all []sso.Link
	err := t.each(query, args, func(scan func(...any) error) error {
		var l sso.Link
		var made, used int64
		err := scan(&l.Issuer, &l.Subject, idInto(&l.Account), &l.Email, &made, &used)
		l.Made, l.Used = time.UnixMilli(made), time.UnixMilli(used)
		all = append(all, l)
		return err
	})
	return all, err
}

// ProviderLink finds whose account somebody's is.
func (t *Tx) ProviderLink(issuer, subject string) (sso.Link, bool, error) {
	all, err := t.providerLinks(linkColumns+`WHERE issuer = ? AND subject = ?`, issuer, subject)
	if err != nil || len(all) == 0 {
		return sso.Link{}, false, err
	}
	return all[0], true, nil
}

// ProviderLinks are an account's.
func (t *Tx) ProviderLinks(account seal.ID) ([]sso.Link, error) {
	return t.providerLinks(linkColumns+`WHERE account = ? ORDER BY made`, account[:])
}

// SetProviderLink stores one, in the place of whoever had it before.
func (t *Tx) SetProviderLink(l sso.Link) error {
	return t.must(`INSERT INTO provider_links (issuer, subject, account, email, made, used) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (issuer, subject) DO UPDATE SET account = excluded.account, email = excluded.email, made = excluded.made, used = excluded.used`,
		l.Issuer, l.Subject, l.Account[:], l.Email, l.Made.UnixMilli(), l.Used.UnixMilli())
}

// DeleteProviderLink parts an account from an issuer.
func (t *Tx) DeleteProviderLink(account seal.ID, issuer string) error {
	return t.must(`DELETE FROM provider_links WHERE account = ? AND issuer = ?`, account[:], issuer)
}

// ProviderIssuers are those with which an account is connected.
func (t *Tx) ProviderIssuers(account seal.ID) ([]string, error) {
	all, err := t.ProviderLinks(account)
	issuers := make([]string, len(all))
	for i, link := range all {
		issuers[i] = link.Issuer
	}
	return issuers, err
}

// ProvidedSessions are those that an issuer's word began: of one session there, or
// else all of an account.
func (t *Tx) ProvidedSessions(issuer string, account seal.ID, session string) ([]identity.Session, error) {
	if session != "" {
		return t.sessions(sessionColumns+`WHERE issuer = ? AND provided = ?`, issuer, session)
	}
	return t.sessions(sessionColumns+`WHERE issuer = ? AND account = ?`, issuer, account[:])
}
