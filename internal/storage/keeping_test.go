package storage_test

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// archive is a record with somebody who decides how long it is kept.
type archive struct {
	t      *testing.T
	folder string
	db     *storage.DB
	keeper *ledger.Keeper
	owner  ledger.Source
	sinks  []string
	start  time.Time
	now    time.Time
}

func newArchive(t *testing.T, sinks ...string) *archive {
	t.Helper()
	start := time.UnixMilli(1_790_000_000_000)
	a := &archive{t: t, folder: t.TempDir(), sinks: sinks, start: start, now: start, owner: ledger.Staff(seal.ID{0xaa}, "192.0.2.1")}
	a.open()
	return a
}

func (a *archive) open() {
	a.t.Helper()
	db, err := storage.Open(context.Background(), a.folder, nil)
	a.must(err)
	a.t.Cleanup(func() { db.Close() }) //nolint:errcheck // it may be closed already
	a.db = db
	a.keeper = ledger.NewKeeper(storage.Keeping{DB: db}, a.sinks, func() time.Time { return a.now })
}

func (a *archive) again() {
	a.t.Helper()
	a.must(a.db.Close())
	a.open()
}

func (a *archive) must(err error) {
	a.t.Helper()
	if err != nil {
		a.t.Fatal(err)
	}
}

func (a *archive) is(kind errs.Kind, err error) {
	a.t.Helper()
	if !errs.Is(err, kind) {
		a.t.Fatalf("%v instead of kind %v", err, kind)
	}
}

// person is somebody with an id that is found nowhere by chance.
func person(n int) seal.ID { return seal.HashID("test", binary.BigEndian.AppendUint32(nil, uint32(n))) }

// live records n events a minute apart: reads and messages in turn, by seven people.
func (a *archive) live(n int) {
	a.t.Helper()
	for left := n; left > 0; left -= min(left, 100) {
		var events []ledger.Event
		for i := range min(left, 100) {
			kind := ledger.ThreadRead
			if i%2 == 1 {
				kind = ledger.MessageAppended
			}
			a.now = a.now.Add(time.Minute)
			events = append(events, ledger.Act(a.now, kind, ledger.Staff(person(i%7), "192.0.2.7"), person(100)))
		}
		a.must(storage.Ledger{DB: a.db}.Record(context.Background(), events...))
	}
}

func (a *archive) pass(days int) { a.now = a.now.Add(time.Duration(days) * 24 * time.Hour) }

func (a *archive) keep(class ledger.Class, days int) {
	a.t.Helper()
	a.must(a.keeper.Change(context.Background(), a.owner, class, days))
}

func (a *archive) sweep() { a.t.Helper(); a.must(a.keeper.Sweep(context.Background())) }

// record reads everything, and holds it against what its events tell.
func (a *archive) record() (all []ledger.Recorded, kinds map[ledger.Kind]int) {
	a.t.Helper()
	record := storage.Ledger{DB: a.db}
	all, err := record.Entries(context.Background(), 0, record.Size())
	a.must(err)
	kinds = map[ledger.Kind]int{}
	var erasures form.Erasures
	var tree form.Tree
	for _, r := range all {
		tree.Add(form.LeafHash(r.Entry))
		if r.Event == nil {
			erasures.Met(r.Number)
			kinds[""]++
			continue
		}
		event, err := form.ParseEvent(r.Event)
		a.must(err)
		erasures.Tell(r.Number, &event)
		kinds[event.Kind]++
	}
	if untold := erasures.Untold(); untold != nil {
		a.t.Fatal(untold)
	}
	_, kept, err := record.Newest(context.Background())
	a.must(err)
	root := func(t *form.Tree) seal.ID {
		hash, err := t.Root(t.Size(), func(level int, number int64) ([]seal.ID, error) {
			return record.Tile(context.Background(), level, number)
		})
		a.must(err)
		return hash
	}
	if root(kept) != root(&tree) {
		a.t.Fatal("the tree is another one now")
	}
	return all, kinds
}

func (a *archive) found(f ledger.Filter) (n int) {
	a.t.Helper()
	record := storage.Ledger{DB: a.db}
	for before := record.Size(); before > 0; {
		page, next, err := record.Search(context.Background(), f, before, 100)
		a.must(err)
		n, before = n+len(page), next
	}
	return n
}

