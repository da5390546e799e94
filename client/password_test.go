package client

import (
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// The browser's numbers are the same: web/packages/passwords/test/cost.test.ts.
func TestCostByWhatTheMachineBears(t *testing.T) {
	for took, want := range map[time.Duration]seal.PasswordCost{
		time.Millisecond:       largestCost,
		40 * time.Millisecond:  {Memory: 131_072, Iterations: 4},
		100 * time.Millisecond: {Memory: 131_072, Iterations: 2},
		250 * time.Millisecond: {Memory: 58_368, Iterations: 2},
		10 * time.Second:       smallestCost,
		0:                      largestCost,
	} {
		if got := costFor(took); got != want {
			t.Errorf("%v: %v, not %v", took, got, want)
		}
		if err := costFor(took).Check(); err != nil {
			t.Error(err)
		}
	}
}
