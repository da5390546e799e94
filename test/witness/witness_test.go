package witness

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// pair is a desk, and another one that witnesses it.
type pair struct {
	desk, other *desk
	origin, key string // of the desk's ledger
	witness     string // the other's key
	asks        string // what the desk is started with
}

func newPair(t testing.TB) *pair {
	t.Helper()
	p := &pair{desk: newDesk(t), other: newDesk(t)}
	p.desk.start()
	p.desk.found()
	p.desk.eventually("sign a checkpoint", func() bool { status, _ := p.desk.get("/api/v1/ledger/checkpoint"); return status == 200 })
	p.desk.stop()
	p.key = p.desk.ledgerKey()
	p.origin, _, _ = strings.Cut(p.key, "+")
	p.other.start("--witness-for", p.key)
	p.witness = p.other.witnessKey()
	p.asks = p.witness + "=" + p.other.prefix()
	p.desk.start("--witness", p.asks)
	p.desk.catchesUp()
	return p
}

// An auditor who trusts neither of them alone.
func TestAWitnessedDesk(t *testing.T) {
	p := newPair(t)
	p.desk.grow()
	p.desk.catchesUp()
	address := "http://" + p.desk.address
	stranger := newDesk(t)
	stranger.start()
	stranger.stop()
	nobody := stranger.witnessKey()
	if again := stranger.witnessKey(); again != nobody {
		t.Errorf("a witness's key changed from %s to %s", nobody, again)
	}
	for _, row := range []struct {
		what, says string
		ok         bool
		args       []string
	}{
		{"with its witness", "cosigned the first", true, []string{"--witness", p.witness, address}},
		{"with one of two", "cosigned the first", true, []string{"--witness", p.witness, "--witness", nobody, "--quorum", "1", address}},
		{"with both of two", "2 of the 2 witnesses that you named have to agree", false, []string{"--witness", p.witness, "--witness", nobody, address}},
		{"with another", "None of them cosigned", false, []string{"--witness", nobody, address}},
		{"with one named twice", "is there twice", false, []string{"--witness", p.witness, "--witness", p.witness, address}},
		{"with more than there are", "cannot be asked for", false, []string{"--witness", p.witness, "--quorum", "2", address}},
		{"with none, and a quorum", "cannot be asked for", false, []string{"--quorum", "1", address}},
		{"with the ledger's own key", "not the key of a witness", false, []string{"--witness", p.key, address}},
		{"with what was cosigned just now", "within the last 1ns", false, []string{"--witness", p.witness, "--witness-age", "1ns", address}},
	} {
		said, ok := says(t, "ledger-verify", append([]string{"--key", p.key}, row.args...)...)
		if ok != row.ok || !strings.Contains(said, row.says) {
			t.Errorf("%s: %v %s", row.what, ok, said)
		}
	}
	if said, fine := p.desk.doctor(); !fine || !strings.Contains(said, "cosigned") {
		t.Errorf("the doctor says: %s", said)
	}
}

// Without its witness the desk goes on, and is cosigned when it is back, killed or
// not.
func TestAWitnessThatIsAway(t *testing.T) {
	p := newPair(t)
	p.other.kill()
	p.desk.grow()
	p.desk.eventually("say that its witness is away", func() bool { return strings.Contains(p.desk.told.String(), "does not cosign") })
	p.desk.eventually("keep that it is away", func() bool {
		said, fine := p.desk.doctor()
		return fine && strings.Contains(said, "has not cosigned since")
	})
	p.desk.grow()
	p.other.start("--witness-for", p.key)
	p.desk.catchesUp()
	if key := p.other.witnessKey(); key != p.witness {
		t.Errorf("a witness that was killed has another key: %s", key)
	}
	if said, fine := p.desk.doctor(); !fine || strings.Contains(said, "has not cosigned since") {
		t.Errorf("the doctor says: %s", said)
	}
}

