package ledger

import (
	"context"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

const (
	refusalsAnHour = 60 // of one actor, and of one network
	refusalWindow  = time.Hour
	refusersKept   = 10_000
)

// Refusals records what was refused, so much of it in an hour and no more: what
// was left out is counted, and told once that hour is over.
type Refusals struct {
	journal Journal
	now     func() time.Time

	mu     sync.Mutex
	hours  map[refuser]*hour
	missed uint64 // left out, of those who had to be forgotten
}

// refuser is an actor, an address that is guessed at, or a network whoever comes
// from it: for each kind of refusal, so that none hides another.
type refuser struct {
	kind    Kind
	actor   Actor
	address string
	network string
}

type hour struct {
	since   time.Time
	written int
	left    uint64
	by      Source
	kind    Kind
	object  seal.OptionalID
}

// NewRefusals returns a recorder.
func NewRefusals(journal Journal, now func() time.Time) *Refusals {
	return &Refusals{journal: journal, now: now, hours: map[refuser]*hour{}}
}

// Record writes the event of a refusal, or counts it.
func (r *Refusals) Record(ctx context.Context, kind Kind, by Source, policy, reason string, object seal.OptionalID) error {
	now := r.now()
	events, write := r.take(refuser{kind: kind, actor: by.Actor}, hour{by: by, kind: kind}, by.Network, now)
	if write {
		event := Act(now, kind, by, seal.ID{})
		event.Outcome, event.Policy, event.Reason, event.Object = ledger.Refused, policy, reason, object
		events = append(events, event)
	}
	if len(events) == 0 {
		return nil
	}
	return r.journal.Record(ctx, events...)
}

// Guess does for somebody who guesses at an address what Record does, but leaves
// writing to the transaction of the guess. It counts by address, not by account:
// who guesses at one that nobody has meets the same bound at the same guess, and
// so the same wait for the disk. It returns nothing where this one is only counted.
func (r *Refusals) Guess(kind Kind, address string, account seal.ID, network, policy, reason string) []Event {
	now := r.now()
	events, write := r.take(refuser{kind: kind, address: address}, hour{by: Staff(account, ""), kind: kind, object: seal.Some(account)}, network, now)
	if write {
		event := Act(now, kind, Staff(account, network), account)
		event.Outcome, event.Policy, event.Reason = ledger.Refused, policy, reason
		events = append(events, event)
	}
	return events
}

// More is the reason of an event that counts refusals.
const More = "more"

// Sweep tells what was counted in hours that are over.
func (r *Refusals) Sweep(ctx context.Context) error {
	now := r.now()
	r.mu.Lock()
	var events []Event
	for key, h := range r.hours {
		if now.Sub(h.since) >= refusalWindow {
			events = appendMore(events, h, now)
			delete(r.hours, key)
		}
	}
	if r.missed > 0 {
		events = appendMore(events, &hour{left: r.missed, by: Itself(), kind: AccessRefused}, now)
		r.missed = 0
	}
	r.mu.Unlock()
	if len(events) == 0 {
		return nil
	}
	return r.journal.Record(ctx, events...)
}

// take decides whether one more is written, and returns what an hour that is
// over left to tell. Fresh is what the hour of who begins as, if it begins now.
func (r *Refusals) take(who refuser, fresh hour, network string, now time.Time) (events []Event, write bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	own := r.hour(who, fresh, now, &events)
	from := r.hour(refuser{kind: fresh.kind, network: network}, hour{by: Source{Network: network}, kind: fresh.kind}, now, &events)
	if own.written >= refusalsAnHour {
		own.left++
		return events, false
	}
	if from.written >= refusalsAnHour {
		from.left++
		return events, false
	}
	own.written++
	if from != own {
		from.written++
	}
	return events, true
}

// hour finds the running hour of somebody. The caller holds the lock.
func (r *Refusals) hour(key refuser, fresh hour, now time.Time, events *[]Event) *hour {
	h, ok := r.hours[key]
	if ok && now.Sub(h.since) < refusalWindow {
		return h
	}
	if ok {
		*events = appendMore(*events, h, now)
	} else if len(r.hours) >= refusersKept {
		for other, forgotten := range r.hours { // wherever the map begins
			r.missed += forgotten.left
			delete(r.hours, other)
			break
		}
	}
	fresh.since = now
	r.hours[key] = &fresh
	return &fresh
}

func appendMore(events []Event, h *hour, now time.Time) []Event {
	if h.left == 0 {
		return events
	}
	event := Act(now, h.kind, h.by, seal.ID{})
	event.Outcome, event.Reason, event.First, event.Object = ledger.Refused, More, h.left, h.object
	return append(events, event)
}
