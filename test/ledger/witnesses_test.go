package ledger

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"net"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client/auditor"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// witnessed is a desk, another one that witnesses it and that it witnesses, and an
// auditor who knows both keys.
type witnessed struct {
	t           *testing.T
	desk, other *servertest.Desk
	key         string // of the desk's ledger
	witness     ledger.Witness
}

func listed(t *testing.T, d *servertest.Desk) (out struct {
	Key       string
	Size      int64
	Witnesses []struct {
		Name, Key, Trouble string
		Size, Time, Since  int64
		Theirs             int64
	}
}) {
	t.Helper()
	check(t, json.Unmarshal(d.Do(d.Owner.Token, "GET", "/ledger/witnesses", nil).Body, &out))
	return out
}

func restarted(t *testing.T, d *servertest.Desk, change func(*server.Config)) {
	t.Helper()
	address := d.Server.Addr()
	check(t, d.Server.Close())
	d.Config.Listen = address
	change(&d.Config)
	srv, err := server.Start(t.Context(), d.Config)
	check(t, err)
	d.Server = srv
}

func newWitnessed(t *testing.T) *witnessed {
	t.Helper()
	w := &witnessed{t: t, desk: servertest.New(t, server.Config{}), other: servertest.New(t, server.Config{})}
	w.key = listed(t, w.desk).Key
	keys := map[*servertest.Desk]string{}
	for d, of := range map[*servertest.Desk]*servertest.Desk{w.desk: w.other, w.other: w.desk} {
		log := listed(t, of).Key
		restarted(t, d, func(c *server.Config) { c.WitnessFor, c.WitnessEvery = []string{log}, time.Millisecond })
		var err error
		keys[d], err = server.WitnessKey(t.Context(), d.Config.DataDir, time.Now())
		check(t, err)
	}
	for d, of := range map[*servertest.Desk]*servertest.Desk{w.desk: w.other, w.other: w.desk} {
		_, port, err := net.SplitHostPort(of.Server.Addr())
		check(t, err)
		restarted(t, d, func(c *server.Config) {
			c.Witnesses = []string{keys[of] + "=http://127.0.0.1:" + port + "/api/v1/witness"}
		})
	}
	var err error
	w.witness, err = ledger.ParseWitness(keys[w.other])
	check(t, err)
	w.rest()
	return w
}

// rest waits until each has all of its record cosigned.
func (w *witnessed) rest() {
	w.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); ; {
		desk, other := listed(w.t, w.desk), listed(w.t, w.other)
		if len(desk.Witnesses) == 1 && len(other.Witnesses) == 1 && desk.Size == desk.Witnesses[0].Size && other.Size == other.Witnesses[0].Size &&
			w.committed(w.desk) == desk.Size && w.committed(w.other) == other.Size {
			return
		}
		if time.Now().After(deadline) {
			w.t.Fatalf("they do not come to rest: %+v %+v", desk, other)
		}
		ctx, cancel := context.WithTimeout(w.t.Context(), 10*time.Millisecond)
		<-ctx.Done()
		cancel()
	}
}

func (w *witnessed) count(d *servertest.Desk, query string, args ...any) (n int64) {
	w.t.Helper()
	db, err := sql.Open("sqlite", "file:"+filepath.Join(d.Config.DataDir, "data.db")+"?_pragma=busy_timeout(5000)")
	check(w.t, err)
	defer db.Close()
	check(w.t, db.QueryRow(query, args...).Scan(&n))
	return n
}

func (w *witnessed) committed(d *servertest.Desk) int64 {
	return w.count(d, `SELECT count(*) FROM ledger`)
}

// trust is what the auditor brings, with witnesses.
func (w *witnessed) trust(named ...ledger.Witness) auditor.Trust {
	return auditor.Trust{Key: w.key, Witnesses: auditor.Witnesses{Named: named, Age: time.Hour, Now: time.Now}}
}

func (w *witnessed) export(query string) []byte {
	w.t.Helper()
	return w.desk.Do(w.desk.Owner.Token, "GET", "/ledger/export"+query, nil).Body
}

// Two that witness each other come to rest: each tells of it once.
func TestDesksThatWitnessEachOther(t *testing.T) {
	w := newWitnessed(t)
	for _, d := range []*servertest.Desk{w.desk, w.other} {
		if n := w.count(d, `SELECT count(*) FROM ledger WHERE instr(event, ?) > 0`, []byte("witness.cosigned")); n != 1 {
			t.Errorf("%d events tell that the other was cosigned", n)
		}
	}
	row := listed(t, w.desk).Witnesses[0]
	if row.Name != w.witness.Name() || row.Key != w.witness.String() || row.Trouble != "" || time.Since(time.UnixMilli(row.Time)) > time.Hour {
		t.Errorf("the list says %+v", row)
	}
}

