package directory

import (
	"github.com/sealdesk/sealdesk/seal"
)

// SeenHead is what a visitor keeps of the newest head it accepted.
type SeenHead struct {
	ID   seal.ID
	Size uint64
	Log  seal.ID
	Time uint64
}

// Question is what a visitor asks of a proof.
type Question struct {
	Pin     seal.ID
	Inbox   seal.ID
	Earlier SeenHead // zero for none
	Now     uint64   // Unix seconds
}

// ProvenMember is a member whom the visitor writes to.
type ProvenMember struct {
	Account seal.ID
	Name    string
	Role    Role
}

// Proven is what a verified proof says.
type Proven struct {
	Org          seal.ID
	Organisation string
	Head         SeenHead
	Inbox        InboxStatus
	Group        seal.ID
	GroupName    string
	Members      []ProvenMember
	// Generation is the statement id that a thread names as its reader.
	Generation seal.ID
	// Keys is that generation's content; its Sealing key is sealed to.
	Keys Generation
	// Stale: members have changed since, and someone who left may hold the key.
	Stale       bool
	ServerKeyID seal.ID
	ServerKey   seal.PublicKey
	// ServerKeys are that one and the earlier ones shown, by statement id.
	ServerKeys map[seal.ID]seal.PublicKey
	Articles   ArticleSet
	// Devices are the members' devices, by id, to check their messages under, and
	// those of past authors that were asked for.
	Devices map[seal.ID]ProvenDevice
}

// VerifyProof checks a proof from the pin on and gives what it says.
func VerifyProof(wire []byte, q Question) (Proven, error) {
	_, proven, err := verifyProof(wire, q)
	return proven, err
}

func verifyProof(wire []byte, q Question) (*verifier, Proven, error) {
	v, consistency, err := parseProof(wire)
	if err != nil {
		return nil, Proven{}, err
	}
	if err := v.checkOrganisation(q.Pin); err != nil {
		return nil, Proven{}, err
	}
	if err := v.checkSignatures(); err != nil {
		return nil, Proven{}, err
	}
	if err := v.checkSigner(q.Now); err != nil {
		return nil, Proven{}, err
	}
	if err := checkConsistency(consistency, q.Earlier.Size, v.head.Size, q.Earlier.Log, v.head.LogRoot); err != nil {
		return nil, Proven{}, err
	}
	proven, err := v.collect(q.Inbox)
	return v, proven, err
}

// verifier is a parsed proof: every statement by id, and which are proven to
// be their slot's newest.
type verifier struct {
	head    SignedHead
	genesis *Genesis
	org     seal.ID
	byID    map[seal.ID]Statement
	all     []Statement
	proven  map[Slot]Statement
	keys    map[seal.ID][]seal.PublicKey // identities of an account, checked
	asked   map[question]bool
}

func parseProof(wire []byte) (*verifier, []seal.ID, error) {
	var outer proofWire
	if err := seal.Decode(wire, ProofLimit, &outer); err != nil {
		return nil, nil, err
	}
	head, err := ParseHead(outer.Head)
	if err != nil {
		return nil, nil, err
	}
	v := &verifier{
		head: head, byID: map[seal.ID]Statement{}, proven: map[Slot]Statement{},
		keys: map[seal.ID][]seal.PublicKey{}, asked: map[question]bool{},
	}
	for _, raw := range outer.Statements {
		s, err := ParseStatement(raw)
		if err != nil {
			return nil, nil, err
		}
		v.all, v.byID[s.id] = append(v.all, s), s
	}
	return v, outer.Consistency, v.prove(outer.Inclusions)
}

func (v *verifier) prove(inclusions []inclusionWire) error {
	for _, p := range inclusions {
		if p.Statement >= uint64(len(v.all)) {
			return seal.Fail(seal.ErrMalformed, "proof", "no statement %d", p.Statement)
		}
		s := v.all[p.Statement]
		leaf := stateLeaf{key: s.Slot().Key(), last: s.id}
		if err := checkInclusion(p.Path, v.head.StateSize, p.Leaf, v.head.StateRoot, leaf.bytes()); err != nil {
			return err
		}
		v.proven[s.Slot()] = s
	}
	return nil
}

func (v *verifier) checkOrganisation(pin seal.ID) error {
	genesis, ok := v.byID[pin].Content.(*Genesis)
	if !ok || v.head.Org != pin {
		return unproven("it is of another organisation than the pinned one")
	}
	v.genesis, v.org = genesis, pin
	for _, s := range v.all {
		if s.id != pin && s.Org.ID() != pin {
			return unproven("a statement of another organisation")
		}
	}
	return v.signed(v.byID[pin], ByIdentityKey, genesis.Identity)
}

