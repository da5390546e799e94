package customers_test

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"database/sql"
	"encoding/pem"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/golang-jwt/jwt/v5"
	_ "modernc.org/sqlite"

	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

type object = servertest.Object

const issuer = "https://www.example.org"

// site is the organisation's website, which knows who is signed in there.
type site struct {
	t      *testing.T
	desk   *servertest.Desk
	key    ed25519.PrivateKey
	public string // PEM
}

func pemOf(t *testing.T, key crypto.PublicKey) string {
	t.Helper()
	der, err := x509.MarshalPKIXPublicKey(key)
	if err != nil {
		t.Fatal(err)
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}

func newSite(t *testing.T, mode, level string) *site {
	t.Helper()
	return newSiteOf(t, server.Config{}, mode, level)
}

func newSiteOf(t *testing.T, config server.Config, mode, level string) *site {
	t.Helper()
	public, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s := &site{t: t, desk: servertest.New(t, config), key: private, public: pemOf(t, public)}
	s.choose(0, mode, level, object{"id": "one", "key": s.public})
	return s
}

func (s *site) choose(version int, mode, level string, keys ...object) {
	s.t.Helper()
	s.desk.Must(s.desk.Owner.Token, "PUT", "/settings/customers", object{"version": version, "value": object{
		"mode": mode, "issuer": issuer, "keys": keys, "inboxes": []object{{"inbox": s.desk.Team.Inbox, "level": level}},
	}}, nil)
}

// serverKey is the one that the owners certified.
func serverKey(t *testing.T, desk *servertest.Desk) seal.PublicKey {
	t.Helper()
	var page struct{ Statements [][]byte }
	desk.Must(desk.Owner.Token, "GET", "/directory?after=0", nil, &page)
	replay := directory.NewReplay(desk.Org)
	if err := replay.AppendAll(page.Statements); err != nil {
		t.Fatal(err)
	}
	_, key, _ := replay.ServerKey()
	return key
}

func (s *site) challenge() string {
	var given struct{ Challenge string }
	s.desk.Must("", "POST", "/visitor/challenges", nil, &given)
	return given.Challenge
}

// claims are those of an honest website for somebody on a device.
func (s *site) claims(device seal.ID) jwt.MapClaims {
	now := time.Now()
	return jwt.MapClaims{
		"iss": issuer, "aud": s.desk.Org.Hex(), "sub": "4711", "email": "ana@example.org", "name": "Ana", "iat": now.Unix(), "exp": now.Add(2 * time.Minute).Unix(),
		"nonce": s.challenge(), "sealdesk_device": device.Hex(),
	}
}

func (s *site) sign(method jwt.SigningMethod, key any, claims jwt.MapClaims, header map[string]any) string {
	s.t.Helper()
	token := jwt.NewWithClaims(method, claims)
	token.Header["kid"] = "one"
	for name, value := range header {
		if token.Header[name] = value; value == nil {
			delete(token.Header, name)
		}
	}
	text, err := token.SignedString(key)
	if err != nil {
		s.t.Fatal(err)
	}
	return text
}

func (s *site) honest(device seal.ID) string {
	return s.sign(jwt.SigningMethodEdDSA, s.key, s.claims(device), nil)
}

type proven struct {
	Attestation                     []byte
	Level                           uint64
	Salt                            seal.ID
	Source, Identifier, Email, Name string
}

func (p proven) identity() *seal.Identity {
	return &seal.Identity{Attestation: p.Attestation, Salt: p.Salt, Source: p.Source, Identifier: p.Identifier, Email: p.Email, Name: p.Name}
}

func (s *site) prove(customer *servertest.Visitor, token string) servertest.Answer {
	return s.desk.Do(customer.Token, "POST", "/visitor/proofs", object{"token": token, "salt": seal.ID{9}})
}

// unproven are the reasons that the record has, newest first.
func (s *site) unproven() (reasons []string) {
	s.t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(s.desk.Config.DataDir, "data.db"))
	if err != nil {
		s.t.Fatal(err)
	}
	defer db.Close()
	for _, event := range servertest.Record(s.t, db, 0) {
		if event.Kind == ledger.VisitorUnproven {
			reasons = append(reasons, event.Reason)
		}
	}
	slices.Reverse(reasons)
	return reasons
}

