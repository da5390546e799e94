package main

import (
	"bytes"
	"encoding/binary"
)

const (
	// block is how many bytes decide how far the window moves.
	block = 4
	// slots is the size of the tables, as a power of two.
	slots = 18
)

// Matcher finds many patterns in one pass (Wu and Manber, 1994): a window as
// long as the shortest pattern moves over the content, by as much as the last
// bytes in it allow; only where they end a pattern's beginning is it compared.
//
// Promise: it finds every occurrence of every pattern, overlapping ones too.
type Matcher struct {
	patterns []Pattern
	window   int
	longest  int
	shift    []uint8
	ends     map[uint32][]int
}

// NewMatcher prepares the tables. Every pattern has at least `shortest` bytes.
func NewMatcher(patterns []Pattern) *Matcher {
	m := &Matcher{patterns: patterns, window: 255, shift: make([]uint8, 1<<slots), ends: map[uint32][]int{}}
	for _, p := range patterns {
		m.window = min(m.window, len(p.Bytes))
		m.longest = max(m.longest, len(p.Bytes))
	}
	far := uint8(m.window - block + 1)
	for i := range m.shift {
		m.shift[i] = far
	}
	for i, p := range patterns {
		for at := 0; at+block <= m.window; at++ {
			slot := slotOf(p.Bytes[at:])
			m.shift[slot] = min(m.shift[slot], uint8(m.window-block-at))
		}
		last := slotOf(p.Bytes[m.window-block:])
		m.ends[last] = append(m.ends[last], i)
	}
	return m
}

// slotOf mixes the next bytes (Knuth's multiplicative hash).
func slotOf(b []byte) uint32 {
	return binary.LittleEndian.Uint32(b) * 2654435761 >> (32 - slots)
}

// Each calls found for every occurrence, with the pattern's index and the offset.
func (m *Matcher) Each(content []byte, found func(pattern, offset int)) {
	for end := m.window; end <= len(content); {
		slot := slotOf(content[end-block:])
		if jump := m.shift[slot]; jump > 0 {
			end += int(jump)
			continue
		}
		start := end - m.window
		for _, i := range m.ends[slot] {
			if bytes.HasPrefix(content[start:], m.patterns[i].Bytes) {
				found(i, start)
			}
		}
		end++
	}
}
