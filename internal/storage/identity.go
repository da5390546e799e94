package storage

import (
	"context"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
)

// Identity is the database as the identity domain sees it.
type Identity struct{ *DB }

// Write runs one transaction.
func (i Identity) Write(ctx context.Context, run func(identity.Tx) error) error {
	return i.DB.Write(ctx, func(tx *Tx) error { return run(tx) })
}

// Read runs queries that see one moment.
func (i Identity) Read(ctx context.Context, run func(identity.Tx) error) error {
	return i.DB.Read(ctx, func(tx *Tx) error { return run(tx) })
}

const accountColumns = `SELECT id, email, handle, availability, created FROM accounts `

func (t *Tx) accounts(query string, args ...any) ([]identity.Account, error) {
	var all []identity.Account
	err := t.each(query, args, func(scan func(...any) error) error {
		var a identity.Account
		var created int64
		err := scan(idInto(&a.ID), &a.Email, &a.Handle, &a.Availability, &created)
		a.Created = time.UnixMilli(created)
		all = append(all, a)
		return err
	})
	return all, err
}

func (t *Tx) account(query string, args ...any) (identity.Account, bool, error) {
	all, err := t.accounts(query, args...)
	if err != nil || len(all) == 0 {
		return identity.Account{}, false, err
	}
	return all[0], true, nil
}

// InsertAccount stores a new account.
func (t *Tx) InsertAccount(a identity.Account) error {
	return t.must(`INSERT INTO accounts (id, email, handle, availability, created) VALUES (?, ?, ?, ?, ?)`,
		a.ID[:], a.Email, a.Handle, a.Availability, a.Created.UnixMilli())
}

// Account finds an account.
func (t *Tx) Account(id seal.ID) (identity.Account, bool, error) {
	return t.account(accountColumns+`WHERE id = ?`, id[:])
}

// AccountByEmail finds an account by its cleaned address.
func (t *Tx) AccountByEmail(email string) (identity.Account, bool, error) {
	return t.account(accountColumns+`WHERE email = ?`, email)
}

// AccountByHandle finds an account by its WebAuthn user handle.
func (t *Tx) AccountByHandle(handle []byte) (identity.Account, bool, error) {
	return t.account(accountColumns+`WHERE handle = ?`, handle)
}

// Accounts lists all accounts.
func (t *Tx) Accounts() ([]identity.Account, error) {
	return t.accounts(accountColumns + `ORDER BY email`)
}

// SetAvailability stores an account's availability.
func (t *Tx) SetAvailability(id seal.ID, availability string) error {
	return t.must(`UPDATE accounts SET availability = ? WHERE id = ?`, availability, id[:])
}

// SetPasskey stores a passkey's record. A credential id that another account
// has is a conflict: it stays where it is.
func (t *Tx) SetPasskey(p identity.Passkey) error {
	stored, err := t.run(`INSERT INTO passkeys (id, account, name, record, created, last_used) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET name = excluded.name, record = excluded.record, last_used = excluded.last_used WHERE passkeys.account = excluded.account`,
		p.ID, p.Account[:], p.Name, p.Record, p.Created.UnixMilli(), p.LastUsed.UnixMilli())
	if err == nil && stored == 0 {
		err = errs.New(errs.Conflict, "storage.passkey", "This passkey belongs to another account.", "Make a new passkey, or use another device.")
	}
	return err
}

// Passkeys lists an account's passkeys.
func (t *Tx) Passkeys(account seal.ID) ([]identity.Passkey, error) {
	var all []identity.Passkey
	err := t.each(`SELECT id, name, record, created, last_used FROM passkeys WHERE account = ? ORDER BY created`, []any{account[:]}, func(scan func(...any) error) error {
		p := identity.Passkey{Account: account}
		var created, used int64
		err := scan(&p.ID, &p.Name, &p.Record, &created, &used)
		p.Created, p.LastUsed = time.UnixMilli(created), time.UnixMilli(used)
		all = append(all, p)
		return err
	})
	return all, err
}

// DeletePasskey removes a passkey of an account.
func (t *Tx) DeletePasskey(account seal.ID, id []byte) error {
	return t.must(`DELETE FROM passkeys WHERE account = ? AND id = ?`, account[:], id)
}

// SetPassword stores what is kept for a password.
func (t *Tx) SetPassword(p identity.Password) error {
	return t.must(`INSERT INTO passwords (account, salt, memory, iterations, verifier, totp, totp_step, drift, last_used, chosen, compromised) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET salt = excluded.salt, memory = excluded.memory, iterations = excluded.iterations,
		verifier = excluded.verifier, totp = excluded.totp, totp_step = excluded.totp_step, drift = excluded.drift, last_used = excluded.last_used,
		chosen = excluded.chosen, compromised = excluded.compromised`,
		p.Account[:], p.Salt, p.Memory, p.Iterations, p.Verifier[:], p.Secret, p.Step, p.Drift, p.LastUsed.UnixMilli(), p.Chosen.UnixMilli(), perhaps(p.Compromised))
}