func TestATokenOfTheWebsiteIsAttested(t *testing.T) {
	s := newSite(t, "enforce", "token")
	ana := s.desk.Visitor()
	var got proven
	s.prove(ana, s.honest(ana.Device)).Into(t, &got)
	if got.Level != 2 || got.Identifier != "4711" || got.Source != issuer || got.Email != "ana@example.org" || got.Name != "Ana" {
		t.Fatalf("the answer is %+v", got)
	}
	key := func(seal.ID) (seal.PublicKey, error) { return serverKey(t, s.desk), nil }
	claim := seal.Claim{Org: s.desk.Org, Device: ana.Device, Received: uint64(time.Now().Unix()), ServerKey: key}
	if _, err := got.identity().Check(claim); err != nil {
		t.Fatal(err)
	}
	ana.Converse(s.desk.Team)

	for what, change := range map[string]func(*seal.Identity, *seal.Claim){
		"another person":  func(i *seal.Identity, _ *seal.Claim) { i.Identifier = "4712" },
		"another name":    func(i *seal.Identity, _ *seal.Claim) { i.Name = "Eve" },
		"another address": func(i *seal.Identity, _ *seal.Claim) { i.Email = "eve@example.org" },
		"another website": func(i *seal.Identity, _ *seal.Claim) { i.Source = "https://evil.example" },
		"another salt":    func(i *seal.Identity, _ *seal.Claim) { i.Salt = seal.ID{1} },
		"another device":  func(_ *seal.Identity, c *seal.Claim) { c.Device = seal.ID{1} },
		"another desk":    func(_ *seal.Identity, c *seal.Claim) { c.Org = seal.ID{1} },
		"a day later":     func(_ *seal.Identity, c *seal.Claim) { c.Received += 86400 },
		"an hour before":  func(_ *seal.Identity, c *seal.Claim) { c.Received -= 3600 },
		"a flipped bit":   func(i *seal.Identity, _ *seal.Claim) { i.Attestation[len(i.Attestation)-1] ^= 1 },
		"nothing":         func(i *seal.Identity, _ *seal.Claim) { i.Attestation = nil },
		"another server": func(_ *seal.Identity, c *seal.Claim) {
			c.ServerKey = func(seal.ID) (seal.PublicKey, error) { return ana.Key.Public(), nil }
		},
	} {
		identity, other := *got.identity(), claim
		identity.Attestation = slices.Clone(identity.Attestation)
		change(&identity, &other)
		if _, err := identity.Check(other); err == nil {
			t.Errorf("%s: believed", what)
		}
	}
}

