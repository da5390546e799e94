package saml

import (
	"crypto/x509"
	"slices"

	"github.com/beevik/etree"
	dsig "github.com/russellhaering/goxmldsig"
	"github.com/russellhaering/goxmldsig/etreeutils"
)

// This file decides what was signed.

const (
	transformEnveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature"
	exclusiveC14N      = "http://www.w3.org/2001/10/xml-exc-c14n#"
)

// The algorithms that count: public keys, and SHA-256 or better.
var (
	signatures = []string{dsig.RSASHA256SignatureMethod, dsig.RSASHA384SignatureMethod, dsig.RSASHA512SignatureMethod, dsig.ECDSASHA256SignatureMethod, dsig.ECDSASHA384SignatureMethod, dsig.ECDSASHA512SignatureMethod}
	digests    = []string{"http://www.w3.org/2001/04/xmlenc#sha256", "http://www.w3.org/2001/04/xmldsig-more#sha384", "http://www.w3.org/2001/04/xmlenc#sha512"}
)

// alone returns the one assertion of a response, from the bytes that were signed. An
// assertion or a signature anywhere else refuses all of it.
func alone(response *etree.Element, keys []*x509.Certificate) (*etree.Element, error) {
	if !is(response, nsProtocol, "Response") {
		return nil, unfit("not a response")
	}
	assertion := only(response, nsAssertion, "Assertion")
	for el := range everything(response) {
		switch {
		case el.Tag == "EncryptedAssertion" || el.Tag == "EncryptedID" || el.Tag == "EncryptedAttribute":
			return nil, unfit("encrypted: switch encryption off for this desk")
		case el.Tag == "Assertion" && el != assertion:
			return nil, unfit("an assertion in another place, or a second one")
		case el.Tag == "Response" && el != response:
			return nil, unfit("a second response")
		case is(el, nsSignature, "Signature") && el.Parent() != response && el.Parent() != assertion:
			return nil, unfit("a signature in another place")
		}
	}
	if assertion == nil {
		return nil, unfit("no assertion")
	}
	if len(children(response, nsSignature, "Signature")) > 0 {
		if _, err := signed(response, keys); err != nil {
			return nil, err
		}
	}
	return signed(assertion, keys)
}

// signed checks the signature of an element, and returns what was signed.
func signed(el *etree.Element, keys []*x509.Certificate) (*etree.Element, error) {
	id, _ := attribute(el, "ID")
	if err := shaped(only(el, nsSignature, "Signature"), id); err != nil {
		return nil, err
	}
	context, err := etreeutils.NSBuildParentContext(el)
	if err == nil {
		context, err = context.SubContext(el)
	}
	if err != nil {
		return nil, unfit("namespaces that cannot be followed")
	}
	apart, err := etreeutils.NSDetatch(context, el)
	if err != nil {
		return nil, unfit("namespaces that cannot be followed")
	}
	signature := only(apart, nsSignature, "Signature")
	for _, key := range children(signature, nsSignature, "KeyInfo") {
		signature.RemoveChild(key) // who signed is not for the answer to say
	}
	for _, key := range keys {
		// An expired certificate still holds the provider's key, which an owner trusts;
		// internal/identity's findings warn of it.
		library := dsig.NewDefaultValidationContext(&dsig.MemoryX509CertificateStore{Roots: []*x509.Certificate{key}})
		library.Clock = dsig.NewFakeClockAt(key.NotBefore)
		found, err := library.Validate(apart)
		if err != nil {
			continue
		}
		if at, _ := attribute(found, "ID"); at != id || !is(found, el.NamespaceURI(), el.Tag) {
			return nil, unfit("a signature of something else")
		}
		return found, nil
	}
	return nil, unfit("no signature of the provider")
}

// shaped refuses signatures that could mean something else than "this element": other
// transforms, several references, objects, algorithms that do not count.
func shaped(signature *etree.Element, id string) error {
	if signature == nil || id == "" {
		return unfit("not signed")
	}
	for el := range everything(signature) {
		for _, attr := range el.Attr {
			if attr.Space != "" && attr.Space != "xmlns" { // a reader may take it for the one without
				return unfit("an attribute with a prefix in a signature")
			}
		}
	}
	if !made(signature, []string{"SignedInfo", "SignatureValue"}, []string{"KeyInfo"}) {
		return unfit("a signature with other parts")
	}
	info := only(signature, nsSignature, "SignedInfo")
	if !made(info, []string{"CanonicalizationMethod", "SignatureMethod", "Reference"}, nil) {
		return unfit("not one reference")
	}
	reference := only(info, nsSignature, "Reference")
	if !made(reference, []string{"Transforms", "DigestMethod", "DigestValue"}, nil) {
		return unfit("a reference with other parts")
	}
	if to, _ := attribute(reference, "URI"); to != "#"+id {
		return unfit("a signature of something else")
	}
	var steps []string
	for _, step := range only(reference, nsSignature, "Transforms").ChildElements() {
		if !is(step, nsSignature, "Transform") || !plain(step) {
			return unfit("a transform that is not allowed")
		}
		steps = append(steps, algorithm(step))
	}
	switch {
	case !slices.Equal(steps, []string{transformEnveloped, exclusiveC14N}):
		return unfit("a transform that is not allowed")
	case algorithm(only(info, nsSignature, "CanonicalizationMethod")) != exclusiveC14N || !plain(only(info, nsSignature, "CanonicalizationMethod")):
		return unfit("a canonical form that is not allowed")
	case !slices.Contains(signatures, algorithm(only(info, nsSignature, "SignatureMethod"))):
		return unfit("a signature algorithm that is not allowed")
	case !slices.Contains(digests, algorithm(only(reference, nsSignature, "DigestMethod"))):
		return unfit("a digest that is not allowed")
	}
	return nil
}

// made reports whether an element has these parts once each, maybe those, and no others.
func made(el *etree.Element, parts, maybe []string) bool {
	for _, part := range parts {
		if only(el, nsSignature, part) == nil {
			return false
		}
	}
	for _, child := range el.ChildElements() {
		if child.NamespaceURI() != nsSignature || !slices.Contains(parts, child.Tag) && !slices.Contains(maybe, child.Tag) {
			return false
		}
	}
	return !slices.ContainsFunc(maybe, func(part string) bool { return len(children(el, nsSignature, part)) > 1 })
}

// plain: nothing below, but the prefixes that exclusive canonicalisation keeps.
func plain(el *etree.Element) bool {
	return !slices.ContainsFunc(el.ChildElements(), func(child *etree.Element) bool { return !is(child, exclusiveC14N, "InclusiveNamespaces") })
}

func algorithm(el *etree.Element) string {
	found, _ := attribute(el, "Algorithm")
	return found
}
