package seal

import (
	"bytes"
	"encoding/binary"
	"sync"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
)

// Limits of section 2, in bytes.
const (
	DefaultLimit    = 64 << 10
	StatementLimit  = 256 << 10
	EnvelopeLimit   = 80 << 10
	ArticleSetLimit = 4 << 20

	maxDepth   = 8
	maxInteger = 1<<53 - 1
)

// Suite is the first element of every top-level object: always 1.
type Suite struct{}

// MarshalCBOR writes 1.
func (Suite) MarshalCBOR() ([]byte, error) { return []byte{0x01}, nil }

// UnmarshalCBOR refuses every suite but 1.
func (*Suite) UnmarshalCBOR(data []byte) error {
	if len(data) != 1 || data[0] != 0x01 {
		return Fail(ErrReserved, "read suite", "this version knows suite 1 only")
	}
	return nil
}

// Encode writes the one encoding of v. Structs must carry `cbor:",toarray"`.
// It fails on values outside the protocol's subset.
func Encode(v any) ([]byte, error) {
	var data []byte
	if known, ok := v.(appender); ok {
		data = known.appendCBOR(nil)
	} else {
		var err error
		if data, err = encodeRaw(v); err != nil {
			return nil, err
		}
	}
	if err := checkItem(data); err != nil {
		return nil, err
	}
	return data, nil
}

// encoder writes as section 2 says: shortest forms (RFC 8949 section 4.2.1), and
// empty, never null, for empty lists: null is an item of its own.
var encoder = sync.OnceValues(func() (cbor.EncMode, error) {
	options := cbor.CoreDetEncOptions()
	options.NilContainers = cbor.NilContainerAsEmpty
	options.IndefLength = cbor.IndefLengthForbidden
	options.TagsMd = cbor.TagsForbidden
	return options.EncMode()
})

var decoder = sync.OnceValues(func() (cbor.DecMode, error) {
	return cbor.DecOptions{IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden}.DecMode()
})

func encodeRaw(v any) ([]byte, error) {
	mode, err := encoder()
	if err != nil {
		return nil, Fail(ErrMalformed, "encode", "%v", err)
	}
	data, err := mode.Marshal(v)
	if err != nil {
		return nil, Fail(ErrMalformed, "encode", "%v", err)
	}
	return data, nil
}

// Decode reads the one encoding of v from data and refuses every other: first
// a walk that knows the subset only, then decoding, then a re-encoding that
// must give the same bytes. data over limit is refused before it is looked at.
func Decode(data []byte, limit int, v any) error {
	if len(data) > limit {
		return Fail(ErrTooLarge, "decode", "%d bytes, the limit is %d", len(data), limit)
	}
	if err := checkItem(data); err != nil {
		return err
	}
	mode, err := decoder()
	if err != nil {
		return Fail(ErrMalformed, "decode", "%v", err)
	}
	if err := mode.Unmarshal(data, v); err != nil {
		return decodeFailure(err)
	}
	again, err := encodeRaw(v)
	if err != nil {
		return err
	}
	if !bytes.Equal(again, data) {
		return Fail(ErrMalformed, "decode", "not the object's one encoding")
	}
	return nil
}

// decodeFailure keeps kinds that our own UnmarshalCBOR methods gave. The
// library's texts may quote input, so they are not passed on.
func decodeFailure(err error) error {
	if own, ok := err.(*Error); ok {
		return own
	}
	return Fail(ErrMalformed, "decode", "wrong element count or type")
}

// checkItem checks that data is exactly one item of the protocol's subset.
func checkItem(data []byte) error {
	rest, err := skipItem(data, 0)
	if err != nil {
		return err
	}
	if len(rest) != 0 {
		return Fail(ErrMalformed, "decode", "%d trailing bytes", len(rest))
	}
	return nil
}

// skipItem walks one item that lies inside depth arrays.
func skipItem(data []byte, depth int) ([]byte, error) {
	major, value, rest, err := readHead(data)
	if err != nil {
		return nil, err
	}
	switch major {
	case 0:
		return rest, nil
	case 2, 3:
		return skipString(major, value, rest)
	case 4:
		return skipArray(value, rest, depth+1)
	case 7: // false, true, null; RFC 8949 section 3.3
		if value >= 20 && value <= 22 {
			return rest, nil
		}
	}
	return nil, Fail(ErrMalformed, "decode", "an item of major type %d that the protocol does not use", major)
}

func skipString(major byte, size uint64, rest []byte) ([]byte, error) {
	if size > uint64(len(rest)) {
		return nil, Fail(ErrMalformed, "decode", "a string is cut off")
	}
	if major == 3 && !utf8.Valid(rest[:size]) {
		return nil, Fail(ErrMalformed, "decode", "text is not UTF-8")
	}
	return rest[size:], nil
}

func skipArray(count uint64, rest []byte, depth int) ([]byte, error) {
	if depth > maxDepth {
		return nil, Fail(ErrMalformed, "decode", "nested deeper than %d", maxDepth)
	}
	if count > uint64(len(rest)) {
		return nil, Fail(ErrMalformed, "decode", "an array is cut off")
	}
	var err error
	for range count {
		if rest, err = skipItem(rest, depth); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

// readHead reads an item's head and insists on the shortest form (RFC 8949
// section 4.2.1) and on values up to 2^53−1.
func readHead(data []byte) (major byte, value uint64, rest []byte, err error) {
	if len(data) == 0 {
		return 0, 0, nil, Fail(ErrMalformed, "decode", "cut off")
	}
	major, info := data[0]>>5, data[0]&0x1f
	if info < 24 {
		return major, uint64(info), data[1:], nil
	}
	if info > 27 || major == 7 {
		return 0, 0, nil, Fail(ErrMalformed, "decode", "indefinite length, float or reserved item")
	}
	width := 1 << (info - 24)
	if len(data) < 1+width {
		return 0, 0, nil, Fail(ErrMalformed, "decode", "cut off")
	}
	var wide [8]byte
	copy(wide[8-width:], data[1:1+width])
	value = binary.BigEndian.Uint64(wide[:])
	shortest := [4]uint64{24, 1 << 8, 1 << 16, 1 << 32}[info-24]
	if value < shortest || value > maxInteger {
		return 0, 0, nil, Fail(ErrMalformed, "decode", "a number is not in its shortest form or over 2^53-1")
	}
	return major, value, data[1+width:], nil
}
