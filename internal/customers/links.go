package customers

import (
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// LinkLasting is how long a link to another device can be used.
const LinkLasting = 10 * time.Minute

// Limits of what waits here, in memory.
const (
	linksAtOnce      = 4096
	linkMessageLimit = 2 << 10   // a device with its proof
	linkHistoryLimit = 300 << 10 // a signed history
	historiesLimit   = 64 << 20  // all together
)

// Link is where two devices of a customer meet: what each shows the other. To the
// server all of it is opaque, and whatever it changes is noticed by who has the
// link's secret (§16).
type Link struct {
	From    seal.ID
	To      seal.ID // zero: not answered yet
	Offer   []byte
	Answer  []byte
	History []byte // nil: the old device has not said yes
}

type kept struct {
	Link
	ends time.Time
}

// Links keeps links for ten minutes and never on disk: a history lies here no
// longer than it takes to fetch it, so that no copy outlives a conversation's
// keys. A restart forgets them, and people begin again. Make one with NewLinks.
type Links struct {
	mu        sync.Mutex
	now       func() time.Time
	open      map[seal.ID]*kept
	histories int // bytes
}

// NewLinks returns an empty one.
func NewLinks(now func() time.Time) *Links {
	return &Links{now: now, open: map[seal.ID]*kept{}}
}

// Begin opens a link. A device has one at a time: the newest.
func (l *Links) Begin(actor access.Actor, name seal.ID, offer []byte) error {
	const op = "customers.link"
	if err := linkable(op, actor, name, offer); err != nil {
		return err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep()
	if _, taken := l.open[name]; taken {
		return errs.New(errs.Conflict, op, "This link is incomplete.", "Reload the page.")
	}
	for old, k := range l.open {
		if k.From == actor.Device {
			l.drop(old)
		}
	}
	if len(l.open) >= linksAtOnce {
		return errs.New(errs.Unavailable, op, "Too many devices are being added right now.", "Try again in a few minutes.")
	}
	l.open[name] = &kept{Link: Link{From: actor.Device, Offer: offer}, ends: l.now().Add(LinkLasting)}
	return nil
}

// Answer is the new device's part. Of several the first counts: a link is used once.
func (l *Links) Answer(actor access.Actor, name seal.ID, answer []byte) (Link, error) {
	const op = "customers.link"
	if err := linkable(op, actor, name, answer); err != nil {
		return Link{}, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep()
	k, ok := l.open[name]
	if !ok || (!k.To.IsZero() && k.To != actor.Device) || k.From == actor.Device {
		return Link{}, linkOver(op)
	}
	if k.To.IsZero() {
		k.To, k.Answer = actor.Device, answer
	}
	return k.Link, nil
}

// Give hands the history to the device that answered; only the one that began may.
func (l *Links) Give(actor access.Actor, name seal.ID, history []byte) error {
	const op = "customers.link"
	if len(history) == 0 || len(history) > linkHistoryLimit {
		return errs.New(errs.Unprocessable, op, "There are more conversations than one link carries.", "Go on with them on the first device.")
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep()
	k, ok := l.open[name]
	if !ok || k.From != actor.Device || k.To.IsZero() {
		return linkOver(op)
	}
	if l.histories+len(history) > historiesLimit {
		return errs.New(errs.Unavailable, op, "Too many devices are being added right now.", "Try again in a few minutes.")
	}
	l.histories += len(history) - len(k.History)
	k.History = history
	return nil
}

// Look shows a link to its two devices, and to nobody else.
func (l *Links) Look(actor access.Actor, name seal.ID) (Link, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.sweep()
	k, ok := l.open[name]
	if !ok || actor.Device.IsZero() || (k.From != actor.Device && k.To != actor.Device) {
		return Link{}, linkOver("customers.link")
	}
	return k.Link, nil
}

// End takes a link away, by either of its devices. What is not there is gone.
func (l *Links) End(actor access.Actor, name seal.ID) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if k, ok := l.open[name]; ok && !actor.Device.IsZero() && (k.From == actor.Device || k.To == actor.Device) {
		l.drop(name)
	}
}

func (l *Links) sweep() {
	now := l.now()
	for name, k := range l.open {
		if !now.Before(k.ends) {
			l.drop(name)
		}
	}
}

func (l *Links) drop(name seal.ID) {
	l.histories -= len(l.open[name].History)
	delete(l.open, name)
}

func linkable(op string, actor access.Actor, name seal.ID, message []byte) error {
	if actor.Who != access.Visitor || actor.Device.IsZero() {
		return errs.New(errs.Unauthenticated, op, "Only a customer's own device can add another one.", "Open the chat again.")
	}
	if name.IsZero() || len(message) == 0 || len(message) > linkMessageLimit {
		return errs.New(errs.Unprocessable, op, "This link is incomplete.", "Reload the page.")
	}
	return nil
}

// linkOver is the same for what never was, is over, or is another's.
func linkOver(op string) error {
	return errs.New(errs.NotFound, op, "This link is over, or was used already.", "Make a new one on the device that has your conversations.")
}
