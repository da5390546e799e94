package seal_test

import (
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// sample is one organisation's sealed objects with the keys that open them, all
// bytes in hexadecimal. Each implementation writes its own file and opens the
// other's: testdata/interop/go.json and ts.json.
type sample struct {
	Org seal.ID `json:"org"`
	Box struct {
		Seed       string       `json:"seed"`
		Purpose    seal.Purpose `json:"purpose"`
		Object     seal.ID      `json:"object"`
		Generation uint64       `json:"generation"`
		Recipient  seal.ID      `json:"recipient"`
		Author     seal.ID      `json:"author"`
		Box        string       `json:"box"`
		Plaintext  string       `json:"plaintext"`
	} `json:"box"`
	Message struct {
		PublicKey  string `json:"publicKey"` // of the sender
		Key        string `json:"key"`       // of the thread generation
		Generation string `json:"generation"`
		Envelope   string `json:"envelope"`
		Text       string `json:"text"`
	} `json:"message"`
	Statements []string `json:"statements"` // a directory from genesis on
	Vault      struct {
		Account  seal.ID `json:"account"`
		Secret   string  `json:"secret"` // unlock secret
		Unlocker string  `json:"unlocker"`
		Vault    string  `json:"vault"`
		Identity string  `json:"identity"` // newest identity seed
	} `json:"vault"`
}

func h(b []byte) string { return hex.EncodeToString(b) }

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := hex.DecodeString(text)
	return must(t, raw, err)
}

func TestInterop(t *testing.T) {
	t.Run("what this program writes", func(t *testing.T) {
		written := makeSample(t)
		openSample(t, written)
		if os.Getenv("SEALDESK_WRITE_INTEROP") == "" {
			return
		}
		data, err := json.MarshalIndent(written, "", " ")
		must(t, data, err)
		if err := os.WriteFile("testdata/interop/go.json", append(data, '\n'), 0o644); err != nil {
			t.Fatal(err)
		}
	})
	files, err := filepath.Glob("testdata/interop/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no samples: %v", err)
	}
	if fresh := os.Getenv("SEALDESK_INTEROP"); fresh != "" { // what a browser has just written
		files = append(files, fresh)
	}
	for _, path := range files {
		t.Run(filepath.Base(path), func(t *testing.T) {
			raw, err := os.ReadFile(path)
			must(t, raw, err)
			var read sample
			if err := json.Unmarshal(raw, &read); err != nil {
				t.Fatal(err)
			}
			openSample(t, read)
		})
	}
}

func makeSample(t *testing.T) sample {
	t.Helper()
	var s sample
	identity, key := signing(t, 40), signing(t, 41)
	genesis, err := directory.NewStatement(rand.Reader, directory.Header{Time: 1_800_000_000}, &directory.Genesis{Name: "Interop", Identity: identity.Public()}, directory.ByIdentity(identity))
	must(t, genesis, err)
	s.Org = genesis.ID()
	sealingKey := opening(t, 42)
	header := directory.Header{Org: seal.Some(s.Org), Time: 1_800_000_000}
	account, err := directory.NewStatement(rand.Reader, header, &directory.Account{Kind: directory.KindPerson, Name: "Ada", Identity: identity.Public(), Sealing: sealingKey.Public()}, directory.ByIdentity(identity))
	must(t, account, err)
	device, err := directory.NewStatement(rand.Reader, header, &directory.Device{Account: account.ID(), Key: key.Public(), From: header.Time, Until: header.Time + 86400, State: directory.DeviceValid}, directory.ByIdentity(identity))
	must(t, device, err)
	for _, statement := range []directory.Statement{genesis, account, device} {
		wire, err := statement.Bytes()
		s.Statements = append(s.Statements, h(must(t, wire, err)))
	}
	addBox(t, &s, device.ID())
	addMessage(t, &s, key, device.ID())
	addVault(t, &s, account.ID(), identity)
	return s
}

func addBox(t *testing.T, s *sample, author seal.ID) {
	t.Helper()
	key := opening(t, 43)
	info := seal.BoxInfo{Org: s.Org, Purpose: seal.PurposeThreadKey, Object: id("thread"), Generation: 3, Recipient: id("reader"), Author: author}
	box, err := seal.SealBox(key.Public(), info, []byte("interop"))
	must(t, box, err)
	seed := key.Seed()
	s.Box.Seed, s.Box.Box, s.Box.Plaintext = h(seed[:]), h(box), h([]byte("interop"))
	s.Box.Purpose, s.Box.Object, s.Box.Generation, s.Box.Recipient, s.Box.Author = info.Purpose, info.Object, info.Generation, info.Recipient, info.Author
}

