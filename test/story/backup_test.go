package story

import (
	"bytes"
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to look into the files beside the server

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

// A year after Ada closed it, a conversation is destroyed. Then somebody puts
// last year's backup of the data back: nobody reads it, the doctor tells, and the
// next start removes it again under the certificate that there is.
func TestABackupDoesNotBringBackWhatWasDestroyed(t *testing.T) {
	s := newStage(t)
	talk, saved := s.goodbye("My card was stolen in Porto")
	backup := s.backup()
	s.aYearLater()
	word := s.certificate(talk)
	s.destroyed(talk, saved)

	check(t, s.server.Close())
	s.restore(backup)
	if said := s.doctor(); !strings.HasPrefix(said, "notice Conversations under destroyed keys, as after restoring a backup: 1.") {
		t.Errorf("the doctor says %q", said)
	}
	if said := s.forecast(); !strings.Contains(said, "Under destroyed keys, as after restoring a backup: 1.") {
		t.Errorf("the forecast says %q", said)
	}
	s.start()
	s.destroyed(talk, saved)
	if again := s.certificate(talk); !bytes.Equal(again, word) {
		t.Error("another certificate was issued for the same conversation")
	}
	check(t, s.server.Close())
	if said := s.doctor(); !strings.HasPrefix(said, "fine") {
		t.Errorf("afterwards the doctor says %q", said)
	}
	s.start()
}

// The same backup, and a server that has forgotten what it certified: the rows
// stay, and still neither the customer nor the team opens anything.
func TestABackupOpensNothingWithoutItsKeys(t *testing.T) {
	s := newStage(t)
	talk, saved := s.goodbye("My card was stolen in Porto")
	backup := s.backup()
	s.aYearLater()
	check(t, s.server.Close())
	s.restore(backup)
	s.query("shred.db", `DELETE FROM certificates`)
	if said := s.doctor(); !strings.HasPrefix(said, "broken Conversations under keys that shred.db does not have: 1.") {
		t.Errorf("the doctor says %q", said)
	}
	s.start()
	if n := s.query("data.db", `SELECT count(*) FROM thread_boxes`); n == 0 {
		t.Fatal("the backup brought back no sealed key, so nothing was tried")
	}
	for who, open := range s.readers(saved) {
		if thread, err := open(talk); err == nil && len(play.Texts(thread)) > 0 {
			t.Errorf("%s reads %q", who, play.Texts(thread))
		}
	}
}

// goodbye is a conversation that Ada answered and closed.
func (s *stage) goodbye(text string) (seal.ID, client.VisitorState) {
	s.t.Helper()
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, text, "en")
	check(s.t, err)
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(s.t, err)
	_, err = atAdas.Say(s.ctx, "It is blocked.", "en")
	check(s.t, err)
	s.reads(talk, text, "It is blocked.")
	_, err = s.ada.Act(s.ctx, talk.ID(), "close")
	check(s.t, err)
	return talk.ID(), customer.State()
}

// backup copies the data file, as an operator does: without the shred store.
func (s *stage) backup() []byte {
	s.t.Helper()
	check(s.t, s.server.Close()) // which folds the log into the file
	data, err := os.ReadFile(filepath.Join(s.data, "data.db"))
	check(s.t, err)
	s.start()
	return data
}

func (s *stage) restore(backup []byte) {
	s.t.Helper()
	for _, beside := range []string{"data.db-wal", "data.db-shm"} {
		if _, err := os.Stat(filepath.Join(s.data, beside)); err == nil {
			s.t.Fatalf("the server left %s", beside)
		}
	}
	check(s.t, os.WriteFile(filepath.Join(s.data, "data.db"), backup, 0o600))
}

// aYearLater does the chores of a day a year ahead, and comes back to today, where
// everybody's certificates are valid.
func (s *stage) aYearLater() {
	s.t.Helper()
	s.ahead.Store(366)
	check(s.t, s.server.Tidy(s.ctx))
	s.ahead.Store(0)
}

// adaAgain is Ada after her sessions ended.
func (s *stage) adaAgain() *client.Agent {
	s.t.Helper()
	ada, err := client.SignInWithRecoveryCode(s.ctx, s.url(), play.AdaEmail, s.kit, client.Second{Password: play.AdaPassword}, client.Options{})
	check(s.t, err)
	return ada
}

// readers are the customer, who is back with the saved keys, and Ada.
func (s *stage) readers(saved client.VisitorState) map[string]func(seal.ID) (*client.Thread, error) {
	s.t.Helper()
	customer, ada := s.customer(&saved), s.adaAgain()
	return map[string]func(seal.ID) (*client.Thread, error){
		"the customer": func(id seal.ID) (*client.Thread, error) { return customer.Open(s.ctx, id) },
		"Ada":          func(id seal.ID) (*client.Thread, error) { return ada.Open(s.ctx, id) },
	}
}

