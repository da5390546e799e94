package siem

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/outward"
)

// Desk is what systems are told of who writes to them.
type Desk struct {
	Host    string // name of this machine, for syslog
	Version string
	Now     func() time.Time
	Pace    Pace
}

// address is one --export, taken apart.
type address struct {
	url     *url.URL // without what follows "?"
	options map[string]string
}

// options are what may follow "?" for each kind of system. None is a secret.
var options = map[string][]string{
	"syslog+tls": {"ca", "cert", "key"}, "syslog+tcp": {},
	"otlp+https": {"ca", "cert", "key", "header-file"}, "otlp+http": {"header-file"},
	"webhook+https": {"ca", "cert", "key", "secret-file"}, "webhook+http": {"secret-file"},
	"file": {"max-mb"},
}

const forms = "syslog+tls://host:6514, otlp+https://host:4318, webhook+https://host/path?secret-file=FILE or file:///path"

// Parse reads the addresses of the systems that get the record, with the files
// that they name. An error says what to write instead.
func Parse(addresses []string, desk Desk) ([]*Sink, error) {
	desk.Pace = desk.Pace.withDefaults()
	var sinks []*Sink
	for i, text := range addresses {
		s, err := parse(text, desk)
		if err != nil {
			return nil, fmt.Errorf("--export number %d: %w", i+1, err) // not the text: somebody may have put a password there
		}
		if slices.ContainsFunc(sinks, func(other *Sink) bool { return other.name == s.name }) {
			return nil, fmt.Errorf("--export number %d: %s is there twice: give one of them another name, with ?name=", i+1, s.name)
		}
		if slices.ContainsFunc(sinks, s.sharesFile) {
			return nil, fmt.Errorf("--export number %d: another one writes to this file already: name another file", i+1)
		}
		sinks = append(sinks, s)
	}
	return sinks, nil
}

// sharesFile says whether two write to one file, each over what the other wrote.
func (s *Sink) sharesFile(other *Sink) bool {
	mine, ok := s.to.(*jsonLines)
	theirs, also := other.to.(*jsonLines)
	return ok && also && filepath.Clean(mine.path) == filepath.Clean(theirs.path)
}

func parse(text string, desk Desk) (*Sink, error) {
	a, name, err := split(text)
	if err != nil {
		return nil, err
	}
	var to receiver
	var again int64
	switch kind, _, _ := strings.Cut(a.url.Scheme, "+"); kind {
	case "syslog":
		to, err = newSyslog(a, desk)
		again = overlap
	case "otlp":
		to, err = newOTLP(a, desk)
	case "webhook":
		to, err = newWebhook(a, desk)
	default:
		to, err = newFile(a)
	}
	if err != nil {
		return nil, err
	}
	return &Sink{name: name, to: to, again: again}, nil
}

func split(text string) (address, string, error) {
	u, err := url.Parse(text)
	if err != nil {
		return address{}, "", errors.New("this is no address: write " + forms)
	}
	known, ok := options[u.Scheme]
	if !ok {
		return address{}, "", errors.New("no system is addressed like this: write " + forms)
	}
	if u.User != nil {
		return address{}, "", errors.New("a password must not stand in an address, where other programs see it: put it into a file and name it with header-file or secret-file")
	}
	given, err := url.ParseQuery(u.RawQuery)
	if err != nil || u.Fragment != "" {
		return address{}, "", errors.New("what follows ? cannot be read: write name=value, with & in between")
	}
	a := address{url: u, options: map[string]string{}}
	for option, values := range given {
		if len(values) != 1 || option != "name" && !slices.Contains(known, option) {
			return address{}, "", fmt.Errorf("after ? there may be each of these once: %s", strings.Join(append([]string{"name"}, known...), ", "))
		}
		a.options[option] = values[0]
	}
	u.RawQuery, u.ForceQuery = "", false
	if err := a.reachable(); err != nil {
		return address{}, "", err
	}
	name := a.options["name"]
	if name == "" {
		name = u.String()
	}
	if len(name) > 200 {
		return address{}, "", errors.New("the address is too long for a name: give it one, with ?name=")
	}
	return a, name, nil
}

// reachable refuses what cannot be meant, and to go over a network in the clear.
func (a address) reachable() error {
	if a.url.Scheme == "file" {
		if a.url.Host != "" || !filepath.IsAbs(a.url.Path) || strings.HasSuffix(a.url.Path, "/") {
			return errors.New("write the whole path of a file, with three slashes: file:///var/log/sealdesk/record.jsonl")
		}
		return nil
	}
	if a.url.Hostname() == "" {
		return errors.New("the address names no host: write " + forms)
	}
	secured := strings.HasSuffix(a.url.Scheme, "+tls") || strings.HasSuffix(a.url.Scheme, "+https")
	if !secured && !outward.Loopback(a.url.Hostname()) {
		return errors.New("this would go over the network in the clear: use syslog+tls, otlp+https or webhook+https; without TLS only 127.0.0.1 is served")
	}
	return nil
}

// secured is how to speak TLS with the system: to whom its certificate was given
// by one of the authorities in ca (or of the system), in TLS 1.2 at least.
func (a address) secured() (*tls.Config, error) {
	config := &tls.Config{MinVersion: tls.VersionTLS12, ServerName: a.url.Hostname()}
	if path := a.options["ca"]; path != "" {
		raw, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("ca: %w: name a file with the authority's certificate (PEM)", err)
		}
		config.RootCAs = x509.NewCertPool()
		if !config.RootCAs.AppendCertsFromPEM(raw) {
			return nil, fmt.Errorf("ca: %s holds no certificate: it has to be PEM", path)
		}
	}
	cert, key := a.options["cert"], a.options["key"]
	if (cert == "") != (key == "") {
		return nil, errors.New("a client certificate needs both files: cert and key")
	}
	if cert != "" {
		pair, err := tls.LoadX509KeyPair(cert, key)
		if err != nil {
			return nil, fmt.Errorf("client certificate: %w: cert and key have to be PEM, and belong together", err)
		}
		config.Certificates = []tls.Certificate{pair}
	}
	return config, nil
}

// secret reads a file that nobody else on the machine can read.
func secret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", err
	}
	if info.Mode().Perm()&0o077 != 0 {
		return "", fmt.Errorf("others on this machine can read %s: run chmod 600 on it", path)
	}
	if info.Size() > 64<<10 {
		return "", fmt.Errorf("%s is no secret: it has more than 64 KB", path)
	}
	raw, err := os.ReadFile(path)
	return strings.TrimSpace(string(raw)), err
}

// megabytes reads an option.
func (a address) megabytes(option string, safe int64) (int64, error) {
	text, given := a.options[option]
	if !given {
		return safe << 20, nil
	}
	n, err := strconv.ParseInt(text, 10, 32)
	if err != nil || n < 1 {
		return 0, fmt.Errorf("%s is a whole number of megabytes, at least 1", option)
	}
	return n << 20, nil
}

// withPort is the host to dial.
func (a address) withPort(usual string) string {
	port := a.url.Port()
	if port == "" {
		port = usual
	}
	return net.JoinHostPort(a.url.Hostname(), port)
}
