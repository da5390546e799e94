package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/sealdesk/sealdesk/seal"
)

// fullConversations are those that a large store is spread over.
const fullConversations = 1000

// startFull measures how long a server takes to start on a store of many
// messages. The conversations and their first messages come in by the public
// API; the others are written as rows, because sealing a million of them would
// take longer than everything else together: ids, hashes, transcripts, sequences
// and ledger events of their own, in the size and order that the server writes,
// under copies of a sealed message and its receipt.
func startFull(o options) (err error) {
	folder, err := os.MkdirTemp("", "sealdesk-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	o = o.withoutProfile()
	o.conversations, o.messages, o.folder = min(fullConversations, o.stored), 0, folder
	c, err := startChild(fillServer, o)
	if err != nil {
		return err
	}
	if err := c.stop(); err != nil {
		return err
	}
	if err := errors.Join(fill(filepath.Join(folder, "data.db"), o.stored/o.conversations), events(folder, o.stored)); err != nil {
		return err
	}
	took, err := starts(fullServer, o, o.rounds)
	if err == nil {
		report("start_1m_ms", took, "ms")
	}
	return err
}

// full is one thread on its way to be full.
type full struct {
	row              int64
	id               seal.ID
	at               seal.Transcript
	message, receipt []byte
}

func fill(path string, each int) (err error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=synchronous(OFF)&_pragma=cache_size(-64000)")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	threads, err := begun(db)
	if err != nil {
		return err
	}
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	entry, err := tx.Prepare(`INSERT INTO entries (thread, sequence, kind, message, hash, transcript, bytes, receipt) VALUES (?, ?, 1, ?, ?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	// Conversations grow side by side, as they do.
	for n := len(threads); n < each*len(threads); n++ {
		if err := threads[n%len(threads)].add(entry); err != nil {
			return err
		}
	}
	return tx.Commit()
}

func idBytes(id seal.ID) []byte { return id[:] }

// begun finds the threads with their first message.
func begun(db *sql.DB) (threads []full, err error) {
	rows, err := db.QueryContext(context.Background(), `SELECT t.n, t.id, t.sequence, t.transcript, e.bytes, e.receipt
		FROM places t JOIN entries e ON e.thread = t.n AND e.sequence = t.last_message`)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close(), rows.Err()) }()
	for rows.Next() {
		var t full
		var id, transcript []byte
		var sequence uint64
		if err := rows.Scan(&t.row, &id, &sequence, &transcript, &t.message, &t.receipt); err != nil {
			return nil, err
		}
		t.id, t.at = seal.ID(id), seal.ResumeTranscript(sequence, seal.ID(transcript))
		threads = append(threads, t)
	}
	if len(threads) == 0 {
		err = errors.New("there is no conversation to fill")
	}
	return threads, err
}

func (t *full) add(entry *sql.Stmt) error {
	name := random(16)
	hash := seal.HashID("message", name)
	t.at = t.at.Next(hash)
	_, err := entry.Exec(t.row, t.at.Sequence(), name, hash[:], idBytes(t.at.Hash()), t.message, t.receipt)
	return err
}

// browse hands the figures on that only a browser gives.
func browse(o options) error {
	o = o.withoutProfile()
	o.conversations = o.crowd
	c, err := startChild(crowdServer, o)
	if err != nil {
		return err
	}
	page := exec.Command("node", "test/bench/page.mjs", "http://"+c.Address, c.Email, c.RecoveryCode, fmt.Sprint(o.crowd))
	page.Stdout, page.Stderr = os.Stdout, os.Stderr
	return errors.Join(page.Run(), c.stop())
}
