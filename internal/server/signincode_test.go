package server

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// A code counts once, for the address that it was given for, in time.
func TestACodeFromTheOperator(t *testing.T) {
	folder, now := t.TempDir(), time.Now()
	if _, err := GiveSignInCode(folder, "ana@example.org", now); err == nil {
		t.Fatal("a code was given in a folder without a desk")
	}
	if err := os.WriteFile(filepath.Join(folder, "data.db"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	give := func() string {
		code, err := GiveSignInCode(folder, "Ana@example.org", now)
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	first := give()
	code := give()
	for name, taken := range map[string]bool{
		"the one before":     takeSignInCode(folder, "ana@example.org", first, now),
		"for somebody else":  takeSignInCode(folder, "bert@example.org", code, now),
		"too late":           takeSignInCode(folder, "ana@example.org", code, now.Add(11*time.Minute)),
		"none":               takeSignInCode(folder, "ana@example.org", "", now),
		"out of the folder":  takeSignInCode(folder, "../../data.db", code, now),
		"another":            takeSignInCode(folder, "ana@example.org", strings.Repeat("A", 20), now),
		"a part of the code": takeSignInCode(folder, "ana@example.org", code[:10], now),
	} {
		if taken {
			t.Errorf("%s is taken", name)
		}
	}
	var taken atomic.Int32
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if takeSignInCode(folder, "ana@example.org", " "+strings.ToLower(code), now) {
				taken.Add(1)
			}
		})
	}
	if group.Wait(); taken.Load() != 1 {
		t.Errorf("it was taken %d times", taken.Load())
	}
	give()
	if err := sweepSignInCodes(folder, now.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if files, err := os.ReadDir(filepath.Join(folder, signInCodes)); err != nil || len(files) != 0 {
		t.Errorf("left: %v, %v", files, err)
	}
}
