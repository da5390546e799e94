package smtp_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	netmail "net/mail"
	"strings"
	"testing"
	"time"

	gosmtp "github.com/emersion/go-smtp"

	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/smtp"
)

// by is the organisation's choice of a server on this machine.
func by(t *testing.T, port int, way, user, password string) settings.Mail {
	t.Helper()
	m := settings.Mail{On: true, Host: "127.0.0.1", Port: port, TLS: way, User: user, From: "desk@example.org", FromName: "Harbour", Language: "en"}
	if err := json.Unmarshal(fmt.Appendf(nil, "%q", password), &m.Password); err != nil {
		t.Fatal(err)
	}
	if err := m.Check(); err != nil {
		t.Fatal(err)
	}
	return m
}

var message = mail.Message{
	ID: "0102@example.org", Date: time.Unix(1_800_000_000, 0), To: "mara@example.net", Language: "en",
	Subject: "Häfen: there is an answer", Text: "There is an answer.\n\nOpen the chat.", HTML: "<p>There is an answer.</p>",
}

func failure(t *testing.T, err error) *mail.Failure {
	t.Helper()
	var f *mail.Failure
	if !errors.As(err, &f) {
		t.Fatalf("no failure, but %v", err)
	}
	return f
}

// Mail arrives, both ways of encryption, signed in, with what programs look for.
func TestMailArrives(t *testing.T) {
	certificate, roots := authority(t, "127.0.0.1")
	for _, way := range []string{settings.ImplicitTLS, settings.StartTLS} {
		p := startPost(t, certificate, way == settings.ImplicitTLS)
		if err := (smtp.Mailer{Roots: roots}).Send(t.Context(), by(t, p.port, way, "desk", "a long password"), message); err != nil {
			t.Fatalf("%s: %v: %v", way, err, errors.Unwrap(err))
		}
		got := p.got()
		if len(got) != 1 || !got[0].signed || got[0].from != "desk@example.org" || got[0].to != "mara@example.net" {
			t.Fatalf("%s: %+v", way, got)
		}
		parsed, err := netmail.ReadMessage(strings.NewReader(got[0].raw))
		if err != nil {
			t.Fatal(err)
		}
		for name, want := range map[string]string{
			"Message-Id": "<0102@example.org>", "Auto-Submitted": "auto-generated", "Precedence": "bulk", "To": "<mara@example.net>", "From": `"Harbour" <desk@example.org>`,
		} {
			if got := parsed.Header.Get(name); got != want {
				t.Errorf("%s: %s is %q", way, name, got)
			}
		}
		if date, err := parsed.Header.Date(); err != nil || !date.Equal(message.Date) {
			t.Errorf("date %v, %v", date, err)
		}
		if parsed.Header.Get("User-Agent")+parsed.Header.Get("X-Mailer") != "" {
			t.Error("it says which program wrote it")
		}
	}
}

// Whoever is not the server, or cannot show it, hears neither password nor mail.
func TestNothingIsSaidToWhoIsNotTheServer(t *testing.T) {
	_, roots := authority(t, "127.0.0.1")
	own, _ := authority(t, "127.0.0.1")
	other, otherRoots := authority(t, "mail.example.org")
	for name, play := range map[string]struct {
		mailer      smtp.Mailer
		port        int
		way         string
		certificate bool
	}{
		"an unknown authority":             {smtp.Mailer{Roots: roots}, startPost(t, own, true).port, settings.ImplicitTLS, true},
		"an unknown authority, later":      {smtp.Mailer{Roots: roots}, startPost(t, own, false).port, settings.StartTLS, true},
		"a certificate of another":         {smtp.Mailer{Roots: otherRoots}, startPost(t, other, true).port, settings.ImplicitTLS, true},
		"no TLS where it should begin":     {smtp.Mailer{Roots: roots}, startPost(t, own, false).port, settings.ImplicitTLS, false},
		"STARTTLS taken out of the offer":  {smtp.Mailer{Roots: roots}, liar(t, stripped(t)), settings.StartTLS, false},
		"STARTTLS refused":                 {smtp.Mailer{Roots: roots}, liar(t, refusesTLS(t)), settings.StartTLS, false},
		"words between offer and STARTTLS": {smtp.Mailer{Roots: roots}, liar(t, injects(t)), settings.StartTLS, false},
	} {
		play.mailer.Patience = 5 * time.Second
		f := failure(t, play.mailer.Send(t.Context(), by(t, play.port, play.way, "desk", "a long password"), message))
		if f.Certificate != play.certificate || (f.Step != mail.Encrypting && f.Step != mail.Greeting) {
			t.Errorf("%s: %+v (%v)", name, f, f.Cause)
		}
	}
}

// heard fails the test if anybody says more than a greeting.
func heard(t *testing.T, conn net.Conn) error {
	rest, err := io.ReadAll(io.LimitReader(conn, 4096))
	if text := string(rest); strings.Contains(text, "AUTH") || strings.Contains(text, "MAIL FROM") {
		t.Errorf("said without encryption: %q", text)
	}
	return err
}

func stripped(t *testing.T) func(net.Conn) error {
	return func(conn net.Conn) error {
		if err := says(conn, lines("220 mail"), lines("250-mail", "250-AUTH PLAIN LOGIN", "250 8BITMIME")); err != nil {
			return err
		}
		return heard(t, conn)
	}
}

func refusesTLS(t *testing.T) func(net.Conn) error {
	return func(conn net.Conn) error {
		if err := says(conn, lines("220 mail"), lines("250-mail", "250-AUTH PLAIN", "250 STARTTLS"), lines("454 not now")); err != nil {
			return err
		}
		return heard(t, conn)
	}
}

