package server

import (
	"context"
	"net/http"
	"path/filepath"
	"testing"
)

// A server whose files do not answer says that it is not ready, and lives on.
func TestNotReady(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "data")
	s, err := Start(context.Background(), Config{DataDir: folder, Listen: "127.0.0.1:0"})
	if err != nil {
		t.Fatal(err)
	}
	status := func(path string) int {
		response, err := http.Get("http://" + s.Addr() + path)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close() //nolint:errcheck // only the status counts
		return response.StatusCode
	}
	if got := status("/readyz"); got != http.StatusOK {
		t.Errorf("at first: %d", got)
	}
	if err := s.db.Close(); err != nil {
		t.Fatal(err)
	}
	if ready, alive := status("/readyz"), status("/healthz"); ready != http.StatusServiceUnavailable || alive != http.StatusOK {
		t.Errorf("without its files: ready %d, alive %d", ready, alive)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
