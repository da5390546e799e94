package identity

import (
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// One factor, the same one twice, nobody in particular: none begins a session.
func TestOneFactorIsNotEnough(t *testing.T) {
	ana := seal.ID{1}
	for name, shown := range map[string]proof{
		"nothing":          {},
		"no factor":        proven(ana, seal.ID16{}, wayPassword),
		"one":              proven(ana, seal.ID16{}, wayPassword, byPassword),
		"one, twice":       proven(ana, seal.ID16{}, wayRecovery, byKit, byKit),
		"nobody's":         proven(seal.ID{}, seal.ID16{}, wayPasskey, byDevice, byVerification),
		"nothing is known": proven(ana, seal.ID16{}, "", byDevice, byVerification),
	} {
		if shown.check() == nil {
			t.Errorf("%s is enough", name)
		}
	}
	if err := proven(ana, seal.ID16{}, wayPassword, byPassword, byAuthenticator).check(); err != nil {
		t.Errorf("two are not enough: %v", err)
	}
}
