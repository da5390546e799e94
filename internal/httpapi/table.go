package httpapi

import (
	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
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
	return append(all, a.retentionRoutes()...)
}

func (a *API) visitorRoutes() []Route {
	return []Route{
		route("GET", "/inboxes/{inbox}/proof", access.ReadPublic, nothing, "What a visitor checks before writing", a.getProof).
			asks("from", "size of the log at the head that is known").
			asks("also", "ids of past authors' devices and earlier server keys, with commas, at most 64"),
		route("GET", "/article-sets/{hash}", access.ReadArticles, a.articleSet, "An approved article set, as bytes", a.getArticles),
		route("POST", "/visitor/challenges", access.OpenVisitor, nothing, "A challenge for a visitor device", a.postChallenge),
		route("POST", "/visitor/sessions", access.OpenVisitor, nothing, "A session for a visitor device", a.postVisitorSession),
		route("PUT", "/conversations/{thread}/notice", access.AskNotice, a.thread, "Where to hear by email that there is an answer", a.putNotice),
		route("POST", "/conversations", access.Create, nothing, "Open a conversation", a.postConversation),
	}
}

func (a *API) threadRoutes() []Route {
	return []Route{
		route("GET", "/conversations", access.List, nothing, "A page of the caller's conversations", a.getConversations).
			asks("view", "mine, unassigned, open, closed or all").
			asks("inbox", "id of the only inbox wanted").
			asks("before", "the cursor that came with the page before").
			asks("limit", "1 to 200, usually 50"),
		route("GET", "/conversations/counts", access.Count, nothing, "How many open conversations each of the caller's views has", a.getCounts),
		route("GET", "/threads/{thread}", access.ReadThread, a.thread, "A thread without its entries", a.getThread),
		route("GET", "/threads/{thread}/entries", access.ReadThread, a.thread, "Entries after a sequence", a.getEntries).
			asks("after", "the last sequence that is known").
			asks("limit", "1 to 500, usually 200"),
		route("POST", "/threads/{thread}/messages", access.Send, a.thread, "Append a message", a.postMessage),
		route("POST", "/threads/{thread}/generations", access.ChangeReaders, a.thread, "Append a generation", a.postGeneration),
		route("POST", "/threads/{thread}/notes", access.WriteNotes, a.thread, "Open the notes of a conversation", a.postNotes),
		route("PUT", "/threads/{thread}/wraps/{generation}", access.Wrap, a.thread, "Store a re-wrapped key", a.putWrap),
		route("PUT", "/threads/{thread}/marks", access.Mark, a.thread, "Move a delivered or read mark", a.putMark),
		route("POST", "/conversations/{thread}/claim", access.Handle, a.thread, "Take an unassigned conversation", a.postClaim),
		route("POST", "/conversations/{thread}/assign", access.Handle, a.thread, "Assign a conversation", a.postAssign),
		route("POST", "/conversations/{thread}/close", access.Handle, a.thread, "Close a conversation", a.postClose),
		route("POST", "/conversations/{thread}/reopen", access.Handle, a.thread, "Reopen a conversation", a.postReopen),
		route("PUT", "/conversations/{thread}/rating", access.Rate, a.thread, "Rate a conversation, or take the rating back", a.putRating),
		route("GET", "/drafts", access.OwnAccount, nothing, "What the caller is writing, sealed to their account", a.getDrafts),
		route("PUT", "/drafts/{thread}", access.KeepDraft, a.thread, "Keep a draft for the caller's other browsers", a.putDraft),
		route("GET", "/live", access.Listen, nothing, "Live events (WebSocket)", a.getLive).
			asks("cursor", "the last cursor that was received"),
	}
}

func (a *API) fileRoutes() []Route {
	const attachment = "/threads/{thread}/attachments/{attachment}"
	return []Route{
		route("PUT", attachment, access.Send, a.thread, "Begin a sealed file, or ask how far it has come", a.putAttachment),
		route("DELETE", attachment, access.Send, a.thread, "Take a file back", a.deleteAttachment),
		route("PUT", attachment+"/parts/{part}", access.Send, a.thread, "The next part of a file: 1,048,832 bytes, the last one fewer", a.putPart).upTo(partBodyLimit),
		route("GET", attachment+"/parts/{part}", access.ReadThread, a.thread, "A part of a whole file", a.getPart),
	}
}

func (a *API) setupRoutes() []Route {
	return []Route{
		route("GET", "/setup", access.ReadPublic, nothing, "Whether this desk is set up", a.getSetup),
		route("POST", "/setup/passkey", access.SetUp, a.setupOpen, "Begin the first owner's passkey", a.postSetupPasskey).slow(),
		route("POST", "/setup/server-key", access.SetUp, a.setupOpen, "The key to certify for receipts", a.postSetupServerKey).slow(),
		route("POST", "/setup", access.SetUp, a.setupOpen, "Create the organisation", a.postSetup).slow().upTo(batchBodyLimit),
		route("GET", "/invitations/{invite}", access.SignIn, nothing, "What an invitation is for", a.getInvitation).slow(),
		route("POST", "/invitations/{invite}/passkey", access.SignIn, nothing, "Begin the passkey of somebody invited", a.postInvitationPasskey).slow(),
		route("POST", "/invitations/{invite}/accept", access.SignIn, nothing, "Accept an invitation", a.postInvitationAccept).slow(),
	}
}

