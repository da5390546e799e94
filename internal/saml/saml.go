// Package saml asks identity providers that speak SAML 2.0.
//
// Promise: an answer counts if the provider signed the one assertion in it, with a
// key of its metadata that an owner pasted, for us, to our question, lately (SAML
// V2.0 Profiles §4.1.4). Nothing is read but the bytes that were signed.
//
// Threat: wrapped, moved, doubled and removed signatures (Somorovsky et al., "On
// Breaking SAML", 2012), keys that come with the answer, weak algorithms, comments
// inside of names, entities, transforms; answers that nobody asked for, of another
// provider, for somebody else, or a second time.
//
// Limits: whoever holds a provider's signing key is whom they like, as far as one
// factor goes (internal/sso). Encrypted assertions and single logout are not spoken.
package saml

import (
	"bytes"
	"compress/flate"
	"context"
	"encoding/base64"
	"errors"
	"net/url"
	"strings"
	"time"

	"github.com/beevik/etree"

	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/sso"
)

const (
	skew      = 2 * time.Minute
	oldest    = 10 * time.Minute // of an assertion
	textLimit = 255

	nsProtocol  = "urn:oasis:names:tc:SAML:2.0:protocol"
	nsAssertion = "urn:oasis:names:tc:SAML:2.0:assertion"
	nsMetadata  = "urn:oasis:names:tc:SAML:2.0:metadata"
	nsSignature = "http://www.w3.org/2000/09/xmldsig#"

	bindingPOST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST"
)

// Client asks providers. Make one with New.
type Client struct{ now func() time.Time }

// New returns a client.
func New(now func() time.Time) *Client { return &Client{now} }

// entity is our name at a provider, and the address of our metadata.
func entity(back string) string { return strings.TrimSuffix(back, "/return") + "/metadata" }

// question is the id of a request, an NCName.
func question(b sso.Begun) string { return "_" + b.Nonce }

// Begin returns the provider's sign-in page with our question (Bindings §3.4).
func (c *Client) Begin(_ context.Context, p settings.Provider, b sso.Begun) (string, error) {
	d, err := p.Described()
	if err != nil {
		return "", errors.Join(sso.ReasonUnreachable, err)
	}
	doc := etree.NewDocument()
	ask := doc.CreateElement("samlp:AuthnRequest")
	for _, attr := range [][2]string{
		{"xmlns:samlp", nsProtocol}, {"xmlns:saml", nsAssertion}, {"ID", question(b)}, {"Version", "2.0"},
		{"IssueInstant", c.now().UTC().Format(time.RFC3339)}, {"Destination", d.Ask},
		{"ProtocolBinding", bindingPOST}, {"AssertionConsumerServiceURL", b.Return},
	} {
		ask.CreateAttr(attr[0], attr[1])
	}
	ask.CreateElement("saml:Issuer").SetText(entity(b.Return))
	ask.CreateElement("samlp:NameIDPolicy").CreateAttr("AllowCreate", "true")
	var packed bytes.Buffer
	deflate, err := flate.NewWriter(&packed, flate.DefaultCompression)
	if err != nil {
		return "", err
	}
	_, err = doc.WriteTo(deflate)
	if err = errors.Join(err, deflate.Close()); err != nil {
		return "", err
	}
	at, err := url.Parse(d.Ask)
	if err != nil {
		return "", err
	}
	query := at.Query()
	query.Set("SAMLRequest", base64.StdEncoding.EncodeToString(packed.Bytes()))
	query.Set("RelayState", b.State)
	at.RawQuery = query.Encode()
	return at.String(), nil
}

// Finish reads an answer (Bindings §3.5).
func (c *Client) Finish(_ context.Context, p settings.Provider, b sso.Begun, answer url.Values) (sso.Verified, error) {
	d, err := p.Described()
	if err != nil {
		return sso.Verified{}, errors.Join(sso.ReasonUnreachable, err)
	}
	text := answer.Get("SAMLResponse")
	if text == "" || base64.StdEncoding.DecodedLen(len(text)) > sizeLimit+3 {
		return sso.Verified{}, unfit("no answer, or one that is too large")
	}
	raw, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return sso.Verified{}, unfit("not base64")
	}
	response, err := parse(raw)
	if err != nil {
		return sso.Verified{}, err
	}
	asked := asked{issuer: d.EntityID, us: entity(b.Return), back: b.Return, id: question(b), now: c.now()}
	assertion, err := alone(response, d.Certificates)
	if err != nil {
		return sso.Verified{}, err
	}
	if err := asked.frame(response); err != nil {
		return sso.Verified{}, err
	}
	return asked.read(assertion)
}

// SignedOut refuses: single logout is not spoken.
func (*Client) SignedOut(context.Context, settings.Provider, string) (sso.Ended, error) {
	return sso.Ended{}, unfit("single logout is not spoken")
}

// Leave offers nothing, for the same reason.
func (*Client) Leave(context.Context, settings.Provider, string) string { return "" }

// Metadata describes us to a provider whose answers go to an address (Metadata §2.4.4).
func Metadata(back string) ([]byte, error) {
	doc := etree.NewDocument()
	us := doc.CreateElement("EntityDescriptor")
	us.CreateAttr("xmlns", nsMetadata)
	us.CreateAttr("entityID", entity(back))
	side := us.CreateElement("SPSSODescriptor")
	side.CreateAttr("AuthnRequestsSigned", "false")
	side.CreateAttr("WantAssertionsSigned", "true")
	side.CreateAttr("protocolSupportEnumeration", nsProtocol)
	side.CreateElement("NameIDFormat").SetText(formatPersistent)
	at := side.CreateElement("AssertionConsumerService")
	at.CreateAttr("Binding", bindingPOST)
	at.CreateAttr("Location", back)
	at.CreateAttr("index", "0")
	at.CreateAttr("isDefault", "true")
	return doc.WriteToBytes()
}

// unfit is an answer that is not as it must be.
func unfit(why string) error { return errors.Join(sso.ReasonToken, errors.New("saml: "+why)) }
