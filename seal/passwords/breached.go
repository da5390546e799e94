package passwords

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strconv"
)

// breachedBits: another password is taken for a stolen one with the chance 2^-14.
const breachedBits = 14

// MostBreached bounds what a browser is asked to load: some 8 MB.
const MostBreached = 1 << 22

const lineLimit = 128

type seen struct {
	first uint64
	times uint32
}

// more orders by how often a password was seen; what was seen as often, by its hash.
func more(a, b seen) int {
	return cmp.Or(cmp.Compare(b.times, a.times), cmp.Compare(a.first, b.first))
}

// FromList makes the filter of the passwords that a list has seen most often, and says
// of how many. A line of the list is a SHA-1 in hex, a colon, and how often it was seen.
func FromList(list io.Reader, most int) (filter []byte, count int, err error) {
	if most < 1 || most > MostBreached {
		return nil, 0, fmt.Errorf("a filter has 1 to %d passwords", MostBreached)
	}
	lines := bufio.NewScanner(list)
	lines.Buffer(make([]byte, lineLimit), lineLimit)
	var kept []seen
	worst, full := seen{}, false
	for number := 1; lines.Scan(); number++ {
		entry, err := parseLine(lines.Bytes())
		if err != nil {
			return nil, 0, fmt.Errorf("line %d: %w", number, err)
		}
		if full && more(entry, worst) > 0 {
			continue
		}
		if kept = append(kept, entry); len(kept) < 2*most {
			continue
		}
		slices.SortFunc(kept, more)
		kept = kept[:most]
		worst, full = kept[most-1], true
	}
	if err := lines.Err(); err != nil {
		return nil, 0, fmt.Errorf("read the list: %w", err)
	}
	if len(kept) == 0 {
		return nil, 0, fmt.Errorf("the list is empty")
	}
	slices.SortFunc(kept, more)
	kept = kept[:min(most, len(kept))]
	firsts := make([]uint64, len(kept))
	for i, entry := range kept {
		firsts[i] = entry.first
	}
	filter, err = Make(breachedBits, firsts)
	return filter, len(kept), err
}

const hexHash = 40

func parseLine(line []byte) (seen, error) {
	line = bytes.TrimSuffix(line, []byte("\r"))
	if len(line) < hexHash+2 || line[hexHash] != ':' {
		return seen{}, fmt.Errorf("a line is a SHA-1 in 40 hexadecimal digits, a colon and a number; lists of NTLM hashes cannot be used")
	}
	var hash [hexHash / 2]byte
	if _, err := hex.Decode(hash[:], line[:hexHash]); err != nil {
		return seen{}, fmt.Errorf("a SHA-1 in hexadecimal digits stands first: %w", err)
	}
	times, err := strconv.ParseUint(string(line[hexHash+1:]), 10, 32)
	if err != nil {
		return seen{}, fmt.Errorf("how often it was seen is a number: %w", err)
	}
	return seen{binary.BigEndian.Uint64(hash[:]), uint32(times)}, nil
}
