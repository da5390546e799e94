package ledger

import (
	"fmt"
	"iter"
	"math/bits"

	"github.com/sealdesk/sealdesk/seal"
)

// Erased is the kind of an event that tells what was erased of one tile: its
// object is the Mask of the entries, first the tile's number, last how many.
const Erased Kind = "ledger.erased"

// Mask names entries of one tile: the highest bit of the first byte is the first
// entry.
type Mask [TileWidth / 8]byte

// MaskOf is the mask of some places in a tile, from 0 on.
func MaskOf(places ...int) (m Mask) {
	for _, p := range places {
		m.set(p)
	}
	return m
}

func (m *Mask) set(place int) { m[place/8] |= 0x80 >> (place % 8) }

// Count is how many entries it names.
func (m Mask) Count() (n int) {
	for _, b := range m {
		n += bits.OnesCount8(b)
	}
	return n
}

// ID is the mask as an event's object.
func (m Mask) ID() seal.ID { return seal.ID(m) }

// Places goes through the places that it names, in order.
func (m Mask) Places() iter.Seq[int] {
	return func(yield func(int) bool) {
		for place := range TileWidth {
			if m[place/8]&(0x80>>(place%8)) != 0 && !yield(place) {
				return
			}
		}
	}
}

// Erasures compares what was erased of a record with what its events tell of
// it. It keeps 72 bytes for each tile of which something was erased. The zero
// value has met nothing.
type Erasures struct {
	erased, told map[int64]Mask
}

// Met says that an entry was found erased.
func (e *Erasures) Met(number int64) {
	if e.erased == nil {
		e.erased = map[int64]Mask{}
	}
	mask := e.erased[number/TileWidth]
	mask.set(int(number % TileWidth))
	e.erased[number/TileWidth] = mask
}

// Tell reads the event of an entry; only those of kind Erased count, and only for
// entries that stand before them: what does not exist yet cannot be erased.
func (e *Erasures) Tell(number int64, event *Event) {
	if event.Kind != Erased || event.Outcome != Done || event.First > uint64(number/TileWidth) { //nolint:gosec // not negative
		return
	}
	tile := int64(event.First) //nolint:gosec // at most the tile that it stands in itself
	if e.told == nil {
		e.told = map[int64]Mask{}
	}
	mask := e.told[tile]
	for place := range Mask(event.Object).Places() {
		if tile*TileWidth+int64(place) < number {
			mask.set(place)
		}
	}
	e.told[tile] = mask
}

// Untold says that entries were erased, and that no event tells of it.
type Untold struct {
	First, Last int64 // the first and the last of them
	Count       int64
}

// Error says so.
func (u *Untold) Error() string {
	if u.Count == 1 {
		return fmt.Sprintf("entry %d was erased, and no event tells of it", u.First)
	}
	return fmt.Sprintf("%d entries from %d to %d were erased, and no event tells of it", u.Count, u.First, u.Last)
}

// Untold is nil where every erasure is told of.
func (e *Erasures) Untold() *Untold {
	var found *Untold
	for tile, erased := range e.erased {
		told := e.told[tile]
		for place := range erased.Places() {
			if told[place/8]&(0x80>>(place%8)) != 0 {
				continue
			}
			number := tile*TileWidth + int64(place)
			if found == nil {
				found = &Untold{First: number, Last: number}
			}
			found.First, found.Last = min(found.First, number), max(found.Last, number)
			found.Count++
		}
	}
	return found
}
