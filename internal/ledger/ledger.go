// Package ledger is the record of acts: who did what to which object, and when.
//
// Promise: an act and its event are committed in one transaction, so there is
// no act without its event. Events hold ids, never content, names or secrets.
//
// Threat: an operator or intruder who wants an act to have left no trace.
//
// Limits: which acts leave an event is decided here and by the domains; that
// none is altered or removed afterwards is shown by their tree (seal/ledger).
package ledger

import (
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// The form of the record, as the protocol has it.
type (
	// Kind names an act. The catalogue below is complete; a zero Kind is refused.
	Kind = ledger.Kind
	// Event is one act.
	Event = ledger.Event
	// Actor is who did it.
	Actor = ledger.Actor
)

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
	Read                 Kind = "ledger.read"     // object: the one that was searched by; last: the number before which
	Exported             Kind = "ledger.exported" // last: how many entries
)

// Recorded is an entry of the record. Where the event was erased, it is nil.
type Recorded struct {
	Number int64
	Salt   ledger.Salt
	Event  []byte
	Entry  seal.ID
}

// Source is who acts, and from where.
type Source struct {
	Actor   Actor
	Device  seal.ID // the browser, zero if none is bound
	Network string
}

// Itself is the server, which does its chores.
func Itself() Source { return Source{Actor: Actor{Role: ledger.Server}} }

// Staff is an account before it has a session; with a zero id, nobody.
func Staff(account seal.ID, network string) Source {
	if account.IsZero() {
		return Source{Network: network}
	}
	return Source{Actor: Actor{Role: ledger.Account, ID: seal.Some(account)}, Network: network}
}

// Act is the event of an act that was done; what else is known of it the caller
// adds.
func Act(at time.Time, kind Kind, by Source, object seal.ID) Event {
	return Event{
		Version: 1, Time: uint64(max(at.UnixMilli(), 0)), Kind: kind, Actor: by.Actor, Device: seal.Some(by.Device), //nolint:gosec // not negative
		Network: by.Network, Object: seal.Some(object),
	}
}

// Tx is a transaction that events are written into.
type Tx interface {
	AppendEvent(Event) error
}

// Append writes an event into the transaction of its act.
func Append(tx Tx, event Event) error {
	if event.Version != 1 || event.Kind == "" || event.Time == 0 {
		return errIncomplete
	}
	return tx.AppendEvent(event)
}

type incomplete struct{}

func (incomplete) Error() string { return "ledger: an event needs a kind and a time" }

var errIncomplete error = incomplete{}
