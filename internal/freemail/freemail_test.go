package freemail

import (
	"slices"
	"testing"
)

func TestListed(t *testing.T) {
	all := list()
	if len(all) < 14_000 || !slices.IsSorted(all) {
		t.Fatalf("%d domains, sorted: %v", len(all), slices.IsSorted(all))
	}
	for _, domain := range []string{"gmail.com", "GMail.com", "gmx.de", "proton.me", "mailbox.org", "hey.com", "yahoo.co.uk", "mail.gmx.de", "gmail.com."} {
		if !Listed(domain) {
			t.Errorf("%s is not known", domain)
		}
	}
	for _, domain := range []string{"", ".", "com", "co.uk", "example.org", "example.com", "notgmail.com", "gmail.com.example.org", "gmail", "harbourcu.example"} {
		if Listed(domain) {
			t.Errorf("%s is taken for one", domain)
		}
	}
}

// FuzzListed: whatever is asked, there is an answer.
func FuzzListed(f *testing.F) {
	for _, domain := range []string{"gmail.com", "...", "a..b", "\xff.com"} {
		f.Add(domain)
	}
	f.Fuzz(func(_ *testing.T, domain string) { Listed(domain) })
}
