package ledger_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// vectorCase is a case of ../testdata/vectors/ledger.json, of whichever
// operation; its README has the schema.
type vectorCase struct {
	Name, Op, Why string
	Valid         bool
	Input         struct {
		Event, Salt, Note, Proof hexBytes
		Entry                    *seal.ID
		Org, Root, FromRoot      seal.ID
		Keys                     []hexBytes
		Number, Size, From       int64
	}
	Expect map[string]any
}

type hexBytes []byte

func (b *hexBytes) UnmarshalText(text []byte) error {
	raw, err := hex.DecodeString(string(text))
	*b = raw
	return err
}

// outcome is what an operation gave, in the vectors' own JSON shapes.
type outcome map[string]any

func readVectors(t *testing.T) []vectorCase {
	t.Helper()
	raw, err := os.ReadFile("../testdata/vectors/ledger.json")
	check(t, err)
	var file struct{ Shared map[string]string }
	check(t, json.Unmarshal(raw, &file))
	text := string(raw)
	for strings.Contains(text, "<") {
		before := text
		for name, value := range file.Shared {
			text = strings.ReplaceAll(text, "<"+name+">", value)
		}
		if text == before {
			t.Fatal("a name in the vectors stands for nothing")
		}
	}
	var all struct{ Cases []vectorCase }
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	check(t, decoder.Decode(&all))
	if len(all.Cases) < 50 {
		t.Fatalf("%d cases", len(all.Cases))
	}
	return all.Cases
}

// The vectors are made by tools/vectors, a third program that shares no code with
// this one, and read by the clients in browsers too.
func TestVectors(t *testing.T) {
	operations := map[string]func(vectorCase) (outcome, error){
		"event": eventVector, "checkpoint": checkpointVector, "inclusion": inclusionVector, "consistency": consistencyVector,
	}
	for _, c := range readVectors(t) {
		t.Run(c.Op+"/"+c.Name, func(t *testing.T) {
			run, known := operations[c.Op]
			if !known {
				t.Fatalf("no operation %q", c.Op)
			}
			got, err := run(c)
			if c.Valid != (err == nil) {
				t.Fatalf("%v, although: %s", err, c.Why)
			}
			for name, want := range c.Expect {
				if !reflect.DeepEqual(got[name], want) {
					t.Errorf("%s is %v, want %v", name, got[name], want)
				}
			}
		})
	}
}

func numberOf[N int64 | uint64 | ledger.Role | ledger.Outcome](n N) json.Number {
	return json.Number(fmt.Sprint(uint64(n)))
}

func optional(id seal.OptionalID) string {
	if !id.Present() {
		return ""
	}
	return id.ID().Hex()
}

func eventVector(c vectorCase) (outcome, error) {
	e, err := ledger.ParseEvent(c.Input.Event)
	if err != nil {
		return nil, err
	}
	entry := ledger.Commit(ledger.Salt(c.Input.Salt), c.Input.Event)
	if c.Input.Entry != nil && *c.Input.Entry != entry {
		return nil, errors.New("another entry")
	}
	return outcome{
		"time": numberOf(e.Time), "kind": string(e.Kind), "role": numberOf(e.Actor.Role), "actor": optional(e.Actor.ID),
		"device": optional(e.Device), "network": e.Network, "object": optional(e.Object), "within": optional(e.Within),
		"outcome": numberOf(e.Outcome), "policy": e.Policy, "reason": e.Reason,
		"first": numberOf(e.First), "last": numberOf(e.Last), "entry": entry.Hex(),
	}, nil
}

func checkpointVector(c vectorCase) (outcome, error) {
	var keys []string
	for _, raw := range c.Input.Keys {
		key, err := ledger.VerifierKey(c.Input.Org, seal.PublicKey(raw))
		if err != nil {
			return nil, err
		}
		keys = append(keys, key)
	}
	told, err := ledger.Open(c.Input.Note, keys...)
	return outcome{"origin": told.Origin, "size": numberOf(told.Size), "root": told.Root.Hex()}, err
}

func (c vectorCase) proof() ([]seal.ID, error) {
	if len(c.Input.Proof)%32 != 0 {
		return nil, errors.New("half a hash")
	}
	var proof []seal.ID
	for rest := c.Input.Proof; len(rest) > 0; rest = rest[32:] {
		proof = append(proof, seal.ID(rest[:32]))
	}
	return proof, nil
}

func inclusionVector(c vectorCase) (outcome, error) {
	proof, err := c.proof()
	if err != nil {
		return nil, err
	}
	return nil, ledger.CheckInclusion(proof, c.Input.Number, *c.Input.Entry, ledger.Checkpoint{Size: c.Input.Size, Root: c.Input.Root})
}

func consistencyVector(c vectorCase) (outcome, error) {
	proof, err := c.proof()
	if err != nil {
		return nil, err
	}
	from := ledger.Checkpoint{Size: c.Input.From, Root: c.Input.FromRoot}
	return nil, ledger.CheckConsistency(proof, from, ledger.Checkpoint{Size: c.Input.Size, Root: c.Input.Root})
}