func injects(t *testing.T) func(net.Conn) error {
	return func(conn net.Conn) error {
		if err := says(conn, lines("220 mail"), lines("250-mail", "250-AUTH PLAIN", "250 STARTTLS"), lines("220 go", "250-mail", "250 AUTH PLAIN")); err != nil {
			return err
		}
		return heard(t, conn)
	}
}

// What goes wrong is told by its step and code, whatever it is, in bounded time.
func TestEachStepThatFails(t *testing.T) {
	certificate, roots := authority(t, "127.0.0.1")
	p := startPost(t, certificate, true)
	send := func(password string) error {
		return smtp.Mailer{Roots: roots}.Send(t.Context(), by(t, p.port, settings.ImplicitTLS, "desk", password), message)
	}
	if f := failure(t, send("wrong")); f.Step != mail.SigningIn || f.Code != 535 {
		t.Errorf("a wrong password: %+v (%v)", f, f.Cause)
	}
	for _, code := range []int{421, 450, 550, 554} {
		for step, place := range map[mail.Step]*error{mail.Sender: &p.sender, mail.Recipient: &p.rcpt, mail.Content: &p.data} {
			p.set(func() { *place = reply(code, "no mara@example.net here") })
			f := failure(t, send("a long password"))
			if f.Step != step || f.Code != code {
				t.Errorf("%d at %s: %+v (%v)", code, step, f, f.Cause)
			}
			if strings.Contains(f.Error(), "mara") {
				t.Errorf("the error has an address in it: %v", f)
			}
			p.set(func() { *place = nil })
		}
	}
	p.set(func() {
		p.rcpt = &gosmtp.SMTPError{Code: 550, EnhancedCode: gosmtp.EnhancedCode{5, 1, 10}, Message: "no mara@example.net here"}
	})
	if f := failure(t, send("a long password")); f.Step != mail.Recipient || f.Enhanced != "5.1.10" {
		t.Errorf("nobody is there: %+v", f)
	}
	p.set(func() { p.rcpt, p.after = nil, reply(552, "too large") })
	if f := failure(t, send("a long password")); f.Step != mail.Content || f.Code != 552 {
		t.Errorf("refused after the content: %+v", f)
	}
}

// A server that is slow, talks without end or hangs up holds nobody up for ever.
func TestServersThatDoNotEnd(t *testing.T) {
	loopback := func(port int) settings.Mail { return by(t, port, settings.UnencryptedOnThisMachine, "", "") }
	for name, port := range map[string]int{
		"says nothing": liar(t, func(conn net.Conn) error { return says(conn, "", "") }),
		"talks without end": liar(t, func(conn net.Conn) error {
			for {
				if _, err := conn.Write(flood); err != nil {
					return err
				}
			}
		}),
		"one line without end": liar(t, func(conn net.Conn) error {
			for {
				if _, err := io.WriteString(conn, strings.Repeat("2", 4096)); err != nil {
					return err
				}
			}
		}),
		"hangs up": liar(t, func(conn net.Conn) error { return says(conn, lines("220 mail")) }),
		"hangs up at data": liar(t, func(conn net.Conn) error {
			return says(conn, lines("220 mail"), lines("250 mail"), lines("250 ok"), lines("250 ok"), lines("354 go on"))
		}),
		"is no mail server":  liar(t, func(conn net.Conn) error { return says(conn, "HTTP/1.1 400 Bad Request\r\n\r\n") }),
		"greets and refuses": liar(t, func(conn net.Conn) error { return says(conn, lines("554 not for you")) }),
	} {
		begun := time.Now()
		f := failure(t, smtp.Mailer{Patience: time.Second}.Send(t.Context(), loopback(port), message))
		if took := time.Since(begun); took > 10*time.Second {
			t.Errorf("%s: held up for %v", name, took)
		}
		if f.Code == 554 != (name == "greets and refuses") {
			t.Errorf("%s: %+v", name, f)
		}
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := (smtp.Mailer{}).Send(ended, loopback(1), message); err == nil {
		t.Error("sent after the end")
	}
}

// No text becomes a header, a recipient or a command.
func TestNothingIsInjected(t *testing.T) {
	certificate, roots := authority(t, "127.0.0.1")
	p := startPost(t, certificate, true)
	bad := message
	bad.Subject = "Hello\r\nBcc: eve@example.com\r\n\r\nread this"
	bad.Text = "one\r\n.\r\nMAIL FROM:<eve@example.com>\r\n"
	if err := (smtp.Mailer{Roots: roots}).Send(t.Context(), by(t, p.port, settings.ImplicitTLS, "", ""), bad); err != nil {
		t.Fatal(err)
	}
	got := p.got()
	if len(got) != 1 {
		t.Fatalf("%d mails", len(got))
	}
	parsed, err := netmail.ReadMessage(strings.NewReader(got[0].raw))
	if err != nil || parsed.Header.Get("Bcc") != "" {
		t.Errorf("a header was added: %v, %v", parsed.Header, err)
	}
	for _, to := range []string{"mara@example.net>\r\nRCPT TO:<eve@example.com", "a@b, c@d", "", "no address", "<script>@x"} {
		bad := message
		bad.To = to
		failure(t, smtp.Mailer{Roots: roots}.Send(t.Context(), by(t, p.port, settings.ImplicitTLS, "", ""), bad))
	}
	if len(p.got()) != 1 {
		t.Error("something was sent to an address that is none")
	}
}
