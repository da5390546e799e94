package directory_test

import (
	"errors"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

func must[T any](t testing.TB, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func refused(t testing.TB, err error, kind seal.Kind) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want it refused as %q", err, kind)
	}
}