// destroyed: both are told that it is gone, and the files hold nothing of it.
func (s *stage) destroyed(talk seal.ID, saved client.VisitorState) {
	s.t.Helper()
	for who, open := range s.readers(saved) {
		if _, err := open(talk); refusedKind(err) != "gone" {
			s.t.Errorf("%s is told: %v", who, err)
		}
	}
	for _, table := range []string{"thread_boxes", "thread_wraps", "thread_generations", "entries"} {
		if n := s.query("data.db", `SELECT count(*) FROM `+table); n != 0 {
			s.t.Errorf("%d rows of %s are left", n, table)
		}
	}
}

// certificate returns the only one.
func (s *stage) certificate(talk seal.ID) []byte {
	s.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.data, "data.db")+"?mode=ro")
	check(s.t, err)
	defer db.Close()
	var n int
	var word []byte
	check(s.t, db.QueryRow(`SELECT count(*), max(bytes) FROM certificates WHERE conversation = ?`, talk[:]).Scan(&n, &word))
	if n != 1 {
		s.t.Fatalf("%d certificates", n)
	}
	signed, err := seal.ParseSigned[seal.Certificate](word)
	check(s.t, err)
	_, key, _ := s.ada.Directory().ServerKey()
	_, err = signed.Verify(key)
	check(s.t, err)
	return word
}

// query runs a statement on a file behind the server's back; it returns the
// number that it gives, if any.
func (s *stage) query(file, statement string) (n int) {
	s.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(s.data, file)+"?_pragma=busy_timeout(5000)")
	check(s.t, err)
	defer db.Close()
	if !strings.HasPrefix(statement, "SELECT") {
		_, err = db.Exec(statement)
	} else {
		err = db.QueryRow(statement).Scan(&n)
	}
	check(s.t, err)
	return n
}

// doctor is what the doctor says of the retention.
func (s *stage) doctor() string {
	s.t.Helper()
	for _, finding := range server.Examine(s.ctx, server.Examination{DataDir: s.data}) {
		if finding.What == "retention" {
			return string(finding.Verdict) + " " + finding.Said
		}
	}
	s.t.Fatal("the doctor says nothing of the retention")
	return ""
}

func (s *stage) forecast() string {
	s.t.Helper()
	var said strings.Builder
	check(s.t, server.Forecast(s.ctx, s.data, time.Now(), &said))
	return said.String()
}

// A backup of the shred store is a backup of the keys: put back as well, it opens
// what stands in the data. That is why it is kept apart, and for a short time.
func TestABackupOfTheKeysBringsEverythingBack(t *testing.T) {
	s := newStage(t)
	talk, saved := s.goodbye("My card was stolen in Porto")
	check(t, s.server.Close())
	keys, err := os.ReadFile(filepath.Join(s.data, "shred.db"))
	check(t, err)
	data, err := os.ReadFile(filepath.Join(s.data, "data.db"))
	check(t, err)
	s.start()
	s.aYearLater()
	s.destroyed(talk, saved)
	check(t, s.server.Close())
	s.restore(data)
	check(t, os.WriteFile(filepath.Join(s.data, "shred.db"), keys, 0o600))
	s.start()
	for who, open := range s.readers(saved) {
		thread, err := open(talk)
		check(t, err)
		if got := play.Texts(thread); len(got) != 2 {
			t.Errorf("%s reads %q", who, got)
		}
	}
}

// The keys alone, put back beside newer data, are keys to nothing: the server
// destroys those that no data stands under.
func TestKeysThatComeBackAloneAreSwept(t *testing.T) {
	s := newStage(t)
	talk, saved := s.goodbye("My card was stolen in Porto")
	check(t, s.server.Close())
	keys, err := os.ReadFile(filepath.Join(s.data, "shred.db"))
	check(t, err)
	s.start()
	s.aYearLater()
	check(t, s.server.Close())
	check(t, os.WriteFile(filepath.Join(s.data, "shred.db"), keys, 0o600))
	s.start()
	s.destroyed(talk, saved)
	if n := s.query("shred.db", `SELECT count(*) FROM shred_keys`); n != 1 {
		t.Fatalf("%d keys came back instead of one", n)
	}
	s.ahead.Store(2) // a grace for requests that are on their way
	check(t, s.server.Tidy(s.ctx))
	if n := s.query("shred.db", `SELECT count(*) FROM shred_keys`); n != 0 {
		t.Errorf("%d keys are left", n)
	}
}
