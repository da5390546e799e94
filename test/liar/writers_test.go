package liar_test

import (
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/test/liar"
)

// behind puts entries behind the true history of a thread, with receipts that fit.
func behind(thread seal.ID, more ...liar.Entry) liar.Lie {
	return liar.Lie{Name: "behind", History: func(_ *liar.Telling, t liar.Thread, entries []liar.Entry) []liar.Entry {
		if t.ID != thread {
			return entries
		}
		return append(slices.Clone(entries), more...)
	}}
}

// scene is a thread as the server has it.
type scene struct {
	thread  liar.Thread
	entries []liar.Entry
	change  seal.Signed[seal.ThreadGeneration] // its newest key's statement
}

func (s *stage) scene(t *testing.T, id seal.ID) scene {
	t.Helper()
	entries := must2(s.liar.Knowledge.Entries(id))(t)
	word := must2(seal.ParseSigned[seal.Receipt](entries[0].Receipt))(t).Unverified()
	sc := scene{thread: liar.Thread{ID: id, Org: word.Org, ServerKey: word.ServerKey}, entries: entries}
	for _, e := range entries {
		if !e.Message {
			sc.change = must2(seal.ParseSigned[seal.ThreadGeneration](e.Bytes))(t)
		}
	}
	return sc
}

// TestWhoWasRemovedWritesNoMore: Ben was removed and works with the server. It
// puts what he writes into the conversation, and dates it as suits him.
func TestWhoWasRemovedWritesNoMore(t *testing.T) {
	s := newStage(t)
	ben := s.insider("ben")
	c := s.talk(t)
	must2(ben.Agent.Open(s.ctx, c.id))(t)
	sc := s.scene(t, c.id)
	key := must2(ben.ThreadKey(sc.change))(t)
	note := must2(ben.Author().Write(sc.entries, sc.thread, key, seal.ID16{}, "Pay to my account."))(t)
	check(t, s.ada.RemoveAccount(s.ctx, ben.Agent.Account(), 1))
	replay, _, err := s.liar.Knowledge.Directory()
	check(t, err)
	ended := replay.DeviceEnded(ben.Agent.Device())

	for name, at := range map[string]uint64{"a moment after he may": ended + directory.Grace + 1, "a week later": ended + 7*86400} {
		for who, open := range s.readers(c) {
			t.Run(name+", to "+who, func(t *testing.T) {
				dated := must2(s.liar.Knowledge.At(note, at))(t)
				check(t, s.liar.TellThis(behind(c.id, dated), nil))
				defer s.liar.Clear()
				_, err := open()
				s.caught(t, err, notice{seal.ErrUnverified, "signed by somebody whose right had ended"})
			})
		}
	}
	for who, open := range s.readers(c) {
		t.Run("the limit: ten minutes of grace, to "+who, func(t *testing.T) {
			dated := must2(s.liar.Knowledge.At(note, ended+directory.Grace))(t)
			check(t, s.liar.TellThis(behind(c.id, dated), nil))
			defer s.liar.Clear()
			thread, err := open()
			reads(t, thread, err, "One", "Two", "Three", "Four", "Pay to my account.")
		})
	}
	t.Run("nor before what came later", func(t *testing.T) {
		dated := must2(s.liar.Knowledge.At(note, ended-86400))(t)
		check(t, s.liar.TellThis(behind(c.id, dated), nil))
		defer s.liar.Clear()
		_, err := s.readers(c)["Ada"]()
		s.caught(t, err, notice{seal.ErrUnverified, "the receipt lies before the one of an earlier entry"})
	})
	t.Run("and makes no key", func(t *testing.T) {
		made := must2(s.liar.Knowledge.Successor(sc.entries, ben.Agent.Device(), ben.Device, seal.ReasonRefresh))(t)
		change := s.liar.Knowledge.Change(made, sc.entries[len(sc.entries)-1])
		dated := must2(s.liar.Knowledge.At(change, ended+directory.Grace+1))(t)
		check(t, s.liar.TellThis(behind(c.id, dated), nil))
		defer s.liar.Clear()
		for _, open := range s.readers(c) {
			_, err := open()
			s.caught(t, err, notice{seal.ErrUnverified, "signed by somebody whose right had ended"})
		}
	})
}

