package ledger

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sealdesk/sealdesk/seal"
)

// This file is C2SP tlog-cosignature v1: what a witness signs when it has seen
// that a checkpoint continues every one that it signed before.

const (
	cosignatureType = 0x04                               // of the key, in its hash and in its text form
	cosignatureSize = 4 + 8 + ed25519.SignatureSize      // hash of the key, time, signature
	witnessKeyLimit = 256 + 1 + 8 + 1 + 4*(1+32+2)/3     // name+hash+key
	nameLimit       = 256                                // of a witness, in bytes
	sinceEpochLimit = uint64(math.MaxInt64)              // C2SP: the time "MUST NOT exceed" it
	signatureLead   = "\u2014 "                          // of a line with a signature (signed-note)
	cosignedHeader  = "cosignature/v1\ntime %d\n" + "%s" // and the whole text of the note
)

// Witness is somebody who cosigns checkpoints: a name, and a key that signs
// nothing else. The zero value verifies nothing.
type Witness struct {
	name string
	key  seal.PublicKey
}

// NewWitness joins a name and a key.
func NewWitness(name string, key seal.PublicKey) (Witness, error) {
	const op = "ledger witness"
	if name == "" || len(name) > nameLimit || !utf8.ValidString(name) || strings.ContainsFunc(name, func(c rune) bool { return unicode.IsSpace(c) || unicode.IsControl(c) || c == '+' }) {
		return Witness{}, seal.Fail(seal.ErrMalformed, op, "a name of 1 to %d bytes without spaces and +", nameLimit)
	}
	if err := key.Check(); err != nil {
		return Witness{}, err
	}
	return Witness{name, key}, nil
}

// OwnWitness is the witness that a server is under its key, which it makes for
// that purpose alone: the name follows from the key.
func OwnWitness(key seal.PublicKey) (Witness, error) {
	hash := sha256.Sum256(key[:])
	return NewWitness("sealdesk-witness/"+hex.EncodeToString(hash[:16]), key)
}

// ParseWitness reads a witness's key as tools for signed notes write it:
// name+hash+key, the key in base64 after a byte for its type, which is 4.
func ParseWitness(text string) (Witness, error) {
	const op = "ledger witness"
	if len(text) > witnessKeyLimit {
		return Witness{}, seal.Fail(seal.ErrTooLarge, op, "%d bytes", len(text))
	}
	name, rest, _ := strings.Cut(text, "+")
	_, encoded, _ := strings.Cut(rest, "+")
	raw, err := base64.StdEncoding.Strict().DecodeString(encoded)
	if err != nil || len(raw) == 0 {
		return Witness{}, seal.Fail(seal.ErrMalformed, op, "it is no key of the form name+hash+key")
	}
	if raw[0] != cosignatureType || len(raw) != 1+len(seal.PublicKey{}) {
		return Witness{}, seal.Fail(seal.ErrMalformed, op, "it is not the key of a witness (type 4)")
	}
	w, err := NewWitness(name, seal.PublicKey(raw[1:]))
	if err == nil && w.String() != text {
		return Witness{}, seal.Fail(seal.ErrMalformed, op, "its hash is not that of the name and the key")
	}
	return w, err
}

// Name is the witness's name.
func (w Witness) Name() string { return w.name }

// Key is the key that its cosignatures are checked with.
func (w Witness) Key() seal.PublicKey { return w.key }

// String is the key as tools for signed notes take it.
func (w Witness) String() string {
	typed := append([]byte{cosignatureType}, w.key[:]...)
	return fmt.Sprintf("%s+%08x+%s", w.name, w.hash(), base64.StdEncoding.EncodeToString(typed))
}

// hash is the key's id: SHA-256(name || "\n" || 0x04 || key), its first four bytes.
func (w Witness) hash() uint32 {
	whole := sha256.Sum256(append([]byte(w.name+"\n\x04"), w.key[:]...))
	return binary.BigEndian.Uint32(whole[:])
}

func cosigned(text string, at uint64) []byte { return fmt.Appendf(nil, cosignedHeader, at, text) }

// Cosign makes the line that a witness adds to a checkpoint, of which it has the
// whole signed text, at a time in Unix seconds.
func Cosign(c Signed, by Witness, key seal.SigningKey, at uint64) ([]byte, error) {
	const op = "ledger cosignature"
	if by.key != key.Public() || key.Public() == (seal.PublicKey{}) || c.Note == "" || at > sinceEpochLimit {
		return nil, seal.Fail(seal.ErrMalformed, op, "a checkpoint, a time, and the key of the witness are needed")
	}
	seed := key.Seed()
	defer seed.Wipe()
	raw := binary.BigEndian.AppendUint32(make([]byte, 0, cosignatureSize), by.hash())
	raw = binary.BigEndian.AppendUint64(raw, at)
	raw = append(raw, ed25519.Sign(ed25519.NewKeyFromSeed(seed[:]), cosigned(c.Note, at))...)
	return []byte(signatureLead + by.name + " " + base64.StdEncoding.EncodeToString(raw) + "\n"), nil
}

