// Package readers plays a small team whose people come and go, and looks at what a
// customer can prove afterwards of who could read their conversation, and at what
// becomes of a proof that somebody has altered.
package readers

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/client/readers"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// stage is a desk that Ada has founded, with Ben in the team, and a customer.
type stage struct {
	t               *testing.T
	ctx             context.Context
	url, data       string
	ada, ben        *client.Agent
	inbox, group    seal.ID
	customer        *client.Visitor
	talk            *client.Thread
	cleo, dora, eve *client.Agent
}

func newStage(t *testing.T) *stage {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	t.Cleanup(cancel)
	data := play.Folder(t)
	desk, err := server.Start(ctx, server.Config{DataDir: data, Listen: "127.0.0.1:0"})
	check(t, err)
	t.Cleanup(func() { check(t, desk.Close()) })
	s := &stage{t: t, ctx: ctx, url: desk.URL(), data: data}
	s.ada, _ = play.Found(ctx, t, s.url, desk.SetupToken())
	s.inbox, s.group = s.ada.Directory().Inboxes()[0].ID, s.ada.Directory().Groups()[0].ID
	s.ben = s.hire("Ben")
	s.customer, err = client.OpenVisitor(ctx, s.url, s.ada.Org(), s.inbox, nil, client.Options{})
	check(t, err)
	return s
}

func (s *stage) hire(name string) *client.Agent {
	s.t.Helper()
	return play.Hire(s.ctx, s.t, s.ada, name, play.Post{Server: s.url, Group: s.group})
}

func (s *stage) says(thread *client.Thread, text string) {
	s.t.Helper()
	_, err := thread.Say(s.ctx, text, "en")
	check(s.t, err)
}

const (
	asked    = "My card was charged twice, heliotrope"
	answered = "We will pay it back, heliotrope"
	thanked  = "Thank you, heliotrope"
	closing  = "Cleo here, it is done, heliotrope"
)

// handOver: Ben answers and leaves, Cleo takes over, Dora comes at the end. Eve is
// hired and gone before the customer writes at all.
func (s *stage) handOver() {
	s.t.Helper()
	s.eve = s.hire("Eve")
	check(s.t, s.ada.RemoveAccount(s.ctx, s.eve.Account(), 1))
	var err error
	s.talk, err = s.customer.Begin(s.ctx, nil, asked, "en")
	check(s.t, err)
	atBens, err := s.ben.Open(s.ctx, s.talk.ID())
	check(s.t, err)
	s.says(atBens, answered)
	s.cleo = s.hire("Cleo")
	check(s.t, s.ada.RemoveAccount(s.ctx, s.ben.Account(), 1))
	_, err = s.talk.Fetch(s.ctx)
	check(s.t, err)
	s.says(s.talk, thanked)
	check(s.t, s.cleo.Sync(s.ctx))
	atCleos, err := s.cleo.Open(s.ctx, s.talk.ID())
	check(s.t, err)
	check(s.t, atCleos.Refresh(s.ctx))
	s.says(atCleos, closing)
	s.dora = s.hire("Dora")
	check(s.t, s.customer.FollowLedger(s.ctx))
}

func (s *stage) prove() []byte {
	s.t.Helper()
	file, err := s.customer.ProveReaders(s.ctx, s.talk.ID())
	check(s.t, err)
	return file
}

func trust() readers.Trust { return readers.Trust{Now: time.Now()} }