func unproven(format string, args ...any) error {
	return seal.Fail(seal.ErrUnverified, "proof", format, args...)
}

// signed checks that a statement carries a key's own signature.
func (v *verifier) signed(s Statement, kind SignatureKind, key seal.PublicKey) error {
	for _, signature := range s.Signatures {
		if signature.Kind == kind && signature.Ref == seal.ID(key) {
			return s.signedBy(signature, key)
		}
	}
	return unproven("a signature on the %s is missing", s.Content.Type())
}

// checkSignatures checks every signature whose key is at hand, also where no
// authority is drawn from it: nothing altered gets further.
func (v *verifier) checkSignatures() error {
	devices := map[seal.ID]seal.PublicKey{}
	for _, s := range v.all {
		if device, ok := s.Content.(*Device); ok {
			devices[s.ObjectID()] = device.Key
		}
	}
	for _, s := range v.all {
		for _, signature := range s.Signatures {
			key, known := seal.PublicKey(signature.Ref), true
			if signature.Kind == ByDeviceKey {
				key, known = devices[signature.Ref]
			}
			if !known {
				continue
			}
			if err := s.signedBy(signature, key); err != nil {
				return err
			}
		}
	}
	return nil
}

func (v *verifier) checkSigner(now uint64) error {
	s, ok := v.proven[Slot{TypeDevice, v.head.Device}]
	if !ok {
		return unproven("the head's device is not proven")
	}
	device := DeviceStatus{ID: v.head.Device, Device: *s.Content.(*Device)}
	if !device.ValidAt(v.head.Time) {
		return unproven("the head's device is revoked or out of its time")
	}
	account, ok := v.proven[Slot{TypeAccount, device.Account}]
	if !ok || account.Content.Type() != TypeAccount {
		return unproven("the head's signer is not proven or removed")
	}
	identity := account.Content.(*Account).Identity
	if err := v.signed(s, ByIdentityKey, identity); err != nil {
		return err
	}
	if err := v.head.verify(device.Key, now); err != nil {
		return err
	}
	return v.holds(device.Account, Attest, maxSteps, true)
}

// need is a slot's newest statement, proven, with the content expected.
func need[T Content](v *verifier, kind Type, object seal.ID) (T, Statement, error) {
	s := v.proven[Slot{kind, object}]
	content, ok := s.Content.(T)
	if !ok {
		return content, s, unproven("it lacks the %s", kind)
	}
	return content, s, nil
}

func (v *verifier) collect(inboxID seal.ID) (Proven, error) {
	p := Proven{
		Org: v.org, Organisation: v.genesis.Name, Devices: map[seal.ID]ProvenDevice{}, ServerKeys: map[seal.ID]seal.PublicKey{},
		Head: SeenHead{ID: v.head.ID(), Size: v.head.Size, Log: v.head.LogRoot, Time: v.head.Time},
	}
	inbox, _, err := need[*Inbox](v, TypeInbox, inboxID)
	if err != nil {
		return Proven{}, err
	}
	p.Inbox, p.Group = InboxStatus{ID: inboxID, Inbox: *inbox}, inbox.Group
	group, _, err := need[*Group](v, TypeGroup, p.Group)
	if err != nil {
		return Proven{}, err
	}
	p.GroupName = group.Name
	generation, statement, err := need[*Generation](v, TypeGeneration, p.Group)
	if err != nil {
		return Proven{}, err
	}
	p.Generation, p.Keys = statement.id, *generation
	key, statement, err := need[*ServerKey](v, TypeServerKey, v.org)
	if err != nil {
		return Proven{}, err
	}
	p.ServerKeyID, p.ServerKey = statement.id, key.Key
	articles, _, err := need[*ArticleSet](v, TypeArticleSet, v.org)
	if err != nil {
		return Proven{}, err
	}
	p.Articles = *articles
	return p, v.collectMembers(&p)
}

func (v *verifier) collectMembers(p *Proven) error {
	members, _, err := need[*Members](v, TypeMember, p.Group)
	if err != nil {
		return err
	}
	var active []Membership
	for _, member := range members.List {
		s, ok := v.proven[Slot{TypeAccount, member.Account}]
		if !ok {
			return unproven("it lacks a member's account")
		}
		if account, ok := s.Content.(*Account); ok {
			active = append(active, member)
			p.Members = append(p.Members, ProvenMember{Account: member.Account, Name: account.Name, Role: member.Role})
		}
	}
	now, err := memberSetOf(active)
	p.Stale = now != p.Keys.MemberSet
	v.collectPast(p)
	return err
}
