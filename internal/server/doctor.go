package server

import (
	"context"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/sealdesk/sealdesk/internal/storage"
)

// Verdict is how a check ended.
type Verdict string

// The verdicts.
const (
	Fine   Verdict = "fine"
	Notice Verdict = "notice"
	Broken Verdict = "broken"
)

// Finding is one check with its verdict, in words for people.
type Finding struct {
	Verdict    Verdict
	What, Said string
}

// Examination says what the doctor looks at.
type Examination struct {
	DataDir, Files, TLSCert, Version string
}

// Examine checks a data folder and its surroundings. It changes nothing.
func Examine(ctx context.Context, e Examination) []Finding {
	findings := []Finding{{Fine, "version", e.Version}, examineClock(time.Now()), examineFolder(e.DataDir), examineDisk(e.DataDir), examineShred(e.DataDir), examineFiles(e.DataDir, e.Files)}
	for _, name := range []string{"data.db", "shred.db"} {
		findings = append(findings, examineFile(ctx, filepath.Join(e.DataDir, name)))
	}
	findings = append(findings, examineRetention(ctx, e.DataDir, time.Now()))
	findings = append(findings, examineExports(ctx, e.DataDir)...)
	findings = append(findings, examineWitnesses(ctx, e.DataDir, time.Now())...)
	if e.TLSCert != "" {
		findings = append(findings, examineCertificate(e.TLSCert, time.Now()))
	}
	return append(findings, examineAuthority(e.DataDir, time.Now())...)
}

func examineClock(now time.Time) Finding {
	if now.Year() < 2026 {
		return Finding{Broken, "clock", "The clock says " + now.Format(time.DateOnly) + ": set it, or signatures will be refused."}
	}
	return Finding{Fine, "clock", now.UTC().Format(time.RFC3339)}
}

func examineFolder(folder string) Finding {
	info, err := os.Stat(folder)
	if errors.Is(err, fs.ErrNotExist) {
		return Finding{Notice, "data folder", "There is none yet; the first start makes it."}
	}
	if err != nil {
		return Finding{Broken, "data folder", "It cannot be read: " + err.Error()}
	}
	if info.Mode().Perm()&0o077 != 0 {
		return Finding{Broken, "data folder", "Others on this machine can look into it: run chmod 700 on it."}
	}
	for _, name := range []string{"server.key", "witness.key"} {
		if key, err := os.Stat(filepath.Join(folder, name)); err == nil && key.Mode().Perm()&0o077 != 0 {
			return Finding{Broken, "server key", "Others on this machine can read it: run chmod 600 on " + name + "."}
		}
	}
	return Finding{Fine, "data folder", "Only its owner can look into it."}
}

const diskFloor = 1 << 30

// freeBytes is what can still be written where a folder lies.
func freeBytes(folder string) (uint64, error) {
	var stat syscall.Statfs_t
	if err := syscall.Statfs(folder, &stat); err != nil {
		return 0, err
	}
	return stat.Bavail * uint64(stat.Bsize), nil //nolint:gosec // block sizes are positive
}

func examineDisk(folder string) Finding {
	free, err := freeBytes(folder)
	if err != nil {
		return Finding{Notice, "disk", "Free space is not known: " + err.Error()}
	}
	if free < diskFloor {
		return Finding{Broken, "disk", fmt.Sprintf("Only %d MB are free: make room; files are refused already, and messages will be.", free>>20)}
	}
	return Finding{Fine, "disk", fmt.Sprintf("%d MB are free.", free>>20)}
}

// examineShred looks whether backups would take data and shred keys together.
func examineShred(folder string) Finding {
	path := filepath.Join(folder, "shred.db")
	target, err := filepath.EvalSymlinks(path)
	if err != nil {
		return Finding{Notice, "shred store", "There is none yet; the first start makes it."}
	}
	whole, err := filepath.EvalSymlinks(folder)
	if err == nil && filepath.Dir(target) == whole {
		return Finding{Notice, "shred store", "It lies beside the data: leave shred.db out of data backups, and back it up apart with a short life."}
	}
	return Finding{Fine, "shred store", "It lies apart from the data."}
}

func examineFile(ctx context.Context, path string) Finding {
	name := filepath.Base(path)
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return Finding{Notice, name, "There is none yet; the first start makes it."}
	}
	if err := storage.CheckFile(ctx, path); err != nil {
		return Finding{Broken, name, "It is damaged: restore a backup. " + err.Error()}
	}
	return Finding{Fine, name, "It is whole."}
}

func examineCertificate(path string, now time.Time) Finding {
	certificate, err := readCertificate(path)
	if err != nil {
		return Finding{Broken, "certificate", "It cannot be read: " + err.Error()}
	}
	left := certificate.NotAfter.Sub(now)
	switch {
	case left < 0:
		return Finding{Broken, "certificate", "It ended on " + day(certificate.NotAfter) + ": renew it."}
	case left < 21*24*time.Hour:
		return Finding{Notice, "certificate", "It ends on " + day(certificate.NotAfter) + ": renew it soon."}
	}
	return Finding{Fine, "certificate", "It is valid until " + day(certificate.NotAfter) + "."}
}

// readCertificate reads the first certificate of a PEM file.
func readCertificate(path string) (*x509.Certificate, error) {
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	block, _ := pem.Decode(raw)
	if block == nil {
		return nil, errors.New("the file holds no PEM certificate")
	}
	return x509.ParseCertificate(block.Bytes)
}
