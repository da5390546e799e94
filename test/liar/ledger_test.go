package liar_test

import (
	"bytes"
	"context"
	"errors"
	"net/http"
	"strconv"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/liar"
)

// follower is whoever demands that the record of acts continues what they saw.
type follower interface {
	FollowLedger(ctx context.Context) error
}

func sizeOf(note []byte) (int, error) {
	lines := bytes.SplitN(note, []byte("\n"), 3)
	if len(lines) < 3 {
		return 0, errors.New("no checkpoint")
	}
	return strconv.Atoi(string(lines[1]))
}

// grows has something happen on the desk, and waits until a checkpoint says so.
func (s *stage) grows(t *testing.T) {
	t.Helper()
	size := func() int {
		answer := must2(http.Get(s.url + "/api/v1/ledger/checkpoint"))(t) //nolint:noctx // a test's own server
		defer answer.Body.Close()                                         //nolint:errcheck // read only
		var note bytes.Buffer
		must2(note.ReadFrom(answer.Body))(t)
		return must2(sizeOf(note.Bytes()))(t)
	}
	before := size()
	must2(s.customer(s.url, nil).Begin(s.ctx, nil, "Is there a berth?", "en"))(t)
	for size() == before {
		select {
		case <-s.ctx.Done():
			t.Fatal("the record does not grow")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// TestTheRecordOfActs: whoever saw a checkpoint is told of a record that is
// shorter, that is another one, or that somebody else signed, keeps both, and goes
// on with the true one.
func TestTheRecordOfActs(t *testing.T) {
	s := newStage(t)
	s.grows(t)
	for _, a := range []attack{
		{"ledger-shorter", nil, notice{seal.ErrUnverified, "the later one is shorter"}},
		{"ledger-forked", nil, notice{seal.ErrUnverified, "the proof does not hold"}},
		{"ledger-forked", map[string]string{"size": "same"}, notice{seal.ErrUnverified, "two trees of one size"}},
		{"ledger-other-key", nil, notice{seal.ErrUnverified, "it is signed by another key"}},
	} {
		visitor := s.customer(s.front, nil)
		for name, who := range map[string]follower{"a customer": visitor, "a member of staff": s.adaBy(s.front)} {
			t.Run(a.lie+" to "+name, func(t *testing.T) {
				check(t, who.FollowLedger(s.ctx))
				s.grows(t)
				check(t, s.liar.Tell(a.lie, a.options))
				defer s.liar.Clear()
				err := who.FollowLedger(s.ctx)
				s.caught(t, err, a.notice)
				var both *client.Contradiction
				if !errors.As(err, &both) || len(both.Seen) == 0 || bytes.Equal(both.Seen, both.Shown) {
					t.Errorf("both were not kept: %v", err)
				}
				s.liar.Clear()
				check(t, who.FollowLedger(s.ctx)) // the control run: the same growth, as it was
			})
		}
	}
}

// TestTheRecordOfActsAfterABreak: what was seen is part of what a customer's
// device keeps, and no answer is no contradiction.
func TestTheRecordOfActsAfterABreak(t *testing.T) {
	s := newStage(t)
	s.grows(t)
	visitor := s.customer(s.front, nil)
	check(t, visitor.FollowLedger(s.ctx))
	saved := visitor.State()
	check(t, s.liar.Tell("ledger-forked", map[string]string{"size": "same"}))
	s.caught(t, s.customer(s.front, &saved).FollowLedger(s.ctx), notice{seal.ErrUnverified, "two trees of one size"})
	// The limit: who is new has nothing to compare with.
	check(t, s.customer(s.front, nil).FollowLedger(s.ctx))

	lost := liar.Lie{Name: "lost", Answers: func(_ *liar.Telling, p *liar.Passing) bool { p.Status = 0; return true }}
	check(t, s.liar.TellThis(lost, nil))
	var both *client.Contradiction
	if err := visitor.FollowLedger(s.ctx); err == nil || errors.As(err, &both) {
		t.Errorf("no answer was taken for %v", err)
	}
	s.liar.Clear()
	check(t, visitor.FollowLedger(s.ctx))
}

// until looks again and again for a contradiction: what a message says is compared
// once the server has signed a record that is as long.
func (s *stage) until(t *testing.T, who follower) *client.Contradiction {
	t.Helper()
	for {
		var both *client.Contradiction
		if err := who.FollowLedger(s.ctx); errors.As(err, &both) {
			return both
		} else if err != nil {
			t.Fatal(err)
		}
		select {
		case <-s.ctx.Done():
			t.Fatal("nobody notices that there are two records")
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// TestTwoRecords: somebody is shown another record than everybody else from their
// first day, and each of the two continues itself. Whoever reads a message of the
// other side has both in hand, signed by one server.
func TestTwoRecords(t *testing.T) {
	s := newStage(t)
	s.grows(t)
	check(t, s.ada.FollowLedger(s.ctx))
	check(t, s.liar.Tell("ledger-two", nil))
	customer := s.customer(s.front, nil)
	check(t, customer.FollowLedger(s.ctx))
	theirs := must2(customer.Begin(s.ctx, nil, "Is there a berth?", "en"))(t)
	check(t, customer.FollowLedger(s.ctx))
	must2(theirs.Say(s.ctx, "For a week, from Monday.", "en"))(t)
	check(t, customer.FollowLedger(s.ctx)) // alone, nobody notices

	ours := must2(s.ada.Open(s.ctx, theirs.ID()))(t)
	must2(ours.Fetch(s.ctx))(t)
	told := s.until(t, s.ada)
	if told.By != seal.Some(customer.ID()) || len(told.Seen) == 0 || bytes.Equal(told.Seen, told.Shown) {
		t.Errorf("of %v: %s\n%s", told.By, told.Seen, told.Shown)
	}
	s.until(t, s.ada) // it stands, whatever continues what this device saw

	must2(ours.Say(s.ctx, "There is one.", "en"))(t)
	must2(theirs.Fetch(s.ctx))(t)
	if told := s.until(t, customer); told.By != seal.Some(s.ada.Device()) {
		t.Errorf("of %v", told.By)
	}
}
