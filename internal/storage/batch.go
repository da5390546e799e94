package storage

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// This file is the one writer: it makes a transaction of the jobs that are
// queued, sees that each can be undone alone, commits, announces, acknowledges.

func (d *DB) writer() {
	defer close(d.done)
	for {
		select {
		case first := <-d.jobs:
			// Whoever is ready to run may queue first: under load that makes
			// fewer and larger commits, and costs nothing where nobody waits.
			runtime.Gosched()
			d.runBatch(d.collect(first))
		case <-d.stop:
			d.drain()
			return
		}
	}
}

// collect takes everything that is already queued; it never waits.
func (d *DB) collect(first *job) []*job {
	batch := []*job{first}
	for len(batch) < batchLimit {
		select {
		case next := <-d.jobs:
			batch = append(batch, next)
		default:
			return batch
		}
	}
	return batch
}

func (d *DB) drain() {
	for {
		select {
		case j := <-d.jobs:
			d.runBatch(d.collect(j))
		default:
			return
		}
	}
}

// runBatch runs jobs in one transaction, commits, announces and acknowledges.
func (d *DB) runBatch(batch []*job) {
	for len(batch) > 0 {
		ran, err := d.transact(context.Background(), batch)
		d.settle(batch[:ran], err)
		batch = batch[ran:]
	}
}

// transact runs jobs until one loses the transaction, and commits; it returns
// how many it ran, and what became of all of them. SQLite undoes a whole
// transaction when the disk is full or fails: a job that ran after that would
// be outside of any, and its own release would commit it behind everybody's back.
func (d *DB) transact(ctx context.Context, batch []*job) (int, error) {
	if err := d.begin(); err != nil {
		return len(batch), err
	}
	for ran := 0; ran < len(batch); {
		group := batch[ran : ran+together(batch[ran:])]
		run := d.runGroup
		if ran == 0 && group[0].shares {
			run = d.runFirst
		}
		ran += len(group)
		if lost := run(ctx, group); lost != nil {
			d.heads.forget()
			d.write.do("ROLLBACK") //nolint:errcheck // usually there is nothing left to undo
			return ran, lost
		}
	}
	err := d.record(batch)
	if err == nil {
		err = d.write.do("COMMIT")
	}
	if err != nil {
		d.heads.forget()
		d.edge = nil           // it may be ahead of its events now
		d.write.do("ROLLBACK") //nolint:errcheck // likewise
		return len(batch), err
	}
	d.acts.Store(d.edge.tree.Size())
	return len(batch), nil
}

var errRecord = errors.New("storage: the ledger cannot be read")

// begin begins a transaction, with the edge of the ledger at hand.
func (d *DB) begin() error {
	if err := d.write.do("BEGIN IMMEDIATE"); err != nil || d.edge != nil {
		return err
	}
	edge, err := openEdge(d.write)
	if err != nil {
		d.write.do("ROLLBACK") //nolint:errcheck // nothing was written
		return errors.Join(errRecord, errs.From(err).Cause)
	}
	d.edge = edge
	return nil
}

// settle announces what was committed, and then tells those who wait.
func (d *DB) settle(jobs []*job, err error) {
	var events []Event
	for _, j := range jobs {
		if j.err == nil && err != nil {
			j.err = failed(err, errs.New(errs.Unavailable, "storage.commit", "This could not be saved.", "Try again in a moment."))
		}
		if j.err == nil {
			events = append(events, j.events...)
		}
	}
	if d.notify != nil && len(events) > 0 {
		d.notify(events)
	}
	for _, j := range jobs {
		close(j.done)
	}
}

// together counts the jobs at the head of a batch that share a savepoint.
func together(batch []*job) int {
	n := 0
	for n < len(batch) && batch[n].shares {
		n++
	}
	return max(n, 1)
}

// runFirst runs jobs that share, at the head of a transaction. They need no
// savepoint, under which SQLite would copy every page before it is touched: if one
// of them spoils it, the transaction holds nothing else, and is begun again.
func (d *DB) runFirst(ctx context.Context, group []*job) (lost error) {
	if !d.spoilt(ctx, group) {
		return nil
	}
	d.write.do("ROLLBACK") //nolint:errcheck // SQLite may have undone it already
	if lost := d.write.do("BEGIN IMMEDIATE"); lost != nil {
		return lost
	}
	return d.runAlone(ctx, group)
}

// spoilt runs jobs up to one after which none of them may stay: it failed after it
// wrote, or a statement failed in it. A job may live with that; its neighbours may
// not, because SQLite may have undone the transaction, and what they wrote.
func (d *DB) spoilt(ctx context.Context, group []*job) bool {
	for _, j := range group {
		if tx := d.runJob(ctx, j); tx.failed || j.err != nil && tx.wrote {
			d.heads.forget()
			return true
		}
	}
	return false
}

// runGroup runs jobs in one savepoint. If one fails after it wrote, all are
// undone, and each has a savepoint of its own: a job that fails takes nobody with
// it. It returns an error if the transaction around them is gone.
func (d *DB) runGroup(ctx context.Context, group []*job) (lost error) {
	if len(group) == 1 {
		return d.runOne(ctx, group[0])
	}
	if lost := d.write.do("SAVEPOINT job"); lost != nil {
		return lost
	}
	if !d.spoilt(ctx, group) {
		return d.write.do("RELEASE job")
	}
	if lost := d.write.do("ROLLBACK TO job"); lost != nil {
		return lost
	}
	return errors.Join(d.write.do("RELEASE job"), d.runAlone(ctx, group))
}

// runOne runs a job in a savepoint of its own.
func (d *DB) runOne(ctx context.Context, j *job) (lost error) {
	if lost := d.write.do("SAVEPOINT job"); lost != nil {
		return lost
	}
	if tx := d.runJob(ctx, j); j.err != nil && tx.wrote {
		d.heads.forget()
		if lost := d.write.do("ROLLBACK TO job"); lost != nil {
			return lost
		}
	}
	return d.write.do("RELEASE job")
}

func (d *DB) runAlone(ctx context.Context, group []*job) error {
	for _, j := range group {
		j.err, j.events, j.acts = nil, nil, nil
		if lost := d.runOne(ctx, j); lost != nil {
			return lost
		}
	}
	return nil
}

// runJob runs one job; a panic in it becomes its error.
func (d *DB) runJob(ctx context.Context, j *job) (tx *Tx) {
	tx = &Tx{ctx: ctx, q: d.write, shred: d.shred, events: &j.events, acts: &j.acts, heads: d.heads, edge: d.edge}
	defer func() {
		if r := recover(); r != nil {
			j.err = fmt.Errorf("storage: job panicked: %v", r)
		}
	}()
	j.err = j.run(tx)
	return tx
}
