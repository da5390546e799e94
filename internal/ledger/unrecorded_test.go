package ledger_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// contents is what the data file holds, by table, but for the record.
func contents(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('ledger', 'elsewhere', 'ledger_checkpoints', 'sent_codes') AND name NOT LIKE 'sqlite_%'`)
	check(t, err)
	var tables []string
	for rows.Next() {
		var name string
		check(t, rows.Scan(&name))
		tables = append(tables, name)
	}
	check(t, rows.Err())
	all := map[string]string{}
	for _, name := range tables {
		all[name] = table(t, db, name)
	}
	return all
}

// table is a digest of a table's rows, with their number.
func table(t *testing.T, db *sql.DB, name string) string {
	t.Helper()
	rows, err := db.Query(`SELECT * FROM ` + name + ` ORDER BY 1`)
	check(t, err)
	defer rows.Close()
	columns, err := rows.Columns()
	check(t, err)
	digest, count := sha256.New(), 0
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		check(t, rows.Scan(into...))
		fmt.Fprintf(digest, "%v\n", values)
		count++
	}
	check(t, rows.Err())
	return fmt.Sprintf("%d rows %x", count, digest.Sum(nil)[:8])
}

func rename(t *testing.T, db *sql.DB, from, to string) {
	t.Helper()
	_, err := db.Exec(`ALTER TABLE ` + from + ` RENAME TO ` + to)
	check(t, err)
}

// request is one that leaves an event.
type request struct {
	act, token, method, path string
	body                     any
	browser                  *servertest.Browser // with its cookies, if it takes any
}

// acts are requests to every route that can leave an event but those of the
// set-up, and what they need done before.
func (p *play) acts() []request {
	p.as(p.agent, "PUT", "/vault", p.newPasskey())
	closed := p.customer.Converse(p.desk.Team)
	p.as(p.desk.Owner, "POST", "/conversations/"+closed.ID.Hex()+"/close", nil)
	session, poll, give, refuse := p.agent.SignIn(), p.approved(), p.approval(), p.approval()
	word, noWord := p.vouch(), p.vouch()
	_, joinPath, join := p.desk.Joining("carla@example.org")
	_, refresh := p.thread.Refresh(p.customer)
	notes, opening := p.agent.Notes(p.thread), p.customer.Prepare(p.desk.Team, p.desk.Head())
	inbox := p.desk.Team.Inbox.Hex()
	wrap := p.thread.Path("/wraps/" + p.thread.Generation.ID().Hex())
	message := p.thread.Text("hello").Bytes()
	password := object{"email": p.agent.Email, "auth": p.agent.PasswordAuth, "code": "000000"}
	p.thread.Upload(p.customer.Token, seal.ID16{1}, []byte("sealed"))
	p.begin16(2)
	file := p.thread.AttachmentPath
	p.as(p.desk.Owner, "PUT", "/drafts/"+p.thread.ID.Hex(), p.draft(1))
	var ring object
	for range 29 {
		ring = p.ringing("ida@example.org")
		p.desk.Must("", "POST", "/signin/approval/begin", ring, nil)
	}
	p.seconds.Add(1) // or the head would be the one that is known
	head := p.desk.NextHead()
	p.foreign.grow(3)
	reader := p.desk.Owner.SignIn().Token // who has read nothing yet
	var made struct{ Token struct{ ID seal.ID } }
	p.desk.Must(p.desk.Owner.Token, "POST", "/tokens", object{"name": "a", "scopes": []string{"scim"}}, &made)
	shut := func(s *servertest.Staff) string { return "/accounts/" + s.Account.Hex() + "/suspension" }
	out := p.desk.Invite("otto@example.org")
	p.as(p.desk.Owner, "PUT", shut(out), object{})
	var provider struct{ Secret string }
	p.desk.Must(p.desk.Owner.Token, "POST", "/tokens", object{"name": "p", "scopes": []string{"scim"}}, &provider)
	p.program = provider.Secret
	named := object{"schemas": []string{groupSchema}, "displayName": "Sales"}
	p.provide("POST", "/Groups", object{"schemas": []string{groupSchema}, "displayName": "Support"})
	group := p.entry
	p.provide("POST", "/Users", object{"schemas": []string{userSchema}, "userName": "ida"})
	user := p.entry
	p.as(p.desk.Owner, "PUT", "/settings/mail", object{"version": 0, "value": mailServer})
	p.as(p.desk.Owner, "POST", "/mail/test", object{"to": refusedAddress})
	p.as(p.desk.Owner, "PUT", "/settings/sms", object{"version": 0, "value": p.gateway.Settings(object{"privileged": true})})
	p.as(p.agent, "PUT", "/phone", p.number(p.agent))
	number := p.number(p.desk.Owner)
	p.website()
	p.work = servertest.NewProvider(p.desk.T, p.desk.Config.Now)
	p.desk.Trust(p.work, 0, object{"providers": []object{p.work.Named(), servertest.NewSAML(p.desk.T, p.desk.Config.Now).Named("saml")}})
	p.proven().Do(p.desk.Owner.Token, "POST", "/session/providers", nil)
	again := p.desk.Again(p.desk.Invite("lara@example.org"), directory.Invite{})
	return []request{
		{"a password that others know", p.desk.Owner.Token, "PUT", "/accounts/" + p.agent.Account.Hex() + "/password/compromised", object{}, nil},
		{"new keys for somebody", p.desk.Owner.Token, "POST", again.Path, again.Begin, nil},
		{"a sign-in by a provider", "", "POST", "/signin/sso/finish", object{"code": "000000"}, p.proven()},
		{"a provider's answer", "", "GET", "/signin/sso/office/return?state=1", nil, nil},
		{"a provider's form", "", "POST", "/signin/sso/saml/return", []byte("SAMLResponse=x"), nil},
		{"a provider's word", "", "POST", "/signin/sso/office/logout", []byte("logout_token=x"), nil},
		{"connecting with a provider", p.desk.Owner.Token, "POST", "/session/providers", nil, p.proven()},
		{"parting from it", p.desk.Owner.Token, "POST", "/session/providers/office/disconnect", nil, nil},
		{"one's providers", reader, "GET", "/session/providers", nil, nil},
		{"a provider's person", p.program, "POST", "/scim/v2/Users", object{"schemas": []string{userSchema}, "userName": "ina"}, nil},
		{"their leaving", p.program, "PATCH", "/scim/v2" + user, activity(false), nil},
		{"their being replaced", p.program, "PUT", "/scim/v2" + user, object{"schemas": []string{userSchema}, "userName": "ilse"}, nil},
		{"their end", p.program, "DELETE", "/scim/v2" + user, nil, nil},
		{"whose account they are", p.desk.Owner.Token, "PUT", "/provisioning" + strings.ToLower(user) + "/account", object{"id": p.agent.Account}, nil},
		{"a provider's group", p.program, "POST", "/scim/v2/Groups", named, nil},
		{"its renaming", p.program, "PATCH", "/scim/v2" + group, patched(object{"op": "replace", "path": "displayName", "value": "Help"}), nil},
		{"its being replaced", p.program, "PUT", "/scim/v2" + group, named, nil},
		{"its end", p.program, "DELETE", "/scim/v2" + group, nil, nil},
		{"which team it is", p.desk.Owner.Token, "PUT", "/provisioning" + strings.ToLower(group) + "/team", object{"id": p.desk.Team.Group}, nil},
		{"a number", p.desk.Owner.Token, "PUT", "/phone", number, nil},
		{"no number", p.agent.Token, "DELETE", "/phone", nil, nil},
		{"a test by SMS", p.desk.Owner.Token, "POST", "/sms/test", object{"to": "+4915112345678"}, nil},
		{"a code by SMS for a wrong password", "", "POST", "/signin/sms/begin", object{"email": "una@example.org", "auth": make([]byte, 32)}, nil},
		{"a sign-in by SMS", "", "POST", "/signin/sms/finish", object{"email": "una@example.org", "auth": make([]byte, 32), "flow": seal.ID{1}, "code": "0"}, nil},
		{"a test of mail", p.desk.Owner.Token, "POST", "/mail/test", object{"to": refusedAddress}, nil},
		{"an address that is written to again", p.desk.Owner.Token, "DELETE", p.refusal(), nil, nil},
		{"a token", p.desk.Owner.Token, "POST", "/tokens", object{"name": "b", "scopes": []string{"scim"}}, nil},
		{"a token's end", p.desk.Owner.Token, "DELETE", "/tokens/" + made.Token.ID.Hex(), nil, nil},
		{"shutting somebody out", p.desk.Owner.Token, "PUT", shut(p.agent), object{}, nil},
		{"letting somebody in", p.desk.Owner.Token, "DELETE", shut(out), nil, nil},
		{"a file", p.customer.Token, "PUT", file(seal.ID16{3}), object{"size": 6}, nil},
		{"a file's last part", p.customer.Token, "PUT", p.thread.PartPath(seal.ID16{2}, 0), []byte("sealed"), nil},
		{"a download", p.agent.Token, "GET", p.thread.PartPath(seal.ID16{1}, 0), nil, nil},
		{"taking a file back", p.customer.Token, "DELETE", file(seal.ID16{1}), nil, nil},
		p.address(false),
		{"a passkey's name", p.agent.Token, "PUT", p.fingerName(), object{"name": "Old laptop"}, nil},
		{"who somebody is", p.customer.Token, "POST", "/visitor/proofs", object{"token": "x", "salt": seal.ID{1}}, nil},
		{"a rating", p.customer.Token, "PUT", p.conversation("rating"), object{"score": 5}, nil},
		{"a message", p.customer.Token, "POST", p.thread.Path("/messages"), object{"message": message}, nil},
		{"a message that reopens", p.customer.Token, "POST", closed.Path("/messages"), object{"message": closed.Text("again").Bytes()}, nil},
		{"a conversation", p.customer.Token, "POST", "/conversations", opening.Opening, nil},
		{"a new key", p.customer.Token, "POST", p.thread.Path("/generations"), refresh, nil},
		{"a wrap", p.agent.Token, "PUT", wrap, object{"groupGeneration": p.desk.Team.Generation, "wrap": make([]byte, 48), "replace": false}, nil},
		{"notes", p.agent.Token, "POST", p.thread.Path("/notes"), notes.Opening, nil},
		{"a question who somebody is", p.agent.Token, "POST", p.conversation("asks"), object{"level": "email"}, nil},
		{"a claim", p.agent.Token, "POST", p.conversation("claim"), nil, nil},
		{"an assignment", p.agent.Token, "POST", p.conversation("assign"), object{"account": p.agent.Account}, nil},
		{"a closing", p.agent.Token, "POST", p.conversation("close"), nil, nil},
		{"a reopening", p.agent.Token, "POST", "/conversations/" + closed.ID.Hex() + "/reopen", nil, nil},
		{"a notice", p.customer.Token, "PUT", p.conversation("notice"), object{"email": "mara@example.org"}, nil},
		{"a customer's coming", "", "POST", "/visitor/sessions", p.customer.SessionRequest(), nil},
		{"a sign-in by recovery code", "", "POST", "/signin/recovery", p.agent.ByRecovery(), nil},
		{"a refused sign-in", "", "POST", "/signin/password/finish", password, nil},
		{"a sign-in by passkey", "", "POST", "/signin/passkey/finish", p.byPasskey(), nil},
		{"a confirmation by password", p.agent.Token, "POST", "/session/confirm/password", p.agent.Confirmation(), nil},
		{"a confirmation by passkey", p.agent.Token, "POST", "/session/confirm/passkey/finish", p.confirmation(), nil},
		{"a sign-in by approval", "", "POST", "/signin/approval/poll", poll, nil},
		{"a code by mail for a wrong sheet", "", "POST", "/signin/recovery/mail", object{"email": "una@example.org", "auth": make([]byte, 32)}, nil},
		{"asking for a word", "", "POST", "/signin/vouch/begin", p.begging(), nil},
		{"a word", p.desk.Owner.Token, "POST", word, nil, nil},
		{"no word", p.desk.Owner.Token, "DELETE", noWord, nil, nil},
		{"ringing too often", "", "POST", "/signin/approval/begin", ring, nil},
		{"a bound device", session.Token, "PUT", "/session/device", object{"device": p.agent.Device}, nil},
		{"a session's end", p.agent.Token, "DELETE", "/sessions/" + session.Session.Hex(), nil, nil},
		{"the end of all others", p.agent.Token, "POST", "/sessions/end-others", nil, nil},
		{"the end of all of somebody's", p.desk.Owner.Token, "DELETE", "/accounts/" + p.agent.Account.Hex() + "/sessions", nil, nil},
		{"a sign-out", session.Token, "DELETE", "/session", nil, nil},
		{"one's approvals", p.agent.Token, "GET", "/approvals", nil, nil},
		{"an approval", p.agent.Token, "POST", give, object{"box": make([]byte, 1168)}, nil},
		{"a refusal", p.agent.Token, "DELETE", refuse, nil, nil},
		{"availability", p.agent.Token, "PUT", "/availability", object{"availability": "away"}, nil},
		{"a vault", p.agent.Token, "PUT", "/vault", p.nextVault(nil), nil},
		{"a statement", p.desk.Owner.Token, "POST", "/directory", p.desk.Membership(p.desk.Team, p.agent), nil},
		{"a head", p.desk.Owner.Token, "POST", "/directory/heads", head, nil},
		{"articles", p.desk.Owner.Token, "PUT", "/article-sets", object{"bytes": []byte("articles")}, nil},
		{"settings", p.desk.Owner.Token, "PUT", "/inboxes/" + inbox + "/settings", object{"greeting": "x", "colour": "", "expectedReplySeconds": 0, "retentionDays": 1}, nil},
		{"what the organisation chose", p.desk.Owner.Token, "PUT", "/settings/sign-in", object{"version": 0, "value": object{}}, nil},
		{"a hold", p.desk.Owner.Token, "PUT", p.conversation("hold"), object{"on": true}, nil},
		{"joining", "", "POST", joinPath, join, nil},
		{"reading the record", p.desk.Owner.Token, "GET", "/ledger/events", nil, nil},
		{"exporting the record", p.desk.Owner.Token, "GET", "/ledger/export", nil, nil},
		{"listening", reader, "GET", "/live", nil, nil},
		{"a list", reader, "GET", "/conversations", nil, nil},
		{"a customer's list", p.customer.Token, "GET", "/conversations", nil, nil},
		{"a thread", reader, "GET", p.thread.Path(""), nil, nil},
		{"its entries", reader, "GET", p.thread.Path("/entries"), nil, nil},
		{"drafts", reader, "GET", "/drafts", nil, nil},
		{"how sign-in stands", reader, "GET", "/signin/health", nil, nil},
		{"new browsers", reader, "GET", "/notices", nil, nil},
		{"one's sessions", reader, "GET", "/sessions", nil, nil},
		{"one's ways in", reader, "GET", "/unlockers", nil, nil},
		{"one's vault", reader, "GET", "/vault", nil, nil},
		{"team keys", reader, "GET", "/groups/boxes", nil, nil},
		{"colleagues", reader, "GET", "/accounts", nil, nil},
		{"the directory", reader, "GET", "/directory", nil, nil},
		{"retention", reader, "GET", "/retention", nil, nil},
		{"what fewer days would do", reader, "GET", "/retention/" + inbox, nil, nil},
		{"certificates", reader, "GET", "/certificates", nil, nil},
		{"how long the record is kept", reader, "GET", "/ledger/retention", nil, nil},
		{"what fewer days would erase", reader, "GET", "/ledger/retention/reads", nil, nil},
		{"fewer days for the record", reader, "PUT", "/ledger/retention", object{"class": "reads", "days": 30}, nil},
		{"a hold on the record", reader, "PUT", "/ledger/holds", object{"reason": "other", "on": true}, nil},
		{"an erasure of the record", reader, "POST", "/ledger/erasures", object{"about": p.customer.Device, "reason": "person"}, nil},
		{"a cosignature", "", "POST", "/witness/add-checkpoint", p.foreign.submission(0), nil},
		{"what is not theirs", p.desk.Visitor().Token, "GET", p.thread.Path(""), nil, nil},
	}
}

// Without its event there is no act: with the record out of reach, everything
// that would leave an event is refused, nothing is handed out, and nothing else of
// the data changes.
func TestNoEventNoAct(t *testing.T) {
	p := newPlay(t)
	requests := p.acts()
	socket := p.desk.Listen(p.customer.Token, 0)
	db := audit(t, p.desk).db
	p.desk.Watch = nil
	rename(t, db, "ledger", "elsewhere")
	before := contents(t, db)
	tried := map[string]bool{"POST /api/v1/setup": true, "POST /api/v1/setup/passkey": true, "POST /api/v1/setup/server-key": true} // below
	for _, r := range requests {
		tried[p.witness.route(r.method, r.path)] = true
		if answer := p.send(r); answer.Status < 500 {
			t.Errorf("%s without a record was answered %d %s", r.act, answer.Status, answer.Body)
		}
		for name, rows := range contents(t, db) {
			if rows != before[name] {
				t.Errorf("%s without a record changed %s from %s to %s", r.act, name, before[name], rows)
				before[name] = rows
			}
		}
	}
	socket.Send(object{"type": "send", "ref": "1", "thread": p.thread.ID, "message": p.thread.Text("live").Bytes()})
	if refused := socket.Next("refused"); refused.Error.Status < 500 {
		t.Errorf("a message by the socket without a record was answered %d", refused.Error.Status)
	}
	tried["frame send"] = true
	for route, kinds := range p.witness.declared {
		if len(kinds) > 0 && !tried[route] {
			t.Errorf("%s was not tried without a record", route)
		}
	}

	rename(t, db, "elsewhere", "ledger")
	again := []string{"a message", "an approval", "a refusal", "joining", "a list", "a thread", "its entries", "one's vault"}
	for _, r := range requests {
		if !slices.Contains(again, r.act) {
			continue
		}
		if answer := p.send(r); answer.Status >= 300 {
			t.Errorf("%s with a record again: %d %s", r.act, answer.Status, answer.Body)
		}
	}
}

// send sends a request; a socket's begins with one, too (RFC 6455 section 4.1).
func (p *play) send(r request) servertest.Answer {
	if r.browser != nil {
		return r.browser.Do(r.token, r.method, r.path, r.body)
	}
	if r.path != "/live" {
		return p.desk.Do(r.token, r.method, r.path, r.body)
	}
	return p.desk.Knock(r.token)
}

// Nor is an organisation founded, or a key destroyed, without a record.
func TestNoEventNoBeginningAndNoEnd(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	db := audit(t, desk).db
	request := desk.Founding()
	rename(t, db, "ledger", "elsewhere")
	before := contents(t, db)
	if answer := desk.Do("", "POST", "/setup", request); answer.Status < 500 {
		t.Errorf("founding without a record was answered %d", answer.Status)
	}
	for path, body := range map[string]object{
		"/setup/server-key": {"token": "guessed"},
		"/setup/passkey":    {"token": "guessed", "email": "eve@example.org", "name": "Eve", "organisation": "Eve"},
	} {
		if answer := desk.Do("", "POST", path, body); answer.Status < 500 {
			t.Errorf("a wrong token at %s without a record was answered %d", path, answer.Status)
		}
	}
	if after := contents(t, db); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("founding without a record changed\n%v\nto\n%v", before, after)
	}
	rename(t, db, "elsewhere", "ledger")
	if answer := desk.Do("", "POST", "/setup", request); answer.Status != 200 {
		t.Errorf("with a record again: %d %s", answer.Status, answer.Body)
	}

	p := newPlay(t)
	p.as(p.desk.Owner, "PUT", "/inboxes/"+p.desk.Team.Inbox.Hex()+"/settings", object{"greeting": "", "colour": "", "expectedReplySeconds": 0, "retentionDays": 1})
	p.as(p.desk.Owner, "POST", p.conversation("close"), nil)
	p.days.Add(3)
	p.desk.Watch = nil
	db = audit(t, p.desk).db
	rename(t, db, "ledger", "elsewhere")
	keys := table(t, db, "thread_boxes")
	if err := p.desk.Server.Tidy(context.Background()); err == nil {
		t.Error("keys were destroyed without a record")
	}
	if now := table(t, db, "thread_boxes"); now != keys || strings.HasPrefix(keys, "0 ") {
		t.Errorf("%s became %s", keys, now)
	}
	rename(t, db, "elsewhere", "ledger")
	p.desk.Settle()
	if now := table(t, db, "thread_boxes"); !strings.HasPrefix(now, "0 ") {
		t.Errorf("with a record again: %s", now)
	}
}
