package ledger

import (
	"crypto/sha256"
	"sync"

	"golang.org/x/mod/sumdb/tlog"

	"github.com/sealdesk/sealdesk/seal"
)

// TileHeight and TileWidth are those of C2SP tlog-tiles.
const (
	TileHeight = 8
	TileWidth  = 1 << TileHeight
)

// Tile is a full tile: the hashes of TileWidth neighbours on one of its levels.
// Level 0 holds the hashes of leaves, level n those of full tiles of level n-1.
type Tile struct {
	Level  int
	Number int64
	Hashes []seal.ID
}

// Root is the hash that stands for the tile on the level above.
func (t Tile) Root() seal.ID { return perfect(t.Hashes) }

// perfect is the root of a tree of 2^n hashes.
func perfect(hashes []seal.ID) seal.ID {
	level := append([]seal.ID(nil), hashes...)
	for len(level) > 1 {
		for i := 0; i < len(level); i += 2 {
			level[i/2] = node(level[i], level[i+1])
		}
		level = level[:len(level)/2]
	}
	return level[0]
}

// node is tlog.NodeHash in one call: a proof takes some hundred of them.
func node(left, right seal.ID) seal.ID {
	var data [1 + 2*len(left)]byte
	data[0] = 1
	copy(data[1:], left[:])
	copy(data[1+len(left):], right[:])
	return sha256.Sum256(data[:])
}

// Tree is the right edge of a tree that grows: of each level, the hashes that do
// not fill a tile yet. What is full is handed out, and read back from Full.
type Tree struct {
	size  int64
	edge  [][]seal.ID
	upper *upper // shared with its copies; nil: nothing is kept
}

// upper keeps hashes above the leaves' tiles, and of the right edge: every proof
// takes some of them, and none of them ever changes.
type upper struct {
	mu   sync.Mutex
	kept map[int64]seal.ID // by the number that tlog gives a hash
}

// upperLimit is how many hashes are kept: 4 MB.
const upperLimit = 1 << 16

func (u *upper) find(index int64) (hash seal.ID, ok bool) {
	if u == nil {
		return hash, false
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	hash, ok = u.kept[index]
	return hash, ok
}

func (u *upper) keep(index int64, hash seal.ID) {
	if u == nil {
		return
	}
	u.mu.Lock()
	defer u.mu.Unlock()
	if len(u.kept) >= upperLimit {
		clear(u.kept)
	}
	u.kept[index] = hash
}

// Size is how many entries the tree has.
func (t *Tree) Size() int64 { return t.size }

// Add appends the hash of a leaf and returns the tiles that it filled.
func (t *Tree) Add(leaf seal.ID) (full []Tile) {
	t.size++
	for level, hash := 0, leaf; ; level++ {
		if level == len(t.edge) {
			t.edge = append(t.edge, make([]seal.ID, 0, TileWidth))
		}
		t.edge[level] = append(t.edge[level], hash)
		if len(t.edge[level]) < TileWidth {
			return full
		}
		number := t.size>>(TileHeight*(level+1)) - 1
		tile := Tile{level, number, append([]seal.ID(nil), t.edge[level]...)}
		t.edge[level] = t.edge[level][:0]
		full, hash = append(full, tile), tile.Root()
	}
}

// Resume is a tree of a size, from the edge of each level as Edge describes it.
func Resume(size int64, edge func(level int, from, to int64) ([]seal.ID, error)) (*Tree, error) {
	t := &Tree{size: size, upper: &upper{kept: map[int64]seal.ID{}}}
	for level := 0; size>>(TileHeight*level) > 0; level++ {
		to := size >> (TileHeight * level)
		hashes, err := edge(level, to&^(TileWidth-1), to)
		if err != nil {
			return nil, err
		}
		if int64(len(hashes)) != to&(TileWidth-1) {
			return nil, seal.Fail(seal.ErrMalformed, "ledger tree", "%d hashes at the edge of level %d instead of %d", len(hashes), level, to&(TileWidth-1))
		}
		t.edge = append(t.edge, append(make([]seal.ID, 0, TileWidth), hashes...))
	}
	return t, nil
}

// Copy is the tree as it is now, for somebody else to read.
func (t *Tree) Copy() *Tree {
	c := &Tree{size: t.size, upper: t.upper}
	for _, hashes := range t.edge {
		c.edge = append(c.edge, append([]seal.ID(nil), hashes...))
	}
	return c
}

// Partial is the tile at the right edge of a level; it may be empty.
func (t *Tree) Partial(level int) []seal.ID {
	if level < 0 || level >= len(t.edge) {
		return nil
	}
	return t.edge[level]
}

// Full reads the hashes of a full tile.
type Full func(level int, number int64) ([]seal.ID, error)

// reader serves tlog the hashes of a tree from its tiles.
type reader struct {
	tree *Tree
	full Full
	have map[[2]int64][]seal.ID
}

func (t *Tree) reader(full Full) tlog.HashReader {
	return &reader{t, full, map[[2]int64][]seal.ID{}}
}

// ReadHashes serves tlog. A hash between two levels of tiles is computed from
// the hashes of the one below.
func (r *reader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if hash, ok := r.tree.upper.find(index); ok {
			out[i] = tlog.Hash(hash)
			continue
		}
		level, n := tlog.SplitStoredHashIndex(index)
		below := level % TileHeight
		first, count := n<<below, int64(1)<<below
		number := first / TileWidth
		hashes, err := r.tile(level/TileHeight, number)
		if err != nil {
			return nil, err
		}
		if first%TileWidth+count > int64(len(hashes)) {
			return nil, seal.Fail(seal.ErrMalformed, "ledger tree", "no hash %d on level %d", n, level)
		}
		hash := perfect(hashes[first%TileWidth : first%TileWidth+count])
		if out[i] = tlog.Hash(hash); level >= TileHeight || number == r.tree.size/TileWidth {
			r.tree.upper.keep(index, hash)
		}
	}
	return out, nil
}

