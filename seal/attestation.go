package seal

// Level is how a customer showed who they are (section 15). The zero value is
// nobody, and is never attested.
type Level uint64

// The levels, in ascending order.
const (
	LevelEmail   Level = 1 // a code sent to an address came back
	LevelToken   Level = 2 // the organisation's website signed who is signed in there
	LevelPasskey Level = 3 // reserved
)

// attestationLimit is the longest time that an attestation may hold, in seconds.
const attestationLimit = 24 * 3600

// Attestation is the server's signed word that it checked who is behind a visitor
// device (section 15). It names the customer by a commitment only. A server that
// lies can attest what it never checked.
type Attestation struct {
	_          struct{} `cbor:",toarray"`
	Suite      Suite
	Org        ID
	ServerKey  ID // the server-key statement's id
	Device     ID // visitor device
	Level      Level
	Commitment ID // Identity.Commitment
	Challenge  ID // that the proof answered, used once
	Issued     uint64
	Expires    uint64
}

// ObjectType is "attestation".
func (Attestation) ObjectType() string { return "attestation" }

// Validate checks the shape.
func (a Attestation) Validate() error {
	switch {
	case a.Level == LevelPasskey:
		return Fail(ErrReserved, "attestation", "passkeys of customers")
	case a.Level != LevelEmail && a.Level != LevelToken:
		return Fail(ErrMalformed, "attestation", "unknown level")
	case a.Expires <= a.Issued || a.Expires-a.Issued > attestationLimit:
		return Fail(ErrMalformed, "attestation", "it holds for no time, or for too long")
	}
	return nil
}

// Identity is who a customer is, with what vouches for it. It goes sealed from
// the customer's device to the readers: the server keeps the commitment alone.
type Identity struct {
	_           struct{} `cbor:",toarray"`
	Attestation []byte
	Salt        ID     // random: nobody finds the identifier by trying addresses
	Source      string // who vouches: "" for the email level, else the token's issuer
	Identifier  string // the address, or the token's subject
	Email       string // as the token says, or ""
	Name        string // likewise
}

// The longest texts of an identity, in bytes.
const (
	identifierLimit = 255
	nameLimit       = 320
)

type committed struct {
	_          struct{} `cbor:",toarray"`
	Salt       ID
	Level      Level
	Source     string
	Identifier string
	Email      string
	Name       string
}

// Kind is the word in the body.
func (*Identity) Kind() string { return "identity" }

func (i *Identity) validate() error {
	if i.Identifier == "" || len(i.Identifier) > identifierLimit || len(i.Source) > identifierLimit || len(i.Email) > identifierLimit || len(i.Name) > nameLimit {
		return Fail(ErrMalformed, "identity", "a text is empty or too long")
	}
	return nil
}

// Commitment is what the server attests in place of who it is.
func (i *Identity) Commitment(level Level) (ID, error) {
	if err := i.validate(); err != nil {
		return ID{}, err
	}
	data, err := Encode(committed{Salt: i.Salt, Level: level, Source: i.Source, Identifier: i.Identifier, Email: i.Email, Name: i.Name})
	if err != nil {
		return ID{}, err
	}
	return HashID("identity", data), nil
}

// Claim says of whom an identity must be, and when it was received.
type Claim struct {
	Org       ID
	Device    ID     // the message's sender
	Received  uint64 // Unix seconds, of the message's receipt
	ServerKey func(statement ID) (PublicKey, error)
}

// attestationSlack is how far two clocks of one desk may be apart, in seconds.
const attestationSlack = 600

// Check gives the attestation if it vouches for just this identity on just this
// device at that time.
func (i *Identity) Check(claim Claim) (Attestation, error) {
	signed, err := ParseSigned[Attestation](i.Attestation)
	if err != nil {
		return Attestation{}, err
	}
	key, err := claim.ServerKey(signed.Unverified().ServerKey)
	if err != nil {
		return Attestation{}, err
	}
	a, err := signed.Verify(key)
	if err != nil {
		return Attestation{}, err
	}
	commitment, err := i.Commitment(a.Level)
	if err != nil {
		return Attestation{}, err
	}
	switch {
	case a.Org != claim.Org || a.Device != claim.Device:
		return Attestation{}, Fail(ErrUnverified, "check identity", "it was attested for another device")
	case !equal(commitment[:], a.Commitment[:]):
		return Attestation{}, Fail(ErrUnverified, "check identity", "somebody else was attested")
	case claim.Received+attestationSlack < a.Issued || claim.Received > a.Expires+attestationSlack:
		return Attestation{}, Fail(ErrUnverified, "check identity", "the attestation did not hold then")
	}
	return a, nil
}
