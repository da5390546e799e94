package identity

import (
	"context"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// One factor, the same one twice, nobody in particular: none begins a session.
func TestOneFactorIsNotEnough(t *testing.T) {
	ana := seal.ID{1}
	for name, shown := range map[string]proof{
		"nothing":            {},
		"no factor":          proven(ana, seal.ID16{}, wayPassword),
		"one":                proven(ana, seal.ID16{}, wayPassword, byPassword),
		"one, twice":         proven(ana, seal.ID16{}, wayRecovery, byKit, byKit),
		"a text and a sheet": proven(ana, seal.ID16{}, waySMS, byKit, bySMS),
		"nobody's":           proven(seal.ID{}, seal.ID16{}, wayPasskey, byDevice, byVerification),
		"nothing is known":   proven(ana, seal.ID16{}, "", byDevice, byVerification),
	} {
		if shown.check() == nil {
			t.Errorf("%s is enough", name)
		}
	}
	if err := proven(ana, seal.ID16{}, wayPassword, byPassword, byAuthenticator).check(); err != nil {
		t.Errorf("two are not enough: %v", err)
	}
}

// paper is a store that keeps events only.
type paper struct {
	Tx
	events []ledger.Event
}

func (p *paper) Write(_ context.Context, run func(Tx) error) error { return run(p) }
func (p *paper) Read(_ context.Context, run func(Tx) error) error  { return run(p) }
func (p *paper) AppendEvent(e ledger.Event) error {
	p.events = append(p.events, e)
	return nil
}

// A way in that shows too little is refused by the constructor itself, which looks at
// nothing else before, and the record tells it.
func TestTooLittleIsRecorded(t *testing.T) {
	noon, kept := time.Unix(1_700_000_000, 0), &paper{}
	s := Service{Config: Config{Now: func() time.Time { return noon }}, store: kept}
	s.Refusals = ledger.NewRefusals(nil, s.Now)
	from := Source{Network: "192.0.2.0/24"}
	in, err := s.newSession(kept, proven(seal.ID{1}, seal.ID16{}, wayRecovery, byKit), from)
	if err == nil || !in.Session.IsZero() {
		t.Fatalf("one factor began %v, %v", in.Session, err)
	}
	if err := s.shutOut(t.Context(), err, from); err == nil {
		t.Error("recording it made it right")
	}
	if len(kept.events) != 1 || kept.events[0].Kind != ledger.SignInRefused || kept.events[0].Reason != "one-factor" || kept.events[0].Network != from.Network {
		t.Errorf("recorded %+v", kept.events)
	}
}
