package storage_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/seal"
)

func refusedWrite(t *testing.T, db database, what string, run func(transaction) error) {
	t.Helper()
	if db.Write(context.Background(), run) == nil {
		t.Errorf("%s was stored", what)
	}
}

func clauseAccountsAreUnique(t *testing.T, db database) {
	write(t, db, func(tx transaction) error { return tx.InsertAccount(account("anna")) })
	for what, change := range map[string]func(*identity.Account){
		"the same account":         func(*identity.Account) {},
		"another with her address": func(a *identity.Account) { a.ID, a.Handle = id("x"), []byte("x") },
		"another with her handle":  func(a *identity.Account) { a.ID, a.Email = id("x"), "x" },
		"another with her id":      func(a *identity.Account) { a.Email, a.Handle = "x", []byte("x") },
	} {
		other := account("anna")
		change(&other)
		refusedWrite(t, db, what, func(tx transaction) error { return tx.InsertAccount(other) })
	}
	write(t, db, func(tx transaction) error { return tx.SetAvailability(id("anna"), "available") })
	read(t, db, func(tx transaction) error {
		byID, _, _ := tx.Account(id("anna"))
		byEmail, _, _ := tx.AccountByEmail("anna")
		byHandle, ok, err := tx.AccountByHandle([]byte("anna"))
		if !ok || byID.Email != "anna" || byEmail.ID != byID.ID || byHandle.ID != byID.ID || byID.Availability != "available" {
			t.Errorf("found %+v, %+v, %+v", byID, byEmail, byHandle)
		}
		if _, ok, _ := tx.AccountByEmail("Anna"); ok {
			t.Error("an address was found in another spelling than the cleaned one")
		}
		return err
	})
}

func session(name string, created, seen int64) identity.Session {
	return identity.Session{ID: id(name), Verifier: identity.Verifier(id(name + " token")), Account: id("anna"), Created: time.UnixMilli(created), LastSeen: time.UnixMilli(seen)}
}

func clauseSessions(t *testing.T, db database) {
	put := func(s identity.Session) {
		write(t, db, func(tx transaction) error { return tx.InsertSession(s) })
	}
	put(session("old", 10, 100))   // made too long ago
	put(session("quiet", 50, 60))  // not used for too long
	put(session("edge", 20, 70))   // just within both
	put(session("fresh", 90, 100)) // in use
	stolen := session("other", 90, 100)
	stolen.Verifier = identity.Verifier(id("fresh token"))
	refusedWrite(t, db, "a second session for one token", func(tx transaction) error { return tx.InsertSession(stolen) })
	write(t, db, func(tx transaction) error { return tx.BindSession(id("fresh"), id("device")) })
	visit := func(name string, expires int64) {
		write(t, db, func(tx transaction) error {
			return tx.InsertVisitorSession(identity.Verifier(id(name)), id("device"), time.UnixMilli(expires))
		})
	}
	visit("gone", 99)
	visit("here", 100)
	write(t, db, func(tx transaction) error {
		_, err := tx.DeleteStaleSessions(time.UnixMilli(70), time.UnixMilli(20), time.UnixMilli(100))
		return err
	})
	read(t, db, func(tx transaction) error {
		all, err := tx.Sessions(id("anna"))
		if len(all) != 2 || all[0].ID != id("fresh") || all[1].ID != id("edge") {
			t.Errorf("left: %+v", all)
		}
		if s, ok, _ := tx.SessionByVerifier(identity.Verifier(id("fresh token"))); !ok || s.Device != seal.Some(id("device")) {
			t.Errorf("by its token: %+v", s)
		}
		if _, ok, _ := tx.SessionByVerifier(identity.Verifier(id("old token"))); ok {
			t.Error("a stale session still opens")
		}
		if _, _, ok, _ := tx.VisitorSession(identity.Verifier(id("gone"))); ok {
			t.Error("an expired visitor's session still opens")
		}
		if device, _, ok, _ := tx.VisitorSession(identity.Verifier(id("here"))); !ok || device != id("device") {
			t.Error("a visitor's session is lost")
		}
		return err
	})
	write(t, db, func(tx transaction) error { return tx.DeleteSession(id("fresh")) })
	read(t, db, func(tx transaction) error {
		if _, ok, _ := tx.SessionByVerifier(identity.Verifier(id("fresh token"))); ok {
			t.Error("an ended session still opens")
		}
		return nil
	})
}

