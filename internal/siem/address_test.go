package siem_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/siem"
	"github.com/sealdesk/sealdesk/internal/siem/siemtest"
)

// What is wrong is refused before anything starts, in a sentence that says what to
// do, and that never repeats what was given.
func TestWrongAddressesAreRefused(t *testing.T) {
	secret, open, short := siemtest.Write(t, "s", siemtest.HookSecret, 0o600), siemtest.Write(t, "o", siemtest.HookSecret, 0o644), siemtest.Write(t, "x", "whsec_aGVsbG8=", 0o600)
	for address, want := range map[string]string{
		"":                                                 "no system",
		"https://example.org":                              "no system",
		"syslog+tls://":                                    "names no host",
		"syslog+tls://host/path":                           "ends with the port",
		"syslog+tcp://example.org:601":                     "in the clear",
		"syslog+tcp://localhost:601":                       "in the clear",
		"otlp+http://10.0.0.1:4318":                        "in the clear",
		"webhook+http://example.org":                       "in the clear",
		"otlp+https://hunter2:hunter2@example.org":         "password",
		"otlp+https://example.org?token=hunter2":           "after ?",
		"otlp+https://example.org?ca=a&ca=b":               "after ?",
		"syslog+tls://host?ca=/nowhere":                    "authority's certificate",
		"syslog+tls://host?ca=" + secret:                   "no certificate",
		"syslog+tls://host?cert=/a":                        "both files",
		"webhook+https://example.org":                      "secret-file",
		"webhook+https://example.org?secret-file=" + open:  "chmod 600",
		"webhook+https://example.org?secret-file=" + short: "24 to 64",
		"otlp+https://example.org?header-file=" + secret:   "each line",
		"file://record.jsonl":                              "three slashes",
		"file:///":                                         "three slashes",
		"file:///nowhere/at/all":                           "make it first",
		"file:///tmp/x?max-mb=0":                           "megabytes",
		"webhook+https://[::1]:x?secret-file=y1":           "no address",
	} {
		_, err := siem.Parse([]string{address}, siem.Desk{Now: time.Now})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hunter2") || strings.Contains(err.Error(), siemtest.HookSecret) {
			t.Errorf("%q: %v", address, err)
		}
	}
	twice := []string{"syslog+tls://host", "syslog+tls://host"}
	if _, err := siem.Parse(twice, siem.Desk{Now: time.Now}); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("the same system twice: %v", err)
	}
	if _, err := siem.Parse([]string{twice[0], twice[1] + "?name=second"}, siem.Desk{Now: time.Now}); err != nil {
		t.Errorf("two names for one system: %v", err)
	}
	file := "file://" + filepath.Join(t.TempDir(), "record.jsonl")
	if _, err := siem.Parse([]string{file, file + "?name=second"}, siem.Desk{Now: time.Now}); err == nil || !strings.Contains(err.Error(), "another file") {
		t.Errorf("two names for one file: %v", err)
	}
}

// Nothing is sent to the addresses of a link, where clouds keep secrets of machines.
func TestAddressesOfTheLinkAreNotDialled(t *testing.T) {
	r := &record{}
	r.grow(1)
	x := r.send(t, "otlp+https://169.254.169.254/latest")
	begun := time.Now()
	eventually(t, func() bool { return x.Standings()[0].Failures > 0 })
	if took := time.Since(begun); took > 2*time.Second {
		t.Errorf("it tried for %v", took)
	}
}
