package client

import (
	"context"
	"errors"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// askedEvery is how often somebody who waits for a colleague's word looks.
const askedEvery = time.Second

// ErrNoWord: whoever was asked to vouch said no.
var ErrNoWord = errors.New("client: nobody vouched for this sign-in")

// Plea is a colleague who has a recovery code and nothing else, and asks somebody who
// knows them to vouch for them.
type Plea struct {
	ID      seal.ID
	Account seal.ID
	Code    string // which they read out
}

// SignInWithColleague opens the account on a new device with the kit and the word of
// an owner or admin, who gets the code from the person by another route. It waits
// until they have answered, or ctx ends.
func SignInWithColleague(ctx context.Context, server, email string, kit Kit, readOut func(code string), options Options) (*Agent, error) {
	a, err := newAgent(server, kit.Org, options)
	if err != nil {
		return nil, err
	}
	secrets, err := kit.RecoveryCode.Secrets(kit.Org)
	if err != nil {
		return nil, err
	}
	defer secrets.Wipe()
	key, err := seal.NewOpeningKey(a.options.Random)
	if err != nil {
		return nil, err
	}
	public := key.Public()
	var flow approvalFlow
	if err := a.transport.post(ctx, "/signin/vouch/begin", vouchWire{email, secrets.Auth[:], public[:]}, &flow); err != nil {
		return nil, err
	}
	readOut(seal.ApprovalCode(public, kit.Org))
	for {
		var answer struct {
			State    string
			SignedIn *signedIn
		}
		if err := a.transport.post(ctx, "/signin/approval/poll", flow, &answer); err != nil {
			return nil, err
		}
		switch {
		case answer.State == "approved" && answer.SignedIn != nil:
			return a, a.enter(ctx, *answer.SignedIn, seal.UnlockRecovery, secrets.Unlock)
		case answer.State == "refused":
			return nil, ErrNoWord
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(askedEvery):
		}
	}
}

// Pleas lists the colleagues who ask this owner or admin for a word.
func (a *Agent) Pleas(ctx context.Context) ([]Plea, error) {
	var rows []struct {
		ID        seal.ID
		Account   seal.ID
		PublicKey []byte
		Vouch     bool
	}
	if err := a.transport.get(ctx, "/approvals", &rows); err != nil {
		return nil, err
	}
	var pleas []Plea
	for _, row := range rows {
		var public seal.SealingPublicKey
		if !row.Vouch || row.Account == a.account {
			continue
		}
		if len(row.PublicKey) != len(public) {
			return nil, seal.Fail(seal.ErrMalformed, "pleas", "a public key of %d bytes", len(row.PublicKey))
		}
		copy(public[:], row.PublicKey)
		pleas = append(pleas, Plea{row.ID, row.Account, seal.ApprovalCode(public, a.org)})
	}
	return pleas, nil
}

// Vouch lets the colleague in who read the plea's code out.
func (a *Agent) Vouch(ctx context.Context, plea Plea) error {
	return a.transport.post(ctx, "/approvals/"+plea.ID.Hex()+"/vouch", nil, nil)
}

// RefusePlea lets nobody in.
func (a *Agent) RefusePlea(ctx context.Context, plea Plea) error {
	return a.transport.call(ctx, "DELETE", "/approvals/"+plea.ID.Hex()+"/vouch", nil, nil)
}
