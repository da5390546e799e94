// Package ledger is the record of acts: who did what to which object, and when.
//
// Promise: an act and its event are committed in one transaction, so there is
// no act without its event. Events hold ids, never content, names or secrets.
//
// Threat: an operator or intruder who wants an act to have left no trace.
//
// Limits: events are rows in the database that the operator holds; they are not
// yet chained or witnessed.
package ledger

import (
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// Kind names an act. The catalogue below is complete; a zero Kind is refused.
type Kind string

// The catalogue.
const (
	OrganisationCreated  Kind = "organisation.created"
	DirectoryAppended    Kind = "directory.appended"
	HeadSigned           Kind = "directory.head"
	ArticlesStored       Kind = "articles.stored"
	SettingsChanged      Kind = "inbox.settings"
	ConversationCreated  Kind = "conversation.created"
	NotesCreated         Kind = "notes.created"
	MessageAppended      Kind = "message.appended"
	GenerationAppended   Kind = "generation.appended"
	WrapStored           Kind = "wrap.stored"
	ConversationAssigned Kind = "conversation.assigned"
	ConversationRated    Kind = "conversation.rated"
	AttachmentBegun      Kind = "attachment.begun"
	AttachmentStored     Kind = "attachment.stored"
	AttachmentFetched    Kind = "attachment.fetched"
	AttachmentRemoved    Kind = "attachment.removed"
	AttachmentSwept      Kind = "attachment.swept"
	ConversationClosed   Kind = "conversation.closed"
	ConversationReopened Kind = "conversation.reopened"
	NoticeAsked          Kind = "notice.asked"
	NoticeDeclined       Kind = "notice.declined"
	NoticeSent           Kind = "notice.sent"
	RetentionEnded       Kind = "retention.ended" // from here on nobody writes to it
	KeysDestroyed        Kind = "keys.destroyed"
	HoldSet              Kind = "hold.set"
	HoldLifted           Kind = "hold.lifted"
	SignedIn             Kind = "session.created"
	SignInRefused        Kind = "session.refused"
	SessionEnded         Kind = "session.ended"
	DeviceBound          Kind = "session.device"
	VaultChanged         Kind = "vault.changed"
	PasskeyAdded         Kind = "passkey.added"
	InvitationAccepted   Kind = "invitation.accepted"
	ApprovalGiven        Kind = "approval.given"
	ApprovalRefused      Kind = "approval.refused"
	AvailabilityChanged  Kind = "availability.changed"
)

// Event is one act.
type Event struct {
	Time    time.Time
	Kind    Kind
	Actor   string // "account:…", "visitor:…" or "nobody"
	Subject seal.ID
	Network string
}

// Tx is a transaction that events are written into.
type Tx interface {
	AppendEvent(Event) error
}

// Append writes an event into the transaction of its act.
func Append(tx Tx, event Event) error {
	if event.Kind == "" || event.Time.IsZero() || event.Actor == "" {
		return errIncomplete
	}
	return tx.AppendEvent(event)
}

type incomplete struct{}

func (incomplete) Error() string { return "ledger: an event needs a kind, a time and an actor" }

var errIncomplete error = incomplete{}
