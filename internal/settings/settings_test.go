package settings_test

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/settings"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/seal"
)

var (
	key   = seal.Secret{1}
	owner = ledger.Staff(seal.ID{7}, "192.0.2.0/24")
)

// open is the service on the files of a folder.
func open(t *testing.T, folder string, key seal.Secret) (*settings.Service, *storage.DB, error) {
	t.Helper()
	db, err := storage.Open(t.Context(), folder, func([]storage.Event) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	s, err := settings.Load(t.Context(), storage.Settings{DB: db}, key, rand.Reader, time.Now)
	return s, db, err
}

func start(t *testing.T) *settings.Service {
	t.Helper()
	s, _, err := open(t, t.TempDir(), key)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// What nobody chose has its defaults; what an owner chose counts at once, and
// after the server was started again.
func TestWhatWasChosenCounts(t *testing.T) {
	folder := t.TempDir()
	s, db, err := open(t, folder, key)
	if err != nil {
		t.Fatal(err)
	}
	if got := settings.Get[settings.SignIn](s); got.IdleMinutes != 720 {
		t.Fatalf("a desk begins with %+v", got)
	}
	var told []string
	s.OnChange(func(name string) { told = append(told, name) })
	if _, err := s.Replace(t.Context(), owner, "sign-in", 0, []byte(`{"idleMinutes":30}`)); err != nil {
		t.Fatal(err)
	}
	want := settings.SignIn{IdleMinutes: 30}
	want.Defaults()
	want.IdleMinutes = 30
	if got := settings.Get[settings.SignIn](s); !reflect.DeepEqual(got, want) || len(told) != 1 {
		t.Errorf("chosen: %+v, told %v", got, told)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	s, _, err = open(t, folder, key)
	if err != nil {
		t.Fatal(err)
	}
	if got := settings.Get[settings.SignIn](s); !reflect.DeepEqual(got, want) {
		t.Errorf("after a start: %+v", got)
	}
}

// Of two owners who change the same settings, one is told that they changed.
func TestNobodyUndoesAChangeUnseen(t *testing.T) {
	s := start(t)
	var group sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for i := range 8 {
		group.Go(func() {
			_, err := s.Replace(context.Background(), owner, "sign-in", 0, fmt.Appendf(nil, `{"idleMinutes":%d}`, 100+i))
			mu.Lock()
			defer mu.Unlock()
			switch {
			case err == nil:
				done++
			case !errs.Is(err, errs.Conflict):
				t.Errorf("the other one got %v", err)
			}
		})
	}
	group.Wait()
	if done != 1 {
		t.Errorf("%d of eight changes of one version counted", done)
	}
}

func TestWhatCannotBeChosen(t *testing.T) {
	s := start(t)
	for name, text := range map[string]string{
		"no JSON":            `{`,
		"two documents":      `{}{}`,
		"a name unknown":     `{"idle":5}`,
		"another kind":       `{"idleMinutes":"long"}`,
		"a list":             `[]`,
		"too short":          `{"idleMinutes":1}`,
		"too long":           `{"absoluteHours":100000}`,
		"no way to move":     `{"moved":"sometimes"}`,
		"nothing confirmed":  `{"confirmMinutes":0}`,
		"larger than all is": `{"idleMinutes":` + strings.Repeat(" ", settings.Limit) + `30}`,
	} {
		if _, err := s.Replace(t.Context(), owner, "sign-in", 0, []byte(text)); err == nil {
			t.Errorf("%s counts", name)
		} else if e := errs.From(err); e.Message == "" || e.Next == "" || e.Kind == errs.Internal {
			t.Errorf("%s: %+v", name, e)
		}
	}
	if _, err := s.Replace(t.Context(), owner, "no-such", 0, []byte(`{}`)); !errs.Is(err, errs.NotFound) {
		t.Errorf("settings that nobody knows: %v", err)
	}
	if got, err := s.Show("sign-in"); err != nil || got.Version != 0 {
		t.Errorf("something counts: %+v, %v", got, err)
	}
}

// At rest nothing of it can be read, and another key opens nothing.
func TestAtRest(t *testing.T) {
	folder := t.TempDir()
	s, db, err := open(t, folder, key)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Replace(t.Context(), owner, "sign-in", 0, []byte(`{"idleMinutes":77}`)); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(raw, []byte("idleMinutes")) {
			t.Errorf("%s can be read", filepath.Base(file))
		}
	}
	if _, _, err := open(t, folder, seal.Secret{2}); err == nil || !strings.Contains(err.Error(), "server.key") {
		t.Errorf("with another key: %v", err)
	}
}

// A secret goes in and never comes out.
func TestSecrets(t *testing.T) {
	type box struct {
		Key settings.Secret `json:"key"`
	}
	read := func(text string) (b box) {
		if err := json.Unmarshal([]byte(text), &b); err != nil {
			t.Fatal(err)
		}
		return b
	}
	before := read(`{"key":"hunter2"}`).Key
	for text, want := range map[string]string{
		`{"key":"new"}`: "new", `{"key":""}`: "", `{"key":null}`: "hunter2", `{"key":{"set":true}}`: "hunter2", `{"key":{"set":false}}`: "",
	} {
		if got := read(text).Key.From(before).Reveal(); got != want {
			t.Errorf("%s makes it %q", text, got)
		}
	}
	out, err := json.Marshal(box{before})
	if err != nil || string(out) != `{"key":{"set":true}}` {
		t.Errorf("shown: %s, %v", out, err)
	}
	if text := fmt.Sprintf("%v %+v %#v %s", before, box{before}, before, before); strings.Contains(text, "hunter2") {
		t.Errorf("printed: %s", text)
	}
	var b box
	if err := json.Unmarshal([]byte(`{"key":"`+strings.Repeat("x", 5000)+`"}`), &b); err == nil {
		t.Error("a secret without end is taken")
	}
}

// FuzzReplace: whatever comes, it is refused in words or counts within its bounds.
func FuzzReplace(f *testing.F) {
	for _, text := range []string{`{}`, `{"idleMinutes":30}`, `{"idleMinutes":-1}`, `null`, `[1]`, `{"confirmMinutes":1e3}`} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		document, err := settings.ParseForTesting("sign-in", text)
		if err != nil {
			if e := errs.From(err); e.Kind == errs.Internal {
				t.Fatalf("%q: %v", text, err)
			}
			return
		}
		if err := document.Check(); err != nil {
			t.Fatalf("%q counts: %v", text, err)
		}
	})
}

