// Package cosigners asks witnesses to cosign the checkpoints of the record (C2SP
// tlog-witness), so that whoever checks it need not believe that everybody is
// shown the same one.
//
// Promise: nobody waits for a witness, neither acts nor checkpoints. Each witness
// has at most one request under way, for the newest checkpoint there is; one that
// is away holds no other up. What is kept as a cosignature was checked under the
// witness's key first. A witness that cosigned another record than this one is told
// of in the log, in the record and by the doctor.
//
// Threat: an operator who takes back part of the record, or shows two of them;
// somebody in a witness's place, who meets its key, and TLS.
//
// Limits: a witness knows what it was shown, no more: between two cosignatures a
// record that nobody else saw can be taken back. It sees the size of the record, and
// how it grows. Witnesses with certificates of an authority of one's own need that
// authority among those of the system.
package cosigners

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/outward"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// Ledger is the record whose checkpoints are cosigned.
type Ledger interface {
	// Pin is the newest checkpoint; false before the first.
	Pin() (ledger.Pinned, bool)
	// Key is the ledger's own, as tools for signed notes take it.
	Key() (string, error)
}

// Store keeps what witnesses said.
type Store interface {
	WitnessStandings(context.Context) ([]ledger.WitnessStanding, error)
	// Keep forgets how it stood with other witnesses than these.
	Keep(ctx context.Context, witnesses []string) error
	Cosign(ctx context.Context, size int64, c ledger.Cosigned) error
	// Doubt keeps what is wrong with a witness, with its events.
	Doubt(ctx context.Context, d ledger.Doubt, events ...ledger.Event) error
}

// Pace is how often witnesses are asked. Zero values take safe defaults.
type Pace struct {
	Every       time.Duration // between two checkpoints that are submitted, default 10 seconds
	Fresh       time.Duration // after which the same one is submitted again, default 15 minutes
	First, Most time.Duration // between tries after failures: 1 second, doubled up to 5 minutes
}

func (p Pace) withDefaults() Pace {
	for _, d := range []struct {
		value *time.Duration
		safe  time.Duration
	}{{&p.Every, 10 * time.Second}, {&p.Fresh, 15 * time.Minute}, {&p.First, time.Second}, {&p.Most, 5 * time.Minute}} {
		if *d.value <= 0 {
			*d.value = d.safe
		}
	}
	return p
}

// Witness is one that is asked. Make them with Parse.
type Witness struct {
	form.Witness
	address string
	client  *http.Client

	size     int64 // of the record that it cosigned last, as far as is known here
	trouble  ledger.Trouble
	wake     chan struct{}
	failures atomic.Int64
	cosigned atomic.Int64
}

const answerLimit = 64 << 10

// Parse reads witnesses, each as its key, =, and the address that
// /add-checkpoint follows. An error says what to write instead.
func Parse(texts []string) ([]*Witness, error) {
	if len(texts) > ledger.MostWitnesses {
		return nil, fmt.Errorf("there are more than %d witnesses: choose some", ledger.MostWitnesses)
	}
	var all []*Witness
	for i, text := range texts {
		w, err := parse(text)
		if err != nil {
			return nil, fmt.Errorf("--witness number %d: %w", i+1, err)
		}
		for _, other := range all {
			if other.Name() == w.Name() || other.Key() == w.Key() {
				return nil, fmt.Errorf("--witness number %d: %s is there twice", i+1, w.Name())
			}
		}
		all = append(all, w)
	}
	return all, nil
}

func parse(text string) (*Witness, error) {
	const write = "write name+hash+key=https://witness.example.org/api/v1/witness, with the key that its operator gives you"
	at := strings.LastIndex(text, "=http")
	if at < 0 {
		return nil, errors.New("it names no address: " + write)
	}
	key, err := form.ParseWitness(text[:at])
	if err != nil {
		return nil, fmt.Errorf("%w: %s", err, write)
	}
	u, err := url.Parse(text[at+1:])
	switch {
	case err != nil, u.Hostname() == "", u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, errors.New("its address cannot be read: " + write)
	case u.Scheme != "https" && !outward.Loopback(u.Hostname()):
		return nil, errors.New("its address begins with http: use https; without TLS only 127.0.0.1 is asked")
	}
	return &Witness{
		Witness: key, address: strings.TrimSuffix(u.String(), "/") + "/add-checkpoint", client: outward.Client(nil, answerLimit), wake: make(chan struct{}, 1),
	}, nil
}

