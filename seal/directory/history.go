package directory

import (
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// This file is about everybody who was handed a team's key since some generation
// of it (section 4.3): who could read what was sealed under that one and those
// after it.

// Colleague is somebody who was handed a key of the team, with all keys that they
// had.
type Colleague struct {
	Account seal.ID
	Name    string        // the newest
	Keys    []AccountKeys // oldest first
	// Left is when they left the team, and Removed when their account was, Unix
	// seconds; 0 for not.
	Left, Removed uint64
}

// AccountKeys are the keys of an account from a time on.
type AccountKeys struct {
	Since    uint64 // Unix seconds
	Identity seal.PublicKey
	Sealing  seal.SealingPublicKey
}

// History is what a proof says of an inbox's team since one of its generations.
type History struct {
	Proven
	// Generations are all of them from that one on, oldest first.
	Generations []GenerationState
	// Colleagues are who was handed one of them, by account.
	Colleagues map[seal.ID]Colleague
}

// VerifyHistory checks a proof as VerifyProof does, and that it shows the team's
// generations from oldest on, none left out, and everybody who was handed one. Such
// a proof was asked for with also naming oldest.
func VerifyHistory(wire []byte, q Question, oldest seal.ID) (History, error) {
	v, proven, err := verifyProof(wire, q)
	if err != nil {
		return History{}, err
	}
	h := History{Proven: proven, Colleagues: map[seal.ID]Colleague{}}
	if h.Generations, err = v.generationsFrom(proven.Group, oldest); err != nil {
		return History{}, err
	}
	for _, generation := range h.Generations {
		for _, box := range generation.Boxes {
			if _, known := h.Colleagues[box.Account]; known {
				continue
			}
			colleague, err := v.colleague(proven.Group, box.Account)
			if err != nil {
				return History{}, err
			}
			h.Colleagues[box.Account] = colleague
		}
	}
	return h, nil
}

// generation adds a generation of the inbox's group, those after it, and everybody
// who was handed one of them.
func (b *proofBuilder) generation(group seal.ID, oldest seal.ID) error {
	var handed []seal.ID
	unseen := map[seal.ID]bool{}
	err := b.back(TypeGeneration, group, func(s Statement) bool {
		for _, box := range s.Content.(*Generation).Boxes {
			if !unseen[box.Account] {
				unseen[box.Account], handed = true, append(handed, box.Account)
			}
		}
		return s.id == oldest
	})
	if err != nil {
		return err
	}
	// One way back for all of them: whoever was handed a key was a member then.
	err = b.back(TypeMember, group, func(s Statement) bool {
		for _, member := range s.Content.(*Members).List {
			delete(unseen, member.Account)
		}
		return len(unseen) == 0
	})
	if err != nil {
		return err
	}
	for _, account := range handed {
		if err := b.addSlot(TypeAccount, account); err != nil {
			return err
		}
		if err := b.accountHistory(account, len(b.r.wires)); err != nil {
			return err
		}
	}
	return nil
}

// generationsFrom are a group's generations from oldest to the newest, which is
// proven: each names the one before it, so that none can be left out.
func (v *verifier) generationsFrom(group, oldest seal.ID) ([]GenerationState, error) {
	var out []GenerationState
	v.walk(Slot{TypeGeneration, group}, func(s, _ Statement) bool {
		content, ok := s.Content.(*Generation)
		if !ok {
			return false
		}
		state := GenerationState{ID: s.id, Group: group, Generation: *content, Time: s.Time}
		for _, signature := range s.Signatures {
			if signature.Kind == ByDeviceKey && state.Author.IsZero() {
				state.Author = signature.Ref
			}
		}
		out = append(out, state)
		return s.id != oldest
	})
	slices.Reverse(out)
	if len(out) == 0 || out[0].ID != oldest {
		return nil, unproven("it lacks a generation of the team's key")
	}
	for i, generation := range out {
		if generation.Number != out[0].Number+uint64(i) { //nolint:gosec // an index
			return nil, unproven("generations of the team's key are not numbered one by one")
		}
	}
	return out, nil
}

// colleague is an account with all of its keys, each checked back to the account's
// making.
func (v *verifier) colleague(group, account seal.ID) (Colleague, error) {
	c := Colleague{Account: account}
	checked := false
	var failed error
	v.walk(Slot{TypeAccount, account}, func(s, _ Statement) bool {
		switch content := s.Content.(type) {
		case *Removal:
			c.Removed = s.Time
		case *Account:
			if !checked {
				_, failed = v.lineage(account, s)
				checked, c.Name = true, content.Name
			}
			c.Keys = append(c.Keys, AccountKeys{Since: s.Time, Identity: content.Identity, Sealing: content.Sealing})
		}
		return failed == nil
	})
	if failed == nil && !checked {
		failed = unproven("it lacks the account of somebody who was handed the team's key")
	}
	slices.Reverse(c.Keys)
	_, c.Left = v.membership(group, account)
	return c, failed
}
