package storage_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/sealdesk/sealdesk/internal/storage"
)

// A data folder may have any name: nothing lies beside it, where others could
// read it, and it is found again.
func TestAFolderWithAStrangeName(t *testing.T) {
	for _, name := range []string{"a#b", "a?b", "a%20b", "a b", "ü&=+"} {
		around := t.TempDir()
		folder := filepath.Join(around, name)
		if err := os.Mkdir(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			db, err := storage.Open(context.Background(), folder, nil)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
		}
		for _, file := range []string{"data.db", "shred.db"} {
			if err := storage.CheckFile(context.Background(), filepath.Join(folder, file)); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
		if found, err := os.ReadDir(around); err != nil || len(found) != 1 {
			t.Errorf("%s: %d things lie beside it, %v", name, len(found), err)
		}
	}
}
