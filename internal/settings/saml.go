package settings

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
)

// This file reads the metadata of SAML providers (SAML V2.0 Metadata, sstc-saml-metadata).

const (
	metadataDepth    = 16
	certificatesMost = 8
	samlProtocol     = "urn:oasis:names:tc:SAML:2.0:protocol"
	samlRedirect     = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect"
	rsaLeast         = 2048 // bits, NIST SP 800-131A
)

// Described is a SAML provider as its metadata has it.
type Described struct {
	EntityID string
	Ask      string // address of its sign-in page, by redirect
	// Certificates hold the keys that it signs with: two while it changes them.
	Certificates []*x509.Certificate
}

// Ends is when the last of the certificates does.
func (d Described) Ends() time.Time {
	var last time.Time
	for _, c := range d.Certificates {
		if c.NotAfter.After(last) {
			last = c.NotAfter
		}
	}
	return last
}

type entityXML struct {
	XMLName  xml.Name `xml:"urn:oasis:names:tc:SAML:2.0:metadata EntityDescriptor"`
	EntityID string   `xml:"entityID,attr"`
	Sides    []struct {
		Protocols string `xml:"protocolSupportEnumeration,attr"`
		Keys      []struct {
			Use          string   `xml:"use,attr"`
			Certificates []string `xml:"http://www.w3.org/2000/09/xmldsig# KeyInfo>X509Data>X509Certificate"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:metadata KeyDescriptor"`
		Ask []struct {
			Binding  string `xml:"Binding,attr"`
			Location string `xml:"Location,attr"`
		} `xml:"urn:oasis:names:tc:SAML:2.0:metadata SingleSignOnService"`
	} `xml:"urn:oasis:names:tc:SAML:2.0:metadata IDPSSODescriptor"`
}

// Described reads the metadata of a SAML provider.
func (p Provider) Described() (Described, error) {
	var d Described
	if p.Metadata == "" || len(p.Metadata) > metadataLimit {
		return d, errs.New(errs.Unprocessable, opSSO, "The metadata of the identity provider is missing or too large.", "Paste the XML that it offers.")
	}
	if err := plainXML([]byte(p.Metadata)); err != nil {
		return d, unreadable(err)
	}
	var entity entityXML
	if err := xml.Unmarshal([]byte(p.Metadata), &entity); err != nil {
		return d, unreadable(err)
	}
	if entity.EntityID == "" || len(entity.EntityID) > textLimit || len(entity.Sides) != 1 || !slices.Contains(strings.Fields(entity.Sides[0].Protocols), samlProtocol) {
		return d, unreadable(errors.New("not one provider of SAML 2.0"))
	}
	d.EntityID = entity.EntityID
	side := entity.Sides[0]
	for _, at := range side.Ask {
		if at.Binding == samlRedirect && d.Ask == "" {
			d.Ask = at.Location
		}
	}
	if ask, err := url.Parse(d.Ask); err != nil || ask.Host == "" || ask.User != nil || ask.Fragment != "" || !safely(ask) {
		return d, errs.New(errs.Unprocessable, opSSO, "The metadata names no sign-in page that a browser can be sent to, by HTTP-Redirect and https://.", "Switch this binding on at the provider, and paste its metadata again.")
	}
	for _, key := range side.Keys {
		if key.Use != "" && key.Use != "signing" {
			continue
		}
		for _, text := range key.Certificates {
			c, err := certificate(text)
			if err != nil {
				return d, errs.Wrap(err, errs.Unprocessable, opSSO, "A certificate of the identity provider cannot be used.", "It needs an RSA key of 2048 bits or more, or one of an elliptic curve.")
			}
			d.Certificates = append(d.Certificates, c)
		}
	}
	if len(d.Certificates) == 0 || len(d.Certificates) > certificatesMost {
		return d, unreadable(errors.New("no certificates, or too many"))
	}
	return d, nil
}

func unreadable(err error) error {
	return errs.Wrap(err, errs.Unprocessable, opSSO, "This is not the metadata of one SAML 2.0 provider.", "Paste the XML that it offers, from <EntityDescriptor> to </EntityDescriptor>.")
}

// plainXML refuses a document type, which is where entities come from, and depth.
func plainXML(raw []byte) error {
	decoder := xml.NewDecoder(bytes.NewReader(raw))
	for depth := 0; ; {
		token, err := decoder.RawToken()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch token.(type) {
		case xml.Directive:
			return errors.New("a document type")
		case xml.StartElement:
			if depth++; depth > metadataDepth {
				return errors.New("too deep")
			}
		case xml.EndElement:
			depth--
		}
	}
}

func certificate(text string) (*x509.Certificate, error) {
	raw, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return nil, err
	}
	c, err := x509.ParseCertificate(raw)
	if err != nil {
		return nil, err
	}
	switch key := c.PublicKey.(type) {
	case *rsa.PublicKey:
		if key.N.BitLen() >= rsaLeast {
			return c, nil
		}
	case *ecdsa.PublicKey:
		if key.Curve.Params().BitSize >= 256 {
			return c, nil
		}
	}
	return nil, errors.New("a key that is too short, or of another kind")
}

func (p Provider) checkSAML() error {
	d, err := p.Described()
	if err == nil && d.EntityID != p.Issuer {
		err = errs.New(errs.Unprocessable, opSSO, "The metadata is of another identity provider than the one that is named.", "Use the entity id that stands in the metadata.")
	}
	return err
}
