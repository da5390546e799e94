package acme

import (
	"context"
	"crypto/tls"
	"database/sql"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // to read the record from the file

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/test/play"
)

// desk is what an operator sets up: a folder, and flags.
func (p *pebble) desk() server.Config {
	p.t.Helper()
	return server.Config{
		DataDir: play.Folder(p.t), Listen: address(p.port), MetricsListen: "127.0.0.1:0",
		ACME: server.ACME{Domain: domain, CA: "https://" + p.listen + "/dir", Agree: true, Roots: p.roots, Check: time.Second},
	}
}

func start(t *testing.T, config server.Config) *server.Server {
	t.Helper()
	srv, err := server.Start(t.Context(), config)
	check(t, err)
	t.Cleanup(func() { check(t, srv.Close()) })
	return srv
}

func refuses(t *testing.T, config server.Config, words ...string) {
	t.Helper()
	srv, err := server.Start(context.Background(), config)
	if err == nil {
		check(t, srv.Close())
		t.Fatal("it started")
	}
	for _, word := range words {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("%q does not say %q", err, word)
		}
	}
}

// doctor is what the doctor says, one finding on a line.
func doctor(t *testing.T, config server.Config) string {
	t.Helper()
	var said strings.Builder
	for _, f := range server.Examine(t.Context(), server.Examination{DataDir: config.DataDir}) {
		fmt.Fprintln(&said, f.Verdict, f.What, f.Said)
	}
	return said.String()
}

// A desk gets its certificate over the port that it serves, with TLS 1.3 alone,
// and the next start needs no authority.
func TestObtainServeAndStartAgain(t *testing.T) {
	p := newPebble(t)
	config := p.desk()
	srv := start(t, config)
	roots := p.root()
	first, err := browse(srv.Addr(), domain, roots)
	check(t, err)
	if want := fmt.Sprintf("https://%s:%d", domain, p.port); srv.URL() != want {
		t.Errorf("the origin is %s instead of %s", srv.URL(), want)
	}
	if _, err := browse(srv.Addr(), "elsewhere.example.org", roots); err == nil {
		t.Error("another name was answered")
	}
	old := &tls.Config{ServerName: domain, RootCAs: roots, MaxVersion: tls.VersionTLS12}
	if conn, err := tls.Dial("tcp", srv.Addr(), old); err == nil {
		conn.Close() //nolint:errcheck // it should not be there
		t.Error("TLS 1.2 was spoken")
	}
	onlyForItsOwner(t, filepath.Join(config.DataDir, "certificates"))
	if said := doctor(t, config); !strings.Contains(said, "fine certificate That for "+domain) || strings.Contains(said, "authority") {
		t.Errorf("the doctor says %s", said)
	}
	check(t, srv.Close())

	p.stop()
	again := start(t, config)
	second, err := browse(again.Addr(), domain, roots)
	check(t, err)
	if !first.Equal(second) {
		t.Error("the stored certificate was not used")
	}
}

func onlyForItsOwner(t *testing.T, folder string) {
	t.Helper()
	files := 0
	check(t, filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := entry.Info()
		if err == nil && info.Mode().Perm()&0o077 != 0 {
			t.Errorf("others may look at %s (%v)", path, info.Mode())
		}
		files++
		return err
	}))
	if files < 3 {
		t.Errorf("only %d files are there", files)
	}
}

// The check at port 80, for who cannot be reached at port 443; everybody else is
// sent on.
func TestTheOtherPort(t *testing.T) {
	p := newPebble(t)
	config := p.desk()
	config.Listen = address(free(t)) // the authority finds nobody at its port 443
	config.ACME.HTTP = address(p.plain)
	srv := start(t, config)
	_, err := browse(srv.Addr(), domain, p.root())
	check(t, err)
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	answer, err := client.Get("http://" + address(p.plain) + "/console/")
	check(t, err)
	check(t, answer.Body.Close())
	if answer.StatusCode != http.StatusPermanentRedirect || answer.Header.Get("Location") != srv.URL() {
		t.Errorf("port 80 answers %d to %q", answer.StatusCode, answer.Header.Get("Location"))
	}
}

