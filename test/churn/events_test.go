package churn

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// event is something that happens; false where nobody is there to do it.
type event struct {
	weight int
	happen func(*run) bool
}

var day = []event{
	{40, (*run).somebodyWrites}, {8, (*run).somebodyNotes}, {7, (*run).somebodyEdits}, {5, (*run).somebodyTakesBack},
	{8, (*run).threeWriteAtOnce}, {5, (*run).somebodySendsAFile}, {5, (*run).aCustomerArrives}, {6, (*run).aCustomerComesBack},
	{6, (*run).aKeyIsRotated}, {5, (*run).aConversationIsRefreshed}, {5, (*run).aMemberLeavesATeam}, {6, (*run).aMemberJoinsATeam},
	{2, (*run).somebodyIsHired}, {2, (*run).somebodyLeaves}, {6, (*run).aBrowserIsNew}, {5, (*run).theNetworkBreaks},
	{6, (*run).theNetworkIsBack}, {3, (*run).aDraftFollows}, {3, (*run).aConversationIsHandedOver},
	{6, (*run).theKeyChangesWhileACustomerComesBack}, {3, (*run).twoAdministerAtOnce}, {2, (*run).somebodyLosesEverything},
	{3, (*run).somebodyIsShutOutForAWhile}, {3, (*run).aCustomerGoesOnElsewhere},
}

// next lets one event happen.
func (r *run) next() {
	r.t.Helper()
	total := 0
	for _, e := range day {
		total += e.weight
	}
	for range 100 {
		at := r.random.IntN(total)
		for _, e := range day {
			if at -= e.weight; at < 0 {
				if e.happen(r) {
					return
				}
				break
			}
		}
	}
	r.fail("nothing can happen any more")
}

// scene is a conversation and one of its readers who is there.
func (r *run) scene(fits func(*person, *talk) bool) (*talk, *person) {
	t := pick(r, r.world.talks)
	here := slices.DeleteFunc(r.world.readers(t), func(p *person) bool { return p.offline && !inBrowser(p) || !fits(p, t) })
	if len(here) == 0 {
		return t, nil
	}
	return t, pick(r, here)
}

func anybody(*person, *talk) bool     { return true }
func online(p *person, _ *talk) bool  { return !p.offline }
func inBrowser(p *person) bool        { _, is := p.player.(*page); return is }
func isStaff(p *person, t *talk) bool { return p != t.customer && !p.offline }

func (r *run) says(p *person, t *talk, l *line, act func() error) bool {
	r.t.Helper()
	r.must(act())
	l.waits = p.offline
	t.add(l)
	r.fresh[t] = true
	return true
}

func (r *run) somebodyWrites() bool {
	t, p := r.scene(anybody)
	if p == nil {
		return false
	}
	text := r.world.text(p, "words")
	r.tell("%s writes %q", p.name, text)
	return r.says(p, t, &line{by: p, text: text}, func() error { return p.player.say(r.ctx, t, text) })
}

func (r *run) somebodyNotes() bool {
	t, p := r.scene(isStaff)
	if p == nil {
		return false
	}
	text := r.world.text(p, "note")
	r.tell("%s notes %q", p.name, text)
	return r.says(p, t, &line{by: p, text: text, note: true}, func() error { return p.player.(colleague).note(r.ctx, t, text) })
}

func (r *run) somebodyEdits() bool {
	t, p := r.scene(online)
	if p == nil || len(t.own(p)) == 0 {
		return false
	}
	l := pick(r, t.own(p))
	to := r.world.text(p, "other words")
	r.tell("%s makes %q of %q", p.name, to, l.text)
	r.sees(p, t)
	r.must(p.player.edit(r.ctx, t, l.text, to))
	l.text = to
	r.fresh[t] = true
	return true
}

func (r *run) somebodyTakesBack() bool {
	t, p := r.scene(online)
	if p == nil || len(t.own(p)) < 2 {
		return false
	}
	l := pick(r, t.own(p))
	r.tell("%s takes %q back", p.name, l.text)
	r.sees(p, t)
	r.must(p.player.remove(r.ctx, t, l.text))
	l.gone = true
	r.fresh[t] = true
	return true
}

