package live

import (
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"strconv"

	"github.com/sealdesk/sealdesk/seal"
)

// This file makes bytes of frames. The two that every message brings, an
// acknowledgement and an entry, are written in one pass; all others, and whatever
// is unusual in these, go to the general encoder. A fuzz target holds the two
// against it: a client cannot tell who wrote a frame.

func (f frame) encode() ([]byte, error) {
	switch {
	case f.Type == "ack" && plainText(f.Ref) && len(f.Receipt) > 0:
		return f.ack(), nil
	case f.Type == "entry" && f.Keys != nil && len(*f.Keys) == 0 && f.Entry.Bytes != nil && f.Entry.Receipt != nil:
		if conversation, ok := f.Conversation.(seal.ID); ok && f.Thread != nil {
			return f.entry(conversation), nil
		}
	}
	return json.Marshal(f)
}

const framing = 256 // bytes of an entry's frame besides ids and base64, at most

func (f frame) ack() []byte {
	to := make([]byte, 0, framing+len(f.Ref)+base64.StdEncoding.EncodedLen(len(f.Receipt)))
	to = append(to, `{"type":"ack"`...)
	to = appendNumber(to, `,"cursor":`, f.Cursor)
	if f.Ref != "" {
		to = append(append(append(to, `,"ref":"`...), f.Ref...), '"')
	}
	to = appendNumber(to, `,"sequence":`, f.Sequence)
	return append(appendBytes(to, `,"receipt":"`, f.Receipt), '}')
}

func (f frame) entry(conversation seal.ID) []byte {
	e := f.Entry
	to := make([]byte, 0, framing+4*len(conversation)+base64.StdEncoding.EncodedLen(len(e.Bytes))+base64.StdEncoding.EncodedLen(len(e.Receipt)))
	to = append(to, `{"type":"entry"`...)
	to = appendNumber(to, `,"cursor":`, f.Cursor)
	to = appendHex(to, `,"thread":"`, *f.Thread)
	to = appendHex(to, `,"conversation":"`, conversation)
	to = append(to, `,"entry":{"sequence":`...)
	to = strconv.AppendUint(to, e.Sequence, 10)
	to = append(append(append(to, `,"kind":"`...), e.Kind...), '"')
	to = appendBytes(to, `,"bytes":"`, e.Bytes)
	to = appendBytes(to, `,"receipt":"`, e.Receipt)
	return append(to, `},"keys":[]}`...)
}

// appendNumber leaves a zero out, as the frame's tags do.
func appendNumber(to []byte, name string, n uint64) []byte {
	if n == 0 {
		return to
	}
	return strconv.AppendUint(append(to, name...), n, 10)
}

func appendHex(to []byte, name string, id seal.ID) []byte {
	return append(hex.AppendEncode(append(to, name...), id[:]), '"')
}

func appendBytes(to []byte, name string, data []byte) []byte {
	return append(base64.StdEncoding.AppendEncode(append(to, name...), data), '"')
}

// plainText: JSON writes this string as it is.
func plainText(s string) bool {
	for i := range len(s) {
		switch b := s[i]; {
		case b < 0x20, b >= 0x7f, b == '"', b == '\\', b == '<', b == '>', b == '&':
			return false
		}
	}
	return true
}
