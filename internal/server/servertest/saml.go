package servertest

import (
	"bytes"
	"compress/flate"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"io"
	"math/big"
	"net/url"
	"testing"
	"time"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
)

// SAML is a SAML provider, which says what it is told to say.
type SAML struct {
	T       testing.TB
	Issuer  string
	Subject string
	Class   string // how they signed in
	Key     *rsa.PrivateKey
	Cert    []byte
	Now     func() time.Time
}

// NewSAML is a provider that knows one person, "4711".
func NewSAML(t testing.TB, now func() time.Time) *SAML {
	t.Helper()
	p := &SAML{T: t, Issuer: "https://id.example.org/saml", Subject: "4711", Class: "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport", Now: now}
	p.Key, p.Cert = Keys(t, now().Add(365*24*time.Hour))
	return p
}

// Keys makes a key, and a certificate that ends then.
func Keys(t testing.TB, ends time.Time) (*rsa.PrivateKey, []byte) {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	must(t, err)
	return key, Certificate(t, key, ends)
}

// Certificate is one of a key.
func Certificate(t testing.TB, key *rsa.PrivateKey, ends time.Time) []byte {
	t.Helper()
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "provider"}, NotBefore: ends.Add(-2 * 365 * 24 * time.Hour), NotAfter: ends}
	raw, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	must(t, err)
	return raw
}

// Metadata describes the provider, with these certificates or its own.
func (p *SAML) Metadata(certificates ...[]byte) string {
	if certificates == nil {
		certificates = [][]byte{p.Cert}
	}
	keys := ""
	for _, c := range certificates {
		keys += `<KeyDescriptor use="signing"><KeyInfo xmlns="` + dsig.Namespace + `"><X509Data><X509Certificate>` + base64.StdEncoding.EncodeToString(c) + `</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`
	}
	return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="` + p.Issuer + `"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` + keys +
		`<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://id.example.org/signin"/></IDPSSODescriptor></EntityDescriptor>`
}

// Named is the provider as an owner names it.
func (p *SAML) Named(id string, several ...string) Object {
	return Object{"id": id, "name": "Office", "kind": "saml", "issuer": "", "metadata": p.Metadata(), "several": several, "domains": []string{"example.org"}}
}

// Question is what a desk asks.
type Question struct{ ID, Back, Entity, State string }

// Asked reads the question in an address of the provider.
func (p *SAML) Asked(address string) Question {
	p.T.Helper()
	at, err := url.Parse(address)
	must(p.T, err)
	packed, err := base64.StdEncoding.DecodeString(at.Query().Get("SAMLRequest"))
	must(p.T, err)
	raw, err := io.ReadAll(flate.NewReader(bytes.NewReader(packed)))
	must(p.T, err)
	doc := etree.NewDocument()
	must(p.T, doc.ReadFromBytes(raw))
	root := doc.Root()
	return Question{root.SelectAttrValue("ID", ""), root.SelectAttrValue("AssertionConsumerServiceURL", ""), root.SelectElement("Issuer").Text(), at.Query().Get("RelayState")}
}

// Unsigned is an answer without its signature.
func (p *SAML) Unsigned(q Question) *etree.Element {
	p.T.Helper()
	at := func(after time.Duration) string { return p.Now().Add(after).UTC().Format("2006-01-02T15:04:05.000Z") }
	doc := etree.NewDocument()
	must(p.T, doc.ReadFromString(fmt.Sprintf(`<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="r1" Version="2.0" IssueInstant="%[1]s" Destination="%[4]s" InResponseTo="%[5]s"><saml:Issuer>%[2]s</saml:Issuer><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status><saml:Assertion ID="a1" Version="2.0" IssueInstant="%[1]s"><saml:Issuer>%[2]s</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">%[3]s</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData InResponseTo="%[5]s" Recipient="%[4]s" NotOnOrAfter="%[8]s"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="%[1]s" NotOnOrAfter="%[8]s"><saml:AudienceRestriction><saml:Audience>%[6]s</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AuthnStatement AuthnInstant="%[1]s" SessionIndex="there"><saml:AuthnContext><saml:AuthnContextClassRef>%[7]s</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement><saml:AttributeStatement><saml:Attribute Name="mail"><saml:AttributeValue>olga@example.org</saml:AttributeValue></saml:Attribute><saml:Attribute Name="displayName"><saml:AttributeValue>Olga</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion></samlp:Response>`,
		at(0), p.Issuer, p.Subject, q.Back, q.ID, q.Entity, p.Class, at(5*time.Minute))))
	return doc.Root()
}

// Sign puts a signature into an element, as the provider does.
func (p *SAML) Sign(el *etree.Element) { p.SignWith(el, p.Key, p.Cert, dsig.RSASHA256SignatureMethod) }

// SignWith puts a signature of somebody's key into an element.
func (p *SAML) SignWith(el *etree.Element, key *rsa.PrivateKey, cert []byte, method string) {
	p.T.Helper()
	signer, err := dsig.NewSigningContext(key, [][]byte{cert})
	must(p.T, err)
	must(p.T, signer.SetSignatureMethod(method))
	signer.Canonicalizer = dsig.MakeC14N10ExclusiveCanonicalizerWithPrefixList("")
	apart := el.Copy()
	if el.Parent() != nil && el.SelectAttr("xmlns:saml") == nil { // where the prefixes are declared
		apart.CreateAttr("xmlns:saml", "urn:oasis:names:tc:SAML:2.0:assertion")
	}
	made, err := signer.ConstructSignature(apart, true)
	must(p.T, err)
	el.InsertChildAt(1, made)
}

// Answer is what the provider's page sends: a form.
func (p *SAML) Answer(q Question) url.Values {
	p.T.Helper()
	response := p.Unsigned(q)
	p.Sign(response.SelectElement("Assertion"))
	return p.Form(response, q)
}

// Form is how an answer is sent.
func (p *SAML) Form(response *etree.Element, q Question) url.Values {
	p.T.Helper()
	doc := etree.NewDocument()
	doc.SetRoot(response.Copy())
	raw, err := doc.WriteToBytes()
	must(p.T, err)
	return url.Values{"SAMLResponse": {base64.StdEncoding.EncodeToString(raw)}, "RelayState": {q.State}}
}
