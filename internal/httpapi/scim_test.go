package httpapi_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/test/play"
)

// provider is an identity provider's client.
type provider struct {
	t     testing.TB
	desk  *servertest.Desk
	token string
}

type said struct {
	status int
	header http.Header
	body   map[string]any
}

func newProvider(t testing.TB, desk *servertest.Desk) *provider {
	t.Helper()
	return &provider{t, desk, makeToken(desk, desk.Owner, "scim", "127.0.0.1").Secret}
}

// ask sends what a provider sends. Header is "Name: value", or "".
func (p *provider) ask(method, path, body, header string) said {
	p.t.Helper()
	var in io.Reader
	if body != "" {
		in = strings.NewReader(body)
	}
	request, err := http.NewRequest(method, "http://"+p.desk.Server.Addr()+"/scim/v2"+path, in)
	if err != nil {
		p.t.Fatal(err)
	}
	request.Header.Set("Content-Type", "application/scim+json")
	if p.token != "" {
		request.Header.Set("Authorization", "Bearer "+p.token)
	}
	if name, value, ok := strings.Cut(header, ": "); ok {
		request.Header.Set(name, value)
	}
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		p.t.Fatal(err)
	}
	defer answer.Body.Close() //nolint:errcheck // read
	raw, err := io.ReadAll(answer.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	out := said{status: answer.StatusCode, header: answer.Header}
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out.body); err != nil {
			p.t.Fatalf("%s %s: %d %s", method, path, out.status, raw)
		}
		if got := answer.Header.Get("Content-Type"); got != "application/scim+json" {
			p.t.Errorf("%s %s is answered as %q", method, path, got)
		}
	}
	return out
}

func (p *provider) must(status int, method, path, body string) said {
	p.t.Helper()
	got := p.ask(method, path, body, "")
	if got.status != status {
		p.t.Fatalf("%s %s: %d instead of %d: %v", method, path, got.status, status, got.body)
	}
	return got
}

func (p *provider) user(name string) string {
	p.t.Helper()
	return p.must(201, "POST", "/Users", p.userBody(name)).id()
}

func (p *provider) userBody(name string) string {
	return fmt.Sprintf(`{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":%q,"active":true}`, name)
}

func (s said) id() string { return s.text("id") }

// text follows names, and numbers of lists, into the answer.
func (s said) text(path ...any) string {
	var at any = s.body
	for _, step := range path {
		switch step := step.(type) {
		case string:
			object, _ := at.(map[string]any)
			at = object[step]
		case int:
			list, _ := at.([]any)
			if step >= len(list) {
				return ""
			}
			at = list[step]
		}
	}
	if at == nil {
		return ""
	}
	return fmt.Sprint(at)
}

func patch(ops string) string {
	return `{"schemas":["urn:ietf:params:scim:api:messages:2.0:PatchOp"],"Operations":` + ops + `}`
}

// What this server says that it can do (RFC 7644 §4) is what it does.
func TestSCIMDiscovery(t *testing.T) {
	p := newProvider(t, servertest.New(t, server.Config{}))
	config := p.must(200, "GET", "/ServiceProviderConfig", "")
	for _, path := range [][]any{{"patch", "supported"}, {"filter", "supported"}, {"sort", "supported"}, {"etag", "supported"}} {
		if config.text(path...) != "true" {
			t.Errorf("%v is not offered", path)
		}
	}
	if config.text("bulk", "supported") != "false" || config.text("changePassword", "supported") != "false" || config.text("authenticationSchemes", 0, "type") != "oauthbearertoken" {
		t.Errorf("offered: %v", config.body)
	}
	types := p.must(200, "GET", "/ResourceTypes", "")
	if types.text("totalResults") != "2" || types.text("Resources", 0, "endpoint") != "/Users" {
		t.Errorf("resource types: %v", types.body)
	}
	p.must(200, "GET", "/ResourceTypes/Group", "")
	schemas := p.must(200, "GET", "/Schemas", "")
	p.must(200, "GET", "/Schemas/"+schemas.text("Resources", 0, "id"), "")
	for path, status := range map[string]int{"/Schemas/none": 404, "/Devices": 404, "/Me": 501, "/Bulk": 501, "/Users/1": 404, "/Users/" + strings.Repeat("ab", 32): 404} {
		if got := p.ask("GET", path, "", ""); got.status != status || got.text("schemas", 0) != "urn:ietf:params:scim:api:messages:2.0:Error" || got.text("status") != fmt.Sprint(status) {
			t.Errorf("%s: %d %v", path, got.status, got.body)
		}
	}
}

