// Command bench compares the whole message path with a bare relay in one run,
// and weighs idle connections. Times depend on the machine; the ratio is what
// counts.
//
// The path: a signed, sealed message comes in over a WebSocket; the server
// authenticates, asks access, checks signature, sender, head, order and
// transcript, signs a receipt, writes entry and ledger event in a group commit
// with synchronous=FULL, acknowledges, and pushes to the team. The relay takes
// the same bytes over a WebSocket, commits them in groups with FULL,
// acknowledges and pushes; it does nothing else.
package main

import (
	"errors"
	"flag"
	"fmt"
	"net"
	"net/http"
	"os"
	"runtime"
	"slices"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

func main() {
	conversations := flag.Int("conversations", 64, "conversations that write at once")
	messages := flag.Int("messages", 200, "messages per conversation and round")
	rounds := flag.Int("rounds", 5, "rounds; medians are reported")
	idle := flag.Int("idle", 1000, "idle connections to weigh")
	flag.Parse()
	tb := &harness{}
	defer tb.finish()
	weigh(tb, *idle)
	var ratios, full, bare, cpu []float64
	for range *rounds {
		work := prepare(tb, *conversations, *messages)
		path := work.run(tb)
		relay := relayRun(tb, work.bytes(), *conversations)
		full, bare = append(full, path.perSecond()), append(bare, relay.perSecond())
		cpu = append(cpu, path.cpuPerMessage())
		ratios = append(ratios, path.perSecond()/relay.perSecond())
		work.desk.Server.Close() //nolint:errcheck // measured already
	}
	fmt.Printf("message path  %8.0f /s   %d conversations, median of %d\n", median(full), *conversations, *rounds)
	fmt.Printf("bare relay    %8.0f /s\n", median(bare))
	fmt.Printf("ratio         %8.2f      budget 0.40 or more\n", median(ratios))
	fmt.Printf("CPU           %8.0f µs  per message, with the 2 clients of it\n", median(cpu))
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}

// result is one measured run.
type result struct {
	messages int
	took     time.Duration
	cpu      time.Duration
}

func (r result) perSecond() float64     { return float64(r.messages) / r.took.Seconds() }
func (r result) cpuPerMessage() float64 { return float64(r.cpu.Microseconds()) / float64(r.messages) }

func measure(messages int, run func()) result {
	runtime.GC()
	before, start := cpuTime(), time.Now()
	run()
	return result{messages, time.Since(start), cpuTime() - before}
}

func cpuTime() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// work is a desk with sealed messages that wait to be sent.
type work struct {
	desk    *servertest.Desk
	sockets []*servertest.Socket
	threads []*servertest.Thread
	sealed  [][][]byte
	reader  *servertest.Socket
}

func prepare(tb testing.TB, conversations, messages int) *work {
	desk := servertest.New(tb, server.Config{})
	w := &work{desk: desk, sealed: make([][][]byte, conversations)}
	for i := range conversations {
		customer := desk.Visitor()
		thread := customer.Converse(desk.Team)
		for range messages {
			w.sealed[i] = append(w.sealed[i], thread.Text("Where is my parcel? I ordered it on Monday.").Bytes())
		}
		w.threads = append(w.threads, thread)
		w.sockets = append(w.sockets, desk.Listen(customer.Token, 0))
	}
	w.reader = desk.Listen(desk.Owner.Token, 0)
	w.reader.Next("hello")
	return w
}

func (w *work) bytes() [][][]byte { return w.sealed }

// run sends every message, each after the one before it is acknowledged, and
// waits until the team has got them all.
func (w *work) run(testing.TB) result {
	total := len(w.sealed) * len(w.sealed[0])
	return measure(total, func() {
		var all sync.WaitGroup
		for i, socket := range w.sockets {
			all.Go(func() {
				for _, message := range w.sealed[i] {
					socket.Send(servertest.Object{"type": "send", "ref": "1", "thread": w.threads[i].ID, "message": message})
					socket.Next("ack")
				}
			})
		}
		for range total {
			w.reader.Next("entry")
		}
		all.Wait()
	})
}

// weigh opens idle connections and reports what one of them costs.
func weigh(tb testing.TB, count int) {
	desk := servertest.New(tb, server.Config{})
	token := desk.Visitor().Token
	before := memory()
	fmt.Printf("idle          %8.1f MB  whole process, with this program\n", float64(before)/(1<<20))
	var open []net.Conn
	for range count {
		conn, err := upgrade(desk.Server.Addr(), token)
		if err != nil {
			tb.Fatal(err)
		}
		open = append(open, conn)
	}
	time.Sleep(300 * time.Millisecond) // the last handshakes end on the other side
	after := memory()
	fmt.Printf("connection    %8.1f KB  each, of %d idle ones, both ends\n", (float64(after)-float64(before))/float64(count)/1024, count)
	for _, conn := range open {
		conn.Close() //nolint:errcheck // over
	}
}

func memory() uint64 {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapInuse + m.StackInuse
}

// upgrade makes a WebSocket by hand, so that the client's end costs next to
// nothing.
func upgrade(address, token string) (net.Conn, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	_, err = fmt.Fprintf(conn, "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"+
		"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: sealdesk.1, token.%s\r\n\r\n", token)
	if err != nil {
		return nil, errors.Join(err, conn.Close())
	}
	status := make([]byte, 12)
	if _, err := conn.Read(status); err != nil || string(status) != fmt.Sprintf("HTTP/1.1 %d", http.StatusSwitchingProtocols) {
		return nil, errors.Join(err, conn.Close(), fmt.Errorf("not upgraded: %q", status))
	}
	return conn, nil
}

// harness lets the test kit run outside of a test.
type harness struct {
	testing.TB
	cleanups []func()
}

// Helper implements testing.TB.
func (*harness) Helper() {}

// Cleanup implements testing.TB.
func (h *harness) Cleanup(f func()) { h.cleanups = append(h.cleanups, f) }

// TempDir implements testing.TB.
func (h *harness) TempDir() string {
	folder, err := os.MkdirTemp("", "sealdesk-bench-")
	if err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { os.RemoveAll(folder) }) //nolint:errcheck // a temporary folder
	return folder
}

// Fatal implements testing.TB.
func (h *harness) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	h.finish()
	os.Exit(1)
}

// Fatalf implements testing.TB.
func (h *harness) Fatalf(format string, args ...any) { h.Fatal(fmt.Sprintf(format, args...)) }

// Errorf implements testing.TB.
func (h *harness) Errorf(format string, args ...any) { h.Fatal(fmt.Sprintf(format, args...)) }

func (h *harness) finish() {
	for _, f := range slices.Backward(h.cleanups) {
		f()
	}
	h.cleanups = nil
}
