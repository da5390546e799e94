package storage

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/witness"
	"github.com/sealdesk/sealdesk/seal"
)

// Witness keeps what this server cosigned of the logs of others.
type Witness struct{ *DB }

// Judge hands over what is known of a log and keeps what judge makes of it, with
// its events. There is one writer, so nobody's judgement comes between.
func (w Witness) Judge(ctx context.Context, origin string, judge func(witness.Known) (witness.Known, []ledger.Event, bool)) error {
	return w.Write(ctx, func(tx *Tx) error {
		var known witness.Known
		var told int64
		_, err := tx.one(`SELECT size, root, note, time, told, told_at, conflict FROM witness_logs WHERE origin = ?`, []any{origin},
			&known.Size, idInto(&known.Root), &known.Note, &known.Time, &known.Told, &told, &known.Conflict)
		if err != nil {
			return err
		}
		known.ToldAt = timeOf(&told)
		next, events, keep := judge(known)
		if !keep {
			return nil
		}
		if err := tx.must(`INSERT INTO witness_logs (origin, size, root, note, time, told, told_at, conflict) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (origin) DO UPDATE SET size = excluded.size, root = excluded.root, note = excluded.note, time = excluded.time,
				told = excluded.told, told_at = excluded.told_at, conflict = excluded.conflict`,
			origin, next.Size, next.Root[:], next.Note, int64(next.Time), next.Told, next.ToldAt.UnixMilli(), next.Conflict); err != nil { //nolint:gosec // below 2^63
			return err
		}
		for i := range events {
			if err := ledger.Append(tx, events[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

var errNoLog = errors.New("nothing of that log was cosigned here")

// Forget forgets what was cosigned of a log: the next checkpoint of it that comes
// is believed.
func (w Witness) Forget(ctx context.Context, origin string, event ledger.Event) error {
	return w.Write(ctx, func(tx *Tx) error {
		gone, err := tx.run(`DELETE FROM witness_logs WHERE origin = ?`, origin)
		if err == nil && gone == 0 {
			err = errNoLog
		}
		if err != nil {
			return err
		}
		return ledger.Append(tx, event)
	})
}

// Key says whether a key is the one that everything here was cosigned with, and
// since when, in Unix seconds.
func (w Witness) Key(ctx context.Context, key seal.PublicKey) (since int64, there bool, err error) {
	err = w.Read(ctx, func(tx *Tx) error {
		there, err = tx.one(`SELECT time FROM witness_keys WHERE key = ?`, []any{key[:]}, &since)
		return err
	})
	return since, there, err
}

// NewKey makes a key the one that cosigns from here on.
func (w Witness) NewKey(ctx context.Context, key seal.PublicKey, unix int64, event ledger.Event) error {
	return w.Write(ctx, func(tx *Tx) error {
		if err := tx.must(`DELETE FROM witness_keys`); err != nil {
			return err
		}
		if err := tx.must(`INSERT INTO witness_keys (key, time) VALUES (?, ?)`, key[:], unix); err != nil {
			return err
		}
		return ledger.Append(tx, event)
	})
}

// Cosign keeps what a witness said of a checkpoint. Nothing is wrong with it any
// more.
func (l Ledger) Cosign(ctx context.Context, size int64, c ledger.Cosigned) error {
	return l.WriteShared(ctx, func(tx *Tx) error {
		if err := tx.must(`INSERT INTO ledger_cosignatures (size, witness, time, line) VALUES (?, ?, ?, ?)
			ON CONFLICT (size, witness) DO UPDATE SET time = excluded.time, line = excluded.line WHERE excluded.time > time`,
			size, c.Witness, c.Time, c.Line); err != nil {
			return err
		}
		return tx.must(`INSERT INTO ledger_witnesses (witness, size, time, trouble, since, theirs) VALUES (?, ?, ?, '', 0, 0)
			ON CONFLICT (witness) DO UPDATE SET size = max(size, excluded.size), time = max(time, excluded.time), trouble = '', since = 0, theirs = 0`,
			c.Witness, size, c.Time)
	})
}

// Doubt keeps what is wrong with a witness, with its events.
func (l Ledger) Doubt(ctx context.Context, d ledger.Doubt, events ...ledger.Event) error {
	return l.WriteShared(ctx, func(tx *Tx) error {
		if err := tx.must(`INSERT INTO ledger_witnesses (witness, size, time, trouble, since, theirs) VALUES (?, 0, 0, ?, ?, ?)
			ON CONFLICT (witness) DO UPDATE SET trouble = excluded.trouble, since = excluded.since, theirs = excluded.theirs`,
			d.Witness, d.Trouble, d.Since.Unix(), d.Theirs); err != nil {
			return err
		}
		for i := range events {
			if err := ledger.Append(tx, events[i]); err != nil {
				return err
			}
		}
		return nil
	})
}

const standings = `SELECT witness, size, time, trouble, since, theirs FROM ledger_witnesses ORDER BY witness`

// WitnessStandings says how this ledger stands with each witness that was ever asked.
func (l Ledger) WitnessStandings(ctx context.Context) (all []ledger.WitnessStanding, err error) {
	err = l.Read(ctx, func(tx *Tx) error {
		return tx.each(standings, nil, func(scan func(...any) error) error {
			s, err := scanStanding(scan)
			all = append(all, s)
			return err
		})
	})
	return all, err
}

func scanStanding(scan func(...any) error) (s ledger.WitnessStanding, err error) {
	var since int64
	err = scan(&s.Witness, &s.Size, &s.Time, &s.Trouble, &since, &s.Theirs)
	if since > 0 {
		since *= 1000
		s.Since = timeOf(&since)
	}
	return s, err
}

// looked is how many of the newest cosignatures are looked at.
const looked = 4096

// Witnessed is the newest checkpoint that so many witnesses cosigned, with their
// lines after it; nil if there is none.
func (l Ledger) Witnessed(ctx context.Context, quorum int) (note []byte, err error) {
	err = l.Read(ctx, func(tx *Tx) error {
		var size int64
		found, err := tx.one(`SELECT size, note FROM ledger_checkpoints WHERE size IN (
			SELECT size FROM (SELECT size FROM ledger_cosignatures ORDER BY size DESC LIMIT ?) GROUP BY size HAVING count(*) >= ?) ORDER BY size DESC LIMIT 1`,
			[]any{looked, quorum}, &size, &note)
		if err != nil || !found {
			note = nil
			return err
		}
		note, err = tx.cosigned(size, note)
		return err
	})
	return note, err
}

// cosigned adds the lines of witnesses to a checkpoint.
func (t *Tx) cosigned(size int64, note []byte) ([]byte, error) {
	err := t.each(`SELECT line FROM ledger_cosignatures WHERE size = ? ORDER BY witness`, []any{size}, func(scan func(...any) error) error {
		var line []byte
		err := scan(&line)
		note = append(note, line...)
		return err
	})
	return note, err
}

// Keep forgets how this ledger stands with witnesses that are not asked any more.
// What they signed stays.
func (l Ledger) Keep(ctx context.Context, witnesses []string) error {
	standing, err := l.WitnessStandings(ctx)
	if err != nil || len(standing) == 0 {
		return err
	}
	asked := map[string]bool{}
	for _, w := range witnesses {
		asked[w] = true
	}
	return l.Write(ctx, func(tx *Tx) error {
		for _, s := range standing {
			if !asked[s.Witness] {
				if err := tx.must(`DELETE FROM ledger_witnesses WHERE witness = ?`, s.Witness); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// InspectWitnesses says how a folder's ledger stands with its witnesses, and of
// which logs it was shown two records. It looks into the file, also beside a running
// server, and changes nothing.
func InspectWitnesses(ctx context.Context, folder string) (asked []ledger.WitnessStanding, contradicted []string, err error) {
	db, err := readOnly(filepath.Join(folder, "data.db"))
	if err != nil {
		return nil, nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, standings)
	if err != nil {
		return nil, nil, fmt.Errorf("look at what witnesses said: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		s, err := scanStanding(rows.Scan)
		if err != nil {
			return nil, nil, err
		}
		asked = append(asked, s)
	}
	if err := rows.Err(); err != nil {
		return nil, nil, err
	}
	logs, err := db.QueryContext(ctx, `SELECT origin FROM witness_logs WHERE conflict IS NOT NULL ORDER BY origin`)
	if err != nil {
		return nil, nil, err
	}
	defer logs.Close()
	for logs.Next() {
		var origin string
		if err := logs.Scan(&origin); err != nil {
			return nil, nil, err
		}
		contradicted = append(contradicted, origin)
	}
	return asked, contradicted, logs.Err()
}

// InspectNewest is the newest checkpoint that a folder's ledger signed, nil if
// there is none.
func InspectNewest(ctx context.Context, folder string) (note []byte, err error) {
	db, err := readOnly(filepath.Join(folder, "data.db"))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	rows, err := db.QueryContext(ctx, `SELECT note FROM ledger_checkpoints ORDER BY size DESC LIMIT 1`)
	if err != nil {
		return nil, fmt.Errorf("look for a checkpoint: %w", err)
	}
	defer rows.Close()
	if rows.Next() {
		err = rows.Scan(&note)
	}
	return note, errors.Join(err, rows.Err())
}
