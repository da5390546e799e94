package model

import (
	"fmt"
	"slices"
)

// rule is one of the checks that the promise stands on.
type rule uint16

// The rules, each as protocol section 4.1, 5 or 6 has it.
const (
	membersOnly       rule = 1 << iota // who is no reader any more neither writes nor changes keys
	sendUnderTeamsKey                  // no message under a key that is sealed to an earlier key of the team
	sendUnderNewest                    // no message under an earlier key of the conversation
	refreshToTeamsKey                  // a conversation's new key is sealed to the team's newest
	refreshFollows                     // and follows the newest one: the first of two wins
	listFollows                        // a list of members follows the one that its signer saw
	keyFollows                         // a team's key follows the one that its signer saw
	keyNamesMembers                    // and is sealed to the members, all of them and nobody else
	newcomersGetAll                    // who is new to a key gets the earlier secrets with it
	badWrapFallsBack                   // a wrap that does not open is no lock
	authorHoldsKey                     // staff who make a conversation's key were handed the team's
	lastRule
)

// rules is a set of them.
type rules uint16

const allRules = rules(lastRule - 1)

func (r rules) has(one rule) bool      { return r&rules(one) != 0 }
func (r rules) without(one rule) rules { return r &^ rules(one) }

func (r rule) String() string {
	names := map[rule]string{
		membersOnly: "members only", sendUnderTeamsKey: "send under the team's key", sendUnderNewest: "send under the newest key",
		refreshToTeamsKey: "refresh to the team's key", refreshFollows: "a refresh follows", listFollows: "a list follows",
		keyFollows: "a key follows", keyNamesMembers: "a key names the members", newcomersGetAll: "newcomers get all",
		badWrapFallsBack: "a bad wrap falls back", authorHoldsKey: "an author holds the key",
	}
	return names[r]
}

// act is what a party does.
type act uint8

// The acts. The first five change the directory.
const (
	none   act = iota
	rotate     // a new key for the team as it is
	add        // a member, with a new key
	remove     // a member, with a new key
	admit      // a member, and no new key: as an admin does who is not in the team
	drop       // a member, and no new key
	refresh
	send
	refreshUnheard // the answer is lost
	sendUnheard
	again // the same bytes once more
	rewrap
	spoil // a wrap of rubbish
	look  // at the directory, and open what was sealed to oneself
	read  // a conversation
	crash // of the device: all is gone but its signing key
)

func (a act) String() string {
	return [...]string{
		"nothing", "rotate", "add", "remove", "admit", "drop", "refresh", "send", "refresh unheard", "send unheard", "again",
		"rewrap", "spoil", "look", "read", "crash",
	}[a]
}

// step is one act of one party.
type step struct {
	act  act
	who  party
	whom party // of add, remove, admit, drop
	talk talk  // of what is about a conversation
}

func (s step) String() string {
	switch {
	case s.act >= add && s.act <= drop:
		return fmt.Sprintf("%s: %s %s", s.who, s.act, s.whom)
	case s.act == rotate || s.act == look || s.act == crash || s.act == again:
		return fmt.Sprintf("%s: %s", s.who, s.act)
	}
	return fmt.Sprintf("%s: %s %s", s.who, s.act, s.talk)
}

// alphabet is every step that there is.
func alphabet() []step {
	var all []step
	for who := range parties {
		all = append(all, step{act: look, who: who}, step{act: again, who: who})
		for t := range talk(talks) {
			for _, what := range []act{refresh, send, read, refreshUnheard, sendUnheard} {
				if who.staff() || who == xavi+party(t) {
					all = append(all, step{act: what, who: who, talk: t})
				}
			}
		}
	}
	for _, who := range []party{ada, ben, cleo} {
		all = append(all, step{act: rotate, who: who}, step{act: crash, who: who}, step{act: rewrap, who: who}, step{act: spoil, who: who})
	}
	for _, what := range []act{add, remove, admit, drop} {
		all = append(all, step{act: what, who: ada, whom: ben}, step{act: what, who: ada, whom: cleo}, step{act: what, who: ben, whom: cleo})
	}
	return all
}

