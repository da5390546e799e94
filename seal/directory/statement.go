package directory

import (
	"fmt"
	"io"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"github.com/sealdesk/sealdesk/seal"
)

// maxSignatures bounds the work that one statement can ask for.
const maxSignatures = 8

// SignatureKind tells what a signature's reference names.
type SignatureKind uint64

// The kinds of signature.
const (
	ByIdentityKey   SignatureKind = 1
	ByDeviceKey     SignatureKind = 2
	ByInvitationKey SignatureKind = 3
)

// Signature is one signature under a statement. Ref is a public key, or for
// devices the device id.
type Signature struct {
	_         struct{} `cbor:",toarray"`
	Kind      SignatureKind
	Ref       seal.ID
	Signature seal.Signature
}

// Header is a statement's place. Org is absent in genesis; Object is absent in
// the statement that creates an object; Previous is the slot's last statement.
type Header struct {
	Org      seal.OptionalID
	Object   seal.OptionalID
	Previous seal.OptionalID
	Head     seal.OptionalID
	Time     uint64 // Unix seconds
	Salt     seal.ID16
}

// Statement is a parsed statement. Its signatures have not been checked:
// Replay.Append does.
type Statement struct {
	Header
	Content    Content
	Signatures []Signature

	id      seal.ID
	payload []byte
}

type statementWire struct {
	_          struct{} `cbor:",toarray"`
	Payload    []byte
	Signatures []Signature
}

type payloadWire struct {
	_        struct{} `cbor:",toarray"`
	Suite    seal.Suite
	Org      seal.OptionalID
	Type     string
	Object   seal.OptionalID
	Previous seal.OptionalID
	Head     seal.OptionalID
	Time     uint64
	Salt     seal.ID16
	Content  cbor.RawMessage
}

// Signer signs statements in one role.
type Signer struct {
	kind SignatureKind
	ref  seal.ID
	key  seal.SigningKey
}

// ByIdentity signs as an account's identity.
func ByIdentity(key seal.SigningKey) Signer {
	return Signer{kind: ByIdentityKey, ref: seal.ID(key.Public()), key: key}
}

// ByDevice signs as a certified device.
func ByDevice(device seal.ID, key seal.SigningKey) Signer {
	return Signer{kind: ByDeviceKey, ref: device, key: key}
}

// ByInvitation signs as the holder of an invitation link.
func ByInvitation(key seal.SigningKey) Signer {
	return Signer{kind: ByInvitationKey, ref: seal.ID(key.Public()), key: key}
}

// NewStatement draws the salt, encodes and signs a statement.
func NewStatement(random io.Reader, header Header, content Content, signers ...Signer) (Statement, error) {
	if _, err := io.ReadFull(random, header.Salt[:]); err != nil {
		return Statement{}, fmt.Errorf("directory: draw salt: %w", err)
	}
	if err := content.validate(); err != nil {
		return Statement{}, err
	}
	encoded, err := seal.Encode(content)
	if err != nil {
		return Statement{}, err
	}
	payload, err := seal.Encode(payloadWire{
		Org: header.Org, Type: string(content.Type()), Object: header.Object, Previous: header.Previous,
		Head: header.Head, Time: header.Time, Salt: header.Salt, Content: encoded,
	})
	if err != nil {
		return Statement{}, err
	}
	s := Statement{Header: header, Content: content, id: seal.HashID("statement", payload), payload: payload}
	return s.CoSign(signers...)
}

// CoSign adds signatures, as the second hand of an inbox or a key change.
func (s Statement) CoSign(signers ...Signer) (Statement, error) {
	s.Signatures = slices.Clone(s.Signatures)
	for _, signer := range signers {
		signature, err := signer.key.Sign("statement", s.payload)
		if err != nil {
			return Statement{}, err
		}
		s.Signatures = append(s.Signatures, Signature{Kind: signer.kind, Ref: signer.ref, Signature: signature})
	}
	return s, nil
}

// ParseStatement reads a statement's wire form and checks what the bytes alone
// can tell.
func ParseStatement(wire []byte) (Statement, error) {
	var outer statementWire
	if err := seal.Decode(wire, seal.StatementLimit, &outer); err != nil {
		return Statement{}, err
	}
	if n := len(outer.Signatures); n == 0 || n > maxSignatures {
		return Statement{}, malformed("%d signatures", n)
	}
	for _, signature := range outer.Signatures {
		if signature.Kind < ByIdentityKey || signature.Kind > ByInvitationKey {
			return Statement{}, malformed("unknown kind of signature")
		}
	}
	return parsePayload(outer.Payload, outer.Signatures)
}

func parsePayload(payload []byte, signatures []Signature) (Statement, error) {
	var inner payloadWire
	if err := seal.Decode(payload, seal.StatementLimit, &inner); err != nil {
		return Statement{}, err
	}
	content, err := newContent(Type(inner.Type))
	if err != nil {
		return Statement{}, err
	}
	if err := seal.Decode(inner.Content, seal.StatementLimit, content); err != nil {
		return Statement{}, err
	}
	if err := content.validate(); err != nil {
		return Statement{}, err
	}
	header := Header{Org: inner.Org, Object: inner.Object, Previous: inner.Previous, Head: inner.Head, Time: inner.Time, Salt: inner.Salt}
	s := Statement{Header: header, Content: content, Signatures: signatures, id: seal.HashID("statement", payload), payload: payload}
	return s, s.checkPlace()
}

// checkPlace checks which statements create, and that genesis alone has no
// organisation.
func (s Statement) checkPlace() error {
	t := s.Content.Type()
	if (t == TypeGenesis) == s.Org.Present() {
		return malformed("genesis, and only it, has no organisation")
	}
	creates := !s.Object.Present()
	switch t {
	case TypeGenesis:
		if !creates {
			return malformed("genesis has no object")
		}
	case TypeAccount, TypeDevice, TypeGroup, TypeInbox, TypeInvite:
	default:
		if creates {
			return malformed("%s without an object", t)
		}
	}
	if creates && s.Previous.Present() {
		return malformed("what creates an object follows nothing")
	}
	return nil
}

// Bytes is the statement's wire form.
func (s Statement) Bytes() ([]byte, error) {
	return seal.Encode(statementWire{Payload: s.payload, Signatures: s.Signatures})
}

// ID is ID("statement", payload).
func (s Statement) ID() seal.ID { return s.id }

// ObjectID is the object the statement is about; what it creates is named by
// the statement itself.
func (s Statement) ObjectID() seal.ID {
	if s.Object.Present() {
		return s.Object.ID()
	}
	return s.id
}

// Slot is a chain of statements of one kind about one object.
type Slot struct {
	Kind   Type
	Object seal.ID
}

// Slot is the chain the statement belongs to. A removal ends its account's.
func (s Statement) Slot() Slot {
	kind := s.Content.Type()
	if kind == TypeRemoval {
		kind = TypeAccount
	}
	return Slot{Kind: kind, Object: s.ObjectID()}
}

// Key is the slot key of section 4.2.
func (s Slot) Key() seal.ID {
	data := append([]byte(s.Kind), 0)
	return seal.HashID("slot", append(data, s.Object[:]...))
}

// signedBy checks one signature under a known key.
func (s Statement) signedBy(signature Signature, key seal.PublicKey) error {
	return key.Verify("statement", s.payload, signature.Signature)
}
