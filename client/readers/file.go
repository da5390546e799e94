package readers

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Limits of a file. A line holds at most a directory proof, in base64.
const (
	FileLimit    = 32 << 20 // bytes
	LineLimit    = directory.ProofLimit*4/3 + 1024
	EntryLimit   = 50_000
	VisitorLimit = 256
)

// ObjectType is the domain of a file's signature.
const ObjectType = "readers"

// Start is how a file begins, and no other export of a desk.
const Start = `{"readers":"`

// File is a proof as it lies in a file of JSON lines, nothing of it verified.
type File struct {
	Thread    seal.ID // of the conversation
	Device    seal.ID // the customer's, which made and signs the file
	Made      uint64  // Unix seconds, by that device's clock
	Directory []byte  // a visitor's proof (protocol section 4.3)
	Opening   []byte  // the signed thread
	Visitors  [][]byte
	Entries   []Entry // all of the conversation's, from the first
	// Checkpoint is the newest of the record of acts that the device saw, a signed
	// note; nil if it saw none.
	Checkpoint []byte
	Signature  []byte
}

// Entry is a generation, or of a message the outline.
type Entry struct {
	Generation []byte // a signed thread-generation; nil for a message
	Outline    seal.Outline
	Receipt    []byte // with every generation, and the last entry
}

// line is any line. Which fields it has says which one it is.
type line struct {
	Readers    *seal.ID `json:"readers,omitempty"`
	Device     *seal.ID `json:"device,omitempty"`
	Made       uint64   `json:"made,omitempty"`
	Directory  []byte   `json:"directory,omitempty"`
	Thread     []byte   `json:"thread,omitempty"`
	Visitor    []byte   `json:"visitor,omitempty"`
	Entry      uint64   `json:"entry,omitempty"`
	Generation []byte   `json:"generation,omitempty"`
	Header     []byte   `json:"header,omitempty"`
	Ciphertext *seal.ID `json:"ciphertext,omitempty"`
	Receipt    []byte   `json:"receipt,omitempty"`
	Checkpoint string   `json:"checkpoint,omitempty"`
	End        uint64   `json:"end,omitempty"`
	Signature  []byte   `json:"signature,omitempty"`
}

// append adds the line in its one spelling.
func (l line) append(to []byte) ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	err := encoder.Encode(l)
	return append(to, text.Bytes()...), err
}

// lines are all but the last.
func (f File) lines() []line {
	out := []line{{Readers: &f.Thread, Device: &f.Device, Made: f.Made}, {Directory: f.Directory}, {Thread: f.Opening}}
	for _, visitor := range f.Visitors {
		out = append(out, line{Visitor: visitor})
	}
	for i, entry := range f.Entries {
		l := line{Entry: uint64(i + 1), Generation: entry.Generation, Receipt: entry.Receipt}
		if entry.Generation == nil {
			l.Header, l.Ciphertext = entry.Outline.Header, &entry.Outline.Ciphertext
		}
		out = append(out, l)
	}
	if f.Checkpoint != nil {
		out = append(out, line{Checkpoint: string(f.Checkpoint)})
	}
	return out
}

// Write gives the file, signed by the customer's device.
func (f File) Write(key seal.SigningKey) ([]byte, error) {
	var out []byte
	var err error
	for _, l := range f.lines() {
		if out, err = l.append(out); err != nil {
			return nil, err
		}
	}
	digest := sha256.Sum256(out)
	signature, err := key.Sign(ObjectType, digest[:])
	if err != nil {
		return nil, err
	}
	return line{End: uint64(len(f.Entries)), Signature: signature[:]}.append(out)
}

// Parse reads a file and checks its form. The hash is of all lines but the last,
// which the device signed.
func Parse(data []byte) (File, seal.ID, error) {
	if len(data) > FileLimit {
		return File{}, seal.ID{}, seal.Fail(seal.ErrTooLarge, "proof of readers", "%d bytes", len(data))
	}
	p := parser{}
	var digest seal.ID
	for number, rest := 1, data; len(rest) > 0; number++ {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			return File{}, digest, fmt.Errorf("line %d is cut off: get the file again", number)
		}
		if p.ended {
			return File{}, digest, fmt.Errorf("line %d comes after the last one", number)
		}
		l, err := parseLine(rest[:end+1])
		if err == nil {
			err = p.take(l)
		}
		if err != nil {
			return File{}, digest, fmt.Errorf("line %d: %w", number, err)
		}
		if p.ended {
			digest = sha256.Sum256(data[:len(data)-len(rest)])
		}
		rest = rest[end+1:]
	}
	if !p.ended {
		return File{}, digest, malformed("its end is missing: get the file again")
	}
	return p.file, digest, nil
}

