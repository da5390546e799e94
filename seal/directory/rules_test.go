package directory_test

import (
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

func TestAccountsComeByInvitation(t *testing.T) {
	d := openDesk(t, 1)
	ben := d.hire("Ben")
	intruder := d.stranger()
	invite, key := d.invite(d.ada)
	some := seal.Some(invite)

	d.deny("uninvited", d.account(intruder, "Mallory", seal.OptionalID{}), seal.ID{}, intruder.self())
	d.deny("without the invitation's key", d.account(intruder, "Mallory", some), seal.ID{}, intruder.self())
	d.deny("with another key than the invitation's", d.account(intruder, "Mallory", some), seal.ID{}, intruder.self(), directory.ByInvitation(intruder.key))
	d.deny("under Ben's identity", d.account(ben, "Ben again", some), seal.ID{}, ben.self(), directory.ByInvitation(key))
	d.deny("signed by the owner only", d.account(intruder, "Mallory", some), seal.ID{}, d.ada.hand(), directory.ByInvitation(key))

	d.say(d.account(intruder, "Cleo", some), seal.ID{}, intruder.self(), directory.ByInvitation(key))
	second := d.stranger()
	d.deny("used twice", d.account(second, "Mallory", some), seal.ID{}, second.self(), directory.ByInvitation(key))

	late, lateKey := d.invite(d.ada)
	d.now += 86401
	d.deny("after its time", d.account(second, "Mallory", seal.Some(late)), seal.ID{}, second.self(), directory.ByInvitation(lateKey))
}

func TestARevokedInvitationStaysRevoked(t *testing.T) {
	d := openDesk(t, 2)
	ben := d.hire("Ben")
	id, key := d.invite(d.ada)
	revoked := &directory.Invite{Key: key.Public(), Until: d.now + 86400, State: directory.InviteRevoked}
	open := &directory.Invite{Key: key.Public(), Until: d.now + 86400, State: directory.InviteOpen}
	d.deny("revoked by somebody without rights", revoked, id, ben.hand())
	d.deny("widened instead of revoked", open, id, d.ada.hand())
	d.say(revoked, id, d.ada.hand())
	d.deny("opened again", open, id, d.ada.hand())
	guest := d.stranger()
	d.deny("taken after all", d.account(guest, "Mallory", seal.Some(id)), seal.ID{}, guest.self(), directory.ByInvitation(key))
}

func TestInvitersGrantOnlyWhatTheyMay(t *testing.T) {
	d := openDesk(t, 3)
	admin, lead, agent := d.hire("Cleo", directory.Admin), d.hire("Dora", directory.ManageGroup), d.hire("Ben")
	invite := func(list ...directory.Capability) *directory.Invite {
		return &directory.Invite{Key: d.signing().Public(), Capabilities: list, Until: d.now + 60, State: directory.InviteOpen}
	}
	d.deny("admin by an admin", invite(directory.Admin), seal.ID{}, admin.hand())
	d.deny("owner by an admin", invite(directory.Owner), seal.ID{}, admin.hand())
	d.deny("root by an admin", invite(directory.Root), seal.ID{}, admin.hand())
	d.deny("attest by a lead", invite(directory.Attest), seal.ID{}, lead.hand())
	d.deny("anything by an agent", invite(), seal.ID{}, agent.hand())
	d.deny("born revoked", &directory.Invite{Key: d.signing().Public(), Until: d.now, State: directory.InviteRevoked}, seal.ID{}, d.ada.hand())
	d.say(invite(directory.Attest, directory.Publish), seal.ID{}, admin.hand())
	d.say(invite(), seal.ID{}, lead.hand())
	d.say(invite(directory.Owner), seal.ID{}, d.ada.hand())
}

func TestAnIdentityChangeTakesBothKeys(t *testing.T) {
	d := openDesk(t, 4)
	ben := d.hire("Ben")
	account, _ := d.r.Account(ben.id)
	fresh := d.stranger()
	changed := d.account(fresh, "Ben", account.Invite)
	d.deny("the new key alone", changed, ben.id, fresh.self())
	d.deny("the old key alone", changed, ben.id, ben.self())
	d.deny("the owner for him", changed, ben.id, d.ada.self(), fresh.self())
	d.deny("his device for his identity", d.account(ben, "Benedict", account.Invite), ben.id, ben.hand())
	d.deny("another invitation", d.account(ben, "Ben", seal.OptionalID{}), ben.id, ben.self())
	d.deny("somebody else's identity", d.account(d.ada, "Ben", account.Invite), ben.id, ben.self(), d.ada.self())
	d.say(changed, ben.id, ben.self(), fresh.self())
	d.deny("the old key afterwards", d.account(ben, "Ben", account.Invite), ben.id, ben.self())
	if now, _ := d.r.Account(ben.id); now.Identity != fresh.identity.Public() || len(now.Capabilities) > 0 {
		t.Fatalf("after the change: %+v", now.Capabilities)
	}
}

func TestRemovals(t *testing.T) {
	d := openDesk(t, 5)
	admin, ben, lead := d.hire("Cleo", directory.Admin), d.hire("Ben"), d.hire("Dora")
	d.members(d.ada, d.manager(d.ada), d.manager(lead), d.member(ben))
	d.deny("by somebody without rights", &directory.Removal{}, lead.id, ben.hand())
	d.deny("an owner by an admin", &directory.Removal{}, d.ada.id, admin.hand())
	d.deny("the last owner", &directory.Removal{}, d.ada.id, d.ada.self())
	d.say(&directory.Removal{Reason: 1}, ben.id, ben.hand())
	d.deny("twice", &directory.Removal{}, ben.id, d.ada.hand())
	d.deny("the removed invites", &directory.Invite{Key: d.signing().Public(), Until: d.now, State: directory.InviteOpen}, seal.ID{}, ben.hand())
	d.deny("the removed is made a member again", memberList(d.manager(d.ada), d.member(ben)), d.group, d.ada.hand())
	d.members(d.ada, d.manager(lead))
	d.deny("the last manager of a group", &directory.Removal{}, lead.id, d.ada.hand())
	if len(d.r.Capabilities(ben.id)) != 0 || d.r.Holds(ben.id, directory.ManageGroup) {
		t.Fatal("a removed account holds rights")
	}
}

func TestDeviceCertificates(t *testing.T) {
	d := openDesk(t, 6)
	ben := d.hire("Ben")
	certificate := func(change func(*directory.Device)) *directory.Device {
		c := d.certificate(ben)
		c.Key = d.signing().Public()
		change(c)
		return c
	}
	d.deny("longer than thirty days and an hour", certificate(func(c *directory.Device) { c.Until = c.From + directory.MaxCertificate + 1 }), seal.ID{}, ben.self())
	d.deny("ending before it begins", certificate(func(c *directory.Device) { c.Until = c.From - 1 }), seal.ID{}, ben.self())
	d.deny("for another account", certificate(func(c *directory.Device) { c.Account = d.ada.id }), seal.ID{}, ben.self())
	d.deny("by the owner", certificate(func(*directory.Device) {}), seal.ID{}, d.ada.self())
	d.deny("by another device", certificate(func(*directory.Device) {}), seal.ID{}, ben.hand())
	d.deny("born revoked", certificate(func(c *directory.Device) { c.State = directory.DeviceRevoked }), seal.ID{}, ben.self())
	d.deny("renewed with another key", certificate(func(*directory.Device) {}), ben.device, ben.self())

	renewed := d.certificate(ben)
	renewed.Until += 60
	d.deny("renewed by the owner", renewed, ben.device, d.ada.hand())
	d.say(renewed, ben.device, ben.self())
	revoked := *renewed
	revoked.State = directory.DeviceRevoked
	d.say(&revoked, ben.device, d.ada.hand())
	d.deny("revived by its account", renewed, ben.device, ben.self())
	d.deny("a revoked device speaks", &directory.Removal{}, ben.id, ben.hand())
}

func TestDevicesActInTheirTimeOnly(t *testing.T) {
	d := openDesk(t, 7)
	late := d.draft(&directory.Group{Name: "Late", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	d.now += 30*86400 + directory.Grace
	d.say(&directory.Group{Name: "Within the grace", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	d.now++
	d.deny("after the certificate", &directory.Group{Name: "No", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	refused(t, d.append(late), seal.ErrUnverified) // dated back a month
}

func TestCapabilities(t *testing.T) {
	d := openDesk(t, 8)
	admin, ben := d.hire("Cleo", directory.Admin), d.hire("Ben")
	give := func(list ...directory.Capability) *directory.Capabilities { return &directory.Capabilities{List: list} }
	d.deny("admin by an admin", give(directory.Admin), ben.id, admin.hand())
	d.deny("owner for oneself", give(directory.Admin, directory.Owner), admin.id, admin.hand())
	d.deny("attest for oneself without rights", give(directory.Attest), ben.id, ben.hand())
	d.deny("owner taken from the last owner", give(directory.Admin), d.ada.id, d.ada.hand())
	d.deny("of an account that is not there", give(directory.Attest), d.group, d.ada.hand())
	d.say(give(directory.Attest, directory.ManageGroup, directory.Publish, directory.Rotate), ben.id, admin.hand())
	d.say(give(directory.Owner), ben.id, d.ada.hand())
	d.say(give(), d.ada.id, ben.hand())
	d.deny("the former owner", give(directory.Owner), d.ada.id, d.ada.hand())
	if !d.r.Holds(ben.id, directory.Admin) || !d.r.Holds(ben.id, directory.ManageGroup) || d.r.Holds(ben.id, directory.Publish) {
		t.Fatal("owner includes admin and manage-group, and nothing else")
	}
}

func TestServerKeyAndArticles(t *testing.T) {
	d := openDesk(t, 9)
	admin, editor := d.hire("Cleo", directory.Admin), d.hire("Edith", directory.Publish)
	key := &directory.ServerKey{Key: d.signing().Public()}
	d.deny("server key by an admin", key, d.r.Org(), admin.hand())
	d.deny("server key of a group", key, d.group, d.ada.hand())
	d.deny("articles by an admin", &directory.ArticleSet{Version: 2}, d.r.Org(), admin.hand())
	d.deny("articles of an inbox", &directory.ArticleSet{Version: 2}, d.inbox, editor.hand())
	old, _, _ := d.r.ServerKey()
	d.say(key, d.r.Org(), d.ada.hand())
	d.say(&directory.ArticleSet{Version: 2}, d.r.Org(), editor.hand())
	if _, known := d.r.ServerKeyByID(old); !known {
		t.Fatal("old receipts cannot be checked any more")
	}
}

func TestGroupsAndMembers(t *testing.T) {
	d := openDesk(t, 10)
	lead, ben, eve, keeper := d.hire("Dora"), d.hire("Ben"), d.hire("Eve"), d.hire("Kit", directory.ManageGroup)
	d.members(d.ada, d.manager(d.ada), d.manager(lead), d.member(ben))
	group := func(name string) *directory.Group {
		return &directory.Group{Name: name, Sensitivity: directory.Ordinary}
	}
	d.deny("a group by a manager of another", group("Own"), seal.ID{}, lead.hand())
	d.deny("a group by manage-group", group("Own"), seal.ID{}, keeper.hand())
	d.deny("renamed by a member", group("Bens"), d.group, ben.hand())
	d.deny("a group that is not there", group("None"), d.inbox, d.ada.hand())
	d.deny("members by a member", memberList(d.manager(lead), d.manager(ben)), d.group, ben.hand())
	d.deny("no manager left", memberList(d.member(lead), d.member(ben)), d.group, lead.hand())
	d.deny("nobody left", memberList(), d.group, lead.hand())
	d.deny("somebody unknown", memberList(d.manager(lead), directory.Membership{Account: d.inbox, Role: directory.RoleMember}), d.group, lead.hand())
	d.deny("members of what is no group", memberList(d.manager(lead)), d.inbox, d.ada.hand())
	d.say(group("Support team"), d.group, lead.hand())
	d.members(keeper, d.manager(d.ada), d.manager(lead), d.member(ben), d.member(eve))
	second := d.say(group("Second"), seal.ID{}, d.ada.hand())
	d.deny("first members by manage-group", memberList(d.manager(keeper)), second, keeper.hand())
}

func TestGenerationsAreForExactlyTheMembers(t *testing.T) {
	d := openDesk(t, 11)
	ben, admin := d.hire("Ben"), d.hire("Cleo", directory.Admin, directory.Rotate)
	d.members(d.ada, d.manager(d.ada), d.member(ben))
	if !d.r.Stale(d.group) {
		t.Fatal("a new member makes the group stale")
	}
	altered := func(change func(*directory.Generation)) *directory.Generation {
		g := d.generation()
		change(g)
		return g
	}
	d.deny("by an admin who is no member", d.generation(), d.group, admin.hand())
	d.deny("by an identity without a device", d.generation(), d.group, ben.self())
	d.deny("a number left out", altered(func(g *directory.Generation) { g.Number++ }), d.group, ben.hand())
	d.deny("a number repeated", altered(func(g *directory.Generation) { g.Number-- }), d.group, ben.hand())
	d.deny("the former member set", altered(func(g *directory.Generation) {
		before, _ := d.r.Generation(d.group)
		g.MemberSet = before.MemberSet
	}), d.group, ben.hand())
	d.deny("a box missing", altered(func(g *directory.Generation) { g.Boxes = g.Boxes[:1] }), d.group, ben.hand())
	d.deny("a box for an outsider", altered(func(g *directory.Generation) { g.Boxes[0].Account = seal.ID{} }), d.group, ben.hand())
	d.deny("of what is no group", d.generation(), d.inbox, d.ada.hand())
	d.rotate(ben)
	if g, _ := d.r.Generation(d.group); d.r.Stale(d.group) || g.Author != ben.device || g.Number != 2 {
		t.Fatal("rotated, and still stale")
	}
}

func TestInboxesTakeTwoHands(t *testing.T) {
	d := openDesk(t, 12)
	admin, lead, other := d.hire("Cleo", directory.Admin), d.hire("Dora"), d.hire("Olga")
	d.members(d.ada, d.manager(d.ada), d.manager(lead))
	second := d.say(&directory.Group{Name: "Billing", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	d.say(memberList(d.manager(other)), second, d.ada.hand())
	inbox := func(group seal.ID) *directory.Inbox {
		return &directory.Inbox{Name: "Mail", Group: group, Sensitivity: directory.Ordinary}
	}
	d.deny("a manager alone", inbox(d.group), seal.ID{}, lead.hand())
	d.deny("an admin alone", inbox(d.group), seal.ID{}, admin.hand())
	d.deny("another group's manager", inbox(d.group), seal.ID{}, admin.hand(), other.hand())
	d.deny("an unknown group", inbox(d.inbox), seal.ID{}, admin.hand(), lead.hand())
	d.deny("an inbox that is not there", inbox(d.group), second, admin.hand(), lead.hand())
	d.say(inbox(d.group), seal.ID{}, admin.hand(), lead.hand())
	d.say(inbox(d.group), d.inbox, admin.hand(), lead.hand())
	moved := d.draft(inbox(second), d.inbox, admin.hand(), lead.hand(), other.hand()) // with every hand
	refused(t, d.append(moved), seal.ErrReserved)
}

func TestStatementsHaveOnePlace(t *testing.T) {
	d := openDesk(t, 13)
	rename := &directory.Group{Name: "Renamed", Sensitivity: directory.Ordinary}
	first, racing := d.draft(rename, d.group, d.ada.hand()), d.draft(rename, d.group, d.ada.hand())
	if err := d.append(first); err != nil {
		t.Fatal(err)
	}
	refused(t, d.append(racing), seal.ErrConflict)
	refused(t, d.append(first), seal.ErrConflict)

	d.now -= directory.Grace + 1
	d.deny("eleven minutes back", rename, d.group, d.ada.hand())
	d.now += directory.Grace + 1

	other := openDesk(t, 14)
	refused(t, d.append(other.draft(rename, other.group, other.ada.hand())), seal.ErrUnverified)
	wire, err := other.r.Statements(0)[0], error(nil)
	refused(t, d.r.Append(must(t, wire, err)), seal.ErrUnverified)
	refused(t, directory.NewReplay(d.r.Org()).Append(wire), seal.ErrUnverified)
}

func TestBatchesAreAllOrNothing(t *testing.T) {
	d := openDesk(t, 15)
	before, err := d.r.Head(d.now)
	must(t, before, err)
	good := d.draft(&directory.Group{Name: "Good", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	bad := d.draft(&directory.Removal{}, d.ada.id, d.ada.hand())
	var wires [][]byte
	for _, s := range []directory.Statement{good, bad} {
		wire, err := s.Bytes()
		wires = append(wires, must(t, wire, err))
	}
	refused(t, d.r.AppendAll(wires), seal.ErrUnverified)
	if after, err := d.r.Head(d.now); err != nil || after != before {
		t.Fatal("half a batch went in")
	}
	if err := d.r.AppendAll(wires[:1]); err != nil {
		t.Fatal(err)
	}
}

func TestReservedThingsAreRefusedByName(t *testing.T) {
	d := openDesk(t, 16)
	if _, err := directory.NewStatement(d.random, directory.Header{}, &directory.Group{Name: "Secret", Sensitivity: 2}); err == nil {
		t.Fatal("a sensitive group was written")
	} else {
		refused(t, err, seal.ErrReserved)
	}
	account := d.account(d.stranger(), "Robot", seal.OptionalID{})
	account.Kind = 2
	_, err := directory.NewStatement(d.random, directory.Header{}, account)
	refused(t, err, seal.ErrReserved)
}
