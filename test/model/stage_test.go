package model

import (
	"bytes"
	"crypto/rand"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// stage plays traces on a real server: each with a team, an inbox and two
// conversations of its own. It keeps everything that was ever sent, as a server
// could that works with somebody who has left.
type stage struct {
	t      *testing.T
	desk   *servertest.Desk
	hands  [parties]*hand
	notary *hand

	group, inbox seal.ID
	talks        [talks]*history
	boxes        []groupBox
	opened       map[party]ability // what each account can open of boxes, by how many there were
	tried        map[attempt]*seal.ThreadKey
}

// attempt is one to open a generation with everything that there was then.
type attempt struct {
	who        party
	generation seal.ID
	boxes      int
}

type groupBox struct {
	Group   seal.ID `json:"group"`
	Number  uint64  `json:"number"`
	Account seal.ID `json:"account"`
	Box     []byte  `json:"box"`

	author seal.ID
}

// history is a conversation, with all ciphertext and all sealed keys.
type history struct {
	id          seal.ID
	generations []version
	messages    []heard
}

type version struct {
	signed seal.Signed[seal.ThreadGeneration]
	boxes  [][]byte
	key    seal.ThreadKey // as its author made it
	author party
}

type heard struct {
	wire       []byte
	generation int
	text       string
}

type ability struct {
	boxes   int
	secrets map[uint64]seal.GroupSecret
}

func newStage(t *testing.T) *stage {
	t.Helper()
	s := &stage{t: t, desk: servertest.New(t, server.Config{})}
	staff := []*servertest.Staff{s.desk.Owner}
	for _, name := range []string{"ben", "cleo"} {
		staff = append(staff, s.desk.Invite(name+"@example.org", directory.Attest))
	}
	for p := range parties {
		h := &hand{stage: s, who: p}
		if p.staff() {
			h.staff = staff[p]
		} else {
			h.visitor = s.desk.Visitor()
		}
		h.forget()
		s.hands[p] = h
	}
	s.notary = &hand{stage: s, who: ada, staff: staff[ada]}
	s.notary.forget()
	first := s.hands[ada]
	first.look()
	pen := first.pen()
	pen.say(&directory.ArticleSet{Version: 1, Hash: seal.ArticleSetHash(nil)}, s.desk.Org)
	if said := pen.send(); said != ok {
		t.Fatalf("set-up: %s", said)
	}
	return s
}

// begin sets the opening up: a new team, an inbox and two conversations.
func (s *stage) begin() {
	s.t.Helper()
	s.group, s.inbox, s.boxes = seal.ID{}, seal.ID{}, nil
	s.opened, s.tried = map[party]ability{}, map[attempt]*seal.ThreadKey{}
	ada, ben := s.hands[ada], s.hands[ben]
	for _, h := range s.hands {
		h.restart()
	}
	ada.look()
	pen := ada.pen()
	s.group = pen.say(&directory.Group{Name: "Team", Sensitivity: directory.Ordinary}, seal.ID{})
	pen.members(ada, ben)
	pen.rotate([]seal.ID{ada.staff.Account, ben.staff.Account}, nil)
	s.inbox = pen.say(&directory.Inbox{Name: "Inbox", Group: s.group, Sensitivity: directory.Ordinary}, seal.ID{})
	if said := pen.send(); said != ok {
		s.t.Fatalf("the opening: %s", said)
	}
	for _, h := range s.hands {
		h.look()
	}
	for t := range talk(talks) {
		s.hands[xavi+party(t)].begin(t)
		for _, h := range []*hand{ada, ben} {
			if said := h.read(t); said != ok {
				s.t.Fatalf("the opening: %s reads %s: %s", h.who, t, said)
			}
		}
	}
}

// perform makes one step for real.
func (s *stage) perform(step step) answer {
	s.t.Helper()
	h := s.hands[step.who]
	switch step.act {
	case look:
		h.look()
		return ok
	case read:
		return h.read(step.talk)
	case crash:
		h.restart()
		h.look()
		for t := range talk(talks) {
			if said := h.read(t); said != ok {
				return said
			}
		}
		return ok
	case refresh, refreshUnheard:
		return h.refresh(step.talk, step.act == refreshUnheard)
	case send, sendUnheard:
		return h.send(step.talk, step.act == sendUnheard)
	case again:
		resend := h.lost
		h.lost = nil
		return resend()
	case rewrap, spoil:
		return h.wrap(step.talk, step.act == spoil)
	}
	return h.change(step)
}

// secrets are the team's secrets that an account can open of every box that was
// ever sealed to it, with all of the server's help.
func (s *stage) secrets(p party) map[uint64]seal.GroupSecret {
	if known, ok := s.opened[p]; ok && known.boxes == len(s.boxes) {
		return known.secrets
	}
	all := map[uint64]seal.GroupSecret{}
	staff := s.hands[p].staff
	for _, box := range s.boxes {
		if box.Account != staff.Account {
			continue
		}
		opened, err := seal.OpenGroupSecrets(staff.Opening, seal.GroupBox(s.desk.Org, s.group, box.Number, box.Account, box.author), box.Box)
		check(s.t, err)
		for _, secret := range opened {
			all[secret.Number] = secret
		}
	}
	s.opened[p] = ability{len(s.boxes), all}
	return all
}

// opens tries to open a generation's key, and a message under it if there is one.
func (s *stage) opens(p party, t talk, generation int) bool {
	history := s.talks[t]
	v := history.generations[generation]
	key, opened := s.threadKey(p, v)
	if !opened {
		return false
	}
	for _, m := range history.messages {
		if got := s.text(m.wire, key); m.generation == generation && got != m.text {
			s.t.Fatalf("%s has the key of %s, generation %d, and reads %q instead of %q", p, t, generation, got, m.text)
		}
	}
	return true
}

func (s *stage) threadKey(p party, v version) (seal.ThreadKey, bool) {
	if v.author == p {
		return v.key, true
	}
	this := attempt{p, v.signed.ID(), len(s.boxes)}
	key, before := s.tried[this]
	if !before {
		if opened, ok := s.tryKey(p, v); ok {
			key = &opened
		}
		s.tried[this] = key
	}
	if key == nil {
		return seal.ThreadKey{}, false
	}
	return *key, true
}

func (s *stage) tryKey(p party, v version) (seal.ThreadKey, bool) {
	for i, reader := range v.signed.Unverified().Readers {
		if !p.staff() {
			if key, err := seal.OpenThreadKey(s.hands[p].visitor.Opening, v.signed, s.hands[p].visitor.Device, v.boxes[i]); err == nil {
				return key, true
			}
			continue
		}
		for _, secret := range s.secrets(p) {
			keys, err := seal.DeriveGroupKeys(s.desk.Org, s.group, secret)
			check(s.t, err)
			if key, err := seal.OpenThreadKey(keys.Opening, v.signed, reader.Ref, v.boxes[i]); err == nil {
				return key, true
			}
		}
	}
	return seal.ThreadKey{}, false
}

// text is what a message says to who has the key, or what went wrong.
func (s *stage) text(wire []byte, key seal.ThreadKey) string {
	envelope, err := seal.ParseMessage(wire)
	check(s.t, err)
	for _, h := range s.hands {
		device, signing := h.device()
		if device != envelope.Unverified().Sender {
			continue
		}
		verified, err := envelope.Verify(signing.Public())
		check(s.t, err)
		body, err := verified.Open(key)
		if err != nil {
			return err.Error()
		}
		if said, is := body.Content.(*seal.Text); is {
			return said.Text
		}
	}
	return "not a text of anybody here"
}

// pen writes statements on a copy of what its hand has seen of the directory.
type pen struct {
	h     *hand
	next  *directory.Replay
	wires [][]byte
	boxes []groupBox
	made  *seal.GroupSecret
}

func (h *hand) pen() *pen { return &pen{h: h, next: h.replay.Clone()} }

func (p *pen) say(content directory.Content, object seal.ID) seal.ID {
	p.h.stage.t.Helper()
	header := directory.Header{Org: seal.Some(p.next.Org()), Object: seal.Some(object), Time: now()}
	if !object.IsZero() {
		header.Previous = p.next.Last(content.Type(), object)
	}
	statement, err := directory.NewStatement(rand.Reader, header, content, directory.ByDevice(p.h.staff.Device, p.h.staff.DeviceKey))
	check(p.h.stage.t, err)
	wire, err := statement.Bytes()
	check(p.h.stage.t, err)
	p.wires = append(p.wires, wire)
	check(p.h.stage.t, p.next.Append(wire))
	return statement.ObjectID()
}

func (p *pen) members(hands ...*hand) {
	var list []directory.Membership
	for _, h := range hands {
		role := directory.RoleManager
		if h.who == cleo {
			role = directory.RoleMember
		}
		list = append(list, directory.Membership{Account: h.staff.Account, Role: role})
	}
	slices.SortFunc(list, func(a, b directory.Membership) int { return bytes.Compare(a.Account[:], b.Account[:]) })
	p.say(&directory.Members{List: list}, p.h.stage.group)
}

// rotate makes the team's next key for members; who is new to it gets the earlier
// secrets too.
func (p *pen) rotate(members, named []seal.ID) {
	s := p.h.stage
	number := uint64(1)
	if before, ok := p.next.Generation(s.group); ok {
		number = before.Number + 1
	}
	secret, err := seal.NewGroupSecret(rand.Reader, number)
	check(s.t, err)
	keys, err := seal.DeriveGroupKeys(s.desk.Org, s.group, secret)
	check(s.t, err)
	slices.SortFunc(members, func(a, b seal.ID) int { return bytes.Compare(a[:], b[:]) })
	set, err := directory.MemberSet(members)
	check(s.t, err)
	content := &directory.Generation{Number: number, MemberSet: set, Sealing: keys.Opening.Public(), Commitment: keys.Commitment}
	for _, id := range members {
		given := []seal.GroupSecret{secret}
		if !slices.Contains(named, id) {
			given = append(p.h.earlier(), secret)
		}
		account, _ := p.next.Account(id)
		box, err := seal.SealGroupSecrets(account.Sealing, seal.GroupBox(s.desk.Org, s.group, number, id, p.h.staff.Device), given)
		check(s.t, err)
		content.Boxes = append(content.Boxes, directory.BoxRef{Account: id, Hash: seal.BoxHash(box)})
		p.boxes = append(p.boxes, groupBox{s.group, number, id, box, p.h.staff.Device})
	}
	p.made = &secret
	p.say(content, s.group)
}

// send hands the batch in. A head in it would tie it to the whole log as its signer
// saw it; without one, it is the slots alone that decide. The notary signs after.
func (p *pen) send() answer {
	s := p.h.stage
	boxes := p.boxes
	if boxes == nil {
		boxes = []groupBox{}
	}
	said := s.desk.Do(p.h.staff.Token, "POST", "/directory", servertest.Object{"statements": p.wires, "boxes": boxes})
	if said.Status >= 300 {
		return refused
	}
	s.boxes = append(s.boxes, p.boxes...)
	s.notarise()
	p.h.follow()
	if p.made != nil {
		p.h.secrets[p.made.Number] = *p.made
	}
	return ok
}

// notarise signs the directory as it is now, by another browser of Ada's.
func (s *stage) notarise() {
	s.notary.follow()
	head, err := s.notary.replay.MakeHead(s.notary.staff.Device, s.notary.staff.DeviceKey, now())
	check(s.t, err)
	wire, err := head.Bytes()
	check(s.t, err)
	s.desk.Must(s.notary.token(), "POST", "/directory/heads", servertest.Object{"head": wire}, nil)
}

func now() uint64 { return uint64(time.Now().Unix()) }

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
