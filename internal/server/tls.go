package server

import (
	"crypto/tls"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"
)

// certificates hands out the certificate of two files and reads them again
// when either has changed: a renewal needs no restart. Files that do not fit
// together, as in the middle of a renewal, leave the earlier one in use.
type certificates struct {
	certFile, keyFile string
	log               *slog.Logger

	mu      sync.Mutex
	current *tls.Certificate
	changed time.Time
}

// openCertificates refuses to start with what cannot be used.
func openCertificates(certFile, keyFile string, log *slog.Logger) (*certificates, error) {
	c := &certificates{certFile: certFile, keyFile: keyFile, log: log}
	return c, c.load(c.newest())
}

func (c *certificates) load(changed time.Time) error {
	// What was tried is remembered, so that a broken pair is not read for each
	// connection.
	c.changed = changed
	pair, err := tls.LoadX509KeyPair(c.certFile, c.keyFile)
	if err != nil {
		return fmt.Errorf("load the TLS certificate: %w", err)
	}
	c.current = &pair
	return nil
}

// newest is when either file last changed; zero if that is not known.
func (c *certificates) newest() time.Time {
	var newest time.Time
	for _, path := range []string{c.certFile, c.keyFile} {
		if info, err := os.Stat(path); err == nil && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return newest
}

// get implements tls.Config.GetCertificate.
func (c *certificates) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if now := c.newest(); !now.Equal(c.changed) {
		if err := c.load(now); err != nil {
			c.log.Error("the renewed certificate cannot be used; the earlier one stays", "error", err)
		}
	}
	return c.current, nil
}
