package hostile

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/test/play"
)

// badBodies are no request of any route.
func badBodies() map[string][]byte {
	return map[string][]byte{
		"nothing": {}, "null": []byte("null"), "a number": []byte("7"), "a text": []byte(`"text"`), "a list": []byte("[]"), "cut off": []byte(`{"message":"AA`),
		"lists in lists":     bytes.Repeat([]byte("["), 500_000),
		"objects in objects": bytes.Repeat([]byte(`{"message":`), 50_000),
		"one key twice":      []byte(`{"message":"AA==","message":7}`),
		"a huge number":      []byte(`{"version":1e999999,"size":1e999999,"score":-1,"limit":99999999999999999999999}`),
		"no UTF-8":           []byte("{\"email\":\"\xff\xfe\"}"),
		"zeros":              make([]byte, 1000),
		"CBOR":               {0x9f, 0x9f, 0x9f, 0xff, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff},
		"a byte order mark":  []byte("\xef\xbb\xbf{}"),
		"too much":           bytes.Repeat([]byte(" "), 7<<20),
		"wrong types":        []byte(`{"message":{},"email":[],"auth":true,"statements":"x","boxes":7,"thread":null,"size":"1","account":7}`),
	}
}

// Every route of the table answers every bad body in its own words, for
// whoever sends it, and none of them takes the server down or changes what is
// stored.
func TestBadBodies(t *testing.T) {
	t.Parallel()
	s := newStage(t, server.Config{})
	bodies := badBodies()
	routes := s.desk.Server.Routes()
	if len(routes) < 50 {
		t.Fatalf("%d routes were found", len(routes))
	}
	for _, route := range routes {
		method, pattern, _ := strings.Cut(route, " ")
		path := s.fill(strings.TrimPrefix(pattern, "/api/v1"))
		for name, body := range bodies {
			tokens := []string{"", s.customer.Token, s.staff(route)}
			if name == "too much" && !play.Long() {
				tokens = tokens[2:] // who may do most
			}
			for _, token := range tokens {
				if method == "DELETE" && strings.Contains(route, "{attachment}") && token == s.customer.Token {
					continue // they may
				}
				start := time.Now()
				answer := s.desk.Do(token, method, path, body)
				if answer.Status >= 400 {
					refused(t, route+" with "+name, answer, min(answer.Status, 499), "")
				}
				if took := time.Since(start); took > 10*time.Second {
					t.Errorf("%s with %s took %v", route, name, took)
				}
			}
		}
		if strings.Contains(route, "/session") {
			s.desk.Owner.Token = s.desk.Owner.SignIn().Token // it may have been ended
		}
	}
	s.whole()
}

// staff is a token that the route may end; those that end none share one. What
// only programs may call gets a program's.
func (s *stage) staff(route string) string {
	if strings.Contains(route, "/scim/v2/") {
		if s.program == "" {
			var made struct{ Secret string }
			s.desk.Must(s.desk.Owner.Token, "POST", "/tokens", servertest.Object{"name": "provider", "scopes": []string{"scim"}, "networks": []string{}, "days": 10}, &made)
			s.program = made.Secret
		}
		return s.program
	}
	if !strings.Contains(route, "/session") {
		return s.desk.Owner.Token
	}
	return s.desk.Owner.SignIn().Token
}

// fill puts ids of what there is into a path, and of what there is not.
func (s *stage) fill(pattern string) string {
	absent := strings.Repeat("ab", 32)
	return strings.NewReplacer(
		"{thread}", s.thread.ID.Hex(), "{inbox}", s.desk.Team.Inbox.Hex(), "{generation}", s.thread.Generation.ID().Hex(), "{attachment}", photoID.String(), "{part}", "0",
		"{hash}", absent, "{invite}", absent, "{session}", absent, "{approval}", absent,
	).Replace(pattern)
}

