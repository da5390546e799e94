package ledger

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// KeepingStore keeps how long the record is kept, and erases of it.
type KeepingStore interface {
	Read(ctx context.Context, run func(KeepingTx) error) error
	Write(ctx context.Context, run func(KeepingTx) error) error
	// Search finds events before a number that a filter wants, as Store does.
	Search(ctx context.Context, f Filter, before int64, limit int) (found []Recorded, next int64, err error)
	Size() int64
	// Fold sees that what was erased is in no log of the file any more. It reports
	// whether it could.
	Fold(ctx context.Context) (bool, error)
	// Thin removes checkpoints that were made before a moment, but for the last of
	// each span of time. It goes on from a size, and says from where it goes on next;
	// the same size says that it is through.
	Thin(ctx context.Context, after int64, before time.Time, span time.Duration, limit int) (next int64, err error)
}

// KeepingTx is a transaction of it.
type KeepingTx interface {
	Tx
	Rules() ([]Rule, error)
	SetRule(Rule) error
	Holds() ([]Hold, error)
	SetHold(Hold) error
	EndHold(about seal.ID) error
	// Span says until when the events of a tile were, if it is full.
	Span(tile int64) (until time.Time, full bool, err error)
	// Tile reads the entries under a tile, full or not.
	Tile(tile int64) ([]Recorded, error)
	// Erase erases some of the entries under a tile: all that is left are their
	// hashes, and no word that they alone had is found there any more.
	Erase(tile int64, all []Recorded, gone []int) error
	// Reached is the first entry that one of some systems does not have yet.
	Reached(sinks []string) (int64, error)
}

// Rule says how long the events of a class are kept.
type Rule struct {
	Class Class
	Days  int       // in force; 0: for ever
	Next  int       // what follows, likewise
	Since time.Time // from when; zero if nothing follows
	Swept int64     // of the tiles before it, nothing of the class is left but what was held
}

// at is the rule as it is at a moment.
func (r Rule) at(now time.Time) Rule {
	if !r.Since.IsZero() && !now.Before(r.Since) {
		r.Days, r.Next, r.Since = r.Next, 0, time.Time{}
	}
	return r
}

// Hold keeps events whatever their rule says.
type Hold struct {
	About  seal.ID // whoever and whatever they name; zero for all of the record
	Reason string
	Begun  time.Time
}

// Limits of how the record is kept.
const (
	FewestDays = 30
	MostDays   = 3660
	// Notice is how long it takes until events are kept for less time than before:
	// who wants traces gone has to wait for it, and everybody can see it coming.
	Notice   = 7 * 24 * time.Hour
	mostHeld = 1000
)

// HoldReasons and ErasureReasons are why something may be held, and why erased.
func HoldReasons() []string { return []string{"litigation", "investigation", "authority", "other"} }

// ErasureReasons are the words for why something may be erased at once.
func ErasureReasons() []string { return []string{"person", "order"} }

// Keeper decides how long events are kept, and erases them. Make one with
// NewKeeper.
type Keeper struct {
	store    KeepingStore
	sinks    []string // systems that get the record: nothing is erased that they do not have
	now      func() time.Time
	unfolded atomic.Bool // the log of the file may hold what was erased
	sweeping sync.Mutex  // guards thinned
	thinned  [2]int64    // up to which size, by the span
}

// NewKeeper returns one. What an earlier run of the server erased may still be in
// the log of its file.
func NewKeeper(store KeepingStore, sinks []string, now func() time.Time) *Keeper {
	k := &Keeper{store: store, sinks: sinks, now: now}
	k.unfolded.Store(true)
	return k
}

// Standing is how the record is kept.
type Standing struct {
	Rules []Rule // of every class that can be erased
	Holds []Hold
}

// Standing says how the record is kept.
func (k *Keeper) Standing(ctx context.Context) (Standing, error) {
	var s Standing
	err := k.store.Read(ctx, func(tx KeepingTx) (err error) {
		if s.Rules, err = k.rules(tx); err != nil {
			return err
		}
		s.Holds, err = tx.Holds()
		return err
	})
	return s, err
}

// rules are those of all classes, as they are now.
func (k *Keeper) rules(tx KeepingTx) ([]Rule, error) {
	stored, err := tx.Rules()
	if err != nil {
		return nil, err
	}
	all := make([]Rule, 0, len(Classes()))
	for _, class := range Classes() {
		rule := Rule{Class: class}
		for _, r := range stored {
			if r.Class == class {
				rule = r.at(k.now())
			}
		}
		all = append(all, rule)
	}
	return all, nil
}

