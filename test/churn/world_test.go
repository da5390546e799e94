package churn

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// world is what the test knows by itself: who is in which team, and who said what.
type world struct {
	teams []*team
	staff []*person
	talks []*talk
	// rested are long conversations that nobody goes on with.
	rested []*talk
	said   int
}

type team struct {
	name         string
	group, inbox seal.ID
	members      map[*person]bool
}

// person is a member of the staff, or a customer.
type person struct {
	name    string
	player  player
	account seal.ID // of staff
	code    string  // recovery code, of staff in browsers
	inbox   *team   // of a customer
	gone    bool
	offline bool
	out     map[*team]time.Time // since when somebody is surely out
}

// talk is a conversation and its notes, as they should be read.
type talk struct {
	id       seal.ID
	team     *team
	customer *person
	lines    []*line
}

type line struct {
	by    *person
	text  string
	note  bool
	gone  bool // taken back
	waits bool // on its writer's device, for a connection
	file  []byte
}

// readers are who may read a conversation now.
func (w *world) readers(t *talk) []*person {
	return append(w.members(t.team), t.customer)
}

// members are a team's, without who left the organisation.
func (w *world) members(t *team) []*person {
	return slices.DeleteFunc(slices.Clone(w.staff), func(p *person) bool { return p.gone || !t.members[p] })
}

func (w *world) inATeam(p *person) bool {
	return slices.ContainsFunc(w.teams, func(t *team) bool { return t.members[p] })
}

// others are the staff, former ones too, who may not read a conversation.
func (w *world) others(t *talk) []*person {
	return slices.DeleteFunc(slices.Clone(w.staff), func(p *person) bool { return !p.gone && t.team.members[p] })
}

// want is what a reader should see of a conversation.
func (t *talk) want(reader *person) []string {
	out := []string{}
	for _, l := range t.lines {
		if !l.gone && (!l.note || reader != t.customer) && (!l.waits || reader == l.by) {
			out = append(out, l.text)
		}
	}
	return out
}

// text is a text that nobody has said before.
func (w *world) text(by *person, what string) string {
	w.said++
	return fmt.Sprintf("%s %d by %s", what, w.said, by.name)
}

func (t *talk) add(l *line) { t.lines = append(t.lines, l) }

// own are the lines of a person that can still be changed.
func (t *talk) own(p *person) []*line {
	return slices.DeleteFunc(slices.Clone(t.lines), func(l *line) bool { return l.by != p || l.gone || l.note || l.waits })
}

func sorted(texts []string) []string {
	out := slices.Clone(texts)
	slices.Sort(out)
	return out
}

// difference says what is missing and what is too much.
func difference(got, want []string) string {
	var out []string
	for _, text := range want {
		if !slices.Contains(got, text) {
			out = append(out, "lacks "+text)
		}
	}
	for _, text := range got {
		if !slices.Contains(want, text) {
			out = append(out, "shows "+text)
		}
	}
	if len(out) == 0 {
		return fmt.Sprintf("shows %d and not %d", len(got), len(want))
	}
	return strings.Join(out, "; ")
}
