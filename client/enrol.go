package client

import (
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
	a.vault = seal.VaultContents{Identities: []seal.Secret{draw()}, Sealings: []seal.Secret{draw()}, AccountSecret: draw()}
	a.key = seal.SigningKeyFromSeed(draw())
	if err != nil {
		return err
	}
	a.opening, err = a.vault.Opening()
	return err
}

func (a *Agent) accountContent(name string, invite seal.OptionalID) *directory.Account {
	return &directory.Account{
		Kind: directory.KindPerson, Name: name, Identity: a.vault.Identity().Public(), Sealing: a.opening.Public(), Invite: invite,
	}
}

// enrol seals the vault under a password and a recovery code.
func (a *Agent) enrol(password string) (Kit, credentialsWire, error) {
	random := a.options.Random
	kit := Kit{Org: a.org, AccountSecret: a.vault.AccountSecret}
	var err error
	if kit.RecoveryCode, err = seal.NewRecoveryCode(random); err != nil {
		return Kit{}, credentialsWire{}, err
	}
	vaultKey, err := seal.NewSecret(random)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	defer vaultKey.Wipe()
	salt, err := seal.NewID16(random)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	cost := seal.PasswordCost{Memory: seal.MinPasswordMemory, Iterations: seal.MinPasswordIterations}
	byPassword, err := seal.PasswordSecrets(password, a.vault.AccountSecret, a.org, salt, cost)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	byCode, err := kit.RecoveryCode.Secrets(a.org)
	if err != nil {
		return Kit{}, credentialsWire{}, err
	}
	credentials, err := a.sealVault(vaultKey, byPassword.Unlock, byCode.Unlock)
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

func (a *Agent) sealVault(vaultKey, password, code seal.Secret) (credentialsWire, error) {
	random := a.options.Random
	vault, err := seal.SealVault(random, vaultKey, a.org, a.account, 1, a.vault)
	if err != nil {
		return credentialsWire{}, err
	}
	var wire credentialsWire
	if wire.Vault, err = vault.Bytes(); err != nil {
		return credentialsWire{}, err
	}
	for kind, secret := range map[seal.UnlockerKind]seal.Secret{seal.UnlockPassword: password, seal.UnlockRecovery: code} {
		unlocker, err := seal.NewUnlocker(random, kind, a.org, a.account, secret, vaultKey)
		if err != nil {
			return credentialsWire{}, err
		}
		encoded, err := unlocker.Bytes()
		if err != nil {
			return credentialsWire{}, err
		}
		wire.Unlockers = append(wire.Unlockers, encoded)
	}
	return wire, nil
}
