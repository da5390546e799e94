package ledger

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// This file erases events. Salt and bytes go, the entry stays, and in the same
// transaction an event tells which entries of the tile went, and why: the tree
// does not change, and nothing goes in silence.

const (
	tilesAtOnce  = 2 // in one transaction: everybody else waits for it
	tilesASweep  = 1000
	tilesAsked   = 64  // of one request
	tilesTried   = 200 // for a forecast: somebody waits for it
	thinAtOnce   = 1000
	checkpointed = 30 * 24 * time.Hour  // every checkpoint is kept
	hourly       = 365 * 24 * time.Hour // and then one an hour; after that, one a day
	breath       = 5 * time.Millisecond // between two transactions
)

// Sweep erases what is not kept any longer, thins the checkpoints, and sees that
// the log of the file is without what was erased. Whatever it does not get to, it
// does the next time.
func (k *Keeper) Sweep(ctx context.Context) error {
	k.sweeping.Lock()
	defer k.sweeping.Unlock()
	failed := k.expire(ctx)
	failed = errors.Join(failed, k.thin(ctx, 0, k.now().Add(-checkpointed), time.Hour), k.thin(ctx, 1, k.now().Add(-hourly), 24*time.Hour))
	return errors.Join(failed, k.fold(ctx))
}

func (k *Keeper) expire(ctx context.Context) error {
	for range tilesASweep / tilesAtOnce {
		more := false
		err := k.store.Write(ctx, func(tx KeepingTx) (err error) {
			for range tilesAtOnce {
				if more, err = k.expireTile(tx); err != nil || !more {
					return err
				}
			}
			return nil
		})
		if err != nil || !more {
			return err
		}
		if err := wait(ctx, breath); err != nil {
			return err
		}
	}
	return nil
}

func wait(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}

// past is so many days ago.
func (k *Keeper) past(days int) time.Time { return k.now().Add(-time.Duration(days) * 24 * time.Hour) }

// expireTile erases what is due of one class under one tile; false says that
// nothing is due. A tile is due as a whole: one event then tells of all of them,
// and the record does not grow by what it loses.
func (k *Keeper) expireTile(tx KeepingTx) (bool, error) {
	h, err := heldBy(tx)
	if err != nil || h.all {
		return false, err
	}
	rules, err := k.rules(tx)
	if err != nil {
		return false, err
	}
	reached, err := tx.Reached(k.sinks)
	if err != nil {
		return false, err
	}
	for _, rule := range rules {
		if rule.Days == 0 || (rule.Swept+1)*ledger.TileWidth > reached {
			continue
		}
		until, full, err := tx.Span(rule.Swept)
		if err != nil {
			return false, err
		}
		if !full || until.After(k.past(rule.Days)) {
			continue
		}
		wants := func(_ int64, e *Event) bool { return Of(e.Kind) == rule.Class && !h.keeps(e) }
		if _, err := k.erase(tx, rule.Swept, Itself(), "retention:"+string(rule.Class), wants); err != nil {
			return false, err
		}
		rule.Swept++
		return true, tx.SetRule(rule)
	}
	return false, nil
}

// erase erases the events under a tile that are wanted, and tells of it. It
// returns how many there were.
func (k *Keeper) erase(tx KeepingTx, tile int64, by Source, reason string, wants func(int64, *Event) bool) (int, error) {
	all, err := tx.Tile(tile)
	if err != nil {
		return 0, err
	}
	var gone []int
	var places []int
	for i, r := range all {
		if event, ok := r.parsed(); ok && wants(r.Number, &event) {
			gone, places = append(gone, i), append(places, int(r.Number%ledger.TileWidth))
		}
	}
	if len(gone) == 0 {
		return 0, nil
	}
	event := Act(k.now(), Erased, by, ledger.MaskOf(places...).ID())
	event.Reason, event.First, event.Last = reason, uint64(tile), uint64(len(gone)) //nolint:gosec // not negative
	if err := Append(tx, event); err != nil {
		return 0, err
	}
	k.unfolded.Store(true)
	return len(gone), tx.Erase(tile, all, gone)
}

// parsed is the event of an entry, unless it was erased or spoiled.
func (r Recorded) parsed() (Event, bool) {
	if r.Event == nil {
		return Event{}, false
	}
	event, err := ledger.ParseEvent(r.Event)
	return event, err == nil
}

// Forecast is what a number of days would erase today.
type Forecast struct {
	Events int
	Oldest time.Time // of them; zero if there is none
	Held   int       // as old, and kept all the same
	More   bool      // there is more than was looked at
}

// Try says what a number of days would erase of a class, and erases nothing.
func (k *Keeper) Try(ctx context.Context, class Class, days int) (Forecast, error) {
	var f Forecast
	if err := checkDays(days); err != nil || days == 0 {
		return f, err
	}
	err := k.store.Read(ctx, func(tx KeepingTx) error {
		f = Forecast{}
		rules, err := k.rules(tx)
		if err != nil {
			return err
		}
		h, err := heldBy(tx)
		if err != nil {
			return err
		}
		first := ruleOf(rules, class).Swept
		for tile := first; ; tile++ {
			until, full, err := tx.Span(tile)
			if err != nil || !full || until.After(k.past(days)) {
				return err
			}
			if f.More = tile-first >= tilesTried; f.More {
				return nil
			}
			all, err := tx.Tile(tile)
			if err != nil {
				return err
			}
			f.count(all, class, h)
		}
	})
	return f, err
}

