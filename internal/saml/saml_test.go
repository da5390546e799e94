package saml_test

import (
	"context"
	"encoding/base64"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"

	"github.com/sealdesk/sealdesk/internal/saml"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sso"
)

func check(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// play is a provider, and a question to it.
type play struct {
	*servertest.SAML
	client *saml.Client
	trust  settings.Provider
	begun  sso.Begun
	asked  servertest.Question
}

var noon = time.Date(2030, 6, 1, 12, 0, 0, 0, time.UTC)

func begin(t testing.TB) *play {
	t.Helper()
	now := func() time.Time { return noon }
	p := &play{SAML: servertest.NewSAML(t, now), client: saml.New(now)}
	p.trust = settings.Provider{ID: "office", Name: "Office", Kind: settings.SAML, Issuer: p.Issuer, Metadata: p.Metadata()}
	p.begun = sso.Begun{Provider: "office", State: strings.Repeat("5", 64), Nonce: strings.Repeat("7", 64), Return: "https://desk.example.org/api/v1/signin/sso/office/return"}
	address, err := p.client.Begin(t.Context(), p.trust, p.begun)
	check(t, err)
	p.asked = p.SAML.Asked(address)
	return p
}

func (p *play) finish(answer url.Values) (sso.Verified, error) {
	return p.client.Finish(context.Background(), p.trust, p.begun, answer)
}

// text finishes with XML as it stands.
func (p *play) text(xml string) (sso.Verified, error) {
	return p.finish(url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString([]byte(xml))}})
}

// signed is an answer as it must be.
func (p *play) signed() *etree.Element {
	response := p.Unsigned(p.asked)
	p.Sign(response.SelectElement("Assertion"))
	return response
}

func (p *play) written(response *etree.Element) string {
	raw, err := base64.StdEncoding.DecodeString(p.Form(response, p.asked).Get("SAMLResponse"))
	check(p.T, err)
	return string(raw)
}

// refused demands the reason: an answer that is refused for another one proves
// nothing about the check.
func refused(t *testing.T, what string, who sso.Verified, err error, why string) {
	t.Helper()
	if err == nil || who.Subject != "" || !strings.Contains(err.Error(), why) {
		t.Errorf("%s: %q, %v instead of %q", what, who.Subject, err, why)
	}
}

func TestAnswer(t *testing.T) {
	p := begin(t)
	who, err := p.finish(p.Answer(p.asked))
	check(t, err)
	if who.Subject != "persistent:4711" || who.Email != "olga@example.org" || who.Name != "Olga" || who.Session != "there" || len(who.Methods) != 1 || who.Methods[0] != p.Class {
		t.Errorf("%+v", who)
	}
	both := p.signed()
	p.Sign(both)
	if _, err := p.finish(p.Form(both, p.asked)); err != nil {
		t.Errorf("signed twice, as many do: %v", err)
	}
}

// evil is the signed assertion's twin, about somebody else.
func evil(of *etree.Element) *etree.Element {
	twin := of.Copy()
	twin.CreateAttr("ID", "evil")
	twin.FindElement("./Subject/NameID").SetText("admin")
	return twin
}

func without(el *etree.Element) *etree.Element {
	twin := el.Copy()
	twin.RemoveChild(twin.SelectElement("Signature"))
	return twin
}

