package passwords

import (
	"encoding/base64"
	"errors"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// How long a password must be, and may be, in code points: where a second factor
// stands beside it, as always here. The upper bound is for whoever pastes a book.
const (
	MinLength = 8
	MaxLength = 256
)

// Why a password is refused.
var (
	ErrShort    = errors.New("this password is too short: use at least 8 characters")
	ErrLong     = errors.New("this password is too long: use at most 256 characters")
	ErrAbout    = errors.New("this password is made of names that others know")
	ErrCommon   = errors.New("this password is one that many people use")
	ErrBreached = errors.New("this password is known from a theft elsewhere")
)

var common = sync.OnceValues(func() (*Filter, error) {
	wire, err := base64.StdEncoding.DecodeString(commonWire)
	if err != nil {
		return nil, err
	}
	return Read(wire)
})

// Judge says why a password must not be had; nil: nothing speaks against it. About
// are names and addresses of the person and the organisation; breached may be nil.
func Judge(password string, breached *Filter, about ...string) error {
	switch length := lengthOf(password); {
	case length < MinLength:
		return ErrShort
	case length > MaxLength:
		return ErrLong
	case isAbout(password, words(about)):
		return ErrAbout
	}
	list, err := common()
	if err != nil {
		return err
	}
	if slices.ContainsFunc(forms(password), list.Has) {
		return ErrCommon
	}
	if breached != nil && breached.Has(norm.NFKC.String(password)) {
		return ErrBreached
	}
	return nil
}

func lengthOf(text string) int { return utf8.RuneCountInString(norm.NFKC.String(text)) }

func plain(text string) string { return strings.ToLower(norm.NFKC.String(text)) }

var letters = strings.NewReplacer("0", "o", "1", "i", "3", "e", "4", "a", "5", "s", "7", "t", "8", "b", "@", "a", "$", "s", "!", "i", "|", "l", "+", "t")

// trimmed is how many characters that are no letters are taken off either end.
const trimmed = 6

func trim(text string) string {
	runes := []rune(text)
	first := slices.IndexFunc(runes, unicode.IsLetter)
	if first < 0 {
		return text
	}
	last := len(runes) - 1
	for !unicode.IsLetter(runes[last]) {
		last--
	}
	if first > trimmed {
		first = 0
	}
	if len(runes)-1-last > trimmed {
		last = len(runes) - 1
	}
	return string(runes[first : last+1])
}

// forms are those in which a password is looked up: what people change last, and
// programs that guess change first.
func forms(password string) []string {
	lower := plain(password)
	bare := trim(lower)
	return []string{lower, letters.Replace(lower), bare, letters.Replace(bare)}
}

const (
	shortestWord = 3
	product      = "sealdesk"
)

// words are names and addresses, whole and in their parts, the longest first.
func words(texts []string) []string {
	var all, parts []string
	for _, text := range texts {
		text = plain(text)
		parts = append(append(parts, text), strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })...)
	}
	for _, word := range append(parts, product) {
		if lengthOf(word) >= shortestWord && !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	size := func(word string) int { return len(utf16.Encode([]rune(word))) } // as the browser counts
	slices.SortStableFunc(all, func(a, b string) int { return size(b) - size(a) })
	return all
}

// isAbout reports whether too little is left of a password without these words. One
// of them among others is nobody's fault.
func isAbout(password string, words []string) bool {
	for _, form := range []string{plain(password), letters.Replace(plain(password))} {
		rest := form
		for _, word := range words {
			rest = strings.ReplaceAll(rest, word, "")
		}
		if rest != form && lengthOf(rest) < MinLength {
			return true
		}
	}
	return false
}
