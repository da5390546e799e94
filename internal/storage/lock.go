package storage

import (
	"errors"
	"fmt"
	"os"
	"syscall"
)

// lock keeps a second process away from a data folder: each would believe that
// it is the only writer. The system lets go of it when the process ends, however
// that happens.
func lock(path string) (*os.File, error) {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, fmt.Errorf("lock the data folder: %w", err)
	}
	err = syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) //nolint:gosec // descriptors are small
	if errors.Is(err, syscall.EWOULDBLOCK) {
		err = errors.New("another server is running on it: stop that one first")
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("lock the data folder: %w", err), file.Close())
	}
	return file, nil
}
