// Package ledger shows that a record of acts that was tampered with is found out
// by somebody who trusts nothing of the server, and how exactly.
package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to tamper with the file, as somebody would who has the server

	"github.com/sealdesk/sealdesk/client/auditor"
	acts "github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
	"github.com/sealdesk/sealdesk/test/play"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// scene is a desk whose record is some tiles long, and an auditor who kept a
// checkpoint of it.
type scene struct {
	*servertest.Desk
	t     *testing.T
	told  *bytes.Buffer // by the server, in its log
	key   string
	early []byte // the checkpoint that the auditor kept
	size  int64  // of the record, when it was tampered with
}

func newScene(t *testing.T) *scene {
	t.Helper()
	s := &scene{t: t, told: &bytes.Buffer{}}
	s.Desk = servertest.New(t, server.Config{Log: slog.New(slog.NewTextHandler(s.told, &slog.HandlerOptions{Level: slog.LevelWarn}))})
	s.grow(520) // and a checkpoint of everything until then
	s.early = s.Do("", "GET", "/ledger/checkpoint", nil).Body
	s.key = s.headers()
	s.grow(90)
	c, err := ledger.Open(s.Do("", "GET", "/ledger/checkpoint", nil).Body, s.key)
	check(t, err)
	s.size = c.Size
	return s
}

// grow makes events, through the store, and starts the server again, which signs
// a checkpoint of them.
func (s *scene) grow(events int) {
	s.t.Helper()
	check(s.t, s.Server.Close())
	db, err := storage.Open(s.t.Context(), s.Config.DataDir, nil)
	check(s.t, err)
	check(s.t, db.Write(s.t.Context(), func(tx *storage.Tx) error {
		for n := range events {
			read := acts.Act(time.UnixMilli(int64(n+1)), acts.Read, acts.Itself(), s.Org)
			if err := acts.Append(tx, read); err != nil {
				return err
			}
		}
		return nil
	}))
	check(s.t, db.Close())
	srv, err := server.Start(s.t.Context(), s.Config)
	check(s.t, err)
	s.Server = srv
}

// headers reads the key from an export's first line, as an auditor would on the
// first day, and compares it elsewhere.
func (s *scene) headers() string {
	s.t.Helper()
	line, err := ledger.ParseLine(bytes.SplitN(s.export(), []byte("\n"), 2)[0])
	check(s.t, err)
	return line.Key
}

func (s *scene) export() []byte {
	s.t.Helper()
	return s.exported("")
}

// exported is an export of what is asked for.
func (s *scene) exported(query string) []byte {
	s.t.Helper()
	answer := s.Do(s.Owner.Token, "GET", "/ledger/export"+query, nil)
	if answer.Status != 200 {
		s.t.Fatalf("the export was answered %d %s", answer.Status, answer.Body)
	}
	return answer.Body
}

// while does something to the file while the server does not run.
func (s *scene) while(tamper func(db *sql.DB)) {
	s.t.Helper()
	check(s.t, s.Server.Close())
	s.told.Reset()
	db, err := sql.Open("sqlite", filepath.Join(s.Config.DataDir, "data.db"))
	check(s.t, err)
	tamper(db)
	check(s.t, db.Close())
	srv, err := server.Start(context.Background(), s.Config)
	check(s.t, err)
	s.Server = srv
}

func run(t *testing.T, db *sql.DB, query string, args ...any) {
	t.Helper()
	_, err := db.Exec(query, args...)
	check(t, err)
}

// altered is the event at a place, as if somebody else had done it.
func altered(t *testing.T, db *sql.DB, number int64) []byte {
	t.Helper()
	var wire []byte
	check(t, db.QueryRow(`SELECT event FROM ledger WHERE number = ?`, number).Scan(&wire))
	event, err := ledger.ParseEvent(wire)
	check(t, err)
	event.Network = "192.0.2.1"
	return event.Append(nil)
}

// open makes room for an entry before a number.
func shift(t *testing.T, db *sql.DB, from int64) {
	run(t, db, `UPDATE ledger SET number = -number - 1 WHERE number >= ?`, from)
	run(t, db, `UPDATE ledger SET number = -number WHERE number < 0`)
}

