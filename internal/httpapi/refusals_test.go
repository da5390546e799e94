package httpapi_test

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// The columns of the table: who asks.
const (
	nobody   = iota
	customer // whose conversation it is
	stranger // another customer
	outsider // an agent of another team
	agent    // of the team
	browser  // the same agent in a browser without a certified device
	owner
	columns
)

var columnNames = [columns]string{"nobody", "customer", "stranger", "outsider", "agent", "browser", "owner"}

// refusals is the table, by hand: every endpoint, and the status that each
// caller gets for a request with an empty body. 400 and 422 mean that the caller
// was let in and the body was refused, 410 that what they asked for is over.
var refusals = []struct {
	route string
	want  [columns]int
}{
	{"GET /inboxes/{inbox}/proof", all(200)},
	{"GET /article-sets/{hash}", all(404)}, // stored, but no statement names it
	{"POST /visitor/challenges", all(200)},
	{"POST /visitor/sessions", all(401)},
	{"POST /visitor/codes", [columns]int{401, 409, 409, 401, 401, 401, 401}}, // nobody asks for an address
	{"POST /visitor/codes/check", [columns]int{401, 409, 409, 401, 401, 401, 401}},
	{"POST /visitor/proofs", [columns]int{401, 422, 422, 401, 401, 401, 401}},
	{"POST /visitor/links", visitors(422)},
	{"GET /visitor/links/{link}", visitors(404)},
	{"POST /visitor/links/{link}/answer", visitors(422)},
	{"PUT /visitor/links/{link}/history", visitors(422)},
	{"DELETE /visitor/links/{link}", visitors(204)},
	{"POST /conversations", [columns]int{401, 400, 400, 401, 401, 401, 401}},

	{"PUT /conversations/{thread}/notice", [columns]int{401, 204, 404, 401, 401, 401, 401}}, // "" is nowhere

	{"GET /conversations", [columns]int{401, 200, 200, 200, 200, 200, 200}},
	{"GET /conversations/counts", staff(200)},
	{"GET /threads/{thread}", [columns]int{401, 200, 404, 404, 200, 200, 200}},
	{"GET /threads/{thread}/entries", [columns]int{401, 200, 404, 404, 200, 200, 200}},
	{"POST /threads/{thread}/messages", [columns]int{401, 400, 404, 404, 400, 403, 400}},
	{"POST /threads/{thread}/generations", [columns]int{401, 400, 404, 404, 400, 403, 400}},
	{"POST /threads/{thread}/notes", [columns]int{401, 401, 401, 404, 400, 403, 400}},
	{"PUT /threads/{thread}/wraps/{generation}", [columns]int{401, 401, 401, 404, 422, 422, 422}},
	{"PUT /threads/{thread}/attachments/{attachment}", [columns]int{401, 422, 404, 404, 422, 403, 422}},
	{"GET /threads/{thread}/attachments/{attachment}/parts/{part}", [columns]int{401, 200, 404, 404, 200, 200, 200}},
	{"PUT /threads/{thread}/attachments/{attachment}/parts/{part}", [columns]int{401, 200, 404, 404, 409, 403, 409}}, // the customer's, and there already
	{"DELETE /threads/{thread}/attachments/{attachment}", [columns]int{401, 204, 404, 404, 403, 403, 403}},
	{"PUT /threads/{thread}/marks", [columns]int{401, 400, 404, 404, 400, 403, 400}},
	{"GET /conversations/{thread}/asks", [columns]int{401, 401, 401, 404, 200, 200, 200}},
	{"POST /conversations/{thread}/asks", [columns]int{401, 401, 401, 404, 422, 422, 422}},
	{"POST /conversations/{thread}/claim", [columns]int{401, 401, 401, 404, 200, 200, 409}}, // the agent has it
	{"POST /conversations/{thread}/assign", [columns]int{401, 401, 401, 404, 200, 200, 200}},
	{"POST /conversations/{thread}/close", [columns]int{401, 401, 401, 404, 200, 200, 200}},
	{"POST /conversations/{thread}/reopen", [columns]int{401, 401, 401, 404, 200, 200, 200}},
	{"PUT /conversations/{thread}/rating", [columns]int{401, 204, 404, 401, 401, 401, 401}},
	{"GET /drafts", staff(200)},
	{"PUT /drafts/{thread}", [columns]int{401, 401, 401, 404, 200, 200, 200}}, // throwing away what is not there
	{"GET /live", [columns]int{401, 400, 400, 400, 400, 400, 400}},

	{"GET /setup", all(200)},
	{"GET /passwords/breached", all(204)}, // the operator keeps none
	{"POST /setup/passkey", all(410)},
	{"POST /setup/server-key", all(410)},
	{"POST /setup", all(410)},
	{"GET /invitations/{invite}", all(404)},
	{"POST /invitations/{invite}/passkey", all(404)},
	{"POST /invitations/{invite}/accept", all(404)},

	{"POST /signin/passkey/begin", all(200)},
	{"POST /signin/passkey/finish", all(410)},
	{"POST /signin/password/begin", all(422)},
	{"POST /signin/password/finish", all(422)},
	{"POST /signin/recovery", all(422)},
	{"POST /signin/approval/begin", all(422)},
	{"POST /signin/recovery/mail", all(409)}, // nobody named a mail server
	{"POST /signin/vouch/begin", all(422)},
	{"POST /signin/sms/begin", all(409)}, // nobody named a gateway
	{"POST /signin/sms/finish", all(422)},
	{"GET /phone", staff(200)},
	{"POST /phone/code", staff(409)},
	{"PUT /phone", staff(409)},
	{"DELETE /phone", staff(204)},
	{"POST /sms/test", [columns]int{401, 401, 401, 403, 403, 403, 409}},
	{"POST /signin/approval/poll", all(410)},

	{"GET /session", all(200)}, // null for nobody
	{"PUT /session/device", staff(403)},
	{"DELETE /session", staff(200)},
	{"POST /sessions/end-others", staff(204)},
	{"GET /notices", staff(200)},
	{"DELETE /notices/{session}", [columns]int{401, 401, 401, 403, 403, 403, 403}},           // they are new themselves
	{"DELETE /accounts/{account}/sessions", [columns]int{401, 401, 401, 403, 403, 403, 404}}, // nobody's
	{"POST /session/confirm/passkey/begin", staff(200)},
	{"POST /session/confirm/passkey/finish", staff(410)},
	{"POST /session/confirm/password", staff(422)}, // and it does not match
	{"GET /sessions", staff(200)},
	{"DELETE /sessions/{session}", [columns]int{401, 401, 401, 404, 204, 204, 404}}, // the agent's own
	{"GET /vault", staff(200)},
	{"PUT /vault", staff(422)},
	{"POST /passkeys/begin", staff(200)},
	{"GET /unlockers", staff(200)},
	{"PUT /passkeys/{passkey}/name", staff(404)},
	{"GET /approvals", staff(200)},
	{"POST /approvals/{approval}", [columns]int{401, 401, 401, 404, 422, 422, 404}}, // for the agent's account
	{"DELETE /approvals/{approval}", [columns]int{401, 401, 401, 404, 204, 204, 404}},
	{"POST /approvals/{approval}/vouch", [columns]int{401, 401, 401, 403, 403, 403, 410}}, // it asks for an approval
	{"DELETE /approvals/{approval}/vouch", [columns]int{401, 401, 401, 403, 403, 403, 410}},
	{"GET /accounts", staff(200)},
	{"PUT /availability", staff(422)},

	{"GET /directory", staff(200)},
	{"POST /directory", staff(200)}, // an empty batch changes nothing
	{"POST /directory/heads", staff(204)},
	{"GET /groups/boxes", staff(200)},
	{"PUT /article-sets", [columns]int{401, 401, 401, 403, 403, 403, 422}},
	{"GET /inboxes", staff(200)},
	{"PUT /inboxes/{inbox}/settings", [columns]int{401, 401, 401, 403, 403, 403, 204}},

	{"GET /ledger/checkpoint", all(200)},
	{"GET /ledger/tile/{tile...}", all(200)},
	{"GET /ledger/consistency", all(200)},
	{"GET /ledger/checkpoint/witnessed", all(404)}, // nobody witnesses it
	{"GET /ledger/witnesses", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"POST /witness/add-checkpoint", all(400)}, // the body is no submission
	{"GET /ledger/events", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"GET /ledger/export", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"GET /ledger/events/{number}/proof", [columns]int{401, 401, 401, 403, 403, 403, 200}},

	{"GET /ledger/retention", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"GET /ledger/retention/{class}", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"PUT /ledger/retention", [columns]int{401, 401, 401, 403, 403, 403, 422}},
	{"PUT /ledger/holds", [columns]int{401, 401, 401, 403, 403, 403, 422}},
	{"POST /ledger/erasures", [columns]int{401, 401, 401, 403, 403, 403, 422}},

	{"GET /signin/health", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"GET /settings/{name}", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"PUT /settings/{name}", [columns]int{401, 401, 401, 403, 403, 403, 422}},

	{"GET /customers/proofs", [columns]int{401, 401, 401, 403, 403, 403, 200}},

	{"GET /mail", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"POST /mail/test", [columns]int{401, 401, 401, 403, 403, 403, 409}}, // no mail server is named
	{"DELETE /mail/refusals/{address}", [columns]int{401, 401, 401, 403, 403, 403, 404}},

	{"GET /signin/providers", all(200)},
	{"POST /signin/sso/{provider}/begin", all(404)},
	{"GET /signin/sso/{provider}/return", all(404)},
	{"POST /signin/sso/{provider}/return", all(400)},
	{"GET /signin/sso/{provider}/metadata", all(404)},
	{"GET /signin/sso", all(200)},
	{"POST /signin/sso/finish", all(410)},
	{"POST /signin/sso/cancel", all(204)},
	{"POST /signin/sso/{provider}/logout", all(400)},
	{"GET /session/providers", staff(200)},
	{"POST /session/providers", staff(410)},
	{"POST /session/providers/{provider}/disconnect", staff(404)},
	{"GET /tokens", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"POST /tokens", [columns]int{401, 401, 401, 403, 403, 403, 422}},
	{"DELETE /tokens/{token}", [columns]int{401, 401, 401, 403, 403, 403, 404}},
	{"POST /accounts/{account}/again", [columns]int{401, 401, 401, 403, 403, 403, 404}},
	{"PUT /accounts/{account}/password/compromised", [columns]int{401, 401, 401, 403, 403, 403, 404}},
	{"PUT /accounts/{account}/suspension", [columns]int{401, 401, 401, 403, 403, 403, 404}},
	{"DELETE /accounts/{account}/suspension", [columns]int{401, 401, 401, 403, 403, 403, 204}}, // who is not shut out

	{"GET /provisioning", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"PUT /provisioning/users/{user}/account", [columns]int{401, 401, 401, 403, 403, 403, 404}},
	{"PUT /provisioning/groups/{group}/team", [columns]int{401, 401, 401, 403, 403, 403, 404}},
	{"GET /scim/v2/ServiceProviderConfig", all(401)}, // for a provider's token alone
	{"GET /scim/v2/ResourceTypes", all(401)},         // for a provider's token alone
	{"GET /scim/v2/ResourceTypes/{name}", all(401)},  // for a provider's token alone
	{"GET /scim/v2/Schemas", all(401)},               // for a provider's token alone
	{"GET /scim/v2/Schemas/{name}", all(401)},        // for a provider's token alone
	{"GET /scim/v2/Users", all(401)},                 // for a provider's token alone
	{"POST /scim/v2/Users", all(401)},                // for a provider's token alone
	{"GET /scim/v2/Users/{id}", all(401)},            // for a provider's token alone
	{"PUT /scim/v2/Users/{id}", all(401)},            // for a provider's token alone
	{"PATCH /scim/v2/Users/{id}", all(401)},          // for a provider's token alone
	{"DELETE /scim/v2/Users/{id}", all(401)},         // for a provider's token alone
	{"GET /scim/v2/Groups", all(401)},                // for a provider's token alone
	{"POST /scim/v2/Groups", all(401)},               // for a provider's token alone
	{"GET /scim/v2/Groups/{id}", all(401)},           // for a provider's token alone
	{"PUT /scim/v2/Groups/{id}", all(401)},           // for a provider's token alone
	{"PATCH /scim/v2/Groups/{id}", all(401)},         // for a provider's token alone
	{"DELETE /scim/v2/Groups/{id}", all(401)},        // for a provider's token alone

	{"GET /retention", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"GET /retention/{inbox}", [columns]int{401, 401, 401, 403, 403, 403, 200}},
	{"PUT /conversations/{thread}/hold", [columns]int{401, 401, 401, 403, 403, 403, 422}}, // on or off was not said
	{"GET /certificates", [columns]int{401, 401, 401, 403, 403, 403, 200}},
}

