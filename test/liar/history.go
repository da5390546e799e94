package liar

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
)

// histories are what a thread was and what it is said to have been.
type histories struct {
	thread    Thread
	was, said []Entry
}

// differ reports whether there is a lie in it.
func (h histories) differ() bool {
	return !slices.EqualFunc(h.was, h.said, func(a, b Entry) bool {
		return a.Sequence == b.Sequence && string(a.Bytes) == string(b.Bytes) && string(a.Receipt) == string(b.Receipt)
	})
}

// history is a thread up to a sequence, 0 for all of it, with the lie told. The
// receipts are signed again over what is said, unless the option "receipts" says
// "kept": a clumsy server's.
func (t *Telling) history(id seal.ID, upTo uint64) (histories, error) {
	if t.Known == nil {
		return histories{}, errors.New("this lie needs the server's data folder")
	}
	was, err := t.Known.Entries(id)
	if err != nil || len(was) == 0 {
		return histories{}, err
	}
	if upTo > 0 && upTo < uint64(len(was)) {
		was = was[:upTo]
	}
	first, err := seal.ParseSigned[seal.Receipt](was[0].Receipt)
	if err != nil {
		return histories{}, err
	}
	word := first.Unverified()
	h := histories{thread: Thread{ID: id, Org: word.Org, ServerKey: word.ServerKey}, was: was}
	h.said = t.Lie.History(t, h.thread, slices.Clone(was))
	if t.Options["receipts"] != "kept" {
		h.said, err = t.Known.Sign(h.thread, h.said)
	}
	return h, err
}

// Sign gives entries their places from 1 on, and receipts that fit, under the
// server's key. A receipt that fits already stays, and a time is kept.
func (k *Knowledge) Sign(thread Thread, entries []Entry) ([]Entry, error) {
	transcript := seal.NewTranscript(thread.ID)
	for i := range entries {
		e := &entries[i]
		transcript = transcript.Next(e.Hash)
		e.Sequence = transcript.Sequence()
		before, err := seal.ParseSigned[seal.Receipt](e.Receipt)
		if err != nil {
			return nil, err
		}
		word := before.Unverified()
		if word.Sequence == e.Sequence && word.Entry == e.Hash && word.Transcript == transcript.Hash() {
			continue
		}
		word.Org, word.ServerKey, word.Thread = thread.Org, thread.ServerKey, thread.ID
		word.Sequence, word.Entry, word.Transcript = e.Sequence, e.Hash, transcript.Hash()
		signed, err := seal.SignObject(k.Key, word)
		if err != nil {
			return nil, err
		}
		e.Receipt = signed.Bytes()
	}
	return entries, nil
}

// rewrite tells a lie about history in an answer.
func (t *Telling) rewrite(p *Passing) error {
	parts := strings.Split(strings.Trim(p.Path, "/"), "/")
	if len(parts) == 3 && parts[0] == "threads" && p.Body != nil {
		id, err := seal.ParseID(parts[1])
		if err != nil {
			return err
		}
		switch parts[2] {
		case "entries":
			return t.rewritePage(p, id)
		case "messages", "generations":
			return t.rewriteReceipt(p.Body, id)
		}
	}
	if rows, ok := p.Body["conversations"].([]any); ok {
		for _, row := range rows {
			if err := t.rewritePreview(row); err != nil {
				return err
			}
		}
	}
	return t.rewritePreview(p.Body["conversation"])
}

func (t *Telling) rewritePage(p *Passing, id seal.ID) error {
	h, err := t.history(id, 0)
	if err != nil || !h.differ() {
		return err
	}
	after, err := strconv.ParseUint(p.Query.Get("after"), 10, 64)
	if err != nil && p.Query.Get("after") != "" {
		return err
	}
	limit, err := strconv.Atoi(p.Query.Get("limit"))
	if err != nil {
		limit = 200
	}
	list := []any{}
	changed := false
	for i := after; i < uint64(len(h.said)) && len(list) < limit; i++ {
		list = append(list, h.said[i].wire())
		changed = changed || i >= uint64(len(h.was)) || string(h.was[i].Bytes) != string(h.said[i].Bytes) || string(h.was[i].Receipt) != string(h.said[i].Receipt)
	}
	before, _ := p.Body["entries"].([]any)
	t.count(changed || len(before) != len(list))
	p.Body["entries"] = list
	return nil
}

