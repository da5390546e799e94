package main

import (
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// recorded searches one connection whose two directions are given.
func recorded(t *testing.T, up, down []byte) Report {
	t.Helper()
	folder := t.TempDir()
	for name, content := range map[string][]byte{"0001.sent": up, "0001.received": down} {
		if err := os.WriteFile(filepath.Join(folder, name), content, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	report, err := Look(Request{Phrases: []Phrase{{Name: "field", Text: marked}}, Wires: []string{folder}})
	if err != nil {
		t.Fatal(err)
	}
	return report
}

func demandAt(t *testing.T, report Report, place string) {
	t.Helper()
	if !slices.ContainsFunc(report.Found, func(hit Hit) bool { return strings.Contains(hit.Place, place) && hit.Form == "plain" }) {
		t.Errorf("not found at %q: %v; missed %q", place, report.Found, report.Missed)
	}
}

// chunked writes a body in chunks of one letter, so that the phrase stands
// nowhere in one piece (RFC 9112 §7.1).
func chunked(body []byte) string {
	var out strings.Builder
	for _, b := range body {
		out.WriteString("1\r\n" + string([]byte{b}) + "\r\n")
	}
	return out.String() + "0\r\n\r\n"
}

func TestBodiesOfHTTPAreSearchedWithoutTheirChunksAndCompression(t *testing.T) {
	for format, header := range map[string]string{"gzip": "gzip", "brotli": "br", "zstd": "zstd", "zlib": "deflate"} {
		body := packed(t, format, long)
		answer := fmt.Sprintf("HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\nContent-Length: %d\r\n\r\n%s", header, len(body), body)
		report := recorded(t, []byte("GET /a HTTP/1.1\r\nHost: x\r\n\r\n"), []byte(answer))
		demandAt(t, report, "GET /a answer 200 › "+format)
	}
	up := "POST /b HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked([]byte(marked)) +
		"PUT /c HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nok"
	down := "HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked([]byte(marked))
	report := recorded(t, []byte(up), []byte(down))
	demandAt(t, report, "POST /b request")
	demandAt(t, report, "PUT /c answer 200")
}

func TestAddressesAndHeadersAreSearched(t *testing.T) {
	up := "GET /q/Gr%C3%BC%C3%9Fe%20vom%20Hafen%207Q%20%22offen%22 HTTP/1.1\r\nHost: x\r\nX-Note: " + marked + "\r\n\r\n"
	report := recorded(t, []byte(up), []byte("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX-Note: "+marked+"\r\n\r\n"))
	demandAt(t, report, "to the server")
	demandAt(t, report, "from the server")
	if !slices.ContainsFunc(report.Found, func(hit Hit) bool { return hit.Form == "URL" }) {
		t.Errorf("the address was not searched: %v", report.Found)
	}
}

// framed is one WebSocket frame (RFC 6455 §5.2); clients mask theirs.
func framed(head byte, payload []byte, masked bool) []byte {
	out := []byte{head}
	bit := byte(0)
	if masked {
		bit = 0x80
	}
	if len(payload) < 126 {
		out = append(out, bit|byte(len(payload)))
	} else {
		out = binary.BigEndian.AppendUint16(append(out, bit|126), uint16(len(payload)))
	}
	mask := [4]byte{}
	if masked {
		mask = [4]byte{0x5a, 0xc3, 0x1d, 0x99}
		out = append(out, mask[:]...)
	}
	for i, b := range payload {
		out = append(out, b^mask[i%4])
	}
	return out
}

const (
	upgrade  = "GET /live HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
	switched = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"
)

func TestMessagesOfASocketAreSearchedWithoutMaskAndFrames(t *testing.T) {
	half := len(marked) / 2
	up := slices.Concat([]byte(upgrade), framed(0x01, []byte(marked[:half]), true), framed(0x80, []byte(marked[half:]), true))
	down := slices.Concat([]byte(switched), framed(0x82, long, false))
	report := recorded(t, up, down)
	demandAt(t, report, "messages to the server")
	demandAt(t, report, "messages from the server")
}

// TestMessagesThatAreCompressedTogetherAreOpened: the second message refers to
// what the first one said (RFC 7692 §7.2.3.2).
func TestMessagesThatAreCompressedTogetherAreOpened(t *testing.T) {
	var stream bytes.Buffer
	w, err := flate.NewWriter(&stream, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	message := func(text string) []byte {
		stream.Reset()
		if _, err := w.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil {
			t.Fatal(err)
		}
		return bytes.TrimSuffix(bytes.Clone(stream.Bytes()), []byte("\x00\x00\xff\xff"))
	}
	before := string(squeezable([]byte("Grüße vom Hafen 7Q \"offe_ n\"")))
	first, second := message(before), message(string(squeezable([]byte(marked))))
	half := len(second) / 2
	down := slices.Concat([]byte(switched), framed(0xc1, first, false),
		framed(0x41, second[:half], false), framed(0x89, nil, false), framed(0x80, second[half:], false))
	report := recorded(t, []byte(upgrade), down)
	demandAt(t, report, "messages from the server, decompressed")
}

func TestARecordingThatWasCutIsReadUpToThere(t *testing.T) {
	whole := slices.Concat([]byte(upgrade), framed(0x82, long, true))
	report := recorded(t, whole[:len(whole)-9], []byte(switched))
	demandAt(t, report, "messages to the server")
	report = recorded(t, []byte("POST /b HTTP/1.1\r\nHost: x\r\nContent-Length: 9999\r\n\r\n"+marked), nil)
	demandAt(t, report, "POST /b request")
}

func TestWhatCannotBeReadAsAConnectionIsSaid(t *testing.T) {
	for name, parts := range map[string][2]string{
		"no HTTP":          {"\x00\x01\x02 nonsense\r\n\r\n", ""},
		"no HTTP answer":   {"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "nonsense\r\n\r\n"},
		"reserved bits":    {upgrade + "\xb1\x00", switched},
		"an endless frame": {upgrade + "\x82\x7f\x7f\xff\xff\xff\xff\xff\xff\xff", switched},
		"bad compression":  {upgrade + string(framed(0xc1, []byte("\x07\x07\x07\x07"), true)), switched},
	} {
		if report := recorded(t, []byte(parts[0]), []byte(parts[1])); len(report.Missed) == 0 {
			t.Errorf("%s: nothing was missed", name)
		}
	}
}
