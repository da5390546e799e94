package directory

import (
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// This file is about those who wrote to a visitor once and may not any more
// (section 4.3): what was written under their devices, and under earlier server
// keys, stays readable to a device that meets it for the first time.

// AlsoLimit is how many past authors and server keys one proof may be asked for.
const AlsoLimit = 64

// ProvenDevice is a device whose messages a visitor can check.
type ProvenDevice struct {
	DeviceStatus
	Name string // of its account
	// Ended is when its right to write here ended, Unix seconds: it was revoked,
	// or its account was removed or left the team. 0 while it holds.
	Ended uint64
}

// WroteBy reports whether a message that was received at a time can be the
// device's.
func (d ProvenDevice) WroteBy(received uint64) bool {
	return d.Ended == 0 || received <= d.Ended+Grace
}

// past adds what shows the devices, server keys and generations of the team's key
// that are named: their own statements, and the chain of earlier ones from the
// slot's newest back to where they stood. Ids that were never of this inbox are
// passed over.
func (b *proofBuilder) past(group GroupState, also []seal.ID) error {
	if len(also) > AlsoLimit {
		return seal.Fail(seal.ErrTooLarge, "build proof", "more than %d past authors", AlsoLimit)
	}
	var oldest *GenerationState // what is shown since shows those after it
	for _, id := range also {
		if device, ok := b.r.devices[id]; ok && slices.Contains(group.Ever, device.Account) {
			if err := b.device(group.ID, device); err != nil {
				return err
			}
		}
		if g, ok := b.r.generations[id]; ok && g.Group == group.ID && (oldest == nil || g.Number < oldest.Number) {
			oldest = g
		}
		if _, ok := b.r.serverKeys[id]; ok {
			if err := b.back(TypeServerKey, b.r.org, func(s Statement) bool { return s.id == id }); err != nil {
				return err
			}
		}
	}
	if oldest != nil {
		return b.generation(group.ID, oldest.ID)
	}
	return nil
}

// device adds a device with what shows that it is or was a member's.
func (b *proofBuilder) device(group seal.ID, device *DeviceStatus) error {
	for _, slot := range []Slot{{TypeDevice, device.ID}, {TypeAccount, device.Account}} {
		if err := b.addSlot(slot.Kind, slot.Object); err != nil {
			return err
		}
	}
	// A revocation is the admin's; the statement before it says whose device it is.
	if err := b.back(TypeDevice, device.ID, func(s Statement) bool { return s.Content.(*Device).State == DeviceValid }); err != nil {
		return err
	}
	if err := b.accountHistory(device.Account, len(b.r.wires)); err != nil {
		return err
	}
	return b.back(TypeMember, group, func(s Statement) bool { return lists(s, device.Account) })
}

// back adds a slot's statements from its newest back to the first that fits.
func (b *proofBuilder) back(kind Type, object seal.ID, fits func(Statement) bool) error {
	for id := b.r.Last(kind, object); id.Present(); {
		s, ok := b.r.Statement(id.ID())
		if !ok {
			return seal.Fail(seal.ErrMalformed, "build proof", "a statement is missing")
		}
		if err := b.add(s.id); err != nil {
			return err
		}
		if fits(s) {
			return nil
		}
		id = s.Previous
	}
	return nil
}

func lists(s Statement, account seal.ID) bool {
	members, ok := s.Content.(*Members)
	return ok && slices.ContainsFunc(members.List, func(m Membership) bool { return m.Account == account })
}

// walk visits a slot's statements in the proof, newest first, each named by the
// one after it, so that the proven newest vouches for all of them. next is zero
// for the newest. It ends when visit returns false or the chain leaves the proof.
func (v *verifier) walk(slot Slot, visit func(s, next Statement) bool) {
	var next Statement
	s, ok := v.proven[slot]
	for steps := 0; ok && steps <= len(v.all); steps++ {
		if s.Slot() != slot || !visit(s, next) {
			return
		}
		next = s
		s, ok = v.byID[s.Previous.ID()]
	}
}

// collectPast takes the devices of former members, the revoked devices, and the
// earlier server keys that the proof shows.
func (v *verifier) collectPast(p *Proven) {
	v.walk(Slot{TypeServerKey, v.org}, func(s, _ Statement) bool {
		if content, ok := s.Content.(*ServerKey); ok {
			p.ServerKeys[s.id] = content.Key
		}
		return true
	})
	for slot, s := range v.proven {
		if content, ok := s.Content.(*Device); ok {
			if device, ok := v.pastDevice(p.Group, slot.Object, content); ok {
				p.Devices[slot.Object] = device
			}
		}
	}
}

// pastDevice is a device whose account is or was a member, with the name the
// account had last and the time at which its right ended.
func (v *verifier) pastDevice(group, id seal.ID, device *Device) (ProvenDevice, bool) {
	d := ProvenDevice{DeviceStatus: DeviceStatus{ID: id, Device: *device}}
	if !v.certifiedOnce(id, device.Account) {
		return d, false
	}
	member, left := v.membership(group, device.Account)
	if !member {
		return d, false
	}
	d.Ended = left
	v.walk(Slot{TypeAccount, device.Account}, func(s, _ Statement) bool {
		if s.Content.Type() == TypeRemoval {
			d.Ended = earliest(d.Ended, s.Time)
			return true
		}
		if content, ok := s.Content.(*Account); ok {
			d.Name = content.Name
		}
		return false
	})
	if device.State == DeviceRevoked {
		d.Ended = earliest(d.Ended, v.proven[Slot{TypeDevice, id}].Time)
	}
	return d, d.Name != ""
}

// certifiedOnce checks that an identity of the account signed the device: the
// newest statement that is no revocation.
func (v *verifier) certifiedOnce(id, account seal.ID) bool {
	var found bool
	v.walk(Slot{TypeDevice, id}, func(s, _ Statement) bool {
		content, ok := s.Content.(*Device)
		if !ok || content.Account != account {
			return false
		}
		found = slices.ContainsFunc(v.identities(account), func(key seal.PublicKey) bool { return v.signed(s, ByIdentityKey, key) == nil })
		return !found && content.State == DeviceRevoked
	})
	return found
}

// membership reports whether an account is or was a member of a group, and when
// it left: 0 if it stands in the newest list.
func (v *verifier) membership(group, account seal.ID) (member bool, left uint64) {
	v.walk(Slot{TypeMember, group}, func(s, next Statement) bool {
		if member = lists(s, account); member && !next.id.IsZero() {
			left = next.Time
		}
		return !member
	})
	return member, left
}

// earliest is the earlier of two times, of which 0 means never.
func earliest(a, b uint64) uint64 {
	if a == 0 || b != 0 && b < a {
		return b
	}
	return a
}
