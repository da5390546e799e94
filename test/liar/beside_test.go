package liar_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/liar"
	"github.com/sealdesk/sealdesk/test/play"
)

// TestOnlyTheRightKeyOpens: the keys beside a conversation are garbage, or those
// of another.
func TestOnlyTheRightKeyOpens(t *testing.T) {
	s := newStage(t)
	first, c := s.talk(t), s.talk(t)
	for who, open := range s.readers(c) {
		t.Run("garbage to "+who, func(t *testing.T) {
			_, err := open()
			check(t, err)
			check(t, s.liar.Tell("keys-garbled", nil))
			defer s.liar.Clear()
			_, err = open()
			s.caught(t, err, notice{seal.ErrUnverified, "the box is not the one that was signed"})
		})
	}
	t.Run("another's, to Ada", func(t *testing.T) {
		ada := s.adaBy(s.front)
		check(t, s.liar.Tell("keys-swapped", nil))
		defer s.liar.Clear()
		_, err := ada.Open(s.ctx, first.id)
		check(t, err)
		_, err = ada.Open(s.ctx, c.id)
		s.caught(t, err, notice{seal.ErrUnverified, "the box is not the one that was signed"})
	})
	t.Run("a shortcut that is garbage costs Ada a moment, and is replaced", func(t *testing.T) {
		check(t, s.liar.Tell("wraps-garbled", nil))
		defer s.liar.Clear()
		thread, err := s.adaBy(s.front).Open(s.ctx, c.id)
		reads(t, thread, err, "One", "Two", "Three", "Four")
		if s.liar.Told() == 0 {
			t.Fatal("the lie was not told")
		}
	})
}

// TestMarksAreSigned: who has read what is not for the server to say.
func TestMarksAreSigned(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	other := must2(c.customer.Begin(s.ctx, nil, "And another thing", "en"))(t)
	ada := s.adaBy(s.front)
	atAdas := must2(ada.Open(s.ctx, c.id))(t)
	for _, id := range []seal.ID{c.id, other.ID()} {
		check(t, must2(s.ada.Open(s.ctx, id))(t).MarkRead(s.ctx))
	}
	check(t, must2(c.customer.Open(s.ctx, c.id))(t).MarkRead(s.ctx))
	if marks := must2(atAdas.Marks(s.ctx))(t); len(marks) != 2 {
		t.Fatalf("%d marks instead of two", len(marks))
	}
	check(t, s.liar.Tell("mark-altered", nil))
	_, err := atAdas.Marks(s.ctx)
	s.caught(t, err, notice{seal.ErrUnverified, "signature"})

	elsewhere := must2(ada.Open(s.ctx, other.ID()))(t)
	check(t, s.liar.Tell("mark-moved", nil))
	must2(atAdas.Marks(s.ctx))(t)
	_, err = elsewhere.Marks(s.ctx)
	s.caught(t, err, notice{seal.ErrUnverified, "a mark for another history"})
	s.liar.Clear()
	must2(elsewhere.Marks(s.ctx))(t)
}

// TestNotesAreNeverTheConversationItself: which thread holds the notes is the
// server's word, and a note must not reach the customer by it.
func TestNotesAreNeverTheConversationItself(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	ada := s.adaBy(s.front)
	atAdas := must2(ada.Open(s.ctx, c.id))(t)
	check(t, s.liar.Tell("notes-swapped", nil))
	_, err := ada.Note(s.ctx, atAdas, "Not for the customer")
	s.caught(t, err, notice{seal.ErrUnverified, "something else than these notes"})
	s.liar.Clear()
	must2(ada.Note(s.ctx, atAdas, "Not for the customer"))(t)
	theirs, err := c.customer.Open(s.ctx, c.id)
	reads(t, theirs, err, "One", "Two", "Three", "Four")
}

// TestNoAnswerSaysNothingTwice: the server takes a message, and its answer is
// lost, or it says that it refused it.
func TestNoAnswerSaysNothingTwice(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	for _, row := range []struct {
		lie     string
		options map[string]string
		entries int
	}{
		{"answer-lost", nil, 1},
		{"answer-lost", map[string]string{"times": "2"}, 1},
		{"refused-though-taken", nil, 2}, // sealed again under another id, and shown once
	} {
		t.Run(row.lie, func(t *testing.T) {
			atCustomers := must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t)
			before := play.Texts(atCustomers)
			was := atCustomers.Progress().Sequence
			check(t, s.liar.Tell(row.lie, row.options))
			defer s.liar.Clear()
			must2(atCustomers.Say(s.ctx, "Once", "en"))(t)
			if s.liar.Told() == 0 {
				t.Fatal("the lie was not told")
			}
			if now := atCustomers.Progress().Sequence; now != was+uint64(row.entries) {
				t.Errorf("%d entries instead of %d", now-was, row.entries)
			}
			atAdas, err := s.ada.Open(s.ctx, c.id)
			reads(t, atAdas, err, append(slices.Clone(before), "Once")...)
		})
	}
}

