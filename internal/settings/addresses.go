package settings

import (
	"slices"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/text/unicode/norm"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/freemail"
)

// What becomes of an address that the organisation does not want.
const (
	AllowAddresses  = "allow"
	WarnOfAddresses = "warn"
	RefuseAddresses = "refuse"
)

// Addresses is with which mail addresses staff may sign in.
type Addresses struct {
	// Domains are the organisation's own, with everything below them.
	Domains []string `json:"domains"`
	// Personal is for addresses at providers where anybody can have one.
	Personal string `json:"personal"`
	// Outside is for all others that are not at one of Domains, once there are any.
	Outside string `json:"outside"`
}

// AddressKind is what an address is to the organisation.
type AddressKind string

// The kinds. The zero value is none, and refused.
const (
	OwnAddress      AddressKind = "own"
	OtherAddress    AddressKind = "other" // nobody said which domains are own
	OutsideAddress  AddressKind = "outside"
	PersonalAddress AddressKind = "personal"
	// AlikeAddress is at a domain that only looks like an own one.
	AlikeAddress AddressKind = "alike"
)

const (
	opAddresses = "settings.addresses"
	domainsMost = 50
)

// Name is "addresses".
func (*Addresses) Name() string { return "addresses" }

// Defaults point personal addresses out, and lock nobody out.
func (a *Addresses) Defaults() {
	*a = Addresses{Domains: []string{}, Personal: WarnOfAddresses, Outside: WarnOfAddresses}
}

// Check refuses domains that are none, or at which anybody can have an address.
func (a *Addresses) Check() error {
	policies := []string{AllowAddresses, WarnOfAddresses, RefuseAddresses}
	switch {
	case !slices.Contains(policies, a.Personal) || !slices.Contains(policies, a.Outside):
		return errs.New(errs.Unprocessable, opAddresses, "An address is allowed, pointed out, or refused.", "Choose one of the three.")
	case len(a.Domains) > domainsMost:
		return errs.New(errs.Unprocessable, opAddresses, "There are more than 50 domains.", "Take away those that are no longer used: a domain stands for all below it, too.")
	case a.Outside == RefuseAddresses && len(a.Domains) == 0:
		return errs.New(errs.Unprocessable, opAddresses, "Without a domain of your own, every address would be refused.", "Name your domains first.")
	}
	for i, domain := range a.Domains {
		switch {
		case len(domain) > 253 || !domainName.MatchString(domain):
			return errs.New(errs.Unprocessable, opAddresses, "One of the domains is none.", "Write it as behind the @ of an address, such as example.org.")
		case freemail.Listed(domain):
			return errs.New(errs.Unprocessable, opAddresses, "Anybody can have an address at one of these domains.", "Name only domains that belong to your organisation.")
		case slices.Contains(a.Domains[:i], domain):
			return errs.New(errs.Unprocessable, opAddresses, "A domain is named twice.", "Take one of them away.")
		}
	}
	return nil
}

// Kind says what an address is. What stands before the @, such as "anna+desk", makes
// no difference, but for what providers write there of somebody from elsewhere.
func (a *Addresses) Kind(address string) AddressKind {
	domain, from, ok := domainsOf(address)
	if !ok {
		return ""
	}
	shown := unicodeOf(domain)
	switch {
	case freemail.Listed(from):
		return PersonalAddress
	case slices.ContainsFunc(a.Domains, func(own string) bool { return domain == own || strings.HasSuffix(domain, "."+own) }):
		return OwnAddress
	case slices.ContainsFunc(a.Domains, func(own string) bool { return alike(shown, unicodeOf(own)) }):
		return AlikeAddress
	case freemail.Listed(domain):
		return PersonalAddress
	case len(a.Domains) == 0:
		return OtherAddress
	}
	return OutsideAddress
}

// Flags is Kind, or "" for an address that nothing needs to be said of.
func (a *Addresses) Flags(address string) AddressKind {
	switch kind := a.Kind(address); {
	case kind == AlikeAddress, kind == PersonalAddress && a.Personal != AllowAddresses, kind == OutsideAddress && a.Outside != AllowAddresses:
		return kind
	}
	return ""
}