func all(status int) (row [columns]int) {
	for i := range row {
		row[i] = status
	}
	return row
}

// staff: a customer's token is no staff session.
func staff(status int) [columns]int {
	return [columns]int{401, 401, 401, status, status, status, status}
}

// visitors: a session of staff is no customer's.
func visitors(status int) [columns]int {
	return [columns]int{401, status, status, 401, 401, 401, 401}
}

// stage is a desk with everybody on it.
type stage struct {
	desk   *servertest.Desk
	people map[int]*servertest.Staff
	tokens map[int]string
	thread *servertest.Thread
	hash   string
}

// attachment is a file that the customer sent.
var attachment = seal.ID16{0xab}

func newStage(t testing.TB, rules *access.Authorizer) *stage {
	t.Helper()
	desk := servertest.New(t, server.Config{Access: rules})
	anna, bert := desk.Invite("anna@example.org"), desk.Invite("bert@example.org")
	desk.SetMembers(desk.Team, anna)
	other := desk.NewTeam("Sales")
	desk.SetMembers(other, bert)
	v, w := desk.Visitor(), desk.Visitor()
	s := &stage{
		desk: desk, thread: v.Converse(desk.Team),
		people: map[int]*servertest.Staff{outsider: bert, agent: anna, browser: anna, owner: desk.Owner},
		tokens: map[int]string{nobody: "", customer: v.Token, stranger: w.Token},
	}
	var stored struct{ Hash seal.ID }
	desk.Must(desk.Owner.Token, "PUT", "/article-sets", servertest.Object{"bytes": []byte("unnamed")}, &stored)
	s.hash = stored.Hash.Hex()
	s.thread.Upload(v.Token, attachment, []byte("sealed"))
	return s
}