// The matrix: what was done to the file, and what the verifier says to the export
// that the server then gives. First is the entry that it must name.
func TestTamperingIsNamed(t *testing.T) {
	const at = 300 // in a tile that is full
	for _, row := range []struct {
		act    string
		tamper func(*testing.T, *sql.DB, int64)
		first  func(size int64) int64
		last   func(size int64) int64 // nil: the same
	}{
		{"an event is edited", func(t *testing.T, db *sql.DB, _ int64) {
			run(t, db, `UPDATE ledger SET event = ? WHERE number = ?`, altered(t, db, at), at)
		}, func(int64) int64 { return at }, nil},
		{"one of the newest is edited", func(t *testing.T, db *sql.DB, size int64) {
			run(t, db, `UPDATE ledger SET event = ? WHERE number = ?`, altered(t, db, size-3), size-3)
		}, func(size int64) int64 { return size - 95 }, func(size int64) int64 { return size - 1 }},
		{"a salt is edited", func(t *testing.T, db *sql.DB, _ int64) {
			run(t, db, `UPDATE ledger SET salt = zeroblob(16) WHERE number = ?`, at)
		}, func(int64) int64 { return at }, nil},
		{"an event is deleted", func(t *testing.T, db *sql.DB, _ int64) {
			run(t, db, `DELETE FROM ledger WHERE number = ?`, at)
		}, func(int64) int64 { return at }, nil},
		{"an event is deleted, and the others closed the gap", func(t *testing.T, db *sql.DB, _ int64) {
			run(t, db, `DELETE FROM ledger WHERE number = ?`, at)
			run(t, db, `UPDATE ledger SET number = -number WHERE number > ?`, at)
			run(t, db, `UPDATE ledger SET number = -number - 1 WHERE number < 0`)
		}, func(int64) int64 { return at }, nil},
		{"an event is erased unlawfully, with another commitment", func(t *testing.T, db *sql.DB, _ int64) {
			run(t, db, `UPDATE ledger SET salt = NULL, event = randomblob(32) WHERE number = ?`, at)
		}, func(int64) int64 { return at }, nil},
		{"an event is inserted", func(t *testing.T, db *sql.DB, _ int64) {
			event := altered(t, db, at)
			shift(t, db, at)
			run(t, db, `INSERT INTO ledger (number, salt, event) VALUES (?, randomblob(16), ?)`, at, event)
		}, func(int64) int64 { return at }, nil},
		{"two change places", func(t *testing.T, db *sql.DB, _ int64) {
			run(t, db, `UPDATE ledger SET number = -1 WHERE number = ?`, at)
			run(t, db, `UPDATE ledger SET number = ? WHERE number = ?`, at, at+7)
			run(t, db, `UPDATE ledger SET number = ? WHERE number = -1`, at+7)
		}, func(int64) int64 { return at }, nil},
		{"the newest are removed", func(t *testing.T, db *sql.DB, size int64) {
			run(t, db, `DELETE FROM ledger WHERE number >= ?`, size-5)
			// The next start of the server stands in the place of the first of them.
		}, func(size int64) int64 { return size - 4 }, func(size int64) int64 { return size - 1 }},
		{"everything is made anew but for the checkpoints", func(t *testing.T, db *sql.DB, _ int64) {
			remake(t, db, at)
		}, func(int64) int64 { return 0 }, nil},
	} {
		t.Run(row.act, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			if _, err := auditor.File(bytes.NewReader(s.export()), auditor.Trust{Key: s.key, Known: [][]byte{s.early}}, nil); err != nil {
				t.Fatalf("before, the record does not hold: %v", err)
			}
			s.while(func(db *sql.DB) { row.tamper(t, db, s.size) })
			_, err := auditor.File(bytes.NewReader(s.export()), auditor.Trust{Key: s.key}, nil)
			var damage *ledger.Damage
			if !errors.As(err, &damage) {
				t.Fatalf("it was not found: %v", err)
			}
			first, last := row.first(s.size), row.first(s.size)
			if row.last != nil {
				last = row.last(s.size)
			}
			exact := damage.First == first && damage.Last >= last
			if row.act == "one of the newest is edited" {
				exact = damage.First <= s.size-3 && damage.Last >= s.size-3 && damage.Last-damage.First < 200
			}
			if row.act == "everything is made anew but for the checkpoints" {
				exact = damage.First <= at && damage.Last >= at
			}
			if !exact {
				t.Errorf("%v instead of %d to %d", damage, first, last)
			}
		})
	}
}

