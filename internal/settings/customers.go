package settings

import (
	"crypto"
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// Mode is what happens to a customer who is below the level that an inbox wants.
type Mode string

// The modes. Watch lets everybody in and records who would not be.
const (
	ModeOff     Mode = "off"
	ModeWatch   Mode = "watch"
	ModeEnforce Mode = "enforce"
)

// CustomerLevel is the least that an inbox wants to know of who writes.
type CustomerLevel string

// The levels, in ascending order.
const (
	Anonymous CustomerLevel = "anonymous"
	ByEmail   CustomerLevel = "email"
	ByToken   CustomerLevel = "token"
)

// Level is the level as attestations have it, 0 for anonymous.
func (l CustomerLevel) Level() seal.Level {
	switch l {
	case ByEmail:
		return seal.LevelEmail
	case ByToken:
		return seal.LevelToken
	}
	return 0
}

// SiteKey is a public key of the organisation's website.
type SiteKey struct {
	ID  string `json:"id"`  // the "kid" of its tokens
	Key string `json:"key"` // PEM (SPKI) or a JWK (RFC 7517)
}

// InboxLevel is what one inbox wants.
type InboxLevel struct {
	Inbox seal.ID       `json:"inbox"`
	Level CustomerLevel `json:"level"`
}

// Customers is how customers show who they are.
type Customers struct {
	Mode    Mode         `json:"mode"`
	Issuer  string       `json:"issuer"` // "iss" of the website's tokens
	Keys    []SiteKey    `json:"keys"`
	Inboxes []InboxLevel `json:"inboxes"` // others: anonymous
}

const (
	opCustomers  = "settings.customers"
	siteKeys     = 8
	siteKeyLimit = 8 << 10
	levelsLimit  = 1000
	textLimit    = 255
)

// Name is "customers".
func (*Customers) Name() string { return "customers" }

// Defaults let everybody write, and know no website.
func (c *Customers) Defaults() {
	*c = Customers{Mode: ModeOff, Keys: []SiteKey{}, Inboxes: []InboxLevel{}}
}

// Wants is the least level of an inbox.
func (c *Customers) Wants(inbox seal.ID) CustomerLevel {
	for _, each := range c.Inboxes {
		if each.Inbox == inbox {
			return each.Level
		}
	}
	return Anonymous
}

// Asks reports whether an inbox wants a level, and customers are asked at all.
func (c *Customers) Asks(level CustomerLevel) bool {
	return c.Mode != ModeOff && slices.ContainsFunc(c.Inboxes, func(each InboxLevel) bool { return each.Level == level })
}

// Check refuses keys that cannot be read and rules that nobody could meet.
func (c *Customers) Check() error {
	if c.Mode != ModeOff && c.Mode != ModeWatch && c.Mode != ModeEnforce {
		return errs.New(errs.Unprocessable, opCustomers, "The checking of customers is off, watching, or enforced.", "Choose one of the three.")
	}
	if len(c.Keys) > siteKeys || len(c.Inboxes) > levelsLimit || len(c.Issuer) > textLimit {
		return errs.New(errs.Unprocessable, opCustomers, "There are too many keys or inboxes, or the issuer's name is too long.", "At most 8 keys; take away those that are no longer used.")
	}
	if len(c.Keys) > 0 && c.Issuer == "" {
		return errs.New(errs.Unprocessable, opCustomers, "The name of the issuer is missing.", "Say what stands in \"iss\" of your website's tokens, such as https://www.example.org.")
	}
	seen := map[string]bool{}
	for _, key := range c.Keys {
		if key.ID == "" || len(key.ID) > textLimit || seen[key.ID] {
			return errs.New(errs.Unprocessable, opCustomers, "Each key needs a name of its own.", "Use the \"kid\" that your website puts into its tokens.")
		}
		seen[key.ID] = true
		if _, _, err := key.Public(); err != nil {
			return errs.Wrap(err, errs.Unprocessable, opCustomers, fmt.Sprintf("The key %s cannot be used.", key.ID),
				"Paste a public key of the kind Ed25519, P-256 or RSA (2048 bits or more), as PEM or JWK.")
		}
	}
	return c.checkLevels()
}

func (c *Customers) checkLevels() error {
	named := map[seal.ID]bool{}
	for _, each := range c.Inboxes {
		if named[each.Inbox] {
			return errs.New(errs.Unprocessable, opCustomers, "An inbox is named twice.", "Say once what it wants.")
		}
		named[each.Inbox] = true
		switch {
		case each.Level != Anonymous && each.Level != ByEmail && each.Level != ByToken:
			return errs.New(errs.Unprocessable, opCustomers, "This is no way to show who one is.", "Choose one of the list.")
		case each.Level == ByToken && len(c.Keys) == 0:
			return errs.New(errs.Unprocessable, opCustomers, "An inbox wants sign-in on your website, but no key of it is known.", "Add the website's public key first, or let the inbox ask for something else.")
		}
	}
	return nil
}

// Beside refuses a rule that nobody could meet because of what else was chosen.
func (c *Customers) Beside(all *Service) error {
	if c.Asks(ByEmail) && !Get[Mail](all).On {
		return errs.New(errs.Unprocessable, opCustomers, "An inbox asks for an email address, but this desk sends no email.", "Set up email first, or let the inbox ask for something else.")
	}
	return nil
}

var errKey = errors.New("no public key of a kind that is taken")

// Public is the key, with the one algorithm that it may be used for (RFC 8725
// section 3.1): a token does not choose.
func (k SiteKey) Public() (key crypto.PublicKey, algorithm string, err error) {
	if len(k.Key) > siteKeyLimit {
		return nil, "", errKey
	}
	if text := strings.TrimSpace(k.Key); strings.HasPrefix(text, "{") {
		key, err = fromJWK([]byte(text))
	} else {
		block, rest := pem.Decode([]byte(text))
		if block == nil || block.Type != "PUBLIC KEY" || len(strings.TrimSpace(string(rest))) != 0 {
			return nil, "", errKey
		}
		key, err = x509.ParsePKIXPublicKey(block.Bytes)
	}
	if err != nil {
		return nil, "", err
	}
	switch each := key.(type) {
	case ed25519.PublicKey:
		return each, "EdDSA", nil
	case *ecdsa.PublicKey:
		if each.Curve == elliptic.P256() {
			return each, "ES256", nil
		}
	case *rsa.PublicKey:
		if bits := each.N.BitLen(); bits >= 2048 && bits <= 8192 && each.E >= 65537 && each.E&1 == 1 {
			return each, "RS256", nil
		}
	}
	return nil, "", errKey
}

// fromJWK reads one public key (RFC 7517, RFC 8037). A private one is refused: it
// was pasted by mistake, and is of no use here.
func fromJWK(text []byte) (crypto.PublicKey, error) {
	var jwk struct{ Kty, Crv, X, Y, N, E, D, K string }
	if err := json.Unmarshal(text, &jwk); err != nil {
		return nil, errKey // its text may be a private key: no word of it in errors
	}
	if jwk.D != "" || jwk.K != "" {
		return nil, errors.New("this is a private key")
	}
	raw := func(text string) []byte {
		out, err := base64.RawURLEncoding.Strict().DecodeString(text)
		if err != nil {
			return nil
		}
		return out
	}
	switch jwk.Kty + " " + jwk.Crv {
	case "OKP Ed25519":
		if x := raw(jwk.X); len(x) == ed25519.PublicKeySize {
			return ed25519.PublicKey(x), nil
		}
	case "EC P-256":
		if x, y := raw(jwk.X), raw(jwk.Y); len(x) == 32 && len(y) == 32 {
			return ecdsa.ParseUncompressedPublicKey(elliptic.P256(), append(append([]byte{4}, x...), y...))
		}
	case "RSA ":
		e := new(big.Int).SetBytes(raw(jwk.E))
		if n := raw(jwk.N); len(n) > 0 && e.IsInt64() && e.BitLen() <= 31 {
			return &rsa.PublicKey{N: new(big.Int).SetBytes(n), E: int(e.Int64())}, nil
		}
	}
	return nil, errKey
}
