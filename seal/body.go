package seal

import "github.com/fxamacker/cbor/v2"

// Content is what a message says; one type per kind of section 7.
type Content interface {
	// Kind is the word in the body.
	Kind() string
	validate() error
}

// Body is an opened message.
type Body struct {
	Time    uint64 // Unix milliseconds
	Logical ID16   // the same over resends: readers show one
	Content Content
	// Record is what the sender's device last saw of the server's record of acts; the
	// zero value if it says nothing of it.
	Record RecordSeen
}

// RecordSeen is a checkpoint of the record of acts (docs/ledger.md): what its
// signed note says, without the words that every reader can add. Whoever holds the
// server's key made the signature, or nobody: seal/ledger checks it.
type RecordSeen struct {
	_         struct{} `cbor:",toarray"`
	Size      uint64
	Root      ID
	Signature [64]byte
}

// Present reports whether there is one: a record that was seen has an entry.
func (r RecordSeen) Present() bool { return r.Size > 0 }

type bodyWire struct {
	_       struct{} `cbor:",toarray"`
	Kind    string
	Time    uint64
	Logical ID16
	Content cbor.RawMessage
}

// bodyWithRecord is a body that ends with what was seen of the record.
type bodyWithRecord struct {
	_       struct{} `cbor:",toarray"`
	Kind    string
	Time    uint64
	Logical ID16
	Content cbor.RawMessage
	Record  RecordSeen
}

// arrayOfFive is the first byte of a body that ends with a record.
const arrayOfFive = 0x85

// Text is what somebody wrote.
type Text struct {
	_           struct{} `cbor:",toarray"`
	Text        string
	Language    string
	ReplyTo     OptionalID16
	Attachments []Attachment
}

// Context is what the visitor's device says was shown before hand-over. It is
// the device's word, and is labelled so.
type Context struct {
	_     struct{} `cbor:",toarray"`
	Turns []Turn
}

// Turn is one step of a context.
type Turn struct {
	_        struct{} `cbor:",toarray"`
	Who      string   // "visitor" or "assistant"
	Text     string
	Time     uint64
	Articles []Quote
}

// Quote is an article's passage that the assistant showed.
type Quote struct {
	_       struct{} `cbor:",toarray"`
	Article string
	Version uint64
	Title   string
	Quote   string
}

// Edit replaces the text of an earlier message of the same sender.
type Edit struct {
	_      struct{} `cbor:",toarray"`
	Target ID16
	Text   string
}

// Remove takes back an earlier message of the same sender.
type Remove struct {
	_      struct{} `cbor:",toarray"`
	Target ID16
}

// Reaction puts an emoji on a message or takes it off.
type Reaction struct {
	_      struct{} `cbor:",toarray"`
	Target ID16
	Emoji  string
	On     bool
}

// Profile is what the customer tells about themselves.
type Profile struct {
	_      struct{} `cbor:",toarray"`
	Fields []Field
}

// Field is one line of a profile.
type Field struct {
	_     struct{} `cbor:",toarray"`
	Name  string
	Value string
}

// State says "closed", "reopened" or "assigned".
type State struct {
	_     struct{} `cbor:",toarray"`
	State string
	About string
}

// Rating is the customer's verdict: 1 to 5, or 0 for none.
type Rating struct {
	_       struct{} `cbor:",toarray"`
	Score   uint64
	Comment string
}

// Kind is the word in the body.
func (*Text) Kind() string { return "text" }

// Kind is the word in the body.
func (*Context) Kind() string { return "context" }

// Kind is the word in the body.
func (*Edit) Kind() string { return "edit" }

// Kind is the word in the body.
func (*Remove) Kind() string { return "remove" }

// Kind is the word in the body.
func (*Reaction) Kind() string { return "reaction" }

// Kind is the word in the body.
func (*Profile) Kind() string { return "profile" }

// Kind is the word in the body.
func (*State) Kind() string { return "state" }

// Kind is the word in the body.
func (*Rating) Kind() string { return "rating" }

func (*Edit) validate() error     { return nil }
func (*Remove) validate() error   { return nil }
func (*Reaction) validate() error { return nil }
func (*Profile) validate() error  { return nil }

func (t *Text) validate() error {
	for _, a := range t.Attachments {
		if a.PaddedSize < a.Size {
			return Fail(ErrMalformed, "attachment", "its padded size is below its size")
		}
	}
	return nil
}

