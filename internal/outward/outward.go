// Package outward dials what an operator named, for everything of the server that
// calls others.
//
// Promise: addresses that only mean something on this link, where clouds answer
// with secrets of the machine, are not called, whatever a name leads to; nobody who
// points elsewhere is followed, and no proxy is used.
//
// Threat: a name that somebody else lets lead to where only this machine can go.
//
// Limits: networks inside a company are where such systems are, and are allowed.
package outward

import (
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"net/netip"
	"syscall"
	"time"
)

// Dialer opens connections.
func Dialer() *net.Dialer {
	return &net.Dialer{Timeout: 10 * time.Second, KeepAlive: 15 * time.Second, Control: func(_, address string, _ syscall.RawConn) error {
		to, err := netip.ParseAddrPort(address)
		if err != nil {
			return err
		}
		if ip := to.Addr().Unmap(); ip.IsLinkLocalUnicast() || ip.IsMulticast() || ip.IsUnspecified() {
			return errors.New("the name leads to an address of this link, and nothing is sent there")
		}
		return nil
	}}
}

// Client sends requests to one system, with a limit on the headers of its answers.
func Client(config *tls.Config, headers int64) *http.Client {
	return &http.Client{
		Timeout:       30 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			DialContext: Dialer().DialContext, TLSClientConfig: config, TLSHandshakeTimeout: 10 * time.Second, MaxIdleConns: 1, IdleConnTimeout: time.Minute,
			MaxResponseHeaderBytes: headers, ForceAttemptHTTP2: true,
		},
	}
}

// Loopback takes addresses of this machine, no names: a name may be somebody else
// tomorrow.
func Loopback(host string) bool {
	ip, err := netip.ParseAddr(host)
	return err == nil && ip.Unmap().IsLoopback()
}
