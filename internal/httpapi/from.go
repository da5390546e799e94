package httpapi

import (
	"net/http"
	"net/netip"
	"strings"
)

// This file finds out from where a request comes. What stands in X-Forwarded-For
// counts only as far as proxies wrote it whom the operator named: everybody can send
// such a header.

// hopsMost is how many proxies may stand one behind the other.
const hopsMost = 16

// Proxies are the networks of the proxies that the operator named.
type Proxies []netip.Prefix

// ParseProxies reads networks and addresses; one that has all addresses in it would
// let everybody say where they come from.
func ParseProxies(texts []string) (Proxies, bool) {
	var all Proxies
	for _, text := range texts {
		prefix, err := netip.ParsePrefix(text)
		if err != nil {
			address, err := netip.ParseAddr(text)
			if err != nil || address.Zone() != "" {
				return nil, false
			}
			prefix = netip.PrefixFrom(address.Unmap(), address.Unmap().BitLen())
		}
		if prefix.Bits() == 0 || prefix.Addr().Is4In6() {
			return nil, false
		}
		all = append(all, prefix.Masked())
	}
	return all, true
}

func (p Proxies) trusted(address netip.Addr) bool {
	for _, network := range p {
		if network.Contains(address) {
			return true
		}
	}
	return false
}

// client is the address of whoever sent the request: of the connection, or what the
// last proxy that is none of ours was seen as. It goes from the right, where ours
// write; what cannot be read ends it, at the proxy that passed it on.
func (p Proxies) client(r *http.Request) netip.Addr {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	if err != nil {
		return netip.Addr{}
	}
	at := peer.Addr().Unmap()
	if !p.trusted(at) {
		return at
	}
	rest := strings.Join(r.Header.Values("X-Forwarded-For"), ",")
	for range hopsMost {
		cut := strings.LastIndexByte(rest, ',')
		before, ok := readHop(rest[cut+1:])
		if !ok {
			return at
		}
		if at = before; cut < 0 || !p.trusted(at) {
			return at
		}
		rest = rest[:cut]
	}
	return at
}

// readHop reads an address as proxies write it: bare, in brackets, with a port.
func readHop(text string) (netip.Addr, bool) {
	text = strings.TrimSpace(text)
	if withPort, err := netip.ParseAddrPort(text); err == nil {
		text = withPort.Addr().String()
	}
	address, err := netip.ParseAddr(strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"))
	return address.Unmap(), err == nil && address.Zone() == ""
}

// networkOf is what rates and throttles count by: an IPv4 address, or the /64
// of an IPv6 one, which is what one customer of a provider has.
func networkOf(ip netip.Addr) string {
	if !ip.IsValid() {
		return "unknown"
	}
	if ip.Is6() {
		prefix, err := ip.Prefix(64)
		if err != nil {
			return "unknown"
		}
		return prefix.Masked().String()
	}
	return ip.String()
}

// strangeProxy reports whether something on this machine or in its own network passes
// requests on without having been named.
func (p Proxies) strangeProxy(r *http.Request) bool {
	peer, err := netip.ParseAddrPort(r.RemoteAddr)
	at := peer.Addr().Unmap()
	return err == nil && r.Header.Get("X-Forwarded-For") != "" && (at.IsLoopback() || at.IsPrivate()) && !p.trusted(at)
}
