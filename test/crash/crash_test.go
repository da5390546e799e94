package crash

import (
	"bytes"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/test/play"
)

// scene is everybody who is at work when the server dies.
type scene struct {
	desk    *servertest.Desk
	key     seal.PublicKey
	writers []*writer
	sender  *sender
	opener  *opener
	people  []person
}

func newScene(t *testing.T, folder string, random *rand.Rand) *scene {
	t.Helper()
	desk := servertest.New(t, server.Config{DataDir: folder})
	s := &scene{desk: desk, key: receiptKey(t, desk), opener: &opener{visitor: desk.Visitor(), team: desk.Team, head: desk.Head()}}
	for range 3 {
		overHTTP, spoken := newWriter(desk), &speaker{*newWriter(desk)}
		s.writers = append(s.writers, overHTTP, &spoken.writer)
		s.people = append(s.people, overHTTP, spoken)
	}
	s.sender = &sender{writer: *newWriter(desk), random: play.Random(random.Uint64()), done: map[seal.ID16][]byte{}}
	s.writers = append(s.writers, &s.sender.writer)
	draft := &drafter{staff: desk.Owner, org: desk.Org, talk: s.writers[0].thread.ID}
	s.people = append(s.people, s.sender, s.opener, draft, &listener{desk.Owner.Token}, &listener{s.writers[1].token})
	check(t, desk.Server.Close())
	return s
}

func newWriter(desk *servertest.Desk) *writer {
	customer := desk.Visitor()
	return &writer{token: customer.Token, thread: customer.Converse(desk.Team)}
}

// What anybody was told is there whenever the server dies, and says the same on
// the next one; what was not acknowledged can be repeated, and is there once.
func TestKilledUnderLoad(t *testing.T) {
	rounds := 4
	if play.Long() {
		rounds = 50
	}
	random := play.Random(play.NewSeed(t))
	folder := play.Folder(t)
	s, told := newScene(t, folder, random), newFacts()
	interrupted, slowest := 0, time.Duration(0)
	for round := range rounds {
		p := serve(t, folder)
		slowest = max(slowest, p.took)
		ready(t, p)
		s.round(t, p, told, func() {
			enough := told.count() + 20 + random.IntN(100)
			waitFor(func() bool { return told.count() >= enough })
			time.Sleep(time.Duration(random.IntN(8_000)) * time.Microsecond)
			if round%3 == 2 {
				p.shutDown(t, time.Duration(random.IntN(30_000))*time.Microsecond)
			} else {
				p.kill(t)
			}
		})
		told.hold(t, folder)
		interrupted += s.interrupted()
	}
	if interrupted == 0 {
		t.Fatal("nobody was interrupted, so nothing was tried")
	}
	if slowest > 10*time.Second {
		t.Errorf("a start after a death took %v", slowest)
	}
	t.Logf("%d deaths, %d people interrupted, %d facts, %d files, of which %d went on; slowest start %v",
		rounds, interrupted, told.count(), len(s.sender.done), s.sender.partial, slowest)
	p := serve(t, folder)
	s.verify(t, p)
	p.kill(t)
	everyGenerationHasItsKey(t, folder)
}

// round lets everybody work until the server is gone.
func (s *scene) round(t *testing.T, p *process, told *facts, end func()) {
	t.Helper()
	var all sync.WaitGroup
	for _, who := range s.people {
		all.Go(func() { who.play(t, p, told) })
	}
	end()
	all.Wait()
}

// waitFor returns once enough was told, or it takes too long.
func waitFor(enough func() bool) {
	for end := time.Now().Add(20 * time.Second); !enough() && time.Now().Before(end); {
		time.Sleep(time.Millisecond)
	}
}

func ready(t *testing.T, p *process) {
	t.Helper()
	root := *p
	root.api = "http://" + p.address
	_, err := root.call("", "GET", "/readyz", nil, nil)
	check(t, err)
}

func (s *scene) interrupted() (n int) {
	for _, w := range s.writers {
		if w.waiting != nil {
			n++
		}
	}
	return n
}

func (s *scene) verify(t *testing.T, p *process) {
	t.Helper()
	if s.sender.sealed != nil && !s.sender.send(t, p, newFacts()) {
		t.Error("the file that was interrupted cannot be sent")
	}
	for _, w := range s.writers {
		w.verify(t, p, s.key)
	}
	s.opener.verify(t, p)
	s.sender.verifyFiles(t, p)
}

func receiptKey(t *testing.T, desk *servertest.Desk) seal.PublicKey {
	t.Helper()
	var page struct{ Statements [][]byte }
	desk.Must(desk.Owner.Token, "GET", "/directory?after=0", nil, &page)
	replay := directory.NewReplay(desk.Org)
	check(t, replay.AppendAll(page.Statements))
	_, key, ok := replay.ServerKey()
	if !ok {
		t.Fatal("the directory names no server key")
	}
	return key
}

