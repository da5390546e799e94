package identity_test

import (
	"bytes"
	"encoding/hex"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/internal/identity"
	"github.com/sealdesk/sealdesk/internal/server"
	"github.com/sealdesk/sealdesk/internal/server/servertest"
)

// However a token is printed, it does not say itself.
func TestTokensPrintRedacted(t *testing.T) {
	var token identity.Token
	copy(token[:], bytes.Repeat([]byte("secret!!"), 4))
	var log bytes.Buffer
	logger := slog.New(slog.NewTextHandler(&log, nil))
	logger.Info("x", "token", token, "inside", slog.AnyValue(token))
	printed := log.String()
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%q", "%d"} {
		printed += fmt.Sprintf(verb+" "+verb+"\n", token, identity.SignedIn{Token: token}.Token)
	}
	printed += fmt.Sprint(identity.Registration{Flow: token}.Flow)
	for _, leak := range []string{"secret", hex.EncodeToString(token[:4]), strings.ToUpper(hex.EncodeToString(token[:4])), "115 101"} {
		if strings.Contains(printed, leak) {
			t.Errorf("%q is printed in %q", leak, printed)
		}
	}
	if strings.Count(printed, "[token]") != 2+16+1 {
		t.Errorf("printed %q", printed)
	}
}

// A server that cannot keep its record refuses right answers too, and holds
// that against nobody.
func TestAFaultOfTheServerIsNobodysMiss(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	db := recordOf(t, desk).db
	rename := func(from, to string) {
		t.Helper()
		if _, err := db.Exec("ALTER TABLE " + from + " RENAME TO " + to); err != nil {
			t.Fatal(err)
		}
	}
	rename("ledger", "elsewhere")
	for range 10 {
		status(t, byRecovery(desk, desk.Owner.Email, desk.Owner.RecoveryAuth()), 503)
	}
	rename("elsewhere", "ledger")
	status(t, byRecovery(desk, desk.Owner.Email, desk.Owner.RecoveryAuth()), 200)
	if n := sessions(t, desk, desk.Owner.Token); n != 2 {
		t.Errorf("%d sessions", n)
	}
}

// Of several browsers that store the next vault at once, one does.
func TestOneNextVaultAtOnce(t *testing.T) {
	desk := servertest.New(t, server.Config{})
	tokens := make(chan string, 6)
	for range 6 {
		tokens <- desk.Owner.SignIn().Token
	}
	got := atOnce(6, func() servertest.Answer {
		vault, unlockers := desk.Owner.Vault(2)
		return desk.Do(<-tokens, "PUT", "/vault", object{"vault": vault, "unlockers": unlockers})
	})
	if got[204] != 1 || got[409] != 5 {
		t.Errorf("six vaults at once were answered %v", got)
	}
	status(t, desk.Owner.Put(desk.Owner.Token, 3, nil), 204)
}
