package settings

import (
	"net/mail"
	"net/netip"
	"slices"
	"strings"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// How the way to the mail server is encrypted.
const (
	// ImplicitTLS: from the first byte (RFC 8314 §3.3), mostly on port 465.
	ImplicitTLS = "implicit"
	// StartTLS: asked for, and required, before anything else (RFC 3207).
	StartTLS = "starttls"
	// UnencryptedOnThisMachine is for tests, and for a mail server on a loopback
	// address; it signs in nowhere.
	UnencryptedOnThisMachine = "unencrypted-on-this-machine"
)

// Mail is the organisation's server for outgoing mail.
type Mail struct {
	On       bool   `json:"on"`
	Host     string `json:"host"`
	Port     int    `json:"port"`
	TLS      string `json:"tls"`
	User     string `json:"user"`
	Password Secret `json:"password"`
	// From is the address that mail comes from, FromName what stands before it.
	From     string `json:"from"`
	FromName string `json:"fromName"`
	// Envelope is where the mail server sends what cannot be delivered; "" is From.
	Envelope string `json:"envelope"`
	// Language of what is sent: "en", "de", "es", "fr" or "ar".
	Language string `json:"language"`
}

// Name is "mail".
func (*Mail) Name() string { return "mail" }

// Defaults send nothing.
func (m *Mail) Defaults() { *m = Mail{Port: 465, TLS: ImplicitTLS, Language: "en"} }

// Keep takes over the password, unless it would go to somebody else or with less care.
func (m *Mail) Keep(before Document) {
	old, ok := before.(*Mail)
	if !ok || old.Host != m.Host || old.Port != m.Port || old.User != m.User || old.TLS != m.TLS {
		old = new(Mail)
	}
	m.Password = m.Password.From(old.Password)
}

const opMail = "settings.mail"

// Beside refuses to end what an inbox asks of its customers.
func (m *Mail) Beside(all *Service) error {
	if chosen := Get[Customers](all); !m.On && chosen.Asks(ByEmail) {
		return errs.New(errs.Conflict, opMail, "An inbox asks its customers for an email address, which takes email.", "Let it ask for something else first, under Customers.").Because("asked")
	}
	return nil
}

// Check refuses a server that cannot be reached as it should, and addresses that are none.
func (m *Mail) Check() error {
	if !slices.Contains([]string{"en", "de", "es", "fr", "ar"}, m.Language) {
		return errs.New(errs.Unprocessable, opMail, "Mail is written in English, German, Spanish, French or Arabic.", "Choose one of them.")
	}
	if m.Port < 1 || m.Port > 65535 {
		return errs.New(errs.Unprocessable, opMail, "A port is a number from 1 to 65535.", "Take 465, or 587 with STARTTLS.")
	}
	if err := m.checkTLS(); err != nil {
		return err
	}
	if len(m.FromName) > 80 || strings.ContainsFunc(m.FromName, control) || len(m.User) > 254 || strings.ContainsFunc(m.User, control) || strings.ContainsFunc(m.Password.Reveal(), control) {
		return errs.New(errs.Unprocessable, opMail, "A name or password is too long, or has characters that do not belong there.", "Type it again.")
	}
	if m.User == "" && m.Password.Set() || m.User != "" && m.On && !m.Password.Set() {
		return errs.New(errs.Unprocessable, opMail, "A user of the mail server comes with a password.", "Type both again: the password is not kept when the server changes.")
	}
	if m.Envelope != "" && !MailAddress(m.Envelope) || m.From != "" && !MailAddress(m.From) {
		return errs.New(errs.Unprocessable, opMail, "This is not an email address that mail can come from.", "Check it for a typing mistake.")
	}
	if m.On && (m.Host == "" || m.From == "") {
		return errs.New(errs.Unprocessable, opMail, "Mail needs a server, and an address that it comes from.", "Fill in both, or switch mail off.")
	}
	return nil
}

func (m *Mail) checkTLS() error {
	if m.Host != "" && !hostName(m.Host) {
		return errs.New(errs.Unprocessable, opMail, "This is not the name of a mail server.", "Write it without a port, for example smtp.example.org.")
	}
	switch m.TLS {
	case ImplicitTLS, StartTLS:
		return nil
	case UnencryptedOnThisMachine:
		ip, err := netip.ParseAddr(m.Host)
		if err == nil && ip.Unmap().IsLoopback() && m.User == "" {
			return nil
		}
		return errs.New(errs.Unprocessable, opMail, "Mail is sent unencrypted only to this machine itself, and without a password.", "Choose TLS or STARTTLS.")
	}
	return errs.New(errs.Unprocessable, opMail, "The way to the mail server is encrypted by TLS or by STARTTLS.", "Choose one of them.")
}

func control(r rune) bool {
	return r < ' ' || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029
}

// hostName takes names (RFC 1123 §2.1) and addresses.
func hostName(host string) bool {
	if _, err := netip.ParseAddr(host); err == nil {
		return true
	}
	return len(host) <= 253 && !strings.HasPrefix(host, "-") && !strings.HasPrefix(host, ".") && !strings.ContainsFunc(host, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9') && r != '-' && r != '.'
	})
}

// MailAddress takes an address as it stands between angle brackets, without quotes
// or a name (RFC 5321 §4.1.2).
func MailAddress(text string) bool {
	if len(text) > 254 || strings.ContainsFunc(text, control) || strings.ContainsAny(text, "\"\\ <>,;:()") {
		return false
	}
	parsed, err := mail.ParseAddress(text)
	return err == nil && parsed.Name == "" && parsed.Address == text
}
