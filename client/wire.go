package client

import (
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// The API's shapes: ids in hex, protocol objects in base64 (encoding/json's
// []byte).

type entryWire struct {
	Sequence uint64   `json:"sequence"`
	Kind     string   `json:"kind"`
	Bytes    []byte   `json:"bytes"`
	Receipt  []byte   `json:"receipt"`
	Boxes    [][]byte `json:"boxes"`
}

type keyWire struct {
	Generation      seal.ID  `json:"generation"`
	Box             []byte   `json:"box"`
	Wrap            []byte   `json:"wrap"`
	GroupGeneration *seal.ID `json:"groupGeneration"`
}

// Conversation is what the server knows of a conversation.
type Conversation struct {
	ID               seal.ID    `json:"id"`
	Inbox            seal.ID    `json:"inbox"`
	Group            seal.ID    `json:"group"`
	State            string     `json:"state"` // "open" or "closed"
	Assignee         *seal.ID   `json:"assignee"`
	Created          time.Time  `json:"created"`
	LastActivity     time.Time  `json:"lastActivity"`
	WaitingSince     *time.Time `json:"waitingSince"`
	LastSequence     uint64     `json:"lastSequence"`
	MyRead           uint64     `json:"myRead"`
	NotesThread      *seal.ID   `json:"notesThread"`
	NoteLastSequence uint64     `json:"noteLastSequence"`
	Expires          *time.Time `json:"expires"`
	Rating           *uint64    `json:"rating"` // staff only, 1 to 5
	Ahead            *int       `json:"ahead"`  // customers only: how many wait longer
}

type threadWire struct {
	Thread         []byte       `json:"thread"`
	Kind           string       `json:"kind"`
	Conversation   Conversation `json:"conversation"`
	VisitorDevices [][]byte     `json:"visitorDevices"`
	Generations    []struct {
		ID        seal.ID `json:"id"`
		Number    uint64  `json:"number"`
		Statement []byte  `json:"statement"`
	} `json:"generations"`
	Keys        []keyWire `json:"keys"`
	Marks       [][]byte  `json:"marks"`
	NotesThread *seal.ID  `json:"notesThread"`
}

type receiptWire struct {
	Sequence uint64 `json:"sequence"`
	Receipt  []byte `json:"receipt"`
}

type createThread struct {
	Thread     []byte   `json:"thread"`
	Generation []byte   `json:"generation"`
	Boxes      [][]byte `json:"boxes"`
	Messages   [][]byte `json:"messages"`
}

type createdThread struct {
	Conversation seal.ID       `json:"conversation"`
	Thread       seal.ID       `json:"thread"`
	Receipts     []receiptWire `json:"receipts"`
}

type groupBoxWire struct {
	Group   seal.ID `json:"group"`
	Number  uint64  `json:"number"`
	Account seal.ID `json:"account"`
	Box     []byte  `json:"box"`
}

// myBoxWire is a group box for the own account, with where it came from.
type myBoxWire struct {
	Group     seal.ID `json:"group"`
	Number    uint64  `json:"number"`
	Statement seal.ID `json:"statement"`
	Author    seal.ID `json:"author"`
	Box       []byte  `json:"box"`
}

type directoryBatch struct {
	Statements [][]byte       `json:"statements"`
	Head       []byte         `json:"head"`
	Boxes      []groupBoxWire `json:"boxes"`
}

type passwordWire struct {
	Salt       []byte `json:"salt"`
	Memory     uint32 `json:"memory"`
	Iterations uint32 `json:"iterations"`
	Auth       []byte `json:"auth"`
	TOTPSecret string `json:"totpSecret"`
	TOTPCode   string `json:"totpCode"`
}

type recoveryWire struct {
	Auth []byte `json:"auth"`
}

type credentialsWire struct {
	Vault     []byte        `json:"vault,omitempty"`
	Unlockers [][]byte      `json:"unlockers,omitempty"`
	Password  *passwordWire `json:"password,omitempty"`
	Recovery  *recoveryWire `json:"recovery,omitempty"`
}

type signedIn struct {
	Account   seal.ID  `json:"account"`
	Vault     []byte   `json:"vault"`
	Unlockers [][]byte `json:"unlockers"`
	Token     string   `json:"token"`
}

type secondWire struct {
	Password []byte `json:"password,omitempty"`
	Code     string `json:"code,omitempty"`
	Operator string `json:"operator,omitempty"`
}

type vouchWire struct {
	Email     string `json:"email"`
	Auth      []byte `json:"auth"`
	PublicKey []byte `json:"publicKey"`
}

type approvalFlow struct {
	Flow   seal.ID `json:"flow"`
	Secret string  `json:"secret"`
}
