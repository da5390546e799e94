// Package witness cosigns checkpoints of logs of others (C2SP tlog-witness), so
// that a log cannot show one record to some people and another to the rest, nor
// take back what it showed.
//
// Promise: of one log, every checkpoint that is cosigned continues all that were
// cosigned before. What is known of a log is on disk before the cosignature
// leaves, and is compared and moved on in one transaction: neither two requests at
// once nor a process that dies in between make it sign backwards or sideways.
//
// Threat: whoever holds a log's key, and wants two records to have a witness each.
//
// Limits: the first checkpoint of a log that comes is believed. Who submits is
// not asked: a checkpoint that the log signed is the log's, whoever brings it.
// With an older database under the same key the promise would not hold: the server
// retires the key then (see internal/server). Logs are known by their origin, which
// has to be the name of their key.
package witness

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// Known is what is kept of a log. The zero value knows nothing of it.
type Known struct {
	Size     int64
	Root     seal.ID
	Note     []byte    // the newest checkpoint that was cosigned
	Time     uint64    // of its last cosignature, in Unix seconds
	Told     int64     // up to this size, events tell of cosignatures
	ToldAt   time.Time // when the last of them was written
	Conflict []byte    // the first checkpoint of a size that has another root here
}

// Store keeps what is known of logs.
type Store interface {
	// Judge hands over what is known of a log and keeps what judge makes of it, with
	// its events, in one transaction that nobody else's comes between. If judge
	// returns false, nothing is written.
	Judge(ctx context.Context, origin string, judge func(Known) (next Known, events []ledger.Event, keep bool)) error
}

// Refusals records those refusals that say something about a log.
type Refusals interface {
	Record(ctx context.Context, kind ledger.Kind, by ledger.Source, policy, reason string, object seal.OptionalID) error
}

// tellEvery is how often an event tells of the cosignatures of a log. Two desks
// that witness each other would otherwise make each other grow for ever: an event
// is an entry, which is a checkpoint, which is cosigned.
const tellEvery = time.Hour

// Policy is what refusals of a witness are recorded under.
const Policy = "witness.cosign"

// The reasons of a refusal that is recorded. Checkpoints are public: whoever submits
// one with a proof that does not hold may be anybody. Two roots of one size are the
// log's own doing.
const (
	Fork  = "fork"  // two roots of one size, both signed by the log
	Proof = "proof" // what should prove that it continues what was cosigned does not
)

// Config is what a witness works with.
type Config struct {
	Store    Store
	Refusals Refusals
	Logs     Logs
	Key      seal.SigningKey // signs cosignatures and nothing else
	Now      func() time.Time
}

// Logs are the keys of the logs that are witnessed, by origin.
type Logs map[string][]string

// ParseLogs reads keys of logs, as tools for signed notes write them. A log may
// have several.
func ParseLogs(keys []string) (Logs, error) {
	all := Logs{}
	for i, key := range keys {
		origin, err := form.KeyName(key)
		if err != nil {
			return nil, fmt.Errorf("--witness-for number %d is no key of a log: write name+hash+key, as the log's operator gives it", i+1)
		}
		all[origin] = append(all[origin], key)
	}
	return all, nil
}

// Service is the witness. Make one with New.
type Service struct {
	config Config
	self   form.Witness
}

// New returns a witness for some logs; for none, it knows nobody and needs no key.
func New(config Config) (*Service, error) {
	s := &Service{config: config}
	if len(config.Logs) == 0 {
		return s, nil
	}
	var err error
	s.self, err = form.OwnWitness(config.Key.Public())
	return s, err
}

// Behind is the refusal of a submission that begins elsewhere than what was
// cosigned last: Size is what has to be proven from.
type Behind struct{ Size int64 }

// Error says so.
func (b *Behind) Error() string {
	return fmt.Sprintf("the last cosigned checkpoint is of size %d", b.Size)
}

// Log is the id by which events name a log.
func Log(origin string) seal.ID { return sha256.Sum256([]byte(origin)) }

