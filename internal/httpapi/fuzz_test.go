package httpapi_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

// lasting are the routes that change nothing about who is asking: they can be
// asked over and over by the same people.
func lasting() []string {
	var found []string
	for _, row := range refusals {
		ends := []string{"DELETE /session", "/setup", "{session}", "{approval}", "PUT /vault"}
		if !slices.ContainsFunc(ends, func(end string) bool { return strings.Contains(row.route, end) }) {
			found = append(found, row.route)
		}
	}
	return found
}

// Whatever somebody who is let in sends as body and query, the server says in
// its own words what is wrong; it neither falls over nor blames itself.
func FuzzRequest(f *testing.F) {
	s := newStage(f, nil)
	tokens := [...]string{s.tokens[customer], s.token(agent), s.token(owner), makeToken(s.desk, s.desk.Owner, "scim").Secret}
	routes := lasting()
	f.Add(uint8(0), uint8(0), "", []byte("{}"))
	for n, route := range routes {
		f.Add(uint8(n), uint8(n), "after=1&limit=2", []byte(`{"message":"AAAA","boxes":["AA=="],"account":null,"text":""}`))
		f.Add(uint8(n), uint8(len(route)), "limit=-1", []byte(`[{"a":[[[[{}]]]]}]`))
	}
	f.Fuzz(func(t *testing.T, which, who uint8, query string, body []byte) {
		s.desk.T = t
		method, pattern, _ := strings.Cut(routes[int(which)%len(routes)], " ")
		path := s.path(t, pattern)
		if query != "" {
			path += "?" + strings.Map(printable, query)
		}
		got := s.desk.Do(tokens[int(who)%len(tokens)], method, path, body)
		if got.Status >= 500 {
			t.Fatalf("%s %s: %d %s", method, pattern, got.Status, got.Body)
		}
		var problem struct{ Message, Next, Detail string }
		if json.Unmarshal(got.Body, &problem) == nil && strings.HasPrefix(pattern, "/scim/") && problem.Detail != "" {
			return // as providers are told
		}
		if got.Status >= 400 && (json.Unmarshal(got.Body, &problem) != nil || problem.Message == "" || problem.Next == "") {
			t.Fatalf("%s %s: %d does not say what to do: %s", method, pattern, got.Status, got.Body)
		}
	})
}

// printable leaves out what a client cannot put into the first line of a request.
func printable(r rune) rune {
	if r <= ' ' || r >= 0x7f || r == '#' {
		return -1
	}
	return r
}
