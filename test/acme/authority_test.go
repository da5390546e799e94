package acme

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const domain = "desk.example.org"

// pebble is an authority that can be stopped, and started again as another one.
type pebble struct {
	t          *testing.T
	folder     string
	roots      string // PEM file of who signed its own certificate
	own        *x509.CertPool
	listen     string
	management string
	names      string // of the name server
	port       int    // where it looks for the desk: the port 443 of this play
	plain      int    // its port 80
	lifetime   int    // of certificates, in seconds
	cmd        *exec.Cmd
}

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "sealdesk-pebble-")
	if err == nil {
		err = build(folder)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := m.Run()
	os.RemoveAll(folder) //nolint:errcheck // it is temporary
	os.Exit(code)
}

// build makes the two programs, from the module of the tools: neither is part of
// the product.
func build(folder string) error {
	const cmd = "github.com/letsencrypt/pebble/v2/cmd/"
	out, err := exec.Command("go", "build", "-C", "../../tools", "-o", folder, cmd+"pebble", cmd+"pebble-challtestsrv").CombinedOutput()
	if err != nil {
		return fmt.Errorf("build the authority: %w: %s", err, out)
	}
	return os.Setenv("PATH", folder+string(os.PathListSeparator)+os.Getenv("PATH"))
}

// free finds a port that nobody listens on.
func free(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

func address(port int) string { return fmt.Sprintf("127.0.0.1:%d", port) }

// newPebble starts an authority with its name server.
func newPebble(t *testing.T) *pebble {
	t.Helper()
	p := &pebble{
		t: t, folder: t.TempDir(), listen: address(free(t)), management: address(free(t)), names: address(free(t)),
		port: free(t), plain: free(t), lifetime: 90 * 24 * 3600,
	}
	p.identify()
	p.run("pebble-challtestsrv", "-dnsserver", p.names, "-defaultIPv6", "", "-http01", "", "-https01", "", "-tlsalpn01", "", "-doh", "", "-management", "")
	reached(t, p.names)
	p.start()
	return p
}

// identify makes the authority's own certificate, which nobody in the world
// trusts: the desk is told to.
func (p *pebble) identify() {
	p.t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(p.t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign,
	}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	check(p.t, err)
	secret, err := x509.MarshalECPrivateKey(key)
	check(p.t, err)
	p.roots = filepath.Join(p.folder, "cert.pem")
	check(p.t, os.WriteFile(p.roots, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: raw}), 0o600))
	check(p.t, os.WriteFile(filepath.Join(p.folder, "key.pem"), pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: secret}), 0o600))
	certificate, err := x509.ParseCertificate(raw)
	check(p.t, err)
	p.own = x509.NewCertPool()
	p.own.AddCert(certificate)
}

// start starts the authority as it is set up now. It remembers nothing of an
// earlier run: not its root, and no account.
func (p *pebble) start() {
	p.t.Helper()
	config, err := json.Marshal(map[string]any{"pebble": map[string]any{
		"listenAddress": p.listen, "managementListenAddress": p.management, "certificate": p.roots, "privateKey": filepath.Join(p.folder, "key.pem"),
		"httpPort": p.plain, "tlsPort": p.port, "keyAlgorithm": "ecdsa", "domainBlocklist": []string{"blocked.example.org"},
		"retryAfter": map[string]int{"authz": 1, "order": 1},
		"profiles":   map[string]any{"default": map[string]any{"description": "default", "validityPeriod": p.lifetime}},
	}})
	check(p.t, err)
	path := filepath.Join(p.folder, "config.json")
	check(p.t, os.WriteFile(path, config, 0o600))
	p.cmd = p.run("pebble", "-config", path, "-dnsserver", p.names)
	reached(p.t, p.listen)
	reached(p.t, p.management)
}

// stop ends the authority at once.
func (p *pebble) stop() {
	p.t.Helper()
	check(p.t, p.cmd.Process.Kill())
	p.cmd.Wait() //nolint:errcheck // it was killed
}

func (p *pebble) run(name string, args ...string) *exec.Cmd {
	p.t.Helper()
	cmd := exec.CommandContext(p.t.Context(), name, args...)
	cmd.Env = append(os.Environ(), "PEBBLE_VA_NOSLEEP=1", "PEBBLE_WFE_NONCEREJECT=0")
	cmd.Stdout, cmd.Stderr = p.t.Output(), p.t.Output()
	check(p.t, cmd.Start())
	p.t.Cleanup(func() {
		cmd.Process.Kill() //nolint:errcheck // it may be over
		cmd.Wait()         //nolint:errcheck // likewise
	})
	return cmd
}

// reached waits until somebody listens.
func reached(t *testing.T, address string) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			conn.Close() //nolint:errcheck // nothing was said
			return
		}
		if time.Now().After(deadline) {
			t.Fatalf("nobody listens on %s", address)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// root is what a browser would have to trust.
func (p *pebble) root() *x509.CertPool {
	p.t.Helper()
	client := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: p.own}, DisableKeepAlives: true}}
	answer, err := client.Get("https://" + p.management + "/roots/0")
	check(p.t, err)
	defer answer.Body.Close()
	raw, err := io.ReadAll(answer.Body)
	check(p.t, err)
	pool := x509.NewCertPool()
	if !pool.AppendCertsFromPEM(raw) {
		p.t.Fatalf("the authority shows no root: %s", raw)
	}
	return pool
}

// browse opens the desk's page as a browser does, by name, and returns the
// certificate that it was shown.
func browse(address, name string, roots *x509.CertPool) (*x509.Certificate, error) {
	dialer := &tls.Dialer{Config: &tls.Config{ServerName: name, RootCAs: roots}}
	client := &http.Client{Timeout: 10 * time.Second, Transport: &http.Transport{DisableKeepAlives: true,
		DialTLSContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return dialer.DialContext(ctx, network, address)
		},
	}}
	answer, err := client.Get("https://" + name + "/healthz")
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err == nil && (answer.StatusCode != 200 || !strings.Contains(string(body), "ok")) {
		err = fmt.Errorf("%d %s", answer.StatusCode, body)
	}
	return answer.TLS.PeerCertificates[0], err
}
