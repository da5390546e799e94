package httpapi

import (
	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// table is every endpoint with its action and its resource.
func (a *API) table() []Route {
	var all []Route
	all = append(all, a.visitorRoutes()...)
	all = append(all, a.threadRoutes()...)
	all = append(all, a.fileRoutes()...)
	all = append(all, a.setupRoutes()...)
	all = append(all, a.signInRoutes()...)
	all = append(all, a.accountRoutes()...)
	all = append(all, a.directoryRoutes()...)
	all = append(all, a.ledgerRoutes()...)
	all = append(all, a.keepingRoutes()...)
	all = append(all, a.witnessRoutes()...)
	all = append(all, a.settingsRoutes()...)
	all = append(all, a.mailRoutes()...)
	all = append(all, a.tokenRoutes()...)
	all = append(all, a.customerRoutes()...)
	all = append(all, a.customerCountRoutes()...)
	all = append(all, a.linkRoutes()...)
	all = append(all, a.ssoRoutes()...)
	all = append(all, a.againRoutes()...)
	all = append(all, a.scimRoutes()...)
	all = append(all, a.passwordRoutes()...)
	all = append(all, a.smsRoutes()...)
	return append(all, a.retentionRoutes()...)
}

func (a *API) visitorRoutes() []Route {
	return []Route{
		route("GET", "/inboxes/{inbox}/proof", access.ReadPublic, nothing, "What a visitor checks before writing", a.getProof).
			leavesNothing("anybody may ask for it, whoever they are").
			asks("from", "size of the log at the head that is known").
			asks("also", "ids of past authors' devices, of earlier server keys, and of the team's key since which readers are asked for, with commas, at most 64"),
		route("GET", "/article-sets/{hash}", access.ReadArticles, a.articleSet, "An approved article set, as bytes", a.getArticles).
			leavesNothing("the directory names it as public"),
		route("POST", "/visitor/challenges", access.OpenVisitor, nothing, "A challenge for a visitor device", a.postChallenge).
			leavesNothing("a challenge admits nobody, and is not kept"),
		route("POST", "/visitor/sessions", access.OpenVisitor, nothing, "A session for a visitor device", a.postVisitorSession).
			leaves(ledger.VisitorAdmitted),
		route("PUT", "/conversations/{thread}/notice", access.AskNotice, a.thread, "Where to hear by email that there is an answer", a.putNotice).
			leaves(ledger.NoticeAsked, ledger.NoticeDeclined),
		route("POST", "/conversations", access.Create, nothing, "Open a conversation", a.postConversation).
			leaves(ledger.ConversationCreated, ledger.GenerationAppended, ledger.MessageAppended),
	}
}

func (a *API) threadRoutes() []Route {
	return []Route{
		route("GET", "/conversations", access.List, nothing, "A page of the caller's conversations", a.getConversations).
			leaves(ledger.ConversationsListed).
			asks("view", "mine, unassigned, open, closed or all").
			asks("inbox", "id of the only inbox wanted").
			asks("before", "the cursor that came with the page before").
			asks("limit", "1 to 200, usually 50"),
		route("GET", "/conversations/counts", access.Count, nothing, "How many open conversations each of the caller's views has", a.getCounts).
			leavesNothing("numbers alone: they name no conversation"),
		route("GET", "/threads/{thread}", access.ReadThread, a.thread, "A thread without its entries", a.getThread).
			leaves(ledger.ThreadRead),
		route("GET", "/threads/{thread}/entries", access.ReadThread, a.thread, "Entries after a sequence", a.getEntries).
			leaves(ledger.EntriesFetched).
			asks("after", "the last sequence that is known").
			asks("limit", "1 to 500, usually 200"),
		route("POST", "/threads/{thread}/messages", access.Send, a.thread, "Append a message", a.postMessage).
			leaves(ledger.MessageAppended, ledger.ConversationReopened),
		route("POST", "/threads/{thread}/generations", access.ChangeReaders, a.thread, "Append a generation", a.postGeneration).
			leaves(ledger.GenerationAppended),
		route("POST", "/threads/{thread}/notes", access.WriteNotes, a.thread, "Open the notes of a conversation", a.postNotes).
			leaves(ledger.NotesCreated, ledger.GenerationAppended, ledger.MessageAppended),
		route("PUT", "/threads/{thread}/wraps/{generation}", access.Wrap, a.thread, "Store a re-wrapped key", a.putWrap).
			leaves(ledger.WrapStored),
		route("PUT", "/threads/{thread}/marks", access.Mark, a.thread, "Move a delivered or read mark", a.putMark).
			leavesNothing("a mark is signed by its device and kept as it is: it is its own record"),
		route("POST", "/conversations/{thread}/claim", access.Handle, a.thread, "Take an unassigned conversation", a.postClaim).
			leaves(ledger.ConversationAssigned, ledger.ThreadRead),
		route("POST", "/conversations/{thread}/assign", access.Handle, a.thread, "Assign a conversation", a.postAssign).
			leaves(ledger.ConversationAssigned, ledger.ThreadRead),
		route("POST", "/conversations/{thread}/close", access.Handle, a.thread, "Close a conversation", a.postClose).
			leaves(ledger.ConversationClosed, ledger.ThreadRead),
		route("POST", "/conversations/{thread}/reopen", access.Handle, a.thread, "Reopen a conversation", a.postReopen).
			leaves(ledger.ConversationReopened, ledger.ThreadRead),
		route("PUT", "/conversations/{thread}/rating", access.Rate, a.thread, "Rate a conversation, or take the rating back", a.putRating).
			leaves(ledger.ConversationRated),
		route("GET", "/drafts", access.OwnAccount, nothing, "What the caller is writing, sealed to their account", a.getDrafts).
			leaves(ledger.DraftsFetched),
		route("PUT", "/drafts/{thread}", access.KeepDraft, a.thread, "Keep a draft for the caller's other browsers", a.putDraft).
			leavesNothing("it changes every few seconds, concerns nobody else, and is no act before it is sent"),
		route("GET", "/live", access.Listen, nothing, "Live events (WebSocket)", a.getLive).
			leaves(ledger.LiveBegun, ledger.LiveEnded).
			asks("cursor", "the last cursor that was received"),
	}
}

func (a *API) fileRoutes() []Route {
	const attachment = "/threads/{thread}/attachments/{attachment}"
	return []Route{
		route("PUT", attachment, access.Send, a.thread, "Begin a sealed file, or ask how far it has come", a.putAttachment).
			leaves(ledger.AttachmentBegun),
		route("DELETE", attachment, access.Send, a.thread, "Take a file back", a.deleteAttachment).
			leaves(ledger.AttachmentRemoved),
		route("PUT", attachment+"/parts/{part}", access.Send, a.thread, "The next part of a file: 1,048,832 bytes, the last one fewer", a.putPart).
			leaves(ledger.AttachmentStored).upTo(partBodyLimit),
		route("GET", attachment+"/parts/{part}", access.ReadThread, a.thread, "A part of a whole file", a.getPart).
			leaves(ledger.AttachmentFetched),
	}
}

func (a *API) setupRoutes() []Route {
	return []Route{
		route("GET", "/setup", access.ReadPublic, nothing, "Whether this desk is set up", a.getSetup).
			leavesNothing("anybody may ask for it, whoever they are"),
		route("POST", "/setup/passkey", access.SetUp, a.setupOpen, "Begin the first owner's passkey", a.postSetupPasskey).
			leaves(ledger.SetupRefused).slow(),
		route("POST", "/setup/server-key", access.SetUp, a.setupOpen, "The key to certify for receipts", a.postSetupServerKey).
			leaves(ledger.SetupRefused).slow(),
		route("POST", "/setup", access.SetUp, a.setupOpen, "Create the organisation", a.postSetup).
			leaves(ledger.OrganisationCreated, ledger.DirectoryAppended, ledger.HeadSigned, ledger.SignedIn, ledger.SetupRefused).slow().upTo(batchBodyLimit),
		route("GET", "/invitations/{invite}", access.SignIn, nothing, "What an invitation is for", a.getInvitation).
			leavesNothing("whoever has the link may see what it is for; accepting it is recorded").slow(),
		route("POST", "/invitations/{invite}/passkey", access.SignIn, nothing, "Begin the passkey of somebody invited", a.postInvitationPasskey).
			leavesNothing("what is begun here admits nobody; what comes of it is recorded").slow(),
		route("POST", "/invitations/{invite}/accept", access.SignIn, nothing, "Accept an invitation", a.postInvitationAccept).
			leaves(ledger.DirectoryAppended, ledger.InvitationAccepted, ledger.AccountSucceeded, ledger.SignedIn).slow(),
	}
}

func (a *API) signInRoutes() []Route {
	return []Route{
		route("POST", "/signin/passkey/begin", access.SignIn, nothing, "Begin a sign-in with a passkey", a.postPasskeyBegin).
			leavesNothing("what is begun here admits nobody; what comes of it is recorded").slow(),
		route("POST", "/signin/passkey/finish", access.SignIn, nothing, "Finish a sign-in with a passkey", a.postPasskeyFinish).
			leaves(ledger.SignedIn, ledger.SignInRefused).slow(),
		route("POST", "/signin/password/begin", access.SignIn, nothing, "Parameters of a password", a.postPasswordBegin).
			leavesNothing("what is begun here admits nobody; what comes of it is recorded").slow(),
		route("POST", "/signin/password/finish", access.SignIn, nothing, "Sign in with a password", a.postPasswordFinish).
			leaves(ledger.SignedIn, ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("POST", "/signin/recovery", access.SignIn, nothing, "Sign in with a recovery code and one more proof", a.postRecovery).
			leaves(ledger.SignedIn, ledger.OperatorAdmitted, ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("POST", "/signin/approval/begin", access.SignIn, nothing, "Ask another browser for approval", a.postApprovalBegin).
			leaves(ledger.SignInThrottled).slow(),
		route("POST", "/signin/recovery/mail", access.SignIn, nothing, "Mail a code to whoever has this recovery code", a.postRecoveryMail).
			leaves(ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("POST", "/signin/vouch/begin", access.SignIn, nothing, "Ask owners and admins to vouch for whoever has this recovery code", a.postVouchBegin).
			leaves(ledger.VouchAsked, ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("POST", "/signin/approval/poll", access.SignIn, nothing, "See whether it was approved", a.postApprovalPoll).
			leaves(ledger.SignedIn),
	}
}

func (a *API) accountRoutes() []Route {
	return []Route{
		route("GET", "/session", access.ReadPublic, nothing, "Who is signed in, if anybody", a.getSession).
			leavesNothing("who asks is told who they are, and nothing else"),
		route("PUT", "/session/device", access.OwnAccount, nothing, "Bind the certified device", a.putSessionDevice).
			leaves(ledger.DeviceBound),
		route("DELETE", "/session", access.OwnEntry, nothing, "Sign out", a.deleteOwnSession).
			leaves(ledger.SessionEnded),
		route("POST", "/session/confirm/passkey/begin", access.OwnEntry, nothing, "Begin to confirm with a passkey that it is still you", a.postConfirmBegin).
			leavesNothing("what is begun here confirms nothing; what comes of it is recorded").slow(),
		route("POST", "/session/confirm/passkey/finish", access.OwnEntry, nothing, "Confirm with a passkey, for sensitive acts", a.postConfirmFinish).
			leaves(ledger.SessionConfirmed, ledger.SignInRefused).slow(),
		route("POST", "/session/confirm/password", access.OwnEntry, nothing, "Confirm with the password and a fresh code", a.postConfirmPassword).
			leaves(ledger.SessionConfirmed, ledger.SignInRefused, ledger.SignInThrottled).slow(),
		route("GET", "/sessions", access.OwnAccount, nothing, "The caller's sessions", a.getSessions).
			leaves(ledger.AccountRead),
		route("POST", "/sessions/end-others", access.OwnSessions, nothing, "End all of the caller's other sessions", a.deleteOtherSessions).
			leaves(ledger.SessionEnded),
		route("DELETE", "/accounts/{account}/sessions", access.EndAccount, nothing, "End all sessions of an account, at once", a.deleteAccountSessions).
			leaves(ledger.SessionEnded),
		route("DELETE", "/sessions/{session}", access.EndSession, a.session, "End a session", a.deleteSession).
			leaves(ledger.SessionEnded),
		route("GET", "/vault", access.OwnEntry, nothing, "The caller's sealed vault", a.getVault).
			leaves(ledger.VaultFetched),
		route("PUT", "/vault", access.OwnVault, nothing, "Replace the sealed vault and the ways into it", a.putVault).
			leaves(ledger.VaultChanged, ledger.PasskeyAdded, ledger.UnlockerStored, ledger.UnlockerRemoved, ledger.SessionEnded),
		route("POST", "/passkeys/begin", access.OwnVault, nothing, "Begin another passkey", a.postPasskeysBegin).
			leavesNothing("what is begun here admits nobody; what comes of it is recorded"),
		route("PUT", "/passkeys/{passkey}/name", access.OwnAccount, nothing, "Give one of the caller's passkeys another name", a.putPasskeyName).
			leaves(ledger.PasskeyRenamed),
		route("GET", "/notices", access.OwnAccount, nothing, "Sign-ins from browsers that the caller's account had not used before; for owners, those of others with a code from the server's operator", a.getNotices).
			leaves(ledger.AccountRead),
		route("DELETE", "/notices/{session}", access.DismissNotice, nothing, "Say that it was the caller", a.deleteNotice).
			leavesNothing("the sign-in is recorded; what somebody thinks of it is no act"),
		route("GET", "/unlockers", access.OwnAccount, nothing, "Ways into the caller's account", a.getUnlockers).
			leaves(ledger.AccountRead),
		route("GET", "/approvals", access.OwnAccount, nothing, "Browsers that ask to be let in, and colleagues who need somebody to vouch for them", a.getApprovals).
			leaves(ledger.AccountRead),
		route("POST", "/approvals/{approval}", access.Approve, a.approval, "Let a browser in", a.postApproval).
			leaves(ledger.ApprovalGiven),
		route("DELETE", "/approvals/{approval}", access.Refuse, a.approval, "Refuse a browser", a.deleteApproval).
			leaves(ledger.ApprovalRefused),
		route("POST", "/approvals/{approval}/vouch", access.Vouch, nothing, "Vouch for a colleague", a.postVouch).
			leaves(ledger.VouchGiven),
		route("DELETE", "/approvals/{approval}/vouch", access.RefuseVouch, nothing, "Vouch for nobody", a.deleteVouch).
			leaves(ledger.ApprovalRefused),
		route("GET", "/accounts", access.ReadDirectory, nothing, "Colleagues, with who is there", a.getAccounts).
			leaves(ledger.DirectoryFetched),
		route("PUT", "/availability", access.OwnAccount, nothing, "Take conversations, or not", a.putAvailability).
			leaves(ledger.AvailabilityChanged),
	}
}

func (a *API) directoryRoutes() []Route {
	return []Route{
		route("GET", "/directory", access.ReadDirectory, nothing, "Statements after a size", a.getDirectory).
			leaves(ledger.DirectoryFetched).
			asks("after", "size of the log that is known"),
		route("POST", "/directory", access.AppendDirectory, nothing, "Append statements", a.postDirectory).
			leaves(ledger.DirectoryAppended, ledger.HeadSigned).upTo(batchBodyLimit),
		route("POST", "/directory/heads", access.AppendDirectory, nothing, "Keep a signed head", a.postHead).
			leaves(ledger.HeadSigned),
		route("GET", "/groups/boxes", access.ReadDirectory, nothing, "The caller's group boxes", a.getGroupBoxes).
			leaves(ledger.GroupKeysFetched),
		route("PUT", "/article-sets", access.Publish, nothing, "Store an article set", a.putArticles).
			leaves(ledger.ArticlesStored).upTo(setBodyLimit),
		route("GET", "/inboxes", access.ReadDirectory, nothing, "Inboxes with their settings", a.getInboxes).
			leavesNothing("every visitor of the website may know as much"),
		route("PUT", "/inboxes/{inbox}/settings", access.ConfigureInbox, a.inbox, "Change an inbox's settings", a.putSettings).
			leaves(ledger.SettingsChanged),
	}
}

// nothing: the decision is about the actor alone.
func nothing(*call) (access.Resource, error) { return access.Resource{}, nil }

func (a *API) setupOpen(*call) (access.Resource, error) {
	return access.Resource{SetupOpen: a.Directory.Open()}, nil
}

func (a *API) thread(c *call) (access.Resource, error) {
	id, err := c.id("thread")
	if err != nil {
		return access.Resource{}, err
	}
	c.about(id, seal.OptionalID{})
	t, ok, err := a.Conversations.Find(c.r.Context(), id)
	if err != nil || !ok {
		return access.Resource{}, err
	}
	c.within = t.Within()
	return t.Resource(), nil
}

func (a *API) session(c *call) (access.Resource, error) {
	id, err := c.id("session")
	if err != nil {
		return access.Resource{}, err
	}
	c.about(id, seal.OptionalID{})
	session, _, err := a.Identity.Session(c.r.Context(), id)
	return access.Resource{Account: session.Account}, err
}

func (a *API) approval(c *call) (access.Resource, error) {
	id, err := c.id("approval")
	if err != nil {
		return access.Resource{}, err
	}
	c.about(id, seal.OptionalID{})
	owner, _ := a.Identity.ApprovalOwner(id)
	return access.Resource{Account: owner}, nil
}

func (a *API) articleSet(c *call) (access.Resource, error) {
	hash, err := c.id("hash")
	if err != nil {
		return access.Resource{}, err
	}
	c.about(hash, seal.OptionalID{})
	return access.Resource{Public: a.Directory.ArticlesNamed(hash)}, nil
}

func (a *API) inbox(c *call) (access.Resource, error) {
	id, err := c.id("inbox")
	if err != nil {
		return access.Resource{}, err
	}
	c.about(id, seal.OptionalID{})
	group, ok := a.Directory.InboxGroup(id)
	if !ok {
		return access.Resource{}, errs.New(errs.NotFound, "http.inbox", "There is no such inbox.", "Go back to the list.")
	}
	return access.Resource{Group: group}, nil
}
