package churn

import (
	"maps"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/seal/directory"
)

// A long day at the desk: after every few events everybody reads exactly what they
// may, and nobody else is shown anything.
func TestEverybodyReadsExactlyWhatTheyMay(t *testing.T) {
	events, most := 100, 8*time.Minute
	if os.Getenv("SEALDESK_LONG") != "" {
		events, most = 2000, 55*time.Minute
	}
	if given, err := strconv.Atoi(os.Getenv("SEALDESK_EVENTS")); err == nil {
		events, most = given, 4*time.Hour
	}
	// The short form plays the same day each time, so that what breaks it is the
	// change that was just made; the long form plays a new one.
	seed := uint64(4711)
	if os.Getenv("SEALDESK_LONG") != "" || os.Getenv("SEALDESK_EVENTS") != "" {
		seed = uint64(time.Now().UnixNano()) //nolint:gosec // any number
	}
	if given, err := strconv.ParseUint(os.Getenv("SEALDESK_SEED"), 10, 64); err == nil {
		seed = given
	}
	t.Logf("again with SEALDESK_SEED=%d", seed)
	r := startRun(t, seed, most)
	began := time.Now()
	administers := []directory.Capability{directory.Admin, directory.Attest, directory.Publish, directory.Rotate}
	r.hire(true, administers, directory.RoleManager, r.world.teams...)
	for _, team := range r.world.teams {
		r.hire(false, works, directory.RoleMember, team)
		r.arrive(true, team)
		r.arrive(false, team)
	}
	r.settle()
	ready := time.Since(began)
	for n := 1; n <= events; n++ {
		r.next()
		if n%15 == 0 || n == events {
			if r.random.IntN(2) == 0 || n == events {
				r.theNetworkIsBack()
			}
			r.settle()
		}
	}
	r.everythingOnceMore()
	t.Logf("%d events, %d said, %d conversations, %d of staff, %d statements; opening %s, %s in all",
		events, r.world.said, len(r.world.talks)+len(r.world.rested), len(r.world.staff), r.ada.Directory().Size(), ready.Round(time.Second), time.Since(began).Round(time.Second))
	t.Logf("%d times somebody who is out asked for a conversation at once, and got nothing", r.refused)
	for _, what := range slices.Sorted(maps.Keys(r.took)) {
		took := r.took[what]
		slices.Sort(took)
		t.Logf("%d times %s: %s, at worst %s", len(took), what, took[len(took)/2].Round(time.Millisecond), took[len(took)-1].Round(time.Millisecond))
	}
}