// A passkey belongs to one account: nobody takes over another's by its id.
func clausePasskeys(t *testing.T, db database) {
	passkey := func(owner, record string) identity.Passkey {
		return identity.Passkey{ID: []byte("key"), Account: id(owner), Name: owner, Record: []byte(record), Created: time.UnixMilli(1), LastUsed: time.UnixMilli(2)}
	}
	write(t, db, func(tx transaction) error { return tx.SetPasskey(passkey("anna", "first")) })
	write(t, db, func(tx transaction) error { return tx.SetPasskey(passkey("anna", "used")) })
	stolen := db.Write(context.Background(), func(tx transaction) error {
		if err := tx.InsertAccount(account("bert")); err != nil {
			return err
		}
		return tx.SetPasskey(passkey("bert", "stolen"))
	})
	if !errs.Is(stolen, errs.Conflict) {
		t.Errorf("taking over a passkey by its id: %v", stolen)
	}
	if left := names(t, db); len(left) != 0 {
		t.Errorf("the refusal left %v", left)
	}
	write(t, db, func(tx transaction) error { return tx.DeletePasskey(id("bert"), []byte("key")) })
	read(t, db, func(tx transaction) error {
		hers, err := tx.Passkeys(id("anna"))
		his, _ := tx.Passkeys(id("bert"))
		if len(hers) != 1 || string(hers[0].Record) != "used" || len(his) != 0 {
			t.Errorf("hers %+v, his %+v", hers, his)
		}
		return err
	})
	write(t, db, func(tx transaction) error { return tx.DeletePasskey(id("anna"), []byte("key")) })
	read(t, db, func(tx transaction) error {
		hers, err := tx.Passkeys(id("anna"))
		if len(hers) != 0 {
			t.Error("a removed passkey is still there")
		}
		return err
	})
}

// What is kept for a way in comes back whole, and goes when it is removed.
func clauseWaysIn(t *testing.T, db database) {
	anna := id("anna")
	password := identity.Password{Account: anna, Salt: []byte("salt"), Memory: 64, Iterations: 3, Verifier: identity.Verifier(id("p")), Secret: "totp", Step: 7, Drift: -2, LastUsed: time.UnixMilli(5)}
	recovery := identity.Recovery{Account: anna, Verifier: identity.Verifier(id("r"))}
	vault := identity.Vault{Account: anna, Version: 1, Bytes: []byte("vault"), Unlockers: [][]byte{[]byte("one"), []byte("two")}}
	for range 2 { // the second replaces the first
		password.Step, recovery.LastUsed, vault.Version = password.Step+1, recovery.LastUsed.Add(time.Hour), vault.Version+1
		write(t, db, func(tx transaction) error {
			if err := tx.SetPassword(password); err != nil {
				return err
			}
			if err := tx.SetRecovery(recovery); err != nil {
				return err
			}
			return tx.SetVault(vault)
		})
	}
	read(t, db, func(tx transaction) error {
		p, _, err := tx.Password(anna)
		v, _, _ := tx.Vault(anna)
		r, _, _ := tx.Recovery(anna)
		if fmt.Sprint(p) != fmt.Sprint(password) || fmt.Sprint(v) != fmt.Sprint(vault) || r.Verifier != recovery.Verifier {
			t.Errorf("came back %+v, %+v, %+v", p, v, r)
		}
		for what, ok := range map[string]bool{
			"password": found(tx.Password(id("bert"))), "recovery": found(tx.Recovery(id("bert"))), "vault": found(tx.Vault(id("bert"))),
		} {
			if ok {
				t.Errorf("another account has her %s", what)
			}
		}
		return err
	})
	write(t, db, func(tx transaction) error {
		if err := tx.DeletePassword(anna); err != nil {
			return err
		}
		return tx.DeleteRecovery(anna)
	})
	read(t, db, func(tx transaction) error {
		if found(tx.Password(anna)) || found(tx.Recovery(anna)) || !found(tx.Vault(anna)) {
			t.Error("more or less went than was removed")
		}
		return nil
	})
}