func (f *Forecast) count(all []Recorded, class Class, h held) {
	for _, r := range all {
		event, ok := r.parsed()
		if !ok || Of(event.Kind) != class {
			continue
		}
		if h.keeps(&event) {
			f.Held++
			continue
		}
		f.Events++
		if at := time.UnixMilli(int64(event.Time)); f.Oldest.IsZero() || at.Before(f.Oldest) { //nolint:gosec // below 2^53
			f.Oldest = at
		}
	}
}

// Erasure is what became of a request to erase.
type Erasure struct {
	Events int  // that were erased
	More   bool // there are more: ask again
}

const eraseOp = "ledger.erasure"

// Erase erases at once what names an id, as the law may demand it: all but how the
// record is kept, what was erased, what another hold keeps, and what names whoever
// asks, who would take away what they did themself. It is refused within a hold,
// for whoever asks for it themself, and while a system that gets the record
// does not have all of it. What is left, when it was much, another call erases.
func (k *Keeper) Erase(ctx context.Context, by Source, about seal.ID, reason string) (Erasure, error) {
	switch {
	case about.IsZero():
		return Erasure{}, errs.New(errs.Unprocessable, eraseOp, "This does not say whose events are to be erased.", "Name one id.")
	case !slices.Contains(ErasureReasons(), reason):
		return Erasure{}, errs.New(errs.Unprocessable, eraseOp, "This does not say why they are to be erased.", "Choose one of the reasons.")
	case about == by.Actor.ID.ID(), about == by.Device, about == by.Session:
		return Erasure{}, errs.New(errs.Forbidden, eraseOp, "Nobody erases what is recorded of themself.", "Ask another owner.")
	}
	if err := k.store.Read(ctx, func(tx KeepingTx) error { return unheld(tx, about) }); err != nil {
		return Erasure{}, err
	}
	var done Erasure
	tiles := 0
	err := k.tilesOf(ctx, about, func(tile int64) (enough bool, err error) {
		if tiles == tilesAsked {
			done.More = true
			return true, nil
		}
		erased := 0
		err = k.store.Write(ctx, func(tx KeepingTx) (err error) {
			erased, err = k.eraseNamed(tx, tile, by, about, reason)
			return err
		})
		if err == nil && erased > 0 {
			done.Events += erased
			tiles++
		}
		return false, err
	})
	return done, errors.Join(err, k.fold(ctx))
}

// eraseNamed erases what names an id under one tile.
func (k *Keeper) eraseNamed(tx KeepingTx, tile int64, by Source, about seal.ID, reason string) (int, error) {
	if err := unheld(tx, about); err != nil {
		return 0, err
	}
	h, err := heldBy(tx)
	if err != nil {
		return 0, err
	}
	reached, err := tx.Reached(k.sinks)
	if err != nil {
		return 0, err
	}
	named, behind := Filter{About: about}, false
	own := held{ids: map[seal.OptionalID]bool{by.Actor.ID: true, seal.Some(by.Device): true, seal.Some(by.Session): true}}
	erased, err := k.erase(tx, tile, by, "request:"+reason, func(number int64, e *Event) bool {
		class := Of(e.Kind)
		wanted := class != Keeping && class != "" && named.Holds(e) && !h.keeps(e) && !own.keeps(e)
		behind = behind || wanted && number >= reached
		return wanted
	})
	if err == nil && behind {
		err = errs.New(errs.Conflict, eraseOp, "A system that gets the record of acts does not have all of this yet.", "Wait until it has, or stop sending it the record.")
	}
	return erased, err
}

// unheld refuses what a hold keeps as a whole.
func unheld(tx KeepingTx, about seal.ID) error {
	h, err := heldBy(tx)
	if err == nil && (h.all || h.ids[seal.Some(about)]) {
		err = errs.New(errs.Conflict, eraseOp, "This is held: nothing of it may be erased.", "Release the hold first, if that is lawful.")
	}
	return err
}

// tilesOf goes through the tiles whose events name an id, the newest first.
func (k *Keeper) tilesOf(ctx context.Context, about seal.ID, each func(tile int64) (enough bool, err error)) error {
	last := int64(-1)
	for before := k.store.Size(); before > 0; {
		found, next, err := k.store.Search(ctx, Filter{About: about}, before, PageLimit)
		if err != nil {
			return err
		}
		for _, r := range found {
			tile := r.Number / ledger.TileWidth
			if tile == last {
				continue
			}
			last = tile
			if enough, err := each(tile); err != nil || enough {
				return err
			}
		}
		before = next
	}
	return nil
}

func (k *Keeper) fold(ctx context.Context) error {
	if !k.unfolded.Swap(false) {
		return nil
	}
	done, err := k.store.Fold(ctx)
	if !done {
		k.unfolded.Store(true)
	}
	return err
}

func (k *Keeper) thin(ctx context.Context, level int, before time.Time, span time.Duration) error {
	for {
		next, err := k.store.Thin(ctx, k.thinned[level], before, span, thinAtOnce)
		if err != nil || next == k.thinned[level] {
			return err
		}
		k.thinned[level] = next
		if err := wait(ctx, breath); err != nil {
			return err
		}
	}
}