// token is a fresh one for staff, so that rows which end sessions do not touch
// the next.
func (s *stage) token(column int) string {
	person, ok := s.people[column]
	if !ok {
		return s.tokens[column]
	}
	token := person.SignIn().Token
	if column != browser {
		s.desk.Must(token, "PUT", "/session/device", servertest.Object{"device": person.Device}, nil)
	}
	return token
}

// path fills in the ids of what the stage holds.
func (s *stage) path(t testing.TB, pattern string) string {
	t.Helper()
	absent := strings.Repeat("ab", 32)
	path := strings.NewReplacer(
		"{inbox}", s.desk.Team.Inbox.Hex(), "{thread}", s.thread.ID.Hex(), "{generation}", s.thread.Generation.ID().Hex(),
		"{hash}", s.hash, "{invite}", absent, "{token}", absent, "{link}", absent, "{address}", absent, "{account}", absent, "{user}", absent, "{group}", absent, "{id}", absent, "{attachment}", attachment.String(), "{part}", "0", "{number}", "0", "{class}", "reads", "{name}", "sign-in", "{tile...}", "0/000.p/1",
	).Replace(pattern)
	// Both are made only where they are asked for: each making is an act of its own.
	made := map[string]func() string{
		"{session}":  func() string { return s.people[agent].SignIn().Session.Hex() },
		"{approval}": func() string { return s.approval(t) },
	}
	for name, id := range made {
		if before, after, found := strings.Cut(path, name); found {
			path = before + id() + after
		}
	}
	return path
}

