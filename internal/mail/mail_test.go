package mail_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"log/slog"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

var owner = ledger.Staff(seal.ID{7}, "192.0.2.0/24")

// post takes mail, or fails as it is told to. What speaks SMTP is tested in internal/smtp.
type post struct {
	mu    sync.Mutex
	fails func(mail.Message) error
	got   []mail.Message
	tries int
}

func (p *post) Send(_ context.Context, _ settings.Mail, m mail.Message) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.tries++
	if p.fails != nil {
		if err := p.fails(m); err != nil {
			return err
		}
	}
	p.got = append(p.got, m)
	return nil
}

// recorder notes the events that are written.
type recorder struct {
	mail.Store
	events *[]ledger.Event
}

func (r recorder) Write(ctx context.Context, run func(mail.Tx) error) error {
	return r.Store.Write(ctx, func(tx mail.Tx) error { return run(noted{tx, r.events}) })
}

type noted struct {
	mail.Tx
	events *[]ledger.Event
}

func (n noted) AppendEvent(e ledger.Event) error {
	*n.events = append(*n.events, e)
	return n.Tx.AppendEvent(e)
}

type desk struct {
	*mail.Service
	events   []ledger.Event
	t        *testing.T
	post     *post
	now      time.Time
	folder   string
	settings *settings.Service
	db       *storage.DB
}

func start(t *testing.T) *desk {
	t.Helper()
	d := &desk{t: t, post: new(post), now: time.Unix(1_800_000_000, 0), folder: t.TempDir()}
	d.open()
	d.set(`{"on":true,"host":"mail.example.org","from":"desk@example.org","language":"en"}`)
	return d
}

func (d *desk) open() {
	d.t.Helper()
	db, err := storage.Open(d.t.Context(), d.folder, func([]storage.Event) {})
	if err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() { _ = db.Close() })
	now := func() time.Time { return d.now }
	if d.settings, err = settings.Load(d.t.Context(), storage.Settings{DB: db}, seal.Secret{1}, rand.Reader, now); err != nil {
		d.t.Fatal(err)
	}
	d.db = db
	d.Service, err = mail.New(mail.Config{
		Store: recorder{storage.Mail{DB: db}, &d.events}, Mailer: d.post, Settings: d.settings, Organisation: func() string { return "Harbour\r\nBcc: eve" }, Origin: "https://desk.example.org",
		Key: seal.Secret{2}, Random: rand.Reader, Now: now, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) set(text string) {
	d.t.Helper()
	shown, err := d.settings.Show("mail")
	if err != nil {
		d.t.Fatal(err)
	}
	if _, err := d.settings.Replace(d.t.Context(), owner, "mail", shown.Version, []byte(text)); err != nil {
		d.t.Fatal(err)
	}
}

// pass lets time go by, and what is due be sent.
func (d *desk) pass(by time.Duration) {
	d.t.Helper()
	d.now = d.now.Add(by)
	_ = d.Deliver(d.t.Context())
}

func (d *desk) status() mail.Status {
	d.t.Helper()
	status, err := d.Status(d.t.Context())
	if err != nil {
		d.t.Fatal(err)
	}
	return status
}

func (d *desk) tell(id byte, to string) {
	d.t.Helper()
	if err := d.Tell(d.t.Context(), seal.ID{id}, mail.Answer, to); err != nil {
		d.t.Fatal(err)
	}
}

// What is told twice is sent once, and says nothing but that there is something.
func TestANotice(t *testing.T) {
	d := start(t)
	d.tell(1, "mara@example.net")
	d.tell(1, "mara@example.net")
	d.pass(0)
	if len(d.post.got) != 1 || d.status().Waiting != 0 {
		t.Fatalf("sent %d times, %d wait", len(d.post.got), d.status().Waiting)
	}
	m := d.post.got[0]
	if strings.ContainsAny(m.Subject, "\r\n") || strings.Contains(m.HTML, "href") || strings.Contains(m.HTML, "<img") || strings.Contains(m.Text, "http") {
		t.Errorf("%q %q", m.Subject, m.HTML)
	}
	if !strings.HasSuffix(m.ID, "@example.org") {
		t.Errorf("Message-ID %q", m.ID)
	}
}

// A mail server that fails is left alone ever longer, gets the same Message-ID each
// time, and after two days nothing more.
func TestAMailServerThatFails(t *testing.T) {
	d := start(t)
	ids := map[string]bool{}
	d.post.fails = func(m mail.Message) error {
		ids[m.ID] = true
		return &mail.Failure{Step: mail.Connecting}
	}
	d.tell(1, "mara@example.net")
	for range 60 {
		d.pass(time.Minute)
	}
	if d.post.tries < 4 || d.post.tries > 12 || len(ids) != 1 {
		t.Errorf("tried %d times within an hour, as %v", d.post.tries, ids)
	}
	if s := d.status(); s.Waiting != 1 || s.Letters[0].Step != mail.Connecting || s.Letters[0].To != "m…@example.net" {
		t.Errorf("shown as %+v", s)
	}
	for range 48 {
		d.pass(time.Hour)
	}
	if s := d.status(); s.Waiting != 0 || len(d.post.got) != 0 {
		t.Errorf("after two days: %+v", s)
	}
}

// What waits is sent after the server was killed: only what is on disk counts.
func TestWhatWaitsOutlivesTheProcess(t *testing.T) {
	d := start(t)
	d.post.fails = func(mail.Message) error { return &mail.Failure{Step: mail.Greeting, Code: 421} }
	d.tell(1, "mara@example.net")
	d.pass(0)
	if err := d.db.Close(); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"data.db", "data.db-wal"} {
		if raw, err := os.ReadFile(filepath.Join(d.folder, file)); err == nil && bytes.Contains(raw, []byte("mara@")) {
			t.Errorf("%s has the address in it", file)
		}
	}
	d.post.fails = nil
	d.open()
	d.pass(5 * time.Minute)
	if len(d.post.got) != 1 || d.post.got[0].To != "mara@example.net" {
		t.Errorf("after a start: %+v", d.post.got)
	}
}

