package seal

import "encoding/binary"

// fields reads one array item by item, for the objects that a server reads with
// every message: they would be decoded, encoded again and compared otherwise. It
// accepts what Decode accepts, because readHead lets nothing through that has
// another encoding; a fuzz target holds both against each other. The first
// failure stays, and everything after it is zero.
type fields struct {
	rest []byte
	err  error
}

// readFields begins an array of just so many items.
func readFields(data []byte, limit int, count uint64) *fields {
	if len(data) > limit {
		return &fields{err: Fail(ErrTooLarge, "decode", "%d bytes, the limit is %d", len(data), limit)}
	}
	f := &fields{rest: data}
	if f.head(4) != count {
		f.fail()
	}
	return f
}

func (f *fields) fail() {
	if f.err == nil {
		f.err = Fail(ErrMalformed, "decode", "wrong element count or type")
	}
	f.rest = nil
}

// head reads the head of an item of one major type.
func (f *fields) head(want byte) uint64 {
	if f.err != nil {
		return 0
	}
	major, value, rest, err := readHead(f.rest)
	if err != nil {
		f.err, f.rest = err, nil
		return 0
	}
	if major != want {
		f.fail()
		return 0
	}
	f.rest = rest
	return value
}

// suite refuses every suite but 1, other numbers by their own kind.
func (f *fields) suite() {
	if f.err == nil && len(f.rest) > 0 && f.rest[0] != 0x01 {
		f.err, f.rest = (*Suite)(nil).UnmarshalCBOR(nil), nil
		return
	}
	f.head(0)
}

func (f *fields) number() uint64 { return f.head(0) }

// bytes is a byte string, as a part of what is read.
func (f *fields) bytes() []byte {
	size := f.head(2)
	if size > uint64(len(f.rest)) {
		f.fail()
		return nil
	}
	value := f.rest[:size:size]
	f.rest = f.rest[size:]
	return value
}

// fixed fills a value with a byte string of just its length.
func (f *fields) fixed(into []byte) {
	if copy(into, f.sized(len(into))) != len(into) {
		f.fail()
	}
}

func (f *fields) sized(size int) []byte {
	value := f.bytes()
	if len(value) != size {
		f.fail()
		return nil
	}
	return value
}

func (f *fields) id() (id ID) {
	f.fixed(id[:])
	return id
}

// optional is an id or nothing. Thirty-two zeros are neither: absent is written
// as the empty byte string.
func (f *fields) optional() OptionalID {
	var id OptionalID
	value := f.bytes()
	switch len(value) {
	case 0:
	case len(id):
		copy(id[:], value)
		if !id.Present() {
			f.fail()
		}
	default:
		f.fail()
	}
	return id
}

// end is the failure, if there was one, or if something is left over.
func (f *fields) end() error {
	if f.err == nil && len(f.rest) != 0 {
		f.err = Fail(ErrMalformed, "decode", "%d trailing bytes", len(f.rest))
	}
	return f.err
}

// appender writes itself, because a server does so with every message. A fuzz
// target holds what it writes against the general encoder.
type appender interface{ appendCBOR(to []byte) []byte }

// appendHead writes the shortest head of an item (RFC 8949 section 4.2.1).
func appendHead(to []byte, major byte, value uint64) []byte {
	major <<= 5
	switch {
	case value < 24:
		return append(to, major|byte(value))
	case value < 1<<8:
		return append(to, major|24, byte(value))
	case value < 1<<16:
		return binary.BigEndian.AppendUint16(append(to, major|25), uint16(value))
	case value < 1<<32:
		return binary.BigEndian.AppendUint32(append(to, major|26), uint32(value))
	}
	return binary.BigEndian.AppendUint64(append(to, major|27), value)
}

func appendBytes(to, value []byte) []byte {
	return append(appendHead(to, 2, uint64(len(value))), value...)
}
