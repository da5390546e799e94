package model

import "fmt"

// The bounds of what is looked at.
const (
	mostRolls   = 6 // states of the directory
	mostKeys    = 4 // generations of the team's key
	mostThreads = 4 // generations of a conversation's key
)

// party is who acts.
type party uint8

// The parties. Ada and Ben manage the team while they are in it; Xavi and Yara
// are customers, each with the conversation of the same place.
const (
	ada party = iota
	ben
	cleo
	xavi
	yara
	parties
)

func (p party) String() string { return [...]string{"Ada", "Ben", "Cleo", "Xavi", "Yara"}[p] }
func (p party) staff() bool    { return p <= cleo }

// talk is a conversation.
type talk uint8

const talks = 2

func (t talk) String() string { return [...]string{"x", "y"}[t] }

// set is a set of staff, or of numbers of keys.
type set uint8

func one[T ~uint8](member T) set       { return 1 << member }
func (s set) has(member uint8) bool    { return s&(1<<member) != 0 }
func (s set) with(member uint8) set    { return s | 1<<member }
func (s set) without(member uint8) set { return s &^ (1 << member) }
func (s set) each(visit func(member uint8)) {
	for i := range uint8(8) {
		if s.has(i) {
			visit(i)
		}
	}
}

// unread: a party that has not read a conversation yet.
const unread = 255

// roll is one state of the directory.
type roll struct {
	team set   // the members
	list uint8 // how often the list of members has changed
	key  uint8 // the team's newest key
}

// wrap is what lies beside the newest key of a conversation.
type wrap uint8

const (
	unwrapped wrap = iota
	wrapped
	spoilt
)

// thread is one conversation as the server has it.
type thread struct {
	count  uint8
	key    [mostThreads]uint8 // the team's key that each generation is sealed to
	author [mostThreads]party // who made it, and knows it
	said   set                // the generations under which something was said
	wrap   wrap
}

func (t *thread) newest() uint8 { return t.count - 1 }

// unanswered is a request whose answer was lost: its bytes are sent again.
type unanswered struct {
	what  act // none, send or refresh
	talk  talk
	under uint8 // the conversation's generation that it was made under
	key   uint8 // of a refresh: the team's key that it seals to
	taken bool
	as    uint8 // of a refresh that was taken: its generation
}

// desk is one state: the server's, and what each party has in its hands.
type desk struct {
	rolls   uint8
	roll    [mostRolls]roll
	keys    uint8
	named   [mostKeys]set // whom the statement of a team's key names
	due     [mostKeys]set // who was in the team when it was taken in
	boxed   [mostKeys]set // to whom its secret was ever sealed
	threads [talks]thread
	wanted  set // who should be in the team, by everybody's decisions

	view  [parties]uint8        // the state of the directory that each has seen
	holds [cleo + 1]set         // the team's secrets on each staff device
	seen  [parties][talks]uint8 // the generation of each conversation that each has seen
	lost  [parties]unanswered

	wrong wrong
}

// wrong is what must never be. The zero value is that nothing is.
type wrong uint8

const (
	nothing wrong = iota
	readByFormer
	undone
	forked
	heardFormer
)

func (w wrong) String() string {
	return [...]string{
		"nothing", "somebody who had left before the key changed can open what is sealed now",
		"a decision about members was undone by somebody who had not seen it", "a conversation has two keys after the same one",
		"somebody who is no reader was heard",
	}[w]
}

// opening is a team of Ada and Ben with its first key, and two conversations.
func opening() desk {
	d := desk{rolls: 1, keys: 1}
	d.roll[0] = roll{team: one(ada) | one(ben)}
	first := d.roll[0].team
	d.named[0], d.due[0], d.boxed[0], d.wanted = first, first, first, first
	for t := range talk(talks) {
		customer := xavi + party(t)
		d.threads[t] = thread{count: 1, said: 1}
		d.threads[t].author[0] = customer
		for p := range parties {
			if p != ada && p != ben && p != customer {
				d.seen[p][t] = unread
			}
		}
	}
	d.holds[ada], d.holds[ben] = 1, 1
	return d
}

func (d *desk) now() roll         { return d.roll[d.rolls-1] }
func (d *desk) sees(p party) roll { return d.roll[d.view[p]] }
func (d *desk) may(p party, t talk) bool {
	return p == xavi+party(t) || p.staff() && d.now().team.has(uint8(p))
}

// opens: the party can open a conversation's generation, given every box that was
// ever sealed to it and all of the server's data.
func (d *desk) opens(p party, t talk, generation uint8) bool {
	thread := &d.threads[t]
	if !p.staff() {
		return p == xavi+party(t)
	}
	return thread.author[generation] == p || d.boxed[thread.key[generation]].has(uint8(p))
}

// check looks at what must hold in every state.
func (d *desk) check(rules rules) error {
	if d.wrong != nothing {
		return fmt.Errorf("%s", d.wrong)
	}
	if d.now().team&^d.wanted != 0 {
		return fmt.Errorf("%s", undone)
	}
	// Who is in the team and was handed its key reads everything.
	for p := ada; p <= cleo; p++ {
		if !(d.now().team & d.due[d.now().key]).has(uint8(p)) {
			continue
		}
		for t := range talk(talks) {
			for g := range d.threads[t].count {
				if !d.opens(p, t, g) {
					return fmt.Errorf("%s is in the team and cannot open generation %d of %s", p, g, t)
				}
			}
			if d.threads[t].wrap == spoilt && !rules.has(badWrapFallsBack) {
				return fmt.Errorf("%s cannot open %s by the wrap that lies there", p, t)
			}
		}
	}
	return nil
}
