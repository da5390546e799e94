package storage_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// pick is one of a few ids that are everywhere, or one of many that are rare.
func pick(random *rand.Rand) seal.ID {
	if random.IntN(2) == 0 {
		return seal.ID{1, byte(random.IntN(4))}
	}
	n := random.IntN(1000)
	return seal.ID{2, byte(n), byte(n >> 8)}
}

// someEvent is an event of a small world, whose clock goes back at times.
func someEvent(random *rand.Rand, n int) ledger.Event {
	kinds := []ledger.Kind{ledger.MessageAppended, ledger.SignedIn, ledger.SignInRefused, ledger.HoldSet}
	by := ledger.Staff(pick(random), fmt.Sprintf("192.0.2.%d", random.IntN(5)))
	by.Device = pick(random)
	at := time.UnixMilli(int64(1_000_000 + 1000*n - random.IntN(20)*50_000*(random.IntN(200)/199)))
	e := ledger.Act(at, kinds[random.IntN(len(kinds))], by, pick(random))
	e.Within = seal.Some(pick(random))
	if random.IntN(50) == 0 {
		e.Outcome = form.Refused
	}
	return e
}

// someFilter asks for one thing or several, as an event has them, or at random.
func someFilter(random *rand.Rand, events int, like ledger.Event) (f ledger.Filter) {
	for _, set := range []func(){
		func() {
			f.Kind = []ledger.Kind{ledger.SignedIn, "session", "message", "hold.set", "none"}[random.IntN(5)]
		},
		func() { f.Kind = like.Kind },
		func() { f.Actor = like.Actor },
		func() { f.About = like.Device.ID() },
		func() { f.About = pick(random) },
		func() { f.Object = like.Within.ID() },
		func() { f.Object = like.Object.ID() },
		func() { f.Device = like.Device.ID() },
		func() { f.Network = fmt.Sprintf("192.0.2.%d", random.IntN(6)) },
		func() { f.Refused = true },
		func() { f.Since = uint64(1_000_000 + random.IntN(1000*events)) },
		func() { f.Until = uint64(1_000_000 + random.IntN(1000*events)) },
	} {
		if random.IntN(5) == 0 {
			set()
		}
	}
	return f
}

// A search finds what going through everything finds, in pages, whatever was
// asked for, before and after the file was opened again.
func TestASearchFindsWhatIsThere(t *testing.T) {
	const events = 256*9 + 100
	random := rand.New(rand.NewPCG(7, 11))
	folder := t.TempDir()
	db := openSQLite(t, folder, nil)
	var all []ledger.Event
	for len(all) < events {
		err := db.Write(context.Background(), func(tx transaction) error {
			for range min(1+random.IntN(300), events-len(all)) {
				all = append(all, someEvent(random, len(all)))
				if err := ledger.Append(tx, all[len(all)-1]); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for round := range 2 {
		searched(t, storage.Ledger{DB: db.DB}, random, all)
		if err := db.Close(); err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			db = openSQLite(t, folder, nil)
		}
	}
}

func searched(t *testing.T, record storage.Ledger, random *rand.Rand, all []ledger.Event) {
	t.Helper()
	hits := 0
	for range 300 {
		f, limit := someFilter(random, len(all), all[random.IntN(len(all))]), 1+random.IntN(60)
		var want, got []int64
		for n := len(all) - 1; n >= 0; n-- {
			if f.Holds(&all[n]) {
				want = append(want, int64(n))
			}
		}
		for before := int64(len(all)); before > 0; {
			found, next, err := record.Search(context.Background(), f, before, limit)
			if err != nil || next >= before || len(found) > limit {
				t.Fatalf("%+v before %d: %d found, next %d, %v", f, before, len(found), next, err)
			}
			for _, r := range found {
				got = append(got, r.Number)
				if e, err := form.ParseEvent(r.Event); err != nil || e != all[r.Number] || r.Entry != form.Commit(r.Salt, r.Event) {
					t.Fatalf("entry %d is another: %v", r.Number, err)
				}
			}
			before = next
		}
		hits += len(want)
		if !slices.Equal(got, want) {
			t.Fatalf("%+v: %d found of %d: %v, %v", f, len(got), len(want), got[:min(5, len(got))], want[:min(5, len(want))])
		}
	}
	if hits < 1000 {
		t.Fatalf("only %d events were looked for", hits)
	}
}
