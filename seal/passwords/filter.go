package passwords

import (
	"cmp"
	"crypto/sha1" //nolint:gosec // the hash in which lists of stolen passwords are passed around; it hides nothing here
	"encoding/binary"
	"errors"
	"fmt"
	"math/bits"
	"slices"
)

// Filter is a set of passwords: a Golomb-coded set over SHA-1.
//
//	"SDPF" 1, bits uint8, count uint32be, then the differences of the sorted values, each as its
//	quotient by 2^bits in unary (ones, then a zero) and its remainder in that many bits;
//	value = (first 64 bits of SHA-1 × count × 2^bits) >> 64
type Filter struct {
	bits   int
	values []uint64 // ascending
}

const (
	magic    = "SDPF\x01"
	header   = len(magic) + 5
	maxCount = 1 << 24
	maxBits  = 24
)

// ErrNoFilter is returned for bytes that are none.
var ErrNoFilter = errors.New("not a filter of passwords")

func noFilter(why string) error { return fmt.Errorf("%w: %s", ErrNoFilter, why) }

// Read reads a filter.
func Read(wire []byte) (*Filter, error) {
	if len(wire) < header || string(wire[:len(magic)]) != magic {
		return nil, noFilter("another beginning")
	}
	n, count := int(wire[len(magic)]), uint64(binary.BigEndian.Uint32(wire[len(magic)+1:]))
	if n < 1 || n > maxBits {
		return nil, noFilter("a chance out of bounds")
	}
	// A value takes bits + 1 at least, so that a short file cannot ask for much memory.
	if count > maxCount || count*uint64(n+1) > uint64(len(wire)-header)*8 { //nolint:gosec // neither is negative
		return nil, noFilter("too many")
	}
	f := &Filter{n, make([]uint64, count)}
	in := reader{wire[header:], 0}
	var value uint64
	for i := range f.values {
		quotient, remainder, ok := in.difference(n, count)
		if !ok {
			return nil, noFilter("it ends too early, or a difference is out of bounds")
		}
		value += quotient<<n + remainder
		f.values[i] = value
	}
	return f, nil
}

type reader struct {
	bytes []byte
	at    int
}

func (r *reader) bit() (uint64, bool) {
	if r.at>>3 >= len(r.bytes) {
		return 0, false
	}
	b := r.bytes[r.at>>3] >> (7 - r.at&7) & 1
	r.at++
	return uint64(b), true
}

func (r *reader) difference(n int, most uint64) (quotient, remainder uint64, ok bool) {
	for {
		one, ok := r.bit()
		if !ok || quotient > most {
			return 0, 0, false
		}
		if one == 0 {
			break
		}
		quotient++
	}
	for range n {
		b, ok := r.bit()
		if !ok {
			return 0, 0, false
		}
		remainder = remainder<<1 | b
	}
	return quotient, remainder, true
}

// Count is how many it was made of.
func (f *Filter) Count() int { return len(f.values) }

// Has reports whether a text is in the set, or is taken for one that is.
func (f *Filter) Has(text string) bool {
	sum := sha1.Sum([]byte(text)) //nolint:gosec // see the import
	return f.HasHash(binary.BigEndian.Uint64(sum[:]))
}

// HasHash is Has for the first 64 bits of the hash.
func (f *Filter) HasHash(first uint64) bool {
	_, found := slices.BinarySearch(f.values, place(first, len(f.values), f.bits))
	return found
}

func place(first uint64, count, n int) uint64 {
	high, _ := bits.Mul64(first, uint64(count)<<n) //nolint:gosec // a count is not negative
	return high
}

// Make writes the filter of these hashes, each the first 64 bits of a SHA-1.
func Make(n int, firsts []uint64) ([]byte, error) {
	firsts = slices.Clone(firsts)
	slices.SortFunc(firsts, cmp.Compare)
	firsts = slices.Compact(firsts)
	if n < 1 || n > maxBits || len(firsts) > maxCount {
		return nil, noFilter("too many, or a chance out of bounds")
	}
	out := writer{append([]byte(magic), byte(n)), 0}
	out.bytes = binary.BigEndian.AppendUint32(out.bytes, uint32(len(firsts))) //nolint:gosec // at most 2^24
	var before uint64
	for _, first := range firsts { // places ascend as hashes do
		value := place(first, len(firsts), n)
		out.difference(value-before, n)
		before = value
	}
	return out.bytes, nil
}

type writer struct {
	bytes []byte
	free  int // bits in the last byte
}

func (w *writer) bit(b uint64) {
	if w.free == 0 {
		w.bytes, w.free = append(w.bytes, 0), 8
	}
	w.free--
	w.bytes[len(w.bytes)-1] |= byte(b&1) << w.free
}

func (w *writer) difference(d uint64, n int) {
	for range d >> n {
		w.bit(1)
	}
	w.bit(0)
	for at := n - 1; at >= 0; at-- {
		w.bit(d >> at)
	}
}
