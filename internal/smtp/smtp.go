// Package smtp hands mail to the organisation's mail server.
//
// Promise: nothing is said before TLS 1.2 or newer stands and the server has shown a
// certificate for its name; a password only after that; no way back to plain text.
// Each talk has a limit in time and in what the server may say.
//
// Threat: somebody in between who takes STARTTLS out of the offer (RFC 3207 §6), or
// answers in the server's place.
//
// Limits: what happens to mail behind that server is its operator's matter.
package smtp

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"time"

	gomail "github.com/wneessen/go-mail"

	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/outward"
	"github.com/sealdesk/sealdesk/internal/settings"
)

// Mailer sends. The zero value trusts the machine's authorities.
type Mailer struct {
	// Roots, if not nil, are trusted instead. Only tests set it.
	Roots *x509.CertPool
	// Patience is how long a talk may take, default 30 seconds.
	Patience time.Duration
}

const (
	patience = 30 * time.Second
	// hears is how much a server may say in one talk.
	hears = 64 << 10
)

// Send hands over one message.
func (m Mailer) Send(ctx context.Context, by settings.Mail, message mail.Message) error {
	if m.Patience == 0 {
		m.Patience = patience
	}
	ctx, cancel := context.WithTimeout(ctx, m.Patience)
	defer cancel()
	t := &talk{step: mail.Connecting, by: by, tls: &tls.Config{ServerName: by.Host, MinVersion: tls.VersionTLS12, RootCAs: m.Roots}}
	t.tls.VerifyConnection = func(tls.ConnectionState) error { // after the certificate was verified
		t.encrypted = true
		return nil
	}
	defer t.close()
	client, err := t.client(m.Patience)
	if err != nil {
		return &mail.Failure{Step: mail.Connecting, Cause: err}
	}
	out, err := compose(by, message)
	if err != nil {
		return &mail.Failure{Step: mail.Content, Cause: err}
	}
	session, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return t.failed(err)
	}
	// The library's deadline is renewed by each step; ours is not.
	stop := context.AfterFunc(ctx, t.close)
	defer stop()
	if err := client.SendWithSMTPClient(session, out); err != nil && !out.IsDelivered() {
		return sent(err)
	}
	_ = client.CloseWithSMTPClient(session) // it is taken, whatever they say to QUIT
	return nil
}

func compose(by settings.Mail, m mail.Message) (*gomail.Msg, error) {
	out := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(gomail.EncodingQP))
	envelope := by.Envelope
	if envelope == "" {
		envelope = by.From
	}
	if err := errors.Join(out.FromFormat(by.FromName, by.From), out.EnvelopeFrom(envelope), out.To(m.To)); err != nil {
		return nil, err
	}
	out.SetMessageIDWithValue(m.ID)
	out.SetDateWithValue(m.Date)
	out.Subject(m.Subject)
	out.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834 §5
	out.SetGenHeader("Precedence", "bulk")
	out.SetGenHeader("X-Auto-Response-Suppress", "All")
	out.SetGenHeader("Content-Language", m.Language)
	out.SetBodyString(gomail.TypeTextPlain, m.Text)
	out.AddAlternativeString(gomail.TypeTextHTML, m.HTML)
	return out, nil
}

// talk is one connection, and how far it came.
type talk struct {
	step mail.Step
	by   settings.Mail
	tls  *tls.Config
	conn net.Conn

	encrypted bool
}

func (t *talk) close() {
	if t.conn != nil {
		_ = t.conn.Close()
	}
}

