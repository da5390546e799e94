package ledger_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"net/http"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	_ "modernc.org/sqlite" // to read the record as an auditor would, from the file

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/mail"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

type object = servertest.Object

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// play is a desk with everybody who acts in the table.
type play struct {
	gateway  *servertest.Gateway
	desk     *servertest.Desk
	agent    *servertest.Staff
	admin    *servertest.Staff
	program  string // a token
	entry    string // of a provider's: its path
	customer *servertest.Visitor
	thread   *servertest.Thread
	post     *postOffice
	finger   *servertest.Passkey // hers, once she has one
	version  uint64              // of her vault
	days     atomic.Int64
	seconds  atomic.Int64
	witness  *witness
	foreign  *foreign // whose checkpoints the desk cosigns
	socket   *servertest.Socket
	work     *servertest.Provider // "office"
	bert     *servertest.Staff
	again    servertest.Again    // bert, who lost everything
	atPlace  *servertest.Browser // to which it has proven who somebody is
}

// proven is a browser to which the provider has just said who is before it.
func (p *play) proven() *servertest.Browser {
	b := p.desk.Browser()
	b.Prove(p.work, "office")
	return b
}

func (p *play) byProvider(code string) servertest.Answer {
	return p.proven().Do("", "POST", "/signin/sso/finish", object{"code": code})
}

// leave is the provider's word that everybody has left their session there.
func (p *play) leave() servertest.Answer {
	claims := p.work.Claims
	p.work.Claims = nil
	defer func() { p.work.Claims = claims }()
	word := p.work.Token(map[string]any{"aud": "desk", "jti": "1", "sid": "there", "events": object{"http://schemas.openid.net/event/backchannel-logout": object{}}})
	return p.desk.Do("", "POST", "/signin/sso/office/logout", []byte("logout_token="+word))
}

func newPlay(t *testing.T) *play {
	t.Helper()
	p := &play{version: 1, post: &postOffice{}, gateway: servertest.NewGateway(t), foreign: newForeign(t)}
	start := time.Now().Truncate(time.Second)
	p.desk = servertest.Start(t, server.Config{
		Now: func() time.Time {
			return start.Add(time.Duration(p.days.Load())*24*time.Hour + time.Duration(p.seconds.Load())*time.Second)
		},
		Notices:    func(context.Context, conversation.Notice) error { return nil },
		WitnessFor: []string{p.foreign.vkey()},
		Mailer:     p.post,
	})
	p.witness = watch(t, p.desk)
	p.intrude()
	p.desk.SetUp()
	p.agent = p.desk.Invite("anna@example.org")
	p.desk.SetMembers(p.desk.Team, p.agent)
	p.customer = p.desk.Visitor()
	p.thread = p.customer.Converse(p.desk.Team)
	return p
}

// number is somebody's number for codes by SMS, with the code that went there.
func (p *play) number(of *servertest.Staff) object {
	number := "+4915112345678"
	var begun struct{ Flow seal.ID }
	p.desk.Must(of.Token, "POST", "/phone/code", object{"number": number}, &begun)
	return object{"number": number, "flow": begun.Flow, "code": p.gateway.Code()}
}

// texted is a sign-in of the owner with a code by SMS.
func (p *play) texted() object {
	owner := p.desk.Owner
	var begun struct{ Flow seal.ID }
	p.desk.Must("", "POST", "/signin/sms/begin", object{"email": owner.Email, "auth": owner.PasswordAuth}, &begun)
	return object{"email": owner.Email, "auth": owner.PasswordAuth, "flow": begun.Flow, "code": p.gateway.Code()}
}

// postOffice takes mail for everybody but one.
type postOffice struct{ codes sync.Map } // by address, the newest

const refusedAddress = "gone@example.net"

var mailedCode = regexp.MustCompile(`\d{4} ?\d{4}`)

var mailServer = object{"on": true, "host": "mail.example.org", "from": "desk@example.org"}

func (p *postOffice) Send(_ context.Context, _ settings.Mail, m mail.Message) error {
	if code := mailedCode.FindString(m.Text); code != "" {
		p.codes.Store(m.To, code)
	}
	if m.To == refusedAddress {
		return &mail.Failure{Step: mail.Recipient, Code: 550}
	}
	return nil
}

// refusal is the path of the one address that is refused.
func (p *play) refusal() string {
	var status struct{ Refusals []struct{ Address seal.ID } }
	p.desk.Must(p.desk.Owner.Token, "GET", "/mail", nil, &status)
	return "/mail/refusals/" + status.Refusals[0].Address.Hex()
}

// intrude is somebody who found a desk that nobody has set up, and not its token.
func (p *play) intrude() {
	wrong := p.desk.Founding()
	wrong["token"] = "guessed"
	p.desk.Do("", "POST", "/setup", wrong)
	p.desk.Do("", "POST", "/setup/server-key", object{"token": "guessed"})
	p.desk.Do("", "POST", "/setup/passkey", object{"token": "guessed", "email": "eve@example.org", "name": "Eve", "organisation": "Eve"})
}

func (p *play) as(s *servertest.Staff, method, path string, body any) {
	p.desk.Must(s.Token, method, path, body, nil)
}

func (p *play) ask(r request) servertest.Answer { return p.desk.Do(r.token, r.method, r.path, r.body) }

func (p *play) conversation(act string) string {
	return "/conversations/" + p.thread.ID.Hex() + "/" + act
}

func (p *play) notice(email string) {
	p.desk.Must(p.customer.Token, "PUT", p.conversation("notice"), object{"email": email}, nil)
}

