// Command provider is a SAML identity provider that others wrote (crewjam/saml), for
// tests in browsers. It believes whoever presses its button.
//
// It prints one line of JSON, {"metadata"}, once it listens, and ends with its
// standard input.
package main

import (
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/json"
	"encoding/xml"
	"flag"
	"fmt"
	"html"
	"io"
	"log"
	"math/big"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/crewjam/saml"
)

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	desk := flag.String("desk", "", "origin of the desk, as http://localhost:8460")
	flag.Parse()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		return err
	}
	about := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "provider"}, NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().AddDate(1, 0, 0)}
	raw, err := x509.CreateCertificate(rand.Reader, about, about, &key.PublicKey, key)
	if err != nil {
		return err
	}
	cert, err := x509.ParseCertificate(raw)
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	at := func(path string) url.URL { return url.URL{Scheme: "http", Host: listener.Addr().String(), Path: path} }
	p := people{*desk}
	idp := saml.IdentityProvider{
		Key: key, Certificate: cert, Logger: log.New(os.Stderr, "", 0), MetadataURL: at("/metadata"), SSOURL: at("/sso"), ServiceProviderProvider: p, SessionProvider: p,
		SignatureMethod: "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/sso", idp.ServeSSO)
	go http.Serve(listener, mux) //nolint:errcheck,gosec // it ends with this program
	metadata, err := xml.Marshal(idp.Metadata())
	if err != nil {
		return err
	}
	if err := json.NewEncoder(os.Stdout).Encode(map[string]string{"metadata": string(metadata)}); err != nil {
		return err
	}
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}

// people knows one desk, and whoever presses the button.
type people struct{ desk string }

// GetServiceProvider reads the desk's metadata from its address, which is its name.
func (p people) GetServiceProvider(r *http.Request, id string) (*saml.EntityDescriptor, error) {
	if !strings.HasPrefix(id, p.desk+"/") {
		return nil, os.ErrNotExist
	}
	asked, err := http.NewRequestWithContext(r.Context(), http.MethodGet, id, nil)
	if err != nil {
		return nil, err
	}
	answer, err := http.DefaultClient.Do(asked)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close() //nolint:errcheck // it was read
	var us saml.EntityDescriptor
	return &us, xml.NewDecoder(answer.Body).Decode(&us)
}

// GetSession asks who is there, and takes their word.
func (people) GetSession(w http.ResponseWriter, r *http.Request, _ *saml.IdpAuthnRequest) *saml.Session {
	who := r.URL.Query().Get("as")
	if who == "" {
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprintf(w, `<!doctype html><html lang="en"><title>Provider</title><a href="/sso?%s&amp;as=maya">I am Maya</a>`, html.EscapeString(r.URL.RawQuery)) //nolint:errcheck // the peer may be gone
		return nil
	}
	said := func(name, value string) saml.Attribute {
		return saml.Attribute{Name: name, Values: []saml.AttributeValue{{Type: "xs:string", Value: value}}}
	}
	return &saml.Session{
		ID: "there", Index: "there", CreateTime: time.Now(), ExpireTime: time.Now().Add(time.Hour), NameID: who, NameIDFormat: "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent",
		CustomAttributes: []saml.Attribute{said("mail", who+"@harbour.test"), said("displayName", "Maya Okafor")},
	}
}
