// Package ledger is the record of acts: who did what to which object, and when.
//
// Promise: an act and its event are committed in one transaction, so there is
// no act without its event. Events hold ids, never content, names or secrets.
//
// Threat: an operator or intruder who wants an act to have left no trace.
//
// Reading is an act: what is handed out is recorded first (see Reads). What a
// listener is pushed is not recorded message by message: that it listens, from
// when until when, and what was appended meanwhile, says what it got.
//
// Limits: which acts leave an event is decided here and by the domains; that
// none is altered or removed afterwards is shown by their tree (seal/ledger).
// Strangers who are refused are not recorded one by one, nor is the hundredth
// refusal of an hour: whoever knocks must not be able to fill the disk.
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

// The catalogue. Where nothing else is said, the object is the conversation or
// the notes thread, within is the conversation that notes belong to, and an act
// has no reason and no range. An id of 16 bytes (a file, a way to unlock) stands
// as one of 32: see Wide.
const (
	// OrganisationCreated: object is the first owner's account.
	OrganisationCreated Kind = "organisation.created"
	// SetupRefused: somebody had the wrong token for the set-up. No object.
	SetupRefused Kind = "setup.refused"
	// DirectoryAppended: object is the statement, reason its type.
	DirectoryAppended Kind = "directory.appended"
	// HeadSigned: object is the head, first the log's size at it.
	HeadSigned Kind = "directory.head"
	// DirectoryFetched: reason is what: of "statements", first and last are the
	// places in the log, counted from 1; of "accounts", first is how many.
	DirectoryFetched Kind = "directory.fetched"
	// GroupKeysFetched: object is the account, first how many sealed team keys it got.
	GroupKeysFetched Kind = "keys.fetched"
	// ArticlesStored: object is the set's hash.
	ArticlesStored Kind = "articles.stored"
	// SettingsChanged: object is the inbox.
	SettingsChanged Kind = "inbox.settings"
	// SignInChecked: somebody looked at how sign-in stands; first is how many
	// findings there were.
	SignInChecked Kind = "signin.checked"
	// OrganisationSet: reason is the name of the settings, first their version.
	OrganisationSet Kind = "settings.changed"
	// MailRefused: the mail server refused an address for good, and nothing more is sent
	// to it. Object is the address as the server knows it (a keyed hash), reason the step,
	// "recipient" or "content", first the server's reply code.
	MailRefused Kind = "mail.refused"
	// MailReleased: mail may go to that address again. Object likewise.
	MailReleased Kind = "mail.released"
	// MailTested: somebody sent a test. Reason is "sent", or the step that failed; first
	// the server's reply code, if there was one.
	MailTested Kind = "mail.tested"

	// SMSTested: somebody sent a test by SMS. Reason is "sent", or "gateway" where that
	// did not take it.
	SMSTested Kind = "sms.tested"

	// ConversationCreated: within is the inbox.
	ConversationCreated Kind = "conversation.created"
	NotesCreated        Kind = "notes.created"
	// MessageAppended: first and last are its sequence.
	MessageAppended Kind = "message.appended"
	// GenerationAppended, a new key: first and last are its sequence.
	GenerationAppended Kind = "generation.appended"
	// WrapStored, a key wrapped under a new one of the team.
	WrapStored Kind = "wrap.stored"
	// ConversationAssigned: within is the account that has it now, if any; reason
	// is "claimed" (took it), "given" or "returned" (to nobody).
	ConversationAssigned Kind = "conversation.assigned"
	// ConversationRated: reason is "withdrawn" if the rating was taken back.
	ConversationRated    Kind = "conversation.rated"
	ConversationClosed   Kind = "conversation.closed"
	ConversationReopened Kind = "conversation.reopened"
	NoticeAsked          Kind = "notice.asked"
	NoticeDeclined       Kind = "notice.declined"
	NoticeSent           Kind = "notice.sent"

	// ConversationsListed: a page of a list, with the newest message of each and
	// the sealed key for it. Object is the inbox, if one was asked for; reason is
	// the view; first is how many conversations were on the page.
	ConversationsListed Kind = "conversation.listed"
	// ThreadRead: a thread with its sealed keys and its newest message, whose
	// sequence is last.
	ThreadRead Kind = "thread.read"
	// EntriesFetched: first and last are the sequences.
	EntriesFetched Kind = "entries.fetched"
	// DraftsFetched: object is the account, first how many there were.
	DraftsFetched Kind = "drafts.fetched"
	// LiveBegun: a socket opens, and what happens from here on in threads that its
	// owner may read goes out by it. Object is the session (staff) or the device;
	// first is the place from which it catches up, 0 for none.
	LiveBegun Kind = "live.begun"
	// LiveEnded: a socket is over. Likewise; those that a stop of the server ends
	// are covered by server.stopped.
	LiveEnded Kind = "live.ended"

	// Of files: object is the file, within its conversation.
	AttachmentBegun   Kind = "attachment.begun"
	AttachmentStored  Kind = "attachment.stored" // first is its size in bytes
	AttachmentFetched Kind = "attachment.fetched"
	AttachmentRemoved Kind = "attachment.removed"
	AttachmentSwept   Kind = "attachment.swept" // reason "unclaimed": no message brought it for a day

	// RetentionEnded: from here on nobody writes to it. Reason "retention".
	RetentionEnded Kind = "retention.ended"
	// KeysDestroyed: reason "retention".
	KeysDestroyed Kind = "keys.destroyed"
	HoldSet       Kind = "hold.set"
	HoldLifted    Kind = "hold.lifted"
	// RetentionRead: object is the inbox, if one was asked for; reason is
	// "figures", "trial" or "certificates", or of this record "record" or "record-trial".
	RetentionRead Kind = "retention.read"

	// SignedIn: object is the session; the account's sealed vault goes with it.
	// First is 1 from a browser that the account had not used before; last 1 if it is an emergency account. Reason is the way in: "setup", "invitation", "passkey", "password",
	// "recovery" or "approval".
	SignedIn Kind = "session.created"
	// SessionConfirmed: somebody proved two factors again, for sensitive acts. Object
	// is the session, reason "passkey" or "password".
	SessionConfirmed Kind = "session.confirmed"
	// SessionMoved: a session was used from where it never proved two factors; once for
	// each place. Object is the session, reason what is another: "other-network" or
	// "other-browser".
	SessionMoved Kind = "session.moved"
	// OperatorAdmitted: object is the account, for which whoever runs the server gave
	// out a code that was used beside the recovery code.
	OperatorAdmitted Kind = "operator.admitted"
	// VouchAsked: somebody with a recovery code asks owners and admins to vouch for
	// them. Object is the account; of VouchGiven, too. One that was refused is an
	// ApprovalRefused.
	VouchAsked Kind = "vouch.asked"
	VouchGiven Kind = "vouch.given"
	// SignInRefused: object is the account, if there is one. Reason is what was
	// wrong: "password", "authenticator" (its code, with the right password),
	// "recovery", "recovery-second" (what was shown beside the right code),
	// "passkey", "passkey-copied" (its counter went back),
	// "unknown-account", "removed-account", "suspended-account" (with the right
	// factors), "one-factor" (too little was shown), "without-provider" (the organisation
	// wants its identity provider's word); or "more": first counts what an hour
	// had beyond sixty at one address, or from one network.
	SignInRefused Kind = "session.refused"
	// SignInThrottled: whoever guesses has to wait from now on, and tries in that
	// time are not recorded. Object is the account, if there is one; reason is
	// "network" (this one) or "everywhere", or "approval".
	SignInThrottled Kind = "session.throttled"
	// SessionEnded: object is the session; reason is "own", "owner" (who ended all of
	// somebody's), "remote" (by another session of the account), "unlocker-removed",
	// "password-known" (by others), "suspended" (within its account), "provider" (signed out there), "moved" (see SessionMoved) or "expired" (within
	// its account).
	SessionEnded Kind = "session.ended"
	// Of single sign-on. ProviderLinked, ProviderUnlinked: object is the account, reason
	// the provider's id. ProviderRefused: an answer did not count; reason is "browser"
	// (another one had asked), "late", "other-provider" (another one's), "refused" (it says no),
	// "unreachable", "token" (not signed as it must be), "clock" or "nonce", or "more".
	ProviderLinked   Kind = "provider.linked"
	ProviderUnlinked Kind = "provider.unlinked"
	ProviderRefused  Kind = "provider.refused"
	// AccountSuspended: shut out at once; AccountReinstated: let in again. Object is the
	// account, reason "admin" or "provisioning".
	AccountSuspended  Kind = "account.suspended"
	AccountReinstated Kind = "account.reinstated"
	// PasswordMarked: others may know somebody's password, which has to be changed.
	// Object is the account.
	PasswordMarked Kind = "password.marked"
	// AccountRestarted: somebody lost everything, and an invitation took the place of
	// their account, the object. AccountSucceeded: they accepted it; object is the new
	// account, within the former one.
	AccountRestarted Kind = "account.restarted"
	AccountSucceeded Kind = "account.succeeded"
	// Of who a customer is: object is the visitor device. VisitorProved: reason is the
	// who vouched, "email" or "website". VisitorUnproven: reason is "token-" and what was
	// wrong with it ("form", "key", "signature", "time", "audience", "issuer", "device",
	// "replay"), or, of a device that wrote to an inbox without a proof, "level-enforce"
	// (it was refused) or "level-watch" (it was let in, within the inbox), or "more".
	VisitorProved   Kind = "visitor.proved"
	VisitorUnproven Kind = "visitor.unproven"
	// VisitorAsked: staff asked the customer of a conversation, the object, to show who
	// they are; reason is the least that they want, "email" or "website".
	VisitorAsked Kind = "visitor.asked"
	// Of a program's token: object is the token. TokenCreated: reason is its scopes, last
	// when it expires (Unix seconds). TokenUsed: for the first time on a day from a
	// network. TokenRevoked: reason "admin" or "suspended" (with its account).
	// TokenRefused: reason "network" (not from one of its own), "expired" or "maker" (who
	// made it may no longer), or "more".
	TokenCreated Kind = "token.created"
	TokenUsed    Kind = "token.used"
	TokenRevoked Kind = "token.revoked"
	TokenRefused Kind = "token.refused"
	// Of what an identity provider says (internal/scim): object is the entry, last its
	// version, within the account or team that it belongs to, if any. Reason is "created",
	// "changed", "deleted" or "linked" (an admin said to which account or team it belongs).
	UserProvisioned  Kind = "provision.user"
	GroupProvisioned Kind = "provision.group"
	// DeviceBound: object is the device, within the session.
	DeviceBound Kind = "session.device"
	// VisitorAdmitted: a visitor's device got a session. Object is the device.
	VisitorAdmitted Kind = "visitor.session"
	// VaultChanged: object is the account, first the vault's version.
	VaultChanged Kind = "vault.changed"
	// VaultFetched: object is the account, last the vault's version.
	VaultFetched Kind = "vault.fetched"
	// SelfChecked: the server looked at how sign-in stands, of the organisation as object; first is how many findings
	// are new, last how many there are.
	SelfChecked Kind = "auth.checked"
	// PasskeyAdded: object is the way to unlock that it is.
	PasskeyAdded Kind = "passkey.added"
	// PasskeyRenamed: likewise.
	PasskeyRenamed Kind = "passkey.renamed"
	// UnlockerStored: a password or recovery code, in the place of any earlier
	// one. Object is the account, reason "password" or "recovery".
	UnlockerStored Kind = "unlocker.stored"
	// UnlockerRemoved: object is the way to unlock (passkey) or the account;
	// reason is "passkey", "password" or "recovery".
	UnlockerRemoved Kind = "unlocker.removed"
	// AccountRead: somebody looked at a list of their own account. Object is the
	// account, reason "sessions", "notices", "unlockers" or "approvals".
	AccountRead Kind = "account.read"
	// InvitationAccepted: object is the account that was made.
	InvitationAccepted Kind = "invitation.accepted"
	// Of approvals: object is the request of the browser that asked to be let in.
	ApprovalGiven   Kind = "approval.given"
	ApprovalRefused Kind = "approval.refused"
	// AvailabilityChanged: object is the account, reason what it is now.
	AvailabilityChanged Kind = "availability.changed"

	// AccessRefused: somebody who is known here asked for what is not theirs.
	// Policy is the action, reason the check that refused or, where a domain
	// refused, what it was doing; object is what was asked for, if it has an id.
	// With reason "more", first is how many others were refused in that hour.
	AccessRefused Kind = "access.refused"

	// Read, of this record: object is the id that was searched by, if there is one.
	// One search is recorded once, however far somebody reads on in it.
	Read Kind = "ledger.read"
	// Exported, this record: last is how many entries it had. Reason "part": only what
	// was looked for, with the id, if there was one, as the object.
	Exported Kind = "ledger.exported"
	// KeepingChanged: how long a class of events is kept. Reason is the class, first
	// the days, 0 for ever; last is from when (Unix seconds).
	KeepingChanged Kind = "ledger.retention"
	// Of holds on this record: object is the id whose events are held, or absent for
	// all; reason is why.
	HoldBegun Kind = "ledger.held"
	HoldEnded Kind = "ledger.released"
	// Erased: events under one tile were erased. Object is the mask of them (seal/ledger),
	// first the tile, last how many; reason is "retention:" and the class, or
	// "request:" and why.
	Erased Kind = "ledger.erased"

	// WitnessKeyMade: this server has a key to cosign with from here on, and what it
	// cosigned with an earlier one is over. Object is the key.
	WitnessKeyMade Kind = "witness.key"
	// WitnessCosigned: this server cosigned checkpoints of a log of others, at most
	// told once an hour. Object is SHA-256 of the log's origin; first is the size that
	// the last such event told of, last the size now.
	WitnessCosigned Kind = "witness.cosigned"
	// WitnessRefused: a checkpoint of a log was not cosigned. Object likewise; reason is
	// "fork" (the log has signed two roots of one size) or "proof" (it was not shown to
	// continue what was cosigned; somebody else may have submitted it).
	WitnessRefused Kind = "witness.refused"
	// WitnessForgot: what was cosigned of a log was forgotten, by somebody at the
	// server. Object likewise.
	WitnessForgot Kind = "witness.forgot"
	// WitnessDisagreed: a witness of this record cosigned another one. Object is
	// SHA-256 of the witness's key in text form; reason is "shorter" (this record is:
	// it cosigned a longer one, whose size is last) or "other"; first is the size here.
	WitnessDisagreed Kind = "witness.disagreed"

	// ServerStarted: reason is the version.
	ServerStarted Kind = "server.started"
	// ServerStopped: it was told to. A start without a stop before it: it died.
	ServerStopped Kind = "server.stopped"
	// ConfigurationChanged: reason is the name of what is set differently than at
	// the last start, never its value.
	ConfigurationChanged Kind = "configuration.changed"
	// DemoServed: this start serves a demo, which anybody on the machine can enter.
	DemoServed Kind = "server.demo"
	// DataOlder: at a start, data.db was older than shred.db, as after restoring a
	// backup. First is until when keys that it does not know are kept (Unix seconds).
	DataOlder Kind = "data.older"
	// CertificateObtained and CertificateFailed: an authority gave a certificate
	// for HTTPS, or did not.
	CertificateObtained Kind = "certificate.obtained"
	CertificateFailed   Kind = "certificate.failed"
)

// Wide writes an id of 16 bytes as one of 32: the bytes, and then zeros.
func Wide(id seal.ID16) (wide seal.ID) {
	copy(wide[:], id[:])
	return wide
}

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
	Session seal.ID // of staff; no part of an event but where its kind says so
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
