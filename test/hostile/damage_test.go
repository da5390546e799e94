package hostile

import (
	"bytes"
	"context"
	crypto "crypto/rand"
	"database/sql"
	"net"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // another program at the same files

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

// damage is something that happened to a folder while no server ran on it.
type damage struct {
	do   func(t *testing.T, folder string)
	says string // the word of the start that tells what to do
}

var damages = map[string]damage{
	"data.db cut in half":          {func(t *testing.T, f string) { cut(t, f, "data.db", 2) }, "put a backup back"},
	"shred.db cut in half":         {func(t *testing.T, f string) { cut(t, f, "shred.db", 2) }, "put a backup back"},
	"data.db of other bytes":       {func(t *testing.T, f string) { other(t, f, "data.db") }, "put a backup back"},
	"shred.db of other bytes":      {func(t *testing.T, f string) { other(t, f, "shred.db") }, "put a backup back"},
	"no shred.db":                  {func(t *testing.T, f string) { check(t, os.Remove(filepath.Join(f, "shred.db"))) }, "put it back"},
	"shred.db on an absent disk":   {absentDisk, "put it back"},
	"shred.db of another desk":     {anothersShred, "put the right one"},
	"half a server key":            {func(t *testing.T, f string) { cut(t, f, "server.key", 2) }, "restore it"},
	"a folder in place of data.db": {func(t *testing.T, f string) { folderInPlace(t, f, "data.db") }, "see that"},
	"others may look":              {func(t *testing.T, f string) { check(t, os.Chmod(f, 0o755)) }, "chmod 700"}, //nolint:gosec // that is the point
	"data.db of a newer version":   {newer, "start that version"},
}

func cut(t *testing.T, folder, name string, by int64) {
	t.Helper()
	path := filepath.Join(folder, name)
	info, err := os.Stat(path)
	check(t, err)
	check(t, os.Truncate(path, info.Size()/by))
}

func other(t *testing.T, folder, name string) {
	t.Helper()
	check(t, os.WriteFile(filepath.Join(folder, name), bytes.Repeat([]byte("no database "), 2000), 0o600))
}

func absentDisk(t *testing.T, folder string) {
	t.Helper()
	path := filepath.Join(folder, "shred.db")
	check(t, os.Remove(path))
	check(t, os.Symlink(filepath.Join(t.TempDir(), "shred.db"), path)) // the mount point is there, the disk is not
}

func anothersShred(t *testing.T, folder string) {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(anothersFolder(t), "shred.db"))
	check(t, err)
	check(t, os.WriteFile(filepath.Join(folder, "shred.db"), raw, 0o600))
}

// anothersFolder is what another desk left.
func anothersFolder(t *testing.T) string {
	t.Helper()
	folder := play.Folder(t)
	desk := servertest.New(t, server.Config{DataDir: folder})
	desk.Visitor().Converse(desk.Team)
	check(t, desk.Server.Close())
	return folder
}

func folderInPlace(t *testing.T, folder, name string) {
	t.Helper()
	check(t, os.Remove(filepath.Join(folder, name)))
	check(t, os.Mkdir(filepath.Join(folder, name), 0o700))
}

func newer(t *testing.T, folder string) {
	t.Helper()
	db := program(t, filepath.Join(folder, "data.db"))
	_, err := db.Exec(`INSERT INTO schema_version VALUES ('9999_later.sql')`)
	check(t, err)
	check(t, db.Close())
}

// program is another one that works on a file.
func program(t *testing.T, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", "file:"+path)
	check(t, err)
	db.SetMaxOpenConns(1)
	return db
}

// A start on a damaged folder fails, says what to do and changes nothing more:
// once the damage is undone, everything is there.
func TestDamagedFolders(t *testing.T) {
	s := newStage(t, server.Config{DataDir: play.Folder(t)})
	folder := s.desk.Config.DataDir
	check(t, s.desk.Server.Close())
	for name, d := range damages {
		t.Run(name, func(t *testing.T) {
			damaged := filepath.Join(t.TempDir(), "data")
			check(t, os.CopyFS(damaged, os.DirFS(folder)))
			check(t, os.Chmod(damaged, 0o700)) //nolint:gosec // it is a folder
			d.do(t, damaged)
			before := listing(t, damaged)
			refusesToStart(t, server.Config{DataDir: damaged}, d.says)
			if after := listing(t, damaged); after != before {
				t.Errorf("the start left %s of %s", after, before)
			}
		})
	}
	s.desk.Restart()
	s.whole()
}

