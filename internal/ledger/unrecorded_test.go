package ledger_test

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"fmt"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
)

// contents is what the data file holds, by table, but for the record.
func contents(t *testing.T, db *sql.DB) map[string]string {
	t.Helper()
	rows, err := db.Query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('ledger', 'elsewhere', 'ledger_checkpoints') AND name NOT LIKE 'sqlite_%'`)
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

// Without its event there is no act: with the record out of reach, everything
// that would leave an event is refused, and nothing else of the data changes.
func TestNoEventNoAct(t *testing.T) {
	p := newPlay(t)
	p.as(p.agent, "PUT", "/vault", p.newPasskey())
	closed := p.customer.Converse(p.desk.Team)
	p.as(p.desk.Owner, "POST", "/conversations/"+closed.ID.Hex()+"/close", nil)
	session, poll, give, refuse := p.agent.SignIn(), p.approved(), p.approval(), p.approval()
	_, joinPath, join := p.desk.Joining("carla@example.org")
	_, refresh := p.thread.Refresh(p.customer)
	notes, opening := p.agent.Notes(p.thread), p.customer.Prepare(p.desk.Team, p.desk.Head())
	inbox := "/inboxes/" + p.desk.Team.Inbox.Hex() + "/settings"
	wrap := p.thread.Path("/wraps/" + p.thread.Generation.ID().Hex())
	message := p.thread.Text("hello").Bytes()
	password := object{"email": p.agent.Email, "auth": p.agent.PasswordAuth, "code": "000000"}
	p.thread.Upload(p.customer.Token, seal.ID16{1}, []byte("sealed"))
	p.begin16(2)
	file := p.thread.AttachmentPath
	db := audit(t, p.desk).db
	rename(t, db, "ledger", "elsewhere")
	before := contents(t, db)
	for _, row := range []struct {
		act, token, method, path string
		body                     any
	}{
		{"a file", p.customer.Token, "PUT", file(seal.ID16{3}), object{"size": 6}},
		{"a file's last part", p.customer.Token, "PUT", p.thread.PartPath(seal.ID16{2}, 0), []byte("sealed")},
		{"a download", p.agent.Token, "GET", p.thread.PartPath(seal.ID16{1}, 0), nil},
		{"taking a file back", p.customer.Token, "DELETE", file(seal.ID16{1}), nil},
		{"a rating", p.customer.Token, "PUT", p.conversation("rating"), object{"score": 5}},
		{"a message", p.customer.Token, "POST", p.thread.Path("/messages"), object{"message": message}},
		{"a message that reopens", p.customer.Token, "POST", closed.Path("/messages"), object{"message": closed.Text("again").Bytes()}},
		{"a conversation", p.customer.Token, "POST", "/conversations", opening.Opening},
		{"a new key", p.customer.Token, "POST", p.thread.Path("/generations"), refresh},
		{"a wrap", p.agent.Token, "PUT", wrap, object{"groupGeneration": p.desk.Team.Generation, "wrap": make([]byte, 48), "replace": false}},
		{"notes", p.agent.Token, "POST", p.thread.Path("/notes"), notes.Opening},
		{"a claim", p.agent.Token, "POST", p.conversation("claim"), nil},
		{"an assignment", p.agent.Token, "POST", p.conversation("assign"), object{"account": p.agent.Account}},
		{"a closing", p.agent.Token, "POST", p.conversation("close"), nil},
		{"a reopening", p.agent.Token, "POST", "/conversations/" + closed.ID.Hex() + "/reopen", nil},
		{"a sign-in by recovery code", "", "POST", "/signin/recovery", object{"email": p.agent.Email, "auth": p.agent.RecoveryAuth()}},
		{"a refused sign-in", "", "POST", "/signin/password/finish", password},
		{"a sign-in by passkey", "", "POST", "/signin/passkey/finish", p.byPasskey()},
		{"a sign-in by approval", "", "POST", "/signin/approval/poll", poll},
		{"a bound device", session.Token, "PUT", "/session/device", object{"device": p.agent.Device}},
		{"a session's end", p.agent.Token, "DELETE", "/sessions/" + session.Session.Hex(), nil},
		{"a sign-out", session.Token, "DELETE", "/session", nil},
		{"an approval", p.agent.Token, "POST", give, object{"box": make([]byte, 1168)}},
		{"a refusal", p.agent.Token, "DELETE", refuse, nil},
		{"availability", p.agent.Token, "PUT", "/availability", object{"availability": "away"}},
		{"a vault", p.agent.Token, "PUT", "/vault", p.nextVault(nil)},
		{"a statement", p.desk.Owner.Token, "POST", "/directory", p.desk.Membership(p.desk.Team, p.agent)},
		{"articles", p.desk.Owner.Token, "PUT", "/article-sets", object{"bytes": []byte("articles")}},
		{"settings", p.desk.Owner.Token, "PUT", inbox, object{"greeting": "x", "colour": "", "expectedReplySeconds": 0, "retentionDays": 1}},
		{"a hold", p.desk.Owner.Token, "PUT", p.conversation("hold"), object{"on": true}},
		{"joining", "", "POST", joinPath, join},
		{"reading the record", p.desk.Owner.Token, "GET", "/ledger/events", nil},
		{"exporting the record", p.desk.Owner.Token, "GET", "/ledger/export", nil},
	} {
		if answer := p.desk.Do(row.token, row.method, row.path, row.body); answer.Status < 500 {
			t.Errorf("%s without a record was answered %d %s", row.act, answer.Status, answer.Body)
		}
		for name, rows := range contents(t, db) {
			if rows != before[name] {
				t.Errorf("%s without a record changed %s from %s to %s", row.act, name, before[name], rows)
				before[name] = rows
			}
		}
	}

	rename(t, db, "elsewhere", "ledger")
	for _, row := range []struct {
		act, token, method, path string
		body                     any
	}{
		{"the message", p.customer.Token, "POST", p.thread.Path("/messages"), object{"message": message}},
		{"the approval", p.agent.Token, "POST", give, object{"box": make([]byte, 1168)}},
		{"the refusal", p.agent.Token, "DELETE", refuse, nil},
		{"joining", "", "POST", joinPath, join},
	} {
		if answer := p.desk.Do(row.token, row.method, row.path, row.body); answer.Status >= 300 {
			t.Errorf("%s with a record again: %d %s", row.act, answer.Status, answer.Body)
		}
	}
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
