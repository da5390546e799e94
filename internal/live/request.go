package live

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"io"

	"github.com/sealdesk/sealdesk/seal"
)

// request is what a client sends.
type request struct {
	Type    string   `json:"type"`
	Ref     string   `json:"ref"`
	Thread  *seal.ID `json:"thread"`
	Message []byte   `json:"message"`
	On      bool     `json:"on"`
}

// read takes one frame: no unknown fields, whose meaning would be lost in silence,
// and nothing behind it.
func read(data []byte) (request, error) {
	if r, ok := readPlain(data); ok {
		return r, nil
	}
	var r request
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&r); err != nil {
		return r, err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return r, errors.New("live: more than one value")
	}
	return r, nil
}

// readPlain reads a frame as our own clients write it: one object of plain
// strings, nothing escaped, no spaces. Whatever else there is in JSON it leaves
// to the general reader, which a fuzz target holds it against. A message passes
// three times through that one, which costs more than its transcript does.
func readPlain(data []byte) (r request, ok bool) {
	rest, ok := bytes.CutPrefix(data, []byte(`{`))
	for seen := 0; ok; {
		var name, value []byte
		if name, rest, ok = plainString(rest); !ok {
			return request{}, false
		}
		if rest, ok = bytes.CutPrefix(rest, []byte(`:`)); !ok {
			return request{}, false
		}
		if value, rest, ok = plainString(rest); !ok || !r.set(name, value, &seen) {
			return request{}, false
		}
		if string(rest) == `}` {
			return r, true
		}
		rest, ok = bytes.CutPrefix(rest, []byte(`,`))
	}
	return request{}, false
}

// plainString cuts a string of printable ASCII without escapes.
func plainString(data []byte) (value, rest []byte, ok bool) {
	if len(data) == 0 || data[0] != '"' {
		return nil, nil, false
	}
	end := bytes.IndexByte(data[1:], '"') + 1
	if end == 0 {
		return nil, nil, false
	}
	for _, b := range data[1:end] {
		if b < 0x20 || b >= 0x7f || b == '\\' {
			return nil, nil, false
		}
	}
	return data[1:end], data[end+1:], true
}

// set takes one field, each once.
func (r *request) set(name, value []byte, seen *int) bool {
	bit, ok := 0, true
	switch string(name) {
	case "type":
		bit, r.Type = 1, string(value)
	case "ref":
		bit, r.Ref = 2, string(value)
	case "thread":
		bit, r.Thread = 4, new(seal.ID)
		ok = r.Thread.UnmarshalText(value) == nil
	case "message":
		var err error
		bit, r.Message = 8, make([]byte, base64.StdEncoding.DecodedLen(len(value)))
		n := 0
		n, err = base64.StdEncoding.Decode(r.Message, value)
		r.Message, ok = r.Message[:n], err == nil
	}
	if bit == 0 || *seen&bit != 0 {
		return false
	}
	*seen |= bit
	return ok
}
