package crash

import (
	"crypto/tls"
	"errors"
	"math/rand/v2"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/siem/siemtest"
	form "github.com/sealdesk/sealdesk/seal/ledger"
	"github.com/sealdesk/sealdesk/test/play"
)

// other is a system that gets the record, and dies as well.
type other interface {
	Start()
	Kill()
}

// others are the systems that get the record from a server that dies.
type others struct {
	syslog    *siemtest.Syslog
	hook      *siemtest.Posted
	collector *siemtest.Posted
	file      string
	addresses string
	dying     sync.Mutex // held by who lets them die, until they are back
	deaths    int
}

func newOthers(t *testing.T) *others {
	t.Helper()
	a := siemtest.NewAuthority(t)
	o := &others{
		syslog: &siemtest.Syslog{Inbox: siemtest.Inbox{T: t}, Config: &tls.Config{Certificates: []tls.Certificate{a.Pair}}, Slow: 5 * time.Millisecond}, //nolint:gosec // for a test
		hook:   &siemtest.Posted{Inbox: siemtest.Inbox{T: t}}, collector: &siemtest.Posted{Inbox: siemtest.Inbox{T: t}},
		file: filepath.Join(t.TempDir(), "record.jsonl"),
	}
	o.hook.Takes = func(header http.Header, body []byte) {
		if !siemtest.Verified(t, header, body) {
			t.Error("a delivery is not signed")
		}
		o.hook.TakeDelivery(body)
	}
	o.collector.Takes = func(_ http.Header, body []byte) { o.collector.TakeLogs(body) }
	for _, m := range o.all() {
		m.Start()
	}
	t.Cleanup(func() {
		for _, m := range o.all() {
			m.Kill()
		}
	})
	o.addresses = "syslog+tls://" + o.syslog.Address + "?ca=" + a.CA + " otlp+http://" + o.collector.Address + " webhook+http://" + o.hook.Address +
		"/in?secret-file=" + siemtest.Write(t, "secret", siemtest.HookSecret, 0o600) + " file://" + o.file + "?max-mb=1"
	return o
}

func (o *others) all() []other { return []other{o.syslog, o.hook, o.collector} }

// suffer lets the systems die and come back, one after the other or together, until
// the round is over.
func (o *others) suffer(random *rand.Rand, over <-chan struct{}) {
	pause := func(most int) bool {
		select {
		case <-over:
			return false
		case <-time.After(time.Duration(random.IntN(most)) * time.Millisecond):
			return true
		}
	}
	for pause(150) {
		var dead []other
		for _, m := range o.all() {
			if random.IntN(2) == 0 {
				dead = append(dead, m)
			}
		}
		o.die(dead, func() { pause(30) })
	}
}

// die lets something happen while some are dead.
func (o *others) die(dead []other, meanwhile func()) {
	o.dying.Lock()
	defer o.dying.Unlock()
	for _, m := range dead {
		m.Kill()
	}
	o.deaths += len(dead)
	meanwhile()
	for _, m := range dead {
		m.Start()
	}
}

// Whoever dies, and however often - the server under load, the systems that get its
// record, both at once -, every event of the record reaches every system, in order.
func TestEverySystemGetsTheRecordWhoeverDies(t *testing.T) {
	rounds := 6
	if play.Long() {
		rounds = 60
	}
	random, folder := play.Random(play.NewSeed(t)), play.Folder(t)
	o := newOthers(t)
	t.Setenv(exporting, o.addresses)
	s, told := newScene(t, folder, random), newFacts()
	for round := range rounds {
		p, over := serve(t, folder), make(chan struct{})
		var falling sync.WaitGroup
		dice := play.Random(random.Uint64())
		falling.Go(func() { o.suffer(dice, over) })
		s.round(t, p, told, func() {
			enough := told.count() + 250 + random.IntN(400)
			waitFor(func() bool { return told.count() >= enough })
			if round == 0 || random.IntN(2) == 0 { // all of them in one moment
				o.die(o.all(), func() { p.kill(t) })
			} else {
				p.kill(t)
			}
		})
		close(over)
		falling.Wait()
	}
	p := serve(t, folder)
	size := count(t, folder, "data.db", `SELECT count(*) FROM ledger`)
	for _, i := range []*siemtest.Inbox{&o.syslog.Inbox, &o.hook.Inbox, &o.collector.Inbox} {
		for before := -1; i.Count() < size && arrived(i) > before; { // as long as it gets any further
			before = arrived(i)
			waitFor(func() bool { return i.Count() >= size || arrived(i) > before+100 })
		}
	}
	waitFor(func() bool {
		return count(t, folder, "data.db", `SELECT count(*) FROM ledger_sinks WHERE cursor < (SELECT count(*) FROM ledger)`) == 0
	})
	p.kill(t)
	t.Logf("%d deaths of the server and %d of systems, %d events", rounds+1, o.deaths, size)
	file, _ := siemtest.ReadFile(t, o.file)
	for name, i := range map[string]*siemtest.Inbox{"syslog": &o.syslog.Inbox, "webhook": &o.hook.Inbox, "collector": &o.collector.Inbox, "file": file} {
		arrivals, places := i.Twice()
		t.Logf("%s: %d arrivals were second ones, in %d places", name, arrivals, places)
		o.hasAll(t, folder, name, i)
	}
}

func arrived(i *siemtest.Inbox) int {
	again, _ := i.Twice()
	return i.Count() + again
}

// hasAll compares what one system was sent with what the record holds.
func (o *others) hasAll(t *testing.T, folder, name string, i *siemtest.Inbox) {
	t.Helper()
	db := open(t, folder, "data.db")
	defer db.Close()
	rows, err := db.Query(`SELECT number, event FROM ledger ORDER BY number`)
	check(t, err)
	missing, n := 0, 0
	for ; rows.Next(); n++ {
		var number int64
		var raw []byte
		check(t, rows.Scan(&number, &raw))
		event, err := form.ParseEvent(raw)
		check(t, err)
		got, ok := i.Event(number)
		if !ok {
			missing++
		} else if want := (siemtest.Event{Kind: string(event.Kind), Time: event.Time}); got != want {
			t.Errorf("%s: event %d is %v, and was sent as %v", name, number, want, got)
		}
	}
	check(t, errors.Join(rows.Err(), rows.Close()))
	if missing > 0 {
		t.Errorf("%s: %d of %d events never arrived", name, missing, n)
	}
	i.InOrder()
}
