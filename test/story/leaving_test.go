package story

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/seal/directory"
)

// Whom the server shuts out gets nothing from that moment on; the next client of
// somebody who may changes the keys, and what is sealed from then on they cannot open.
func TestWhoIsShutOutLosesTheKeys(t *testing.T) {
	s := newStage(t)
	ben := s.hire("Ben")
	before, _ := s.ada.Directory().Generation(s.group)
	began := time.Now()
	check(t, s.ada.Suspend(s.ctx, ben.Account()))
	if err := ben.Sync(s.ctx); err == nil {
		t.Error("Ben still gets the directory")
	}
	t.Logf("nothing for Ben after %v", time.Since(began).Round(time.Millisecond))
	check(t, s.ada.Sync(s.ctx))
	if done := parted(s); done != 1 {
		t.Errorf("Ada's client changed %d keys", done)
	}
	t.Logf("new key after %v", time.Since(began).Round(time.Millisecond))
	after, _ := s.ada.Directory().Generation(s.group)
	if after.Number != before.Number+1 || after.Names(ben.Account()) || s.ada.Directory().RoleIn(s.group, ben.Account()) != 0 {
		t.Errorf("the team's key is %d after %d, with Ben: %v", after.Number, before.Number, after.Names(ben.Account()))
	}
	if done := parted(s); done != 0 {
		t.Errorf("once more: %d", done)
	}
	check(t, s.ada.Reinstate(s.ctx, ben.Account()))
}

func parted(s *stage) int {
	s.t.Helper()
	done, err := s.ada.PartFromSuspended(s.ctx)
	return must(s.t, done, err)
}

// On the server's word alone a team loses at most half of its members at once.
func TestTheServersWordAloneEmptiesNoTeam(t *testing.T) {
	s := newStage(t)
	ben, cleo := s.hire("Ben"), s.hire("Cleo")
	check(t, s.ada.Suspend(s.ctx, ben.Account()))
	check(t, s.ada.Suspend(s.ctx, cleo.Account()))
	check(t, s.ada.Sync(s.ctx))
	if done := parted(s); done != 0 {
		t.Errorf("two of three left %d teams at once", done)
	}
	check(t, s.ada.Reinstate(s.ctx, cleo.Account()))
	if done := parted(s); done != 1 || s.ada.Directory().RoleIn(s.group, cleo.Account()) != directory.RoleMember {
		t.Errorf("one of three left %d teams", done)
	}
}
