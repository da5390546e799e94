package main

import (
	"fmt"
	"os"
	"slices"
	"testing"
)

// harness lets the test kit run outside of a test.
type harness struct {
	testing.TB
	cleanups []func()
}

// Helper implements testing.TB.
func (*harness) Helper() {}

// Cleanup implements testing.TB.
func (h *harness) Cleanup(f func()) { h.cleanups = append(h.cleanups, f) }

// TempDir implements testing.TB.
func (h *harness) TempDir() string {
	folder, err := os.MkdirTemp("", "sealdesk-bench-")
	if err != nil {
		h.Fatal(err)
	}
	h.Cleanup(func() { os.RemoveAll(folder) }) //nolint:errcheck // a temporary folder
	return folder
}

// Fatal implements testing.TB.
func (h *harness) Fatal(args ...any) {
	fmt.Fprintln(os.Stderr, args...)
	h.finish()
	os.Exit(1)
}

// Fatalf implements testing.TB.
func (h *harness) Fatalf(format string, args ...any) { h.Fatal(fmt.Sprintf(format, args...)) }

// Errorf implements testing.TB.
func (h *harness) Errorf(format string, args ...any) { h.Fatal(fmt.Sprintf(format, args...)) }

func (h *harness) finish() {
	for _, f := range slices.Backward(h.cleanups) {
		f()
	}
	h.cleanups = nil
}
