package seal

// Object is a payload that is carried as [payload, signature] (section 6).
type Object interface {
	// ObjectType is the domain of its signature and id.
	ObjectType() string
	// Validate checks what the bytes alone can tell.
	Validate() error
}

// Signed is a payload with a signature, kept as received. Its value is not
// verified until Verify has returned it.
type Signed[T Object] struct {
	value     T
	payload   []byte
	signature Signature
}

type signedWire struct {
	_         struct{} `cbor:",toarray"`
	Payload   []byte
	Signature Signature
}

// SignObject encodes value and signs it.
func SignObject[T Object](key SigningKey, value T) (Signed[T], error) {
	if err := value.Validate(); err != nil {
		return Signed[T]{}, err
	}
	payload, err := Encode(value)
	if err != nil {
		return Signed[T]{}, err
	}
	signature, err := key.Sign(value.ObjectType(), payload)
	if err != nil {
		return Signed[T]{}, err
	}
	return Signed[T]{value: value, payload: payload, signature: signature}, nil
}

// ParseSigned reads a signed object and checks its shape, not its signature.
func ParseSigned[T Object](wire []byte) (Signed[T], error) {
	var outer signedWire
	if err := Decode(wire, DefaultLimit, &outer); err != nil {
		return Signed[T]{}, err
	}
	parsed := Signed[T]{payload: outer.Payload, signature: outer.Signature}
	if err := Decode(outer.Payload, DefaultLimit, &parsed.value); err != nil {
		return Signed[T]{}, err
	}
	if err := parsed.value.Validate(); err != nil {
		return Signed[T]{}, err
	}
	return parsed, nil
}

// Bytes is the object's wire form.
func (s Signed[T]) Bytes() []byte {
	wire := make([]byte, 0, len(s.payload)+len(s.signature)+16)
	return appendBytes(appendBytes(appendHead(wire, 4, 2), s.payload), s.signature[:])
}

// ID is ID(type, payload as received).
func (s Signed[T]) ID() ID { return HashID(s.value.ObjectType(), s.payload) }

// Unverified is the value as claimed: enough to look up who should have
// signed it, not enough to act on.
func (s Signed[T]) Unverified() T { return s.value }

// Verify gives the value if key signed it.
func (s Signed[T]) Verify(key PublicKey) (T, error) {
	if err := key.Verify(s.value.ObjectType(), s.payload, s.signature); err != nil {
		var none T
		return none, err
	}
	return s.value, nil
}
