package conversation_test

import (
	"crypto/rand"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// writing is a draft as its account seals it.
func writing(t *testing.T, desk *servertest.Desk, who *servertest.Staff, about seal.ID, version uint64, text string) []byte {
	t.Helper()
	at := seal.KeptPlace{Org: desk.Org, Account: who.Account, Subject: about, Version: version}
	kept, err := seal.SealDraft(rand.Reader, who.Opening.Seed(), at, seal.Draft{Mode: "reply", Reply: text})
	if err != nil {
		t.Fatal(err)
	}
	wire, err := kept.Bytes()
	if err != nil {
		t.Fatal(err)
	}
	return wire
}

type draftRow struct {
	Conversation seal.ID
	Version      uint64
	Kept         []byte
}

func draftsOf(desk *servertest.Desk, token string) []draftRow {
	var list struct{ Drafts []draftRow }
	desk.Must(token, "GET", "/drafts", nil, &list)
	return list.Drafts
}

// A draft follows to the account's other browsers, and to nobody else.
func TestADraftFollows(t *testing.T) {
	desk, agent, customer, _ := scene(t)
	colleague := desk.Invite("bert@example.org")
	desk.SetMembers(desk.Team, agent, colleague)
	thread := customer.Converse(desk.Team)
	other, foreign, visitor := desk.Listen(agent.SignIn().Token, 0), desk.Listen(colleague.Token, 0), desk.Listen(customer.Token, 0)
	for _, s := range []*servertest.Socket{other, foreign, visitor} {
		s.Next("hello")
	}
	put := func(who *servertest.Staff, known uint64, kept []byte) servertest.Answer {
		return desk.Do(who.Token, "PUT", "/drafts/"+thread.ID.Hex(), object{"version": known, "kept": kept})
	}
	first := put(agent, 0, writing(t, desk, agent, thread.ID, 1, "half a"))
	expect(t, first, 200, "")
	var now struct{ Version uint64 }
	if first.Into(t, &now); now.Version != 1 {
		t.Errorf("the version is %d", now.Version)
	}
	if frame := other.Next("draft"); frame.Thread == nil || *frame.Thread != thread.ID || frame.Cursor == 0 {
		t.Errorf("the other browser heard %+v", frame)
	}
	second := writing(t, desk, agent, thread.ID, 2, "half a sentence")
	expect(t, put(agent, 1, second), 200, "")
	expect(t, put(agent, 1, writing(t, desk, agent, thread.ID, 2, "the other half")), 409, "version")
	expect(t, put(agent, 0, writing(t, desk, agent, thread.ID, 1, "anew")), 409, "version")
	expect(t, put(agent, 7, writing(t, desk, agent, thread.ID, 8, "ahead")), 409, "version")
	list := draftsOf(desk, agent.SignIn().Token)
	if len(list) != 1 || list[0].Version != 2 || string(list[0].Kept) != string(second) || list[0].Conversation != thread.ID {
		t.Errorf("the other browser finds %+v", list)
	}
	if theirs := draftsOf(desk, colleague.Token); len(theirs) != 0 {
		t.Errorf("a colleague finds %+v", theirs)
	}
	expect(t, put(colleague, 0, writing(t, desk, colleague, thread.ID, 1, "mine")), 200, "") // each has an own one
	foreign.Next("draft")
	thread.Send("hello")
	visitor.Next("entry")
	for _, frame := range append(foreign.Rest(), visitor.Rest()...) {
		if frame.Type == "draft" {
			t.Errorf("somebody else heard of it: %+v", frame)
		}
	}
}

// A draft that was thrown away is gone; both who knows that and who never saw it
// can begin again.
func TestADraftIsThrownAway(t *testing.T) {
	desk, agent, _, thread := scene(t)
	put := func(known uint64, kept []byte, status int, reason string) {
		t.Helper()
		expect(t, desk.Do(agent.Token, "PUT", "/drafts/"+thread.ID.Hex(), object{"version": known, "kept": kept}), status, reason)
	}
	put(0, nil, 200, "") // there is none
	put(0, writing(t, desk, agent, thread.ID, 1, "one"), 200, "")
	put(0, nil, 409, "version")
	put(1, nil, 200, "")
	if left := draftsOf(desk, agent.Token); len(left) != 0 {
		t.Errorf("there still is %+v", left)
	}
	put(2, writing(t, desk, agent, thread.ID, 3, "who knows"), 200, "")
	put(3, nil, 200, "")
	put(0, writing(t, desk, agent, thread.ID, 1, "who never saw it"), 200, "")
	put(4, writing(t, desk, agent, thread.ID, 5, "who was away"), 409, "version")
}

func TestDraftsThatAreRefused(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	colleague := desk.Invite("bert@example.org")
	elsewhere := customer.Converse(desk.Team)
	notes := agent.Notes(thread)
	desk.Must(agent.Token, "POST", thread.Path("/notes"), notes.Opening, nil)
	good := writing(t, desk, agent, thread.ID, 1, "one")
	for name, row := range map[string]struct {
		token  string
		thread seal.ID
		kept   []byte
		status int
	}{
		"not of the team":         {colleague.Token, thread.ID, writing(t, desk, colleague, thread.ID, 1, "x"), 404},
		"a customer":              {customer.Token, thread.ID, good, 401},
		"another account's":       {agent.Token, thread.ID, writing(t, desk, colleague, thread.ID, 1, "x"), 422},
		"another conversation's":  {agent.Token, elsewhere.ID, good, 422},
		"another version":         {agent.Token, thread.ID, writing(t, desk, agent, thread.ID, 2, "x"), 422},
		"of the notes' thread":    {agent.Token, notes.ID, writing(t, desk, agent, notes.ID, 1, "x"), 404},
		"not an object":           {agent.Token, thread.ID, []byte("half a sentence"), 400},
		"nothing at all":          {agent.Token, thread.ID, []byte{}, 400},
		"longer than may be kept": {agent.Token, thread.ID, make([]byte, 81<<10), 413},
	} {
		if got := desk.Do(row.token, "PUT", "/drafts/"+row.thread.Hex(), object{"version": 0, "kept": row.kept}); got.Status != row.status {
			t.Errorf("%s: %d instead of %d: %s", name, got.Status, row.status, got.Body)
		}
	}
	if left := draftsOf(desk, agent.Token); len(left) != 0 {
		t.Errorf("something was kept: %+v", left)
	}
}

// Whoever leaves a team finds no draft of its conversations any more.
func TestDraftsOfATeamOneLeft(t *testing.T) {
	desk, agent, _, thread := scene(t)
	desk.Must(agent.Token, "PUT", "/drafts/"+thread.ID.Hex(), object{"version": 0, "kept": writing(t, desk, agent, thread.ID, 1, "one")}, nil)
	desk.SetMembers(desk.Team)
	if left := draftsOf(desk, agent.Token); len(left) != 0 {
		t.Errorf("a former member finds %+v", left)
	}
	expect(t, desk.Do(agent.Token, "PUT", "/drafts/"+thread.ID.Hex(), object{"version": 1, "kept": nil}), 404, "")
}
