package client

import (
	"crypto/rand"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// talk is a conversation as Ada's device verifies it, with a server that signs
// whatever it likes.
type talk struct {
	t      *testing.T
	now    uint64
	ada    *Agent
	group  seal.ID
	inbox  seal.ID
	server seal.SigningKey
	view   *view
	log    *threadLog
}

// hand is a device that signs in the conversation.
type hand struct {
	id   seal.ID
	key  seal.SigningKey
	open seal.SealingPublicKey
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func newTalk(t *testing.T, kind seal.ThreadKind, customers int) (*talk, []hand) {
	t.Helper()
	x := &talk{t: t, now: 1_800_000_000}
	x.ada = x.agent(seal.ID{})
	x.server = must(seal.NewSigningKey(rand.Reader))
	b := x.ada.newBatch()
	refuseNothing(t, b.found(Founding{Organisation: "Harbour Books", Group: "Support", Inbox: "Shop", Owner: Newcomer{Name: "Ada"}}, x.server.Public()))
	refuseNothing(t, b.adopt(nil))
	x.group, x.inbox = x.ada.replay.Groups()[0].ID, x.ada.replay.Inboxes()[0].ID
	x.view = newView(x.ada, x.ada.org)
	x.view.inbox = x.inbox
	var devices []hand
	for range customers {
		devices = append(devices, x.customer())
	}
	author := hand{id: x.ada.device}
	if kind == seal.Conversation {
		author = devices[0]
	}
	id := must(seal.NewID16(rand.Reader))
	x.log = newThreadLog(x.ada.org, seal.HashID("thread", id[:]), author.id, x.view, x.view)
	x.log.notes = kind == seal.Notes
	return x, devices
}

func refuseNothing(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (x *talk) agent(org seal.ID) *Agent {
	clock := func() time.Time { return time.Unix(int64(x.now), 0) }
	a := must(newAgent("http://localhost", org, Options{Now: clock}))
	refuseNothing(x.t, a.newKeys())
	return a
}

func (x *talk) staff(a *Agent) hand { return hand{id: a.device, key: a.key} }

func (x *talk) customer() hand {
	key, opening := must(seal.NewSigningKey(rand.Reader)), must(seal.NewOpeningKey(rand.Reader))
	device := must(seal.NewVisitorDevice(rand.Reader, x.ada.org, key, opening, x.now))
	refuseNothing(x.t, x.view.take([][]byte{device.Bytes()}, nil))
	return hand{id: device.ID(), key: key, open: opening.Public()}
}

// hire takes Ben into the organisation and the team.
func (x *talk) hire() *Agent {
	ben := x.agent(x.ada.org)
	key := must(seal.NewSigningKey(rand.Reader))
	b := x.ada.newBatch()
	invite := must(b.say(&directory.Invite{Key: key.Public(), Until: x.now + 86400, State: directory.InviteOpen}, seal.ID{}, b.hand()))
	refuseNothing(x.t, b.adopt(nil))
	refuseNothing(x.t, x.ada.replay.AppendAll(must(ben.joining("Ben", invite, key))))
	x.members(x.ada.account, ben.account)
	return ben
}

func (x *talk) members(accounts ...seal.ID) {
	b := x.ada.newBatch()
	members := &directory.Members{}
	for _, account := range accounts {
		role := directory.RoleMember
		if account == x.ada.account {
			role = directory.RoleManager
		}
		members.List = append(members.List, directory.Membership{Account: account, Role: role})
	}
	slices.SortFunc(members.List, func(a, b directory.Membership) int { return slices.Compare(a.Account[:], b.Account[:]) })
	must(b.say(members, x.group, b.hand()))
	refuseNothing(x.t, b.rotate(x.group))
	refuseNothing(x.t, b.adopt(nil))
}

// place is what the server serves, with a receipt of its own time.
func (x *talk) place(kind string, bytes []byte, entry seal.ID) error {
	next := x.log.transcript.Next(entry)
	statement, _, _ := x.ada.replay.ServerKey()
	receipt := must(seal.SignObject(x.server, seal.Receipt{
		Org: x.ada.org, ServerKey: statement, Thread: x.log.thread, Sequence: next.Sequence(), Entry: entry, Transcript: next.Hash(), Time: x.now,
	}))
	_, _, err := x.log.accept(entryWire{Sequence: next.Sequence(), Kind: kind, Bytes: bytes, Receipt: receipt.Bytes()})
	return err
}

func (x *talk) rekey(by hand, reason seal.Reason, customers ...hand) error {
	readers := []seal.ReaderKey{must(x.ada.owner(x.inbox))}
	for _, c := range customers {
		readers = append(readers, seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: c.id}, Key: c.open})
	}
	draft := seal.ThreadGeneration{Org: x.ada.org, Thread: x.log.thread, Number: 1, Author: by.id, Time: x.now, Reason: reason}
	if len(x.log.generations) > 0 {
		draft.Number, draft.Previous = x.log.current.Unverified().Number+1, seal.Some(x.log.current.ID())
	}
	made := must(seal.NewThreadGeneration(rand.Reader, by.key, draft, readers))
	x.view.keys[made.Statement.ID()] = made.Key
	return x.place("generation", made.Statement.Bytes(), made.Statement.ID())
}

func (x *talk) say(by hand, under seal.ID, logical seal.ID16, text string) error {
	header := x.log.header(by.id, seal.ID{})
	body := seal.Body{Time: 1, Logical: logical, Content: &seal.Text{Text: text, Language: "en"}}
	envelope := must(seal.SealMessage(rand.Reader, x.view.keys[under], by.key, header, body))
	return x.place("message", envelope.Bytes(), envelope.Hash())
}

func unverifiedBy(t *testing.T, err error) {
	t.Helper()
	if !errors.Is(err, seal.ErrUnverified) {
		t.Fatalf("got %v, want it refused as unverified", err)
	}
}

// TestADeviceThatWasTakenOutWritesNoMore: it still knows the earlier key.
func TestADeviceThatWasTakenOutWritesNoMore(t *testing.T) {
	x, devices := newTalk(t, seal.Conversation, 2)
	kept, lost := devices[0], devices[1]
	refuseNothing(t, x.rekey(kept, seal.ReasonCreate, kept, lost))
	first := x.log.current.ID()
	refuseNothing(t, x.say(lost, first, seal.ID16{1}, "Mine"))
	refuseNothing(t, x.rekey(kept, seal.ReasonDevice, kept))
	unverifiedBy(t, x.say(lost, first, seal.ID16{2}, "Still mine"))
	refuseNothing(t, x.say(kept, x.log.current.ID(), seal.ID16{3}, "No"))
}

// TestWhoLeftTheTeamMakesNoKey: who makes a key knows it.
func TestWhoLeftTheTeamMakesNoKey(t *testing.T) {
	x, devices := newTalk(t, seal.Conversation, 1)
	ben := x.hire()
	refuseNothing(t, x.rekey(devices[0], seal.ReasonCreate, devices...))
	refuseNothing(t, x.rekey(x.staff(ben), seal.ReasonRefresh, devices...))
	x.now += 86400
	x.members(x.ada.account)
	x.now += 2 * directory.Grace
	unverifiedBy(t, x.rekey(x.staff(ben), seal.ReasonRefresh, devices...))
	unverifiedBy(t, x.say(x.staff(ben), x.log.current.ID(), seal.ID16{1}, "I am gone"))
	refuseNothing(t, x.rekey(x.staff(x.ada), seal.ReasonRefresh, devices...))
}

// TestWhoWasNotHandedTheTeamsKeyMakesNone: somebody who came and went between two
// keys of the team would keep the one that they made.
func TestWhoWasNotHandedTheTeamsKeyMakesNone(t *testing.T) {
	x, devices := newTalk(t, seal.Conversation, 1)
	ben := x.hire()
	refuseNothing(t, x.rekey(devices[0], seal.ReasonCreate, devices...))
	x.members(x.ada.account)
	b := x.ada.newBatch()
	list := []directory.Membership{{Account: x.ada.account, Role: directory.RoleManager}, {Account: ben.account, Role: directory.RoleMember}}
	slices.SortFunc(list, func(a, b directory.Membership) int { return slices.Compare(a.Account[:], b.Account[:]) })
	must(b.say(&directory.Members{List: list}, x.group, b.hand()))
	refuseNothing(t, b.adopt(nil))
	unverifiedBy(t, x.rekey(x.staff(ben), seal.ReasonRefresh, devices...))
	refuseNothing(t, x.rekey(x.staff(x.ada), seal.ReasonRefresh, devices...))
	b = x.ada.newBatch()
	refuseNothing(t, b.rotate(x.group))
	refuseNothing(t, b.adopt(nil))
	refuseNothing(t, x.rekey(x.staff(ben), seal.ReasonRefresh, devices...))
}

// TestReceiptsDoNotGoBack: else the end of a right could be got round.
func TestReceiptsDoNotGoBack(t *testing.T) {
	x, devices := newTalk(t, seal.Conversation, 1)
	refuseNothing(t, x.rekey(devices[0], seal.ReasonCreate, devices...))
	x.now -= directory.Grace
	refuseNothing(t, x.say(devices[0], x.log.current.ID(), seal.ID16{1}, "A clock that is a little slow"))
	x.now--
	unverifiedBy(t, x.say(devices[0], x.log.current.ID(), seal.ID16{2}, "Yesterday"))
}

// TestALogicalIDIsItsSendersOwn: nobody takes the place of another's message.
func TestALogicalIDIsItsSendersOwn(t *testing.T) {
	x, devices := newTalk(t, seal.Conversation, 1)
	refuseNothing(t, x.rekey(devices[0], seal.ReasonCreate, devices...))
	refuseNothing(t, x.say(devices[0], x.log.current.ID(), seal.ID16{1}, "First"))
	if once := (said{x.ada.device, seal.ID16{1}}); x.log.logical[once] {
		t.Fatal("a customer's message stands in the place of a colleague's")
	}
	refuseNothing(t, x.say(x.staff(x.ada), x.log.current.ID(), seal.ID16{1}, "Second"))
	if once := (said{x.ada.device, seal.ID16{1}}); !x.log.logical[once] {
		t.Fatal("the colleague's own message is not noted")
	}
}

// TestNotesAreForTheTeamAlone, whoever in it would have it otherwise.
func TestNotesAreForTheTeamAlone(t *testing.T) {
	x, devices := newTalk(t, seal.Notes, 1)
	unverifiedBy(t, x.rekey(x.staff(x.ada), seal.ReasonCreate, devices...))
	refuseNothing(t, x.rekey(x.staff(x.ada), seal.ReasonCreate))
	unverifiedBy(t, x.rekey(x.staff(x.ada), seal.ReasonRefresh, devices...))
}

// TestAColleaguesBadBoxKeepsOneKeyAway, and not the desk with it.
func TestAColleaguesBadBoxKeepsOneKeyAway(t *testing.T) {
	x, _ := newTalk(t, seal.Notes, 0)
	ben := x.hire()
	ben.replay = x.ada.replay
	other := must(seal.NewOpeningKey(rand.Reader))
	bad := must(seal.NewGroupSecret(rand.Reader, 1))
	generation, _ := x.ada.replay.Generation(x.group)
	for name, seals := range map[string]func(info seal.BoxInfo, now seal.GroupSecret) ([]byte, error){
		"sealed to another key": func(info seal.BoxInfo, now seal.GroupSecret) ([]byte, error) {
			return seal.SealGroupSecrets(other.Public(), info, []seal.GroupSecret{now})
		},
		"with another earlier secret": func(info seal.BoxInfo, now seal.GroupSecret) ([]byte, error) {
			return seal.SealGroupSecrets(ben.opening.Public(), info, []seal.GroupSecret{bad, now})
		},
	} {
		t.Run(name, func(t *testing.T) {
			before, _ := x.ada.replay.Generation(x.group)
			now := must(seal.NewGroupSecret(rand.Reader, before.Number+1))
			keys := must(seal.DeriveGroupKeys(x.ada.org, x.group, now))
			content := &directory.Generation{Number: now.Number, MemberSet: generation.MemberSet, Sealing: keys.Opening.Public(), Commitment: keys.Commitment}
			box := must(seals(seal.GroupBox(x.ada.org, x.group, now.Number, ben.account, x.ada.device), now))
			for _, ref := range generation.Boxes {
				if ref.Account == ben.account {
					ref.Hash = seal.BoxHash(box)
				}
				content.Boxes = append(content.Boxes, ref)
			}
			b := x.ada.newBatch()
			must(b.say(content, x.group, b.hand()))
			refuseNothing(t, b.adopt(nil))
			ben.replay = x.ada.replay
			statement, _ := x.ada.replay.Generation(x.group)
			refuseNothing(t, ben.openBox(myBoxWire{Group: x.group, Number: now.Number, Statement: statement.ID, Author: x.ada.device, Box: box}))
			if ben.hasSecret(x.group, 1) || ben.hasSecret(x.group, now.Number) != (name == "with another earlier secret") {
				t.Fatal("it holds a key that it should not, or lacks one that it should have")
			}
		})
	}
}

// TestABadWrapIsReplaced, and a good one left alone.
func TestABadWrapIsReplaced(t *testing.T) {
	x, devices := newTalk(t, seal.Conversation, 1)
	refuseNothing(t, x.rekey(devices[0], seal.ReasonCreate, devices...))
	var put []struct {
		Wrap    []byte
		Replace bool
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		put = append(put, struct {
			Wrap    []byte
			Replace bool
		}{})
		_ = json.NewDecoder(r.Body).Decode(&put[len(put)-1])
		w.WriteHeader(http.StatusNoContent)
	}))
	t.Cleanup(server.Close)
	x.ada.transport = must(newTransport(server.URL))
	current := x.log.current.ID()
	opened := &Thread{view: x.view, log: x.log}
	x.view.offered[current] = keyWire{Generation: current, Wrap: make([]byte, 48)}
	refuseNothing(t, x.ada.rewrap(t.Context(), opened))
	if len(put) != 1 || !put[0].Replace {
		t.Fatalf("put %v, want the bad wrap replaced", put)
	}
	x.view.offered[current] = keyWire{Generation: current, Wrap: put[0].Wrap}
	refuseNothing(t, x.ada.rewrap(t.Context(), opened))
	if len(put) != 1 {
		t.Fatal("a good wrap was put again")
	}
}

