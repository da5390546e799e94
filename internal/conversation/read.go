package conversation

import (
	"context"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/seal"
)

// Preview is a conversation in a list, with its newest message and the key for
// it as the caller may have it.
type Preview struct {
	Conversation Conversation
	Read         uint64
	Last         *Entry
	Keys         []Key
	Devices      [][]byte // statements of the visitor devices
	Ahead        *int     // for visitors: how many wait longer; nil if nobody waits here
	// Locked: of a sensitive team; nothing of it is shown before staff confirm. Else,
	// of such a team, LockedFrom is when they have to again.
	Locked     bool
	LockedFrom time.Time
}

// Page is one page of a list; Next is zero at its end.
type Page struct {
	Previews []Preview
	Next     Cursor
}

// List returns conversations that the actor may see. The query's owner fields
// are set here, from the actor and not from the request.
func (s *Service) List(ctx context.Context, actor access.Actor, query Query) (Page, error) {
	query.Groups, query.Visitor, query.Account = nil, seal.OptionalID{}, seal.OptionalID{}
	if actor.Who == access.Visitor {
		query.Visitor = seal.Some(actor.Device)
	} else {
		query.Groups, query.Account = actor.Groups, seal.Some(actor.Account)
	}
	var page Page
	err := s.store.Read(ctx, func(tx Tx) error {
		found, err := tx.ListConversations(query)
		if err != nil {
			return err
		}
		for _, c := range found {
			preview, err := s.preview(tx, actor, c)
			if err != nil {
				return err
			}
			page.Previews = append(page.Previews, preview)
		}
		if len(found) == query.Limit {
			last := found[len(found)-1]
			page.Next = Cursor{last.LastActivity.UnixMilli(), last.Row}
		}
		return nil
	})
	return page, err
}

// Count says how many open conversations there are that a member of staff may
// see, by inbox and assignee.
func (s *Service) Count(ctx context.Context, actor access.Actor) ([]Count, error) {
	var counts []Count
	err := s.store.Read(ctx, func(tx Tx) (err error) {
		counts, err = tx.CountOpen(actor.Groups)
		return err
	})
	return counts, err
}

func (s *Service) preview(tx Tx, actor access.Actor, c Conversation) (Preview, error) {
	preview := Preview{Conversation: c}
	var err error
	if preview.Read, err = s.readUpTo(tx, actor, c.ID); err != nil {
		return preview, err
	}
	if c.over() { // nothing is left that could be read
		preview.Read = c.LastSequence
	}
	if actor.Who == access.Visitor {
		if preview.Ahead, err = ahead(tx, c); err != nil {
			return preview, err
		}
	}
	if preview.Locked = actor.Hidden(c.Group); preview.Locked {
		return preview, nil
	}
	if actor.Who == access.Staff && slices.Contains(actor.Sensitive, c.Group) {
		preview.LockedFrom = actor.ConfirmedUntil
	}
	t, ok, err := tx.Thread(c.ID)
	if err != nil || !ok {
		return preview, err
	}
	for _, id := range t.Visitors {
		device, ok, err := tx.VisitorDevice(id)
		if err != nil {
			return preview, err
		}
		if ok {
			preview.Devices = append(preview.Devices, device)
		}
	}
	if c.LastMessage == 0 {
		return preview, nil
	}
	entry, ok, err := tx.Entry(t.Row, c.LastMessage)
	if err != nil || !ok {
		return preview, err
	}
	preview.Last = &entry
	envelope, err := seal.ParseMessage(entry.Bytes)
	if err != nil {
		return preview, refused("conversation.list", err)
	}
	key, err := keyFor(tx, actor, envelope.Unverified().Generation, true)
	if key != nil {
		preview.Keys = []Key{*key}
	}
	return preview, err
}

func (s *Service) readUpTo(tx Tx, actor access.Actor, thread seal.ID) (uint64, error) {
	if actor.Who == access.Staff {
		return tx.ReadUpTo(thread, seal.OptionalID{}, seal.Some(actor.Account))
	}
	return tx.ReadUpTo(thread, seal.Some(actor.Device), seal.OptionalID{})
}