func (p *play) rate(score int) {
	p.desk.Must(p.customer.Token, "PUT", p.conversation("rating"), object{"score": score}, nil)
}

const (
	userSchema  = "urn:ietf:params:scim:schemas:core:2.0:User"
	groupSchema = "urn:ietf:params:scim:schemas:core:2.0:Group"
)

// provide is what an identity provider asks; what it makes is the entry from then on.
func (p *play) provide(method, path string, body any) {
	var made struct {
		ID   string
		Meta struct{ ResourceType string }
	}
	if method == "DELETE" {
		p.desk.Must(p.program, method, "/scim/v2"+path, body, nil)
		return
	}
	p.desk.Must(p.program, method, "/scim/v2"+path, body, &made)
	p.entry = "/" + made.Meta.ResourceType + "s/" + made.ID
}

func patched(op object) object {
	return object{"schemas": []string{"urn:ietf:params:scim:api:messages:2.0:PatchOp"}, "Operations": []object{op}}
}

func activity(is bool) object { return patched(object{"op": "replace", "path": "active", "value": is}) }

// link says whose account the entry is.
func (p *play) link(account seal.ID) {
	in := object{"id": nil}
	if !account.IsZero() {
		in["id"] = account
	}
	p.as(p.desk.Owner, "PUT", "/provisioning"+strings.ToLower(p.entry)+"/account", in)
}

// atWork is the admin, signed in and with a token of theirs.
func (p *play) atWork() {
	p.admin.Token = p.admin.SignIn().Token
	p.as(p.admin, "POST", "/tokens", object{"name": "a", "scopes": []string{"scim"}})
}

// endings is what goes when somebody is shut out.
func endings(by string) []string { return []string{"session.ended by " + by, "token.revoked by " + by} }

// submit asks the desk to cosign a checkpoint.
func (p *play) submit(body []byte, status int) {
	if answer := p.desk.Do("", "POST", "/witness/add-checkpoint", body); answer.Status != status {
		p.desk.T.Errorf("a submission was answered %d %s", answer.Status, answer.Body)
	}
}

// begin16 begins a file of six bytes.
func (p *play) begin16(id byte) {
	p.desk.Must(p.customer.Token, "PUT", p.thread.AttachmentPath(seal.ID16{id}), object{"size": 6}, nil)
}

func (p *play) approval() string {
	key, err := seal.NewOpeningKey(rand.Reader)
	check(p.desk.T.(*testing.T), err)
	public := key.Public()
	var flow struct{ Flow string }
	p.desk.Must("", "POST", "/signin/approval/begin", object{"email": p.agent.Email, "publicKey": public[:]}, &flow)
	return "/approvals/" + flow.Flow
}

// begging asks for somebody to vouch for the agent.
func (p *play) begging() object {
	ring := p.ringing(p.agent.Email)
	ring["auth"] = p.agent.RecoveryAuth()
	return ring
}

// vouch is a request for a colleague's word.
func (p *play) vouch() string {
	var flow struct{ Flow string }
	p.desk.Must("", "POST", "/signin/vouch/begin", p.begging(), &flow)
	return "/approvals/" + flow.Flow + "/vouch"
}

// nextVault is the request that stores the agent's next vault.
func (p *play) nextVault(credentials object) object {
	p.version++
	vault, unlockers := p.agent.Vault(p.version)
	request := object{"vault": vault, "unlockers": unlockers}
	if credentials != nil {
		request["credentials"] = credentials
	}
	return request
}

// newPasskey is the request that gives the agent a passkey.
func (p *play) newPasskey() object {
	p.finger = servertest.NewPasskey(p.desk.T, p.desk.Server.URL())
	flow, options := p.begin(p.agent.Token, "/passkeys/begin")
	response := p.finger.Register(options)
	p.agent.AddWay(seal.UnlockPasskey, seal.PasskeyWay(p.finger.ID), seal.Secret{1})
	return p.nextVault(object{"passkey": object{"flow": flow, "response": response, "name": "Laptop"}})
}

func (p *play) fingerName() string {
	return "/passkeys/" + seal.PasskeyWay(p.finger.ID).String() + "/name"
}

func (p *play) begin(token, path string) (string, json.RawMessage) {
	var begun struct {
		Flow    string
		Options json.RawMessage
	}
	p.desk.Must(token, "POST", path, object{}, &begun)
	return begun.Flow, begun.Options
}

// byPasskey is the request that signs the agent in with it.
func (p *play) byPasskey() object {
	flow, options := p.begin("", "/signin/passkey/begin")
	return object{"flow": flow, "response": p.finger.Assert(options, servertest.FlagPresent|servertest.FlagVerified)}
}

// confirmation is the agent's passkey's answer, in her own session.
// elsewhere asks with somebody's session in a browser that is not theirs.
func (p *play) elsewhere(token string) {
	t := p.desk.T.(*testing.T)
	request, err := http.NewRequest("GET", p.desk.API()+"/session", nil)
	check(t, err)
	request.Header.Set("Authorization", "Bearer "+token)
	request.Header.Set("User-Agent", "another/1.0")
	answer, err := http.DefaultClient.Do(request)
	check(t, err)
	check(t, answer.Body.Close())
}

func (p *play) confirmation() object {
	flow, options := p.begin(p.agent.Token, "/session/confirm/passkey/begin")
	return object{"flow": flow, "response": p.finger.Assert(options, servertest.FlagPresent|servertest.FlagVerified)}
}