// Cosignature says that a witness, at a time in Unix seconds, knew of no larger
// tree of this log, and that this one continues all that it knew.
type Cosignature struct {
	Witness Witness
	Time    uint64
	Line    []byte // as it stands in the note
}

// Cosignatures are those on a checkpoint that hold, of the witnesses asked for: of
// each the newest. What others signed, and what does not hold, is passed over.
func (s Signed) Cosignatures(of ...Witness) []Cosignature {
	var all []Cosignature
	for _, w := range of {
		best := Cosignature{Witness: w}
		for _, other := range s.others {
			if other.Name != w.name || other.Hash != w.hash() {
				continue
			}
			raw, err := base64.StdEncoding.Strict().DecodeString(other.Base64)
			if err != nil || len(raw) != cosignatureSize {
				continue
			}
			at := binary.BigEndian.Uint64(raw[4:])
			if at > sinceEpochLimit || best.Line != nil && at <= best.Time || !ed25519.Verify(w.key[:], cosigned(s.Note, at), raw[12:]) {
				continue
			}
			best.Time, best.Line = at, []byte(signatureLead+w.name+" "+other.Base64+"\n")
		}
		if best.Line != nil {
			all = append(all, best)
		}
	}
	return all
}

// Submission is what is asked of a witness (C2SP tlog-witness, add-checkpoint):
// to cosign a checkpoint, with the proof that it continues the one that the
// witness cosigned last.
type Submission struct {
	Old   int64 // size of that one, 0 if there is none
	Proof []seal.ID
	Note  []byte // the signed checkpoint
}

const (
	proofLimit = 63 // lines: "The client MUST NOT send more"
	// SubmissionLimit is the largest submission, in bytes.
	SubmissionLimit = len("old 9223372036854775807\n") + proofLimit*45 + 1 + CheckpointLimit
)

// Append writes it as it is sent.
func (s Submission) Append(to []byte) []byte {
	to = fmt.Appendf(to, "old %d\n", s.Old)
	for i := range s.Proof {
		to = base64.StdEncoding.AppendEncode(to, s.Proof[i][:])
		to = append(to, '\n')
	}
	return append(append(to, '\n'), s.Note...)
}

// ParseSubmission reads one, in its one spelling. Of the checkpoint only the
// length is looked at.
func ParseSubmission(body []byte) (Submission, error) {
	const op = "ledger submission"
	if len(body) > SubmissionLimit {
		return Submission{}, seal.Fail(seal.ErrTooLarge, op, "%d bytes", len(body))
	}
	head, signed, whole := strings.Cut(string(body), "\n\n")
	size, begun := strings.CutPrefix(head, "old ")
	size, lines, proven := strings.Cut(size, "\n")
	old, err := ParseSize(size)
	if !whole || !begun || err != nil || signed == "" || len(signed) > CheckpointLimit {
		return Submission{}, seal.Fail(seal.ErrMalformed, op, "an old size, a proof, an empty line and a checkpoint are needed")
	}
	s := Submission{Old: old, Note: []byte(signed)}
	if !proven {
		return s, nil
	}
	for line := range strings.SplitSeq(lines, "\n") {
		hash, err := base64.StdEncoding.Strict().DecodeString(line)
		if err != nil || len(hash) != len(seal.ID{}) || len(line) != 44 || len(s.Proof) == proofLimit {
			return Submission{}, seal.Fail(seal.ErrMalformed, op, "a proof is at most %d hashes in base64", proofLimit)
		}
		s.Proof = append(s.Proof, seal.ID(hash))
	}
	return s, nil
}

// Origin is what the checkpoint says that it is of, before anything is checked.
func (s Submission) Origin() string {
	origin, _, _ := strings.Cut(string(s.Note), "\n")
	return origin
}

// ParseSize reads the size of a tree, in decimal without leading zeros.
func ParseSize(text string) (int64, error) {
	size, err := strconv.ParseInt(text, 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != text {
		return 0, seal.Fail(seal.ErrMalformed, "ledger size", "it is no size of a tree")
	}
	return size, nil
}

// EmptyRoot is the root of a tree without entries (RFC 6962 section 2.1).
func EmptyRoot() seal.ID { return sha256.Sum256(nil) }
