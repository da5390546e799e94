package storage_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

// holds reports whether any file of the folder whose name begins so holds bytes.
func holds(t *testing.T, folder, prefix string, secret []byte) bool {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	looked := 0
	for _, entry := range entries {
		if !strings.HasPrefix(entry.Name(), prefix) {
			continue
		}
		content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Fatal(err)
		}
		looked++
		if bytes.Contains(content, secret) {
			return true
		}
	}
	if looked == 0 {
		t.Fatalf("there is no file %s*", prefix)
	}
	return false
}

// What a copy of the files shows: no box in the data file at any time, and no
// key in the shred store once it was destroyed, neither in the file nor in the
// log beside it.
func TestWhatCopiesShow(t *testing.T) {
	folder := t.TempDir()
	ctx := context.Background()
	db := openSQLite(t, folder, nil)
	defer db.Close()
	box := bytes.Repeat([]byte("a box that is sealed to somebody "), 4)
	reader := seal.Reader{Kind: seal.ReaderVisitor, Ref: id("device")}
	var generations []seal.ID
	for i := range 20 { // several pages of them
		generations = append(generations, id(fmt.Sprint("generation", i)))
	}
	if err := db.Prepare(ctx, time.Unix(1, 0), generations...); err != nil {
		t.Fatal(err)
	}
	for _, generation := range generations {
		write(t, db, func(tx transaction) error {
			return tx.InsertGeneration(generation, conversation.Generation{ID: generation, Number: 1, Bytes: []byte("public statement")}, []conversation.Box{{Reader: reader, Sealed: box}})
		})
	}
	if !holds(t, folder, "data.db", []byte("public statement")) {
		t.Fatal("this test does not find what is in the file")
	}
	if holds(t, folder, "data.db", box[:64]) {
		t.Error("a box stands in the data file")
	}
	keys := storage.ShredKeys(t, filepath.Join(folder, "shred.db"))
	gone := generations[7]
	if key := keys[gone]; len(key) != 32 || !holds(t, folder, "shred.db", key) {
		t.Fatal("this test does not find keys in the file")
	}
	for other, key := range keys {
		if holds(t, folder, "data.db", key) {
			t.Errorf("the key of %v stands beside the data", other)
		}
	}
	if _, err := db.Shred(ctx, id("conversation"), []byte("certificate"), gone); err != nil {
		t.Fatal(err)
	}
	if holds(t, folder, "shred.db", keys[gone]) {
		t.Error("a destroyed key still stands in the files")
	}
	if !holds(t, folder, "shred.db", keys[generations[8]]) {
		t.Error("another key went with it")
	}
}

// Each generation has a key of its own, and each sealing a nonce of its own.
func TestKeysAndNoncesDiffer(t *testing.T) {
	db := openSQLite(t, t.TempDir(), nil)
	defer db.Close()
	ctx := context.Background()
	one, two, group := id("one"), id("two"), id("group")
	if err := db.Prepare(ctx, time.Unix(1, 0), one, two); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for range 3 {
		for _, generation := range []seal.ID{one, two} {
			write(t, db, func(tx transaction) error {
				_, err := tx.SetWrap(generation, group, []byte("the same wrap"), true)
				return err
			})
			sealed := storage.SealedWrap(t, db.DB, generation, group)
			if seen[string(sealed)] {
				t.Error("two sealings look the same")
			}
			seen[string(sealed)] = true
		}
	}
	// Bytes that were moved to another generation, or changed, do not open.
	moved := storage.SealedWrap(t, db.DB, one, group)
	for what, bytes := range map[string][]byte{"moved": moved, "cut short": moved[:8], "empty": {}} {
		storage.ReplaceWrap(t, db.DB, two, group, bytes)
		err := db.Read(ctx, func(tx transaction) error { _, err := tx.Wrap(two, group); return err })
		if !errs.Is(err, errs.Internal) {
			t.Errorf("a wrap that was %s: %v", what, err)
		}
	}
}

// Two requests prepare the same generation at once: they share one key.
func TestPreparingAtOnce(t *testing.T) {
	folder := t.TempDir()
	db := openSQLite(t, folder, nil)
	defer db.Close()
	var all sync.WaitGroup
	for i := range 20 {
		all.Go(func() {
			if err := db.Prepare(context.Background(), time.Unix(1, 0), id("shared"), id(fmt.Sprint(i))); err != nil {
				t.Error(err)
			}
		})
	}
	all.Wait()
	if keys := storage.ShredKeys(t, filepath.Join(folder, "shred.db")); len(keys) != 21 {
		t.Errorf("%d keys instead of 21", len(keys))
	}
}

// A shred store that was lost or swapped opens nothing, and says so instead of
// handing out garbage.
func TestAnotherShredStore(t *testing.T) {
	folder := t.TempDir()
	ctx, generation, group := context.Background(), id("generation"), id("group")
	fill := func(folder string) {
		db := openSQLite(t, folder, nil)
		defer db.Close()
		if err := db.Prepare(ctx, time.Unix(1, 0), generation); err != nil {
			t.Fatal(err)
		}
		write(t, db, func(tx transaction) error { _, err := tx.SetWrap(generation, group, []byte("wrap"), false); return err })
	}
	other := t.TempDir()
	fill(folder)
	fill(other)
	wrap := func() (wrap []byte, err error) {
		db := openSQLite(t, folder, nil)
		defer db.Close()
		err = db.Read(ctx, func(tx transaction) (err error) { wrap, err = tx.Wrap(generation, group); return err })
		return wrap, err
	}
	path := filepath.Join(folder, "shred.db")
	if err := os.Rename(filepath.Join(other, "shred.db"), path); err != nil {
		t.Fatal(err)
	}
	if db, err := storage.Open(ctx, folder, nil); err == nil || !strings.Contains(err.Error(), "belongs to another desk") {
		t.Errorf("with another desk's store: %v, %v", err, db.Close())
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if got, err := wrap(); got != nil || err != nil {
		t.Errorf("without its store: %q, %v", got, err)
	}
}
