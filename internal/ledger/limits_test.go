package ledger_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// journal keeps what is recorded; with an obstacle it keeps nothing.
type journal struct {
	events   []ledger.Event
	obstacle error
}

func (j *journal) Record(_ context.Context, events ...ledger.Event) error {
	if j.obstacle == nil {
		j.events = append(j.events, events...)
	}
	return j.obstacle
}

func entries(first, last uint64) ledger.Handout {
	return ledger.Handout{Kind: ledger.EntriesFetched, Object: seal.Some(seal.ID{1}), First: first, Last: last}
}

// What was recorded of late is not recorded again; whatever reaches further is.
func TestReadsAreRecordedOnceForAWhile(t *testing.T) {
	now, j := time.Unix(1_000_000, 0), &journal{}
	reads := ledger.NewReads(j, func() time.Time { return now })
	anna, other := ledger.Staff(seal.ID{1}, "192.0.2.1"), ledger.Staff(seal.ID{1}, "192.0.2.1")
	other.Session = seal.ID{2}
	for _, row := range []struct {
		act     string
		by      ledger.Source
		handout ledger.Handout
		pass    time.Duration
		written int
	}{
		{"some", anna, entries(1, 200), 0, 1},
		{"the same", anna, entries(1, 200), 0, 0},
		{"a part of it", anna, entries(7, 9), 0, 0},
		{"what follows", anna, entries(201, 400), 0, 1},
		{"both", anna, entries(1, 400), 0, 0},
		{"one more", anna, entries(400, 401), 0, 1},
		{"by another session", other, entries(1, 1), 0, 1},
		{"far off", anna, entries(900, 901), 0, 1},
		{"what lies between was never handed out", anna, entries(500, 501), 0, 1},
		{"of something else", anna, ledger.Handout{Kind: ledger.EntriesFetched, Object: seal.Some(seal.ID{2}), First: 500, Last: 501}, 0, 1},
		{"after a while", anna, entries(500, 501), 15 * time.Minute, 1},
		{"and again at once", anna, entries(500, 501), 0, 0},
	} {
		now = now.Add(row.pass)
		before := len(j.events)
		check(t, reads.Record(t.Context(), row.by, row.handout, nil))
		if n := len(j.events) - before; n != row.written {
			t.Errorf("%s: %d events instead of %d", row.act, n, row.written)
		}
	}
}

// What cannot be recorded, or paid for, is not handed out, and not taken for
// recorded afterwards.
func TestReadsThatAreNotRecordedAreRefused(t *testing.T) {
	j := &journal{obstacle: errors.New("the disk is full")}
	reads := ledger.NewReads(j, time.Now)
	anna := ledger.Staff(seal.ID{1}, "192.0.2.1")
	dear := errors.New("too much")
	if reads.Record(t.Context(), anna, entries(1, 2), nil) == nil {
		t.Error("it is handed out without a record")
	}
	j.obstacle = nil
	if err := reads.Record(t.Context(), anna, entries(1, 2), func() error { return dear }); !errors.Is(err, dear) || len(j.events) > 0 {
		t.Errorf("%v, %d events for nothing", err, len(j.events))
	}
	check(t, reads.Record(t.Context(), anna, entries(1, 2), nil))
	check(t, reads.Record(t.Context(), anna, entries(1, 2), func() error { return dear })) // it was paid for
	if len(j.events) != 1 {
		t.Errorf("%d events", len(j.events))
	}
}

// Nobody fills the disk by being refused: not one actor, not a network of many,
// and what was left out is told, in numbers.
func TestRefusalsAreBounded(t *testing.T) {
	now, j := time.Unix(1_000_000, 0), &journal{}
	refusals := ledger.NewRefusals(j, func() time.Time { return now })
	refuse := func(account byte, network string) {
		check(t, refusals.Record(t.Context(), ledger.AccessRefused, ledger.Staff(seal.ID{account}, network), "thread.read", "reader", seal.OptionalID{}))
	}
	for range 100 {
		refuse(1, "192.0.2.1")
	}
	if len(j.events) != 60 {
		t.Errorf("one actor left %d events", len(j.events))
	}
	for account := range byte(100) {
		refuse(2+account, "192.0.2.1")
	}
	if len(j.events) != 60 {
		t.Errorf("their network left %d events", len(j.events))
	}
	refuse(1, "198.51.100.1") // the actor's hour runs wherever they are
	refuse(150, "198.51.100.1")
	if len(j.events) != 61 {
		t.Errorf("somebody elsewhere left %d events", len(j.events)-60)
	}
	now = now.Add(time.Hour)
	refuse(1, "192.0.2.1")
	check(t, refusals.Sweep(t.Context()))
	var told uint64
	for _, e := range j.events[61:] {
		if e.Reason == ledger.More {
			told += e.First
		}
	}
	if told != 141 || len(j.events) != 64 {
		t.Errorf("%d of 141 were told, by %d events", told, len(j.events)-62)
	}
	now = now.Add(time.Hour)
	check(t, refusals.Sweep(t.Context()))
	if len(j.events) != 64 {
		t.Errorf("an hour without refusals left %d events", len(j.events)-64)
	}
}

// What guesses leave is bounded by the address, whether anybody has it or not, and by
// the network; it is told of the account when the hour is over, and hides nothing else.
func TestGuessesAreBounded(t *testing.T) {
	now, j, account := time.Unix(1_000_000, 0), &journal{}, seal.ID{1}
	refusals := ledger.NewRefusals(j, func() time.Time { return now })
	guess := func(address string, account seal.ID, from int) int {
		events := refusals.Guess(ledger.SignInRefused, address, account, fmt.Sprintf("192.0.2.%d", from), "signin", "password")
		return len(events)
	}
	for address, whose := range map[string]seal.ID{"anna@example.org": account, "nobody@example.org": {}} {
		written := 0
		for n := range 100 {
			written += guess(address, whose, n)
			if want := min(n+1, 60); written != want {
				t.Fatalf("guess %d at %s left %d events", n, address, written)
			}
		}
	}
	written := 0
	for n := range 100 { // one at each of many
		written += guess(fmt.Sprint(n), seal.ID{}, 200)
	}
	if written != 60 {
		t.Errorf("one network left %d events", written)
	}
	check(t, refusals.Record(t.Context(), ledger.AccessRefused, ledger.Staff(account, "192.0.2.200"), "thread.read", "reader", seal.OptionalID{}))
	if len(j.events) != 1 {
		t.Error("another kind of refusal was left out")
	}
	now = now.Add(time.Hour)
	check(t, refusals.Sweep(t.Context()))
	told := map[seal.OptionalID]uint64{}
	for _, e := range j.events[1:] {
		if e.Kind != ledger.SignInRefused || e.Reason != ledger.More || e.Outcome != form.Refused {
			t.Errorf("told as %+v", e)
		}
		told[e.Object] += e.First
	}
	if told[seal.Some(account)] != 40 || told[seal.OptionalID{}] != 80 {
		t.Errorf("told were %v", told)
	}
}
