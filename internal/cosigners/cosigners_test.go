package cosigners_test

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/cosigners"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

var witnessKey = seal.SigningKeyFromSeed(seal.Secret{2})

// stage is a record, and a witness that answers as each test wants.
type stage struct {
	t       *testing.T
	db      *storage.DB
	ledger  *ledger.Service
	told    *told
	asked   atomic.Int64
	under   atomic.Int64 // requests at once
	most    atomic.Int64
	witness *httptest.Server
	self    form.Witness
}

type told struct {
	mu    sync.Mutex
	bytes bytes.Buffer
}

func (l *told) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bytes.Write(p)
}

func (l *told) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.bytes.String()
}

// answer is what a witness makes of a submission.
type answer func(s *stage, asked form.Submission) (status int, body string)

func newStage(t *testing.T, answers answer) *stage {
	t.Helper()
	s := &stage{t: t, told: &told{}}
	folder := t.TempDir()
	check(t, os.Chmod(folder, 0o700)) //nolint:gosec // it is a folder
	var err error
	s.db, err = storage.Open(t.Context(), folder, nil)
	check(t, err)
	s.self, err = form.OwnWitness(witnessKey.Public())
	check(t, err)
	s.ledger = ledger.New(storage.Ledger{DB: s.db}, func() seal.ID { return seal.ID{1} }, seal.SigningKeyFromSeed(seal.Secret{3}), time.Now)
	s.grow(3)
	s.witness = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		now := s.under.Add(1)
		defer s.under.Add(-1)
		for most := s.most.Load(); now > most && !s.most.CompareAndSwap(most, now); most = s.most.Load() {
		}
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return
		}
		submission, err := form.ParseSubmission(body)
		if err != nil || r.URL.Path != "/w/add-checkpoint" || r.Method != "POST" {
			t.Errorf("%s %s %q: %v", r.Method, r.URL, body, err)
		}
		status, said := answers(s, submission)
		s.asked.Add(1)
		w.WriteHeader(status)
		io.WriteString(w, said) //nolint:errcheck // the peer may be gone
	}))
	t.Cleanup(func() {
		s.witness.Close()
		check(t, s.db.Close())
	})
	return s
}

// grow writes events and signs a checkpoint.
func (s *stage) grow(events int) {
	s.t.Helper()
	for range events {
		check(s.t, storage.Ledger{DB: s.db}.Record(s.t.Context(), ledger.Act(time.Now(), ledger.Read, ledger.Itself(), seal.ID{1})))
	}
	check(s.t, s.ledger.Publish(s.t.Context()))
}

func (s *stage) key() string {
	s.t.Helper()
	key, err := s.ledger.Key()
	check(s.t, err)
	return key
}

// cosigned is an honest witness's word for what was submitted, at a time.
func (s *stage) cosigned(asked form.Submission, key seal.SigningKey, at time.Time) string {
	signed, err := form.OpenSigned(asked.Note, s.key())
	if err != nil {
		s.t.Error(err)
		return ""
	}
	w, err := form.OwnWitness(key.Public())
	if err != nil {
		s.t.Error(err)
	}
	line, err := form.Cosign(signed, w, key, uint64(at.Unix())) //nolint:gosec // after 1970
	if err != nil {
		s.t.Error(err)
	}
	return string(line)
}

// run asks the witness until the test ends.
func (s *stage) run() {
	s.t.Helper()
	witnesses, err := cosigners.Parse([]string{s.self.String() + "=" + s.witness.URL + "/w/"})
	check(s.t, err)
	asking, err := cosigners.New(s.t.Context(), cosigners.Config{
		Ledger: s.ledger, Store: storage.Ledger{DB: s.db}, Random: func() float64 { return 0 }, Now: time.Now, Log: slog.New(slog.NewTextHandler(s.told, nil)),
		Pace: cosigners.Pace{Every: time.Millisecond, First: time.Millisecond, Most: 2 * time.Millisecond},
	}, witnesses)
	check(s.t, err)
	ctx, stop := context.WithCancel(context.Background())
	var work sync.WaitGroup
	work.Go(func() { asking.Run(ctx) })
	s.t.Cleanup(func() { stop(); work.Wait() })
}

func (s *stage) eventually(what string, so func() bool) {
	s.t.Helper()
	for deadline := time.Now().Add(20 * time.Second); !so(); {
		if time.Now().After(deadline) {
			s.t.Fatalf("not %s; told: %s", what, s.told)
		}
		ctx, cancel := context.WithTimeout(s.t.Context(), time.Millisecond)
		<-ctx.Done()
		cancel()
	}
}

