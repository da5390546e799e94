package ledger

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Store keeps the record. Its tree is never ahead of its events, nor behind.
type Store interface {
	Journal
	// Size is how many entries are committed.
	Size() int64
	// Checkpoint keeps what sign makes of the committed tree, once for each size.
	Checkpoint(ctx context.Context, unix int64, sign func(size int64, root seal.ID) ([]byte, error)) (note []byte, tree *ledger.Tree, err error)
	// Newest is the newest checkpoint that was kept; nil if there is none.
	Newest(context.Context) (note []byte, tree *ledger.Tree, err error)
	Tile(ctx context.Context, level int, number int64) ([]seal.ID, error)
	// Entries reads the entries from a number up to another.
	Entries(ctx context.Context, from, to int64) ([]Recorded, error)
	// Search finds events before a number that a filter wants, newest first. It may
	// stop early: next says where to go on, 0 that nothing is left.
	Search(ctx context.Context, f Filter, before int64, limit int) (found []Recorded, next int64, err error)
	// Checkpoints reads notes of sizes from one up to another, with the lines of
	// their witnesses, the smallest first.
	Checkpoints(ctx context.Context, from, to int64) ([]Sized, error)
	// Witnessed is the newest checkpoint that so many witnesses cosigned, with their
	// lines; nil if there is none.
	Witnessed(ctx context.Context, quorum int) ([]byte, error)
	// WitnessStandings says how the ledger stands with each witness that is asked.
	WitnessStandings(context.Context) ([]WitnessStanding, error)
}

// Service signs checkpoints of the record and proves what it holds. Make one
// with New.
type Service struct {
	store     Store
	org       func() seal.ID // zero before the organisation is founded
	key       seal.SigningKey
	now       func() time.Time
	published atomic.Pointer[published]
}

// published is the newest checkpoint with its tree, which nobody changes.
type published struct {
	at   ledger.Checkpoint
	note []byte
	tree *ledger.Tree
}

// New returns the service.
func New(store Store, org func() seal.ID, key seal.SigningKey, now func() time.Time) *Service {
	return &Service{store: store, org: org, key: key, now: now}
}

// Check compares the record with the newest checkpoint that was signed of it: an
// error says that somebody changed one of them while the server was not running.
func (s *Service) Check(ctx context.Context) error {
	note, tree, err := s.store.Newest(ctx)
	if err != nil || note == nil || s.org().IsZero() {
		return err
	}
	vkey, err := ledger.VerifierKey(s.org(), s.key.Public())
	if err != nil {
		return err
	}
	signed, err := ledger.Open(note, vkey)
	if err != nil {
		return err
	}
	root, err := tree.Root(signed.Size, s.full(ctx))
	if err != nil {
		return err
	}
	if root != signed.Root {
		return seal.Fail(seal.ErrUnverified, "ledger", "the first %d entries are not those that were signed", signed.Size)
	}
	return nil
}

// Publish signs a checkpoint if the record has grown since the last one. Nothing
// is signed before the organisation is founded.
func (s *Service) Publish(ctx context.Context) error {
	org, now := s.org(), s.published.Load()
	if org.IsZero() || now != nil && now.at.Size == s.store.Size() {
		return nil
	}
	var next published
	note, tree, err := s.store.Checkpoint(ctx, s.now().Unix(), func(size int64, root seal.ID) ([]byte, error) {
		return ledger.Sign(ledger.Checkpoint{Origin: ledger.Origin(org), Size: size, Root: root}, s.key)
	})
	if err != nil {
		return err
	}
	next.note, next.tree = note, tree
	vkey, err := ledger.VerifierKey(org, s.key.Public())
	if err != nil {
		return err
	}
	if next.at, err = ledger.Open(note, vkey); err == nil {
		s.published.Store(&next)
	}
	return err
}

func (s *Service) newest(ctx context.Context) (*published, error) {
	if s.published.Load() == nil { // the first one, which nobody has to wait for
		if err := s.Publish(ctx); err != nil {
			return nil, err
		}
	}
	if p := s.published.Load(); p != nil {
		return p, nil
	}
	return nil, errs.New(errs.NotFound, "ledger.checkpoint", "There is no checkpoint yet.", "Set the desk up first.")
}

func (s *Service) full(ctx context.Context) ledger.Full {
	return func(level int, number int64) ([]seal.ID, error) { return s.store.Tile(ctx, level, number) }
}

