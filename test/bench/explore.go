package main

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"time"

	acts "github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// This file measures searches in a long record: of an organisation with some
// hundred people, whose customers come and go.

const (
	staffOf     = 300
	customersOf = 200_000
	perDay      = 40_000 // events
	searches    = 400
)

func someone(kind byte, n int) seal.ID { return seal.ID{kind, byte(n), byte(n >> 8), byte(n >> 16)} }

// daily is the n-th event of the organisation.
func daily(random *rand.Rand, start time.Time, n int) acts.Event {
	kinds := []acts.Kind{acts.MessageAppended, acts.MessageAppended, acts.MessageAppended, acts.AttachmentFetched, acts.ConversationAssigned, acts.SignedIn, acts.SignInRefused, acts.HoldSet}
	kind := kinds[min(int(random.ExpFloat64()*2), len(kinds)-1)]
	conversation := max(0, n/50-random.IntN(100)) // people write about what is new
	by := acts.Source{Actor: acts.Actor{Role: ledger.Visitor, ID: seal.Some(someone(1, conversation%customersOf))}, Network: fmt.Sprintf("198.51.%d.%d", random.IntN(256), random.IntN(256))}
	if random.IntN(2) == 0 {
		staff := random.IntN(staffOf)
		by = acts.Staff(someone(2, staff), fmt.Sprintf("192.0.2.%d", staff%100))
		by.Device = someone(3, 2*staff+random.IntN(2))
	}
	e := acts.Act(start.Add(time.Duration(n)*(24*time.Hour/perDay)), kind, by, someone(4, conversation))
	if random.IntN(2000) == 0 {
		e.Outcome = ledger.Refused
	}
	return e
}

// questions are what people ask, each about something that is there.
func questions(e acts.Event) []acts.Filter {
	day := uint64(24 * time.Hour / time.Millisecond)
	return []acts.Filter{
		{}, {Kind: e.Kind}, {Actor: e.Actor}, {About: e.Actor.ID.ID()}, {Object: e.Object.ID()}, {Network: e.Network}, {Refused: true},
		{Since: e.Time, Until: e.Time + day}, {Kind: e.Kind, Since: e.Time - day, Until: e.Time}, {Actor: e.Actor, Kind: acts.SignedIn},
		{Actor: e.Actor, Object: e.Object.ID()}, {Kind: acts.HoldSet, Refused: true}, {Device: e.Device.ID(), Kind: "session"}, {About: seal.ID{9}},
	}
}

func explore(o options) (err error) {
	folder, err := os.MkdirTemp("", "sealdesk-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	db, err := storage.Open(context.Background(), folder, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	random, start := rand.New(rand.NewPCG(1, 2)), time.Now().Add(-300*24*time.Hour) //nolint:gosec // a play, not a secret
	began := time.Now()
	for n := 0; n < o.events; {
		err := db.Write(context.Background(), func(tx *storage.Tx) error {
			for end := min(n+10_000, o.events); n < end; n++ {
				if err := tx.AppendEvent(daily(random, start, n)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	report("ledger_bulk_per_s", float64(o.events)/time.Since(began).Seconds(), "events/s")
	return search(storage.Ledger{DB: db}, o.events, func() acts.Event { return daily(random, start, random.IntN(o.events)) })
}

func search(record storage.Ledger, events int, pick func() acts.Event) error {
	var took []float64
	partial := 0
	for n := range searches {
		all := questions(pick())
		f := all[n%len(all)]
		began := time.Now()
		found, next, err := record.Search(context.Background(), f, int64(events), 50)
		if err != nil {
			return err
		}
		took = append(took, float64(time.Since(began).Microseconds())/1000)
		if next > 0 && len(found) < 50 {
			partial++
		}
	}
	slices.Sort(took)
	report("explorer_query_ms", took[len(took)/2], "ms")
	report("explorer_query_p95_ms", took[len(took)*95/100], "ms")
	report("explorer_query_max_ms", took[len(took)-1], "ms")
	report("explorer_partial", float64(partial)/searches, "of all")
	return nil
}
