package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
)

// search gathers what is found, place by place.
type search struct {
	matcher    *Matcher
	streams    *streams
	everywhere bool
	hits       map[hitKey]*Hit
	missed     map[string]int
	searched   int
	bytes      int64
	inside     int64
}

type hitKey struct {
	place   string
	pattern int
}

func newSearch(patterns []Pattern, everywhere bool) (*search, error) {
	streams, err := newStreams()
	if err != nil {
		return nil, err
	}
	return &search{
		matcher: NewMatcher(patterns), streams: streams, everywhere: everywhere,
		hits: map[hitKey]*Hit{}, missed: map[string]int{},
	}, nil
}

// path searches a file, or a folder with everything in it. Who writes into it
// stands still meanwhile: a file that is gone before it was read is an error.
func (s *search) path(path string) error {
	return filepath.WalkDir(path, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("look into %s: %w", path, err)
		}
		if !entry.Type().IsRegular() {
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("look into %s: %w", path, err)
		}
		s.place("file "+file, content)
		return nil
	})
}

// place searches content that is whole: a file, a body, a message.
func (s *search) place(place string, content []byte) {
	s.searched++
	s.bytes += int64(len(content))
	s.content(place, content, 0)
	s.into(place, content, 0, true)
}

// content notes what stands in these bytes, which begin at `base` of the place.
func (s *search) content(place string, content []byte, base int64) {
	s.matcher.Each(content, func(pattern, offset int) {
		key := hitKey{place, pattern}
		if hit, ok := s.hits[key]; ok {
			hit.Times++
			return
		}
		p := s.matcher.patterns[pattern]
		s.hits[key] = &Hit{Phrase: p.Phrase, Place: place, Form: p.Form, Offset: base + int64(offset), Times: 1}
	})
}

func (s *search) miss(what string) { s.missed[what]++ }

func (s *search) report() Report {
	r := Report{Found: []Hit{}, Missed: []string{}, Searched: s.searched, Bytes: s.bytes, Inside: s.inside}
	for _, hit := range s.hits {
		r.Found = append(r.Found, *hit)
	}
	sort.Slice(r.Found, func(i, j int) bool {
		a, b := r.Found[i], r.Found[j]
		if a.Place != b.Place {
			return a.Place < b.Place
		}
		return a.Phrase+a.Form < b.Phrase+b.Form
	})
	for what, times := range s.missed {
		r.Missed = append(r.Missed, fmt.Sprintf("%s (%d×)", what, times))
	}
	sort.Strings(r.Missed)
	return r
}
