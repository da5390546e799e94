package httpapi

import (
	"sync"
	"time"

	"golang.org/x/time/rate"

	"github.com/sealdesk/sealdesk/internal/identity"
)

// Limits are rates per second with their bursts. Zero values take the defaults.
type Limits struct {
	Network, NetworkBurst float64 // all requests of one network
	Session, SessionBurst float64 // requests of one session
	Guarded, GuardedBurst float64 // sign-ins and the like of one network
}

func (l Limits) withDefaults() Limits {
	set := func(value *float64, usual float64) {
		if *value == 0 {
			*value = usual
		}
	}
	set(&l.Network, 200)
	set(&l.NetworkBurst, 1000)
	set(&l.Session, 100)
	set(&l.SessionBurst, 400)
	set(&l.Guarded, 5)
	set(&l.GuardedBurst, 60)
	return l
}

// limiter counts in bounded memory: when a table is full, the one that was
// filled before it goes. Who was in it gets a fresh burst, no more.
type limiter struct {
	limits   Limits
	now      func() time.Time
	networks table[string]
	sessions table[identity.Token]
	guards   table[string]
}

const tableSize = 20_000

type table[K comparable] struct {
	mu       sync.Mutex
	old, new map[K]*rate.Limiter
}

func newLimiter(limits Limits, now func() time.Time) *limiter {
	return &limiter{limits: limits.withDefaults(), now: now}
}

func (t *table[K]) wait(key K, perSecond, burst float64, now time.Time) time.Duration {
	t.mu.Lock()
	defer t.mu.Unlock()
	l, ok := t.new[key]
	if !ok {
		if l, ok = t.old[key]; !ok {
			l = rate.NewLimiter(rate.Limit(perSecond), int(burst))
		}
		if len(t.new) >= tableSize || t.new == nil {
			t.old, t.new = t.new, map[K]*rate.Limiter{}
		}
		t.new[key] = l
	}
	if l.AllowN(now, 1) {
		return 0
	}
	return max(time.Second, time.Duration(float64(time.Second)/perSecond))
}

func (l *limiter) network(key string) time.Duration {
	return l.networks.wait(key, l.limits.Network, l.limits.NetworkBurst, l.now())
}

func (l *limiter) session(key identity.Token) time.Duration {
	return l.sessions.wait(key, l.limits.Session, l.limits.SessionBurst, l.now())
}

func (l *limiter) guarded(key string) time.Duration {
	return l.guards.wait(key, l.limits.Guarded, l.limits.GuardedBurst, l.now())
}