// The eight ways of Somorovsky et al. to move what was signed, and put something else
// in its place ("On Breaking SAML", USENIX Security 2012; numbered as SAML Raider does).
func TestWrapping(t *testing.T) {
	for name, row := range map[string]struct {
		wrap func(p *play) *etree.Element
		why  string
	}{
		"XSW1: the signed response inside of the signature": {func(p *play) *etree.Element {
			signed := p.signed()
			p.Sign(signed)
			fake := signed.Copy()
			fake.CreateAttr("ID", "fake")
			fake.SelectElement("Assertion").FindElement("./Subject/NameID").SetText("admin")
			renumber(fake.SelectElement("Assertion"))
			fake.SelectElement("Signature").AddChild(without(signed))
			return fake
		}, "a second response"},
		"XSW2: the signed response beside the signature": {func(p *play) *etree.Element {
			signed := p.signed()
			p.Sign(signed)
			fake := signed.Copy()
			fake.CreateAttr("ID", "fake")
			renumber(fake.SelectElement("Assertion"))
			fake.SelectElement("Assertion").FindElement("./Subject/NameID").SetText("admin")
			fake.InsertChildAt(0, without(signed))
			return fake
		}, "a second response"},
		"XSW3: another assertion before the signed one": {func(p *play) *etree.Element {
			response := p.signed()
			original := response.SelectElement("Assertion")
			response.InsertChildAt(original.Index(), without(evil(original)))
			return response
		}, "an assertion in another place, or a second one"},
		"XSW3b: another assertion behind it": {func(p *play) *etree.Element {
			response := p.signed()
			response.AddChild(without(evil(response.SelectElement("Assertion"))))
			return response
		}, "an assertion in another place, or a second one"},
		"XSW4: the signed one inside of another": {func(p *play) *etree.Element {
			response := p.signed()
			original := response.SelectElement("Assertion")
			twin := without(evil(original))
			response.RemoveChild(original)
			twin.AddChild(original)
			response.AddChild(twin)
			return response
		}, "an assertion in another place"},
		"XSW5: the signature in another, the signed one at the end": {func(p *play) *etree.Element {
			response := p.signed()
			original := response.SelectElement("Assertion")
			twin := evil(original)
			response.RemoveChild(original)
			response.AddChild(twin)
			response.AddChild(without(original))
			return response
		}, "an assertion in another place, or a second one"},
		"XSW6: the signed one inside of the signature": {func(p *play) *etree.Element {
			response := p.signed()
			original := response.SelectElement("Assertion")
			twin := evil(original)
			response.RemoveChild(original)
			twin.SelectElement("Signature").AddChild(without(original))
			response.AddChild(twin)
			return response
		}, "an assertion in another place"},
		"XSW7: another inside of extensions": {func(p *play) *etree.Element {
			response := p.signed()
			response.CreateElement("samlp:Extensions").AddChild(without(evil(response.SelectElement("Assertion"))))
			return response
		}, "an assertion in another place"},
		"XSW8: the signed one inside of the signature's object": {func(p *play) *etree.Element {
			response := p.signed()
			original := response.SelectElement("Assertion")
			twin := evil(original)
			response.RemoveChild(original)
			twin.SelectElement("Signature").CreateElement("ds:Object").AddChild(without(original))
			response.AddChild(twin)
			return response
		}, "an assertion in another place"},
		"the signature over another element": {func(p *play) *etree.Element {
			response := p.signed()
			assertion := response.SelectElement("Assertion")
			signature := assertion.SelectElement("Signature")
			assertion.RemoveChild(signature)
			assertion.SelectElement("Subject").AddChild(signature)
			return response
		}, "a signature in another place"},
		"the assertion's signature on the response": {func(p *play) *etree.Element {
			response := p.signed()
			assertion := response.SelectElement("Assertion")
			signature := assertion.SelectElement("Signature")
			assertion.RemoveChild(signature)
			response.AddChild(signature)
			return response
		}, "a signature of something else"},
		"an assertion of another id, with the signature of the first": {func(p *play) *etree.Element {
			response := p.signed()
			response.SelectElement("Assertion").CreateAttr("ID", "a2")
			return response
		}, "a signature of something else"},
		"two assertions with one id": {func(p *play) *etree.Element {
			response := p.signed()
			twin := evil(response.SelectElement("Assertion"))
			twin.CreateAttr("ID", "a1")
			response.InsertChildAt(0, without(twin))
			return response
		}, "stands twice"},
		"a second way to write an id": {func(p *play) *etree.Element {
			response := p.signed()
			response.SelectElement("Assertion").CreateAttr("samlp:ID", "a2")
			return response
		}, "an id that is none"},
	} {
		p := begin(t)
		who, err := p.finish(p.Form(row.wrap(p), p.asked))
		refused(t, name, who, err, row.why)
	}
}

func renumber(el *etree.Element) { el.CreateAttr("ID", el.SelectAttrValue("ID", "")+"x") }

// edit signs after a change: what the provider itself would have to have said.
func (p *play) edit(path string, change func(*etree.Element)) (sso.Verified, error) {
	response := p.Unsigned(p.asked)
	found := response.FindElement(path)
	if found == nil {
		p.T.Fatalf("no %s", path)
	}
	change(found)
	if a := response.SelectElement("Assertion"); a != nil {
		p.Sign(a)
	}
	return p.finish(p.Form(response, p.asked))
}

func set(key, value string) func(*etree.Element) {
	return func(el *etree.Element) { el.CreateAttr(key, value) }
}

func drop(key string) func(*etree.Element) { return func(el *etree.Element) { el.RemoveAttr(key) } }

func say(text string) func(*etree.Element) { return func(el *etree.Element) { el.SetText(text) } }

