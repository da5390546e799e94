package server_test

import (
	"bufio"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// folder is a data folder that only its owner can look into.
func folder(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "data")
	check(t, os.Mkdir(path, 0o700))
	return path
}

// certificate writes a self-signed certificate with a serial number, and
// returns its files and a pool that trusts it.
func certificate(t *testing.T, at string, serial int64, from, until time.Time) (cert, key string, trusted *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(serial), Subject: pkix.Name{CommonName: "localhost"}, DNSNames: []string{"localhost"},
		NotBefore: from, NotAfter: until, IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	check(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	check(t, err)
	cert, key = filepath.Join(at, "cert.pem"), filepath.Join(at, "key.pem")
	check(t, os.WriteFile(cert, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}), 0o600))
	check(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	parsed, err := x509.ParseCertificate(der)
	check(t, err)
	trusted = x509.NewCertPool()
	trusted.AddCert(parsed)
	return cert, key, trusted
}

func start(t *testing.T, config server.Config) *server.Server {
	t.Helper()
	srv, err := server.Start(context.Background(), config)
	check(t, err)
	t.Cleanup(func() { check(t, srv.Close()) })
	return srv
}

func TestTLS(t *testing.T) {
	files, now := t.TempDir(), time.Now()
	cert, key, trusted := certificate(t, files, 1, now.Add(-time.Hour), now.Add(time.Hour))
	srv := start(t, server.Config{DataDir: folder(t), Listen: "127.0.0.1:0", TLSCert: cert, TLSKey: key})
	if !strings.HasPrefix(srv.URL(), "https://localhost:") {
		t.Errorf("it calls itself %s", srv.URL())
	}
	dial := func(roots *x509.CertPool, highest uint16) (tls.ConnectionState, error) {
		conn, err := tls.Dial("tcp", srv.Addr(), &tls.Config{RootCAs: roots, ServerName: "localhost", MaxVersion: highest}) //nolint:gosec // old versions are tried on purpose
		if err != nil {
			return tls.ConnectionState{}, err
		}
		defer conn.Close()
		return conn.ConnectionState(), nil
	}
	state, err := dial(trusted, 0)
	check(t, err)
	if state.Version != tls.VersionTLS13 || state.CurveID != tls.X25519MLKEM768 {
		t.Errorf("agreed on version %x and group %v", state.Version, state.CurveID)
	}
	if _, err := dial(trusted, tls.VersionTLS12); err == nil {
		t.Error("TLS 1.2 was accepted")
	}
	if _, err := http.Get("http://" + srv.Addr() + "/healthz"); err == nil {
		if response, _ := http.Get("http://" + srv.Addr() + "/healthz"); response.StatusCode == http.StatusOK { //nolint:bodyclose // a refusal
			t.Error("the port answers without TLS")
		}
	}
	browser := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: trusted, ServerName: "localhost"}}}
	defer browser.CloseIdleConnections()
	response, err := browser.Get("https://" + srv.Addr() + "/healthz")
	check(t, err)
	check(t, response.Body.Close())
	if response.Header.Get("Strict-Transport-Security") == "" {
		t.Error("browsers are not told to stay with TLS")
	}

	// A renewal is taken without a restart, a broken one is not.
	_, _, renewed := certificate(t, files, 2, now.Add(-time.Hour), now.Add(time.Hour))
	later(t, cert, now.Add(time.Minute))
	state, err = dial(renewed, 0)
	check(t, err)
	if state.PeerCertificates[0].SerialNumber.Int64() != 2 {
		t.Error("the renewed certificate is not in use")
	}
	check(t, os.WriteFile(cert, []byte("half written"), 0o600))
	later(t, cert, now.Add(2*time.Minute))
	if _, err := dial(renewed, 0); err != nil {
		t.Errorf("a broken renewal ended the earlier certificate: %v", err)
	}
}

