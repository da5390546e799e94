package server

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/caddyserver/certmagic"
	"go.uber.org/zap"
)

// ACME says where a certificate comes from without anybody's hands (RFC 8555).
// The zero value asks nobody.
type ACME struct {
	Domain string // the name that browsers use
	Email  string // for the authority's warnings; may be empty
	CA     string // directory address; default Let's Encrypt
	Agree  bool   // to the authority's terms
	HTTP   string // listen address for HTTP-01, "" for TLS-ALPN-01 alone
	Roots  string // PEM file of who signs the authority's own certificate, for one inside a company
	// Check is how often to look whether it is time to renew, usually 10 minutes.
	Check time.Duration
}

const (
	acmeFolder   = "certificates"
	acmeProblem  = "problem.txt" // why the last attempt failed; not there if it did not
	acmeProto    = "acme-tls/1"  // RFC 8737
	acmePatience = 2 * time.Minute
)

// check refuses what cannot work before anything listens.
func (a ACME) check(c Config) error {
	switch {
	case a.Domain == "" && a != (ACME{}):
		return errors.New("no domain was named for the certificate: add --acme-domain, or leave the other --acme flags out")
	case a.Domain == "":
		return nil
	case c.TLSCert != "" || c.TLSKey != "":
		return errors.New("a certificate cannot come from files and from an authority: use --tls-cert with --tls-key, or --acme-domain")
	case !a.Agree:
		return errors.New("the certificate authority has terms of service: read them (of Let's Encrypt: https://letsencrypt.org/repository/), then add --acme-agree")
	case !certmagic.SubjectQualifiesForCert(a.Domain) || certmagic.SubjectIsIP(a.Domain) || net.ParseIP(a.Domain) != nil || a.Domain[0] == '*':
		return fmt.Errorf("no certificate can be asked for %q: write the one name that browsers use, like desk.example.org", a.Domain)
	}
	if host := hostOf(c.Origin); c.Origin != "" && host != a.Domain {
		return fmt.Errorf("browsers would come to %s, and the certificate would be for %s: make --origin and --acme-domain agree", host, a.Domain)
	}
	return nil
}

// authority keeps a certificate valid, and answers with it.
type authority struct {
	config ACME
	folder string
	log    *slog.Logger
	failed func() // counts an attempt that failed
	record func(failed bool)
	cache  *certmagic.Cache
	magic  *certmagic.Config
	issuer *certmagic.ACMEIssuer
	http   *http.Server
	stop   context.CancelFunc

	mu    sync.Mutex
	ready chan struct{} // closed once there is a certificate
	gave  chan error    // the first failure
	once  sync.Once
}

// newAuthority prepares everything and asks nobody yet.
func newAuthority(c Config, failed func()) (*authority, error) {
	a := &authority{
		config: c.ACME, folder: filepath.Join(c.DataDir, acmeFolder), log: c.Log, failed: failed,
		ready: make(chan struct{}), gave: make(chan error, 1),
	}
	if err := os.MkdirAll(a.folder, 0o700); err != nil {
		return nil, fmt.Errorf("make the folder for certificates: %w", err)
	}
	roots, err := readRoots(c.ACME.Roots)
	if err != nil {
		return nil, err
	}
	// The library's own log is in another format, and says at each step what the
	// events say once.
	quiet := zap.NewNop()
	a.cache = certmagic.NewCache(certmagic.CacheOptions{
		GetConfigForCert:   func(certmagic.Certificate) (*certmagic.Config, error) { return a.magic, nil },
		RenewCheckInterval: c.ACME.Check, Logger: quiet,
	})
	a.magic = certmagic.New(a.cache, certmagic.Config{
		Storage: &certmagic.FileStorage{Path: a.folder}, DefaultServerName: c.ACME.Domain, OnEvent: a.event, Logger: quiet,
		OCSP: certmagic.OCSPConfig{DisableStapling: true},
	})
	a.issuer = certmagic.NewACMEIssuer(a.magic, certmagic.ACMEIssuer{
		CA: c.ACME.CA, Email: c.ACME.Email, Agreed: c.ACME.Agree, TrustedRoots: roots, DisableHTTPChallenge: c.ACME.HTTP == "", Logger: quiet,
	})
	a.magic.Issuers = []certmagic.Issuer{a.issuer}
	return a, nil
}

func readRoots(path string) (*x509.CertPool, error) {
	if path == "" {
		return nil, nil
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the authority's roots: %w", err)
	}
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		return nil, fmt.Errorf("%s holds no PEM certificate", path)
	}
	return pool, nil
}

// tls is how the server's port answers: to browsers with the certificate, and to
// the authority with what it asks for (RFC 8737 asks for TLS 1.2 or newer).
func (a *authority) tls() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS13, GetCertificate: a.magic.GetCertificate, NextProtos: []string{"http/1.1", acmeProto}}
}

// begin asks for a certificate, or takes the stored one, and goes on keeping it
// valid until close. The port has to be answered already: the authority looks
// there. It returns once there is a certificate.
func (a *authority) begin(ctx context.Context, listener net.Addr, origin string) error {
	if err := a.ports(listener, origin); err != nil {
		return err
	}
	keeping, stop := context.WithCancel(context.Background())
	a.stop = stop
	if err := a.magic.ManageAsync(keeping, []string{a.config.Domain}); err != nil {
		return a.refusal(err)
	}
	patience, cancel := context.WithTimeout(ctx, acmePatience)
	defer cancel()
	select {
	case <-a.ready:
		return nil
	case err := <-a.gave:
		return a.refusal(err)
	case <-patience.Done():
		return a.refusal(patience.Err())
	}
}

