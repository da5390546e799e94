package demo

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// signEvery keeps the newest head young: customers are told about one that is
// older than a day.
const signEvery = time.Hour

// stayOnline keeps everybody's devices connected until ctx ends. The owner's
// does what a member online owes the others: admits who joined by an
// invitation, renews keys, signs the directory.
func (c *cast) stayOnline(ctx context.Context) {
	var all sync.WaitGroup
	for _, p := range c.people {
		all.Go(func() { c.attend(ctx, p) })
	}
	all.Wait()
}

// attend follows what happens on one person's device. What fails is tried again
// at the next event or, at the latest, within the hour.
func (c *cast) attend(ctx context.Context, p *person) {
	duty := newDuty(p)
	ticker := time.NewTicker(signEvery)
	defer ticker.Stop()
	for ctx.Err() == nil {
		session, end := context.WithCancel(ctx)
		events := p.agent.Live(session)
		for again := false; !again && ctx.Err() == nil; {
			select {
			case <-ctx.Done():
			case <-ticker.C:
				again = c.lookAfter(ctx, p, duty)
			case e := <-events:
				if e.Type == "directory" || e.Type == "reset" {
					again = c.lookAfter(ctx, p, duty)
				}
			}
		}
		end()
		for range events { // until the connection has ended
		}
	}
}

// lookAfter brings a device up to date; it reports whether the device signed in
// anew and has to connect again.
func (c *cast) lookAfter(ctx context.Context, p *person, d *duty) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	err := p.agent.Sync(ctx)
	var refused *client.Refusal
	if errors.As(err, &refused) && refused.Kind == "unauthenticated" {
		agent, failed := client.SignInWithRecoveryCode(ctx, c.server, p.email(), p.kit, client.Second{Password: p.password()}, client.Options{})
		if failed != nil {
			return false
		}
		p.agent = agent
		return true
	}
	if err == nil && p.handle == owner {
		// A race that is lost here is a race that somebody else has won.
		_ = d.do(ctx, p.agent)
	}
	return false
}

// duty is what the owner's device remembers between events.
type duty struct {
	served map[membership]bool // who is or was in which group: who left stays out
	size   int                 // of the directory when it was last signed
	signed time.Time
}

type membership struct{ group, account seal.ID }

func newDuty(p *person) *duty {
	d := &duty{served: map[membership]bool{}, size: p.agent.Directory().Size(), signed: time.Now()}
	d.note(p.agent.Directory())
	return d
}

func (d *duty) note(r *directory.Replay) {
	for _, group := range r.Groups() {
		for _, m := range r.Members(group.ID) {
			d.served[membership{group.ID, m.Account}] = true
		}
	}
}

func (d *duty) do(ctx context.Context, a *client.Agent) error {
	d.note(a.Directory())
	if err := d.admit(ctx, a); err != nil {
		return err
	}
	if _, err := a.RenewStale(ctx); err != nil {
		return err
	}
	size := a.Directory().Size()
	if size == d.size && time.Since(d.signed) < signEvery {
		return nil
	}
	if err := a.SignHead(ctx); err != nil {
		return err
	}
	d.size, d.signed = size, time.Now()
	return nil
}

// admit lets newcomers into the groups that their invitation named.
func (d *duty) admit(ctx context.Context, a *client.Agent) error {
	for _, account := range a.Directory().Accounts() {
		if account.Removed || !account.Invite.Present() {
			continue
		}
		invite, known := a.Directory().Invite(account.Invite.ID())
		if !known {
			continue
		}
		for _, g := range invite.Groups {
			key := membership{g.Group, account.ID}
			if d.served[key] || a.Directory().RoleIn(g.Group, a.Account()) == 0 {
				continue
			}
			if err := a.SetMember(ctx, g.Group, account.ID, g.Role); err != nil {
				return err
			}
			d.served[key] = true
		}
	}
	return nil
}
