package liar

import (
	"encoding/base64"
	"slices"
	"strconv"

	"github.com/sealdesk/sealdesk/seal"
)

// victim is the index of the entry that a lie is about: the sequence that the
// option "at" names, or else the first message that came after the lie began. It
// is -1 as long as there is none.
func (t *Telling) victim(thread Thread, entries []Entry) int {
	after := t.since[string(thread.ID[:])]
	if at, err := strconv.ParseUint(t.Options["at"], 10, 64); err == nil && at > 0 {
		after = at - 1
	}
	if t.Options["thread"] != "" && t.Options["thread"] != thread.ID.Hex() {
		return -1
	}
	for i, e := range entries {
		if e.Sequence > after && e.Message {
			return i
		}
	}
	return -1
}

// about is a lie about one entry.
func about(change func(entries []Entry, i int) []Entry) func(*Telling, Thread, []Entry) []Entry {
	return func(t *Telling, thread Thread, entries []Entry) []Entry {
		if i := t.victim(thread, entries); i >= 0 {
			return change(entries, i)
		}
		return entries
	}
}

func historyLies() []Lie {
	return []Lie{
		{
			Name: "dropped", Says: "A message is left out, and what came after it moves up.",
			History: about(func(entries []Entry, i int) []Entry { return slices.Delete(entries, i, i+1) }),
		},
		{
			Name: "reordered", Says: "A message and the one after it change places; until there is one, the first is held back.",
			History: about(func(entries []Entry, i int) []Entry {
				if i+1 == len(entries) {
					return entries[:i]
				}
				entries[i], entries[i+1] = entries[i+1], entries[i]
				return entries
			}),
		},
		{
			Name: "duplicated", Says: "A message comes twice, one after the other.",
			History: about(func(entries []Entry, i int) []Entry { return slices.Insert(entries, i+1, entries[i]) }),
		},
		{
			Name: "replayed", Says: "An earlier message of the conversation comes again behind a later one.",
			History: about(func(entries []Entry, i int) []Entry {
				for _, e := range entries[:i] {
					if e.Message {
						return slices.Insert(entries, i+1, e)
					}
				}
				return entries
			}),
		},
		{
			Name: "altered", Says: "A bit of a message's ciphertext is another.",
			History: about(func(entries []Entry, i int) []Entry {
				if e, err := opened(entries[i].Bytes); err == nil {
					e.Ciphertext = flipped(e.Ciphertext)
					entries[i] = entries[i].with(e.bytes())
				}
				return entries
			}),
		},
		{
			Name: "re-attributed", Says: "A message is said to be of somebody else in the conversation.",
			History: about(reattributed),
		},
		{
			Name: "backdated", Says: "A message's receipt says that it came an hour before the one ahead of it.",
			History: func(t *Telling, thread Thread, entries []Entry) []Entry {
				if i := t.victim(thread, entries); i > 0 {
					entries[i] = t.Known.backdate(entries[i], 3600)
				}
				return entries
			},
		},
		{
			Name: "withheld", Says: "A message and everything after it is not handed out.",
			History: about(func(entries []Entry, i int) []Entry { return entries[:i] }),
		},
	}
}

// reattributed puts the next other sender's name on a message.
func reattributed(entries []Entry, i int) []Entry {
	e, err := opened(entries[i].Bytes)
	if err != nil {
		return entries
	}
	var header seal.Header
	if seal.Decode(e.Header, seal.DefaultLimit, &header) != nil {
		return entries
	}
	for _, other := range entries {
		message, err := seal.ParseMessage(other.Bytes)
		if err != nil || message.Unverified().Sender == header.Sender {
			continue
		}
		header.Sender = message.Unverified().Sender
		if e.Header, err = seal.Encode(header); err == nil {
			entries[i] = entries[i].with(e.bytes())
		}
		return entries
	}
	return entries
}

// backdate signs an entry's receipt again, with an earlier time.
func (k *Knowledge) backdate(e Entry, seconds uint64) Entry {
	receipt, err := seal.ParseSigned[seal.Receipt](e.Receipt)
	if err != nil {
		return e
	}
	word := receipt.Unverified()
	word.Time -= seconds
	if signed, err := seal.SignObject(k.Key, word); err == nil {
		e.Receipt = signed.Bytes()
	}
	return e
}

// inserted puts an entry that somebody made behind a sequence.
func inserted(t *Telling, thread Thread, entries []Entry) []Entry {
	after, err := strconv.Atoi(t.Options["after"])
	if err != nil || t.Options["thread"] != thread.ID.Hex() || after < 1 || after > len(entries) {
		return entries
	}
	wire, err := base64.StdEncoding.DecodeString(t.Options["bytes"])
	if err != nil {
		return entries
	}
	e := Entry{Receipt: entries[after-1].Receipt, Message: t.Options["kind"] == "message"}
	if e = e.with(wire); !e.Message {
		change, err := seal.ParseSigned[seal.ThreadGeneration](wire)
		if err != nil {
			return entries
		}
		e.Hash = change.ID()
	}
	return slices.Insert(entries, after, e)
}
