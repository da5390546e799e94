package liar_test

import (
	"fmt"
	"strconv"
	"sync"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/liar"
)

// TestThreeWriteAtOnce: a customer and two of the team write at the same time, so
// that not everybody has seen everything. Each message in turn is dropped, changes
// places, is replayed, comes twice or is the first of those withheld, by a server
// whose receipts fit. It is noticed exactly where somebody has signed something
// that contradicts it: the same sender's next message, or one whose sender had
// seen the place. What nobody has followed yet is the limit (SECURITY.md).
func TestThreeWriteAtOnce(t *testing.T) {
	s := newStage(t)
	ben := s.colleague(s.url, "ben")
	customer := s.customer(s.url, nil)
	talk := must2(customer.Begin(s.ctx, nil, "First", "en"))(t)
	sides := []*client.Thread{talk, must2(s.ada.Open(s.ctx, talk.ID()))(t), must2(ben.Open(s.ctx, talk.ID()))(t)}
	s.writeAtOnce(t, sides, 5)
	entries := must2(s.liar.Knowledge.Entries(talk.ID()))(t)
	kept := customer.State()
	noticed, unnoticed := 0, 0
	for at := range entries {
		for lie, want := range contradictions(t, entries, at) {
			check(t, s.liar.Tell(lie, map[string]string{"at": strconv.Itoa(at + 1)}))
			err := s.freshly(kept, talk.ID())
			if s.liar.Told() == 0 {
				t.Fatalf("%s at %d was not told", lie, at+1)
			}
			if got := want.fits(err); (want.kind != 0) != got || want.kind == 0 && err != nil {
				t.Errorf("%s at %d of %d: the client says %v, and should say %q", lie, at+1, len(entries), err, want.words)
			}
			switch {
			case err != nil:
				noticed++
			case lie != "withheld":
				unnoticed++
			}
		}
	}
	s.liar.Clear()
	check(t, s.freshly(kept, talk.ID()))
	t.Logf("%d lies noticed, %d about the end that nobody had followed", noticed, unnoticed)
	if noticed < 2*unnoticed || unnoticed == 0 {
		t.Error("the messages did not follow one another as they should in this play")
	}
}

// freshly opens a conversation as a device does that remembers nothing of it.
func (s *stage) freshly(kept client.VisitorState, id seal.ID) error {
	s.t.Helper()
	kept.Threads = nil
	_, err := s.customer(s.front, &kept).Open(s.ctx, id)
	return err
}

func (s *stage) writeAtOnce(t *testing.T, sides []*client.Thread, times int) {
	t.Helper()
	var all sync.WaitGroup
	failed := make(chan error, len(sides)*times)
	for who, side := range sides {
		all.Go(func() {
			for n := range times {
				_, err := side.Say(s.ctx, fmt.Sprintf("%d of %d", n, who), "en")
				failed <- err
			}
		})
	}
	all.Wait()
	close(failed)
	for err := range failed {
		check(t, err)
	}
}

// contradictions are the lies about one entry, with how each must be noticed; a
// zero notice for what no signature contradicts.
func contradictions(t *testing.T, entries []liar.Entry, at int) map[string]notice {
	t.Helper()
	if !entries[at].Message {
		return nil
	}
	header := func(i int) seal.Header { return must2(seal.ParseMessage(entries[i].Bytes))(t).Unverified() }
	sequence := uint64(at + 1) //nolint:gosec // an index
	followed := func(from int) bool {
		for i := from; i < len(entries); i++ {
			if entries[i].Message && (header(i).Sender == header(at).Sender || header(i).Seen >= sequence) {
				return true
			}
		}
		return false
	}
	seen := func(from int) bool {
		for i := from; i < len(entries); i++ {
			if entries[i].Message && header(i).Seen >= sequence {
				return true
			}
		}
		return false
	}
	alarm := func(when bool) notice {
		if when {
			return notice{kind: seal.ErrUnverified}
		}
		return notice{}
	}
	lies := map[string]notice{
		"dropped":    alarm(followed(at + 1)),
		"duplicated": alarm(true),
		"withheld":   {},
	}
	if at > 1 {
		lies["replayed"] = alarm(true)
	}
	if at+1 < len(entries) && entries[at+1].Message {
		lies["reordered"] = alarm(header(at+1).Sender == header(at).Sender || seen(at+1))
	}
	return lies
}
