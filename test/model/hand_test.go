package model

import (
	"crypto/rand"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// hand is one device. It does what it is told with what it saw last, also what a
// client would not do: a former member goes on trying.
type hand struct {
	stage   *stage
	who     party
	staff   *servertest.Staff
	visitor *servertest.Visitor

	replay  *directory.Replay // of staff
	proven  directory.Proven  // of a customer
	head    seal.ID
	secrets map[uint64]seal.GroupSecret
	sights  [talks]*sight
	lost    func() answer // sends the same bytes again
}

// sight is a conversation as a device has it.
type sight struct {
	generation int
	seen       seal.Transcript
	counter    uint64
	previous   seal.OptionalID
}

func (h *hand) forget() {
	h.secrets, h.sights, h.lost, h.proven = map[uint64]seal.GroupSecret{}, [talks]*sight{}, nil, directory.Proven{Org: h.stage.desk.Org}
	h.replay = directory.NewReplay(h.stage.desk.Org)
}

// restart forgets all but the signing key; what it had replayed of a log that has
// only grown would be replayed the same.
func (h *hand) restart() {
	before := h.replay
	h.forget()
	h.replay = before
}

func (h *hand) token() string {
	if h.staff != nil {
		return h.staff.Token
	}
	return h.visitor.Token
}

func (h *hand) device() (seal.ID, seal.SigningKey) {
	if h.staff != nil {
		return h.staff.Device, h.staff.DeviceKey
	}
	return h.visitor.Device, h.visitor.Key
}

func (h *hand) do(method, path string, in any) answer {
	h.stage.t.Helper()
	return h.said(h.stage.desk.Do(h.token(), method, path, in))
}

func (h *hand) said(a servertest.Answer) answer {
	h.stage.t.Helper()
	switch {
	case a.Status < 300:
		return ok
	case a.Status == 404:
		return notFound
	case a.Status == 403:
		return forbidden
	case a.Reason() == string(superseded), a.Reason() == string(outdated):
		return answer(a.Reason())
	}
	h.stage.t.Fatalf("%s was answered %d %s", h.who, a.Status, a.Body)
	return ""
}

// look gets the newest directory, and what was sealed to this account.
func (h *hand) look() {
	s := h.stage
	if h.visitor != nil {
		if s.inbox.IsZero() {
			return
		}
		var out struct{ Proof []byte }
		s.desk.Must("", "GET", fmt.Sprintf("/inboxes/%s/proof?from=0", s.inbox.Hex()), nil, &out)
		proven, err := directory.VerifyProof(out.Proof, directory.Question{Pin: s.desk.Org, Inbox: s.inbox, Now: now()})
		check(s.t, err)
		h.proven, h.head = proven, proven.Head.ID
		return
	}
	h.follow()
	h.openBoxes()
}

// follow replays what is new in the directory.
func (h *hand) follow() {
	s := h.stage
	var page struct {
		Statements [][]byte
		Head       []byte
	}
	s.desk.Must(h.token(), "GET", fmt.Sprintf("/directory?after=%d", h.replay.Size()), nil, &page)
	next := h.replay.Clone()
	check(s.t, next.AppendAll(page.Statements))
	head, err := directory.ParseHead(page.Head)
	check(s.t, err)
	check(s.t, next.Agrees(head))
	h.replay, h.head = next, head.ID()
}

func (h *hand) openBoxes() {
	s := h.stage
	var boxes []struct {
		Group, Author seal.ID
		Number        uint64
		Box           []byte
	}
	s.desk.Must(h.token(), "GET", "/groups/boxes", nil, &boxes)
	for _, box := range boxes {
		if box.Group != s.group {
			continue
		}
		opened, err := seal.OpenGroupSecrets(h.staff.Opening, seal.GroupBox(s.desk.Org, s.group, box.Number, h.staff.Account, box.Author), box.Box)
		check(s.t, err)
		for _, secret := range opened {
			h.secrets[secret.Number] = secret
		}
	}
}

// earlier are the team's secrets that this device holds, ascending.
func (h *hand) earlier() []seal.GroupSecret {
	var out []seal.GroupSecret
	for _, number := range slices.Sorted(maps.Keys(h.secrets)) {
		out = append(out, h.secrets[number])
	}
	return out
}

// change makes the batch of a step of the directory.
func (h *hand) change(step step) answer {
	s, pen := h.stage, h.pen()
	var named []seal.ID
	if before, ok := pen.next.Generation(s.group); ok {
		for _, box := range before.Boxes {
			named = append(named, box.Account)
		}
	}
	if step.act != rotate {
		var list []*hand
		for _, other := range s.hands[:cleo+1] {
			in := pen.next.RoleIn(s.group, other.staff.Account) != 0
			if other.who == step.whom {
				in = step.act == add || step.act == admit
			}
			if in {
				list = append(list, other)
			}
		}
		pen.members(list...)
	}
	if step.act != admit && step.act != drop {
		var members []seal.ID
		for _, m := range pen.next.Members(s.group) {
			members = append(members, m.Account)
		}
		pen.rotate(members, named)
	}
	return pen.send()
}

// team is the team's key as this device knows it.
func (h *hand) team() seal.ReaderKey {
	if h.visitor != nil {
		return seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: h.proven.Generation}, Key: h.proven.Keys.Sealing}
	}
	g, _ := h.replay.Generation(h.stage.group)
	return seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: g.ID}, Key: g.Sealing}
}

