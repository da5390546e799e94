package smtp_test

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"errors"
	"io"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-sasl"
	gosmtp "github.com/emersion/go-smtp"
)

// authority makes a certificate for a name, and who trusts it.
func authority(t *testing.T, name string) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: name}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, DNSNames: []string{name}, KeyUsage: x509.KeyUsageCertSign | x509.KeyUsageDigitalSignature,
	}
	if ip := net.ParseIP(name); ip != nil {
		template.IPAddresses, template.DNSNames = []net.IP{ip}, nil
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, pool
}

// post is a real mail server, which can be told to refuse.
type post struct {
	mu       sync.Mutex
	mails    []delivered
	sender   error
	rcpt     error
	data     error
	after    error // once the content is there
	password string
	port     int
	hold     chan struct{} // content waits for it
}

type delivered struct {
	from, to string
	raw      string
	signed   bool
}

func (p *post) set(change func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	change()
}

func (p *post) got() []delivered {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]delivered(nil), p.mails...)
}

// startPost starts one on a loopback port; implicit TLS, or STARTTLS.
func startPost(t *testing.T, certificate tls.Certificate, implicit bool) *post {
	t.Helper()
	p := &post{password: "a long password"}
	server := gosmtp.NewServer(p)
	server.Domain = "127.0.0.1"
	server.ReadTimeout, server.WriteTimeout = 10*time.Second, 10*time.Second
	server.TLSConfig = &tls.Config{Certificates: []tls.Certificate{certificate}}
	server.ErrorLog = quiet{}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p.port = listener.Addr().(*net.TCPAddr).Port
	if implicit {
		listener = tls.NewListener(listener, server.TLSConfig)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		_ = server.Serve(listener)
	}()
	t.Cleanup(func() {
		_ = server.Close()
		<-done
	})
	return p
}

type quiet struct{}

func (quiet) Printf(string, ...any) {}
func (quiet) Println(...any)        {}

// NewSession begins a talk.
func (p *post) NewSession(*gosmtp.Conn) (gosmtp.Session, error) { return &postTalk{post: p}, nil }

type postTalk struct {
	post     *post
	from, to string
	signed   bool
}

func (s *postTalk) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *postTalk) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != "desk" || password != s.post.password {
			return gosmtp.ErrAuthFailed
		}
		s.signed = true
		return nil
	}), nil
}

func (s *postTalk) Mail(from string, _ *gosmtp.MailOptions) error {
	s.from = from
	s.post.mu.Lock()
	defer s.post.mu.Unlock()
	return s.post.sender
}

func (s *postTalk) Rcpt(to string, _ *gosmtp.RcptOptions) error {
	s.to = to
	s.post.mu.Lock()
	defer s.post.mu.Unlock()
	return s.post.rcpt
}

func (s *postTalk) Data(r io.Reader) error {
	s.post.mu.Lock()
	refused, hold := s.post.data, s.post.hold
	s.post.mu.Unlock()
	if refused != nil {
		return refused
	}
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if hold != nil {
		<-hold
	}
	s.post.mu.Lock()
	defer s.post.mu.Unlock()
	s.post.mails = append(s.post.mails, delivered{s.from, s.to, string(raw), s.signed})
	return s.post.after
}

func (s *postTalk) Reset()        {}
func (s *postTalk) Logout() error { return nil }

func reply(code int, text string) error {
	return &gosmtp.SMTPError{Code: code, EnhancedCode: gosmtp.NoEnhancedCode, Message: text}
}

// liar is a mail server that says what a test tells it to.
func liar(t *testing.T, play func(net.Conn) error) int {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	group.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			group.Go(func() {
				defer conn.Close() //nolint:errcheck // a test's
				_ = play(conn)
			})
		}
	})
	t.Cleanup(func() {
		_ = listener.Close()
		group.Wait()
	})
	return listener.Addr().(*net.TCPAddr).Port
}

var errEnd = errors.New("the talk is over")

// says writes lines, each after one that it heard; "" only listens.
func says(conn net.Conn, greeting string, answers ...string) error {
	if _, err := io.WriteString(conn, greeting); err != nil {
		return err
	}
	one := make([]byte, 4096)
	for _, answer := range answers {
		if n, err := conn.Read(one); err != nil || n == 0 {
			return errEnd
		}
		if _, err := io.WriteString(conn, answer); err != nil {
			return err
		}
	}
	return nil
}

func lines(text ...string) string { return strings.Join(text, "\r\n") + "\r\n" }

var flood = bytes.Repeat([]byte("220-so much to say\r\n"), 1000)
