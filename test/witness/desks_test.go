// Package witness lets desks witness each other, as the processes that people run:
// one that takes its record back, or makes it anew, is found out.
package witness

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/base64"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to read the record from the file

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
	"github.com/sealdesk/sealdesk/test/play"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// programs are the two that people run, built once.
var programs = sync.OnceValues(func() (string, error) {
	folder, err := os.MkdirTemp("", "sealdesk-witness-")
	if err != nil {
		return "", err
	}
	out, err := exec.Command("go", "build", "-o", folder+string(filepath.Separator), "../../cmd/sealdesk", "../../cmd/ledger-verify").CombinedOutput()
	if err != nil {
		os.Stderr.Write(out) //nolint:errcheck // the test ends anyway
	}
	return folder, err
})

func TestMain(m *testing.M) {
	code := m.Run()
	if folder, err := programs(); err == nil {
		os.RemoveAll(folder) //nolint:errcheck // in a folder for such things
	}
	os.Exit(code)
}

func program(t testing.TB, name string, args ...string) *exec.Cmd {
	t.Helper()
	folder, err := programs()
	check(t, err)
	command := exec.Command(filepath.Join(folder, name), args...)
	command.Dir = t.TempDir()
	return command
}

// says runs a program and returns what it says; ok is whether it was content.
func says(t testing.TB, name string, args ...string) (said string, ok bool) {
	t.Helper()
	out, err := program(t, name, args...).CombinedOutput()
	return strings.TrimSpace(string(out)), err == nil
}

// must is says, of a program that has to be content.
func must(t testing.TB, name string, args ...string) string {
	t.Helper()
	said, ok := says(t, name, args...)
	if !ok {
		t.Fatalf("%s %q: %s", name, args, said)
	}
	return said
}

// desk is a server that somebody runs, at an address that stays.
type desk struct {
	t       testing.TB
	data    string
	address string
	scheme  string       // before the address
	client  *http.Client // that trusts it
	env     []string     // besides that of the test
	printed *log         // for whoever started it
	process *exec.Cmd
	told    *log
}

// log is what a server writes while others read it.
type log struct {
	mu    sync.Mutex
	bytes bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bytes.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bytes.String()
}

// newDesk is a desk that nobody has started yet.
func newDesk(t testing.TB) *desk {
	t.Helper()
	free, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	address := free.Addr().String()
	check(t, free.Close())
	d := &desk{t: t, data: filepath.Join(play.Folder(t), "data"), address: address, scheme: "http://", client: http.DefaultClient}
	t.Cleanup(d.kill)
	return d
}

var link = regexp.MustCompile(`#setup=(\S+)\n`)

// start starts it and waits until it is ready.
func (d *desk) start(args ...string) {
	d.t.Helper()
	d.told, d.printed = &log{}, &log{}
	d.process = program(d.t, "sealdesk", append([]string{"serve", "--data", d.data, "--listen", d.address, "--witness-every", "50ms"}, args...)...)
	d.process.Stdout, d.process.Stderr = d.printed, d.told
	d.process.Env = append(os.Environ(), d.env...)
	check(d.t, d.process.Start())
	d.eventually("answer", func() bool {
		status, _ := d.get("/readyz")
		return status == 200
	})
}

// found founds an organisation on it.
func (d *desk) found() {
	d.t.Helper()
	var token []string
	d.eventually("say how to set it up", func() bool {
		token = link.FindStringSubmatch(d.printed.String())
		return token != nil
	})
	play.Found(d.t.Context(), d.t, "http://"+d.address, token[1])
}

// stop lets it end.
func (d *desk) stop() {
	d.t.Helper()
	if d.process == nil {
		return
	}
	check(d.t, d.process.Process.Signal(syscall.SIGTERM))
	check(d.t, d.process.Wait())
	d.process = nil
}

// kill ends it as the loss of power would.
func (d *desk) kill() {
	if d.process != nil {
		d.process.Process.Kill() //nolint:errcheck // it may have ended
		d.process.Wait()         //nolint:errcheck // likewise
		d.process = nil
	}
}

const patience = 30 * time.Second

// eventually waits until something is so.
func (d *desk) eventually(what string, so func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(patience); !so(); {
		if time.Now().After(deadline) {
			said := ""
			if d.told != nil {
				said = d.told.String()
			}
			d.t.Fatalf("it does not %s; it said %s", what, said)
		}
		ctx, cancel := context.WithTimeout(d.t.Context(), 50*time.Millisecond)
		<-ctx.Done()
		cancel()
	}
}

func (d *desk) get(path string) (status int, body []byte) {
	d.t.Helper()
	response, err := d.client.Get(d.scheme + d.address + path)
	if err != nil {
		return 0, nil
	}
	defer response.Body.Close()
	body, err = io.ReadAll(response.Body)
	if err != nil {
		return 0, nil
	}
	return response.StatusCode, body
}

