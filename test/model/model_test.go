package model

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/test/play"
)

// long: the whole of it, which takes minutes.
// shortSeed draws the ways of the short form.
const shortSeed = 4711

// The promises hold in every state that can be reached.
func TestNobodyWhoLeftReadsOnAndNobodyWhoIsThereIsLockedOut(t *testing.T) {
	for name, steps := range map[string][]step{"everything": alphabet(), "one conversation": narrow()} {
		t.Run(name, func(t *testing.T) {
			most := 200_000
			if play.Long() {
				most = 3_000_000
			}
			began := time.Now()
			e := newExplorer(allRules, steps)
			found, deep := e.explore(20, most)
			t.Logf("%d states, %d steps tried, every way up to %d steps, %s", len(e.from), e.taken, deep, time.Since(began).Round(time.Millisecond))
			if found != nil {
				t.Fatalf("%v:\n%s", found.what, found.trace)
			}
			if deep < 3 {
				t.Fatalf("the model was followed for %d steps only", deep)
			}
		})
	}
}

// attackWithout is the shortest attack on a desk that lacks a rule.
func attackWithout(t *testing.T, missing rule) *attack {
	t.Helper()
	steps := narrow()
	if missing == badWrapFallsBack {
		steps = alphabet()
	}
	e := newExplorer(allRules.without(missing), steps)
	found, deep := e.explore(9, 1_500_000)
	if found == nil {
		t.Fatalf("nothing is wrong without it in %d states, up to %d steps", len(e.from), deep)
	}
	return found
}

// Each rule is needed: the model without it finds the attack.
func TestTheModelWithoutARuleFindsTheAttack(t *testing.T) {
	for each := rule(1); each < lastRule; each <<= 1 {
		t.Run(each.String(), func(t *testing.T) {
			found := attackWithout(t, each)
			t.Logf("%v:\n%s", found.what, found.trace)
		})
	}
}
