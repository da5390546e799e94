package auditor

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Witnesses are those whose word an auditor wants besides the log's. The zero value
// asks nobody.
type Witnesses struct {
	Named  []ledger.Witness
	Quorum int           // how many of them have to have cosigned one checkpoint; 0: all
	Age    time.Duration // at most, of each cosignature; 0: any
	Now    func() time.Time
}

// Witnessed is the newest checkpoint that enough witnesses cosigned.
type Witnessed struct {
	Size  int64
	Names []string
	Since time.Time // of the oldest of their cosignatures
}

// future is how far ahead the clock of a witness may be.
const future = 10 * time.Minute

// ParseWitnesses reads the keys of witnesses, as their operators give them. An
// error says what is wrong with them.
func ParseWitnesses(keys []string, quorum int, age time.Duration) (Witnesses, error) {
	w := Witnesses{Quorum: quorum, Age: age, Now: time.Now}
	if quorum < 0 || quorum > len(keys) || age < 0 {
		return w, fmt.Errorf("%d witnesses of %d cannot be asked for: name more of them with --witness, or ask for fewer with --quorum", quorum, len(keys))
	}
	for i, key := range keys {
		one, err := ledger.ParseWitness(key)
		if err != nil {
			return w, fmt.Errorf("--witness number %d: %w", i+1, err)
		}
		for _, other := range w.Named {
			if one.Key() == other.Key() || one.Name() == other.Name() {
				return w, fmt.Errorf("--witness number %d is there twice: one witness counts once", i+1)
			}
		}
		w.Named = append(w.Named, one)
	}
	return w, nil
}

func (w Witnesses) asked() bool { return len(w.Named) > 0 }

func (w Witnesses) needed() int {
	if w.Quorum == 0 {
		return len(w.Named)
	}
	return w.Quorum
}

// say is what the witnesses say of a checkpoint, as far as it counts.
func (w Witnesses) say(c ledger.Signed) Witnessed {
	found := Witnessed{Size: c.Size}
	now := w.Now()
	for _, cosignature := range c.Cosignatures(w.Named...) {
		at := time.Unix(int64(cosignature.Time), 0).UTC() //nolint:gosec // below 2^63
		if at.After(now.Add(future)) || w.Age > 0 && now.Sub(at) > w.Age {
			continue
		}
		found.Names = append(found.Names, cosignature.Witness.Name())
		if found.Since.IsZero() || at.Before(found.Since) {
			found.Since = at
		}
	}
	return found
}

// hearing listens to witnesses while a record is read.
type hearing struct {
	newest  *Witnessed // that enough of them cosigned
	nearest *Witnessed // the newest that any of them did
}

func (h *hearing) hear(w Witnesses, c ledger.Signed) (enough bool) {
	said := w.say(c)
	if enough = len(said.Names) >= w.needed(); enough && (h.newest == nil || h.newest.Size <= said.Size) {
		h.newest = &said
	}
	if len(said.Names) > 0 && (h.nearest == nil || h.nearest.Size <= said.Size) {
		h.nearest = &said
	}
	return enough
}

var errWitnesses = errors.New("not witnessed")

// demand says why there are not enough of them.
func (h *hearing) demand(w Witnesses) error {
	if !w.asked() || h.newest != nil {
		return nil
	}
	within := ""
	if w.Age > 0 {
		within = fmt.Sprintf(" within the last %v", w.Age)
	}
	said := "None of them cosigned any that is shown"
	if h.nearest != nil {
		said = fmt.Sprintf("The newest that any of them cosigned holds %d entries: %s, at %s", h.nearest.Size, strings.Join(h.nearest.Names, ", "), h.nearest.Since.Format(time.RFC3339))
	}
	return fmt.Errorf("%w: %d of the %d witnesses that you named have to agree, and so many cosigned no checkpoint of this record%s. %s. Ask the witnesses what they saw last (or give --witness-age, --quorum)", errWitnesses, w.needed(), len(w.Named), within, said)
}

// mostWitnesses is how many lines of witnesses a desk keeps for a checkpoint.
const mostWitnesses = 16

// witnessed fetches the checkpoint that enough of the named witnesses cosigned.
// Others may have cosigned a newer one: it is asked for with more and more of them.
func (l live) witnessed(trust Trust, h *hearing) (*ledger.Checkpoint, error) {
	if !trust.Witnesses.asked() {
		return nil, nil
	}
	for quorum := trust.Witnesses.needed(); quorum <= mostWitnesses; quorum++ {
		note, err := l.get(fmt.Sprintf("checkpoint/witnessed?quorum=%d", quorum), ledger.CheckpointLimit)
		if errors.Is(err, errAbsent) {
			break
		}
		if err != nil {
			return nil, err
		}
		signed, err := ledger.OpenSigned(note, trust.Key)
		if err != nil {
			return nil, err
		}
		if h.hear(trust.Witnesses, signed) {
			return &signed.Checkpoint, nil
		}
	}
	if note, err := l.get("checkpoint/witnessed", ledger.CheckpointLimit); err == nil { // to say how far it is
		if signed, err := ledger.OpenSigned(note, trust.Key); err == nil {
			h.hear(trust.Witnesses, signed)
		}
	}
	return nil, h.demand(trust.Witnesses)
}