// remake edits an event and makes every tile anew, as somebody would who knows
// the form.
func remake(t *testing.T, db *sql.DB, at int64) {
	t.Helper()
	run(t, db, `UPDATE ledger SET event = ? WHERE number = ?`, altered(t, db, at), at)
	run(t, db, `DELETE FROM ledger_tiles`)
	rows, err := db.Query(`SELECT salt, event FROM ledger ORDER BY number`)
	check(t, err)
	var tree ledger.Tree
	var full []ledger.Tile
	for rows.Next() {
		var salt, event []byte
		check(t, rows.Scan(&salt, &event))
		full = append(full, tree.Add(ledger.LeafHash(ledger.Commit(ledger.Salt(salt), event)))...)
	}
	check(t, errors.Join(rows.Err(), rows.Close()))
	for _, tile := range full {
		var flat []byte
		for _, hash := range tile.Hashes {
			flat = append(flat, hash[:]...)
		}
		run(t, db, `INSERT INTO ledger_tiles (level, number, hashes) VALUES (?, ?, ?)`, tile.Level, tile.Number, flat)
	}
}

// Who holds everything of the server, its key too, can make a ledger anew that
// holds in itself. A checkpoint that was kept elsewhere shows it.
func TestAKeptCheckpointShowsWhatNothingElseDoes(t *testing.T) {
	for name, tamper := range map[string]func(*scene){
		"a ledger made anew": func(s *scene) {
			s.while(func(db *sql.DB) {
				remake(s.t, db, 300)
				run(s.t, db, `DELETE FROM ledger_checkpoints`)
			})
		},
		"a backup of before": func(s *scene) {
			s.while(func(db *sql.DB) {
				run(s.t, db, `DELETE FROM ledger WHERE number >= 400`)
				run(s.t, db, `DELETE FROM ledger_tiles WHERE number >= 1`)
				run(s.t, db, `DELETE FROM ledger_checkpoints`)
			})
		},
		"another ledger for another reader": func(s *scene) {
			check(s.t, s.Server.Close())
			other := s.t.TempDir()
			check(s.t, os.CopyFS(other, os.DirFS(s.Config.DataDir)))
			check(s.t, os.Chmod(other, 0o700)) //nolint:gosec // it is a folder
			s.Restart()                        // and is what the auditor keeps a checkpoint of
			s.grow(20)
			s.early = s.Do("", "GET", "/ledger/checkpoint", nil).Body
			check(s.t, s.Server.Close())
			s.Config.DataDir = other
			s.Restart()
			s.grow(60)
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newScene(t)
			tamper(s)
			export := s.export()
			if _, err := auditor.File(bytes.NewReader(export), auditor.Trust{Key: s.key}, nil); err != nil {
				t.Fatalf("it does not hold in itself: %v", err)
			}
			_, err := auditor.File(bytes.NewReader(export), auditor.Trust{Key: s.key, Known: [][]byte{s.early}}, nil)
			var damage *ledger.Damage
			if !errors.As(err, &damage) {
				t.Errorf("the export: %v", err)
			}
			if _, err := auditor.Live(context.Background(), "http://"+s.Server.Addr(), auditor.Trust{Key: s.key, Known: [][]byte{s.early}}); !errors.As(err, &damage) {
				t.Errorf("the desk itself: %v", err)
			}
		})
	}
}

