package siemtest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	parser "github.com/leodido/go-syslog/v4"
	"github.com/leodido/go-syslog/v4/octetcounting"
	"github.com/leodido/go-syslog/v4/rfc5424"
)

// Authority is one that signs for 127.0.0.1: its certificate, and files of a pair.
type Authority struct {
	CA, Cert, Key string
	Pool          *x509.CertPool
	Pair          tls.Certificate
}

// NewAuthority makes one.
func NewAuthority(t testing.TB) Authority {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
		ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth, x509.ExtKeyUsageClientAuth}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	check(t, err)
	rawKey, err := x509.MarshalPKCS8PrivateKey(key)
	check(t, err)
	certPEM := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	keyPEM := pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: rawKey})
	a := Authority{Pool: x509.NewCertPool()}
	a.Pool.AppendCertsFromPEM(certPEM)
	a.Pair, err = tls.X509KeyPair(certPEM, keyPEM)
	check(t, err)
	a.CA, a.Cert, a.Key = Write(t, "ca", string(certPEM), 0o600), Write(t, "cert", string(certPEM), 0o600), Write(t, "key", string(keyPEM), 0o600)
	return a
}

// Syslog is a syslog server that can be killed, with all that it has not read.
type Syslog struct {
	Inbox
	Config  *tls.Config // nil for none
	Address string      // of the first start, if it is empty
	// Slow is how long it works on each message: what it has not read meanwhile
	// waits in its machine, which has acknowledged it.
	Slow time.Duration

	listener net.Listener
	open     []*net.TCPConn
	dead     *atomic.Bool // of the life that began last
	opened   sync.Mutex
	newest   *rfc5424.SyslogMessage
}

// Start listens, at the same address every time.
func (s *Syslog) Start() {
	s.T.Helper()
	s.listener = listen(s.T, s.Address)
	s.Address, s.dead = s.listener.Addr().String(), &atomic.Bool{}
	go s.accept(s.listener, s.dead)
}

func (s *Syslog) accept(listener net.Listener, dead *atomic.Bool) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		s.opened.Lock()
		s.open = append(s.open, conn.(*net.TCPConn))
		s.opened.Unlock()
		go s.read(conn, dead)
	}
}

func (s *Syslog) read(conn net.Conn, dead *atomic.Bool) {
	if s.Config != nil {
		conn = tls.Server(conn, s.Config)
	}
	octetcounting.NewParser(parser.WithListener(func(r *parser.Result) {
		m, ok := r.Message.(*rfc5424.SyslogMessage)
		if r.Error != nil || !ok || dead.Load() { // a connection that broke in the middle, or what it had in memory
			return
		}
		number, err := strconv.ParseInt((*m.StructuredData)["sealdesk@32473"]["number"], 10, 64)
		if err != nil {
			s.T.Error(err)
		}
		s.Take(number, Event{*m.MsgID, uint64(m.Timestamp.UnixMilli())}) //nolint:gosec // after 1970
		s.mu.Lock()
		s.newest = m
		s.mu.Unlock()
		time.Sleep(s.Slow)
	})).Parse(conn)
}

// Newest is the last message that was read.
func (s *Syslog) Newest() *rfc5424.SyslogMessage {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.newest
}

// Kill ends it as the death of a process does: at once, and what was not read is lost.
func (s *Syslog) Kill() {
	s.dead.Store(true)
	check(s.T, s.listener.Close())
	s.opened.Lock()
	defer s.opened.Unlock()
	for _, conn := range s.open {
		conn.SetLinger(0) //nolint:errcheck // it may be gone already
		conn.Close()      //nolint:errcheck // likewise
	}
	s.open = nil
}

// listen takes an address again that was in use until now.
func listen(t testing.TB, address string) net.Listener {
	t.Helper()
	if address == "" {
		address = "127.0.0.1:0"
	}
	for end := time.Now().Add(10 * time.Second); ; time.Sleep(time.Millisecond) {
		listener, err := net.Listen("tcp", address)
		if err == nil {
			return listener
		}
		if time.Now().After(end) { // somebody else's connection may have its port for a moment
			check(t, err)
		}
	}
}