func away(el *etree.Element) { el.Parent().RemoveChild(el) }

func twice(el *etree.Element) { el.Parent().AddChild(el.Copy()) }

func add(tag, text string) func(*etree.Element) {
	return func(el *etree.Element) { el.CreateElement(tag).SetText(text) }
}

// What the provider signs counts if it is for us, to our question, and now.
func TestAnswersThatDoNotCount(t *testing.T) {
	const (
		a    = "./Assertion"
		data = "./Assertion/Subject/SubjectConfirmation/SubjectConfirmationData"
		cond = "./Assertion/Conditions"
		id   = "./Assertion/Subject/NameID"
		auth = "./Assertion/AuthnStatement"
	)
	p := begin(t)
	at := func(d time.Duration) string { return noon.Add(d).Format(time.RFC3339) }
	for _, row := range []struct {
		what, path string
		change     func(*etree.Element)
		why        string
	}{
		{"of another issuer", a + "/Issuer", say("https://other.example"), "other-provider"},
		{"without an issuer", a + "/Issuer", away, "other-provider"},
		{"in a response of another issuer", "./Issuer", say("https://other.example"), "other-provider"},
		{"of another version", a, set("Version", "1.1"), "other-provider"},
		{"an hour old", a, set("IssueInstant", at(-time.Hour)), "clock"},
		{"from the future", a, set("IssueInstant", at(time.Hour)), "clock"},
		{"of no time", a, drop("IssueInstant"), "clock"},
		{"to another question", data, set("InResponseTo", "_other"), "nonce"},
		{"to no question", data, drop("InResponseTo"), "nonce"},
		{"in a response to another question", ".", set("InResponseTo", "_other"), "nonce"},
		{"in a response to none", ".", drop("InResponseTo"), "nonce"},
		{"for another recipient", data, set("Recipient", "https://other.example/acs"), "for another address"},
		{"for no recipient", data, drop("Recipient"), "for another address"},
		{"in a response for another address", ".", set("Destination", "https://other.example/acs"), "for another address"},
		{"in a response for none", ".", drop("Destination"), "for another address"},
		{"with a start where none may be", data, set("NotBefore", at(-time.Hour)), "for another address"},
		{"confirmed until a while ago", data, set("NotOnOrAfter", at(-10*time.Minute)), "clock"},
		{"confirmed without end", data, drop("NotOnOrAfter"), "cannot be read"},
		{"that takes a key to bring", "./Assertion/Subject/SubjectConfirmation", set("Method", "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"), "not for whoever brings it"},
		{"that nobody may bring", "./Assertion/Subject/SubjectConfirmation", away, "not for whoever brings it"},
		{"for another audience", cond + "/AudienceRestriction/Audience", say("https://other.example"), "for somebody else"},
		{"for two audiences at once", cond, func(el *etree.Element) {
			el.CreateElement("saml:AudienceRestriction").CreateElement("saml:Audience").SetText("https://other.example")
		}, "for somebody else"},
		{"for everybody", cond + "/AudienceRestriction", away, "for everybody"},
		{"without conditions", cond, away, "no conditions"},
		{"with conditions twice", cond, twice, "no conditions"},
		{"with a condition of others", cond, add("saml:Condition", "x"), "a condition that nobody knows"},
		{"not valid yet", cond, set("NotBefore", at(10*time.Minute)), "clock"},
		{"valid no more", cond, set("NotOnOrAfter", at(-10*time.Minute)), "clock"},
		{"valid until nobody knows", cond, set("NotOnOrAfter", "tomorrow"), "cannot be read"},
		{"of nobody", id, away, "about nobody"},
		{"of two", id, twice, "about nobody"},
		{"of an empty name", id, say(""), "about nobody"},
		{"of a name with spaces around", id, say(" 4711"), "about nobody"},
		{"of a long name", id, say(strings.Repeat("a", 300)), "about nobody"},
		{"of a name with something inside", id, add("saml:x", "evil"), "about nobody"},
		{"of a name for this once", id, set("Format", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"), "persistent NameID"},
		{"of another provider's people", id, set("NameQualifier", "https://other.example"), "somebody else's people"},
		{"of people for another", id, set("SPNameQualifier", "https://other.example"), "somebody else's people"},
		{"without a sign-in", auth, away, "no sign-in"},
		{"with a sign-in that is over", auth, set("SessionNotOnOrAfter", at(-time.Hour)), "clock"},
		{"with a long session", auth, set("SessionIndex", strings.Repeat("a", 300)), "too long"},
		{"that is a no", "./Status/StatusCode", set("Value", "urn:oasis:names:tc:SAML:2.0:status:Responder"), "refused"},
		{"without a status", "./Status", away, "no status"},
		{"without an assertion", a, away, "no assertion"},
		{"encrypted", ".", add("saml:EncryptedAssertion", ""), "encrypted"},
	} {
		who, err := p.edit(row.path, row.change)
		refused(t, row.what, who, err, row.why)
	}
	if _, err := p.edit(a, func(*etree.Element) {}); err != nil {
		t.Errorf("the control: %v", err)
	}
}

// Signatures that are none, or that mean something else.
func TestSignatures(t *testing.T) {
	p := begin(t)
	other, otherCert := servertest.Keys(t, noon.Add(time.Hour))
	const info = "./Assertion/Signature/SignedInfo"
	after := func(path string, change func(*etree.Element)) func() *etree.Element {
		return func() *etree.Element {
			response := p.signed()
			change(response.FindElement(path))
			return response
		}
	}
	with := func(sign func(assertion *etree.Element)) func() *etree.Element {
		return func() *etree.Element {
			response := p.Unsigned(p.asked)
			sign(response.SelectElement("Assertion"))
			return response
		}
	}
	for name, row := range map[string]struct {
		response func() *etree.Element
		why      string
	}{
		"none":      {with(func(*etree.Element) {}), "not signed"},
		"taken off": {after("./Assertion/Signature", away), "not signed"},
		"of the response only": {func() *etree.Element {
			response := p.Unsigned(p.asked)
			p.Sign(response)
			return response
		}, "not signed"},
		"of the response, broken, with a good one of the assertion": {func() *etree.Element {
			response := p.signed()
			p.Sign(response)
			response.CreateAttr("Consent", "changed")
			return response
		}, "no signature of the provider"},
		"twice":                     {after("./Assertion/Signature", twice), "not signed"},
		"of who was changed":        {after("./Assertion/Subject/NameID", say("admin")), "no signature of the provider"},
		"of another key":            {with(func(a *etree.Element) { p.SignWith(a, other, p.Cert, dsig.RSASHA256SignatureMethod) }), "no signature of the provider"},
		"with its own certificate":  {with(func(a *etree.Element) { p.SignWith(a, other, otherCert, dsig.RSASHA256SignatureMethod) }), "no signature of the provider"},
		"by SHA-1":                  {with(func(a *etree.Element) { p.SignWith(a, p.Key, p.Cert, dsig.RSASHA1SignatureMethod) }), "a signature algorithm"},
		"by HMAC":                   {after(info+"/SignatureMethod", set("Algorithm", "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256")), "a signature algorithm"},
		"by nothing":                {after(info+"/SignatureMethod", drop("Algorithm")), "a signature algorithm"},
		"with an algorithm twice":   {after(info+"/SignatureMethod", set("ds:Algorithm", dsig.RSASHA1SignatureMethod)), "an attribute with a prefix"},
		"of a SHA-1 digest":         {after(info+"/Reference/DigestMethod", set("Algorithm", "http://www.w3.org/2000/09/xmldsig#sha1")), "a digest"},
		"in another canonical form": {after(info+"/CanonicalizationMethod", set("Algorithm", "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments")), "a canonical form"},
		"with a stylesheet": {after(info+"/Reference/Transforms", func(el *etree.Element) {
			el.CreateElement("ds:Transform").CreateAttr("Algorithm", "http://www.w3.org/TR/1999/REC-xslt-19991116")
		}), "a transform"},
		"with a path":                 {after(info+"/Reference/Transforms/Transform", set("Algorithm", "http://www.w3.org/TR/1999/REC-xpath-19991116")), "a transform"},
		"with something in transform": {after(info+"/Reference/Transforms/Transform", add("ds:XPath", "/")), "a transform"},
		"without transforms":          {after(info+"/Reference/Transforms", away), "a reference with other parts"},
		"of two things":               {after(info+"/Reference", twice), "not one reference"},
		"of the whole document":       {after(info+"/Reference", set("URI", "")), "a signature of something else"},
		"of another":                  {after(info+"/Reference", set("URI", "#r1")), "a signature of something else"},
		"with an object":              {after("./Assertion/Signature", add("ds:Object", "x")), "other parts"},
		"with two values":             {after("./Assertion/Signature/SignatureValue", twice), "other parts"},
		"with two infos":              {after(info, twice), "other parts"},
	} {
		who, err := p.finish(p.Form(row.response(), p.asked))
		refused(t, "a signature "+name, who, err, row.why)
	}
}

// XML that two readers could read differently is not read.
func TestXML(t *testing.T) {
	p := begin(t)
	good := p.written(p.signed())
	if _, err := p.text(good); err != nil {
		t.Fatal(err)
	}
	in := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, row := range map[string]struct{ text, why string }{
		"a comment in the name":         {in(">4711<", ">47<!-- -->11<"), "a comment"},
		"a comment in an attribute":     {in(">olga@example.org<", ">olga@example.org<!---->.evil.example<"), "a comment"},
		"an instruction in the name":    {in(">4711<", ">47<?x?>11<"), "an instruction"},
		"a document type":               {`<!DOCTYPE x>` + good, "a document type"},
		"an entity of a file (XXE)":     {`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + in(">4711<", ">&e;<"), "a document type"},
		"entities that grow":            {`<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>` + in(">4711<", ">&b;<"), "a document type"},
		"an entity of nobody":           {in(">4711<", ">&e;<"), "not XML"},
		"an attribute twice":            {in(`Version="2.0"`, `Version="2.0" Version="1.1"`), "stands twice"},
		"an id twice":                   {in(`<samlp:Status>`, `<samlp:Status ID="a1">`), "stands twice"},
		"a prefix of nobody":            {in(`<samlp:Status>`, `<samlp:Status nobody:x="1">`), "a prefix that stands for nothing"},
		"an element of nobody":          {in(`<samlp:Status>`, `<nobody:x/><samlp:Status>`), "a prefix that stands for nothing"},
		"a name with two colons":        {in(`<samlp:Status>`, `<samlp::x/><samlp:Status>`), ""},
		"a prefix that is undone":       {in(`<samlp:Status>`, `<samlp:Status xmlns:saml="">`), "a namespace that is none"},
		"elements that overlap":         {in(`</samlp:Status>`, `</saml:Status>`), "overlap"},
		"two roots":                     {good + good, "not one element"},
		"text behind":                   {good + "x", "text around"},
		"half of it":                    {good[:len(good)/2], ""},
		"nothing":                       {"", "no answer"},
		"depth":                         {in(`<samlp:Status>`, strings.Repeat("<samlp:x>", 30)), "too many elements"},
		"many elements":                 {in(`<samlp:Status>`, strings.Repeat("<samlp:x/>", 3000)+`<samlp:Status>`), "too many elements"},
		"size":                          {in(`<samlp:Status>`, strings.Repeat(" ", 300<<10)+`<samlp:Status>`), "too large"},
		"another alphabet":              {`<?xml version="1.0" encoding="UTF-16"?>` + good, "not XML"},
		"something else than an answer": {`<x xmlns="urn:x" ID="a1"/>`, "not a response"},
		"a logout":                      {strings.ReplaceAll(good, "samlp:Response", "samlp:LogoutResponse"), "not a response"},
	} {
		who, err := p.text(row.text)
		refused(t, name, who, err, row.why)
	}
}

// A provider changes its key in two steps, and may forget that a certificate ends.
func TestCertificates(t *testing.T) {
	p := begin(t)
	next, nextCert := servertest.Keys(t, noon.Add(1000*time.Hour))
	p.trust.Metadata = p.Metadata(p.Cert, nextCert)
	for _, each := range []func(*etree.Element){p.Sign, func(a *etree.Element) { p.SignWith(a, next, nextCert, dsig.RSASHA512SignatureMethod) }} {
		response := p.Unsigned(p.asked)
		each(response.SelectElement("Assertion"))
		if _, err := p.finish(p.Form(response, p.asked)); err != nil {
			t.Errorf("during the change: %v", err)
		}
	}
	p.trust.Metadata = p.Metadata(nextCert)
	who, err := p.finish(p.Answer(p.asked))
	refused(t, "the old key", who, err, "no signature of the provider")
	p.trust.Metadata = p.Metadata(servertest.Certificate(t, p.Key, noon.Add(-time.Hour)))
	if _, err := p.finish(p.Answer(p.asked)); err != nil {
		t.Errorf("the same key, in a certificate that has ended: %v", err)
	}
}

func FuzzAnswer(f *testing.F) {
	p := begin(f)
	f.Add([]byte(p.written(p.signed())))
	f.Add([]byte(p.written(p.Unsigned(p.asked))))
	f.Add([]byte(`<!DOCTYPE x><x/>`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		who, err := p.text(string(raw))
		if err == nil && who.Subject != "persistent:4711" {
			t.Errorf("admits %q", who.Subject)
		}
	})
}
