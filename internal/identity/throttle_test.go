package identity

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
)

var noon = time.Date(2026, 1, 1, 12, 0, 0, 0, time.UTC)

// waits is how long a try has to wait, which counts as missed if it has not to.
func waits(t *throttle, account, network string, now time.Time) time.Duration {
	_, err := t.try(account, network, now)
	var refused *errs.Error
	if errors.As(err, &refused) && refused.Kind == errs.Limited {
		return refused.Retry
	}
	return 0
}

// After five free tries the wait doubles, up to five minutes; a refused try
// makes it no longer, so that nobody can be kept out for ever.
func TestWaitsGrowToAnEnd(t *testing.T) {
	var th throttle
	now := noon
	for i := range freeTries {
		if wait := waits(&th, "anna", "home", now); wait != 0 {
			t.Fatalf("try %d had to wait %v", i, wait)
		}
	}
	for i, want := range []time.Duration{1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300} {
		want *= time.Second
		for range 3 {
			if wait := waits(&th, "anna", "home", now); wait != want {
				t.Fatalf("after %d misses: %v instead of %v", freeTries+i, wait, want)
			}
		}
		if wait := waits(&th, "anna", "home", now.Add(want-1)); wait != 1 {
			t.Errorf("just before the end: %v", wait)
		}
		now = now.Add(want)
		if wait := waits(&th, "anna", "home", now); wait != 0 {
			t.Errorf("at the end: %v", wait)
		}
	}
	if wait := waits(&th, "anna", "home", now.Add(forgetAfter+1)); wait != 0 {
		t.Errorf("after an hour: %v", wait)
	}
	if wait := waits(&th, "anna", "home", now.Add(forgetAfter+1)); wait != 0 {
		t.Error("an old miss counts again")
	}
}

// Who guesses from elsewhere, or at somebody else, costs her nothing.
func TestWaitsAreSomebodysOwn(t *testing.T) {
	var th throttle
	for range 10 {
		waits(&th, "anna", "cellar", noon)
		waits(&th, "bert", "home", noon)
	}
	if waits(&th, "anna", "cellar", noon) == 0 || waits(&th, "bert", "home", noon) == 0 {
		t.Error("the guesser does not wait")
	}
	if wait := waits(&th, "anna", "home", noon); wait != 0 {
		t.Errorf("she waits %v", wait)
	}
}

// A guesser with many networks is slowed down at all that are new to the
// account; the one that she signs in from stays open, and a new one opens again.
func TestManyNetworksDoNotLockHerOut(t *testing.T) {
	var th throttle
	if waits(&th, "anna", "home", noon) != 0 {
		t.Fatal("her first try waits")
	}
	th.succeeded("anna", "home", noon)
	through := 0
	for i := range 1000 {
		if waits(&th, "anna", fmt.Sprint("bot ", i), noon) == 0 {
			through++
		}
	}
	if through != accountTries {
		t.Errorf("%d guesses came through instead of %d", through, accountTries)
	}
	if wait := waits(&th, "anna", "home", noon); wait != 0 {
		t.Errorf("at home she waits %v", wait)
	}
	if wait := waits(&th, "bert", "bot 1", noon); wait != 0 {
		t.Errorf("somebody else waits %v", wait)
	}
	travelling := waits(&th, "anna", "hotel", noon)
	if travelling == 0 || travelling > longestWait {
		t.Errorf("from a new network she waits %v", travelling)
	}
	if wait := waits(&th, "anna", "hotel", noon.Add(travelling)); wait != 0 {
		t.Errorf("and then %v more", wait)
	}
}

// A success clears her own network's misses, not the guesser's.
func TestASuccessIsNobodyElses(t *testing.T) {
	var th throttle
	for range freeTries {
		waits(&th, "anna", "cellar", noon)
		waits(&th, "anna", "home", noon)
	}
	th.succeeded("anna", "home", noon)
	if waits(&th, "anna", "home", noon) != 0 {
		t.Error("she waits after a success")
	}
	if waits(&th, "anna", "cellar", noon) == 0 {
		t.Error("her success helps the guesser")
	}
}

