package siem_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/pem"
	"math/big"
	dice "math/rand/v2"
	"net"
	"os"
	"strconv"
	"sync"
	"testing"
	"time"

	parser "github.com/leodido/go-syslog/v4"
	"github.com/leodido/go-syslog/v4/octetcounting"
	"github.com/leodido/go-syslog/v4/rfc5424"
)

// authority is one that signs for 127.0.0.1: its certificate, and files of a pair.
type authority struct {
	ca, cert, key string
	pool          *x509.CertPool
	pair          tls.Certificate
}

func newAuthority(t *testing.T) authority {
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
	a := authority{pool: x509.NewCertPool()}
	a.pool.AppendCertsFromPEM(certPEM)
	a.pair, err = tls.X509KeyPair(certPEM, keyPEM)
	check(t, err)
	a.ca, a.cert, a.key = write(t, "ca", string(certPEM), 0o600), write(t, "cert", string(certPEM), 0o600), write(t, "key", string(keyPEM), 0o600)
	return a
}

// collector is a syslog server that can be killed, with all that it has not read.
type collector struct {
	inbox
	t        *testing.T
	config   *tls.Config
	address  string
	listener net.Listener
	open     []*net.TCPConn
	opened   sync.Mutex
	last     *rfc5424.SyslogMessage
}

func (c *collector) start() {
	c.t.Helper()
	if c.address == "" {
		c.address = "127.0.0.1:0"
	}
	listener, err := net.Listen("tcp", c.address)
	check(c.t, err)
	c.listener, c.address = listener, listener.Addr().String()
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			c.opened.Lock()
			c.open = append(c.open, conn.(*net.TCPConn))
			c.opened.Unlock()
			go c.read(conn)
		}
	}()
}

func (c *collector) read(conn net.Conn) {
	if c.config != nil {
		conn = tls.Server(conn, c.config)
	}
	octetcounting.NewParser(parser.WithListener(func(r *parser.Result) {
		m, ok := r.Message.(*rfc5424.SyslogMessage)
		if r.Error != nil || !ok { // a connection that broke in the middle
			return
		}
		number, err := strconv.ParseInt((*m.StructuredData)["sealdesk@32473"]["number"], 10, 64)
		if err != nil {
			c.t.Error(err)
		}
		c.take(number)
		c.mu.Lock()
		c.last = m
		c.mu.Unlock()
	})).Parse(conn)
}

// kill ends it as the death of a process does: at once, and what was not read is lost.
func (c *collector) kill() {
	check(c.t, c.listener.Close())
	c.opened.Lock()
	defer c.opened.Unlock()
	for _, conn := range c.open {
		conn.SetLinger(0) //nolint:errcheck // it may be gone already
		conn.Close()      //nolint:errcheck // likewise
	}
	c.open = nil
}

// A message says by the standard's own fields what happened, as an independent
// reader reads it, over TLS with certificates on both sides.
func TestSyslogIsWhatOthersRead(t *testing.T) {
	a := newAuthority(t)
	c := &collector{t: t, config: &tls.Config{Certificates: []tls.Certificate{a.pair}, ClientCAs: a.pool, ClientAuth: tls.RequireAndVerifyClientCert}}
	c.start()
	defer c.kill()
	r := &record{}
	r.grow(10)
	s := r.send(t, "syslog+tls://"+c.address+"?ca="+a.ca+"&cert="+a.cert+"&key="+a.key)
	s.caughtUp(t, 0)
	eventually(t, func() bool { return c.count() == 10 })
	c.mu.Lock()
	defer c.mu.Unlock()
	m, fields := c.last, (*c.last.StructuredData)["sealdesk@32473"]
	if *m.Facility != 13 || *m.Severity != 5 || *m.MsgID != "attachment.fetched" || *m.Appname != "sealdesk" || *m.Hostname != "desk.example.org" || m.Timestamp.UnixMilli() != 1_790_000_000_132 {
		t.Errorf("read as %+v", m)
	}
	if fields["reason"] != `a "quoted\" ] word` || fields["outcome"] != "refused" || fields["first"] != "5" || fields["network"] != "2001:db8:1:2::/64" {
		t.Errorf("fields are %q", fields)
	}
	if !json.Valid([]byte(*m.Message)) {
		t.Errorf("the message is no JSON: %s", *m.Message)
	}
}

// A receiver that is killed under load, again and again, misses nothing.
func TestSyslogLosesNothingWhenTheReceiverIsKilled(t *testing.T) {
	a := newAuthority(t)
	seed := uint64(time.Now().UnixNano())
	if given := os.Getenv("SEALDESK_SEED"); given != "" {
		var err error
		seed, err = strconv.ParseUint(given, 10, 64)
		check(t, err)
	}
	t.Logf("SEALDESK_SEED=%d", seed)
	random, n, kills := dice.New(dice.NewPCG(seed, 1)), size(6_000, 60_000), size(4, 20)
	c := &collector{t: t, config: &tls.Config{Certificates: []tls.Certificate{a.pair}}}
	c.start()
	defer func() { c.kill() }()
	r := &record{}
	r.grow(n)
	s := r.send(t, "syslog+tls://"+c.address+"?ca="+a.ca)
	for k := range kills {
		at := n/(kills+1)*k + random.IntN(n/(kills+1))
		eventually(t, func() bool { return c.count() >= at })
		c.kill()
		time.Sleep(time.Duration(random.IntN(20)) * time.Millisecond)
		c.start()
	}
	s.caughtUp(t, 0)
	eventually(t, func() bool { return c.count() == n })
	c.whole(t, n)
}

// Who has no certificate of the authority gets nothing.
func TestSyslogRefusesAStranger(t *testing.T) {
	real, stranger := newAuthority(t), newAuthority(t)
	c := &collector{t: t, config: &tls.Config{Certificates: []tls.Certificate{stranger.pair}}}
	c.start()
	defer c.kill()
	r := &record{}
	r.grow(1)
	s := r.send(t, "syslog+tls://"+c.address+"?ca="+real.ca)
	eventually(t, func() bool { return s.Standings()[0].Failures > 1 })
	if c.count() != 0 || s.Standings()[0].Behind != 1 {
		t.Error("a stranger got an event")
	}
}

// What a receiver's machine acknowledged, and nobody read before it died, is sent
// again: the cursor had moved on already.
func TestSyslogSendsAgainWhatNobodyRead(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	check(t, err)
	dying := make(chan *net.TCPConn, 1)
	go func() {
		if conn, err := listener.Accept(); err == nil {
			dying <- conn.(*net.TCPConn)
		}
	}()
	r := &record{}
	r.grow(20)
	s := r.send(t, "syslog+tcp://"+listener.Addr().String())
	s.caughtUp(t, 0)
	conn := <-dying
	check(t, conn.SetLinger(0))
	check(t, conn.Close())
	check(t, listener.Close())
	c := &collector{t: t, address: listener.Addr().String()}
	c.start()
	defer c.kill()
	r.grow(1)
	s.caughtUp(t, 0)
	eventually(t, func() bool { return c.count() == 21 })
	c.whole(t, 21)
}