func (s *stage) standing() ledger.WitnessStanding {
	s.t.Helper()
	all, err := s.ledger.WitnessStandings(s.t.Context())
	check(s.t, err)
	if len(all) == 0 {
		return ledger.WitnessStanding{}
	}
	return all[0]
}

func (s *stage) witnessed() string {
	note, err := s.ledger.Witnessed(s.t.Context(), 1)
	if err != nil {
		return ""
	}
	return string(note)
}

// An honest witness gets what it knows nothing of, and every longer one after it,
// one at a time, with proofs from where it is.
func TestAnHonestWitness(t *testing.T) {
	var known atomic.Int64
	s := newStage(t, func(s *stage, asked form.Submission) (int, string) {
		if asked.Old != known.Load() {
			return 409, fmt.Sprintln(known.Load())
		}
		c, err := form.Open(asked.Note, s.key())
		if err != nil {
			s.t.Error(err)
		}
		known.Store(c.Size)
		return 200, s.cosigned(asked, witnessKey, time.Now())
	})
	known.Store(2) // from an earlier life of this desk
	s.run()
	for range 20 {
		newest, _ := s.ledger.Pin()
		s.eventually("cosigned", func() bool { return known.Load() == newest.Size() && s.standing().Size == newest.Size() })
		s.grow(1)
	}
	if s.standing().Trouble != "" || s.most.Load() != 1 {
		t.Errorf("%+v, %d at once", s.standing(), s.most.Load())
	}
	if signed, err := form.OpenSigned([]byte(s.witnessed()), s.key()); err != nil || len(signed.Cosignatures(s.self)) != 1 {
		t.Errorf("%v %s", err, s.witnessed())
	}
}

// Whatever a witness answers, nothing is kept that it did not sign, and nobody waits.
func TestWitnessesThatLie(t *testing.T) {
	for what, row := range map[string]struct {
		answers answer
		trouble ledger.Trouble
		says    string
	}{
		"with another key": {func(s *stage, asked form.Submission) (int, string) {
			return 200, s.cosigned(asked, seal.SigningKeyFromSeed(seal.Secret{9}), time.Now())
		}, ledger.Away, "not signed with the key"},
		"of another checkpoint": {func(s *stage, asked form.Submission) (int, string) {
			other, err := form.Sign(form.Checkpoint{Origin: form.Origin(seal.ID{1}), Size: 1, Root: seal.ID{1}}, seal.SigningKeyFromSeed(seal.Secret{3}))
			check(s.t, err)
			return 200, s.cosigned(form.Submission{Note: other}, witnessKey, time.Now())
		}, ledger.Away, "not signed with the key"},
		"from the future": {func(s *stage, asked form.Submission) (int, string) {
			return 200, s.cosigned(asked, witnessKey, time.Now().Add(time.Hour))
		}, ledger.Away, "clock"},
		"in prose":               {func(*stage, form.Submission) (int, string) { return 200, "cosigned, promise\n" }, ledger.Away, "no line of a signed note"},
		"nothing":                {func(*stage, form.Submission) (int, string) { return 200, "" }, ledger.Away, "not signed with the key"},
		"very much":              {func(*stage, form.Submission) (int, string) { return 200, strings.Repeat("— x AAAA\n", 1<<20) }, ledger.Away, "no line of a signed note"},
		"no size":                {func(*stage, form.Submission) (int, string) { return 409, "03\n" }, ledger.Away, "without a size"},
		"a size below zero":      {func(*stage, form.Submission) (int, string) { return 409, "-3\n" }, ledger.Away, "without a size"},
		"another size each time": {func(s *stage, asked form.Submission) (int, string) { return 409, fmt.Sprintln((asked.Old + 1) % 3) }, ledger.Away, "changed its mind"},
		"the size asked from":    {func(s *stage, asked form.Submission) (int, string) { return 409, fmt.Sprintln(asked.Old) }, ledger.Away, "asked from"},
		"to ask elsewhere":       {func(*stage, form.Submission) (int, string) { return 307, "" }, ledger.Away, "answered 307"},
		"that it is broken":      {func(*stage, form.Submission) (int, string) { return 500, "" }, ledger.Away, "answered 500"},
		"that it knows no such":  {func(*stage, form.Submission) (int, string) { return 404, "" }, ledger.Unknown, "does not witness"},
		"that the key is wrong":  {func(*stage, form.Submission) (int, string) { return 403, "" }, ledger.Unknown, "another key"},
		"a longer record":        {func(*stage, form.Submission) (int, string) { return 409, "9223372036854775807\n" }, ledger.Shorter, "another record of acts"},
		"another record":         {func(*stage, form.Submission) (int, string) { return 422, "" }, ledger.Other, "another record of acts"},
		"another of this size": {func(s *stage, asked form.Submission) (int, string) {
			newest, _ := s.ledger.Pin()
			return 409, fmt.Sprintln(newest.Size())
		}, ledger.Other, "another record of acts"},
	} {
		t.Run(what, func(t *testing.T) {
			s := newStage(t, row.answers)
			s.run()
			s.eventually("told", func() bool { return strings.Contains(s.told.String(), row.says) })
			s.eventually("kept", func() bool { return s.standing().Trouble == row.trouble })
			asked := s.asked.Load()
			s.grow(1) // nobody waits for it
			s.eventually("asked again", func() bool { return s.asked.Load() > asked+1 })
			if note := s.witnessed(); note != "" {
				t.Errorf("kept: %s", note)
			}
			if n := strings.Count(s.told.String(), "\n"); n != 1 {
				t.Errorf("told %d times: %s", n, s.told)
			}
			if size := (storage.Ledger{DB: s.db}).Size(); row.trouble.Disagrees() != (size == 5) || !row.trouble.Disagrees() && size != 4 {
				t.Errorf("%d entries: a disagreement is recorded once, and nothing else is", size)
			}
		})
	}
}