// approved is a request for approval that was given, as its browser polls it.
func (p *play) approved() (poll object) {
	key, err := seal.NewOpeningKey(rand.Reader)
	check(p.desk.T.(*testing.T), err)
	public := key.Public()
	p.desk.Must("", "POST", "/signin/approval/begin", object{"email": p.agent.Email, "publicKey": public[:]}, &poll)
	p.as(p.agent, "POST", "/approvals/"+poll["flow"].(string), object{"box": make([]byte, 1168)})
	return poll
}

// Every act leaves its event, by name of who did it; what changes nothing, or is
// refused, leaves none. The rows are played from top to bottom.
func TestEveryActLeavesItsEvent(t *testing.T) {
	p := newPlay(t)
	a := audit(t, p.desk)
	var session servertest.SignedIn
	for _, row := range []struct {
		act  string
		do   func()
		want []string
	}{
		{"a customer opens a conversation", func() { p.thread = p.customer.Converse(p.desk.Team) }, []string{"conversation.created by visitor", "generation.appended by visitor"}},
		{"a customer writes", func() { p.thread.Send("hello") }, []string{"message.appended by visitor"}},
		{"a customer asks to hear by email", func() { p.notice("mara@example.org") }, []string{"notice.asked by visitor"}},
		{"they think better of it", func() { p.notice("") }, []string{"notice.declined by visitor"}},
		{"and ask again", func() { p.notice("mara@example.org") }, []string{"notice.asked by visitor"}},
		{"an agent answers", func() { p.thread.As(p.agent).Send("hello Mara") }, []string{"message.appended by account"}},
		{"the key changes", func() {
			_, refresh := p.thread.Refresh(p.customer)
			p.desk.Must(p.customer.Token, "POST", p.thread.Path("/generations"), refresh, nil)
		}, []string{"generation.appended by visitor"}},
		{"a key is wrapped again", func() {
			p.as(p.agent, "PUT", p.thread.Path("/wraps/"+p.thread.Generation.ID().Hex()), object{"groupGeneration": p.desk.Team.Generation, "wrap": make([]byte, 48), "replace": false})
		}, []string{"wrap.stored by account"}},
		{"it is wrapped a second time", func() {
			p.as(p.agent, "PUT", p.thread.Path("/wraps/"+p.thread.Generation.ID().Hex()), object{"groupGeneration": p.desk.Team.Generation, "wrap": make([]byte, 48), "replace": false})
		}, nil},
		{"notes are opened", func() { p.as(p.agent, "POST", p.thread.Path("/notes"), p.agent.Notes(p.thread).Opening) }, []string{"generation.appended by account", "notes.created by account"}},
		{"an agent takes a conversation", func() { p.as(p.agent, "POST", p.conversation("claim"), nil) }, []string{"conversation.assigned by account", "thread.read by account"}},
		{"an agent takes it again", func() { p.as(p.agent, "POST", p.conversation("claim"), nil) }, nil},
		{"it is given to nobody", func() { p.as(p.agent, "POST", p.conversation("assign"), object{"account": nil}) }, []string{"conversation.assigned by account"}},
		{"it is rated", func() { p.rate(4) }, []string{"conversation.rated by visitor"}},
		{"it is rated the same again", func() { p.rate(4) }, nil},
		{"a file is begun", func() { p.begin16(1) }, []string{"attachment.begun by visitor"}},
		{"it is begun again", func() { p.begin16(1) }, nil},
		{"it has come", func() { p.thread.Upload(p.customer.Token, seal.ID16{1}, []byte("sealed")) }, []string{"attachment.stored by visitor"}},
		{"it is fetched", func() { p.thread.Download(p.agent.Token, seal.ID16{1}, 1) }, []string{"attachment.fetched by account"}},
		{"it is fetched again at once", func() { p.thread.Download(p.agent.Token, seal.ID16{1}, 1) }, nil},
		{"somebody else tries to take it back", func() { p.desk.Do(p.agent.Token, "DELETE", p.thread.AttachmentPath(seal.ID16{1}), nil) }, []string{"access.refused by account"}},
		{"it is taken back", func() { p.desk.Must(p.customer.Token, "DELETE", p.thread.AttachmentPath(seal.ID16{1}), nil, nil) }, []string{"attachment.removed by visitor"}},
		{"it is taken back again", func() { p.desk.Must(p.customer.Token, "DELETE", p.thread.AttachmentPath(seal.ID16{1}), nil, nil) }, nil},
		{"another is begun and left", func() { p.begin16(2) }, []string{"attachment.begun by visitor"}},
		{"it is closed", func() { p.as(p.agent, "POST", p.conversation("close"), nil) }, []string{"conversation.closed by account"}},
		{"it is closed again", func() { p.as(p.agent, "POST", p.conversation("close"), nil) }, nil},
		{"it is reopened", func() { p.as(p.agent, "POST", p.conversation("reopen"), nil) }, []string{"conversation.reopened by account"}},

		{"somebody signs in", func() { session = p.agent.SignIn() }, []string{"session.created by account"}},
		{"a device is bound", func() { p.desk.Must(session.Token, "PUT", "/session/device", object{"device": p.agent.Device}, nil) }, []string{"session.device by account"}},
		{"the same is bound again", func() { p.desk.Must(session.Token, "PUT", "/session/device", object{"device": p.agent.Device}, nil) }, nil},
		{"somebody signs out", func() { p.desk.Must(session.Token, "DELETE", "/session", nil, nil) }, []string{"session.ended by account"}},
		{"somebody guesses a code", func() {
			p.desk.Do("", "POST", "/signin/recovery", object{"email": p.agent.Email, "auth": make([]byte, 32), "second": object{"code": "000000"}})
		}, []string{"session.refused by account"}},
		{"another session is ended", func() { session = p.agent.SignIn(); p.as(p.agent, "DELETE", "/sessions/"+session.Session.Hex(), nil) }, []string{"session.created by account", "session.ended by account"}},
		{"an approval is refused", func() { p.as(p.agent, "DELETE", p.approval(), nil) }, []string{"approval.refused by account"}},
		{"a colleague vouches", func() { p.as(p.desk.Owner, "POST", p.vouch(), nil) }, []string{"vouch.asked by account", "vouch.given by account"}},
		{"a colleague does not", func() { p.as(p.desk.Owner, "DELETE", p.vouch(), nil) }, []string{"approval.refused by account", "vouch.asked by account"}},
		{"an approval is given", func() { p.as(p.agent, "POST", p.approval(), object{"box": make([]byte, 1168)}) }, []string{"approval.given by account"}},
		{"an approved browser comes in", func() { p.desk.Must("", "POST", "/signin/approval/poll", p.approved(), nil) }, []string{"approval.given by account", "session.created by account"}},
		{"somebody is away", func() { p.as(p.agent, "PUT", "/availability", object{"availability": "away"}) }, []string{"availability.changed by account"}},
		{"somebody is still away", func() { p.as(p.agent, "PUT", "/availability", object{"availability": "away"}) }, nil},

		{"a vault is stored", func() { p.as(p.agent, "PUT", "/vault", p.nextVault(nil)) }, []string{"vault.changed by account"}},
		{"an old vault is stored", func() { p.version--; p.desk.Do(p.agent.Token, "PUT", "/vault", p.nextVault(nil)) }, nil},
		{"a passkey is added", func() { p.as(p.agent, "PUT", "/vault", p.newPasskey()) }, []string{"passkey.added by account", "vault.changed by account"}},
		{"and named", func() { p.as(p.agent, "PUT", p.fingerName(), object{"name": "Old laptop"}) }, []string{"passkey.renamed by account"}},
		{"as before", func() { p.as(p.agent, "PUT", p.fingerName(), object{"name": "Old laptop"}) }, nil},
		{"somebody signs in by passkey", func() { p.desk.Must("", "POST", "/signin/passkey/finish", p.byPasskey(), nil) }, []string{"session.created by account"}},
		{"somebody confirms by passkey", func() {
			p.agent.Renewed(p.desk.Do(p.agent.Token, "POST", "/session/confirm/passkey/finish", p.confirmation()))
		}, []string{"session.confirmed by account"}},
		{"their session is used in another browser", func() { p.elsewhere(p.agent.Token) }, []string{"session.moved by account"}},
		{"and there again", func() { p.elsewhere(p.agent.Token) }, nil},
		{"and with one that is used for another site", func() {
			theirs := *p.finger
			theirs.Origin = "https://evil.example"
			flow, options := p.begin(p.agent.Token, "/session/confirm/passkey/begin")
			p.desk.Do(p.agent.Token, "POST", "/session/confirm/passkey/finish", object{"flow": flow, "response": theirs.Assert(options, servertest.FlagPresent|servertest.FlagVerified)})
		}, []string{"session.refused by account"}},
		{"it is used for another site", func() {
			theirs := *p.finger
			theirs.Origin = "https://evil.example"
			flow, options := p.begin("", "/signin/passkey/begin")
			p.desk.Do("", "POST", "/signin/passkey/finish", object{"flow": flow, "response": theirs.Assert(options, servertest.FlagPresent|servertest.FlagVerified)})
		}, []string{"session.refused by account"}},
		{"a copy of it tries", func() { p.finger.Counter = 0; p.desk.Do("", "POST", "/signin/passkey/finish", p.byPasskey()) }, []string{"session.refused by account"}},
		{"the passkey is removed", func() {
			p.agent.Contents = p.agent.Contents.Without(seal.PasskeyWay(p.finger.ID))
			p.as(p.agent, "PUT", "/vault", p.nextVault(nil))
		}, []string{"session.ended by account", "unlocker.removed by account", "vault.changed by account"}},
		{"somebody ends what goes on elsewhere", func() { p.agent.SignIn(); p.as(p.agent, "POST", "/sessions/end-others", nil) }, []string{"session.created by account", "session.ended by account"}},
		{"an owner ends all of somebody's", func() {
			p.as(p.desk.Owner, "DELETE", "/accounts/"+p.agent.Account.Hex()+"/sessions", nil)
			p.agent.Token = p.agent.SignIn().Token
			p.agent.Bind()
		}, []string{"session.created by account", "session.device by account", "session.ended by account"}},
		{"the operator helps somebody in", func() {
			code, err := server.GiveSignInCode(p.desk.Config.DataDir, p.agent.Email, p.desk.Config.Now())
			check(t, err)
			p.desk.Must("", "POST", "/signin/recovery", object{"email": p.agent.Email, "auth": p.agent.RecoveryAuth(), "second": object{"operator": code}}, nil)
		}, []string{"operator.admitted by account", "session.created by account"}},
		{"somebody guesses at an unknown address", func() {
			p.desk.Do("", "POST", "/signin/recovery", object{"email": "nobody@example.org", "auth": make([]byte, 32), "second": object{"code": "000000"}})
		}, []string{"session.refused by nobody"}},
		{"a customer comes", func() { p.desk.Visitor() }, []string{"visitor.session by visitor"}},

		{"a head is signed", func() {
			p.days.Add(1)
			p.desk.Owner.Token = p.desk.Owner.SignIn().Token
			p.desk.Owner.Bind()
			p.desk.SignHead()
		}, []string{"directory.head by account", "session.created by account", "session.device by account"}},
		{"the answer lies unread", func() { p.desk.Settle() }, []string{"notice.sent by server", "session.ended by server"}},
		{"a team changes", func() { p.desk.SetMembers(p.desk.Team, p.agent) }, []string{"directory.appended by account", "directory.head by account"}},
		{"articles are stored", func() { p.as(p.desk.Owner, "PUT", "/article-sets", object{"bytes": []byte("articles")}) }, []string{"articles.stored by account"}},
		{"settings are changed", func() {
			p.as(p.desk.Owner, "PUT", "/inboxes/"+p.desk.Team.Inbox.Hex()+"/settings", object{"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": 1})
		}, []string{"inbox.settings by account"}},
		{"an owner chooses for the organisation", func() {
			p.as(p.desk.Owner, "PUT", "/settings/sign-in", object{"version": 0, "value": object{"idleMinutes": 720}})
		}, []string{"settings.changed by account"}},
		{"a mail server is named", func() { p.as(p.desk.Owner, "PUT", "/settings/mail", object{"version": 0, "value": mailServer}) }, []string{"settings.changed by account"}},
		{"mail is tried", func() { p.as(p.desk.Owner, "POST", "/mail/test", object{"to": "olga@example.org"}) }, []string{"mail.tested by account"}},
		{"somebody with a wrong sheet asks for a code by mail, too often", func() {
			p.guess("/signin/recovery/mail", object{"email": "una@example.org", "auth": make([]byte, 32)})
		}, []string{"session.refused by nobody", "session.throttled by nobody"}},
		{"with an address that is refused", func() { p.as(p.desk.Owner, "POST", "/mail/test", object{"to": refusedAddress}) }, []string{"mail.refused by account", "mail.tested by account"}},
		{"a gateway for SMS is named", func() {
			p.as(p.desk.Owner, "PUT", "/settings/sms", object{"version": 0, "value": p.gateway.Settings(object{"privileged": true})})
		}, []string{"settings.changed by account"}},
		{"it is tried", func() {
			p.as(p.desk.Owner, "POST", "/sms/test", object{"to": "+4915112345678"})
			p.gateway.Next()
		}, []string{"sms.tested by account"}},
		{"somebody gives a number for codes", func() { p.as(p.desk.Owner, "PUT", "/phone", p.number(p.desk.Owner)) }, []string{"unlocker.stored by account"}},
		{"signs in with a code that went there", func() { p.desk.Must("", "POST", "/signin/sms/finish", p.texted(), nil) }, []string{"session.created by account"}},
		{"somebody guesses such codes", func() {
			p.guess("/signin/sms/finish", object{"email": "ute@example.org", "auth": make([]byte, 32), "flow": seal.ID{1}, "code": "00000000"})
		}, []string{"session.refused by nobody", "session.throttled by nobody"}},
		{"takes it back", func() { p.as(p.desk.Owner, "DELETE", "/phone", nil) }, []string{"unlocker.removed by account"}},
		{"takes it back again", func() { p.as(p.desk.Owner, "DELETE", "/phone", nil) }, nil},
		{"somebody guesses a password to get a code by SMS", func() {
			p.guess("/signin/sms/begin", object{"email": "ulla@example.org", "auth": make([]byte, 32)})
		}, []string{"session.refused by nobody", "session.throttled by nobody"}},
		{"which somebody has looked at", func() { p.as(p.desk.Owner, "DELETE", p.refusal(), nil) }, []string{"mail.released by account"}},
		{"somebody asks a customer who they are", func() {
			p.as(p.desk.Owner, "POST", "/conversations/"+p.thread.ID.Hex()+"/asks", object{"level": "email"})
		}, []string{"visitor.asked by account"}},
		{"and who vouches for customers", func() { p.website() }, []string{"settings.changed by account"}},
		{"a customer shows who they are", func() { p.customer.SignIn(); p.prove("4711") }, []string{"visitor.proved by visitor", "visitor.session by visitor"}},
		{"and somebody else on that device", func() { p.prove("4712") }, nil},
		{"a customer shows something else, hours after many were refused", func() {
			p.desk.Do(p.customer.Token, "POST", "/visitor/proofs", object{"token": "x", "salt": seal.ID{1}})
		}, []string{"access.refused by visitor", "visitor.unproven by visitor"}},
		{"a customer shows that an address is theirs", func() { p.ask(p.address(true)) }, []string{"visitor.proved by visitor"}},
		{"with a code that is none", func() { p.seconds.Add(3601); p.customer.SignIn(); p.ask(p.address(false)) }, []string{"access.refused by visitor", "visitor.session by visitor", "visitor.unproven by visitor"}},
		{"an identity provider is named", func() {
			p.desk.Owner.Token = p.desk.Owner.SignIn().Token
			p.desk.Owner.Bind()
			p.work = servertest.NewProvider(a.t, p.desk.Config.Now)
			p.desk.Trust(p.work, 0, object{"providers": []object{p.work.Named(), servertest.NewSAML(p.desk.T, p.desk.Config.Now).Named("saml")}})
		}, []string{"session.created by account", "session.device by account", "settings.changed by account"}},
		{"it proves to somebody who they are", func() { p.atPlace = p.proven() }, nil},
		{"it proves somebody new", func() {
			here := p.work.Claims
			p.work.Claims = jwt.MapClaims{"sub": "4713", "email": "nina@new.example", "email_verified": true, "name": "Nina"}
			p.proven()
			p.work.Claims = here
		}, []string{"provision.user by nobody"}},
		{"who connects their account", func() { p.atPlace.Do(p.desk.Owner.Token, "POST", "/session/providers", nil) }, []string{"provider.linked by account"}},
		{"and signs in by it", func() { p.seconds.Add(60); p.byProvider(p.desk.Owner.Code()) }, []string{"session.created by account"}},
		{"or guesses", func() {
			for range 5 {
				p.byProvider("000000")
			}
		}, []string{"session.refused by account", "session.throttled by account"}},
		{"they sign out there", func() { p.leave() }, []string{"session.ended by account"}},
		{"and again, in the same words", func() { p.leave() }, []string{"provider.refused by nobody"}},
		{"an answer comes that nobody asked for", func() { p.desk.Browser().Do("", "GET", "/signin/sso/office/return?code=1&state=1", nil) }, []string{"provider.refused by nobody"}},
		{"a form comes that nobody asked for", func() { p.desk.Browser().Do("", "POST", "/signin/sso/saml/return", []byte("SAMLResponse=x")) }, []string{"provider.refused by nobody"}},
		{"they part from it", func() { p.as(p.desk.Owner, "POST", "/session/providers/office/disconnect", nil) }, []string{"provider.unlinked by account"}},
		{"somebody joins", func() { p.bert = p.desk.Invite("bert@example.org") }, []string{
			"directory.appended by account", "directory.head by account", "invitation.accepted by account", "session.created by account", "session.device by account",
		}},
		{"and loses everything", func() {
			p.again = p.desk.Again(p.bert, directory.Invite{})
			p.as(p.desk.Owner, "POST", p.again.Path, p.again.Begin)
		}, []string{"account.restarted by account", "directory.appended by account", "directory.head by account"}},
		{"they begin again", func() {
			_, request := p.again.Accept("bert@example.org")
			p.desk.Must("", "POST", p.again.Join, request, nil)
		}, []string{"account.succeeded by account", "directory.appended by account", "invitation.accepted by account", "session.created by account"}},

		{"somebody may not write", func() {
			p.desk.Do(p.desk.Visitor().Token, "POST", p.thread.Path("/messages"), object{"message": []byte("x")})
		}, []string{"access.refused by visitor", "visitor.session by visitor"}},
		{"somebody may not close", func() { p.customer.SignIn(); p.desk.Do(p.customer.Token, "POST", p.conversation("close"), nil) }, []string{"access.refused by visitor", "visitor.session by visitor"}},
		{"somebody reads the record", func() { p.as(p.desk.Owner, "GET", "/ledger/events", nil) }, []string{"ledger.read by account"}},
		{"somebody takes the record with them", func() { p.desk.Do(p.desk.Owner.Token, "GET", "/ledger/export", nil) }, []string{"ledger.exported by account"}},
		{"somebody takes a part of it", func() { p.desk.Do(p.desk.Owner.Token, "GET", "/ledger/export?outcome=refused", nil) }, []string{"ledger.exported by account"}},
		{"somebody asks for what there is not", func() { p.desk.Do(p.desk.Owner.Token, "GET", "/ledger/export?outcome=done", nil) }, nil},
		{"somebody reads", func() { p.as(p.desk.Owner, "GET", p.thread.Path("/entries"), nil) }, []string{"entries.fetched by account"}},

		{"another desk has its checkpoint cosigned", func() { p.foreign.grow(3); p.submit(p.foreign.submission(0), 200) }, []string{"witness.cosigned by nobody"}},
		{"and one that is longer, within the hour", func() { p.foreign.grow(3); p.submit(p.foreign.submission(3), 200) }, nil},
		{"and it again, an hour later", func() { p.seconds.Add(3600); p.submit(p.foreign.submission(6), 200) }, []string{"witness.cosigned by nobody"}},
		{"another record of that size", func() { p.submit(p.foreign.fork(), 409) }, []string{"witness.refused by nobody"}},
		{"a stale one", func() { p.submit(p.foreign.submission(3), 409) }, nil},

		{"an owner confirms that it is them", func() { p.desk.Owner.Confirm() }, []string{"session.confirmed by account"}},
		{"and with a wrong code, again and again", func() {
			for range 5 {
				p.desk.Do(p.desk.Owner.Token, "POST", "/session/confirm/password", p.desk.Owner.Confirmation())
			}
		}, []string{"session.refused by account", "session.throttled by account"}},
		{"an admin joins", func() { p.admin = p.desk.Invite("carl@example.org", directory.Admin) }, []string{
			"directory.appended by account", "directory.head by account", "invitation.accepted by account", "session.created by account", "session.device by account",
		}},
		{"and makes a token for a program", func() {
			var made struct{ Secret string }
			p.desk.Must(p.admin.Token, "POST", "/tokens", object{"name": "the SIEM", "scopes": []string{"ledger.read"}}, &made)
			p.program = made.Secret
		}, []string{"token.created by account"}},
		{"which reads the record", func() { p.desk.Must(p.program, "GET", "/ledger/events", nil, nil) }, []string{"ledger.read by machine", "token.used by machine"}},
		{"again", func() { p.desk.Must(p.program, "GET", "/ledger/events?kind=server.started", nil, nil) }, []string{"ledger.read by machine"}},
		{"and reaches for more", func() { p.desk.Do(p.program, "GET", "/conversations", nil) }, []string{"access.refused by machine"}},
		{"a token for another network is made, and used", func() {
			var made struct{ Secret string }
			p.desk.Must(p.admin.Token, "POST", "/tokens", object{"name": "elsewhere", "scopes": []string{"ledger.read"}, "networks": []string{"192.0.2.0/24"}}, &made)
			p.desk.Do(made.Secret, "GET", "/ledger/events", nil)
		}, []string{"token.created by account", "token.refused by machine"}},
		{"the admin is shut out", func() { p.as(p.desk.Owner, "PUT", "/accounts/"+p.admin.Account.Hex()+"/suspension", object{}) }, []string{
			"account.suspended by account", "session.ended by account", "token.revoked by account",
		}},
		{"it is so already", func() { p.as(p.desk.Owner, "PUT", "/accounts/"+p.admin.Account.Hex()+"/suspension", object{}) }, nil},
		{"the admin tries to come in", func() { p.desk.Do("", "POST", "/signin/recovery", p.admin.ByRecovery()) }, []string{"session.refused by account"}},
		{"and is let in again", func() { p.as(p.desk.Owner, "DELETE", "/accounts/"+p.admin.Account.Hex()+"/suspension", nil) }, []string{"account.reinstated by account"}},
		{"somebody joins whose password others know", func() { p.bert = p.desk.Invite("dora@example.org") }, []string{
			"directory.appended by account", "directory.head by account", "invitation.accepted by account", "session.created by account", "session.device by account",
		}},
		{"which is said", func() { p.as(p.desk.Owner, "PUT", "/accounts/"+p.bert.Account.Hex()+"/password/compromised", object{}) }, []string{"password.marked by account", "session.ended by account"}},
		{"it is so already", func() { p.as(p.desk.Owner, "PUT", "/accounts/"+p.bert.Account.Hex()+"/password/compromised", object{}) }, nil},
		{"a token is revoked", func() {
			var made struct{ Token struct{ ID seal.ID } }
			p.desk.Must(p.desk.Owner.Token, "POST", "/tokens", object{"name": "a", "scopes": []string{"scim"}}, &made)
			p.as(p.desk.Owner, "DELETE", "/tokens/"+made.Token.ID.Hex(), nil)
		}, []string{"token.created by account", "token.revoked by account"}},

		{"a provider adds somebody", func() {
			var made struct{ Secret string }
			p.desk.Must(p.desk.Owner.Token, "POST", "/tokens", object{"name": "a", "scopes": []string{"scim"}}, &made)
			p.program = made.Secret
			p.provide("POST", "/Users", object{"schemas": []string{userSchema}, "userName": "carl"})
		}, []string{"provision.user by machine", "token.created by account", "token.used by machine"}},
		{"who is an admin here", func() { p.link(p.admin.Account) }, []string{"provision.user by account"}},
		{"and at work", func() { p.atWork() }, []string{"session.created by account", "token.created by account"}},
		{"they leave", func() { p.provide("PATCH", p.entry, activity(false)) }, append([]string{"account.suspended by machine", "provision.user by machine"}, endings("machine")...)},
		{"they come back", func() { p.provide("PATCH", p.entry, activity(true)); p.atWork() }, []string{"account.reinstated by machine", "provision.user by machine", "session.created by account", "token.created by account"}},
		{"they leave in another way", func() {
			p.provide("PUT", p.entry, object{"schemas": []string{userSchema}, "userName": "carl", "active": false})
		},
			append([]string{"account.suspended by machine", "provision.user by machine"}, endings("machine")...)},
		{"an admin parts them", func() { p.link(seal.ID{}); p.atWork() }, []string{"account.reinstated by account", "provision.user by account", "session.created by account", "token.created by account"}},
		{"and joins them", func() { p.link(p.admin.Account) }, append([]string{"account.suspended by account", "provision.user by account"}, endings("account")...)},
		{"they come back in another way", func() {
			p.provide("PUT", p.entry, object{"schemas": []string{userSchema}, "userName": "carl"})
			p.atWork()
		}, []string{"account.reinstated by machine", "provision.user by machine", "session.created by account", "token.created by account"}},
		{"nothing changes", func() { p.provide("PATCH", p.entry, activity(true)) }, nil},
		{"the provider forgets them", func() { p.provide("DELETE", p.entry, nil) }, append([]string{"account.suspended by machine", "provision.user by machine"}, endings("machine")...)},
		{"a provider adds a group", func() {
			p.provide("POST", "/Groups", object{"schemas": []string{groupSchema}, "displayName": "Support"})
		}, []string{"provision.group by machine"}},
		{"which is a team", func() {
			p.as(p.desk.Owner, "PUT", "/provisioning"+strings.ToLower(p.entry)+"/team", object{"id": p.desk.Team.Group})
		}, []string{"provision.group by account"}},
		{"it is renamed", func() {
			p.provide("PATCH", p.entry, patched(object{"op": "replace", "path": "displayName", "value": "Help"}))
		}, []string{"provision.group by machine"}},
		{"and again", func() {
			p.provide("PUT", p.entry, object{"schemas": []string{groupSchema}, "displayName": "Support"})
		}, []string{"provision.group by machine"}},
		{"and forgotten", func() { p.provide("DELETE", p.entry, nil) }, []string{"provision.group by machine"}},

		{"reads are kept for a month", func() { p.as(p.desk.Owner, "PUT", "/ledger/retention", object{"class": "reads", "days": 30}) }, []string{"ledger.retention by account"}},
		{"they are already to be", func() { p.as(p.desk.Owner, "PUT", "/ledger/retention", object{"class": "reads", "days": 30}) }, nil},
		{"the record is held", func() { p.as(p.desk.Owner, "PUT", "/ledger/holds", object{"reason": "authority", "on": true}) }, []string{"ledger.held by account"}},
		{"it is held already", func() { p.as(p.desk.Owner, "PUT", "/ledger/holds", object{"reason": "authority", "on": true}) }, nil},
		{"a hold keeps everything", func() {
			p.desk.Do(p.desk.Owner.Token, "POST", "/ledger/erasures", object{"about": p.desk.Visitor().Device, "reason": "person"})
		}, []string{"visitor.session by visitor"}},
		{"it is released", func() { p.as(p.desk.Owner, "PUT", "/ledger/holds", object{"on": false}) }, []string{"ledger.released by account"}},
		{"it is released again", func() { p.as(p.desk.Owner, "PUT", "/ledger/holds", object{"on": false}) }, nil},
		{"a customer wants to be forgotten", func() {
			stranger := p.desk.Visitor()
			a.fresh()
			p.as(p.desk.Owner, "POST", "/ledger/erasures", object{"about": stranger.Device, "reason": "person"})
		}, []string{"ledger.erased by account"}},
		{"nothing is left of them", func() {
			p.as(p.desk.Owner, "POST", "/ledger/erasures", object{"about": seal.ID{0xee}, "reason": "person"})
		}, nil},

		{"it is held", func() { p.as(p.desk.Owner, "PUT", p.conversation("hold"), object{"on": true}) }, []string{"hold.set by account", "thread.read by account"}},
		{"it is held again", func() { p.as(p.desk.Owner, "PUT", p.conversation("hold"), object{"on": true}) }, nil},
		{"it is closed for good", func() { p.as(p.desk.Owner, "POST", p.conversation("close"), nil) }, []string{"conversation.closed by account"}},
		{"nobody sends the file that was begun", func() { p.days.Add(1); p.desk.Settle() }, []string{"attachment.swept by server", "auth.checked by server", "session.ended by server"}},
		{"its keys' time is over, and it is held", func() { p.days.Add(3); p.desk.Settle() }, []string{"auth.checked by server"}},
		{"nothing holds it", func() {
			p.desk.Owner.Token = p.desk.Owner.SignIn().Token
			p.as(p.desk.Owner, "PUT", p.conversation("hold"), object{"on": false})
		}, []string{"hold.lifted by account", "session.created by account", "thread.read by account"}},
		{"its keys are destroyed", func() { p.desk.Settle() }, []string{"keys.destroyed by server", "retention.ended by server"}},
		{"nothing is left to destroy", func() { p.desk.Settle() }, nil},
	} {
		row.do()
		if got := a.fresh(); !slices.Equal(got, row.want) {
			t.Errorf("%s: recorded %q instead of %q", row.act, got, row.want)
		}
	}
	p.readEverything(a)
	p.witness.complete()
	p.startAgain(a)
	// What an authority's certificates leave is played in test/acme, and what follows
	// from another record than the one that was cosigned in test/witness.
	elsewhere := []ledger.Kind{ledger.CertificateObtained, ledger.CertificateFailed, ledger.WitnessForgot, ledger.WitnessDisagreed}
	played := a.kinds()
	for _, kind := range elsewhere {
		played = append(played, string(kind))
	}
	slices.Sort(played)
	if named := catalogue(t); !slices.Equal(played, named) {
		t.Errorf("the play recorded %q, and the catalogue names %q", played, named)
	}
}

