package client

import (
	"context"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// InboxSettings are what the server tells a visitor before anything is sealed.
type InboxSettings struct {
	Greeting             string `json:"greeting"`
	Colour               string `json:"colour"` // "#rrggbb"
	ExpectedReplySeconds int    `json:"expectedReplySeconds"`
	RetentionDays        int    `json:"retentionDays"`
}

// OpenInbox makes a group of that name, with this account as its manager, and
// an inbox of the same name that writes to it. It gives the inbox's id.
func (a *Agent) OpenInbox(ctx context.Context, name string) (seal.ID, error) {
	b := a.newBatch()
	group, err := b.say(&directory.Group{Name: name, Sensitivity: directory.Ordinary}, seal.ID{}, b.hand())
	if err != nil {
		return seal.ID{}, err
	}
	members := &directory.Members{List: []directory.Membership{{Account: a.account, Role: directory.RoleManager}}}
	if _, err := b.say(members, group, b.hand()); err != nil {
		return seal.ID{}, err
	}
	if err := b.rotate(group); err != nil {
		return seal.ID{}, err
	}
	inbox, err := b.say(&directory.Inbox{Name: name, Group: group, Sensitivity: directory.Ordinary}, seal.ID{}, b.hand())
	if err != nil {
		return seal.ID{}, err
	}
	return inbox, b.send(ctx)
}

// ConfigureInbox changes an inbox's settings.
func (a *Agent) ConfigureInbox(ctx context.Context, inbox seal.ID, settings InboxSettings) error {
	return a.transport.put(ctx, "/inboxes/"+inbox.Hex()+"/settings", settings, nil)
}
