package liar_test

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/test/liar"
)

// proving answers customers with a proof from a directory of the liar's choice.
func proving(replay *directory.Replay, head directory.SignedHead) liar.Lie {
	return liar.Lie{Name: "proving", Answers: func(_ *liar.Telling, p *liar.Passing) bool { return p.ProofAt(replay, head) }}
}

// opens is the customer's browser by way of the liar.
func (s *stage) opens(saved *client.VisitorState) error {
	_, err := client.OpenVisitor(s.ctx, s.front, s.ada.Org(), s.inbox, saved, client.Options{})
	return err
}

// TestACustomerIsShownWhoReads: the proof is garbage, of another key, of another
// inbox, or of a time that was.
func TestACustomerIsShownWhoReads(t *testing.T) {
	s := newStage(t)
	first := s.customer(s.url, nil).State()
	elsewhere := must2(s.ada.OpenInbox(s.ctx, "Doctors"))(t)
	check(t, s.ada.RotateGroup(s.ctx, s.group))
	saved := s.customer(s.url, &first).State()
	replay, heads, err := s.liar.Knowledge.Directory()
	check(t, err)
	newest := heads[len(heads)-1]

	for _, a := range []struct {
		attack
		who *client.VisitorState
	}{
		{attack{"proof-altered", nil, notice{seal.ErrUnverified, ""}}, nil},
		{attack{"inbox-key-swapped", nil, notice{seal.ErrUnverified, "the statement is not in the signed state"}}, nil},
		{attack{"inbox-key-swapped", nil, notice{seal.ErrUnverified, "the statement is not in the signed state"}}, &saved},
		{attack{"frozen", map[string]string{"head": "first"}, notice{seal.ErrUnverified, "the directory is shorter than before"}}, &saved},
	} {
		t.Run(a.lie, func(t *testing.T) {
			check(t, s.opens(a.who))
			check(t, s.liar.Tell(a.lie, a.options))
			defer s.liar.Clear()
			s.caught(t, s.opens(a.who), a.notice)
		})
	}
	t.Run("of another inbox", func(t *testing.T) {
		check(t, s.liar.TellThis(liar.Lie{Name: "of another inbox", Answers: func(_ *liar.Telling, p *liar.Passing) bool {
			p.Path = "/inboxes/" + elsewhere.Hex() + "/proof"
			return p.ProofAt(replay, newest)
		}}, nil))
		defer s.liar.Clear()
		s.caught(t, s.opens(nil), notice{seal.ErrUnverified, "it lacks the inbox"})
	})
	t.Run("the limit: who is new cannot know that it is old", func(t *testing.T) {
		check(t, s.liar.Tell("frozen", map[string]string{"head": "first"}))
		defer s.liar.Clear()
		visitor := s.customer(s.front, nil)
		if size := visitor.Proven().Head.Size; size >= newest.Size || s.liar.Told() == 0 {
			t.Errorf("a directory of %d statements was shown", size)
		}
	})
}

// TestAHeadFromTheFuture: a colleague who may attest signs a head that could put
// off the end of a right.
func TestAHeadFromTheFuture(t *testing.T) {
	s := newStage(t)
	ben := s.insider("ben", directory.Attest)
	replay, _, err := s.liar.Knowledge.Directory()
	check(t, err)
	at := func(ahead time.Duration) error {
		t.Helper()
		head := must2(ben.Head(replay, time.Now().Add(ahead)))(t)
		check(t, s.liar.TellThis(proving(replay, head), nil))
		defer func() {
			if s.liar.Told() == 0 {
				t.Error("the lie was not told")
			}
		}()
		return s.opens(nil)
	}
	check(t, at(0))
	check(t, at(9*time.Minute)) // clocks differ
	s.caught(t, at(11*time.Minute), notice{seal.ErrUnverified, "it lies ahead of this device's clock; check the clock"})

	ada := s.adaBy(s.front)
	check(t, ada.Sync(s.ctx))
	if replay, _, err = s.liar.Knowledge.Directory(); err != nil {
		t.Fatal(err)
	}
	ahead := must2(ben.Head(replay, time.Now().Add(11*time.Minute)))(t)
	check(t, s.liar.TellThis(liar.Lie{Name: "ahead", Answers: func(_ *liar.Telling, p *liar.Passing) bool { return p.WithHead(ahead) }}, nil))
	defer s.liar.Clear()
	s.caught(t, ada.Sync(s.ctx), notice{seal.ErrUnverified, "it lies ahead of this device's clock; check the clock"})
}

