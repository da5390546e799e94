package hostile

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// stage is a desk with a customer in the middle of a conversation.
type stage struct {
	t        *testing.T
	desk     *servertest.Desk
	customer *servertest.Visitor
	thread   *servertest.Thread
	sent     []seal.Envelope // and acknowledged
	waiting  *seal.Envelope  // refused for the time being
	log      *servertest.Log
	program  string // a program's token, once one was needed
}

const photo = "sealed bytes of a photograph"

var photoID = seal.ID16{7}

func newStage(t *testing.T, config server.Config) *stage {
	t.Helper()
	s := &stage{t: t, log: &servertest.Log{}}
	config.Log = slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	s.desk = servertest.New(t, config)
	s.customer = s.desk.Visitor()
	s.thread = s.customer.Converse(s.desk.Team)
	s.thread.Upload(s.customer.Token, photoID, []byte(photo))
	look := s.thread.Text("Look at this")
	s.desk.Must(s.customer.Token, "POST", s.thread.Path("/messages"), servertest.Object{"message": look.Bytes(), "attachments": []string{photoID.String()}}, nil)
	s.thread.Follow(look.Hash())
	s.sent = append(s.sent, look)
	for range 3 {
		if answer := s.write(); answer.Status != 200 {
			t.Fatalf("a message: %d %s", answer.Status, answer.Body)
		}
	}
	t.Cleanup(s.silent)
	return s
}

// write sends the next message, or once more the one that was refused.
func (s *stage) write() servertest.Answer {
	s.t.Helper()
	if s.waiting == nil {
		next := s.thread.Text("Where is my parcel?")
		s.waiting = &next
	}
	answer := s.desk.Do(s.customer.Token, "POST", s.thread.Path("/messages"), servertest.Object{"message": s.waiting.Bytes()})
	if answer.Status == 200 {
		s.thread.Follow(s.waiting.Hash())
		s.sent, s.waiting = append(s.sent, *s.waiting), nil
	}
	return answer
}

// refused: the answer has a kind, says what happened and what to do, and gives
// nothing away.
func refused(t *testing.T, what string, answer servertest.Answer, status int, word string) {
	t.Helper()
	var problem struct{ Kind, Message, Next string }
	err := json.Unmarshal(answer.Body, &problem)
	if strings.Contains(what, "/scim/v2/") { // which has a form of its own (RFC 7644 §3.12)
		var scim struct{ Detail string }
		err = json.Unmarshal(answer.Body, &scim)
		problem.Kind, problem.Message, problem.Next = "scim", scim.Detail, "detail"
	}
	if err != nil || problem.Kind == "" || problem.Message == "" || problem.Next == "" {
		t.Errorf("%s: %d %q says nothing to anybody", what, answer.Status, answer.Body)
	}
	if answer.Status != status || !strings.Contains(problem.Message, word) {
		t.Errorf("%s: %d %s, instead of %d with %q", what, answer.Status, answer.Body, status, word)
	}
	for _, inside := range []string{"SQL", "sqlite", "goroutine", ".go:", "/tmp", "runtime error", "data.db"} {
		if bytes.Contains(answer.Body, []byte(inside)) {
			t.Errorf("%s: the answer tells of the inside: %s", what, answer.Body)
		}
	}
}

// whole: everything that was acknowledged is there, and service goes on.
func (s *stage) whole() {
	s.t.Helper()
	var got struct{ Entries []struct{ Bytes []byte } }
	s.desk.Must(s.customer.Token, "GET", s.thread.Path("/entries?after=0&limit=500"), nil, &got)
	if len(got.Entries) != len(s.sent)+1 { // and the first key
		s.t.Fatalf("%d entries for %d messages", len(got.Entries), len(s.sent))
	}
	for i, sent := range s.sent {
		if !bytes.Equal(got.Entries[i+1].Bytes, sent.Bytes()) {
			s.t.Fatalf("message %d has other bytes", i)
		}
	}
	if file := s.thread.Download(s.customer.Token, photoID, 1); string(file) != photo {
		s.t.Errorf("the photograph is %q", file)
	}
	if answer := s.write(); answer.Status != 200 {
		s.t.Errorf("service does not go on: %d %s", answer.Status, answer.Body)
	}
	again := s.desk.Visitor()
	again.Converse(s.desk.Team).Send("I am new here")
}

// silent: nothing panicked, and the log holds no secret.
func (s *stage) silent() {
	said := s.log.String()
	for _, secret := range []string{s.customer.Token, s.desk.Owner.Token, "panic", "goroutine ", "parcel"} {
		if strings.Contains(said, secret) {
			s.t.Errorf("%q is in the log:\n%s", secret, said)
		}
	}
}

// restart closes the desk, does something to what it left, and starts it again.
func (s *stage) restart(between func()) {
	s.t.Helper()
	check(s.t, s.desk.Server.Close())
	between()
	s.desk.Restart()
}

// doctor says what it finds broken.
func (s *stage) doctor() string {
	var broken []string
	for _, f := range server.Examine(s.t.Context(), server.Examination{DataDir: s.desk.Config.DataDir, Files: s.desk.Config.Files}) {
		if f.Verdict == server.Broken {
			broken = append(broken, fmt.Sprintf("%s: %s", f.What, f.Said))
		}
	}
	return strings.Join(broken, "\n")
}
