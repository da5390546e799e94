package settings_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"math/big"
	"strings"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/settings"
)

var samlEnds = time.Date(2030, 6, 1, 0, 0, 0, 0, time.UTC)

func certified(t testing.TB, key any, public any, ends time.Time) string {
	t.Helper()
	about := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: ends.Add(-time.Hour), NotAfter: ends}
	raw, err := x509.CreateCertificate(rand.Reader, about, about, public, key)
	if err != nil {
		t.Fatal(err)
	}
	return base64.StdEncoding.EncodeToString(raw)
}

func elliptical(t testing.TB, ends time.Time) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	return certified(t, key, &key.PublicKey, ends)
}

const (
	samlKey = `<KeyDescriptor use="signing"><KeyInfo xmlns="http://www.w3.org/2000/09/xmldsig#"><X509Data><X509Certificate>CERT</X509Certificate></X509Data></KeyInfo></KeyDescriptor>`
	samlAsk = `<SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://id.example.org/signin"/>`
)

// samlMetadata is a provider's, as it must be.
func samlMetadata(t testing.TB) string {
	t.Helper()
	key := strings.ReplaceAll(samlKey, "CERT", elliptical(t, samlEnds))
	return `<EntityDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://id.example.org/saml"><IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">` +
		key + strings.ReplaceAll(key, "signing", "encryption") + samlAsk + `</IDPSSODescriptor></EntityDescriptor>`
}

func TestSAML(t *testing.T) {
	good := samlMetadata(t)
	check := func(metadata, issuer string) error {
		s := settings.SSO{Providers: []settings.Provider{{ID: "office", Name: "Office", Kind: settings.SAML, Issuer: issuer, Metadata: metadata}}}
		s.Keep(&settings.SSO{})
		return s.Check()
	}
	if err := check(good, ""); err != nil {
		t.Fatal(err)
	}
	d, err := settings.Provider{Metadata: good}.Described()
	if err != nil || d.EntityID != "https://id.example.org/saml" || d.Ask != "https://id.example.org/signin" || len(d.Certificates) != 1 || !d.Ends().Equal(samlEnds) {
		t.Fatalf("%+v %v", d, err)
	}
	if err := check(good, "https://other.example"); err == nil {
		t.Error("metadata of another provider is kept")
	}
	short, err := rsa.GenerateKey(rand.Reader, 1024) //nolint:gosec // that is the point
	if err != nil {
		t.Fatal(err)
	}
	weak := strings.ReplaceAll(samlKey, "CERT", certified(t, short, &short.PublicKey, samlEnds))
	in := func(old, new string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("no %s", old)
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, metadata := range map[string]string{
		"nothing":                     "",
		"no XML":                      "https://id.example.org/metadata",
		"half of it":                  good[:len(good)/2],
		"too large":                   in("<IDP", strings.Repeat(" ", 130<<10)+"<IDP"),
		"too deep":                    in(samlAsk, samlAsk+strings.Repeat("<x>", 20)+strings.Repeat("</x>", 20)),
		"with entities":               `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + good,
		"of many":                     `<EntitiesDescriptor xmlns="urn:oasis:names:tc:SAML:2.0:metadata">` + good + `</EntitiesDescriptor>`,
		"of a desk":                   strings.ReplaceAll(good, "IDPSSODescriptor", "SPSSODescriptor"),
		"of SAML 1.1":                 in("SAML:2.0:protocol", "SAML:1.1:protocol"),
		"without a name":              in(`entityID="https://id.example.org/saml"`, ""),
		"without a page":              in(samlAsk, ""),
		"with a page for forms alone": in("HTTP-Redirect", "HTTP-POST"),
		"with a page in the open":     in("https://id.example.org/signin", "http://id.example.org/signin"),
		"with a page that is a code":  in("https://id.example.org/signin", "javascript:alert(1)"),
		"without keys to sign":        in(`use="signing"`, `use="encryption"`),
		"with a short key":            in(samlAsk, weak+samlAsk),
		"with a key that is none":     in(samlAsk, strings.ReplaceAll(samlKey, "CERT", "AAAA")+samlAsk),
	} {
		if err := check(metadata, ""); err == nil {
			t.Errorf("metadata %s is kept", name)
		}
	}
}

func FuzzMetadata(f *testing.F) {
	f.Add(samlMetadata(f))
	f.Add(`<!DOCTYPE x><x/>`)
	f.Fuzz(func(t *testing.T, raw string) {
		if d, err := (settings.Provider{Metadata: raw}).Described(); err == nil && (d.EntityID == "" || len(d.Certificates) == 0) {
			t.Errorf("%+v", d)
		}
	})
}