func malformed(format string, args ...any) error {
	return seal.Fail(seal.ErrMalformed, "proof of readers", format, args...)
}

// parseLine reads a line with its end, in its one spelling.
func parseLine(text []byte) (line, error) {
	var l line
	if len(text) > LineLimit {
		return l, malformed("it is longer than any line of a proof")
	}
	if err := json.Unmarshal(text, &l); err != nil {
		return l, malformed("it is not a line of a proof")
	}
	again, err := l.append(nil)
	if err != nil || !bytes.Equal(again, text) {
		return l, malformed("it is not spelled as lines of a proof are")
	}
	return l, nil
}

// parser puts lines together in the order that they have to come in.
type parser struct {
	file  File
	ended bool
}

func (p *parser) take(l line) error {
	f := &p.file
	kind := l.kind()
	switch {
	case kind == "" || !slices.Contains(p.next(), kind):
		return malformed("another line has to come here: %v", p.next())
	case kind == "readers":
		f.Thread, f.Device, f.Made = *l.Readers, *l.Device, l.Made
	case kind == "directory":
		f.Directory = l.Directory
	case kind == "thread":
		f.Opening = l.Thread
	case kind == "visitor":
		f.Visitors = append(f.Visitors, l.Visitor)
	case kind == "checkpoint":
		f.Checkpoint = []byte(l.Checkpoint)
	case kind == "entry":
		return p.entry(l)
	case kind == "end":
		if l.End != uint64(len(f.Entries)) {
			return malformed("it says %d entries, and %d are there", l.End, len(f.Entries))
		}
		f.Signature, p.ended = l.Signature, true
	}
	return nil
}

func (p *parser) entry(l line) error {
	if next := uint64(len(p.file.Entries) + 1); l.Entry != next {
		return malformed("entry %d stands in the place of entry %d", l.Entry, next)
	}
	entry := Entry{Generation: l.Generation, Receipt: l.Receipt}
	if l.Generation == nil {
		entry.Outline = seal.Outline{Header: l.Header, Ciphertext: *l.Ciphertext}
	}
	p.file.Entries = append(p.file.Entries, entry)
	return nil
}

// next are the kinds of line that may come now.
func (p *parser) next() []string {
	f := p.file
	switch {
	case f.Thread.IsZero():
		return []string{"readers"}
	case f.Directory == nil:
		return []string{"directory"}
	case f.Opening == nil:
		return []string{"thread"}
	case f.Visitors == nil:
		return []string{"visitor"}
	case f.Checkpoint != nil:
		return []string{"end"}
	}
	var out []string
	if len(f.Entries) == 0 && len(f.Visitors) < VisitorLimit {
		out = append(out, "visitor")
	}
	if len(f.Entries) < EntryLimit {
		out = append(out, "entry")
	}
	if len(f.Entries) > 0 {
		out = append(out, "checkpoint", "end")
	}
	return out
}

// kind names a line by its first field, if it has just the fields of that kind.
func (l line) kind() string {
	receipt := l.Receipt
	l.Receipt = nil
	is := func(only line) bool {
		a, errA := l.append(nil)
		b, errB := only.append(nil)
		return errA == nil && errB == nil && bytes.Equal(a, b)
	}
	message := l.Header != nil && l.Ciphertext != nil
	switch {
	case l.Entry != 0 && message && is(line{Entry: l.Entry, Header: l.Header, Ciphertext: l.Ciphertext}),
		l.Entry != 0 && l.Generation != nil && is(line{Entry: l.Entry, Generation: l.Generation}):
		return "entry"
	case receipt != nil:
		return ""
	case l.Readers != nil && l.Device != nil && l.Made != 0 && is(line{Readers: l.Readers, Device: l.Device, Made: l.Made}):
		return "readers"
	case l.Directory != nil && is(line{Directory: l.Directory}):
		return "directory"
	case l.Thread != nil && is(line{Thread: l.Thread}):
		return "thread"
	case l.Visitor != nil && is(line{Visitor: l.Visitor}):
		return "visitor"
	case l.Checkpoint != "" && is(line{Checkpoint: l.Checkpoint}):
		return "checkpoint"
	case l.End != 0 && l.Signature != nil && is(line{End: l.End, Signature: l.Signature}):
		return "end"
	}
	return ""
}
