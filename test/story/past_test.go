package story

import "testing"

// Ben answers and changes the key while the customer is away, and leaves before
// the customer is back: the customer's device meets him for the first time.
func TestWhoAnsweredAndLeftIsReadByACustomerWhoWasAway(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Anybody?", "en")
	check(t, err)
	saved := customer.State()

	ben := s.hire("ben")
	check(t, s.ada.RotateGroup(s.ctx, s.group))
	check(t, ben.Sync(s.ctx))
	atBens, err := ben.Open(s.ctx, talk.ID())
	check(t, err)
	_, err = atBens.Say(s.ctx, "Ben here", "en")
	check(t, err)
	if changes := atBens.Readers(); changes.Number != 2 || changes.Author != ben.Device() {
		t.Fatalf("Ben was to change the key; it is number %d", changes.Number)
	}
	check(t, s.ada.Sync(s.ctx))
	check(t, s.ada.RemoveAccount(s.ctx, ben.Account(), 1))

	again := s.customer(&saved)
	if _, known := again.Proven().Devices[ben.Device()]; known {
		t.Fatal("the proof names somebody who left without being asked")
	}
	back, err := again.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(back, "Anybody?", "Ben here")
	_, err = back.Say(s.ctx, "Thank you", "en")
	check(t, err)
	if last := back.Readers(); last.Number != 3 || last.Author != again.ID() {
		t.Fatalf("after he left the key is number %d", last.Number)
	}
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	s.reads(atAdas, "Anybody?", "Ben here", "Thank you")
}

// A customer knew Ben while he was there; his last words came under a new key, and
// by the time they are fetched he has left.
func TestWhoLeftWhileACustomerLookedAwayIsReadToTheEnd(t *testing.T) {
	s := newStage(t)
	ben := s.hire("ben")
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Hello?", "en")
	check(t, err)
	atBens, err := ben.Open(s.ctx, talk.ID())
	check(t, err)
	_, err = atBens.Say(s.ctx, "Hello", "en")
	check(t, err)
	s.reads(talk, "Hello?", "Hello")
	check(t, atBens.Refresh(s.ctx))
	_, err = atBens.Say(s.ctx, "Goodbye", "en")
	check(t, err)
	check(t, s.ada.RemoveAccount(s.ctx, ben.Account(), 1))
	s.reads(talk, "Hello?", "Hello", "Goodbye")
}
