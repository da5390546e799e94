package arch

// Module is the path that our own imports start with.
const Module = "github.com/sealdesk/sealdesk"

// Layer orders the packages: a package imports only from layers below its own.
type Layer int

// The layers, from the bottom up. The zero value belongs nowhere and is refused.
const (
	Nowhere Layer = iota
	Leaf
	Protocol
	Replay
	Domain
	Adapter
	Wiring
	Command
)

// Rule says where a package stands and what it must not touch.
type Rule struct {
	// Path is the package folder from the root, or a folder and everything in
	// it if it ends in "/...".
	Path  string
	Layer Layer
	// OnlyOurs, if not nil, lists the only packages of ours that may be imported.
	OnlyOurs []string
	// Denied lists imports (a folder with everything in it) that are refused.
	Denied []string
	// NoPanic and NoJSONTags refuse the call panic(...) and `json:"..."` tags.
	NoPanic, NoJSONTags bool
	Reason              string
}

// transport is what a domain must not know: how it is called and how it is kept.
var transport = []string{
	"net/http", "database/sql", "encoding/json",
	"github.com/danielgtaylor/huma", "github.com/lxzan/gws", "modernc.org/sqlite", "github.com/jackc/pgx",
}

// outside is what the protocol must not touch: it turns bytes into bytes.
// (log/slog stays allowed: secrets say there how they are printed.)
var outside = append([]string{"net", "os"}, transport...)

// goRules is the table. The first rule whose path matches decides.
var goRules = []Rule{
	{Path: "seal/directory", Layer: Replay, OnlyOurs: []string{"seal"}, Denied: outside, NoPanic: true, NoJSONTags: true,
		Reason: "every client replays the directory with this code; it must run anywhere and trust nobody"},
	{Path: "seal/ledger", Layer: Replay, OnlyOurs: []string{"seal"}, Denied: outside, NoPanic: true, NoJSONTags: true,
		Reason: "an auditor checks the record with this code, which therefore knows nothing of the server"},
	{Path: "seal/...", Layer: Protocol, OnlyOurs: []string{}, Denied: outside, NoPanic: true, NoJSONTags: true,
		Reason: "the protocol is specified apart from the product and can be used without it"},
	{Path: "client/readers", Layer: Domain, OnlyOurs: []string{"seal", "seal/directory", "seal/ledger"}, NoPanic: true,
		Reason: "a customer's proof is checked without the client that made it, and without the server"},
	{Path: "client/auditor", Layer: Domain, OnlyOurs: []string{"seal", "seal/ledger", "client/readers"}, NoPanic: true,
		Reason: "who checks the record trusts nothing of what wrote it"},
	{Path: "client/...", Layer: Domain, OnlyOurs: []string{"seal", "seal/directory", "seal/ledger", "seal/passwords", "client", "client/readers"}, NoPanic: true,
		Reason: "an independent client proves the specification only if it shares no code with the server"},

	{Path: "internal/errs/...", Layer: Leaf, OnlyOurs: []string{}, Denied: transport, NoPanic: true,
		Reason: "errors are used by everyone and therefore know nobody"},
	{Path: "internal/ids/...", Layer: Leaf, OnlyOurs: []string{}, Denied: transport, NoPanic: true, Reason: "a leaf knows nobody"},
	{Path: "internal/clock/...", Layer: Leaf, OnlyOurs: []string{}, Denied: transport, NoPanic: true, Reason: "a leaf knows nobody"},
	{Path: "internal/secret/...", Layer: Leaf, OnlyOurs: []string{}, Denied: transport, NoPanic: true, Reason: "a leaf knows nobody"},
	{Path: "internal/secrets/...", Layer: Leaf, OnlyOurs: []string{}, Denied: transport, NoPanic: true, Reason: "a leaf knows nobody"},

	{Path: "internal/freemail", Layer: Leaf, OnlyOurs: []string{}, Denied: transport, NoPanic: true, Reason: "a list knows nobody"},
	{Path: "internal/outward", Layer: Leaf, OnlyOurs: []string{}, Reason: "what may be called is said once, for everybody who calls"},

	domain("conversation"), domain("identity"), domain("directory"), domain("access"), domain("ledger"),
	domain("mail"), domain("bot"), domain("monitor"), domain("incident"), domain("checkup"),
	domain("training"), domain("privacy"), domain("update"), domain("witness"), domain("scim"), domain("sso"),
	{Path: "internal/customers", Layer: Domain, Denied: transport, NoPanic: true,
		Reason: "the claims of a token are its JSON (RFC 7519); everything else there is as in other domains"},
	{Path: "internal/settings", Layer: Domain, OnlyOurs: []string{"internal/errs", "internal/freemail", "internal/ledger", "seal"}, Denied: []string{"net/http", "database/sql"}, NoPanic: true,
		Reason: "a document of settings is its JSON: one form for whoever changes it, whoever keeps it and whoever acts by it"},

	adapter("storage", "keeps what domains hand over; one method is one transaction"),
	adapter("files", "keeps ciphertext of attachments; decides nothing"),
	adapter("httpapi", "translates requests and error kinds; decides nothing"),
	adapter("live", "pushes after commit; decides nothing"),
	adapter("siem", "writes the record for other systems; decides nothing"),
	adapter("cosigners", "asks witnesses; what they say of the record is for the ledger and its readers"),
	adapter("smtp", "moves mail; decides nothing"),
	adapter("sms", "hands codes to a gateway; decides nothing"),
	adapter("saml", "asks identity providers and checks what they sign; whom that admits, internal/sso decides"),
	adapter("oidc", "asks identity providers and checks what they sign; whom that admits, internal/sso decides"),

	{Path: "web", Layer: Adapter, OnlyOurs: []string{}, Reason: "embeds the built web code and nothing else"},
	{Path: "demo/...", Layer: Wiring, Reason: "sample content is played in through the public client, not around the rules"},
	{Path: "internal/server/...", Layer: Wiring, Reason: "the one place where adapters and domains meet"},
	{Path: "cmd/ledger-verify", Layer: Command, OnlyOurs: []string{"client/auditor"}, Reason: "an auditor's program holds no code of the server"},
	{Path: "cmd/...", Layer: Command, OnlyOurs: []string{"internal/server", "internal/errs", "client", "client/auditor", "demo", "seal", "seal/directory"},
		Reason: "a command reads flags; what can be started, driven and stopped in a test lives in server"},
	{Path: "internal/arch", Layer: Command, OnlyOurs: []string{}, Reason: "the judge is nobody's friend"},
	{Path: "internal/tools/...", Layer: Command, Reason: "generators may look at everything; nobody imports them"},
	{Path: "test/...", Layer: Command, Reason: "tests of the whole may look at everything; nobody imports them"},
}

