package ledger_test

import (
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/internal/ledger"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// Every kind belongs to a class, and what tells of erasures to one that is never
// erased.
func TestEveryKindHasAClass(t *testing.T) {
	used := map[ledger.Class]bool{}
	for _, kind := range catalogue(t) {
		class := ledger.Of(ledger.Kind(kind))
		if class == "" {
			t.Errorf("%s has no class: say in classes.go what it is kept with", kind)
		}
		used[class] = true
	}
	for _, class := range ledger.Classes() {
		if _, err := ledger.ParseClass(string(class)); err != nil || !used[class] {
			t.Errorf("the class %s holds nothing, or cannot be named: %v", class, err)
		}
	}
	for _, kind := range []ledger.Kind{ledger.Erased, ledger.KeepingChanged, ledger.HoldBegun, ledger.HoldEnded} {
		if slices.Contains(ledger.Classes(), ledger.Of(kind)) {
			t.Errorf("%s can be erased, and nothing would tell of it", kind)
		}
	}
	for _, never := range []string{"", string(ledger.Keeping), "nonsense"} {
		if _, err := ledger.ParseClass(never); err == nil {
			t.Errorf("%q can be erased", never)
		}
	}
	if ledger.Of("from.tomorrow") != "" || ledger.Erased != form.Erased {
		t.Error("a kind of a newer version is erased, or the verifier reads another kind")
	}
}
