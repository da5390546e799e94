package saml

import (
	"slices"
	"strings"
	"time"

	"github.com/beevik/etree"

	"github.com/sealdesk/sealdesk/internal/sso"
)

// This file decides whether an assertion is about our question (Core §2, Profiles §4.1.4.2).

const (
	statusSuccess    = "urn:oasis:names:tc:SAML:2.0:status:Success"
	bearer           = "urn:oasis:names:tc:SAML:2.0:cm:bearer"
	formatPersistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"
	formatTransient  = "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"
)

// The names under which providers say an address, and how somebody is called.
var (
	addressNames = []string{"email", "mail", "urn:oid:0.9.2342.19200300.100.1.3", "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/emailaddress"}
	personNames  = []string{"displayName", "urn:oid:2.16.840.1.113730.3.1.241", "http://schemas.microsoft.com/identity/claims/displayname", "name"}
)

// asked is our question, as an answer has to repeat it.
type asked struct {
	issuer, us, back, id string
	now                  time.Time
}

// frame checks the response around an assertion. It may be unsigned: what it says
// only ever refuses.
func (a asked) frame(response *etree.Element) error {
	if from := children(response, nsAssertion, "Issuer"); len(from) > 1 || len(from) == 1 && !says(from[0], a.issuer) {
		return sso.ReasonProvider
	}
	status := only(response, nsProtocol, "Status")
	if status == nil {
		return unfit("no status")
	}
	code := only(status, nsProtocol, "StatusCode")
	if code == nil || !has(code, "Value", statusSuccess) {
		return sso.ReasonRefused
	}
	if !has(response, "Version", "2.0") || !has(response, "Destination", a.back) {
		return unfit("for another address")
	}
	if !has(response, "InResponseTo", a.id) {
		return sso.ReasonNonce
	}
	return nil
}

// read takes what an assertion says. It has been checked to be the provider's.
func (a asked) read(assertion *etree.Element) (sso.Verified, error) {
	if !has(assertion, "Version", "2.0") || !says(only(assertion, nsAssertion, "Issuer"), a.issuer) {
		return sso.Verified{}, sso.ReasonProvider
	}
	issued, err := instant(assertion, "IssueInstant", true)
	if age := a.now.Sub(issued); err != nil || age < -skew || age > oldest {
		return sso.Verified{}, sso.ReasonClock
	}
	if err := a.conditions(only(assertion, nsAssertion, "Conditions")); err != nil {
		return sso.Verified{}, err
	}
	who, err := a.subject(only(assertion, nsAssertion, "Subject"))
	if err != nil {
		return sso.Verified{}, err
	}
	if who.Methods, who.Session, err = a.statement(only(assertion, nsAssertion, "AuthnStatement")); err != nil {
		return sso.Verified{}, err
	}
	who.Email = value(assertion, addressNames)
	if strings.Count(who.Email, "@") != 1 {
		who.Email = ""
	}
	if runes := []rune(value(assertion, personNames)); len(runes) <= textLimit/4 {
		who.Name = string(runes)
	}
	return who, nil
}

// conditions: for us, and now. One that we do not know refuses (Core §2.5.1).
func (a asked) conditions(el *etree.Element) error {
	if el == nil {
		return unfit("no conditions")
	}
	if err := a.window(el, false); err != nil {
		return err
	}
	forUs := false
	for _, each := range el.ChildElements() {
		switch {
		case is(each, nsAssertion, "AudienceRestriction"):
			if !slices.ContainsFunc(children(each, nsAssertion, "Audience"), func(to *etree.Element) bool { return says(to, a.us) }) {
				return unfit("for somebody else")
			}
			forUs = true
		case is(each, nsAssertion, "OneTimeUse"), is(each, nsAssertion, "ProxyRestriction"):
		default:
			return unfit("a condition that nobody knows")
		}
	}
	if !forUs {
		return unfit("for everybody")
	}
	return nil
}

// window checks NotBefore and NotOnOrAfter.
func (a asked) window(el *etree.Element, ends bool) error {
	from, err := instant(el, "NotBefore", false)
	if err != nil {
		return err
	}
	until, err := instant(el, "NotOnOrAfter", ends)
	if err != nil {
		return err
	}
	if !from.IsZero() && a.now.Add(skew).Before(from) || !until.IsZero() && !a.now.Add(-skew).Before(until) {
		return sso.ReasonClock
	}
	return nil
}

