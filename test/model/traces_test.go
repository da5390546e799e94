package model

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/test/play"
)

// play runs a trace on the model and on the server, and compares what the server
// says and what everybody can open after each step.
func (s *stage) play(t trace) {
	s.t.Helper()
	s.begin()
	d := opening()
	s.compare(&d, t[:0])
	for i, step := range t {
		next, want, would := allRules.take(d, step)
		if !would {
			s.t.Fatalf("the model would not do step %d:\n%s", i+1, t)
		}
		if got := s.perform(step); got != want {
			s.t.Fatalf("the server says %q where the model says %q:\n%s", got, want, t[:i+1])
		}
		d = next
		s.compare(&d, t[:i+1])
	}
	s.everybodyReads(&d, t)
}

// compare: what each party can open, with everything that was ever sealed to it,
// and what its device holds.
func (s *stage) compare(d *desk, so trace) {
	s.t.Helper()
	for t := range talk(talks) {
		if got := len(s.talks[t].generations); got != int(d.threads[t].count) {
			s.t.Fatalf("%s has %d keys and %d in the model:\n%s", t, got, d.threads[t].count, so)
		}
		for p := range parties {
			for g := range d.threads[t].count {
				if got, want := s.opens(p, t, int(g)), d.opens(p, t, g); got != want {
					s.t.Fatalf("%s opens generation %d of %s: %v, and %v in the model:\n%s", p, g, t, got, want, so)
				}
			}
		}
	}
	for p := ada; p <= cleo; p++ {
		var held set
		for number := range s.hands[p].secrets {
			held = held.with(uint8(number - 1))
		}
		if held != d.holds[p] {
			s.t.Fatalf("%s's device holds the keys %b of the team and %b in the model:\n%s", p, held, d.holds[p], so)
		}
	}
}

// everybodyReads: at the end each reads through the server what the model says.
func (s *stage) everybodyReads(d *desk, so trace) {
	s.t.Helper()
	for t := range talk(talks) {
		var all []string
		for _, m := range s.talks[t].messages {
			all = append(all, m.text)
		}
		for p := range parties {
			switch {
			case !d.may(p, t):
				if _, said := s.hands[p].entries(t); said != notFound {
					s.t.Fatalf("%s may not read %s and is answered %s:\n%s", p, t, said, so)
				}
			case p.staff() && !d.due[d.now().key].has(uint8(p)): // waits for a key
			default:
				if got := s.hands[p].readsAll(t); !slices.Equal(got, all) {
					s.t.Fatalf("%s reads %q of %s, and said was %q:\n%s", p, got, t, all, so)
				}
			}
		}
	}
}

// ways are traces that try every step in every state that is so many steps away.
func ways(depth int) []trace {
	e := newExplorer(allRules, alphabet())
	known := map[desk]bool{opening(): true}
	edge := []struct {
		at  desk
		way trace
	}{{at: opening()}}
	var all []trace
	for range depth {
		next := edge[:0:0]
		for _, from := range edge {
			for _, s := range e.steps {
				after, _, would := allRules.take(from.at, s)
				if !would {
					continue
				}
				way := append(slices.Clone(from.way), s)
				all = append(all, way)
				if !known[after] {
					known[after] = true
					next = append(next, struct {
						at  desk
						way trace
					}{after, way})
				}
			}
		}
		edge = next
	}
	return longest(all)
}

// longest leaves out what another trace begins with.
func longest(all []trace) []trace {
	begun := map[string]bool{}
	for _, t := range all {
		begun[fmt.Sprint(t[:len(t)-1])] = true
	}
	return slices.DeleteFunc(all, func(t trace) bool { return begun[fmt.Sprint(t)] })
}

// wander is a random trace: steps of the alphabet that its party would do.
func wander(random *rand.Rand, length int) trace {
	steps := alphabet()
	d := opening()
	var t trace
	for tries := 0; len(t) < length && tries < 50*length; tries++ {
		s := steps[random.IntN(len(steps))]
		if after, _, would := allRules.take(d, s); would {
			t, d = append(t, s), after
		}
	}
	return t
}

// several plays traces, with a new server now and then: the directory grows.
func several(t *testing.T, all []trace) (steps int) {
	t.Helper()
	for batch := range slices.Chunk(all, 25) {
		t.Run("", func(t *testing.T) {
			s := newStage(t)
			for _, each := range batch {
				s.play(each)
				steps += len(each)
			}
		})
	}
	return steps
}

func TestTheServerDoesWhatTheModelSaysOnEveryShortWay(t *testing.T) {
	all := ways(2)
	if !play.Long() {
		// A part, another one each time: a prime step visits every kind of trace.
		first := play.Random(play.Seed(t, shortSeed)).IntN(37)
		var some []trace
		for i := first; i < len(all); i += 37 {
			some = append(some, all[i])
		}
		all = some
	}
	began := time.Now()
	steps := several(t, all)
	t.Logf("%d traces, %d steps, %s", len(all), steps, time.Since(began).Round(time.Millisecond))
}

func TestTheServerDoesWhatTheModelSaysOnLongWays(t *testing.T) {
	count, length := 12, 22
	if play.Long() {
		count, length = 500, 60
	}
	random := play.Random(play.Seed(t, shortSeed))
	var all []trace
	for range count {
		all = append(all, wander(random, length))
	}
	began := time.Now()
	steps := several(t, all)
	t.Logf("%d traces, %d steps, %s", len(all), steps, time.Since(began).Round(time.Millisecond))
}

// The attack that the model finds without a rule does not work on the server. The
// trace ends where the server first says no; until then it goes as in the model.
func TestTheServerStopsEachAttack(t *testing.T) {
	s := newStage(t)
	for each := rule(1); each < lastRule; each <<= 1 {
		s.play(possible(attackWithout(t, each).trace))
	}
}

// possible leaves out the steps of a trace that nobody would do with all rules.
func possible(t trace) trace {
	d := opening()
	var out trace
	for _, s := range t {
		if after, _, would := allRules.take(d, s); would {
			out, d = append(out, s), after
		}
	}
	return out
}
