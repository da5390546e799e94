package customers_test

import (
	"maps"
	"sync/atomic"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

type counts struct {
	Proven, Failed map[string]uint64
	Watched        []struct {
		Inbox seal.ID
		Count uint64
	}
	Refused uint64
	More    bool
}

func (s *site) counts() (out counts) {
	s.t.Helper()
	s.desk.Must(s.desk.Owner.Token, "GET", "/customers/proofs", nil, &out)
	return out
}

// What an owner sees before enforcing what an inbox wants, and after.
func TestOwnersSeeWhatTheirRulesDo(t *testing.T) {
	s := newSite(t, "watch", "token")
	if got := s.counts(); len(got.Proven)+len(got.Failed)+len(got.Watched) != 0 || got.Refused != 0 || got.More {
		t.Errorf("at first: %+v", got)
	}
	begin := func(who *servertest.Visitor) int {
		return s.desk.Do(who.Token, "POST", "/conversations", who.Prepare(s.desk.Team, s.desk.Head()).Opening).Status
	}
	ana, eve := s.desk.Visitor(), s.desk.Visitor()
	s.prove(ana, s.honest(ana.Device))
	s.prove(eve, s.honest(ana.Device))
	for _, who := range []*servertest.Visitor{ana, eve, eve} {
		if status := begin(who); status/100 != 2 {
			t.Errorf("while watching: %d", status)
		}
	}
	s.choose(1, "enforce", "token", object{"id": "one", "key": s.public})
	if status := begin(eve); status != 403 {
		t.Errorf("enforced: %d", status)
	}
	got := s.counts()
	if !maps.Equal(got.Proven, map[string]uint64{"website": 1}) || !maps.Equal(got.Failed, map[string]uint64{"token-device": 1}) || got.Refused != 1 {
		t.Errorf("afterwards: %+v", got)
	}
	if len(got.Watched) != 1 || got.Watched[0].Inbox != s.desk.Team.Inbox || got.Watched[0].Count != 2 {
		t.Errorf("watched: %+v", got.Watched)
	}
}

// What one network does too often is only counted in the record, and so is here.
func TestWhatIsOnlyCountedCounts(t *testing.T) {
	var later atomic.Int64
	s := newSiteOf(t, server.Config{Now: func() time.Time { return time.Now().Add(time.Duration(later.Load())) }}, "watch", "token")
	eve := s.desk.Visitor()
	for range 70 {
		s.prove(eve, "x")
	}
	later.Store(int64(2 * time.Hour))
	if err := s.desk.Server.Tidy(t.Context()); err != nil {
		t.Error(err)
	}
	got := s.counts()
	if sum := got.Failed["token-form"] + got.Failed["more"]; sum != 70 || got.Failed["more"] == 0 {
		t.Errorf("%+v", got.Failed)
	}
}
