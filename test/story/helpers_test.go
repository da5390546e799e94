package story

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/sealdesk/sealdesk/client"
)

// refusedKind is the kind of the server's refusal, "" for none.
func refusedKind(err error) string {
	var refusal *client.Refusal
	if errors.As(err, &refusal) {
		return refusal.Kind
	}
	return ""
}

type zeroes struct{}

func (zeroes) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

// nothingLeaks looks through every file that the server keeps.
func (s *stage) nothingLeaks(secrets ...string) {
	s.t.Helper()
	files := 0
	err := filepath.WalkDir(s.data, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		files++
		for _, secret := range secrets {
			if bytes.Contains(data, []byte(secret)) {
				s.t.Errorf("%s holds %q", filepath.Base(path), secret)
			}
		}
		return nil
	})
	check(s.t, err)
	if files == 0 {
		s.t.Fatal("the server keeps no file, so nothing was looked through")
	}
}
