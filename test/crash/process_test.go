package crash

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"syscall"
	"testing"
	"time"

	"modernc.org/sqlite"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/siem"
)

const (
	// serving makes the test's binary a server on the folder that it names.
	serving = "SEALDESK_CRASH_FOLDER"
	// careless names a weaker PRAGMA synchronous for that server: what such a
	// server does is what the proofs here have to notice.
	careless = "SEALDESK_CRASH_SYNCHRONOUS"
	// exporting names the systems that get the record from that server, one on each line.
	exporting = "SEALDESK_CRASH_EXPORT"
)

func TestMain(m *testing.M) {
	if folder := os.Getenv(expiring); folder != "" {
		expire(folder)
	}
	if folder := os.Getenv(serving); folder != "" {
		run(folder)
	}
	os.Exit(m.Run())
}

// run serves until it is told to stop, or killed.
func run(folder string) {
	// One thread makes every system call of the start, so that they can be counted.
	runtime.LockOSThread()
	if mode := os.Getenv(careless); mode != "" {
		sqlite.RegisterConnectionHook(func(conn sqlite.ExecQuerierContext, _ string) error {
			_, err := conn.ExecContext(context.Background(), "PRAGMA synchronous = "+mode, nil)
			return err
		})
	}
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	srv, err := server.Start(ctx, server.Config{
		DataDir: folder, Listen: "127.0.0.1:0", Limits: servertest.Fast(), NetworkDay: 1 << 50, KeepFree: 1, Exports: strings.Fields(os.Getenv(exporting)),
		ExportPace: siem.Pace{Poll: 5 * time.Millisecond, First: 5 * time.Millisecond, Most: 50 * time.Millisecond, Settle: 10 * time.Millisecond},
	})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	runtime.UnlockOSThread()
	fmt.Println(srv.Addr())
	select {
	case <-ctx.Done():
		err = srv.Close()
	case err = <-srv.Failed():
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// process is a server that may be killed at any moment.
type process struct {
	cmd     *exec.Cmd
	address string
	api     string
	took    time.Duration // from the start to the first address
}

func serve(t *testing.T, folder string) *process {
	t.Helper()
	self, err := os.Executable()
	check(t, err)
	p, err := begin(t, folder, exec.CommandContext(t.Context(), self))
	check(t, err)
	return p
}

// begin runs a command that becomes the server; an error means that it ended
// before it served.
func begin(t *testing.T, folder string, cmd *exec.Cmd, env ...string) (*process, error) {
	t.Helper()
	p := &process{cmd: cmd}
	p.cmd.Env = append(append(os.Environ(), serving+"="+folder), env...)
	p.cmd.Stderr = t.Output()
	out, err := p.cmd.StdoutPipe()
	check(t, err)
	start := time.Now()
	check(t, p.cmd.Start())
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("the server did not come up: %w, %w", err, p.cmd.Wait())
	}
	p.took, p.address = time.Since(start), strings.TrimSpace(address)
	p.api = "http://" + p.address + "/api/v1"
	return p, nil
}

// kill ends the process at once (SIGKILL): nothing of it runs any more.
func (p *process) kill(t *testing.T) {
	t.Helper()
	check(t, p.cmd.Process.Kill())
	if err := p.cmd.Wait(); err == nil {
		t.Fatal("the server ended by itself")
	}
}

// shutDown asks the process to stop, and kills it a moment later, whether it has
// come to an end or not.
func (p *process) shutDown(t *testing.T, patience time.Duration) {
	t.Helper()
	check(t, p.cmd.Process.Signal(syscall.SIGTERM))
	time.Sleep(patience)
	p.cmd.Process.Kill() //nolint:errcheck // it may be gone
	p.cmd.Wait()         //nolint:errcheck // it may have ended well, or not
}

// call sends a request; an error without a status means that nobody knows what
// became of it.
func (p *process) call(token, method, path string, body, into any) (status int, err error) {
	encoded, ok := body.([]byte)
	if !ok {
		if encoded, err = json.Marshal(body); err != nil {
			return 0, err
		}
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
	if response.StatusCode >= 300 {
		return response.StatusCode, fmt.Errorf("%s %s: %d %s", method, path, response.StatusCode, answer)
	}
	if into == nil {
		return response.StatusCode, nil
	}
	if raw, ok := into.(*[]byte); ok {
		*raw = answer
		return response.StatusCode, nil
	}
	return response.StatusCode, json.Unmarshal(answer, into)
}
