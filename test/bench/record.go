package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/client/auditor"
	"github.com/sealdesk/sealdesk/internal/conversation"
	acts "github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// This file measures what the record of acts costs: on the message path, beside
// a loop that only inserts, for a proof, and for whoever verifies it.

// unrecorded is a store of conversations that drops their events.
type unrecorded struct{ conversation.Store }

type silent struct{ conversation.Tx }

// AppendEvent drops the event.
func (silent) AppendEvent(acts.Event) error { return nil }

// Write implements conversation.Store.
func (u unrecorded) Write(ctx context.Context, run func(conversation.Tx) error) error {
	return u.Store.Write(ctx, func(tx conversation.Tx) error { return run(silent{tx}) })
}

// WriteShared implements conversation.Store.
func (u unrecorded) WriteShared(ctx context.Context, run func(conversation.Tx) error) error {
	return u.Store.WriteShared(ctx, func(tx conversation.Tx) error { return run(silent{tx}) })
}

func record(o options) error {
	o = o.withoutProfile()
	var overhead, appends []float64
	for range o.rounds {
		with, err := rush(pathServer, o, nil)
		if err != nil {
			return err
		}
		without, err := rush(bareServer, o, nil)
		if err != nil {
			return err
		}
		overhead = append(overhead, with.perSecond()/without.perSecond())
		ratio, err := appendBesideInsert(o.conversations, o.messages)
		if err != nil {
			return err
		}
		appends = append(appends, ratio)
	}
	report("ledger_overhead", median(overhead), "ratio")
	report("ledger_append_vs_insert_loop", median(appends), "ratio")
	return errors.Join(prove(o.stored), cosign())
}

// appendBesideInsert lets as many writers append events, one each at a time, and
// then insert rows of the same size in a loop that groups commits and does
// nothing else.
func appendBesideInsert(writers, each int) (ratio float64, err error) {
	folder, err := os.MkdirTemp("", "sealdesk-bench-")
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	db, err := storage.Open(context.Background(), folder, nil)
	if err != nil {
		return 0, err
	}
	appending, err := timed(writers, each, func(n int) error {
		return db.WriteShared(context.Background(), func(tx *storage.Tx) error { return tx.AppendEvent(message(n)) })
	})
	if err = errors.Join(err, db.Close()); err != nil {
		return 0, err
	}
	loop, err := newInsertLoop(filepath.Join(folder, "data.db"))
	if err != nil {
		return 0, err
	}
	inserting, err := timed(writers, each, loop.insert)
	return inserting.Seconds() / appending.Seconds(), errors.Join(err, loop.close())
}

func timed(writers, each int, write func(n int) error) (time.Duration, error) {
	start := time.Now()
	failed := make(chan error, writers)
	var all sync.WaitGroup
	for w := range writers {
		all.Go(func() {
			for n := range each {
				if err := write(w*each + n); err != nil {
					failed <- err
					return
				}
			}
		})
	}
	all.Wait()
	close(failed)
	return time.Since(start), <-failed
}

// insertLoop writes rows of the ledger's size, many in one commit.
type insertLoop struct {
	db   *sql.DB
	rows chan chan error
	done chan struct{}
}

func newInsertLoop(path string) (*insertLoop, error) {
	db, err := sql.Open("sqlite", "file:"+path+"?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	l := &insertLoop{db: db, rows: make(chan chan error, 256), done: make(chan struct{})}
	go l.run()
	return l, nil
}

func (l *insertLoop) insert(int) error {
	told := make(chan error, 1)
	l.rows <- told
	return <-told
}

func (l *insertLoop) run() {
	defer close(l.done)
	for first := range l.rows {
		batch := []chan error{first}
		for more := true; more && len(batch) < 256; {
			select {
			case next, open := <-l.rows:
				if more = open; open {
					batch = append(batch, next)
				}
			default:
				more = false
			}
		}
		err := l.commit(len(batch))
		for _, told := range batch {
			told <- err
		}
	}
}

func (l *insertLoop) commit(rows int) error {
	tx, err := l.db.Begin()
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	var values []any
	for range rows {
		values = append(values, random(16), random(eventSize))
	}
	if _, err := tx.Exec(`INSERT INTO ledger (salt, event) VALUES (?, ?)`+strings.Repeat(`, (?, ?)`, rows-1), values...); err != nil {
		return err
	}
	return tx.Commit()
}

func (l *insertLoop) close() error {
	close(l.rows)
	<-l.done
	return l.db.Close()
}

// message is the event of a message.
func message(n int) acts.Event {
	visitor := seal.ID{1, byte(n), byte(n >> 8)}
	by := acts.Source{Actor: acts.Actor{Role: ledger.Visitor, ID: seal.Some(visitor)}, Device: visitor, Network: "127.0.0.0"}
	return acts.Act(time.Now(), acts.MessageAppended, by, seal.ID{2, byte(n)})
}

// events appends events of messages, as many as there are to be, through the store.
func events(folder string, count int) (err error) {
	db, err := storage.Open(context.Background(), folder, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	const atOnce = 10_000
	for ; count > 0 && err == nil; count -= atOnce {
		err = db.Write(context.Background(), func(tx *storage.Tx) error {
			for n := range min(count, atOnce) {
				if err := tx.AppendEvent(message(n)); err != nil {
					return err
				}
			}
			return nil
		})
	}
	return err
}

// prove measures proofs in a long record, and how fast an export of it is checked.
func prove(stored int) (err error) {
	folder, err := os.MkdirTemp("", "sealdesk-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	if err := events(folder, stored); err != nil {
		return err
	}
	db, err := storage.Open(context.Background(), folder, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	key, err := seal.NewSigningKey(rand.Reader)
	if err != nil {
		return err
	}
	org := seal.ID{1}
	service := acts.New(storage.Ledger{DB: db}, func() seal.ID { return org }, key, time.Now)
	if err := service.Publish(context.Background()); err != nil {
		return err
	}
	const proofs = 500
	var took []float64
	for range proofs {
		n, err := rand.Int(rand.Reader, big.NewInt(int64(stored)))
		if err != nil {
			return err
		}
		start := time.Now()
		if _, _, err := service.Inclusion(context.Background(), n.Int64()); err != nil {
			return err
		}
		took = append(took, float64(time.Since(start).Microseconds()))
	}
	report("ledger_proof_us", median(took), "µs")
	return verify(service, stored)
}

func verify(service *acts.Service, stored int) error {
	var export bytes.Buffer
	err := service.Export(context.Background(), acts.Itself(), acts.Filter{}, func(lines []byte) error {
		_, err := export.Write(lines)
		return err
	})
	if err != nil {
		return err
	}
	start := time.Now()
	checked, err := auditor.File(&export, auditor.Trust{}, nil)
	if err == nil && checked.Entries < int64(stored) {
		err = fmt.Errorf("%d of %d entries were verified", checked.Entries, stored)
	}
	report("ledger_verify_per_s", float64(checked.Entries)/time.Since(start).Seconds(), "entries/s")
	return err
}