// approval asks the agent's other browsers for an approval.
func (s *stage) approval(t testing.TB) string {
	t.Helper()
	key, err := seal.NewOpeningKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public := key.Public()
	var begun struct{ Flow string }
	s.desk.Must("", "POST", "/signin/approval/begin", servertest.Object{"email": s.people[agent].Email, "publicKey": public[:]}, &begun)
	return begun.Flow
}

// play asks every row as everybody and returns what differs from the table.
func (s *stage) play(t *testing.T) []string {
	t.Helper()
	var red []string
	for _, row := range refusals {
		method, pattern, _ := strings.Cut(row.route, " ")
		for column := range columns {
			if strings.HasSuffix(pattern, "/claim") && column == agent {
				s.desk.Must(s.desk.Owner.Token, "POST", s.convPath("/assign"), servertest.Object{"account": nil}, nil)
			}
			var body any
			if method != "GET" {
				body = bytes.TrimSpace([]byte("{}"))
			}
			got := s.desk.Do(s.token(column), method, s.path(t, pattern), body)
			if got.Status != row.want[column] {
				red = append(red, fmt.Sprintf("%s as %s: %d instead of %d: %s", row.route, columnNames[column], got.Status, row.want[column], got.Body))
			}
		}
	}
	return red
}

func (s *stage) convPath(rest string) string { return "/conversations/" + s.thread.ID.Hex() + rest }