func domain(name string) Rule {
	return Rule{
		Path: "internal/" + name + "/...", Layer: Domain, Denied: transport, NoPanic: true, NoJSONTags: true,
		Reason: "a domain holds rules that outlive the database, the wire and the screen",
	}
}

func adapter(name, reason string) Rule {
	return Rule{Path: "internal/" + name + "/...", Layer: Adapter, Reason: reason}
}

// Arrow permits one import inside a layer. Everything else points down.
type Arrow struct {
	From, To, Reason string
}

var arrows = []Arrow{
	{"client", "client/readers", "a visitor's client makes the proof in the form that is checked"},
	{"client/auditor", "client/readers", "one program checks whatever a desk gives out"},
	{"internal/conversation", "internal/directory", "a message is judged at the head it cites"},
	{"internal/conversation", "internal/access", "who may fetch and who may send is asked, not known"},
	{"internal/conversation", "internal/identity", "a sender is an account's device or a visitor's"},
	{"internal/conversation", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/identity", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/directory", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/access", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/witness", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/directory", "internal/access", "who may hand in a statement is asked, not known"},
	{"internal/customers", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/customers", "internal/settings", "which website vouches, and what an inbox wants, is the organisation's choice"},
	{"internal/customers", "internal/access", "who asks is an argument"},
	{"internal/settings", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/sso", "internal/identity", "a provider's word is one factor of a session, and ends it"},
	{"internal/sso", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/sso", "internal/access", "whose account is connected is an argument"},
	{"internal/sso", "internal/settings", "which providers there are is the organisation's choice"},
	{"internal/scim", "internal/identity", "whom a provider says has left is shut out in the same transaction"},
	{"internal/scim", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/scim", "internal/access", "who links an entry with an account is asked, not known"},
	{"internal/identity", "internal/settings", "for how long a session lasts is the organisation's choice"},
	{"internal/mail", "internal/ledger", "the audit event is part of the act, in its transaction"},
	{"internal/mail", "internal/settings", "through which server mail goes is the organisation's choice"},
	{"internal/identity", "internal/directory", "an account exists once the directory says so"},
	{"internal/identity", "internal/access", "who may end a session is asked, not known"},
	{"demo", "internal/server", "the sample desk is a real one, started inside of the program"},
	{"internal/httpapi", "internal/live", "the socket is opened by an HTTP request"},
}

// WebRule says what a workspace of web/ may import and touch.
type WebRule struct {
	// Path is the workspace, for example "packages/seal".
	Path string
	// Ours lists the workspaces of ours that may be imported, by name.
	Ours []string
	// Deps, if not nil, lists the only foreign packages that may be imported.
	Deps []string
	// Denied lists foreign packages that are refused.
	Denied []string
	// Globals lists names of the browser that source must not use.
	Globals []string
	Reason  string
}

var (
	domGlobals     = []string{"document", "window", "localStorage", "sessionStorage", "HTMLElement", "alert"}
	networkGlobals = []string{"fetch", "XMLHttpRequest", "WebSocket", "EventSource", "navigator"}
	uiFrameworks   = []string{"react", "react-dom", "react-aria-components", "preact", "@preact/signals"}
)

var webRules = []WebRule{
	{Path: "packages/seal", Ours: []string{}, Deps: []string{"@noble/hashes", "@noble/post-quantum"},
		Globals: append([]string{"indexedDB"}, append(networkGlobals, domGlobals...)...),
		Reason:  "the protocol turns bytes into bytes, in a page, a worker or on a server"},
	{Path: "packages/client", Ours: []string{"seal", "assistant", "files", "passwords"}, Denied: uiFrameworks, Globals: domGlobals,
		Reason: "sync and outbox run in workers; a screen is somebody else's work"},
	{Path: "packages/assistant", Ours: []string{"seal"}, Denied: uiFrameworks, Globals: append(networkGlobals, domGlobals...),
		Reason: "the assistant answers on the device: it has no way to send anything"},
	{Path: "packages/files", Ours: []string{}, Deps: []string{"fflate", "pdf-lib"}, Globals: append([]string{"indexedDB"}, append(networkGlobals, domGlobals...)...),
		Reason: "files are cleaned on the device: bytes to bytes, with no way to send them anywhere"},
	{Path: "packages/passwords", Ours: []string{}, Deps: []string{"@zxcvbn-ts/core", "@zxcvbn-ts/language-common"},
		Globals: append([]string{"indexedDB"}, append(networkGlobals, domGlobals...)...),
		Reason:  "passwords are judged where they are typed, by code with no way to send or keep them"},
	{Path: "packages/fuzz", Ours: []string{}, Deps: []string{"fast-check"}, Globals: append(networkGlobals, domGlobals...),
		Reason: "cases for tests of every package; nothing that is delivered imports it"},
	{Path: "packages/ui", Ours: []string{}, Reason: "components know words, colours and keys of the keyboard, not conversations"},
	{Path: "apps/preview", Ours: []string{"files"}, Deps: []string{"pdfjs-dist"}, Globals: append([]string{"indexedDB", "localStorage", "sessionStorage"}, networkGlobals...),
		Reason: "it shows what strangers sent: no network, no storage, nothing of ours to reach"},
	{Path: "apps/widget", Ours: []string{"seal", "client", "ui", "assistant", "files"}, Denied: []string{"react", "react-dom", "react-aria-components"},
		Reason: "a visitor downloads it: the small framework only"},
	{Path: "apps/console", Ours: []string{"seal", "client", "ui", "assistant", "files", "passwords"}, Denied: []string{"preact", "@preact/signals"},
		Reason: "one framework per app"},
}
