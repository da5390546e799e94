// Package conversation keeps threads in order without reading them.
//
// Promise: an entry is accepted once, from a device that may send at that
// moment, under the current generation of the thread and of its team's key, in
// the order of its sender; it gets the next sequence, the running transcript
// hash and a receipt signed by the server key. The same bytes again give the
// same answer; other bytes under a used id are a conflict.
//
// Threat: devices that replay, forge, reorder, or send to those who may no
// longer read; two browsers that act at once; a network that repeats requests.
//
// Limits: it checks what the protocol lets a server check. Whether a body can be
// opened, and what it says, only devices know.
package conversation

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// State is where a conversation stands in its queue.
type State string

// The states.
const (
	Open   State = "open"
	Closed State = "closed"
)

// Conversation is what the server knows about a conversation.
type Conversation struct {
	Row          int64
	ID           seal.ID
	Inbox        seal.ID
	Group        seal.ID
	State        State
	Assignee     seal.OptionalID
	Created      time.Time
	LastActivity time.Time
	Waiting      time.Time // zero: nobody waits
	Notes        seal.OptionalID
	ClosedAt     time.Time // zero: open
	Expires      time.Time // zero: not before it is closed, or over
	Held         bool      // kept whatever its retention says
	Destroyed    time.Time // zero: its keys stand
	LastSequence uint64
	NoteSequence uint64
	LastMessage  uint64 // sequence of the newest message, 0 if none
	Rating       uint64 // 1 to 5, 0 if none
}

// Thread is one sequence of entries: a conversation's, or its notes'.
type Thread struct {
	Row             int64
	ID              seal.ID
	Kind            seal.ThreadKind
	Bytes           []byte
	Generation      seal.ID
	GroupGeneration seal.ID
	Sequence        uint64
	Transcript      seal.ID
	LastMessage     uint64
	Conversation    Conversation
	Visitors        []seal.ID
}

// Resource is the thread as the access rules see it.
func (t Thread) Resource() access.Resource {
	return access.Resource{Group: t.Conversation.Group, Visitors: t.Visitors, Notes: t.Kind == seal.Notes}
}

// Within is the conversation that notes stand beside, for the ledger.
func (t Thread) Within() seal.OptionalID {
	if t.Kind == seal.Notes {
		return seal.Some(t.Conversation.ID)
	}
	return seal.OptionalID{}
}

// EntryKind tells messages from generation statements.
type EntryKind uint8

// The kinds of entry.
const (
	MessageEntry    EntryKind = 1
	GenerationEntry EntryKind = 2
)

// Entry is one place in a thread's sequence.
type Entry struct {
	Sequence   uint64
	Kind       EntryKind
	Message    seal.ID16 // zero for generations
	Hash       seal.ID
	Transcript seal.ID
	Bytes      []byte
	Receipt    []byte
}

// Key is a generation's key as one reader gets it: sealed.
type Key struct {
	Generation      seal.ID
	GroupGeneration seal.ID
	Statement       []byte // the generation's signed statement: the key's commitment is in it
	Box             []byte // nil if there is none for this reader, or it was destroyed
	Wrap            []byte
}

// Generation is one version of a thread's key.
type Generation struct {
	ID     seal.ID
	Number uint64
	Bytes  []byte
}

// Mark is a device's signed "up to here".
type Mark struct {
	Device   seal.ID
	Account  seal.OptionalID
	Kind     seal.MarkKind
	Sequence uint64
	Bytes    []byte
}

// Box is a sealed key with its reader.
type Box struct {
	Reader seal.Reader
	Sealed []byte
}

// View selects conversations for a list.
type View string

// The views of the console.
const (
	Mine       View = "mine"
	Unassigned View = "unassigned"
	OpenOnes   View = "open"
	ClosedOnes View = "closed"
	All        View = "all"
)

// Query asks for a page of conversations, newest activity first.
type Query struct {
	View    View
	Groups  []seal.ID       // staff
	Visitor seal.OptionalID // visitor
	Account seal.OptionalID // for Mine
	Inbox   seal.OptionalID
	Before  Cursor
	Limit   int
}

// Count says how many conversations of an inbox are open with one assignee, or
// with none.
type Count struct {
	Inbox    seal.ID
	Assignee seal.OptionalID
	Open     int
}

// Cursor is a place in a list; zero is its beginning.
type Cursor struct {
	Activity int64 // Unix milliseconds
	Row      int64
}