// bjensen is the request of RFC 7644 §3.3, with more that is not kept.
const bjensen = `{
  "schemas": ["urn:ietf:params:scim:schemas:core:2.0:User", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"],
  "userName": "bjensen", "externalId": "bjensen", "password": "t1meMa$heen",
  "name": {"formatted": "Ms. Barbara J Jensen III", "familyName": "Jensen", "givenName": "Barbara"},
  "emails": [{"value": "babs@jensen.org", "type": "home"}, {"value": "bjensen@example.com", "type": "work", "primary": true}],
  "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User": {"employeeNumber": "701984"}
}`

func TestSCIMUserFromTheRFC(t *testing.T) {
	p := newProvider(t, servertest.New(t, server.Config{}))
	made := p.must(201, "POST", "/Users", bjensen)
	path := "/Users/" + made.id()
	if made.header.Get("Location") != made.text("meta", "location") || !strings.HasSuffix(made.text("meta", "location"), "/scim/v2"+path) || made.header.Get("ETag") != `W/"1"` || made.text("meta", "version") != `W/"1"` {
		t.Errorf("made: %v %v", made.header, made.body)
	}
	if made.text("userName") != "bjensen" || made.text("emails", 0, "value") != "bjensen@example.com" || made.text("name", "familyName") != "Jensen" || made.text("active") != "true" {
		t.Errorf("made: %v", made.body)
	}
	for _, kept := range []string{"password", "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User"} {
		if made.text(kept) != "" {
			t.Errorf("%s is kept", kept)
		}
	}
	if got := p.ask("POST", "/Users", strings.Replace(bjensen, `"userName": "bjensen"`, `"userName": "BJensen"`, 1), ""); got.status != 409 || got.text("scimType") != "uniqueness" {
		t.Errorf("the same name again: %d %v", got.status, got.body)
	}
	if got := p.ask("GET", path, "", `If-None-Match: W/"1"`); got.status != 304 {
		t.Errorf("unchanged: %d", got.status)
	}
	if got := p.must(200, "GET", path+"?attributes=userName,name.givenName", ""); got.text("userName") == "" || got.text("name", "givenName") == "" || got.text("name", "familyName") != "" || got.text("id") == "" || got.text("active") != "" {
		t.Errorf("with two attributes: %v", got.body)
	}
	if got := p.must(200, "GET", path+"?excludedAttributes=emails,id", ""); got.text("emails") != "" || got.text("id") == "" || got.text("userName") == "" {
		t.Errorf("without two: %v", got.body)
	}
	put := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"id":"x","userName":"bjensen","active":false}`
	if got := p.ask("PUT", path, put, `If-Match: W/"7"`); got.status != 412 {
		t.Errorf("over another version: %d %v", got.status, got.body)
	}
	if got := p.ask("PUT", path, put, `If-Match: W/"1"`); got.status != 200 || got.text("emails") != "" || got.text("active") != "false" || got.text("id") != made.id() || got.header.Get("ETag") != `W/"2"` {
		t.Errorf("replaced: %d %v", got.status, got.body)
	}
	if got := p.must(200, "PUT", path, put); got.header.Get("ETag") != `W/"2"` {
		t.Errorf("replaced by the same: %v", got.header)
	}
	p.must(204, "DELETE", path, "")
	p.must(404, "GET", path, "")
	p.must(404, "DELETE", path, "")
}

// The shapes that Entra and Okta send (their public documentation), and those of RFC
// 7644 §3.5.2.
func TestSCIMPatches(t *testing.T) {
	p := newProvider(t, servertest.New(t, server.Config{}))
	path := "/Users/" + p.must(201, "POST", "/Users", bjensen).id()
	for _, row := range []struct {
		who, ops string
		path     []any
		want     string
	}{
		{"Entra switches off", `[{"op":"Replace","path":"active","value":"False"}]`, []any{"active"}, "false"},
		{"Entra switches on", `[{"op":"Replace","path":"active","value":"True"}]`, []any{"active"}, "true"},
		{"Okta switches off", `[{"op":"replace","value":{"active":false}}]`, []any{"active"}, "false"},
		{"Okta switches on", `[{"op":"replace","value":{"active":true}}]`, []any{"active"}, "true"},
		{"Entra, dotted names", `[{"op":"Add","value":{"name.givenName":"Babs","displayName":"Babs"}}]`, []any{"name", "givenName"}, "Babs"},
		{"Entra, an address", `[{"op":"Replace","path":"emails[type eq \"work\"].value","value":"babs@example.com"}]`, []any{"emails", 0, "value"}, "babs@example.com"},
		{"Entra, an extension", `[{"op":"Add","path":"urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department","value":"Sales"}]`, []any{"emails", 0, "value"}, "babs@example.com"},
		{"the RFC, addresses", `[{"op":"add","value":{"emails":[{"value":"b@example.org","type":"home","primary":true}],"nickname":"Babs"}}]`, []any{"emails", 0, "value"}, "b@example.org"},
		{"the RFC, with a schema", `[{"op":"replace","path":"urn:ietf:params:scim:schemas:core:2.0:User:name.familyName","value":"Jones"}]`, []any{"name", "familyName"}, "Jones"},
		{"an address taken away", `[{"op":"remove","path":"emails[type eq \"work\" and value co \"b@\"]"}]`, []any{"emails"}, ""},
		{"and given again", `[{"op":"add","path":"emails[type eq \"work\"].value","value":"c@example.org"}]`, []any{"emails", 0, "value"}, "c@example.org"},
		{"two after each other", `[{"op":"remove","path":"displayName"},{"op":"add","path":"displayName","value":"B"}]`, []any{"displayName"}, "B"},
	} {
		got := p.ask("PATCH", path, patch(row.ops), "")
		if got.status != 200 || got.text(row.path...) != row.want {
			t.Errorf("%s: %d %v", row.who, got.status, got.body)
		}
	}
	before := p.must(200, "GET", path, "").header.Get("ETag")
	for what, row := range map[string]struct{ body, word string }{
		"no operation of that name":    {patch(`[{"op":"move","path":"active","value":true}]`), "invalidSyntax"},
		"no schema":                    {`{"Operations":[]}`, "invalidSyntax"},
		"no list":                      {patch(`{}`), "invalidSyntax"},
		"no object":                    {`[]`, "invalidSyntax"},
		"no JSON":                      {`{`, "invalidSyntax"},
		"a name twice":                 {`{"schemas":[],"SCHEMAS":[]}`, "invalidSyntax"},
		"removing nothing":             {patch(`[{"op":"remove"}]`), "noTarget"},
		"a path that cannot be read":   {patch(`[{"op":"add","path":"emails[type","value":"x"}]`), "invalidFilter"},
		"a path with a tail":           {patch(`[{"op":"add","path":"emails[type pr]x","value":"x"}]`), "invalidPath"},
		"an unknown attribute":         {patch(`[{"op":"add","path":"shoeSize","value":44}]`), "invalidPath"},
		"the id":                       {patch(`[{"op":"replace","path":"id","value":"x"}]`), "mutability"},
		"the groups":                   {patch(`[{"op":"add","path":"groups","value":[]}]`), "mutability"},
		"no truth":                     {patch(`[{"op":"replace","path":"active","value":"perhaps"}]`), "invalidValue"},
		"an address of another kind":   {patch(`[{"op":"replace","path":"emails[type eq \"home\"].value","value":"x@example.org"}]`), "noTarget"},
		"what is no address":           {patch(`[{"op":"replace","path":"emails","value":[{"value":"x"}]}]`), "invalidValue"},
		"a name that is taken away":    {patch(`[{"op":"remove","path":"userName"}]`), "invalidValue"},
		"a long name":                  {patch(`[{"op":"replace","path":"displayName","value":"` + strings.Repeat("a", 300) + `"}]`), "invalidValue"},
		"a good one, then a bad one":   {patch(`[{"op":"replace","path":"displayName","value":"Eve"},{"op":"replace","path":"id","value":"x"}]`), "mutability"},
		"more operations than a patch": {patch("[" + strings.Repeat(`{"op":"add","path":"title","value":"x"},`, 1000) + `{"op":"add","path":"title","value":"x"}]`), "tooMany"},
	} {
		if got := p.ask("PATCH", path, row.body, ""); got.status != 400 || got.text("scimType") != row.word {
			t.Errorf("%s: %d %v", what, got.status, got.body)
		}
	}
	if after := p.must(200, "GET", path, "").header.Get("ETag"); after != before {
		t.Errorf("what was refused changed %s to %s", before, after)
	}
}

func TestSCIMLists(t *testing.T) {
	p := newProvider(t, servertest.New(t, server.Config{}))
	for _, name := range []string{"carla@example.org", "Anna@example.org", "bert@example.org"} {
		p.user(name)
	}
	list := func(query ...string) said {
		values := url.Values{}
		for i := 0; i < len(query); i += 2 {
			values.Set(query[i], query[i+1])
		}
		return p.must(200, "GET", "/Users?"+values.Encode(), "")
	}
	if got := list("sortBy", "userName"); got.text("totalResults") != "3" || got.text("Resources", 0, "userName") != "Anna@example.org" || got.text("Resources", 2, "userName") != "carla@example.org" {
		t.Errorf("sorted: %v", got.body)
	}
	if got := list("sortBy", "userName", "sortOrder", "descending", "startIndex", "2", "count", "1"); got.text("itemsPerPage") != "1" || got.text("startIndex") != "2" || got.text("Resources", 0, "userName") != "bert@example.org" {
		t.Errorf("the second page: %v", got.body)
	}
	if got := list("count", "0"); got.text("totalResults") != "3" || got.text("itemsPerPage") != "0" {
		t.Errorf("how many: %v", got.body)
	}
	if got := list("startIndex", "-5", "count", "-1"); got.text("startIndex") != "1" || got.text("itemsPerPage") != "0" {
		t.Errorf("from before the beginning: %v", got.body)
	}
	if got := list("startIndex", "9"); got.text("itemsPerPage") != "0" || got.text("totalResults") != "3" {
		t.Errorf("beyond the end: %v", got.body)
	}
	for filter, want := range map[string]string{`userName eq "ANNA@example.org"`: "1", `userName eq "nobody"`: "0", `externalId eq "x"`: "0", `userName co "example" and active eq true`: "3", `meta.created gt "2100-01-01T00:00:00Z"`: "0"} {
		if got := list("filter", filter); got.text("totalResults") != want {
			t.Errorf("%s: %v", filter, got.body)
		}
	}
	bomb := strings.Repeat("(", 2000) + "userName pr" + strings.Repeat(")", 2000)
	for filter, word := range map[string]string{bomb: "tooMany", `userName zz "x"`: "invalidFilter"} {
		if got := p.ask("GET", "/Users?filter="+url.QueryEscape(filter), "", ""); got.status != 400 || got.text("scimType") != word {
			t.Errorf("%.30s: %d %v", filter, got.status, got.body)
		}
	}
	if got := p.ask("GET", "/Users?page=2", "", ""); got.status != 400 {
		t.Errorf("what is not asked so: %d", got.status)
	}
}

func TestSCIMGroups(t *testing.T) {
	p := newProvider(t, servertest.New(t, server.Config{}))
	anna, bert := p.user("anna@example.org"), p.user("bert@example.org")
	group := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Support","members":[{"value":"` + anna + `"}]}`
	path := "/Groups/" + p.must(201, "POST", "/Groups", group).id()
	members := func() string { return fmt.Sprint(p.must(200, "GET", path, "").body["members"]) }
	if got := p.must(200, "GET", "/Users/"+anna, ""); got.text("groups", 0, "display") != "Support" {
		t.Errorf("whose groups: %v", got.body)
	}
	for _, row := range []struct{ who, ops, in, out string }{
		{"the RFC adds", `[{"op":"add","path":"members","value":[{"display":"Bert","value":"` + bert + `"}]}]`, bert, ""},
		{"the RFC removes", `[{"op":"remove","path":"members[value eq \"` + anna + `\"]"}]`, bert, anna},
		{"Entra adds", `[{"op":"Add","path":"members","value":[{"value":"` + anna + `"}]}]`, anna, ""},
		{"Entra removes", `[{"op":"Remove","path":"members","value":[{"value":"` + bert + `"}]}]`, anna, bert},
		{"Okta renames, and repeats the id", `[{"op":"replace","value":{"id":"` + strings.TrimPrefix(path, "/Groups/") + `","displayName":"Help"}}]`, anna, bert},
		{"all are replaced", `[{"op":"replace","path":"members","value":[{"value":"` + bert + `"}]}]`, bert, anna},
	} {
		p.must(200, "PATCH", path, patch(row.ops))
		if now := members(); !strings.Contains(now, row.in) || row.out != "" && strings.Contains(now, row.out) {
			t.Errorf("%s: %s", row.who, now)
		}
	}
	p.must(200, "PATCH", path, patch(`[{"op":"remove","path":"members"}]`))
	if now := members(); now != "<nil>" {
		t.Errorf("all removed: %s", now)
	}
	for what, row := range map[string]struct{ ops, word string }{
		"somebody unknown":    {`[{"op":"add","path":"members","value":[{"value":"` + strings.Repeat("ab", 32) + `"}]}]`, "invalidValue"},
		"somebody without id": {`[{"op":"add","path":"members","value":[{"display":"Anna"}]}]`, "invalidValue"},
		"a member's value":    {`[{"op":"replace","path":"members[value pr].value","value":"x"}]`, "mutability"},
		"a group's name away": {`[{"op":"remove","path":"displayName"}]`, "mutability"},
	} {
		if got := p.ask("PATCH", path, patch(row.ops), ""); got.status != 400 || got.text("scimType") != row.word {
			t.Errorf("%s: %d %v", what, got.status, got.body)
		}
	}
	p.must(200, "PATCH", path, patch(`[{"op":"add","path":"members","value":[{"value":"`+anna+`"}]}]`))
	p.must(204, "DELETE", "/Users/"+anna, "")
	if now := members(); now != "<nil>" {
		t.Errorf("who was deleted is still in: %s", now)
	}
	if got := p.must(200, "GET", "/Groups?excludedAttributes=members&filter="+url.QueryEscape(`displayName eq "Help"`), ""); got.text("totalResults") != "1" || got.text("Resources", 0, "members") != "" {
		t.Errorf("without members: %v", got.body)
	}
	p.must(204, "DELETE", path, "")
}