// What is older than its class is kept goes, and nothing else: not the other
// classes, not what is younger, not what tells of it.
func TestWhatIsNotKeptLongerGoes(t *testing.T) {
	a := newArchive(t)
	a.live(256 * 3) // twelve hours
	before, _ := a.record()
	a.keep(ledger.ReadsClass, 30)
	a.pass(29)
	a.sweep()
	if _, kinds := a.record(); kinds[""] > 0 {
		t.Fatalf("after 29 days, %d are gone", kinds[""])
	}
	a.live(256)
	a.pass(3)
	a.sweep()
	after, kinds := a.record()
	if kinds[""] != 384 || kinds[ledger.Erased] != 3 || kinds[ledger.MessageAppended] != 512 {
		t.Fatalf("after 32 days: %v", kinds)
	}
	for i, r := range before {
		if after[i].Entry != r.Entry {
			t.Fatalf("entry %d is another", i)
		}
	}
	a.sweep()
	a.again()
	a.sweep()
	if _, again := a.record(); again[""] != 384 || again[ledger.Erased] != 3 {
		t.Errorf("what is done is done again: %v", again)
	}
	if n := a.found(ledger.Filter{Kind: ledger.ThreadRead}); n != 128 {
		t.Errorf("a search finds %d reads", n)
	}
	if n := a.found(ledger.Filter{Since: uint64(a.start.UnixMilli()), Until: uint64(a.start.Add(7 * time.Hour).UnixMilli())}); n != 210 {
		t.Errorf("a search finds %d in the first seven hours", n)
	}
}

// A shorter time counts after a week and can be taken back until then; a longer
// one counts at once.
func TestAShorterTimeHasToWait(t *testing.T) {
	a := newArchive(t)
	ctx := context.Background()
	rule := func() ledger.Rule {
		t.Helper()
		s, err := a.keeper.Standing(ctx)
		a.must(err)
		return s.Rules[slices.IndexFunc(s.Rules, func(r ledger.Rule) bool { return r.Class == ledger.ReadsClass })]
	}
	for _, days := range []int{-1, 1, ledger.FewestDays - 1, ledger.MostDays + 1} {
		a.is(errs.Unprocessable, a.keeper.Change(ctx, a.owner, ledger.ReadsClass, days))
	}
	a.live(256)
	a.pass(400)
	a.keep(ledger.ReadsClass, 30)
	a.pass(6)
	a.sweep()
	if r := rule(); r.Days != 0 || r.Next != 30 {
		t.Fatalf("after six days: %+v", r)
	}
	a.keep(ledger.ReadsClass, 30) // said again, it does not wait anew
	if _, kinds := a.record(); kinds[""] != 0 || kinds[ledger.KeepingChanged] != 1 {
		t.Fatalf("after six days: %v", kinds)
	}
	a.keep(ledger.ReadsClass, 0) // thought better of
	a.pass(10)
	a.sweep()
	if _, kinds := a.record(); kinds[""] != 0 || rule().Days != 0 || !rule().Since.IsZero() {
		t.Fatalf("taken back: %v %+v", kinds, rule())
	}
	a.keep(ledger.ReadsClass, 60)
	a.pass(7)
	a.keep(ledger.ReadsClass, 90)
	if r := rule(); r.Days != 90 || !r.Since.IsZero() {
		t.Errorf("longer: %+v", r)
	}
	a.keep(ledger.ReadsClass, 30)
	if r := rule(); r.Days != 90 || r.Next != 30 {
		t.Errorf("shorter again: %+v", r)
	}
	a.sweep()
	if _, kinds := a.record(); kinds[""] != 128 || kinds[ledger.KeepingChanged] != 5 {
		t.Errorf("in the end: %v", kinds)
	}
}

