package ledger

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Cosigned is what a witness said of a checkpoint.
type Cosigned struct {
	Witness string // its key, in text form
	Time    int64  // Unix seconds, by its clock
	Line    []byte // of the signed note
}

// Trouble is what is wrong between this ledger and a witness.
type Trouble string

// The troubles. Shorter and Other say that this is not the record that the witness
// cosigned: it was rolled back or made anew, or somebody else uses its key.
const (
	Away    Trouble = "away"    // no answer, or one that makes no sense
	Unknown Trouble = "unknown" // it does not witness this log, or not under this key
	Shorter Trouble = "shorter" // it cosigned a longer record
	Other   Trouble = "other"   // it cosigned another record
)

// Disagrees tells a witness that saw another record from one that is not there.
func (t Trouble) Disagrees() bool { return t == Shorter || t == Other }

// Doubt is that something is wrong with a witness.
type Doubt struct {
	Witness string
	Trouble Trouble
	Since   time.Time
	Theirs  int64 // size of the record that it knows, if it said so
}

// WitnessStanding is how a ledger stands with a witness. Size is that of the newest
// checkpoint that it cosigned, at Time in Unix seconds.
type WitnessStanding struct {
	Doubt
	Size, Time int64
}

// MostWitnesses is how many may be asked: their lines have to fit into a note.
const MostWitnesses = 16

// Pinned is one checkpoint with its tree, whatever comes after it.
type Pinned struct {
	service *Service
	at      *published
}

// Pin returns the newest checkpoint; absent is false before the first.
func (s *Service) Pin() (p Pinned, there bool) {
	at := s.published.Load()
	return Pinned{s, at}, at != nil
}

// Size is how many entries it holds.
func (p Pinned) Size() int64 { return p.at.at.Size }

// Note is the signed checkpoint.
func (p Pinned) Note() []byte { return p.at.note }

// Consistency proves that it continues the first from entries.
func (p Pinned) Consistency(ctx context.Context, from int64) ([]seal.ID, error) {
	return p.at.tree.Consistency(from, p.at.at.Size, p.service.full(ctx))
}

// Key is the ledger's key, as tools for signed notes take it.
func (s *Service) Key() (string, error) { return ledger.VerifierKey(s.org(), s.key.Public()) }

// Witnessed is the newest checkpoint that so many witnesses cosigned, with their
// cosignatures.
func (s *Service) Witnessed(ctx context.Context, quorum int) ([]byte, error) {
	note, err := s.store.Witnessed(ctx, quorum)
	if err == nil && note == nil {
		err = errs.New(errs.NotFound, "ledger.witnessed", "So many witnesses have cosigned no checkpoint yet.", "Ask for fewer, or see whether the witnesses answer.")
	}
	return note, err
}

// WitnessStandings says how the ledger stands with its witnesses.
func (s *Service) WitnessStandings(ctx context.Context) ([]WitnessStanding, error) {
	return s.store.WitnessStandings(ctx)
}