// TestALostKeyIsAskedForAgain: the team's new key was on its way to Ada when the
// line broke. She writes on, and is not told that she may not.
func TestALostKeyIsAskedForAgain(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	ada := s.adaBy(s.front)
	atAdas := must2(ada.Open(s.ctx, c.id))(t)
	atCustomers := must2(s.customer(s.url, &c.begun).Open(s.ctx, c.id))(t)
	check(t, s.ada.Sync(s.ctx))
	check(t, s.ada.RotateGroup(s.ctx, s.group))
	for range 2 { // the first finds out that the team has another key
		check(t, atCustomers.Refresh(s.ctx))
	}
	check(t, s.liar.TellThis(liar.Lie{Name: "lost boxes", Answers: func(_ *liar.Telling, p *liar.Passing) bool {
		if p.Path == "/groups/boxes" {
			p.Status = 0
		}
		return p.Status == 0
	}}, nil))
	if err := ada.Sync(s.ctx); err == nil || alarm(err) || s.liar.Told() == 0 {
		t.Fatalf("the line was to break: %v", err)
	}
	s.liar.Clear()
	must2(atAdas.Fetch(s.ctx))(t) // the change of key alone, which needs no key to be read
	must2(atAdas.Say(s.ctx, "Five", "en"))(t)
	reads(t, atAdas, nil, "One", "Two", "Three", "Four", "Five")
}

// TestAServerChangesNoFile: other bytes than those that were sent are found out,
// and so are parts that nobody sent.
func TestAServerChangesNoFile(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	atCustomers := must2(c.customer.Open(s.ctx, c.id))(t)
	data := bytes.Repeat([]byte("a photo of the sea; "), 120_000) // three parts
	attach := func(name string) seal.Attachment {
		a := must2(atCustomers.Attach(s.ctx, bytes.NewReader(data), uint64(len(data)), name, "image/jpeg"))(t)
		must2(atCustomers.Send(s.ctx, &seal.Text{Text: name, Attachments: []seal.Attachment{a}}))(t)
		return a
	}
	harbour, quay := attach("harbour.jpg"), attach("quay.jpg")
	atAdas := must2(s.adaBy(s.front).Open(s.ctx, c.id))(t)
	fetch := func(a seal.Attachment) (int, error) {
		var got bytes.Buffer
		err := atAdas.Download(s.ctx, a, &got)
		return got.Len(), err
	}
	for _, a := range []attack{
		{"file-altered", nil, notice{seal.ErrCannotOpen, ""}},
		{"file-cut", nil, notice{seal.ErrCannotOpen, ""}},
		{"file-longer", nil, notice{seal.ErrCannotOpen, ""}},
		{"file-empty", nil, notice{seal.ErrUnverified, "cut off"}},
		{"file-repeated", nil, notice{seal.ErrCannotOpen, ""}},
		{"file-swapped", nil, notice{seal.ErrCannotOpen, ""}},
	} {
		t.Run(a.lie, func(t *testing.T) {
			check(t, s.liar.Tell(a.lie, a.options))
			defer s.liar.Clear()
			if a.lie == "file-swapped" {
				must2(fetch(quay))(t)
			}
			_, err := fetch(harbour)
			s.caught(t, err, a.notice)
		})
	}
	if n := must2(fetch(harbour))(t); n != len(data) {
		t.Errorf("without a lie %d of %d bytes came", n, len(data))
	}
	check(t, s.liar.Tell("file-received", nil))
	_, err := atAdas.Attach(s.ctx, strings.NewReader("new"), 3, "new.txt", "text/plain")
	s.caught(t, err, notice{seal.ErrUnverified, "the server has parts that this device did not send"})
	s.liar.Clear()
	must2(atAdas.Attach(s.ctx, strings.NewReader("new"), 3, "new.txt", "text/plain"))(t)
}

