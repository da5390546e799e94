package directory_test

import (
	"errors"
	mathrand "math/rand/v2"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// TestRandomWalks lets people come, go, join, leave and rotate at random, and
// checks after every step what must hold whatever happens.
func TestRandomWalks(t *testing.T) {
	for seed := range byte(6) {
		d := openDesk(t, 100+seed)
		random := mathrand.New(d.random)
		people := []*person{d.ada, d.hire("Ben"), d.hire("Cleo", directory.Admin), d.hire("Dora", directory.Owner)}
		for step := range 120 {
			d.now += uint64(random.IntN(300))
			actor, target := people[random.IntN(len(people))], people[random.IntN(len(people))]
			content, object := randomAct(d, random, target)
			err := d.append(d.draft(content, object, actor.hand()))
			if err != nil && !errors.Is(err, seal.ErrUnverified) {
				t.Fatalf("walk %d step %d: %v", seed, step, err)
			}
			checkInvariants(t, d)
		}
		replayed := directory.NewReplay(d.r.Org())
		if err := replayed.AppendAll(d.r.Statements(0)); err != nil {
			t.Fatal(err)
		}
		a, errA := d.r.Head(0)
		if b, errB := replayed.Head(0); errA != nil || errB != nil || a != b {
			t.Fatalf("walk %d: two replays of one log differ", seed)
		}
	}
}

func randomAct(d *desk, random *mathrand.Rand, target *person) (directory.Content, seal.ID) {
	switch random.IntN(6) {
	case 0:
		return d.generation(), d.group
	case 1:
		if random.IntN(10) == 0 {
			return &directory.Removal{}, target.id
		}
		return &directory.Group{Name: "Renamed", Sensitivity: directory.Ordinary}, d.group
	case 2:
		lists := [][]directory.Capability{nil, {directory.Admin}, {directory.Owner}, {directory.Attest, directory.Rotate}}
		return &directory.Capabilities{List: lists[random.IntN(len(lists))]}, target.id
	default:
		list := []directory.Membership{{Account: target.id, Role: directory.Role(1 + random.IntN(2))}}
		for _, m := range d.r.Members(d.group) {
			if m.Account != target.id && random.IntN(4) > 0 {
				list = append(list, m)
			}
		}
		return memberList(list...), d.group
	}
}

func checkInvariants(t *testing.T, d *desk) {
	t.Helper()
	owners, managers := 0, 0
	for _, account := range d.r.Accounts() {
		if d.r.Holds(account.ID, directory.Owner) {
			owners++
		}
		if account.Removed && (d.r.RoleIn(d.group, account.ID) != 0 || len(d.r.Capabilities(account.ID)) > 0) {
			t.Fatal("a removed account kept a right")
		}
	}
	for _, m := range d.r.Members(d.group) {
		if m.Role == directory.RoleManager {
			managers++
		}
	}
	if owners == 0 || managers == 0 {
		t.Fatalf("%d owners, %d managers", owners, managers)
	}
	generation, _ := d.r.Generation(d.group)
	set, err := d.r.MemberSetOf(d.group)
	if must(t, set, err); d.r.Stale(d.group) != (set != generation.MemberSet) {
		t.Fatal("staleness is not what the member sets say")
	}
}

// TestTenThousandStatements keeps a replay of a large organisation quick.
func TestTenThousandStatements(t *testing.T) {
	d := openDesk(t, 50)
	for range 10_000 - d.r.Size() {
		d.say(&directory.Group{Name: "Renamed", Sensitivity: directory.Ordinary}, d.group, d.ada.hand())
	}
	wires := d.r.Statements(0)
	start := time.Now()
	replay := directory.NewReplay(d.r.Org())
	if err := replay.AppendAll(wires); err != nil {
		t.Fatal(err)
	}
	t.Logf("replayed %d statements in %v", replay.Size(), time.Since(start))
	if _, err := directory.VerifyProof(d.proof(d.head(d.ada), 5000), directory.Question{Pin: d.r.Org(), Inbox: d.inbox, Now: d.now}); err == nil {
		t.Fatal("a consistency proof without an earlier head was accepted")
	}
}