// Another key signs another ledger, whatever is in it.
func TestAnotherKeyIsNotBelieved(t *testing.T) {
	s := newScene(t)
	check(t, s.Server.Close())
	path := filepath.Join(s.Config.DataDir, "server.key")
	raw, err := os.ReadFile(path)
	check(t, err)
	raw[0] ^= 1
	check(t, os.WriteFile(path, raw, 0o600))
	s.Restart()
	s.grow(1)
	if _, err := auditor.File(bytes.NewReader(s.export()), auditor.Trust{Key: s.key}, nil); err == nil {
		t.Error("the export was believed")
	}
	if _, err := auditor.Live(context.Background(), "http://"+s.Server.Addr(), auditor.Trust{Key: s.key}); err == nil {
		t.Error("the desk was believed")
	}
	if !strings.Contains(s.told.String(), "not the one that this server signed") {
		t.Errorf("the server starts in silence: %s", s.told)
	}
}

// The server itself notices at its start that what it signed is not there any
// more, and says so; untouched, it says nothing.
func TestTheServerNoticesAtItsStart(t *testing.T) {
	s := newScene(t)
	s.while(func(*sql.DB) {})
	if s.told.Len() > 0 {
		t.Errorf("untouched: %s", s.told)
	}
	s.while(func(db *sql.DB) { run(t, db, `DELETE FROM ledger WHERE number >= 500`) })
	if !strings.Contains(s.told.String(), "not the one that this server signed") {
		t.Errorf("it starts in silence: %s", s.told)
	}
}

// erase takes events out of the file, as the server does, and tells nobody.
func erase(t *testing.T, db *sql.DB, numbers ...int64) {
	t.Helper()
	for _, number := range numbers {
		var salt, event []byte
		check(t, db.QueryRow(`SELECT salt, event FROM ledger WHERE number = ?`, number).Scan(&salt, &event))
		entry := ledger.Commit(ledger.Salt(salt), event)
		run(t, db, `UPDATE ledger SET salt = NULL, event = ? WHERE number = ?`, entry[:], number)
	}
}

// What is lawfully erased leaves its commitment: the record holds, with every proof
// of what was erased, and says how many were.
func TestAnErasureLeavesTheTreeWhole(t *testing.T) {
	s := newScene(t)
	const at = 300
	proven := func() (leaf string) {
		t.Helper()
		var given struct {
			Checkpoint string
			Proof      []seal.ID
		}
		s.Must(s.Owner.Token, "GET", fmt.Sprintf("/ledger/events/%d/proof", at), nil, &given)
		signed, err := ledger.Open([]byte(given.Checkpoint), s.key)
		check(t, err)
		entry := s.Do("", "GET", "/ledger/tile/entries/001", nil).Body[(at-256)*34+2:][:32]
		check(t, ledger.CheckInclusion(given.Proof, at, seal.ID(entry), signed))
		return string(entry)
	}
	before := proven()
	var done struct {
		Events int
		More   bool
	}
	s.Must(s.Owner.Token, "POST", "/ledger/erasures", servertest.Object{"about": s.Org, "reason": "person"}, &done)
	if done.Events < 610 || done.More {
		t.Fatalf("%+v", done)
	}
	s.while(func(*sql.DB) {}) // and the server finds nothing wrong with it
	report, err := auditor.File(bytes.NewReader(s.export()), auditor.Trust{Key: s.key, Known: [][]byte{s.early}}, nil)
	if err != nil || report.Erased != int64(done.Events) || report.Known != 1 || report.Entries < s.size {
		t.Fatalf("%+v %v", report, err)
	}
	if report, err := auditor.Live(context.Background(), "http://"+s.Server.Addr(), auditor.Trust{Key: s.key, Known: [][]byte{s.early}}); err != nil || report.Entries < s.size {
		t.Fatalf("%+v %v", report, err)
	}
	if s.told.Len() > 0 || proven() != before {
		t.Errorf("the server says %s", s.told)
	}
}

// An export that says it is of another ledger than the one whose key signed it is
// not reported as that other one's.
func TestAnExportUnderAnotherNameIsRefused(t *testing.T) {
	s := newScene(t)
	for _, other := range []string{"sealdesk/another", "sealdesk/\x1b[2Janother"} {
		renamed := bytes.Replace(s.export(), []byte(ledger.Origin(s.Org)), []byte(other), 1)
		for _, trust := range []auditor.Trust{{Key: s.key}, {}} {
			if report, err := auditor.File(bytes.NewReader(renamed), trust, nil); !errors.Is(err, seal.ErrUnverified) {
				t.Errorf("%+v %v", report, err)
			}
		}
	}
}

