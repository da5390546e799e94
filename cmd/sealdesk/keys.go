package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sealdesk/sealdesk/client"
)

// readKeys reads a customer's keys; nil for a new customer. The file is in
// clear, so nobody else on the machine may be able to read it.
func readKeys(path string) (*client.VisitorState, error) {
	if path == "" {
		return nil, nil
	}
	info, err := os.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look at the key file: %w", err)
	}
	if info.Mode().Perm()&0o077 != 0 {
		return nil, fmt.Errorf("others on this machine can read %s: run chmod 600 on it", path)
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("read the key file: %w", err)
	}
	state := &client.VisitorState{}
	if err := json.Unmarshal(raw, state); err != nil {
		return nil, fmt.Errorf("%s is not a key file of sealdesk chat: %w", path, err)
	}
	return state, nil
}

// writeKeys replaces the file in one step, so that a power cut costs no keys.
func writeKeys(path string, state client.VisitorState) error {
	if path == "" {
		return nil
	}
	raw, err := json.Marshal(state)
	if err != nil {
		return fmt.Errorf("encode the keys: %w", err)
	}
	// CreateTemp makes files for their owner only (0600).
	file, err := os.CreateTemp(filepath.Dir(path), ".sealdesk-keys-*")
	if err != nil {
		return fmt.Errorf("write the key file: %w", err)
	}
	_, err = file.Write(raw)
	err = errors.Join(err, file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return errors.Join(fmt.Errorf("write the key file: %w", err), os.Remove(file.Name()))
	}
	return nil
}
