package storage

import (
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

const entryColumns = `sequence, kind, message, hash, transcript, bytes, receipt`

func scanEntry(scan func(...any) error) (conversation.Entry, error) {
	var e conversation.Entry
	var message []byte
	err := scan(&e.Sequence, &e.Kind, &message, idInto(&e.Hash), idInto(&e.Transcript), &e.Bytes, &e.Receipt)
	copy(e.Message[:], message)
	return e, err
}

func (t *Tx) entry(query string, args ...any) (conversation.Entry, bool, error) {
	var entry conversation.Entry
	found := false
	err := t.each(query, args, func(scan func(...any) error) error {
		var err error
		entry, err = scanEntry(scan)
		found = true
		return err
	})
	return entry, found, err
}

// Message finds a message by its id.
func (t *Tx) Message(thread int64, id seal.ID16) (conversation.Entry, bool, error) {
	return t.entry(`SELECT `+entryColumns+` FROM entries WHERE thread = ? AND message = ?`, thread, id[:])
}

// Entry finds an entry by its sequence.
func (t *Tx) Entry(thread int64, sequence uint64) (conversation.Entry, bool, error) {
	return t.entry(`SELECT `+entryColumns+` FROM entries WHERE thread = ? AND sequence = ?`, thread, sequence)
}

// Entries returns entries after a sequence, in order.
func (t *Tx) Entries(thread int64, after uint64, limit int) ([]conversation.Entry, error) {
	var entries []conversation.Entry
	err := t.each(`SELECT `+entryColumns+` FROM entries WHERE thread = ? AND sequence > ? ORDER BY sequence LIMIT ?`, []any{thread, after, limit},
		func(scan func(...any) error) error {
			entry, err := scanEntry(scan)
			entries = append(entries, entry)
			return err
		})
	return entries, err
}

// TranscriptAt returns the transcript hash after an entry.
func (t *Tx) TranscriptAt(thread int64, sequence uint64) (seal.ID, bool, error) {
	var hash seal.ID
	ok, err := t.one(`SELECT transcript FROM entries WHERE thread = ? AND sequence = ?`, []any{thread, sequence}, idInto(&hash))
	return hash, ok, err
}

// InsertEntry stores an entry at its place. A taken place is an error; a used
// message id is not, but nothing is stored.
func (t *Tx) InsertEntry(thread int64, e conversation.Entry) (free bool, err error) {
	var message any
	if e.Kind == conversation.MessageEntry {
		message = e.Message[:]
	}
	n, err := t.run(`INSERT INTO entries (thread, sequence, kind, message, hash, transcript, bytes, receipt) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (thread, message) WHERE message IS NOT NULL DO NOTHING`,
		thread, e.Sequence, e.Kind, message, e.Hash[:], e.Transcript[:], e.Bytes, e.Receipt)
	return n == 1, err
}

// Sender returns a device's last counter and message hash in a thread.
func (t *Tx) Sender(thread int64, sender seal.ID) (counter uint64, last seal.ID, err error) {
	if known, ok := t.heads.sender(thread, sender); ok {
		return known.counter, known.last, nil
	}
	_, err = t.one(`SELECT counter, hash FROM senders WHERE thread = ? AND sender = ?`, []any{thread, sender[:]}, &counter, idInto(&last))
	if err == nil {
		t.heads.keepSender(thread, sender, sent{counter, last})
	}
	return counter, last, err
}

// SetSender stores a device's last counter and message hash in a thread.
func (t *Tx) SetSender(thread int64, sender seal.ID, counter uint64, last seal.ID) error {
	known, _ := t.heads.sender(thread, sender)
	t.heads.keepSender(thread, sender, sent{counter, last})
	if known.counter > 0 { // then it is stored, and an upsert would look for its place twice
		return t.must(`UPDATE senders SET counter = ?, hash = ? WHERE thread = ? AND sender = ?`, counter, last[:], thread, sender[:])
	}
	return t.must(`INSERT INTO senders (thread, sender, counter, hash) VALUES (?, ?, ?, ?)
		ON CONFLICT (thread, sender) DO UPDATE SET counter = excluded.counter, hash = excluded.hash`, thread, sender[:], counter, last[:])
}

// Generation finds a generation and the thread that it belongs to.
func (t *Tx) Generation(id seal.ID) (conversation.Generation, seal.ID, bool, error) {
	g := conversation.Generation{ID: id}
	var thread seal.ID
	ok, err := t.one(`SELECT thread, number, bytes FROM thread_generations WHERE id = ?`, []any{id[:]}, idInto(&thread), &g.Number, &g.Bytes)
	return g, thread, ok, err
}

// Generations returns a thread's generations, oldest first.
func (t *Tx) Generations(thread seal.ID) ([]conversation.Generation, error) {
	var all []conversation.Generation
	err := t.each(`SELECT id, number, bytes FROM thread_generations WHERE thread = ? ORDER BY number`, []any{thread[:]}, func(scan func(...any) error) error {
		var g conversation.Generation
		err := scan(idInto(&g.ID), &g.Number, &g.Bytes)
		all = append(all, g)
		return err
	})
	return all, err
}

// InsertGeneration stores a generation, with its boxes under its shred key.
func (t *Tx) InsertGeneration(thread seal.ID, g conversation.Generation, boxes []conversation.Box) error {
	if err := t.must(`INSERT INTO thread_generations (id, thread, number, bytes) VALUES (?, ?, ?, ?)`, g.ID[:], thread[:], g.Number, g.Bytes); err != nil {
		return err
	}
	for _, box := range boxes {
		sealed, err := t.shred.seal(t.ctx, g.ID, "box", box.Sealed)
		if err != nil {
			return err
		}
		if err := t.must(`INSERT INTO thread_boxes (generation, kind, ref, sealed) VALUES (?, ?, ?, ?)`, g.ID[:], box.Reader.Kind, box.Reader.Ref[:], sealed); err != nil {
			return err
		}
	}
	return nil
}

// Box returns a reader's box, nil if there is none or its key was destroyed.
func (t *Tx) Box(generation seal.ID, reader seal.Reader) ([]byte, error) {
	return t.shredded(generation, "box", `SELECT sealed FROM thread_boxes WHERE generation = ? AND kind = ? AND ref = ?`, generation[:], reader.Kind, reader.Ref[:])
}

// Wrap returns a re-wrap, nil if there is none or its key was destroyed.
func (t *Tx) Wrap(generation, group seal.ID) ([]byte, error) {
	return t.shredded(generation, "wrap", `SELECT sealed FROM thread_wraps WHERE generation = ? AND group_generation = ?`, generation[:], group[:])
}

func (t *Tx) shredded(generation seal.ID, label, query string, args ...any) ([]byte, error) {
	var sealed []byte
	ok, err := t.one(query, args, &sealed)
	if err != nil || !ok {
		return nil, err
	}
	plain, ok, err := t.shred.open(t.ctx, generation, label, sealed)
	if err != nil || !ok {
		return nil, err
	}
	return plain, nil
}

// SetWrap stores a re-wrap; an earlier one stays unless replace is set.
func (t *Tx) SetWrap(generation, group seal.ID, wrapped []byte, replace bool) (bool, error) {
	sealed, err := t.shred.seal(t.ctx, generation, "wrap", wrapped)
	if err != nil {
		return false, err
	}
	query := `INSERT INTO thread_wraps (generation, group_generation, sealed) VALUES (?, ?, ?) ON CONFLICT (generation, group_generation) DO NOTHING`
	if replace {
		query = `INSERT INTO thread_wraps (generation, group_generation, sealed) VALUES (?, ?, ?) ON CONFLICT (generation, group_generation) DO UPDATE SET sealed = excluded.sealed`
	}
	n, err := t.run(query, generation[:], group[:], sealed)
	return n > 0, err
}

// VisitorDevice returns a visitor device's signed statement.
func (t *Tx) VisitorDevice(id seal.ID) ([]byte, bool, error) {
	var wire []byte
	ok, err := t.one(`SELECT bytes FROM visitor_devices WHERE id = ?`, []any{id[:]}, &wire)
	return wire, ok, err
}

// Marks returns a thread's marks.
func (t *Tx) Marks(thread seal.ID) ([]conversation.Mark, error) {
	var marks []conversation.Mark
	err := t.each(`SELECT device, account, kind, sequence, bytes FROM marks WHERE thread = ?`, []any{thread[:]}, func(scan func(...any) error) error {
		var m conversation.Mark
		err := scan(idInto(&m.Device), optionalInto(&m.Account), &m.Kind, &m.Sequence, &m.Bytes)
		marks = append(marks, m)
		return err
	})
	return marks, err
}

// ReadUpTo returns the highest sequence that a device, or any device of an
// account, has marked as read.
func (t *Tx) ReadUpTo(thread seal.ID, device, account seal.OptionalID) (uint64, error) {
	query, owner := `SELECT coalesce(max(sequence), 0) FROM marks WHERE thread = ? AND kind = 2 AND device = ?`, device
	if account.Present() {
		query, owner = `SELECT coalesce(max(sequence), 0) FROM marks WHERE thread = ? AND kind = 2 AND account = ?`, account
	}
	var sequence uint64
	_, err := t.one(query, []any{thread[:], optional(owner)}, &sequence)
	return sequence, err
}

// SetMark stores a mark if it moves forward.
func (t *Tx) SetMark(thread seal.ID, m conversation.Mark) (bool, error) {
	n, err := t.run(`INSERT INTO marks (thread, device, kind, account, sequence, bytes) VALUES (?, ?, ?, ?, ?, ?)
		ON CONFLICT (thread, device, kind) DO UPDATE SET sequence = excluded.sequence, bytes = excluded.bytes, account = excluded.account
		WHERE excluded.sequence > marks.sequence`, thread[:], m.Device[:], m.Kind, optional(m.Account), m.Sequence, m.Bytes)
	return n > 0, err
}
