package ledger

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"strconv"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
)

// An export is a file of JSON lines, each in one spelling: first whose ledger it
// is, then its entries in order, and each checkpoint after the last entry that it
// holds. The lines are written and read by hand, because a record of years has
// very many of them.
//
//	{"ledger":"<origin>","key":"<key, as VerifierKey writes it>"}
//	{"number":0,"salt":"<base64>","event":"<base64>","leaf":"<hex>"}
//	{"number":1,"entry":"<hex>","leaf":"<hex>"}          erased
//	{"checkpoint":"<signed note>"}
//	{"end":2}                                            how many entries there were
//
// An export of what somebody looked for has "part":true in its first line, its
// entries newest first with gaps between them, and no checkpoint: it says nothing
// of what it leaves out.
//
// The leaf is the hash that the tree kept when the event was recorded; it may be
// absent.

// Line is one line of an export: its first, if it has an origin; a checkpoint, if
// it has one; its end; or an entry.
type Line struct {
	Origin, Key string
	Part        bool   // of a first line: not the whole record
	Checkpoint  []byte // a signed note
	End         bool   // Number is how many entries there were
	Number      int64
	Salt        Salt
	Event       []byte  // nil where it was erased
	Entry       seal.ID // as it stands there, or as the event has it
	Leaf        seal.OptionalID
}

// LineLimit is the longest line, in bytes.
const LineLimit = 2*CheckpointLimit + 100

var encoding = base64.StdEncoding.Strict()

// AppendHeader adds an export's first line to data.
func AppendHeader(data []byte, origin, key string, part bool) []byte {
	data = append(append(data, `{"ledger":"`...), origin...)
	data = append(append(append(data, `","key":"`...), key...), '"')
	if part {
		data = append(data, `,"part":true`...)
	}
	return append(data, "}\n"...)
}

// AppendEntry adds an entry's line to data.
func AppendEntry(data []byte, number int64, salt Salt, event []byte, entry seal.ID, leaf seal.OptionalID) []byte {
	data = strconv.AppendInt(append(data, `{"number":`...), number, 10)
	if event == nil {
		data = hex.AppendEncode(append(data, `,"entry":"`...), entry[:])
	} else {
		data = encoding.AppendEncode(append(data, `,"salt":"`...), salt[:])
		data = encoding.AppendEncode(append(data, `","event":"`...), event)
	}
	if leaf.Present() {
		data = hex.AppendEncode(append(data, `","leaf":"`...), leaf[:])
	}
	return append(data, "\"}\n"...)
}

// AppendCheckpoint adds a checkpoint's line to data.
func AppendCheckpoint(data []byte, note []byte) []byte {
	data = append(append(data, `{"checkpoint":"`...), bytes.ReplaceAll(note, []byte("\n"), []byte(`\n`))...)
	return append(data, "\"}\n"...)
}

// AppendEnd adds an export's last line to data.
func AppendEnd(data []byte, entries int64) []byte {
	return append(strconv.AppendInt(append(data, `{"end":`...), entries, 10), "}\n"...)
}

// ParseLine reads a line without its end.
func ParseLine(line []byte) (Line, error) {
	r := &lineReader{rest: line}
	var l Line
	switch {
	case len(line) > LineLimit:
		r.bad = true
	case r.take(`{"ledger":"`):
		l.Origin = string(r.until(`","key":"`))
		l.Key = string(r.until(`"`))
		l.Part = r.take(`,"part":true`)
		r.bad = r.bad || !r.take(`}`)
		r.bad = r.bad || l.Origin == "" || l.Key == "" || strings.ContainsAny(l.Origin+l.Key, `"\`)
	case r.take(`{"end":`):
		l.End, l.Number = true, r.number()
		r.bad = r.bad || !r.take(`}`)
	case r.take(`{"checkpoint":"`):
		note := r.until(`"}`)
		r.bad = r.bad || len(note) == 0 || bytes.Contains(note, []byte(`"`)) || bytes.Count(note, []byte(`\`)) != bytes.Count(note, []byte(`\n`))
		l.Checkpoint = bytes.ReplaceAll(note, []byte(`\n`), []byte("\n"))
	case r.take(`{"number":`):
		r.entry(&l)
	default:
		r.bad = true
	}
	if r.bad || len(r.rest) > 0 {
		return Line{}, seal.Fail(seal.ErrMalformed, "ledger export", "not a line of an export")
	}
	return l, nil
}

// lineReader reads what must come next; what does not makes it bad for good.
type lineReader struct {
	rest []byte
	bad  bool
}

func (r *lineReader) take(what string) bool {
	if r.bad || len(r.rest) < len(what) || string(r.rest[:len(what)]) != what {
		return false
	}
	r.rest = r.rest[len(what):]
	return true
}

func (r *lineReader) until(mark string) []byte {
	at := bytes.Index(r.rest, []byte(mark))
	if r.bad || at < 0 {
		r.bad = true
		return nil
	}
	found := r.rest[:at]
	r.rest = r.rest[at+len(mark):]
	return found
}

// number reads digits, at most 15 of them.
func (r *lineReader) number() (n int64) {
	digits := 0
	for digits < min(len(r.rest), 16) && r.rest[digits] >= '0' && r.rest[digits] <= '9' {
		n = n*10 + int64(r.rest[digits]-'0')
		digits++
	}
	r.bad = r.bad || digits == 0 || digits > 15 || r.rest[0] == '0' && digits > 1
	r.rest = r.rest[digits:]
	return n
}

func (r *lineReader) entry(l *Line) {
	l.Number = r.number()
	if r.take(`,"entry":"`) {
		l.Entry = r.id()
	} else if r.take(`,"salt":"`) {
		salt := r.base64(len(l.Salt))
		if r.take(`","event":"`) && len(salt) == len(l.Salt) {
			copy(l.Salt[:], salt)
			l.Event = r.base64(EventLimit)
			l.Entry = Commit(l.Salt, l.Event)
		} else {
			r.bad = true
		}
	} else {
		r.bad = true
	}
	if r.take(`","leaf":"`) {
		l.Leaf = seal.Some(r.id())
		r.bad = r.bad || !l.Leaf.Present()
	}
	r.bad = r.bad || !r.take(`"}`)
}

// base64 reads up to the next quotation mark, which stays.
func (r *lineReader) base64(limit int) []byte {
	end := bytes.IndexByte(r.rest, '"')
	if r.bad || end < 0 || encoding.DecodedLen(end) > limit+2 {
		r.bad = true
		return nil
	}
	out, err := encoding.AppendDecode(make([]byte, 0, encoding.DecodedLen(end)), r.rest[:end])
	r.bad = err != nil || len(out) == 0 || len(out) > limit || bytes.ContainsAny(r.rest[:end], "\r\n")
	r.rest = r.rest[end:]
	return out
}

func (r *lineReader) id() (id seal.ID) {
	if r.bad || len(r.rest) < hex.EncodedLen(len(id)) {
		r.bad = true
		return id
	}
	text := r.rest[:hex.EncodedLen(len(id))]
	_, err := hex.Decode(id[:], text)
	r.bad = err != nil || bytes.ContainsAny(text, "ABCDEF")
	r.rest = r.rest[len(text):]
	return id
}
