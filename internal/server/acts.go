package server

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// This file records what the server does by itself: that it starts, with what,
// and that it stops.

// own is an event of the server itself.
func (s *Server) own(kind ledger.Kind, reason string) ledger.Event {
	e := ledger.Act(s.config.Now(), kind, ledger.Itself(), seal.ID{})
	e.Reason = reason
	return e
}

// recordStart writes that the server starts, and what is set differently than at
// the last start. Without it nothing is served. Older is until when keys are kept
// that data from a backup may need; zero if it is not from one.
func (s *Server) recordStart(ctx context.Context, secret seal.Secret, older time.Time) error {
	journal := storage.Ledger{DB: s.db}
	err := journal.Configured(ctx, s.config.digests(secret), func(changed []string) []ledger.Event {
		events := []ledger.Event{s.own(ledger.ServerStarted, s.config.Version)}
		for _, name := range changed {
			events = append(events, s.own(ledger.ConfigurationChanged, name))
		}
		if s.config.DemoURL != "" {
			events = append(events, s.own(ledger.DemoServed, ""))
		}
		if !older.IsZero() {
			e := s.own(ledger.DataOlder, "")
			e.First = uint64(max(older.Unix(), 0)) //nolint:gosec // not negative
			events = append(events, e)
		}
		return events
	})
	if err != nil {
		return fmt.Errorf("record the start: %w", err)
	}
	s.started = true
	return nil
}

// recordStop writes that the server was told to stop.
func (s *Server) recordStop(ctx context.Context) {
	if !s.started {
		return
	}
	s.record(ctx, s.own(ledger.ServerStopped, ""))
	if err := s.ledger.Publish(ctx); err != nil { // the last events are signed, too
		s.config.Log.Error("no last checkpoint of the record could be signed", "error", err)
	}
}

// record writes an event of something that happens whether it is recorded or not.
func (s *Server) record(ctx context.Context, event ledger.Event) {
	if err := (storage.Ledger{DB: s.db}).Record(ctx, event); err != nil {
		s.config.Log.Error("not recorded", "kind", event.Kind, "error", err)
	}
}

// recordCertificate writes what became of a certificate that was asked for.
func (s *Server) recordCertificate(failed bool) {
	e := s.own(ledger.CertificateObtained, "")
	if failed {
		e = s.own(ledger.CertificateFailed, "")
		e.Outcome = form.Refused
	}
	s.record(context.Background(), e)
}

// recordRefusedFrame writes that access refused what came over a socket.
func (s *Server) recordRefusedFrame(ctx context.Context, actor access.Actor, action access.Action, check string, object seal.ID) error {
	return s.refusals.Record(ctx, ledger.AccessRefused, actor.Source(), string(action), check, seal.Some(object))
}

// digests are what the security of a desk depends on, by name, as keyed hashes:
// they tell that a value changed, and nothing of it.
func (c Config) digests(secret seal.Secret) map[string][]byte {
	all := map[string][]byte{}
	for name, value := range map[string]any{
		"listen": c.Listen, "origin": c.Origin, "tls": []string{c.TLSCert, c.TLSKey}, "acme": c.ACME, "demo": c.DemoURL, "metrics": c.MetricsListen,
		"retention": c.Retention, "files": c.Files, "export": c.Exports, "witnesses": [][]string{c.WitnessFor, c.Witnesses}, "room": []uint64{c.MaxFile, c.KeepFree, c.NetworkDay},
		"rates": c.Limits, "timeouts": []time.Duration{c.ReadTimeout, c.WriteTimeout},
	} {
		mac := hmac.New(sha256.New, secret[:])
		fmt.Fprintf(mac, "configuration\x00%s\x00%#v", name, value)
		all[name] = mac.Sum(nil)
	}
	return all
}
