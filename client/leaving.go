package client

import (
	"context"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// PartFromSuspended takes those whom the server has shut out of the groups that this
// agent manages and whose key it holds, and changes the keys in the same step. It
// reports in how many groups it did. The server's word moves nobody's keys alone:
// where more than half of a group would go at once, a person has to look first.
func (a *Agent) PartFromSuspended(ctx context.Context) (int, error) {
	var rows []struct {
		Account   seal.ID   `json:"account"`
		Suspended *struct{} `json:"suspended"`
	}
	if err := a.transport.get(ctx, "/accounts", &rows); err != nil {
		return 0, err
	}
	out := map[seal.ID]bool{}
	for _, row := range rows {
		out[row.Account] = row.Suspended != nil && row.Account != a.account
	}
	done := 0
	for _, group := range a.replay.Groups() {
		before := a.replay.Members(group.ID)
		stay := slices.DeleteFunc(slices.Clone(before), func(m directory.Membership) bool { return out[m.Account] })
		leave := len(before) - len(stay)
		current, ok := a.replay.Generation(group.ID)
		if leave == 0 || 2*leave > len(before) || a.replay.RoleIn(group.ID, a.account) != directory.RoleManager || !ok || !a.hasSecret(group.ID, current.Number) {
			continue
		}
		b := a.newBatch()
		if _, err := b.say(&directory.Members{List: stay}, group.ID, b.hand()); err != nil {
			return done, err
		}
		if err := b.rotate(group.ID); err != nil {
			return done, err
		}
		if err := b.send(ctx); err != nil {
			return done, err
		}
		done++
	}
	return done, nil
}

// Suspend shuts an account out of the server at once; Reinstate lets it in again.
func (a *Agent) Suspend(ctx context.Context, account seal.ID) error {
	return a.transport.put(ctx, "/accounts/"+account.Hex()+"/suspension", struct{}{}, nil)
}

// Reinstate lets an account in again that was suspended.
func (a *Agent) Reinstate(ctx context.Context, account seal.ID) error {
	return a.transport.call(ctx, "DELETE", "/accounts/"+account.Hex()+"/suspension", nil, nil)
}
