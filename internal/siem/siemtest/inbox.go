// Package siemtest holds systems that get the record, for tests: a syslog server, a
// webhook, a collector of OpenTelemetry, a file that somebody reads.
//
// Promise: each reads what it gets with a parser that is not ours, or by its
// specification, and dies as a process does: at once, with all that it has not read.
// Threat: a test whose receiver shares code with the sender believes the same error.
// Limits: for tests; what they were given is in memory.
package siemtest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"
)

// Event is what every system has to learn of one.
type Event struct {
	Kind string
	Time uint64
}

// Inbox is what a system got: the numbers, in the order of their first arrival.
type Inbox struct {
	T     testing.TB
	mu    sync.Mutex
	first []int64
	seen  map[int64]int
	last  int64
	back  int
	event map[int64]Event
}

// Take notes one event.
func (i *Inbox) Take(number int64, e Event) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.seen == nil {
		i.seen, i.event, i.last = map[int64]int{}, map[int64]Event{}, -1
	}
	if i.seen[number]++; i.seen[number] == 1 {
		i.first, i.event[number] = append(i.first, number), e
	} else if i.event[number] != e {
		i.T.Errorf("event %d was %v, and is %v now", number, i.event[number], e)
	}
	if number <= i.last {
		i.back++
	}
	i.last = number
}

// TakeLine notes an event in the JSON of OCSF.
func (i *Inbox) TakeLine(line []byte) {
	var e struct {
		Time     uint64
		Metadata struct {
			Sequence int64
			Code     string `json:"event_code"`
		}
	}
	if err := json.Unmarshal(line, &e); err != nil {
		i.T.Errorf("no event: %v: %s", err, line)
		return
	}
	i.Take(e.Metadata.Sequence, Event{e.Metadata.Code, e.Time})
}

// Count is how many different events arrived.
func (i *Inbox) Count() int {
	i.mu.Lock()
	defer i.mu.Unlock()
	return len(i.first)
}

// Twice is how many arrivals were not the first of their event, and in how many
// places it began again.
func (i *Inbox) Twice() (arrivals, places int) {
	i.mu.Lock()
	defer i.mu.Unlock()
	for _, times := range i.seen {
		arrivals += times - 1
	}
	return arrivals, i.back
}

// Event is what arrived under a number.
func (i *Inbox) Event(number int64) (Event, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	e, ok := i.event[number]
	return e, ok
}

// Whole says that nothing is missing, and that the order was kept.
func (i *Inbox) Whole(n int) {
	i.T.Helper()
	if i.Count() != n {
		i.T.Errorf("%d of %d arrived", i.Count(), n)
	}
	i.InOrder()
}

// InOrder says that nothing arrived for the first time after what follows it.
func (i *Inbox) InOrder() {
	i.T.Helper()
	i.mu.Lock()
	defer i.mu.Unlock()
	if !slices.IsSorted(i.first) {
		i.T.Error("they did not arrive in order")
	}
}

// ReadFile reads a file of the record, and those that it was before.
func ReadFile(t testing.TB, path string) (got *Inbox, files int) {
	t.Helper()
	got = &Inbox{T: t}
	var names []string
	for n := 1; ; n++ {
		name := path + "." + strconv.Itoa(n)
		if _, err := os.Stat(name); err != nil {
			break
		}
		names = append(names, name)
	}
	for _, name := range append(names, path) {
		info, err := os.Stat(name)
		check(t, err)
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", name, info.Mode())
		}
		raw, err := os.ReadFile(name)
		check(t, err)
		for line := range bytes.Lines(raw) {
			if !bytes.HasSuffix(line, []byte("\n")) {
				t.Error("a file ends in the middle of a line")
			}
			got.TakeLine(line)
		}
	}
	return got, len(names) + 1
}

// Write makes a file in a folder of its own.
func Write(t testing.TB, name, text string, mode os.FileMode) string {
	t.Helper()
	path := fmt.Sprintf("%s/%s", t.TempDir(), name)
	check(t, os.WriteFile(path, []byte(text), mode))
	return path
}

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
