package server

import (
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/sealdesk/sealdesk/seal/passwords"
)

// This file is how whoever runs the server has passwords refused that were stolen
// elsewhere: a filter made of a public list lies in the data folder, and browsers
// load it when somebody chooses a password.

// BreachedDefault is of how many passwords the filter is made: some 2 MB.
const BreachedDefault = 1_000_000

func breachedPath(folder string) string { return filepath.Join(folder, "breached-passwords") }

// KeepBreached makes the filter of those passwords of a list that were seen most
// often, in place of the one before; a running server hands it out from then on.
func KeepBreached(folder string, list io.Reader, most int) (count, size int, err error) {
	if _, err := os.Stat(filepath.Join(folder, "data.db")); err != nil {
		return 0, 0, fmt.Errorf("there is no desk in %s: name its folder with --data: %w", folder, err)
	}
	filter, count, err := passwords.FromList(list, most)
	if err != nil {
		return 0, 0, err
	}
	if err := writeKey(breachedPath(folder), filter); err != nil {
		return 0, 0, fmt.Errorf("keep the filter: %w", err)
	}
	return count, len(filter), nil
}

// checkBreached refuses to start with a file that browsers could not read: nobody
// could choose a password.
func checkBreached(folder string) error {
	wire, err := os.ReadFile(breachedPath(folder))
	if os.IsNotExist(err) {
		return nil
	}
	if err == nil {
		_, err = passwords.Read(wire)
	}
	if err != nil {
		return fmt.Errorf("%s: make it again with sealdesk breached-passwords, or remove it: %w", breachedPath(folder), err)
	}
	return nil
}