// TestTheEndOfARightIsAskedFor: a customer comes back after Ben has left. That
// the newest proof does not show him any more does not say when he went, and what
// he and the server date in between is not his to write.
func TestTheEndOfARightIsAskedFor(t *testing.T) {
	s := newStage(t)
	ben, dora := s.insider("ben"), s.insider("dora", directory.Attest)
	c := s.talk(t)
	check(t, ben.Agent.Sync(s.ctx))
	must2(ben.Agent.Open(s.ctx, c.id))(t)
	sc := s.scene(t, c.id)
	key := must2(ben.ThreadKey(sc.change))(t)
	note := must2(ben.Author().Write(sc.entries, sc.thread, key, seal.ID16{}, "Pay to my account."))(t)
	check(t, s.ada.Sync(s.ctx))
	check(t, s.ada.RemoveAccount(s.ctx, ben.Agent.Account(), 1))
	replay, _, err := s.liar.Knowledge.Directory()
	check(t, err)
	ended := replay.DeviceEnded(ben.Agent.Device())
	late := must2(dora.Head(replay, time.Unix(int64(ended), 0).Add(9*time.Minute)))(t) // signed nine minutes after he left

	lie := func(at uint64) liar.Lie {
		dated := must2(s.liar.Knowledge.At(note, at))(t)
		lie := behind(c.id, dated)
		lie.Answers = func(_ *liar.Telling, p *liar.Passing) bool { return p.ProofAt(replay, late) }
		return lie
	}
	back := func() (*client.Thread, error) { return s.customer(s.front, &c.begun).Open(s.ctx, c.id) }
	check(t, s.liar.TellThis(lie(ended+directory.Grace), nil))
	thread, err := back()
	reads(t, thread, err, "One", "Two", "Three", "Four", "Pay to my account.") // the limit: ten minutes
	check(t, s.liar.TellThis(lie(ended+directory.Grace+60), nil))
	_, err = back()
	s.caught(t, err, notice{seal.ErrUnverified, "signed by somebody whose right had ended"})
	s.liar.Clear()
}

// TestWhoWasRemovedReadsUntilTheKeyChanges: with the server's help Ben goes on
// reading what is written under the key that he had, and nothing after it.
func TestWhoWasRemovedReadsUntilTheKeyChanges(t *testing.T) {
	s := newStage(t)
	ben := s.insider("ben")
	c := s.talk(t)
	atBens := must2(ben.Agent.Open(s.ctx, c.id))(t)
	before := s.scene(t, c.id)
	check(t, s.ada.RemoveAccount(s.ctx, ben.Agent.Account(), 1))
	if _, err := atBens.Fetch(s.ctx); err == nil {
		t.Error("the honest server let him in")
	}
	must2(ben.ThreadKey(before.change))(t) // the limit: what he could read he can

	atCustomers := must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t)
	must2(atCustomers.Say(s.ctx, "My card's number is …", "en"))(t)
	must2(s.adaBy(s.front).Open(s.ctx, c.id))(t) // the box passes
	after := s.scene(t, c.id)
	if after.change.ID() == before.change.ID() {
		t.Fatal("the customer wrote under the key that Ben had")
	}
	if _, err := ben.ThreadKey(after.change); err == nil {
		t.Fatal("Ben reads on under the new key")
	}
}

// TestAnEarlierKeyIsOver: a customer's device that works with the server writes
// under a key that is not the newest any more, which those know who were left out.
func TestAnEarlierKeyIsOver(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	eve, opening, err := liar.AuthorOf(c.customer)
	check(t, err)
	atCustomers := must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t)
	before := s.scene(t, c.id)
	early := s.customersKey(t, c, opening, before)
	check(t, atCustomers.Refresh(s.ctx))
	must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t) // the new box passes
	now := s.scene(t, c.id)
	for name, row := range map[string]struct {
		key    seal.ThreadKey
		notice notice
	}{
		"under the newest":     {s.customersKey(t, c, opening, now), notice{}},
		"under the one before": {early, notice{seal.ErrUnverified, "message under a key that is unknown or not the newest"}},
	} {
		t.Run(name, func(t *testing.T) {
			note := must2(eve.Write(now.entries, now.thread, row.key, seal.ID16{}, "Five"))(t)
			check(t, s.liar.TellThis(behind(c.id, note), nil))
			defer s.liar.Clear()
			thread, err := s.adaBy(s.front).Open(s.ctx, c.id)
			if row.notice.kind == 0 {
				reads(t, thread, err, "One", "Two", "Three", "Four", "Five")
				return
			}
			s.caught(t, err, row.notice)
		})
	}
}

