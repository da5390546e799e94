package ledger

// Bare is the tree with nothing kept of earlier proofs.
func (t *Tree) Bare() *Tree {
	c := t.Copy()
	c.upper = nil
	return c
}
