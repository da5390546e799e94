package directory

import (
	"golang.org/x/mod/sumdb/tlog"

	"github.com/sealdesk/sealdesk/seal"
)

// tree is an RFC 6962 tree that only grows, kept as tlog's stored hashes, so
// that roots and proofs of every earlier size cost O(log n).
type tree struct {
	size   int64
	hashes []tlog.Hash
}

// ReadHashes serves tlog.
func (t *tree) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	out := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index < 0 || index >= int64(len(t.hashes)) {
			return nil, seal.Fail(seal.ErrMalformed, "merkle tree", "no hash %d", index)
		}
		out[i] = t.hashes[index]
	}
	return out, nil
}

func (t *tree) append(leaf []byte) error {
	stored, err := tlog.StoredHashes(t.size, leaf, t)
	if err != nil {
		return seal.Fail(seal.ErrMalformed, "merkle tree", "%v", err)
	}
	t.hashes = append(t.hashes, stored...)
	t.size++
	return nil
}

func (t *tree) root(size int64) (seal.ID, error) {
	if size < 0 || size > t.size {
		return seal.ID{}, seal.Fail(seal.ErrMalformed, "merkle tree", "size %d of %d", size, t.size)
	}
	hash, err := tlog.TreeHash(size, t)
	if err != nil {
		return seal.ID{}, seal.Fail(seal.ErrMalformed, "merkle tree", "%v", err)
	}
	return seal.ID(hash), nil
}

// inclusion proves leaf index in the whole tree (RFC 6962 section 2.1.1).
func (t *tree) inclusion(index int64) ([]seal.ID, error) {
	path, err := tlog.ProveRecord(t.size, index, t)
	return toIDs(path), err
}

// consistency proves that the tree of size to begins with the tree of size
// from (RFC 6962 section 2.1.2). From 0 there is nothing to prove.
func (t *tree) consistency(from, to int64) ([]seal.ID, error) {
	if from == 0 || from == to {
		return nil, nil
	}
	path, err := tlog.ProveTree(to, from, t)
	if err != nil {
		return nil, seal.Fail(seal.ErrMalformed, "merkle tree", "no proof from %d to %d", from, to)
	}
	return toIDs(path), nil
}

func toIDs(hashes []tlog.Hash) []seal.ID {
	out := make([]seal.ID, len(hashes))
	for i, hash := range hashes {
		out[i] = seal.ID(hash)
	}
	return out
}

func toHashes(ids []seal.ID) []tlog.Hash {
	out := make([]tlog.Hash, len(ids))
	for i, id := range ids {
		out[i] = tlog.Hash(id)
	}
	return out
}

func checkInclusion(path []seal.ID, size, index uint64, root seal.ID, leaf []byte) error {
	const limit = 1 << 40
	if size > limit || index >= size {
		return seal.Fail(seal.ErrUnverified, "state proof", "leaf %d of %d", index, size)
	}
	if tlog.CheckRecord(toHashes(path), int64(size), tlog.Hash(root), int64(index), tlog.RecordHash(leaf)) != nil {
		return seal.Fail(seal.ErrUnverified, "state proof", "the statement is not in the signed state")
	}
	return nil
}

func checkConsistency(path []seal.ID, from, to uint64, fromRoot, toRoot seal.ID) error {
	const limit = 1 << 40
	if from == 0 {
		if len(path) != 0 {
			return seal.Fail(seal.ErrMalformed, "log proof", "a proof from nothing")
		}
		return nil
	}
	if from > to || to > limit {
		return seal.Fail(seal.ErrUnverified, "log proof", "the directory is shorter than before")
	}
	if from == to {
		if len(path) != 0 || fromRoot != toRoot {
			return seal.Fail(seal.ErrUnverified, "log proof", "the directory is not the one seen before")
		}
		return nil
	}
	if tlog.CheckTree(toHashes(path), int64(to), tlog.Hash(toRoot), int64(from), tlog.Hash(fromRoot)) != nil {
		return seal.Fail(seal.ErrUnverified, "log proof", "the directory is not the one seen before")
	}
	return nil
}
