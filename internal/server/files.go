package server

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/files"
)

// largestFile bounds what may be chosen: parts and sizes stay within what the
// protocol and browsers can count.
const largestFile = 1 << 40

// openFiles opens the folder of sealed files. One that lies outside of the data
// folder has to be as closed as that one.
func openFiles(c Config) (*files.Store, error) {
	if c.MaxFile > largestFile {
		return nil, errors.New("the largest file is too large: choose at most 1048576 MB")
	}
	folder, err := filesFolder(c.DataDir, c.Files)
	if err != nil {
		return nil, err
	}
	if c.Files != "" {
		if err := checkFolder(folder); err != nil {
			return nil, err
		}
	}
	return files.Open(folder)
}

// roomOf says how much strangers may store, and how to find out what is left.
func roomOf(c Config) (conversation.Room, error) {
	folder, err := filesFolder(c.DataDir, c.Files)
	if err != nil {
		return conversation.Room{}, err
	}
	free := func() (uint64, bool) {
		files, err := freeBytes(folder)
		data, also := freeBytes(c.DataDir)
		return min(files, data), err == nil && also == nil
	}
	return conversation.Room{Free: free, Floor: c.KeepFree, Network: c.NetworkDay}, nil
}

// filesFolder is where sealed files are: as chosen, or beside the data.
func filesFolder(data, address string) (string, error) {
	if address != "" {
		return files.Folder(address)
	}
	folder, err := filepath.Abs(filepath.Join(data, "files"))
	if err != nil {
		return "", fmt.Errorf("files: %w", err)
	}
	return folder, nil
}

// examineFiles looks at the folder of sealed files, which may be on another disk.
func examineFiles(data, address string) Finding {
	folder, err := filesFolder(data, address)
	if err != nil {
		return Finding{Broken, "files", err.Error()}
	}
	info, err := os.Stat(folder)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return Finding{Notice, "files", "There is no folder for them yet; the next start makes it."}
	case err != nil:
		return Finding{Broken, "files", "Their folder cannot be read: " + err.Error()}
	case !info.IsDir():
		return Finding{Broken, "files", "Something else lies where their folder should be: move it away."}
	case address != "" && info.Mode().Perm()&0o077 != 0:
		return Finding{Broken, "files", "Others on this machine can look into their folder: run chmod 700 on it."}
	}
	if disk := examineDisk(folder); disk.Verdict != Fine {
		return Finding{disk.Verdict, "files", disk.Said}
	}
	return Finding{Fine, "files", "Only its owner can look into their folder."}
}
