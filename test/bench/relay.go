package main

import (
	"database/sql"
	"encoding/json"
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
			case next, ok := <-r.jobs:
				if more = ok; ok {
					batch = append(batch, next)
				}
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

// counter is a client that counts what it gets.
type counter struct {
	gws.BuiltinEventHandler
	got chan struct{}
}

// OnMessage implements gws.Event.
func (c *counter) OnMessage(_ *gws.Conn, message *gws.Message) {
	var frame struct{ Type string }
	json.Unmarshal(message.Bytes(), &frame) //nolint:errcheck // as the other side does, for a fair comparison
	message.Close()                         //nolint:errcheck // returns a buffer
	c.got <- struct{}{}
}

// relayRun sends the same bytes through a bare relay.
func relayRun(tb testing.TB, sealed [][][]byte, conversations int) result {
	db, err := sql.Open("sqlite", "file:"+filepath.Join(tb.TempDir(), "relay.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)")
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(`CREATE TABLE messages (n INTEGER PRIMARY KEY, bytes BLOB NOT NULL)`); err != nil {
		tb.Fatal(err)
	}
	r := &relay{db: db, jobs: make(chan job, 256)}
	address, stop := r.listen(tb)
	defer stop()
	total := len(sealed) * len(sealed[0])
	reader, readerConn := dial(tb, address, total)
	defer readerConn.NetConn().Close()
	go r.write(tb)
	clients := make([]*counter, conversations)
	conns := make([]*gws.Conn, conversations)
	for i := range conversations {
		clients[i], conns[i] = dial(tb, address, 1)
		defer conns[i].NetConn().Close()
	}
	return measure(total, func() {
		var all sync.WaitGroup
		for i := range conversations {
			all.Go(func() {
				for _, message := range sealed[i] {
					frame, err := json.Marshal(map[string]any{"type": "send", "ref": "1", "message": message})
					if err != nil {
						tb.Fatal(err)
					}
					if err := conns[i].WriteMessage(gws.OpcodeText, frame); err != nil {
						tb.Fatal(err)
					}
					<-clients[i].got
				}
			})
		}
		for range total {
			<-reader.got
		}
		all.Wait()
	})
}

// listen serves the relay; the first connection is the reader.
func (r *relay) listen(tb testing.TB) (string, func()) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		tb.Fatal(err)
	}
	upgrader := gws.NewUpgrader(r, &gws.ServerOption{})
	srv := &http.Server{ReadHeaderTimeout: 10 * time.Second, Handler: http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		socket, err := upgrader.Upgrade(w, req)
		if err != nil {
			return
		}
		r.mu.Lock()
		if r.reader == nil {
			r.reader = socket
		}
		r.mu.Unlock()
		socket.ReadLoop()
	})}
	go srv.Serve(listener)                                  //nolint:errcheck // it ends with the benchmark
	return listener.Addr().String(), func() { srv.Close() } //nolint:errcheck // likewise
}

func dial(tb testing.TB, address string, room int) (*counter, *gws.Conn) {
	c := &counter{got: make(chan struct{}, room)}
	conn, _, err := gws.NewClient(c, &gws.ClientOption{Addr: "ws://" + address})
	if err != nil {
		tb.Fatal(err)
	}
	go conn.ReadLoop()
	return c, conn
}
