package httpapi

import (
	"net/http"
	"net/netip"
	"strings"
	"testing"
)

func request(peer string, forwarded ...string) *http.Request {
	return &http.Request{RemoteAddr: peer, Header: http.Header{"X-Forwarded-For": forwarded}}
}

// What proxies say counts if the operator named them, and no further.
func TestWhereRequestsComeFrom(t *testing.T) {
	named, ok := ParseProxies([]string{"10.0.0.0/24", "2001:db8:7::1", "127.0.0.2"})
	if !ok {
		t.Fatal("these are proxies")
	}
	for what, row := range map[string]struct {
		peer      string
		forwarded []string
		want      string
	}{
		"nobody in between":                      {"192.0.2.1:1", nil, "192.0.2.1"},
		"a visitor who says to be another":       {"192.0.2.1:1", []string{"198.51.100.1"}, "192.0.2.1"},
		"a proxy that nobody named":              {"10.0.1.1:1", []string{"198.51.100.1"}, "10.0.1.1"},
		"a proxy":                                {"10.0.0.1:1", []string{"198.51.100.1"}, "198.51.100.1"},
		"one that writes IPv4 as IPv6":           {"[::ffff:10.0.0.1]:1", []string{"::ffff:198.51.100.1"}, "198.51.100.1"},
		"with a port":                            {"10.0.0.1:1", []string{"198.51.100.1:443"}, "198.51.100.1"},
		"IPv6 in brackets, with a port":          {"[2001:db8:7::1]:1", []string{"[2001:db8::9]:443"}, "2001:db8::9"},
		"what a visitor made up stands left":     {"10.0.0.1:1", []string{"203.0.113.9, 198.51.100.1"}, "198.51.100.1"},
		"or in a header of its own":              {"10.0.0.1:1", []string{"203.0.113.9", "198.51.100.1"}, "198.51.100.1"},
		"two proxies":                            {"10.0.0.1:1", []string{"203.0.113.9, 198.51.100.1, 10.0.0.2"}, "198.51.100.1"},
		"a visitor who says to be a proxy":       {"10.0.0.1:1", []string{"203.0.113.9, 10.0.0.3, 198.51.100.1"}, "198.51.100.1"},
		"a proxy's own request":                  {"10.0.0.1:1", nil, "10.0.0.1"},
		"what is no address":                     {"10.0.0.1:1", []string{"198.51.100.1, unknown"}, "10.0.0.1"},
		"nothing":                                {"10.0.0.1:1", []string{""}, "10.0.0.1"},
		"no address further left":                {"10.0.0.1:1", []string{"x, 10.0.0.2"}, "10.0.0.2"},
		"an address with a zone":                 {"10.0.0.1:1", []string{"fe80::1%eth0"}, "10.0.0.1"},
		"more proxies than may stand in between": {"10.0.0.1:1", []string{"198.51.100.1" + strings.Repeat(", 10.0.0.2", 40)}, "10.0.0.2"},
	} {
		if got := named.client(request(row.peer, row.forwarded...)); got != netip.MustParseAddr(row.want) {
			t.Errorf("%s: %s instead of %s", what, got, row.want)
		}
	}
	for _, wrong := range []string{"", "0.0.0.0/0", "::/0", "proxy.example.org", "10.0.0.0/33", "::ffff:10.0.0.0/120", "fe80::1%eth0"} {
		if _, ok := ParseProxies([]string{"10.0.0.1", wrong}); ok {
			t.Errorf("%q was taken for a proxy", wrong)
		}
	}
}

// Whatever stands in the header, it is one address, and a stranger's word moves nobody.
func FuzzForwarded(f *testing.F) {
	named, _ := ParseProxies([]string{"10.0.0.0/8", "::1"})
	for _, seed := range []string{"198.51.100.1", "203.0.113.9, 10.0.0.2", "[::1]:80,::1", ",,,", "fe80::1%eth0", "10.0.0.1:99999", "[[::1]]", "\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		if got := named.client(request("10.0.0.1:1", header)); !got.IsValid() || got.Zone() != "" || got.Is4In6() {
			t.Errorf("%q comes from %v", header, got)
		}
		if got := named.client(request("192.0.2.1:1", header)); got != netip.MustParseAddr("192.0.2.1") {
			t.Errorf("%q moved a stranger to %v", header, got)
		}
	})
}
