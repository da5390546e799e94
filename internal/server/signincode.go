package server

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// This file is how whoever runs the server helps somebody in who has a recovery
// code and nothing else: a code for one address, beside that recovery code. It
// stands in a file, so that only who can write to the data folder can make one.

const (
	signInCodes     = "signin-codes"
	signInCodeLimit = 10 * time.Minute
	signInCodeSize  = 1 << 10
)

// givenCode is a code as it is kept: not the code.
type givenCode struct {
	Hash    [sha256.Size]byte
	Expires time.Time
}

// GiveSignInCode makes a code for somebody's address; it replaces the one before.
// It opens nothing alone, counts once, and lasts ten minutes.
func GiveSignInCode(folder, email string, now time.Time) (string, error) {
	if _, err := os.Stat(filepath.Join(folder, "data.db")); err != nil {
		return "", fmt.Errorf("there is no desk in %s: name its folder with --data: %w", folder, err)
	}
	if !strings.Contains(email, "@") {
		return "", fmt.Errorf("%q is no email address", email)
	}
	code := rand.Text()[:20] // 100 bits
	raw, err := json.Marshal(givenCode{sha256.Sum256([]byte(code)), now.Add(signInCodeLimit)})
	if err != nil {
		return "", err
	}
	path := signInCodePath(folder, email)
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return "", fmt.Errorf("keep the code: %w", err)
	}
	if err := writeKey(path, raw); err != nil {
		return "", fmt.Errorf("keep the code: %w", err)
	}
	return strings.Join([]string{code[:5], code[5:10], code[10:15], code[15:]}, "-"), nil
}

func signInCodePath(folder, email string) string {
	name := sha256.Sum256([]byte(strings.ToLower(strings.TrimSpace(email))))
	return filepath.Join(folder, signInCodes, hex.EncodeToString(name[:]))
}

// takeSignInCode reports whether the code was given for the address, once.
func takeSignInCode(folder, email, code string, now time.Time) bool {
	path := signInCodePath(folder, email)
	info, err := os.Stat(path)
	if err != nil || info.Size() > signInCodeSize {
		return false
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return false
	}
	var given givenCode
	if json.Unmarshal(raw, &given) != nil {
		return false
	}
	typed := sha256.Sum256([]byte(strings.ToUpper(strings.NewReplacer("-", "", " ", "").Replace(code))))
	if subtle.ConstantTimeCompare(typed[:], given.Hash[:]) != 1 || now.After(given.Expires) {
		return false
	}
	// Whoever removes it has it: of two at once, one.
	return os.Remove(path) == nil
}

// sweepSignInCodes removes those that are over.
func sweepSignInCodes(folder string, now time.Time) error {
	files, err := os.ReadDir(filepath.Join(folder, signInCodes))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, file := range files {
		info, failed := file.Info()
		if failed == nil && now.Sub(info.ModTime()) > signInCodeLimit {
			failed = os.Remove(filepath.Join(folder, signInCodes, file.Name()))
		}
		if !errors.Is(failed, fs.ErrNotExist) {
			err = errors.Join(err, failed)
		}
	}
	return err
}