func (e Entry) wire() Fields {
	kind := "generation"
	if e.Message {
		kind = "message"
	}
	return Fields{
		"sequence": e.Sequence, "kind": kind,
		"bytes": base64.StdEncoding.EncodeToString(e.Bytes), "receipt": base64.StdEncoding.EncodeToString(e.Receipt),
	}
}

// rewriteReceipt gives who sent something the place that it is said to have.
func (t *Telling) rewriteReceipt(answer Fields, id seal.ID) error {
	sequence := number(answer["sequence"])
	h, err := t.history(id, sequence)
	if err != nil || sequence == 0 || sequence > uint64(len(h.was)) {
		return err
	}
	own := h.was[sequence-1]
	for _, e := range h.said {
		if e.Hash == own.Hash && e.Sequence != own.Sequence {
			answer["sequence"] = e.Sequence
			answer["receipt"] = base64.StdEncoding.EncodeToString(e.Receipt)
			t.count(true)
			return nil
		}
	}
	return nil
}

// rewritePreview is for a row of a list of conversations: its last entry, and how
// many there are.
func (t *Telling) rewritePreview(row any) error {
	fields, ok := row.(Fields)
	if !ok {
		return nil
	}
	id, err := seal.ParseID(text(fields["id"]))
	if err != nil {
		return nil //nolint:nilerr // not a row of a list
	}
	h, err := t.history(id, 0)
	if err != nil || !h.differ() || len(h.said) == 0 {
		return err
	}
	last := h.said[len(h.said)-1]
	if fields["last"] != nil {
		fields["last"] = last.wire()
	}
	fields["lastSequence"] = last.Sequence
	return nil
}

// frames tells a lie about history in one live frame; it may become none, or
// several. An entry that is held back comes with the one that it waited for.
func (t *Telling) frames(frame Fields) ([]Fields, error) {
	switch frame["type"] {
	case "conversation":
		return []Fields{frame}, t.rewritePreview(frame["conversation"])
	case "entry", "ack":
	default:
		return []Fields{frame}, nil
	}
	id, err := seal.ParseID(text(frame["thread"]))
	if frame["type"] == "ack" {
		return t.acknowledged(frame)
	}
	entry, _ := frame["entry"].(Fields)
	sequence := number(entry["sequence"])
	if err != nil || sequence == 0 {
		return []Fields{frame}, nil
	}
	now, err := t.history(id, sequence)
	if err != nil {
		return nil, err
	}
	before := histories{}
	if sequence > 1 {
		if before, err = t.history(id, sequence-1); err != nil {
			return nil, err
		}
	}
	return t.news(frame, before.said, now), nil
}

// news are the frames for what a history gained by one entry.
func (t *Telling) news(frame Fields, before []Entry, now histories) []Fields {
	same := 0
	for same < len(before) && same < len(now.said) && before[same].Hash == now.said[same].Hash && string(before[same].Bytes) == string(now.said[same].Bytes) {
		same++
	}
	t.count(now.differ())
	var out []Fields
	for _, e := range now.said[same:] {
		copied := Fields{}
		for name, value := range frame {
			copied[name] = value
		}
		copied["entry"] = e.wire()
		out = append(out, copied)
	}
	return out
}

// acknowledged: the frame does not name its thread, its receipt does.
func (t *Telling) acknowledged(frame Fields) ([]Fields, error) {
	wire, err := base64.StdEncoding.DecodeString(text(frame["receipt"]))
	if err != nil {
		return nil, err
	}
	receipt, err := seal.ParseSigned[seal.Receipt](wire)
	if err != nil {
		return nil, err
	}
	return []Fields{frame}, t.rewriteReceipt(frame, receipt.Unverified().Thread)
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

func number(value any) uint64 {
	switch n := value.(type) {
	case json.Number:
		u, err := strconv.ParseUint(n.String(), 10, 64)
		if err == nil {
			return u
		}
	case uint64:
		return n
	}
	return 0
}