func TestACustomerProvesWhoCouldRead(t *testing.T) {
	s := newStage(t)
	s.handOver()
	file := s.prove()
	t.Logf("%d bytes", len(file))
	report, err := readers.Verify(file, trust())
	check(t, err)
	if report.Messages != 4 || !report.Believed || report.Checkpoint == nil || report.Org != s.ada.Org() || report.Team != "Support" {
		t.Errorf("%+v", report)
	}
	could := map[seal.ID][]readers.Range{}
	names := []string{}
	for _, person := range report.People {
		could[person.Account] = person.Could
		names = append(names, person.Name)
	}
	if slices.Sort(names); !slices.Equal(names, []string{"Ada", "Ben", "Cleo", "Dora"}) {
		t.Fatalf("could read: %q", names)
	}
	whole := func(of []readers.Range) bool {
		return len(of) == 1 && of[0].First == 1 && of[0].Last == report.Entries
	}
	for _, stays := range []*client.Agent{s.ada, s.cleo, s.dora} {
		if !whole(could[stays.Account()]) {
			t.Errorf("who is there at the end could read %+v", could[stays.Account()])
		}
	}
	// Entries: the first key, the question, the answer, a new key, …
	if ben := could[s.ben.Account()]; len(ben) != 1 || ben[0].First != 1 || ben[0].Last != 3 {
		t.Errorf("who left could read %+v", ben)
	}
	if len(report.Devices) != 1 || report.Devices[0].ID != s.customer.ID() || !whole(report.Devices[0].Could) {
		t.Errorf("the customer could read %+v", report.Devices)
	}
	var said strings.Builder
	report.Write(&said)
	t.Log(said.String())
	for _, want := range []string{"Harbour Books, team Support", "Ben, code " + seal.Code(s.ben.Account()), "(entries 1 to 3), and nothing later",
		"Account removed", "compare the code", seal.Code(s.ada.Org()), "What this does not prove", "escrow"} {
		if !strings.Contains(said.String(), want) {
			t.Errorf("it does not say %q", want)
		}
	}
}

// An auditor who kept the organisation's key believes no other, and learns of
// another record of acts.
func TestAnAuditorBringsWhatTheyKept(t *testing.T) {
	s := newStage(t)
	s.handOver()
	file := s.prove()
	first, err := readers.Verify(file, trust())
	check(t, err)
	known := trust()
	known.Key, known.Known = first.Key, [][]byte{first.Checkpoint}
	report, err := readers.Verify(file, known)
	check(t, err)
	if report.Believed {
		t.Error("a key that was given is said to be believed")
	}
	other := newStage(t)
	other.handOver()
	of, err := readers.Verify(other.prove(), trust())
	check(t, err)
	known.Key = of.Key
	if _, err := readers.Verify(file, known); err == nil || !strings.Contains(err.Error(), "another organisation") {
		t.Errorf("with the key of another organisation: %v", err)
	}
	known.Key, known.Known = "", [][]byte{of.Checkpoint}
	if _, err := readers.Verify(file, known); err == nil || !strings.Contains(err.Error(), "checkpoint that you kept, number 1") {
		t.Errorf("with a checkpoint of another organisation: %v", err)
	}
	early := trust()
	early.Now = early.Now.Add(-time.Hour)
	if _, err := readers.Verify(file, early); err == nil || !strings.Contains(err.Error(), "clock") {
		t.Errorf("before it was made: %v", err)
	}
}

// Whoever finds the file reads nothing with it: it holds no secret of the customer's
// or the team's, and nothing of what was said, in no spelling.
func TestAProofOpensNothing(t *testing.T) {
	s := newStage(t)
	s.handOver()
	file := s.prove()
	state := s.customer.State()
	secrets := map[string][]byte{
		"the customer's signing seed": state.SigningSeed, "the customer's sealing seed": state.SealingSeed,
		"what was said": []byte("heliotrope"), "a password": []byte(play.AdaPassword),
	}
	haystacks := [][]byte{file}
	parsed, _, err := readers.Parse(file)
	check(t, err)
	haystacks = append(haystacks, parsed.Directory, parsed.Opening)
	for _, entry := range parsed.Entries {
		haystacks = append(haystacks, entry.Generation, entry.Outline.Header, entry.Receipt)
	}
	for what, secret := range secrets {
		for _, form := range forms(secret) {
			for _, haystack := range haystacks {
				if bytes.Contains(haystack, form) {
					t.Errorf("the file holds %s", what)
				}
			}
		}
	}
	// The search would find it: a name that the file does hold.
	if !bytes.Contains(parsed.Directory, []byte("Harbour Books")) {
		t.Fatal("nothing was searched")
	}
	// Nor does it name who was gone before the customer wrote.
	if bytes.Contains(parsed.Directory, []byte("Eve")) {
		t.Error("the file names somebody who was never handed a key to this conversation")
	}
}

// forms are how a secret may be spelled: as it is, in hex, and in base64 from any of
// its first three bytes on.
func forms(secret []byte) [][]byte {
	out := [][]byte{secret, []byte(hex.EncodeToString(secret))}
	for skip := range 3 {
		part := secret[skip:]
		part = part[:len(part)/3*3]
		out = append(out, []byte(base64.StdEncoding.EncodeToString(part)))
	}
	return out
}