// listing names the databases of a folder with their sizes.
func listing(t *testing.T, folder string) string {
	t.Helper()
	var all []string
	for _, name := range []string{"data.db", "shred.db", "server.key"} {
		info, err := os.Stat(filepath.Join(folder, name))
		if err != nil {
			all = append(all, name+" absent")
			continue
		}
		all = append(all, name+" "+strconv.FormatInt(info.Size(), 10))
	}
	return strings.Join(all, ", ")
}

// Who has lost the shred store for ever says so with an empty one, and goes on.
func TestALostShredStore(t *testing.T) {
	s := newStage(t, server.Config{DataDir: play.Folder(t)})
	s.restart(func() { check(t, os.Truncate(filepath.Join(s.desk.Config.DataDir, "shred.db"), 0)) })
	again := s.desk.Visitor()
	again.Converse(s.desk.Team).Send("Hello, once more")
	if said := s.doctor(); !strings.Contains(said, "shred") {
		t.Errorf("the doctor says %q", said)
	}
}

// Bits that a disk has turned over are found by the doctor or by whoever opens
// what they stand in; whatever they hit, the server neither panics nor tells
// what is inside of it, and the backup brings everything back.
func TestTurnedBits(t *testing.T) {
	t.Parallel()
	s, random := newStage(t, server.Config{DataDir: play.Folder(t)}), play.Random(play.NewSeed(t))
	folder, rounds, found := s.desk.Config.DataDir, 12, 0
	if play.Long() {
		rounds = 200
	}
	check(t, s.desk.Server.Close())
	backup, err := os.ReadFile(filepath.Join(folder, "data.db"))
	check(t, err)
	for range rounds {
		raw := bytes.Clone(backup)
		for range 1 + random.IntN(64) {
			raw[4096+random.IntN(len(raw)-4096)] ^= 1 << random.IntN(8)
		}
		check(t, os.WriteFile(filepath.Join(folder, "data.db"), raw, 0o600))
		if s.doctor() != "" {
			found++
		}
		s.live()
		for _, name := range []string{"data.db-wal", "data.db-shm"} {
			check(t, os.RemoveAll(filepath.Join(folder, name)))
		}
		check(t, os.WriteFile(filepath.Join(folder, "data.db"), backup, 0o600))
	}
	t.Logf("the doctor noticed %d of %d", found, rounds)
	s.desk.Restart()
	s.whole()
}

// live starts a desk on what there is, if it starts, and asks it for everything.
func (s *stage) live() {
	s.t.Helper()
	config := s.desk.Config
	config.Listen = "127.0.0.1:0"
	srv, err := server.Start(context.Background(), config)
	if err != nil {
		return // it says so; what it says is for the operator
	}
	s.desk.Server = srv
	for _, path := range []string{s.thread.Path(""), s.thread.Path("/entries?after=0"), "/conversations", s.thread.PartPath(photoID, 0), "/session", "/directory?after=0"} {
		for _, token := range []string{s.customer.Token, s.desk.Owner.Token, ""} {
			if answer := s.desk.Do(token, "GET", path, nil); answer.Status >= 500 {
				refused(s.t, path, answer, answer.Status, "")
			}
		}
	}
	tried := *s.thread // its counters are not the customer's
	if answer := s.thread.Post(tried.Text("Still there?").Bytes()); answer.Status >= 500 {
		refused(s.t, "a message", answer, answer.Status, "")
	}
	srv.Close() //nolint:errcheck // a damaged file may not close well
}

// A log of garbage beside the data is not taken for messages, and takes nothing
// with it of what had come to the data itself.
func TestGarbageInTheLog(t *testing.T) {
	t.Parallel()
	s, random := newStage(t, server.Config{DataDir: play.Folder(t)}), play.Random(play.NewSeed(t))
	for _, size := range []int{1, 31, 32, 4096, 100_000} {
		garbage := make([]byte, size)
		for i := range garbage {
			garbage[i] = byte(random.Uint32())
		}
		for _, name := range []string{"data.db-wal", "shred.db-wal", "data.db-shm", "shred.db-shm"} {
			s.restart(func() { check(t, os.WriteFile(filepath.Join(s.desk.Config.DataDir, name), garbage, 0o600)) })
			s.whole()
		}
	}
}

