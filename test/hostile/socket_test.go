package hostile

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// head begins a frame (RFC 6455 §5.2): its first byte and its length, masked
// with zeros, which leaves the bytes as they are.
func head(first byte, length uint64) []byte {
	switch {
	case length < 126:
		return append([]byte{first, 0x80 | byte(length)}, 0, 0, 0, 0)
	case length < 1<<16:
		return append(binary.BigEndian.AppendUint16([]byte{first, 0x80 | 126}, uint16(length)), 0, 0, 0, 0)
	}
	return append(binary.BigEndian.AppendUint64([]byte{first, 0x80 | 127}, length), 0, 0, 0, 0)
}

func framed(first byte, payload string) []byte {
	return append(head(first, uint64(len(payload))), payload...)
}

// Opcodes with the bit that ends a message (§5.2).
const (
	text, binaryMessage, closing, ping = 0x81, 0x82, 0x88, 0x89
	unfinished                         = 0x7f // without that bit
)

// badFrames end a connection: the section says why.
var badFrames = map[string][]byte{
	"not masked (§5.1)":                        append([]byte{text, 2}, "{}"...),
	"reserved bit without an extension (§5.2)": framed(text|0x40, "{}"),
	"all reserved bits (§5.2)":                 framed(text|0x70, "{}"),
	"reserved opcode 3 (§5.2)":                 framed(0x83, "{}"),
	"reserved control opcode 11 (§5.2)":        framed(0x8b, ""),
	"a ping in pieces (§5.5)":                  framed(ping&unfinished, "a"),
	"a long ping (§5.5)":                       framed(ping, strings.Repeat("a", 126)),
	"a close of one byte (§5.5.1)":             framed(closing, "a"),
	"a close that cannot be sent (§7.4.1)":     framed(closing, "\x03\xed"), // 1005
	"a close that is no UTF-8 (§5.5.1)":        framed(closing, "\x03\xe8\xff\xfe"),
	"text that is no UTF-8 (§8.1)":             framed(text, "{\"type\":\"\xff\xfe\"}"),
	"a piece of nothing (§5.4)":                framed(0x80, "{}"),
	"a message within another (§5.4)":          append(framed(text&unfinished, "{"), framed(text, "}")...),
	"2^63 bytes announced (§5.2)":              head(text, 1<<63),
	"2^62 bytes announced":                     head(text, 1<<62),
	"more than a frame may have":               head(text, 200<<10),
	"pieces without end":                       append(framed(text&unfinished, "{"), bytes.Repeat(framed(0, strings.Repeat(" ", 1000)), 300)...),
}

// Each bad frame ends its own connection, with the code that the standard has for
// it or without any, and nobody else's.
func TestBadFrames(t *testing.T) {
	s := newStage(t, server.Config{})
	quiet := s.desk.Listen(s.desk.Owner.Token, 0)
	quiet.Next("hello")
	for name, bytes := range badFrames {
		conn, reader := s.upgrade(s.customer.Token, "")
		if _, err := conn.Write(bytes); err != nil && !errors.Is(err, io.EOF) {
			t.Logf("%s: cut off while it was sent: %v", name, err)
		}
		check(t, conn.SetReadDeadline(time.Now().Add(5*time.Second)))
		rest, err := io.ReadAll(reader)
		if errors.Is(err, os.ErrDeadlineExceeded) {
			t.Errorf("%s: the connection stays open", name)
		}
		if strings.Contains(string(rest), "goroutine") || strings.Contains(string(rest), ".go:") {
			t.Errorf("%s: the answer tells of the inside: %q", name, rest)
		}
		check(t, conn.Close())
		if answer := s.write(); answer.Status != 200 {
			t.Fatalf("%s: service does not go on: %s", name, answer.Body)
		}
		quiet.Next("entry")
	}
	s.whole()
}

// What is no frame of ours is answered, and the connection goes on.
func TestStrangeMessages(t *testing.T) {
	s := newStage(t, server.Config{})
	socket := s.desk.Listen(s.customer.Token, 0)
	thread, ok := s.thread.ID, servertest.Object{"type": "nothing"}
	for _, frame := range []servertest.Object{
		ok, {}, {"type": "send"}, {"type": "send", "thread": thread}, {"type": "send", "thread": thread, "message": []byte("no envelope")},
		{"type": "typing"}, {"type": "viewing"}, {"type": "typing", "thread": strings.Repeat("ab", 32)}, {"type": 7}, {"type": "send", "ref": strings.Repeat("r", 65)},
		{"type": "typing", "on": "yes"}, {"unknown": strings.Repeat("[", 10_000)},
	} {
		socket.Send(frame)
		got := socket.Next("refused")
		if got.Error == nil || got.Error.Message == "" || got.Error.Status >= 500 {
			t.Errorf("%v: %+v", frame, got.Error)
		}
	}
	s.whole()
}

// A bomb that unpacks on arrival needs an extension that is not spoken here.
func TestNoCompression(t *testing.T) {
	s := newStage(t, server.Config{})
	conn, _ := s.upgrade(s.customer.Token, "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits\r\n")
	check(t, conn.Close())
}

// upgrade opens a bare WebSocket.
func (s *stage) upgrade(token, more string) (net.Conn, io.Reader) {
	s.t.Helper()
	conn, err := net.Dial("tcp", s.desk.Server.Addr())
	check(s.t, err)
	_, err = fmt.Fprintf(conn, "GET /api/v1/live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"+
		"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Protocol: sealdesk.1, token.%s\r\n%s\r\n", token, more)
	check(s.t, err)
	reader := bufio.NewReader(conn)
	response, err := http.ReadResponse(reader, nil)
	check(s.t, err)
	if response.StatusCode != http.StatusSwitchingProtocols || response.Header.Get("Sec-WebSocket-Extensions") != "" {
		s.t.Fatalf("an upgrade: %d %v", response.StatusCode, response.Header)
	}
	return conn, reader
}
