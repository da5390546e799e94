package customers_test

import (
	"bytes"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// example is the code of docs/embedding.md in a language, for this desk.
func (s *site) example(language string) string {
	s.t.Helper()
	text, err := os.ReadFile("../../docs/embedding.md")
	if err != nil {
		s.t.Fatal(err)
	}
	for _, block := range strings.Split(string(text), "\n```"+language+"\n")[1:] {
		code, _, _ := strings.Cut(block, "\n```\n")
		if strings.Contains(code, "SEALDESK_KEY") {
			return strings.NewReplacer("…64 digits…", s.desk.Org.Hex(), `"2026"`, `"one"`).Replace(code) + "\n"
		}
	}
	s.t.Fatalf("no example in %s", language)
	return ""
}

// The lines that we give to whoever looks after a website, run as they stand.
func TestTheExamplesOfTheManualVouch(t *testing.T) {
	s := newSite(t, "enforce", "token")
	der, err := x509.MarshalPKCS8PrivateKey(s.key)
	if err != nil {
		t.Fatal(err)
	}
	key := "SEALDESK_KEY=" + string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
	for _, row := range []struct {
		language string
		files    map[string]string
		run      []string
	}{
		{"js", map[string]string{
			"site.mjs": s.example("js"),
			"main.mjs": `import { tokenFor } from "./site.mjs";
let text = "";
for await (const piece of process.stdin) text += piece;
process.stdout.write(tokenFor({ id: "4711", name: "Ana" }, JSON.parse(text)));
`,
		}, []string{"node", "main.mjs"}},
		{"go", map[string]string{
			"go.mod":       "module example.org\n\ngo 1.26\n",
			"site/site.go": s.example("go"),
			"main.go": `package main

import (
	"encoding/json"
	"fmt"
	"os"

	"example.org/site"
)

func main() {
	var asked site.Asked
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		panic(err)
	}
	token, err := site.Token("4711", "Ana", asked)
	if err != nil {
		panic(err)
	}
	fmt.Print(token)
}
`,
		}, []string{"go", "run", "."}},
	} {
		t.Run(row.language, func(t *testing.T) {
			folder := t.TempDir()
			for name, text := range row.files {
				if err := os.MkdirAll(filepath.Dir(filepath.Join(folder, name)), 0o700); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			ana := s.desk.Visitor()
			// What the chat's window hands to the page (docs/embedding.md).
			asked, err := json.Marshal(object{"nonce": s.challenge(), "device": ana.Device.Hex(), "audience": s.desk.Org.Hex()})
			if err != nil {
				t.Fatal(err)
			}
			program := exec.CommandContext(t.Context(), row.run[0], row.run[1:]...) //nolint:gosec // two programs, named above
			program.Dir, program.Env, program.Stdin = folder, append(os.Environ(), key), bytes.NewReader(asked)
			token, err := program.Output()
			if err != nil {
				t.Fatal(err)
			}
			var got proven
			s.prove(ana, string(token)).Into(t, &got)
			if got.Level != 2 || got.Identifier != "4711" || got.Name != "Ana" || got.Source != issuer {
				t.Errorf("the answer is %+v", got)
			}
		})
	}
}