// An address that is refused for good gets nothing more until somebody looked, and
// holds up nobody else.
func TestAnAddressThatIsRefused(t *testing.T) {
	d := start(t)
	d.post.fails = func(m mail.Message) error {
		if m.To == "gone@example.net" {
			return &mail.Failure{Step: mail.Recipient, Code: 550}
		}
		return nil
	}
	d.tell(1, "gone@example.net")
	d.tell(2, "mara@example.net")
	d.pass(0)
	d.tell(3, "Gone@example.net")
	d.pass(time.Hour)
	s := d.status()
	if d.post.tries != 2 || len(d.post.got) != 1 || len(s.Barred) != 1 || s.Barred[0].To != "g…@example.net" || s.Barred[0].Code != 550 || s.Waiting != 0 {
		t.Fatalf("%d tries, %+v", d.post.tries, s)
	}
	if err := d.Release(t.Context(), owner, seal.ID{9}); !errs.Is(err, errs.NotFound) {
		t.Errorf("another address is released: %v", err)
	}
	if err := d.Release(t.Context(), owner, s.Barred[0].Address); err != nil {
		t.Fatal(err)
	}
	d.post.fails = nil
	d.tell(4, "gone@example.net")
	d.pass(0)
	if len(d.post.got) != 2 {
		t.Error("nothing is sent after it was released")
	}
	if len(d.events) != 2 || d.events[0].Kind != ledger.MailRefused || d.events[0].Reason != "recipient" || d.events[0].First != 550 || d.events[1].Kind != ledger.MailReleased || d.events[0].Object != d.events[1].Object {
		t.Errorf("recorded: %+v", d.events)
	}
}

