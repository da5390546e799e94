package identity

import (
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
)

const (
	freeTries    = 5
	longestWait  = 5 * time.Minute
	forgetAfter  = time.Hour
	triesKept    = 20_000
	ringTries    = 30
	accountTries = 60 // misses per account from all networks before all unknown ones wait
)

// throttle slows guessing. Misses count per account and network, so that who
// guesses from elsewhere does not lock out the owner; a wide attack on one
// account makes only networks wait that have never signed in to it.
type throttle struct {
	mu     sync.Mutex
	misses map[string]tries
	known  map[string]time.Time
}

type tries struct {
	count int
	last  time.Time
}

// wait returns how long the caller has to wait before the next try.
func (t *throttle) wait(account, network string, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	wait := delay(t.misses[account+" "+network], freeTries, now)
	if _, ok := t.known[account+" "+network]; !ok {
		wait = max(wait, delay(t.misses[account], accountTries, now))
	}
	return wait
}

func delay(m tries, free int, now time.Time) time.Duration {
	if m.count < free || now.Sub(m.last) > forgetAfter {
		return 0
	}
	wait := min(time.Second<<min(m.count-free, 20), longestWait)
	return max(0, wait-now.Sub(m.last))
}

// check refuses a try that comes too early.
func (t *throttle) check(account, network string, now time.Time) error {
	wait := t.wait(account, network, now)
	if wait <= 0 {
		return nil
	}
	err := errs.New(errs.Limited, "identity.throttle", "There were too many failed attempts.", "Wait a little and try again.")
	err.Retry = wait
	return err
}

func (t *throttle) missed(account, network string, now time.Time) {
	t.count(now, account, account+" "+network)
}

func (t *throttle) count(now time.Time, keys ...string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.misses == nil {
		t.misses = map[string]tries{}
	}
	for _, key := range keys {
		m := t.misses[key]
		if now.Sub(m.last) > forgetAfter {
			m.count = 0
		}
		if len(t.misses) >= triesKept {
			makeRoom(t.misses, func(m tries) bool { return now.Sub(m.last) > forgetAfter })
		}
		t.misses[key] = tries{m.count + 1, now}
	}
}

// ring counts a request that rings at somebody's desk, and refuses it if there
// were too many of late.
func (t *throttle) ring(email string, now time.Time) error {
	key := "ring " + email
	t.mu.Lock()
	wait := delay(t.misses[key], ringTries, now)
	t.mu.Unlock()
	if wait > 0 {
		err := errs.New(errs.Limited, "identity.approval", "There were too many requests for approval.", "Answer those that wait, or use another way to sign in.")
		err.Retry = wait
		return err
	}
	t.count(now, key)
	return nil
}

func (t *throttle) succeeded(account, network string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.misses, account+" "+network)
	if t.known == nil {
		t.known = map[string]time.Time{}
	}
	if len(t.known) >= triesKept {
		makeRoom(t.known, func(last time.Time) bool { return now.Sub(last) > 30*24*time.Hour })
	}
	t.known[account+" "+network] = now
}
