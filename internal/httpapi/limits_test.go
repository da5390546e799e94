package httpapi

import (
	"net/http"
	"strconv"
	"testing"
	"time"
)

// Rates count by what one customer of a provider has, and not by what it can
// make up.
func TestNetworks(t *testing.T) {
	for remote, want := range map[string]string{
		"192.0.2.1:50000":            "192.0.2.1",
		"[::ffff:192.0.2.1]:50000":   "192.0.2.1",
		"[2001:db8:1:2:3:4:5:6]:443": "2001:db8:1:2::/64",
		"[2001:db8:1:2::1]:443":      "2001:db8:1:2::/64",
		"[2001:db8:1:3::1]:443":      "2001:db8:1:3::/64",
		"192.0.2.1":                  "unknown",
		"":                           "unknown",
		"desk.example.org:443":       "unknown",
	} {
		if got := networkOf(Proxies(nil).client(&http.Request{RemoteAddr: remote})); got != want {
			t.Errorf("%q counts as %q instead of %q", remote, got, want)
		}
	}
}

// However many come, memory stays bounded, and who is busy stays limited.
func TestLimiterMemory(t *testing.T) {
	var counts table[string]
	now := time.Unix(1, 0)
	for range 3 {
		counts.wait("busy", 0.001, 3, now)
	}
	for i := range 3 * tableSize {
		counts.wait(strconv.Itoa(i), 1, 1, now)
		if i%1000 == 0 && counts.wait("busy", 0.001, 3, now) == 0 {
			t.Fatalf("a busy one was forgotten after %d others", i)
		}
	}
	if n := len(counts.old) + len(counts.new); n > 2*tableSize {
		t.Errorf("%d are remembered", n)
	}
	if wait := counts.wait("busy", 0.001, 3, now); wait < time.Minute {
		t.Errorf("the busy one is to wait %v", wait)
	}
	if wait := counts.wait("busy", 0.001, 3, now.Add(1001*time.Second)); wait != 0 {
		t.Errorf("after it waited it is to wait %v more", wait)
	}
}

// A zero limit is the usual one, never none.
func TestUsualLimits(t *testing.T) {
	usual := Limits{}.withDefaults()
	for name, value := range map[string]float64{
		"network": usual.Network, "its burst": usual.NetworkBurst, "session": usual.Session, "session's burst": usual.SessionBurst,
		"guarded": usual.Guarded, "guarded burst": usual.GuardedBurst,
	} {
		if value <= 0 || value > 2000 {
			t.Errorf("%s: %v", name, value)
		}
	}
	if chosen := (Limits{Guarded: 9}).withDefaults(); chosen.Guarded != 9 || chosen.Network != usual.Network {
		t.Errorf("a choice of one changed others: %+v", chosen)
	}
}