// While another program holds the data, nobody waits for ever, nobody is told
// that something is stored, and what was refused is taken afterwards.
func TestLockedData(t *testing.T) {
	t.Parallel()
	s := newStage(t, server.Config{DataDir: play.Folder(t)})
	for _, name := range []string{"data.db", "shred.db"} {
		read := s.thread.Path("/entries?after=0")
		s.desk.Must(s.customer.Token, "GET", read, nil, nil) // which is recorded, once for a while
		db := program(t, filepath.Join(s.desk.Config.DataDir, name))
		_, err := db.Exec(`BEGIN IMMEDIATE`)
		check(t, err)
		start := time.Now()
		opening := s.customer.Prepare(s.desk.Team, s.desk.Head()).Opening
		refused(t, "a conversation", s.desk.Do(s.customer.Token, "POST", "/conversations", opening), 503, "Another program")
		if waited := time.Since(start); waited > 30*time.Second {
			t.Errorf("%s: it took %v", name, waited)
		}
		if answer := s.desk.Do(s.customer.Token, "GET", read, nil); answer.Status != 200 {
			t.Errorf("%s: reading waits with it: %d", name, answer.Status)
		}
		check(t, db.Close())
		s.desk.Must(s.customer.Token, "POST", "/conversations", opening, nil)
		s.whole()
	}
}

// A second server on a folder, or on a port, is told so, and the first goes on.
func TestTwoServers(t *testing.T) {
	s := newStage(t, server.Config{DataDir: play.Folder(t)})
	refusesToStart(t, s.desk.Config, "stop that one first")
	s.whole()
	_, port, err := net.SplitHostPort(s.desk.Server.Addr())
	check(t, err)
	_, err = server.Start(t.Context(), server.Config{DataDir: play.Folder(t), Listen: "127.0.0.1:" + port})
	if err == nil || !strings.Contains(err.Error(), "--listen") {
		t.Errorf("on the same port: %v", err)
	}
	s.whole()
}

// Parts of files that are missing, cut short, grown or swapped are never taken
// for the file, and the rest of the desk does not mind.
func TestDamagedFiles(t *testing.T) {
	s := newStage(t, server.Config{DataDir: play.Folder(t)})
	data := bytes.Repeat([]byte("a longer file "), 20_000)
	var sealed bytes.Buffer
	a, err := seal.SealAttachment(crypto.Reader, &sealed, bytes.NewReader(data), uint64(len(data)))
	check(t, err)
	name := seal.ID16{9}
	s.thread.Upload(s.customer.Token, name, sealed.Bytes())
	path := filepath.Join(s.desk.Config.DataDir, "files", s.thread.ID.Hex(), name.String(), "0")
	for what, bad := range map[string][]byte{
		"missing": nil, "empty": {}, "cut short": sealed.Bytes()[:sealed.Len()/2], "grown": append(bytes.Clone(sealed.Bytes()), 1), "swapped": bytes.Repeat([]byte{1}, sealed.Len()),
	} {
		check(t, os.Remove(path))
		if bad != nil {
			check(t, os.WriteFile(path, bad, 0o600))
		}
		got := s.desk.Do(s.customer.Token, "GET", s.thread.PartPath(name, 0), nil)
		switch what {
		case "missing":
			refused(t, what, got, 404, "not here any more")
		case "swapped": // the server cannot tell: whoever opens it does
			if err := seal.OpenAttachment(new(bytes.Buffer), bytes.NewReader(got.Body), a); err == nil {
				t.Errorf("%s: it is taken for the file", what)
			}
		default:
			refused(t, what, got, 410, "damaged")
		}
		check(t, os.WriteFile(path, sealed.Bytes(), 0o600))
		s.whole()
	}
	if got := s.thread.Download(s.customer.Token, name, (sealed.Len()+conversation.PartSize-1)/conversation.PartSize); !bytes.Equal(got, sealed.Bytes()) {
		t.Error("the file itself is gone")
	}
}
