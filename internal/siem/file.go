package siem

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// jsonLines appends to a file, for its owner only, and flushes it to disk before
// anything counts as written. A full file gets a number (record.jsonl.1, .2, …) and
// stays: deleting is for whoever collects them.
type jsonLines struct {
	path string
	most int64
	file *os.File
	size int64
}

func newFile(a address) (receiver, error) {
	most, err := a.megabytes("max-mb", 100)
	if err != nil {
		return nil, err
	}
	if info, err := os.Stat(filepath.Dir(a.url.Path)); err != nil || !info.IsDir() {
		return nil, fmt.Errorf("there is no folder %s: make it first", filepath.Dir(a.url.Path))
	}
	return &jsonLines{path: a.url.Path, most: most}, nil
}

func (j *jsonLines) send(_ context.Context, batch []entry) (int, error) {
	if err := j.open(); err != nil {
		return 0, err
	}
	var lines []byte
	for _, e := range batch {
		lines = append(append(lines, e.json...), '\n')
	}
	if j.size > 0 && j.size+int64(len(lines)) > j.most {
		if err := j.rotate(); err != nil {
			return 0, errors.Join(err, j.close())
		}
		if err := j.open(); err != nil {
			return 0, err
		}
	}
	n, err := j.file.Write(lines)
	j.size += int64(n)
	if err == nil {
		err = j.file.Sync()
	}
	if err != nil { // opening mends what was written in half
		err = errors.Join(err, j.close())
	}
	return 0, err
}

// open goes on where the last whole line ends, in the file that has the name now:
// somebody may have taken the last one away, or emptied it.
func (j *jsonLines) open() error {
	if j.file != nil {
		if named, err := os.Stat(j.path); err == nil && j.isStill(named) {
			return nil
		}
		if err := j.close(); err != nil {
			return err
		}
	}
	file, err := os.OpenFile(j.path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	size, err := wholeLines(file)
	if err == nil {
		err = errors.Join(file.Chmod(0o600), file.Truncate(size))
	}
	if err == nil {
		_, err = file.Seek(size, io.SeekStart)
	}
	if err == nil {
		err = syncFolder(j.path)
	}
	if err != nil {
		return errors.Join(err, file.Close())
	}
	j.file, j.size = file, size
	return nil
}

// isStill says whether a file is the one that is open, as it was left.
func (j *jsonLines) isStill(named os.FileInfo) bool {
	held, err := j.file.Stat()
	return err == nil && os.SameFile(held, named) && named.Size() == j.size
}

// wholeLines is where the last line ends, of what may end in the middle of one. No
// line is longer than what is read at once.
func wholeLines(file *os.File) (int64, error) {
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	if !info.Mode().IsRegular() {
		return 0, errors.New("it is no file: name one")
	}
	tail := make([]byte, min(info.Size(), 64<<10))
	if _, err := file.ReadAt(tail, info.Size()-int64(len(tail))); err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	end := bytes.LastIndexByte(tail, '\n') + 1
	if end == 0 && int64(len(tail)) < info.Size() {
		return 0, errors.New("the file holds something else than lines of events: name another one")
	}
	if rest := tail[end:]; !bytes.HasPrefix(rest, []byte(begins)[:min(len(begins), len(rest))]) {
		return 0, errors.New("the file holds something else than lines of events: name another one")
	}
	return info.Size() - int64(len(tail)-end), nil
}

// begins is how every line does: nothing else is cut off.
const begins = `{"time":`

// rotate gives the full file the next number.
func (j *jsonLines) rotate() error {
	if err := j.close(); err != nil {
		return err
	}
	for n := 1; ; n++ {
		name := j.path + "." + strconv.Itoa(n)
		if _, err := os.Lstat(name); errors.Is(err, fs.ErrNotExist) {
			return errors.Join(os.Rename(j.path, name), syncFolder(j.path))
		} else if err != nil {
			return err
		}
	}
}

func syncFolder(path string) error {
	folder, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

func (j *jsonLines) close() error {
	if j.file == nil {
		return nil
	}
	err := j.file.Close()
	j.file = nil
	return err
}