func (a *API) signInRoutes() []Route {
	return []Route{
		route("POST", "/signin/passkey/begin", access.SignIn, nothing, "Begin a sign-in with a passkey", a.postPasskeyBegin).slow(),
		route("POST", "/signin/passkey/finish", access.SignIn, nothing, "Finish a sign-in with a passkey", a.postPasskeyFinish).slow(),
		route("POST", "/signin/password/begin", access.SignIn, nothing, "Parameters of a password", a.postPasswordBegin).slow(),
		route("POST", "/signin/password/finish", access.SignIn, nothing, "Sign in with a password", a.postPasswordFinish).slow(),
		route("POST", "/signin/recovery", access.SignIn, nothing, "Sign in with a recovery code", a.postRecovery).slow(),
		route("POST", "/signin/approval/begin", access.SignIn, nothing, "Ask another browser for approval", a.postApprovalBegin).slow(),
		route("POST", "/signin/approval/poll", access.SignIn, nothing, "See whether it was approved", a.postApprovalPoll),
	}
}

func (a *API) accountRoutes() []Route {
	return []Route{
		route("GET", "/session", access.ReadPublic, nothing, "Who is signed in, if anybody", a.getSession),
		route("PUT", "/session/device", access.OwnAccount, nothing, "Bind the certified device", a.putSessionDevice),
		route("DELETE", "/session", access.OwnAccount, nothing, "Sign out", a.deleteOwnSession),
		route("GET", "/sessions", access.OwnAccount, nothing, "The caller's sessions", a.getSessions),
		route("DELETE", "/sessions/{session}", access.EndSession, a.session, "End a session", a.deleteSession),
		route("GET", "/vault", access.OwnAccount, nothing, "The caller's sealed vault", a.getVault),
		route("PUT", "/vault", access.OwnVault, nothing, "Replace the sealed vault and the ways into it", a.putVault),
		route("POST", "/passkeys/begin", access.OwnVault, nothing, "Begin another passkey", a.postPasskeysBegin),
		route("GET", "/unlockers", access.OwnAccount, nothing, "Ways into the caller's account", a.getUnlockers),
		route("GET", "/approvals", access.OwnAccount, nothing, "Browsers that ask to be let in", a.getApprovals),
		route("POST", "/approvals/{approval}", access.Approve, a.approval, "Let a browser in", a.postApproval),
		route("DELETE", "/approvals/{approval}", access.Approve, a.approval, "Refuse a browser", a.deleteApproval),
		route("GET", "/accounts", access.ReadDirectory, nothing, "Colleagues, with who is there", a.getAccounts),
		route("PUT", "/availability", access.OwnAccount, nothing, "Take conversations, or not", a.putAvailability),
	}
}

func (a *API) directoryRoutes() []Route {
	return []Route{
		route("GET", "/directory", access.ReadDirectory, nothing, "Statements after a size", a.getDirectory).
			asks("after", "size of the log that is known"),
		route("POST", "/directory", access.AppendDirectory, nothing, "Append statements", a.postDirectory).upTo(batchBodyLimit),
		route("POST", "/directory/heads", access.AppendDirectory, nothing, "Keep a signed head", a.postHead),
		route("GET", "/groups/boxes", access.ReadDirectory, nothing, "The caller's group boxes", a.getGroupBoxes),
		route("PUT", "/article-sets", access.Publish, nothing, "Store an article set", a.putArticles).upTo(setBodyLimit),
		route("GET", "/inboxes", access.ReadDirectory, nothing, "Inboxes with their settings", a.getInboxes),
		route("PUT", "/inboxes/{inbox}/settings", access.ConfigureInbox, a.inbox, "Change an inbox's settings", a.putSettings),
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
	t, ok, err := a.Conversations.Find(c.r.Context(), id)
	if err != nil || !ok {
		return access.Resource{}, err
	}
	return t.Resource(), nil
}

func (a *API) session(c *call) (access.Resource, error) {
	id, err := c.id("session")
	if err != nil {
		return access.Resource{}, err
	}
	session, _, err := a.Identity.Session(c.r.Context(), id)
	return access.Resource{Account: session.Account}, err
}

func (a *API) approval(c *call) (access.Resource, error) {
	id, err := c.id("approval")
	if err != nil {
		return access.Resource{}, err
	}
	owner, _ := a.Identity.ApprovalOwner(id)
	return access.Resource{Account: owner}, nil
}

func (a *API) articleSet(c *call) (access.Resource, error) {
	hash, err := c.id("hash")
	if err != nil {
		return access.Resource{}, err
	}
	return access.Resource{Public: a.Directory.ArticlesNamed(hash)}, nil
}

func (a *API) inbox(c *call) (access.Resource, error) {
	id, err := c.id("inbox")
	if err != nil {
		return access.Resource{}, err
	}
	group, ok := a.Directory.InboxGroup(id)
	if !ok {
		return access.Resource{}, errs.New(errs.NotFound, "http.inbox", "There is no such inbox.", "Go back to the list.")
	}
	return access.Resource{Group: group}, nil
}
