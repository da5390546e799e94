package settings

import (
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// Sensitive is which teams' conversations are shown only to staff who confirmed
// lately that it is them (SignIn.ConfirmMinutes).
type Sensitive struct {
	Teams []seal.ID `json:"teams"`
}

const teamsLimit = 1000

// Name is "sensitive".
func (*Sensitive) Name() string { return "sensitive" }

// Defaults ask nowhere.
func (s *Sensitive) Defaults() { *s = Sensitive{Teams: []seal.ID{}} }

// Check refuses a team that is named twice, and more than there can be.
func (s *Sensitive) Check() error {
	seen := map[seal.ID]bool{}
	for _, team := range s.Teams {
		if seen[team] {
			return errs.New(errs.Unprocessable, "settings.sensitive", "A team is named twice.", "Name it once.")
		}
		seen[team] = true
	}
	if len(s.Teams) > teamsLimit {
		return errs.New(errs.Unprocessable, "settings.sensitive", "These are too many teams.", "Name at most 1000.")
	}
	return nil
}