// What the auditor asks of the desk, of an export, of a part and of a proof.
func TestTheAuditorAsksWitnesses(t *testing.T) {
	w := newWitnessed(t)
	w.desk.Visitor()
	w.rest()
	address := "http://" + w.desk.Server.Addr()
	live, err := auditor.Live(t.Context(), address, w.trust(w.witness))
	if err != nil || live.Witnessed == nil || live.Witnessed.Size != live.Entries || live.Known != 0 {
		t.Errorf("the desk: %+v %v", live, err)
	}
	export := w.export("")
	file, err := auditor.File(bytes.NewReader(export), w.trust(w.witness), nil)
	if err != nil || file.Witnessed == nil || file.Witnessed.Size > file.Entries || file.Witnessed.Names[0] != w.witness.Name() {
		t.Errorf("the export: %+v %v", file, err)
	}
	part := w.export("?kind=visitor")
	there, err := auditor.Part(t.Context(), bytes.NewReader(part), address, w.trust(w.witness), nil)
	if err != nil || there.Witnessed == nil {
		t.Errorf("the part: %+v %v", there, err)
	}

	if _, err := auditor.File(bytes.NewReader(part), w.trust(w.witness), nil); err == nil || !strings.Contains(err.Error(), "--desk") {
		t.Errorf("a part alone: %v", err)
	}
	proof := w.desk.Do(w.desk.Owner.Token, "GET", "/ledger/events/0/proof", nil).Body
	if proven, err := auditor.Proof(proof, w.trust(w.witness)); err == nil {
		t.Errorf("a proof under a checkpoint that nobody cosigned: %+v", proven)
	}
	stranger, err := ledger.NewWitness("stranger", w.witness.Key())
	check(t, err)
	for what, trust := range map[string]auditor.Trust{"another witness": w.trust(stranger), "two, of which one is another": w.trust(w.witness, stranger)} {
		if _, err := auditor.Live(t.Context(), address, trust); err == nil || !strings.Contains(err.Error(), "have to agree") {
			t.Errorf("the desk, with %s: %v", what, err)
		}
		if _, err := auditor.File(bytes.NewReader(export), trust, nil); err == nil || !strings.Contains(err.Error(), "have to agree") {
			t.Errorf("the export, with %s: %v", what, err)
		}
	}
	tomorrow := w.trust(w.witness)
	tomorrow.Witnesses.Now = func() time.Time { return time.Now().Add(24 * time.Hour) }
	if _, err := auditor.Live(t.Context(), address, tomorrow); err == nil || !strings.Contains(err.Error(), "within the last 1h") {
		t.Errorf("a day later: %v", err)
	}
	yesterday := w.trust(w.witness)
	yesterday.Witnesses.Now = func() time.Time { return time.Now().Add(-24 * time.Hour) }
	if _, err := auditor.File(bytes.NewReader(export), yesterday, nil); err == nil {
		t.Error("a cosignature of tomorrow counts")
	}
}

// Cosigned checkpoints stand in an export as they were: a line of a witness that is
// altered or put elsewhere counts for nothing, and entries that are altered under
// one are found out.
func TestCosignaturesThatWereTamperedWith(t *testing.T) {
	w := newWitnessed(t)
	export := w.export("")
	quoted, err := json.Marshal("— " + w.witness.Name())
	check(t, err)
	lead := strings.Trim(string(quoted), `"`)
	if !bytes.Contains(export, []byte(lead)) {
		t.Fatalf("the export holds no line of the witness")
	}
	renamed := bytes.ReplaceAll(export, []byte(lead), []byte(lead[:len(lead)-1]+"x"))
	if _, err := auditor.File(bytes.NewReader(renamed), w.trust(w.witness), nil); err == nil || !strings.Contains(err.Error(), "None of them cosigned") {
		t.Errorf("under another name: %v", err)
	}
	if _, err := auditor.File(bytes.NewReader(renamed), w.trust(), nil); err != nil {
		t.Errorf("the record itself holds: %v", err)
	}
	lines := bytes.SplitAfter(export, []byte("\n"))
	lines[3], lines[4] = lines[4], lines[3]
	var damage *ledger.Damage
	if _, err := auditor.File(bytes.NewReader(bytes.Join(lines, nil)), w.trust(w.witness), nil); !errors.As(err, &damage) {
		t.Errorf("entries that changed places: %v", err)
	}
}

// A desk that shows an auditor another record than it showed its witness, under its
// own key, which the witness's word shows.
func TestAnotherRecordThanTheWitnessSaw(t *testing.T) {
	w := newWitnessed(t)
	db, err := sql.Open("sqlite", "file:"+filepath.Join(w.desk.Config.DataDir, "data.db"))
	check(t, err)
	check(t, w.desk.Server.Close())
	var number int64
	check(t, db.QueryRow(`SELECT max(number) FROM ledger`).Scan(&number))
	_, err = db.Exec(`UPDATE ledger SET salt = randomblob(16) WHERE number = 4`)
	check(t, err)
	_, err = db.Exec(`DELETE FROM ledger_checkpoints WHERE size NOT IN (SELECT size FROM ledger_cosignatures)`)
	check(t, err)
	check(t, db.Close())
	w.desk.Config.Witnesses = nil // who would only be told
	srv, err := server.Start(t.Context(), w.desk.Config)
	check(t, err)
	w.desk.Server = srv
	address := "http://" + srv.Addr()
	if _, err := auditor.Live(t.Context(), address, w.trust()); err != nil {
		t.Fatalf("without the witness, and without a checkpoint that was kept, it passes: %v", err)
	}
	var damage *ledger.Damage
	if _, err := auditor.Live(t.Context(), address, w.trust(w.witness)); !errors.As(err, &damage) {
		t.Errorf("with the witness it passes, too: %v", err)
	}
}
