package identity

import (
	"sync"
	"time"

	"github.com/go-webauthn/webauthn/webauthn"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

const (
	flowLimit = 5 * time.Minute
	flowsKept = 4096
)

type flowKind uint8

const (
	flowSetup flowKind = iota + 1
	flowInvitation
	flowPasskey
	flowSignIn
	flowConfirm
)

// flow is the server's half of a WebAuthn ceremony; it is used once.
type flow struct {
	kind    flowKind
	session webauthn.SessionData
	handle  []byte
	subject seal.ID // invitation, account, or session
	email   string
	expires time.Time
}

// flows keeps ceremonies in bounded memory: when full, an arbitrary one goes.
type flows struct {
	mu  sync.Mutex
	all map[Token]flow
}

func (f *flows) put(token Token, value flow, now time.Time) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.all == nil {
		f.all = map[Token]flow{}
	}
	if len(f.all) >= flowsKept {
		makeRoom(f.all, func(v flow) bool { return now.After(v.expires) })
	}
	f.all[token] = value
}

func (f *flows) take(token Token, kind flowKind, now time.Time) (flow, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	value, ok := f.all[token]
	delete(f.all, token)
	if !ok || value.kind != kind || !lasts(value.expires.Add(-flowLimit), flowLimit, now) {
		return flow{}, errs.New(errs.Gone, "identity.flow", "This took too long, or was already used.", "Start again.")
	}
	return value, nil
}

// aside is by how much the times of two requests may stand the wrong way round.
const aside = time.Minute

// lasts reports whether what began then, and has so long, still counts. What began
// later than now does not: the clock was set back, and nothing that was over is to
// begin anew by that.
func lasts(began time.Time, limit time.Duration, now time.Time) bool {
	since := now.Sub(began)
	return since <= limit && since > -aside
}

// looked is how many values one call of makeRoom looks at. Looking at all of
// them would make being flooded expensive for everybody who waits for the lock.
const looked = 64

// makeRoom looks at some values, wherever the map begins, drops those that are
// over, and one that is not if all are still needed.
func makeRoom[K comparable, V any](all map[K]V, over func(V) bool) {
	before, seen := len(all), 0
	var last K
	for key, value := range all {
		if over(value) {
			delete(all, key)
		} else {
			last = key
		}
		if seen++; seen == looked {
			break
		}
	}
	if len(all) == before {
		delete(all, last)
	}
}

// spent remembers values that must not be used twice, until they are too old
// to be accepted anyway. Full means refuse: forgetting would allow a replay.
type spent struct {
	mu   sync.Mutex
	all  map[[32]byte]time.Time
	tidy time.Time // not before
}

const spentKept = 200_000

func (s *spent) use(value [32]byte, until, now time.Time) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.all == nil {
		s.all = map[[32]byte]time.Time{}
	}
	if _, ok := s.all[value]; ok {
		return false
	}
	if len(s.all) >= spentKept {
		s.forget(now)
	}
	if len(s.all) >= spentKept {
		return false
	}
	s.all[value] = until
	return true
}

// forget drops what is too old, at most once a second.
func (s *spent) forget(now time.Time) {
	if now.Before(s.tidy) {
		return
	}
	s.tidy = now.Add(time.Second)
	for key, expires := range s.all {
		if now.After(expires) {
			delete(s.all, key)
		}
	}
}