// Config is what a Cosigners works with.
type Config struct {
	Ledger Ledger
	Store  Store
	Random func() float64 // from 0 to 1, to spread tries
	Now    func() time.Time
	Log    *slog.Logger
	Pace   Pace
}

// Cosigners asks several witnesses. Make one with New.
type Cosigners struct {
	config    Config
	witnesses []*Witness
	target    atomic.Pointer[ledger.Pinned]
}

// New returns one, which begins with Run.
func New(ctx context.Context, config Config, witnesses []*Witness) (*Cosigners, error) {
	config.Pace = config.Pace.withDefaults()
	keys := make([]string, len(witnesses))
	for i, w := range witnesses {
		keys[i] = w.String()
	}
	if err := config.Store.Keep(ctx, keys); err != nil {
		return nil, err
	}
	standing, err := config.Store.WitnessStandings(ctx)
	if err != nil {
		return nil, err
	}
	for i, w := range witnesses {
		for _, s := range standing {
			if s.Witness == keys[i] {
				w.size, w.trouble = s.Size, s.Trouble
				w.cosigned.Store(s.Size)
			}
		}
	}
	return &Cosigners{config: config, witnesses: witnesses}, nil
}

// Progress is how one witness has answered since the start.
type Progress struct {
	Name     string
	Cosigned int64 // size of the newest checkpoint
	Failures int64
}

// Progress says so of each.
func (c *Cosigners) Progress() []Progress {
	all := make([]Progress, len(c.witnesses))
	for i, w := range c.witnesses {
		all[i] = Progress{w.Name(), w.cosigned.Load(), w.failures.Load()}
	}
	return all
}

