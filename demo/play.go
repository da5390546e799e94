package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

// playedAtOnce is how many conversations are played at the same time.
const playedAtOnce = 4

// play plays the scripts.
func (c *cast) play(ctx context.Context, scripts []script, p *progress) error {
	p.step("Letting customers write")
	var jobs []func() error
	for _, s := range scripts {
		jobs = append(jobs, func() error {
			if err := c.perform(ctx, s); err != nil {
				return fmt.Errorf("conversation %.40q: %w", s.first, err)
			}
			p.tick()
			return nil
		})
	}
	return together(playedAtOnce, jobs)
}

// scene is one conversation while it is being played.
type scene struct {
	cast   *cast
	script script
	talk   *client.Thread            // on the customer's device
	desks  map[string]*client.Thread // on a staff device, by handle
}

func (c *cast) perform(ctx context.Context, s script) error {
	visitor, err := client.OpenVisitor(ctx, c.server, c.org, c.inboxes[s.inbox], nil, client.Options{})
	if err != nil {
		return err
	}
	shown, err := c.shown(s.before)
	if err != nil {
		return err
	}
	talk, err := visitor.Begin(ctx, shown, s.first, s.language)
	if err != nil {
		return err
	}
	if s.customer != "" {
		if _, err := talk.Send(ctx, profile(s)); err != nil {
			return err
		}
	}
	on := &scene{cast: c, script: s, talk: talk, desks: map[string]*client.Thread{}}
	for _, step := range s.then {
		if err := on.act(ctx, step); err != nil {
			return err
		}
	}
	return nil
}

func profile(s script) *seal.Profile {
	fields := []seal.Field{{Name: "name", Value: s.customer}}
	if s.email != "" {
		fields = append(fields, seal.Field{Name: "email", Value: s.email})
	}
	return &seal.Profile{Fields: fields}
}

// shown is what the assistant showed on the customer's device: only words that
// stand in an approved article.
func (c *cast) shown(turns []turn) ([]seal.Turn, error) {
	var out []seal.Turn
	at := uint64(time.Now().UnixMilli())
	for _, t := range turns {
		out = append(out, seal.Turn{Who: "visitor", Text: t.asked, Time: at})
		if t.article == "" {
			continue
		}
		a, known := c.library[t.article]
		if !known {
			return nil, fmt.Errorf("no article is called %q", t.article)
		}
		quote := seal.Quote{Article: a.ID, Version: a.Version, Title: a.Title, Quote: opening(a)}
		out = append(out, seal.Turn{Who: "assistant", Text: quote.Quote, Time: at, Articles: []seal.Quote{quote}})
	}
	return out, nil
}

func (s *scene) act(ctx context.Context, step step) error {
	switch step.act {
	case customerWrites:
		_, err := s.talk.Say(ctx, step.text, s.script.language)
		return err
	case customerReads:
		if _, err := s.talk.Fetch(ctx); err != nil {
			return err
		}
		return s.talk.MarkRead(ctx)
	}
	who, err := s.cast.person(step.who)
	if err != nil {
		return err
	}
	who.mu.Lock()
	defer who.mu.Unlock()
	return s.staffActs(ctx, who, step)
}

// staffActs lets somebody on staff do something. The person's lock is held.
func (s *scene) staffActs(ctx context.Context, who *person, step step) error {
	switch step.act {
	case staffWrites:
		thread, err := s.opened(ctx, who)
		if err != nil {
			return err
		}
		if err := thread.MarkRead(ctx); err != nil {
			return err
		}
		_, err = thread.Say(ctx, step.text, s.script.language)
		return err
	case staffNotes:
		thread, err := s.opened(ctx, who)
		if err != nil {
			return err
		}
		_, err = who.agent.Note(ctx, thread, step.text)
		return err
	case staffClaims:
		_, err := who.agent.Act(ctx, s.talk.ID(), "claim")
		return err
	case staffCloses:
		_, err := who.agent.Act(ctx, s.talk.ID(), "close")
		return err
	case staffAssigns:
		whom, err := s.cast.person(step.text)
		if err != nil {
			return err
		}
		account := whom.agent.Account()
		_, err = who.agent.Assign(ctx, s.talk.ID(), &account)
		return err
	}
	return fmt.Errorf("nobody knows how to play act %d", step.act)
}

// opened is the conversation on the person's device, with everything new.
func (s *scene) opened(ctx context.Context, who *person) (*client.Thread, error) {
	if thread, ok := s.desks[who.handle]; ok {
		_, err := thread.Fetch(ctx)
		return thread, err
	}
	thread, err := who.agent.Open(ctx, s.talk.ID())
	if err == nil {
		s.desks[who.handle] = thread
	}
	return thread, err
}