// narrow is one conversation, and no answer lost, no wrap and no crash: fewer
// ways, followed further.
func narrow() []step {
	return slices.DeleteFunc(alphabet(), func(s step) bool {
		return s.talk != 0 || s.who == yara || s.act == again || s.act == refreshUnheard || s.act == sendUnheard || s.act >= rewrap && s.act != look && s.act != read
	})
}

// answer is what the server says.
type answer string

// The answers. An unheard request has the answer that nobody hears.
const (
	ok         answer = "ok"
	notFound   answer = "not_found"
	superseded answer = "superseded"
	outdated   answer = "outdated_generation"
	forbidden  answer = "forbidden"
	refused    answer = "refused" // by the directory
)

// take makes one step. It is false where the party would not do that, or the
// bounds are reached.
func (r rules) take(d desk, s step) (desk, answer, bool) {
	switch s.act {
	case rotate, add, remove, admit, drop:
		return r.change(d, s)
	case refresh, refreshUnheard, send, sendUnheard:
		return r.write(d, s)
	case again:
		return r.again(d, s)
	case rewrap, spoil:
		return r.wrap(d, s)
	case read:
		if s.who.staff() && d.seen[s.who][s.talk] == d.threads[s.talk].newest() {
			return d, ok, false
		}
		if !d.may(s.who, s.talk) {
			return d, notFound, true
		}
		d.seen[s.who][s.talk] = d.threads[s.talk].newest()
		return d, ok, true
	case look:
		if d.view[s.who] == d.rolls-1 {
			return d, ok, false
		}
		return d.looked(s.who), ok, true
	case crash:
		return d.crashed(s.who)
	}
	return d, ok, false
}

// looked: the newest directory, and the keys that were sealed to a member.
func (d desk) looked(p party) desk {
	d.view[p] = d.rolls - 1
	if p.staff() && d.now().team.has(uint8(p)) {
		for g := range d.keys {
			if d.boxed[g].has(uint8(p)) {
				d.holds[p] = d.holds[p].with(g)
			}
		}
	}
	return d
}

// crashed: the device begins anew with what the server keeps for it.
func (d desk) crashed(p party) (desk, answer, bool) {
	if !d.now().team.has(uint8(p)) {
		return d, ok, false
	}
	before := d
	d.holds[p], d.lost[p] = 0, unanswered{}
	d = d.looked(p)
	for t := range talk(talks) {
		d.seen[p][t] = d.threads[t].newest()
	}
	return d, ok, d != before
}

// change is a batch of statements.
func (r rules) change(d desk, s step) (desk, answer, bool) {
	seen, now := d.sees(s.who), d.now()
	next, keyed := seen, s.act != admit && s.act != drop
	switch s.act {
	case add, admit:
		next.team = seen.team.with(uint8(s.whom))
	case remove, drop:
		next.team = seen.team.without(uint8(s.whom))
	}
	would := seen.team.has(uint8(s.who)) && (s.act == rotate || next.team != seen.team) &&
		(!keyed || d.holds[s.who].has(seen.key) && d.keys < mostKeys) && d.rolls < mostRolls
	if !would {
		return d, ok, false
	}
	switch {
	case !now.team.has(uint8(s.who)) && (r.has(membersOnly) || seen.list == now.list),
		s.act != rotate && seen.list != now.list && r.has(listFollows),
		keyed && seen.key != now.key && r.has(keyFollows),
		s.act == rotate && next.team != now.team && r.has(keyNamesMembers):
		return d, refused, true
	}
	if s.act == rotate {
		next = now // the list stays what it is; the boxes are for whom the signer saw
	} else {
		next.list = now.list + 1
		d.wanted = d.decided(s)
	}
	next.key = now.key
	if keyed {
		next.key = d.keys
		d = r.newKey(d, s, seen, next)
	}
	d.roll[d.rolls] = next
	d.rolls++
	d.view[s.who] = d.rolls - 1
	return d, ok, true
}

func (d *desk) decided(s step) set {
	if s.act == add || s.act == admit {
		return d.wanted.with(uint8(s.whom))
	}
	return d.wanted.without(uint8(s.whom))
}

// newKey seals a new secret of the team to the members that its signer knows of.
func (r rules) newKey(d desk, s step, seen, next roll) desk {
	members := next.team
	if s.act == rotate {
		members = seen.team
	}
	d.named[d.keys], d.boxed[d.keys], d.due[d.keys] = members, members, next.team
	if newcomers := members &^ d.named[seen.key]; r.has(newcomersGetAll) {
		d.holds[s.who].each(func(g uint8) { d.boxed[g] |= newcomers })
	}
	if members.has(uint8(s.who)) {
		d.holds[s.who] = d.holds[s.who].with(d.keys)
	}
	d.keys++
	return d
}

