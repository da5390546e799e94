package storage

import (
	"bytes"
	"context"
	"math"
	"strings"

	"github.com/sealdesk/sealdesk/internal/ledger"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// How much one search looks at before it says how far it has come. Somebody waits
// for it, and the next one goes on from there.
const (
	searchSeeks = 2000 // in the index
	searchTiles = 120  // that were gone through
	searchRows  = 6000 // that came out of them
)

// Search finds events before a number that a filter wants, newest first. It looks
// at no more than can be done at once: next says where to go on, 0 that nothing is
// left.
func (l Ledger) Search(ctx context.Context, f ledger.Filter, before int64, limit int) (found []ledger.Recorded, next int64, err error) {
	err = l.Read(ctx, func(tx *Tx) error {
		s := &search{tx: tx, filter: f, terms: f.Terms(), needles: needles(f), limit: limit, found: nil}
		if err := s.between(); err != nil {
			return err
		}
		next, err = s.back(before)
		found = s.found
		return err
	})
	return found, next, err
}

type search struct {
	tx            *Tx
	filter        ledger.Filter
	terms         []ledger.Term
	needles       []any // bytes that an event must hold
	limit         int
	found         []ledger.Recorded
	oldest, young int64 // tiles between which the times lie
	seeks, tiles  int
	rows          int
}

func needles(f ledger.Filter) (all []any) {
	for _, id := range [...][32]byte{f.Actor.ID, f.About, f.Object, f.Device} {
		if id != [32]byte{} {
			all = append(all, bytes.Clone(id[:]))
		}
	}
	for _, word := range []string{string(f.Kind), f.Network} {
		if word != "" {
			all = append(all, []byte(word))
		}
	}
	return all
}

// between finds the tiles that the times of the filter lie in. Clocks go back at
// times, so that tiles may overlap: no tile outside holds such a time.
func (s *search) between() (err error) {
	s.young = math.MaxInt64
	if s.filter.Until > 0 {
		if _, err = s.tx.one(`SELECT coalesce(max(tile), -1) FROM ledger_spans WHERE since <= ?`, []any{int64(s.filter.Until)}, &s.young); err != nil { //nolint:gosec // below 2^53
			return err
		}
	}
	if s.filter.Since > 0 {
		_, err = s.tx.one(`SELECT coalesce(min(tile), ?) FROM ledger_spans WHERE until >= ?`, []any{int64(math.MaxInt64), int64(s.filter.Since)}, &s.oldest) //nolint:gosec // likewise
	}
	return err
}

// back goes back from a number, tile by tile.
func (s *search) back(before int64) (next int64, err error) {
	var full int64
	if _, err := s.tx.one(`SELECT coalesce(max(tile) + 1, 0) FROM ledger_spans`, nil, &full); err != nil {
		return 0, err
	}
	if edge := full * form.TileWidth; before > edge {
		if next, err := s.read(edge, before); err != nil || next > 0 {
			return next, err
		}
		before = edge
	}
	for tile := (before - 1) / form.TileWidth; before > 0 && tile >= 0; tile-- {
		if tile, err = s.candidate(min(tile, s.young)); err != nil || tile < s.oldest {
			return 0, err
		}
		if s.seeks > searchSeeks || s.tiles > searchTiles || s.rows > searchRows {
			return min(before, (tile+1)*form.TileWidth), nil
		}
		s.tiles++
		if next, err := s.read(tile*form.TileWidth, min(before, (tile+1)*form.TileWidth)); err != nil || next > 0 {
			return next, err
		}
	}
	return 0, nil
}

// candidate is the newest tile up to one that holds all words; -1 if none does.
func (s *search) candidate(tile int64) (int64, error) {
	for agree := 0; agree < len(s.terms) && tile >= s.oldest && s.seeks <= searchSeeks; {
		s.seeks++
		at := int64(-1)
		if _, err := s.tx.one(`SELECT tile FROM ledger_terms WHERE term = ? AND tile <= ? ORDER BY tile DESC LIMIT 1`, []any{int64(s.terms[s.seeks%len(s.terms)]), tile}, &at); err != nil {
			return -1, err
		}
		if agree++; at < tile {
			tile, agree = at, 1
		}
	}
	return tile, nil
}

// read takes the wanted events of a range, newest first; next is above 0 if there
// were more than wanted.
func (s *search) read(from, to int64) (next int64, err error) {
	// SQLite looks for the bytes: most rows of a tile never leave it.
	args := append([]any{from, to}, s.needles...)
	query := `SELECT number, salt, event FROM ledger WHERE number >= ? AND number < ?` + strings.Repeat(` AND instr(event, ?)`, len(s.needles)) + ` ORDER BY number DESC`
	err = s.tx.each(query, args, func(scan func(...any) error) error {
		var number int64
		var salt, wire []byte
		s.rows++
		if err := scan(&number, &salt, &wire); err != nil || !s.wants(salt, wire) {
			return err
		}
		if len(s.found) == s.limit {
			next = number + 1
			return errEnough
		}
		r := ledger.Recorded{Number: number}
		if salt == nil {
			copy(r.Entry[:], wire)
		} else {
			copy(r.Salt[:], salt)
			r.Event = bytes.Clone(wire)
			r.Entry = form.Commit(r.Salt, wire)
		}
		s.found = append(s.found, r)
		return nil
	})
	return next, err
}

func (s *search) wants(salt, wire []byte) bool {
	if s.filter.IsZero() {
		return true
	}
	if salt == nil { // erased: nothing is known of it
		return false
	}
	event, err := form.ParseEvent(wire)
	return err == nil && s.filter.Holds(&event)
}
