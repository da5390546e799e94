package main

import (
	"bufio"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
)

const (
	sent     = ".sent"
	received = ".received"
	// maxBody and maxFrame refuse a recording that claims more than a recording holds.
	maxBody  = 256 << 20
	maxFrame = 64 << 20
)

// wires searches recorded connections: as they are, and what they say once
// chunks, masks and compression are taken away.
func (s *search) wires(folder string) error {
	files, err := filepath.Glob(filepath.Join(folder, "*"+sent))
	if err != nil {
		return fmt.Errorf("list connections: %w", err)
	}
	if len(files) == 0 {
		return fmt.Errorf("%s holds no recorded connection", folder)
	}
	for _, file := range files {
		name := strings.TrimSuffix(file, sent)
		up, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("read a connection: %w", err)
		}
		down, err := os.ReadFile(name + received)
		if err != nil {
			return fmt.Errorf("read a connection: %w", err)
		}
		s.connection("wire "+filepath.Base(name), up, down)
	}
	return nil
}

// connection searches both directions of one connection.
func (s *search) connection(place string, up, down []byte) {
	s.searched++
	s.bytes += int64(len(up) + len(down))
	s.content(place+" to the server", up, 0)
	s.content(place+" from the server", down, 0)
	if err := s.exchanges(place, bufio.NewReader(bytes.NewReader(up)), bufio.NewReader(bytes.NewReader(down))); err != nil {
		s.miss(fmt.Sprintf("%s: %v", place, err))
	}
}

// exchanges goes through requests and their answers until one becomes a
// WebSocket or the recording ends.
func (s *search) exchanges(place string, up, down *bufio.Reader) error {
	for {
		request, err := http.ReadRequest(up)
		if cut(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("a request that is no HTTP: %w", err)
		}
		where := fmt.Sprintf("%s %s %s", place, request.Method, request.URL.Path)
		if err := s.body(where+" request", request.Body); err != nil {
			return err
		}
		s.place(where+" address", []byte(request.RequestURI))
		answer, err := http.ReadResponse(down, request)
		if cut(err) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("an answer that is no HTTP: %w", err)
		}
		if answer.StatusCode == http.StatusSwitchingProtocols {
			return errors.Join(s.messages(where+" messages to the server", up), s.messages(where+" messages from the server", down))
		}
		if err := s.body(fmt.Sprintf("%s answer %d", where, answer.StatusCode), answer.Body); err != nil {
			return err
		}
	}
}

// cut tells whether a recording ended, in the middle of something or not: the
// raw bytes of both directions are searched in any case.
func cut(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF)
}

func (s *search) body(where string, body io.Reader) error {
	content, err := io.ReadAll(io.LimitReader(body, maxBody+1))
	if len(content) > maxBody {
		return fmt.Errorf("%s is larger than %d bytes", where, maxBody)
	}
	if len(content) > 0 {
		s.place(where, content)
	}
	if err != nil && !cut(err) {
		return fmt.Errorf("%s: %w", where, err)
	}
	return nil
}

// messages searches a WebSocket direction: each frame without its mask, and all
// compressed messages together as the one stream that they are (RFC 7692 §7.2.2).
func (s *search) messages(where string, from *bufio.Reader) error {
	var plain, packed bytes.Buffer
	compressed := false
	for ended := false; !ended; {
		f, err := readFrame(from)
		ended = cut(err)
		if err != nil && !ended {
			return fmt.Errorf("%s: %w", where, err)
		}
		if !f.control && !f.continued {
			compressed = f.compressed
		}
		if f.control || !compressed {
			plain.Write(f.payload)
			continue
		}
		packed.Write(f.payload)
		if f.final && !ended {
			packed.WriteString("\x00\x00\xff\xff")
		}
	}
	if plain.Len() > 0 {
		s.place(where, plain.Bytes())
	}
	if packed.Len() == 0 {
		return nil
	}
	content, err := io.ReadAll(io.LimitReader(flate.NewReader(&packed), maxBody+1))
	if len(content) > maxBody {
		return fmt.Errorf("%s is larger than %d bytes", where, maxBody)
	}
	s.place(where+", decompressed", content)
	if err != nil && !cut(err) {
		return fmt.Errorf("%s: decompress: %w", where, err)
	}
	return nil
}

// frame is one WebSocket frame (RFC 6455 §5.2), unmasked.
type frame struct {
	final, compressed, continued, control bool
	payload                               []byte
}

func readFrame(from *bufio.Reader) (frame, error) {
	var head [2]byte
	if _, err := io.ReadFull(from, head[:]); err != nil {
		return frame{}, err
	}
	if head[0]&0x30 != 0 {
		return frame{}, errors.New("a frame has reserved bits")
	}
	opcode := head[0] & 0x0f
	f := frame{final: head[0]&0x80 != 0, compressed: head[0]&0x40 != 0, continued: opcode == 0, control: opcode >= 8}
	length, err := frameLength(from, head[1]&0x7f)
	if err != nil {
		return frame{}, err
	}
	var mask [4]byte
	if head[1]&0x80 != 0 {
		if _, err := io.ReadFull(from, mask[:]); err != nil {
			return frame{}, err
		}
	}
	f.payload = make([]byte, length)
	n, err := io.ReadFull(from, f.payload)
	f.payload = f.payload[:n]
	for i := range f.payload {
		f.payload[i] ^= mask[i%4]
	}
	return f, err
}

func frameLength(from *bufio.Reader, short byte) (uint64, error) {
	size := map[byte]int{126: 2, 127: 8}[short]
	if size == 0 {
		return uint64(short), nil
	}
	var long [8]byte
	if _, err := io.ReadFull(from, long[8-size:]); err != nil {
		return 0, err
	}
	length := binary.BigEndian.Uint64(long[:])
	if length > maxFrame {
		return 0, fmt.Errorf("a frame claims %d bytes", length)
	}
	return length, nil
}