// write is a message or a conversation's next key, from what the writer has seen.
func (r rules) write(d desk, s step) (desk, answer, bool) {
	thread, under := &d.threads[s.talk], d.seen[s.who][s.talk]
	if under == unread || d.lost[s.who].what != none {
		return d, ok, false
	}
	request := unanswered{what: send, talk: s.talk, under: under}
	if s.act == refresh || s.act == refreshUnheard {
		if thread.count == mostThreads {
			return d, ok, false
		}
		request.what, request.key = refresh, d.sees(s.who).key
	} else if s.who.staff() && !d.holds[s.who].has(thread.key[under]) && thread.author[under] != s.who {
		return d, ok, false // it has no key to seal with
	}
	d, answer := r.receive(d, s.who, &request)
	if s.act == refreshUnheard || s.act == sendUnheard {
		d.lost[s.who] = request
		return d, answer, true
	}
	if answer == ok && request.what == refresh {
		d.seen[s.who][s.talk] = request.as
	}
	return d, answer, true
}

// receive is the server's part, for a request that comes for the first time.
func (r rules) receive(d desk, who party, q *unanswered) (desk, answer) {
	thread, now := &d.threads[q.talk], d.now().key
	switch {
	case !d.may(who, q.talk) && r.has(membersOnly):
		return d, notFound
	case q.what == refresh && q.under != thread.newest() && r.has(refreshFollows):
		return d, superseded
	case q.what == refresh && q.key != now && r.has(refreshToTeamsKey):
		return d, outdated
	case q.what == refresh && who.staff() && !d.named[now].has(uint8(who)) && r.has(authorHoldsKey):
		return d, forbidden
	case q.what == send && q.under != thread.newest() && r.has(sendUnderNewest),
		q.what == send && thread.key[thread.newest()] != now && r.has(sendUnderTeamsKey):
		return d, outdated
	case thread.count == mostThreads && q.what == refresh: // sent again at the bound
		return d, superseded
	}
	q.taken = true
	if !d.may(who, q.talk) {
		d.wrong = heardFormer
	}
	if q.what == refresh {
		if q.under != thread.newest() {
			d.wrong = forked
		}
		thread.key[thread.count], thread.author[thread.count] = q.key, who
		thread.wrap = unwrapped
		q.as = thread.count
		thread.count++
		return d.sealed(q.talk, q.as), ok
	}
	thread.said = thread.said.with(q.under)
	return d.sealed(q.talk, q.under), ok
}

// sealed notes when something was sealed to somebody who had left before the
// team's key was made.
func (d desk) sealed(t talk, generation uint8) desk {
	for p := ada; p <= cleo; p++ {
		if d.opens(p, t, generation) && !(d.now().team | d.due[d.now().key]).has(uint8(p)) {
			d.wrong = readByFormer
		}
	}
	return d
}

// again: what was taken gets the same answer, whatever has happened since; what
// was not is looked at as it is.
func (r rules) again(d desk, s step) (desk, answer, bool) {
	request := d.lost[s.who]
	if request.what == none {
		return d, ok, false
	}
	d.lost[s.who] = unanswered{}
	if request.taken {
		if !d.may(s.who, request.talk) && r.has(membersOnly) {
			return d, notFound, true
		}
		return d, ok, true
	}
	d, answer := r.receive(d, s.who, &request)
	return d, answer, true
}

// wrap leaves a wrap of conversation x's newest key, or rubbish in its place.
func (r rules) wrap(d desk, s step) (desk, answer, bool) {
	thread, under := &d.threads[s.talk], d.seen[s.who][s.talk]
	if under != thread.newest() || !d.holds[s.who].has(thread.key[under]) {
		return d, ok, false
	}
	left := wrapped
	if s.act == spoil {
		left = spoilt
	}
	if thread.wrap == left {
		return d, ok, false
	}
	if !d.may(s.who, s.talk) && r.has(membersOnly) {
		return d, notFound, true
	}
	thread.wrap = left
	return d, ok, true
}