// A provider that could not be asked, or be taken for another, is not kept; its
// secret goes to nobody else.
func TestIdentityProviders(t *testing.T) {
	fit := settings.Provider{ID: "office", Name: "Office", Kind: settings.OpenIDConnect, Issuer: "https://id.example.org", ClientID: "desk"}
	for name, change := range map[string]func(*settings.Provider){
		"without encryption":         func(p *settings.Provider) { p.Issuer = "http://id.example.org" },
		"at no address":              func(p *settings.Provider) { p.Issuer = "https://" },
		"with a query":               func(p *settings.Provider) { p.Issuer = "https://id.example.org?x=1" },
		"with a password":            func(p *settings.Provider) { p.Issuer = "https://a:b@id.example.org" },
		"for everybody":              func(p *settings.Provider) { p.Issuer = "https://login.microsoftonline.com/common/v2.0" },
		"of no kind":                 func(p *settings.Provider) { p.Kind = "" },
		"without a client":           func(p *settings.Provider) { p.ClientID = "" },
		"without a name":             func(p *settings.Provider) { p.Name = " " },
		"whose id leads elsewhere":   func(p *settings.Provider) { p.ID = "../setup" },
		"with a domain that is none": func(p *settings.Provider) { p.Domains = []string{"@example.org"} },
		"with a day that is none":    func(p *settings.Provider) { p.SecretExpires = "soon" },
		"of SAML, with nothing":      func(p *settings.Provider) { p.Kind = settings.SAML },
	} {
		p := fit
		change(&p)
		if err := (&settings.SSO{Providers: []settings.Provider{p}}).Check(); err == nil {
			t.Errorf("a provider %s is kept", name)
		}
	}
	local := fit
	local.Issuer = "http://127.0.0.1:8080"
	for name, s := range map[string]settings.SSO{
		"one": {Providers: []settings.Provider{fit}}, "on this machine": {Providers: []settings.Provider{local}}, "none": {},
	} {
		if err := s.Check(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	for name, s := range map[string]settings.SSO{"the same twice": {Providers: []settings.Provider{fit, fit}}, "only, by nobody": {Only: true}} {
		if s.Check() == nil {
			t.Errorf("%s is kept", name)
		}
	}

	var given, left, moved settings.SSO
	read := func(into *settings.SSO, issuer, secret string) {
		t.Helper()
		if err := json.Unmarshal([]byte(`{"providers":[{"id":"office","issuer":"`+issuer+`","clientID":"desk","secret":`+secret+`}]}`), into); err != nil {
			t.Fatal(err)
		}
	}
	read(&given, "https://id.example.org", `"shared"`)
	read(&left, "https://id.example.org", `{"set":true}`)
	read(&moved, "https://evil.example", `{"set":true}`)
	left.Keep(&given)
	moved.Keep(&given)
	if left.Providers[0].Secret.Reveal() != "shared" || moved.Providers[0].Secret.Set() {
		t.Error("the secret went to somebody else, or was lost")
	}
}
