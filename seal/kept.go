package seal

import (
	"fmt"
	"io"
)

// KeptDraft is the kind of what a person is writing in a conversation.
const KeptDraft = "draft"

// Kept is something an account keeps for itself, so that its other browsers
// find it (section 14). Nobody else opens it, the team included.
type Kept struct {
	_          struct{} `cbor:",toarray"`
	Suite      Suite
	Org        ID
	Account    ID
	Kind       string
	Subject    ID // for a draft, the conversation
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

// SealDraft seals a draft under the account's sealing seed.
func SealDraft(random io.Reader, seed Secret, at KeptPlace, draft Draft) (Kept, error) {
	if err := draft.validate(); err != nil {
		return Kept{}, err
	}
	encoded, err := Encode(draft)
	if err != nil {
		return Kept{}, err
	}
	defer clear(encoded)
	padded, err := Pad(encoded)
	if err != nil {
		return Kept{}, err
	}
	defer clear(padded)
	k := Kept{Org: at.Org, Account: at.Account, Kind: KeptDraft, Subject: at.Subject, Version: at.Version}
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
	case k.Kind != KeptDraft:
		return Fail(ErrReserved, "kept", "kind %q", k.Kind)
	case k.Version == 0:
		return Fail(ErrMalformed, "kept", "versions start at 1")
	}
	return nil
}

// OpenDraft opens a draft in its place with the account's sealing seeds, newest
// first: what was kept before a change of keys opens with an earlier one.
func (k Kept) OpenDraft(at KeptPlace, seeds ...Secret) (Draft, error) {
	if k.Org != at.Org || k.Account != at.Account || k.Subject != at.Subject || k.Version != at.Version {
		return Draft{}, Fail(ErrCannotOpen, "open draft", "it is kept for another place or version")
	}
	for _, seed := range seeds {
		draft, err := k.openWith(seed)
		if err == nil {
			return draft, nil
		}
	}
	return Draft{}, Fail(ErrCannotOpen, "open draft", "no key of this account opens it")
}

func (k Kept) openWith(seed Secret) (Draft, error) {
	okm, ad, err := k.keys(seed)
	if err != nil {
		return Draft{}, err
	}
	defer clear(okm)
	secret, nonce := keyAndNonce(okm)
	padded, err := gcmOpen("open draft", secret, nonce, ad, k.Ciphertext)
	if err != nil {
		return Draft{}, err
	}
	defer clear(padded)
	encoded, err := Unpad(padded)
	if err != nil {
		return Draft{}, err
	}
	var draft Draft
	if err := Decode(encoded, PadLimit, &draft); err != nil {
		return Draft{}, err
	}
	return draft, draft.validate()
}

func (k Kept) keys(seed Secret) (okm, ad []byte, err error) {
	ad, err = Encode(keptAD{Org: k.Org, Account: k.Account, Kind: k.Kind, Subject: k.Subject, Version: k.Version, Salt: k.Salt})
	if err != nil {
		return nil, nil, err
	}
	okm, err = deriveBytes(seed[:], k.Salt[:], 44, "kept", k.Account, k.Kind, k.Subject, k.Version)
	return okm, ad, err
}
