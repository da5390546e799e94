package storage

import (
	"context"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// Shred keeps one random AES-256 key per thread generation in a file of its own
// (protocol §12). Every box and wrap in the data file stands under one of them;
// destroying the key makes those, and their copies in backups, unreadable.
//
// A key is committed before the data that it covers, so data never stands under
// a key that a crash took away. Keys without data are swept after a grace.
//
// It hides nothing from the running server.
type Shred struct {
	db    *sql.DB
	mu    sync.Mutex
	cache map[[32]byte]cipher.AEAD
}

const shredCache = 4096

func openShred(ctx context.Context, path string) (*Shred, error) {
	db, err := openFile(ctx, path, "shredmigrations", 1)
	if err != nil {
		return nil, err
	}
	return &Shred{db: db, cache: map[[32]byte]cipher.AEAD{}}, nil
}

// close waits for the one connection: what was cancelled a moment ago gives it
// back a moment later, and would otherwise write to the file after the end.
func (s *Shred) close() error {
	last, err := s.db.Conn(context.Background())
	if err == nil {
		err = last.Close()
	}
	return errors.Join(err, s.db.Close())
}

// Prepare commits a key for each generation, before the data that it will
// cover. Doing so twice keeps the first key.
func (s *Shred) Prepare(ctx context.Context, now time.Time, generations ...[32]byte) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return shredError(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	for _, generation := range generations {
		key := make([]byte, 32)
		rand.Read(key) //nolint:errcheck // never fails (crypto/rand)
		const insert = `INSERT INTO shred_keys (generation, secret, created) VALUES (?, ?, ?) ON CONFLICT (generation) DO NOTHING`
		if _, err := tx.ExecContext(ctx, insert, generation[:], key, now.Unix()); err != nil {
			return shredError(err)
		}
	}
	return shredError(tx.Commit())
}

// Destroy removes the keys of generations for ever.
func (s *Shred) Destroy(ctx context.Context, generations ...[32]byte) error {
	return s.destroy(ctx, func(*sql.Tx) error { return nil }, generations...)
}

// destroy removes keys, and does what belongs to it, in one commit.
func (s *Shred) destroy(ctx context.Context, with func(*sql.Tx) error, generations ...[32]byte) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return shredError(err)
	}
	defer tx.Rollback() //nolint:errcheck // after a commit it does nothing
	if err := with(tx); err != nil {
		return shredError(err)
	}
	for _, generation := range generations {
		if _, err := tx.ExecContext(ctx, `DELETE FROM shred_keys WHERE generation = ?`, generation[:]); err != nil {
			return shredError(err)
		}
		delete(s.cache, generation)
	}
	if err := tx.Commit(); err != nil {
		return shredError(err)
	}
	// The log of the file still holds the deleted page until it is folded in.
	_, err = s.db.ExecContext(ctx, `PRAGMA wal_checkpoint(TRUNCATE)`)
	return shredError(err)
}

// made lists generations whose keys were made in [from, before); the caller finds
// out which of them no data uses.
func (s *Shred) made(ctx context.Context, from, before time.Time) ([][32]byte, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT generation FROM shred_keys WHERE created >= ? AND created < ?`, from.Unix(), before.Unix())
	if err != nil {
		return nil, shredError(err)
	}
	defer rows.Close()
	var found [][32]byte
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil || len(raw) != 32 {
			return nil, shredError(errors.Join(err, fmt.Errorf("generation id of %d bytes", len(raw))))
		}
		found = append(found, [32]byte(raw))
	}
	return found, shredError(rows.Err())
}

// seal puts bytes under a generation's key; label binds them to their place.
func (s *Shred) seal(ctx context.Context, generation [32]byte, label string, plain []byte) ([]byte, error) {
	aead, ok, err := s.aead(ctx, generation)
	if err != nil {
		return nil, err
	}
	if !ok {
		return nil, errs.New(errs.Gone, "storage.shred", "This conversation's keys have been destroyed.", "Start a new conversation.")
	}
	nonce := make([]byte, aead.NonceSize(), aead.NonceSize()+len(plain)+aead.Overhead())
	rand.Read(nonce) //nolint:errcheck // never fails (crypto/rand)
	return aead.Seal(nonce, nonce, plain, []byte(label)), nil
}

// open reads bytes back; false if the key was destroyed.
func (s *Shred) open(ctx context.Context, generation [32]byte, label string, sealed []byte) ([]byte, bool, error) {
	aead, ok, err := s.aead(ctx, generation)
	if err != nil || !ok {
		return nil, false, err
	}
	if len(sealed) < aead.NonceSize() {
		return nil, false, shredError(errors.New("stored box is too short"))
	}
	plain, err := aead.Open(nil, sealed[:aead.NonceSize()], sealed[aead.NonceSize():], []byte(label))
	return plain, err == nil, shredError(err)
}

func (s *Shred) aead(ctx context.Context, generation [32]byte) (cipher.AEAD, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if aead, ok := s.cache[generation]; ok {
		return aead, true, nil
	}
	var key []byte
	err := s.db.QueryRowContext(ctx, `SELECT secret FROM shred_keys WHERE generation = ?`, generation[:]).Scan(&key)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, shredError(err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, false, shredError(err)
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, false, shredError(err)
	}
	if len(s.cache) >= shredCache {
		clear(s.cache)
	}
	s.cache[generation] = aead
	return aead, true, nil
}

func shredError(err error) error {
	return failed(err, errs.New(errs.Internal, "storage.shred", "The shred store did not answer.", "Try again; if it happens again, run sealdesk doctor."))
}
