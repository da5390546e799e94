package live

import (
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// Problem is an error on the wire (RFC 9457).
type Problem struct {
	Status  int            `json:"status"`
	Kind    string         `json:"kind"`
	Message string         `json:"message"`
	Next    string         `json:"next"`
	Detail  map[string]any `json:"detail,omitempty"`
}

// NewProblem is the public side of an error. Statuses are given here and
// nowhere else.
func NewProblem(err error) Problem {
	e := errs.From(err)
	p := Problem{Status: status(e.Kind), Kind: e.Kind.String(), Message: e.Message, Next: e.Next}
	if e.Reason != "" {
		p.Detail = map[string]any{"reason": e.Reason}
	}
	return p
}

func status(kind errs.Kind) int {
	switch kind {
	case errs.Invalid:
		return 400
	case errs.Unauthenticated:
		return 401
	case errs.Forbidden:
		return 403
	case errs.NotFound:
		return 404
	case errs.Conflict:
		return 409
	case errs.Gone:
		return 410
	case errs.TooLarge:
		return 413
	case errs.Unprocessable:
		return 422
	case errs.Limited:
		return 429
	case errs.Unavailable:
		return 503
	}
	return 500
}

// Entry is one place in a thread's sequence.
type Entry struct {
	Sequence uint64 `json:"sequence"`
	Kind     string `json:"kind" enum:"message,generation"`
	Bytes    []byte `json:"bytes"`
	Receipt  []byte `json:"receipt"`
}

// NewEntry is an entry on the wire.
func NewEntry(e conversation.Entry) Entry {
	kind := "message"
	if e.Kind == conversation.GenerationEntry {
		kind = "generation"
	}
	return Entry{e.Sequence, kind, e.Bytes, e.Receipt}
}

// Key is a generation's sealed key for the caller.
type Key struct {
	Generation      seal.ID `json:"generation"`
	Box             []byte  `json:"box" nullable:"true"`
	Wrap            []byte  `json:"wrap" nullable:"true"`
	GroupGeneration seal.ID `json:"groupGeneration"`
	Statement       []byte  `json:"statement"`
}

// NewKeys are keys on the wire; never null.
func NewKeys(keys []conversation.Key) []Key {
	out := make([]Key, len(keys))
	for i, k := range keys {
		out[i] = Key{k.Generation, k.Box, k.Wrap, k.GroupGeneration, k.Statement}
	}
	return out
}

// Conversation is a conversation as the caller may see it.
type Conversation struct {
	ID               seal.ID    `json:"id"`
	Inbox            seal.ID    `json:"inbox"`
	Group            seal.ID    `json:"group"`
	State            string     `json:"state" enum:"open,closed"`
	Assignee         *seal.ID   `json:"assignee"`
	Created          time.Time  `json:"created"`
	LastActivity     time.Time  `json:"lastActivity"`
	WaitingSince     *time.Time `json:"waitingSince"`
	LastSequence     uint64     `json:"lastSequence"`
	MyRead           uint64     `json:"myRead"`
	NotesThread      *seal.ID   `json:"notesThread"`
	NoteLastSequence uint64     `json:"noteLastSequence"`
	ClosedAt         *time.Time `json:"closedAt"`
	Expires          *time.Time `json:"expires"`
	Held             bool       `json:"held"`
	Destroyed        *time.Time `json:"destroyed"`
	Last             *Entry     `json:"last"`
	Keys             []Key      `json:"keys"`
	VisitorDevices   [][]byte   `json:"visitorDevices"`
	Rating           *uint64    `json:"rating"`               // staff only, 1 to 5
	Ahead            *int       `json:"ahead"`                // visitors only: open conversations of the team that wait longer
	Locked           bool       `json:"locked,omitempty"`     // staff only: shown once they confirm (sensitive team)
	LockedFrom       *time.Time `json:"lockedFrom,omitempty"` // staff only: when they have to again
}

// NewConversation is a conversation on the wire. Visitors learn nothing of
// notes, not even that there are any.
func NewConversation(actor access.Actor, p conversation.Preview) Conversation {
	c := p.Conversation
	out := Conversation{
		ID: c.ID, Inbox: c.Inbox, Group: c.Group, State: string(c.State), Assignee: pointer(c.Assignee),
		Created: c.Created.UTC(), LastActivity: c.LastActivity.UTC(), WaitingSince: Moment(c.Waiting),
		ClosedAt: Moment(c.ClosedAt), Expires: Moment(c.Expires), Held: c.Held, Destroyed: Moment(c.Destroyed),
		Locked: p.Locked, LockedFrom: Moment(p.LockedFrom),
		LastSequence: c.LastSequence, MyRead: p.Read, Keys: NewKeys(p.Keys), VisitorDevices: p.Devices, Ahead: p.Ahead,
	}
	if out.VisitorDevices == nil {
		out.VisitorDevices = [][]byte{}
	}
	if actor.Who == access.Staff {
		out.NotesThread, out.NoteLastSequence = pointer(c.Notes), c.NoteSequence
		if c.Rating > 0 {
			out.Rating = &c.Rating
		}
	}
	if p.Last != nil {
		entry := NewEntry(*p.Last)
		out.Last = &entry
	}
	return out
}

func pointer(id seal.OptionalID) *seal.ID {
	if !id.Present() {
		return nil
	}
	value := id.ID()
	return &value
}

// Moment is a time on the wire, null if zero.
func Moment(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = t.UTC()
	return &t
}

// frame is what the server sends; each type uses the fields it needs.
type frame struct {
	Type         string     `json:"type"`
	Cursor       uint64     `json:"cursor,omitempty"`
	Thread       *seal.ID   `json:"thread,omitempty"`
	Conversation any        `json:"conversation,omitempty"`
	Inbox        *seal.ID   `json:"inbox,omitempty"`
	Entry        *Entry     `json:"entry,omitempty"`
	Keys         *[]Key     `json:"keys,omitempty"`
	Mark         []byte     `json:"mark,omitempty"`
	Size         int        `json:"size,omitempty"`
	Device       *seal.ID   `json:"device,omitempty"`
	Account      *seal.ID   `json:"account,omitempty"`
	On           *bool      `json:"on,omitempty"`
	Accounts     *[]seal.ID `json:"accounts,omitempty"`
	Ref          string     `json:"ref,omitempty"`
	Sequence     uint64     `json:"sequence,omitempty"`
	Receipt      []byte     `json:"receipt,omitempty"`
	Error        *Problem   `json:"error,omitempty"`
}

// tokenPrefix marks the subprotocol that carries a bearer token: browsers
// cannot set headers on a WebSocket.
const tokenPrefix = "token."

// TokenIn finds the bearer token among the offered subprotocols, "" if none.
func TokenIn(offered string) string {
	for part := range strings.SplitSeq(offered, ",") {
		if token, ok := strings.CutPrefix(strings.TrimSpace(part), tokenPrefix); ok {
			return token
		}
	}
	return ""
}
