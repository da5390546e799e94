package client

import (
	"context"
	"crypto/rand"
	"encoding/base32"
	"encoding/base64"
	"fmt"
	"strings"

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

// Founding is what the first owner decides.
type Founding struct {
	Token        string // printed where the server was started
	Organisation string
	Group        string
	Inbox        string
	Greeting     string
	Owner        Newcomer
}

// Found sets an organisation up: its directory, first group and inbox, and the
// owner's account.
func Found(ctx context.Context, server string, f Founding, options Options) (*Agent, Kit, error) {
	a, err := newAgent(server, seal.ID{}, options)
	if err != nil {
		return nil, Kit{}, err
	}
	if err := a.newKeys(); err != nil {
		return nil, Kit{}, err
	}
	var receipts struct {
		Key seal.ID `json:"key"`
	}
	if err := a.transport.post(ctx, "/setup/server-key", map[string]string{"token": f.Token}, &receipts); err != nil {
		return nil, Kit{}, err
	}
	b := a.newBatch()
	if err := b.found(f, seal.PublicKey(receipts.Key)); err != nil {
		return nil, Kit{}, err
	}
	kit, credentials, err := a.enrol(f.Owner.Password)
	if err != nil {
		return nil, Kit{}, err
	}
	return a, kit, a.finishFounding(ctx, f, b, credentials)
}

func (a *Agent) finishFounding(ctx context.Context, f Founding, b *batch, credentials credentialsWire) error {
	head, headWire, err := b.head()
	if err != nil {
		return err
	}
	in := struct {
		Token       string          `json:"token"`
		Statements  [][]byte        `json:"statements"`
		Head        []byte          `json:"head"`
		Boxes       []groupBoxWire  `json:"boxes"`
		Credentials credentialsWire `json:"credentials"`
		Email       string          `json:"email"`
		Settings    map[string]any  `json:"settings"`
	}{f.Token, b.wires, headWire, b.boxes, credentials, f.Owner.Email, map[string]any{
		"greeting": f.Greeting, "colour": "#1a5fb4", "expectedReplySeconds": 300, "retentionDays": 365,
	}}
	var answer signedIn
	if err := a.transport.post(ctx, "/setup", in, &answer); err != nil {
		return err
	}
	a.transport.token = answer.Token
	if err := b.adopt(head); err != nil {
		return err
	}
	return a.bind(ctx)
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

// found makes the first statements.
func (b *batch) found(f Founding, server seal.PublicKey) error {
	a := b.agent
	identity := a.vault.Identity()
	org, err := b.say(&directory.Genesis{Name: f.Organisation, Identity: identity.Public()}, seal.ID{}, b.self())
	if err != nil {
		return err
	}
	a.org = org
	if a.account, err = b.say(a.accountContent(f.Owner.Name, seal.OptionalID{}), seal.ID{}, b.self()); err != nil {
		return err
	}
	if err := b.certify(); err != nil {
		return err
	}
	if _, err := b.say(&directory.ServerKey{Key: server}, org, b.hand()); err != nil {
		return err
	}
	empty, err := seal.ArticleSet{Org: org, Version: 1}.Bytes()
	if err != nil {
		return err
	}
	if _, err := b.say(&directory.ArticleSet{Version: 1, Hash: seal.ArticleSetHash(empty)}, org, b.hand()); err != nil {
		return err
	}
	group, err := b.say(&directory.Group{Name: f.Group, Sensitivity: directory.Ordinary}, seal.ID{}, b.hand())
	if err != nil {
		return err
	}
	members := &directory.Members{List: []directory.Membership{{Account: a.account, Role: directory.RoleManager}}}
	if _, err := b.say(members, group, b.hand()); err != nil {
		return err
	}
	if err := b.rotate(group); err != nil {
		return err
	}
	_, err = b.say(&directory.Inbox{Name: f.Inbox, Group: group, Sensitivity: directory.Ordinary}, seal.ID{}, b.hand())
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
	var given struct {
		Salt       []byte `json:"salt"`
		Memory     uint32 `json:"memory"`
		Iterations uint32 `json:"iterations"`
	}
	if err := a.transport.post(ctx, "/signin/password/begin", map[string]string{"email": email}, &given); err != nil {
		return nil, err
	}
	if len(given.Salt) != 16 {
		return nil, seal.Fail(seal.ErrMalformed, "sign in", "the salt has %d bytes", len(given.Salt))
	}
	// A server that asks for a cheap derivation is refused inside.
	secrets, err := seal.PasswordSecrets(password, kit.AccountSecret, kit.Org, seal.ID16(given.Salt), seal.PasswordCost{Memory: given.Memory, Iterations: given.Iterations})
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

// SignInWithRecoveryCode opens the account on a new device with the kit alone.
func SignInWithRecoveryCode(ctx context.Context, server, email string, org seal.ID, code seal.RecoveryCode, options Options) (*Agent, error) {
	a, err := newAgent(server, org, options)
	if err != nil {
		return nil, err
	}
	secrets, err := code.Secrets(org)
	if err != nil {
		return nil, err
	}
	defer secrets.Wipe()
	in := struct {
		Email string `json:"email"`
		Auth  []byte `json:"auth"`
	}{email, secrets.Auth[:]}
	var answer signedIn
	if err := a.transport.post(ctx, "/signin/recovery", in, &answer); err != nil {
		return nil, err
	}
	return a, a.enter(ctx, answer, seal.UnlockRecovery, secrets.Unlock)
}

// enter opens the vault, replays the directory, certifies this device and opens
// the group keys.
func (a *Agent) enter(ctx context.Context, in signedIn, kind seal.UnlockerKind, unlock seal.Secret) error {
	a.transport.token, a.account = in.Token, in.Account
	if err := a.openVault(in, kind, unlock); err != nil {
		return err
	}
	if err := a.update(ctx); err != nil {
		return err
	}
	own, ok := a.replay.Account(a.account)
	if !ok || own.Removed || own.Identity != a.vault.Identity().Public() {
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

func (a *Agent) openVault(in signedIn, kind seal.UnlockerKind, unlock seal.Secret) error {
	vault, err := seal.ParseVault(in.Vault)
	if err != nil {
		return err
	}
	for _, wire := range in.Unlockers {
		unlocker, err := seal.ParseUnlocker(wire)
		if err != nil {
			return err
		}
		if unlocker.Kind != kind {
			continue
		}
		key, err := unlocker.Open(a.org, a.account, unlock)
		if err != nil {
			continue
		}
		defer key.Wipe()
		if a.vault, err = vault.Open(key, a.org, a.account, vault.Version); err != nil {
			return err
		}
		a.opening, err = a.vault.Opening()
		return err
	}
	return seal.Fail(seal.ErrCannotOpen, "sign in", "no unlocker of this kind opens the vault")
}

// Invite opens an invitation and gives its link, for the inviter to hand over;
// the server never sees its secret.
func (a *Agent) Invite(ctx context.Context, invite directory.Invite) (string, error) {
	secret, err := seal.NewSecret(a.options.Random)
	if err != nil {
		return "", err
	}
	defer secret.Wipe()
	key, err := seal.InvitationKey(secret, a.org)
	if err != nil {
		return "", err
	}
	invite.Key, invite.State = key.Public(), directory.InviteOpen
	b := a.newBatch()
	id, err := b.say(&invite, seal.ID{}, b.hand())
	if err != nil {
		return "", err
	}
	if err := b.send(ctx); err != nil {
		return "", err
	}
	link := append(append(append([]byte(nil), secret[:]...), id[:]...), a.org[:]...)
	return a.transport.base.String() + "/console/#join=" + base64.RawURLEncoding.EncodeToString(link), nil
}

// Join makes the account that an invitation link is for.
func Join(ctx context.Context, server, link string, who Newcomer, options Options) (*Agent, Kit, error) {
	_, fragment, _ := strings.Cut(link, "#join=")
	raw, err := base64.RawURLEncoding.DecodeString(fragment)
	if err != nil || len(raw) != 96 {
		return nil, Kit{}, seal.Fail(seal.ErrMalformed, "join", "the link is incomplete; copy it again")
	}
	invite, org := seal.ID(raw[32:64]), seal.ID(raw[64:])
	a, err := newAgent(server, org, options)
	if err != nil {
		return nil, Kit{}, err
	}
	if err := a.newKeys(); err != nil {
		return nil, Kit{}, err
	}
	key, err := seal.InvitationKey(seal.Secret(raw[:32]), org)
	if err != nil {
		return nil, Kit{}, err
	}
	statements, err := a.joining(who.Name, invite, key)
	if err != nil {
		return nil, Kit{}, err
	}
	kit, credentials, err := a.enrol(who.Password)
	if err != nil {
		return nil, Kit{}, err
	}
	in := struct {
		Statements  [][]byte        `json:"statements"`
		Credentials credentialsWire `json:"credentials"`
		Email       string          `json:"email"`
	}{statements, credentials, who.Email}
	var answer signedIn
	if err := a.transport.post(ctx, "/invitations/"+invite.Hex()+"/accept", in, &answer); err != nil {
		return nil, Kit{}, err
	}
	a.transport.token = answer.Token
	if err := a.bind(ctx); err != nil {
		return nil, Kit{}, err
	}
	return a, kit, a.Sync(ctx)
}

// joining makes the account and device statements. The newcomer has not seen
// the directory yet, so they stand alone.
func (a *Agent) joining(name string, invite seal.ID, key seal.SigningKey) ([][]byte, error) {
	now := a.unix()
	header := directory.Header{Org: seal.Some(a.org), Time: now}
	self := directory.ByIdentity(a.vault.Identity())
	account, err := directory.NewStatement(a.options.Random, header, a.accountContent(name, seal.Some(invite)), self, directory.ByInvitation(key))
	if err != nil {
		return nil, err
	}
	a.account = account.ID()
	device, err := directory.NewStatement(a.options.Random, header, &directory.Device{
		Account: a.account, Key: a.key.Public(), From: now, Until: now + certificateDays*86400, State: directory.DeviceValid,
	}, self)
	if err != nil {
		return nil, err
	}
	a.device = device.ID()
	first, err := account.Bytes()
	if err != nil {
		return nil, err
	}
	second, err := device.Bytes()
	return [][]byte{first, second}, err
}