// A refusal that passes, or that is about us, bars nobody.
func TestWhatIsNotTheirFault(t *testing.T) {
	for _, f := range []mail.Failure{
		{Step: mail.Recipient, Code: 450}, {Step: mail.Recipient, Code: 0}, {Step: mail.Content, Code: 421},
		{Step: mail.Recipient, Code: 552}, {Step: mail.Recipient, Code: 554}, {Step: mail.Content, Code: 550}, {Step: mail.Content, Code: 554},
		{Step: mail.Recipient, Code: 550, Enhanced: "5.7.1"}, {Step: mail.Recipient, Code: 552, Enhanced: "5.2.2"}, {Step: mail.Content, Code: 552, Enhanced: "5.3.4"},
		{Step: mail.Recipient, Code: 550, Enhanced: "5.1.8"}, {Step: mail.Recipient, Code: 450, Enhanced: "4.1.1"}, {Step: mail.Recipient, Code: 450, Enhanced: "5.1.1"},
		{Step: mail.Sender, Code: 550}, {Step: mail.SigningIn, Code: 535}, {Step: mail.Encrypting}, {Step: mail.Greeting, Code: 554},
	} {
		d := start(t)
		d.post.fails = func(mail.Message) error { return &f }
		d.tell(1, "mara@example.net")
		d.pass(0)
		if s := d.status(); len(s.Barred) != 0 || s.Waiting != 1 {
			t.Errorf("%+v: %+v", f, s)
		}
		d.post.fails = nil
		d.pass(3 * time.Hour)
		if len(d.post.got) != 1 {
			t.Errorf("%+v: not sent afterwards", f)
		}
	}
}

// Nobody is there: that is said by the address's own codes, or by the plain ones of the
// recipient where there are no others.
func TestWhoIsNotThere(t *testing.T) {
	for _, f := range []mail.Failure{
		{Step: mail.Recipient, Code: 550}, {Step: mail.Recipient, Code: 551}, {Step: mail.Recipient, Code: 553},
		{Step: mail.Recipient, Code: 550, Enhanced: "5.1.1"}, {Step: mail.Recipient, Code: 556, Enhanced: "5.1.10"}, {Step: mail.Recipient, Code: 550, Enhanced: "5.2.1"},
		{Step: mail.Content, Code: 550, Enhanced: "5.1.1"},
	} {
		d := start(t)
		d.post.fails = func(mail.Message) error { return &f }
		d.tell(1, "gone@example.net")
		d.pass(0)
		if s := d.status(); len(s.Barred) != 1 || s.Waiting != 0 {
			t.Errorf("%+v: %+v", f, s)
		}
	}
}

var eight = regexp.MustCompile(`\b(\d{4}) (\d{4})\b`)

func (d *desk) ask(a mail.Ask) string {
	d.t.Helper()
	before := len(d.post.got)
	if err := d.SendCode(d.t.Context(), a); err != nil {
		d.t.Fatal(err)
	}
	d.pass(0)
	if len(d.post.got) == before {
		return ""
	}
	found := eight.FindString(d.post.got[len(d.post.got)-1].Text)
	if found == "" {
		d.t.Fatalf("no code in %q", d.post.got[len(d.post.got)-1].Text)
	}
	return found
}

func (d *desk) check(purpose string, flow seal.ID, to, code string) bool {
	d.t.Helper()
	ok, err := d.CheckCode(d.t.Context(), purpose, flow, to, code)
	if err != nil {
		d.t.Fatal(err)
	}
	return ok
}

var asked = mail.Ask{Purpose: "recovery", Flow: seal.ID{1}, To: "mara@example.net", Network: "192.0.2.0/24"}

