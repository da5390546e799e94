package model

import (
	"fmt"
	"hash/maphash"
	"strings"
)

// trace is a way from the opening.
type trace []step

func (t trace) String() string {
	lines := make([]string, len(t))
	for i, s := range t {
		lines[i] = fmt.Sprintf("  %2d. %s", i+1, s)
	}
	return strings.Join(lines, "\n")
}

// explorer visits every state up to a depth, each once, the nearest first.
type explorer struct {
	rules rules
	steps []step
	seed  maphash.Seed
	known map[uint64]struct{}
	from  []origin // how each state was first reached
	taken int      // steps tried
}

type origin struct {
	parent uint32
	step   uint8
}

type reached struct {
	at    uint32
	state desk
}

// attack is a state that must not be, and the shortest way to it.
type attack struct {
	what  error
	trace trace
}

func newExplorer(r rules, steps []step) *explorer {
	e := &explorer{rules: r, steps: steps, seed: maphash.MakeSeed(), known: map[uint64]struct{}{}}
	return e
}

// explore gives the first attack that it finds, or nil; most bounds the states.
func (e *explorer) explore(depth, most int) (*attack, int) {
	first := opening()
	e.known[maphash.Comparable(e.seed, first)] = struct{}{}
	e.from = append(e.from, origin{})
	edge := []reached{{0, first}}
	for deep := range depth {
		var next []reached
		for _, at := range edge {
			for i, s := range e.steps {
				after, _, would := e.rules.take(at.state, s)
				if !would {
					continue
				}
				e.taken++
				hash := maphash.Comparable(e.seed, after)
				if _, before := e.known[hash]; before {
					continue
				}
				e.known[hash] = struct{}{}
				e.from = append(e.from, origin{at.at, uint8(i)})
				place := uint32(len(e.from) - 1)
				if err := after.promises(e.rules); err != nil {
					return &attack{err, e.way(place)}, deep + 1
				}
				next = append(next, reached{place, after})
			}
			if len(e.from) >= most {
				return nil, deep
			}
		}
		edge = next
	}
	return nil, depth
}

func (e *explorer) way(at uint32) trace {
	var back trace
	for at != 0 {
		back = append(back, e.steps[e.from[at].step])
		at = e.from[at].parent
	}
	for i, j := 0, len(back)-1; i < j; i, j = i+1, j-1 {
		back[i], back[j] = back[j], back[i]
	}
	return back
}

// promises are what must hold now, and that whoever may write can.
func (d *desk) promises(r rules) error {
	if err := d.check(r); err != nil {
		return err
	}
	for p := range parties {
		for t := range talk(talks) {
			if err := d.canWrite(r, p, t); err != nil {
				return err
			}
		}
	}
	return nil
}

// canWrite: who looks, reads, refreshes if need be and sends, has sent.
func (d *desk) canWrite(r rules, p party, t talk) error {
	after := *d
	now := after.now()
	if !after.may(p, t) || p.staff() && !after.due[now.key].has(uint8(p)) {
		return nil
	}
	after.lost[p] = unanswered{}
	after = after.looked(p)
	after.seen[p][t] = after.threads[t].newest()
	if after.threads[t].key[after.threads[t].newest()] != now.key {
		if after.threads[t].count == mostThreads {
			return nil
		}
		next, said, _ := r.take(after, step{act: refresh, who: p, talk: t})
		if said != ok {
			return fmt.Errorf("%s has looked and cannot refresh %s: %s", p, t, said)
		}
		after = next
	}
	if _, said, would := r.take(after, step{act: send, who: p, talk: t}); !would || said != ok {
		return fmt.Errorf("%s has looked and cannot write in %s: %s", p, t, said)
	}
	return nil
}