// disowned demands that the desk's witness has found it out, and that everybody
// hears of it.
func (p *pair) disowned(words string) {
	t := p.desk.t
	t.Helper()
	p.desk.eventually("say that its witness knows another record", func() bool {
		return strings.Contains(p.desk.told.String(), "cosigned another record of acts than this one")
	})
	p.desk.eventually("tell the doctor", func() bool {
		said, fine := p.desk.doctor()
		return !fine && strings.Contains(said, words)
	})
	if said, ok := says(t, "ledger-verify", "--key", p.key, "--witness", p.witness, "http://"+p.desk.address); ok && strings.Contains(said, "cosigned the first "+size(p.desk.newest().Size)) {
		t.Errorf("what it did not cosign is shown as cosigned: %s", said)
	}
}

// A desk that lost the end of its record, as after a restored backup: its witness
// does not sign backwards, until its operator has it forget the log.
func TestARecordThatWasTakenBack(t *testing.T) {
	p := newPair(t)
	p.desk.stop()
	backup := p.desk.copied()
	for range 3 { // more than what one start leaves
		p.desk.start("--witness", p.asks)
		p.desk.catchesUp()
		p.desk.stop()
	}
	p.desk.start("--witness", p.asks)
	p.desk.grow()
	p.desk.catchesUp()
	later := p.desk.cosigned()
	p.desk.stop()
	p.desk.restored(backup)
	p.desk.start("--witness", p.asks)
	p.disowned("part of it was taken back")
	if said, ok := says(t, "sealdesk", "witness", "forget", p.origin, "--data", p.other.data); ok || !strings.Contains(said, "stop that one first") {
		t.Errorf("beside a running server: %s", said)
	}
	p.other.stop()
	if said, ok := says(t, "sealdesk", "witness", "forget", p.origin+"0", "--data", p.other.data); ok {
		t.Errorf("a log that it never saw is forgotten: %s", said)
	}
	must(t, "sealdesk", "witness", "forget", p.origin, "--data", p.other.data)
	p.other.start("--witness-for", p.key)
	p.desk.grow()
	p.desk.catchesUp()
	if now := p.desk.cosigned(); now >= later {
		t.Errorf("the shorter record of %d entries has more than the longer of %d", now, later)
	}
	if said, fine := p.desk.doctor(); !fine {
		t.Errorf("once it was forgotten: %s", said)
	}
	p.other.found()
	p.desk.stop()
	p.recorded(p.desk, "witness.disagreed")
	p.other.stop()
	p.recorded(p.other, "witness.key", "witness.cosigned", "witness.forgot")
}

// A desk whose record was made anew from some entry on, and is longer than the one
// that was cosigned.
func TestARecordThatWasMadeAnew(t *testing.T) {
	p := newPair(t)
	p.desk.stop()
	backup := p.desk.copied()
	p.desk.start("--witness", p.asks)
	p.desk.grow()
	p.desk.catchesUp()
	cosigned := p.desk.cosigned()
	p.desk.stop()
	p.desk.restored(backup)
	p.desk.start() // asks nobody, and grows past it
	for p.desk.newest().Size <= cosigned+2 {
		p.desk.grow()
	}
	p.desk.stop()
	p.desk.start("--witness", p.asks)
	p.disowned("it was changed since")
	p.other.stop()
	p.recorded(p.other, "witness.refused")
}

// Two records of one size, both signed with the desk's key: its witness keeps the
// second, and tells its operator.
func TestTwoRecordsOfOneSize(t *testing.T) {
	p := newPair(t)
	p.desk.stop()
	seed, err := os.ReadFile(filepath.Join(p.desk.data, "server.key"))
	check(t, err)
	size := p.cosignedSize()
	fork, err := ledger.Sign(ledger.Checkpoint{Origin: p.origin, Size: size, Root: seal.ID{1}}, seal.SigningKeyFromSeed(seal.Secret(seed[:32])))
	check(t, err)
	status, body := p.submit(ledger.Submission{Old: size, Note: fork}.Append(nil))
	if status != 409 || body != strconv.FormatInt(size, 10)+"\n" {
		t.Errorf("%d %q", status, body)
	}
	if said, fine := p.other.doctor(); !fine || !strings.Contains(said, "two different records of one size") {
		t.Errorf("the doctor of the witness says: %s", said)
	}
	if status, _ := p.submit(nil); status != 400 {
		t.Errorf("nothing was answered %d", status)
	}
	if status, _ := p.submit(make([]byte, ledger.SubmissionLimit+1)); status != 413 {
		t.Errorf("too much was answered %d", status)
	}
}