// Cosign judges a submission, and returns the line to add to its checkpoint. The
// steps and their order are those of C2SP tlog-witness.
func (s *Service) Cosign(ctx context.Context, by ledger.Source, body []byte) (line []byte, err error) {
	const op = "witness.cosign"
	asked, err := form.ParseSubmission(body)
	if err != nil {
		return nil, errs.Wrap(err, errs.Invalid, op, "This is no submission of a checkpoint.", "Write it as C2SP tlog-witness says.")
	}
	origin := asked.Origin()
	keys := s.config.Logs[origin]
	if len(keys) == 0 {
		return nil, errs.New(errs.NotFound, op, "This log is not witnessed here.", "Give its key to whoever runs this server.")
	}
	signed, err := form.OpenSigned(asked.Note, keys...)
	switch {
	case errors.Is(err, seal.ErrUnverified):
		return nil, errs.Wrap(err, errs.Forbidden, op, "The checkpoint is not signed by a key of this log.", "Give the log's new key to whoever runs this server.")
	case err != nil:
		return nil, errs.Wrap(err, errs.Invalid, op, "This is no signed checkpoint.", "Write it as C2SP tlog-checkpoint says.")
	case asked.Old > signed.Size:
		return nil, errs.New(errs.Invalid, op, "The old size is larger than the checkpoint's.", "Prove from a smaller size.")
	}
	var verdict verdict
	err = s.config.Store.Judge(ctx, origin, func(known Known) (next Known, events []ledger.Event, keep bool) {
		verdict = s.judge(known, asked, signed)
		if verdict.refusal != nil {
			return s.evidence(known, asked, verdict)
		}
		if verdict.line, verdict.refusal = form.Cosign(signed, s.self, s.config.Key, verdict.at); verdict.refusal != nil {
			return known, nil, false
		}
		return s.moved(known, asked, signed, verdict.at, by)
	})
	if err != nil {
		return nil, err
	}
	if verdict.contradiction != "" {
		err := s.config.Refusals.Record(context.WithoutCancel(ctx), ledger.WitnessRefused, by, Policy, verdict.contradiction, seal.Some(Log(origin)))
		if err != nil {
			return nil, errs.Wrap(err, errs.Unavailable, op, "This could not be recorded.", "Try again in a moment.")
		}
	}
	return verdict.line, verdict.refusal
}

// verdict is how a submission was judged.
type verdict struct {
	at            uint64 // of the cosignature
	line          []byte
	refusal       error
	contradiction string // of what was cosigned: why
}

func (s *Service) judge(known Known, asked form.Submission, signed form.Signed) verdict {
	if asked.Old != known.Size {
		return verdict{refusal: &Behind{known.Size}}
	}
	if known.Note != nil && signed.Size == known.Size && signed.Root != known.Root {
		return verdict{refusal: &Behind{known.Size}, contradiction: Fork}
	}
	from := form.Checkpoint{Origin: signed.Origin, Size: known.Size, Root: known.Root}
	if known.Note == nil {
		from.Root = form.EmptyRoot()
	}
	if err := form.CheckConsistency(asked.Proof, from, signed.Checkpoint); err != nil || signed.Size == 0 && signed.Root != form.EmptyRoot() {
		refusal := errs.New(errs.Unprocessable, "witness.cosign", "The proof does not show that this checkpoint continues the one that was cosigned last.", "Look whether the log lost entries: with a restored backup, whoever runs this server can have the log forgotten.")
		if known.Size == 0 { // nothing was cosigned that it could contradict
			return verdict{refusal: refusal}
		}
		return verdict{refusal: refusal, contradiction: Proof}
	}
	// The clock may have gone back: of one moment, only one size is the newest.
	at := uint64(max(s.config.Now().Unix(), 1)) //nolint:gosec // not negative
	return verdict{at: max(at, known.Time)}
}

// evidence keeps the first checkpoint that cannot be of the record that was cosigned.
func (s *Service) evidence(known Known, asked form.Submission, v verdict) (Known, []ledger.Event, bool) {
	if v.contradiction != Fork || known.Conflict != nil {
		return known, nil, false
	}
	known.Conflict = asked.Note
	return known, nil, true
}

// moved is what is known once a checkpoint is cosigned, with the event that tells
// of it and of those since the last one, unless one did within the hour.
func (s *Service) moved(known Known, asked form.Submission, signed form.Signed, at uint64, by ledger.Source) (Known, []ledger.Event, bool) {
	now := s.config.Now()
	next := known
	next.Size, next.Root, next.Note, next.Time = signed.Size, signed.Root, asked.Note, at
	if known.Note != nil && (signed.Size == known.Told || now.Sub(known.ToldAt) < tellEvery && !now.Before(known.ToldAt)) {
		return next, nil, true
	}
	event := ledger.Act(now, ledger.WitnessCosigned, by, Log(signed.Origin))
	event.First, event.Last = uint64(known.Told), uint64(signed.Size) //nolint:gosec // not negative
	next.Told, next.ToldAt = signed.Size, now
	return next, []ledger.Event{event}, true
}
