package directory_test

import (
	"bytes"
	"reflect"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

func (d *desk) head(by *person) directory.SignedHead {
	d.t.Helper()
	head, err := d.r.MakeHead(by.device, by.key, d.now)
	return must(d.t, head, err)
}

func (d *desk) proof(head directory.SignedHead, from uint64) []byte {
	d.t.Helper()
	proof, err := d.r.BuildProof(d.inbox, head, from)
	return must(d.t, proof, err)
}

func (d *desk) question() directory.Question {
	return directory.Question{Pin: d.r.Org(), Inbox: d.inbox, Now: d.now}
}

func TestAVisitorLearnsWhomItWritesTo(t *testing.T) {
	d := openDesk(t, 30)
	ben, dora := d.hire("Ben"), d.hire("Dora")
	d.members(d.ada, d.manager(d.ada), d.member(ben), d.member(dora))
	d.rotate(d.ada)
	first := d.head(d.ada)
	seen, err := directory.VerifyProof(d.proof(first, 0), d.question())
	must(t, seen, err)
	if len(seen.Members) != 3 || seen.Stale || seen.Inbox.Name != "Shop" || seen.Organisation != "Harbour Books" {
		t.Fatalf("learnt %+v", seen)
	}
	if _, ok := seen.Devices[ben.device]; !ok {
		t.Fatal("Ben's messages could not be checked")
	}

	d.say(&directory.Removal{}, dora.id, d.ada.hand())
	q := d.question()
	q.Earlier = seen.Head
	later, err := directory.VerifyProof(d.proof(d.head(d.ada), seen.Head.Size), q)
	must(t, later, err)
	if len(later.Members) != 2 || !later.Stale {
		t.Fatalf("after the removal: %d members, stale %v", len(later.Members), later.Stale)
	}
	// A proof under the earlier head still shows the earlier state.
	again, err := directory.VerifyProof(d.proof(first, 0), d.question())
	if must(t, again, err); len(again.Members) != 3 {
		t.Fatal("the earlier head shows the later state")
	}
}

func TestAttestersByEveryRoute(t *testing.T) {
	d := openDesk(t, 31)
	admin := d.hire("Cleo", directory.Admin)
	invited := d.hireBy(admin, "Ivy", directory.Attest)
	granted := d.hire("Gus")
	d.say(&directory.Capabilities{List: []directory.Capability{directory.Attest}}, granted.id, admin.hand())
	for name, by := range map[string]*person{"genesis": d.ada, "invitation": invited, "capability": granted} {
		if _, err := directory.VerifyProof(d.proof(d.head(by), 0), d.question()); err != nil {
			t.Errorf("head by %s: %v", name, err)
		}
	}
	renamed, _ := d.r.Account(granted.id)
	fresh := d.stranger()
	d.say(d.account(fresh, "Gus", renamed.Invite), granted.id, granted.self(), fresh.self())
	fresh.id = granted.id
	d.certify(fresh)
	if _, err := directory.VerifyProof(d.proof(d.head(fresh), 0), d.question()); err != nil {
		t.Errorf("head after an identity change: %v", err)
	}
	// The admin who granted leaves: what was granted stays.
	d.say(&directory.Removal{}, admin.id, d.ada.hand())
	if _, err := directory.VerifyProof(d.proof(d.head(invited), 0), d.question()); err != nil {
		t.Errorf("head after the grantor left: %v", err)
	}
	agent := d.hire("Ben")
	if proof, err := d.r.BuildProof(d.inbox, d.head(agent), 0); err == nil {
		_, err = directory.VerifyProof(proof, d.question())
		refused(t, err, seal.ErrUnverified)
	}
}

// A signature whose key is not in the proof is not needed and not looked at, so
// a few altered bytes pass; none may change what is learnt.
func TestAnAlteredProofSaysNothingElse(t *testing.T) {
	d := openDesk(t, 32)
	proof := d.proof(d.head(d.ada), 0)
	honest, err := directory.VerifyProof(proof, d.question())
	must(t, honest, err)
	for at := 0; at < len(proof); at += 11 {
		changed := bytes.Clone(proof)
		changed[at] ^= 0x10
		if learnt, err := directory.VerifyProof(changed, d.question()); err == nil && !reflect.DeepEqual(learnt, honest) {
			t.Fatalf("a flip at byte %d changed what is learnt", at)
		}
	}
}

func TestAForkedDirectoryIsSeen(t *testing.T) {
	d := openDesk(t, 33)
	fork := d.r.Clone()
	d.say(&directory.Group{Name: "One", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	mine := d.head(d.ada)
	seen, err := directory.VerifyProof(d.proof(mine, 0), d.question())
	must(t, seen, err)
	d.r = fork
	d.say(&directory.Group{Name: "Other", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	d.say(&directory.Group{Name: "More", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	q := d.question()
	q.Earlier = seen.Head
	_, err = directory.VerifyProof(d.proof(d.head(d.ada), seen.Head.Size), q)
	refused(t, err, seal.ErrUnverified)
	refused(t, d.r.CheckHead(mine, d.now), seal.ErrUnverified)
}

func TestHeadsOfOthersAreChecked(t *testing.T) {
	d := openDesk(t, 34)
	ben := d.hire("Ben")
	early := d.head(d.ada)
	d.say(&directory.Group{Name: "Later", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	for name, head := range map[string]directory.SignedHead{"now": d.head(d.ada), "an earlier size": early} {
		if err := d.r.CheckHead(head, d.now); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	refused(t, d.r.CheckHead(d.head(ben), d.now), seal.ErrUnverified)
	refused(t, d.r.CheckHead(d.head(&person{device: ben.device, key: d.ada.key}), d.now), seal.ErrUnverified)
	refused(t, d.r.CheckHead(d.head(d.ada), d.now-directory.Grace-1), seal.ErrUnverified)
	past, err := d.r.At(d.r.Size() - 1)
	must(t, past, err)
	refused(t, past.CheckHead(d.head(d.ada), d.now), seal.ErrConflict)
	wire, err := d.head(d.ada).Bytes()
	must(t, wire, err)
	wire[len(wire)-1] ^= 1
	broken, err := directory.ParseHead(wire)
	refused(t, d.r.CheckHead(must(t, broken, err), d.now), seal.ErrUnverified)
}
