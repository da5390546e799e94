package client

import (
	"context"

	"github.com/sealdesk/sealdesk/seal"
)

// bind tells the server which certified device this session is.
func (a *Agent) bind(ctx context.Context) error {
	return a.transport.put(ctx, "/session/device", map[string]seal.ID{"device": a.device}, nil)
}

// SignInWithPassword opens the account on a new device: password, account
// secret from the kit, authenticator code.
func SignInWithPassword(ctx context.Context, server, email, password, code string, kit Kit, options Options) (*Agent, error) {
	a, err := newAgent(server, kit.Org, options)
	if err != nil {
		return nil, err
	}
	secrets, err := a.passwordSecrets(ctx, email, password, kit)
	if err != nil {
		return nil, err
	}
	defer secrets.Wipe()
	in := struct {
		Email string `json:"email"`
		Auth  []byte `json:"auth"`
		Code  string `json:"code"`
	}{email, secrets.Auth[:], code}
	var answer signedIn
	if err := a.transport.post(ctx, "/signin/password/finish", in, &answer); err != nil {
		return nil, err
	}
	return a, a.enter(ctx, answer, seal.UnlockPassword, secrets.Unlock)
}

// Confirm proves once more who is there, with the password and a fresh code: what
// matters asks for it a while after the sign-in, with the reason "confirm".
func (a *Agent) Confirm(ctx context.Context, email, password, code string, kit Kit) error {
	secrets, err := a.passwordSecrets(ctx, email, password, kit)
	if err != nil {
		return err
	}
	defer secrets.Wipe()
	var renewed struct {
		Token string `json:"token"`
	}
	if err := a.transport.post(ctx, "/session/confirm/password", map[string]any{"auth": secrets.Auth[:], "code": code}, &renewed); err != nil {
		return err
	}
	a.transport.token.set(renewed.Token)
	return nil
}

// passwordSecrets derives a password's values as the server keeps them.
func (a *Agent) passwordSecrets(ctx context.Context, email, password string, kit Kit) (seal.SignInSecrets, error) {
	var given struct {
		Salt       []byte `json:"salt"`
		Memory     uint32 `json:"memory"`
		Iterations uint32 `json:"iterations"`
	}
	if err := a.transport.post(ctx, "/signin/password/begin", map[string]string{"email": email}, &given); err != nil {
		return seal.SignInSecrets{}, err
	}
	if len(given.Salt) != 16 {
		return seal.SignInSecrets{}, seal.Fail(seal.ErrMalformed, "sign in", "the salt has %d bytes", len(given.Salt))
	}
	// A server that asks for a cheap derivation is refused inside.
	return seal.PasswordSecrets(password, kit.AccountSecret, kit.Org, seal.ID16(given.Salt), seal.PasswordCost{Memory: given.Memory, Iterations: given.Iterations})
}

// Second is what is shown beside a recovery code: one of these.
type Second struct {
	Password string // with the account secret of the kit
	Code     string // of the authenticator app
	Operator string // from whoever runs the server
}

// SignInWithRecoveryCode opens the account on a new device with the kit and one
// more proof.
func SignInWithRecoveryCode(ctx context.Context, server, email string, kit Kit, second Second, options Options) (*Agent, error) {
	a, err := newAgent(server, kit.Org, options)
	if err != nil {
		return nil, err
	}
	secrets, err := kit.RecoveryCode.Secrets(kit.Org)
	if err != nil {
		return nil, err
	}
	defer secrets.Wipe()
	in := struct {
		Email  string     `json:"email"`
		Auth   []byte     `json:"auth"`
		Second secondWire `json:"second"`
	}{email, secrets.Auth[:], secondWire{Code: second.Code, Operator: second.Operator}}
	if second.Password != "" {
		known, err := a.passwordSecrets(ctx, email, second.Password, kit)
		if err != nil {
			return nil, err
		}
		defer known.Wipe()
		in.Second.Password = known.Auth[:]
	}
	var answer signedIn
	if err := a.transport.post(ctx, "/signin/recovery", in, &answer); err != nil {
		return nil, err
	}
	return a, a.enter(ctx, answer, seal.UnlockRecovery, secrets.Unlock)
}

// enter opens the vault, replays the directory, certifies this device and opens
// the group keys.
func (a *Agent) enter(ctx context.Context, in signedIn, kind seal.UnlockerKind, unlock seal.Secret) error {
	a.transport.token.set(in.Token)
	a.account = in.Account
	if err := a.openVault(in, kind, unlock); err != nil {
		return err
	}
	if err := a.follow(ctx); err != nil {
		return err
	}
	own, ok := a.replay.Account(a.account)
	if !ok || own.Removed || own.Identity != a.vault.Contents.Identity().Public() {
		return unverified("the vault is not of the account that the directory knows")
	}
	var err error
	if a.key, err = seal.NewSigningKey(a.options.Random); err != nil {
		return err
	}
	b := a.newBatch()
	if err := b.certify(); err != nil {
		return err
	}
	if err := b.send(ctx); err != nil {
		return err
	}
	if err := a.bind(ctx); err != nil {
		return err
	}
	return a.openBoxes(ctx)
}

// openVault opens the vault by the one password or recovery code that it has. A
// vault whose unlockers are not those of its own list is refused.
func (a *Agent) openVault(in signedIn, kind seal.UnlockerKind, unlock seal.Secret) error {
	locked := seal.LockedVault{Vault: in.Vault, Unlockers: in.Unlockers}
	id, err := locked.WayOf(kind)
	if err != nil {
		return err
	}
	by, err := seal.NewUnlockKey(a.org, a.account, kind, id, unlock)
	if err != nil {
		return err
	}
	defer by.Wipe()
	if a.vault, err = locked.Unlock(by); err != nil {
		return err
	}
	a.opening, err = a.vault.Contents.Opening()
	return err
}
