package access

import (
	"slices"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// The actions. Each route and each live frame names one.
const (
	ReadPublic      Action = "public.read"     // what anybody on the internet may ask for
	Cosign          Action = "witness.cosign"  // have a checkpoint of a log cosigned; the log's key decides
	ReadArticles    Action = "articles.read"   // an article set that the directory names
	SetUp           Action = "setup"           // only while there is no organisation
	SignIn          Action = "sign-in"         // to become somebody
	OpenVisitor     Action = "visitor.session" // to become a visitor
	ProveVisitor    Action = "visitor.prove"   // show who one is
	LinkVisitor     Action = "visitor.link"    // go on on another device
	Create          Action = "conversation.create"
	List            Action = "conversation.list"
	Count           Action = "conversation.count"
	ReadThread      Action = "thread.read"
	Send            Action = "thread.send"
	ChangeReaders   Action = "thread.generation"
	Mark            Action = "thread.mark"
	WriteNotes      Action = "notes.create"
	Wrap            Action = "thread.wrap"
	AskNotice       Action = "conversation.notice"
	Handle          Action = "conversation.handle" // claim, assign, close, reopen
	Rate            Action = "conversation.rate"
	KeepDraft       Action = "draft.write"
	Listen          Action = "live"
	OwnAccount      Action = "account.own"     // own session, vault, unlockers, approvals
	OwnEntry        Action = "account.entry"   // what it takes to change a password: own vault, confirming, leaving
	OwnVault        Action = "vault.write"     // change own vault and unlockers
	EndSession      Action = "session.end"     // a session that is one's own
	OwnSessions     Action = "session.end-all" // all of one's own, but the one that asks
	DismissNotice   Action = "session.notice"  // say that one's own sign-in was one's own
	EndAccount      Action = "account.end"     // all of somebody's
	Approve         Action = "approval.answer" // let a browser into one's own account
	Refuse          Action = "approval.refuse"
	Vouch           Action = "vouch.give" // for a colleague who has nothing but a recovery code
	RefuseVouch     Action = "vouch.refuse"
	ReadDirectory   Action = "directory.read"
	AppendDirectory Action = "directory.append"
	Publish         Action = "articles.write"
	ConfigureInbox  Action = "inbox.settings"
	ListRetention   Action = "retention.list" // of what one may see one by one
	SeeRetention    Action = "retention.read"
	Hold            Action = "conversation.hold" // keep it whatever its retention says
	ReadLedger      Action = "ledger.read"       // the events, not their proofs
	ExportLedger    Action = "ledger.export"     // many at once, to take away
	KeepLedger      Action = "ledger.keep"       // say how long they are kept, and hold them
	EraseLedger     Action = "ledger.erase"      // on request, at once
	SeeSettings     Action = "settings.read"     // what the organisation chose, without secrets
	ChangeSettings  Action = "settings.write"
	SeeTokens       Action = "tokens.read" // of programs
	MakeToken       Action = "tokens.write"
	RevokeToken     Action = "tokens.revoke"
	MarkPassword    Action = "password.mark"   // others may know somebody's: it has to be changed
	Suspend         Action = "account.suspend" // and let in again
	BeginAgain      Action = "account.again"   // new keys for somebody who lost everything
	Provision       Action = "scim"            // by an identity provider's token alone
)

func productRules() map[Action][]Check {
	signedIn := Check{"signed-in", errs.Unauthenticated, func(a Actor, _ Resource) bool { return a.Who == Staff }}
	someone := Check{"someone", errs.Unauthenticated, func(a Actor, _ Resource) bool { return a.Who == Visitor || a.Who == Staff }}
	visitor := Check{"visitor", errs.Unauthenticated, func(a Actor, _ Resource) bool { return a.Who == Visitor }}
	device := Check{"device", errs.Forbidden, func(a Actor, _ Resource) bool { return !a.Device.IsZero() }}
	setup := Check{"setup-open", errs.Gone, func(_ Actor, r Resource) bool { return r.SetupOpen }}
	named := Check{"named-in-directory", errs.NotFound, func(_ Actor, r Resource) bool { return r.Public }}
	member := Check{"member", errs.NotFound, isMember}
	reader := Check{"reader", errs.NotFound, isReader}
	own := Check{"own", errs.NotFound, func(a Actor, r Resource) bool {
		return a.Who == Staff && !r.Account.IsZero() && a.Account == r.Account
	}}
	configures := Check{"configures", errs.Forbidden, func(a Actor, r Resource) bool {
		return a.Admin || a.Owner || !r.Group.IsZero() && slices.Contains(a.Manages, r.Group)
	}}
	leads := Check{"leads", errs.Forbidden, func(a Actor, _ Resource) bool {
		return a.Admin || a.Owner || len(a.Manages) > 0
	}}
	oversees := Check{"oversees", errs.Forbidden, func(a Actor, _ Resource) bool { return a.Admin || a.Owner }}
	owns := Check{"owns", errs.Forbidden, func(a Actor, _ Resource) bool { return a.Owner }}
	// Last in a rule: who may not do it anyway is not asked.
	confirmed := Check{confirmedCheck, errs.Forbidden, func(a Actor, _ Resource) bool { return a.Confirmed }}
	shown := Check{SensitiveCheck, errs.Forbidden, func(a Actor, r Resource) bool { return !a.Hidden(r.Group) }}
	publishes := Check{"publishes", errs.Forbidden, func(a Actor, _ Resource) bool { return a.Publish }}
	// A program reaches nothing but what a scope of its token names.
	provisions := Check{"provisions", errs.Unauthenticated, func(a Actor, _ Resource) bool { return a.may(ScopeProvision) }}
	auditor := Check{"signed-in-or-scope", errs.Unauthenticated, func(a Actor, _ Resource) bool { return a.Who == Staff || a.may(ScopeLedger) }}
	audits := Check{"oversees-or-program", errs.Forbidden, func(a Actor, _ Resource) bool { return a.Admin || a.Owner || a.Who == Program }}
	return undue(map[Action][]Check{
		ReadPublic: {}, SignIn: {}, OpenVisitor: {}, Cosign: {},
		ReadArticles:    {named},
		SetUp:           {setup},
		ProveVisitor:    {visitor},
		LinkVisitor:     {visitor},
		Create:          {visitor},
		List:            {someone},
		Count:           {signedIn},
		ReadThread:      {someone, reader, shown},
		Send:            {someone, reader, device, shown},
		ChangeReaders:   {someone, reader, device, shown},
		Mark:            {someone, reader, device},
		WriteNotes:      {signedIn, member, device, shown},
		Wrap:            {signedIn, member},
		AskNotice:       {visitor, reader},
		Handle:          {signedIn, member},
		Rate:            {visitor, reader},
		KeepDraft:       {signedIn, member},
		Listen:          {someone},
		OwnAccount:      {signedIn},
		OwnEntry:        {signedIn},
		OwnVault:        {signedIn, confirmed},
		EndSession:      {signedIn, own, confirmed},
		OwnSessions:     {signedIn, confirmed},
		DismissNotice:   {signedIn, confirmed},
		EndAccount:      {signedIn, owns, confirmed},
		Approve:         {signedIn, own, confirmed},
		Refuse:          {signedIn, own},
		Vouch:           {signedIn, oversees, device, confirmed},
		RefuseVouch:     {signedIn, oversees},
		ReadDirectory:   {signedIn},
		AppendDirectory: {signedIn},
		Publish:         {signedIn, publishes},
		ConfigureInbox:  {signedIn, configures},
		ListRetention:   {signedIn, leads},
		SeeRetention:    {signedIn, configures},
		Hold:            {signedIn, configures},
		ReadLedger:      {auditor, audits},
		ExportLedger:    {signedIn, oversees, confirmed},
		KeepLedger:      {signedIn, oversees, confirmed},
		EraseLedger:     {signedIn, owns, confirmed},
		SeeSettings:     {signedIn, oversees},
		ChangeSettings:  {signedIn, owns, confirmed},
		SeeTokens:       {signedIn, oversees},
		MakeToken:       {signedIn, oversees, confirmed},
		RevokeToken:     {signedIn, oversees},
		MarkPassword:    {signedIn, oversees, confirmed},
		Suspend:         {signedIn, oversees, confirmed},
		BeginAgain:      {signedIn, oversees, confirmed},
		Provision:       {provisions},
	})
}

// may reports whether the actor is a program whose token has a scope.
func (a Actor) may(scope Scope) bool { return a.Who == Program && slices.Contains(a.Scopes, scope) }

// isMember: staff of the team that owns it.
func isMember(a Actor, r Resource) bool {
	return a.Who == Staff && !r.Group.IsZero() && slices.Contains(a.Groups, r.Group)
}

// isReader: staff of the owning team, or one of the visitor's own devices,
// which never includes staff notes.
func isReader(a Actor, r Resource) bool {
	if a.Who == Visitor {
		return !r.Notes && !a.Device.IsZero() && slices.Contains(r.Visitors, a.Device)
	}
	return isMember(a, r)
}
