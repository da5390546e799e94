package directory

import (
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// This file follows authority by signatures alone, from genesis down, for who
// does not replay the log (section 4.3).

// lineage checks an account from a given statement back to the one that made
// it, each change signed by the identity before, and gives the making one. The
// account id commits to it, so no identity can be slipped in.
func (v *verifier) lineage(account seal.ID, s Statement) (Statement, error) {
	for range maxSteps {
		content, ok := s.Content.(*Account)
		if !ok || s.ObjectID() != account {
			return Statement{}, unproven("an account's earlier statement is missing")
		}
		if err := v.signed(s, ByIdentityKey, content.Identity); err != nil {
			return Statement{}, err
		}
		if s.id == account {
			return s, nil
		}
		before := v.byID[s.Previous.ID()]
		earlier, ok := before.Content.(*Account)
		if !ok {
			return Statement{}, unproven("an account's earlier statement is missing")
		}
		if err := v.signed(s, ByIdentityKey, earlier.Identity); err != nil {
			return Statement{}, err
		}
		s = before
	}
	return Statement{}, unproven("an account changed more than %d times, or its statements run in a circle", maxSteps)
}

// identities are the identity keys of an account in the proof, each checked
// back to the account's making.
func (v *verifier) identities(account seal.ID) []seal.PublicKey {
	if keys, known := v.keys[account]; known {
		return keys
	}
	var keys []seal.PublicKey
	for _, s := range v.all {
		content, ok := s.Content.(*Account)
		if !ok || s.ObjectID() != account {
			continue
		}
		if _, err := v.lineage(account, s); err == nil {
			keys = append(keys, content.Identity)
		}
	}
	v.keys[account] = keys
	return keys
}

// question is one step of the search for authority.
type question struct {
	account    seal.ID
	capability Capability
	current    bool
}

// holds checks that an account holds, or as a grantor held, a capability: by
// genesis identity, by a capability statement or by its invitation. For the
// head's signer the statement must be the slot's newest.
func (v *verifier) holds(account seal.ID, c Capability, steps int, current bool) error {
	// Each question is asked once: a chain that comes back to it proves nothing,
	// and a crafted proof cannot make the search grow without bound.
	asked := question{account, c, current}
	if steps == 0 || v.asked[asked] {
		return unproven("the chain of grants is longer than %d or runs in a circle", maxSteps)
	}
	v.asked[asked] = true
	keys := v.identities(account)
	if len(keys) == 0 {
		return unproven("an account of the chain is missing")
	}
	grants := v.grants(account, current)
	if len(grants) == 0 && slices.Contains(keys, v.genesis.Identity) {
		return nil
	}
	if !current && slices.Contains(keys, v.genesis.Identity) {
		return nil
	}
	for _, grant := range grants {
		if v.grantHolds(grant, c, steps) == nil {
			return nil
		}
	}
	return unproven("it is signed by someone who may not")
}

// grants are the statements that may give an account its capabilities.
func (v *verifier) grants(account seal.ID, current bool) []Statement {
	if s, ok := v.proven[Slot{TypeCapability, account}]; ok && current {
		return []Statement{s}
	}
	var out []Statement
	for _, s := range v.all {
		if s.Content.Type() == TypeCapability && s.ObjectID() == account && !current {
			out = append(out, s)
		}
	}
	made, ok := v.byID[account].Content.(*Account)
	if !ok || !made.Invite.Present() {
		return out
	}
	invitation := v.byID[made.Invite.ID()]
	invite, ok := invitation.Content.(*Invite)
	if ok && v.signed(v.byID[account], ByInvitationKey, invite.Key) == nil {
		out = append(out, invitation)
	}
	return out
}

func (v *verifier) grantHolds(grant Statement, c Capability, steps int) error {
	var list []Capability
	switch content := grant.Content.(type) {
	case *Capabilities:
		list = content.List
	case *Invite:
		list = content.Capabilities
	}
	// What includes c may have been what was granted, and takes other rights.
	for _, held := range list {
		if !includes([]Capability{held}, c) {
			continue
		}
		for _, signature := range grant.Signatures {
			account, ok := v.signerOf(grant, signature)
			if ok && v.holds(account, grantedBy(held), steps-1, false) == nil {
				return nil
			}
		}
	}
	return unproven("no grantor had the right")
}

// signerOf finds whose signature holds: a device under its account's identity,
// or an identity.
func (v *verifier) signerOf(s Statement, signature Signature) (seal.ID, bool) {
	for _, candidate := range v.all {
		switch content := candidate.Content.(type) {
		case *Device:
			if signature.Kind != ByDeviceKey || candidate.ObjectID() != signature.Ref || s.signedBy(signature, content.Key) != nil {
				continue
			}
			for _, identity := range v.identities(content.Account) {
				if v.signed(candidate, ByIdentityKey, identity) == nil {
					return content.Account, true
				}
			}
		case *Account:
			if signature.Kind == ByIdentityKey && seal.ID(content.Identity) == signature.Ref && s.signedBy(signature, content.Identity) == nil {
				return candidate.ObjectID(), true
			}
		}
	}
	return seal.ID{}, false
}
