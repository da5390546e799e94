package crash

import (
	"bufio"
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to look into the files afterwards

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// serving makes the test's binary a server on the folder that it names.
const serving = "SEALDESK_CRASH_FOLDER"

func TestMain(m *testing.M) {
	if folder := os.Getenv(expiring); folder != "" {
		expire(folder)
	}
	if folder := os.Getenv(serving); folder != "" {
		srv, err := server.Start(context.Background(), server.Config{DataDir: folder, Listen: "127.0.0.1:0", Limits: servertest.Fast()})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		fmt.Println(srv.Addr())
		<-srv.Failed()
		os.Exit(1)
	}
	os.Exit(m.Run())
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// process is a server that may be killed at any moment.
type process struct {
	cmd *exec.Cmd
	api string
}

func serve(t *testing.T, folder string) *process {
	t.Helper()
	self, err := os.Executable()
	check(t, err)
	p := &process{cmd: exec.CommandContext(t.Context(), self)}
	p.cmd.Env = append(os.Environ(), serving+"="+folder)
	p.cmd.Stderr = t.Output()
	out, err := p.cmd.StdoutPipe()
	check(t, err)
	check(t, p.cmd.Start())
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("the server did not come up: %v, %v", err, p.cmd.Wait())
	}
	p.api = "http://" + strings.TrimSpace(address) + "/api/v1"
	return p
}

// kill ends the process at once (SIGKILL): nothing of it runs any more.
func (p *process) kill(t *testing.T) {
	t.Helper()
	check(t, p.cmd.Process.Kill())
	if err := p.cmd.Wait(); err == nil {
		t.Fatal("the server ended by itself")
	}
}

// call sends a request; an error means that nobody knows what became of it.
func (p *process) call(token, method, path string, body, into any) (status int, err error) {
	encoded, err := json.Marshal(body)
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequest(method, p.api+path, bytes.NewReader(encoded))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	answer, err := io.ReadAll(response.Body)
	if err = errors.Join(err, response.Body.Close()); err != nil {
		return 0, err
	}
	if response.StatusCode != http.StatusOK {
		return response.StatusCode, fmt.Errorf("%s %s: %d %s", method, path, response.StatusCode, answer)
	}
	return response.StatusCode, json.Unmarshal(answer, into)
}

// writer is a customer who sends one message after the other, and repeats the
// one that was not acknowledged, byte for byte.
type writer struct {
	token        string
	thread       *servertest.Thread
	acknowledged []acknowledged // in order
	waiting      seal.Envelope  // sent, and not acknowledged
	isWaiting    bool
}

type acknowledged struct {
	message seal.Envelope
	receipt servertest.Receipt
}

// write goes on until the server does not answer any more.
func (w *writer) write(t *testing.T, p *process) {
	for {
		if !w.isWaiting {
			w.waiting, w.isWaiting = w.thread.Text("Where is my parcel?"), true
		}
		var receipt servertest.Receipt
		status, err := p.call(w.token, "POST", w.thread.Path("/messages"), servertest.Object{"message": w.waiting.Bytes()}, &receipt)
		if err != nil {
			if status != 0 {
				t.Error(err)
			}
			return
		}
		w.acknowledged = append(w.acknowledged, acknowledged{w.waiting, receipt})
		w.thread.Follow(w.waiting.Hash())
		w.isWaiting = false
	}
}

// opener is a customer who opens one conversation after the other: each makes
// shred keys, boxes and rows in two files.
type opener struct {
	visitor *servertest.Visitor
	team    *servertest.Team
	head    seal.ID
	opened  []seal.ID
	waiting *servertest.Thread
}

func (o *opener) open(t *testing.T, p *process) {
	for {
		if o.waiting == nil {
			o.waiting = o.visitor.Prepare(o.team, o.head)
		}
		var out struct{ Conversation seal.ID }
		status, err := p.call(o.visitor.Token, "POST", "/conversations", o.waiting.Opening, &out)
		if err != nil {
			if status != 0 {
				t.Error(err)
			}
			return
		}
		o.opened = append(o.opened, out.Conversation)
		o.waiting = nil
	}
}

// What was acknowledged survives, what was not can be repeated, whenever the
// server dies.
func TestKilledWhileWriting(t *testing.T) {
	folder := t.TempDir()
	check(t, os.Chmod(folder, 0o700)) //nolint:gosec // it is a folder
	desk := servertest.New(t, server.Config{DataDir: folder})
	key := receiptKey(t, desk)
	var writers []*writer
	for range 6 {
		customer := desk.Visitor()
		writers = append(writers, &writer{token: customer.Token, thread: customer.Converse(desk.Team)})
	}
	opening := &opener{visitor: desk.Visitor(), team: desk.Team, head: desk.Head()}
	check(t, desk.Server.Close())

	interrupted := 0
	for round := range 5 {
		p := serve(t, folder)
		var all sync.WaitGroup
		for _, w := range writers {
			all.Go(func() { w.write(t, p) })
		}
		all.Go(func() { opening.open(t, p) })
		time.Sleep(time.Duration(60+37*round) * time.Millisecond) // another moment each time
		p.kill(t)
		all.Wait()
		for _, w := range writers {
			if w.isWaiting {
				interrupted++
			}
		}
	}
	if interrupted == 0 {
		t.Fatal("nobody was interrupted, so nothing was tried")
	}
	p := serve(t, folder)
	for _, w := range writers {
		w.verify(t, p, key)
	}
	opening.verify(t, p)
	p.kill(t)
	everyGenerationHasItsKey(t, folder)
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

// verify repeats what was not acknowledged and then reads the whole thread:
// each acknowledged message once, in order, under the receipt that was given.
func (w *writer) verify(t *testing.T, p *process, key seal.PublicKey) {
	t.Helper()
	if len(w.acknowledged) == 0 {
		t.Error("nothing was acknowledged, so nothing was tried")
	}
	if w.isWaiting {
		var receipt servertest.Receipt
		_, err := p.call(w.token, "POST", w.thread.Path("/messages"), servertest.Object{"message": w.waiting.Bytes()}, &receipt)
		check(t, err)
		w.acknowledged = append(w.acknowledged, acknowledged{w.waiting, receipt})
	}
	var got struct {
		Entries []struct {
			Sequence       uint64
			Bytes, Receipt []byte
		}
	}
	for after := 0; ; {
		page := got
		page.Entries = nil
		_, err := p.call(w.token, "GET", w.thread.Path(fmt.Sprintf("/entries?after=%d", after)), nil, &page)
		check(t, err)
		if len(page.Entries) == 0 {
			break
		}
		got.Entries = append(got.Entries, page.Entries...)
		after = len(got.Entries)
	}
	if len(got.Entries) != len(w.acknowledged)+1 { // and the first key
		t.Fatalf("%d entries for %d acknowledged messages", len(got.Entries), len(w.acknowledged))
	}
	transcript := seal.NewTranscript(w.thread.ID).Next(w.thread.Generation.ID())
	for i, sent := range w.acknowledged {
		entry := got.Entries[i+1]
		if !bytes.Equal(entry.Bytes, sent.message.Bytes()) || !bytes.Equal(entry.Receipt, sent.receipt.Receipt) || entry.Sequence != sent.receipt.Sequence {
			t.Fatalf("message %d is not what was acknowledged", i)
		}
		receipt, err := seal.ParseSigned[seal.Receipt](entry.Receipt)
		check(t, err)
		signed, err := receipt.Verify(key)
		check(t, err)
		transcript, err = transcript.Accept(signed, sent.message.Hash())
		check(t, err)
	}
}

// verify repeats the opening that was not acknowledged and then fetches a key
// for every conversation.
func (o *opener) verify(t *testing.T, p *process) {
	t.Helper()
	if len(o.opened) == 0 {
		t.Error("no conversation was opened, so nothing was tried")
	}
	if o.waiting != nil {
		var out struct{ Conversation seal.ID }
		_, err := p.call(o.visitor.Token, "POST", "/conversations", o.waiting.Opening, &out)
		check(t, err)
		o.opened = append(o.opened, out.Conversation)
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
	check(t, db.QueryRow(`SELECT count(*) FROM threads t WHERE t.sequence != (SELECT count(*) FROM entries e WHERE e.thread = t.n)`).Scan(&torn))
	if torn != 0 {
		t.Errorf("%d threads stand elsewhere than their entries", torn)
	}
	var entries, events int
	check(t, db.QueryRow(`SELECT (SELECT count(*) FROM entries), (SELECT count(*) FROM events WHERE kind IN ('message.appended', 'generation.appended'))`).Scan(&entries, &events))
	if entries != events {
		t.Errorf("%d entries and %d events of them", entries, events)
	}
}
