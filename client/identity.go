package client

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// Website asks the organisation's own server for a token that says who is signed
// in there, for this challenge and this visitor device.
type Website func(challenge, device seal.ID) (token string, err error)

// Prove shows who the customer is by a token of the organisation's website (§15).
// What comes back goes to the readers with Send, or with a new conversation's
// first words; the server keeps a commitment of it alone.
func (v *Visitor) Prove(ctx context.Context, website Website) (*seal.Identity, error) {
	salt, err := seal.NewSecret(v.options.Random)
	if err != nil {
		return nil, err
	}
	return v.prove(ctx, website, seal.ID(salt))
}

// Answer shows, in the conversation, who the customer is to whom asked for it.
func (v *Visitor) Answer(ctx context.Context, in *Thread, asked Asked, website Website) error {
	seed, err := seal.NewSecret(v.options.Random)
	if err != nil {
		return err
	}
	who, err := v.prove(ctx, website, asked.Ask.Salt(seal.ID(seed)))
	if err != nil {
		return err
	}
	if _, err := in.Send(ctx, who); err != nil {
		return err
	}
	_, err = in.Send(ctx, &seal.IdentityAnswer{Target: asked.Logical, Seed: seal.Some(seal.ID(seed))})
	return err
}

func (v *Visitor) prove(ctx context.Context, website Website, salt seal.ID) (*seal.Identity, error) {
	var given struct {
		Challenge seal.ID `json:"challenge"`
	}
	if err := v.transport.post(ctx, "/visitor/challenges", nil, &given); err != nil {
		return nil, err
	}
	token, err := website(given.Challenge, v.ID())
	if err != nil {
		return nil, err
	}
	in := struct {
		Token string  `json:"token"`
		Salt  seal.ID `json:"salt"`
	}{token, salt}
	var out struct {
		Attestation                     []byte
		Source, Identifier, Email, Name string
	}
	if err := v.transport.post(ctx, "/visitor/proofs", in, &out); err != nil {
		return nil, err
	}
	identity := &seal.Identity{Attestation: out.Attestation, Salt: in.Salt, Source: out.Source, Identifier: out.Identifier, Email: out.Email, Name: out.Name}
	// What the server attests is what the readers will check: not sent if it fails here.
	_, err = identity.Check(seal.Claim{Org: v.proven.Org, Device: v.ID(), Received: v.unix(), ServerKey: v.receiptKey})
	return identity, err
}

// BeginAs opens a conversation with who the customer is before its first words.
func (v *Visitor) BeginAs(ctx context.Context, who *seal.Identity, text, language string) (*Thread, error) {
	return v.beginWith(ctx, []seal.Content{who}, text, language)
}

// Shown is what a customer showed of who they are, checked.
type Shown struct {
	Sequence    uint64
	Device      seal.ID
	Identity    seal.Identity
	Attestation seal.Attestation
}

// Shown is every proof in the thread that holds, oldest first: of a customer's own
// device, under a server key of the directory, at the time of its receipt. Others
// are passed over: they prove nothing, and must not stop a conversation.
func (t *Thread) Shown() []Shown {
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Shown
	for _, e := range t.entries {
		m := e.Message
		if m == nil || !t.view.isVisitor(m.Sender) {
			continue
		}
		identity, ok := m.Body.Content.(*seal.Identity)
		if !ok {
			continue
		}
		a, err := identity.Check(seal.Claim{Org: t.view.org, Device: m.Sender, Received: m.Received, ServerKey: t.view.receiptKey})
		if err == nil {
			out = append(out, Shown{m.Sequence, m.Sender, *identity, a})
		}
	}
	return slices.Clip(out)
}

// AskIdentity asks the customer of a conversation to show who they are, at this level
// or above, and why.
func (a *Agent) AskIdentity(ctx context.Context, in *Thread, level seal.Level, reason string) error {
	names := map[seal.Level]string{seal.LevelEmail: "email", seal.LevelToken: "token"}
	var given struct {
		Until uint64 `json:"until"`
	}
	if err := a.transport.post(ctx, "/conversations/"+in.ID().Hex()+"/asks", map[string]string{"level": names[level]}, &given); err != nil {
		return err
	}
	challenge, err := seal.NewSecret(a.options.Random)
	if err != nil {
		return err
	}
	_, err = in.Send(ctx, &seal.IdentityAsk{Level: level, Challenge: seal.ID(challenge), Until: given.Until, Reason: reason})
	return err
}

// Asked is a question who the customer is, and what came of it.
type Asked struct {
	Logical  seal.ID16
	By       seal.ID // device
	Ask      seal.IdentityAsk
	Answered bool   // the customer said something to it
	Shown    *Shown // who they are, if that is it
}

// Asked is every question of staff in the thread, oldest first, with the customer's
// answer: whoever would not may still do. What does not hold is no answer.
func (t *Thread) Asked() []Asked {
	shown := t.Shown()
	t.mu.Lock()
	defer t.mu.Unlock()
	var out []Asked
	for _, e := range t.entries {
		m := e.Message
		if m == nil {
			continue
		}
		switch content := m.Body.Content.(type) {
		case *seal.IdentityAsk:
			if !t.view.isVisitor(m.Sender) {
				out = append(out, Asked{Logical: m.Body.Logical, By: m.Sender, Ask: *content})
			}
		case *seal.IdentityAnswer:
			i := slices.IndexFunc(out, func(a Asked) bool { return a.Logical == content.Target && a.Shown == nil })
			if i < 0 || !t.view.isVisitor(m.Sender) {
				continue
			}
			for _, s := range shown {
				if s.Device == m.Sender && s.Sequence < m.Sequence && out[i].Ask.Answers(content, &s.Identity, s.Attestation.Level, m.Received) {
					out[i].Shown = &s
				}
			}
			out[i].Answered = out[i].Answered || out[i].Shown != nil || !content.Seed.Present()
		}
	}
	return out
}

// Choose replaces a document of the organisation's settings, as an owner who has
// just proven two factors. Version is that of the one it replaces, 0 for the first.
func (a *Agent) Choose(ctx context.Context, name string, version uint64, value json.RawMessage) error {
	in := struct {
		Version uint64          `json:"version"`
		Value   json.RawMessage `json:"value"`
	}{version, value}
	return a.transport.put(ctx, "/settings/"+name, in, nil)
}
