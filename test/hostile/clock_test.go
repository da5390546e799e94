package hostile

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/test/play"
)

// A server whose clock is a year behind or ahead, after it was right: customers
// and staff are told what is wrong or served, nothing that was written is lost
// or destroyed before its time, and once the clock is right, all goes on. (The
// clock is the one that the server is given: Go programs read the time past
// the library that others are fooled with.)
func TestTheServersClockIsOff(t *testing.T) {
	for name, off := range map[string]time.Duration{"a year behind": -365 * 24 * time.Hour, "a year ahead": 364 * 24 * time.Hour} {
		t.Run(name, func(t *testing.T) {
			s := newStage(t, server.Config{DataDir: play.Folder(t)})
			right := s.desk.Config
			check(t, s.desk.Server.Close())
			s.desk.Config.Now = func() time.Time { return time.Now().Add(off) }
			s.desk.Restart()
			s.desk.Config.Now = nil // the people's own clocks are right
			s.desk.Settle()
			for what, answer := range map[string]servertest.Answer{
				"a message": s.write(),
				"reading":   s.desk.Do(s.customer.Token, "GET", s.thread.Path("/entries?after=0"), nil),
				"staff":     s.desk.Do(s.desk.Owner.Token, "GET", "/conversations", nil),
				"a mark":    s.desk.Do(s.customer.Token, "PUT", s.thread.Path("/marks"), servertest.Object{"mark": s.thread.Mark()}),
				"a session": s.desk.Do("", "POST", "/visitor/sessions", s.customer.SessionRequest()),
			} {
				t.Logf("%s: %d", what, answer.Status)
				if answer.Status >= 400 {
					refused(t, what, answer, min(answer.Status, 499), "")
					t.Logf("%s", answer.Body)
				}
			}
			check(t, s.desk.Server.Close())
			s.desk.Config = right
			s.desk.Restart()
			s.customer.SignIn() // sessions may have ended; they are made anew
			s.desk.Owner.Token = s.desk.Owner.SignIn().Token
			s.desk.Owner.Bind()
			s.whole()
		})
	}
}
