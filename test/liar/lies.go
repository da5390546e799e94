package liar

import (
	"slices"
	"strconv"
)

// Lies is the table, in order of names.
func Lies() []Lie {
	var all []Lie
	all = append(all, historyLies()...)
	slices.SortFunc(all, func(a, b Lie) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	})
	return all
}

// Find finds a lie by its name.
func Find(name string) (Lie, bool) {
	for _, lie := range Lies() {
		if lie.Name == name {
			return lie, true
		}
	}
	return Lie{}, false
}

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
			Name: "withheld", Says: "A message and everything after it is not handed out.",
			History: about(func(entries []Entry, i int) []Entry { return entries[:i] }),
		},
	}
}
