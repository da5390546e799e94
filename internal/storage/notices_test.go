package storage_test

import (
	"context"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// clauseNotices: an address comes back where an answer lies unread, and nowhere
// else; it goes with the key that it stands under.
func clauseNotices(t *testing.T, db database) {
	ctx := context.Background()
	main, _ := talk(t, db, "one")
	if err := db.Prepare(ctx, time.Unix(1, 0), id("g1")); err != nil {
		t.Fatal(err)
	}
	due := func(before time.Time) (found []conversation.Notice) {
		t.Helper()
		read(t, db, func(tx transaction) (err error) {
			found, _, err = tx.DueNotices(before, conversation.Cursor{}, 10)
			return err
		})
		return found
	}
	far := time.Now().Add(24 * time.Hour)
	answer := func(sequence uint64) {
		write(t, db, func(tx transaction) error {
			thread, _, err := tx.Thread(main)
			if err != nil {
				return err
			}
			thread.Sequence, thread.LastMessage = sequence, sequence
			entry := conversation.Entry{Kind: conversation.MessageEntry, Sequence: sequence, Message: seal.ID16{byte(sequence)}, Bytes: []byte("b"), Receipt: []byte("r")}
			if _, err := tx.InsertEntry(thread.Row, entry); err != nil {
				return err
			}
			return tx.UpdateThread(thread)
		})
	}
	answer(1)
	write(t, db, func(tx transaction) error { return tx.SetNotice(main, id("g1"), "mara@example.org", 1) })
	if len(due(far)) != 0 {
		t.Error("what was known is told")
	}
	answer(2)
	want := conversation.Notice{Conversation: main, Email: "mara@example.org", Told: 1, Sequence: 2}
	if got := due(far); len(got) != 1 || got[0] != want {
		t.Errorf("due is %v instead of %v", got, want)
	}
	if len(due(time.Unix(0, 0))) != 0 {
		t.Error("told before its time")
	}
	write(t, db, func(tx transaction) error { return tx.SetTold(main, 2) })
	if len(due(far)) != 0 {
		t.Error("told twice")
	}
	answer(3)
	device := id("device")
	write(t, db, func(tx transaction) error {
		if err := tx.SetVisitors(main, []seal.ID{device}); err != nil {
			return err
		}
		_, err := tx.SetMark(main, conversation.Mark{Device: device, Kind: seal.MarkRead, Sequence: 3, Bytes: []byte("m")})
		return err
	})
	if len(due(far)) != 0 {
		t.Error("told of what was read")
	}
	answer(4)
	if len(due(far)) != 1 {
		t.Error("an answer after what was read is not told")
	}
	if _, err := db.Shred(ctx, main, []byte("certificate"), id("g1")); err != nil {
		t.Fatal(err)
	}
	if len(due(far)) != 0 {
		t.Error("an address outlives its key")
	}
	write(t, db, func(tx transaction) error { return tx.SetNotice(main, id("g1"), "", 0) })
}
