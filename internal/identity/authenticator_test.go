package identity_test

import (
	"encoding/base64"
	"encoding/json"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

type authenticator = servertest.Passkey

const (
	flagPresent  = servertest.FlagPresent
	flagVerified = servertest.FlagVerified
)

func newAuthenticator(t *testing.T, origin string) *authenticator {
	t.Helper()
	return servertest.NewPasskey(t, origin)
}

func encode(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }

func std(data []byte) string { return base64.StdEncoding.EncodeToString(data) }

// begunPasskey is the server's question for a new passkey.
type begunPasskey struct {
	Flow    string
	Options json.RawMessage
}
