package seal

import (
	"fmt"
	"io"
)

// VaultContents are an account's own keys, newest first, and the ways to them
// (section 9).
type VaultContents struct {
	_             struct{} `cbor:",toarray"`
	Identities    []Secret // Ed25519 seeds
	Sealings      []Secret // X-Wing seeds
	AccountSecret Secret
	Ways          []Way // sorted by id; the only public keys that a vault key is sealed to
}

// Identity is the current identity key.
func (v VaultContents) Identity() SigningKey {
	if len(v.Identities) == 0 {
		return SigningKey{}
	}
	return SigningKeyFromSeed(v.Identities[0])
}

// Opening is the current sealing key's opening half.
func (v VaultContents) Opening() (OpeningKey, error) {
	if len(v.Sealings) == 0 {
		return OpeningKey{}, Fail(ErrCannotOpen, "vault", "it holds no sealing key")
	}
	return OpeningKeyFromSeed(v.Sealings[0])
}

// Wipe overwrites the contents.
func (v *VaultContents) Wipe() {
	for i := range v.Identities {
		v.Identities[i].Wipe()
	}
	for i := range v.Sealings {
		v.Sealings[i].Wipe()
	}
	v.AccountSecret.Wipe()
}

func (v VaultContents) validate() error {
	if len(v.Identities) == 0 || len(v.Sealings) == 0 {
		return Fail(ErrMalformed, "vault", "it holds no key")
	}
	return checkWays(v.Ways)
}

// Vault is a sealed vault: its outside, and ciphertext.
type Vault struct {
	_          struct{} `cbor:",toarray"`
	Suite      Suite
	Org        ID
	Account    ID
	Version    uint64
	Salt       ID
	Ciphertext []byte
}

type vaultAD struct {
	_       struct{} `cbor:",toarray"`
	Suite   Suite
	Org     ID
	Account ID
	Version uint64
	Salt    ID
}

// SealVault seals contents as version of an account's vault.
func SealVault(random io.Reader, key Secret, org, account ID, version uint64, contents VaultContents) (Vault, error) {
	if err := contents.validate(); err != nil {
		return Vault{}, err
	}
	v := Vault{Org: org, Account: account, Version: version}
	if _, err := io.ReadFull(random, v.Salt[:]); err != nil {
		return Vault{}, fmt.Errorf("seal: draw salt: %w", err)
	}
	plaintext, err := Encode(contents)
	if err != nil {
		return Vault{}, err
	}
	defer clear(plaintext)
	okm, ad, err := v.keys(key)
	if err != nil {
		return Vault{}, err
	}
	defer clear(okm)
	secret, nonce := keyAndNonce(okm)
	v.Ciphertext, err = gcmSeal(secret, nonce, ad, plaintext)
	return v, err
}

// ParseVault reads a vault's wire form.
func ParseVault(wire []byte) (Vault, error) {
	var v Vault
	err := Decode(wire, DefaultLimit, &v)
	return v, err
}

// Bytes is the vault's wire form.
func (v Vault) Bytes() ([]byte, error) { return Encode(v) }

// Open opens the vault of the account and version that the caller names: a
// vault in another's place, or an old one served again, does not open. Who
// knows no version passes v.Version.
func (v Vault) Open(key Secret, org, account ID, version uint64) (VaultContents, error) {
	if v.Org != org || v.Account != account || v.Version != version {
		return VaultContents{}, Fail(ErrCannotOpen, "open vault", "it is of another account or version")
	}
	okm, ad, err := v.keys(key)
	if err != nil {
		return VaultContents{}, err
	}
	defer clear(okm)
	secret, nonce := keyAndNonce(okm)
	plaintext, err := gcmOpen("open vault", secret, nonce, ad, v.Ciphertext)
	if err != nil {
		return VaultContents{}, err
	}
	defer clear(plaintext)
	var contents VaultContents
	if err := Decode(plaintext, DefaultLimit, &contents); err != nil {
		return VaultContents{}, err
	}
	return contents, contents.validate()
}

func (v Vault) keys(key Secret) (okm, ad []byte, err error) {
	ad, err = Encode(vaultAD{Org: v.Org, Account: v.Account, Version: v.Version, Salt: v.Salt})
	if err != nil {
		return nil, nil, err
	}
	okm, err = deriveBytes(key[:], v.Salt[:], 44, "vault", v.Account, v.Version)
	return okm, ad, err
}
