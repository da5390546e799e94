package ledger

import (
	"crypto/ed25519"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"github.com/sealdesk/sealdesk/seal"
)

// Checkpoint is what a tree was at one size (C2SP tlog-checkpoint).
type Checkpoint struct {
	Origin string
	Size   int64
	Root   seal.ID
}

// Origin names the ledger of an organisation: the first line of its checkpoints,
// and the name of the key that signs them.
func Origin(org seal.ID) string { return "sealdesk-ledger/" + org.Hex() }

// OrgOf is the organisation of whose ledger a note says that it is, before anything
// is checked.
func OrgOf(note []byte) (seal.ID, bool) {
	origin, _, _ := strings.Cut(string(note), "\n")
	text, ours := strings.CutPrefix(origin, "sealdesk-ledger/")
	org, err := seal.ParseID(text)
	return org, ours && err == nil
}

// CheckpointLimit is the largest signed checkpoint, in bytes, with the
// signatures of its witnesses.
const CheckpointLimit = 16 << 10

// Text is the part that is signed.
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// ParseCheckpoint reads the text of a checkpoint, one spelling only. Lines after
// the third are extensions, and stand for nothing here.
func ParseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.SplitN(text, "\n", 4)
	if len(lines) != 4 {
		return Checkpoint{}, notACheckpoint("three lines")
	}
	c := Checkpoint{Origin: lines[0]}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if _, errSize := fmt.Sscanf(lines[1], "%d", &c.Size); err != nil || errSize != nil || len(root) != len(c.Root) {
		return Checkpoint{}, notACheckpoint("a size and a root")
	}
	copy(c.Root[:], root)
	if c.Origin == "" || c.Size < 0 || !strings.HasPrefix(text, c.Text()) {
		return Checkpoint{}, notACheckpoint("one spelling")
	}
	return c, nil
}

func notACheckpoint(lacks string) error {
	return seal.Fail(seal.ErrMalformed, "ledger checkpoint", "it lacks %s", lacks)
}

// Sign makes a checkpoint a signed note. The server's key also signs objects of
// the protocol, never as text: there, a zero byte ends the name of the type,
// and no note holds one.
func Sign(c Checkpoint, key seal.SigningKey) ([]byte, error) {
	verifier, err := note.NewEd25519VerifierKey(c.Origin, ed25519.PublicKey(publicOf(key)))
	if err != nil {
		return nil, seal.Fail(seal.ErrMalformed, "ledger checkpoint", "%v", err)
	}
	hash := strings.Split(verifier, "+")[1]
	seed := key.Seed()
	defer seed.Wipe()
	signer, err := note.NewSigner("PRIVATE+KEY+" + c.Origin + "+" + hash + "+" + base64.StdEncoding.EncodeToString(append([]byte{1}, seed[:]...)))
	if err != nil {
		return nil, seal.Fail(seal.ErrMalformed, "ledger checkpoint", "the key is unset or wiped")
	}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, signer)
	if err != nil {
		return nil, seal.Fail(seal.ErrMalformed, "ledger checkpoint", "%v", err)
	}
	return signed, nil
}

func publicOf(key seal.SigningKey) []byte {
	public := key.Public()
	return public[:]
}

// VerifierKey is the key as tools for signed notes take it.
func VerifierKey(org seal.ID, key seal.PublicKey) (string, error) {
	text, err := note.NewEd25519VerifierKey(Origin(org), key[:])
	if err != nil {
		return "", seal.Fail(seal.ErrMalformed, "ledger key", "%v", err)
	}
	return text, nil
}

// KeyName reads a key as VerifierKey writes it, and returns its name, which is the
// origin of what it signs.
func KeyName(text string) (string, error) {
	verifier, err := note.NewVerifier(text)
	if err != nil {
		return "", seal.Fail(seal.ErrMalformed, "ledger key", "%v", err)
	}
	return verifier.Name(), nil
}

// Open checks a signed checkpoint against the keys that may have signed it, as
// VerifierKey writes them.
func Open(signed []byte, keys ...string) (Checkpoint, error) {
	s, err := OpenSigned(signed, keys...)
	return s.Checkpoint, err
}

// Signed is a checkpoint whose signature by its log was checked.
type Signed struct {
	Checkpoint
	Note   string // all that was signed, extensions included
	own    note.Signature
	others []note.Signature
}

// OpenSigned is Open, for who also wants to know who else signed it.
func OpenSigned(signed []byte, keys ...string) (Signed, error) {
	const op = "ledger checkpoint"
	if len(signed) > CheckpointLimit {
		return Signed{}, seal.Fail(seal.ErrTooLarge, op, "%d bytes", len(signed))
	}
	verifiers := make([]note.Verifier, len(keys))
	for i, key := range keys {
		var err error
		if verifiers[i], err = note.NewVerifier(key); err != nil {
			return Signed{}, seal.Fail(seal.ErrMalformed, "ledger key", "%v", err)
		}
	}
	opened, err := note.Open(signed, note.VerifierList(verifiers...))
	var unverified *note.UnverifiedNoteError
	switch {
	case errors.As(err, &unverified), err != nil && strings.Contains(err.Error(), "invalid signature"):
		return Signed{}, seal.Fail(seal.ErrUnverified, op, "it is signed by another key")
	case err != nil:
		return Signed{}, seal.Fail(seal.ErrMalformed, op, "it is no signed note")
	}
	if _, err := encoding.DecodeString(opened.Sigs[0].Base64); err != nil {
		return Signed{}, seal.Fail(seal.ErrMalformed, op, "another spelling of a signature")
	}
	c, err := ParseCheckpoint(opened.Text)
	if err == nil && c.Origin != opened.Sigs[0].Name {
		return Signed{}, seal.Fail(seal.ErrUnverified, op, "it is of another ledger")
	}
	return Signed{c, opened.Text, opened.Sigs[0], opened.UnverifiedSigs}, err
}

// LeafHash is the hash of an entry in the tree (RFC 6962 section 2.1).
func LeafHash(entry seal.ID) seal.ID { return seal.ID(tlog.RecordHash(entry[:])) }
