package client

import (
	"context"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

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
	kit, credentials, err := a.enrol(ctx, f.Owner, f.Organisation)
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
	a.transport.token.set(answer.Token)
	if err := b.adopt(head); err != nil {
		return err
	}
	return a.bind(ctx)
}

// found makes the first statements.
func (b *batch) found(f Founding, server seal.PublicKey) error {
	a := b.agent
	identity := a.vault.Contents.Identity()
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