// Certificates that live for half a minute are renewed in time, without a
// restart. When the authority is gone, the old one is served, and everybody who
// can do something about it is told.
func TestRenewalAndItsFailure(t *testing.T) {
	p := newPebble(t)
	p.stop()
	p.lifetime = 24
	p.start()
	config := p.desk()
	var written servertest.Log
	config.Log = slog.New(slog.NewTextHandler(&written, nil))
	srv := start(t, config)
	roots := p.root()
	first, err := browse(srv.Addr(), domain, roots)
	check(t, err)
	renewed := eventually(t, func() bool {
		now, err := browse(srv.Addr(), domain, roots)
		return err == nil && !now.Equal(first)
	})
	if !renewed {
		t.Fatal("the certificate was not renewed")
	}

	p.stop()
	if !eventually(t, func() bool { return metric(t, srv, "sealdesk_certificate_failures_total") >= 1 }) {
		t.Fatal("a failed renewal is not counted")
	}
	if _, err := browse(srv.Addr(), domain, roots); err != nil {
		t.Errorf("without the authority the old certificate is not served: %v", err)
	}
	if ends := metric(t, srv, "sealdesk_certificate_ends_seconds"); time.Until(time.Unix(int64(ends), 0)) > time.Minute || ends < 1e9 {
		t.Errorf("the metrics say that it ends at %v", ends)
	}
	if said := doctor(t, config); !strings.Contains(said, "notice authority The last attempt to get a certificate failed") {
		t.Errorf("the doctor says %s", said)
	}
	if said := written.String(); !strings.Contains(said, "there is no new certificate") {
		t.Errorf("the log says %s", said)
	}
	db, err := sql.Open("sqlite", filepath.Join(config.DataDir, "data.db"))
	check(t, err)
	defer db.Close()
	if servertest.Recorded(t, db, ledger.CertificateObtained) < 2 || servertest.Recorded(t, db, ledger.CertificateFailed) < 1 {
		t.Error("the record does not say what became of the certificates")
	}
}

func eventually(t *testing.T, is func() bool) bool {
	t.Helper()
	for deadline := time.Now().Add(60 * time.Second); time.Now().Before(deadline); time.Sleep(200 * time.Millisecond) {
		if is() {
			return true
		}
	}
	return false
}

func metric(t *testing.T, srv *server.Server, name string) (value float64) {
	t.Helper()
	answer, err := http.Get(srv.MetricsURL())
	check(t, err)
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	check(t, err)
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, name+" "); ok {
			_, err := fmt.Sscan(rest, &value)
			check(t, err)
			return value
		}
	}
	t.Fatalf("there is no metric %s", name)
	return 0
}

// Without a certificate there is no desk, and the error says what to look at.
func TestNoCertificateAtTheFirstStart(t *testing.T) {
	p := newPebble(t)
	config := p.desk()
	what := []string{"there is no certificate for", "leads to this machine", "port 443", "start again"}

	blocked := p.desk()
	blocked.ACME.Domain = "blocked.example.org"
	refuses(t, blocked, append(what, "blocked.example.org")...)

	unreached := p.desk()
	unreached.Listen = address(free(t))
	refuses(t, unreached, what...)

	p.stop()
	refuses(t, config, what...)
	if said := doctor(t, config); !strings.Contains(said, "notice certificate The authority has given none yet") {
		t.Errorf("the doctor says %s", said)
	}
}

// What cannot work is refused before anybody is asked.
func TestFlagsThatDoNotGoTogether(t *testing.T) {
	agree := server.ACME{Domain: domain, Agree: true}
	for name, row := range map[string]struct {
		config server.Config
		words  string
	}{
		"files as well":     {server.Config{ACME: agree, TLSCert: "a.pem", TLSKey: "b.pem"}, "or --acme-domain"},
		"a key as well":     {server.Config{ACME: agree, TLSKey: "b.pem"}, "or --acme-domain"},
		"no agreement":      {server.Config{ACME: server.ACME{Domain: domain}}, "add --acme-agree"},
		"no domain":         {server.Config{ACME: server.ACME{Agree: true}}, "add --acme-domain"},
		"an address":        {server.Config{ACME: server.ACME{Domain: "192.0.2.1", Agree: true}}, "the one name"},
		"every name":        {server.Config{ACME: server.ACME{Domain: "*.example.org", Agree: true}}, "the one name"},
		"another origin":    {server.Config{ACME: agree, Origin: "https://chat.example.org"}, "agree"},
		"roots not there":   {server.Config{ACME: server.ACME{Domain: domain, Agree: true, Roots: "nowhere.pem"}}, "roots"},
		"roots without any": {server.Config{ACME: server.ACME{Domain: domain, Agree: true, Roots: "doc.go"}}, "no PEM"},
	} {
		t.Run(name, func(t *testing.T) {
			row.config.DataDir = play.Folder(t)
			row.config.Listen = "127.0.0.1:0"
			refuses(t, row.config, row.words)
		})
	}
}