// Names in a path lead nowhere but to what they name.
func TestBadNames(t *testing.T) {
	t.Parallel()
	s := newStage(t, server.Config{})
	names := []string{"..", "%2e%2e%2f%2e%2e%2fserver.key", "%00", "-1", "18446744073709551616", strings.Repeat("A", 9000), strings.Repeat("AB", 32), "ab%0d%0aSet-Cookie:x", "%ff%fe", "'%20OR%201=1--"}
	for _, route := range s.desk.Server.Routes() {
		method, pattern, _ := strings.Cut(route, " ")
		if !strings.Contains(pattern, "{") {
			continue
		}
		for _, name := range names {
			path := strings.TrimPrefix(pattern, "/api/v1")
			for before, after, found := strings.Cut(path, "{"); found; before, after, found = strings.Cut(path, "{") {
				_, after, _ = strings.Cut(after, "}")
				path = before + name + after
			}
			answer := s.desk.Do(s.desk.Owner.Token, method, path, []byte("{}"))
			if answer.Status < 300 || answer.Status >= 500 || answer.Header.Get("Set-Cookie") != "" {
				t.Errorf("%s with %.20q: %d %s", route, name, answer.Status, answer.Body)
			}
		}
	}
	s.whole()
}

// A body that unpacks to a thousand times its size is not unpacked.
func TestPackedBodies(t *testing.T) {
	t.Parallel()
	s := newStage(t, server.Config{})
	var bomb bytes.Buffer
	w := gzip.NewWriter(&bomb)
	_, err := io.CopyN(w, zeros{}, 1<<26)
	check(t, err)
	check(t, w.Close())
	request, err := http.NewRequest("POST", s.desk.API()+s.thread.Path("/messages"), &bomb)
	check(t, err)
	request.Header.Set("Authorization", "Bearer "+s.customer.Token)
	request.Header.Set("Content-Encoding", "gzip")
	response, err := http.DefaultClient.Do(request)
	check(t, err)
	body, err := io.ReadAll(response.Body)
	check(t, err)
	check(t, response.Body.Close())
	refused(t, "a bomb", servertest.Answer{Status: response.StatusCode, Body: body}, 400, "cannot be read")
	s.whole()
}

type zeros struct{}

// Read implements io.Reader.
func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// TestBadRequests sends what is no HTTP, or HTTP that two readers could
// understand differently (RFC 9112 §6.3, §11.2).
func TestBadRequests(t *testing.T) {
	s := newStage(t, server.Config{})
	post := "POST /api/v1" + s.thread.Path("/messages") + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + s.customer.Token + "\r\n"
	for name, raw := range map[string]string{
		"a header of a megabyte":  "GET /api/v1/version HTTP/1.1\r\nHost: localhost\r\nX: " + strings.Repeat("a", 1<<20) + "\r\n\r\n",
		"100,000 headers":         "GET /api/v1/version HTTP/1.1\r\nHost: localhost\r\n" + strings.Repeat("X: a\r\n", 100_000) + "\r\n",
		"no host":                 "GET /api/v1/version HTTP/1.1\r\n\r\n",
		"two hosts":               "GET /api/v1/version HTTP/1.1\r\nHost: localhost\r\nHost: evil.example\r\n\r\n",
		"two lengths":             post + "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}x",
		"a negative length":       post + "Content-Length: -1\r\n\r\n{}",
		"a length that overflows": post + "Content-Length: 18446744073709551617\r\n\r\n{}",
		"a chunk that overflows":  post + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n{}",
		"an unknown coding":       post + "Transfer-Encoding: xchunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
		"a space before a colon":  "GET /api/v1/version HTTP/1.1\r\nHost : localhost\r\n\r\n",
		"a zero in a header":      "GET /api/v1/version HTTP/1.1\r\nHost: localhost\r\nX: a\x00b\r\n\r\n",
		"no method":               " /api/v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n",
		"TLS":                     "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + strings.Repeat("\x00", 500),
		"another protocol":        "SSH-2.0-OpenSSH_9.9\r\n\r\n",
		"half a body, and away":   post + "Content-Length: 1000\r\n\r\n{\"message\":\"",
	} {
		said := s.raw(raw)
		if strings.Contains(said, "200 OK") || strings.Count(said, "HTTP/1.1") > 1 {
			t.Errorf("%s: it was taken: %.200q", name, said)
		}
		if strings.Contains(said, "goroutine") || strings.Contains(said, " 500 ") {
			t.Errorf("%s: %.300q", name, said)
		}
	}
	s.whole()
}

