package ledger

import (
	"bytes"
	"strconv"

	"github.com/sealdesk/sealdesk/seal"
)

// Proof is one event with what proves that it stands in the record: a file that
// is checked without asking anybody (C2SP tlog-proof). Its extra data are the
// event's salt and bytes.
//
//	c2sp.org/tlog-proof@v1
//	extra <base64 of salt and event>
//	index <number>
//	<base64 of a hash of the inclusion proof>            each
//
//	<the signed checkpoint>
type Proof struct {
	Number int64
	Salt   Salt
	Event  []byte
	Hashes []seal.ID // of the inclusion proof (RFC 6962 section 2.1.1)
	Note   []byte    // the signed checkpoint
}

// ProofHeader is the first line of a proof.
const ProofHeader = "c2sp.org/tlog-proof@v1\n"

// ProofLimit is the longest proof, in bytes: a tree of 2^63 entries has no longer
// one.
const ProofLimit = CheckpointLimit + 2*EventLimit + maxHashes*45 + 100

const maxHashes = 63

// Append adds the proof as a file to data.
func (p *Proof) Append(data []byte) []byte {
	extra := append(append(make([]byte, 0, len(p.Salt)+len(p.Event)), p.Salt[:]...), p.Event...)
	data = append(append(data, ProofHeader...), "extra "...)
	data = append(encoding.AppendEncode(data, extra), "\nindex "...)
	data = append(strconv.AppendInt(data, p.Number, 10), '\n')
	for _, hash := range p.Hashes {
		data = append(encoding.AppendEncode(data, hash[:]), '\n')
	}
	return append(append(data, '\n'), p.Note...)
}

// ParseProof reads a proof, one spelling only; nothing in it is checked yet.
func ParseProof(data []byte) (Proof, error) {
	if len(data) > ProofLimit {
		return Proof{}, seal.Fail(seal.ErrTooLarge, "ledger proof", "%d bytes", len(data))
	}
	var p Proof
	r := &lineReader{rest: data}
	r.bad = !r.take(ProofHeader) || !r.take("extra ")
	extra := r.base64Line(len(p.Salt) + EventLimit)
	r.bad = r.bad || len(extra) <= len(p.Salt) || !r.take("index ")
	p.Number = r.number()
	r.bad = r.bad || !r.take("\n")
	for !r.bad && !r.take("\n") {
		var hash seal.ID
		r.bad = copy(hash[:], r.base64Line(len(hash))) != len(hash) || len(p.Hashes) == maxHashes
		p.Hashes = append(p.Hashes, hash)
	}
	if p.Note = r.rest; r.bad || len(p.Note) == 0 {
		return Proof{}, seal.Fail(seal.ErrMalformed, "ledger proof", "not a proof of one event")
	}
	p.Event = extra[copy(p.Salt[:], extra):]
	return p, nil
}

func (r *lineReader) base64Line(limit int) []byte {
	line := r.until("\n")
	if len(line) > encoding.EncodedLen(limit) {
		r.bad = true
		return nil
	}
	out, err := encoding.AppendDecode(nil, line)
	r.bad = r.bad || err != nil || len(out) > limit || bytes.ContainsAny(line, "\r")
	return out
}

// Check demands that the event stands in the record of whoever has the key, which
// VerifierKey wrote, and returns it with the checkpoint that holds it.
func (p *Proof) Check(keys ...string) (Event, Checkpoint, error) {
	in, err := Open(p.Note, keys...)
	if err != nil {
		return Event{}, Checkpoint{}, err
	}
	event, err := ParseEvent(p.Event)
	if err != nil {
		return Event{}, Checkpoint{}, err
	}
	return event, in, CheckInclusion(p.Hashes, p.Number, Commit(p.Salt, p.Event), in)
}