// Refuses is why nobody may join with an address; nil if they may. It is for new
// ones: whoever has an account keeps it, and is pointed out.
func (a *Addresses) Refuses(address string) error {
	switch kind := a.Kind(address); {
	case kind == "":
		return errs.New(errs.Unprocessable, opAddresses, "This is not an email address.", "Write it like name@example.org.")
	case kind == AlikeAddress:
		return errs.New(errs.Unprocessable, opAddresses, "This address only looks like one of your organisation.", "Check each letter behind the @. If the domain is yours, an owner can add it under Sign-in rules.").Because("address")
	case kind == PersonalAddress && a.Personal == RefuseAddresses:
		return errs.New(errs.Unprocessable, opAddresses, "This is an address of a personal mail provider.", "Use your address at work: your organisation cannot close a personal one when somebody leaves, nor see that it was broken into.").Because("address")
	case kind == OutsideAddress && a.Outside == RefuseAddresses:
		return errs.New(errs.Unprocessable, opAddresses, "This address is not at one of your organisation's domains.", "Use your address at work, or ask an owner to add the domain under Sign-in rules.").Because("address")
	}
	return nil
}

// guest stands in the names that Microsoft Entra gives to people from elsewhere:
// anna_gmail.com#EXT#@example.onmicrosoft.com is anna@gmail.com.
const guest = "#ext#"

// domainsOf are the domain in ASCII (RFC 5891) and small letters, and that from which
// a guest comes: whoever runs a domain writes it, so it is no proof of being ours.
func domainsOf(address string) (domain, from string, ok bool) {
	at := strings.LastIndexByte(address, '@')
	if at < 1 || len(address) > 254 {
		return "", "", false
	}
	domain, err := idna.Lookup.ToASCII(strings.TrimSuffix(address[at+1:], "."))
	if err != nil || !domainName.MatchString(domain) {
		return "", "", false
	}
	if before, _, is := strings.Cut(strings.ToLower(address[:at]), guest); is {
		from = before[strings.LastIndexByte(before, '_')+1:]
	}
	return domain, from, true
}

func unicodeOf(domain string) string {
	shown, err := idna.Display.ToUnicode(domain)
	if err != nil {
		return domain
	}
	return shown
}

// alike reports whether people take one domain, or what is above it, for the other.
func alike(domain, own string) bool {
	looks, wanted := skeleton(domain), skeleton(own)
	return looks == wanted || strings.HasSuffix(looks, "."+wanted)
}

// skeleton is how a domain looks: without marks, and with one letter for those that
// are drawn the same (after UTS 39 §4; only what looks like Latin letters).
func skeleton(domain string) string {
	var out strings.Builder
	for _, r := range norm.NFKD.String(strings.ToLower(domain)) {
		if r >= 0x300 && r < 0x370 { // combining marks
			continue
		}
		if same, ok := drawnAs[r]; ok {
			r = same
		}
		out.WriteRune(r)
	}
	return strings.NewReplacer("rn", "m", "vv", "w").Replace(out.String())
}

var drawnAs = map[rune]rune{
	'0': 'o', '1': 'l', 'i': 'l', '|': 'l', '5': 's',
	'ı': 'l', 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ħ': 'h', 'ŧ': 't', 'ƅ': 'b', 'ɑ': 'a', 'ɡ': 'g', 'ɩ': 'l', 'ʋ': 'u',
	'а': 'a', 'в': 'b', 'е': 'e', 'һ': 'h', 'і': 'l', 'ј': 'j', 'к': 'k', 'м': 'm', 'н': 'h', 'о': 'o', 'р': 'p', 'ѕ': 's', 'с': 'c', 'т': 't', 'у': 'y', 'х': 'x', 'ԁ': 'd', 'ԛ': 'q', 'ԝ': 'w', 'ѵ': 'v', 'ӏ': 'l', 'ё': 'e',
	'α': 'a', 'ι': 'l', 'κ': 'k', 'ν': 'v', 'ο': 'o', 'ρ': 'p', 'τ': 't', 'υ': 'u', 'χ': 'x', 'ω': 'w',
	'օ': 'o', 'ս': 'u', 'հ': 'h', 'ո': 'n', 'ց': 'g',
}