// What is held stays, by whatever id it is named, and goes when it is released.
func TestWhatIsHeldStays(t *testing.T) {
	for name, row := range map[string]struct {
		about seal.ID
		gone  int
	}{
		"the whole record": {seal.ID{}, 0},
		"somebody":         {person(2), 256 - 36},
		"a conversation":   {person(100), 0},
		"nobody here":      {person(999), 256},
	} {
		t.Run(name, func(t *testing.T) {
			a := newArchive(t)
			ctx := context.Background()
			a.live(256 * 2)
			a.is(errs.Unprocessable, a.keeper.Hold(ctx, a.owner, row.about, "because"))
			a.must(a.keeper.Hold(ctx, a.owner, row.about, "litigation"))
			a.keep(ledger.ReadsClass, 30)
			a.pass(40)
			a.sweep()
			a.sweep()
			_, kinds := a.record()
			if kinds[""] != row.gone {
				t.Fatalf("%d are gone instead of %d", kinds[""], row.gone)
			}
			if _, err := a.keeper.Erase(ctx, a.owner, row.about, "order"); err == nil {
				t.Fatal("what is held was erased on request")
			}
			a.must(a.keeper.Release(ctx, a.owner, row.about))
			a.sweep()
			if _, kinds := a.record(); kinds[""] != 256 || kinds[ledger.HoldBegun] != 1 || kinds[ledger.HoldEnded] != 1 {
				t.Fatalf("released: %v", kinds)
			}
		})
	}
}

// On request everything goes that names an id, wherever it stands, and nobody
// finds it any more: not by the index, not in the file, not in its log.
func TestARequestErasesWhatNamesAnID(t *testing.T) {
	a := newArchive(t)
	ctx := context.Background()
	lost := person(500)
	for range 5 {
		a.live(200)
		act := ledger.Act(a.now, ledger.SignedIn, ledger.Staff(lost, "198.51.100.9"), person(501))
		also := ledger.Act(a.now, ledger.ConversationAssigned, ledger.Staff(person(1), ""), person(100))
		also.Within = seal.Some(lost)
		a.must(storage.Ledger{DB: a.db}.Record(ctx, act, also))
	}
	a.must(a.keeper.Hold(ctx, a.owner, lost, "other")) // which names it, too, and stays
	a.must(a.keeper.Release(ctx, a.owner, lost))
	all, _ := a.record()
	var salts [][]byte
	for _, r := range all {
		if e, _ := form.ParseEvent(r.Event); e.Kind == ledger.SignedIn {
			salts = append(salts, slices.Clone(r.Salt[:]))
		}
	}
	if !holds(t, a.folder, "data.db", salts[0]) || a.found(ledger.Filter{Network: "198.51.100.9"}) != 5 {
		t.Fatal("there is nothing to look for")
	}
	a.is(errs.Unprocessable, second(a.keeper.Erase(ctx, a.owner, seal.ID{}, "person")))
	a.is(errs.Unprocessable, second(a.keeper.Erase(ctx, a.owner, lost, "I like to")))
	a.is(errs.Forbidden, second(a.keeper.Erase(ctx, a.owner, a.owner.Actor.ID.ID(), "person")))
	done, err := a.keeper.Erase(ctx, a.owner, lost, "person")
	if err != nil || done.Events != 10 || done.More {
		t.Fatalf("%+v %v", done, err)
	}
	for round := range 3 {
		_, kinds := a.record()
		if kinds[""] != 10 || kinds[ledger.SignedIn] > 0 || kinds[ledger.HoldBegun] != 1 {
			t.Fatalf("%v", kinds)
		}
		for _, salt := range salts {
			if holds(t, a.folder, "data.db", salt) {
				t.Fatal("a salt stands in the file, or in its log")
			}
		}
		if holds(t, a.folder, "data.db", []byte("198.51.100.9")) {
			t.Fatal("the network stands in the file, or in its log")
		}
		for _, f := range []ledger.Filter{{Network: "198.51.100.9"}, {Kind: ledger.SignedIn}, {Object: person(501)}} {
			if n := a.found(f); n > 0 {
				t.Fatalf("a search finds %d", n)
			}
		}
		if n := a.found(ledger.Filter{About: lost}); n != 2 {
			t.Fatalf("%d name it, and the hold and its end are two", n)
		}
		if round == 0 {
			a.live(256) // the newest tile is full now, and indexed without it
		} else {
			a.again()
		}
	}
	if left := terms(t, a.folder, "198.51.100.9"); left > 0 {
		t.Errorf("%d tiles are said to hold it", left)
	}
	if done, err := a.keeper.Erase(ctx, a.owner, lost, "person"); err != nil || done.Events > 0 {
		t.Errorf("again: %+v %v", done, err)
	}
}