// Of those who change the same at once each gets through, or is told that somebody
// was faster; nobody's change is lost.
func TestSCIMChangesAtOnce(t *testing.T) {
	p := newProvider(t, servertest.New(t, server.Config{}))
	group := p.must(201, "POST", "/Groups", `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"Support"}`)
	path := "/Groups/" + group.id()
	var people []string
	for i := range 12 {
		people = append(people, p.user(fmt.Sprintf("p%d@example.org", i)))
	}
	var all sync.WaitGroup
	var mu sync.Mutex
	done := map[int]int{}
	for i, id := range people {
		all.Go(func() {
			header := ""
			if i%2 == 0 {
				header = `If-Match: W/"1"`
			}
			got := p.ask("PATCH", path, patch(`[{"op":"add","path":"members","value":[{"value":"`+id+`"}]}]`), header)
			mu.Lock()
			defer mu.Unlock()
			done[got.status]++
		})
	}
	all.Wait()
	list, _ := p.must(200, "GET", path, "").body["members"].([]any)
	if done[200]+done[412] != 12 || len(list) != done[200] || done[200] < 6 || done[200] > 7 {
		t.Errorf("%v, and %d members", done, len(list))
	}
}

func TestSCIMIsForItsTokenOnly(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	p := newProvider(t, desk)
	id := p.user("anna@example.org")
	for who, row := range map[string]struct {
		token  string
		status int
	}{
		"nobody":                 {"", 401},
		"an owner's session":     {desk.Owner.Token, 401},
		"a customer":             {desk.Visitor().Token, 401},
		"a token for the record": {makeToken(desk, desk.Owner, "ledger.read").Secret, 403},
		"from another network":   {makeToken(desk, desk.Owner, "scim", "192.0.2.0/24").Secret, 401},
		"a made-up one":          {"sdk_" + strings.Repeat("a", 59), 401},
	} {
		other := &provider{t, desk, row.token}
		for _, path := range []string{"/Users", "/Users/" + id, "/Groups", "/ServiceProviderConfig"} {
			if got := other.ask("GET", path, "", ""); got.status != row.status || row.status == 401 && got.header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s: GET %s: %d %v", who, path, got.status, got.body)
			}
		}
		if got := other.ask("DELETE", "/Users/"+id, "", ""); got.status != row.status {
			t.Errorf("%s: DELETE: %d", who, got.status)
		}
	}
	p.must(200, "GET", "/Users/"+id, "")
}

