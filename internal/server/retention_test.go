package server_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

func forecast(t *testing.T, folder string, days int) string {
	t.Helper()
	var said strings.Builder
	if err := server.Forecast(context.Background(), folder, time.Now().Add(time.Duration(days)*24*time.Hour), &said); err != nil {
		t.Fatal(err)
	}
	return said.String()
}

// The forecast names what is due, beside a running server, and changes nothing.
func TestForecast(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	due, held := customer.Converse(desk.Team), customer.Converse(desk.Team)
	customer.Converse(desk.Team)
	for _, thread := range []*servertest.Thread{due, held} {
		desk.Must(desk.Owner.Token, "POST", "/conversations/"+thread.ID.Hex()+"/close", nil, nil)
	}
	desk.Must(desk.Owner.Token, "PUT", "/conversations/"+held.ID.Hex()+"/hold", servertest.Object{"on": true}, nil)
	folder := desk.Config.DataDir
	next := time.Now().Add(365 * 24 * time.Hour).UTC().Format(time.DateOnly)
	if said := forecast(t, folder, 0); !strings.HasPrefix(said, "Due now: 0. Closed and due later: 1. Held: 1. Destroyed: 0.\n") ||
		!strings.Contains(said, "The next one is due on "+next) || strings.Contains(said, due.ID.Hex()) {
		t.Errorf("today: %s", said)
	}
	for range 2 {
		said := forecast(t, folder, 366)
		if !strings.HasPrefix(said, "Due now: 1.") || !strings.Contains(said, due.ID.Hex()+"  closed ") || strings.Contains(said, held.ID.Hex()) {
			t.Errorf("in a year: %s", said)
		}
	}
	var detail struct{ Keys []struct{ Box []byte } }
	desk.Must(customer.Token, "GET", due.Path(""), nil, &detail)
	if len(detail.Keys) != 1 || len(detail.Keys[0].Box) == 0 {
		t.Error("the forecast destroyed something")
	}
}

// What cannot be looked into is said, and not made.
func TestForecastOfNothing(t *testing.T) {
	folder := t.TempDir()
	if err := server.Forecast(context.Background(), folder, time.Now(), new(strings.Builder)); err == nil {
		t.Error("an empty folder has a forecast")
	}
	if left, err := os.ReadDir(folder); err != nil || len(left) != 0 {
		t.Errorf("the forecast left %v: %v", left, err)
	}
}

// A desk of an earlier version is not broken; it has to be started once. One
// whose keys are missing is.
func TestDoctorOnTheShredStore(t *testing.T) {
	folder := t.TempDir()
	db, err := storage.Open(context.Background(), folder, nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, f := range server.Examine(context.Background(), server.Examination{DataDir: folder}) {
		if f.What == "retention" && f.Verdict != server.Fine {
			t.Errorf("a new desk: %+v", f)
		}
	}
	if err := os.Truncate(filepath.Join(folder, "shred.db"), 0); err != nil {
		t.Fatal(err)
	}
	for _, f := range server.Examine(context.Background(), server.Examination{DataDir: folder}) {
		if f.What == "retention" && (f.Verdict != server.Notice || !strings.Contains(f.Said, "start this version")) {
			t.Errorf("without tables: %+v", f)
		}
	}
	if err := os.Remove(filepath.Join(folder, "shred.db")); err != nil {
		t.Fatal(err)
	}
	for _, f := range server.Examine(context.Background(), server.Examination{DataDir: folder}) {
		if f.What == "retention" && (f.Verdict != server.Broken || !strings.Contains(f.Said, "put it back")) {
			t.Errorf("without keys: %+v", f)
		}
	}
}

// Only data.db was put back: the doctor says so before the next start and after it.
func TestDoctorOnOlderData(t *testing.T) {
	folder, now := t.TempDir(), time.Now()
	run := func() {
		db, err := storage.Open(t.Context(), folder, nil)
		if err != nil {
			t.Fatal(err)
		}
		shred := storage.Conversations{DB: db}
		if err := errors.Join(shred.Prepare(t.Context(), now, seal.ID{1}), db.SweepShred(t.Context(), now), db.Close()); err != nil {
			t.Fatal(err)
		}
	}
	says := func(want string) {
		t.Helper()
		for _, f := range server.Examine(t.Context(), server.Examination{DataDir: folder}) {
			if f.What == "retention" && (f.Verdict != server.Notice || !strings.Contains(f.Said, want)) {
				t.Errorf("the doctor says %+v", f)
			}
		}
	}
	run()
	older, err := os.ReadFile(filepath.Join(folder, "data.db"))
	if err != nil {
		t.Fatal(err)
	}
	run()
	if err := os.WriteFile(filepath.Join(folder, "data.db"), older, 0o600); err != nil {
		t.Fatal(err)
	}
	says("data.db is older than shred.db")
	run()
	says("They are kept until " + now.Add(storage.Spared).UTC().Format(time.DateOnly))
}
