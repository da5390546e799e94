// Package siem hands the record of acts on to other systems: a syslog server, an
// OpenTelemetry collector, a webhook, a file.
//
// Promise: every event reaches every system at least once and in order, whatever
// was down in between, also this server. Each system has a cursor of its own, which
// moves when what is before it has arrived as far as the system's protocol can say.
// One that is stuck holds nobody up. What waits is in the store, never in memory.
// What is sent holds ids, times, counts and words of the catalogue.
//
// Threat: an intruder on the server who wants an act forgotten finds that others
// know it already; somebody on the way who reads, changes or answers in a system's
// place meets TLS, and a webhook's signature.
//
// Limits: what is sent twice has the same metadata.uid, and the receiver tells.
// Syslog has no answer: see syslog.go for what that costs. Nothing is
// erased before every system that is configured has it; one that is configured
// later does not get what was erased before.
package siem

import (
	"context"
	"errors"
	"log/slog"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// Store has the record, and keeps how far each system has it.
type Store interface {
	Size() int64 // how many entries are committed
	Entries(ctx context.Context, from, to int64) ([]ledger.Recorded, error)
	Cursor(ctx context.Context, sink string) (int64, error)
	// Advance never moves a cursor back.
	Advance(ctx context.Context, sink string, to int64) error
}

// page is the most entries that are in memory for one system.
const page = 500

// Pace is how often something is tried. Zero values take safe defaults.
type Pace struct {
	Poll        time.Duration // between looks at a record that has not grown, default 1 second
	First, Most time.Duration // between tries after failures: 1 second, doubled up to 5 minutes
	Settle      time.Duration // how long a syslog connection has to live after a batch, default 200 ms
}

func (p Pace) withDefaults() Pace {
	for _, d := range []struct {
		value *time.Duration
		safe  time.Duration
	}{{&p.Poll, time.Second}, {&p.First, time.Second}, {&p.Most, 5 * time.Minute}, {&p.Settle, 200 * time.Millisecond}} {
		if *d.value <= 0 {
			*d.value = d.safe
		}
	}
	return p
}

// Config is what an exporter works with.
type Config struct {
	Store   Store
	Org     func() seal.ID // zero before the organisation is founded: nothing is sent then
	Version string
	Random  func() float64 // from 0 to 1, to spread tries
	Log     *slog.Logger
	Pace    Pace
}

// entry is one event on its way.
type entry struct {
	number int64
	event  form.Event
	json   []byte
}

// receiver moves a batch to one system. Without an error, all of it arrived, but
// for those that the system refused for good.
type receiver interface {
	send(ctx context.Context, batch []entry) (refused int, err error)
	close() error
}

// later is a failure that says when, or from where, to try again.
type later struct {
	error
	after time.Duration // at the earliest
	from  int64         // entries from here on may not have arrived; meaningless unless again
	again bool
}

// Unwrap returns what failed.
func (l *later) Unwrap() error { return l.error }

// Sink is one system that gets the record. Make them with Parse.
type Sink struct {
	name  string
	to    receiver
	again int64 // how many entries before its cursor are sent again after a start

	cursor            atomic.Int64
	failures, refused atomic.Int64
}

// Names are what the cursors of sinks are kept under.
func Names(sinks []*Sink) []string {
	names := make([]string, len(sinks))
	for i, s := range sinks {
		names[i] = s.name
	}
	return names
}

// Standing is how far a system is.
type Standing struct {
	Name     string
	Behind   int64 // entries
	Failures int64 // tries that failed since the start
	Refused  int64 // events that it refused for good since the start
}

// Exporter sends the record to several systems. Make one with New.
type Exporter struct {
	config Config
	sinks  []*Sink
}

// New returns an exporter, which begins with Run.
func New(ctx context.Context, config Config, sinks []*Sink) (*Exporter, error) {
	config.Pace = config.Pace.withDefaults()
	for _, s := range sinks {
		at, err := config.Store.Cursor(ctx, s.name)
		if err != nil {
			return nil, err
		}
		s.cursor.Store(at)
	}
	return &Exporter{config, sinks}, nil
}

// Run sends until the context ends.
func (e *Exporter) Run(ctx context.Context) {
	var work sync.WaitGroup
	for _, s := range e.sinks {
		work.Go(func() { e.feed(ctx, s) })
	}
	work.Wait()
}

// Standings says how far each system is.
func (e *Exporter) Standings() []Standing {
	all := make([]Standing, len(e.sinks))
	for i, s := range e.sinks {
		all[i] = Standing{s.name, max(e.config.Store.Size()-s.cursor.Load(), 0), s.failures.Load(), s.refused.Load()}
	}
	return all
}

// feed brings one system up to date, again and again.
func (e *Exporter) feed(ctx context.Context, s *Sink) {
	defer s.to.close() //nolint:errcheck // what had to arrive was waited for
	next, tries := max(s.cursor.Load()-s.again, 0), 0
	for ctx.Err() == nil {
		moved, err := e.step(ctx, s, next)
		switch wait := e.config.Pace.Poll; {
		case err == nil && moved > next:
			if tries > 0 {
				e.config.Log.Info("a system gets the record again", "sink", s.name)
			}
			next, tries = moved, 0
		case err == nil:
			pause(ctx, wait)
		case ctx.Err() == nil:
			if s.failures.Add(1); tries == 0 {
				e.config.Log.Warn("a system does not get the record: it is sent later", "sink", s.name, "error", err)
			}
			wait = e.delay(tries)
			if when := new(later); errors.As(err, &when) {
				wait = max(wait, min(when.after, time.Hour))
				if when.again {
					next = min(next, when.from)
				}
			}
			tries++
			pause(ctx, wait)
		}
	}
}

// delay grows, and is never quite the same for two: after an outage, not all come
// back at once.
func (e *Exporter) delay(tries int) time.Duration {
	p := e.config.Pace
	whole := p.Most
	if tries < 16 {
		whole = min(p.First<<tries, p.Most)
	}
	return whole/2 + time.Duration(float64(whole/2)*e.config.Random())
}

func pause(ctx context.Context, d time.Duration) {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// step sends one page, and returns where the next one begins.
func (e *Exporter) step(ctx context.Context, s *Sink, from int64) (int64, error) {
	to := min(e.config.Store.Size(), from+page)
	org := e.config.Org()
	if org.IsZero() || to <= from {
		return from, nil
	}
	recorded, err := e.config.Store.Entries(ctx, from, to)
	if err != nil {
		return from, err
	}
	batch := make([]entry, 0, len(recorded))
	for _, r := range recorded {
		if r.Event == nil { // erased
			continue
		}
		event, err := form.ParseEvent(r.Event)
		if err != nil {
			return from, err
		}
		batch = append(batch, entry{r.Number, event, shape(org, e.config.Version, r.Number, &event)})
	}
	if len(batch) > 0 {
		refused, err := s.to.send(ctx, batch)
		if err != nil {
			return from, err
		}
		if refused > 0 {
			s.refused.Add(int64(refused))
			e.config.Log.Warn("a system refused events for good", "sink", s.name, "events", refused)
		}
	}
	// Also while the server stops: what has arrived is not sent again.
	if err := e.config.Store.Advance(context.WithoutCancel(ctx), s.name, to); err != nil {
		return from, err
	}
	s.cursor.Store(max(s.cursor.Load(), to))
	return to, nil
}
