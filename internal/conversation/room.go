package conversation

import (
	"fmt"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// This file bounds what strangers can store. A visitor's device costs nothing to
// make, so a bound on one device stops nobody who makes many: what their network
// sends in a day is bounded too, and no bound of theirs reaches the last of the
// disk. Staff are known and have the last of it to themselves.

// Room is how much may be stored by whom.
type Room struct {
	// Free is how many bytes can still be written where data and files lie; false
	// if that is not known, and then no file is refused for it.
	Free func() (uint64, bool)
	// Floor is how many bytes stay free when staff attach a file; customers leave
	// twice as much.
	Floor uint64
	// Network is how many bytes the customers of one network may send in a day,
	// files and messages together.
	Network uint64
}

const (
	actCost       = 4 << 10 // what an act of a customer writes besides its bytes, at most
	sendingAtOnce = 8       // parts on their way of one sender
	networkAtOnce = 64      // of the customers of one network
	strangersOnce = 256     // of all customers
	networksKnown = 20_000
)

// share is what one device of a customer, and the customers of one conversation,
// may have stored: as much as one message may bring.
func (s *Service) share() uint64 {
	return AttachmentsPerMessage * seal.SealedSize(seal.Padme(s.maxFile))
}

// demandDisk refuses a file that would leave too little of the disk.
func (s *Service) demandDisk(actor access.Actor, size uint64) error {
	free, known := s.room.Free()
	left := free - min(size, free)
	if actor.Who != access.Staff {
		left /= 2
	}
	if !known || left >= s.room.Floor {
		return nil
	}
	return full("There is no room for files on this server at the moment.", "Send your message without it; whoever runs this desk has to make room.")
}

// demandShare refuses a customer's file beyond what they may store.
func (s *Service) demandShare(tx Tx, actor access.Actor, thread seal.ID, size uint64) error {
	if actor.Who == access.Staff {
		return nil
	}
	device, err := tx.StoredBy(actor.Device)
	if err != nil {
		return err
	}
	together, err := tx.StoredByVisitors(thread)
	if err != nil {
		return err
	}
	if max(device, together)+size <= s.share() {
		return nil
	}
	return full(fmt.Sprintf("There is no room for more files here: together they may have up to %d MB.", s.share()>>20), "Take back files that are not needed any more.")
}

// full is a definite no with words of its own: it passes only when somebody acts.
func full(message, next string) error {
	return errs.New(errs.TooLarge, "conversation.room", message, next).Because("room")
}

// Charge counts what a customer's network sends, or somebody's who is about to
// become a customer; staff are not counted. It counts before anything is checked,
// and what is then refused as well: refusing costs too.
func (s *Service) Charge(actor access.Actor, size int) error {
	if actor.Who == access.Staff {
		return nil
	}
	wait := s.spent.take(actor.Network, float64(size)+actCost, float64(s.room.Network), s.now())
	if wait == 0 {
		return nil
	}
	err := errs.New(errs.Limited, "conversation.room", "Too much was sent from this network today.", "Try again later; what you wrote stays on this device.")
	err.Retry = wait
	return err
}

// chargeFile is Charge for a file: trying on by itself would be of no use.
func (s *Service) chargeFile(actor access.Actor, size uint64) error {
	if s.Charge(actor, int(min(size, 1<<50))) == nil { //nolint:gosec // bounded
		return nil
	}
	return full("Too much was sent from this network today.", "Try again tomorrow, or send your message without it.")
}

// spending counts bytes by network, in memory alone: no address is kept. Each
// network gets a day's bytes at once, and they come back evenly over a day.
type spending struct {
	mu       sync.Mutex
	old, new map[string]spent // when new is full, old goes: who was in it begins anew
}

type spent struct {
	bytes float64
	at    time.Time
}

// take counts bytes, or says how long to wait for them.
func (s *spending) take(network string, bytes, limit float64, now time.Time) time.Duration {
	s.mu.Lock()
	defer s.mu.Unlock()
	known, ok := s.new[network]
	if !ok {
		known = s.old[network]
	}
	perSecond := limit / (24 * time.Hour).Seconds()
	level := max(0, known.bytes-now.Sub(known.at).Seconds()*perSecond)
	over := level + bytes - limit
	if over > 0 {
		return max(time.Second, min(24*time.Hour, time.Duration(over/perSecond*float64(time.Second))))
	}
	if s.new == nil || !ok && len(s.new) >= networksKnown {
		s.old, s.new = s.new, map[string]spent{}
	}
	s.new[network] = spent{level + bytes, now}
	return 0
}

// arrivals counts parts on their way: each takes a connection, a buffer and up to
// a part of the disk for as long as its sender likes, within five minutes.
type arrivals struct {
	mu        sync.Mutex
	senders   map[seal.ID]int
	networks  map[string]int
	strangers int
}

// enter makes room for one part; the caller calls leave when it is over.
func (a *arrivals) enter(actor access.Actor) (leave func(), err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	from, stranger := uploader(actor), actor.Who != access.Staff
	if a.senders[from] >= sendingAtOnce || stranger && (a.networks[actor.Network] >= networkAtOnce || a.strangers >= strangersOnce) {
		err := errs.New(errs.Limited, "conversation.part", "Too many files are on their way at once.", "Try again in a moment.")
		err.Retry = time.Second
		return nil, err
	}
	if a.senders == nil {
		a.senders, a.networks = map[seal.ID]int{}, map[string]int{}
	}
	count := func(step int) {
		move(a.senders, from, step)
		if stranger {
			move(a.networks, actor.Network, step)
			a.strangers += step
		}
	}
	count(1)
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		count(-1)
	}, nil
}

// move moves a count and forgets it at zero.
func move[K comparable](counts map[K]int, key K, step int) {
	if counts[key] += step; counts[key] == 0 {
		delete(counts, key)
	}
}
