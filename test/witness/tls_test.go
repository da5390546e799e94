package witness

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"math/big"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// certificate writes a certificate for this machine, with its key, and returns
// their files and a client that trusts it.
func certificate(t testing.TB) (cert, key string, trusting *http.Client) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	check(t, err)
	template := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "witness"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)},
		NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
	}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &private.PublicKey, private)
	check(t, err)
	secret, err := x509.MarshalPKCS8PrivateKey(private)
	check(t, err)
	folder := t.TempDir()
	cert, key = filepath.Join(folder, "cert.pem"), filepath.Join(folder, "key.pem")
	encoded := pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})
	check(t, os.WriteFile(cert, encoded, 0o600))
	check(t, os.WriteFile(key, pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: secret}), 0o600))
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(encoded)
	return cert, key, &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{RootCAs: pool, MinVersion: tls.VersionTLS13}}}
}

// Over a network: a witness is asked behind a certificate that the desk's system
// knows, and no other.
func TestAWitnessBehindTLS(t *testing.T) {
	p := newPair(t)
	p.desk.stop()
	p.other.stop()
	cert, key, trusting := certificate(t)
	p.other.scheme, p.other.client = "https://", trusting
	p.other.start("--witness-for", p.key, "--tls-cert", cert, "--tls-key", key)
	asks := p.witness + "=" + p.other.prefix()

	before := func() int64 { p.desk.start(); defer p.desk.stop(); return p.desk.cosigned() }()
	p.desk.start("--witness", asks)
	p.desk.eventually("refuse a certificate of nobody", func() bool { return strings.Contains(p.desk.told.String(), "certificate") })
	if now := p.desk.cosigned(); now != before {
		t.Errorf("something was cosigned behind a certificate of nobody: %d after %d", now, before)
	}
	p.desk.stop()
	p.desk.env = []string{"SSL_CERT_FILE=" + cert}
	p.desk.start("--witness", asks)
	p.desk.catchesUp()
	if now := p.desk.cosigned(); now <= before {
		t.Errorf("nothing was cosigned: %d after %d", now, before)
	}
}