// sees: who changes something has it before them first.
func (r *run) sees(p *person, t *talk) {
	r.t.Helper()
	_, err := p.player.shows(r.ctx, t, t.want(p))
	r.must(err)
}

func (r *run) threeWriteAtOnce() bool {
	t := pick(r, r.world.talks)
	here := slices.DeleteFunc(r.world.readers(t), func(p *person) bool { return p.offline })
	if len(here) < 3 {
		return false
	}
	r.random.Shuffle(len(here), func(i, j int) { here[i], here[j] = here[j], here[i] })
	var all sync.WaitGroup
	failed := make([]error, 3)
	for i, p := range here[:3] {
		text := r.world.text(p, "at once")
		r.tell("%s writes %q at once with others", p.name, text)
		t.add(&line{by: p, text: text})
		all.Go(func() { failed[i] = p.player.say(r.ctx, t, text) })
	}
	all.Wait()
	for _, err := range failed {
		r.must(err)
	}
	r.fresh[t] = true
	return true
}

func (r *run) somebodySendsAFile() bool {
	t, p := r.scene(func(p *person, _ *talk) bool { return !inBrowser(p) })
	if p == nil {
		return false
	}
	l := &line{by: p, text: r.world.text(p, "file"), file: bytes.Repeat([]byte{byte(r.world.said)}, 1+r.random.IntN(150_000))}
	r.tell("%s sends %q of %d bytes", p.name, l.text, len(l.file))
	return r.says(p, t, l, func() error {
		if v, is := p.player.(*visitor); is {
			return v.attach(r.ctx, t, l.text, l.file)
		}
		return p.player.(*agent).attach(r.ctx, t, l.text, l.file)
	})
}

func (r *run) aCustomerArrives() bool {
	if len(r.world.talks) >= 14 {
		return false
	}
	t := r.arrive(r.random.IntN(3) == 0, pick(r, r.world.teams))
	r.tell("%s arrives at %s", t.customer.name, t.team.name)
	return true
}

// aCustomerComesBack: the page is opened again, with what the browser kept.
func (r *run) aCustomerComesBack() bool {
	t := pick(r, r.world.talks)
	if t.customer.offline {
		return false
	}
	r.tell("%s comes back", t.customer.name)
	r.fresh[t] = true
	if v, is := t.customer.player.(*visitor); is {
		kept := v.State()
		again, err := client.OpenVisitor(r.ctx, r.url(), r.ada.Org(), t.team.inbox, &kept, client.Options{})
		r.must(err)
		t.customer.player = newVisitor(again)
		return true
	}
	r.must(r.pages.do(r.ctx, nil, "do", "visit", "who", t.customer.name))
	return true
}

// theKeyChangesWhileACustomerComesBack: what the page asks for one after the other
// is from before and after.
func (r *run) theKeyChangesWhileACustomerComesBack() bool {
	t := pick(r, r.world.talks)
	if t.customer.offline || !inBrowser(t.customer) {
		return false
	}
	by := r.world.staff[0]
	text := r.world.text(by, "in between")
	r.tell("%s comes back while %s gives %s a new key and writes %q", t.customer.name, by.name, t.team.name, text)
	came := make(chan error)
	go func() { came <- r.pages.do(r.ctx, nil, "do", "visit", "who", t.customer.name) }()
	r.insist(r.ada, func() error { return r.ada.RotateGroup(r.ctx, t.team.group) })
	said := r.says(by, t, &line{by: by, text: text}, func() error { return by.player.say(r.ctx, t, text) })
	r.must(<-came)
	return said
}

// keeper is somebody with the Go client in a team.
func (r *run) keeper(t *team) *agent {
	all := slices.DeleteFunc(r.world.members(t), inBrowser)
	return pick(r, all).player.(*agent)
}