// TestOneMessageIDHasOneBody: a customer's device that works with the server says
// two things under one message id.
func TestOneMessageIDHasOneBody(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	eve, opening, err := liar.AuthorOf(c.customer)
	check(t, err)
	must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t)
	sc := s.scene(t, c.id)
	key := s.customersKey(t, c, opening, sc)
	id := seal.ID16{1, 2, 3}
	yes := must2(eve.Write(sc.entries, sc.thread, key, id, "I agree."))(t)
	no := must2(eve.Write(sc.entries, sc.thread, key, id, "I do not agree."))(t)
	signed := must2(s.liar.Knowledge.Sign(sc.thread, append(slices.Clone(sc.entries), yes)))(t)
	again := must2(eve.Write(signed, sc.thread, key, id, "I do not agree."))(t)

	t.Run("both to Ada", func(t *testing.T) {
		check(t, s.liar.TellThis(behind(c.id, yes, again), nil))
		defer s.liar.Clear()
		_, err := s.readers(c)["Ada"]()
		s.caught(t, err, notice{seal.ErrConflict, "two messages under one id"})
	})
	t.Run("one to Ada, the other to Cleo: as soon as one of them says something", func(t *testing.T) {
		cleo := s.colleague(s.front, "cleo")
		check(t, s.liar.TellThis(behind(c.id, yes), nil))
		atAdas := must2(s.adaBy(s.front).Open(s.ctx, c.id))(t)
		reads(t, atAdas, nil, "One", "Two", "Three", "Four", "I agree.")
		check(t, s.liar.TellThis(behind(c.id, no), nil))
		atCleos := must2(cleo.Open(s.ctx, c.id))(t)
		reads(t, atCleos, nil, "One", "Two", "Three", "Four", "I do not agree.") // the limit: so far nobody knows
		ada := s.insider("ada-two")
		must2(ada.Agent.Open(s.ctx, c.id))(t)
		sealed := must2(ada.ThreadKey(sc.change))(t)
		answer := must2(ada.Author().Write(signed, sc.thread, sealed, seal.ID16{}, "Noted."))(t)
		check(t, s.liar.TellThis(behind(c.id, no, answer), nil))
		defer s.liar.Clear()
		_, err := atCleos.Fetch(s.ctx)
		s.caught(t, err, notice{seal.ErrUnverified, "the sender saw another history"})
	})
}

// customersKey is the thread's key as the customer opens it.
func (s *stage) customersKey(t *testing.T, c talk, opening seal.OpeningKey, sc scene) seal.ThreadKey {
	t.Helper()
	for _, box := range s.liar.Knowledge.Boxes(sc.change.ID()) {
		if key, err := seal.OpenThreadKey(opening, sc.change, c.customer.ID(), box); err == nil {
			return key
		}
	}
	t.Fatal("the customer's box did not pass")
	return seal.ThreadKey{}
}