// later gives a file a time of change that no clock is too coarse for.
func later(t *testing.T, path string, at time.Time) {
	t.Helper()
	check(t, os.Chtimes(path, at, at))
}

// A desk is not put on a network by mistake.
func TestRefusesToStart(t *testing.T) {
	data, now := folder(t), time.Now()
	cert, key, _ := certificate(t, t.TempDir(), 1, now, now.Add(time.Hour))
	_, otherKey, _ := certificate(t, t.TempDir(), 2, now, now.Add(time.Hour))
	open := t.TempDir()
	check(t, os.Chmod(open, 0o755)) //nolint:gosec // that is the point
	shortKey := folder(t)
	check(t, os.WriteFile(filepath.Join(shortKey, "server.key"), make([]byte, 63), 0o600))
	for name, config := range map[string]server.Config{
		"every address without TLS":     {DataDir: data, Listen: "0.0.0.0:0"},
		"a name without TLS":            {DataDir: data, Listen: "desk.example.org:0"},
		"no host without TLS":           {DataDir: data, Listen: ":0"},
		"half of a certificate":         {DataDir: data, Listen: "0.0.0.0:0", TLSCert: cert},
		"another key's certificate":     {DataDir: data, Listen: "127.0.0.1:0", TLSCert: cert, TLSKey: otherKey},
		"no certificate file":           {DataDir: data, Listen: "127.0.0.1:0", TLSCert: cert + ".absent", TLSKey: key},
		"no port":                       {DataDir: data, Listen: "127.0.0.1"},
		"no folder":                     {Listen: "127.0.0.1:0"},
		"a folder that others can read": {DataDir: open, Listen: "127.0.0.1:0"},
		"a server key cut short":        {DataDir: shortKey, Listen: "127.0.0.1:0"},
		"metrics for everybody":         {DataDir: data, Listen: "127.0.0.1:0", MetricsListen: "0.0.0.0:0"},
		"metrics on a name":             {DataDir: data, Listen: "127.0.0.1:0", MetricsListen: "desk.example.org:0"},
		"a demo for everybody":          {DataDir: data, Listen: "0.0.0.0:0", TLSCert: cert, TLSKey: key, DemoURL: "http://127.0.0.1:1"},
		"an origin without its scheme":  {DataDir: data, Listen: "127.0.0.1:0", Origin: "desk.example.org"},
		"an origin without TLS":         {DataDir: data, Listen: "127.0.0.1:0", Origin: "http://desk.example.org"},
		"an origin with a path":         {DataDir: data, Listen: "127.0.0.1:0", Origin: "https://desk.example.org/chat"},
		"an origin without a host":      {DataDir: data, Listen: "127.0.0.1:0", Origin: "https://"},
		"a demo somewhere else":         {DataDir: data, Listen: "127.0.0.1:0", DemoURL: "http://demo.example.org"},
	} {
		srv, err := server.Start(context.Background(), config)
		if err == nil {
			t.Errorf("%s: it started at %s", name, srv.URL())
			check(t, srv.Close())
		}
	}
}

// A folder has one server: two would each believe to be the only writer.
func TestOneServerPerFolder(t *testing.T) {
	data := folder(t)
	start(t, server.Config{DataDir: data, Listen: "127.0.0.1:0"})
	if second, err := server.Start(context.Background(), server.Config{DataDir: data, Listen: "127.0.0.1:0"}); err == nil {
		t.Error("a second server started on the same folder")
		check(t, second.Close())
	}
}

func TestHealth(t *testing.T) {
	desk := servertest.Start(t, server.Config{Version: "v1.2.3"})
	for path, want := range map[string]string{"/healthz": "ok", "/readyz": "ready", "/version": "v1.2.3"} {
		response, err := http.Get("http://" + desk.Server.Addr() + path)
		check(t, err)
		body, err := io.ReadAll(response.Body)
		check(t, err)
		check(t, response.Body.Close())
		if response.StatusCode != http.StatusOK || !strings.Contains(string(body), `"`+want+`"`) {
			t.Errorf("%s: %d %s", path, response.StatusCode, body)
		}
	}
}

