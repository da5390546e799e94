package siem_test

import (
	"context"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/siem"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// record is a record in memory, that says how much was asked for at once.
type record struct {
	mu      sync.Mutex
	events  [][]byte
	cursors map[string]int64
	largest int64
}

func (r *record) Size() int64 {
	r.mu.Lock()
	defer r.mu.Unlock()
	return int64(len(r.events))
}

func (r *record) Entries(_ context.Context, from, to int64) (all []ledger.Recorded, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.largest = max(r.largest, to-from)
	for n := from; n < to; n++ {
		all = append(all, ledger.Recorded{Number: n, Event: r.events[n]})
	}
	return all, nil
}

func (r *record) Cursor(_ context.Context, sink string) (int64, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.cursors[sink], nil
}

func (r *record) Advance(_ context.Context, sink string, to int64) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.cursors[sink] = max(r.cursors[sink], to)
	return nil
}

func (r *record) grow(n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for range n {
		e := sample(len(r.events))
		r.events = append(r.events, e.Append(nil))
	}
}

var org = seal.ID{7}

// sample is an event with everything in it.
func sample(n int) form.Event {
	e := ledger.Act(time.UnixMilli(1_790_000_000_123+int64(n)), ledger.AttachmentFetched, ledger.Source{
		Actor: form.Actor{Role: form.Account, ID: seal.Some(seal.ID{1})}, Device: seal.ID{2}, Network: "2001:db8:1:2::/64",
	}, seal.ID{3})
	e.Within, e.Policy, e.Reason, e.First, e.Last = seal.Some(seal.ID{4}), "attachment.read", `a "quoted\" ] word`, 5, 9
	if n%10 == 9 {
		e.Outcome = form.Refused
	}
	return e
}

func quick() siem.Pace {
	return siem.Pace{Poll: 5 * time.Millisecond, First: 5 * time.Millisecond, Most: 40 * time.Millisecond, Settle: 10 * time.Millisecond}
}

// sending is an exporter that runs until the test stops it.
type sending struct {
	*siem.Exporter
	stop func()
}

func (r *record) send(t *testing.T, addresses ...string) sending {
	t.Helper()
	sinks, err := siem.Parse(addresses, siem.Desk{Host: "desk.example.org", Version: "v1", Now: time.Now, Pace: quick()})
	check(t, err)
	if r.cursors == nil {
		r.cursors = map[string]int64{}
	}
	exporter, err := siem.New(t.Context(), siem.Config{
		Store: r, Org: func() seal.ID { return org }, Version: "v1", Random: func() float64 { return .5 }, Log: slog.New(slog.DiscardHandler), Pace: quick(),
	}, sinks)
	check(t, err)
	ctx, cancel := context.WithCancel(context.Background())
	var work sync.WaitGroup
	work.Go(func() { exporter.Run(ctx) })
	stop := sync.OnceFunc(func() { cancel(); work.Wait() })
	t.Cleanup(stop)
	return sending{exporter, stop}
}

// caughtUp waits until one system has everything, as long as it gets any further.
func (s sending) caughtUp(t *testing.T, sink int) {
	t.Helper()
	for left := s.Standings()[sink].Behind; left > 0; {
		eventually(t, func() bool { return s.Standings()[sink].Behind < left })
		left = s.Standings()[sink].Behind
	}
}

func eventually(t *testing.T, so func() bool) {
	t.Helper()
	for end := time.Now().Add(30 * time.Second); !so(); time.Sleep(2 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it does not come to that")
		}
	}
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// size is short, or long in a long run.
func size(short, long int) int {
	if os.Getenv("SEALDESK_LONG") != "" {
		return long
	}
	return short
}
