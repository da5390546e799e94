package conversation_test

import (
	"fmt"
	"io"
	"math"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// crowded is a scene with limits that are soon reached.
func crowded(t *testing.T, config server.Config) (*servertest.Desk, *servertest.Staff, *servertest.Visitor, *servertest.Thread) {
	t.Helper()
	desk := servertest.New(t, config)
	agent := desk.Invite("anna@example.org")
	desk.SetMembers(desk.Team, agent)
	customer := desk.Visitor()
	return desk, agent, customer, customer.Converse(desk.Team)
}

func begin(desk *servertest.Desk, token string, thread *servertest.Thread, id seal.ID16, size uint64) servertest.Answer {
	return desk.Do(token, "PUT", thread.AttachmentPath(id), object{"size": size})
}

// A customer may have as much stored as one message may bring, in one conversation
// and in all of them together. What they take back gives room; staff are not
// counted, and do not take from them.
func TestACustomersShare(t *testing.T) {
	desk, agent, customer, thread := crowded(t, server.Config{MaxFile: 1 << 20})
	whole := seal.SealedSize(1 << 20)
	for n := range byte(conversation.AttachmentsPerMessage) {
		expect(t, begin(desk, agent.Token, thread, seal.ID16{200, n}, whole), 200, "")
		expect(t, begin(desk, customer.Token, thread, file(n), whole), 200, "")
	}
	expect(t, begin(desk, customer.Token, thread, file(90), 1), 413, "room")
	expect(t, begin(desk, customer.Token, thread, file(0), whole), 200, "") // it goes on with what it has
	expect(t, begin(desk, customer.Token, customer.Converse(desk.Team), file(91), 1), 413, "room")
	expect(t, begin(desk, agent.Token, thread, seal.ID16{200, 90}, whole), 200, "")
	stranger := desk.Visitor()
	expect(t, begin(desk, stranger.Token, stranger.Converse(desk.Team), file(92), whole), 200, "")
	expect(t, desk.Do(customer.Token, "DELETE", thread.AttachmentPath(file(0)), nil), 204, "")
	expect(t, begin(desk, customer.Token, thread, file(93), whole), 200, "")
	expect(t, begin(desk, customer.Token, thread, file(94), 1), 413, "room")
}

// Devices cost nothing to make, so what a network sends in a day has an end as
// well, across devices; the next day there is room again, and staff go on.
func TestANetworksDay(t *testing.T) {
	now := time.Now()
	const perDay = 3 << 20
	desk, agent, customer, thread := crowded(t, server.Config{MaxFile: 1 << 20, NetworkDay: perDay, Now: func() time.Time { return now }})
	other := desk.Visitor()
	elsewhere := other.Converse(desk.Team)
	expect(t, begin(desk, customer.Token, thread, file(1), 1<<20), 200, "")
	expect(t, begin(desk, other.Token, elsewhere, file(2), 1<<20), 200, "")
	refused := begin(desk, other.Token, elsewhere, file(3), 1<<20)
	expect(t, refused, 413, "room")
	if strings.Contains(string(refused.Body), "127.0.0.1") {
		t.Errorf("the network is named: %s", refused.Body)
	}
	expect(t, begin(desk, agent.Token, thread, seal.ID16{200}, 1<<20), 200, "")
	for sent := 0; ; sent++ {
		answer := desk.Do("", "POST", "/visitor/sessions", other.SessionRequest())
		if answer.Status == 429 {
			if answer.Header.Get("Retry-After") == "" {
				t.Error("nobody is told when to come back")
			}
			break
		}
		expect(t, answer, 200, "")
		if sent > perDay/4096 {
			t.Fatal("devices are made without end")
		}
	}
	expect(t, thread.Post(thread.Text("hello").Bytes()), 429, "")
	now = now.Add(12 * time.Hour)
	expect(t, desk.Do("", "POST", "/visitor/sessions", other.SessionRequest()), 200, "")
}

// The last of the disk is staff's, and the very last nobody's: whoever sends a
// message can, while files have to wait.
func TestTheLastOfTheDisk(t *testing.T) {
	desk, agent, customer, thread := crowded(t, server.Config{KeepFree: math.MaxUint64})
	for name, token := range map[string]string{"a customer": customer.Token, "staff": agent.Token} {
		answer := begin(desk, token, thread, file(1), 10)
		expect(t, answer, 413, "room")
		if !strings.Contains(string(answer.Body), "room") {
			t.Errorf("%s is told %s", name, answer.Body)
		}
	}
	if left, err := os.ReadDir(filepath.Join(desk.Config.DataDir, "files")); err != nil || len(left) != 0 {
		t.Errorf("the folder holds %v: %v", left, err)
	}
}

// A sender has few parts on their way at once: each takes a connection and a part
// of the disk for as long as its sender likes.
func TestPartsOnTheirWay(t *testing.T) {
	desk, _, customer, thread := scene(t)
	data := noise(conversation.PartSize)
	expect(t, begin(desk, customer.Token, thread, file(1), conversation.PartSize), 200, "")
	var open []net.Conn
	defer func() {
		for _, conn := range open {
			conn.Close() //nolint:errcheck // the test is over
		}
	}()
	hold := func() {
		conn, err := net.Dial("tcp", desk.Server.Addr())
		if err != nil {
			t.Fatal(err)
		}
		open = append(open, conn)
		fmt.Fprintf(conn, "PUT /api/v1%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\nx", thread.PartPath(file(1), 0), customer.Token, len(data)) //nolint:errcheck // the answer below tells
	}
	put := func() servertest.Answer {
		return desk.Do(customer.Token, "PUT", thread.PartPath(file(1), 0), data)
	}
	const atOnce, folders = 8, 2
	for range atOnce {
		hold()
	}
	deadline := time.Now().Add(10 * time.Second)
	for len(objects(t, desk)) < folders+atOnce { // until each is being written
		if time.Now().After(deadline) {
			t.Fatal("the parts do not arrive")
		}
	}
	expect(t, put(), 429, "")
	open[0].Close() //nolint:errcheck // a sender who went away
	for put().Status != http.StatusOK {
		if time.Now().After(deadline) {
			t.Fatal("no room came back")
		}
	}
}

// Two who send the same part at once are not both taken: what was received, and
// perhaps sent on already, is never written again.
func TestAPartIsTakenOnce(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	first, second := noise(conversation.PartSize), noise(conversation.PartSize)
	expect(t, begin(desk, customer.Token, thread, file(1), conversation.PartSize), 200, "")
	conn, err := net.Dial("tcp", desk.Server.Addr())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()                                                                                                                                                                                      //nolint:errcheck // the test is over
	fmt.Fprintf(conn, "PUT /api/v1%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: Bearer %s\r\nContent-Length: %d\r\n\r\n", thread.PartPath(file(1), 0), customer.Token, len(second)) //nolint:errcheck // the answer tells
	if _, err := conn.Write(second[:len(second)/2]); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(10 * time.Second)
	for len(objects(t, desk)) == 0 { // until it is being written
		if time.Now().After(deadline) {
			t.Fatal("the first half did not arrive")
		}
	}
	expect(t, desk.Do(customer.Token, "PUT", thread.PartPath(file(1), 0), first), 200, "")
	if _, err := conn.Write(second[len(second)/2:]); err != nil {
		t.Fatal(err)
	}
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.HasPrefix(string(answer), "HTTP/1.1 200") {
		t.Errorf("the slower one is told %v %.200s", err, answer)
	}
	if string(thread.Download(agent.Token, file(1), 1)) != string(first) {
		t.Error("a part that was received was written again")
	}
}
