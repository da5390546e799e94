package settings

import (
	"strings"
	"testing"
)

// FuzzSiteKey: what an owner pastes is a public key with its one algorithm, or is
// refused; no refusal repeats what was pasted, which may be a private key.
func FuzzSiteKey(f *testing.F) {
	for _, seed := range []string{
		"", "{", "{}", `{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}`, // RFC 8037 appendix A.2
		`{"kty":"RSA","n":"AQAB","e":"AQAB"}`, `{"kty":"RSA","n":"","e":""}`, `{"kty":"EC","crv":"P-256","x":"AA","y":"AA"}`,
		`{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}`,
		"-----BEGIN PUBLIC KEY-----\n-----END PUBLIC KEY-----", "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=\n-----END PUBLIC KEY-----\n",
		"-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		key, algorithm, err := SiteKey{ID: "one", Key: text}.Public()
		switch {
		case err == nil && (key == nil || algorithm == "" || len(text) > siteKeyLimit):
			t.Errorf("taken as %T for %q", key, algorithm)
		case err != nil && (key != nil || algorithm != ""):
			t.Errorf("refused, and %T all the same", key)
		case err != nil && strings.Contains(err.Error(), "nWGxne"):
			t.Errorf("the refusal repeats it: %v", err)
		}
	})
}
