package client

import (
	"context"

	"github.com/sealdesk/sealdesk/seal"
)

// newWay makes a way of a secret; only its public half goes into the vault.
func (a *Agent) newWay(kind seal.UnlockerKind, unlock seal.Secret) (seal.Way, error) {
	id, err := seal.NewID16(a.options.Random)
	if err != nil {
		return seal.Way{}, err
	}
	key, err := seal.NewUnlockKey(a.org, a.account, kind, id, unlock)
	if err != nil {
		return seal.Way{}, err
	}
	defer key.Wipe()
	return key.Way(), nil
}

// Ways lists the ways into the vault, as the vault itself does.
func (a *Agent) Ways() []seal.Way { return a.vault.Contents.Ways }

// RemoveWay takes a way in away: the vault gets a new key, which is sealed to
// the ways that stay, and the server forgets the credential.
func (a *Agent) RemoveWay(ctx context.Context, id seal.ID16) error {
	return a.changeWays(ctx, a.vault.Contents.Without(id), nil)
}

// RenewRecoveryCode puts a new recovery code in the old one's place and returns
// it, for the kit.
func (a *Agent) RenewRecoveryCode(ctx context.Context) (seal.RecoveryCode, error) {
	code, err := seal.NewRecoveryCode(a.options.Random)
	if err != nil {
		return seal.RecoveryCode{}, err
	}
	secrets, err := code.Secrets(a.org)
	if err != nil {
		return seal.RecoveryCode{}, err
	}
	defer secrets.Wipe()
	way, err := a.newWay(seal.UnlockRecovery, secrets.Unlock)
	if err != nil {
		return seal.RecoveryCode{}, err
	}
	recovery := &recoveryWire{Auth: secrets.Auth[:]}
	return code, a.changeWays(ctx, a.vault.Contents.With(way), recovery)
}

// changeWays looks at what the server shows before it seals anything: a way that
// the vault does not list stops it, and so does a vault that another device has
// changed.
func (a *Agent) changeWays(ctx context.Context, contents seal.VaultContents, recovery *recoveryWire) error {
	var shown struct {
		Vault     []byte   `json:"vault"`
		Unlockers [][]byte `json:"unlockers"`
	}
	if err := a.transport.get(ctx, "/vault", &shown); err != nil {
		return err
	}
	if _, err := seal.LockedVault(shown).OpenWith(a.vault.Key, a.org, a.account); err != nil {
		return err
	}
	locked, opened, err := a.vault.Relock(a.options.Random, contents)
	if err != nil {
		return err
	}
	in := struct {
		Vault       []byte           `json:"vault"`
		Unlockers   [][]byte         `json:"unlockers"`
		Credentials *credentialsWire `json:"credentials,omitempty"`
	}{Vault: locked.Vault, Unlockers: locked.Unlockers}
	if recovery != nil {
		in.Credentials = &credentialsWire{Recovery: recovery}
	}
	if err := a.transport.put(ctx, "/vault", in, nil); err != nil {
		return err
	}
	a.vault = opened
	return nil
}