// prefix is where others submit their checkpoints to it.
func (d *desk) prefix() string { return d.scheme + d.address + "/api/v1/witness" }

func (d *desk) ledgerKey() string  { return must(d.t, "sealdesk", "ledger", "key", "--data", d.data) }
func (d *desk) witnessKey() string { return must(d.t, "sealdesk", "witness", "key", "--data", d.data) }

// newest is its newest checkpoint.
func (d *desk) newest() ledger.Checkpoint {
	d.t.Helper()
	_, note := d.get("/api/v1/ledger/checkpoint")
	c, err := ledger.Open(note, d.ledgerKey())
	check(d.t, err)
	return c
}

// grow makes an event: somebody guesses at a sign-in.
func (d *desk) grow() {
	d.t.Helper()
	before := d.newest().Size
	guess := `{"email": "nobody@harbour.example", "auth": "` + base64.StdEncoding.EncodeToString(make([]byte, 32)) + `", "code": "000000"}`
	response, err := http.Post("http://"+d.address+"/api/v1/signin/password/finish", "application/json", strings.NewReader(guess))
	check(d.t, err)
	check(d.t, response.Body.Close())
	d.eventually("sign a longer checkpoint", func() bool { return d.newest().Size > before })
}

// cosigned is the size of the newest checkpoint that somebody cosigned, 0 for none.
func (d *desk) cosigned() int64 {
	status, note := d.get("/api/v1/ledger/checkpoint/witnessed")
	if status != 200 {
		return 0
	}
	c, err := ledger.Open(note, d.ledgerKey())
	check(d.t, err)
	return c.Size
}

// catchesUp waits until what it has now is cosigned.
func (d *desk) catchesUp() {
	d.t.Helper()
	size := d.newest().Size
	d.eventually("have its record cosigned", func() bool { return d.cosigned() >= size })
}

// doctor is what the doctor says.
func (d *desk) doctor() (said string, fine bool) {
	d.t.Helper()
	return says(d.t, "sealdesk", "doctor", "--data", d.data)
}

// copied is a copy of its data, which nobody writes now.
func (d *desk) copied() string {
	d.t.Helper()
	to := filepath.Join(d.t.TempDir(), "copy")
	check(d.t, os.CopyFS(to, os.DirFS(d.data)))
	return to
}

// restored puts a copy in the place of its data.
func (d *desk) restored(from string) {
	d.t.Helper()
	check(d.t, os.RemoveAll(d.data))
	check(d.t, os.CopyFS(d.data, os.DirFS(from)))
	check(d.t, os.Chmod(d.data, 0o700)) //nolint:gosec // it is a folder
	for _, key := range []string{"server.key", "witness.key"} {
		if _, err := os.Stat(filepath.Join(d.data, key)); err == nil {
			check(d.t, os.Chmod(filepath.Join(d.data, key), 0o600))
		}
	}
}

func size(n int64) string { return strconv.FormatInt(n, 10) }

// recorded demands kinds of events in a desk's record.
func (p *pair) recorded(d *desk, kinds ...string) {
	d.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.data, "data.db")+"?mode=ro")
	check(d.t, err)
	defer db.Close()
	for _, kind := range kinds {
		var there int
		check(d.t, db.QueryRow(`SELECT count(*) FROM ledger WHERE instr(event, ?) > 0`, []byte(kind)).Scan(&there))
		if there == 0 {
			d.t.Errorf("no %s is recorded", kind)
		}
	}
}

// submit submits something to the witness, as anybody may.
func (p *pair) submit(body []byte) (status int, answer string) {
	t := p.desk.t
	t.Helper()
	response, err := http.Post(p.other.prefix()+"/add-checkpoint", "text/plain", bytes.NewReader(body))
	check(t, err)
	defer response.Body.Close()
	said, err := io.ReadAll(response.Body)
	check(t, err)
	if response.StatusCode == http.StatusConflict && response.Header.Get("Content-Type") != "text/x.tlog.size" {
		t.Errorf("a conflict is of type %s", response.Header.Get("Content-Type"))
	}
	return response.StatusCode, string(said)
}

// cosignedSize is the size that the witness knows.
func (p *pair) cosignedSize() int64 {
	t := p.desk.t
	t.Helper()
	seed, err := os.ReadFile(filepath.Join(p.desk.data, "server.key"))
	check(t, err)
	note, err := ledger.Sign(ledger.Checkpoint{Origin: p.origin, Size: 1, Root: seal.ID{1}}, seal.SigningKeyFromSeed(seal.Secret(seed[:32])))
	check(t, err)
	_, said := p.submit(ledger.Submission{Note: note}.Append(nil))
	known, err := ledger.ParseSize(strings.TrimSpace(said))
	check(t, err)
	return known
}
