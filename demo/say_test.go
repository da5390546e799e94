package demo

import (
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

func TestProgressIsToldOnlyWhenItTakesLong(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		out := &servertest.Log{}
		p := watch(out)
		time.Sleep(slowStart - time.Millisecond)
		p.step("Letting customers write")
		p.tick()
		if out.String() != "" {
			t.Errorf("said %q to somebody who did not wait long", out)
		}
		time.Sleep(2 * time.Millisecond)
		synctest.Wait()
		if want := "Letting customers write … (6 seconds so far, conversations played: 1)\n"; out.String() != want {
			t.Errorf("said %q, want %q", out, want)
		}
		p.done()
		time.Sleep(time.Hour)
		if strings.Count(out.String(), "\n") != 1 {
			t.Errorf("went on after the end: %q", out)
		}
	})
}

func TestTheRecoveryCodesAreNotPrinted(t *testing.T) {
	out := &servertest.Log{}
	announce(out, "http://localhost:1", "http://localhost:2", []Account{{Name: "Ada", Role: "Owner", RecoveryCode: "A-CODE"}})
	for _, want := range []string{"http://localhost:1/", "http://localhost:2/console/", "Ada", "Ctrl+C"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("does not say %q: %s", want, out)
		}
	}
	if strings.Contains(out.String(), "A-CODE") {
		t.Error("prints a recovery code")
	}
}