// Whoever asks keeps what is recorded of themself, also where it names what they ask
// for: what an owner read, no request of theirs takes away.
func TestARequestLeavesTheActsOfWhoeverAsks(t *testing.T) {
	a := newArchive(t)
	ctx := context.Background()
	thread := person(100)
	by := a.owner
	by.Device, by.Session = person(601), person(602)
	from := ledger.Staff(seal.ID{}, "")
	from.Device = by.Device
	a.must(storage.Ledger{DB: a.db}.Record(ctx,
		ledger.Act(a.now, ledger.ThreadRead, a.owner, thread),
		ledger.Act(a.now, ledger.ThreadRead, from, thread),
		ledger.Act(a.now, ledger.ThreadRead, ledger.Staff(person(1), ""), thread)))
	if done, err := a.keeper.Erase(ctx, by, thread, "person"); err != nil || done.Events != 1 {
		t.Fatalf("%+v %v", done, err)
	}
	if n := a.found(ledger.Filter{About: thread}); n != 2 {
		t.Fatalf("%d are left of what the owner did", n)
	}
	if done, err := a.keeper.Erase(ctx, ledger.Staff(person(700), ""), thread, "person"); err != nil || done.Events != 2 {
		t.Fatalf("another owner: %+v %v", done, err)
	}
}

func second[T any](_ T, err error) error { return err }

// terms counts the tiles that the index has for a network.
func terms(t *testing.T, folder, network string) (n int) {
	t.Helper()
	db := outside(t, folder)
	for _, term := range (ledger.Filter{Network: network}).Terms() {
		if err := db.QueryRow(`SELECT count(*) FROM ledger_terms WHERE term = ?`, int64(term)).Scan(&n); err != nil {
			t.Fatal(err)
		}
	}
	return n
}

// Nothing is erased that a system does not have which gets the record.
func TestNothingGoesThatASystemDoesNotHave(t *testing.T) {
	a := newArchive(t, "syslog:one", "file:two")
	ctx, record := context.Background(), storage.Ledger{DB: a.db}
	a.live(256 * 2)
	a.keep(ledger.ReadsClass, 30)
	a.pass(40)
	a.must(record.Advance(ctx, "syslog:one", 512))
	a.must(record.Advance(ctx, "gone", 1)) // is not configured any more
	for _, row := range []struct {
		has  int64
		gone int
	}{{0, 0}, {255, 0}, {256, 128}, {511, 128}, {512, 256}} {
		a.must(record.Advance(ctx, "file:two", row.has))
		a.sweep()
		if _, kinds := a.record(); kinds[""] != row.gone {
			t.Errorf("with %d entries there, %d are gone instead of %d", row.has, kinds[""], row.gone)
		}
	}
	a.is(errs.Conflict, second(a.keeper.Erase(ctx, a.owner, a.withNew(), "person")))
	a.must(record.Advance(ctx, "file:two", record.Size()))
	a.must(record.Advance(ctx, "syslog:one", record.Size()))
	if done, err := a.keeper.Erase(ctx, a.owner, person(700), "person"); err != nil || done.Events != 1 {
		t.Errorf("%+v %v", done, err)
	}
}

func (a *archive) withNew() seal.ID {
	a.must(storage.Ledger{DB: a.db}.Record(context.Background(), ledger.Act(a.now, ledger.SignedIn, ledger.Staff(person(700), ""), person(701))))
	return person(700)
}

// A forecast says what would go, and changes nothing.
func TestAForecastIsTrue(t *testing.T) {
	a := newArchive(t)
	ctx := context.Background()
	a.live(256 * 4)
	a.pass(40)
	a.must(a.keeper.Hold(ctx, a.owner, person(2), "other"))
	f, err := a.keeper.Try(ctx, ledger.ReadsClass, 30)
	if err != nil || f.Events+f.Held != 512 || f.Held < 70 || f.More || !f.Oldest.Equal(a.start.Add(time.Minute)) {
		t.Fatalf("%+v %v", f, err)
	}
	if none, err := a.keeper.Try(ctx, ledger.ReadsClass, 60); err != nil || none != (ledger.Forecast{}) {
		t.Errorf("%+v %v", none, err)
	}
	a.is(errs.Unprocessable, second(a.keeper.Try(ctx, ledger.ReadsClass, 7)))
	a.keep(ledger.ReadsClass, 30)
	a.pass(7)
	a.sweep()
	if _, kinds := a.record(); kinds[""] != f.Events {
		t.Errorf("%d were foretold, %d are gone", f.Events, kinds[""])
	}
}

