package access_test

import (
	"context"
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
)

// Whoever came in by a password that others may know changes it, leaves, and does
// nothing else, whatever they may do otherwise.
func TestWhileAPasswordIsDue(t *testing.T) {
	everybody := []access.Action{access.ReadPublic, access.Cosign, access.SignIn, access.OpenVisitor, access.ReadArticles, access.SetUp}
	own := []access.Action{access.OwnEntry, access.OwnVault}
	z, without := access.New(), access.New().WithoutChecksForTesting("password-changed")
	kept := 0
	for _, who := range cast {
		if who.actor.Who != access.Staff {
			continue
		}
		due := who.actor
		due.Due = true
		for _, action := range z.Actions() {
			free, err := z.Authorize(context.Background(), who.actor, action, theirs)
			if err != nil {
				t.Fatal(err)
			}
			bound, err := z.Authorize(context.Background(), due, action, theirs)
			if err != nil {
				t.Fatal(err)
			}
			if want := free.Allowed && (slices.Contains(everybody, action) || slices.Contains(own, action)); bound.Allowed != want {
				t.Errorf("%s: the %s whose password is due: %v", action, who.name, bound.Allowed)
			}
			if !free.Allowed || bound.Allowed {
				continue
			}
			kept++
			if e := errs.From(bound.Err()); e.Reason != "password" {
				t.Errorf("%s: the %s is not told to change the password: %+v", action, who.name, e)
			}
			if again, err := without.Authorize(context.Background(), due, action, theirs); err != nil || !again.Allowed {
				t.Errorf("%s: something else keeps the %s away", action, who.name)
			}
		}
	}
	if kept < 100 {
		t.Errorf("only %d refusals were seen", kept)
	}
}