// Who is not meant to be a witness is none.
func TestWitnessesThatAreNone(t *testing.T) {
	p := newPair(t)
	p.desk.stop()
	p.other.stop()
	p.other.start()
	p.desk.start("--witness", p.asks)
	p.desk.eventually("say that nobody witnesses it", func() bool {
		said, fine := p.desk.doctor()
		return fine && strings.Contains(said, "does not witness this log")
	})
	p.desk.stop()
	p.other.stop()

	// Somebody else in the witness's place, at its address, with a key of their own.
	check(t, os.Remove(filepath.Join(p.other.data, "witness.key")))
	p.other.start("--witness-for", p.key)
	p.desk.start("--witness", p.asks)
	before := p.desk.cosigned()
	p.desk.grow()
	p.desk.eventually("say that it is another", func() bool {
		return strings.Contains(p.desk.told.String(), "not signed with the key that was given for it")
	})
	if now := p.desk.cosigned(); now != before || p.other.witnessKey() == p.witness {
		t.Errorf("the cosignature of another key was kept: %d after %d", now, before)
	}
}

// A witness whose memory is from a backup does not go on under its old key.
func TestAWitnessThatForgot(t *testing.T) {
	p := newPair(t)
	p.other.stop()
	backup := p.other.copied()
	p.other.start("--witness-for", p.key)
	p.desk.grow()
	p.desk.catchesUp()
	p.other.stop()
	// A backup of data.db alone, as the documentation has it: shred.db stays.
	data, err := os.ReadFile(filepath.Join(backup, "data.db"))
	check(t, err)
	check(t, os.WriteFile(filepath.Join(p.other.data, "data.db"), data, 0o600))
	p.other.start() // also where it is started as none
	if !strings.Contains(p.other.told.String(), "the key was put aside") || p.other.witnessKey() == p.witness {
		t.Errorf("a witness with an old memory signs on: %s", p.other.told)
	}
	p.other.stop()
	key := p.other.witnessKey()
	p.other.start("--witness-for", p.key)
	if again := p.other.witnessKey(); again != key {
		t.Errorf("the new key is put aside again")
	}
	// And one whose memory is gone altogether.
	p.other.stop()
	for _, name := range []string{"data.db", "shred.db"} {
		check(t, os.Remove(filepath.Join(p.other.data, name)))
	}
	p.other.start("--witness-for", p.key)
	if p.other.witnessKey() == key {
		t.Errorf("a witness without a memory signs on")
	}
}

func TestFlagsThatAreRefused(t *testing.T) {
	p := newPair(t)
	data := filepath.Join(t.TempDir(), "data")
	for what, args := range map[string][]string{
		"a log's key that is none":     {"--witness-for", "nonsense"},
		"a witness's key for a log":    {"--witness-for", p.witness},
		"a witness without an address": {"--witness", p.witness},
		"an address without TLS":       {"--witness", p.witness + "=http://witness.example.org/x"},
		"an address with a password":   {"--witness", p.witness + "=https://a:b@witness.example.org/x"},
		"an address with a query":      {"--witness", p.witness + "=https://witness.example.org/x?a=b"},
		"a log's key for a witness":    {"--witness", p.key + "=https://witness.example.org/x"},
		"one witness twice":            {"--witness", p.asks, "--witness", p.asks},
	} {
		said, ok := says(t, "sealdesk", append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0"}, args...)...)
		if ok || !strings.Contains(said, "number") {
			t.Errorf("%s: %s", what, said)
		}
	}
	if _, err := os.Stat(filepath.Join(data, "data.db")); err == nil {
		t.Error("data was made for a server that does not start")
	}
}
