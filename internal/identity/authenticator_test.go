package identity_test

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

// authenticator is a passkey in software: one ES256 credential (WebAuthn level
// 3, §6.5), attestation "none".
type authenticator struct {
	t       *testing.T
	origin  string
	party   string // the relying party that it believes to talk to
	kind    string // of ceremony, if it lies about that
	flags   byte   // of a registration, if not as they should be
	key     *ecdsa.PrivateKey
	id      []byte
	handle  []byte
	counter uint32
}

const (
	flagPresent  = 0x01
	flagVerified = 0x04
	flagNewKey   = 0x40
)

func newAuthenticator(t *testing.T, origin string) *authenticator {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	id := make([]byte, 32)
	rand.Read(id) //nolint:errcheck // never fails
	return &authenticator{t: t, origin: origin, party: "localhost", key: key, id: id}
}

func encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

func (a *authenticator) clientData(kind, challenge string) []byte {
	if a.kind != "" {
		kind = a.kind
	}
	data, err := json.Marshal(object{"type": kind, "challenge": challenge, "origin": a.origin, "crossOrigin": false})
	if err != nil {
		a.t.Fatal(err)
	}
	return data
}

// data is the authenticator data (§6.1), without a credential.
func (a *authenticator) data(flags byte) []byte {
	party := sha256.Sum256([]byte(a.party))
	a.counter++
	return binary.BigEndian.AppendUint32(append(party[:], flags), a.counter)
}

// register answers creation options.
func (a *authenticator) register(options json.RawMessage) object {
	a.t.Helper()
	var o struct {
		Challenge string
		User      struct{ ID string }
	}
	if err := json.Unmarshal(options, &o); err != nil {
		a.t.Fatal(err)
	}
	handle, err := base64.RawURLEncoding.DecodeString(o.User.ID)
	if err != nil {
		a.t.Fatal(err)
	}
	a.handle = handle
	public, err := a.key.PublicKey.Bytes() // 0x04 || x || y
	if err != nil {
		a.t.Fatal(err)
	}
	mode, err := cbor.CTAP2EncOptions().EncMode()
	if err != nil {
		a.t.Fatal(err)
	}
	key, err := mode.Marshal(map[int]any{1: 2, 3: -7, -1: 1, -2: public[1:33], -3: public[33:]})
	if err != nil {
		a.t.Fatal(err)
	}
	data := append(a.data(cmp.Or(a.flags, flagPresent|flagVerified)|flagNewKey), make([]byte, 16)...)
	data = binary.BigEndian.AppendUint16(data, uint16(len(a.id)))
	data = append(append(data, a.id...), key...)
	attestation, err := mode.Marshal(map[string]any{"fmt": "none", "attStmt": map[string]any{}, "authData": data})
	if err != nil {
		a.t.Fatal(err)
	}
	return a.answer(object{"clientDataJSON": encode(a.clientData("webauthn.create", o.Challenge)), "attestationObject": encode(attestation)})
}

// assert answers request options.
func (a *authenticator) assert(options json.RawMessage, flags byte) object {
	a.t.Helper()
	var o struct{ Challenge string }
	if err := json.Unmarshal(options, &o); err != nil {
		a.t.Fatal(err)
	}
	client, data := a.clientData("webauthn.get", o.Challenge), a.data(flags)
	hash := sha256.Sum256(client)
	signed := sha256.Sum256(append(data[:len(data):len(data)], hash[:]...))
	signature, err := ecdsa.SignASN1(rand.Reader, a.key, signed[:])
	if err != nil {
		a.t.Fatal(err)
	}
	return a.answer(object{
		"clientDataJSON": encode(client), "authenticatorData": encode(data), "signature": encode(signature), "userHandle": encode(a.handle),
	})
}

func (a *authenticator) answer(response object) object {
	return object{"id": encode(a.id), "rawId": encode(a.id), "type": "public-key", "response": response, "clientExtensionResults": object{}}
}

func std(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

// begunPasskey is the server's question for a new passkey.
type begunPasskey struct {
	Flow    string
	Options json.RawMessage
}