func TestEveryRouteHasARow(t *testing.T) {
	desk := servertest.Start(t, server.Config{})
	rows := map[string]bool{}
	for _, row := range refusals {
		method, pattern, _ := strings.Cut(row.route, " ")
		if name := method + " /api/v1" + pattern; rows[name] {
			t.Errorf("%s has two rows", name)
		} else {
			rows[name] = true
		}
	}
	for _, route := range desk.Server.Routes() {
		if !rows[route] {
			t.Errorf("%s has no row: say who may use it", route)
		}
		delete(rows, route)
	}
	for row := range rows {
		t.Errorf("%s is in the table, but no route", row)
	}
}

func TestRefusals(t *testing.T) {
	for _, red := range newStage(t, access.New()).play(t) {
		t.Error(red)
	}
}

// Each check is needed: without it, somebody gets further than the table says.
func TestEachCheckIsNeeded(t *testing.T) {
	checks := access.New().Checks()
	if os.Getenv("SEALDESK_LONG") == "" {
		checks = []string{"reader"} // the others take their turn in the long run
	}
	for _, check := range checks {
		t.Run(check, func(t *testing.T) {
			s := newStage(t, access.New().WithoutChecksForTesting(check))
			if red := s.play(t); len(red) == 0 {
				t.Errorf("nothing changes without the check %q", check)
			}
		})
	}
}

// An attester is not an owner: what the directory lets people sign is another
// question than what the server lets them do.
func TestPublisherMayStoreArticles(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	writer := desk.Invite("wanda@example.org", directory.Publish)
	answer := desk.Do(writer.Token, "PUT", "/article-sets", servertest.Object{"bytes": []byte("articles")})
	if answer.Status != 200 {
		t.Errorf("a publisher got %d: %s", answer.Status, answer.Body)
	}
}