// Run asks until the context ends. All are asked for the same checkpoint, so that
// one that all of them cosigned is not long to come.
func (c *Cosigners) Run(ctx context.Context) {
	var work sync.WaitGroup
	for _, w := range c.witnesses {
		work.Go(func() { c.follow(ctx, w) })
	}
	defer work.Wait()
	ticker := time.NewTicker(c.config.Pace.Every)
	defer ticker.Stop()
	var size int64
	var asked time.Time
	for {
		if newest, there := c.config.Ledger.Pin(); there && (newest.Size() != size || time.Since(asked) >= c.config.Pace.Fresh) {
			size, asked = newest.Size(), time.Now()
			c.target.Store(&newest)
			for _, w := range c.witnesses {
				select {
				case w.wake <- struct{}{}:
				default: // it will look by itself
				}
			}
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
	}
}

// follow brings one witness every target, or the one after it.
func (c *Cosigners) follow(ctx context.Context, w *Witness) {
	defer w.client.CloseIdleConnections()
	var done *ledger.Pinned
	for tries := 0; ctx.Err() == nil; {
		target := c.target.Load()
		if target == done {
			select {
			case <-ctx.Done():
			case <-w.wake:
			}
			continue
		}
		err := c.ask(ctx, w, *target)
		if ctx.Err() != nil {
			return
		}
		if err == nil {
			done, tries = target, 0
			continue
		}
		w.failures.Add(1)
		c.tell(ctx, w, err)
		c.pause(ctx, tries)
		tries++
	}
}

// pause grows, and is never quite the same for two.
func (c *Cosigners) pause(ctx context.Context, tries int) {
	p := c.config.Pace
	whole := p.Most
	if tries < 16 {
		whole = min(p.First<<tries, p.Most)
	}
	timer := time.NewTimer(whole/2 + time.Duration(float64(whole/2)*c.config.Random()))
	defer timer.Stop()
	select {
	case <-ctx.Done():
	case <-timer.C:
	}
}

// doubt is a failure that says what is wrong between the record and the witness.
type doubt struct {
	error
	trouble ledger.Trouble
	ours    int64
	theirs  int64
}

// Unwrap returns what failed.
func (d *doubt) Unwrap() error { return d.error }

// tell keeps and logs what is wrong, when that changes.
func (c *Cosigners) tell(ctx context.Context, w *Witness, err error) {
	what := &doubt{error: err, trouble: ledger.Away}
	errors.As(err, &what)
	if what.trouble == w.trouble || what.trouble == ledger.Away && w.trouble.Disagrees() {
		return // what it said stands, also while it is not there
	}
	now := c.config.Now()
	var events []ledger.Event
	if what.trouble.Disagrees() {
		event := ledger.Act(now, ledger.WitnessDisagreed, ledger.Itself(), sha256.Sum256([]byte(w.String())))
		event.Reason, event.First, event.Last = string(what.trouble), uint64(what.ours), uint64(max(what.theirs, 0)) //nolint:gosec // not negative
		events = append(events, event)
		c.config.Log.Error("a witness has cosigned another record of acts than this one: if a backup was put back, tell it to forget; otherwise keep a copy of the data folder and find out who changed it",
			"witness", w.Name(), "is", what.trouble, "ours", what.ours, "theirs", what.theirs)
	} else {
		c.config.Log.Warn("a witness does not cosign: it is asked again", "witness", w.Name(), "error", err)
	}
	d := ledger.Doubt{Witness: w.String(), Trouble: what.trouble, Since: now, Theirs: what.theirs}
	if err := c.config.Store.Doubt(ctx, d, events...); err != nil {
		c.config.Log.Error("what a witness said could not be kept", "witness", w.Name(), "error", err)
		return
	}
	w.trouble = what.trouble
}

// ask has one checkpoint cosigned, or a newer one if the witness knows that.
func (c *Cosigners) ask(ctx context.Context, w *Witness, target ledger.Pinned) error {
	const rounds = 4 // others may submit our checkpoints, too, and the witness be told to forget
	for range rounds {
		if w.size > target.Size() {
			newest, there := c.config.Ledger.Pin()
			if !there || w.size > newest.Size() {
				theirs := w.size
				w.size = 0 // asked again from the beginning: it may have been told to forget
				return &doubt{errors.New("it cosigned a longer record"), ledger.Shorter, target.Size(), theirs}
			}
			target = newest
		}
		proof, err := target.Consistency(ctx, w.size)
		if err != nil {
			return err
		}
		body := form.Submission{Old: w.size, Proof: proof, Note: target.Note()}.Append(nil)
		status, answer, err := w.post(ctx, body)
		if err != nil {
			return err
		}
		switch status {
		case http.StatusOK:
			return c.keep(ctx, w, target, answer)
		case http.StatusConflict:
			theirs, err := form.ParseSize(strings.TrimSuffix(string(answer), "\n"))
			if err != nil {
				return errors.New("it answered 409 without a size")
			}
			if theirs == w.size && theirs == target.Size() {
				return &doubt{errors.New("it cosigned another record of this size"), ledger.Other, target.Size(), theirs}
			}
			if theirs == w.size {
				return errors.New("it answered 409 with the size that it was asked from")
			}
			w.size = theirs
		case http.StatusUnprocessableEntity:
			return &doubt{errors.New("it cosigned a record that this one does not continue"), ledger.Other, target.Size(), w.size}
		case http.StatusNotFound:
			return &doubt{error: errors.New("it does not witness this log: give its operator the ledger's key"), trouble: ledger.Unknown}
		case http.StatusForbidden:
			return &doubt{error: errors.New("it knows another key of this log: give its operator the ledger's key"), trouble: ledger.Unknown}
		default:
			return fmt.Errorf("it answered %d", status)
		}
	}
	return errors.New("it changed its mind about the size several times")
}

// future is how far ahead a witness's clock may be.
const future = 10 * time.Minute

// keep checks a cosignature, and keeps it.
func (c *Cosigners) keep(ctx context.Context, w *Witness, at ledger.Pinned, answer []byte) error {
	key, err := c.config.Ledger.Key()
	if err != nil {
		return err
	}
	signed, err := form.OpenSigned(append(bytes.Clone(at.Note()), answer...), key)
	if err != nil {
		return fmt.Errorf("its answer is no line of a signed note: %w", err)
	}
	cosignatures := signed.Cosignatures(w.Witness)
	if len(cosignatures) == 0 {
		return errors.New("its answer is not signed with the key that was given for it")
	}
	one := cosignatures[0]
	if limit := c.config.Now().Add(future).Unix(); one.Time == 0 || int64(one.Time) > limit { //nolint:gosec // below 2^63
		return errors.New("its clock, or this one, is wrong")
	}
	if err := c.config.Store.Cosign(ctx, at.Size(), ledger.Cosigned{Witness: w.String(), Time: int64(one.Time), Line: one.Line}); err != nil { //nolint:gosec // likewise
		return err
	}
	if w.trouble != "" {
		c.config.Log.Info("a witness cosigns again", "witness", w.Name())
	}
	w.size, w.trouble = at.Size(), ""
	w.cosigned.Store(at.Size())
	return nil
}
