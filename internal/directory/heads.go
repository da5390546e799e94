package directory

import (
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// verifyHead checks a head against the replay: its signer may attest, its roots
// are those of the log at its size, and its time is not ahead (§4.2).
func verifyHead(r *directory.Replay, wire []byte, now time.Time) (Head, error) {
	const op = "directory.head"
	head, err := directory.ParseHead(wire)
	if err != nil {
		return Head{}, refused(op, err)
	}
	if err := r.CheckHead(head, uint64(now.Unix())); err != nil {
		return Head{}, refused(op, err)
	}
	return Head{ID: head.ID(), Size: head.Size, Bytes: wire}, nil
}

// Signed is when the newest head was signed, by its signer's clock; zero before
// there is one.
func (s *Service) Signed() time.Time {
	v := s.view.Load()
	if len(v.heads) == 0 {
		return time.Time{}
	}
	head, err := directory.ParseHead(v.heads[len(v.heads)-1].Bytes)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(int64(head.Time), 0) //nolint:gosec // it was checked when it came
}

// buildProof builds a visitor's proof at the newest head whose signer still may
// attest.
func buildProof(v *view, inbox seal.ID, from uint64, also []seal.ID) ([]byte, error) {
	const op = "directory.proof"
	head, err := directory.ParseHead(v.heads[len(v.heads)-1].Bytes)
	if err != nil {
		return nil, refused(op, err)
	}
	if from > head.Size {
		return nil, errs.New(errs.Conflict, op, "Your browser has seen a newer state of this organisation than there is here.", "Do not write here; tell the organisation.").Because("behind")
	}
	proof, err := v.replay.BuildProof(inbox, head, from, also...)
	return proof, refused(op, err)
}
