package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/base64"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/lxzan/gws"

	"github.com/sealdesk/sealdesk/internal/storage"
)

// relay is the bare comparison: WebSocket in, group commit, acknowledge, push.
// It stores for a message what the path stores, in the same tables and as many
// bytes, all rows of a kind in one statement; it checks, signs and hashes nothing.
type relay struct {
	gws.BuiltinEventHandler
	db      *sql.DB
	jobs    chan job
	mu      sync.Mutex
	reader  *gws.Conn
	threads map[*gws.Conn]*spot
}

// spot is where a connection's conversation stands.
type spot struct {
	row, sequence int64
	id            []byte
}

type job struct {
	from        *gws.Conn
	to          *spot
	data, bytes []byte
}

// receiptSize is that of a receipt (docs/protocol.md, section 7.1).
const receiptSize = 247

// eventSize is that of the event of a message (docs/ledger.md).
const eventSize = 150

// startRelay serves a relay and returns its address. The first connection is
// the reader.
func startRelay(tb testing.TB) string {
	folder := tb.TempDir()
	desk, err := storage.Open(context.Background(), folder, func([]storage.Event) {})
	if err == nil {
		err = desk.Close() // its empty tables are what is wanted
	}
	if err != nil {
		tb.Fatal(err)
	}
	db, err := sql.Open("sqlite", "file:"+filepath.Join(folder, "data.db")+
		"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=wal_autocheckpoint(4000)&_pragma=cache_size(-16000)")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() }) //nolint:errcheck // measured already
	db.SetMaxOpenConns(1)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	r := &relay{db: db, jobs: make(chan job, 256), threads: map[*gws.Conn]*spot{}}
	go r.write(tb)
	srv := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: r}
	go srv.Serve(listener) //nolint:errcheck // it ends with the process
	return listener.Addr().String()
}

// ServeHTTP implements http.Handler.
func (r *relay) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	socket, err := r.upgrade(w, req)
	if err == nil {
		socket.ReadLoop()
	}
}

// upgrade lets one in after the other: whoever was let in first knows it before
// somebody else can send.
func (r *relay) upgrade(w http.ResponseWriter, req *http.Request) (*gws.Conn, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	socket, err := gws.NewUpgrader(r, &gws.ServerOption{SubProtocols: []string{"sealdesk.1"}}).Upgrade(w, req)
	if err != nil {
		return nil, err
	}
	if r.reader == nil {
		r.reader = socket
		return socket, nil
	}
	r.threads[socket], err = r.begin()
	return socket, err
}

// begin makes a conversation.
func (r *relay) begin() (*spot, error) {
	id := random(32)
	made, err := r.db.Exec(`INSERT INTO conversations (id, inbox, group_id, state, created, last_activity) VALUES (?, ?, ?, 'open', 0, 0)`, id, id, id)
	if err != nil {
		return nil, err
	}
	row, err := made.LastInsertId()
	if err != nil {
		return nil, err
	}
	_, err = r.db.Exec(`INSERT INTO threads (n, id, conversation, kind, bytes, generation, group_generation, sequence, transcript, last_message)
		VALUES (?, ?, ?, 1, ?, ?, ?, 0, ?, 0)`, row, id, id, id, id, id, id)
	return &spot{row: row, id: id}, err
}

func random(n int) []byte {
	out := make([]byte, n)
	rand.Read(out) //nolint:errcheck // never fails (crypto/rand)
	return out
}

// OnMessage implements gws.Event.
func (r *relay) OnMessage(socket *gws.Conn, message *gws.Message) {
	data := bytes.Clone(message.Bytes())
	message.Close() //nolint:errcheck // returns a buffer
	_, rest, _ := bytes.Cut(data, []byte(`"message":"`))
	text, _, found := bytes.Cut(rest, []byte(`"`))
	sealed, err := base64.StdEncoding.AppendDecode(nil, text)
	if err != nil || !found {
		socket.WriteClose(1003, nil) //nolint:errcheck // the measurement misses it
		return
	}
	r.mu.Lock()
	to := r.threads[socket]
	r.mu.Unlock()
	r.jobs <- job{socket, to, data, sealed}
}

func (r *relay) write(tb testing.TB) {
	for first := range r.jobs {
		batch := []job{first}
		for more := true; more && len(batch) < 256; {
			select {
			case next := <-r.jobs:
				batch = append(batch, next)
			default:
				more = false
			}
		}
		if err := r.commit(batch); err != nil {
			tb.Fatal(err)
		}
		for _, j := range batch {
			j.from.WriteAsync(gws.OpcodeText, []byte(`{"type":"ack"}`), nil)
			r.reader.WriteAsync(gws.OpcodeText, j.data, nil)
		}
	}
}

func (r *relay) commit(batch []job) error {
	tx, err := r.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	now := time.Now().UnixMilli()
	var entries, senders, events, rows []any
	for _, j := range batch {
		j.to.sequence++
		hash := random(32)
		entries = append(entries, j.to.row, j.to.sequence, random(16), hash, hash, j.bytes, make([]byte, receiptSize))
		senders = append(senders, j.to.row, j.to.id, j.to.sequence, hash)
		events = append(events, random(16), random(eventSize))
		rows = append(rows, j.to.row)
	}
	each := func(values string) string { return values + strings.Repeat(", "+values, len(batch)-1) }
	for _, statement := range []struct {
		text   string
		values []any
	}{
		{`INSERT INTO entries (thread, sequence, kind, message, hash, transcript, bytes, receipt) VALUES ` + each(`(?, ?, 1, ?, ?, ?, ?, ?)`), entries},
		{`INSERT INTO senders (thread, sender, counter, hash) VALUES ` + each(`(?, ?, ?, ?)`) +
			` ON CONFLICT (thread, sender) DO UPDATE SET counter = excluded.counter, hash = excluded.hash`, senders},
		{`INSERT INTO ledger (salt, event) VALUES ` + each(`(?, ?)`), events},
		{`UPDATE conversations SET last_activity = ? WHERE n IN (` + each(`?`) + `)`, append([]any{now}, rows...)},
	} {
		if _, err := tx.Exec(statement.text, statement.values...); err != nil {
			return err
		}
	}
	return tx.Commit()
}