func (r *run) aKeyIsRotated() bool {
	t := pick(r, r.world.teams)
	by := r.keeper(t)
	r.tell("%s gives %s a new key", by.email, t.name)
	r.insist(by, func() error { return by.RotateGroup(r.ctx, t.group) })
	return true
}

func (r *run) aConversationIsRefreshed() bool {
	t, p := r.scene(func(p *person, _ *talk) bool { return !inBrowser(p) })
	if p == nil {
		return false
	}
	r.tell("%s refreshes a conversation of %s", p.name, t.team.name)
	n := natively(p)
	thread, err := n.thread(r.ctx, t.id)
	r.must(err)
	r.must(thread.Refresh(r.ctx))
	r.fresh[t] = true
	return true
}

func natively(p *person) *native {
	if v, is := p.player.(*visitor); is {
		return &v.native
	}
	return &p.player.(*agent).native
}

// movable are the staff but Ada, and but the one who administers in a browser.
func (r *run) movable(fits func(*person) bool) []*person {
	return slices.DeleteFunc(slices.Clone(r.world.staff[2:]), func(p *person) bool { return p.gone || p.offline || !fits(p) })
}

// decides is who changes the members: Ada, or her colleague in a browser.
func (r *run) decides(p *person, t *team, in bool) {
	r.t.Helper()
	admin := r.world.staff[1]
	if r.random.IntN(2) == 0 && !admin.offline {
		what := map[bool]string{true: "in", false: "out"}[in]
		r.tell("%s takes %s %s of %s", admin.name, p.name, what, t.name)
		r.must(r.pages.do(r.ctx, nil, "do", "knows", "who", admin.name, "account", p.account.Hex()))
		r.must(r.pages.do(r.ctx, nil, "do", what, "who", admin.name, "account", p.account.Hex(), "team", t.group.Hex()))
	} else {
		role := directory.RoleMember
		if !in {
			role = 0
		}
		r.tell("Ada gives %s the role %d in %s", p.name, role, t.name)
		r.insist(r.ada, func() error { return r.ada.SetMember(r.ctx, t.group, p.account, role) })
	}
	r.becomesMember(p, t, in)
}

func (r *run) touched(t *team) {
	for _, each := range r.world.talks {
		if each.team == t {
			r.fresh[each] = true
		}
	}
}

func (r *run) aMemberLeavesATeam() bool {
	t := pick(r, r.world.teams)
	all := r.movable(func(p *person) bool { return t.members[p] })
	if len(all) == 0 {
		return false
	}
	r.decides(pick(r, all), t, false)
	return true
}

func (r *run) aMemberJoinsATeam() bool {
	t := pick(r, r.world.teams)
	all := r.movable(func(p *person) bool { return !t.members[p] })
	if len(all) == 0 {
		return false
	}
	r.decides(pick(r, all), t, true)
	return true
}

func (r *run) somebodyIsHired() bool {
	if len(r.movable(func(*person) bool { return true })) >= 4 {
		return false
	}
	t := pick(r, r.world.teams)
	p := r.hire(r.random.IntN(4) == 0, works, directory.RoleMember, t)
	r.tell("%s is hired for %s", p.name, t.name)
	r.touched(t)
	return true
}

func (r *run) somebodyLeaves() bool {
	all := r.movable(func(*person) bool { return true })
	if len(all) < 2 {
		return false
	}
	p := pick(r, all)
	r.tell("%s leaves the organisation", p.name)
	r.insist(r.ada, func() error { return r.ada.RemoveAccount(r.ctx, p.account, 1) })
	p.gone = true
	for _, t := range r.world.teams {
		if t.members[p] {
			r.touched(t)
		}
	}
	r.shut(p)
	return true
}