// Checkpoint is the newest one, as a signed note.
func (s *Service) Checkpoint(ctx context.Context) ([]byte, error) {
	p, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	return p.note, nil
}

// Consistency proves that the newest checkpoint continues the first from
// entries. With to, which is not 0, that the first to entries do; the checkpoint
// is the newest all the same.
func (s *Service) Consistency(ctx context.Context, from, to int64) (note []byte, proof []seal.ID, err error) {
	p, err := s.newest(ctx)
	if err != nil {
		return nil, nil, err
	}
	if to > p.at.Size || to > 0 && from > to {
		return nil, nil, errs.New(errs.NotFound, "ledger.consistency", "The record has no such part.", "Ask again in a second, or for one that ends earlier.")
	}
	if from < 0 || from > p.at.Size {
		return p.note, nil, nil // who asks has seen a longer one, and finds that out from the note
	}
	if to <= 0 {
		to = p.at.Size
	}
	proof, err = p.tree.Consistency(from, to, s.full(ctx))
	return p.note, proof, err
}

func noTile() error {
	return errs.New(errs.NotFound, "ledger.tile", "There is no such tile.", "Fetch the checkpoint: its size says which there are.")
}

// Tile returns a tile's first width hashes, as the newest checkpoint has them.
func (s *Service) Tile(ctx context.Context, level int, number int64, width int) ([]seal.ID, error) {
	p, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.holds(level, number, width); err != nil {
		return nil, err
	}
	if number == p.at.Size>>(ledger.TileHeight*(level+1)) {
		return p.tree.Partial(level)[:width], nil
	}
	hashes, err := s.store.Tile(ctx, level, number)
	if err != nil {
		return nil, err
	}
	return hashes[:width], nil
}

// holds refuses tiles that the checkpoint's tree does not have.
func (p *published) holds(level int, number int64, width int) error {
	const levels = 63 / ledger.TileHeight
	if level < 0 || level >= levels || number < 0 || width < 1 || width > ledger.TileWidth {
		return noTile()
	}
	if there := p.at.Size >> (ledger.TileHeight * level); number > there/ledger.TileWidth || number*ledger.TileWidth+int64(width) > there {
		return noTile()
	}
	return nil
}

// Entries returns what the leaves of a tile commit to.
func (s *Service) Entries(ctx context.Context, number int64, width int) ([]seal.ID, error) {
	p, err := s.newest(ctx)
	if err != nil {
		return nil, err
	}
	if err := p.holds(0, number, width); err != nil {
		return nil, err
	}
	first := number * ledger.TileWidth
	recorded, err := s.store.Entries(ctx, first, first+int64(width))
	if err != nil {
		return nil, err
	}
	entries := make([]seal.ID, len(recorded))
	for i, r := range recorded {
		entries[i] = r.Entry
	}
	return entries, nil
}

// Sized is a checkpoint that was kept.
type Sized struct {
	Size int64
	Note []byte
}

// Proven is a page of the record, with the checkpoint that holds it.
type Proven struct {
	Note   []byte
	Events []Recorded // newest first
	Next   int64      // ask before this one next; 0 at the beginning
}

// PageLimit is the most events of one page.
const PageLimit = 1000

// Page returns events that a filter wants and that come before a number, newest
// first; before 0 means from the newest checkpoint on.
func (s *Service) Page(ctx context.Context, f Filter, before int64, limit int) (Proven, error) {
	p, err := s.newest(ctx)
	if err != nil {
		return Proven{}, err
	}
	if before <= 0 || before > p.at.Size {
		before = p.at.Size
	}
	events, next, err := s.store.Search(ctx, f, before, max(min(limit, PageLimit), 1))
	return Proven{Note: p.note, Events: events, Next: next}, err
}

// Inclusion proves one entry in the newest checkpoint.
func (s *Service) Inclusion(ctx context.Context, number int64) (note []byte, proof []seal.ID, err error) {
	p, err := s.newest(ctx)
	if err != nil {
		return nil, nil, err
	}
	if number < 0 || number >= p.at.Size {
		return nil, nil, errs.New(errs.NotFound, "ledger.proof", "There is no such entry in the newest checkpoint.", "Ask again in a second.")
	}
	proof, err = p.tree.Inclusion(number, p.at.Size, s.full(ctx))
	return p.note, proof, err
}
