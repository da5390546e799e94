// Command leaks looks for marked phrases in everything that a server leaves
// behind: files, recorded connections, the memory of a process.
//
// Promise: a phrase is found wherever its bytes stand, plain or in one of the
// forms of forms.go, inside compressed streams too, inside HTTP bodies and
// WebSocket messages too. What could not be searched is said in the report
// (missed), so that nobody takes it for searched.
//
// Threat: a server that is meant to read nothing and writes down, logs, holds
// or forwards something readable after all, in whatever form.
//
// Limits: what is encrypted cannot be searched. A phrase that a database splits
// across two pages is missed: mark with short ones. Deflate without a header
// and brotli have no mark of their own: they are tried where a body or a file
// begins, and with `everywhere` at each byte of what is small enough.
//
// A request comes as JSON on standard input, the report goes to standard
// output. The memory of a process is read through file descriptor 3, which the
// process's parent opens: a stranger may not.
package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
)

// Request says what is looked for, and where.
type Request struct {
	Phrases []Phrase `json:"phrases"`
	// Paths are files, and folders with everything in them.
	Paths []string `json:"paths"`
	// Wires are folders of recorded connections: NAME.sent and NAME.received.
	Wires []string `json:"wires"`
	// Pieces are contents that lie in no file.
	Pieces []Piece `json:"pieces"`
	// Maps is the file that lists the memory behind file descriptor 3.
	Maps string `json:"maps"`
	// Everywhere tries deflate at each byte.
	Everywhere bool `json:"everywhere"`
}

// Phrase is something that must not be found, with the name of its field.
type Phrase struct {
	Name string `json:"name"`
	// Text is searched in every form of text, Bytes only as bytes, hex and base64.
	Text  string `json:"text"`
	Bytes []byte `json:"bytes"`
}

// Piece is content with the place that it came from.
type Piece struct {
	Where   string `json:"where"`
	Content []byte `json:"content"`
}

// Report is what was found, and what was searched.
type Report struct {
	Found []Hit `json:"found"`
	// Searched counts the places that were searched, Bytes what was in them, Inside what came out of streams.
	Searched int   `json:"searched"`
	Bytes    int64 `json:"bytes"`
	Inside   int64 `json:"inside"`
	// Missed says what could not be searched, and why.
	Missed []string `json:"missed"`
}

// Hit is one form of one phrase in one place: where it stands first, and how often.
type Hit struct {
	Phrase string `json:"phrase"`
	Place  string `json:"place"`
	Form   string `json:"form"`
	Offset int64  `json:"offset"`
	Times  int    `json:"times"`
}

func main() {
	if err := run(os.Stdin, os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "leaks:", err)
		os.Exit(1)
	}
}

func run(in io.Reader, out io.Writer) error {
	var request Request
	decoder := json.NewDecoder(in)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&request); err != nil {
		return fmt.Errorf("read the request: %w", err)
	}
	report, err := Look(request)
	if err != nil {
		return err
	}
	return json.NewEncoder(out).Encode(report)
}

// Look searches everything that the request names.
func Look(request Request) (Report, error) {
	patterns, err := Patterns(request.Phrases)
	if err != nil {
		return Report{}, err
	}
	s, err := newSearch(patterns, request.Everywhere)
	if err != nil {
		return Report{}, err
	}
	for _, path := range request.Paths {
		if err := s.path(path); err != nil {
			return Report{}, err
		}
	}
	for _, folder := range request.Wires {
		if err := s.wires(folder); err != nil {
			return Report{}, err
		}
	}
	for _, piece := range request.Pieces {
		s.place(piece.Where, piece.Content)
	}
	if request.Maps != "" {
		if err := s.memory(request.Maps, os.NewFile(memoryFile, "memory")); err != nil {
			return Report{}, err
		}
	}
	return s.report(), nil
}
