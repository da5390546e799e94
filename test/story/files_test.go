package story

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/seal"
)

// holiday is a file of a little more than two parts, with words in it that must
// not be found on the server.
func holiday() []byte {
	data := bytes.Repeat([]byte("a photo of the sea; "), (2*conversation.PartSize+5000)/20)
	return append(data, "and of the passport"...)
}

// sends attaches a file and says so.
func (s *stage) sends(talk *client.Thread, name string, data []byte) seal.Attachment {
	s.t.Helper()
	a, err := talk.Attach(s.ctx, bytes.NewReader(data), uint64(len(data)), name, "image/jpeg")
	check(s.t, err)
	_, err = talk.Send(s.ctx, &seal.Text{Text: name, Language: "en", Attachments: []seal.Attachment{a}})
	check(s.t, err)
	return a
}

// attached is the file of the newest message.
func attached(t *testing.T, talk *client.Thread) seal.Attachment {
	t.Helper()
	messages := talk.Messages()
	text, ok := messages[len(messages)-1].Body.Content.(*seal.Text)
	if !ok || len(text.Attachments) != 1 {
		t.Fatal("the newest message brings no file")
	}
	return text.Attachments[0]
}

func TestACustomerSendsAFile(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Here it comes", "en")
	check(t, err)
	data := holiday()
	s.sends(talk, "harbour.jpg", data)

	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	shown := attached(t, atAdas)
	var got bytes.Buffer
	check(t, atAdas.Download(s.ctx, shown, &got))
	if !bytes.Equal(got.Bytes(), data) || shown.Name != "harbour.jpg" || shown.MediaType != "image/jpeg" {
		t.Errorf("Ada got %d bytes of %q", got.Len(), shown.Name)
	}
	if err := atAdas.Detach(s.ctx, shown.Blob); refusedKind(err) != "forbidden" {
		t.Errorf("Ada took the customer's file back: %v", err)
	}
	s.nothingLeaks("photo of the sea", "passport", "harbour.jpg", "image/jpeg")

	check(t, talk.Detach(s.ctx, shown.Blob))
	if err := atAdas.Download(s.ctx, shown, &got); refusedKind(err) != "gone" {
		t.Errorf("a file that was taken back: %v", err)
	}
}

// A file in the notes is the team's: the customer gets it by no name, even with
// its key.
func TestAFileInTheNotes(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Hello", "en")
	check(t, err)
	atAdas, err := s.ada.Open(s.ctx, talk.ID())
	check(t, err)
	notes, err := s.ada.Note(s.ctx, atAdas, "Look at this")
	check(t, err)
	a := s.sends(notes, "internal.pdf", []byte("what the team thinks"))
	var got bytes.Buffer
	check(t, notes.Download(s.ctx, a, &got))
	if got.String() != "what the team thinks" {
		t.Errorf("the notes' file says %q", got.String())
	}
	if err := talk.Download(s.ctx, a, &got); refusedKind(err) != "not_found" {
		t.Errorf("by the conversation's name: %v", err)
	}
	if _, err := customer.Open(s.ctx, notes.ID()); refusedKind(err) != "not_found" {
		t.Errorf("by the notes' own: %v", err)
	}
}

// line is a connection that breaks at a request about files, before the server
// hears it or before the client hears the answer, and stays broken.
type line struct {
	*httptest.Server
	asked, at int
	after     bool
}

func (s *stage) line(t *testing.T, at int, after bool) *line {
	t.Helper()
	target, err := url.Parse(s.url())
	check(t, err)
	l := &line{at: at, after: after}
	broken := errors.New("the line broke")
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(target) },
		ModifyResponse: func(*http.Response) error {
			if l.asked >= l.at {
				return broken
			}
			return nil
		},
	}
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !strings.Contains(r.URL.Path, "/attachments/") {
			proxy.ServeHTTP(w, r)
			return
		}
		if l.asked++; l.asked > l.at || l.asked == l.at && !l.after {
			http.Error(w, "the line broke", http.StatusBadGateway)
			return
		}
		proxy.ServeHTTP(w, r)
	}))
	t.Cleanup(l.Close)
	return l
}

// crash copies the data folder as it is at this moment, as a crash would leave
// it, and starts a server on the copy.
func (s *stage) crash(t *testing.T) *stage {
	t.Helper()
	after := &stage{t: t, ctx: s.ctx, data: filepath.Join(t.TempDir(), "copy"), ada: s.ada, kit: s.kit, inbox: s.inbox, group: s.group}
	check(t, os.CopyFS(after.data, os.DirFS(s.data)))
	check(t, os.Chmod(after.data, 0o700)) //nolint:gosec // it is a folder
	var err error
	after.server, err = server.Start(s.ctx, server.Config{DataDir: after.data, Listen: "127.0.0.1:0"})
	check(t, err)
	t.Cleanup(func() { check(t, after.server.Close()) })
	return after
}

