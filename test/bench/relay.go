package main

import (
	"database/sql"
	"net"
	"net/http"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/lxzan/gws"
)

// relay is the bare comparison: WebSocket in, group commit, acknowledge, push.
type relay struct {
	gws.BuiltinEventHandler
	db     *sql.DB
	jobs   chan job
	mu     sync.Mutex
	reader *gws.Conn
}

type job struct {
	from *gws.Conn
	data []byte
}

// startRelay serves a relay and returns its address. The first connection is
// the reader.
func startRelay(tb testing.TB) string {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(tb.TempDir(), "relay.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { db.Close() }) //nolint:errcheck // measured already
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE messages (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL)`); err != nil {
		tb.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	r := &relay{db: db, jobs: make(chan job, 256)}
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
	if err == nil && r.reader == nil {
		r.reader = socket
	}
	return socket, err
}

// OnMessage implements gws.Event.
func (r *relay) OnMessage(socket *gws.Conn, message *gws.Message) {
	data := append([]byte(nil), message.Bytes()...)
	message.Close() //nolint:errcheck // returns a buffer
	r.jobs <- job{socket, data}
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
		r.commit(tb, batch)
	}
}

func (r *relay) commit(tb testing.TB, batch []job) {
	tx, err := r.db.Begin()
	if err != nil {
		tb.Fatal(err)
	}
	insert, err := tx.Prepare(`INSERT INTO messages (bytes) VALUES (?)`)
	if err != nil {
		tb.Fatal(err)
	}
	for _, j := range batch {
		if _, err := insert.Exec(j.data); err != nil {
			tb.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
	for _, j := range batch {
		j.from.WriteAsync(gws.OpcodeText, []byte(`{"type":"ack"}`), nil)
		r.reader.WriteAsync(gws.OpcodeText, j.data, nil)
	}
}
