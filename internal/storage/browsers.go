package storage

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
)

// MeetBrowser remembers that an account was signed in from a browser, and says
// whether it was before. The longest unused make room.
func (t *Tx) MeetBrowser(account seal.ID, browser identity.Verifier, at time.Time, keep int) (bool, error) {
	n, err := t.run(`UPDATE known_browsers SET seen = ? WHERE account = ? AND verifier = ?`, at.UnixMilli(), account[:], browser[:])
	if err != nil || n > 0 {
		return n > 0, err
	}
	if err := t.must(`INSERT INTO known_browsers (account, verifier, seen) VALUES (?, ?, ?)`, account[:], browser[:], at.UnixMilli()); err != nil {
		return false, err
	}
	return false, t.must(`DELETE FROM known_browsers WHERE account = ? AND verifier NOT IN
		(SELECT verifier FROM known_browsers WHERE account = ? ORDER BY seen DESC LIMIT ?)`, account[:], account[:], keep)
}

// InsertNotice keeps a sign-in that its person is asked about; the oldest make room.
func (t *Tx) InsertNotice(n identity.Notice, keep int) error {
	err := t.must(`INSERT INTO browser_notices (session, account, about, agent, network, way, time) VALUES (?, ?, ?, ?, ?, ?, ?)`,
		n.Session[:], n.Account[:], n.About[:], n.Agent, n.Network, n.Way, n.Time.UnixMilli())
	if err != nil {
		return err
	}
	return t.must(`DELETE FROM browser_notices WHERE account = ? AND session NOT IN
		(SELECT session FROM browser_notices WHERE account = ? ORDER BY time DESC, session LIMIT ?)`, n.Account[:], n.Account[:], keep)
}

// Notices lists the sign-ins that an account is asked about, newest first.
func (t *Tx) Notices(account seal.ID) ([]identity.Notice, error) {
	var all []identity.Notice
	err := t.each(`SELECT session, account, about, agent, network, way, time FROM browser_notices WHERE account = ? ORDER BY time DESC, session`, []any{account[:]}, func(scan func(...any) error) error {
		var n identity.Notice
		var at int64
		err := scan(idInto(&n.Session), idInto(&n.Account), idInto(&n.About), &n.Agent, &n.Network, &n.Way, &at)
		n.Time = time.UnixMilli(at)
		all = append(all, n)
		return err
	})
	return all, err
}

// DeleteNotice removes a sign-in that was answered for.
func (t *Tx) DeleteNotice(account, session seal.ID) error {
	return t.must(`DELETE FROM browser_notices WHERE account = ? AND session = ?`, account[:], session[:])
}