// Whom the provider says has left is out at once, if an admin said who it is; what a
// person decided it does not undo; and nothing is left of who never came.
func TestSCIMShutsOutAtOnce(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	p := newProvider(t, desk)
	anna := desk.Invite("anna@example.org")
	id := p.user("anna@example.org")
	off, on := patch(`[{"op":"Replace","path":"active","value":"False"}]`), patch(`[{"op":"Replace","path":"active","value":"True"}]`)
	alive := func(want bool, when string) {
		t.Helper()
		if got := desk.Do("", "POST", "/signin/recovery", anna.ByRecovery()); (got.Status == 200) != want {
			t.Errorf("%s: %d %s", when, got.Status, got.Body)
		}
	}

	p.must(200, "PATCH", "/Users/"+id, off)
	alive(true, "the same address is not the same person")
	p.must(200, "PATCH", "/Users/"+id, on)
	var seen struct {
		People []struct{ ID, Suggested, Account *seal.ID }
	}
	desk.Must(desk.Owner.Token, "GET", "/provisioning", nil, &seen)
	if len(seen.People) != 1 || seen.People[0].Suggested == nil || *seen.People[0].Suggested != anna.Account || seen.People[0].Account != nil {
		t.Fatalf("suggested: %+v", seen)
	}
	link := "/provisioning/users/" + id + "/account"
	if got := desk.Do(anna.Token, "PUT", link, servertest.Object{"id": anna.Account}); got.Status != 403 {
		t.Errorf("an agent links: %d", got.Status)
	}
	desk.Must(desk.Owner.Token, "PUT", link, servertest.Object{"id": anna.Account}, nil)

	socket := desk.Listen(anna.SignIn().Token, 0)
	began := time.Now()
	p.must(200, "PATCH", "/Users/"+id, off)
	socket.Closed()
	t.Logf("from the PATCH to the closed socket: %v", time.Since(began).Round(10*time.Microsecond))
	alive(false, "switched off")
	p.must(200, "PATCH", "/Users/"+id, on)
	alive(true, "switched on")

	suspension := "/accounts/" + anna.Account.Hex() + "/suspension"
	desk.Must(desk.Owner.Token, "PUT", suspension, servertest.Object{}, nil)
	p.must(200, "PATCH", "/Users/"+id, off)
	p.must(200, "PATCH", "/Users/"+id, on)
	alive(false, "what an owner decided")
	desk.Must(desk.Owner.Token, "DELETE", suspension, nil, nil)
	alive(true, "let in by an owner")

	p.must(204, "DELETE", "/Users/"+id, "")
	alive(false, "deleted at the provider")

	owner := p.user("owner@example.org")
	desk.Must(desk.Owner.Token, "PUT", "/provisioning/users/"+owner+"/account", servertest.Object{"id": desk.Owner.Account}, nil)
	if got := p.ask("PATCH", "/Users/"+owner, off, ""); got.status != 409 || got.text("scimType") != "mutability" {
		t.Errorf("the last owner: %d %v", got.status, got.body)
	}
	if got := p.must(200, "GET", "/Users/"+owner, ""); got.text("active") != "true" {
		t.Errorf("what was refused is kept: %v", got.body)
	}
}

