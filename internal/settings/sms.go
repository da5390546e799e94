package settings

import (
	"bytes"
	"encoding/json"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// How a gateway wants to be told.
const (
	SMSJSON = "json" // RFC 8259
	SMSForm = "form" // application/x-www-form-urlencoded
)

// SMS is the gateway for codes by SMS, and who may use them. NIST SP 800-63B-4 §3.2.9
// calls them restricted: numbers are moved to other cards by a telephone call.
type SMS struct {
	On     bool   `json:"on"`
	URL    string `json:"url"`
	Method string `json:"method"` // "POST" or "PUT": with GET, logs on the way would hold codes
	Format string `json:"format"` // SMSJSON or SMSForm
	// Body has {to} and {text} in values of the format.
	Body string `json:"body"`
	// Header carries the secret: "Authorization", or what the gateway calls it.
	Header string `json:"header"`
	Secret Secret `json:"secret"`
	// Privileged lets owners and admins use such codes, too.
	Privileged bool `json:"privileged"`
	// Prefixes are beginnings of numbers that codes go to; none: all. Elsewhere
	// somebody earns by each that is sent.
	Prefixes []string `json:"prefixes"`
	// HourlyEach is for one person, HourlyNetwork for one network, Daily for all.
	HourlyEach    int `json:"hourlyEach"`
	HourlyNetwork int `json:"hourlyNetwork"`
	Daily         int `json:"daily"`
}

// Name is "sms".
func (*SMS) Name() string { return "sms" }

// Defaults send nothing.
func (s *SMS) Defaults() {
	*s = SMS{
		Method: "POST", Format: SMSJSON, Body: `{"to":"{to}","text":"{text}"}`, Header: "Authorization", Prefixes: []string{},
		HourlyEach: 5, HourlyNetwork: 20, Daily: 200,
	}
}

// Keep takes over the secret, unless it would go to somebody else.
func (s *SMS) Keep(before Document) {
	old, ok := before.(*SMS)
	if !ok || old.URL != s.URL || old.Header != s.Header {
		old = new(SMS)
	}
	s.Secret = s.Secret.From(old.Secret)
}

const (
	opSMS         = "settings.sms"
	smsBodyLimit  = 4096
	smsPrefixMost = 50
)

var (
	// e164 is a number of ITU-T E.164 §6 with its plus: a country's code, fifteen
	// digits at most.
	e164      = regexp.MustCompile(`^\+[1-9][0-9]{6,14}$`)
	smsPrefix = regexp.MustCompile(`^\+[1-9][0-9]{0,9}$`)
	// headerName is a token (RFC 9110 §5.6.2); those that frame a request are not ours to set.
	headerName = regexp.MustCompile(`^[A-Za-z0-9-]{1,64}$`)
	framing    = []string{"host", "content-length", "content-type", "transfer-encoding", "connection", "te", "trailer", "upgrade"}
)

// Check refuses a gateway that codes could be read on the way to, and a body that
// does not carry them.
func (s *SMS) Check() error {
	switch {
	case s.Method != "POST" && s.Method != "PUT":
		return errs.New(errs.Unprocessable, opSMS, "A gateway is asked by POST or PUT.", "Choose one of them.")
	case s.Format != SMSJSON && s.Format != SMSForm:
		return errs.New(errs.Unprocessable, opSMS, "A gateway is told in JSON or as a form.", "Choose one of them.")
	case s.URL != "" && !gatewayAddress(s.URL):
		return errs.New(errs.Unprocessable, opSMS, "This is not an address that codes can be sent to.", "Write the gateway's address, beginning with https://, without a password in it.")
	case !headerName.MatchString(s.Header) || slices.Contains(framing, strings.ToLower(s.Header)):
		return errs.New(errs.Unprocessable, opSMS, "This header cannot carry a secret.", "Write the name that the gateway asks for, such as Authorization.")
	case len(s.Secret.Reveal()) > 1024 || strings.ContainsFunc(s.Secret.Reveal(), control):
		return errs.New(errs.Unprocessable, opSMS, "This secret is too long.", "Paste it again, without anything around it.")
	case s.HourlyEach < 1 || s.HourlyEach > 20 || s.HourlyNetwork < 1 || s.HourlyNetwork > 1000 || s.Daily < 1 || s.Daily > 100_000:
		return errs.New(errs.Unprocessable, opSMS, "A person can have 1 to 20 codes an hour, a network 1 to 1,000, and all together 1 to 100,000 a day.", "Choose numbers within these bounds.")
	case len(s.Prefixes) > smsPrefixMost || slices.ContainsFunc(s.Prefixes, func(p string) bool { return !smsPrefix.MatchString(p) }):
		return errs.New(errs.Unprocessable, opSMS, "One of the beginnings of numbers is none, or there are more than 50.", "Write each with a plus, such as +49.")
	case s.On && s.URL == "":
		return errs.New(errs.Unprocessable, opSMS, "Codes by SMS need a gateway.", "Write its address, or switch them off.")
	}
	_, err := s.Filled("+4915112345678", "00000000")
	return err
}

// gatewayAddress takes https, and http to this machine itself.
func gatewayAddress(text string) bool {
	at, err := url.Parse(text)
	if err != nil || len(text) > 1024 || at.Hostname() == "" || at.User != nil || at.Fragment != "" || at.Opaque != "" {
		return false
	}
	ip, err := netip.ParseAddr(at.Hostname())
	return at.Scheme == "https" || at.Scheme == "http" && err == nil && ip.Unmap().IsLoopback()
}

// Filled is the body with a number and a text in it. They stand in values alone: no
// text becomes another field.
func (s *SMS) Filled(to, text string) ([]byte, error) {
	unread := func(err error) error {
		e := errs.New(errs.Unprocessable, opSMS, "This body cannot be read in its format.", "Copy the gateway's example, and put {to} and {text} where number and text belong.")
		e.Cause = err
		return e
	}
	if len(s.Body) > smsBodyLimit {
		return nil, unread(nil)
	}
	f := filling{strings.NewReplacer("{to}", to, "{text}", text), false, false}
	var out []byte
	switch s.Format {
	case SMSForm:
		fields, err := url.ParseQuery(s.Body)
		if err != nil {
			return nil, unread(err)
		}
		for _, values := range fields {
			for i, value := range values {
				values[i] = f.fill(value)
			}
		}
		out = []byte(fields.Encode())
	default:
		var value any
		decoder := json.NewDecoder(strings.NewReader(s.Body))
		decoder.UseNumber()
		if err := decoder.Decode(&value); err != nil {
			return nil, unread(err)
		}
		if decoder.More() {
			return nil, unread(nil)
		}
		var buffer bytes.Buffer
		encoder := json.NewEncoder(&buffer)
		encoder.SetEscapeHTML(false)
		if err := encoder.Encode(f.walk(value)); err != nil {
			return nil, unread(err)
		}
		out = bytes.TrimSpace(buffer.Bytes())
	}
	if !f.to || !f.text {
		return nil, unread(nil)
	}
	return out, nil
}

type filling struct {
	with     *strings.Replacer
	to, text bool
}

func (f *filling) fill(value string) string {
	f.to, f.text = f.to || strings.Contains(value, "{to}"), f.text || strings.Contains(value, "{text}")
	return f.with.Replace(value)
}

func (f *filling) walk(value any) any {
	switch value := value.(type) {
	case string:
		return f.fill(value)
	case []any:
		for i := range value {
			value[i] = f.walk(value[i])
		}
	case map[string]any:
		for name := range value {
			value[name] = f.walk(value[name])
		}
	}
	return value
}

// PhoneNumber reads a number as people write it, as E.164 has it.
func PhoneNumber(text string) (string, error) {
	if len(text) <= 64 {
		text = strings.Map(func(r rune) rune {
			switch {
			case strings.ContainsRune(" -()./\u00a0\u202f", r):
				return -1
			case r >= '٠' && r <= '٩': // Arabic-Indic digits
				return r - '٠' + '0'
			}
			return r
		}, text)
		if after, ok := strings.CutPrefix(text, "00"); ok {
			text = "+" + after
		}
		if e164.MatchString(text) {
			return text, nil
		}
	}
	return "", errs.New(errs.Unprocessable, opSMS, "This is not a telephone number with its country.", "Write it like +49 151 12345678.")
}

// Reaches reports whether codes go to a number.
func (s *SMS) Reaches(number string) bool {
	return len(s.Prefixes) == 0 || slices.ContainsFunc(s.Prefixes, func(p string) bool { return strings.HasPrefix(number, p) })
}

// Masked is how a number is shown: enough for whoever has it.
func Masked(number string) string {
	if len(number) < 8 {
		return "•••"
	}
	return number[:3] + " ••• " + number[len(number)-2:]
}
