package model

import (
	"fmt"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// entry is what the server gives of a conversation.
type entry struct {
	Kind  string
	Bytes []byte
}

// read follows a conversation to its end, from its beginning: its keys' statements
// and messages in their places, and this device's own chain among them.
func (h *hand) read(t talk) answer {
	s, history := h.stage, h.stage.talks[t]
	entries, said := h.entries(t)
	if said != ok {
		return said
	}
	next := &sight{generation: -1, seen: seal.NewTranscript(history.id)}
	own, _ := h.device()
	for _, e := range entries {
		if e.Kind == "generation" {
			signed, err := seal.ParseSigned[seal.ThreadGeneration](e.Bytes)
			check(s.t, err)
			next.seen = next.seen.Next(signed.ID())
			next.generation++
			if history.generations[next.generation].signed.ID() != signed.ID() {
				s.t.Fatalf("generation %d of %s is another one than was taken", next.generation, t)
			}
			continue
		}
		envelope, err := seal.ParseMessage(e.Bytes)
		check(s.t, err)
		next.seen = next.seen.Next(envelope.Hash())
		if header := envelope.Unverified(); header.Sender == own && h.lost == nil {
			next.counter, next.previous = header.Counter, seal.Some(envelope.Hash())
		}
	}
	if before := h.sights[t]; before != nil && h.lost != nil {
		next.counter, next.previous = before.counter, before.previous // it has not heard of it
	}
	if h.lost != nil && h.sights[t] != nil {
		*h.sights[t] = *next // the lost request goes on with it
		return ok
	}
	h.sights[t] = next
	return ok
}

func (h *hand) entries(t talk) ([]entry, answer) {
	s := h.stage
	got := s.desk.Do(h.token(), "GET", fmt.Sprintf("/threads/%s/entries?after=0&limit=200", s.talks[t].id.Hex()), nil)
	if said := h.said(got); said != ok {
		return nil, said
	}
	var page struct{ Entries []entry }
	got.Into(s.t, &page)
	return page.Entries, ok
}

// readsAll: a party reads through the server what it may, opened with the keys that
// the server has for it and its own; by a wrap where one opens, else by its box.
func (h *hand) readsAll(t talk) []string {
	s := h.stage
	h.look()
	var detail struct {
		Keys []struct {
			Generation seal.ID
			Box, Wrap  []byte
		}
	}
	s.desk.Must(h.token(), "GET", "/threads/"+s.talks[t].id.Hex(), nil, &detail)
	keys := map[seal.ID]seal.ThreadKey{}
	for _, offered := range detail.Keys {
		at := slices.IndexFunc(s.talks[t].generations, func(v version) bool { return v.signed.ID() == offered.Generation })
		if key, err := h.open(s.talks[t].generations[at].signed, offered.Box, offered.Wrap); err == nil {
			keys[offered.Generation] = key
		}
	}
	entries, said := h.entries(t)
	if said != ok {
		s.t.Fatalf("%s cannot fetch %s: %s", h.who, t, said)
	}
	var texts []string
	for _, e := range entries {
		if e.Kind == "message" {
			envelope, err := seal.ParseMessage(e.Bytes)
			check(s.t, err)
			texts = append(texts, s.text(e.Bytes, keys[envelope.Unverified().Generation]))
		}
	}
	return texts
}

func (h *hand) open(signed seal.Signed[seal.ThreadGeneration], box, wrap []byte) (seal.ThreadKey, error) {
	if h.visitor != nil {
		return seal.OpenThreadKey(h.visitor.Opening, signed, h.visitor.Device, box)
	}
	group := signed.Unverified().Groups()[0]
	generation, _ := h.replay.GenerationByID(group)
	secret, held := h.secrets[generation.Number]
	if !held {
		return seal.ThreadKey{}, seal.Fail(seal.ErrCannotOpen, "open", "no key of the team")
	}
	keys, err := seal.DeriveGroupKeys(h.stage.desk.Org, h.stage.group, secret)
	if err != nil {
		return seal.ThreadKey{}, err
	}
	if key, err := seal.OpenWrap(keys, group, signed, wrap); err == nil {
		return key, nil
	}
	return seal.OpenThreadKey(keys.Opening, signed, group, box)
}
