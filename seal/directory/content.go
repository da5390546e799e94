package directory

import (
	"bytes"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
)

// Type is a statement's type: the word on the wire.
type Type string

// The statement types of protocol 1.
const (
	TypeGenesis    Type = "genesis"
	TypeAccount    Type = "account"
	TypeRemoval    Type = "removal"
	TypeDevice     Type = "device"
	TypeCapability Type = "capability"
	TypeServerKey  Type = "server-key"
	TypeGroup      Type = "group"
	TypeMember     Type = "member"
	TypeGeneration Type = "generation"
	TypeInbox      Type = "inbox"
	TypeArticleSet Type = "article-set"
	TypeInvite     Type = "invite"
)

// Capability is a right granted inside the log.
type Capability string

// The capabilities. Owner includes Admin, Admin includes ManageGroup.
const (
	Root        Capability = "root"
	Owner       Capability = "owner"
	Admin       Capability = "admin"
	ManageGroup Capability = "manage-group"
	Rotate      Capability = "rotate"
	Attest      Capability = "attest"
	Publish     Capability = "publish"
)

// AllCapabilities are what the account of the genesis identity starts with, in
// wire order.
func AllCapabilities() []Capability {
	return []Capability{Admin, Attest, ManageGroup, Owner, Publish, Root, Rotate}
}

// Content is what a statement says: the whole new value of its slot.
type Content interface {
	Type() Type
	validate() error
}

// Genesis begins a log and names the organisation.
type Genesis struct {
	_        struct{} `cbor:",toarray"`
	Name     string
	Identity seal.PublicKey
}

// Account is a person of the organisation, with identity and sealing key.
type Account struct {
	_        struct{} `cbor:",toarray"`
	Kind     uint64   // 1 person
	Name     string
	Identity seal.PublicKey
	Sealing  seal.SealingPublicKey
	Invite   seal.OptionalID
}

// KindPerson is the only kind of account in this version.
const KindPerson = 1

// Removal ends an account.
type Removal struct {
	_      struct{} `cbor:",toarray"`
	Reason uint64
}

// DeviceState tells a valid device from a revoked one.
type DeviceState uint64

// The device states.
const (
	DeviceValid   DeviceState = 1
	DeviceRevoked DeviceState = 2
)

// Device is the certificate of one browser of an account.
type Device struct {
	_       struct{} `cbor:",toarray"`
	Account seal.ID
	Key     seal.PublicKey
	From    uint64 // Unix seconds
	Until   uint64
	State   DeviceState
}

// MaxCertificate is the longest life of a device certificate, in seconds.
const MaxCertificate = 30*86400 + 3600

// Capabilities are everything an account may do, replacing what it could.
type Capabilities struct {
	_    struct{}     `cbor:",toarray"`
	List []Capability // sorted
}

// ServerKey certifies the key under which the server signs receipts.
type ServerKey struct {
	_   struct{} `cbor:",toarray"`
	Key seal.PublicKey
}

// Group is a team.
type Group struct {
	_           struct{} `cbor:",toarray"`
	Name        string
	Sensitivity uint64 // 1 ordinary; 2 is reserved
}

// Ordinary is the only sensitivity of this version.
const Ordinary = 1

// Role is what a member is in a group.
type Role uint64

// The roles.
const (
	RoleMember  Role = 1
	RoleManager Role = 2
)

// Membership is one line of a member list.
type Membership struct {
	_       struct{} `cbor:",toarray"`
	Account seal.ID
	Role    Role
}

// Members is a group's whole member list.
type Members struct {
	_    struct{}     `cbor:",toarray"`
	List []Membership // sorted by account
}

// BoxRef names the box that carries a group's secrets to one member.
type BoxRef struct {
	_       struct{} `cbor:",toarray"`
	Account seal.ID
	Hash    seal.ID
}

// Generation is one version of a group's key.
type Generation struct {
	_          struct{} `cbor:",toarray"`
	Number     uint64   // 1, 2, 3 …
	MemberSet  seal.ID
	Sealing    seal.SealingPublicKey
	Commitment seal.ID
	Boxes      []BoxRef // sorted by account
}

// Inbox is a queue of conversations owned by one group.
type Inbox struct {
	_           struct{} `cbor:",toarray"`
	Name        string
	Group       seal.ID
	Sensitivity uint64
}

// ArticleSet names the approved articles.
type ArticleSet struct {
	_       struct{} `cbor:",toarray"`
	Version uint64
	Hash    seal.ID
	Count   uint64
}

// InviteState tells an open invitation from a revoked one.
type InviteState uint64

// The invitation states.
const (
	InviteOpen    InviteState = 1
	InviteRevoked InviteState = 2
)

// GroupRole is a group that an invitation is meant for.
type GroupRole struct {
	_     struct{} `cbor:",toarray"`
	Group seal.ID
	Role  Role
}

// Invite lets the holder of Key's private half make one account.
type Invite struct {
	_            struct{} `cbor:",toarray"`
	Key          seal.PublicKey
	Groups       []GroupRole  // sorted by group
	Capabilities []Capability // sorted
	Until        uint64       // Unix seconds
	State        InviteState
}

