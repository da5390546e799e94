package storage_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// talk stores a conversation with one visitor, and notes beside it.
func talk(t *testing.T, db database, name string) (main, notes seal.ID) {
	t.Helper()
	main, notes = id(name), id(name+" notes")
	write(t, db, func(tx transaction) error {
		c := conversation.Conversation{
			ID: main, Inbox: id("inbox"), Group: id("team"), State: conversation.Open,
			Created: time.Unix(1, 0), LastActivity: time.Unix(1, 0), Notes: seal.Some(notes),
		}
		if err := tx.InsertConversation(&c); err != nil {
			return err
		}
		if err := tx.SetVisitors(main, []seal.ID{id(name + " device")}); err != nil {
			return err
		}
		for kind, of := range map[seal.ThreadKind]seal.ID{seal.Conversation: main, seal.Notes: notes} {
			thread := conversation.Thread{ID: of, Kind: kind, Bytes: []byte(name), Conversation: c}
			if err := tx.InsertThread(&thread); err != nil {
				return err
			}
		}
		return nil
	})
	return main, notes
}

// The writer's memory of threads is the file's content, whatever happened in
// between: jobs that changed things, jobs that failed, jobs that panicked.
func clauseTheWritersMemoryIsExact(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	defer db.Close()
	var threads []seal.ID
	for _, name := range []string{"one", "two", "three"} {
		main, notes := talk(t, db, name)
		threads = append(threads, main, notes)
	}
	dice := rand.New(rand.NewPCG(1, 2)) //nolint:gosec // a fixed play
	for range 600 {
		step := func(tx transaction) error { return shake(tx, dice, threads) }
		switch dice.IntN(6) {
		case 0:
			step = func(tx transaction) error {
				if err := shake(tx, dice, threads); err != nil {
					return err
				}
				return errRefused
			}
		case 1:
			step = func(tx transaction) error {
				if err := shake(tx, dice, threads); err != nil {
					return err
				}
				panic("in the middle")
			}
		}
		db.Write(context.Background(), step) //nolint:errcheck // some are to fail
		remembered(t, db, threads)
	}
}

var senders = []seal.ID{id("anna"), id("bert")}

// shake changes something of a thread.
func shake(tx transaction, dice *rand.Rand, threads []seal.ID) error {
	thread, ok, err := tx.Thread(threads[dice.IntN(len(threads))])
	if err != nil || !ok {
		return err
	}
	at := time.Unix(int64(dice.IntN(1000)), 123_456_789) // finer than what is stored
	switch dice.IntN(7) {
	case 0:
		return advance(tx, dice, thread, at)
	case 1:
		c := thread.Conversation
		c.LastActivity, c.Waiting, c.State, c.Assignee = at, at, conversation.Closed, seal.Some(id(at.String()))
		c.Rating = uint64(dice.IntN(6))
		c.LastSequence, c.NoteSequence = 1000, 1000 // these are the threads' to say
		return tx.UpdateConversation(c)
	case 2:
		c := thread.Conversation
		c.Waiting, c.Expires, c.Assignee, c.Group = time.Time{}, at, seal.OptionalID{}, id(at.String())
		c.ClosedAt, c.Held, c.Destroyed = at.Add(-100*day), !c.Held, time.Time{}
		return tx.UpdateConversation(c)
	case 3:
		return tx.SetVisitors(thread.Conversation.ID, []seal.ID{id(at.String()), id("another")})
	case 4:
		return tx.Bury(thread.Conversation.ID)
	case 5:
		_, err := tx.ShortenRetention(thread.Conversation.Inbox, 1+dice.IntN(99))
		return err
	}
	if dice.IntN(2) == 0 {
		c := thread.Conversation
		c.LastActivity = at // as with most messages
		if dice.IntN(3) == 0 {
			c.Waiting = at
		}
		return tx.UpdateConversation(c)
	}
	return tx.SetSender(thread.Row, senders[dice.IntN(2)], uint64(dice.IntN(1000)), id(at.String()))
}

// advance gives a thread its next entry, and sometimes its next generation.
func advance(tx transaction, dice *rand.Rand, thread conversation.Thread, at time.Time) error {
	thread.Sequence++
	thread.Transcript = id(at.String())
	entry := conversation.Entry{Kind: conversation.GenerationEntry, Sequence: thread.Sequence, Transcript: thread.Transcript, Bytes: []byte{1}, Receipt: []byte{2}}
	if dice.IntN(2) == 0 {
		entry.Kind, thread.LastMessage = conversation.MessageEntry, thread.Sequence
		entry.Message = seal.ID16(thread.Transcript[:16])
	} else {
		thread.Generation = id(at.GoString())
	}
	if free, err := tx.InsertEntry(thread.Row, entry); !free || err != nil {
		return err
	}
	return tx.UpdateThread(thread)
}

// remembered compares what a job is told with what a reader finds.
func remembered(t *testing.T, db database, threads []seal.ID) {
	t.Helper()
	type state struct {
		Thread   conversation.Thread
		Counters [2]uint64
		Last     [2]seal.ID
	}
	look := func(tx transaction) (all []state, err error) {
		for _, id := range threads {
			var s state
			if s.Thread, _, err = tx.Thread(id); err != nil {
				return nil, err
			}
			for i, sender := range senders {
				if s.Counters[i], s.Last[i], err = tx.Sender(s.Thread.Row, sender); err != nil {
					return nil, err
				}
			}
			all = append(all, s)
		}
		return all, nil
	}
	var told, stored []state
	write(t, db, func(tx transaction) (err error) { told, err = look(tx); return err })
	if err := db.Read(context.Background(), func(tx transaction) (err error) { stored, err = look(tx); return err }); err != nil {
		t.Fatal(err)
	}
	for i := range told {
		if !reflect.DeepEqual(told[i], stored[i]) {
			t.Fatalf("the writer remembers\n%+v\nand the file holds\n%+v", told[i], stored[i])
		}
	}
}

// A thread that is not there is not there, also when it was for a moment.
func clauseAnUndoneThreadIsForgotten(t *testing.T, open engine, folder string) {
	db := open(t, folder, nil)
	defer db.Close()
	err := db.Write(context.Background(), func(tx transaction) error {
		c := conversation.Conversation{ID: id("ghost"), State: conversation.Open, Created: time.Unix(1, 0), LastActivity: time.Unix(1, 0)}
		thread := conversation.Thread{ID: c.ID, Kind: seal.Conversation, Conversation: c}
		if err := tx.InsertConversation(&c); err != nil {
			return err
		}
		if err := tx.InsertThread(&thread); err != nil {
			return err
		}
		if _, ok, err := tx.Thread(c.ID); !ok || err != nil {
			t.Errorf("a job does not see its own thread: %v", err)
		}
		return errRefused
	})
	if err == nil {
		t.Fatal("the job was accepted")
	}
	write(t, db, func(tx transaction) error {
		_, ok, err := tx.Thread(id("ghost"))
		if ok {
			t.Error("an undone thread is still remembered")
		}
		return err
	})
}
