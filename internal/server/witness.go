package server

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/prometheus/client_golang/prometheus"

	mathrand "math/rand/v2"

	"github.com/sealdesk/sealdesk/internal/cosigners"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/internal/witness"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// This file is this server as a witness of others, and its asking of witnesses.

// witnessKey names the key file of the witness in a data folder.
func witnessKey(folder string) string { return filepath.Join(folder, "witness.key") }

// openWitnessKey reads the key that cosigns for others, or makes one. A key that
// this database does not know, or that is from before the database was found to be
// an older one (a backup), has signed what nobody
// here remembers: it could be made to sign two records of one log, so it is put
// aside, and those who rely on it see that its cosignatures end.
func openWitnessKey(ctx context.Context, db *storage.DB, folder string, older, now time.Time) (key seal.SigningKey, retired bool, err error) {
	path := witnessKey(folder)
	raw, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return seal.SigningKey{}, false, fmt.Errorf("witness key: %w", err)
	case len(raw) != len(seal.Secret{}):
		return seal.SigningKey{}, false, fmt.Errorf("witness key: %s has %d bytes instead of %d: move it away, and another one is made", path, len(raw), len(seal.Secret{}))
	default:
		key = seal.SigningKeyFromSeed(seal.Secret(raw))
		since, known, err := storage.Witness{DB: db}.Key(ctx, key.Public())
		if err != nil || known && since >= older.Unix() {
			return key, false, err
		}
		if err := os.Rename(path, fmt.Sprintf("%s.retired-%d", path, now.Unix())); err != nil {
			return seal.SigningKey{}, false, fmt.Errorf("put the witness key aside: %w", err)
		}
		retired = true
	}
	if key, err = seal.NewSigningKey(rand.Reader); err != nil {
		return seal.SigningKey{}, retired, err
	}
	made := ledger.Act(now, ledger.WitnessKeyMade, ledger.Itself(), seal.ID(key.Public()))
	if err := (storage.Witness{DB: db}).NewKey(ctx, key.Public(), now.Unix(), made); err != nil {
		return seal.SigningKey{}, retired, err
	}
	seed := key.Seed()
	defer seed.Wipe()
	return key, retired, writeKey(path, seed[:])
}

// openWitness wires the witness. Older is when the data was found to be from
// a backup, zero if it is not.
func (s *Server) openWitness(ctx context.Context, logs witness.Logs, older time.Time) error {
	config := witness.Config{Store: storage.Witness{DB: s.db}, Refusals: s.refusals, Logs: logs, Now: s.config.Now}
	_, err := os.Stat(witnessKey(s.config.DataDir))
	// Also while it is no witness: that its data is from a backup is known for a month.
	if len(logs) > 0 || err == nil {
		key, retired, err := openWitnessKey(ctx, s.db, s.config.DataDir, older, s.config.Now())
		if err != nil {
			return err
		}
		config.Key = key
		self, err := form.OwnWitness(key.Public())
		if err != nil {
			return err
		}
		if retired {
			s.config.Log.Error("this data does not remember all that was cosigned with its witness key: the key was put aside, and there is a new one; give it to those who rely on this witness", "key", self.String())
		} else if len(logs) > 0 {
			s.config.Log.Info("this server is a witness", "key", self.String(), "logs", len(logs))
		}
	}
	s.witness, err = witness.New(config)
	return err
}

// cosign asks witnesses for cosignatures until the context ends.
func (s *Server) cosign(ctx context.Context, witnesses []*cosigners.Witness) error {
	asking, err := cosigners.New(ctx, cosigners.Config{
		Ledger: s.ledger, Store: storage.Ledger{DB: s.db}, Random: mathrand.Float64, Now: s.config.Now, Log: s.config.Log, Pace: cosigners.Pace{Every: s.config.WitnessEvery},
	}, witnesses)
	if err != nil {
		return fmt.Errorf("witnesses: %w", err)
	}
	if len(witnesses) == 0 {
		return nil
	}
	s.metrics.registry.MustRegister(progress{asking})
	s.work.Go(func() { asking.Run(ctx) })
	return nil
}

// progress are the metrics of witnesses that are asked.
type progress struct{ *cosigners.Cosigners }

var (
	cosignedMetric = prometheus.NewDesc("sealdesk_witness_cosigned_size", "Size of the newest checkpoint that a witness cosigned.", []string{"witness"}, nil)
	unsignedMetric = prometheus.NewDesc("sealdesk_witness_failures_total", "Tries to have a checkpoint cosigned that failed.", []string{"witness"}, nil)
)

// Describe implements prometheus.Collector.
func (p progress) Describe(to chan<- *prometheus.Desc) {
	to <- cosignedMetric
	to <- unsignedMetric
}

// Collect implements prometheus.Collector.
func (p progress) Collect(to chan<- prometheus.Metric) {
	for _, w := range p.Progress() {
		to <- prometheus.MustNewConstMetric(cosignedMetric, prometheus.GaugeValue, float64(w.Cosigned), w.Name)
		to <- prometheus.MustNewConstMetric(unsignedMetric, prometheus.CounterValue, float64(w.Failures), w.Name)
	}
}

