package storage_test

import (
	"context"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

func read(t *testing.T, db database, run func(transaction) error) {
	t.Helper()
	if err := db.Read(context.Background(), run); err != nil {
		t.Fatal(err)
	}
}

// add stores a conversation for lists.
func add(t *testing.T, db database, name string, active int64, change func(*conversation.Conversation)) {
	t.Helper()
	c := conversation.Conversation{
		ID: id(name), Inbox: id("inbox"), Group: id("team"), State: conversation.Open, Created: time.Unix(1, 0), LastActivity: time.UnixMilli(active),
	}
	change(&c)
	write(t, db, func(tx transaction) error {
		if err := tx.InsertConversation(&c); err != nil {
			return err
		}
		return tx.SetVisitors(c.ID, []seal.ID{id("customer of " + name)})
	})
}

func clauseLists(t *testing.T, db database) {
	add(t, db, "mine", 10, func(c *conversation.Conversation) { c.Assignee = seal.Some(id("anna")) })
	add(t, db, "hers", 20, func(c *conversation.Conversation) { c.Assignee = seal.Some(id("bert")) })
	add(t, db, "free", 30, func(*conversation.Conversation) {})
	add(t, db, "closed", 40, func(c *conversation.Conversation) {
		c.State, c.Assignee = conversation.Closed, seal.Some(id("anna"))
	})
	add(t, db, "elsewhere", 50, func(c *conversation.Conversation) { c.Group, c.Inbox = id("other team"), id("other inbox") })
	team := []seal.ID{id("team")}
	for name, row := range map[string]struct {
		query conversation.Query
		want  []string // newest first
	}{
		"all of a team":            {conversation.Query{View: conversation.All, Groups: team}, []string{"closed", "free", "hers", "mine"}},
		"all of two teams":         {conversation.Query{View: conversation.All, Groups: []seal.ID{id("team"), id("other team")}}, []string{"elsewhere", "closed", "free", "hers", "mine"}},
		"nothing without a team":   {conversation.Query{View: conversation.All}, nil},
		"nothing of an absent one": {conversation.Query{View: conversation.All, Groups: []seal.ID{id("absent")}}, nil},
		"mine":                     {conversation.Query{View: conversation.Mine, Groups: team, Account: seal.Some(id("anna"))}, []string{"mine"}},
		"mine as nobody":           {conversation.Query{View: conversation.Mine, Groups: team}, nil},
		"unassigned":               {conversation.Query{View: conversation.Unassigned, Groups: team}, []string{"free"}},
		"open":                     {conversation.Query{View: conversation.OpenOnes, Groups: team}, []string{"free", "hers", "mine"}},
		"closed":                   {conversation.Query{View: conversation.ClosedOnes, Groups: team}, []string{"closed"}},
		"one inbox":                {conversation.Query{View: conversation.All, Groups: team, Inbox: seal.Some(id("inbox"))}, []string{"closed", "free", "hers", "mine"}},
		"another's inbox":          {conversation.Query{View: conversation.All, Groups: team, Inbox: seal.Some(id("other inbox"))}, nil},
		"a visitor's own":          {conversation.Query{View: conversation.All, Visitor: seal.Some(id("customer of free"))}, []string{"free"}},
		"a stranger's":             {conversation.Query{View: conversation.All, Visitor: seal.Some(id("stranger"))}, nil},
	} {
		row.query.Limit = 10
		var got []seal.ID
		read(t, db, func(tx transaction) error {
			list, err := tx.ListConversations(row.query)
			for _, c := range list {
				got = append(got, c.ID)
			}
			return err
		})
		want := make([]seal.ID, 0, len(row.want))
		for _, name := range row.want {
			want = append(want, id(name))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %d conversations instead of %v", name, len(got), row.want)
		}
	}
}

func clauseCounts(t *testing.T, db database) {
	in := func(group, inbox string, assignee seal.OptionalID, state conversation.State) func(*conversation.Conversation) {
		return func(c *conversation.Conversation) {
			c.Group, c.Inbox, c.Assignee, c.State = id(group), id(inbox), assignee, state
		}
	}
	nobody, anna, bert := seal.OptionalID{}, seal.Some(id("anna")), seal.Some(id("bert"))
	add(t, db, "anna's", 10, in("team", "inbox", anna, conversation.Open))
	add(t, db, "bert's", 20, in("team", "inbox", bert, conversation.Open))
	add(t, db, "bert's second", 20, in("team", "inbox", bert, conversation.Open))
	add(t, db, "free", 30, in("team", "inbox", nobody, conversation.Open))
	add(t, db, "closed", 40, in("team", "inbox", anna, conversation.Closed))
	add(t, db, "second inbox", 50, in("team", "second inbox", nobody, conversation.Open))
	add(t, db, "elsewhere", 60, in("other team", "other inbox", anna, conversation.Open))
	team := []conversation.Count{
		{Inbox: id("inbox"), Assignee: anna, Open: 1},
		{Inbox: id("inbox"), Assignee: bert, Open: 2},
		{Inbox: id("inbox"), Assignee: nobody, Open: 1},
		{Inbox: id("second inbox"), Assignee: nobody, Open: 1},
	}
	for name, row := range map[string]struct {
		groups []seal.ID
		want   []conversation.Count
	}{
		"a team, without what others have": {[]seal.ID{id("team")}, team},
		"two teams":                        {[]seal.ID{id("team"), id("other team")}, append(team, conversation.Count{Inbox: id("other inbox"), Assignee: anna, Open: 1})},
		"nothing of an absent team":        {[]seal.ID{id("absent")}, nil},
		"nothing without a team":           {nil, nil},
	} {
		var got []conversation.Count
		read(t, db, func(tx transaction) (err error) { got, err = tx.CountOpen(row.groups); return err })
		missing := slices.ContainsFunc(row.want, func(c conversation.Count) bool { return !slices.Contains(got, c) })
		if missing || len(got) != len(row.want) {
			t.Errorf("%s: %v instead of %v", name, got, row.want)
		}
	}
}

// Pages hold each conversation once, also where many share a moment.
func clausePages(t *testing.T, db database) {
	for i := range 23 {
		add(t, db, string(rune('a'+i)), int64(i/10), func(*conversation.Conversation) {})
	}
	seen := map[seal.ID]int{}
	query := conversation.Query{View: conversation.All, Groups: []seal.ID{id("team")}, Limit: 4}
	for pages := 0; ; pages++ {
		var page []conversation.Conversation
		read(t, db, func(tx transaction) (err error) { page, err = tx.ListConversations(query); return err })
		for _, c := range page {
			seen[c.ID]++
		}
		if len(page) < query.Limit {
			break
		}
		last := page[len(page)-1]
		query.Before = conversation.Cursor{Activity: last.LastActivity.UnixMilli(), Row: last.Row}
		if pages > 10 {
			t.Fatal("the pages do not end")
		}
	}
	for id, times := range seen {
		if times != 1 {
			t.Errorf("%v came %d times", id, times)
		}
	}
	if len(seen) != 23 {
		t.Errorf("%d of 23 came", len(seen))
	}
}

func clauseEntries(t *testing.T, db database) {
	main, notes := talk(t, db, "one")
	other, _ := talk(t, db, "two")
	row := func(of seal.ID) (row int64) {
		read(t, db, func(tx transaction) error { th, _, err := tx.Thread(of); row = th.Row; return err })
		return row
	}
	put := func(of seal.ID, sequence uint64, message byte) error {
		entry := conversation.Entry{
			Sequence: sequence, Kind: conversation.MessageEntry, Message: seal.ID16{message}, Hash: id("hash"),
			Transcript: id(string(rune('0' + sequence))), Bytes: []byte{message}, Receipt: []byte("r"),
		}
		return db.Write(context.Background(), func(tx transaction) error {
			free, err := tx.InsertEntry(row(of), entry)
			if err == nil && !free {
				err = errRefused
			}
			return err
		})
	}
	for sequence := range uint64(5) {
		if err := put(main, sequence+1, byte(sequence+1)); err != nil {
			t.Fatal(err)
		}
	}
	if put(other, 1, 1) != nil || put(notes, 1, 1) != nil {
		t.Error("a thread's places or ids stood in another's way")
	}
	if err := db.Write(context.Background(), func(tx transaction) error {
		_, err := tx.InsertEntry(99_999, conversation.Entry{Sequence: 1, Kind: conversation.MessageEntry, Bytes: []byte("m"), Receipt: []byte("r")})
		return err
	}); err == nil {
		t.Error("an entry was stored in a thread that is not there")
	}
	read(t, db, func(tx transaction) error {
		page, err := tx.Entries(row(main), 1, 3)
		if len(page) != 3 || page[0].Sequence != 2 || page[2].Sequence != 4 {
			t.Errorf("a page after 1: %+v", page)
		}
		if _, ok, _ := tx.Entry(row(main), 6); ok {
			t.Error("there is an entry that nobody stored")
		}
		if e, ok, _ := tx.Message(row(main), seal.ID16{3}); !ok || e.Sequence != 3 {
			t.Errorf("a message by its id: %+v", e)
		}
		if _, ok, _ := tx.Message(row(other), seal.ID16{3}); ok {
			t.Error("a message was found in another thread")
		}
		if hash, ok, _ := tx.TranscriptAt(row(main), 2); !ok || hash != id("2") {
			t.Error("the transcript at a place is another's")
		}
		if _, ok, _ := tx.TranscriptAt(row(main), 7); ok {
			t.Error("there is a transcript where nothing is")
		}
		return err
	})
}

func clauseMarksMoveForward(t *testing.T, db database) {
	thread, anna := id("thread"), seal.Some(id("anna"))
	set := func(device string, account seal.OptionalID, kind seal.MarkKind, sequence uint64) (moved bool) {
		write(t, db, func(tx transaction) (err error) {
			moved, err = tx.SetMark(thread, conversation.Mark{Device: id(device), Account: account, Kind: kind, Sequence: sequence, Bytes: []byte{byte(sequence)}})
			return err
		})
		return moved
	}
	if !set("laptop", anna, seal.MarkRead, 5) || set("laptop", anna, seal.MarkRead, 4) || set("laptop", anna, seal.MarkRead, 5) || !set("laptop", anna, seal.MarkRead, 6) {
		t.Error("a mark moved back, or stood still when it was to move")
	}
	if !set("laptop", anna, seal.MarkDelivered, 9) || !set("phone", anna, seal.MarkRead, 7) || !set("visitor", seal.OptionalID{}, seal.MarkRead, 2) {
		t.Error("another kind or device of mark did not move")
	}
	read(t, db, func(tx transaction) error {
		for name, row := range map[string]struct {
			thread          seal.ID
			device, account seal.OptionalID
			want            uint64
		}{
			"an account by all its devices": {thread, seal.OptionalID{}, anna, 7},
			"one device":                    {thread, seal.Some(id("visitor")), seal.OptionalID{}, 2},
			"a stranger":                    {thread, seal.Some(id("stranger")), seal.OptionalID{}, 0},
			"another thread":                {id("other"), seal.OptionalID{}, anna, 0},
		} {
			if got, err := tx.ReadUpTo(row.thread, row.device, row.account); got != row.want || err != nil {
				t.Errorf("%s has read up to %d instead of %d: %v", name, got, row.want, err)
			}
		}
		marks, err := tx.Marks(thread)
		if len(marks) != 4 {
			t.Errorf("%d marks", len(marks))
		}
		return err
	})
}

// A wrap stays what it was, unless whoever replaces it says that it is bad; a
// box and a wrap cannot stand in for each other.
func clauseWraps(t *testing.T, db database) {
	ctx, generation, group := context.Background(), id("generation"), id("group generation")
	if err := db.Prepare(ctx, time.Unix(1, 0), generation); err != nil {
		t.Fatal(err)
	}
	set := func(wrap string, replace bool) (stored bool) {
		write(t, db, func(tx transaction) (err error) {
			stored, err = tx.SetWrap(generation, group, []byte(wrap), replace)
			return err
		})
		return stored
	}
	get := func() (wrap []byte) {
		read(t, db, func(tx transaction) (err error) { wrap, err = tx.Wrap(generation, group); return err })
		return wrap
	}
	if get() != nil || !set("first", false) || set("second", false) || string(get()) != "first" {
		t.Errorf("the wrap is %q", get())
	}
	if !set("third", true) || string(get()) != "third" {
		t.Errorf("the replaced wrap is %q", get())
	}
	if err := db.Prepare(ctx, time.Unix(2, 0), generation); err != nil || string(get()) != "third" {
		t.Errorf("a second key replaced the first: %q, %v", get(), err)
	}
	if _, err := db.Shred(ctx, id("conversation"), []byte("certificate"), generation); err != nil || get() != nil {
		t.Errorf("a destroyed wrap opens as %q, %v", get(), err)
	}
	err := db.Write(ctx, func(tx transaction) error {
		_, err := tx.SetWrap(generation, group, []byte("fourth"), true)
		return err
	})
	if !errs.Is(err, errs.Gone) {
		t.Errorf("a wrap under a destroyed key: %v", err)
	}
}
