package scim_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/scim"
)

// barbara is the person of RFC 7643 §8.2, as far as the examples of filters look.
const barbara = `{
  "id": "2819c223", "externalId": "bjensen", "userName": "bjensen@example.com", "active": true, "title": "", "logins": 12,
  "name": {"familyName": "O'Malley", "givenName": "Barbara"},
  "emails": [{"value": "bjensen@example.com", "type": "work", "primary": true}, {"value": "babs@jensen.org", "type": "home"}],
  "userType": "Employee",
  "meta": {"lastModified": "2011-05-13T04:42:34Z", "resourceType": "User"}
}`

func tree(t testing.TB, text string) scim.Tree {
	t.Helper()
	var out scim.Tree
	if err := json.Unmarshal([]byte(text), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

// matching is part of what a Filter does, from outside.
func matching(t testing.TB, filter string) (bool, error) {
	t.Helper()
	return scim.MatchesForTesting(filter, tree(t, barbara))
}

// The examples of RFC 7644 §3.4.2.2, figure 1, and what its tables say.
func TestFilters(t *testing.T) {
	for filter, want := range map[string]bool{
		`userName eq "bjensen@example.com"`:                          true,
		`userName Eq "BJENSEN@example.com"`:                          true, // not case-exact
		`USERNAME eq "bjensen"`:                                      false,
		`name.familyName co "O'Malley"`:                              true,
		`userName sw "B"`:                                            true,
		`userName ew ".com"`:                                         true,
		`urn:ietf:params:scim:schemas:core:2.0:User:userName sw "b"`: true,
		`title pr`:    false, // empty is not present
		`userType pr`: true,
		`meta.lastModified gt "2011-05-13T04:42:33Z"`:                                                true,
		`meta.lastModified ge "2011-05-13T06:42:34+02:00"`:                                           true,
		`meta.lastModified lt "2011-05-13T04:42:34Z"`:                                                false,
		`meta.lastModified le "2011-05-13T04:42:34Z"`:                                                true,
		`title pr and userType eq "Employee"`:                                                        false,
		`title pr or userType eq "Employee"`:                                                         true,
		`userType eq "Employee" and (emails co "example.com" or emails.value co "example.org")`:      true,
		`userType ne "Employee" and not (emails co "example.com" or emails.value co "example.org")`:  false,
		`userType eq "Employee" and (emails.type eq "work")`:                                         true,
		`userType eq "Employee" and emails[type eq "work" and value co "@example.com"]`:              true,
		`emails[type eq "work" and value co "@example.com"] or ims[type eq "xmpp" and value co "@"]`: true,
		`emails[type eq "home" and value co "@example.com"]`:                                         false,
		`not (title pr)`:                             true,
		`active eq true`:                             true,
		`active eq false`:                            false,
		`active ne false`:                            true,
		`logins gt 11`:                               true,
		`logins le 1.1e1`:                            false,
		`externalId eq "BJENSEN"`:                    false, // case-exact
		`id eq "2819c223"`:                           true,
		`nickName eq null`:                           true,
		`userName eq null`:                           false,
		`nickName ne "x"`:                            true,
		`nickName co "x"`:                            false,
		`name.givenName eq "\u0042arbara"`:           true,
		`userName pr and title pr or active eq true`: true,  // and before or
		`active eq true or title pr and title pr`:    true,  //
		`(active eq true or title pr) and title pr`:  false, //
		`emails eq "babs@jensen.org"`:                true,
		`emails[not (type eq "work")]`:               true,
		`((((active eq true))))`:                     true,
		`userName eq "bjensen@example.com" and active eq "true"`: false, // a text is no boolean
	} {
		got, err := matching(t, filter)
		if err != nil || got != want {
			t.Errorf("%s: %v, %v", filter, got, err)
		}
	}
}

func TestFiltersThatAreRefused(t *testing.T) {
	for _, filter := range []string{
		``, ` `, `userName`, `userName eq`, `userName eq bjensen`, `userName eq "bjensen`, `userName eq 'x'`, `eq "x"`, `userName is "x"`,
		`userName eq "x" and`, `userName eq "x" userName eq "y"`, `(userName pr`, `userName pr)`, `not userName pr`, `emails[type eq "work"`,
		`emails[]`, `emails.[type pr]`, `userName. eq "x"`, `1name pr`, `active gt true`, `active co false`, `userName gt null`, `logins co 1`,
		`userName eq "\ud800"`, `userName eq "\q"`, "userName eq \"a\nb\"", `userName eq 1 2`, `userName eq --1`, `a.b.c pr`, `userName eq "x";`,
		strings.Repeat("(", 17) + "a pr" + strings.Repeat(")", 17),
		strings.Repeat("a pr or ", 64) + "a pr",
		strings.Repeat("not (", 40) + "a pr" + strings.Repeat(")", 40),
		strings.Repeat("a[", 40) + "a pr" + strings.Repeat("]", 40),
		`userName eq "` + strings.Repeat("a", 4096) + `"`,
		"userName eq \"\xff\"",
	} {
		_, err := matching(t, filter)
		if e := errs.From(err); err == nil || e.Kind != errs.Invalid || e.Reason != scim.InvalidFilter && e.Reason != scim.TooMany {
			t.Errorf("%.60q: %v", filter, err)
		}
	}
}

// No filter takes the process down or goes on for ever, whatever it says.
func FuzzFilter(f *testing.F) {
	for _, seed := range []string{`userName eq "b"`, `emails[type eq "work" and not (value co "@")].value`, `a.b pr or c gt 1e9`, `((a pr)`} {
		f.Add(seed)
	}
	resource := tree(f, barbara)
	f.Fuzz(func(t *testing.T, text string) {
		if _, err := scim.MatchesForTesting(text, resource); err != nil && errs.From(err).Kind != errs.Invalid {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// FuzzPatch: likewise for patches; what is refused changes nothing it should not.
func FuzzPatch(f *testing.F) {
	for _, seed := range []string{
		`[{"op":"Replace","path":"active","value":"False"}]`, `[{"op":"add","value":{"name.givenName":"x"}}]`, `[{"op":"remove","path":"emails[type eq \"work\"].value"}]`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var ops []any
		if json.Unmarshal([]byte(text), &ops) != nil {
			return
		}
		u, err := scim.PatchForTesting(scim.User{UserName: "b", Email: "b@example.org"}, scim.Tree{"schemas": []any{scim.PatchSchema}, "Operations": ops})
		if err != nil && errs.From(err).Kind != errs.Invalid {
			t.Errorf("%s: %v", text, err)
		}
		if len(u.UserName) > 256 || len(u.Email) > 256 {
			t.Errorf("%s made %+v", text, u)
		}
	})
}
