package directory_test

import (
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

func (d *desk) newest() seal.ID {
	generation, _ := d.r.Generation(d.group)
	return generation.ID
}

// history is what a proof that was asked for it says since a generation.
func (d *desk) history(since seal.ID) directory.History {
	d.t.Helper()
	wire, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0, since)
	must(d.t, wire, err)
	history, err := directory.VerifyHistory(wire, d.question(), since)
	return must(d.t, history, err)
}

func numbers(h directory.History) (all []uint64) {
	for _, generation := range h.Generations {
		all = append(all, generation.Number)
	}
	return all
}

// Ben and Cleo are there, Ben leaves, Dora comes; before all of them there was Eve.
func TestEverybodyWhoWasHandedAKeySinceIsShown(t *testing.T) {
	d := openDesk(t, 90)
	eve := d.hire("Eve")
	d.members(d.ada, d.manager(d.ada), d.member(eve))
	d.rotate(d.ada)
	ben, cleo := d.hire("Ben"), d.hire("Cleo")
	d.members(d.ada, d.manager(d.ada), d.member(ben), d.member(cleo))
	d.rotate(d.ada)
	since := d.newest()
	d.later(1000)
	left := d.now
	d.members(d.ada, d.manager(d.ada), d.member(cleo))
	d.rotate(d.ada)
	d.later(1000)
	removed := d.now
	d.say(&directory.Removal{}, ben.id, d.ada.hand())
	cleo.identity, cleo.opening = d.changeKeys(cleo)
	dora := d.hire("Dora")
	d.members(d.ada, d.manager(d.ada), d.member(cleo), d.member(dora))
	d.rotate(d.ada)

	h := d.history(since)
	if !slices.Equal(numbers(h), []uint64{3, 4, 5}) || h.Generations[0].ID != since || h.Generations[0].Author != d.ada.device {
		t.Fatalf("generations %v", numbers(h))
	}
	if len(h.Colleagues) != 4 || h.Colleagues[eve.id].Name != "" {
		t.Errorf("%d colleagues, Eve among them: %v", len(h.Colleagues), h.Colleagues[eve.id].Name != "")
	}
	if was := h.Colleagues[ben.id]; was.Name != "Ben" || was.Left != left || was.Removed != removed || len(was.Keys) != 1 {
		t.Errorf("Ben: left %d, removed %d, %d keys", was.Left, was.Removed, len(was.Keys))
	}
	is := h.Colleagues[cleo.id]
	if is.Left != 0 || is.Removed != 0 || len(is.Keys) != 2 || is.Keys[1].Identity != cleo.identity.Public() || is.Keys[0].Since >= is.Keys[1].Since {
		t.Errorf("Cleo: %+v", is)
	}
	if all := d.history(d.newest()); len(all.Generations) != 1 || len(all.Colleagues) != 3 {
		t.Errorf("since the newest: %d generations, %d colleagues", len(all.Generations), len(all.Colleagues))
	}
}

// changeKeys gives somebody new keys, as after a recovery.
func (d *desk) changeKeys(p *person) (seal.SigningKey, seal.OpeningKey) {
	d.t.Helper()
	was, _ := d.r.Account(p.id)
	fresh := d.stranger()
	d.say(d.account(fresh, was.Name, was.Invite), p.id, p.self(), fresh.self())
	return fresh.identity, fresh.opening
}

func TestAHistoryWithHolesIsRefused(t *testing.T) {
	d := openDesk(t, 91)
	ben := d.hire("Ben")
	d.members(d.ada, d.manager(d.ada), d.member(ben))
	d.rotate(d.ada)
	since := d.newest()
	d.members(d.ada, d.manager(d.ada))
	d.rotate(d.ada)
	middle := d.newest()
	d.rotate(d.ada)

	bare, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0)
	must(t, bare, err)
	later, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0, middle)
	must(t, later, err)
	whole, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0, since)
	must(t, whole, err)
	for name, c := range map[string]struct {
		wire  []byte
		since seal.ID
	}{
		"nobody asked for it":             {bare, since},
		"since a later one":               {later, since},
		"a generation that never was":     {whole, seal.ID{7}},
		"what is no generation":           {whole, d.group},
		"without the one in between":      {directory.WithoutStatement(t, d.r, whole, middle), since},
		"without one who was handed it":   {directory.WithoutStatement(t, d.r, whole, ben.id), since},
		"since the one of another team's": {whole, d.inbox},
	} {
		if _, err := directory.VerifyHistory(c.wire, d.question(), c.since); err == nil {
			t.Errorf("%s: it is believed", name)
		}
	}
	if _, err := directory.VerifyHistory(whole, d.question(), since); err != nil {
		t.Fatal(err)
	}
	// Another team's generation shows nothing of this one.
	group := d.group
	d.group = d.say(&directory.Group{Name: "Payments", Sensitivity: directory.Ordinary}, seal.ID{}, d.ada.hand())
	d.members(d.ada, d.manager(d.ada), d.member(ben))
	d.rotate(d.ada)
	elsewhere := d.newest()
	d.group = group
	wire, err := d.r.BuildProof(d.inbox, d.head(d.ada), 0, elsewhere)
	must(t, wire, err)
	if _, err := directory.VerifyHistory(wire, d.question(), elsewhere); err == nil {
		t.Error("the key of another team is shown as this one's")
	}
}
