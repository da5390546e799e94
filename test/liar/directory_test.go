package liar_test

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/test/liar"
)

// TestStaffFollowNoOtherDirectory: statements are missing or altered, the head is
// missing, or keys are not what the directory says.
func TestStaffFollowNoOtherDirectory(t *testing.T) {
	s := newStage(t)
	for _, a := range []attack{
		{"statement-altered", nil, notice{seal.ErrUnverified, "signature"}},
		{"statement-dropped", map[string]string{"at": "0"}, notice{seal.ErrConflict, ""}},
		{"statement-dropped", nil, notice{seal.ErrConflict, "of a longer log"}},
		{"headless", nil, notice{seal.ErrUnverified, "a directory without a signed head"}},
		{"group-boxes-garbled", nil, notice{seal.ErrUnverified, "a group key that the statement does not name"}},
		{"group-boxes-moved", nil, notice{seal.ErrUnverified, "a group key that the statement does not name"}},
	} {
		t.Run(a.lie, func(t *testing.T) {
			ada := s.adaBy(s.front)
			check(t, s.ada.Sync(s.ctx))
			check(t, s.ada.RotateGroup(s.ctx, s.group))
			check(t, s.ada.RotateGroup(s.ctx, s.group))
			check(t, s.liar.Tell(a.lie, a.options))
			defer s.liar.Clear()
			s.caught(t, ada.Sync(s.ctx), a.notice)
			s.liar.Clear()
			check(t, ada.Sync(s.ctx))
		})
	}
	t.Run("the limit: what is withheld is missed once something needs it", func(t *testing.T) {
		ada := s.adaBy(s.front)
		c := s.talk(t)
		check(t, s.liar.Tell("directory-frozen", nil))
		defer s.liar.Clear()
		check(t, ada.Sync(s.ctx))
		cleo := s.colleague(s.url, "cleo")
		atCleos := must2(cleo.Open(s.ctx, c.id))(t)
		must2(atCleos.Say(s.ctx, "I am new", "en"))(t)
		_, err := ada.Open(s.ctx, c.id)
		s.caught(t, err, notice{seal.ErrUnverified, ""})
		s.caught(t, ada.Sync(s.ctx), notice{seal.ErrUnverified, "a group key of an unknown generation"})
		s.liar.Clear()
		check(t, ada.Sync(s.ctx))
		thread, err := ada.Open(s.ctx, c.id)
		reads(t, thread, err, "One", "Two", "Three", "Four", "I am new")
	})
}

