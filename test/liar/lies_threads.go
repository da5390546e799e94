package liar

import (
	"encoding/base64"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
)

// flip changes a bit of bytes in base64.
func flip(value any) string {
	raw, err := base64.StdEncoding.DecodeString(text(value))
	if err != nil {
		return text(value)
	}
	return base64.StdEncoding.EncodeToString(flipped(raw))
}

// unsigned changes a bit of the signature, which stands last.
func unsigned(value any) string {
	raw, err := base64.StdEncoding.DecodeString(text(value))
	if err != nil || len(raw) < 64 {
		return text(value)
	}
	raw[len(raw)-32] ^= 1
	return base64.StdEncoding.EncodeToString(raw)
}

// thread is whether an answer is about a thread itself.
func (p *Passing) thread() bool {
	return strings.HasPrefix(p.Path, "/threads/") && strings.Count(p.Path, "/") == 2 && p.Body["thread"] != nil
}

// everyKey changes the sealed keys that an answer or a frame offers.
func everyKey(fields Fields, change func(key Fields) bool) bool {
	changed := false
	keys, _ := fields["keys"].([]any)
	for _, key := range keys {
		if k, ok := key.(Fields); ok {
			changed = change(k) || changed
		}
	}
	return changed
}

func garbled(key Fields) bool {
	changed := false
	for _, name := range []string{"box", "wrap"} {
		if text(key[name]) != "" {
			key[name], changed = flip(key[name]), true
		}
	}
	return changed
}

// swappedKeys gives each key the box of another generation, or of another thread
// that was asked for before.
func swappedKeys(t *Telling, key Fields) bool {
	last := Keep(t, "keys", func() map[string]Fields { return map[string]Fields{} })
	changed := false
	for generation, other := range last {
		if generation != text(key["generation"]) {
			key["box"], key["wrap"], changed = other["box"], other["wrap"], true
		}
	}
	if !changed {
		last[text(key["generation"])] = Fields{"box": key["box"], "wrap": key["wrap"]}
	}
	return changed
}

// otherMarks puts the marks of a device's other conversation in this one's place.
func otherMarks(t *Telling, p *Passing) bool {
	marks, ok := p.Body["marks"].([]any)
	if !ok || !p.thread() || len(marks) == 0 {
		return false
	}
	first := Keep(t, "marks", func() []any { return marks })
	if text(first[0]) == text(marks[0]) {
		return false
	}
	p.Body["marks"] = first
	return true
}

// Offering adds a sealed key to what a reader of a thread is offered.
func Offering(thread, generation seal.ID, box []byte) func(*Telling, *Passing) bool {
	return func(_ *Telling, p *Passing) bool {
		if strings.HasSuffix(p.Path, "/wraps/"+generation.Hex()) { // the shortcut that a reader leaves for the team
			p.Status, p.Body = 200, Fields{}
			return true
		}
		if !p.thread() || !strings.HasSuffix(p.Path, thread.Hex()) {
			return false
		}
		keys, _ := p.Body["keys"].([]any)
		p.Body["keys"] = append(keys, Fields{"generation": generation.Hex(), "box": base64.StdEncoding.EncodeToString(box)})
		return true
	}
}

func threadLies() []Lie {
	return []Lie{
		{
			Name: "receipt-altered", Says: "A bit of a receipt is another.",
			Answers: func(_ *Telling, p *Passing) bool {
				entries, _ := p.Body["entries"].([]any)
				if len(entries) == 0 {
					return false
				}
				last := entries[len(entries)-1].(Fields)
				last["receipt"] = flip(last["receipt"])
				return true
			},
		},
		{
			Name: "thread-altered", Says: "The statement that began the conversation is another.",
			Answers: func(_ *Telling, p *Passing) bool {
				if !p.thread() {
					return false
				}
				p.Body["thread"] = flip(p.Body["thread"])
				return true
			},
		},
		{
			Name: "keys-garbled", Says: "The sealed keys of conversations have a bit that is another.",
			Answers: func(_ *Telling, p *Passing) bool { return everyKey(p.Body, garbled) },
			Frame:   func(_ *Telling, frame Fields) (Fields, bool) { return frame, everyKey(frame, garbled) },
		},
		{
			Name: "keys-swapped", Says: "A conversation is given the sealed keys of the one that was opened before.",
			Answers: func(t *Telling, p *Passing) bool {
				return p.thread() && everyKey(p.Body, func(key Fields) bool { return swappedKeys(t, key) })
			},
		},
		{
			Name: "wraps-garbled", Says: "The shortcuts by which a team opens keys are garbage.",
			Answers: func(_ *Telling, p *Passing) bool {
				return everyKey(p.Body, func(key Fields) bool {
					if text(key["wrap"]) == "" {
						return false
					}
					key["wrap"] = flip(key["wrap"])
					return true
				})
			},
		},
		{
			Name: "mark-altered", Says: "The signatures of marks, delivered and read, have a bit that is another.",
			Answers: func(_ *Telling, p *Passing) bool {
				marks, _ := p.Body["marks"].([]any)
				for i := range marks {
					marks[i] = unsigned(marks[i])
				}
				return len(marks) > 0
			},
			Frame: func(_ *Telling, frame Fields) (Fields, bool) {
				if frame["type"] != "mark" {
					return frame, false
				}
				frame["mark"] = unsigned(frame["mark"])
				return frame, true
			},
		},
		{
			Name: "mark-moved", Says: "What was read in the conversation that was asked for first is said to be read in the others.",
			Answers: otherMarks,
		},
		{
			Name: "notes-swapped", Says: "The conversation itself is said to be the team's notes to it.",
			Answers: func(_ *Telling, p *Passing) bool {
				row, ok := p.Body["conversation"].(Fields)
				if !ok {
					return false
				}
				row["notesThread"] = row["id"]
				return true
			},
		},
		{
			Name: "silenced", Says: "Nothing is announced any more over the open connection.",
			Frame: func(_ *Telling, frame Fields) (Fields, bool) {
				if frame["type"] == "hello" || frame["type"] == "ack" || frame["type"] == "refused" {
					return frame, false
				}
				return nil, true
			},
		},
	}
}
