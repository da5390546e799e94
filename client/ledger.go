package client

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Contradiction is an answer about the record of acts that does not continue
// what this device saw of it: entries were removed or replaced, an old backup was
// put back, or somebody else signed. Both stay with it, for people to show. It is
// a seal.ErrUnverified.
type Contradiction struct {
	Seen  []byte // the signed checkpoint; nil if there was none
	Shown []byte
	Proof []seal.ID
	By    seal.OptionalID // the device whose message showed it, if the server itself did not
	cause error
}

// Error says what does not fit.
func (c *Contradiction) Error() string {
	return "the record of acts is not the one that this device saw: " + c.cause.Error()
}

// Unwrap is why.
func (c *Contradiction) Unwrap() error { return c.cause }

// acts is the newest checkpoint of the record of acts that a device has seen.
type acts struct {
	note []byte
	at   ledger.Checkpoint

	mu    sync.Mutex      // of what messages are read and written with
	seen  seal.RecordSeen // for messages
	heard []hearsay
}

// actsFrom reads a checkpoint that this device checked when it kept it.
func actsFrom(note []byte) (*acts, error) {
	if len(note) == 0 {
		return &acts{}, nil
	}
	text := string(note)
	at, err := ledger.ParseCheckpoint(text[:strings.LastIndex(text, "\n\n")+1])
	return &acts{note: note, at: at}, err
}

// follow demands that the newest checkpoint continues the one that was seen.
// What contradicts it is not taken. A request that fails contradicts nothing.
func (s *acts) follow(ctx context.Context, tr *transport, org seal.ID, keys func() []seal.PublicKey, update func(context.Context, ...seal.ID) error) error {
	var answer struct {
		Checkpoint string    `json:"checkpoint"`
		Proof      []seal.ID `json:"proof"`
	}
	if err := tr.get(ctx, fmt.Sprintf("/ledger/consistency?from=%d", s.at.Size), &answer); err != nil {
		return err
	}
	note := []byte(answer.Checkpoint)
	next, err := openCheckpoint(note, org, keys())
	if errors.Is(err, seal.ErrUnverified) {
		// A key that is not known here may be newer than the directory here. Without
		// that nothing can be said of the record.
		if err := update(ctx); err != nil {
			return err
		}
		next, err = openCheckpoint(note, org, keys())
	}
	if err == nil && s.note != nil {
		err = ledger.CheckConsistency(answer.Proof, s.at, next)
	}
	if err != nil {
		return &Contradiction{Seen: s.note, Shown: note, Proof: answer.Proof, cause: err}
	}
	s.note, s.at = note, next
	names, err := verifierKeys(org, keys())
	if err != nil {
		return err
	}
	seen, err := ledger.Seen(note, names...)
	if err != nil {
		return err
	}
	s.mu.Lock()
	s.seen = seen
	s.mu.Unlock()
	return s.compare(ctx, tr, org, names)
}

func openCheckpoint(note []byte, org seal.ID, keys []seal.PublicKey) (ledger.Checkpoint, error) {
	names, err := verifierKeys(org, keys)
	if err != nil {
		return ledger.Checkpoint{}, err
	}
	return ledger.Open(note, names...)
}

func verifierKeys(org seal.ID, keys []seal.PublicKey) (names []string, err error) {
	for _, key := range keys {
		name, err := ledger.VerifierKey(org, key)
		if err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}

// FollowLedger demands proof that the record of acts continues what this device
// saw of it (docs/ledger.md); the error of a record that does not is a
// *Contradiction. Limit: what was seen is kept for this session.
func (a *Agent) FollowLedger(ctx context.Context) error {
	return a.acts.follow(ctx, a.transport, a.org, a.replay.ServerKeys, a.update)
}

// FollowLedger demands proof that the record of acts continues what this device
// saw of it (docs/ledger.md); the error of a record that does not is a
// *Contradiction. What was seen is part of State.
func (v *Visitor) FollowLedger(ctx context.Context) error {
	return v.acts.follow(ctx, v.transport, v.proven.Org, v.serverKeys, v.update)
}

func (v *Visitor) serverKeys() []seal.PublicKey {
	var keys []seal.PublicKey
	for _, key := range v.receipts {
		keys = append(keys, key)
	}
	return keys
}
