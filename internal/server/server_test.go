package server_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

type entries struct {
	Entries []struct {
		Sequence uint64
		Kind     string
		Bytes    []byte
		Receipt  []byte
	}
}

// A customer asks, an agent answers, and both can prove what was said.
func TestConversation(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	agent := desk.Invite("anna@example.org")
	desk.SetMembers(desk.Team, agent)
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	thread.Send("Where is my parcel?")
	thread.As(agent).Send("On its way.")

	var got entries
	desk.Must(customer.Token, "GET", thread.Path("/entries?after=0"), nil, &got)
	if len(got.Entries) != 3 || got.Entries[0].Kind != "generation" || got.Entries[2].Kind != "message" {
		t.Fatalf("entries: %+v", got)
	}
	transcript := seal.NewTranscript(thread.ID)
	for _, entry := range got.Entries {
		signed, err := seal.ParseSigned[seal.Receipt](entry.Receipt)
		if err != nil {
			t.Fatal(err)
		}
		transcript, err = transcript.Accept(signed.Unverified(), signed.Unverified().Entry)
		if err != nil {
			t.Fatal(err)
		}
	}
	answer, err := seal.ParseMessage(got.Entries[2].Bytes)
	if err != nil {
		t.Fatal(err)
	}
	verified, err := answer.Verify(agent.DeviceKey.Public())
	if err != nil {
		t.Fatal(err)
	}
	body, err := verified.Open(thread.Key)
	if err != nil || body.Content.(*seal.Text).Text != "On its way." {
		t.Fatalf("opened %v, %v", body, err)
	}
}

// What was acknowledged is there after a restart, and goes on where it stood.
func TestRestart(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	thread.Send("before")
	desk.Restart()
	thread.Send("after")
	var got entries
	desk.Must(customer.Token, "GET", thread.Path("/entries?after=0"), nil, &got)
	if len(got.Entries) != 3 {
		t.Fatalf("%d entries after a restart", len(got.Entries))
	}
	var detail struct{ Keys []struct{ Box []byte } }
	desk.Must(customer.Token, "GET", thread.Path(""), nil, &detail)
	if len(detail.Keys) != 1 || len(detail.Keys[0].Box) == 0 {
		t.Fatalf("keys after a restart: %+v", detail)
	}
	if desk.Server.SetupToken() != "" {
		t.Fatal("the set-up is open again")
	}
}

// The document describes every route that the server has.
func TestOpenAPI(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	var document struct {
		Paths map[string]map[string]json.RawMessage
	}
	desk.Must("", "GET", "/openapi.json", nil, &document)
	count := 0
	for _, path := range document.Paths {
		count += len(path)
	}
	if routes := len(desk.Server.Routes()); count != routes || count < 50 {
		t.Fatalf("the document has %d operations, the server %d routes", count, routes)
	}
}

// A first start that was killed while it wrote the key left half of one beside
// its place: the next start makes a whole one.
func TestAKeyThatWasNeverFinished(t *testing.T) {
	folder := t.TempDir()
	if err := os.Chmod(folder, 0o700); err != nil { //nolint:gosec // it is a folder
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "server.key.new"), []byte("half"), 0o600); err != nil {
		t.Fatal(err)
	}
	servertest.Start(t, server.Config{DataDir: folder})
	if key, err := os.ReadFile(filepath.Join(folder, "server.key")); err != nil || len(key) != 64 {
		t.Errorf("a key of %d bytes: %v", len(key), err)
	}
}
