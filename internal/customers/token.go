package customers

import (
	"crypto"
	"crypto/sha256"
	"errors"
	"hash"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/golang-jwt/jwt/v5"

	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/seal"
)

// Limits of a token.
const (
	tokenLimit = 8 << 10 // bytes
	tokenLife  = 5 * time.Minute
	clockSlack = 30 * time.Second
	emailLimit = 254
	nameLimit  = 80 // characters
)

// reason says why a proof did not hold, for the record.
type reason string

const (
	reasonMalformed reason = "token-form" // or an algorithm that is not taken
	reasonKey       reason = "token-key"  // of no key that is known
	reasonSignature reason = "token-signature"
	reasonTime      reason = "token-time" // expired, of the future, or for too long
	reasonAudience  reason = "token-audience"
	reasonIssuer    reason = "token-issuer"
	reasonDevice    reason = "token-device" // made for another browser
	reasonReplay    reason = "token-replay" // its challenge is used, too old, or not ours
	reasonCode      reason = "code"         // that was sent to an address
	reasonWatch     reason = "level-watch"
	reasonEnforce   reason = "level-enforce"
)

// Error is the reason.
func (r reason) Error() string { return string(r) }

// claims are what a token says.
type claims struct {
	jwt.RegisteredClaims
	Nonce  string `json:"nonce"`
	Device string `json:"sealdesk_device"`
	Email  string `json:"email"`
	Name   string `json:"name"`

	nonce seal.ID
}

// expected is what a token has to be about.
type expected struct {
	chosen settings.Customers
	org    seal.ID
	device seal.ID
	now    time.Time
}

// read gives what a token says if one of the website's keys signed it for this
// desk, this device and this moment. The algorithm is the key's, and the key is one
// that an owner chose: what a header says beside "kid" is never followed (RFC 8725
// sections 3.1, 3.5, 3.10).
func read(token string, want expected) (claims, error) {
	var c claims
	if len(token) > tokenLimit {
		return c, reasonMalformed
	}
	parser := jwt.NewParser(
		jwt.WithValidMethods([]string{"EdDSA", "ES256", "RS256"}), jwt.WithStrictDecoding(), jwt.WithExpirationRequired(), jwt.WithIssuedAt(),
		jwt.WithIssuer(want.chosen.Issuer), jwt.WithAudience(want.org.Hex()), jwt.WithTimeFunc(func() time.Time { return want.now }), jwt.WithLeeway(clockSlack),
	)
	_, err := parser.ParseWithClaims(token, &c, func(t *jwt.Token) (any, error) { return keyOf(t, want.chosen) })
	switch {
	case errors.Is(err, jwt.ErrTokenSignatureInvalid):
		return c, reasonSignature
	case errors.Is(err, reasonKey):
		return c, reasonKey
	case errors.Is(err, jwt.ErrTokenInvalidIssuer):
		return c, reasonIssuer
	case errors.Is(err, jwt.ErrTokenInvalidAudience):
		return c, reasonAudience
	case errors.Is(err, jwt.ErrTokenExpired), errors.Is(err, jwt.ErrTokenNotValidYet), errors.Is(err, jwt.ErrTokenUsedBeforeIssued):
		return c, reasonTime
	case err != nil:
		return c, reasonMalformed
	}
	return c, c.check(want)
}

// keyOf is the key that the header names, for the algorithm of that key alone.
func keyOf(t *jwt.Token, chosen settings.Customers) (crypto.PublicKey, error) {
	// No extension is understood here (RFC 7515 section 4.1.11).
	if _, critical := t.Header["crit"]; critical {
		return nil, reasonMalformed
	}
	if kind, said := t.Header["typ"]; said && kind != "JWT" {
		return nil, reasonMalformed // RFC 8725 section 3.11
	}
	named, _ := t.Header["kid"].(string)
	for _, each := range chosen.Keys {
		if each.ID != named {
			continue
		}
		key, algorithm, err := each.Public()
		if err != nil || algorithm != t.Method.Alg() {
			return nil, reasonKey
		}
		return key, nil
	}
	return nil, reasonKey
}

// check holds what a good signature does not: for whom and for how long.
func (c *claims) check(want expected) error {
	// One audience: a token that also admits elsewhere could be shown here by them.
	if len(c.Audience) != 1 {
		return reasonAudience
	}
	if c.IssuedAt == nil || c.ExpiresAt.Sub(c.IssuedAt.Time) > tokenLife || c.ExpiresAt.Before(c.IssuedAt.Time) {
		return reasonTime
	}
	if c.Device != want.device.Hex() {
		return reasonDevice
	}
	nonce, err := seal.ParseID(c.Nonce)
	if err != nil {
		return reasonReplay
	}
	c.nonce = nonce
	if !plain(c.Subject, 255, true) || !plain(c.Email, emailLimit, false) || !plain(c.Name, 4*nameLimit, false) || utf8.RuneCountInString(c.Name) > nameLimit {
		return reasonMalformed
	}
	return nil
}

// plain: text of one line that shows as it is.
func plain(text string, limit int, needed bool) bool {
	return len(text) <= limit && (text != "" || !needed) && utf8.ValidString(text) && text == strings.TrimSpace(text) && !strings.ContainsFunc(text, hidden)
}

// hidden: controls, and what turns the direction of writing or joins nothing
// visible (Unicode's Cf): with them one name looks like another.
func hidden(r rune) bool {
	return r < 0x20 || r >= 0x7f && r <= 0x9f || r == 0xad || r >= 0x200b && r <= 0x200f || r >= 0x2028 && r <= 0x202e || r >= 0x2060 && r <= 0x206f || r == 0xfeff
}

func newSHA256() hash.Hash { return sha256.New() }
