package identity

import (
	"context"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// checkVault checks what can be seen from outside, and that there are at least
// two ways in.
func checkVault(org, account seal.ID, version uint64, wire []byte, unlockers [][]byte) (Vault, error) {
	vault, err := seal.ParseVault(wire)
	if err != nil {
		return Vault{}, badVault(err, "This is not a vault.")
	}
	if vault.Org != org || vault.Account != account || vault.Version == 0 {
		return Vault{}, badVault(nil, "This is another account's vault.")
	}
	if vault.Version != version {
		return Vault{}, errs.New(errs.Conflict, vaultOp, "Another browser of yours changed the vault first.", "Lock this browser, unlock it again, and try once more.").Because("stale")
	}
	if len(unlockers) < 2 || len(unlockers) > seal.MaxWays {
		return Vault{}, badVault(nil, "A vault needs at least two ways to open it.")
	}
	return Vault{Account: account, Version: vault.Version, Bytes: wire, Unlockers: unlockers}, nil
}

// formerLimit is much more than eleven verifiers take.
const formerLimit = 4 << 10

// checkFormer checks what can be seen from outside of the passwords that were had.
func checkFormer(v Vault, org seal.ID, wire []byte) error {
	if len(wire) == 0 {
		return nil
	}
	kept, err := seal.ParseKept(wire)
	if err != nil || len(wire) > formerLimit || kept.Kind != seal.KeptPasswords || kept.Org != org || kept.Account != v.Account || kept.Version != v.Version {
		return badVault(err, "This is not the list of passwords that goes with the vault.")
	}
	return nil
}

const vaultOp = "identity.vault"

func badVault(cause error, message string) error {
	next := "Reload the page and try again."
	if cause == nil {
		return errs.New(errs.Unprocessable, vaultOp, message, next)
	}
	return errs.Wrap(cause, errs.Unprocessable, vaultOp, message, next)
}

// held is what signs an account in.
type held struct {
	passkeys []Passkey
	password *Password
	recovery *Recovery
}

func holding(tx Tx, account seal.ID) (held, error) {
	var h held
	var err error
	if h.passkeys, err = tx.Passkeys(account); err != nil {
		return h, err
	}
	password, ok, err := tx.Password(account)
	if err != nil {
		return h, err
	}
	if ok {
		h.password = &password
	}
	recovery, ok, err := tx.Recovery(account)
	if ok {
		h.recovery = &recovery
	}
	return h, err
}

// unlockable is what the unlockers of a vault open for, by kind.
type unlockable struct {
	ids                map[seal.ID16]bool // of all
	passkeys           map[seal.ID16]bool
	password, recovery bool
	gone               []removed // with the vault that they unlock
}

// match finds the credential of every unlocker. One that stands for no
// credential would be a way in that nobody can use or remove.
func match(unlockers [][]byte, h held) (unlockable, error) {
	known := map[seal.ID16]bool{}
	for _, key := range h.passkeys {
		known[seal.PasskeyWay(key.ID)] = true
	}
	u := unlockable{ids: map[seal.ID16]bool{}, passkeys: map[seal.ID16]bool{}}
	for _, wire := range unlockers {
		unlocker, err := seal.ParseUnlocker(wire)
		if err != nil {
			return u, badVault(err, "One of the ways to open the vault cannot be read.")
		}
		var usable bool
		u.ids[unlocker.ID] = true
		switch unlocker.Kind {
		case seal.UnlockPasskey:
			usable = known[unlocker.ID] && !u.passkeys[unlocker.ID]
			u.passkeys[unlocker.ID] = true
		case seal.UnlockPassword:
			usable, u.password = h.password != nil && !u.password, true
		case seal.UnlockRecovery:
			usable, u.recovery = h.recovery != nil && !u.recovery, true
		}
		if !usable {
			return u, badVault(nil, "One of the ways to open the vault signs nobody in, or is there twice.")
		}
	}
	return u, nil
}

// removed is a way in that is gone, for the ledger.
type removed struct {
	object seal.ID
	way    string
}

// forget removes every credential that no unlocker stands for any more.
func (u unlockable) forget(tx Tx, account seal.ID, h held) (gone []removed, err error) {
	for _, key := range h.passkeys {
		way := seal.PasskeyWay(key.ID)
		if u.passkeys[way] {
			continue
		}
		if err := tx.DeletePasskey(account, key.ID); err != nil {
			return nil, err
		}
		gone = append(gone, removed{ledger.Wide(way), wayPasskey})
	}
	if !u.password && h.password != nil {
		if err := tx.DeletePassword(account); err != nil {
			return nil, err
		}
		gone = append(gone, removed{account, wayPassword})
	}
	if !u.recovery && h.recovery != nil {
		if err := tx.DeleteRecovery(account); err != nil {
			return nil, err
		}
		gone = append(gone, removed{account, wayRecovery})
	}
	return gone, nil
}

// opensAll refuses a new credential that would sign in and open nothing.
func (u unlockable) opensAll(e enrolment) error {
	if e.passkey != nil && !u.passkeys[seal.PasskeyWay(e.passkey.ID)] || e.password != nil && !u.password || e.recovery != nil && !u.recovery {
		return badVault(nil, "A new way to sign in would not open the vault.")
	}
	return nil
}

// storeWays stores new credentials and the vault. Afterwards what signs in and
// what unlocks correspond one to one.
func (s *Service) storeWays(tx Tx, e enrolment) (unlockable, error) {
	if e.passkey != nil {
		if err := tx.SetPasskey(*e.passkey); err != nil {
			return unlockable{}, err
		}
	}
	if e.password != nil {
		if err := tx.SetPassword(*e.password); err != nil {
			return unlockable{}, err
		}
	}
	if e.recovery != nil {
		if err := tx.SetRecovery(*e.recovery); err != nil {
			return unlockable{}, err
		}
	}
	h, err := holding(tx, e.vault.Account)
	if err != nil {
		return unlockable{}, err
	}
	ways, err := match(e.vault.Unlockers, h)
	if err != nil {
		return unlockable{}, err
	}
	if err := ways.opensAll(e); err != nil {
		return unlockable{}, err
	}
	if ways.gone, err = ways.forget(tx, e.vault.Account, h); err != nil {
		return unlockable{}, err
	}
	return ways, tx.SetVault(e.vault)
}

// Vault returns the actor's sealed vault.
func (s *Service) Vault(ctx context.Context, actor access.Actor) (Vault, error) {
	var vault Vault
	err := s.store.Read(ctx, func(tx Tx) error {
		found, _, err := tx.Vault(actor.Account)
		vault = found
		return err
	})
	return vault, err
}

// wayIn names the unlocker that belongs to an account's password or recovery
// code.
func wayIn(tx Tx, account seal.ID, kind seal.UnlockerKind) (seal.ID16, error) {
	vault, _, err := tx.Vault(account)
	if err != nil {
		return seal.ID16{}, err
	}
	id, err := seal.LockedVault{Vault: vault.Bytes, Unlockers: vault.Unlockers}.WayOf(kind)
	if err != nil {
		return seal.ID16{}, errs.Wrap(err, errs.Internal, vaultOp, "Your vault has no lock for this way in.", "Use another way to sign in.")
	}
	return id, nil
}

// SetVault replaces the actor's vault by its next version. Credentials that the
// new unlockers leave out are gone with the same step, and so are the sessions
// that they began, but for the one that asks.
// Former, if not empty, takes the place of the sealed list of passwords that were had.
func (s *Service) SetVault(ctx context.Context, actor access.Actor, wire []byte, unlockers [][]byte, former []byte, ways Credentials) error {
	e, err := s.prepareWays(actor.Account, ways, flowPasskey, actor.Account)
	if err != nil {
		return err
	}
	var ended []seal.ID
	err = s.store.Write(ctx, func(tx Tx) error {
		now, _, err := tx.Vault(actor.Account)
		if err != nil {
			return err
		}
		if err := demandPassword(tx, actor, e); err != nil {
			return err
		}
		if e.vault, err = checkVault(s.directory.Org(), actor.Account, now.Version+1, wire, unlockers); err != nil {
			return err
		}
		if err := checkFormer(e.vault, s.directory.Org(), former); err != nil {
			return err
		}
		e.vault.Former = former
		kept, err := s.storeWays(tx, e)
		if err != nil {
			return err
		}
		if ended, err = s.endOrphans(tx, actor, kept); err != nil {
			return err
		}
		if e.password != nil {
			if err := tx.ReleaseSession(actor.Session); err != nil {
				return err
			}
		}
		return s.recordWays(tx, actor, e, kept.gone)
	})
	if err == nil {
		s.over(ended...)
	}
	return err
}

// recordWays writes the events of a vault that was replaced.
func (s *Service) recordWays(tx Tx, actor access.Actor, e enrolment, gone []removed) error {
	var acts []ledger.Event
	add := func(kind ledger.Kind, object seal.ID, reason string) {
		act := ledger.Act(s.Now(), kind, actor.Source(), object)
		act.Reason = reason
		acts = append(acts, act)
	}
	if e.passkey != nil {
		add(ledger.PasskeyAdded, ledger.Wide(seal.PasskeyWay(e.passkey.ID)), "")
	}
	if e.password != nil {
		add(ledger.UnlockerStored, actor.Account, wayPassword)
	}
	if e.recovery != nil {
		add(ledger.UnlockerStored, actor.Account, wayRecovery)
	}
	for _, way := range gone {
		add(ledger.UnlockerRemoved, way.object, way.way)
	}
	if len(acts) > 0 {
		if err := s.tell(tx, actor.Account, WaysChangedLetter); err != nil {
			return err
		}
	}
	add(ledger.VaultChanged, actor.Account, "")
	acts[len(acts)-1].First = e.vault.Version
	for _, act := range acts {
		if err := ledger.Append(tx, act); err != nil {
			return err
		}
	}
	return nil
}

// endOrphans ends the sessions whose way in is gone.
func (s *Service) endOrphans(tx Tx, actor access.Actor, kept unlockable) ([]seal.ID, error) {
	sessions, err := tx.Sessions(actor.Account)
	if err != nil {
		return nil, err
	}
	var ended []seal.ID
	for _, session := range sessions {
		if session.Way == (seal.ID16{}) || kept.ids[session.Way] || session.ID == actor.Session {
			continue
		}
		if err := tx.DeleteSession(session.ID); err != nil {
			return nil, err
		}
		if err := s.event(tx, ledger.SessionEnded, actor.Source(), session.ID, "unlocker-removed"); err != nil {
			return nil, err
		}
		ended = append(ended, session.ID)
	}
	return ended, nil
}