// Metrics count requests; they tell nothing of people, objects or content.
func TestMetrics(t *testing.T) {
	desk := servertest.New(t, server.Config{MetricsListen: "127.0.0.1:0"})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	thread.Send("Where is my parcel?")
	desk.Do("", "GET", "/threads/"+thread.ID.Hex(), nil)
	socket := desk.Listen(customer.Token, 0)
	socket.Next("hello")
	response, err := http.Get(desk.Server.MetricsURL())
	check(t, err)
	body, err := io.ReadAll(response.Body)
	check(t, err)
	check(t, response.Body.Close())
	text := string(body)
	for _, want := range []string{`sealdesk_requests_total{route="POST /conversations",status="200"} 1`, `sealdesk_requests_total{route="GET /threads/{thread}",status="401"} 1`, "sealdesk_sockets 1"} {
		if !strings.Contains(text, want) {
			t.Errorf("no line %q", want)
		}
	}
	if id := regexp.MustCompile(`[0-9a-f]{32,}`).FindString(text); id != "" {
		t.Errorf("an id or address stands in the metrics: %s", id)
	}
	for _, secret := range []string{desk.Owner.Email, customer.Token, "parcel", "127.0.0.1"} {
		if strings.Contains(text, secret) {
			t.Errorf("%q stands in the metrics", secret)
		}
	}
	if answer := desk.Do("", "GET", "/metrics", nil); answer.Status != http.StatusNotFound {
		t.Errorf("the public port has metrics: %d", answer.Status)
	}
}

// Open sockets and connections that browsers keep to spare hold nobody up, and
// each socket is told that the server goes.
func TestStopsQuickly(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	token := desk.Visitor().Token
	sockets := make([]*servertest.Socket, 50)
	for i := range sockets {
		sockets[i] = desk.Listen(token, 0)
		sockets[i].Next("hello")
	}
	for range 5 {
		spare, err := net.Dial("tcp", desk.Server.Addr())
		check(t, err)
		defer spare.Close()
	}
	begun := time.Now()
	check(t, desk.Server.Close())
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("stopping took %v", took)
	}
	for _, socket := range sockets {
		if code := socket.Closed(); code != 1001 {
			t.Errorf("a socket ended with %d instead of 1001", code)
		}
	}
}

// A request that is being answered is answered.
func TestStopsAfterTheAnswer(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	thread := desk.Visitor().Converse(desk.Team)
	conn, err := net.Dial("tcp", desk.Server.Addr())
	check(t, err)
	defer conn.Close()
	_, err = fmt.Fprintf(conn, "POST /api/v1/threads/%s/messages HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{", thread.ID.Hex())
	check(t, err)
	// The server has begun the request once another one that came later is answered.
	desk.Do("", "GET", "/version", nil)
	time.Sleep(50 * time.Millisecond)
	closed := make(chan error, 1)
	go func() { closed <- desk.Server.Close() }()
	time.Sleep(50 * time.Millisecond)
	_, err = conn.Write([]byte("}"))
	check(t, err)
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	check(t, err)
	check(t, response.Body.Close())
	if response.StatusCode != http.StatusUnauthorized {
		t.Errorf("the request was answered %d", response.StatusCode)
	}
	check(t, <-closed)
}

// A client that dribbles its request is cut off.
func TestSlowHeaders(t *testing.T) {
	t.Parallel()
	desk := servertest.Start(t, server.Config{})
	conn, err := net.Dial("tcp", desk.Server.Addr())
	check(t, err)
	defer conn.Close()
	_, err = io.WriteString(conn, "GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")
	check(t, err)
	check(t, conn.SetReadDeadline(time.Now().Add(10*time.Second)))
	if answer, err := io.ReadAll(conn); err != nil || strings.Contains(string(answer), "200") {
		t.Errorf("after half a header: %q, %v", answer, err)
	}
}
