package server

import (
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"syscall"
)

// listen opens the port, or says why it cannot.
func (s *Server) listen() (net.Listener, error) {
	listener, err := s.bind()
	switch {
	case errors.Is(err, syscall.EADDRINUSE):
		err = fmt.Errorf("another program listens at %s: end it, or choose another address with --listen (%w)", s.config.Listen, err)
	case errors.Is(err, syscall.EACCES):
		err = fmt.Errorf("this user may not listen at %s: choose a port above 1023 with --listen, or give the permission CAP_NET_BIND_SERVICE (%w)", s.config.Listen, err)
	}
	return listener, err
}

// bind takes the port. Without TLS it must be this machine only.
func (s *Server) bind() (net.Listener, error) {
	c := s.config
	host, _, err := net.SplitHostPort(c.Listen)
	if err != nil {
		return nil, fmt.Errorf("listen address %q: %w", c.Listen, err)
	}
	if c.DemoURL != "" && (!loopback(host) || !loopbackURL(c.DemoURL)) {
		return nil, errors.New("the demo helper lets anybody sign in: it is for this machine only")
	}
	if err := c.ACME.check(c); err != nil {
		return nil, err
	}
	if c.ACME.Domain != "" {
		if s.authority, err = newAuthority(c, s.metrics.renewals.Inc); err != nil {
			return nil, err
		}
		return tls.Listen("tcp", c.Listen, s.authority.tls())
	}
	if c.TLSCert == "" || c.TLSKey == "" {
		if !loopback(host) {
			return nil, fmt.Errorf("refusing to serve %s without TLS: give --acme-domain, or --tls-cert and --tls-key, or listen on 127.0.0.1", c.Listen)
		}
		return net.Listen("tcp", c.Listen)
	}
	certificates, err := openCertificates(c.TLSCert, c.TLSKey, c.Log)
	if err != nil {
		return nil, err
	}
	// The Go defaults for TLS 1.3 include X25519MLKEM768 (RFC 8446; FIPS 203).
	return tls.Listen("tcp", c.Listen, &tls.Config{
		MinVersion: tls.VersionTLS13, GetCertificate: certificates.get, NextProtos: []string{"http/1.1"},
	})
}

func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// hostOf is the name in an origin, "" if there is none.
func hostOf(origin string) string {
	parsed, err := url.Parse(origin)
	if err != nil {
		return ""
	}
	return parsed.Hostname()
}

func loopbackURL(text string) bool {
	parsed, err := url.Parse(text)
	return err == nil && parsed.Scheme == "http" && loopback(parsed.Hostname())
}

// checkOrigin refuses an address that would make links nobody can open, or
// pages without the cryptography that browsers give to secure ones only.
func checkOrigin(text string) error {
	if text == "" {
		return nil
	}
	parsed, err := url.Parse(text)
	bare := err == nil && parsed.User == nil && strings.Trim(parsed.Path, "/") == "" && parsed.RawQuery == "" && parsed.Fragment == ""
	if !bare || parsed.Hostname() == "" || parsed.Scheme != "https" && !loopbackURL(text) {
		return fmt.Errorf("the origin %q is not one: write it like https://desk.example.org", text)
	}
	return nil
}

// originOf is how browsers see the server: passkeys refuse bare addresses, so
// on this machine it is "localhost".
func originOf(c Config, l net.Listener) string {
	if c.Origin != "" {
		return strings.TrimSuffix(c.Origin, "/")
	}
	host, _, _ := net.SplitHostPort(c.Listen)
	_, port, _ := net.SplitHostPort(l.Addr().String())
	if c.ACME.Domain != "" {
		if port == "443" {
			return "https://" + c.ACME.Domain
		}
		return "https://" + net.JoinHostPort(c.ACME.Domain, port)
	}
	scheme := "http"
	if c.TLSCert != "" {
		scheme = "https"
	}
	if loopback(host) || host == "" || net.ParseIP(host) != nil {
		host = "localhost"
	}
	return scheme + "://" + net.JoinHostPort(host, port)
}