func (a *authority) refusal(err error) error {
	return fmt.Errorf("there is no certificate for %s yet, and the authority gave none: %w. Check that the name leads to this machine, that it is reached from outside at port 443 (or at port 80, with --acme-http :80), and that this machine reaches the authority; then start again", a.config.Domain, err)
}

// ports tells the library what listens already, and opens the port of HTTP-01.
func (a *authority) ports(listener net.Addr, origin string) error {
	host, port, err := net.SplitHostPort(listener.String())
	if err != nil {
		return err
	}
	if a.issuer.AltTLSALPNPort, err = strconv.Atoi(port); err != nil {
		return err
	}
	a.issuer.ListenHost = host
	if a.config.HTTP == "" {
		return nil
	}
	plain, err := net.Listen("tcp", a.config.HTTP)
	if err != nil {
		return fmt.Errorf("listen for the authority: %w", err)
	}
	_, port, err = net.SplitHostPort(plain.Addr().String())
	if err == nil {
		a.issuer.AltHTTPPort, err = strconv.Atoi(port)
	}
	if err != nil {
		return errors.Join(err, plain.Close())
	}
	// Everybody else is sent to the desk itself.
	elsewhere := http.RedirectHandler(origin, http.StatusPermanentRedirect)
	a.http = &http.Server{Handler: a.issuer.HTTPChallengeHandler(elsewhere), ReadHeaderTimeout: 5 * time.Second, WriteTimeout: 10 * time.Second, MaxHeaderBytes: 8 << 10}
	go a.http.Serve(plain) //nolint:errcheck // it ends with the server
	return nil
}

// event follows what the library does. A failure leaves the earlier certificate
// in use; it is tried again, at first after a minute and later every few hours.
func (a *authority) event(_ context.Context, name string, data map[string]any) error {
	switch name {
	case "cached_managed_cert":
		a.once.Do(func() { close(a.ready) })
	case "cert_obtained":
		a.log.Info("the certificate is new", "domain", a.config.Domain)
		a.record(false)
		a.remember(nil)
	case "cert_failed":
		err, _ := data["error"].(error)
		a.log.Error("there is no new certificate; an earlier one stays in use", "domain", a.config.Domain, "error", err)
		a.failed()
		a.record(true)
		a.remember(err)
		select {
		case a.gave <- err:
		default:
		}
	}
	return nil
}

// remember leaves a note for the doctor.
func (a *authority) remember(failure error) {
	path := filepath.Join(a.folder, acmeProblem)
	a.mu.Lock()
	defer a.mu.Unlock()
	var err error
	if failure == nil {
		err = os.RemoveAll(path)
	} else {
		err = os.WriteFile(path, []byte(time.Now().UTC().Format(time.RFC3339)+" "+failure.Error()+"\n"), 0o600)
	}
	if err != nil {
		a.log.Error("note about the certificate", "error", err)
	}
}

// until is when the certificate in use ends; zero if there is none.
func (a *authority) until() time.Time {
	all := a.cache.AllMatchingCertificates(a.config.Domain)
	var until time.Time
	for _, found := range all {
		if found.Leaf != nil && found.Leaf.NotAfter.After(until) {
			until = found.Leaf.NotAfter
		}
	}
	return until
}

func (a *authority) close(ctx context.Context) error {
	if a == nil {
		return nil
	}
	if a.stop != nil {
		a.stop()
	}
	a.cache.Stop()
	if a.http == nil {
		return nil
	}
	return a.http.Shutdown(ctx)
}

// examineAuthority looks at the certificates that an authority gave, if any. A
// third of its time before the end, a certificate should have been renewed.
func examineAuthority(folder string, now time.Time) []Finding {
	folder = filepath.Join(folder, acmeFolder)
	if _, err := os.Stat(folder); err != nil {
		return nil
	}
	var findings []Finding
	paths, err := filepath.Glob(filepath.Join(folder, "certificates", "*", "*", "*.crt"))
	for _, path := range paths {
		findings = append(findings, examineGiven(path, now))
	}
	if err == nil && len(paths) == 0 {
		findings = append(findings, Finding{Notice, "certificate", "The authority has given none yet."})
	}
	if raw, err := os.ReadFile(filepath.Join(folder, acmeProblem)); err == nil {
		findings = append(findings, Finding{Notice, "authority", "The last attempt to get a certificate failed: " + strings.TrimSpace(string(raw))})
	}
	return findings
}

func examineGiven(path string, now time.Time) Finding {
	found, err := readCertificate(path)
	if err != nil {
		return Finding{Broken, "certificate", "It cannot be read: " + err.Error()}
	}
	left, whole := found.NotAfter.Sub(now), found.NotAfter.Sub(found.NotBefore)
	name := strings.TrimSuffix(filepath.Base(path), ".crt")
	switch {
	case left < 0:
		return Finding{Broken, "certificate", fmt.Sprintf("That for %s ended on %s and could not be renewed: see below, and the log.", name, day(found.NotAfter))}
	case left < whole/4:
		return Finding{Notice, "certificate", fmt.Sprintf("That for %s ends on %s and should have been renewed by now: see below, and the log.", name, day(found.NotAfter))}
	}
	return Finding{Fine, "certificate", fmt.Sprintf("That for %s is valid until %s, and is renewed before.", name, day(found.NotAfter))}
}