func addMessage(t *testing.T, s *sample, key seal.SigningKey, device seal.ID) {
	t.Helper()
	reader := opening(t, 44)
	made, err := seal.NewThreadGeneration(rand.Reader, key, seal.ThreadGeneration{
		Org: s.Org, Thread: id("thread"), Number: 1, Author: device, Head: id("head"), Time: 1, Reason: seal.ReasonCreate,
	}, []seal.ReaderKey{{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: id("reader")}, Key: reader.Public()}})
	must(t, made, err)
	e, err := seal.SealMessage(rand.Reader, made.Key, key, seal.Header{Sender: device, Head: id("head"), Counter: 1, SeenTranscript: seal.NewTranscript(id("thread")).Hash()},
		seal.Body{Time: 1_800_000_000_000, Content: &seal.Text{Text: "Grüße von hier", Language: "de"}})
	must(t, e, err)
	public, secret := key.Public(), made.Key.Secret()
	s.Message.PublicKey, s.Message.Key, s.Message.Generation = h(public[:]), h(secret[:]), h(made.Statement.Bytes())
	s.Message.Envelope, s.Message.Text = h(e.Bytes()), "Grüße von hier"
}

func addVault(t *testing.T, s *sample, account seal.ID, identity seal.SigningKey) {
	t.Helper()
	unlock, wayID := seal.Secret{8}, seal.ID16{11}
	by, err := seal.NewUnlockKey(s.Org, account, seal.UnlockRecovery, wayID, unlock)
	must(t, by, err)
	contents := seal.VaultContents{Identities: []seal.Secret{identity.Seed()}, Sealings: []seal.Secret{{9}}, AccountSecret: seal.Secret{10}}
	locked, _, err := seal.LockVault(rand.Reader, s.Org, account, 1, contents.With(by.Way()))
	must(t, locked, err)
	seed := identity.Seed()
	s.Vault.Account, s.Vault.Secret, s.Vault.Unlocker = account, h(unlock[:]), h(locked.Unlockers[0])
	s.Vault.Vault, s.Vault.Identity = h(locked.Vault), h(seed[:])
}

func openSample(t *testing.T, s sample) {
	t.Helper()
	openSampleBox(t, s)
	openSampleMessage(t, s)
	openSampleVault(t, s)
	replay := directory.NewReplay(s.Org)
	for i, wire := range s.Statements {
		if err := replay.Append(unhex(t, wire)); err != nil {
			t.Errorf("statement %d: %v", i, err)
		}
	}
	if len(s.Statements) == 0 || replay.Org() != s.Org {
		t.Error("no directory")
	}
}

func openSampleBox(t *testing.T, s sample) {
	t.Helper()
	key, err := seal.OpeningKeyFromSeed(seal.Secret(unhex(t, s.Box.Seed)))
	must(t, key, err)
	info := seal.BoxInfo{Org: s.Org, Purpose: s.Box.Purpose, Object: s.Box.Object, Generation: s.Box.Generation, Recipient: s.Box.Recipient, Author: s.Box.Author}
	plaintext, err := key.Open(info, unhex(t, s.Box.Box))
	if must(t, plaintext, err); h(plaintext) != s.Box.Plaintext {
		t.Errorf("box holds %x", plaintext)
	}
	info.Generation++
	_, err = key.Open(info, unhex(t, s.Box.Box))
	refused(t, err, seal.ErrCannotOpen)
}

func openSampleMessage(t *testing.T, s sample) {
	t.Helper()
	statement, err := seal.ParseSigned[seal.ThreadGeneration](unhex(t, s.Message.Generation))
	must(t, statement, err)
	key, err := seal.AdoptThreadKey(statement, seal.Secret(unhex(t, s.Message.Key)))
	must(t, key, err)
	e, err := seal.ParseMessage(unhex(t, s.Message.Envelope))
	must(t, e, err)
	verified, err := e.Verify(seal.PublicKey(unhex(t, s.Message.PublicKey)))
	must(t, verified, err)
	body, err := verified.Open(key)
	must(t, body, err)
	if text, ok := body.Content.(*seal.Text); !ok || text.Text != s.Message.Text {
		t.Errorf("message says %+v", body.Content)
	}
}

func openSampleVault(t *testing.T, s sample) {
	t.Helper()
	locked := seal.LockedVault{Vault: unhex(t, s.Vault.Vault), Unlockers: [][]byte{unhex(t, s.Vault.Unlocker)}}
	id, err := locked.WayOf(seal.UnlockRecovery)
	must(t, id, err)
	by, err := seal.NewUnlockKey(s.Org, s.Vault.Account, seal.UnlockRecovery, id, seal.Secret(unhex(t, s.Vault.Secret)))
	must(t, by, err)
	opened, err := locked.Unlock(by)
	must(t, opened, err)
	if seed := opened.Contents.Identities[0]; h(seed[:]) != s.Vault.Identity {
		t.Error("the vault holds another identity")
	}
}
