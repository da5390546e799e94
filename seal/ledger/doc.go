// Package ledger is the form of the record of acts: what an event's bytes are,
// how a tree commits to them, and what a checkpoint of the tree says.
//
// Promise: whoever holds a checkpoint of size n can tell whether the first n
// events are still the ones that were recorded, in their order, none missing and
// none added; and an event that was lawfully erased changes nothing of that.
//
// Threat: somebody who can write to the database, restore an old one, or show
// different records to different people, the operator included.
//
// Limits: what was never recorded cannot be missed here, and a record that
// nobody outside ever saw a checkpoint of can be made anew by whoever holds the
// server's key.
//
// The tree is that of RFC 6962 section 2.1, checkpoints are signed notes (C2SP
// signed-note and tlog-checkpoint), tiles are laid out as in C2SP tlog-tiles, so
// that tools of others can check them. docs/ledger.md is the specification.
package ledger