// examineWitnesses says how the record stands with its witnesses, and which logs
// showed this server two records.
func examineWitnesses(ctx context.Context, folder string, now time.Time) []Finding {
	if _, err := os.Stat(filepath.Join(folder, "data.db")); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	asked, contradicted, err := storage.InspectWitnesses(ctx, folder)
	if err != nil {
		return []Finding{{Notice, "witnesses", "It is not known what they said: " + err.Error()}}
	}
	var findings []Finding
	for _, s := range asked {
		findings = append(findings, standing(s, now))
	}
	for _, origin := range contradicted {
		findings = append(findings, Finding{Notice, "witness", "The log " + origin + " has signed two different records of one size; the second was not cosigned here: ask its operator. If a backup was put back there, stop this server and run sealdesk witness forget."})
	}
	return findings
}

func standing(s ledger.WitnessStanding, now time.Time) Finding {
	name := s.Witness
	if w, err := form.ParseWitness(s.Witness); err == nil {
		name = w.Name()
	}
	last := "nothing yet"
	if s.Time > 0 {
		last = fmt.Sprintf("%d entries, at %s", s.Size, time.Unix(s.Time, 0).UTC().Format(time.RFC3339))
	}
	switch s.Trouble {
	case ledger.Shorter:
		return Finding{Broken, "witnesses", fmt.Sprintf("%s cosigned a record of %d entries that is not this one: part of it was taken back. If a backup was put back, have the witness forget this log; otherwise keep a copy of the data folder and find out who changed it.", name, s.Theirs)}
	case ledger.Other:
		return Finding{Broken, "witnesses", fmt.Sprintf("%s cosigned another record than this one, of %d entries: it was changed since. If a backup was put back, have the witness forget this log; otherwise keep a copy of the data folder and find out who changed it.", name, s.Theirs)}
	case ledger.Unknown:
		return Finding{Notice, "witnesses", name + " does not witness this log: give its operator the key that sealdesk ledger key prints."}
	case ledger.Away:
		return Finding{Notice, "witnesses", fmt.Sprintf("%s has not cosigned since %s: see what the server's log says. It cosigned %s.", name, s.Since.UTC().Format(time.RFC3339), last)}
	}
	if now.Sub(time.Unix(s.Time, 0)) > 24*time.Hour {
		return Finding{Notice, "witnesses", name + " cosigned long ago: " + last + "."}
	}
	return Finding{Fine, "witnesses", name + " cosigned " + last + "."}
}

var errNoFolder = errors.New("there is no data folder there: name it with --data")

// beside opens the data of a server that does not run.
func beside(ctx context.Context, folder string, run func(*storage.DB) error) error {
	if _, err := os.Stat(folder); err != nil {
		return errNoFolder
	}
	db, err := storage.Open(ctx, folder, nil)
	if err != nil {
		return err
	}
	return errors.Join(run(db), db.Close())
}

// WitnessKey is the key that a data folder's server cosigns with, as those who rely
// on it take it. Where there is none yet, it makes one, and the server must not run.
func WitnessKey(ctx context.Context, folder string, now time.Time) (string, error) {
	if raw, err := os.ReadFile(witnessKey(folder)); err == nil && len(raw) == len(seal.Secret{}) {
		w, err := form.OwnWitness(seal.SigningKeyFromSeed(seal.Secret(raw)).Public())
		return w.String(), err
	}
	var text string
	err := beside(ctx, folder, func(db *storage.DB) error {
		key, _, err := openWitnessKey(ctx, db, folder, time.Time{}, now)
		if err != nil {
			return err
		}
		w, err := form.OwnWitness(key.Public())
		text = w.String()
		return err
	})
	return text, err
}

// ForgetLog has the witness of a data folder forget a log, which leaves an event.
// The server must not run: two memories of what was cosigned are one too many.
func ForgetLog(ctx context.Context, folder, origin string, now time.Time) error {
	return beside(ctx, folder, func(db *storage.DB) error {
		forgot := ledger.Act(now, ledger.WitnessForgot, ledger.Itself(), witness.Log(origin))
		return storage.Witness{DB: db}.Forget(ctx, origin, forgot)
	})
}

// LedgerKey is the key of a data folder's record, for its witnesses and auditors,
// also beside a running server.
func LedgerKey(ctx context.Context, folder string) (string, error) {
	raw, err := os.ReadFile(filepath.Join(folder, "server.key"))
	if err != nil {
		return "", errNoFolder
	}
	note, err := storage.InspectNewest(ctx, folder)
	if err != nil {
		return "", err
	}
	org, ok := form.OrgOf(note)
	if !ok || len(raw) != 64 {
		return "", errors.New("this desk has no record yet: set it up first")
	}
	return form.VerifierKey(org, seal.SigningKeyFromSeed(seal.Secret(raw[:32])).Public())
}
