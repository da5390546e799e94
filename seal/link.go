package seal

// This file is a customer's going on on another device (section 16). The old
// device shows a link whose secret no server sees; by it the two know each other's
// keys, and people compare a code beside it.

// LinkRole says which of the two devices proves that it knows the link.
type LinkRole string

// The two sides of a link.
const (
	LinkOld LinkRole = "old" // the device that has the conversations
	LinkNew LinkRole = "new" // the one that is to have them
)

// LinkName is where the two meet on the server. It tells nothing of the secret.
func LinkName(link Secret, org ID) (ID, error) {
	name, err := Derive(link[:], org[:], "link-name")
	return ID(name), err
}

// LinkProof shows that a device knows the link, to whoever knows it too.
func LinkProof(link Secret, org ID, role LinkRole, device ID) (ID, error) {
	proof, err := Derive(link[:], org[:], "link-proof", string(role), device)
	return ID(proof), err
}

// CheckLinkProof refuses a device of somebody who does not know the link: a server
// that shows keys of its own.
func CheckLinkProof(link Secret, org ID, role LinkRole, device, proof ID) error {
	want, err := LinkProof(link, org, role, device)
	if err != nil {
		return err
	}
	if !equal(want[:], proof[:]) {
		return Fail(ErrUnverified, "link", "this device does not know the link")
	}
	return nil
}

// LinkCode is what a person compares on the two screens: 100 bits, so that no
// look-alike device can be searched for.
func LinkCode(org, from, to ID) string {
	hash := HashID("link-code", append(append(org[:], from[:]...), to[:]...))
	return inGroups(crockfordEncode(hash[:])[:20])
}

// linkBoxLimit bounds the box of a link, in bytes.
const linkBoxLimit = 256 << 10

// DeviceLink hands the keys of past generations to a new device of the customer's.
// It is signed by the old one.
type DeviceLink struct {
	_     struct{} `cbor:",toarray"`
	Suite Suite
	Org   ID
	Link  ID // LinkName
	From  ID
	To    ID
	Time  uint64
	Box   []byte // LinkHistory, purpose `visitor-history`
}

// ObjectType is "device-link".
func (DeviceLink) ObjectType() string { return "device-link" }

// Validate checks the shape.
func (l DeviceLink) Validate() error {
	const op = "device link"
	if l.From == l.To {
		return Fail(ErrMalformed, op, "a device is not linked to itself")
	}
	if len(l.Box) > linkBoxLimit {
		return Fail(ErrTooLarge, op, "%d bytes", len(l.Box))
	}
	return nil
}

// LinkHistory is what the box holds: the conversations, and every key of each.
type LinkHistory struct {
	_       struct{} `cbor:",toarray"`
	Threads []LinkedThread
}

// LinkedThread is one conversation with its keys.
type LinkedThread struct {
	_      struct{} `cbor:",toarray"`
	Thread ID
	Keys   []LinkedKey
}

// LinkedKey is the key of one thread generation; AdoptThreadKey checks it.
type LinkedKey struct {
	_          struct{} `cbor:",toarray"`
	Generation ID
	Key        Secret
}

func linkBox(l DeviceLink) BoxInfo {
	return BoxInfo{Org: l.Org, Purpose: PurposeVisitorHistory, Object: l.Link, Generation: 1, Recipient: l.To, Author: l.From}
}

// NewDeviceLink seals a history to the new device and signs it; draft needs Org,
// Link, From, To and Time.
func NewDeviceLink(signing SigningKey, to SealingPublicKey, draft DeviceLink, history LinkHistory) (Signed[DeviceLink], error) {
	plain, err := Encode(history)
	if err != nil {
		return Signed[DeviceLink]{}, err
	}
	defer clear(plain)
	if draft.Box, err = SealBox(to, linkBox(draft), plain); err != nil {
		return Signed[DeviceLink]{}, err
	}
	return SignObject(signing, draft)
}

// OpenDeviceLink opens what the old device handed over. The caller knows both
// devices from the link: at names Org, Link, From and To.
func OpenDeviceLink(key OpeningKey, from PublicKey, at DeviceLink, wire []byte) (LinkHistory, error) {
	var history LinkHistory
	signed, err := ParseSigned[DeviceLink](wire)
	if err != nil {
		return history, err
	}
	l, err := signed.Verify(from)
	if err != nil {
		return history, err
	}
	if l.Org != at.Org || l.Link != at.Link || l.From != at.From || l.To != at.To {
		return history, Fail(ErrUnverified, "device link", "it was made for another link or device")
	}
	plain, err := key.Open(linkBox(l), l.Box)
	if err != nil {
		return history, err
	}
	defer clear(plain)
	return history, Decode(plain, linkBoxLimit, &history)
}