// TestRightsAreTheDirectorys: the server lets somebody in, or keeps somebody out;
// what a statement may change is for the directory to say.
func TestRightsAreTheDirectorys(t *testing.T) {
	s := newStage(t)
	ben, dora := s.insider("ben"), s.insider("dora", directory.Rotate, directory.Attest)
	check(t, s.ada.Sync(s.ctx))
	must2(s.ada.Invite(s.ctx, directory.Invite{Until: uint64(time.Now().Add(time.Hour).Unix())}))(t)
	ada := s.adaBy(s.front)
	replay, heads, err := s.liar.Knowledge.Directory()
	check(t, err)
	newest := heads[len(heads)-1]
	set := must2(replay.MemberSetOf(s.group))(t)
	last, _ := replay.Generation(s.group)
	next := func(change func(*directory.Generation)) *directory.Generation {
		content := last.Generation
		content.Number++
		change(&content)
		return &content
	}
	invite := must2(seal.NewSigningKey(rand.Reader))(t)
	open := &directory.Invite{Key: invite.Public(), Until: uint64(time.Now().Add(time.Hour).Unix()), State: directory.InviteOpen}
	granted := &directory.Capabilities{List: []directory.Capability{directory.Owner}}
	two := must2(dora.Say(replay, next(func(*directory.Generation) {}), s.group))(t)

	for name, row := range map[string]struct {
		statements [][]byte
		notice     notice
	}{
		"somebody without a right makes themself an owner": {[][]byte{must2(ben.Say(replay, granted, ben.Agent.Account()))(t)}, notice{seal.ErrUnverified, ""}},
		"somebody without a right invites":                 {[][]byte{must2(ben.Say(replay, open, seal.ID{}))(t)}, notice{seal.ErrUnverified, ""}},
		"the server makes up an invitation's key":          {[][]byte{must2(liar.Uninvited(replay))(t)}, notice{seal.ErrUnverified, ""}},
		"a key for other members than there are":           {[][]byte{must2(dora.Say(replay, next(func(g *directory.Generation) { g.MemberSet = seal.ID{1} }), s.group))(t)}, notice{seal.ErrUnverified, ""}},
		"a key with a box for one member fewer":            {[][]byte{must2(dora.Say(replay, next(func(g *directory.Generation) { g.Boxes = g.Boxes[1:] }), s.group))(t)}, notice{seal.ErrUnverified, ""}},
		"two keys at once":                                 {[][]byte{two, must2(dora.Say(replay, next(func(*directory.Generation) {}), s.group))(t)}, notice{seal.ErrConflict, ""}},
		"a key that passes one by":                         {[][]byte{must2(dora.Say(replay, next(func(g *directory.Generation) { g.Number++ }), s.group))(t)}, notice{seal.ErrUnverified, ""}},
	} {
		t.Run(name, func(t *testing.T) {
			check(t, ada.Sync(s.ctx))
			check(t, s.liar.TellThis(liar.Lie{Name: name, Answers: func(_ *liar.Telling, p *liar.Passing) bool {
				return p.DirectoryAt(replay, newest, row.statements...)
			}}, nil))
			defer s.liar.Clear()
			s.caught(t, ada.Sync(s.ctx), row.notice)
		})
	}
	t.Run("whom the server does not let in changes nothing, whatever their right", func(t *testing.T) {
		signed := must2(dora.Say(replay, next(func(g *directory.Generation) { g.MemberSet = set }), s.group))(t)
		body := must2(json.Marshal(map[string]any{"statements": [][]byte{signed}}))(t)
		answer := must2(http.Post(s.url+"/api/v1/directory", "application/json", bytes.NewReader(body)))(t)
		check(t, answer.Body.Close())
		if answer.StatusCode != http.StatusUnauthorized {
			t.Errorf("status %d", answer.StatusCode)
		}
	})
}

// TestAColleagueWhoSealsRubbish: Dora may change the team's key. She gives Ada a
// box that does not open, or the team a public key that is not its secret's: one
// key is missing then, and the desk goes on.
func TestAColleagueWhoSealsRubbish(t *testing.T) {
	rubbish := func(generation *directory.Generation, boxes []any, account seal.ID) {
		for i, box := range boxes {
			row := box.(liar.Fields)
			if row["account"] != account.Hex() {
				continue
			}
			wire := bytes.Repeat([]byte{7}, seal.EncapsulationSize+100)
			row["box"] = base64.StdEncoding.EncodeToString(wire)
			generation.Boxes[i].Hash = seal.BoxHash(wire)
		}
	}
	for name, change := range map[string]func(*directory.Generation, []any, seal.ID){
		"a garbage box": rubbish,
		"a wrong public key": func(generation *directory.Generation, _ []any, _ seal.ID) {
			key, _ := seal.NewOpeningKey(rand.Reader)
			generation.Sealing = key.Public()
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t)
			dora := s.insider("dora", directory.Rotate)
			c := s.talk(t)
			ada := s.adaBy(s.front)
			check(t, dora.Agent.Sync(s.ctx))
			check(t, s.liar.TellThis(liar.Lie{Name: name, Asks: func(_ *liar.Telling, p *liar.Passing) bool {
				return dora.Bend(p, func(generation *directory.Generation) {
					change(generation, p.Body["boxes"].([]any), s.ada.Account())
				})
			}}, nil))
			check(t, dora.Agent.RotateGroup(s.ctx, s.group))
			if s.liar.Told() == 0 {
				t.Fatal("the lie was not told")
			}
			s.liar.Clear()
			check(t, ada.Sync(s.ctx))
			thread, err := ada.Open(s.ctx, c.id)
			reads(t, thread, err, "One", "Two", "Three", "Four")
			if err := s.adaBy(s.front).RotateGroup(s.ctx, s.group); err != nil {
				t.Fatalf("Ada makes no better key: %v", err)
			}
			check(t, ada.Sync(s.ctx))
			must2(thread.Say(s.ctx, "Five", "en"))(t)
			thread, err = s.adaBy(s.front).Open(s.ctx, c.id)
			reads(t, thread, err, "One", "Two", "Three", "Four", "Five")
		})
	}
}
