package conversation_test

import (
	"bytes"
	"crypto/rand"
	"encoding/json"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

func noise(n int) []byte {
	data := make([]byte, n)
	rand.Read(data) //nolint:errcheck // never fails
	return data
}

func file(n byte) seal.ID16 { return seal.ID16{n} }

// A file goes up in parts and comes down byte for byte, for both sides.
func TestAFileUpAndDown(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	data := noise(2*conversation.PartSize + 77)
	if now := thread.Upload(customer.Token, file(1), data); now.Received != 3 || now.Parts != 3 || now.Size != uint64(len(data)) {
		t.Errorf("after the upload: %+v", now)
	}
	for _, token := range []string{customer.Token, agent.Token} {
		if !bytes.Equal(thread.Download(token, file(1), 3), data) {
			t.Error("other bytes came back")
		}
	}
	answer := desk.Do(agent.Token, "GET", thread.PartPath(file(1), 2), nil)
	if answer.Header.Get("Content-Type") != "application/octet-stream" || answer.Header.Get("Cache-Control") != "private, max-age=31536000, immutable" {
		t.Errorf("headers: %v", answer.Header)
	}
	expect(t, desk.Do(agent.Token, "GET", thread.PartPath(file(1), 3), nil), 404, "")
	expect(t, desk.Do(agent.Token, "GET", thread.PartPath(file(2), 0), nil), 404, "")
	expect(t, desk.Do(agent.Token, "GET", thread.AttachmentPath(file(1))+"/parts/01", nil), 404, "")
}

// An upload goes on where it stood, also after a restart; until it is whole
// nobody gets any of it.
func TestAnUploadGoesOn(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	data := noise(3 * conversation.PartSize)
	part := func(n int) []byte { return data[n*conversation.PartSize : (n+1)*conversation.PartSize] }
	begin := func() servertest.Answer {
		return desk.Do(customer.Token, "PUT", thread.AttachmentPath(file(1)), object{"size": len(data)})
	}
	put := func(n int, body []byte) servertest.Answer {
		return desk.Do(customer.Token, "PUT", thread.PartPath(file(1), n), body)
	}
	stands := func(answer servertest.Answer, received uint64) {
		t.Helper()
		var now servertest.Standing
		answer.Into(t, &now)
		if answer.Status != 200 || now.Received != received || now.Parts != 3 {
			t.Errorf("stands at %+v instead of %d: %d %s", now, received, answer.Status, answer.Body)
		}
	}
	expect(t, put(0, part(0)), 404, "") // not begun
	stands(begin(), 0)
	expect(t, put(1, part(1)), 409, "part")
	stands(put(0, part(0)), 1)
	expect(t, desk.Do(agent.Token, "GET", thread.PartPath(file(1), 0), nil), 404, "")
	desk.Restart()
	stands(begin(), 1)
	stands(put(0, part(0)), 1) // the answer got lost
	expect(t, put(2, part(2)), 409, "part")
	stands(put(1, part(1)), 2)
	for name, body := range map[string][]byte{"short": part(2)[1:], "empty": {}, "long": append(bytes.Clone(part(2)), 0)} {
		if answer := put(2, body); answer.Status != 422 && answer.Status != 400 {
			t.Errorf("a %s part: %d %s", name, answer.Status, answer.Body)
		}
	}
	stands(begin(), 2)
	stands(put(2, part(2)), 3)
	// After the last part comes none, whatever its size.
	expect(t, put(3, part(0)), 409, "part")
	expect(t, put(3, nil), 409, "part")
	thread.Upload(customer.Token, file(2), noise(10))
	expect(t, desk.Do(customer.Token, "PUT", thread.PartPath(file(2), 1), part(0)), 409, "part")
	stands(begin(), 3)
	if !bytes.Equal(thread.Download(agent.Token, file(1), 3), data) {
		t.Error("other bytes came back")
	}
}

func TestUploadsThatAreRefused(t *testing.T) {
	desk := servertest.New(t, server.Config{MaxFile: 1 << 20})
	agent := desk.Invite("anna@example.org")
	desk.SetMembers(desk.Team, agent)
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	begin := func(token string, id seal.ID16, size uint64) servertest.Answer {
		return desk.Do(token, "PUT", thread.AttachmentPath(id), object{"size": size})
	}
	most := seal.SealedSize(seal.Padme(1 << 20))
	expect(t, begin(customer.Token, file(1), 0), 422, "")
	expect(t, begin(customer.Token, file(1), most+1), 413, "")
	expect(t, begin(customer.Token, file(1), most), 200, "")
	expect(t, begin(customer.Token, file(1), most-1), 409, "used_id")
	expect(t, begin(agent.Token, file(1), most), 409, "used_id")
	expect(t, desk.Do(agent.Token, "PUT", thread.PartPath(file(1), 0), noise(conversation.PartSize)), 409, "used_id")
	for n := 2; n <= conversation.AttachmentsAtOnce; n++ {
		expect(t, begin(customer.Token, file(byte(n)), 1), 200, "")
	}
	limited := begin(customer.Token, file(99), 1)
	expect(t, limited, 429, "")
	var problem struct{ Kind string }
	if json.Unmarshal(limited.Body, &problem) != nil || problem.Kind != "limited" {
		t.Errorf("the limit says %s", limited.Body)
	}
	expect(t, begin(agent.Token, file(98), 1), 200, "") // each has an own allowance
	desk.Must(customer.Token, "DELETE", thread.AttachmentPath(file(2)), nil, nil)
	expect(t, begin(customer.Token, file(99), 1), 200, "")
}

// A message brings its files, or is refused whole.
func TestAMessageBringsItsFiles(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	other := customer.Converse(desk.Team)
	thread.Upload(customer.Token, file(1), noise(10))
	other.Upload(customer.Token, file(2), noise(10))
	desk.Must(customer.Token, "PUT", thread.AttachmentPath(file(3)), object{"size": 10}, nil)
	post := func(message []byte, ids ...string) servertest.Answer {
		return desk.Do(customer.Token, "POST", thread.Path("/messages"), object{"message": message, "attachments": ids})
	}
	sealed := thread.Text("see the file")
	for name, ids := range map[string][]string{
		"absent": {file(9).String()}, "of another conversation": {file(2).String()}, "unfinished": {file(3).String()}, "one of two": {file(1).String(), file(3).String()},
	} {
		if got := post(sealed.Bytes(), ids...); got.Status != 409 || got.Reason() != "attachment" {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	many := make([]string, conversation.AttachmentsPerMessage+1)
	for i := range many {
		many[i] = file(1).String()
	}
	expect(t, post(sealed.Bytes(), many...), 422, "")
	expect(t, post(sealed.Bytes(), "AB"), 400, "")
	first := post(sealed.Bytes(), file(1).String())
	expect(t, first, 200, "")
	if again := post(sealed.Bytes(), file(1).String()); !bytes.Equal(first.Body, again.Body) {
		t.Errorf("a retry got %d %s", again.Status, again.Body)
	}
	expect(t, desk.Do(agent.Token, "GET", thread.PartPath(file(1), 0), nil), 200, "")
}

// Who sent a file takes it back, and nobody else; then it is gone for everybody,
// and its place is not used again.
func TestAFileIsTakenBack(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	thread.Upload(customer.Token, file(1), noise(10))
	expect(t, desk.Do(agent.Token, "DELETE", thread.AttachmentPath(file(1)), nil), 403, "")
	expect(t, desk.Do(customer.Token, "DELETE", thread.AttachmentPath(file(9)), nil), 404, "")
	for range 2 {
		expect(t, desk.Do(customer.Token, "DELETE", thread.AttachmentPath(file(1)), nil), 204, "")
	}
	for _, token := range []string{agent.Token, customer.Token} {
		expect(t, desk.Do(token, "GET", thread.PartPath(file(1), 0), nil), 410, "")
	}
	expect(t, desk.Do(customer.Token, "PUT", thread.AttachmentPath(file(1)), object{"size": 10}), 410, "")
	expect(t, desk.Do(customer.Token, "PUT", thread.PartPath(file(1), 0), noise(10)), 410, "")
	if left := objects(t, desk); len(left) != 0 {
		t.Errorf("still there: %v", left)
	}
}

// Staff files belong to the account: another browser of the same person goes on
// with an upload, and takes back.
func TestAnotherBrowserGoesOn(t *testing.T) {
	desk, agent, _, thread := scene(t)
	desk.Must(agent.Token, "PUT", thread.AttachmentPath(file(1)), object{"size": 10}, nil)
	other := agent.SignIn()
	desk.Must(other.Token, "PUT", "/session/device", object{"device": agent.Device}, nil)
	desk.Must(other.Token, "PUT", thread.PartPath(file(1), 0), noise(10), nil)
	desk.Must(other.Token, "DELETE", thread.AttachmentPath(file(1)), nil, nil)
}

// What belongs to the notes is the team's.
func TestFilesOfNotes(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	notes := agent.Notes(thread)
	desk.Must(agent.Token, "POST", thread.Path("/notes"), notes.Opening, nil)
	notes.Upload(agent.Token, file(1), noise(10))
	for _, method := range []string{"GET", "PUT"} {
		expect(t, desk.Do(customer.Token, method, notes.PartPath(file(1), 0), nil), 404, "")
	}
	expect(t, desk.Do(customer.Token, "PUT", notes.AttachmentPath(file(2)), object{"size": 1}), 404, "")
	expect(t, desk.Do(customer.Token, "DELETE", notes.AttachmentPath(file(1)), nil), 404, "")
	expect(t, desk.Do(customer.Token, "GET", thread.PartPath(file(1), 0), nil), 404, "") // nor by the conversation's name
}

// objects lists what stands in the folder for files.
func objects(t *testing.T, desk *servertest.Desk) (names []string) {
	t.Helper()
	folder := filepath.Join(desk.Config.DataDir, "files")
	err := filepath.WalkDir(folder, func(path string, entry os.DirEntry, err error) error {
		if err == nil && path != folder {
			names = append(names, path[len(folder)+1:])
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// clock is a desk whose days pass at will.
func clock(t *testing.T) (*servertest.Desk, func(time.Duration)) {
	t.Helper()
	var passed atomic.Int64
	start := time.Now()
	desk := servertest.New(t, server.Config{Now: func() time.Time { return start.Add(time.Duration(passed.Load())) }})
	return desk, func(d time.Duration) { passed.Add(int64(d)) }
}

// Files that no message brought are forgotten after a day; the others stay. What
// a crash left without a row goes too, and what is not ours stays.
func TestUnclaimedFilesAreSwept(t *testing.T) {
	desk, pass := clock(t)
	customer := desk.Visitor()
	thread := customer.Converse(desk.Team)
	thread.Upload(customer.Token, file(1), noise(10))
	thread.Upload(customer.Token, file(2), noise(10))
	desk.Must(customer.Token, "POST", thread.Path("/messages"), object{"message": thread.Text("file").Bytes(), "attachments": []string{file(1).String()}}, nil)
	folder := filepath.Join(desk.Config.DataDir, "files")
	stray := filepath.Join(folder, thread.ID.Hex(), file(7).String())
	foreign := filepath.Join(folder, "README")
	for path, text := range map[string]string{filepath.Join(stray, "0"): "stray", filepath.Join(stray, "1.18.tmp"): "half", foreign: "somebody's"} {
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	desk.Settle()
	if _, err := os.Stat(stray); err != nil {
		t.Error("a fresh object was swept: an upload may be writing it")
	}
	expect(t, desk.Do(customer.Token, "GET", thread.PartPath(file(2), 0), nil), 200, "")
	pass(25 * time.Hour)
	customer.SignIn()
	desk.Settle()
	expect(t, desk.Do(customer.Token, "GET", thread.PartPath(file(1), 0), nil), 200, "")
	expect(t, desk.Do(customer.Token, "GET", thread.PartPath(file(2), 0), nil), 404, "")
	if _, err := os.Stat(stray); err == nil {
		t.Error("a stray is still there")
	}
	if _, err := os.Stat(foreign); err != nil {
		t.Error("somebody else's file is gone")
	}
}

// The same part twice at once, as an impatient browser sends it, is one part.
func TestTheSamePartAtOnce(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	data := noise(conversation.PartSize + 5)
	desk.Must(customer.Token, "PUT", thread.AttachmentPath(file(1)), object{"size": len(data)}, nil)
	put := func(n int, body []byte) func() servertest.Answer {
		return func() servertest.Answer {
			return desk.Do(customer.Token, "PUT", thread.PartPath(file(1), n), body)
		}
	}
	for n, body := range [][]byte{data[:conversation.PartSize], data[conversation.PartSize:]} {
		for _, answer := range atOnce(put(n, body), put(n, body), put(n, body)) {
			expect(t, answer, 200, "")
		}
	}
	if !bytes.Equal(thread.Download(agent.Token, file(1), 2), data) {
		t.Error("other bytes came back")
	}
}
