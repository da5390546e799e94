package seal

import (
	"bytes"
	"fmt"
	"io"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// The kinds: what a person is writing in a conversation, and the passwords that they had.
const (
	KeptDraft     = "draft"
	KeptPasswords = "passwords"
)

// Kept is something an account keeps for itself, so that its other browsers
// find it (section 14). Nobody else opens it, the team included.
type Kept struct {
	_          struct{} `cbor:",toarray"`
	Suite      Suite
	Org        ID
	Account    ID
	Kind       string
	Subject    ID // of a draft, the conversation; of passwords, the account
	Version    uint64
	Salt       ID
	Ciphertext []byte
}

type keptAD struct {
	_       struct{} `cbor:",toarray"`
	Suite   Suite
	Org     ID
	Account ID
	Kind    string
	Subject ID
	Version uint64
	Salt    ID
}

// Draft is what somebody is writing.
type Draft struct {
	_     struct{} `cbor:",toarray"`
	Mode  string   // "reply" or "note": the one in front
	Reply string
	Note  string
	Time  uint64 // Unix milliseconds, by the device that wrote it
}

func (d Draft) validate() error {
	if d.Mode != "reply" && d.Mode != "note" {
		return Fail(ErrMalformed, "draft", "unknown mode %q", d.Mode)
	}
	return nil
}

// KeptPlace says whose it is, what it is about, and which version.
type KeptPlace struct {
	Org, Account, Subject ID
	Version               uint64
}

// MaxPasswords is how many passwords are kept: the present one and the ten before.
const MaxPasswords = 11

// Passwords lets a browser see that a password was had before. It says of none what it
// was; guessing costs what the stretching does.
type Passwords struct {
	_          struct{} `cbor:",toarray"`
	Salt       ID16
	Memory     uint32 // of Argon2id, in KiB
	Iterations uint32
	Verifiers  []ID // the newest first
}

func (p Passwords) validate() error {
	if len(p.Verifiers) == 0 || len(p.Verifiers) > MaxPasswords {
		return Fail(ErrMalformed, "passwords", "%d of them", len(p.Verifiers))
	}
	return PasswordCost{p.Memory, p.Iterations}.Check()
}

// Verifier is what is kept of a password of an account.
func (p Passwords) Verifier(password string, org, account ID) (ID, error) {
	if err := (PasswordCost{p.Memory, p.Iterations}).Check(); err != nil {
		return ID{}, err
	}
	stretched := argon2.IDKey(norm.NFKC.Bytes([]byte(password)), p.Salt[:], p.Iterations, p.Memory, 1, 32)
	defer clear(stretched)
	verifier, err := deriveBytes(stretched, org[:], 32, "former-password", account)
	if err != nil {
		return ID{}, err
	}
	return ID(verifier), nil
}

// SealDraft seals a draft under the account's sealing seed.
func SealDraft(random io.Reader, seed Secret, at KeptPlace, draft Draft) (Kept, error) {
	if err := draft.validate(); err != nil {
		return Kept{}, err
	}
	return sealKept(random, seed, KeptDraft, at, draft)
}

// SealPasswords likewise; the subject is the account, the version the vault's.
func SealPasswords(random io.Reader, seed Secret, at KeptPlace, p Passwords) (Kept, error) {
	if err := p.validate(); err != nil {
		return Kept{}, err
	}
	return sealKept(random, seed, KeptPasswords, at, p)
}

func sealKept(random io.Reader, seed Secret, kind string, at KeptPlace, content any) (Kept, error) {
	encoded, err := Encode(content)
	if err != nil {
		return Kept{}, err
	}
	defer clear(encoded)
	padded, err := Pad(encoded)
	if err != nil {
		return Kept{}, err
	}
	defer clear(padded)
	k := Kept{Org: at.Org, Account: at.Account, Kind: kind, Subject: at.Subject, Version: at.Version}
	if err := k.validate(); err != nil {
		return Kept{}, err
	}
	if _, err := io.ReadFull(random, k.Salt[:]); err != nil {
		return Kept{}, fmt.Errorf("seal: draw salt: %w", err)
	}
	okm, ad, err := k.keys(seed)
	if err != nil {
		return Kept{}, err
	}
	defer clear(okm)
	secret, nonce := keyAndNonce(okm)
	k.Ciphertext, err = gcmSeal(secret, nonce, ad, padded)
	return k, err
}

// ParseKept reads the wire form.
func ParseKept(wire []byte) (Kept, error) {
	var k Kept
	if err := Decode(wire, EnvelopeLimit, &k); err != nil {
		return Kept{}, err
	}
	return k, k.validate()
}

// Bytes is the wire form.
func (k Kept) Bytes() ([]byte, error) { return Encode(k) }

func (k Kept) validate() error {
	switch {
	case k.Kind != KeptDraft && k.Kind != KeptPasswords:
		return Fail(ErrReserved, "kept", "kind %q", k.Kind)
	case k.Version == 0:
		return Fail(ErrMalformed, "kept", "versions start at 1")
	case k.Kind == KeptPasswords && k.Subject != k.Account:
		return Fail(ErrMalformed, "kept", "passwords of another subject than their account")
	}
	return nil
}

// OpenDraft opens a draft in its place with the account's sealing seeds, newest
// first: what was kept before a change of keys opens with an earlier one.
func (k Kept) OpenDraft(at KeptPlace, seeds ...Secret) (Draft, error) {
	var draft Draft
	if err := k.open(KeptDraft, at, seeds, &draft); err != nil {
		return Draft{}, err
	}
	return draft, draft.validate()
}

// OpenPasswords likewise.
func (k Kept) OpenPasswords(at KeptPlace, seeds ...Secret) (Passwords, error) {
	var p Passwords
	if err := k.open(KeptPasswords, at, seeds, &p); err != nil {
		return Passwords{}, err
	}
	return p, p.validate()
}

func (k Kept) open(kind string, at KeptPlace, seeds []Secret, into any) error {
	if k.Kind != kind || k.Org != at.Org || k.Account != at.Account || k.Subject != at.Subject || k.Version != at.Version {
		return Fail(ErrCannotOpen, "open kept", "it is kept for another place or version")
	}
	for _, seed := range seeds {
		encoded, err := k.openWith(seed)
		if err != nil {
			continue
		}
		defer clear(encoded)
		return Decode(encoded, PadLimit, into)
	}
	return Fail(ErrCannotOpen, "open kept", "no key of this account opens it")
}

func (k Kept) openWith(seed Secret) ([]byte, error) {
	okm, ad, err := k.keys(seed)
	if err != nil {
		return nil, err
	}
	defer clear(okm)
	secret, nonce := keyAndNonce(okm)
	padded, err := gcmOpen("open kept", secret, nonce, ad, k.Ciphertext)
	if err != nil {
		return nil, err
	}
	defer clear(padded)
	encoded, err := Unpad(padded)
	return bytes.Clone(encoded), err
}

func (k Kept) keys(seed Secret) (okm, ad []byte, err error) {
	ad, err = Encode(keptAD{Org: k.Org, Account: k.Account, Kind: k.Kind, Subject: k.Subject, Version: k.Version, Salt: k.Salt})
	if err != nil {
		return nil, nil, err
	}
	okm, err = deriveBytes(seed[:], k.Salt[:], 44, "kept", k.Account, k.Kind, k.Subject, k.Version)
	return okm, ad, err
}