func found[T any](_ T, ok bool, err error) bool { return ok && err == nil }

// The log of the directory has one statement at each place, and each once.
func clauseStatements(t *testing.T, db database) {
	put := func(position int, name string) func(transaction) error {
		return func(tx transaction) error { return tx.AppendStatement(position, id(name), []byte(name)) }
	}
	write(t, db, put(1, "second"))
	write(t, db, put(0, "first"))
	refusedWrite(t, db, "a statement at a taken place", put(1, "third"))
	refusedWrite(t, db, "a statement twice", put(2, "first"))
	read(t, db, func(tx transaction) error {
		log, err := tx.Statements()
		if len(log) != 2 || string(log[0]) != "first" || string(log[1]) != "second" {
			t.Errorf("the log is %q", log)
		}
		return err
	})
}

func clauseHeadsBoxesArticlesSettings(t *testing.T, db database) {
	write(t, db, func(tx transaction) error {
		for _, h := range []directory.Head{{ID: id("b"), Size: 9, Bytes: []byte("b")}, {ID: id("a"), Size: 3, Bytes: []byte("a")}, {ID: id("b"), Size: 9, Bytes: []byte("again")}} {
			if err := tx.InsertHead(h); err != nil {
				return err
			}
		}
		for _, b := range []directory.GroupBox{{Group: id("g"), Number: 2, Account: id("anna"), Box: []byte("2")}, {Group: id("g"), Number: 1, Account: id("anna"), Box: []byte("1")}, {Group: id("g"), Number: 1, Account: id("bert"), Box: []byte("his")}} {
			if err := tx.SetGroupBox(b); err != nil {
				return err
			}
		}
		for _, text := range []string{"articles", "other bytes under the same hash"} {
			if err := tx.SetArticles(id("set"), time.Unix(1, 0), []byte(text)); err != nil {
				return err
			}
		}
		for _, days := range []int{30, 60} {
			if err := tx.SetSettings(id("inbox"), directory.Settings{RetentionDays: days, Days: []directory.Day{{Day: 1, From: "09:00", To: "17:00"}}}); err != nil {
				return err
			}
		}
		return nil
	})
	read(t, db, func(tx transaction) error {
		heads, err := tx.Heads()
		if len(heads) != 2 || heads[0].Size != 3 || string(heads[1].Bytes) != "b" {
			t.Errorf("heads: %+v", heads)
		}
		boxes, _ := tx.GroupBoxes(id("anna"))
		if len(boxes) != 2 || string(boxes[0].Box) != "1" || string(boxes[1].Box) != "2" {
			t.Errorf("her boxes: %+v", boxes)
		}
		if text, ok, _ := tx.Articles(id("set")); !ok || string(text) != "articles" {
			t.Errorf("articles were replaced under their hash: %q", text)
		}
		settings, ok, _ := tx.Settings(id("inbox"))
		days, _ := tx.RetentionDays(id("inbox"))
		if !ok || days != 60 || len(settings.Days) != 1 {
			t.Errorf("settings: %+v", settings)
		}
		if days, err := tx.RetentionDays(id("absent")); days != 0 || err != nil {
			t.Errorf("an inbox without settings keeps keys %d days: %v", days, err)
		}
		return err
	})
}