// TestTwoReadings sends requests of which one reader sees one and another sees two:
// a proxy in front and this server must not come to differ about where one ends
// (RFC 9112 §6.1, §6.3, §11.2). The second is a signed-in one, so that an answer
// to it would show.
func TestTwoReadings(t *testing.T) {
	t.Parallel()
	s := newStage(t, server.Config{})
	const version = " /api/v1/version HTTP/1.1\r\nHost: localhost\r\n"
	post := "POST" + version
	hidden := "GET /api/v1/session HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + s.customer.Token + "\r\nX-Hidden: "
	chunk := "0\r\n\r\n" + hidden
	both := fmt.Sprintf("Content-Length: %d\r\nTransfer-Encoding: chunked\r\n\r\n", len(chunk))
	for name, row := range map[string]struct {
		raw     string
		answers int // at most
	}{
		"a length beside chunks":              {post + both + chunk, 1},
		"chunks beside a length":              {post + fmt.Sprintf("Transfer-Encoding: chunked\r\nContent-Length: %d\r\n\r\n", len(chunk)) + chunk, 1},
		"chunks, with a space before":         {post + "Transfer-Encoding : chunked\r\n\r\n" + chunk, 1},
		"chunks on a folded line":             {post + "Transfer-Encoding:\r\n chunked\r\n\r\n" + chunk, 1},
		"chunks behind a vertical tab":        {post + "Transfer-Encoding: \x0bchunked\r\n\r\n" + chunk, 1},
		"chunks twice":                        {post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n" + chunk, 1},
		"chunks, and then as it is":           {post + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunk, 1},
		"chunks in HTTP/1.0":                  {"POST /api/v1/version HTTP/1.0\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\nConnection: keep-alive\r\n\r\n" + chunk, 1},
		"a length with a sign":                {post + "Content-Length: +0\r\n\r\n" + hidden, 1},
		"a length in two parts":               {post + "Content-Length: 0, 0\r\n\r\n" + hidden, 1},
		"a length in hexadecimal":             {post + "Content-Length: 0x0\r\n\r\n" + hidden, 1},
		"a chunk's size with an underscore":   {post + "Transfer-Encoding: chunked\r\n\r\n0_0\r\n\r\n" + hidden, 1},
		"a chunk's size with a sign":          {post + "Transfer-Encoding: chunked\r\n\r\n+0\r\n\r\n" + hidden, 1},
		"a chunk that is longer than it says": {post + "Transfer-Encoding: chunked\r\n\r\n1\r\nxx\r\n0\r\n\r\n" + hidden, 1},
		"a request in a header's value":       {"GET" + version + "X: a\r" + hidden, 1},
		"garbage behind a request":            {"GET" + version + "\r\n" + strings.Repeat("\x00\xffgarbage", 500) + "\r\n\r\n" + hidden, 2},
		"TLS behind a request":                {"GET" + version + "\r\n\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n" + hidden, 2},
	} {
		t.Run(name, func(t *testing.T) {
			said := s.raw(row.raw + "\r\n\r\n")
			if n := strings.Count(said, "HTTP/1."); n > row.answers || n == 0 {
				t.Errorf("%d answers: %.400q", n, said)
			}
			if strings.Contains(said, "account") || strings.Contains(said, "goroutine") || strings.Contains(said, " 500 ") {
				t.Errorf("the hidden request was answered, or the server broke: %.400q", said)
			}
		})
	}
	t.Run("the control: two requests that nobody could misread", func(t *testing.T) {
		if said := s.asked("GET" + version + "\r\n" + hidden + "x\r\nConnection: close\r\n\r\n"); strings.Count(said, "HTTP/1.1 200") != 2 || !strings.Contains(said, "account") {
			t.Errorf("%.600q", said)
		}
	})
	s.whole()
}

// raw sends bytes, ends its side and returns what came back.
func (s *stage) raw(bytes string) string {
	s.t.Helper()
	return s.exchange(bytes, (*net.TCPConn).CloseWrite)
}

// asked sends bytes and returns what came back until the server closes. Who has
// ended their side may be gone, so a request of theirs may be given up.
func (s *stage) asked(bytes string) string {
	s.t.Helper()
	return s.exchange(bytes, func(*net.TCPConn) error { return nil })
}

func (s *stage) exchange(bytes string, end func(*net.TCPConn) error) string {
	s.t.Helper()
	conn, err := net.Dial("tcp", s.desk.Server.Addr())
	check(s.t, err)
	defer conn.Close()
	check(s.t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	fmt.Fprint(conn, bytes)     //nolint:errcheck // the server may have had enough before
	end(conn.(*net.TCPConn))    //nolint:errcheck // likewise
	said, _ := io.ReadAll(conn) // likewise
	return string(said)
}