// What is printed of an event keeps to its line, whatever its words hold.
func TestAnEventPrintsOneLine(t *testing.T) {
	var out bytes.Buffer
	auditor.Print(&out)(7, &ledger.Event{Version: 1, Kind: "a\nb", Reason: "c\r\x1b[2J\t\nd"})
	if text := out.String(); strings.Count(text, "\n") != 1 || strings.ContainsAny(text, "\r\x1b") {
		t.Errorf("%q", text)
	}
}

// What was erased without an event that tells of it is named, in a record that
// holds otherwise; an erasure that is told of does not cover for another.
func TestAnErasureThatNothingTellsOfIsNamed(t *testing.T) {
	s := newScene(t)
	found := func() ledger.Untold {
		t.Helper()
		report, err := auditor.File(bytes.NewReader(s.export()), auditor.Trust{Key: s.key, Known: [][]byte{s.early}}, nil)
		var untold *ledger.Untold
		if !errors.As(err, &untold) || report.Known != 1 {
			t.Fatalf("%+v %v", report, err)
		}
		return *untold
	}
	s.while(func(db *sql.DB) { erase(t, db, 0, 255, 256, 300, s.size-1) })
	if s.told.Len() > 0 {
		t.Errorf("the server says %s", s.told)
	}
	if u := found(); u != (ledger.Untold{First: 0, Last: s.size - 1, Count: 5}) {
		t.Errorf("%+v", u)
	}
	s.Must(s.Owner.Token, "POST", "/ledger/erasures", servertest.Object{"about": s.Org, "reason": "order"}, nil)
	if u := found(); u.Count != 5 {
		t.Errorf("after a lawful erasure: %+v", u)
	}
}

// Every single line of an export that is altered, dropped, doubled or moved is
// found, and an export that is cut off anywhere.
func TestEveryLineOfAnExportCounts(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	s := &scene{Desk: desk, t: t}
	s.grow(12)
	export := s.export()
	lines := bytes.SplitAfter(export, []byte("\n"))
	lines = lines[:len(lines)-1]
	trust := auditor.Trust{Key: s.headers()}
	refused := func(what string, lines [][]byte) {
		t.Helper()
		if _, err := auditor.File(bytes.NewReader(bytes.Join(lines, nil)), trust, nil); err == nil {
			t.Errorf("%s: nothing was found", what)
		}
	}
	if _, err := auditor.File(bytes.NewReader(export), trust, nil); err != nil {
		t.Fatal(err)
	}
	newest := len(lines) - 2 // the last checkpoint: without it, the newest entries are unsigned
	for i, line := range lines {
		without := append(append([][]byte{}, lines[:i]...), lines[i+1:]...)
		checkpoint := strings.HasPrefix(string(line), `{"checkpoint"`) // one more or fewer is no harm, but for the last
		if !checkpoint || i == newest {
			refused(fmt.Sprintf("line %d dropped", i), without)
		}
		if !checkpoint {
			refused(fmt.Sprintf("line %d twice", i), append(append([][]byte{}, lines[:i+1]...), lines[i:]...))
		}
		if i+1 < len(lines) {
			moved := append([][]byte{}, lines...)
			moved[i], moved[i+1] = moved[i+1], moved[i]
			refused(fmt.Sprintf("line %d moved", i), moved)
		}
		step := 7
		if play.Long() {
			step = 1
		}
		for at := i % step; at < len(line); at += step {
			other := append([]byte{}, line...)
			other[at] ^= 1
			if i == 0 { // its own key is not what is believed
				continue
			}
			refused(fmt.Sprintf("line %d altered at %d", i, at), append(append(append([][]byte{}, lines[:i]...), other), lines[i+1:]...))
		}
	}
	for cut := range export[:len(export)-1] {
		if _, err := auditor.File(bytes.NewReader(export[:cut]), trust, nil); err == nil {
			t.Errorf("cut off at %d of %d: nothing was found", cut, len(export))
		}
	}
}