// What told nobody whether it was right is no guess: a full disk makes nobody
// wait.
func TestAFaultIsNoMiss(t *testing.T) {
	var th throttle
	for range 10 * accountTries {
		if wait := waits(&th, "anna", "home", noon); wait != 0 {
			t.Fatalf("waits %v", wait)
		}
		th.forgive("anna", "home")
	}
	if len(th.misses) != 0 {
		t.Errorf("%d misses are left", len(th.misses))
	}
	th.forgive("nobody", "nowhere") // was pushed out meanwhile
}

// Signing in often does not make the account look under attack.
func TestSuccessesAreNoMisses(t *testing.T) {
	var th throttle
	for i := range 3 * accountTries {
		network := fmt.Sprint("network ", i)
		if wait := waits(&th, "anna", network, noon); wait != 0 {
			t.Fatalf("sign-in %d waits %v", i, wait)
		}
		th.succeeded("anna", network, noon)
	}
}

// However many are guessed at, memory is bounded, what is over goes first, and
// who is in the middle of guessing is most likely still known.
func TestThrottleMemoryIsBounded(t *testing.T) {
	var th throttle
	for i := range triesKept {
		waits(&th, fmt.Sprint("old ", i), "bot", noon)
	}
	later := noon.Add(forgetAfter + time.Second)
	for range freeTries {
		waits(&th, "anna", "bot", later)
	}
	if len(th.misses) >= triesKept {
		t.Errorf("%d are kept though nearly all are over", len(th.misses))
	}
	if waits(&th, "anna", "bot", later) == 0 {
		t.Error("making room forgot a guesser")
	}
	for i := range triesKept {
		th.succeeded(fmt.Sprint("somebody ", i), "home", later)
		waits(&th, fmt.Sprint("new ", i), "bot", later)
		if len(th.misses) > triesKept || len(th.known) > triesKept {
			t.Fatalf("%d misses and %d networks are kept", len(th.misses), len(th.known))
		}
	}
	th.succeeded("one more", "home", later)
	if len(th.known) > triesKept {
		t.Errorf("%d networks are kept", len(th.known))
	}
}

// Ringing at somebody's desk is bounded by address, and opens again.
func TestRinging(t *testing.T) {
	var th throttle
	for i := range ringTries {
		if _, err := th.ring("anna", noon); err != nil {
			t.Fatalf("request %d: %v", i, err)
		}
	}
	_, err := th.ring("anna", noon)
	var refused *errs.Error
	if !errors.As(err, &refused) || refused.Kind != errs.Limited || refused.Retry != time.Second {
		t.Errorf("one too many: %v", err)
	}
	if _, err := th.ring("bert", noon); err != nil {
		t.Errorf("somebody else: %v", err)
	}
	if _, err := th.ring("anna", noon.Add(time.Second)); err != nil {
		t.Errorf("later: %v", err)
	}
	if wait := waits(&th, "anna", "home", noon); wait != 0 {
		t.Errorf("signing in waits %v for who rang", wait)
	}
}

// The clock is set back an hour while somebody waits: they wait as long as before, not
// an hour.
func TestWaitsWhenTheClockIsSetBack(t *testing.T) {
	var th throttle
	now := noon
	for range freeTries + 12 {
		waits(&th, "anna", "home", now)
		now = now.Add(longestWait)
	}
	waits(&th, "anna", "home", now)
	back := now.Add(-time.Hour)
	if wait := waits(&th, "anna", "home", back); wait > longestWait {
		t.Errorf("she waits %v", wait)
	}
	if wait := waits(&th, "anna", "home", back.Add(longestWait)); wait != 0 {
		t.Errorf("after the longest wait she waits %v more", wait)
	}
}
