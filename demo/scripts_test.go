package demo

import (
	"slices"
	"strings"
	"testing"
)

func TestEveryArticleIsRead(t *testing.T) {
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	if len(articles) < 50 {
		t.Fatalf("only %d articles", len(articles))
	}
	seen := map[string]bool{}
	for _, a := range articles {
		if seen[a.ID] || opening(a) == "" || strings.HasPrefix(opening(a), "#") || !strings.Contains(a.Markdown, opening(a)) {
			t.Errorf("article %q: opens with %q, seen before: %v", a.ID, opening(a), seen[a.ID])
		}
		seen[a.ID] = true
	}
}

func TestABrokenArticleIsRefused(t *testing.T) {
	const good = "---\nid: a\ntitle: A\nversion: 1\nupdated: 2026-11-01\nlanguage: en\nteam: Payments\n---\n\nWords.\n"
	if _, err := parseArticle(good); err != nil {
		t.Fatal(err)
	}
	for why, change := range map[string][2]string{
		"no details":      {"---\nid", "id"},
		"no id":           {"id: a\n", ""},
		"no team":         {"team: Payments\n", ""},
		"a bad version":   {"version: 1", "version: one"},
		"a date of words": {"2026-11-01", "yesterday"},
	} {
		if a, err := parseArticle(strings.Replace(good, change[0], change[1], 1)); err == nil {
			t.Errorf("%s: accepted as %+v", why, a)
		}
	}
}

func TestScriptsNameOnlyWhatThereIs(t *testing.T) {
	articles, err := Articles()
	if err != nil {
		t.Fatal(err)
	}
	library := map[string]bool{}
	for _, a := range articles {
		library[a.ID] = true
	}
	staff := map[string]part{}
	for _, p := range parts() {
		if !slices.IsSorted(p.capabilities) {
			t.Errorf("%s: capabilities are not sorted", p.handle)
		}
		staff[p.handle] = p
	}
	for _, s := range scripts() {
		for _, turn := range s.before {
			if turn.article != "" && !library[turn.article] {
				t.Errorf("%q quotes %q, which is no article", s.first, turn.article)
			}
		}
		for _, step := range s.then {
			who := []string{step.who}
			if step.act == staffAssigns {
				who = append(who, step.text)
			}
			for _, handle := range who {
				if handle != "" && staff[handle].teams[s.inbox] == 0 {
					t.Errorf("%q: %q is not in %s and cannot read it", s.first, handle, s.inbox)
				}
			}
		}
	}
}