// TestDraftsAreNotMoved: what Ada keeps for her other browsers is hers, of one
// conversation and one version.
func TestDraftsAreNotMoved(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	written := seal.Draft{Mode: "reply", Reply: "Dear customer", Time: 1}
	version := must2(s.ada.KeepDraft(s.ctx, c.id, 0, &written))(t)
	written.Reply += ", your parcel"
	must2(s.ada.KeepDraft(s.ctx, c.id, version, &written))(t)
	ada := s.adaBy(s.front)
	for _, a := range []attack{
		{"draft-altered", nil, notice{seal.ErrCannotOpen, ""}},
		{"draft-renumbered", nil, notice{seal.ErrCannotOpen, "another place or version"}},
		{"draft-moved", nil, notice{seal.ErrCannotOpen, "another place or version"}},
	} {
		t.Run(a.lie, func(t *testing.T) {
			if found := must2(ada.Drafts(s.ctx))(t); len(found) != 1 || found[0].Draft != written {
				t.Fatalf("without the lie: %+v", found)
			}
			check(t, s.liar.Tell(a.lie, nil))
			defer s.liar.Clear()
			_, err := ada.Drafts(s.ctx)
			s.caught(t, err, a.notice)
		})
	}
}

// TestNoWayIsSlippedIn: Ada is shown other ways into her vault than it lists, or
// an earlier vault, and acts on neither.
func TestNoWayIsSlippedIn(t *testing.T) {
	s := newStage(t)
	ada := s.adaBy(s.front)
	for _, a := range []attack{
		{"way-added", nil, notice{seal.ErrUnverified, ""}},
		{"way-swapped", nil, notice{seal.ErrUnverified, ""}},
		{"way-hidden", nil, notice{seal.ErrUnverified, ""}},
		{"way-doubled", nil, notice{seal.ErrUnverified, ""}},
	} {
		t.Run(a.lie, func(t *testing.T) {
			check(t, s.liar.Tell(a.lie, nil))
			defer s.liar.Clear()
			_, err := ada.RenewRecoveryCode(s.ctx)
			s.caught(t, err, a.notice)
			s.adaBy(s.url) // nothing was changed
		})
	}
	t.Run("an earlier vault", func(t *testing.T) {
		check(t, s.liar.Tell("vault-old", nil))
		defer s.liar.Clear()
		code := must2(ada.RenewRecoveryCode(s.ctx))(t)
		_, err := ada.RenewRecoveryCode(s.ctx)
		s.caught(t, err, notice{seal.ErrCannotOpen, "open vault"})
		s.liar.Clear()
		must2(client.SignInWithRecoveryCode(s.ctx, s.url, play.AdaEmail, s.kit.With(code), client.Second{Password: play.AdaPassword}, client.Options{}))(t)
		must2(ada.RenewRecoveryCode(s.ctx))(t)
	})
	t.Run("the last but one is not removed", func(t *testing.T) {
		if err := s.ada.RemoveWay(s.ctx, s.ada.Ways()[0].ID); err == nil || len(s.ada.Ways()) != 2 {
			t.Errorf("one of two ways was removed: %v", err)
		}
	})
}

// TestACheapPasswordIsNotAnswered: the server asks for a derivation that it could
// guess the password from.
func TestACheapPasswordIsNotAnswered(t *testing.T) {
	s := newStage(t)
	for _, options := range []map[string]string{nil, {"only": "iterations"}} {
		check(t, s.liar.Tell("password-cheap", options))
		_, err := client.SignInWithPassword(s.ctx, s.front, play.AdaEmail, play.AdaPassword, "000000", s.kit, client.Options{})
		s.caught(t, err, notice{seal.ErrUnverified, ""})
	}
	s.liar.Clear()
	code := must2(s.kit.Code(later(30)))(t)
	must2(client.SignInWithPassword(s.ctx, s.front, play.AdaEmail, play.AdaPassword, code, s.kit, client.Options{}))(t)
}

// TestNoArticleIsPlanted: what the assistant quotes is what was approved.
func TestNoArticleIsPlanted(t *testing.T) {
	s := newStage(t)
	check(t, s.ada.PublishArticles(s.ctx, []seal.Article{{ID: "shipping", Title: "Shipping", Version: 1, Language: "en", Team: "Support", Markdown: "Two days."}}))
	customer := s.customer(s.front, nil)
	if set := must2(customer.Articles(s.ctx))(t); len(set.Articles) != 1 {
		t.Fatalf("%d articles instead of one", len(set.Articles))
	}
	check(t, s.liar.Tell("articles-planted", nil))
	_, err := customer.Articles(s.ctx)
	s.caught(t, err, notice{seal.ErrUnverified, "not the approved set"})
}
