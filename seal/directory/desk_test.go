package directory_test

import (
	"bytes"
	mathrand "math/rand/v2"
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// desk is an organisation that tests act in: Ada founds it, others are hired.
type desk struct {
	t      testing.TB
	r      *directory.Replay
	random *mathrand.ChaCha8
	now    uint64
	ada    *person
	group  seal.ID
	inbox  seal.ID
}

// person is somebody with an account, one device, and the keys to both.
type person struct {
	id       seal.ID
	identity seal.SigningKey
	opening  seal.OpeningKey
	device   seal.ID
	key      seal.SigningKey
}

func (p *person) hand() directory.Signer { return directory.ByDevice(p.device, p.key) }
func (p *person) self() directory.Signer { return directory.ByIdentity(p.identity) }

// newDesk has genesis, Ada with all capabilities, and a server key.
func newDesk(t testing.TB, seed byte) *desk {
	t.Helper()
	d := &desk{t: t, random: mathrand.NewChaCha8([32]byte{seed}), now: 1_800_000_000, r: directory.NewReplay(seal.ID{})}
	d.ada = d.stranger()
	d.say(&directory.Genesis{Name: "Harbour Books", Identity: d.ada.identity.Public()}, seal.ID{}, d.ada.self())
	d.ada.id = d.say(d.account(d.ada, "Ada", seal.OptionalID{}), seal.ID{}, d.ada.self())
	d.certify(d.ada)
	server := d.signing()
	d.say(&directory.ServerKey{Key: server.Public()}, d.r.Org(), d.ada.hand())
	d.say(&directory.ArticleSet{Version: 1}, d.r.Org(), d.ada.hand())
	return d
}

// openDesk has a group that Ada manages, its first generation and an inbox.
func openDesk(t testing.TB, seed byte) *desk {
	t.Helper()
	d := newDesk(t, seed)
	d.group = d.say(&directory.Group{Name: "Support", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	d.members(d.ada, d.manager(d.ada))
	d.rotate(d.ada)
	d.inbox = d.say(&directory.Inbox{Name: "Shop", Group: d.group, Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	return d
}

func (d *desk) signing() seal.SigningKey {
	key, err := seal.NewSigningKey(d.random)
	return must(d.t, key, err)
}

// stranger has keys and no account.
func (d *desk) stranger() *person {
	opening, err := seal.NewOpeningKey(d.random)
	return &person{identity: d.signing(), opening: must(d.t, opening, err), key: d.signing()}
}

func (d *desk) account(p *person, name string, invite seal.OptionalID) *directory.Account {
	return &directory.Account{Kind: directory.KindPerson, Name: name, Identity: p.identity.Public(), Sealing: p.opening.Public(), Invite: invite}
}

func (d *desk) certificate(p *person) *directory.Device {
	return &directory.Device{Account: p.id, Key: p.key.Public(), From: d.now, Until: d.now + 30*86400, State: directory.DeviceValid}
}

func (d *desk) certify(p *person) {
	d.t.Helper()
	p.device = d.say(d.certificate(p), seal.ID{}, p.self())
}

// invite opens an invitation and gives its key.
func (d *desk) invite(by *person, capabilities ...directory.Capability) (seal.ID, seal.SigningKey) {
	d.t.Helper()
	key := d.signing()
	slices.Sort(capabilities)
	return d.say(&directory.Invite{Key: key.Public(), Capabilities: capabilities, Until: d.now + 86400, State: directory.InviteOpen}, seal.ID{}, by.hand()), key
}

// hire takes somebody in through an invitation of Ada's.
func (d *desk) hire(name string, capabilities ...directory.Capability) *person {
	d.t.Helper()
	return d.hireBy(d.ada, name, capabilities...)
}

func (d *desk) hireBy(by *person, name string, capabilities ...directory.Capability) *person {
	d.t.Helper()
	p := d.stranger()
	invite, key := d.invite(by, capabilities...)
	p.id = d.say(d.account(p, name, seal.Some(invite)), seal.ID{}, p.self(), directory.ByInvitation(key))
	d.certify(p)
	return p
}

func (d *desk) manager(p *person) directory.Membership {
	return directory.Membership{Account: p.id, Role: directory.RoleManager}
}

func (d *desk) member(p *person) directory.Membership {
	return directory.Membership{Account: p.id, Role: directory.RoleMember}
}

func memberList(list ...directory.Membership) *directory.Members {
	slices.SortFunc(list, func(a, b directory.Membership) int { return bytes.Compare(a.Account[:], b.Account[:]) })
	return &directory.Members{List: list}
}

func (d *desk) members(by *person, list ...directory.Membership) {
	d.t.Helper()
	d.say(memberList(list...), d.group, by.hand())
}

// generation is what the next generation of the group must say.
func (d *desk) generation() *directory.Generation {
	d.t.Helper()
	number := uint64(1)
	if before, ok := d.r.Generation(d.group); ok {
		number = before.Number + 1
	}
	secret, err := seal.NewGroupSecret(d.random, number)
	must(d.t, secret, err)
	keys, err := seal.DeriveGroupKeys(d.r.Org(), d.group, secret)
	must(d.t, keys, err)
	set, err := d.r.MemberSetOf(d.group)
	g := &directory.Generation{Number: number, MemberSet: must(d.t, set, err), Sealing: keys.Opening.Public(), Commitment: keys.Commitment}
	for _, m := range d.r.Members(d.group) {
		g.Boxes = append(g.Boxes, directory.BoxRef{Account: m.Account, Hash: seal.HashID("box", m.Account[:])})
	}
	return g
}

func (d *desk) rotate(by *person) seal.ID {
	d.t.Helper()
	return d.say(d.generation(), d.group, by.hand())
}

// draft is the statement that would follow now; a zero object creates.
func (d *desk) draft(content directory.Content, object seal.ID, signers ...directory.Signer) directory.Statement {
	d.t.Helper()
	header := directory.Header{Org: seal.Some(d.r.Org()), Object: seal.Some(object), Time: d.now}
	if !object.IsZero() {
		kind := content.Type()
		if kind == directory.TypeRemoval {
			kind = directory.TypeAccount
		}
		header.Previous = d.r.Last(kind, object)
	}
	s, err := directory.NewStatement(d.random, header, content, signers...)
	return must(d.t, s, err)
}

func (d *desk) append(s directory.Statement) error {
	d.t.Helper()
	wire, err := s.Bytes()
	return d.r.Append(must(d.t, wire, err))
}

// say appends a statement and gives its object's id.
func (d *desk) say(content directory.Content, object seal.ID, signers ...directory.Signer) seal.ID {
	d.t.Helper()
	s := d.draft(content, object, signers...)
	if err := d.append(s); err != nil {
		d.t.Fatalf("%s: %v", content.Type(), err)
	}
	return s.ObjectID()
}

// deny expects the table to refuse a statement, and to stay as it was.
func (d *desk) deny(why string, content directory.Content, object seal.ID, signers ...directory.Signer) {
	d.t.Helper()
	size := d.r.Size()
	err := d.append(d.draft(content, object, signers...))
	if err == nil {
		d.t.Errorf("accepted: %s", why)
		return
	}
	refused(d.t, err, seal.ErrUnverified)
	if d.r.Size() != size {
		d.t.Errorf("%s: refused, yet the log grew", why)
	}
}
