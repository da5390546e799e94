package seal

import (
	"fmt"
	"io"
	"strings"
)

// crockford is the alphabet of Crockford's base32: no I, L, O, U.
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// crockfordEncode writes data in base32, the last character filled with zero
// bits.
func crockfordEncode(data []byte) string {
	var out strings.Builder
	var buffer, held uint
	for _, b := range data {
		buffer, held = buffer<<8|uint(b), held+8
		for held >= 5 {
			held -= 5
			out.WriteByte(crockford[buffer>>held&31])
		}
	}
	if held > 0 {
		out.WriteByte(crockford[buffer<<(5-held)&31])
	}
	return out.String()
}

// crockfordDecode reads size bytes as people write them: any case, dashes and
// spaces anywhere, o for 0, i and l for 1. Left-over bits must be zero.
func crockfordDecode(text string, size int) ([]byte, error) {
	out := make([]byte, 0, size)
	var buffer, held uint
	count := 0
	for _, r := range strings.ToUpper(text) {
		if r == '-' || r == ' ' {
			continue
		}
		value := crockfordValue(r)
		if value < 0 {
			return nil, Fail(ErrMalformed, "read code", "a character that codes do not have")
		}
		count++
		buffer, held = buffer<<5|uint(value), held+5
		if held >= 8 {
			held -= 8
			out = append(out, byte(buffer>>held))
		}
	}
	if count != (size*8+4)/5 || len(out) != size || buffer&(1<<held-1) != 0 {
		return nil, Fail(ErrMalformed, "read code", "a code of this kind has %d characters", (size*8+4)/5)
	}
	return out, nil
}

func crockfordValue(r rune) int {
	switch r {
	case 'O':
		r = '0'
	case 'I', 'L':
		r = '1'
	}
	return strings.IndexRune(crockford, r)
}

func inGroups(code string) string {
	var out strings.Builder
	for i := 0; i < len(code); i++ {
		if i > 0 && i%4 == 0 {
			out.WriteByte('-')
		}
		out.WriteByte(code[i])
	}
	return out.String()
}

// Code is an id as people compare it: 20 characters, 100 bits, in groups of four.
func Code(id ID) string { return inGroups(crockfordEncode(id[:])[:20]) }

// RecoveryCode is 20 random bytes on the recovery kit. It prints redacted;
// Reveal is for the kit.
type RecoveryCode struct{ raw [20]byte }

// NewRecoveryCode draws a code from random.
func NewRecoveryCode(random io.Reader) (RecoveryCode, error) {
	var c RecoveryCode
	if _, err := io.ReadFull(random, c.raw[:]); err != nil {
		return RecoveryCode{}, fmt.Errorf("seal: draw recovery code: %w", err)
	}
	return c, nil
}

// ParseRecoveryCode reads a code as a person wrote it.
func ParseRecoveryCode(text string) (RecoveryCode, error) {
	raw, err := crockfordDecode(text, 20)
	if err != nil {
		return RecoveryCode{}, err
	}
	return RecoveryCode{raw: [20]byte(raw)}, nil
}

// Reveal is the code as 32 characters in groups of four.
func (c RecoveryCode) Reveal() string { return inGroups(crockfordEncode(c.raw[:])) }

// Format prints "[secret]".
func (c RecoveryCode) Format(f fmt.State, _ rune) { io.WriteString(f, redacted) }

// MarshalText is "[secret]".
func (c RecoveryCode) MarshalText() ([]byte, error) { return []byte(redacted), nil }

// Wipe overwrites the code.
func (c *RecoveryCode) Wipe() { clear(c.raw[:]) }

// Secrets derives the unlock secret and the authentication value.
func (c RecoveryCode) Secrets(org ID) (SignInSecrets, error) {
	return signInSecrets(c.raw[:], org, "recovery")
}

// RevealAccountSecret writes an account secret as 52 characters, for the kit.
func RevealAccountSecret(secret Secret) string { return inGroups(crockfordEncode(secret[:])) }

// ParseAccountSecret reads an account secret as a person wrote it.
func ParseAccountSecret(text string) (Secret, error) {
	raw, err := crockfordDecode(text, 32)
	if err != nil {
		return Secret{}, err
	}
	defer clear(raw)
	return SecretFrom(raw)
}

// ApprovalRecipient is the recipient of a vault-approval box: the new
// browser's key itself, so that no other browser's box can take its place.
func ApprovalRecipient(key SealingPublicKey) ID { return HashID("approval", key[:]) }

// ApprovalCode is what two people compare before a browser is approved: 100
// bits, so that no look-alike key can be searched for.
func ApprovalCode(key SealingPublicKey, org ID) string {
	hash := HashID("approval-code", append(key[:], org[:]...))
	return inGroups(crockfordEncode(hash[:])[:20])
}

// InvitationKey is the signing key that an invitation link's secret gives
// (section 10).
func InvitationKey(link Secret, org ID) (SigningKey, error) {
	seed, err := Derive(link[:], org[:], "invite")
	if err != nil {
		return SigningKey{}, err
	}
	return SigningKeyFromSeed(seed), nil
}