// What an intruder tries with tokens, each with the reason that the record has.
func TestTokensThatProveNothing(t *testing.T) {
	s := newSite(t, "enforce", "token")
	eve, ana := s.desk.Visitor(), s.desk.Visitor()
	with := func(name string, value any) string {
		claims := s.claims(eve.Device)
		if claims[name] = value; value == nil {
			delete(claims, name)
		}
		return s.sign(jwt.SigningMethodEdDSA, s.key, claims, nil)
	}
	header := func(name string, value any) string {
		return s.sign(jwt.SigningMethodEdDSA, s.key, s.claims(eve.Device), map[string]any{name: value})
	}
	_, strange, _ := ed25519.GenerateKey(rand.Reader)
	curve, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	now := time.Now()
	used := s.honest(ana.Device)
	s.desk.Must(ana.Token, "POST", "/visitor/proofs", object{"token": used, "salt": seal.ID{9}}, nil)
	good := s.honest(eve.Device)
	parts := strings.Split(good, ".")

	for what, row := range map[string]struct{ token, reason string }{
		"another browser's token":   {s.honest(ana.Device), "token-device"},
		"for no device":             {with("sealdesk_device", nil), "token-device"},
		"alg none":                  {s.sign(jwt.SigningMethodNone, jwt.UnsafeAllowNoneSignatureType, s.claims(eve.Device), nil), "token-signature"},
		"HS256 with the public key": {s.sign(jwt.SigningMethodHS256, []byte(s.public), s.claims(eve.Device), nil), "token-signature"},
		"a key of one's own":        {s.sign(jwt.SigningMethodEdDSA, strange, s.claims(eve.Device), nil), "token-signature"},
		"another algorithm":         {s.sign(jwt.SigningMethodES256, curve, s.claims(eve.Device), nil), "token-key"},
		"its own key in the header": {s.sign(jwt.SigningMethodEdDSA, strange, s.claims(eve.Device), map[string]any{"jwk": object{"kty": "OKP"}}), "token-signature"},
		"a key to be fetched":       {s.sign(jwt.SigningMethodEdDSA, strange, s.claims(eve.Device), map[string]any{"jku": "https://evil.example"}), "token-signature"},
		"an unknown kid":            {header("kid", "two"), "token-key"},
		"a kid that is a path":      {header("kid", "../../one"), "token-key"},
		"a kid that is no text":     {header("kid", 1), "token-key"},
		"no kid":                    {header("kid", nil), "token-key"},
		"an extension":              {header("crit", []string{"exp"}), "token-form"},
		"another kind of token":     {header("typ", "at+jwt"), "token-form"},
		"expired":                   {with("exp", now.Add(-time.Minute).Unix()), "token-time"},
		"without an end":            {with("exp", nil), "token-form"},
		"for an hour":               {with("exp", now.Add(time.Hour).Unix()), "token-time"},
		"of the future":             {with("iat", now.Add(3*time.Minute).Unix()), "token-time"},
		"not valid yet":             {with("nbf", now.Add(3*time.Minute).Unix()), "token-time"},
		"of no time":                {with("iat", nil), "token-time"},
		"for another desk":          {with("aud", strings.Repeat("a", 64)), "token-audience"},
		"for two":                   {with("aud", []string{s.desk.Org.Hex(), "other"}), "token-audience"},
		"for nobody":                {with("aud", nil), "token-form"},
		"of another website":        {with("iss", "https://evil.example"), "token-issuer"},
		"a challenge of one's own":  {with("nonce", strings.Repeat("a", 64)), "token-replay"},
		"no challenge":              {with("nonce", nil), "token-replay"},
		"of nobody":                 {with("sub", ""), "token-form"},
		"a name that turns writing": {with("name", "Ana\u202e"), "token-form"},
		"a name of two lines":       {with("name", "Ana\nowner"), "token-form"},
		"a name without end":        {with("name", strings.Repeat("a", 81)), "token-form"},
		"a subject that is no text": {with("sub", 4711), "token-form"},
		"a changed subject":         {parts[0] + "." + strings.Replace(parts[1], "a", "b", 1) + "." + parts[2], ""},
		"no signature":              {parts[0] + "." + parts[1] + ".", ""},
		"half":                      {parts[0], "token-form"},
		"nothing":                   {"", "token-form"},
		"nine thousand bytes":       {strings.Repeat("a", 9000), "token-form"},
		"a signature of other bits": {good + "A", ""},
	} {
		before := len(s.unproven())
		if got := s.prove(eve, row.token); got.Status != 403 {
			t.Errorf("%s: %d %s", what, got.Status, got.Body)
			continue
		}
		reasons := s.unproven()
		if len(reasons) != before+1 || row.reason != "" && reasons[0] != row.reason {
			t.Errorf("%s: the record says %q", what, reasons[:min(len(reasons), 1)])
		}
	}
	if got := s.prove(ana, used); got.Status != 403 || s.unproven()[0] != "token-replay" {
		t.Errorf("the same token again: %d, %s", got.Status, s.unproven()[0])
	}
	if got := s.prove(eve, good); got.Status != 200 {
		t.Errorf("after all that, an honest one: %d %s", got.Status, got.Body)
	}
}

func TestEachKindOfKeyAndItsRotation(t *testing.T) {
	s := newSite(t, "enforce", "token")
	ana := s.desk.Visitor()
	curve, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	long, _ := rsa.GenerateKey(rand.Reader, 2048)
	s.choose(1, "enforce", "token", object{"id": "curve", "key": pemOf(t, curve.Public())}, object{"id": "rsa", "key": pemOf(t, long.Public())})
	for kid, row := range map[string]struct {
		method jwt.SigningMethod
		key    any
	}{"curve": {jwt.SigningMethodES256, curve}, "rsa": {jwt.SigningMethodRS256, long}} {
		token := s.sign(row.method, row.key, s.claims(ana.Device), map[string]any{"kid": kid})
		if got := s.prove(ana, token); got.Status != 200 {
			t.Errorf("%s: %d %s", kid, got.Status, got.Body)
		}
	}
	pss := s.sign(jwt.SigningMethodPS256, long, s.claims(ana.Device), map[string]any{"kid": "rsa"})
	for what, token := range map[string]string{"a key that was taken away": s.honest(ana.Device), "PS256": pss} {
		if got := s.prove(ana, token); got.Status != 403 {
			t.Errorf("%s: %d", what, got.Status)
		}
	}
}

