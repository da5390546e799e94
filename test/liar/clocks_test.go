package liar_test

import (
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/test/play"
)

// TestWrongClocks: nobody lies, and a device's clock is wrong. Whose clock is
// behind what is signed is told so and follows nothing; whose is ahead signs
// nothing into the directory, and a customer's still talks: the times that count in
// a conversation are the receipts'.
func TestWrongClocks(t *testing.T) {
	s := newStage(t)
	for name, row := range map[string]struct {
		off              time.Duration
		staff, customers string // what each is told; nothing if it works
	}{
		"a minute ahead": {time.Minute, "", ""},
		"hours ahead":    {3 * time.Hour, "Set the clock of your device", ""},
		"hours back":     {-3 * time.Hour, "check the clock", "check the clock"},
		"years back":     {-4 * 365 * 24 * time.Hour, "check the clock", "check the clock"},
	} {
		t.Run(name, func(t *testing.T) {
			told := func(err error, want string) {
				t.Helper()
				if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
					t.Errorf("%v, and not %q", err, want)
				}
			}
			wrong := client.Options{Now: func() time.Time { return time.Now().Add(row.off) }}
			_, err := client.SignInWithRecoveryCode(s.ctx, s.url, play.AdaEmail, s.kit, client.Second{Password: play.AdaPassword}, wrong)
			told(err, row.staff)
			check(t, s.ada.Sync(s.ctx)) // whatever that browser did, the others follow
			customer, err := client.OpenVisitor(s.ctx, s.url, s.ada.Org(), s.inbox, nil, wrong)
			told(err, row.customers)
			if err != nil {
				return
			}
			theirs := must2(customer.Begin(s.ctx, nil, "One", "en"))(t)
			atAdas := must2(s.ada.Open(s.ctx, theirs.ID()))(t)
			must2(atAdas.Say(s.ctx, "Two", "en"))(t)
			must2(theirs.Fetch(s.ctx))(t)
			must2(theirs.Say(s.ctx, "Three", "en"))(t)
			must2(atAdas.Fetch(s.ctx))(t)
			reads(t, theirs, nil, "One", "Two", "Three")
			reads(t, atAdas, nil, "One", "Two", "Three")
		})
	}
}