// TestACustomerOpensOwnConversationsOnly: another's has readers of its own.
func TestACustomerOpensOwnConversationsOnly(t *testing.T) {
	x, _ := newTalk(t, seal.Notes, 0)
	v := &Visitor{options: Options{}.withDefaults(), inbox: x.inbox, acts: &acts{}}
	refuseNothing(t, v.begin(x.ada.org))
	own := seal.Thread{Kind: seal.Conversation, Subject: x.inbox, Author: v.ID()}
	_, err := v.inboxOf(own)
	refuseNothing(t, err)
	own.Author = x.customer().id
	_, err = v.inboxOf(own)
	unverifiedBy(t, err)
}

// TestMarksAreOfReaders: the server may list devices of its own.
func TestMarksAreOfReaders(t *testing.T) {
	x, devices := newTalk(t, seal.Conversation, 1)
	refuseNothing(t, x.rekey(devices[0], seal.ReasonCreate, devices...))
	opened := &Thread{view: x.view, log: x.log}
	mark := func(by hand, transcript seal.ID) error {
		signed := must(seal.SignObject(by.key, seal.Mark{
			Org: x.ada.org, Thread: x.log.thread, Device: by.id, Kind: seal.MarkRead, Sequence: 1, Transcript: transcript, Time: x.now,
		}))
		_, err := opened.checkMark(t.Context(), signed.Bytes())
		return err
	}
	refuseNothing(t, mark(devices[0], x.log.transcript.Hash()))
	unverifiedBy(t, mark(devices[0], x.log.thread))
	unverifiedBy(t, mark(x.customer(), x.log.transcript.Hash()))
}