// What the first person wrote stays theirs: another one begins on a device of their own.
func TestADeviceStandsForOnePerson(t *testing.T) {
	s := newSite(t, "watch", "token")
	shared := s.desk.Visitor()
	as := func(subject string, salt seal.ID) servertest.Answer {
		claims := s.claims(shared.Device)
		claims["sub"] = subject
		return s.desk.Do(shared.Token, "POST", "/visitor/proofs", object{"token": s.sign(jwt.SigningMethodEdDSA, s.key, claims, nil), "salt": salt})
	}
	for _, row := range []struct {
		subject string
		salt    byte
		status  int
	}{{"4711", 1, 200}, {"4711", 2, 200}, {"4712", 1, 409}, {"4712", 3, 409}, {"4711", 1, 200}} {
		if got := as(row.subject, seal.ID{row.salt}); got.Status != row.status {
			t.Errorf("%s: %d %s", row.subject, got.Status, got.Body)
		}
	}
}

func TestWhatAnInboxWants(t *testing.T) {
	for mode, want := range map[string]struct {
		status int
		record []string
	}{"off": {201, nil}, "watch": {201, []string{"level-watch"}}, "enforce": {403, []string{"level-enforce"}}} {
		t.Run(mode, func(t *testing.T) {
			s := newSite(t, mode, "token")
			stranger := s.desk.Visitor()
			got := s.desk.Do(stranger.Token, "POST", "/conversations", stranger.Prepare(s.desk.Team, s.desk.Head()).Opening)
			if got.Status/100 != want.status/100 || !slices.Equal(s.unproven(), want.record) {
				t.Errorf("%d %s, and the record says %q", got.Status, got.Body, s.unproven())
			}
		})
	}
}

// Settings that would admit nobody, or anybody.
func TestSettingsThatAreRefused(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	public, private, _ := ed25519.GenerateKey(rand.Reader)
	short, _ := rsa.GenerateKey(rand.Reader, 1024)
	other, _ := ecdsa.GenerateKey(elliptic.P384(), rand.Reader)
	der, _ := x509.MarshalPKCS8PrivateKey(private)
	secret := string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	key := object{"id": "one", "key": pemOf(t, public)}
	good := object{"mode": "enforce", "issuer": issuer, "keys": []object{key}, "inboxes": []object{{"inbox": desk.Team.Inbox, "level": "token"}}}
	with := func(name string, value any) object {
		out := maps.Clone(good)
		out[name] = value
		return out
	}
	keyed := func(text string) object { return with("keys", []object{{"id": "one", "key": text}}) }
	for what, value := range map[string]object{
		"no such mode":            with("mode", "on"),
		"no issuer":               with("issuer", ""),
		"no key":                  with("keys", []object{}),
		"nine keys":               with("keys", slices.Repeat([]object{key}, 9)),
		"two of one name":         with("keys", []object{key, key}),
		"a key without a name":    with("keys", []object{{"id": "", "key": key["key"]}}),
		"a private key":           keyed(secret),
		"a private JWK":           keyed(`{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}`),
		"a shared secret":         keyed(`{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T"}`),
		"a point off the curve":   keyed(`{"kty":"EC","crv":"P-256","x":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","y":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"}`),
		"a short RSA key":         keyed(pemOf(t, short.Public())),
		"another curve":           keyed(pemOf(t, other.Public())),
		"no key at all":           keyed("hello"),
		"two keys in one":         keyed(key["key"].(string) + key["key"].(string)),
		"a level there is not":    with("inboxes", []object{{"inbox": desk.Team.Inbox, "level": "passkey"}}),
		"an address, but no mail": with("inboxes", []object{{"inbox": desk.Team.Inbox, "level": "email"}}),
		"one inbox twice":         with("inboxes", []object{{"inbox": desk.Team.Inbox, "level": "token"}, {"inbox": desk.Team.Inbox, "level": "anonymous"}}),
	} {
		if got := desk.Do(desk.Owner.Token, "PUT", "/settings/customers", object{"version": 0, "value": value}); got.Status != 422 {
			t.Errorf("%s: %d %s", what, got.Status, got.Body)
		} else if strings.Contains(string(got.Body), "nWGxne") {
			t.Errorf("%s: the answer repeats it", what)
		}
	}
	// RFC 8037 appendix A.2.
	jwk := keyed(`{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}`)
	desk.Must(desk.Owner.Token, "PUT", "/settings/customers", object{"version": 0, "value": jwk}, nil)
}