// TestAnOldHeadIsAskedAbout: the server shows what was true once, for ever. Its
// age cannot be hidden: after a week a customer is asked before anything is sealed
// to people who may have left.
func TestAnOldHeadIsAskedAbout(t *testing.T) {
	s := newStage(t)
	check(t, s.liar.Tell("frozen", nil))
	days := 0
	clock := client.Options{Now: func() time.Time { return time.Now().Add(time.Duration(days) * 24 * time.Hour) }}
	visitor := must2(client.OpenVisitor(s.ctx, s.front, s.ada.Org(), s.inbox, nil, clock))(t)
	talk := must2(visitor.Begin(s.ctx, nil, "Hello", "en"))(t)
	days = 6
	if age := visitor.Age(); age < 6*24*time.Hour {
		t.Errorf("its age is %s", age)
	}
	must2(talk.Say(s.ctx, "Anybody?", "en"))(t)
	days = 8
	_, err := talk.Say(s.ctx, "My card's number is …", "en")
	s.caught(t, err, notice{seal.ErrUnverified, "last confirmed more than a week ago"})
	_, err = visitor.Begin(s.ctx, nil, "My card's number is …", "en")
	s.caught(t, err, notice{seal.ErrUnverified, "last confirmed more than a week ago"})
	visitor.WriteAllTheSame()
	must2(talk.Say(s.ctx, "I know. Anybody?", "en"))(t)
}

// TestAForkForCustomers: Ben may attest and make keys, and works with the server.
// On a branch of the directory that only some are shown he gives the team a key
// of his own.
func TestAForkForCustomers(t *testing.T) {
	s := newStage(t)
	ben := s.insider("ben", directory.Attest, directory.Rotate)
	ada, adaToo := s.adaBy(s.front), s.adaBy(s.front)
	check(t, ada.Sync(s.ctx))
	fork, _, err := s.liar.Knowledge.Directory()
	check(t, err)
	mine := must2(seal.NewOpeningKey(&liar.Ledger{}))(t)
	last, _ := fork.Generation(s.group)
	own := last.Generation
	own.Number, own.Sealing = last.Number+1, mine.Public()
	check(t, fork.Append(must2(ben.Say(fork, &own, s.group))(t)))
	forked := must2(ben.Head(fork, time.Now()))(t)
	check(t, s.ada.Sync(s.ctx))
	check(t, s.ada.RotateGroup(s.ctx, s.group))

	t.Run("who has seen the other branch refuses", func(t *testing.T) {
		saved := s.customer(s.url, nil).State()
		check(t, s.opens(&saved))
		check(t, s.liar.TellThis(proving(fork, forked), nil))
		defer s.liar.Clear()
		s.caught(t, s.opens(&saved), notice{seal.ErrUnverified, ""})
	})
	t.Run("the limit: who is new is misled, until the truth is shown", func(t *testing.T) {
		check(t, s.liar.TellThis(proving(fork, forked), nil))
		defer s.liar.Clear()
		misled := s.customer(s.front, nil)
		if misled.Proven().Keys.Sealing != mine.Public() {
			t.Error("the customer was not misled, so there is no limit to admit")
		}
		saved := misled.State()
		check(t, s.liar.TellThis(liar.Lie{Name: "the truth", Answers: func(*liar.Telling, *liar.Passing) bool { return true }}, nil))
		s.caught(t, s.opens(&saved), notice{seal.ErrUnverified, ""})
	})
	t.Run("a colleague who is shown that head raises the alarm", func(t *testing.T) {
		check(t, s.liar.TellThis(liar.Lie{Name: "their head", Answers: func(_ *liar.Telling, p *liar.Passing) bool { return p.WithHead(forked) }}, nil))
		defer s.liar.Clear()
		s.caught(t, ada.Sync(s.ctx), notice{seal.ErrUnverified, "it is of another history: keep both heads and tell an owner"})
		s.liar.Clear()
		check(t, ada.Sync(s.ctx))
	})
	t.Run("and so does one who is shown one branch after the other", func(t *testing.T) {
		check(t, s.liar.TellThis(liar.Lie{Name: "a branch", Answers: func(_ *liar.Telling, p *liar.Passing) bool { return p.DirectoryAt(fork, forked) }}, nil))
		defer s.liar.Clear()
		if err := adaToo.Sync(s.ctx); s.liar.Told() == 0 || adaToo.Directory().Size() != fork.Size() {
			t.Fatalf("she was to follow the branch: %v", err) // the limit
		}
		check(t, s.liar.TellThis(liar.Lie{Name: "the truth", Answers: func(*liar.Telling, *liar.Passing) bool { return true }}, nil))
		s.caught(t, adaToo.Sync(s.ctx), notice{seal.ErrUnverified, "it is of another history: keep both heads and tell an owner"})
	})
}