// aBrowserIsNew: by one of the ways in.
func (r *run) aBrowserIsNew() bool {
	all := slices.DeleteFunc(slices.Clone(r.world.staff), func(p *person) bool { return p.gone || p.offline })
	p := pick(r, all)
	for _, t := range r.world.teams {
		if t.members[p] {
			r.touched(t)
		}
	}
	if inBrowser(p) {
		r.comeBack(p, pick(r, []string{theSheet, thePassword, theBrowserBefore}))
	} else {
		r.comeBack(p, pick(r, []string{theSheet, thePassword, theOperator, aColleague}))
	}
	return true
}

func (r *run) theNetworkBreaks() bool {
	t, p := r.scene(func(p *person, _ *talk) bool { return inBrowser(p) && !p.offline })
	if p == nil {
		return false
	}
	// It has the conversation before it; what is written now waits there.
	_, err := p.player.shows(r.ctx, t, t.want(p))
	r.must(err)
	r.tell("%s has no network", p.name)
	r.must(p.player.(*page).connect(r.ctx, false))
	p.offline, r.fresh[t] = true, true
	text := r.world.text(p, "without network")
	return r.says(p, t, &line{by: p, text: text}, func() error { return p.player.say(r.ctx, t, text) })
}

func (r *run) theNetworkIsBack() bool {
	back := false
	for _, p := range r.everybody() {
		if p.offline {
			r.tell("%s has a network again", p.name)
			r.must(p.player.(*page).connect(r.ctx, true))
			p.offline, back = false, true
			for _, t := range r.world.talks {
				r.fresh[t] = true
				for _, l := range t.lines {
					l.waits = l.waits && l.by != p
				}
			}
		}
	}
	return back
}

func (r *run) everybody() []*person {
	all := slices.Clone(r.world.staff)
	for _, t := range r.world.talks {
		all = append(all, t.customer)
	}
	return all
}

// aDraftFollows: what Ada begins is in her other browser.
func (r *run) aDraftFollows() bool {
	t := pick(r, r.world.talks)
	second, err := client.SignInWithRecoveryCode(r.ctx, r.url(), r.ada.email, r.ada.kit, client.Second{Password: r.ada.password}, client.Options{})
	r.must(err)
	text := r.world.text(r.world.staff[0], "draft")
	r.tell("Ada begins %q", text)
	version := uint64(0)
	drafts, err := r.ada.Drafts(r.ctx)
	r.must(err)
	for _, d := range drafts {
		if d.Conversation == t.id {
			version = d.Version
		}
	}
	_, err = r.ada.KeepDraft(r.ctx, t.id, version, &seal.Draft{Mode: "reply", Reply: text, Time: 1})
	r.must(err)
	drafts, err = second.Drafts(r.ctx)
	r.must(err)
	if !slices.ContainsFunc(drafts, func(d client.Draft) bool { return d.Conversation == t.id && d.Draft.Reply == text }) {
		r.fail("Ada's other browser has not %q", text)
	}
	return true
}

func (r *run) aConversationIsHandedOver() bool {
	t, p := r.scene(isStaff)
	if p == nil {
		return false
	}
	r.tell("Ada hands a conversation of %s to %s", t.team.name, p.name)
	_, err := r.ada.Assign(r.ctx, t.id, &p.account)
	r.must(err)
	return true
}

// twoAdministerAtOnce: Ada and her colleague in a browser change members in the same
// moment. Whoever is overtaken looks again, and does it on top.
func (r *run) twoAdministerAtOnce() bool {
	admin := r.world.staff[1]
	all := r.movable(func(*person) bool { return true })
	if len(all) < 2 || admin.offline {
		return false
	}
	r.random.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
	hers, theirs := all[0], all[1]
	t := pick(r, r.world.teams)
	in, out := !t.members[hers], t.members[theirs]
	r.tell("Ada changes %s and %s changes %s in %s, at once", hers.name, admin.name, theirs.name, t.name)
	r.must(r.pages.do(r.ctx, nil, "do", "knows", "who", admin.name, "account", theirs.account.Hex()))
	done := make(chan error)
	go func() {
		what := map[bool]string{true: "out", false: "in"}[out]
		done <- r.pages.do(r.ctx, nil, "do", what, "who", admin.name, "account", theirs.account.Hex(), "team", t.group.Hex())
	}()
	role := directory.RoleMember
	if !in {
		role = 0
	}
	r.insist(r.ada, func() error { return r.ada.SetMember(r.ctx, t.group, hers.account, role) })
	r.must(<-done)
	r.becomesMember(hers, t, in)
	r.becomesMember(theirs, t, !out)
	return true
}

