package storage

import (
	"strings"

	"github.com/sealdesk/sealdesk/internal/ledger"
)

// This file writes the ledger's events: those of all jobs of a transaction
// together, in the order of the jobs, before it is committed. If that fails, none
// of their acts happened.

// AppendEvent records an act of this job. It is written if the job succeeds, and
// in the same transaction.
func (t *Tx) AppendEvent(e ledger.Event) error {
	if t.acts == nil {
		return wrap(errReadOnly)
	}
	*t.acts = append(*t.acts, e)
	return nil
}

const actsAtOnce = 16 // rows of one statement; SQLite plans each number once

// record writes the events of jobs that succeeded.
func (d *DB) record(jobs []*job) error {
	var acts []ledger.Event
	for _, j := range jobs {
		if j.err == nil {
			acts = append(acts, j.acts...)
		}
	}
	for n := actsAtOnce; len(acts) > 0; n /= 2 {
		for ; len(acts) >= n; acts = acts[n:] {
			if err := d.recordSome(acts[:n]); err != nil {
				return err
			}
		}
	}
	return nil
}

func (d *DB) recordSome(acts []ledger.Event) error {
	values := make([]any, 0, 5*len(acts))
	for i := range acts {
		e := &acts[i]
		values = append(values, e.Time.Unix(), string(e.Kind), e.Actor, e.Subject[:], e.Network)
	}
	_, err := d.write.exec(`INSERT INTO events (time, kind, actor, subject, network) VALUES (?, ?, ?, ?, ?)`+strings.Repeat(`, (?, ?, ?, ?, ?)`, len(acts)-1), values...)
	return err
}
