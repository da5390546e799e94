package server_test

import (
	"bytes"
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
)

func verdicts(t *testing.T, data, cert string) map[string]server.Finding {
	t.Helper()
	found := map[string]server.Finding{}
	for _, f := range server.Examine(context.Background(), server.Examination{DataDir: data, TLSCert: cert, Version: "v1"}) {
		if f.Said == "" {
			t.Errorf("%s has no words for people", f.What)
		}
		found[f.What] = f
	}
	return found
}

func expectVerdicts(t *testing.T, got map[string]server.Finding, want map[string]server.Verdict) {
	t.Helper()
	for what, verdict := range want {
		if got[what].Verdict != verdict {
			t.Errorf("%s is %q instead of %q: %s", what, got[what].Verdict, verdict, got[what].Said)
		}
	}
}

// used is a data folder that a server has worked on.
func used(t *testing.T) string {
	t.Helper()
	data := folder(t)
	srv, err := server.Start(context.Background(), server.Config{DataDir: data, Listen: "127.0.0.1:0"})
	check(t, err)
	check(t, srv.Close())
	return data
}

func contents(t *testing.T, data string) map[string]string {
	t.Helper()
	files := map[string]string{}
	check(t, fs.WalkDir(os.DirFS(data), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := os.ReadFile(filepath.Join(data, path))
		files[path] = string(content)
		return err
	}))
	return files
}

func TestDoctor(t *testing.T) {
	expectVerdicts(t, verdicts(t, filepath.Join(t.TempDir(), "absent"), ""), map[string]server.Verdict{
		"data folder": server.Notice, "shred store": server.Notice, "data.db": server.Notice, "shred.db": server.Notice, "clock": server.Fine,
	})
	data := used(t)
	before := contents(t, data)
	for name := range before {
		if strings.HasSuffix(name, "-wal") {
			t.Errorf("a server that was stopped left %s: a copy of the data file alone lacks what is in it", name)
		}
	}
	expectVerdicts(t, verdicts(t, data, ""), map[string]server.Verdict{
		"data folder": server.Fine, "data.db": server.Fine, "shred.db": server.Fine, "version": server.Fine,
		"shred store": server.Notice, // beside the data, as it is at first
	})
	after := contents(t, data)
	for name, content := range before {
		if after[name] != content {
			t.Errorf("the doctor changed %s", name)
		}
	}
	if len(after) != len(before) {
		t.Errorf("the doctor left files behind: %d instead of %d", len(after), len(before))
	}
}

func TestDoctorFindsWhatIsOpen(t *testing.T) {
	data := used(t)
	check(t, os.Chmod(filepath.Join(data, "server.key"), 0o644)) //nolint:gosec // that is the point
	expectVerdicts(t, verdicts(t, data, ""), map[string]server.Verdict{"server key": server.Broken})
	check(t, os.Chmod(data, 0o750)) //nolint:gosec // likewise
	expectVerdicts(t, verdicts(t, data, ""), map[string]server.Verdict{"data folder": server.Broken})
}

func TestDoctorLooksAtFiles(t *testing.T) {
	data, apart := used(t), filepath.Join(t.TempDir(), "apart")
	verdict := func(address string) server.Verdict {
		t.Helper()
		for _, f := range server.Examine(context.Background(), server.Examination{DataDir: data, Files: address}) {
			if f.What == "files" {
				return f.Verdict
			}
		}
		return ""
	}
	for address, want := range map[string]server.Verdict{"": server.Fine, "file://" + apart: server.Notice, "s3://bucket": server.Broken} {
		if got := verdict(address); got != want {
			t.Errorf("files at %q are %q instead of %q", address, got, want)
		}
	}
	check(t, os.Mkdir(apart, 0o755)) //nolint:gosec // that is the point
	if got := verdict("file://" + apart); got != server.Broken {
		t.Errorf("an open folder is %q", got)
	}
	if srv, err := server.Start(context.Background(), server.Config{DataDir: data, Listen: "127.0.0.1:0", Files: "file://" + apart}); err == nil {
		t.Error("a server started with its files open to others")
		check(t, srv.Close())
	}
	check(t, os.Remove(apart))
	check(t, os.WriteFile(apart, nil, 0o600))
	if got := verdict("file://" + apart); got != server.Broken {
		t.Errorf("a file in place of the folder is %q", got)
	}
}

func TestDoctorFindsDamage(t *testing.T) {
	data := used(t)
	path := filepath.Join(data, "data.db")
	raw, err := os.ReadFile(path)
	check(t, err)
	page := raw[4096:8192] // the second page: a table's root
	copy(page, bytes.Repeat([]byte{0xff}, 64))
	check(t, os.WriteFile(path, raw, 0o600))
	check(t, os.WriteFile(filepath.Join(data, "shred.db"), []byte("not a database, but long enough to be looked at"), 0o600))
	expectVerdicts(t, verdicts(t, data, ""), map[string]server.Verdict{"data.db": server.Broken, "shred.db": server.Broken})
}

func TestDoctorSeesShredKeysApart(t *testing.T) {
	data, apart := used(t), t.TempDir()
	moved := filepath.Join(apart, "shred.db")
	check(t, os.Rename(filepath.Join(data, "shred.db"), moved))
	check(t, os.Symlink(moved, filepath.Join(data, "shred.db")))
	expectVerdicts(t, verdicts(t, data, ""), map[string]server.Verdict{"shred store": server.Fine, "shred.db": server.Fine})
}

func TestDoctorReadsCertificates(t *testing.T) {
	now, data := time.Now(), folder(t)
	long, _, _ := certificate(t, t.TempDir(), 1, now, now.Add(60*24*time.Hour))
	soon, _, _ := certificate(t, t.TempDir(), 2, now, now.Add(20*24*time.Hour))
	over, _, _ := certificate(t, t.TempDir(), 3, now.Add(-2*time.Hour), now.Add(-time.Hour))
	none := filepath.Join(t.TempDir(), "cert.pem")
	text := filepath.Join(t.TempDir(), "text.pem")
	check(t, os.WriteFile(text, []byte("a certificate, they said"), 0o600))
	torn := filepath.Join(t.TempDir(), "torn.pem")
	check(t, os.WriteFile(torn, []byte("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"), 0o600))
	for path, want := range map[string]server.Verdict{
		long: server.Fine, soon: server.Notice, over: server.Broken, none: server.Broken, text: server.Broken, torn: server.Broken,
	} {
		expectVerdicts(t, verdicts(t, data, path), map[string]server.Verdict{"certificate": want})
	}
	if said := verdicts(t, data, over)["certificate"].Said; !strings.Contains(said, "renew") {
		t.Errorf("the doctor does not say what to do: %s", said)
	}
}