// Founding is one act of many parts, and each is recorded.
func TestFoundingLeavesItsEvents(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	a := audit(t, desk)
	desk.SetUp()
	want := []string{
		"directory.appended by account", "directory.head by account", "organisation.created by account",
		"session.created by account", "session.device by account",
	}
	if got := a.fresh(); !slices.Equal(got, want) {
		t.Errorf("recorded %q instead of %q", got, want)
	}
}

// kinds lists every kind that was ever recorded.
func (a *auditor) kinds() (kinds []string) {
	a.t.Helper()
	for _, e := range servertest.Record(a.t, a.db, 0) {
		if e.Kind != "" { // which was not erased
			kinds = append(kinds, string(e.Kind))
		}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// catalogue reads the kinds from the source: a new one has to be played.
func catalogue(t *testing.T) (kinds []string) {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "ledger.go", nil, 0)
	check(t, err)
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if named, ok := spec.Type.(*ast.Ident); ok && named.Name == "Kind" {
			kind, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
			check(t, err)
			kinds = append(kinds, kind)
		}
		return true
	})
	slices.Sort(kinds)
	return kinds
}

// The record holds no content, and no secrets.
func TestEventsHoldNoContent(t *testing.T) {
	p := newPlay(t)
	p.thread.Send("Where is my parcel?")
	for _, e := range servertest.Record(t, audit(t, p.desk).db, 0) {
		for _, secret := range []string{p.agent.Email, p.customer.Token, p.agent.Token, "parcel"} {
			if bytes.Contains(e.Append(nil), []byte(secret)) {
				t.Errorf("%q stands in the record: %+v", secret, e)
			}
		}
	}
}
