package churn

import (
	"context"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

// ear hears what the server announces to somebody, over a socket that stays open.
type ear struct {
	stop  context.CancelFunc
	mu    sync.Mutex
	heard map[seal.ID]time.Time // of a conversation, last
}

func listen(ctx context.Context, a *client.Agent) *ear {
	ctx, stop := context.WithCancel(ctx)
	e := &ear{stop: stop, heard: map[seal.ID]time.Time{}}
	go func() {
		for event := range a.Live(ctx) {
			id := event.Thread
			if event.Conversation != nil {
				id = event.Conversation.ID
			}
			e.mu.Lock()
			e.heard[id] = time.Now()
			e.mu.Unlock()
		}
	}()
	return e
}

func (e *ear) last(id seal.ID) time.Time {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.heard[id]
}

// becomesMember, or is none any more: then nothing is answered from this moment on.
func (r *run) becomesMember(p *person, t *team, in bool) {
	r.t.Helper()
	t.members[p] = in
	delete(p.out, t)
	r.touched(t)
	if !in {
		r.isRefused(p, t)
	}
}

// isRefused: whoever is out is shown no conversation of a team.
func (r *run) isRefused(p *person, t *team) {
	r.t.Helper()
	a, is := p.player.(*agent)
	if !is {
		return // a browser is asked when it has heard of it
	}
	for _, talk := range r.world.talks {
		if talk.team != t {
			continue
		}
		if !a.refused(r.ctx, talk) {
			r.fail("%s is out, and is shown %s of %s", p.name, talk.id, t.name)
		}
		r.refused++
	}
}

// shut: an account that is shut out, or ended, gets nothing of any of its teams.
func (r *run) shut(p *person) {
	r.t.Helper()
	for _, t := range r.world.teams {
		if t.members[p] {
			r.isRefused(p, t)
		}
	}
}

// hearsNothing: who was out when everybody was last looked at has heard nothing of
// their conversations since, over the socket that they still hold.
func (r *run) hearsNothing(p *person, t *talk) {
	r.t.Helper()
	a, is := p.player.(*agent)
	if !is {
		return
	}
	if since, was := p.out[t.team]; was && a.heard.last(t.id).After(since) {
		r.fail("%s is out since %s, and has heard of %s of %s", p.name, since, t.id, t.team.name)
	}
}

// rest is for those who left long ago, and conversations that have become long: they
// are looked at once more when the day ends.
func (r *run) rest() {
	r.t.Helper()
	now := time.Now()
	gone := 0
	for i := len(r.world.staff) - 1; i >= 0; i-- {
		p := r.world.staff[i]
		for _, t := range r.world.teams {
			if _, was := p.out[t]; !was && (p.gone || !t.members[p]) {
				p.out[t] = now
			}
		}
		if p.gone {
			gone++
		}
		if gone > mostGone {
			r.ends(p)
			r.world.staff = append(r.world.staff[:i:i], r.world.staff[i+1:]...)
			gone--
		}
	}
	for i := len(r.world.talks) - 1; i >= 0; i-- {
		t := r.world.talks[i]
		if len(t.lines) < longTalk || t.customer.offline {
			continue
		}
		r.ends(t.customer)
		r.world.rested = append(r.world.rested, t)
		r.world.talks = append(r.world.talks[:i:i], r.world.talks[i+1:]...)
	}
}

const (
	mostGone = 4
	longTalk = 60 // lines
)

func (r *run) ends(p *person) {
	r.t.Helper()
	switch player := p.player.(type) {
	case *agent:
		player.heard.stop()
	case *page:
		r.must(r.pages.do(r.ctx, nil, "do", "end", "who", p.name))
	}
}

// everythingOnceMore: staff read the conversations of the whole day.
func (r *run) everythingOnceMore() {
	r.t.Helper()
	for _, t := range r.world.rested {
		for _, p := range r.world.members(t.team) {
			r.reads(p, t)
		}
	}
}
