package client

import (
	"context"
	"encoding/base64"
	"strings"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

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
	kit, credentials, err := a.enrol(ctx, who, "")
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
	a.transport.token.set(answer.Token)
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
	self := directory.ByIdentity(a.vault.Contents.Identity())
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
