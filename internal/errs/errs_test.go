package errs_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/errs"
)

var errSecret = errors.New("no such table: vaults in /srv/desk/data.db")

// What nobody classified says nothing of its cause, and what to do all the same.
func TestUnclassified(t *testing.T) {
	for _, err := range []error{errSecret, &errs.Error{}, fmt.Errorf("somewhere: %w", errSecret)} {
		if got := errs.From(err); got.Kind != errs.Internal || strings.Contains(got.Message+got.Next+got.Reason, "vaults") {
			t.Errorf("%v became %+v", err, got)
		}
	}
	if got := errs.From(errSecret); got.Message == "" || got.Next == "" || !errors.Is(got, errSecret) {
		t.Errorf("an unclassified error: %+v", got)
	}
}

// The first to classify decides; later wrapping adds where it happened, for the
// log only.
func TestWrapping(t *testing.T) {
	if errs.Wrap(nil, errs.Forbidden, "op", "message", "next") != nil {
		t.Error("no error became one")
	}
	inner := errs.New(errs.Conflict, "inner", "Taken.", "Take another.").Because("claimed")
	outer := errs.Wrap(fmt.Errorf("between: %w", inner), errs.Internal, "outer", "Broken.", "Give up.")
	public := errs.From(outer)
	if public.Kind != errs.Conflict || public.Message != "Taken." || public.Next != "Take another." || public.Reason != "claimed" {
		t.Errorf("the public side became %+v", public)
	}
	if !strings.Contains(outer.Error(), "outer") || !strings.Contains(outer.Error(), "between") {
		t.Errorf("the log does not say where: %v", outer)
	}
	if !errs.Is(outer, errs.Conflict) || errs.Is(outer, errs.Internal) || errs.Is(nil, errs.Internal) || errs.Is(errSecret, errs.Internal) {
		t.Error("kinds are told wrongly")
	}
	first := errs.Wrap(errSecret, errs.Unavailable, "storage", "Not now.", "Try again.")
	if !errors.Is(first, errSecret) || !strings.Contains(first.Error(), "vaults") || strings.Contains(errs.From(first).Message, "vaults") {
		t.Errorf("the cause is lost, or shown: %v", first)
	}
}

// Every kind has a name on the wire; only "invalid" stands for two.
func TestNames(t *testing.T) {
	names := map[string]int{}
	for kind := range errs.Unavailable + 1 {
		names[kind.String()]++
	}
	for name, count := range names {
		if count > 1 && name != "invalid" || name == "" {
			t.Errorf("%d kinds are called %q", count, name)
		}
	}
	if errs.Kind(200).String() != "internal" {
		t.Error("an unknown kind has a name of its own")
	}
}
