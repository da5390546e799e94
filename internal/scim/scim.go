// Package scim takes in whom an identity provider says that the organisation has
// (RFC 7643, RFC 7644), and shuts out at once whom it says has left.
//
// Promise: a provider makes no accounts and lets nobody in. What it says of somebody
// is kept as an expected person, whom an admin's client can invite. It acts on an
// account only after an admin said that the two are the same person: equal addresses
// are a suggestion, no more. Deactivating or deleting such a person suspends the
// account in the same transaction; activating lifts what the provider set, and
// nothing that a person decided. What is not needed of people is not kept.
//
// Threat: a leaked token of the provider's, or a provider that lies: it can shut
// people out (but for the last owner), which is recorded and mended by an admin; it
// can read and write nothing else. Filters, patches and groups that exhaust memory.
//
// Limits: of a person, names, one address, the provider's id and whether they are
// active are kept; other attributes are taken and dropped. Passwords are refused
// silently by being dropped, too. No bulk, no /Me, no /.search. Which groups a person
// is in is shown to admins and to the clients that change a team's keys.
package scim

import (
	"context"
	"io"
	"strconv"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Limits of what a provider can store.
const (
	MostUsers   = 10_000
	MostGroups  = 1_000
	MostMembers = 10_000
	mostMembers = 100_000 // of all groups
	textLimit   = 256
	opsLimit    = 1_000
)

// The schemas (RFC 7643 §8.7, RFC 7644 §3.5.2, §3.4.2, §3.12).
const (
	UserSchema   = "urn:ietf:params:scim:schemas:core:2.0:User"
	GroupSchema  = "urn:ietf:params:scim:schemas:core:2.0:Group"
	Enterprise   = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"
	PatchSchema  = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
	ListSchema   = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
	ErrorSchema  = "urn:ietf:params:scim:api:messages:2.0:Error"
	configSchema = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig"
	typeSchema   = "urn:ietf:params:scim:schemas:core:2.0:ResourceType"
	schemaSchema = "urn:ietf:params:scim:schemas:core:2.0:Schema"
)

// Tree is a resource or message as JSON has it.
type Tree = map[string]any

// Kind of resource.
type Kind uint8

// The kinds. The zero value is none.
const (
	_ Kind = iota
	Users
	Groups
)

func (k Kind) name() string {
	if k == Users {
		return "User"
	}
	return "Group"
}

// Path is where resources of a kind are.
func (k Kind) Path() string { return k.name() + "s" }

// User is an expected person.
type User struct {
	ID         seal.ID
	Version    uint64
	Created    time.Time
	Changed    time.Time
	UserName   string
	ExternalID string
	Display    string
	Given      string
	Family     string
	Email      string
	Active     bool
	Account    seal.OptionalID // whose it is, once an admin said so
}

// Group of a provider's.
type Group struct {
	ID         seal.ID
	Version    uint64
	Created    time.Time
	Changed    time.Time
	Display    string
	ExternalID string
	Team       seal.OptionalID // which it is, once an admin said so
}

// Member of a group.
type Member struct{ Group, User seal.ID }

// Tx is what this domain needs inside one transaction.
type Tx interface {
	identity.Tx
	SetProvisionedUser(User) error
	ProvisionedUser(id seal.ID) (User, bool, error)
	ProvisionedUserNamed(name string) (User, bool, error) // whatever its case
	ProvisionedUserExternal(id string) ([]User, error)
	ProvisionedUsers() ([]User, error)
	DeleteProvisionedUser(id seal.ID) error
	SetProvisionedGroup(Group) error
	ProvisionedGroup(id seal.ID) (Group, bool, error)
	ProvisionedGroups() ([]Group, error)
	DeleteProvisionedGroup(id seal.ID) error
	SetProvisionedMember(group, user seal.ID, is bool) error
	ProvisionedMembers(group seal.ID) ([]seal.ID, error)
	ProvisionedMemberships() ([]Member, error)
	ProvisionedGroupsOf(user seal.ID) ([]Group, error)
	ProvisionedCounts() (users, groups, members int, err error)
}

// Store runs transactions.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
}

// Accounts shuts people out, and lets them in again.
type Accounts interface {
	SuspendIn(tx identity.Tx, by ledger.Source, account seal.ID, origin identity.Origin) (ended []seal.ID, err error)
	ReinstateIn(tx identity.Tx, by ledger.Source, account seal.ID, origin identity.Origin) error
	Silence(account seal.ID, ended []seal.ID)
}

// Config is what the service needs.
type Config struct {
	Store    Store
	Accounts Accounts
	// Fits is why nobody is expected with an address; nil if they may be.
	Fits    func(address string) error
	Address string // "https://desk.example.org/scim/v2"
	Now     func() time.Time
	Random  io.Reader
}

// Service answers a provider. Make one with New.
type Service struct{ Config }

// New returns the service.
func New(config Config) *Service { return &Service{config} }

// The words of RFC 7644 §3.12 for what is wrong; precondition is ours, for 412.
const (
	Uniqueness    = "uniqueness"
	InvalidFilter = "invalidFilter"
	InvalidValue  = "invalidValue"
	InvalidPath   = "invalidPath"
	InvalidSyntax = "invalidSyntax"
	NoTarget      = "noTarget"
	Mutability    = "mutability"
	TooMany       = "tooMany"
	Precondition  = "precondition"
)

// wrong is a refusal with its word. It is read by whoever runs the provider.
func wrong(word, message string) error {
	kind := errs.Invalid
	if word == Uniqueness || word == Precondition {
		kind = errs.Conflict
	}
	return errs.New(kind, "scim", message, "See RFC 7644 §3.12.").Because(word)
}

func notThere() error {
	return errs.New(errs.NotFound, "scim", "There is no such resource.", "Ask for the list.")
}

// ETag is a version as HTTP has it.
func ETag(version uint64) string { return `W/"` + strconv.FormatUint(version, 10) + `"` }
