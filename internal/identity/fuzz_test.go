package identity

import (
	"net/netip"
	"strings"
	"testing"
)

// A program's token is read in the one form in which it is written.
func FuzzParseToken(f *testing.F) {
	written := WriteToken(Token{1, 2, 3})
	for _, seed := range []string{"", tokenPrefix, written, written[:len(written)-1], written + "a", strings.ToUpper(written), written[:10] + "=" + written[11:], tokenPrefix + strings.Repeat("a", 59), tokenPrefix + strings.Repeat("é", 30)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if token, ok := ParseToken(text); ok && WriteToken(token) != text {
			t.Errorf("%q is a second form of a token", text)
		}
	})
}

// What somebody types as a network is one, and never all addresses.
func FuzzParseNetwork(f *testing.F) {
	for _, seed := range []string{"192.0.2.0/24", "192.0.2.7", "2001:db8::/32", "::ffff:192.0.2.7", "::ffff:0:0/96", "0.0.0.0/0", "::/0", "fe80::1%eth0", "10.0.0.0/8/8", "10.1/16"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		network, ok := parseNetwork(text)
		if ok && (network.Bits() <= 0 || network != network.Masked() || network.Addr().Is4In6()) {
			t.Errorf("%q is taken for %v", text, network)
		}
	})
}

// Whatever a browser calls itself, a place is one short line, and the same each time.
func FuzzPlace(f *testing.F) {
	for _, seed := range []string{"", "curl/8.0", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0", "a\nb", "\r\n198.51.100.0/24 Firefox.Linux", "\xff\xfe", strings.Repeat("x", 1<<15), "\u2028"} {
		f.Add(seed, "198.51.100.7")
		f.Add(seed, "2001:db8:1:2::/64")
		f.Add("Firefox/1", seed)
	}
	f.Fuzz(func(t *testing.T, agent, network string) {
		from := Source{Network: network, Agent: agent}
		place := from.place()
		if strings.ContainsAny(place, "\n\r") || len(place) > 200 || place != from.place() {
			t.Errorf("%q at %q is %q", agent, network, place)
		}
		where, _, _ := strings.Cut(place, " ")
		if _, err := netip.ParsePrefix(where); err != nil && where != "unknown" {
			t.Errorf("%q is no part of a network", where)
		}
	})
}
