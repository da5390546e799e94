package ledger

import (
	"errors"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sealdesk/sealdesk/seal"
)

// Damage says where a record is not what was recorded. First is the first entry
// that is bad or missing; where only a checkpoint shows it, the first that may be,
// and Last the last one.
type Damage struct {
	First, Last int64
	What        string
}

// Error says so.
func (d *Damage) Error() string {
	if d.First == d.Last {
		return fmt.Sprintf("entry %d: %s", d.First, d.What)
	}
	return fmt.Sprintf("entries %d to %d: %s", d.First, d.Last, d.What)
}

// Verifier reads a record from its first entry on and compares it with
// checkpoints. It keeps a few hashes, however long the record is.
type Verifier struct {
	size    int64
	stack   []seal.ID    // of the perfect trees that make up the tree so far, largest first
	known   []Checkpoint // by size, those that are still to come
	trusted int64        // the largest checkpoint that agreed
	signed  int64        // the largest that is known at all
}

// NewVerifier is one that demands agreement with checkpoints that somebody kept
// elsewhere; their signatures were checked.
func NewVerifier(known ...Checkpoint) *Verifier {
	v := &Verifier{known: slices.DeleteFunc(slices.Clone(known), func(c Checkpoint) bool { return c.Size == 0 })}
	slices.SortStableFunc(v.known, func(a, b Checkpoint) int { return int(a.Size - b.Size) })
	for _, c := range known {
		v.signed = max(v.signed, c.Size)
	}
	return v
}

// Size is how many entries were read.
func (v *Verifier) Size() int64 { return v.size }

// Agreed is the size of the largest checkpoint that agreed.
func (v *Verifier) Agreed() int64 { return v.trusted }

// Add reads the next entry. An error is a Damage.
func (v *Verifier) Add(number int64, entry seal.ID, leaf seal.OptionalID) error {
	if number != v.size {
		what := fmt.Sprintf("it is missing; entry %d stands in its place", number)
		if number < v.size {
			what = fmt.Sprintf("entry %d stands there again", number)
		}
		return &Damage{v.size, v.size, what}
	}
	hash := LeafHash(entry)
	if leaf.Present() && leaf.ID() != hash {
		return &Damage{number, number, "it is not the event that was recorded there"}
	}
	v.size++
	for n := v.size; n&1 == 0; n >>= 1 {
		last := len(v.stack) - 1
		hash = seal.ID(tlog.NodeHash(tlog.Hash(v.stack[last]), tlog.Hash(hash)))
		v.stack = v.stack[:last]
	}
	v.stack = append(v.stack, hash)
	for len(v.known) > 0 && v.known[0].Size <= v.size {
		next := v.known[0]
		v.known = v.known[1:]
		if err := v.Meet(next); err != nil {
			return err
		}
	}
	return nil
}

// Root is the root of what was read.
func (v *Verifier) Root() seal.ID {
	if len(v.stack) == 0 {
		root, _ := tlog.TreeHash(0, nil) //nolint:errcheck // nothing is read for it
		return seal.ID(root)
	}
	root := v.stack[len(v.stack)-1]
	for i := len(v.stack) - 2; i >= 0; i-- {
		root = seal.ID(tlog.NodeHash(tlog.Hash(v.stack[i]), tlog.Hash(root)))
	}
	return root
}

// Meet compares what was read with a checkpoint of its size.
func (v *Verifier) Meet(c Checkpoint) error {
	v.signed = max(v.signed, c.Size)
	if c.Size != v.size {
		return &Damage{v.size, c.Size - 1, "a checkpoint stands in the wrong place"}
	}
	if c.Root != v.Root() {
		return &Damage{v.trusted, c.Size - 1, "they are not those of the checkpoint of size " + fmt.Sprint(c.Size)}
	}
	v.trusted = c.Size
	return nil
}

var errUnsigned = errors.New("the newest entries stand under no checkpoint: get one that is newer")

// End says what is missing at the end: entries that a checkpoint holds, or a
// checkpoint of the last entries.
func (v *Verifier) End() error {
	if v.signed > v.size {
		return &Damage{v.size, v.signed - 1, "they are missing: a checkpoint holds them"}
	}
	if v.trusted < v.size {
		return errUnsigned
	}
	return nil
}
