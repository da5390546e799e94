// Package storage keeps what the domains hand over, in SQLite.
//
// Promise: what was acknowledged is on disk (WAL, synchronous=FULL); one method
// is one transaction, with the ledger's events inside; nothing is announced
// before it is committed. One goroutine writes: it takes a job and everything
// already queued, runs each so that it can be undone alone, commits once, and then
// acknowledges. A job that fails takes nobody with it.
//
// Threat: a copy of the data file, or a backup. Boxes and wraps stand in it only
// under shred keys, which live in a second file (see Shred).
//
// Limits: one process per data folder, kept by a lock; no encryption of routing data at rest.
package storage

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	_ "modernc.org/sqlite" // the driver registers itself as "sqlite"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
)

//go:embed migrations/*.sql shredmigrations/*.sql
var migrations embed.FS

const (
	batchLimit = 256
	readers    = 4
)

// Event is something that was committed, on its way to those it concerns.
type Event = any

// DB is one open data folder.
type DB struct {
	path  string // of the data file
	lock  *os.File
	write *conn
	shred *Shred

	jobs   chan *job
	done   chan struct{}
	close  sync.Once
	stop   chan struct{}
	notify func([]Event)

	heads   *heads       // the writer's; only its goroutine touches them
	edge    *edge        // of the ledger, likewise; nil after a transaction was lost
	acts    atomic.Int64 // how many are committed
	readers chan *reader

	sweep  sync.Mutex
	swept  time.Time // shred keys made before this were looked at
	spared time.Time // until then, as the last sweep knew, keys may belong to newer data
}

type job struct {
	run    func(*Tx) error
	shares bool // its fate with its neighbours; it may run twice
	events []Event
	acts   []ledger.Event
	err    error
	done   chan struct{}
}

// Open opens or creates the data folder's files and brings them up to date.
// Notify, if not nil, is called after each commit, in commit order.
func Open(ctx context.Context, folder string, notify func([]Event)) (*DB, error) {
	d := &DB{
		notify: notify, jobs: make(chan *job, batchLimit), done: make(chan struct{}), stop: make(chan struct{}),
		heads: newHeads(),
	}
	if err := d.open(ctx, folder); err != nil {
		return nil, errors.Join(err, d.closeFiles())
	}
	go d.writer()
	return d, nil
}

func (d *DB) open(ctx context.Context, folder string) (err error) {
	if d.lock, err = lock(filepath.Join(folder, "lock")); err != nil {
		return err
	}
	data, shred := filepath.Join(folder, "data.db"), filepath.Join(folder, "shred.db")
	d.path = data
	pool, err := openFile(ctx, data, "migrations", 1)
	if err != nil {
		return err
	}
	if d.shred, err = openShredFor(ctx, pool, shred); err != nil {
		return errors.Join(err, pool.Close())
	}
	// The writer opens first: the last one to close folds the log in.
	d.write, err = openConn(dsn(data))
	if err := errors.Join(err, pool.Close()); err != nil {
		return err
	}
	if err := adoptEvents(d.write); err != nil {
		return fmt.Errorf("move the record into the ledger: %w", err)
	}
	if d.edge, err = openEdge(d.write); err != nil {
		return fmt.Errorf("open the ledger: %w", err)
	}
	d.acts.Store(d.edge.tree.Size())
	d.readers, err = openReaders(data)
	return err
}

// closeFiles closes what is open, the lock last.
func (d *DB) closeFiles() error {
	var all []error
	for range len(d.readers) {
		all = append(all, (<-d.readers).close())
	}
	if d.write != nil {
		all = append(all, d.write.close())
	}
	if d.shred != nil {
		all = append(all, d.shred.close())
	}
	if d.lock != nil {
		all = append(all, d.lock.Close())
	}
	return errors.Join(all...)
}

// uri names a file to SQLite, whatever its folder is called: a mark of a URI in it
// would end the name, and open another file, somewhere else.
func uri(path string) string { return "file:" + (&url.URL{Path: path}).EscapedPath() }

func dsn(path string) string {
	return uri(path) + "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)" +
		"&_pragma=wal_autocheckpoint(4000)&_pragma=cache_size(-16000)&_pragma=foreign_keys(1)&_pragma=secure_delete(1)&_txlock=immediate"
}

// openFile opens one SQLite file and runs its migrations.
func openFile(ctx context.Context, path, folder string, connections int) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", dsn(path))
	if err != nil {
		return nil, fmt.Errorf("open %s: %w", filepath.Base(path), err)
	}
	pool.SetMaxOpenConns(connections)
	if err := migrate(ctx, pool, folder); err != nil {
		return nil, errors.Join(advise(err, filepath.Base(path)), pool.Close())
	}
	return pool, nil
}

// Close waits for the jobs that were accepted, and closes the files.
func (d *DB) Close() error {
	var err error
	d.close.Do(func() {
		var all []error
		close(d.stop)
		<-d.done
		for range readers { // those that are out come back first
			all = append(all, (<-d.readers).close())
		}
		err = errors.Join(append(all, d.closeFiles())...)
	})
	return err
}

// Ping reports whether the files answer.
func (d *DB) Ping(ctx context.Context) error {
	return d.Read(ctx, func(tx *Tx) error { _, err := tx.one(`SELECT 1`, nil, new(int)); return err })
}

// Write runs one job in a transaction and returns once it is on disk.
func (d *DB) Write(ctx context.Context, run func(*Tx) error) error {
	return d.queue(ctx, &job{run: run, done: make(chan struct{})})
}

// WriteShared is Write for a job that comes often and rarely fails after it has
// written: neighbours of this kind are undone together. If one of them spoils it,
// all are run again, each in a savepoint of its own; so run sets what it gives back
// and adds to nothing.
func (d *DB) WriteShared(ctx context.Context, run func(*Tx) error) error {
	return d.queue(ctx, &job{run: run, shares: true, done: make(chan struct{})})
}

func (d *DB) queue(ctx context.Context, j *job) error {
	select {
	case <-d.stop:
		return closed()
	default:
	}
	select {
	case d.jobs <- j:
	case <-ctx.Done():
		return ctx.Err()
	case <-d.stop:
		return closed()
	}
	// An accepted job runs to its end: whoever stops waiting for it must not
	// learn less than the truth, so the wait is not cut short by ctx.
	select {
	case <-j.done:
		return j.err
	case <-d.done:
		select {
		case <-j.done:
			return j.err
		default:
			return closed()
		}
	}
}

func closed() error {
	return errs.New(errs.Unavailable, "storage.write", "The server is shutting down.", "Try again in a moment.")
}

// Read runs queries in one read transaction, so that they see one moment.
func (d *DB) Read(ctx context.Context, run func(*Tx) error) error {
	select {
	case r := <-d.readers:
		defer func() { d.readers <- r }()
		return r.read(ctx, d.shred, run)
	case <-ctx.Done():
		return ctx.Err()
	case <-d.done:
		return closed()
	}
}