func ruleOf(rules []Rule, class Class) Rule {
	return rules[slices.IndexFunc(rules, func(r Rule) bool { return r.Class == class })]
}

// Change sets how many days the events of a class are kept, 0 for ever. More days
// count at once, and so does taking back what was to follow; fewer count after
// Notice.
func (k *Keeper) Change(ctx context.Context, by Source, class Class, days int) error {
	if err := checkDays(days); err != nil {
		return err
	}
	return k.store.Write(ctx, func(tx KeepingTx) error {
		rules, err := k.rules(tx)
		if err != nil {
			return err
		}
		was, now := ruleOf(rules, class), k.now()
		rule, from := was, now
		rule.Next, rule.Since = 0, time.Time{}
		if shorter := days > 0 && (was.Days == 0 || days < was.Days); shorter {
			if was.Next == days && !was.Since.IsZero() {
				return nil
			}
			from = now.Add(Notice)
			rule.Next, rule.Since = days, from
		} else {
			rule.Days = days
		}
		if rule == was {
			return nil
		}
		event := Act(now, KeepingChanged, by, seal.ID{})
		event.Reason, event.First, event.Last = string(class), uint64(days), uint64(max(from.Unix(), 0)) //nolint:gosec // not negative
		if err := Append(tx, event); err != nil {
			return err
		}
		return tx.SetRule(rule)
	})
}

func checkDays(days int) error {
	if days == 0 || days >= FewestDays && days <= MostDays {
		return nil
	}
	return errs.New(errs.Unprocessable, "ledger.retention", fmt.Sprintf("The record of acts is kept for %d to %d days, or for ever.", FewestDays, MostDays), "Choose a number of days in between.")
}

// Hold keeps everything that names an id, or the whole record, until it is released.
func (k *Keeper) Hold(ctx context.Context, by Source, about seal.ID, reason string) error {
	const op = "ledger.hold"
	if !slices.Contains(HoldReasons(), reason) {
		return errs.New(errs.Unprocessable, op, "This does not say why it is held.", "Choose one of the reasons.")
	}
	return k.store.Write(ctx, func(tx KeepingTx) error {
		holds, err := tx.Holds()
		if err != nil || slices.ContainsFunc(holds, func(h Hold) bool { return h.About == about && h.Reason == reason }) {
			return err
		}
		if len(holds) >= mostHeld {
			return errs.New(errs.Conflict, op, "There are too many holds on the record of acts.", "Release those that are not needed any more, or hold the whole record.")
		}
		if err := Append(tx, k.held(HoldBegun, by, about, reason)); err != nil {
			return err
		}
		return tx.SetHold(Hold{about, reason, k.now()})
	})
}

// Release ends a hold. What it kept is erased with whatever else is due.
func (k *Keeper) Release(ctx context.Context, by Source, about seal.ID) error {
	return k.store.Write(ctx, func(tx KeepingTx) error {
		holds, err := tx.Holds()
		if err != nil {
			return err
		}
		at := slices.IndexFunc(holds, func(h Hold) bool { return h.About == about })
		if at < 0 {
			return nil
		}
		if err := Append(tx, k.held(HoldEnded, by, about, holds[at].Reason)); err != nil {
			return err
		}
		rules, err := k.rules(tx)
		if err != nil {
			return err
		}
		for _, rule := range rules { // what was passed over is looked at again
			if rule.Swept == 0 {
				continue
			}
			rule.Swept = 0
			if err := tx.SetRule(rule); err != nil {
				return err
			}
		}
		return tx.EndHold(about)
	})
}

func (k *Keeper) held(kind Kind, by Source, about seal.ID, reason string) Event {
	event := Act(k.now(), kind, by, about)
	event.Reason = reason
	return event
}

// held is what a set of holds says.
type held struct {
	all bool
	ids map[seal.OptionalID]bool
}

func heldBy(tx KeepingTx) (held, error) {
	holds, err := tx.Holds()
	h := held{ids: map[seal.OptionalID]bool{}}
	for _, one := range holds {
		if one.About.IsZero() {
			h.all = true
		}
		h.ids[seal.Some(one.About)] = true
	}
	return h, err
}

func (h held) keeps(e *Event) bool {
	if h.all {
		return true
	}
	for _, id := range [...]seal.OptionalID{e.Actor.ID, e.Device, e.Object, e.Within} {
		if id.Present() && h.ids[id] {
			return true
		}
	}
	return false
}
