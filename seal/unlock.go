package seal

import (
	"crypto/sha256"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"
)

// PRFInput is what a passkey evaluates its PRF on; the output is the unlock
// secret.
func PRFInput(org ID) ID { return HashID("prf", org[:]) }

// PasswordCost is an Argon2id setting. A server that names a cheaper one than
// the floor wants the password guessed: the client refuses.
type PasswordCost struct {
	Memory     uint32 // KiB
	Iterations uint32
}

// Floor and ceiling of section 9.
const (
	MinPasswordMemory     = 19456
	MaxPasswordMemory     = 1 << 20
	MinPasswordIterations = 2
	MaxPasswordIterations = 10
)

// Check refuses costs under the floor or over the ceiling.
func (c PasswordCost) Check() error {
	if c.Memory < MinPasswordMemory || c.Memory > MaxPasswordMemory ||
		c.Iterations < MinPasswordIterations || c.Iterations > MaxPasswordIterations {
		return Fail(ErrUnverified, "password cost", "%d KiB, %d rounds is outside the allowed range", c.Memory, c.Iterations)
	}
	return nil
}

// SignInSecrets are what a password or recovery code gives: the secret that
// unlocks the vault and never leaves the device, and the value that the server
// checks. Neither gives the other.
type SignInSecrets struct {
	Unlock Secret
	Auth   Secret
}

// Verifier is what the server stores of the authentication value.
func (s SignInSecrets) Verifier() ID { return sha256.Sum256(s.Auth[:]) }

// Wipe overwrites both.
func (s *SignInSecrets) Wipe() {
	s.Unlock.Wipe()
	s.Auth.Wipe()
}

// PasswordSecrets derives from the password, joined with the account secret: a
// stolen server database cannot be guessed against without the latter.
func PasswordSecrets(password string, accountSecret Secret, org ID, salt ID16, cost PasswordCost) (SignInSecrets, error) {
	if err := cost.Check(); err != nil {
		return SignInSecrets{}, err
	}
	stretched := argon2.IDKey(norm.NFKC.Bytes([]byte(password)), salt[:], cost.Iterations, cost.Memory, 1, 32)
	joined := append(stretched, accountSecret[:]...)
	defer clear(stretched)
	defer clear(joined)
	return signInSecrets(joined, org, "password")
}

func signInSecrets(secret []byte, org ID, way string) (SignInSecrets, error) {
	unlock, err := Derive(secret, org[:], way+"-unlock")
	if err != nil {
		return SignInSecrets{}, err
	}
	auth, err := Derive(secret, org[:], way+"-auth")
	return SignInSecrets{Unlock: unlock, Auth: auth}, err
}