func (a asked) subject(el *etree.Element) (sso.Verified, error) {
	if el == nil {
		return sso.Verified{}, unfit("about nobody")
	}
	if err := a.confirmed(children(el, nsAssertion, "SubjectConfirmation")); err != nil {
		return sso.Verified{}, err
	}
	id := only(el, nsAssertion, "NameID")
	who, ok := text(id)
	if !ok || who != strings.TrimSpace(who) || len(who) > textLimit {
		return sso.Verified{}, unfit("about nobody")
	}
	format, _ := attribute(id, "Format")
	if format == formatTransient {
		return sso.Verified{}, unfit("a name that is another one every time: choose a persistent NameID")
	}
	// A name is one of its qualifiers' (Core §2.2.2): others' might be the same.
	by, qualified := attribute(id, "NameQualifier")
	to, forSome := attribute(id, "SPNameQualifier")
	if qualified && by != a.issuer || forSome && to != a.us {
		return sso.Verified{}, unfit("a name of somebody else's people")
	}
	kind := format[strings.LastIndexByte(format, ':')+1:]
	if len(kind) > textLimit {
		return sso.Verified{}, unfit("about nobody")
	}
	return sso.Verified{Subject: kind + ":" + who}, nil
}

// confirmed: whoever brings it, to us, to our question, and now.
func (a asked) confirmed(all []*etree.Element) error {
	err := unfit("not for whoever brings it")
	for _, each := range all {
		data := only(each, nsAssertion, "SubjectConfirmationData")
		if !has(each, "Method", bearer) || data == nil {
			continue
		}
		_, early := attribute(data, "NotBefore") // Profiles §4.1.4.2: must not be there
		switch {
		case !has(data, "InResponseTo", a.id):
			err = sso.ReasonNonce
		case early || !has(data, "Recipient", a.back):
			err = unfit("for another address")
		default:
			if err = a.window(data, true); err == nil {
				return nil
			}
		}
	}
	return err
}

// statement is how and when they signed in.
func (a asked) statement(el *etree.Element) (methods []string, session string, err error) {
	if el == nil {
		return nil, "", unfit("no sign-in")
	}
	until, err := instant(el, "SessionNotOnOrAfter", false)
	if err != nil || !until.IsZero() && !a.now.Add(-skew).Before(until) {
		return nil, "", sso.ReasonClock
	}
	if context := only(el, nsAssertion, "AuthnContext"); context != nil {
		if class, ok := text(only(context, nsAssertion, "AuthnContextClassRef")); ok && len(class) <= textLimit {
			methods = []string{strings.TrimSpace(class)}
		}
	}
	session, _ = attribute(el, "SessionIndex")
	if len(session) > textLimit {
		return nil, "", unfit("a session that is too long")
	}
	return methods, session, nil
}

// value is an attribute that has one value; "" where there is none, or more.
func value(assertion *etree.Element, names []string) string {
	for _, name := range names {
		var found []string
		for _, statement := range children(assertion, nsAssertion, "AttributeStatement") {
			for _, each := range children(statement, nsAssertion, "Attribute") {
				if !has(each, "Name", name) {
					continue
				}
				for _, v := range children(each, nsAssertion, "AttributeValue") {
					said, _ := text(v)
					found = append(found, strings.TrimSpace(said))
				}
			}
		}
		if len(found) == 1 && len(found[0]) <= textLimit {
			return found[0]
		}
	}
	return ""
}

func has(el *etree.Element, key, want string) bool {
	found, ok := attribute(el, key)
	return ok && found == want
}

func says(el *etree.Element, want string) bool {
	found, ok := text(el)
	return ok && found == want
}

// instant reads a moment (Core §1.3.3: UTC); zero where there is none and none is needed.
func instant(el *etree.Element, key string, needed bool) (time.Time, error) {
	said, ok := attribute(el, key)
	if !ok && !needed {
		return time.Time{}, nil
	}
	at, err := time.Parse(time.RFC3339Nano, said)
	if err != nil {
		return time.Time{}, unfit("a moment that cannot be read")
	}
	return at, nil
}
