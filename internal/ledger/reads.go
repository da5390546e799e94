package ledger

import (
	"context"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// Journal writes events that belong to no other transaction, all or none; they
// are on disk when it returns.
type Journal interface {
	Record(ctx context.Context, events ...Event) error
}

const (
	readLasts = 15 * time.Minute
	looksKept = 20_000
)

// Reads records what is handed out, before it is. Who asks again for the same
// within a quarter of an hour, by the same session or device, is not recorded
// again; who asks for more is. It keeps a bounded number of looks in mind and may
// forget: then there is an event more, never one less.
type Reads struct {
	journal Journal
	now     func() time.Time

	mu       sync.Mutex
	old, new map[look]extent // when new is full, old goes
}

// look is somebody's view of something.
type look struct {
	kind           Kind
	by             Source
	object, within seal.OptionalID
	reason, part   string
}

// extent is the range that is recorded, and since when.
type extent struct {
	since       time.Time
	first, last uint64
}

// NewReads returns a recorder.
func NewReads(journal Journal, now func() time.Time) *Reads {
	return &Reads{journal: journal, now: now}
}

// Handout is something that is about to be handed out.
type Handout struct {
	Kind           Kind
	Object, Within seal.OptionalID
	Reason         string
	Part           string // what else tells it from others, not recorded: a digest of what is on a page
	First, Last    uint64
	Counts         bool // first is a count, and says nothing about what there is more of
}

// Record writes the event of a read unless it was written of late. After an
// error nothing may be handed out. Toll, if not nil, is asked before anything is
// written.
func (r *Reads) Record(ctx context.Context, by Source, read Handout, toll func() error) error {
	now := r.now()
	key := look{read.Kind, by, read.Object, read.Within, read.Reason, read.Part}
	wanted := extent{since: now, first: read.First, last: read.Last}
	if read.Counts {
		wanted.first, wanted.last = 0, 0
	}
	if r.covered(key, wanted) {
		return nil
	}
	if toll != nil {
		if err := toll(); err != nil {
			return err
		}
	}
	event := Act(now, read.Kind, by, seal.ID{})
	event.Object, event.Within, event.Reason, event.First, event.Last = read.Object, read.Within, read.Reason, read.First, read.Last
	if err := r.journal.Record(ctx, event); err != nil {
		return errs.Wrap(err, errs.Unavailable, "ledger.read", "This cannot be shown at the moment: that it was read could not be recorded.", "Try again in a moment; if it goes on, tell whoever runs this desk.")
	}
	r.note(key, wanted)
	return nil
}

// covered reports whether all of it was recorded of late.
func (r *Reads) covered(key look, wanted extent) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.find(key)
	return ok && wanted.since.Sub(known.since) < readLasts && known.first <= wanted.first && wanted.last <= known.last
}

func (r *Reads) find(key look) (extent, bool) {
	known, ok := r.new[key]
	if !ok {
		known, ok = r.old[key]
	}
	return known, ok
}

// note remembers what was recorded. Where it continues what is known already,
// both count as one, for as long as the older of them does.
func (r *Reads) note(key look, wanted extent) {
	r.mu.Lock()
	defer r.mu.Unlock()
	known, ok := r.find(key)
	if ok && wanted.since.Sub(known.since) < readLasts && wanted.first <= known.last+1 && known.first <= wanted.last+1 {
		wanted = extent{known.since, min(known.first, wanted.first), max(known.last, wanted.last)}
	}
	if r.new == nil || len(r.new) >= looksKept {
		r.old, r.new = r.new, map[look]extent{}
	}
	r.new[key] = wanted
}
