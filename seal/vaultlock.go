package seal

import (
	"bytes"
	"io"
	"slices"
)

// LockedVault is one version of a vault with the unlockers beside it, as a
// server keeps them.
type LockedVault struct {
	Vault     []byte
	Unlockers [][]byte
}

// OpenedVault is a version of a vault that a device has opened.
type OpenedVault struct {
	Org, Account ID
	Version      uint64
	Key          Secret // of this version alone
	Contents     VaultContents
}

// LockVault seals contents as a version under a vault key of its own, and that
// key to the ways that the contents list. It needs no way's secret: whoever has
// opened a vault can lock the next version, and who was taken off the list opens
// nothing that comes later.
func LockVault(random io.Reader, org, account ID, version uint64, contents VaultContents) (LockedVault, Secret, error) {
	key, err := NewSecret(random)
	if err != nil {
		return LockedVault{}, Secret{}, err
	}
	vault, err := SealVault(random, key, org, account, version, contents)
	if err != nil {
		return LockedVault{}, Secret{}, err
	}
	var out LockedVault
	if out.Vault, err = vault.Bytes(); err != nil {
		return LockedVault{}, Secret{}, err
	}
	for _, way := range contents.Ways {
		unlocker, err := SealUnlocker(org, account, version, way, key)
		if err != nil {
			return LockedVault{}, Secret{}, err
		}
		wire, err := unlocker.Bytes()
		if err != nil {
			return LockedVault{}, Secret{}, err
		}
		out.Unlockers = append(out.Unlockers, wire)
	}
	return out, key, nil
}

// OpenWith opens the vault with its version's key, as a device keeps it or gets
// it by approval.
func (l LockedVault) OpenWith(key Secret, org, account ID) (OpenedVault, error) {
	vault, err := ParseVault(l.Vault)
	if err != nil {
		return OpenedVault{}, err
	}
	contents, err := vault.Open(key, org, account, vault.Version)
	if err != nil {
		return OpenedVault{}, err
	}
	if err := l.check(contents.Ways); err != nil {
		contents.Wipe()
		return OpenedVault{}, err
	}
	return OpenedVault{org, account, vault.Version, key, contents}, nil
}

// Unlock opens the vault by a way's key.
func (l LockedVault) Unlock(by UnlockKey) (OpenedVault, error) {
	vault, err := ParseVault(l.Vault)
	if err != nil {
		return OpenedVault{}, err
	}
	unlockers, err := l.parsed()
	if err != nil {
		return OpenedVault{}, err
	}
	at := slices.IndexFunc(unlockers, func(u Unlocker) bool { return u.ID == by.way.ID && u.Kind == by.way.Kind })
	if at < 0 {
		return OpenedVault{}, Fail(ErrCannotOpen, "unlock", "the vault has no such way in")
	}
	key, err := by.Open(unlockers[at], vault.Version)
	if err != nil {
		return OpenedVault{}, err
	}
	opened, err := l.OpenWith(key, by.org, by.account)
	if err != nil {
		return OpenedVault{}, err
	}
	if !slices.Contains(opened.Contents.Ways, by.way) {
		opened.Contents.Wipe()
		return OpenedVault{}, Fail(ErrUnverified, "unlock", "the vault does not list the way that opened it")
	}
	return opened, nil
}

// WayOf finds the name of the one unlocker of a kind: a password's or a recovery
// code's. Passkeys are named by PasskeyWay.
func (l LockedVault) WayOf(kind UnlockerKind) (ID16, error) {
	unlockers, err := l.parsed()
	if err != nil {
		return ID16{}, err
	}
	for _, u := range unlockers {
		if u.Kind == kind && kind != UnlockPasskey {
			return u.ID, nil
		}
	}
	return ID16{}, Fail(ErrCannotOpen, "unlock", "the vault has no such way in")
}

func (l LockedVault) parsed() ([]Unlocker, error) {
	unlockers := make([]Unlocker, len(l.Unlockers))
	for i, wire := range l.Unlockers {
		var err error
		if unlockers[i], err = ParseUnlocker(wire); err != nil {
			return nil, err
		}
	}
	return unlockers, nil
}

// check refuses unlockers that are not those of the vault's own list, one for
// one: a server that adds or hides a way is caught before anything is sealed.
func (l LockedVault) check(ways []Way) error {
	unlockers, err := l.parsed()
	if err != nil {
		return err
	}
	slices.SortFunc(unlockers, func(a, b Unlocker) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	same := func(u Unlocker, w Way) bool { return u.ID == w.ID && u.Kind == w.Kind }
	if !slices.EqualFunc(unlockers, ways, same) {
		return Fail(ErrUnverified, "check ways", "the server shows other ways in than the vault lists")
	}
	return nil
}

// Relock makes the next version with changed contents.
func (v OpenedVault) Relock(random io.Reader, contents VaultContents) (LockedVault, OpenedVault, error) {
	next := OpenedVault{Org: v.Org, Account: v.Account, Version: v.Version + 1, Contents: contents}
	locked, key, err := LockVault(random, v.Org, v.Account, next.Version, contents)
	next.Key = key
	return locked, next, err
}

// Without is the contents less one way, for Relock.
func (v VaultContents) Without(id ID16) VaultContents {
	v.Ways = slices.DeleteFunc(slices.Clone(v.Ways), func(w Way) bool { return w.ID == id })
	return v
}

// With is the contents and one more way, which takes the place of another
// password's or recovery code's.
func (v VaultContents) With(way Way) VaultContents {
	replaced := func(w Way) bool { return w.ID == way.ID || way.Kind != UnlockPasskey && w.Kind == way.Kind }
	v.Ways = append(slices.DeleteFunc(slices.Clone(v.Ways), replaced), way)
	slices.SortFunc(v.Ways, func(a, b Way) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	return v
}