// A code counts once, for what it was sent for, and after five wrong ones not at all.
func TestCodes(t *testing.T) {
	d := start(t)
	code := d.ask(asked)
	for name, wrong := range map[string][4]any{
		"another purpose": {"email", seal.ID{1}, "mara@example.net", code},
		"another flow":    {"recovery", seal.ID{2}, "mara@example.net", code},
		"another address": {"recovery", seal.ID{1}, "eve@example.net", code},
		"nothing":         {"recovery", seal.ID{1}, "mara@example.net", ""},
	} {
		if d.check(wrong[0].(string), wrong[1].(seal.ID), wrong[2].(string), wrong[3].(string)) {
			t.Errorf("%s is right", name)
		}
	}
	if !d.check("recovery", seal.ID{1}, "Mara@example.net", strings.ReplaceAll(code, " ", "-")) {
		t.Error("the right one is wrong")
	}
	if d.check("recovery", seal.ID{1}, "mara@example.net", code) {
		t.Error("it counts twice")
	}
	code = d.ask(asked)
	for range 5 {
		d.check("recovery", seal.ID{1}, "mara@example.net", "0000 000x")
	}
	if d.check("recovery", seal.ID{1}, "mara@example.net", code) {
		t.Error("it counts after five wrong ones")
	}
	code = d.ask(asked)
	again := d.ask(asked)
	if code != again && d.check("recovery", seal.ID{1}, "mara@example.net", code) {
		t.Error("the one before counts")
	}
	if !d.check("recovery", seal.ID{1}, "mara@example.net", again) {
		t.Error("the second one does not count")
	}
	code = d.ask(asked)
	d.now = d.now.Add(10*time.Minute + time.Second)
	if d.check("recovery", seal.ID{1}, "mara@example.net", code) {
		t.Error("it counts after ten minutes")
	}
}

// For somebody who is not there the same happens, but for the mail.
func TestACodeForNobody(t *testing.T) {
	d := start(t)
	nobody := asked
	nobody.Nobody = true
	if code := d.ask(nobody); code != "" {
		t.Error("it was sent")
	}
	if s := d.status(); s.Waiting != 0 || d.check("recovery", seal.ID{1}, "mara@example.net", "") {
		t.Errorf("something waits: %+v", s)
	}
}

// Nobody fills a mailbox, or has one desk write to many, by asking for codes.
func TestAskingWithoutEnd(t *testing.T) {
	d := start(t)
	sent := 0
	for i := range 10 {
		a := asked
		a.Flow, a.Network = seal.ID{byte(i + 1)}, "192.0.2."+string(rune('0'+i))
		if err := d.SendCode(t.Context(), a); err == nil {
			sent++
		} else if !errs.Is(err, errs.Limited) || errs.From(err).Retry <= 0 {
			t.Errorf("refused as %v", err)
		}
	}
	if sent != 5 {
		t.Errorf("%d codes an hour for one address", sent)
	}
	d = start(t)
	sent = 0
	for i := range 60 {
		a := asked
		a.Flow, a.To = seal.ID{byte(i + 1)}, string(rune('a'+i))+"@example.net"
		if d.SendCode(t.Context(), a) == nil {
			sent++
		}
	}
	if sent != 30 {
		t.Errorf("%d codes an hour from one network", sent)
	}
}

// A code that the mail server did not take within ten minutes is not sent later.
func TestALateCodeIsNotSent(t *testing.T) {
	d := start(t)
	d.post.fails = func(mail.Message) error { return &mail.Failure{Step: mail.Connecting} }
	if err := d.SendCode(t.Context(), asked); err != nil {
		t.Fatal(err)
	}
	for range 50 {
		d.pass(10 * time.Second)
	}
	if d.post.tries < 4 {
		t.Errorf("tried %d times", d.post.tries)
	}
	d.now = d.now.Add(5 * time.Minute)
	d.post.fails = nil
	d.pass(0)
	if len(d.post.got) != 0 || d.status().Waiting != 0 {
		t.Errorf("sent %d late", len(d.post.got))
	}
}

