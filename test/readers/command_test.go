package readers

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/client/readers"
)

// What a customer does with the file: one command, which says in words who could
// read, or where the file is not what it was.
func TestTheProgramSaysWhoCouldRead(t *testing.T) {
	s := newStage(t)
	s.handOver()
	folder := t.TempDir()
	program := filepath.Join(folder, "ledger-verify")
	build, err := exec.Command("go", "build", "-o", program, "../../cmd/ledger-verify").CombinedOutput()
	if err != nil {
		t.Fatalf("%v %s", err, build)
	}
	demand := func(ok bool, says string, args ...string) {
		t.Helper()
		command := exec.Command(program, args...)
		command.Dir = folder
		if said, err := command.CombinedOutput(); (err == nil) != ok || !strings.Contains(string(said), says) {
			t.Errorf("%q: %v, %s", args, err, said)
		}
	}
	file := s.prove()
	report, err := readers.Verify(file, trust())
	check(t, err)
	write := func(name string, data []byte) string {
		check(t, os.WriteFile(filepath.Join(folder, name), data, 0o600))
		return name
	}
	demand(true, "Cleo, code ", write("proof.jsonl", file))
	demand(true, "The proof holds", "--key", report.Key, "--save", "kept", "proof.jsonl")
	demand(true, "The proof holds", "--key", report.Key, "--known", "kept", "proof.jsonl")
	// What was saved from it is what the desk is held to.
	demand(true, "1 that you kept", "--key", report.Key, "--known", "kept", s.url)
	demand(false, "another organisation", "--key", strings.Replace(report.Key, "/", "/0", 1), "proof.jsonl")
	demand(false, "line 4", write("edited.jsonl", bytes.Replace(file, []byte(`{"visitor":"`), []byte(`{"visitor":"A`), 1)))
	demand(false, "cut off", write("cut.jsonl", file[:len(file)-9]))
}