func (t *talk) client(patience time.Duration) (*gomail.Client, error) {
	options := []gomail.Option{
		gomail.WithPort(t.by.Port), gomail.WithTimeout(patience), gomail.WithTLSConfig(t.tls), gomail.WithDialContextFunc(t.dial), gomail.WithHELO(helo(t.by.From)),
		gomail.WithoutNoop(), gomail.WithTLSPolicy(gomail.TLSMandatory),
	}
	switch t.by.TLS {
	case settings.ImplicitTLS:
		options = append(options, gomail.WithSSL())
	case settings.UnencryptedOnThisMachine:
		if !outward.Loopback(t.by.Host) {
			return nil, errors.New("smtp: unencrypted to another machine")
		}
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	}
	if t.by.User != "" {
		options = append(options, gomail.WithOpportunisticSMTPAuth(gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin),
			gomail.WithUsername(t.by.User), gomail.WithPassword(t.by.Password.Reveal()))
	}
	return gomail.NewClient(t.by.Host, options...)
}

// helo is the name that we give: the domain that mail comes from (RFC 5321 §4.1.4).
func helo(from string) string {
	if _, domain, ok := strings.Cut(from, "@"); ok && domain != "" {
		return domain
	}
	return "localhost"
}

func (t *talk) dial(ctx context.Context, network, _ string) (net.Conn, error) {
	conn, err := outward.Dialer().DialContext(ctx, network, net.JoinHostPort(t.by.Host, strconv.Itoa(t.by.Port)))
	if err != nil {
		return nil, err
	}
	conn = &bounded{Conn: conn, left: hears}
	t.conn, t.step = conn, mail.Greeting
	if t.by.TLS != settings.ImplicitTLS {
		return conn, nil
	}
	t.step = mail.Encrypting
	encrypted := tls.Client(conn, t.tls)
	if err := encrypted.HandshakeContext(ctx); err != nil {
		return nil, err
	}
	t.step = mail.Greeting
	return encrypted, nil
}

// bounded hears so much and no more.
type bounded struct {
	net.Conn
	left int
}

func (b *bounded) Read(into []byte) (int, error) {
	if b.left <= 0 {
		return 0, errors.New("smtp: the server says more than a mail server has to")
	}
	n, err := b.Conn.Read(into[:min(len(into), b.left)])
	b.left -= n
	return n, err
}

// failed says how far the talk came before anything was sent.
func (t *talk) failed(err error) *mail.Failure {
	f := &mail.Failure{Step: t.step, Cause: err}
	var reply *textproto.Error
	if errors.As(err, &reply) {
		f.Code = reply.Code
	}
	var certificate *tls.CertificateVerificationError
	var unknown tls.RecordHeaderError
	var alert tls.AlertError
	text := err.Error()
	switch {
	case errors.As(err, &certificate):
		f.Step, f.Certificate = mail.Encrypting, true
	case errors.As(err, &unknown), errors.As(err, &alert), strings.HasPrefix(text, "tls: "):
		f.Step = mail.Encrypting
	case strings.Contains(text, "does not support STARTTLS"):
		f.Step, f.NoTLS = mail.Encrypting, true
	case f.Step != mail.Greeting:
	case f.Code == 454 && !t.encrypted: // RFC 3207 §4
		f.Step = mail.Encrypting
	case f.Code/10 == 53 || f.Code == 454 || f.Code == 432 || f.Code == 422 || strings.Contains(text, "AUTH"):
		f.Step = mail.SigningIn
	}
	return f
}

// sent says why the message was not taken.
func sent(err error) *mail.Failure {
	f := &mail.Failure{Step: mail.Content, Cause: err}
	var refusal *gomail.SendError
	if !errors.As(err, &refusal) {
		f.Step = mail.Sender
		if errors.Is(err, io.EOF) {
			f.Step = mail.Greeting
		}
		return f
	}
	f.Code, f.Enhanced = refusal.ErrorCode(), refusal.EnhancedStatusCode()
	switch refusal.Reason {
	case gomail.ErrSMTPMailFrom:
		f.Step = mail.Sender
	case gomail.ErrSMTPRcptTo, gomail.ErrGetRcpts:
		f.Step = mail.Recipient
	}
	if f.Code/10 == 53 { // authentication is missing (RFC 4954 §6), whenever they say so
		f.Step = mail.SigningIn
	}
	return f
}
