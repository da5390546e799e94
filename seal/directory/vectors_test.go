package directory_test

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// directoryVectors is ../testdata/vectors/directory.json: logs as lists of
// statement names, statements by name, and cases over them.
type directoryVectors struct {
	Protocol   int
	Logs       map[string][]string
	Statements map[string]string
	Cases      []directoryCase
}

type directoryCase struct {
	Name, Op, Why string
	Valid         bool
	Input         struct {
		Log       string
		Statement string
		Head      string
		Now       uint64
		Pin       seal.ID
		Inbox     seal.ID
		Proof     string
		Earlier   *struct {
			Size    uint64
			LogRoot seal.ID
		}
	}
	Expect json.RawMessage
}

type vectorStep struct {
	Name, Type, ID, LogRoot, StateRoot string
	StateSize                          uint64
}

func readVectors(t *testing.T, name string) directoryVectors {
	t.Helper()
	raw, err := os.ReadFile("../testdata/vectors/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var file struct{ Shared map[string]string }
	if err := json.Unmarshal(raw, &file); err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for name, value := range file.Shared {
		text = strings.ReplaceAll(text, "<"+name+">", value)
	}
	var v directoryVectors
	if err := json.Unmarshal([]byte(text), &v); err != nil {
		t.Fatal(err)
	}
	if v.Protocol != 1 || len(v.Cases) == 0 {
		t.Fatalf("%s holds no cases of protocol 1", name)
	}
	return v
}

func unhex(t *testing.T, text string) []byte {
	t.Helper()
	raw, err := hex.DecodeString(text)
	return must(t, raw, err)
}

func (v directoryVectors) replay(t *testing.T, log string) *directory.Replay {
	t.Helper()
	names, ok := v.Logs[log]
	if !ok {
		t.Fatalf("no log %q", log)
	}
	r := directory.NewReplay(seal.ID{})
	for _, name := range names {
		if err := r.Append(unhex(t, v.Statements[name])); err != nil {
			t.Fatalf("%s of log %s: %v", name, log, err)
		}
	}
	return r
}

func TestDirectoryVectors(t *testing.T) {
	v := readVectors(t, "directory.json")
	for _, c := range v.Cases {
		t.Run(c.Op+"/"+c.Name, func(t *testing.T) {
			switch c.Op {
			case "replay":
				v.checkReplay(t, c)
			case "append":
				r := v.replay(t, c.Input.Log)
				before := r.Size()
				judge(t, c, r.Append(unhex(t, c.Input.Statement)))
				if !c.Valid && r.Size() != before {
					t.Fatal("a refusal changed the replay")
				}
				if c.Valid {
					checkStep(t, r, decodeStep(t, c.Expect))
				}
			case "head":
				head, err := directory.ParseHead(unhex(t, c.Input.Head))
				if err == nil {
					err = v.replay(t, c.Input.Log).CheckHead(head, c.Input.Now)
				}
				judge(t, c, err)
				if c.Valid {
					checkHeadFields(t, head, c.Expect)
				}
			default:
				t.Fatalf("no operation %q", c.Op)
			}
		})
	}
}

func TestProofVectors(t *testing.T) {
	for _, c := range readVectors(t, "proof.json").Cases {
		t.Run(c.Name, func(t *testing.T) {
			if c.Op != "proof" {
				t.Fatalf("no operation %q", c.Op)
			}
			q := directory.Question{Pin: c.Input.Pin, Inbox: c.Input.Inbox, Now: c.Input.Now}
			if earlier := c.Input.Earlier; earlier != nil {
				q.Earlier = directory.SeenHead{Size: earlier.Size, Log: earlier.LogRoot}
			}
			proven, err := directory.VerifyProof(unhex(t, c.Input.Proof), q)
			judge(t, c, err)
			if c.Valid {
				checkProven(t, proven, c.Expect)
			}
		})
	}
}

// checkProven compares through JSON, in the vectors' own shape.
func checkProven(t *testing.T, p directory.Proven, raw json.RawMessage) {
	t.Helper()
	type object map[string]any
	members := []object{}
	for _, m := range p.Members {
		members = append(members, object{"account": m.Account, "role": m.Role, "name": m.Name})
	}
	devices, keys := []object{}, []object{}
	for _, id := range slices.SortedFunc(maps.Keys(p.Devices), compareIDs) {
		d := p.Devices[id]
		var ended any
		if d.Ended != 0 {
			ended = d.Ended
		}
		devices = append(devices, object{"id": id, "account": d.Account, "key": hex.EncodeToString(d.Key[:]), "name": d.Name, "ended": ended})
	}
	for _, id := range slices.SortedFunc(maps.Keys(p.ServerKeys), compareIDs) {
		key := p.ServerKeys[id]
		keys = append(keys, object{"id": id, "key": hex.EncodeToString(key[:])})
	}
	shown, err := json.Marshal(object{
		"org":        p.Org,
		"head":       object{"id": p.Head.ID, "size": p.Head.Size, "logRoot": p.Head.Log, "time": p.Head.Time},
		"inbox":      object{"id": p.Inbox.ID, "name": p.Inbox.Name},
		"group":      object{"id": p.Group, "name": p.GroupName},
		"generation": object{"id": p.Generation, "number": p.Keys.Number, "sealing": hex.EncodeToString(p.Keys.Sealing[:]), "commitment": p.Keys.Commitment},
		"members":    members,
		"devices":    devices,
		"serverKeys": keys,
		"serverKey":  object{"id": p.ServerKeyID, "key": hex.EncodeToString(p.ServerKey[:])},
		"articleSet": object{"version": p.Articles.Version, "hash": p.Articles.Hash, "count": p.Articles.Count},
	})
	must(t, shown, err)
	var got, want any
	if err := errors.Join(json.Unmarshal(shown, &got), json.Unmarshal(raw, &want)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("proven %v, want %v", got, want)
	}
}

func compareIDs(a, b seal.ID) int { return bytes.Compare(a[:], b[:]) }

func judge(t *testing.T, c directoryCase, err error) {
	t.Helper()
	if c.Valid && err != nil {
		t.Fatal(err)
	}
	if !c.Valid && err == nil {
		t.Fatalf("accepted, although: %s", c.Why)
	}
}

func decodeStep(t *testing.T, raw json.RawMessage) vectorStep {
	t.Helper()
	var step vectorStep
	err := json.Unmarshal(raw, &step)
	return must(t, step, err)
}

func checkStep(t *testing.T, r *directory.Replay, want vectorStep) {
	t.Helper()
	head, err := r.Head(0)
	must(t, head, err)
	if head.LogRoot.Hex() != want.LogRoot || head.StateRoot.Hex() != want.StateRoot || head.StateSize != want.StateSize {
		t.Fatalf("log root %s, state root %s of %d", head.LogRoot.Hex(), head.StateRoot.Hex(), head.StateSize)
	}
	id, err := seal.ParseID(want.ID)
	if _, ok := r.Statement(must(t, id, err)); !ok {
		t.Fatal("the statement has another id")
	}
}

func (v directoryVectors) checkReplay(t *testing.T, c directoryCase) {
	var want struct {
		Org   string
		Size  int
		Steps []vectorStep
		Slots []struct{ Kind, Object, Key, Last string }
		Stale []string
	}
	if err := json.Unmarshal(c.Expect, &want); err != nil {
		t.Fatal(err)
	}
	r := directory.NewReplay(seal.ID{})
	names := v.Logs[c.Input.Log]
	skip := len(names) - len(want.Steps) // some cases show the last step alone
	for i, name := range names {
		if err := r.Append(unhex(t, v.Statements[name])); err != nil {
			t.Fatal(err)
		}
		if i >= skip {
			checkStep(t, r, want.Steps[i-skip])
		}
	}
	if r.Org().Hex() != want.Org || r.Size() != want.Size {
		t.Fatalf("organisation %s, size %d", r.Org().Hex(), r.Size())
	}
	for _, slot := range want.Slots {
		object, err := seal.ParseID(slot.Object)
		s := directory.Slot{Kind: directory.Type(slot.Kind), Object: must(t, object, err)}
		if s.Key().Hex() != slot.Key || r.Last(s.Kind, s.Object).ID().Hex() != slot.Last {
			t.Errorf("slot %s %s", slot.Kind, slot.Object)
		}
	}
	stale := []string{}
	for _, group := range r.Groups() {
		if r.Stale(group.ID) {
			stale = append(stale, group.ID.Hex())
		}
	}
	if want.Stale != nil && !reflect.DeepEqual(stale, want.Stale) {
		t.Errorf("stale groups %v, want %v", stale, want.Stale)
	}
}

func checkHeadFields(t *testing.T, head directory.SignedHead, raw json.RawMessage) {
	t.Helper()
	var want struct {
		ID, LogRoot, StateRoot string
		Size, StateSize, Time  uint64
	}
	if err := json.Unmarshal(raw, &want); err != nil {
		t.Fatal(err)
	}
	got := want
	got.ID, got.LogRoot, got.StateRoot = head.ID().Hex(), head.LogRoot.Hex(), head.StateRoot.Hex()
	got.Size, got.StateSize, got.Time = head.Size, head.StateSize, head.Time
	if got != want {
		t.Errorf("head is %+v, want %+v", got, want)
	}
}
