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

// A recovery code admits nobody alone, and which half was wrong is said in the
// record only.
func TestARecoveryCodeTakesASecondProof(t *testing.T) {
	time := newClock()
	desk := servertest.New(t, server.Config{Now: time.Now})
	owner, record := desk.Owner, recordOf(t, desk)
	bert := desk.Invite("bert@example.org")
	record.fresh()
	try := func(second object) servertest.Answer {
		time.pass(400e9) // guessing again is allowed
		return desk.Do("", "POST", "/signin/recovery", object{"email": owner.Email, "auth": owner.RecoveryAuth(), "second": second})
	}
	for name, second := range map[string]object{
		"nothing": nil, "an empty one": {}, "two": {"code": owner.Code(), "password": owner.PasswordAuth}, "all": {"code": "1", "operator": "1", "password": []byte{1}},
	} {
		if got := try(second); got.Status != 422 {
			t.Errorf("%s: %d %s", name, got.Status, got.Body)
		}
	}
	said := byRecovery(desk, owner.Email, make([]byte, 32)).Body // the other half is right
	record.fresh()
	for name, second := range map[string]object{
		"a colleague's password": {"password": bert.PasswordAuth}, "the recovery code again": {"password": owner.RecoveryAuth()}, "a wrong code": {"code": "000000"},
		"a colleague's code": {"code": code(t, bert.TOTP, time.Now().Add(400e9))}, "the operator gave none": {"operator": "AAAAA-AAAAA-AAAAA-AAAAA"},
	} {
		if got := try(second); got.Status != 401 || string(got.Body) != string(said) {
			t.Errorf("%s: %d %s, and with the other half wrong %s", name, got.Status, got.Body, said)
		}
		if got := record.fresh(); len(got) == 0 || got[0] != "session.refused" {
			t.Errorf("%s left %v", name, got)
		}
	}
	time.pass(400e9)
	status(t, try(object{"code": code(t, owner.TOTP, time.Now().Add(400e9))}), 200)
	shown := object{"code": code(t, owner.TOTP, time.Now())}
	status(t, desk.Do("", "POST", "/signin/recovery", object{"email": owner.Email, "auth": owner.RecoveryAuth(), "second": shown}), 401) // it was used
	status(t, try(object{"password": owner.PasswordAuth}), 200)
}
