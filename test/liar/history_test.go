package liar_test

import (
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

// TestWhoComesBackIsToldAnotherHistory: a customer and Ada wrote by turns. The
// customer comes back, and Ada opens the conversation in another browser, and the
// server tells what was said otherwise, with receipts that fit.
func TestWhoComesBackIsToldAnotherHistory(t *testing.T) {
	s := newStage(t)
	customer := s.customer(s.url, nil)
	talk := must2(customer.Begin(s.ctx, nil, "One", "en"))(t)
	atAdas := must2(s.ada.Open(s.ctx, talk.ID()))(t)
	saved := customer.State()
	for _, side := range []*client.Thread{atAdas, talk, atAdas} {
		must2(side.Fetch(s.ctx))(t)
		must2(side.Say(s.ctx, "More", "en"))(t)
	}
	readers := map[string]func() (*client.Thread, error){
		"customer": func() (*client.Thread, error) { return s.customer(s.front, &saved).Open(s.ctx, talk.ID()) },
		"staff":    func() (*client.Thread, error) { return s.adaBy(s.front).Open(s.ctx, talk.ID()) },
	}
	for _, row := range []struct {
		lie     string
		options map[string]string
		notice  notice
	}{
		{"dropped", map[string]string{"at": "3"}, notice{seal.ErrUnverified, "the sender saw another history"}},
		{"reordered", map[string]string{"at": "3"}, notice{seal.ErrUnverified, "the sender saw another history"}},
		{"duplicated", map[string]string{"at": "3"}, notice{seal.ErrUnverified, "the sender's own order is broken"}},
		{"replayed", map[string]string{"at": "3"}, notice{seal.ErrUnverified, "the sender's own order is broken"}},
		{"altered", map[string]string{"at": "3"}, notice{seal.ErrUnverified, "signature"}},
	} {
		for who, open := range readers {
			t.Run(row.lie+" to "+who, func(t *testing.T) {
				s.liar.Clear()
				control, err := open()
				check(t, err)
				if got := texts(control); !slices.Equal(got, []string{"One", "More", "More", "More"}) {
					t.Fatalf("without the lie %q is read", got)
				}
				check(t, s.liar.Tell(row.lie, row.options))
				defer s.liar.Clear()
				_, err = open()
				s.caught(t, err, row.notice)
			})
		}
	}
}
