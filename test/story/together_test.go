package story

import (
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/test/play"
)

// TestBothSidesRefreshAtOnce lets the customer and two agents find the new key
// at the same moment: one wins, the others adopt.
func TestBothSidesRefreshAtOnce(t *testing.T) {
	s := newStage(t)
	ben := s.hire("ben")
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "First", "en")
	check(t, err)
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	atBens, err := ben.Open(s.ctx, talk.ID())
	check(t, err)
	check(t, s.ada.RotateGroup(s.ctx, s.group))
	check(t, ben.Sync(s.ctx))

	failed := make(chan error, 3)
	for name, side := range map[string]*client.Thread{"customer": talk, "ada": atAdas, "ben": atBens} {
		go func() {
			_, err := side.Say(s.ctx, "From "+name, "en")
			failed <- err
		}()
	}
	for range 3 {
		check(t, <-failed)
	}
	_, err = talk.Fetch(s.ctx)
	check(t, err)
	got := play.Texts(talk)
	slices.Sort(got)
	if !slices.Equal(got, []string{"First", "From ada", "From ben", "From customer"}) || talk.Readers().Number != 2 {
		t.Fatalf("read %q in generation %d", got, talk.Readers().Number)
	}
	s.reads(atAdas, play.Texts(talk)...)
	s.reads(atBens, play.Texts(talk)...)
}
