package storage_test

import (
	"context"
	"errors"
	"maps"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

func sealedFile(thread seal.ID, n byte, began int64) conversation.Attachment {
	return conversation.Attachment{Thread: thread, ID: seal.ID16{n}, Uploader: id("customer"), Size: 5_000_000, Created: time.Unix(began, 0)}
}

// A file comes back as it was stored, under its thread only, and moves on.
func clauseAttachments(t *testing.T, db database) {
	main, notes := talk(t, db, "one")
	a := sealedFile(main, 1, 10)
	write(t, db, func(tx transaction) error { return tx.InsertAttachment(a) })
	if err := db.Write(context.Background(), func(tx transaction) error { return tx.InsertAttachment(a) }); err == nil {
		t.Error("a file was begun twice")
	}
	write(t, db, func(tx transaction) error { return tx.InsertAttachment(sealedFile(notes, 1, 10)) }) // the same id elsewhere
	a.Received, a.Claimed, a.Removed = 3, true, true
	changed := a
	changed.Size, changed.Uploader = 1, id("somebody else") // never changes
	write(t, db, func(tx transaction) error { return tx.UpdateAttachment(changed) })
	read(t, db, func(tx transaction) error {
		for _, row := range []struct {
			thread seal.ID
			id     byte
			want   conversation.Attachment
		}{{main, 1, a}, {notes, 1, sealedFile(notes, 1, 10)}, {main, 2, conversation.Attachment{}}, {id("absent"), 1, conversation.Attachment{}}} {
			got, ok, err := tx.Attachment(row.thread, seal.ID16{row.id})
			if got != row.want || ok != (row.want.Size > 0) || err != nil {
				t.Errorf("got %+v (%v) instead of %+v: %v", got, ok, row.want, err)
			}
		}
		return nil
	})
	err := db.Read(context.Background(), func(tx transaction) error { return tx.UpdateAttachment(a) })
	if err == nil {
		t.Error("a read changed a file")
	}
}

// What waits for a message is counted by uploader, found by age, and forgotten
// only while nothing claimed it.
func clauseUnclaimedFiles(t *testing.T, db database) {
	main, _ := talk(t, db, "one")
	put := func(n byte, began int64, change func(*conversation.Attachment)) conversation.Attachment {
		a := sealedFile(main, n, began)
		change(&a)
		write(t, db, func(tx transaction) error { return tx.InsertAttachment(a) })
		return a
	}
	old := put(1, 10, func(*conversation.Attachment) {})
	put(2, 100, func(*conversation.Attachment) {})
	claimed := put(3, 10, func(a *conversation.Attachment) { a.Claimed = true })
	put(4, 10, func(a *conversation.Attachment) { a.Removed = true })
	put(5, 10, func(a *conversation.Attachment) { a.Uploader = id("anna") })
	count := func(who string) (n int) {
		read(t, db, func(tx transaction) (err error) { n, err = tx.UnclaimedOf(id(who)); return err })
		return n
	}
	if count("customer") != 2 || count("anna") != 1 || count("stranger") != 0 {
		t.Errorf("waiting: %d, %d, %d", count("customer"), count("anna"), count("stranger"))
	}
	list := func(before int64, limit int) (ids []byte) {
		read(t, db, func(tx transaction) error {
			found, err := tx.Unclaimed(time.Unix(before, 0), limit)
			for _, a := range found {
				ids = append(ids, a.ID[0])
			}
			slices.Sort(ids)
			return err
		})
		return ids
	}
	if got := list(100, 10); !slices.Equal(got, []byte{1, 5}) {
		t.Errorf("older than a moment: %v", got)
	}
	if got := list(1000, 2); len(got) != 2 {
		t.Errorf("two at most: %v", got)
	}
	forget := func(a conversation.Attachment) (gone bool) {
		write(t, db, func(tx transaction) (err error) { gone, err = tx.DeleteUnclaimed(a); return err })
		return gone
	}
	if !forget(old) || forget(old) || forget(claimed) {
		t.Error("a file was forgotten twice, or although a message brought it")
	}
	var n uint64
	read(t, db, func(tx transaction) (err error) { n, err = tx.CountAttachments(main); return err })
	if n != 3 {
		t.Errorf("%d files are left instead of 3", n)
	}
}

// How many wait longer is counted within a team, and an earlier place breaks
// ties.
func clauseAhead(t *testing.T, db database) {
	waits := func(since int64) func(*conversation.Conversation) {
		return func(c *conversation.Conversation) {
			if since > 0 {
				c.Waiting = time.UnixMilli(since)
			}
		}
	}
	add(t, db, "first", 1, waits(10))
	add(t, db, "tied", 2, waits(20))
	add(t, db, "mine", 3, waits(20))
	add(t, db, "later", 4, waits(30))
	add(t, db, "answered", 5, waits(0))
	add(t, db, "elsewhere", 6, func(c *conversation.Conversation) { c.Group, c.Waiting = id("other team"), time.UnixMilli(1) })
	write(t, db, func(tx transaction) error {
		return errors.Join(tx.SetVisitors(id("mine"), []seal.ID{id("phone"), id("laptop")}), tx.SetVisitors(id("first"), []seal.ID{id("theirs")}), tx.SetVisitors(id("answered"), []seal.ID{id("nobody")}), tx.SetVisitors(id("elsewhere"), []seal.ID{id("nobody")}))
	})
	read(t, db, func(tx transaction) error {
		all, err := tx.Waiting(id("team"), 10)
		got := map[seal.ID]int{}
		for _, w := range all {
			got[w.Device] = w.Ahead
		}
		if want := (map[seal.ID]int{id("theirs"): 0, id("customer of tied"): 1, id("phone"): 2, id("laptop"): 2, id("customer of later"): 3}); !maps.Equal(got, want) {
			t.Errorf("waiting are %v instead of %v", got, want)
		}
		few, err2 := tx.Waiting(id("team"), 1)
		if len(few) != 1 || few[0].Conversation != id("first") {
			t.Errorf("the first of all is %v", few)
		}
		return errors.Join(err, err2)
	})
	for name, want := range map[string]int{"first": 0, "tied": 1, "mine": 2, "later": 3, "elsewhere": 0} {
		read(t, db, func(tx transaction) error {
			c, _, _, err := tx.Conversation(id(name))
			if err != nil {
				return err
			}
			n, err := tx.Ahead(c)
			if n != want {
				t.Errorf("%d are ahead of %s instead of %d", n, name, want)
			}
			return err
		})
	}
}

func clauseAnswers(t *testing.T, db database) {
	inbox := id("inbox")
	write(t, db, func(tx transaction) error {
		for n := range int64(10) {
			if err := tx.InsertAnswer(inbox, time.Unix(100+n, 0), time.Duration(n)*time.Second); err != nil {
				return err
			}
		}
		return tx.InsertAnswer(id("other"), time.Unix(105, 0), time.Hour)
	})
	list := func(since int64, limit int) (waits []time.Duration) {
		read(t, db, func(tx transaction) (err error) {
			waits, err = tx.Answers(inbox, time.Unix(since, 0), limit)
			return err
		})
		return waits
	}
	if got := list(0, 3); !slices.Equal(got, []time.Duration{9 * time.Second, 8 * time.Second, 7 * time.Second}) {
		t.Errorf("the newest three: %v", got)
	}
	if got := list(108, 50); len(got) != 2 {
		t.Errorf("since a moment: %v", got)
	}
	write(t, db, func(tx transaction) error { return tx.DeleteAnswers(time.Unix(105, 0)) })
	if got := list(0, 50); len(got) != 5 {
		t.Errorf("after forgetting: %v", got)
	}
}

// A draft is its account's, and is listed only where the account may read.
func clauseDrafts(t *testing.T, db database) {
	main, _ := talk(t, db, "one")
	other, _ := talk(t, db, "two")
	set := func(who string, where seal.ID, version uint64, text []byte) {
		write(t, db, func(tx transaction) error {
			return tx.SetDraft(conversation.Draft{Account: id(who), Conversation: where, Version: version, Bytes: text, Updated: time.UnixMilli(int64(version))})
		})
	}
	set("anna", main, 1, []byte("half a"))
	set("anna", main, 2, []byte("half a sentence"))
	set("anna", other, 7, nil)
	set("bert", main, 1, []byte("his"))
	read(t, db, func(tx transaction) error {
		one, err := tx.Draft(id("anna"), main)
		if one.Version != 2 || string(one.Bytes) != "half a sentence" || one.Updated.UnixMilli() != 2 || err != nil {
			t.Errorf("anna's draft: %+v, %v", one, err)
		}
		if gone, _ := tx.Draft(id("anna"), other); gone.Version != 7 || gone.Bytes != nil {
			t.Errorf("a draft that was thrown away: %+v", gone)
		}
		if none, _ := tx.Draft(id("carla"), main); none.Version != 0 {
			t.Errorf("a draft that never was: %+v", none)
		}
		for _, row := range []struct {
			groups []seal.ID
			want   int
		}{{[]seal.ID{id("team")}, 1}, {[]seal.ID{id("other team")}, 0}, {nil, 0}} {
			if list, err := tx.Drafts(id("anna"), row.groups); len(list) != row.want || err != nil {
				t.Errorf("%d drafts for %v: %v", len(list), row.groups, err)
			}
		}
		return nil
	})
	write(t, db, func(tx transaction) error { return tx.Bury(main) })
	read(t, db, func(tx transaction) error {
		left, err := tx.Draft(id("bert"), main)
		if left.Version != 0 {
			t.Error("a draft outlived its conversation")
		}
		return err
	})
}

// On a full disk a file, a draft or a figure is refused in plain words, and what
// was there stays.
func TestFullDiskForFiles(t *testing.T) {
	db := openSQLite(t, t.TempDir(), nil)
	defer db.Close()
	main, _ := talk(t, db, "one")
	write(t, db, func(tx transaction) error { return tx.InsertAttachment(sealedFile(main, 1, 10)) })
	storage.LimitSize(t, db.DB, "1")
	ctx := context.Background()
	fills := func(step func(tx transaction, n int) error) (err error) {
		for n := 0; n < 5000 && err == nil; n++ {
			err = db.Write(ctx, func(tx transaction) error { return step(tx, n) })
		}
		return err
	}
	for name, err := range map[string]error{
		"a file": fills(func(tx transaction, n int) error {
			a := sealedFile(main, 2, 10)
			a.ID[1], a.ID[2] = byte(n), byte(n>>8)
			return tx.InsertAttachment(a)
		}),
		"a draft": fills(func(tx transaction, n int) error {
			return tx.SetDraft(conversation.Draft{Account: id(time.Duration(n).String()), Conversation: main, Version: 1, Bytes: make([]byte, 10_000)})
		}),
		"a figure": fills(func(tx transaction, n int) error { return tx.InsertAnswer(id("inbox"), time.Unix(int64(n), 0), 0) }),
	} {
		if !errs.Is(err, errs.Unavailable) {
			t.Errorf("%s on a full disk: %v", name, err)
		}
	}
	read(t, db, func(tx transaction) error {
		a, ok, err := tx.Attachment(main, seal.ID16{1})
		if !ok || a.Size != 5_000_000 {
			t.Errorf("what was there is %+v", a)
		}
		return err
	})
}