// perhaps is a time that may not have come: then 0.
func perhaps(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}

// Password returns what is kept for a password.
func (t *Tx) Password(account seal.ID) (identity.Password, bool, error) {
	p := identity.Password{Account: account}
	var used, chosen, compromised int64
	ok, err := t.one(`SELECT salt, memory, iterations, verifier, totp, totp_step, drift, last_used, chosen, compromised FROM passwords WHERE account = ?`, []any{account[:]},
		&p.Salt, &p.Memory, &p.Iterations, idInto((*seal.ID)(&p.Verifier)), &p.Secret, &p.Step, &p.Drift, &used, &chosen, &compromised)
	p.LastUsed, p.Chosen = time.UnixMilli(used), time.UnixMilli(chosen)
	if compromised != 0 {
		p.Compromised = time.UnixMilli(compromised)
	}
	return p, ok, err
}

// DeletePassword removes a password.
func (t *Tx) DeletePassword(account seal.ID) error {
	return t.must(`DELETE FROM passwords WHERE account = ?`, account[:])
}

// SetRecovery stores what is kept for a recovery code.
func (t *Tx) SetRecovery(r identity.Recovery) error {
	return t.must(`INSERT INTO recoveries (account, verifier, last_used) VALUES (?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET verifier = excluded.verifier, last_used = excluded.last_used`, r.Account[:], r.Verifier[:], unixOrZero(r.LastUsed))
}

