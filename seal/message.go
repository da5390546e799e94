package seal

import (
	"crypto/sha256"
	"fmt"
	"io"
)

// Class is what the server may know of a message's kind.
type Class uint64

// The classes.
const (
	ClassContent Class = 1
	ClassContext Class = 2
	ClassChange  Class = 3 // edit, remove, reaction
	ClassState   Class = 4 // about the conversation: state, profile, rating
)

// Header is a message's visible part, and its associated data (section 7).
type Header struct {
	_              struct{} `cbor:",toarray"`
	Suite          Suite
	Org            ID
	Thread         ID
	Generation     ID // thread generation's statement id
	Message        ID16
	Salt           ID // 32 random bytes
	Sender         ID // device or visitor device
	Class          Class
	Head           ID
	Counter        uint64 // 1, 2, 3 … per device and thread
	Previous       OptionalID
	Seen           uint64
	SeenTranscript ID
}

// Validate checks what the header alone can tell.
func (h Header) Validate() error {
	if h.Class < ClassContent || h.Class > ClassState {
		return Fail(ErrMalformed, "message header", "unknown class %d", h.Class)
	}
	if h.Counter == 0 || (h.Counter == 1) == h.Previous.Present() {
		return Fail(ErrMalformed, "message header", "counter %d and own previous do not fit", h.Counter)
	}
	return nil
}

// Envelope is a message as carried. Its header is not verified.
type Envelope struct {
	header     Header
	rawHeader  []byte
	ciphertext []byte
	signature  Signature
}

// ParseMessage reads an envelope and checks its shape, not its signature.
func ParseMessage(wire []byte) (Envelope, error) {
	var e Envelope
	outer := readFields(wire, EnvelopeLimit, 3)
	e.rawHeader, e.ciphertext = outer.bytes(), outer.bytes()
	outer.fixed(e.signature[:])
	if err := outer.end(); err != nil {
		return Envelope{}, err
	}
	var err error
	if e.header, err = readHeader(e.rawHeader); err != nil {
		return Envelope{}, err
	}
	return e, e.header.Validate()
}

// readHeader reads the fields in the order of Header.
func readHeader(data []byte) (Header, error) {
	var h Header
	f := readFields(data, DefaultLimit, 13)
	f.suite()
	h.Org, h.Thread, h.Generation = f.id(), f.id(), f.id()
	f.fixed(h.Message[:])
	h.Salt, h.Sender, h.Class, h.Head = f.id(), f.id(), Class(f.number()), f.id()
	h.Counter, h.Previous = f.number(), f.optional()
	h.Seen, h.SeenTranscript = f.number(), f.id()
	return h, f.end()
}

// Bytes is the envelope's wire form.
func (e Envelope) Bytes() []byte {
	wire := make([]byte, 0, len(e.rawHeader)+len(e.ciphertext)+len(e.signature)+16)
	return appendBytes(appendBytes(appendBytes(appendHead(wire, 4, 3), e.rawHeader), e.ciphertext), e.signature[:])
}

// Unverified is the header as claimed.
func (e Envelope) Unverified() Header { return e.header }

// Hash is the message hash: what transcripts and own-previous name.
func (e Envelope) Hash() ID { return HashID("message", e.digest()) }

func (e Envelope) digest() []byte {
	header, ciphertext := sha256.Sum256(e.rawHeader), sha256.Sum256(e.ciphertext)
	return append(header[:], ciphertext[:]...)
}

// Outline is a message without what it says: its header, and the hash of its
// ciphertext. It has the hash of the message, so that who reads nothing can tell
// that this message has its place, and under which key it was sealed.
type Outline struct {
	Header     []byte
	Ciphertext ID // SHA-256
}

// Outline is what can be shown of an envelope to who may not read it.
func (e Envelope) Outline() Outline {
	return Outline{Header: e.rawHeader, Ciphertext: sha256.Sum256(e.ciphertext)}
}

// Read gives the header, and the hash of the message that it is the outline of.
func (o Outline) Read() (Header, ID, error) {
	h, err := readHeader(o.Header)
	if err == nil {
		err = h.Validate()
	}
	header := sha256.Sum256(o.Header)
	return h, HashID("message", append(header[:], o.Ciphertext[:]...)), err
}

// Verified is an envelope whose sender's signature holds.
type Verified struct {
	Header Header
	hash   ID
	from   Envelope
}

// Hash is the message hash.
func (v Verified) Hash() ID { return v.hash }

// Verify checks the sender's signature. The caller has found key under
// Unverified().Sender.
func (e Envelope) Verify(key PublicKey) (Verified, error) {
	digest := e.digest()
	if err := key.Verify("message", digest, e.signature); err != nil {
		return Verified{}, err
	}
	return Verified{Header: e.header, hash: HashID("message", digest), from: e}, nil
}

// Open opens a verified message with its thread generation's key.
func (v Verified) Open(key ThreadKey) (Body, error) {
	if v.from.header.Generation != key.generation || v.from.header.Thread != key.thread || v.from.header.Org != key.org {
		return Body{}, Fail(ErrCannotOpen, "open message", "the key belongs to another generation")
	}
	okm, err := messageKey(key, v.from.header)
	if err != nil {
		return Body{}, err
	}
	defer clear(okm)
	secret, nonce := keyAndNonce(okm)
	padded, err := gcmOpen("open message", secret, nonce, v.from.rawHeader, v.from.ciphertext)
	if err != nil {
		return Body{}, err
	}
	encoded, err := Unpad(padded)
	if err != nil {
		return Body{}, err
	}
	body, err := ParseBody(encoded)
	if err != nil {
		return Body{}, err
	}
	return body, body.checkClass(v.from.header.Class)
}

// SealMessage draws the message id and salt, seals body under key and signs.
// draft needs Head, Sender, Counter, Previous, Seen and SeenTranscript.
func SealMessage(random io.Reader, key ThreadKey, signing SigningKey, draft Header, body Body) (Envelope, error) {
	var err error
	if draft.Message, err = drawID16(random); err != nil {
		return Envelope{}, err
	}
	if _, err := io.ReadFull(random, draft.Salt[:]); err != nil {
		return Envelope{}, fmt.Errorf("seal: draw salt: %w", err)
	}
	draft.Org, draft.Thread, draft.Generation = key.org, key.thread, key.generation
	draft.Class = ClassOf(body.Content)
	if err := draft.Validate(); err != nil {
		return Envelope{}, err
	}
	return sealEnvelope(key, signing, draft, body)
}

func sealEnvelope(key ThreadKey, signing SigningKey, header Header, body Body) (Envelope, error) {
	rawHeader, err := Encode(header)
	if err != nil {
		return Envelope{}, err
	}
	encoded, err := body.Bytes()
	if err != nil {
		return Envelope{}, err
	}
	padded, err := Pad(encoded)
	if err != nil {
		return Envelope{}, err
	}
	okm, err := messageKey(key, header)
	if err != nil {
		return Envelope{}, err
	}
	defer clear(okm)
	secret, nonce := keyAndNonce(okm)
	e := Envelope{header: header, rawHeader: rawHeader}
	if e.ciphertext, err = gcmSeal(secret, nonce, rawHeader, padded); err != nil {
		return Envelope{}, err
	}
	e.signature, err = signing.Sign("message", e.digest())
	return e, err
}

func messageKey(key ThreadKey, h Header) ([]byte, error) {
	return deriveBytes(key.secret[:], h.Salt[:], 44, "message", h.Message, h.Generation, h.Sender)
}