func (h *hand) begin(t talk) {
	s := h.stage
	thread, err := seal.NewThread(rand.Reader, h.visitor.Key, seal.Thread{
		Org: s.desk.Org, Kind: seal.Conversation, Subject: s.inbox, Author: h.visitor.Device, Head: h.head, Time: now(),
	})
	check(s.t, err)
	sealed := h.seal(thread.ID(), seal.ThreadGeneration{Number: 1, Reason: seal.ReasonCreate}, t)
	if said := h.do("POST", "/conversations", servertest.Object{
		"thread": thread.Bytes(), "generation": sealed.Statement.Bytes(), "boxes": sealed.Boxes, "messages": [][]byte{},
	}); said != ok {
		s.t.Fatalf("%s begins: %s", h.who, said)
	}
	s.talks[t] = &history{id: thread.ID(), generations: []version{{sealed.Statement, sealed.Boxes, sealed.Key, h.who}}}
	h.sights[t] = &sight{seen: seal.NewTranscript(thread.ID()).Next(sealed.Statement.ID())}
	if said := h.send(t, false); said != ok {
		s.t.Fatalf("%s begins: %s", h.who, said)
	}
}

func (h *hand) seal(thread seal.ID, draft seal.ThreadGeneration, t talk) seal.SealedGeneration {
	device, signing := h.device()
	customer := h.stage.hands[xavi+party(t)].visitor
	draft.Org, draft.Thread, draft.Author, draft.Head, draft.Time = h.stage.desk.Org, thread, device, h.head, now()
	sealed, err := seal.NewThreadGeneration(rand.Reader, signing, draft, []seal.ReaderKey{
		h.team(), {Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: customer.Device}, Key: customer.Opening.Public()},
	})
	check(h.stage.t, err)
	return sealed
}

// refresh gives a conversation its next key, after the one that was seen.
func (h *hand) refresh(t talk, unheard bool) answer {
	history, sight := h.stage.talks[t], h.sights[t]
	before := history.generations[sight.generation].signed
	draft := seal.ThreadGeneration{Number: before.Unverified().Number + 1, Previous: seal.Some(before.ID()), Reason: seal.ReasonRefresh}
	sealed := h.seal(history.id, draft, t)
	try := func() answer {
		said := h.do("POST", "/threads/"+history.id.Hex()+"/generations", servertest.Object{"generation": sealed.Statement.Bytes(), "boxes": sealed.Boxes})
		fresh := !slices.ContainsFunc(history.generations, func(v version) bool { return v.signed.ID() == sealed.Statement.ID() })
		if said == ok && fresh {
			history.generations = append(history.generations, version{sealed.Statement, sealed.Boxes, sealed.Key, h.who})
		}
		return said
	}
	said := try()
	if unheard {
		h.lost = try
	} else if said == ok && h.read(t) != ok {
		h.stage.t.Fatalf("%s cannot read what it has just refreshed", h.who)
	}
	return said
}

// send seals a text under the key that was seen.
func (h *hand) send(t talk, unheard bool) answer {
	s, history, sight := h.stage, h.stage.talks[t], h.sights[t]
	v := history.generations[sight.generation]
	key, opened := s.threadKey(h.who, v)
	if !opened {
		s.t.Fatalf("%s has no key to write with", h.who)
	}
	device, signing := h.device()
	text := fmt.Sprintf("%s's message %d", h.who, sight.counter+1)
	logical, err := seal.NewID16(rand.Reader)
	check(s.t, err)
	envelope, err := seal.SealMessage(rand.Reader, key, signing, seal.Header{
		Org: s.desk.Org, Thread: history.id, Generation: v.signed.ID(), Sender: device, Head: h.head,
		Counter: sight.counter + 1, Previous: sight.previous, Seen: sight.seen.Sequence(), SeenTranscript: sight.seen.Hash(),
	}, seal.Body{Time: uint64(time.Now().UnixMilli()), Logical: logical, Content: &seal.Text{Text: text, Language: "en"}})
	check(s.t, err)
	under := sight.generation
	try := func() answer {
		said := h.do("POST", "/threads/"+history.id.Hex()+"/messages", servertest.Object{"message": envelope.Bytes()})
		fresh := !slices.ContainsFunc(history.messages, func(m heard) bool { return slices.Equal(m.wire, envelope.Bytes()) })
		if said == ok && fresh {
			history.messages = append(history.messages, heard{envelope.Bytes(), under, text})
		}
		if said == ok {
			sight.counter, sight.previous = sight.counter+1, seal.Some(envelope.Hash())
		}
		return said
	}
	if unheard {
		before := *sight
		said := try()
		sight.counter, sight.previous = before.counter, before.previous
		h.lost = try
		return said
	}
	return try()
}

// wrap leaves a wrap of the newest key that was seen, or rubbish.
func (h *hand) wrap(t talk, spoilt bool) answer {
	s, history := h.stage, h.stage.talks[t]
	v := history.generations[h.sights[t].generation]
	group := v.signed.Unverified().Groups()[0]
	generation, _ := h.replay.GenerationByID(group)
	keys, err := seal.DeriveGroupKeys(s.desk.Org, s.group, h.secrets[generation.Number])
	check(s.t, err)
	key, opened := s.threadKey(h.who, v)
	if !opened {
		s.t.Fatalf("%s has nothing to wrap", h.who)
	}
	wrap, err := key.Wrap(keys, group)
	check(s.t, err)
	if spoilt {
		wrap[0] ^= 1
	}
	return h.do("PUT", "/threads/"+history.id.Hex()+"/wraps/"+v.signed.ID().Hex(), servertest.Object{"groupGeneration": group, "wrap": wrap, "replace": true})
}
