package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// held searches a made-up process: a file is its memory, text its list.
func held(t *testing.T, content []byte, list string) (Report, error) {
	t.Helper()
	folder := t.TempDir()
	maps, memory := filepath.Join(folder, "maps"), filepath.Join(folder, "mem")
	for path, bytes := range map[string][]byte{maps: []byte(list), memory: content} {
		if err := os.WriteFile(path, bytes, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	patterns, err := Patterns([]Phrase{{Name: "field", Text: marked}})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(memory)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	s, err := newSearch(patterns, false)
	if err != nil {
		t.Fatal(err)
	}
	err = s.memory(maps, file)
	return s.report(), err
}

func TestAPhraseAcrossTwoStridesOrRegionsIsFound(t *testing.T) {
	content := make([]byte, stride+8192)
	for name, at := range map[string]int{"strides": stride - 7, "regions": stride + 4096 - 5} {
		clear(content)
		copy(content[at:], marked)
		list := fmt.Sprintf("0-%x rw-p 00000000 00:00 0 \n%x-%x rw-p 00000000 00:00 0 [heap]\n", stride+4096, stride+4096, len(content))
		report, err := held(t, content, list)
		if err != nil || len(report.Found) != 1 || report.Found[0].Offset != int64(at) {
			t.Errorf("across two %s: %v, %v", name, report.Found, err)
		}
	}
}

func TestRegionsThatDoNotTouchAreNotJoined(t *testing.T) {
	content := make([]byte, 4*4096)
	copy(content[4096-5:], marked[:5])
	copy(content[3*4096:], marked[5:])
	report, err := held(t, content, "0-1000 rw-p 0 00:00 0\n3000-4000 rw-p 0 00:00 0\n")
	if err != nil || len(report.Found) != 0 || len(report.Missed) != 0 {
		t.Fatalf("found %v, missed %q, %v", report.Found, report.Missed, err)
	}
}

func TestStreamsInMemoryAreOpened(t *testing.T) {
	for _, format := range []string{"gzip", "zlib", "zstd"} {
		content := make([]byte, 64<<10)
		copy(content[5000:], packed(t, format, long))
		report, err := held(t, content, "0-10000 rw-p 0 00:00 0\n")
		if err != nil || len(report.Found) == 0 || !strings.Contains(report.Found[0].Place, "› "+format+" at 5000") {
			t.Errorf("%s: %v, %v", format, report.Found, err)
		}
	}
}

func TestMemoryThatCannotBeReadIsSaidOrRefused(t *testing.T) {
	report, err := held(t, make([]byte, 100), "1000-2000 rw-p 0 00:00 0 /a file\n")
	if err != nil || len(report.Missed) != 1 || !strings.Contains(report.Missed[0], "/a file") {
		t.Fatalf("missed %q, %v", report.Missed, err)
	}
	for name, list := range map[string]string{
		"nothing":                   "",
		"only the kernel":           "0-1000 r-xp 0 00:00 0 [vdso]\n",
		"only what is not readable": "0-1000 ---p 0 00:00 0\n",
		"no list":                   "not a list\n",
		"a region backwards":        "2000-1000 rw-p 0 00:00 0\n",
	} {
		if _, err := held(t, make([]byte, 100), list); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}