func unixOrZero(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

// Recovery returns what is kept for a recovery code.
func (t *Tx) Recovery(account seal.ID) (identity.Recovery, bool, error) {
	r := identity.Recovery{Account: account}
	var used int64
	ok, err := t.one(`SELECT verifier, last_used FROM recoveries WHERE account = ?`, []any{account[:]}, idInto((*seal.ID)(&r.Verifier)), &used)
	if used > 0 {
		r.LastUsed = time.UnixMilli(used)
	}
	return r, ok, err
}

// DeleteRecovery removes a recovery code.
func (t *Tx) DeleteRecovery(account seal.ID) error {
	return t.must(`DELETE FROM recoveries WHERE account = ?`, account[:])
}

// Vault returns an account's vault.
func (t *Tx) Vault(account seal.ID) (identity.Vault, bool, error) {
	v := identity.Vault{Account: account}
	var packed []byte
	ok, err := t.one(`SELECT version, bytes, unlockers, former FROM vaults WHERE account = ?`, []any{account[:]}, &v.Version, &v.Bytes, &packed, &v.Former)
	if err != nil || !ok {
		return v, false, err
	}
	v.Unlockers, err = unpack(packed)
	return v, true, wrap(err)
}

// SetVault stores an account's vault with the ways to open it.
func (t *Tx) SetVault(v identity.Vault) error {
	packed, err := pack(v.Unlockers)
	if err != nil {
		return wrap(err)
	}
	var former any // NULL: the one before stays
	if len(v.Former) > 0 {
		former = v.Former
	}
	return t.must(`INSERT INTO vaults (account, version, bytes, unlockers, former) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (account) DO UPDATE SET version = excluded.version, bytes = excluded.bytes, unlockers = excluded.unlockers,
		former = COALESCE(excluded.former, former)`,
		v.Account[:], v.Version, v.Bytes, packed, former)
}

const sessionColumns = `SELECT id, verifier, account, way, device, created, last_seen, confirmed, network, agent, places, strange, issuer, provided, due, former, former_until FROM sessions `

func (t *Tx) sessions(query string, args ...any) ([]identity.Session, error) {
	var all []identity.Session
	err := t.each(query, args, func(scan func(...any) error) error {
		var s identity.Session
		var created, seen, confirmed, until int64
		var way, former []byte
		err := scan(idInto(&s.ID), idInto((*seal.ID)(&s.Verifier)), idInto(&s.Account), &way, optionalInto(&s.Device), &created, &seen, &confirmed, &s.Network, &s.Agent, linesInto(&s.Places), linesInto(&s.Strange), &s.Issuer, &s.Provided, &s.Due, &former, &until)
		copy(s.Way[:], way)
		copy(s.Former[:], former)
		if until != 0 {
			s.FormerUntil = time.UnixMilli(until)
		}
		s.Created, s.LastSeen, s.Confirmed = time.UnixMilli(created), time.UnixMilli(seen), time.UnixMilli(confirmed)
		all = append(all, s)
		return err
	})
	return all, err
}

func (t *Tx) session(query string, args ...any) (identity.Session, bool, error) {
	all, err := t.sessions(query, args...)
	if err != nil || len(all) == 0 {
		return identity.Session{}, false, err
	}
	return all[0], true, nil
}

// InsertSession stores a new session.
func (t *Tx) InsertSession(s identity.Session) error {
	return t.must(`INSERT INTO sessions (id, verifier, account, way, device, created, last_seen, confirmed, network, agent, issuer, provided, due)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		s.ID[:], s.Verifier[:], s.Account[:], s.Way[:], optional(s.Device), s.Created.UnixMilli(), s.LastSeen.UnixMilli(), s.Confirmed.UnixMilli(), s.Network, s.Agent, s.Issuer, s.Provided, string(s.Due))
}

// SessionByVerifier finds the session of a token, or of the one that it had before.
func (t *Tx) SessionByVerifier(v identity.Verifier) (identity.Session, bool, error) {
	return t.session(sessionColumns+`WHERE verifier = ? OR former = ?`, v[:], v[:])
}

// Session finds a session by its id.
func (t *Tx) Session(id seal.ID) (identity.Session, bool, error) {
	return t.session(sessionColumns+`WHERE id = ?`, id[:])
}

// Sessions lists an account's sessions, newest first.
func (t *Tx) Sessions(account seal.ID) ([]identity.Session, error) {
	return t.sessions(sessionColumns+`WHERE account = ? ORDER BY created DESC`, account[:])
}

// TouchSession stores when a session was last used.
func (t *Tx) TouchSession(id seal.ID, seen time.Time) error {
	return t.must(`UPDATE sessions SET last_seen = ? WHERE id = ?`, seen.UnixMilli(), id[:])
}

// ConfirmSession stores when a session last proved two factors.
func (t *Tx) ConfirmSession(id seal.ID, at time.Time) error {
	return t.must(`UPDATE sessions SET confirmed = ? WHERE id = ?`, at.UnixMilli(), id[:])
}

// PlaceSession keeps from where a session is used.
func (t *Tx) PlaceSession(s identity.Session) error {
	return t.must(`UPDATE sessions SET places = ?, strange = ? WHERE id = ?`, strings.Join(s.Places, "\n"), strings.Join(s.Strange, "\n"), s.ID[:])
}

// ReleaseSession lets a session do all again.
func (t *Tx) ReleaseSession(id seal.ID) error {
	return t.must(`UPDATE sessions SET due = '' WHERE id = ?`, id[:])
}

// RenewSession gives a session another token, and keeps the one before.
func (t *Tx) RenewSession(id seal.ID, token, former identity.Verifier) error {
	return t.must(`UPDATE sessions SET verifier = ?, former = ?, former_until = 0 WHERE id = ?`, token[:], former[:], id[:])
}

// EndFormer stores until when the token before names the session.
func (t *Tx) EndFormer(id seal.ID, at time.Time) error {
	return t.must(`UPDATE sessions SET former_until = ? WHERE id = ?`, at.UnixMilli(), id[:])
}

// BindSession stores a session's certified device.
func (t *Tx) BindSession(id, device seal.ID) error {
	return t.must(`UPDATE sessions SET device = ? WHERE id = ?`, device[:], id[:])
}

// DeleteSession removes a session.
func (t *Tx) DeleteSession(id seal.ID) error {
	return t.must(`DELETE FROM sessions WHERE id = ?`, id[:])
}

// DeleteStaleSessions removes staff sessions last seen before idle or created
// before absolute, which it returns, and visitor sessions that expired.
func (t *Tx) DeleteStaleSessions(idle, absolute, now time.Time) ([]identity.Session, error) {
	const stale = `WHERE last_seen < ? OR created < ?`
	ended, err := t.sessions(sessionColumns+stale, idle.UnixMilli(), absolute.UnixMilli())
	if err != nil {
		return nil, err
	}
	if err := t.must(`DELETE FROM sessions `+stale, idle.UnixMilli(), absolute.UnixMilli()); err != nil {
		return nil, err
	}
	return ended, t.must(`DELETE FROM visitor_sessions WHERE expires < ?`, now.UnixMilli())
}

// InsertVisitorDevice stores a visitor device's statement once.
func (t *Tx) InsertVisitorDevice(id seal.ID, wire []byte) error {
	return t.must(`INSERT INTO visitor_devices (id, bytes) VALUES (?, ?) ON CONFLICT (id) DO NOTHING`, id[:], wire)
}

// InsertVisitorSession stores a visitor's session.
func (t *Tx) InsertVisitorSession(v identity.Verifier, device seal.ID, expires time.Time) error {
	return t.must(`INSERT INTO visitor_sessions (verifier, device, expires) VALUES (?, ?, ?)`, v[:], device[:], expires.UnixMilli())
}

// VisitorSession finds the session of a token.
func (t *Tx) VisitorSession(v identity.Verifier) (seal.ID, time.Time, bool, error) {
	var device seal.ID
	var expires int64
	ok, err := t.one(`SELECT device, expires FROM visitor_sessions WHERE verifier = ?`, []any{v[:]}, idInto(&device), &expires)
	return device, time.UnixMilli(expires), ok, err
}
