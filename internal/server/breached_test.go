package server_test

import (
	"crypto/sha1"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal/passwords"
)

func listOf(texts ...string) *strings.Reader {
	var lines strings.Builder
	for _, text := range texts {
		fmt.Fprintf(&lines, "%x:%d\n", sha1.Sum([]byte(text)), len(text))
	}
	return strings.NewReader(lines.String())
}

// What a thief has published is refused to whoever founds the desk, and the list of it
// is handed out as a whole, once.
func TestStolenPasswordsAreRefused(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	count, _, err := server.KeepBreached(desk.Config.DataDir, listOf("seven stolen violets", "crooked lamps at sea"), 10)
	if err != nil || count != 2 {
		t.Fatal(count, err)
	}
	founding := func(password string) client.Founding {
		return client.Founding{Token: desk.Server.SetupToken(), Organisation: "Harbour", Group: "G", Inbox: "I", Owner: client.Newcomer{Name: "Ada", Email: "ada@harbour.example", Password: password}}
	}
	for password, want := range map[string]error{
		"crooked lamps at sea": passwords.ErrBreached, "seven77": passwords.ErrShort, "iloveyou2024": passwords.ErrCommon, "ada-harbour": passwords.ErrAbout,
	} {
		f := founding(password)
		if _, _, err := client.Found(t.Context(), "http://"+desk.Server.Addr(), f, client.Options{}); !errors.Is(err, want) {
			t.Errorf("%q: %v", password, err)
		}
	}
	first := desk.Do("", "GET", "/passwords/breached", nil)
	if _, err := passwords.Read(first.Body); first.Status != 200 || err != nil {
		t.Fatal(first.Status, err)
	}
	again, err := http.NewRequestWithContext(t.Context(), http.MethodGet, desk.API()+"/passwords/breached", nil)
	if err != nil {
		t.Fatal(err)
	}
	again.Header.Set("If-None-Match", first.Header.Get("ETag"))
	answer, err := http.DefaultClient.Do(again)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusNotModified {
		t.Error("a browser that has it loads it again:", answer.Status)
	}
}

func TestFilterThatNobodyCanRead(t *testing.T) {
	folder := t.TempDir()
	if _, _, err := server.KeepBreached(folder, listOf("seven stolen violets"), 10); err == nil {
		t.Error("a filter was kept where no desk is")
	}
	if err := os.Chmod(folder, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "breached-passwords"), []byte("SDPF"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := server.Start(t.Context(), server.Config{DataDir: folder, Listen: "127.0.0.1:0"})
	if !errors.Is(err, passwords.ErrNoFilter) {
		t.Error("the server starts, and nobody can choose a password:", err)
	}
	if s != nil {
		s.Close() //nolint:errcheck // it should not have started
	}
}
