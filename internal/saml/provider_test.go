package saml_test

import (
	"crypto/x509"
	"encoding/xml"
	"html"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"testing"
	"time"

	crewjam "github.com/crewjam/saml"

	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// others is a provider that others wrote.
type others struct {
	*httptest.Server
	idp crewjam.IdentityProvider
	us  *crewjam.EntityDescriptor
}

func (o *others) GetServiceProvider(_ *http.Request, id string) (*crewjam.EntityDescriptor, error) {
	if o.us == nil || o.us.EntityID != id {
		return nil, os.ErrNotExist
	}
	return o.us, nil
}

func (o *others) GetSession(http.ResponseWriter, *http.Request, *crewjam.IdpAuthnRequest) *crewjam.Session {
	return &crewjam.Session{
		ID: "there", Index: "there", CreateTime: time.Now(), ExpireTime: time.Now().Add(time.Hour), NameID: "4711", NameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
		CustomAttributes: []crewjam.Attribute{{Name: "mail", Values: []crewjam.AttributeValue{{Type: "xs:string", Value: "olga@example.org"}}}},
	}
}

func newOthers(t *testing.T) *others {
	t.Helper()
	key, raw := servertest.Keys(t, time.Now().Add(time.Hour))
	cert, err := x509.ParseCertificate(raw)
	check(t, err)
	o := &others{}
	mux := http.NewServeMux()
	o.Server = httptest.NewServer(mux)
	t.Cleanup(o.Close)
	at := func(path string) url.URL {
		u, err := url.Parse(o.URL + path)
		check(t, err)
		return *u
	}
	o.idp = crewjam.IdentityProvider{
		Key: key, Certificate: cert, Logger: log.New(t.Output(), "", 0), MetadataURL: at("/metadata"), SSOURL: at("/sso"), ServiceProviderProvider: o, SessionProvider: o,
		SignatureMethod: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
	}
	mux.HandleFunc("/sso", o.idp.ServeSSO)
	return o
}

var field = regexp.MustCompile(`name="(SAMLResponse|RelayState)" value="([^"]*)"`)

// page is what the provider's page would send.
func (o *others) page(t *testing.T, address string) url.Values {
	t.Helper()
	answer, err := o.Client().Get(address)
	check(t, err)
	raw, err := io.ReadAll(answer.Body)
	check(t, err)
	form := url.Values{}
	for _, found := range field.FindAllStringSubmatch(string(raw), -1) {
		form.Set(found[1], html.UnescapeString(found[2]))
	}
	if form.Get("SAMLResponse") == "" {
		t.Fatalf("the provider says %d %s", answer.StatusCode, raw)
	}
	return form
}

// A provider that others wrote reads our metadata and our question, and is understood.
func TestAnotherImplementation(t *testing.T) {
	desk, o := servertest.New(t, server.Config{}), newOthers(t)
	metadata, err := xml.Marshal(o.idp.Metadata())
	check(t, err)
	named := object{"id": "office", "name": "Office", "kind": "saml", "issuer": "", "metadata": string(metadata)}
	desk.Must(desk.Owner.Token, "PUT", "/settings/sso", object{"version": 0, "value": object{"providers": []object{named}}}, nil)
	o.us = new(crewjam.EntityDescriptor)
	check(t, xml.Unmarshal(desk.Do("", "GET", "/signin/sso/office/metadata", nil).Body, o.us))

	b := desk.Browser()
	word, brought := send(t, desk, "office", o.page(t, b.Begin("office")))
	if word != "" {
		t.Fatalf("sent: %q", word)
	}
	if got := b.Return("office", brought); got != "done" || state(t, b) != "unlinked" {
		t.Fatalf("%q %q", got, state(t, b))
	}
	var out struct{ Email string }
	if b.Do("", "GET", "/signin/sso", nil).Into(t, &out); out.Email != "olga@example.org" {
		t.Errorf("address %q", out.Email)
	}
}
