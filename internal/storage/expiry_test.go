package storage_test

import (
	"bytes"
	"context"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

// closed makes a conversation that was closed a while ago and has an end.
func closed(ago, left time.Duration, now time.Time) func(*conversation.Conversation) {
	return func(c *conversation.Conversation) {
		c.State, c.ClosedAt, c.Expires = conversation.Closed, now.Add(-ago), now.Add(left)
	}
}

func clauseExpiry(t *testing.T, db database) {
	now := time.Unix(1_000_000, 0)
	with := func(changes ...func(*conversation.Conversation)) func(*conversation.Conversation) {
		return func(c *conversation.Conversation) {
			for _, change := range changes {
				change(c)
			}
		}
	}
	over := closed(time.Hour, -time.Second, now)
	held := func(c *conversation.Conversation) { c.Held = true }
	begun := func(c *conversation.Conversation) { c.Destroyed = now }
	add(t, db, "over", 1, over)
	add(t, db, "not yet", 1, closed(time.Hour, time.Second, now))
	add(t, db, "open again", 1, with(over, func(c *conversation.Conversation) { c.State = conversation.Open }))
	add(t, db, "kept", 1, with(over, func(c *conversation.Conversation) { c.Expires = time.Time{} }))
	add(t, db, "held", 1, with(over, held))
	add(t, db, "held too late", 1, with(over, held, begun))
	add(t, db, "cut short", 1, with(closed(time.Hour, time.Hour, now), begun))
	add(t, db, "ended", 1, with(over, begun, func(c *conversation.Conversation) { c.Expires = time.Time{} }))
	read(t, db, func(tx transaction) error {
		due, err := tx.Expired(now, 10)
		want := []seal.ID{id("over"), id("held too late"), id("cut short")}
		for _, id := range want {
			if !slices.Contains(due, id) {
				t.Errorf("%v is not due", id)
			}
		}
		if len(due) != len(want) {
			t.Errorf("%d are due instead of %d", len(due), len(want))
		}
		if some, err := tx.Expired(now, 2); len(some) != 2 || err != nil {
			t.Errorf("two at a time are %d: %v", len(some), err)
		}
		c, _, ok, err2 := tx.Conversation(id("held too late"))
		if !ok || err2 != nil || !c.Held || !c.Destroyed.Equal(now) || !c.ClosedAt.Equal(now.Add(-time.Hour)) {
			t.Errorf("comes back as %+v: %v", c, err2)
		}
		return err
	})
}

// What was written goes, of a conversation and of its notes, and of no other;
// the conversation and where its threads stand stay.
func clauseBuried(t *testing.T, db database) {
	main, notes := talk(t, db, "one")
	other, _ := talk(t, db, "two")
	reader := seal.Reader{Kind: seal.ReaderVisitor, Ref: id("device")}
	of := map[seal.ID]seal.ID{main: id("g1"), notes: id("g2"), other: id("g3")}
	for thread, generation := range of {
		if err := db.Prepare(context.Background(), time.Unix(1, 0), generation); err != nil {
			t.Fatal(err)
		}
		write(t, db, func(tx transaction) error { return fill(tx, thread, generation, reader) })
	}
	if err := db.Write(context.Background(), func(tx transaction) error {
		return tx.InsertGeneration(main, conversation.Generation{ID: id("g1"), Number: 2, Bytes: []byte("g")}, nil)
	}); err == nil {
		t.Error("a generation was stored twice")
	}
	read(t, db, func(tx transaction) error {
		all, err := tx.GenerationIDs(main)
		if len(all) != 2 {
			t.Errorf("%d generations of a conversation and its notes", len(all))
		}
		if n, err := tx.CountAttachments(main); n != 2 || err != nil {
			t.Errorf("%d files of a conversation and its notes: %v", n, err)
		}
		return err
	})
	besides := func(of seal.ID) (left int) {
		read(t, db, func(tx transaction) error {
			draft, err := tx.Draft(id("anna"), of)
			if err != nil {
				return err
			}
			told, _, err := tx.DueNotices(time.Now().Add(time.Hour), conversation.Cursor{}, 10)
			for _, n := range told {
				if n.Conversation == of {
					left++
				}
			}
			left += int(draft.Version)
			return err
		})
		return left
	}
	for _, of := range []seal.ID{main, other} {
		write(t, db, func(tx transaction) error {
			if err := tx.SetDraft(conversation.Draft{Account: id("anna"), Conversation: of, Version: 1, Bytes: []byte("draft"), Updated: time.Unix(1, 0)}); err != nil {
				return err
			}
			return tx.SetNotice(of, map[seal.ID]seal.ID{main: id("g1"), other: id("g3")}[of], "mara@example.org", 0)
		})
		if besides(of) != 2 {
			t.Fatalf("a draft and a notice are %d", besides(of))
		}
	}
	write(t, db, func(tx transaction) error { return tx.Bury(main) })
	write(t, db, func(tx transaction) error { return tx.Bury(main) })
	if besides(main) != 0 || besides(other) != 2 {
		t.Errorf("a draft or a notice is left (%d), or another conversation's is gone (%d)", besides(main), besides(other))
	}
	for thread, generation := range of {
		left := remains(t, db, thread, generation, reader)
		if thread == other && left != "box wrap generation entry message sender mark file " || thread != other && left != "" {
			t.Errorf("of a thread, %q is left", left)
		}
		read(t, db, func(tx transaction) error {
			th, ok, err := tx.Thread(thread)
			if !ok || th.Sequence != 1 || th.Transcript != id("transcript") {
				t.Errorf("a thread stands at %+v", th)
			}
			return err
		})
	}
}

// fill writes one of everything into a thread.
func fill(tx transaction, thread, generation seal.ID, reader seal.Reader) error {
	th, _, err := tx.Thread(thread)
	if err != nil {
		return err
	}
	if err := tx.InsertGeneration(thread, conversation.Generation{ID: generation, Number: 1, Bytes: []byte("g")}, []conversation.Box{{Reader: reader, Sealed: []byte("box")}}); err != nil {
		return err
	}
	if _, err := tx.SetWrap(generation, id("group"), []byte("wrap"), false); err != nil {
		return err
	}
	entry := conversation.Entry{Sequence: 1, Kind: conversation.MessageEntry, Message: seal.ID16{1}, Hash: id("hash"), Transcript: id("transcript"), Bytes: []byte("m"), Receipt: []byte("r")}
	if _, err := tx.InsertEntry(th.Row, entry); err != nil {
		return err
	}
	if err := tx.SetSender(th.Row, id("device"), 1, id("hash")); err != nil {
		return err
	}
	if _, err := tx.SetMark(thread, conversation.Mark{Device: id("device"), Kind: seal.MarkRead, Sequence: 1, Bytes: []byte("mark")}); err != nil {
		return err
	}
	if err := tx.InsertAttachment(conversation.Attachment{Thread: thread, ID: seal.ID16{1}, Uploader: id("device"), Size: 1, Created: time.Unix(1, 0)}); err != nil {
		return err
	}
	th.Sequence, th.LastMessage, th.Transcript = 1, 1, id("transcript")
	return tx.UpdateThread(th)
}

// remains names what is left in a thread.
func remains(t *testing.T, db database, thread, generation seal.ID, reader seal.Reader) (left string) {
	t.Helper()
	there := func(name string, is bool, err error) {
		if err != nil {
			t.Fatal(err)
		}
		if is {
			left += name + " "
		}
	}
	read(t, db, func(tx transaction) error {
		th, _, err := tx.Thread(thread)
		if err != nil {
			return err
		}
		box, err := tx.Box(generation, reader)
		there("box", bytes.Equal(box, []byte("box")), err)
		wrap, err := tx.Wrap(generation, id("group"))
		there("wrap", wrap != nil, err)
		_, _, found, err := tx.Generation(generation)
		there("generation", found, err)
		_, found, err = tx.Entry(th.Row, 1)
		there("entry", found, err)
		_, found, err = tx.Message(th.Row, seal.ID16{1})
		there("message", found, err)
		counter, _, err := tx.Sender(th.Row, id("device"))
		there("sender", counter > 0, err)
		marks, err := tx.Marks(thread)
		there("mark", len(marks) > 0, err)
		_, found, err = tx.Attachment(thread, seal.ID16{1})
		there("file", found, err)
		return nil
	})
	return left
}

func clauseCertificates(t *testing.T, db database) {
	for i := range 5 {
		write(t, db, func(tx transaction) error {
			c := conversation.Certified{Conversation: id(string(rune('a' + i))), At: time.Unix(int64(i), 0), Certificate: []byte{byte(i)}}
			if err := tx.InsertCertificate(c); err != nil {
				return err
			}
			c.Certificate = []byte("another")
			return tx.InsertCertificate(c) // the first stays
		})
	}
	var got []byte
	before := int64(0)
	for pages := 0; pages < 10; pages++ {
		var page []conversation.Certified
		read(t, db, func(tx transaction) (err error) { page, err = tx.Certificates(before, 2); return err })
		if len(page) == 0 {
			break
		}
		for _, c := range page {
			got = append(got, c.Certificate...)
			before = c.Place
			if c.Conversation != id(string(rune('a'+c.Certificate[0]))) || c.At.Unix() != int64(c.Certificate[0]) {
				t.Errorf("a certificate of another conversation, or of another time: %+v", c)
			}
		}
	}
	if !bytes.Equal(got, []byte{4, 3, 2, 1, 0}) {
		t.Errorf("the pages hold %v", got)
	}
}

// The shred store keeps the first certificate of a conversation, also when its
// keys are destroyed twice, and lists them in order.
func clauseFirstCertificates(t *testing.T, open engine, folder string) {
	ctx := context.Background()
	db := open(t, folder, nil)
	shred := func(name, certificate string) string {
		kept, err := db.Shred(ctx, id(name), []byte(certificate), id("generation of "+name))
		if err != nil {
			t.Fatal(err)
		}
		return string(kept)
	}
	if shred("a", "first") != "first" || shred("a", "second") != "first" || shred("b", "third") != "third" {
		t.Error("a certificate was replaced, or lost")
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = open(t, folder, nil)
	defer db.Close()
	all, err := db.Ended(ctx, 0, 10)
	if err != nil || len(all) != 2 || all[0].Conversation != id("a") || string(all[0].Certificate) != "first" || all[1].Conversation != id("b") {
		t.Fatalf("kept %+v: %v", all, err)
	}
	if rest, err := db.Ended(ctx, all[0].Place, 10); err != nil || len(rest) != 1 || rest[0].Conversation != id("b") {
		t.Errorf("after the first: %+v, %v", rest, err)
	}
	if one, err := db.Ended(ctx, 0, 1); err != nil || len(one) != 1 {
		t.Errorf("one at a time: %+v, %v", one, err)
	}
}

const day = 24 * time.Hour

func clauseFigures(t *testing.T, db database) {
	now := time.Unix(100_000_000, 0)
	add(t, db, "open", 1, func(*conversation.Conversation) {})
	add(t, db, "open and held", 1, func(c *conversation.Conversation) { c.Held = true })
	add(t, db, "soon", 1, closed(day, 10*day, now))
	add(t, db, "sooner", 1, closed(day, 5*day, now))
	add(t, db, "later", 1, closed(day, 50*day, now))
	add(t, db, "held", 1, func(c *conversation.Conversation) { closed(day, -day, now)(c); c.Held = true })
	add(t, db, "gone", 1, func(c *conversation.Conversation) {
		closed(day, 0, now)(c)
		c.Destroyed, c.Expires = now, time.Time{}
	})
	add(t, db, "elsewhere", 1, func(c *conversation.Conversation) { c.Inbox = id("other inbox") })
	read(t, db, func(tx transaction) error {
		all, err := tx.RetentionFigures(now.Add(30 * day))
		want := map[seal.ID]conversation.Figures{
			id("inbox"):       {Inbox: id("inbox"), Open: 2, Closed: 4, Due: 2, Held: 2, Destroyed: 1, Next: now.Add(5 * day)},
			id("other inbox"): {Inbox: id("other inbox"), Open: 1},
		}
		for _, f := range all {
			if f != want[f.Inbox] {
				t.Errorf("%+v instead of %+v", f, want[f.Inbox])
			}
		}
		if len(all) != len(want) {
			t.Errorf("%d inboxes", len(all))
		}
		return err
	})
}

// Fewer days hold for what was closed before, more days do not.
func clauseShorterRetention(t *testing.T, db database) {
	now := time.Unix(100_000_000, 0)
	add(t, db, "old", 1, closed(20*day, 10*day, now))
	add(t, db, "new", 1, closed(1*day, 29*day, now))
	add(t, db, "held", 1, func(c *conversation.Conversation) { closed(20*day, 10*day, now)(c); c.Held = true })
	add(t, db, "shorter already", 1, closed(1*day, 1*day, now))
	add(t, db, "elsewhere", 1, func(c *conversation.Conversation) {
		closed(20*day, 10*day, now)(c)
		c.Inbox = id("other inbox")
	})
	ends := func(name string) (left time.Duration) {
		read(t, db, func(tx transaction) error {
			c, _, _, err := tx.Conversation(id(name))
			left = c.Expires.Sub(now)
			return err
		})
		return left
	}
	for _, step := range []struct {
		days    int
		changed bool
		want    map[string]time.Duration
	}{
		{7, true, map[string]time.Duration{"old": -13 * day, "held": -13 * day, "new": 6 * day, "shorter already": day, "elsewhere": 10 * day}},
		{90, false, map[string]time.Duration{"old": -13 * day, "held": -13 * day, "new": 6 * day, "shorter already": day, "elsewhere": 10 * day}},
	} {
		write(t, db, func(tx transaction) error {
			changed, err := tx.ShortenRetention(id("inbox"), step.days)
			if changed != step.changed {
				t.Errorf("with %d days, it says changed: %v", step.days, changed)
			}
			return err
		})
		for name, want := range step.want {
			if got := ends(name); got != want {
				t.Errorf("with %d days, %q ends in %v instead of %v", step.days, name, got, want)
			}
		}
	}
}

func clauseTrials(t *testing.T, db database) {
	now := time.Unix(100_000_000, 0)
	add(t, db, "old", 1, closed(20*day, 10*day, now))
	add(t, db, "new", 1, closed(1*day, 29*day, now))
	add(t, db, "open", 1, func(*conversation.Conversation) {})
	add(t, db, "held", 1, func(c *conversation.Conversation) { closed(20*day, 10*day, now)(c); c.Held = true })
	try := func(days, limit int) (trial conversation.Trial) {
		read(t, db, func(tx transaction) (err error) {
			trial, err = tx.TryRetention(id("inbox"), days, now.Add(time.Hour), limit)
			return err
		})
		return trial
	}
	for name, row := range map[string]struct{ days, now, changed int }{
		"as it is": {30, 0, 0}, "longer": {90, 0, 0}, "a week": {7, 1, 2}, "three weeks": {21, 0, 2}, "a day": {1, 2, 2},
	} {
		got := try(row.days, 10)
		if got.Now != row.now || got.Changed != row.changed || got.Held != 1 || len(got.Soonest) != 2 || got.Soonest[0].Conversation != id("old") {
			t.Errorf("%s: %+v", name, got)
		}
	}
	first := try(7, 1).Soonest
	if len(first) != 1 || !first[0].Until.Equal(now.Add(-13*day)) || !first[0].Closed.Equal(now.Add(-20*day)) {
		t.Errorf("the first to end: %+v", first)
	}
	read(t, db, func(tx transaction) error {
		c, _, _, err := tx.Conversation(id("old"))
		if !c.Expires.Equal(now.Add(10 * day)) {
			t.Error("a trial changed something")
		}
		return err
	})
}

// A desk of the first version: what was closed then has a time of closing, and
// what was destroyed then is ended again, with what is missing.
func TestMigratingRetention(t *testing.T) {
	folder := t.TempDir()
	storage.MakeFirst(t, folder)
	path := filepath.Join(folder, "data.db")
	for _, name := range []string{"open", "closed", "recorded", "destroyed"} {
		state, expires := "closed", any(900_000_000)
		if name == "open" {
			state, expires = "open", nil
		} else if name == "destroyed" {
			expires = nil
		}
		one := id(name)
		storage.Exec(t, path, `INSERT INTO conversations (id, inbox, group_id, state, created, last_activity, expires) VALUES (?, ?, ?, ?, 1, 5000, ?)`, one[:], one[:], one[:], state, expires)
	}
	recorded, destroyed := id("recorded"), id("destroyed")
	storage.Exec(t, path, `INSERT INTO events (time, kind, actor, subject, network) VALUES (7, 'conversation.closed', 'nobody', ?, ''), (8, 'keys.destroyed', 'nobody', ?, '')`, recorded[:], destroyed[:])
	db := openSQLite(t, folder, nil)
	defer db.Close()
	read(t, db, func(tx transaction) error {
		for name, want := range map[string][3]int64{"open": {}, "closed": {5000, 900_000_000}, "recorded": {7000, 900_000_000}, "destroyed": {5000, 8000, 8000}} {
			c, _, _, err := tx.Conversation(id(name))
			if err != nil {
				return err
			}
			if got := [3]int64{milli(c.ClosedAt), milli(c.Expires), milli(c.Destroyed)}; got != want || c.Held {
				t.Errorf("%s became %v", name, got)
			}
		}
		due, err := tx.Expired(time.UnixMilli(10_000), 10)
		if len(due) != 1 || due[0] != id("destroyed") {
			t.Errorf("due: %v", due)
		}
		return err
	})
}

func milli(at time.Time) int64 {
	if at.IsZero() {
		return 0
	}
	return at.UnixMilli()
}
