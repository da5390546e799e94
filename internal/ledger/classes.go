package ledger

import (
	"slices"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// Class is what kinds of events have in common: how long they are kept is decided
// for each class. The zero Class is none, and nothing of it is ever erased.
type Class string

// The classes.
const (
	// SignIns: who came in, who did not, and what was refused to whom.
	SignIns Class = "sign-ins"
	// Keys: the directory, with its members and teams, and the ways to unlock.
	Keys Class = "keys"
	// ReadsClass: what was handed out.
	ReadsClass Class = "reads"
	// Conversations: what was written, and what became of it.
	Conversations Class = "conversations"
	// Administration: settings, and what is held.
	Administration Class = "administration"
	// System: the server itself.
	System Class = "system"
	// Keeping: how long the record is kept, what is held, what was erased, and that a
	// witness knows another one. It is kept for ever, for nothing else tells of what
	// is gone.
	Keeping Class = "record"
)

// classOf says to which class a kind belongs. A test refuses a kind that is
// missing here, and a kind that is unknown is kept for ever.
var classOf = map[Kind]Class{
	SignedIn: SignIns, OperatorAdmitted: SignIns, SessionConfirmed: SignIns, SignInRefused: SignIns, SignInThrottled: SignIns, SessionEnded: SignIns, DeviceBound: SignIns, VisitorAdmitted: SignIns, VisitorProved: SignIns, VisitorUnproven: SignIns, VisitorAsked: SignIns,
	ApprovalGiven: SignIns, VouchAsked: SignIns, VouchGiven: SignIns, ApprovalRefused: SignIns, AccessRefused: SignIns, SetupRefused: SignIns,
	SessionMoved: SignIns, PasswordMarked: SignIns, AccountSuspended: SignIns, AccountReinstated: SignIns, ProviderRefused: SignIns, TokenUsed: SignIns, TokenRefused: SignIns,

	OrganisationCreated: Keys, DirectoryAppended: Keys, HeadSigned: Keys, InvitationAccepted: Keys, AccountRestarted: Keys, AccountSucceeded: Keys,
	WitnessKeyMade: Keys, VaultChanged: Keys, SelfChecked: SignIns, PasskeyAdded: Keys, PasskeyRenamed: Keys, UnlockerStored: Keys, UnlockerRemoved: Keys,
	ProviderLinked: Keys, ProviderUnlinked: Keys, TokenCreated: Keys, UserProvisioned: Keys, GroupProvisioned: Keys, TokenRevoked: Keys,

	DirectoryFetched: ReadsClass, GroupKeysFetched: ReadsClass, ConversationsListed: ReadsClass, ThreadRead: ReadsClass, EntriesFetched: ReadsClass,
	DraftsFetched: ReadsClass, LiveBegun: ReadsClass, LiveEnded: ReadsClass, AttachmentFetched: ReadsClass, RetentionRead: ReadsClass,
	VaultFetched: ReadsClass, SignInChecked: ReadsClass, AccountRead: ReadsClass, Read: ReadsClass, Exported: ReadsClass,

	ConversationCreated: Conversations, NotesCreated: Conversations, MessageAppended: Conversations, GenerationAppended: Conversations,
	WrapStored: Conversations, ConversationAssigned: Conversations, ConversationRated: Conversations, ConversationClosed: Conversations,
	ConversationReopened: Conversations, NoticeAsked: Conversations, NoticeDeclined: Conversations, NoticeSent: Conversations,
	AttachmentBegun: Conversations, AttachmentStored: Conversations, AttachmentRemoved: Conversations, AttachmentSwept: Conversations,
	RetentionEnded: Conversations, KeysDestroyed: Conversations,

	ArticlesStored: Administration, SettingsChanged: Administration, OrganisationSet: Administration, MailRefused: Administration, MailReleased: Administration, MailTested: Administration, SMSTested: Administration, HoldSet: Administration, HoldLifted: Administration,
	AvailabilityChanged: Administration,

	ServerStarted: System, ServerStopped: System, ConfigurationChanged: System, DemoServed: System, DataOlder: System,
	CertificateObtained: System, CertificateFailed: System,
	WitnessCosigned: System, WitnessRefused: System, WitnessForgot: System,

	WitnessDisagreed: Keeping, KeepingChanged: Keeping, HoldBegun: Keeping, HoldEnded: Keeping, Erased: Keeping,
}

// Of is the class of a kind, none for one that is unknown.
func Of(kind Kind) Class { return classOf[kind] }

// Classes lists those whose events may be erased.
func Classes() []Class {
	return []Class{SignIns, Keys, ReadsClass, Conversations, Administration, System}
}

// ParseClass reads a class whose events may be erased.
func ParseClass(text string) (Class, error) {
	if c := Class(text); slices.Contains(Classes(), c) {
		return c, nil
	}
	return "", errs.New(errs.Unprocessable, "ledger.class", "There is no such part of the record of acts.", "Choose one of those that are listed.")
}