// Somebody else may have submitted a newer checkpoint of ours than the one that is
// being asked for.
func TestAWitnessThatIsAheadOfUs(t *testing.T) {
	var ahead atomic.Bool
	s := newStage(t, func(s *stage, asked form.Submission) (int, string) {
		if !ahead.Swap(true) {
			s.grow(2)
			newest, _ := s.ledger.Pin()
			return 409, fmt.Sprintln(newest.Size())
		}
		return 200, s.cosigned(asked, witnessKey, time.Now())
	})
	s.run()
	s.eventually("cosigned", func() bool { return s.standing().Size == 5 })
	if s.standing().Trouble != "" || s.told.String() != "" {
		t.Errorf("%+v %s", s.standing(), s.told)
	}
}

// One that disagreed, and is not there afterwards, still disagrees; once it is told
// to forget, it cosigns from the beginning.
func TestWhatAWitnessSaidStands(t *testing.T) {
	var mode atomic.Int64
	s := newStage(t, func(s *stage, asked form.Submission) (int, string) {
		switch mode.Load() {
		case 0:
			return 409, "1000\n"
		case 1:
			return 503, ""
		}
		if asked.Old != 0 {
			return 409, "0\n"
		}
		return 200, s.cosigned(asked, witnessKey, time.Now())
	})
	s.run()
	s.eventually("found out", func() bool { return s.standing().Trouble == ledger.Shorter })
	if s.standing().Theirs != 1000 {
		t.Errorf("%+v", s.standing())
	}
	mode.Store(1)
	asked := s.asked.Load()
	s.eventually("asked again", func() bool { return s.asked.Load() > asked+2 })
	if s.standing().Trouble != ledger.Shorter {
		t.Errorf("%+v", s.standing())
	}
	mode.Store(2)
	s.eventually("cosigned", func() bool { return s.standing().Trouble == "" && s.standing().Size > 0 })
	s.eventually("told so", func() bool { return strings.Contains(s.told.String(), "cosigns again") })
}

// A witness that nobody asks any more is not in the list; what it signed stays.
func TestAWitnessThatIsLeft(t *testing.T) {
	s := newStage(t, func(s *stage, asked form.Submission) (int, string) {
		return 200, s.cosigned(asked, witnessKey, time.Now())
	})
	s.run()
	s.eventually("cosigned", func() bool { return s.standing().Size > 0 })
	_, err := cosigners.New(t.Context(), cosigners.Config{Ledger: s.ledger, Store: storage.Ledger{DB: s.db}}, nil)
	check(t, err)
	if s.standing().Witness != "" || s.witnessed() == "" {
		t.Errorf("%+v %s", s.standing(), s.witnessed())
	}
}

func TestMoreWitnessesThanFit(t *testing.T) {
	var many []string
	for n := range ledger.MostWitnesses + 1 {
		w, err := form.OwnWitness(seal.SigningKeyFromSeed(seal.Secret{byte(n + 1)}).Public())
		check(t, err)
		many = append(many, w.String()+"=https://witness.example.org/w")
	}
	if all, err := cosigners.Parse(many); err == nil {
		t.Errorf("%d witnesses", len(all))
	}
	if all, err := cosigners.Parse(many[1:]); err != nil || len(all) != ledger.MostWitnesses {
		t.Errorf("%d witnesses: %v", len(all), err)
	}
}