// Type is the word on the wire.
func (*Genesis) Type() Type { return TypeGenesis }

// Type is the word on the wire.
func (*Account) Type() Type { return TypeAccount }

// Type is the word on the wire.
func (*Removal) Type() Type { return TypeRemoval }

// Type is the word on the wire.
func (*Device) Type() Type { return TypeDevice }

// Type is the word on the wire.
func (*Capabilities) Type() Type { return TypeCapability }

// Type is the word on the wire.
func (*ServerKey) Type() Type { return TypeServerKey }

// Type is the word on the wire.
func (*Group) Type() Type { return TypeGroup }

// Type is the word on the wire.
func (*Members) Type() Type { return TypeMember }

// Type is the word on the wire.
func (*Generation) Type() Type { return TypeGeneration }

// Type is the word on the wire.
func (*Inbox) Type() Type { return TypeInbox }

// Type is the word on the wire.
func (*ArticleSet) Type() Type { return TypeArticleSet }

// Type is the word on the wire.
func (*Invite) Type() Type { return TypeInvite }

func newContent(t Type) (Content, error) {
	switch t {
	case TypeGenesis:
		return &Genesis{}, nil
	case TypeAccount:
		return &Account{}, nil
	case TypeRemoval:
		return &Removal{}, nil
	case TypeDevice:
		return &Device{}, nil
	case TypeCapability:
		return &Capabilities{}, nil
	case TypeServerKey:
		return &ServerKey{}, nil
	case TypeGroup:
		return &Group{}, nil
	case TypeMember:
		return &Members{}, nil
	case TypeGeneration:
		return &Generation{}, nil
	case TypeInbox:
		return &Inbox{}, nil
	case TypeArticleSet:
		return &ArticleSet{}, nil
	case TypeInvite:
		return &Invite{}, nil
	case "bot", "archive":
		return nil, seal.Fail(seal.ErrReserved, "statement", "%s statements are not part of this version", t)
	}
	return nil, malformed("unknown type")
}

func malformed(format string, args ...any) error {
	return seal.Fail(seal.ErrMalformed, "statement", format, args...)
}

func (g *Genesis) validate() error { return g.Identity.Check() }

func (a *Account) validate() error {
	if a.Kind != KindPerson {
		return seal.Fail(seal.ErrReserved, "statement", "account kind %d", a.Kind)
	}
	if err := a.Identity.Check(); err != nil {
		return err
	}
	return a.Sealing.Check()
}

func (*Removal) validate() error { return nil }

func (d *Device) validate() error {
	if d.State != DeviceValid && d.State != DeviceRevoked {
		return malformed("unknown device state %d", d.State)
	}
	return d.Key.Check()
}

func (c *Capabilities) validate() error { return checkCapabilities(c.List) }

func checkCapabilities(list []Capability) error {
	for i, c := range list {
		if i > 0 && list[i-1] >= c {
			return malformed("capabilities are not sorted or repeat")
		}
		if !slices.Contains(AllCapabilities(), c) {
			return malformed("unknown capability")
		}
	}
	return nil
}

func (k *ServerKey) validate() error { return k.Key.Check() }

func checkSensitivity(sensitivity uint64) error {
	switch sensitivity {
	case Ordinary:
		return nil
	case 2:
		return seal.Fail(seal.ErrReserved, "statement", "sensitive groups and inboxes are not part of this version")
	}
	return malformed("unknown sensitivity %d", sensitivity)
}

func (g *Group) validate() error { return checkSensitivity(g.Sensitivity) }
func (i *Inbox) validate() error { return checkSensitivity(i.Sensitivity) }

func checkRole(r Role) error {
	if r != RoleMember && r != RoleManager {
		return malformed("unknown role %d", r)
	}
	return nil
}

// ascending reports whether ids are sorted without repetition.
func ascending[T any](list []T, id func(T) seal.ID) bool {
	for i := 1; i < len(list); i++ {
		before, here := id(list[i-1]), id(list[i])
		if bytes.Compare(before[:], here[:]) >= 0 {
			return false
		}
	}
	return true
}

func (m *Members) validate() error {
	if !ascending(m.List, func(m Membership) seal.ID { return m.Account }) {
		return malformed("members are not sorted or repeat")
	}
	for _, member := range m.List {
		if err := checkRole(member.Role); err != nil {
			return err
		}
	}
	return nil
}

func (g *Generation) validate() error {
	if g.Number == 0 {
		return malformed("generations start at 1")
	}
	if !ascending(g.Boxes, func(b BoxRef) seal.ID { return b.Account }) {
		return malformed("boxes are not sorted or repeat")
	}
	return g.Sealing.Check()
}

func (*ArticleSet) validate() error { return nil }

func (i *Invite) validate() error {
	if i.State != InviteOpen && i.State != InviteRevoked {
		return malformed("unknown invitation state %d", i.State)
	}
	if !ascending(i.Groups, func(g GroupRole) seal.ID { return g.Group }) {
		return malformed("groups are not sorted or repeat")
	}
	for _, group := range i.Groups {
		if err := checkRole(group.Role); err != nil {
			return err
		}
	}
	if err := checkCapabilities(i.Capabilities); err != nil {
		return err
	}
	return i.Key.Check()
}
