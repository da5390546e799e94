package liar

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Directory is the directory as the server has it, with the heads that it keeps,
// oldest first.
func (k *Knowledge) Directory() (*directory.Replay, []directory.SignedHead, error) {
	wires, err := k.blobs(`SELECT bytes FROM statements ORDER BY position`)
	if err != nil || len(wires) == 0 {
		return nil, nil, err
	}
	genesis, err := directory.ParseStatement(wires[0])
	if err != nil {
		return nil, nil, err
	}
	replay := directory.NewReplay(genesis.ID())
	if err := replay.AppendAll(wires); err != nil {
		return nil, nil, err
	}
	kept, err := k.blobs(`SELECT bytes FROM heads ORDER BY size, rowid`)
	if err != nil {
		return nil, nil, err
	}
	var heads []directory.SignedHead
	for _, wire := range kept {
		head, err := directory.ParseHead(wire)
		if err != nil {
			return nil, nil, err
		}
		heads = append(heads, head)
	}
	return replay, heads, nil
}

func (k *Knowledge) blobs(query string) ([][]byte, error) {
	rows, err := k.db.Query(query)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // read only
	var all [][]byte
	for rows.Next() {
		var raw []byte
		if err := rows.Scan(&raw); err != nil {
			return nil, err
		}
		all = append(all, raw)
	}
	return all, rows.Err()
}

// frozen is the newest head when the lie began; the option "head" = "first" is
// the oldest that there is.
func (t *Telling) frozen() (*directory.Replay, directory.SignedHead, error) {
	type state struct {
		replay *directory.Replay
		head   directory.SignedHead
		err    error
	}
	kept := Keep(t, "frozen", func() state {
		replay, heads, err := t.Known.Directory()
		if err != nil || len(heads) == 0 {
			return state{err: seal.Fail(seal.ErrMalformed, "lie", "no head is kept (%v)", err)}
		}
		if t.Options["head"] == "first" {
			return state{replay: replay, head: heads[0]}
		}
		return state{replay: replay, head: heads[len(heads)-1]}
	})
	return kept.replay, kept.head, kept.err
}

func inboxIn(p *Passing) (seal.ID, bool) {
	rest, ok := strings.CutPrefix(p.Path, "/inboxes/")
	name, isProof := strings.CutSuffix(rest, "/proof")
	id, err := seal.ParseID(name)
	return id, ok && isProof && err == nil && p.Body["proof"] != nil
}

// ProofAt answers with a proof under a head that was chosen. It proves, as far as
// it can be proven, that nothing but more was written since the visitor's head.
func (p *Passing) ProofAt(replay *directory.Replay, head directory.SignedHead) bool {
	inbox, ok := inboxIn(p)
	if !ok {
		return false
	}
	from, _ := strconv.ParseUint(p.Query.Get("from"), 10, 64)
	var also []seal.ID
	for name := range strings.SplitSeq(p.Query.Get("also"), ",") {
		if id, err := seal.ParseID(name); err == nil {
			also = append(also, id)
		}
	}
	wire, err := replay.BuildProof(inbox, head, min(from, head.Size), also...)
	if err != nil {
		return false
	}
	p.Body["proof"] = base64.StdEncoding.EncodeToString(wire)
	return true
}

// WithHead answers about the directory with another head beside it.
func (p *Passing) WithHead(head directory.SignedHead) bool {
	wire, err := head.Bytes()
	if _, ok := statementsIn(p); !ok || err != nil {
		return false
	}
	p.Body["head"] = base64.StdEncoding.EncodeToString(wire)
	return true
}

// alterProof changes the statements of a proof, by their types.
func alterProof(p *Passing, change func(statement directory.Statement, wire []byte) []byte) bool {
	if _, ok := inboxIn(p); !ok {
		return false
	}
	wire, err := base64.StdEncoding.DecodeString(text(p.Body["proof"]))
	if err != nil {
		return false
	}
	var parts []cbor.RawMessage
	if cbor.Unmarshal(wire, &parts) != nil || len(parts) != 5 {
		return false
	}
	var statements []cbor.RawMessage
	if cbor.Unmarshal(parts[2], &statements) != nil {
		return false
	}
	changed := false
	for i, raw := range statements {
		statement, err := directory.ParseStatement(raw)
		if err != nil {
			return false
		}
		if other := change(statement, raw); other != nil {
			statements[i], changed = other, true
		}
	}
	if !changed {
		return false
	}
	if parts[2], err = seal.Encode(statements); err != nil {
		return false
	}
	if wire, err = seal.Encode(parts); err != nil {
		return false
	}
	p.Body["proof"] = base64.StdEncoding.EncodeToString(wire)
	return true
}

// ownKey puts a key of the server's into a generation's statement.
func ownKey(t *Telling) func(directory.Statement, []byte) []byte {
	return func(statement directory.Statement, wire []byte) []byte {
		generation, ok := statement.Content.(*directory.Generation)
		if !ok {
			return nil
		}
		mine := t.rogueOf(statement.Org.ID()).Opening.Public()
		at := strings.Index(string(wire), string(generation.Sealing[:]))
		if at < 0 {
			return nil
		}
		out := slices.Clone(wire)
		copy(out[at:], mine[:])
		return out
	}
}