// The line breaks at every step of an upload in turn, and the server dies with
// it. Afterwards the upload goes on where it stood, and the file is whole.
func TestAnUploadSurvivesEveryBreak(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Here it comes", "en")
	check(t, err)
	saved, data := customer.State(), holiday()
	const requests = 4 // the beginning and three parts
	for at := 1; at <= requests; at++ {
		for _, after := range []bool{false, true} {
			t.Run(fmt.Sprintf("request %d, heard by the server: %v", at, after), func(t *testing.T) {
				s.brokenUpload(t, talk.ID(), saved, data, s.line(t, at, after))
			})
		}
	}
}

func (s *stage) brokenUpload(t *testing.T, id seal.ID, saved client.VisitorState, data []byte, l *line) {
	t.Helper()
	visitor, err := client.OpenVisitor(s.ctx, l.URL, s.ada.Org(), s.inbox, &saved, client.Options{})
	check(t, err)
	talk, err := visitor.Open(s.ctx, id)
	check(t, err)
	upload, err := talk.NewUpload(uint64(len(data)), "harbour.jpg", "image/jpeg")
	check(t, err)
	if _, err := talk.Upload(s.ctx, upload, bytes.NewReader(data)); err == nil {
		t.Fatal("nothing broke")
	}
	kept, err := json.Marshal(keptUpload{upload.Key[:], upload.Blob[:], upload.Size, upload.Name, upload.MediaType, upload.Parts})
	check(t, err)

	later := s.crash(t)
	again, err := client.OpenVisitor(s.ctx, later.url(), s.ada.Org(), s.inbox, &saved, client.Options{})
	check(t, err)
	talk, err = again.Open(s.ctx, id)
	check(t, err)
	var back keptUpload
	check(t, json.Unmarshal(kept, &back))
	a, err := talk.Upload(s.ctx, back.upload(), bytes.NewReader(data))
	check(t, err)
	_, err = talk.Send(s.ctx, &seal.Text{Text: "There", Attachments: []seal.Attachment{a}})
	check(t, err)
	var got bytes.Buffer
	check(t, talk.Download(s.ctx, a, &got))
	if !bytes.Equal(got.Bytes(), data) {
		t.Errorf("%d of %d bytes came back", got.Len(), len(data))
	}
}

// keptUpload is what a device writes down to go on with an upload later.
type keptUpload struct {
	Key, Blob       []byte
	Size            uint64
	Name, MediaType string
	Parts           []seal.ID
}

func (k keptUpload) upload() *client.Upload {
	return &client.Upload{Key: seal.Secret(k.Key), Blob: seal.ID16(k.Blob), Size: k.Size, Name: k.Name, MediaType: k.MediaType, Parts: k.Parts}
}

// A file that changed between two tries is not sealed under the old key: that
// would give the key's secrets away. Nothing of it is sent.
func TestAFileThatChangedIsNotResumed(t *testing.T) {
	s := newStage(t)
	customer := s.customer(nil)
	talk, err := customer.Begin(s.ctx, nil, "Here it comes", "en")
	check(t, err)
	saved, data := customer.State(), holiday()
	visitor, err := client.OpenVisitor(s.ctx, s.line(t, 3, false).URL, s.ada.Org(), s.inbox, &saved, client.Options{})
	check(t, err)
	broken, err := visitor.Open(s.ctx, talk.ID())
	check(t, err)
	upload, err := broken.NewUpload(uint64(len(data)), "harbour.jpg", "image/jpeg")
	check(t, err)
	if _, err := broken.Upload(s.ctx, upload, bytes.NewReader(data)); err == nil {
		t.Fatal("nothing broke")
	}
	for name, changed := range map[string][]byte{
		"in a part that the server has":      append([]byte("!"), data[1:]...),
		"in a part that may have been heard": append(append(bytes.Clone(data[:conversation.PartSize+10]), '!'), data[conversation.PartSize+11:]...),
	} {
		if _, err := talk.Upload(s.ctx, upload, bytes.NewReader(changed)); !errors.Is(err, seal.ErrConflict) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := talk.Upload(s.ctx, upload, bytes.NewReader(data[:len(data)-1])); err == nil {
		t.Error("a shorter file was taken for the same")
	}
	_, err = talk.Upload(s.ctx, upload, bytes.NewReader(data))
	check(t, err)
}
