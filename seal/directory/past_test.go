package directory_test

import (
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// learn verifies what a visitor without any memory is shown, asking for past
// authors.
func (d *desk) learn(also ...seal.ID) directory.Proven {
	d.t.Helper()
	wire, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0, also...)
	must(d.t, wire, err)
	proven, err := directory.VerifyProof(wire, d.question())
	return must(d.t, proven, err)
}

func (d *desk) later(seconds uint64) { d.now += seconds }

// revoke is an admin's word that a device is lost.
func (d *desk) revoke(p *person) {
	d.t.Helper()
	lost, _ := d.r.Device(p.device)
	lost.State = directory.DeviceRevoked
	d.say(&lost.Device, p.device, d.ada.hand())
}

func TestWhatSomebodyWroteBeforeTheyLeftCanBeChecked(t *testing.T) {
	type leaving struct {
		name string
		act  func(d *desk, ben *person)
	}
	for _, way := range []leaving{
		{"removed", func(d *desk, ben *person) { d.say(&directory.Removal{}, ben.id, d.ada.hand()) }},
		{"out of the team", func(d *desk, _ *person) { d.members(d.ada, d.manager(d.ada)) }},
		{"out of the team, and then removed", func(d *desk, ben *person) {
			d.members(d.ada, d.manager(d.ada))
			d.later(500)
			d.say(&directory.Removal{}, ben.id, d.ada.hand())
		}},
		{"device lost", func(d *desk, ben *person) { d.revoke(ben) }},
		{"device lost, and then removed", func(d *desk, ben *person) {
			d.revoke(ben)
			d.later(500)
			d.say(&directory.Removal{}, ben.id, d.ada.hand())
		}},
	} {
		t.Run(way.name, func(t *testing.T) {
			d := openDesk(t, 40)
			ben := d.hire("Ben")
			d.members(d.ada, d.manager(d.ada), d.member(ben))
			if there := d.learn().Devices[ben.device]; there.Name != "Ben" || there.Ended != 0 {
				t.Fatalf("while he is there: %+v", there)
			}
			d.later(1000)
			left := d.now
			way.act(d, ben)
			d.later(1000)
			if _, told := d.learn().Devices[ben.device]; told {
				t.Fatal("every visitor carries those who left")
			}
			past, told := d.learn(ben.device).Devices[ben.device]
			if !told || past.Name != "Ben" || past.Key != ben.key.Public() {
				t.Fatalf("asked for by name: %+v, %v", past, told)
			}
			if past.Ended != left {
				t.Errorf("his right ended at %d, want %d", past.Ended, left)
			}
			if !past.WroteBy(left) || past.WroteBy(left+directory.Grace+1) {
				t.Error("a message after the end counts as his")
			}
			for _, m := range d.learn(ben.device).Members {
				if way.name != "device lost" && m.Account == ben.id {
					t.Error("who left is shown as a member")
				}
			}
		})
	}
}

func TestWhoCameBackWritesAgain(t *testing.T) {
	d := openDesk(t, 41)
	ben := d.hire("Ben")
	d.members(d.ada, d.manager(d.ada), d.member(ben))
	d.later(100)
	d.members(d.ada, d.manager(d.ada))
	d.later(100)
	d.members(d.ada, d.manager(d.ada), d.member(ben))
	if back := d.learn().Devices[ben.device]; back.Ended != 0 {
		t.Fatalf("back in the team: %+v", back)
	}
}

func TestADeviceOfAnEarlierIdentityStillSpeaksForItsAccount(t *testing.T) {
	d := openDesk(t, 42)
	ben := d.hire("Ben")
	d.members(d.ada, d.manager(d.ada), d.member(ben))
	known, _ := d.r.Account(ben.id)
	fresh := d.stranger()
	d.say(d.account(fresh, "Benjamin", known.Invite), ben.id, ben.self(), fresh.self())
	if device := d.learn().Devices[ben.device]; device.Name != "Benjamin" {
		t.Fatalf("after an identity change: %+v", device)
	}
}

func TestPastAuthorsAreOfThisInboxOnly(t *testing.T) {
	d := openDesk(t, 43)
	other := d.hire("Otto")
	d.say(&directory.Group{Name: "Elsewhere", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	proven := d.learn(other.device, seal.ID{1}, d.group, d.r.Org())
	if _, told := proven.Devices[other.device]; told || len(proven.Devices) != 1 {
		t.Fatalf("a device of nobody's here is taken: %v", proven.Devices)
	}
	many := slices.Repeat([]seal.ID{other.device}, directory.AlsoLimit+1)
	_, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0, many...)
	refused(t, err, seal.ErrTooLarge)
}

func TestReceiptsUnderEarlierServerKeysCanBeChecked(t *testing.T) {
	d := openDesk(t, 44)
	first, key, _ := d.r.ServerKey()
	for range 3 {
		server := d.signing()
		d.say(&directory.ServerKey{Key: server.Public()}, d.r.Org(), d.ada.hand())
	}
	if proven := d.learn(); len(proven.ServerKeys) != 1 || proven.ServerKeys[proven.ServerKeyID] != proven.ServerKey {
		t.Fatalf("without asking: %v", proven.ServerKeys)
	}
	proven := d.learn(first)
	if proven.ServerKeys[first] != key || len(proven.ServerKeys) != 4 {
		t.Fatalf("asked for the first: %v", proven.ServerKeys)
	}
	if proven.ServerKeyID == first {
		t.Fatal("an earlier key passes for the newest")
	}
}

// A statement that no newer one names is not part of the story, whoever signed it.
func TestAForgedPastIsNotBelieved(t *testing.T) {
	d := openDesk(t, 45)
	otto := d.hire("Otto")
	fork := d.r.Clone()
	d.members(d.ada, d.manager(d.ada), d.member(otto))
	forged := d.r.Last(directory.TypeMember, d.group)
	statement, _ := d.r.Statement(forged.ID())
	d.r = fork
	wire, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0)
	must(t, wire, err)
	device, _ := d.r.Statement(d.r.Last(directory.TypeDevice, otto.device).ID())
	account, _ := d.r.Statement(otto.id)
	proven, err := directory.VerifyProof(directory.WithStatements(t, d.r, wire, statement, account, device), d.question())
	must(t, proven, err)
	if _, told := proven.Devices[otto.device]; told {
		t.Fatal("a member list from another history makes a member")
	}
}
