package crash

import (
	"bytes"
	crypto "crypto/rand"
	"encoding/base64"
	"encoding/json"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/lxzan/gws"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// person does one thing after the other until the server does not answer any
// more, tells the facts, and goes on with the same bytes on the next server.
type person interface {
	play(t *testing.T, p *process, f *facts)
}

// asked reports whether a request was answered; a refusal is a failure, since
// nobody here does anything that may be refused.
func asked(t *testing.T, status int, err error) bool {
	t.Helper()
	if err != nil && status != 0 {
		t.Error(err)
	}
	return err == nil
}

// writer is a customer who sends one message after the other over HTTP, and now
// and then marks what they have read.
type writer struct {
	token   string
	thread  *servertest.Thread
	sent    []seal.Envelope // and acknowledged, in order
	waiting *seal.Envelope  // sent, and not acknowledged
}

func (w *writer) play(t *testing.T, p *process, f *facts) {
	for w.write(t, p, f) {
	}
}

// try sends the next message, or the one that was not acknowledged, and takes no
// for an answer if that is what a server says which cannot keep it now.
func (w *writer) try(t *testing.T, p *process, f *facts) bool {
	message := w.next()
	var receipt servertest.Receipt
	status, err := p.call(w.token, "POST", w.thread.Path("/messages"), servertest.Object{"message": message.Bytes()}, &receipt)
	if err != nil {
		if status < 500 {
			t.Error(err)
		}
		return false
	}
	w.acknowledged(f, receipt)
	return true
}

func (w *writer) write(t *testing.T, p *process, f *facts) bool {
	message := w.next()
	var receipt servertest.Receipt
	status, err := p.call(w.token, "POST", w.thread.Path("/messages"), servertest.Object{"message": message.Bytes()}, &receipt)
	if !asked(t, status, err) {
		return false
	}
	w.acknowledged(f, receipt)
	if len(w.sent)%4 != 0 {
		return true
	}
	mark := w.thread.Mark()
	status, err = p.call(w.token, "PUT", w.thread.Path("/marks"), servertest.Object{"mark": mark}, nil)
	if asked(t, status, err) {
		f.mark(w.thread.ID, w.thread.Seen.Sequence(), mark)
	}
	return err == nil
}

func (w *writer) next() seal.Envelope {
	if w.waiting == nil {
		message := w.thread.Text("Where is my parcel?")
		w.waiting = &message
	}
	return *w.waiting
}

func (w *writer) acknowledged(f *facts, receipt servertest.Receipt) {
	f.tell(place{w.thread.ID, receipt.Sequence}, word{w.waiting.Bytes(), receipt.Receipt, "an acknowledgement"})
	w.thread.Follow(w.waiting.Hash())
	w.sent, w.waiting = append(w.sent, *w.waiting), nil
}

// speaker is a writer over a WebSocket.
type speaker struct{ writer }

func (s *speaker) play(t *testing.T, p *process, f *facts) {
	line := dial(p, s.token)
	if line == nil {
		return
	}
	defer line.conn.NetConn().Close()
	for {
		message := s.next()
		frame, err := json.Marshal(servertest.Object{"type": "send", "ref": "1", "thread": s.thread.ID, "message": message.Bytes()})
		if err != nil || line.conn.WriteMessage(gws.OpcodeText, frame) != nil {
			return
		}
		for answer := range line.frames {
			if answer.Type == "refused" {
				t.Errorf("refused: %s", answer.Error)
				return
			}
			if answer.Type == "ack" {
				s.acknowledged(f, servertest.Receipt{Sequence: answer.Sequence, Receipt: answer.Receipt})
				break
			}
		}
		if s.waiting != nil {
			return // the line ended
		}
	}
}

// listener is a member of staff who is pushed everything.
type listener struct{ token string }

func (l *listener) play(t *testing.T, p *process, f *facts) {
	line := dial(p, l.token)
	if line == nil {
		return
	}
	defer line.conn.NetConn().Close()
	for frame := range line.frames {
		switch frame.Type {
		case "entry":
			f.tell(place{*frame.Thread, frame.Entry.Sequence}, word{frame.Entry.Bytes, frame.Entry.Receipt, "a push"})
		case "mark":
			mark, err := seal.ParseSigned[seal.Mark](frame.Mark)
			if err != nil {
				t.Error(err)
				return
			}
			f.mark(*frame.Thread, mark.Unverified().Sequence, frame.Mark)
		}
	}
}

// opener is a customer who opens one conversation after the other: each makes
// shred keys, boxes and rows in two files.
type opener struct {
	visitor *servertest.Visitor
	team    *servertest.Team
	head    seal.ID
	opened  []seal.ID
	waiting *servertest.Thread

	generations []seal.ID // of what was opened
}

func (o *opener) play(t *testing.T, p *process, f *facts) {
	for o.open(t, p, f) {
	}
}

func (o *opener) open(t *testing.T, p *process, f *facts) bool {
	if o.waiting == nil {
		o.waiting = o.visitor.Prepare(o.team, o.head)
	}
	var out struct {
		Conversation seal.ID
		Receipts     []servertest.Receipt
	}
	status, err := p.call(o.visitor.Token, "POST", "/conversations", o.waiting.Opening, &out)
	if !asked(t, status, err) {
		return false
	}
	f.tell(place{out.Conversation, 1}, word{o.waiting.Generation.Bytes(), out.Receipts[0].Receipt, "an opening"})
	o.opened = append(o.opened, out.Conversation)
	o.generations = append(o.generations, o.waiting.Generation.ID())
	o.waiting = nil
	return true
}

// sender is a customer who sends one file after the other, each with a message.
type sender struct {
	writer
	random  *rand.Rand
	sealed  []byte // the file in work; nil: none
	name    seal.ID16
	done    map[seal.ID16][]byte
	partial int // how often a file went on after a break
}

func (s *sender) play(t *testing.T, p *process, f *facts) {
	for s.send(t, p, f) {
	}
}

func (s *sender) send(t *testing.T, p *process, f *facts) bool {
	if s.sealed == nil {
		size := 5_000 + s.random.IntN(20_000)
		if len(s.done)%4 == 0 {
			size += conversation.PartSize
		}
		s.sealed = make([]byte, size)
		crypto.Read(s.sealed)  //nolint:errcheck // never fails
		crypto.Read(s.name[:]) //nolint:errcheck // never fails
	}
	var now servertest.Standing
	status, err := p.call(s.token, "PUT", s.thread.AttachmentPath(s.name), servertest.Object{"size": len(s.sealed)}, &now)
	if !asked(t, status, err) {
		return false
	}
	if now.Received > 0 {
		s.partial++
	}
	for number := int(now.Received); number*conversation.PartSize < len(s.sealed); number++ {
		body := s.sealed[number*conversation.PartSize : min(len(s.sealed), (number+1)*conversation.PartSize)]
		status, err := p.call(s.token, "PUT", s.thread.PartPath(s.name, number), body, &now)
		if !asked(t, status, err) {
			return false
		}
		f.file(part{s.thread.ID, s.name, number, len(s.sealed)}, int64(len(body)))
	}
	return s.bring(t, p, f)
}

// bring sends the message that the file belongs to.
func (s *sender) bring(t *testing.T, p *process, f *facts) bool {
	message := s.next()
	var receipt servertest.Receipt
	body := servertest.Object{"message": message.Bytes(), "attachments": []string{s.name.String()}}
	status, err := p.call(s.token, "POST", s.thread.Path("/messages"), body, &receipt)
	if !asked(t, status, err) {
		return false
	}
	s.acknowledged(f, receipt)
	s.done[s.name], s.sealed = s.sealed, nil
	return true
}

// drafter is a member of staff whose draft is kept while they write.
type drafter struct {
	staff   *servertest.Staff
	org     seal.ID
	talk    seal.ID
	version uint64 // that was acknowledged
	waiting []byte
}

func (d *drafter) play(t *testing.T, p *process, f *facts) {
	for d.keep(t, p, f) {
	}
}

func (d *drafter) keep(t *testing.T, p *process, f *facts) bool {
	if d.waiting == nil {
		at := seal.KeptPlace{Org: d.org, Account: d.staff.Account, Subject: d.talk, Version: d.version + 1}
		kept, err := seal.SealDraft(crypto.Reader, d.staff.Opening.Seed(), at, seal.Draft{Mode: "reply", Reply: "We are looking"})
		if err == nil {
			d.waiting, err = kept.Bytes()
		}
		if err != nil {
			t.Error(err)
			return false
		}
	}
	var out struct{ Version uint64 }
	status, err := p.call(d.staff.Token, "PUT", "/drafts/"+d.talk.Hex(), servertest.Object{"version": d.version, "kept": d.waiting}, &out)
	if status == http.StatusConflict { // it was kept, and the answer was lost
		return d.fetch(t, p, f)
	}
	if !asked(t, status, err) {
		return false
	}
	d.version, d.waiting = out.Version, nil
	f.draft(d.talk, d.version)
	return true
}

func (d *drafter) fetch(t *testing.T, p *process, f *facts) bool {
	var all struct {
		Drafts []struct {
			Version uint64
			Kept    []byte
		}
	}
	status, err := p.call(d.staff.Token, "GET", "/drafts", nil, &all)
	if !asked(t, status, err) {
		return false
	}
	if len(all.Drafts) != 1 || !bytes.Equal(all.Drafts[0].Kept, d.waiting) {
		t.Error("the draft that is there is not the one that was sent")
		return false
	}
	d.version, d.waiting = all.Drafts[0].Version, nil
	f.draft(d.talk, d.version)
	return true
}

// line is an open WebSocket; its frames end with it.
type line struct {
	gws.BuiltinEventHandler
	conn   *gws.Conn
	frames chan frame
}

type frame struct {
	Type     string
	Thread   *seal.ID
	Sequence uint64
	Receipt  []byte
	Mark     []byte
	Error    json.RawMessage
	Entry    *struct {
		Sequence       uint64
		Bytes, Receipt []byte
	}
}

// OnMessage implements gws.Event.
func (l *line) OnMessage(_ *gws.Conn, message *gws.Message) {
	defer message.Close() //nolint:errcheck // returns a buffer
	var f frame
	if json.Unmarshal(message.Bytes(), &f) == nil {
		l.frames <- f
	}
}

// OnClose implements gws.Event.
func (l *line) OnClose(*gws.Conn, error) { close(l.frames) }

// dial opens a socket; nil if the server is gone already.
func dial(p *process, token string) *line {
	l := &line{frames: make(chan frame, 100_000)}
	conn, _, err := gws.NewClient(l, &gws.ClientOption{
		Addr:          "ws://" + p.address + "/api/v1/live",
		RequestHeader: http.Header{"Sec-WebSocket-Protocol": {"sealdesk.1, token." + token}},
	})
	if err != nil {
		return nil
	}
	l.conn = conn
	go conn.ReadLoop()
	return l
}

// onTheWire is how bytes look in an answer.
func onTheWire(data []byte) []byte { return base64.StdEncoding.AppendEncode(nil, data) }