// Every letter has words in every language.
func TestWords(t *testing.T) {
	for _, language := range []string{"en", "de", "es", "fr", "ar"} {
		d := start(t)
		d.set(`{"on":true,"host":"mail.example.org","from":"desk@example.org","language":"` + language + `"}`)
		subjects := map[string]bool{}
		for i, kind := range []mail.Kind{mail.Answer, mail.NewBrowser, mail.WaysChanged, mail.RecoveryUsed, mail.SessionEnded} {
			if err := d.Tell(t.Context(), seal.ID{byte(i)}, kind, "carl@example.org"); err != nil {
				t.Fatal(err)
			}
		}
		d.pass(0)
		d.ask(asked)
		for _, m := range d.post.got {
			subjects[m.Subject] = true
			if m.Language != language || strings.ContainsAny(m.Subject+m.Text+m.HTML, "{}") || !strings.Contains(m.HTML, `dir="`) {
				t.Errorf("%s: %+v", language, m)
			}
		}
		if len(subjects) != 6 {
			t.Errorf("%s: %d subjects", language, len(subjects))
		}
	}
}

// A test tells what happened, at once, and leaves an event.
func TestATest(t *testing.T) {
	d := start(t)
	if f, err := d.Try(t.Context(), owner, "owner@example.org"); f != nil || err != nil || len(d.post.got) != 1 {
		t.Errorf("%v, %v", f, err)
	}
	d.post.fails = func(mail.Message) error { return &mail.Failure{Step: mail.SigningIn, Code: 535} }
	if f, err := d.Try(t.Context(), owner, "owner@example.org"); err != nil || f == nil || f.Code != 535 {
		t.Errorf("%v, %v", f, err)
	}
	if _, err := d.Try(t.Context(), owner, "owner@example.org\r\nBcc: eve@example.org"); !errs.Is(err, errs.Unprocessable) {
		t.Errorf("an address that is none: %v", err)
	}
	d.set(`{}`)
	if _, err := d.Try(t.Context(), owner, "owner@example.org"); !errs.Is(err, errs.Conflict) {
		t.Errorf("without a mail server: %v", err)
	}
	if err := d.SendCode(t.Context(), asked); !errs.Is(err, errs.Conflict) {
		t.Errorf("a code without a mail server: %v", err)
	}
}

// The password of the mail server goes to no other server, and not out of TLS.
func TestThePasswordStaysWithItsServer(t *testing.T) {
	const before = `{"on":true,"host":"mail.example.org","from":"desk@example.org","language":"en","user":"desk","password":"hunter2"}`
	for name, next := range map[string]string{
		"another server":  strings.Replace(before, "mail.", "eve.", 1),
		"another port":    strings.Replace(before, `"user"`, `"port":2525,"user"`, 1),
		"another user":    strings.Replace(before, `"user":"desk"`, `"user":"eve"`, 1),
		"another way":     strings.Replace(before, `"user"`, `"tls":"starttls","user"`, 1),
		"plain elsewhere": strings.Replace(before, `"user"`, `"tls":"unencrypted-on-this-machine","user"`, 1),
	} {
		d := start(t)
		d.set(before)
		shown, err := d.settings.Show("mail")
		if err != nil || bytes.Contains(shown.JSON, []byte("hunter2")) {
			t.Fatalf("%s, %v", shown.JSON, err)
		}
		next = strings.Replace(next, `"hunter2"`, `{"set":true}`, 1)
		if !json.Valid([]byte(next)) {
			t.Fatal(next)
		}
		if _, err := d.settings.Replace(t.Context(), owner, "mail", shown.Version, []byte(next)); !errs.Is(err, errs.Unprocessable) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// FuzzAddress: what counts as an address is one, and no more than one.
func FuzzAddress(f *testing.F) {
	for _, text := range []string{"a@b", "a@b, c@d", "\"x\"@y", "a@b\r\nBcc: x", "<a@b>", "ä@ö.example", ""} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if settings.MailAddress(text) && (strings.ContainsAny(text, "\r\n\x00<>,; ") || len(text) > 254 || !strings.Contains(text, "@")) {
			t.Fatalf("%q counts as an address", text)
		}
	})
}