type entry struct {
	Sequence       uint64
	Bytes, Receipt []byte
}

func (w *writer) entries(t *testing.T, p *process) (all []entry) {
	t.Helper()
	for {
		var page struct{ Entries []entry }
		_, err := p.call(w.token, "GET", w.thread.Path(fmt.Sprintf("/entries?after=%d", len(all))), nil, &page)
		check(t, err)
		if len(page.Entries) == 0 {
			return all
		}
		all = append(all, page.Entries...)
	}
}

// verify repeats what was not acknowledged and then reads the whole thread:
// each message once, in order, under receipts whose transcript is the one that
// the writer followed all the time.
func (w *writer) verify(t *testing.T, p *process, key seal.PublicKey) {
	t.Helper()
	if len(w.sent) == 0 {
		t.Error("nothing was acknowledged, so nothing was tried")
	}
	if w.waiting != nil && !w.write(t, p, newFacts()) {
		t.Fatal("what was not acknowledged cannot be repeated")
	}
	got := w.entries(t, p)
	if len(got) != len(w.sent)+1 { // and the first key
		t.Fatalf("%d entries for %d acknowledged messages", len(got), len(w.sent))
	}
	transcript := seal.NewTranscript(w.thread.ID).Next(w.thread.Generation.ID())
	for i, sent := range w.sent {
		entry := got[i+1]
		if !bytes.Equal(entry.Bytes, sent.Bytes()) {
			t.Fatalf("message %d is not what was acknowledged", i)
		}
		receipt, err := seal.ParseSigned[seal.Receipt](entry.Receipt)
		check(t, err)
		signed, err := receipt.Verify(key)
		check(t, err)
		transcript, err = transcript.Accept(signed, sent.Hash())
		check(t, err)
	}
	if transcript.Hash() != w.thread.Seen.Hash() {
		t.Error("the transcript is another than the writer's")
	}
}

// verify repeats the opening that was not acknowledged and then fetches a key
// for every conversation.
func (o *opener) verify(t *testing.T, p *process) {
	t.Helper()
	if len(o.opened) == 0 {
		t.Error("no conversation was opened, so nothing was tried")
	}
	if o.waiting != nil && !o.open(t, p, newFacts()) {
		t.Fatal("the opening that was not acknowledged cannot be repeated")
	}
	for _, id := range o.opened {
		var detail struct{ Keys []struct{ Box []byte } }
		_, err := p.call(o.visitor.Token, "GET", "/threads/"+id.Hex(), nil, &detail)
		check(t, err)
		if len(detail.Keys) != 1 || len(detail.Keys[0].Box) == 0 {
			t.Fatalf("a conversation lost its key: %+v", detail)
		}
	}
}

// verifyFiles fetches every file that a message brought.
func (s *sender) verifyFiles(t *testing.T, p *process) {
	t.Helper()
	if len(s.done) == 0 {
		t.Error("no file was sent, so nothing was tried")
	}
	for name, sealed := range s.done {
		var got []byte
		for part := 0; part*conversation.PartSize < len(sealed); part++ {
			var body []byte
			_, err := p.call(s.token, "GET", s.thread.PartPath(name, part), nil, &body)
			check(t, err)
			got = append(got, body...)
		}
		if !bytes.Equal(got, sealed) {
			t.Errorf("file %s has other bytes", name)
		}
	}
}

// everyGenerationHasItsKey looks into the files: no data stands under a shred
// key that the crash took away.
func everyGenerationHasItsKey(t *testing.T, folder string) {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "data.db"))
	check(t, err)
	defer db.Close()
	db.SetMaxOpenConns(1) // ATTACH holds for one connection
	_, err = db.Exec(`ATTACH ? AS shred`, filepath.Join(folder, "shred.db"))
	check(t, err)
	var generations, bare int
	check(t, db.QueryRow(`SELECT count(*), count(*) - count(k.generation) FROM thread_generations g LEFT JOIN shred.shred_keys k ON k.generation = g.id`).Scan(&generations, &bare))
	if generations == 0 || bare != 0 {
		t.Errorf("%d of %d generations have no shred key", bare, generations)
	}
	var torn int
	check(t, db.QueryRow(`SELECT count(*) FROM places t WHERE t.sequence != (SELECT count(*) FROM entries e WHERE e.thread = t.n)`).Scan(&torn))
	if torn != 0 {
		t.Errorf("%d threads stand elsewhere than their entries", torn)
	}
	var entries int
	check(t, db.QueryRow(`SELECT count(*) FROM entries`).Scan(&entries))
	if events := servertest.Recorded(t, db, ledger.MessageAppended, ledger.GenerationAppended); entries != events {
		t.Errorf("%d entries and %d events of them", entries, events)
	}
}