// TestOneKeyForAllReaders: a customer's device seals one key to itself and
// another to the team, so that each side reads something else.
func TestOneKeyForAllReaders(t *testing.T) {
	s := newStage(t)
	c := s.talk(t)
	eve, _, err := liar.AuthorOf(c.customer)
	check(t, err)
	sc := s.scene(t, c.id)
	made := must2(s.liar.Knowledge.Successor(sc.entries, eve.Device, eve.Key, seal.ReasonRefresh))(t)
	other := must2(s.liar.Knowledge.Successor(sc.entries, eve.Device, eve.Key, seal.ReasonRefresh))(t)
	split := made.Statement.Unverified()
	group := slices.IndexFunc(split.Readers, func(r seal.Reader) bool { return r.Kind == seal.ReaderGroup })
	split.BoxHashes[group] = seal.BoxHash(other.Boxes[group])
	signed := must2(seal.SignObject(eve.Key, split))(t)
	tell := func(statement seal.Signed[seal.ThreadGeneration], box []byte, key seal.ThreadKey) liar.Lie {
		change := liar.Entry{Hash: statement.ID(), Bytes: statement.Bytes(), Receipt: sc.entries[len(sc.entries)-1].Receipt}
		fits := must2(s.liar.Knowledge.Sign(sc.thread, append(slices.Clone(sc.entries), change)))(t)
		note := must2(eve.Write(fits, sc.thread, key, seal.ID16{}, "For you alone."))(t)
		lie := behind(c.id, change, note)
		lie.Answers = liar.Offering(c.id, statement.ID(), box)
		return lie
	}
	check(t, s.liar.TellThis(tell(made.Statement, made.Boxes[group], made.Key), nil)) // the control: one key, and it is read
	thread, err := s.adaBy(s.front).Open(s.ctx, c.id)
	reads(t, thread, err, "One", "Two", "Three", "Four", "For you alone.")

	adopted := must2(seal.AdoptThreadKey(signed, made.Key.Secret()))(t)
	check(t, s.liar.TellThis(tell(signed, other.Boxes[group], adopted), nil))
	defer s.liar.Clear()
	_, err = s.adaBy(s.front).Open(s.ctx, c.id)
	s.caught(t, err, notice{seal.ErrUnverified, "the key is not the one of the statement"})
}

// TestWhoWasNotHandedTheKeyMakesNone: Ben was in the team and left, so that its
// key changed, and is put back by somebody outside of it, who cannot hand him the
// new one. A key of his making he would keep if he left again.
func TestWhoWasNotHandedTheKeyMakesNone(t *testing.T) {
	s := newStage(t)
	ben, dora := s.insider("ben"), s.insider("dora", directory.ManageGroup)
	c := s.talk(t)
	atCustomers := must2(s.customer(s.front, &c.begun).Open(s.ctx, c.id))(t)
	replay, heads, err := s.liar.Knowledge.Directory()
	check(t, err)
	for _, gone := range []liar.Insider{dora, ben} {
		check(t, s.ada.SetMember(s.ctx, s.group, gone.Agent.Account(), 0))
	}
	must2(s.adaBy(s.url).Open(s.ctx, c.id))(t)
	refreshed := must2(s.customer(s.url, &c.begun).Open(s.ctx, c.id))(t)
	must2(refreshed.Say(s.ctx, "Five", "en"))(t) // under the new key
	check(t, dora.Agent.Sync(s.ctx))
	check(t, dora.Agent.SetMember(s.ctx, s.group, ben.Agent.Account(), directory.RoleMember))

	sc := s.scene(t, c.id)
	made := must2(s.liar.Knowledge.Successor(sc.entries, ben.Agent.Device(), ben.Device, seal.ReasonRefresh))(t)
	lie := behind(c.id, s.liar.Knowledge.Change(made, sc.entries[len(sc.entries)-1]))
	for who, open := range s.readers(c) {
		t.Run("to "+who, func(t *testing.T) {
			check(t, s.liar.TellThis(lie, nil))
			defer s.liar.Clear()
			_, err := open()
			s.caught(t, err, notice{seal.ErrUnverified, "had not its key"})
		})
	}
	t.Run("to a customer who is shown the team as it was: nothing is sealed under it", func(t *testing.T) {
		frozen := lie
		frozen.Answers = func(_ *liar.Telling, p *liar.Passing) bool { return p.ProofAt(replay, heads[len(heads)-1]) }
		check(t, s.liar.TellThis(frozen, nil))
		must2(atCustomers.Fetch(s.ctx))(t) // the limit: that proof does not show who had the newer key
		if s.liar.Told() == 0 {
			t.Fatal("the lie was not told")
		}
		s.liar.Clear()
		_, err := atCustomers.Say(s.ctx, "Not under Ben's key", "en")
		if want := (notice{seal.ErrUnverified, "had not its key"}); !want.fits(err) {
			t.Fatalf("the client says: %v", err)
		}
	})
}
