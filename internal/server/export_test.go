package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/siem"
)

// exported lists the numbers that a file of the record holds.
func exported(t *testing.T, path string) (numbers []int64) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil
	}
	for line := range bytes.Lines(raw) {
		var e struct{ Metadata struct{ Sequence int64 } }
		if !bytes.HasSuffix(line, []byte("\n")) {
			break // it is being written
		}
		if err := json.Unmarshal(line, &e); err != nil {
			t.Fatal(err)
		}
		numbers = append(numbers, e.Metadata.Sequence)
	}
	return numbers
}

// reaches waits until the file holds some number of entries.
func reaches(t *testing.T, path string, n int) []int64 {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(5 * time.Millisecond) {
		if numbers := exported(t, path); len(numbers) >= n {
			return numbers
		}
		if time.Now().After(end) {
			t.Fatalf("%d of %d entries arrived", len(exported(t, path)), n)
		}
	}
}

// The record leaves the server while it grows, goes on after a restart where it
// was, and the doctor and the metrics say how far it is.
func TestTheRecordReachesOtherSystems(t *testing.T) {
	path := filepath.Join(t.TempDir(), "record.jsonl")
	secret := filepath.Join(t.TempDir(), "secret")
	nowhere := "webhook+http://127.0.0.1:1/?name=nowhere&secret-file=" + secret
	if err := os.WriteFile(secret, []byte("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"), 0o600); err != nil {
		t.Fatal(err)
	}
	desk := servertest.New(t, server.Config{
		Exports: []string{"file://" + path + "?name=file", nowhere}, MetricsListen: "127.0.0.1:0",
		ExportPace: siem.Pace{Poll: 5 * time.Millisecond, First: 5 * time.Millisecond, Most: 20 * time.Millisecond},
	})
	before := reaches(t, path, 5)
	if metrics := scrape(t, desk.Server.MetricsURL()); !strings.Contains(metrics, `sealdesk_export_behind_events{sink="nowhere"}`) || strings.Contains(metrics, `sealdesk_export_behind_events{sink="nowhere"} 0`) {
		t.Error("the metrics do not say that a system is behind")
	}
	desk.Restart()
	thread := desk.Visitor().Converse(desk.Team)
	thread.Send("Where is my parcel?")
	after := reaches(t, path, len(before)+3)
	for i, number := range after {
		if number != int64(i) {
			t.Fatalf("entry %d stands at place %d", number, i)
		}
	}
	raw, err := os.ReadFile(path)
	if err != nil || bytes.Contains(raw, []byte("parcel")) || bytes.Contains(raw, []byte(desk.Owner.Email)) {
		t.Errorf("content or a name left the server: %v", err)
	}
	said := ""
	for end := time.Now().Add(5 * time.Second); !strings.Contains(said, "file is 0 events behind") && time.Now().Before(end); {
		said = ""
		for _, f := range server.Examine(context.Background(), server.Examination{DataDir: desk.Config.DataDir}) {
			if f.What == "export" {
				said += f.Said
			}
		}
	}
	if !strings.Contains(said, "file is 0 events behind") {
		t.Errorf("the doctor says %q", said)
	}
}

func scrape(t *testing.T, url string) string {
	t.Helper()
	response, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// A wrong address stops the start, before anything is made.
func TestAWrongExportIsRefusedAtTheStart(t *testing.T) {
	data := filepath.Join(t.TempDir(), "data")
	srv, err := server.Start(context.Background(), server.Config{DataDir: data, Listen: "127.0.0.1:0", Exports: []string{"syslog+tcp://siem.example.org:601"}})
	if err == nil {
		srv.Close() //nolint:errcheck // it should not run at all
		t.Fatal("it started")
	}
	if !strings.Contains(err.Error(), "use syslog+tls") {
		t.Errorf("it says %v", err)
	}
	if _, err := os.Stat(filepath.Join(data, "data.db")); err == nil {
		t.Error("it made data first")
	}
}