func TestSCIMForgetsWhoNeverCame(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	p := newProvider(t, desk)
	id := p.user("zacharias.unusual@example.org")
	p.must(204, "DELETE", "/Users/"+id, "")
	if err := desk.Server.Close(); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"data.db", "data.db-wal"} {
		raw, err := os.ReadFile(filepath.Join(desk.Config.DataDir, name))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		if bytes.Contains(bytes.ToLower(raw), []byte("zacharias")) {
			t.Errorf("%s still holds the name of somebody who was deleted", name)
		}
	}
}

// A group of 10,000 goes in and out in bounded time; one more does not.
func TestSCIMHugeGroup(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	p := newProvider(t, desk)
	size := 400
	if play.Long() {
		size = 10_000
	}
	var list []string
	for i := range size {
		list = append(list, `{"value":"`+p.user(fmt.Sprintf("p%d@example.org", i))+`"}`)
	}
	group := `{"schemas":["urn:ietf:params:scim:schemas:core:2.0:Group"],"displayName":"All","members":[%s]}`
	began := time.Now()
	path := "/Groups/" + p.must(201, "POST", "/Groups", fmt.Sprintf(group, strings.Join(list, ","))).id()
	if members, _ := p.must(200, "GET", path, "").body["members"].([]any); len(members) != size {
		t.Errorf("%d members", len(members))
	}
	t.Logf("a group of %d, in and out: %v", size, time.Since(began).Round(time.Millisecond))
	began = time.Now()
	p.must(200, "PATCH", path, patch(`[{"op":"remove","path":"members[value eq \"`+strings.Split(list[0], `"`)[3]+`\"]"}]`))
	p.must(200, "GET", "/Users?filter="+url.QueryEscape(`userName eq "p7@example.org"`), "")
	t.Logf("one taken out, one looked up: %v", time.Since(began).Round(time.Millisecond))
	same := strings.Repeat(list[0]+",", 10_000) + list[0]
	if got := p.ask("POST", "/Groups", fmt.Sprintf(group, same), ""); got.status != 400 || got.text("scimType") != "tooMany" {
		t.Errorf("more than 10,000 members: %d %v", got.status, got.body)
	}
	if got := p.ask("POST", "/Groups", `{"displayName":"`+strings.Repeat("a", 3<<20)+`"}`, ""); got.status != 413 {
		t.Errorf("three megabytes: %d", got.status)
	}
}

