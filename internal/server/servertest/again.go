package servertest

import (
	"crypto/rand"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Again is somebody who lost everything: the request that ends their account and
// opens an invitation in its place, and then the one that accepts it.
type Again struct {
	Path, Join string // of the two requests
	Begin      Object
	Accept     func(email string) (*Staff, Object)
}

// Again plays what the owner's browser does for somebody who lost everything.
func (d *Desk) Again(former *Staff, invite directory.Invite) Again {
	link := value[seal.Secret](d.T)(seal.NewSecret(rand.Reader))
	key := value[seal.SigningKey](d.T)(seal.InvitationKey(link, d.Org))
	l := d.log(d.Owner.Token)
	l.add(&directory.Removal{Reason: 1}, seal.Some(former.Account), d.Owner.byDevice())
	invite.Key, invite.Until, invite.State = key.Public(), d.now()+86400, directory.InviteOpen
	id := l.add(&invite, seal.OptionalID{}, d.Owner.byDevice())
	return Again{
		Path: "/accounts/" + former.Account.Hex() + "/again", Join: "/invitations/" + id.Hex() + "/accept", Begin: l.batch(d.Owner),
		Accept: func(email string) (*Staff, Object) {
			joining := d.log(d.Owner.Token)
			s := d.person(email)
			s.account(joining, seal.Some(id), directory.ByInvitation(key))
			s.certify(joining)
			return s, Object{"statements": joining.wires(), "credentials": s.credentials(), "email": email}
		},
	}
}
