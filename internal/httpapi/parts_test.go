package httpapi_test

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// phone is a slow line: a raw connection that sends a request bit by bit.
func phone(t *testing.T, desk *servertest.Desk, token, method, path string, size int) net.Conn {
	t.Helper()
	conn, err := net.Dial("tcp", desk.Server.Addr())
	check(t, err)
	t.Cleanup(func() { conn.Close() }) //nolint:errcheck // the test is over
	_, err = fmt.Fprintf(conn, "%s /api/v1%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n", method, path, token, size)
	check(t, err)
	return conn
}

func answer(t *testing.T, conn net.Conn) int {
	t.Helper()
	check(t, conn.SetReadDeadline(time.Now().Add(10*time.Second)))
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return 0
	}
	_, err = io.Copy(io.Discard, response.Body)
	check(t, err)
	return response.StatusCode
}

// A part may take longer than other requests: phones are slow. Others may not,
// and neither may whoever is not known here.
func TestPartsMayBeSlow(t *testing.T) {
	desk := servertest.New(t, server.Config{ReadTimeout: 500 * time.Millisecond, WriteTimeout: 700 * time.Millisecond})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	desk.Must(customer.Token, "PUT", thread.AttachmentPath(attachment), servertest.Object{"size": 100}, nil)
	slowly := func(token, method, path string) int {
		conn := phone(t, desk, token, method, path, 100)
		for range 10 {
			if _, err := conn.Write(bytes.Repeat([]byte(" "), 10)); err != nil {
				break
			}
			time.Sleep(120 * time.Millisecond)
		}
		return answer(t, conn)
	}
	if status := slowly(customer.Token, "POST", thread.Path("/messages")); status == 200 || status == 422 {
		t.Errorf("a message may be slow: %d", status)
	}
	if status := slowly("", "PUT", thread.PartPath(attachment, 0)); status == 200 {
		t.Errorf("a stranger's part: %d", status)
	}
	if status := slowly(customer.Token, "PUT", thread.PartPath(attachment, 0)); status != 200 {
		t.Errorf("a slow part: %d", status)
	}
}

// Whatever is answered to a part, the sender hears it: also when it was refused
// before it was read, or was here already.
func TestEveryPartIsAnswered(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	whole := bytes.Repeat([]byte("s"), conversation.PartSize)
	thread.Upload(customer.Token, attachment, whole)
	for name, row := range map[string]struct {
		token string
		part  int
		size  int
		want  int
	}{
		"here already": {customer.Token, 0, len(whole), 200},
		"signed out":   {"", 0, len(whole), 401},
		"a stranger":   {desk.Visitor().Token, 0, len(whole), 404},
		"not its turn": {customer.Token, 1, len(whole), 409},
	} {
		for range 5 { // it was a matter of luck without care
			conn := phone(t, desk, row.token, "PUT", thread.PartPath(attachment, row.part), row.size)
			time.Sleep(5 * time.Millisecond) // the answer is ready before the body is
			if _, err := conn.Write(whole); err != nil {
				t.Errorf("%s: it could not be sent: %v", name, err)
			}
			if got := answer(t, conn); got != row.want {
				t.Errorf("%s: %d instead of %d", name, got, row.want)
			}
		}
	}
}

// A sender who goes away in the middle leaves the upload where it was.
func TestHalfAPartOverTheLine(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	begin := func() (now servertest.Standing) {
		desk.Must(customer.Token, "PUT", thread.AttachmentPath(attachment), servertest.Object{"size": conversation.PartSize}, &now)
		return now
	}
	begin()
	conn := phone(t, desk, customer.Token, "PUT", thread.PartPath(attachment, 0), conversation.PartSize)
	_, err := conn.Write(make([]byte, conversation.PartSize/2))
	check(t, err)
	check(t, conn.Close())
	for range 50 {
		if now := begin(); now.Received != 0 {
			t.Fatalf("half a part counts: %+v", now)
		}
		time.Sleep(2 * time.Millisecond)
	}
	if now := thread.Upload(customer.Token, attachment, make([]byte, conversation.PartSize)); now.Received != 1 {
		t.Errorf("afterwards: %+v", now)
	}
}

// The document says where bytes go in and come out as they are, and how names
// and parts are spelled.
func TestTheDocumentNamesBytes(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	type media map[string]struct {
		Schema struct{ Format string }
	}
	var document struct {
		Paths map[string]map[string]struct {
			RequestBody *struct{ Content media }
			Responses   map[string]struct{ Content media }
			Parameters  []struct {
				Name   string
				Schema struct{ Pattern string }
			}
		}
	}
	desk.Must("", "GET", "/openapi.json", nil, &document)
	part := document.Paths["/api/v1/threads/{thread}/attachments/{attachment}/parts/{part}"]
	const octets = "application/octet-stream"
	if up := part["put"].RequestBody; up == nil || up.Content[octets].Schema.Format != "binary" {
		t.Errorf("a part goes up as %+v", up)
	}
	if down := part["get"].Responses["200"].Content[octets]; down.Schema.Format != "binary" || part["get"].RequestBody != nil {
		t.Errorf("a part comes down as %+v", down)
	}
	spelled := map[string]string{}
	for _, p := range part["get"].Parameters {
		spelled[p.Name] = p.Schema.Pattern
	}
	want := map[string]string{"thread": "^[0-9a-f]{64}$", "attachment": "^[0-9a-f]{32}$", "part": "^(0|[1-9][0-9]{0,8})$"}
	if !maps.Equal(spelled, want) {
		t.Errorf("the path is spelled %v", spelled)
	}
}