// keyFor finds the sealed key of a generation for the actor. With brief, a
// wrap makes the box unnecessary.
func keyFor(tx Tx, actor access.Actor, generation seal.ID, brief bool) (*Key, error) {
	known, _, ok, err := tx.Generation(generation)
	if err != nil || !ok {
		return nil, err
	}
	signed, err := seal.ParseSigned[seal.ThreadGeneration](known.Bytes)
	if err != nil {
		return nil, refused("conversation.key", err)
	}
	groups := signed.Unverified().Groups()
	if len(groups) != 1 {
		return nil, nil
	}
	key := &Key{Generation: generation, GroupGeneration: groups[0], Statement: known.Bytes}
	if actor.Who == access.Visitor {
		key.Box, err = tx.Box(generation, seal.Reader{Kind: seal.ReaderVisitor, Ref: actor.Device})
		return key, err
	}
	if key.Wrap, err = tx.Wrap(generation, groups[0]); err != nil || (brief && key.Wrap != nil) {
		return key, err
	}
	key.Box, err = tx.Box(generation, seal.Reader{Kind: seal.ReaderGroup, Ref: groups[0]})
	return key, err
}

// Detail is a whole thread without its entries.
type Detail struct {
	Thread         Thread
	Preview        Preview
	VisitorDevices [][]byte
	Generations    []Generation
	Keys           []Key
	Marks          []Mark
}

// Detail returns a thread with its keys and marks.
func (s *Service) Detail(ctx context.Context, actor access.Actor, thread seal.ID) (Detail, error) {
	var d Detail
	err := s.store.Read(ctx, func(tx Tx) error {
		t, ok, err := tx.Thread(thread)
		if err != nil {
			return err
		}
		if !ok {
			return notFound("conversation.detail")
		}
		d.Thread = t
		if d.Preview, err = s.preview(tx, actor, t.Conversation); err != nil {
			return err
		}
		if d.Generations, err = tx.Generations(thread); err != nil {
			return err
		}
		if d.Marks, err = tx.Marks(thread); err != nil {
			return err
		}
		if d.VisitorDevices, err = devicesOf(tx, t, d.Generations); err != nil {
			return err
		}
		for _, generation := range d.Generations {
			key, err := keyFor(tx, actor, generation.ID, false)
			if err != nil {
				return err
			}
			if key != nil {
				d.Keys = append(d.Keys, *key)
			}
		}
		return nil
	})
	return d, err
}

// devicesOf returns the statements of every visitor device that is or ever was a
// reader: their signatures on old messages are still to be checked, and on the
// thread itself where nothing else is left.
func devicesOf(tx Tx, t Thread, generations []Generation) ([][]byte, error) {
	var ids []seal.ID
	for _, generation := range generations {
		signed, err := seal.ParseSigned[seal.ThreadGeneration](generation.Bytes)
		if err != nil {
			return nil, refused("conversation.devices", err)
		}
		ids = append(ids, signed.Unverified().Visitors()...)
	}
	if t.Kind == seal.Conversation {
		ids = append(ids, t.Visitors...)
	}
	seen := map[seal.ID]bool{}
	var devices [][]byte
	for _, id := range ids {
		if seen[id] {
			continue
		}
		seen[id] = true
		device, ok, err := tx.VisitorDevice(id)
		if err != nil {
			return nil, err
		}
		if ok {
			devices = append(devices, device)
		}
	}
	return devices, nil
}

// Entries returns up to limit entries after a sequence, in order.
func (s *Service) Entries(ctx context.Context, thread seal.ID, after uint64, limit int) ([]Entry, error) {
	var entries []Entry
	err := s.store.Read(ctx, func(tx Tx) error {
		t, ok, err := tx.Thread(thread)
		if err != nil {
			return err
		}
		if !ok {
			return notFound("conversation.entries")
		}
		if err := t.Conversation.readable("conversation.entries"); err != nil {
			return err
		}
		entries, err = tx.Entries(t.Row, after, limit)
		return err
	})
	return entries, err
}

// Find returns a thread for the access decision; false if there is none.
func (s *Service) Find(ctx context.Context, thread seal.ID) (Thread, bool, error) {
	var t Thread
	var ok bool
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		t, ok, err = tx.Thread(thread)
		return err
	})
	return t, ok, err
}

// KeyFor returns one generation's sealed key for the actor, nil if none.
func (s *Service) KeyFor(ctx context.Context, actor access.Actor, generation seal.ID) (*Key, error) {
	var key *Key
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		key, err = keyFor(tx, actor, generation, false)
		return err
	})
	return key, err
}

// Preview returns one conversation as the actor sees it.
func (s *Service) Preview(ctx context.Context, actor access.Actor, c Conversation) (Preview, error) {
	var preview Preview
	err := s.store.Read(ctx, func(tx Tx) error {
		var err error
		preview, err = s.preview(tx, actor, c)
		return err
	})
	return preview, err
}