// Nobody is expected with an address that the organisation refuses; who already is
// stays, and can be changed otherwise.
func TestSCIMAddresses(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	p := newProvider(t, desk)
	before := p.must(201, "POST", "/Users", p.userBody("ana@gmail.com"))
	desk.Must(desk.Owner.Token, "PUT", "/settings/addresses", servertest.Object{"version": 0, "value": servertest.Object{
		"domains": []string{"example.org"}, "personal": "refuse", "outside": "refuse",
	}}, nil)
	for _, name := range []string{"bea@gmail.com", "bea@elsewhere.example", "bea@examp1e.org", "bea_gmail.com#EXT#@example.org"} {
		if got := p.ask("POST", "/Users", p.userBody(name), ""); got.status != 400 || got.text("scimType") != "invalidValue" {
			t.Errorf("%s: %d %v", name, got.status, got.body)
		}
	}
	p.must(200, "PATCH", "/Users/"+before.id(), patch(`[{"op":"replace","path":"active","value":false}]`))
	p.must(400, "PATCH", "/Users/"+before.id(), patch(`[{"op":"replace","path":"userName","value":"ana@gmx.de"}]`))
	p.must(200, "PATCH", "/Users/"+before.id(), patch(`[{"op":"replace","path":"userName","value":"ana@example.org"}]`))
}