// Checkpoints are kept for a month, then one of each hour, then one of each day,
// and the newest always; of each, the last that a witness cosigned, too.
func TestCheckpointsAreThinned(t *testing.T) {
	a := newArchive(t)
	a.now = time.Unix(1_790_000_000/86400*86400, 0)
	record := storage.Ledger{DB: a.db}
	begin := a.now
	at := begin
	var size int
	const witnessed = 13 // five follow it in its hour
	for range 48 * 6 {   // every ten minutes of two days
		at = at.Add(10 * time.Minute)
		a.must(record.Record(context.Background(), ledger.Act(at, ledger.ServerStarted, ledger.Itself(), seal.ID{})))
		_, _, err := record.Checkpoint(context.Background(), at.Unix()-1, func(n int64, _ seal.ID) ([]byte, error) { return fmt.Append(nil, n), nil })
		a.must(err)
		size++
		if size == witnessed {
			a.must(record.Cosign(context.Background(), int64(size), ledger.Cosigned{Witness: "w", Time: at.Unix(), Line: []byte("line")}))
		}
	}
	kept := func() int {
		all, err := record.Checkpoints(context.Background(), 0, 1<<40)
		a.must(err)
		if last := all[len(all)-1]; last.Size != int64(size) {
			t.Fatalf("the newest is of %d", last.Size)
		}
		return len(all)
	}
	for _, row := range []struct{ days, want int }{{0, 288}, {2, 288}, {31, 24 + 1 + 144}, {40, 48 + 1}, {366, 1 + 1 + 24}, {400, 3}, {4000, 3}} {
		a.now = begin.Add(time.Duration(row.days) * 24 * time.Hour)
		a.sweep()
		if got := kept(); got != row.want {
			t.Errorf("after %d days, %d are left instead of %d", row.days, got, row.want)
		}
	}
}

// Where witnesses cosigned one of them, the last of these stays beside it, with
// their words; those of others go.
func TestThinningLeavesTheWordOfWitnesses(t *testing.T) {
	a := newArchive(t)
	a.now = time.Unix(1_790_000_000/86400*86400, 0)
	record, begin := storage.Ledger{DB: a.db}, a.now
	for n := range 24 * 6 {
		at := begin.Add(time.Duration(n+1) * 10 * time.Minute)
		a.must(record.Record(context.Background(), ledger.Act(at, ledger.ServerStarted, ledger.Itself(), seal.ID{})))
		_, _, err := record.Checkpoint(context.Background(), at.Unix()-1, func(n int64, _ seal.ID) ([]byte, error) { return fmt.Append(nil, n, ":"), nil })
		a.must(err)
		if n%6 == 1 || n%6 == 3 { // twice an hour, never at its end
			a.must(record.Cosign(context.Background(), int64(n), ledger.Cosigned{Witness: "w", Time: at.Unix(), Line: []byte("said")}))
		}
	}
	a.now = begin.Add(32 * 24 * time.Hour)
	a.sweep()
	all, err := record.Checkpoints(context.Background(), 0, 1<<40)
	a.must(err)
	said := 0
	for _, c := range all {
		if strings.HasSuffix(string(c.Note), "said") {
			said++
		}
	}
	var lines int
	a.must(outside(t, a.folder).QueryRow(`SELECT count(*) FROM ledger_cosignatures`).Scan(&lines))
	if len(all) != 48 || said != 24 || lines != 24 {
		t.Errorf("%d checkpoints are left, %d of them with a witness's word, of %d", len(all), said, lines)
	}
}

// outside looks into the file from outside.
func outside(t *testing.T, folder string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(folder, "data.db"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() }) //nolint:errcheck // it was only read
	return db
}