func (c *Context) validate() error {
	for _, turn := range c.Turns {
		if turn.Who != "visitor" && turn.Who != "assistant" {
			return Fail(ErrMalformed, "context", "a turn is of the visitor or the assistant")
		}
	}
	return nil
}

func (s *State) validate() error {
	switch s.State {
	case "closed", "reopened", "assigned":
		return nil
	}
	return Fail(ErrMalformed, "state", "unknown state")
}

func (r *Rating) validate() error {
	if r.Score > 5 {
		return Fail(ErrMalformed, "rating", "the score is 0 to 5")
	}
	return nil
}

func newContent(kind string) (Content, error) {
	switch kind {
	case "text":
		return &Text{}, nil
	case "context":
		return &Context{}, nil
	case "edit":
		return &Edit{}, nil
	case "remove":
		return &Remove{}, nil
	case "reaction":
		return &Reaction{}, nil
	case "profile":
		return &Profile{}, nil
	case "state":
		return &State{}, nil
	case "rating":
		return &Rating{}, nil
	case "identity":
		return &Identity{}, nil
	case "identity-ask":
		return &IdentityAsk{}, nil
	case "identity-answer":
		return &IdentityAnswer{}, nil
	}
	return nil, Fail(ErrMalformed, "body", "unknown kind")
}

// ClassOf is the header class that goes with a content.
func ClassOf(content Content) Class {
	switch content.(type) {
	case *Context:
		return ClassContext
	case *Edit, *Remove, *Reaction:
		return ClassChange
	case *State, *Profile, *Rating, *Identity:
		return ClassState
	default:
		return ClassContent
	}
}

// checkClass refuses a body whose header tells the server another class.
func (b Body) checkClass(class Class) error {
	if ClassOf(b.Content) != class {
		return Fail(ErrMalformed, "open message", "its body is of another class than its header says")
	}
	return nil
}

// Bytes is the body's one encoding.
func (b Body) Bytes() ([]byte, error) {
	if b.Content == nil {
		return nil, Fail(ErrMalformed, "body", "no content")
	}
	if err := b.Content.validate(); err != nil {
		return nil, err
	}
	content, err := Encode(b.Content)
	if err != nil {
		return nil, err
	}
	if b.Record.Present() {
		return Encode(bodyWithRecord{Kind: b.Content.Kind(), Time: b.Time, Logical: b.Logical, Content: content, Record: b.Record})
	}
	return Encode(bodyWire{Kind: b.Content.Kind(), Time: b.Time, Logical: b.Logical, Content: content})
}

// ParseBody reads a body and its typed content.
func ParseBody(data []byte) (Body, error) {
	wire, err := parseBodyWire(data)
	if err != nil {
		return Body{}, err
	}
	content, err := newContent(wire.Kind)
	if err != nil {
		return Body{}, err
	}
	if err := Decode(wire.Content, DefaultLimit, content); err != nil {
		return Body{}, err
	}
	return Body{Time: wire.Time, Logical: wire.Logical, Content: content, Record: wire.Record}, content.validate()
}

func parseBodyWire(data []byte) (wire bodyWithRecord, err error) {
	if len(data) > 0 && data[0] == arrayOfFive {
		if err := Decode(data, DefaultLimit, &wire); err != nil {
			return wire, err
		}
		if !wire.Record.Present() {
			return wire, Fail(ErrMalformed, "body", "it ends with a record of nothing")
		}
		return wire, nil
	}
	var four bodyWire
	err = Decode(data, DefaultLimit, &four)
	return bodyWithRecord{Kind: four.Kind, Time: four.Time, Logical: four.Logical, Content: four.Content}, err
}

// OptionalID16 is a 16-byte id or nothing.
type OptionalID16 ID16

// Present reports whether there is an id.
func (o OptionalID16) Present() bool { return o != OptionalID16{} }

// MarshalCBOR writes the empty byte string or 16 bytes.
func (o OptionalID16) MarshalCBOR() ([]byte, error) {
	if !o.Present() {
		return []byte{0x40}, nil
	}
	return append([]byte{0x50}, o[:]...), nil
}

// UnmarshalCBOR reads the empty byte string or 16 bytes.
func (o *OptionalID16) UnmarshalCBOR(data []byte) error {
	switch {
	case len(data) == 1 && data[0] == 0x40:
		*o = OptionalID16{}
		return nil
	case len(data) == 17 && data[0] == 0x50:
		copy(o[:], data[1:])
		return nil
	}
	return Fail(ErrMalformed, "read optional id", "neither empty nor 16 bytes")
}
