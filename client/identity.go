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
	salt, err := seal.NewSecret(v.options.Random)
	if err != nil {
		return nil, err
	}
	in := struct {
		Token string  `json:"token"`
		Salt  seal.ID `json:"salt"`
	}{token, seal.ID(salt)}
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

// Choose replaces a document of the organisation's settings, as an owner who has
// just proven two factors. Version is that of the one it replaces, 0 for the first.
func (a *Agent) Choose(ctx context.Context, name string, version uint64, value json.RawMessage) error {
	in := struct {
		Version uint64          `json:"version"`
		Value   json.RawMessage `json:"value"`
	}{version, value}
	return a.transport.put(ctx, "/settings/"+name, in, nil)
}