// Uninvited is an account that names an open invitation, under a key that the
// server made up for it.
func Uninvited(replay *directory.Replay) ([]byte, error) {
	invites := replay.Invites()
	open := slices.IndexFunc(invites, func(i directory.InviteStatus) bool { return !i.Used })
	if open < 0 {
		return nil, seal.Fail(seal.ErrMalformed, "lie", "no invitation is open")
	}
	own, err := seal.NewSigningKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	made, err := seal.NewSigningKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	opening, err := seal.NewOpeningKey(rand.Reader)
	if err != nil {
		return nil, err
	}
	content := &directory.Account{Kind: directory.KindPerson, Name: "Mallory", Identity: own.Public(), Sealing: opening.Public(), Invite: seal.Some(invites[open].ID)}
	header := directory.Header{Org: seal.Some(replay.Org()), Time: uint64(time.Now().Unix())}
	statement, err := directory.NewStatement(rand.Reader, header, content, directory.ByIdentity(own), directory.ByInvitation(made))
	if err != nil {
		return nil, err
	}
	return statement.Bytes()
}

// invitesItself shows an account of the server's own behind the directory as it is.
func invitesItself(t *Telling, p *Passing) bool {
	if _, ok := statementsIn(p); !ok {
		return false
	}
	replay, heads, err := t.Known.Directory()
	if err != nil || len(heads) == 0 {
		return false
	}
	account, err := Uninvited(replay)
	return err == nil && p.DirectoryAt(replay, heads[len(heads)-1], account)
}

// statementsIn are the statements of an answer about the directory.
func statementsIn(p *Passing) ([]any, bool) {
	list, ok := p.Body["statements"].([]any)
	return list, ok && p.Path == "/directory"
}

func directoryLies() []Lie {
	return []Lie{
		{
			Name: "frozen", Says: "Customers are shown the organisation as it was when the lie began, under a head that was signed then.",
			Answers: func(t *Telling, p *Passing) bool {
				replay, head, err := t.frozen()
				return err == nil && p.ProofAt(replay, head)
			},
		},
		{
			Name: "proof-altered", Says: "A bit of the proof for customers is another.",
			Answers: func(_ *Telling, p *Passing) bool {
				if _, ok := inboxIn(p); !ok {
					return false
				}
				p.Body["proof"] = flip(p.Body["proof"])
				return true
			},
		},
		{
			Name: "inbox-key-swapped", Says: "In the proof for customers the team's key is one of the server's.",
			Answers: func(t *Telling, p *Passing) bool { return alterProof(p, ownKey(t)) },
		},
		{
			Name: "directory-frozen", Says: "Staff are given no statement that is newer than the lie.",
			Answers: func(t *Telling, p *Passing) bool {
				if _, ok := statementsIn(p); !ok {
					return false
				}
				replay, head, err := t.frozen()
				return err == nil && p.DirectoryAt(replay, head)
			},
		},
		{
			Name: "statement-dropped", Says: "One statement is left out of the directory: the last, or the one that the option \"at\" counts.",
			Answers: func(t *Telling, p *Passing) bool {
				list, ok := statementsIn(p)
				at := len(list) - 1
				if n, err := strconv.Atoi(t.Options["at"]); err == nil {
					at = n
				}
				if !ok || at < 0 || at >= len(list) {
					return false
				}
				p.Body["statements"] = slices.Delete(list, at, at+1)
				return true
			},
		},
		{
			Name: "statement-altered", Says: "A bit of a signature under the last statement of the directory is another.",
			Answers: func(_ *Telling, p *Passing) bool {
				list, ok := statementsIn(p)
				if !ok || len(list) == 0 {
					return false
				}
				list[len(list)-1] = unsigned(list[len(list)-1])
				return true
			},
		},
		{Name: "invitation-made-up", Says: "Behind the directory stands an account by an open invitation, under a key that the server made up for it.", Answers: invitesItself},
		{
			Name: "headless", Says: "The directory comes without a signed head.",
			Answers: func(_ *Telling, p *Passing) bool {
				if _, ok := statementsIn(p); !ok {
					return false
				}
				p.Body["head"] = nil
				return true
			},
		},
		{
			Name: "group-boxes-garbled", Says: "The team's sealed keys have a bit that is another.",
			Answers: func(_ *Telling, p *Passing) bool {
				for _, row := range p.List {
					if box, ok := row.(Fields); ok {
						box["box"] = flip(box["box"])
					}
				}
				return p.Path == "/groups/boxes" && len(p.List) > 0
			},
		},
		{
			Name: "group-boxes-moved", Says: "A team's sealed key is said to be of the generation after it.",
			Answers: func(_ *Telling, p *Passing) bool {
				if p.Path != "/groups/boxes" || len(p.List) < 2 {
					return false
				}
				first, last := p.List[0].(Fields), p.List[len(p.List)-1].(Fields)
				last["box"] = first["box"]
				return true
			},
		},
	}
}

// DirectoryAt answers with the directory as it was at a head, and with statements
// more that its rules may not allow. It leaves alone what is no such answer.
func (p *Passing) DirectoryAt(replay *directory.Replay, head directory.SignedHead, more ...[]byte) bool {
	if _, ok := statementsIn(p); !ok {
		return false
	}
	after, err := strconv.ParseUint(p.Query.Get("after"), 10, 32)
	if err != nil {
		after = 0
	}
	said := append(slices.Clone(replay.Statements(0)[:head.Size]), more...)
	list := []any{}
	for _, wire := range said[min(after, uint64(len(said))):] {
		list = append(list, base64.StdEncoding.EncodeToString(wire))
	}
	wire, err := head.Bytes()
	if err != nil {
		return false
	}
	p.Body["statements"], p.Body["size"], p.Body["head"] = list, len(said), base64.StdEncoding.EncodeToString(wire)
	return true
}
