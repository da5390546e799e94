package ledger

import (
	"context"
	"math"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Export writes the record up to the newest checkpoint as lines that a verifier
// reads (seal/ledger): the whole of it, with the checkpoints that were kept, or
// what a filter wants. Each call of write is some hundred lines. That it was
// exported is recorded first.
func (s *Service) Export(ctx context.Context, by Source, f Filter, write func([]byte) error) error {
	p, err := s.newest(ctx)
	if err != nil {
		return err
	}
	taken := Act(s.now(), Exported, by, f.Named())
	taken.Last = uint64(p.at.Size) //nolint:gosec // not negative
	if !f.IsZero() {
		taken.Reason = partly
	}
	if err := s.store.Record(ctx, taken); err != nil {
		return err
	}
	size := p.at.Size
	key, err := ledger.VerifierKey(s.org(), s.key.Public())
	if err != nil {
		return err
	}
	if err := write(ledger.AppendHeader(nil, p.at.Origin, key, !f.IsZero())); err != nil {
		return err
	}
	if !f.IsZero() {
		return s.part(ctx, f, p.at.Size, write)
	}
	for from := int64(0); p != nil; {
		if err := s.entries(ctx, p, from, write); err != nil {
			return err
		}
		from = p.at.Size
		if p, err = s.since(ctx, p); err != nil {
			return err
		}
		if p != nil {
			size = p.at.Size
		}
	}
	// No checkpoint is larger than what is committed, unless entries were removed.
	larger, err := s.store.Checkpoints(ctx, s.store.Size()+1, math.MaxInt64)
	if err != nil {
		return err
	}
	var end []byte
	for _, c := range larger[:min(len(larger), 1)] {
		end = ledger.AppendCheckpoint(end, c.Note)
	}
	return write(ledger.AppendEnd(end, size))
}

// partly is the reason of an export that is not the whole record.
const partly = "part"

// part writes what a filter wants, newest first.
func (s *Service) part(ctx context.Context, f Filter, before int64, write func([]byte) error) error {
	entries := int64(0)
	for next := before; next > 0; {
		found, after, err := s.store.Search(ctx, f, next, PageLimit)
		if err != nil {
			return err
		}
		lines := make([]byte, 0, 512*len(found))
		for _, e := range found {
			lines = ledger.AppendEntry(lines, e.Number, e.Salt, e.Event, e.Entry, seal.OptionalID{})
		}
		if err := write(lines); err != nil {
			return err
		}
		entries, next = entries+int64(len(found)), after
	}
	return write(ledger.AppendEnd(nil, entries))
}

// entries writes those from a number up to a checkpoint.
func (s *Service) entries(ctx context.Context, p *published, from int64, write func([]byte) error) error {
	for from < p.at.Size {
		to := min(from-from%ledger.TileWidth+ledger.TileWidth, p.at.Size)
		lines, err := s.lines(ctx, p, from, to)
		if err != nil {
			return err
		}
		if err := write(lines); err != nil {
			return err
		}
		from = to
	}
	return nil
}

// since is a newer checkpoint, if something was erased since an older one: what the
// export then lacks already, an event after it tells of, which belongs to it, too.
func (s *Service) since(ctx context.Context, p *published) (*published, error) {
	told, _, err := s.store.Search(ctx, Filter{Kind: Erased}, s.store.Size(), 1)
	if err != nil || len(told) == 0 || told[0].Number < p.at.Size {
		return nil, err
	}
	if err := s.Publish(ctx); err != nil {
		return nil, err
	}
	return s.newest(ctx)
}

// lines are those of some entries under one tile.
func (s *Service) lines(ctx context.Context, p *published, from, to int64) ([]byte, error) {
	entries, err := s.store.Entries(ctx, from, to)
	if err != nil {
		return nil, err
	}
	first := from - from%ledger.TileWidth
	leaves, err := s.Tile(ctx, 0, first/ledger.TileWidth, int(to-first))
	if err != nil {
		leaves = nil // the verifier says what is wrong: it misses them
	}
	notes, err := s.store.Checkpoints(ctx, from+1, to+1)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, 512*len(entries))
	for _, e := range entries {
		leaf := seal.OptionalID{}
		if at := e.Number - first; at >= 0 && at < int64(len(leaves)) {
			leaf = seal.Some(leaves[at])
		}
		out = ledger.AppendEntry(out, e.Number, e.Salt, e.Event, e.Entry, leaf)
		for len(notes) > 0 && notes[0].Size <= e.Number+1 {
			out = ledger.AppendCheckpoint(out, notes[0].Note)
			notes = notes[1:]
		}
	}
	for _, left := range notes { // of entries that are not there
		out = ledger.AppendCheckpoint(out, left.Note)
	}
	return out, nil
}