// somebodyLosesEverything: the account ends, and whoever has the link goes on with
// another one, in the same teams.
func (r *run) somebodyLosesEverything() bool {
	admin := r.world.staff[1]
	all := r.movable(r.world.inATeam)
	if admin.offline || len(all) == 0 {
		return false
	}
	p := pick(r, all)
	r.tell("%s loses everything, and %s makes a link", p.name, admin.name)
	r.must(r.pages.do(r.ctx, nil, "do", "knows", "who", admin.name, "account", p.account.Hex()))
	var link string
	r.must(r.pages.do(r.ctx, &link, "do", "again", "who", admin.name, "account", p.account.Hex()))
	r.shut(p)
	if inBrowser(p) {
		r.must(r.pages.do(r.ctx, &p.code, "do", "join", "who", p.name, "link", link, "name", p.name, "email", strings.ToLower(p.name)+"@harbour.example"))
	} else {
		before := p.player.(*agent)
		before.heard.stop()
		joined, kit, err := client.Join(r.ctx, r.url(), link, client.Newcomer{Name: p.name, Email: before.email, Password: before.password}, client.Options{PasswordCost: cheap})
		r.must(err)
		p.player = newAgent(r.ctx, joined, before.email, before.password, kit)
	}
	r.must(r.ada.Sync(r.ctx))
	p.account = r.accountOf(p.name)
	r.former(p)
	begun := time.Now()
	for _, t := range r.world.teams {
		if t.members[p] {
			r.becomes(p, t, true)
			r.touched(t)
		}
	}
	r.measured("lost everything: from the accepted link to the keys of every team", begun)
	return true
}

// somebodyIsShutOutForAWhile: at once for the server; a colleague's browser changes
// the keys of the teams. Then they are let in again, and read what was said.
func (r *run) somebodyIsShutOutForAWhile() bool {
	admin := r.world.staff[1]
	all := r.movable(r.world.inATeam)
	if admin.offline || len(all) == 0 {
		return false
	}
	p := pick(r, all)
	r.tell("%s shuts %s out", admin.name, p.name)
	r.must(r.pages.do(r.ctx, nil, "do", "knows", "who", admin.name, "account", p.account.Hex()))
	begun := time.Now()
	r.must(r.pages.do(r.ctx, nil, "do", "suspend", "who", admin.name, "account", p.account.Hex()))
	r.shut(p)
	for _, t := range r.world.teams {
		if t.members[p] {
			r.becomes(p, t, false)
		}
	}
	r.measured("shut out: until every team had a new key", begun)
	r.tell("%s is let in again", p.name)
	r.must(r.pages.do(r.ctx, nil, "do", "reinstate", "who", admin.name, "account", p.account.Hex()))
	for _, t := range r.world.teams {
		if t.members[p] {
			r.insist(r.ada, func() error { return r.ada.SetMember(r.ctx, t.group, p.account, directory.RoleMember) })
			r.touched(t)
		}
	}
	r.comeBack(p, theSheet)
	return true
}

// becomes waits until a colleague's browser has made somebody a member, or parted
// from them, with the team's new key.
func (r *run) becomes(p *person, t *team, member bool) {
	r.t.Helper()
	for until := time.Now().Add(patience); ; {
		r.must(r.ada.Sync(r.ctx))
		if is := r.ada.Directory().RoleIn(t.group, p.account) != 0; is == member {
			return
		}
		if time.Now().After(until) {
			r.fail("whether %s is a member of %s: still not %v", p.name, t.name, member)
		}
		select {
		case <-r.ctx.Done():
		case <-time.After(glance / 10):
		}
	}
}
