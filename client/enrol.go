package client

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"fmt"

	"github.com/pquerna/otp/totp"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Kit is the recovery kit, and what an authenticator app holds. It is the
// person's to keep; the server has none of it.
type Kit struct {
	Org           seal.ID
	RecoveryCode  seal.RecoveryCode
	AccountSecret seal.Secret
	Authenticator string // TOTP secret, base32
}

// With is the kit with a new recovery code.
func (k Kit) With(code seal.RecoveryCode) Kit {
	k.RecoveryCode = code
	return k
}

// Newcomer is a person who sets up an account.
type Newcomer struct {
	Name     string
	Email    string
	Password string
}

// newKeys draws the account's and this device's keys.
func (a *Agent) newKeys() error {
	var err error
	draw := func() seal.Secret {
		secret, failed := seal.NewSecret(a.options.Random)
		if failed != nil {
			err = failed
		}
		return secret
	}
	a.vault.Contents = seal.VaultContents{Identities: []seal.Secret{draw()}, Sealings: []seal.Secret{draw()}, AccountSecret: draw()}
	a.key = seal.SigningKeyFromSeed(draw())
	if err != nil {
		return err
	}
	a.opening, err = a.vault.Contents.Opening()
	return err
}

func (a *Agent) accountContent(name string, invite seal.OptionalID) *directory.Account {
	return &directory.Account{
		Kind: directory.KindPerson, Name: name, Identity: a.vault.Contents.Identity().Public(), Sealing: a.opening.Public(), Invite: invite,
	}
}

// enrol seals the vault under a password, if it may be had, and a recovery code.
func (a *Agent) enrol(ctx context.Context, who Newcomer, organisation string) (Kit, credentialsWire, error) {
	if err := a.judge(ctx, who, organisation); err != nil {
		return Kit{}, credentialsWire{}, err
	}
	random := a.options.Random
	kit := Kit{Org: a.org, AccountSecret: a.vault.Contents.AccountSecret}
	var err error
	if kit.RecoveryCode, err = seal.NewRecoveryCode(random); err != nil {
		return Kit{}, credentialsWire{}, err
	}
	salt, err := seal.NewID16(random)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	cost, err := a.passwordCost()
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	byPassword, err := seal.PasswordSecrets(who.Password, a.vault.Contents.AccountSecret, a.org, salt, cost)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	byCode, err := kit.RecoveryCode.Secrets(a.org)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	defer byPassword.Unlock.Wipe()
	defer byCode.Unlock.Wipe()
	credentials, err := a.lockFirst(byPassword.Unlock, byCode.Unlock)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	var seed [20]byte
	if _, err := rand.Read(seed[:]); err != nil {
		return Kit{}, credentialsWire{}, err
	}
	kit.Authenticator = base32.StdEncoding.WithPadding(base32.NoPadding).EncodeToString(seed[:])
	code, err := kit.Code(a.options)
	credentials.Password = &passwordWire{
		Salt: salt[:], Memory: cost.Memory, Iterations: cost.Iterations, Auth: byPassword.Auth[:],
		TOTPSecret: kit.Authenticator, TOTPCode: code,
	}
	credentials.Recovery = &recoveryWire{Auth: byCode.Auth[:]}
	return kit, credentials, err
}

// Code is what the authenticator app shows now.
func (k Kit) Code(options Options) (string, error) {
	code, err := totp.GenerateCode(k.Authenticator, options.withDefaults().Now())
	if err != nil {
		return "", fmt.Errorf("authenticator code: %w", err)
	}
	return code, nil
}

// lockFirst locks the account's first vault for a password and a recovery code.
func (a *Agent) lockFirst(password, code seal.Secret) (credentialsWire, error) {
	contents := a.vault.Contents
	for kind, secret := range map[seal.UnlockerKind]seal.Secret{seal.UnlockPassword: password, seal.UnlockRecovery: code} {
		way, err := a.newWay(kind, secret)
		if err != nil {
			return credentialsWire{}, err
		}
		contents = contents.With(way)
	}
	before := seal.OpenedVault{Org: a.org, Account: a.account}
	locked, opened, err := before.Relock(a.options.Random, contents)
	if err != nil {
		return credentialsWire{}, err
	}
	a.vault = opened
	return credentialsWire{Vault: locked.Vault, Unlockers: locked.Unlockers}, nil
}
