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

// wait returns how long the caller has to wait before the next try. The caller
// holds the lock.
func (t *throttle) wait(account, network string, now time.Time) time.Duration {
	wait := delay(t.at(account+" "+network, now), freeTries, now)
	if _, ok := t.known[account+" "+network]; !ok {
		wait = max(wait, delay(t.at(account, now), accountTries, now))
	}
	return wait
}

// at is what is counted under a key. After the clock was set back, its last miss is
// now: a wait lasts as long as it is, and not until the clock is there again. The
// caller holds the lock.
func (t *throttle) at(key string, now time.Time) tries {
	m, ok := t.misses[key]
	if ok && m.last.After(now) {
		m.last = now
		t.misses[key] = m
	}
	return m
}

func delay(m tries, free int, now time.Time) time.Duration {
	if m.count < free || now.Sub(m.last) > forgetAfter {
		return 0
	}
	wait := min(time.Second<<min(m.count-free, 20), longestWait)
	return max(0, wait-now.Sub(m.last))
}

// try takes a place for one try, or refuses it for coming too early. It counts
// as a miss until it succeeded: of many that come at once, no more get through
// than one after the other would.
// It says whether the throttle closes with this one: for the network, or for all
// that never signed in to the account.
func (t *throttle) try(account, network string, now time.Time) (closes string, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if wait := t.wait(account, network, now); wait > 0 {
		err := errs.New(errs.Limited, "identity.throttle", "There were too many failed attempts.", "Wait a little and try again.")
		err.Retry = wait
		return "", err
	}
	t.count(now, account, account+" "+network)
	switch {
	case t.misses[account+" "+network].count == freeTries:
		closes = "network"
	case t.misses[account].count == accountTries:
		closes = "everywhere"
	}
	return closes, nil
}

// count adds a miss to each key. The caller holds the lock.
func (t *throttle) count(now time.Time, keys ...string) {
	if t.misses == nil {
		t.misses = map[string]tries{}
	}
	for _, key := range keys {
		m := t.misses[key]
		if now.Sub(m.last) > forgetAfter {
			m.count = 0
		}
		if _, ok := t.misses[key]; !ok && len(t.misses) >= triesKept {
			makeRoom(t.misses, func(m tries) bool { return now.Sub(m.last) > forgetAfter })
		}
		t.misses[key] = tries{m.count + 1, now}
	}
}

// forgive takes back one miss of a try that told nobody whether it was right.
func (t *throttle) forgive(account, network string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.less(account)
	t.less(account + " " + network)
}

func (t *throttle) less(key string) {
	m, ok := t.misses[key]
	switch {
	case !ok:
	case m.count <= 1:
		delete(t.misses, key)
	default:
		t.misses[key] = tries{m.count - 1, m.last}
	}
}

// ring counts a request that rings at somebody's desk, and refuses it if there
// were too many of late; it says whether this is the last for now.
func (t *throttle) ring(email string, now time.Time) (last bool, err error) {
	key := "ring " + email
	t.mu.Lock()
	defer t.mu.Unlock()
	if wait := delay(t.at(key, now), ringTries, now); wait > 0 {
		err := errs.New(errs.Limited, "identity.approval", "There were too many requests for approval.", "Answer those that wait, or use another way to sign in.")
		err.Retry = wait
		return false, err
	}
	t.count(now, key)
	return t.misses[key].count == ringTries, nil
}

// text counts a request for a code by SMS for each of the keys, of which one may have
// so many in an hour.
func (t *throttle) text(keys map[string]int, now time.Time) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	for key, most := range keys {
		if m := t.misses["text "+key]; m.count >= most && now.Sub(m.last) <= textsWindow {
			err := errs.New(errs.Limited, opTexted, "Too many codes were asked for.", "Wait an hour, or use another way.")
			err.Retry = textsWindow - now.Sub(m.last)
			return err
		}
	}
	for key := range keys {
		t.count(now, "text "+key)
	}
	return nil
}

func (t *throttle) succeeded(account, network string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.less(account)
	delete(t.misses, account+" "+network)
	if t.known == nil {
		t.known = map[string]time.Time{}
	}
	if _, ok := t.known[account+" "+network]; !ok && len(t.known) >= triesKept {
		makeRoom(t.known, func(last time.Time) bool { return now.Sub(last) > 30*24*time.Hour })
	}
	t.known[account+" "+network] = now
}