func (r *reader) tile(level int, number int64) ([]seal.ID, error) {
	if number == r.tree.size>>(TileHeight*(level+1)) {
		return r.tree.Partial(level), nil
	}
	key := [2]int64{int64(level), number}
	if hashes, ok := r.have[key]; ok {
		return hashes, nil
	}
	hashes, err := r.full(level, number)
	if err == nil {
		r.have[key] = hashes
	}
	return hashes, err
}

// Root is the root of the first size entries.
func (t *Tree) Root(size int64, full Full) (seal.ID, error) {
	if err := t.holds(size); err != nil {
		return seal.ID{}, err
	}
	hash, err := tlog.TreeHash(size, t.reader(full))
	return seal.ID(hash), err
}

// Inclusion proves an entry in the tree of the first size entries (RFC 6962
// section 2.1.1).
func (t *Tree) Inclusion(entry, size int64, full Full) ([]seal.ID, error) {
	if err := t.holds(size); err != nil {
		return nil, err
	}
	if entry < 0 || entry >= size {
		return nil, seal.Fail(seal.ErrMalformed, "ledger tree", "entry %d of %d", entry, size)
	}
	proof, err := tlog.ProveRecord(size, entry, t.reader(full))
	return ids(proof), err
}

// Consistency proves that the tree of size to begins with the tree of size from
// (RFC 6962 section 2.1.2). From 0, and from to itself, there is nothing to prove.
func (t *Tree) Consistency(from, to int64, full Full) ([]seal.ID, error) {
	if err := t.holds(to); err != nil {
		return nil, err
	}
	if from < 0 || from > to {
		return nil, seal.Fail(seal.ErrMalformed, "ledger tree", "from %d to %d", from, to)
	}
	if from == 0 || from == to {
		return nil, nil
	}
	proof, err := tlog.ProveTree(to, from, t.reader(full))
	return ids(proof), err
}

func (t *Tree) holds(size int64) error {
	if size < 0 || size > t.size {
		return seal.Fail(seal.ErrMalformed, "ledger tree", "size %d of %d", size, t.size)
	}
	return nil
}

// CheckInclusion checks that an entry has its place in a checkpoint's tree.
func CheckInclusion(proof []seal.ID, number int64, entry seal.ID, in Checkpoint) error {
	if number < 0 || number >= in.Size {
		return seal.Fail(seal.ErrUnverified, "ledger inclusion", "entry %d of %d", number, in.Size)
	}
	if err := tlog.CheckRecord(tlogs(proof), in.Size, tlog.Hash(in.Root), number, tlog.Hash(LeafHash(entry))); err != nil {
		return seal.Fail(seal.ErrUnverified, "ledger inclusion", "the proof does not hold")
	}
	return nil
}

// CheckConsistency checks that the ledger of a later checkpoint begins with that
// of an earlier one.
func CheckConsistency(proof []seal.ID, from, to Checkpoint) error {
	const op = "ledger consistency"
	if from.Origin != to.Origin {
		return seal.Fail(seal.ErrUnverified, op, "of two ledgers")
	}
	if from.Size > to.Size {
		return seal.Fail(seal.ErrUnverified, op, "the later one is shorter")
	}
	if from.Size == 0 || from.Size == to.Size {
		if len(proof) > 0 || from.Size == to.Size && from.Root != to.Root {
			return seal.Fail(seal.ErrUnverified, op, "two trees of one size")
		}
		return nil
	}
	if err := tlog.CheckTree(tlogs(proof), to.Size, tlog.Hash(to.Root), from.Size, tlog.Hash(from.Root)); err != nil {
		return seal.Fail(seal.ErrUnverified, op, "the proof does not hold")
	}
	return nil
}

func ids(hashes []tlog.Hash) []seal.ID {
	out := make([]seal.ID, len(hashes))
	for i, h := range hashes {
		out[i] = seal.ID(h)
	}
	return out
}

func tlogs(ids []seal.ID) []tlog.Hash {
	out := make([]tlog.Hash, len(ids))
	for i, id := range ids {
		out[i] = tlog.Hash(id)
	}
	return out
}