// Tx is what this domain needs inside one transaction.
type Tx interface {
	ledger.Tx
	Announce(event any)

	Thread(id seal.ID) (Thread, bool, error)
	InsertThread(*Thread) error
	UpdateThread(Thread) error
	Conversation(id seal.ID) (Conversation, []seal.ID, bool, error)
	InsertConversation(*Conversation) error
	UpdateConversation(Conversation) error
	SetVisitors(conversation seal.ID, devices []seal.ID) error
	ListConversations(Query) ([]Conversation, error)
	CountOpen(groups []seal.ID) ([]Count, error)

	Message(thread int64, id seal.ID16) (Entry, bool, error)
	Entry(thread int64, sequence uint64) (Entry, bool, error)
	Entries(thread int64, after uint64, limit int) ([]Entry, error)
	TranscriptAt(thread int64, sequence uint64) (seal.ID, bool, error)
	InsertEntry(thread int64, entry Entry) (free bool, err error) // not free: the message id is used
	Sender(thread int64, sender seal.ID) (counter uint64, last seal.ID, err error)
	SetSender(thread int64, sender seal.ID, counter uint64, last seal.ID) error

	Generation(id seal.ID) (Generation, seal.ID, bool, error)
	Generations(thread seal.ID) ([]Generation, error)
	InsertGeneration(thread seal.ID, generation Generation, boxes []Box) error
	Box(generation seal.ID, reader seal.Reader) ([]byte, error)
	Wrap(generation, groupGeneration seal.ID) ([]byte, error)
	SetWrap(generation, groupGeneration seal.ID, wrap []byte, replace bool) (bool, error)

	VisitorDevice(id seal.ID) ([]byte, bool, error)
	Marks(thread seal.ID) ([]Mark, error)
	ReadUpTo(thread seal.ID, device, account seal.OptionalID) (uint64, error)
	SetMark(thread seal.ID, mark Mark) (bool, error)

	SetNotice(conversation, generation seal.ID, email string, told uint64) error
	DueNotices(before time.Time, after Cursor, limit int) (page []Notice, next Cursor, err error)
	SetTold(conversation seal.ID, sequence uint64) error

	Attachment(thread seal.ID, id seal.ID16) (Attachment, bool, error)
	InsertAttachment(Attachment) error
	UpdateAttachment(Attachment) error // what may change: received, claimed, removed
	UnclaimedOf(uploader seal.ID) (int, error)
	StoredBy(uploader seal.ID) (uint64, error)             // bytes, without what was taken back
	StoredByVisitors(conversation seal.ID) (uint64, error) // likewise, by those who read it now
	Unclaimed(before time.Time, limit int) ([]Attachment, error)
	DeleteUnclaimed(Attachment) (bool, error) // false: it was claimed, or is gone
	ThreadIDs(conversation seal.ID) ([]seal.ID, error)

	Drafts(account seal.ID, groups []seal.ID) ([]Draft, error)
	Draft(account, conversation seal.ID) (Draft, error) // version 0: there was none
	SetDraft(Draft) error

	Ahead(Conversation) (int, error)
	Waiting(group seal.ID, limit int) ([]Waiting, error) // longest first
	InsertAnswer(inbox seal.ID, at time.Time, waited time.Duration) error
	Answers(inbox seal.ID, since time.Time, limit int) ([]time.Duration, error) // newest
	DeleteAnswers(before time.Time) error

	RetentionDays(inbox seal.ID) (int, error) // 0: not chosen
	RetentionFigures(soon time.Time) ([]Figures, error)
	TryRetention(inbox seal.ID, days int, now time.Time, limit int) (Trial, error)

	Expired(now time.Time, limit int) ([]seal.ID, error)
	GenerationIDs(conversation seal.ID) ([]seal.ID, error)
	CountAttachments(conversation seal.ID) (uint64, error)
	Bury(conversation seal.ID) error
	InsertCertificate(Certified) error
	Certificates(before int64, limit int) ([]Certified, error)
}

// Store runs transactions. WriteShared is for what comes often: run may be called
// twice, so it sets what it gives back and adds to nothing. Prepare commits shred keys for generations before
// the transaction that stores boxes under them. Shred destroys them for ever and
// keeps the certificate, in one commit; it returns the first certificate that it
// was ever given for the conversation. Ended lists those after a place, in order.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	WriteShared(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
	Prepare(ctx context.Context, now time.Time, generations ...seal.ID) error
	Shred(ctx context.Context, conversation seal.ID, certificate []byte, generations ...seal.ID) ([]byte, error)
	Ended(ctx context.Context, after int64, limit int) ([]Ended, error)
}

// Directory is what this domain asks the signed record.
type Directory interface {
	Org() seal.ID
	ServerKey() (statement seal.ID, ok bool)
	InboxGroup(inbox seal.ID) (group seal.ID, ok bool)
	CurrentGeneration(group seal.ID) (statement seal.ID, ok bool)
	Device(device seal.ID, now time.Time) (account seal.ID, key seal.PublicKey, ok bool)
	Member(group, account seal.ID) bool
	// Handed reports whether a group's generation was sealed to an account.
	Handed(generation, account seal.ID) bool
	HeadKnown(head seal.ID) bool
}

// EntryAppended is announced after an entry is on disk.
type EntryAppended struct {
	Thread     Thread
	Entry      Entry
	Generation seal.ID
}

// Changed is announced after a conversation's state changed.
type Changed struct {
	Conversation Conversation
	Visitors     []seal.ID
}

// Advanced is announced after one of a group's conversations stopped waiting, so
// that those behind it moved ahead.
type Advanced struct{ Group seal.ID }

// Marked is announced after a mark moved.
type Marked struct {
	Thread Thread
	Mark   Mark
}
