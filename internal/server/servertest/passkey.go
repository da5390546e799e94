package servertest

import (
	"cmp"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/json"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

// Passkey is a passkey in software: one ES256 credential (WebAuthn level 3,
// §6.5), attestation "none". Its fields are for plays that lie.
type Passkey struct {
	t       testing.TB
	Origin  string
	Party   string // the relying party that it believes to talk to
	Kind    string // of ceremony, if it lies about that
	Flags   byte   // of a registration, if not as they should be
	Key     *ecdsa.PrivateKey
	ID      []byte
	Handle  []byte
	Counter uint32
	Maker   [16]byte // AAGUID
}

// Flags of the authenticator data (§6.1).
const (
	FlagPresent  = 0x01
	FlagVerified = 0x04
	flagNewKey   = 0x40
)

// NewPasskey makes one for a page's origin.
func NewPasskey(t testing.TB, origin string) *Passkey {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(t, err)
	id := make([]byte, 32)
	rand.Read(id) //nolint:errcheck // never fails
	return &Passkey{t: t, Origin: origin, Party: "localhost", Key: key, ID: id}
}

// encode is base64url without padding, as WebAuthn writes bytes in JSON.
func encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

func (a *Passkey) clientData(kind, challenge string) []byte {
	if a.Kind != "" {
		kind = a.Kind
	}
	data, err := json.Marshal(Object{"type": kind, "challenge": challenge, "origin": a.Origin, "crossOrigin": false})
	must(a.t, err)
	return data
}

// data is the authenticator data (§6.1), without a credential.
func (a *Passkey) data(flags byte) []byte {
	party := sha256.Sum256([]byte(a.Party))
	a.Counter++
	return binary.BigEndian.AppendUint32(append(party[:], flags), a.Counter)
}

// Register answers creation options.
func (a *Passkey) Register(options json.RawMessage) Object {
	a.t.Helper()
	var o struct {
		Challenge string
		User      struct{ ID string }
	}
	must(a.t, json.Unmarshal(options, &o))
	handle, err := base64.RawURLEncoding.DecodeString(o.User.ID)
	must(a.t, err)
	a.Handle = handle
	public, err := a.Key.PublicKey.Bytes() // 0x04 || x || y
	must(a.t, err)
	mode, err := cbor.CTAP2EncOptions().EncMode()
	must(a.t, err)
	key, err := mode.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: public[1:33], -3: public[33:]})
	must(a.t, err)
	data := append(a.data(cmp.Or(a.Flags, FlagPresent|FlagVerified)|flagNewKey), a.Maker[:]...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(a.ID)))
	data = append(append(data, a.ID...), key...)
	attestation, err := mode.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	must(a.t, err)
	return a.answer(Object{"clientDataJSON": encode(a.clientData("webauthn.create", o.Challenge)), "attestationObject": encode(attestation)})
}

// Assert answers request options.
func (a *Passkey) Assert(options json.RawMessage, flags byte) Object {
	a.t.Helper()
	var o struct{ Challenge string }
	must(a.t, json.Unmarshal(options, &o))
	client, data := a.clientData("webauthn.get", o.Challenge), a.data(flags)
	hash := sha256.Sum256(client)
	signed := sha256.Sum256(append(data[:len(data):len(data)], hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, a.Key, signed[:])
	must(a.t, err)
	return a.answer(Object{
		"clientDataJSON": encode(client), "authenticatorData": encode(data), "signature": encode(signature), "userHandle": encode(a.Handle),
	})
}

func (a *Passkey) answer(response Object) Object {
	return Object{"id": encode(a.ID), "rawId": encode(a.ID), "type": "public-key", "response": response, "clientExtensionResults": Object{}}
}
