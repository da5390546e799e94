package liar

import (
	"crypto/rand"
	"errors"
	"slices"
	"strconv"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// record is a tree of acts with everything that it handed out.
type record struct {
	ledger.Tree
	tiles map[[2]int64][]seal.ID
}

func recordOf(entries []seal.ID) *record {
	r := &record{tiles: map[[2]int64][]seal.ID{}}
	for _, entry := range entries {
		for _, tile := range r.Add(ledger.LeafHash(entry)) {
			r.tiles[[2]int64{int64(tile.Level), tile.Number}] = tile.Hashes
		}
	}
	return r
}

func (r *record) full(level int, number int64) ([]seal.ID, error) {
	if hashes, ok := r.tiles[[2]int64{int64(level), number}]; ok {
		return hashes, nil
	}
	return nil, errors.New("there is no such tile")
}

// Acts are the entries of the record of acts, as the server has them.
func (k *Knowledge) Acts() ([]seal.ID, error) {
	rows, err := k.db.Query(`SELECT salt, event FROM ledger ORDER BY number`)
	if err != nil {
		return nil, err
	}
	defer rows.Close() //nolint:errcheck // read only
	var entries []seal.ID
	for rows.Next() {
		var salt, event []byte
		if err := rows.Scan(&salt, &event); err != nil {
			return nil, err
		}
		if salt == nil { // erased: what is left is the entry
			entries = append(entries, seal.ID(event))
			continue
		}
		entries = append(entries, ledger.Commit(ledger.Salt(salt), event))
	}
	return entries, rows.Err()
}

// continuing reads which checkpoint somebody has who asks for the next one.
func continuing(p *Passing) (from int64, ok bool) {
	from, err := strconv.ParseInt(p.Query.Get("from"), 10, 64)
	return from, err == nil && p.Path == "/ledger/consistency" && p.Body["checkpoint"] != nil
}

// RecordOf answers with a checkpoint of a record of these acts, signed with a
// key, and with the proof that it would need.
func (t *Telling) RecordOf(p *Passing, entries []seal.ID, key seal.SigningKey) bool {
	from, ok := continuing(p)
	replay, _, err := t.Known.Directory()
	if !ok || err != nil || replay == nil {
		return false
	}
	r := recordOf(entries)
	root, err := r.Root(r.Size(), r.full)
	if err != nil {
		return false
	}
	note, err := ledger.Sign(ledger.Checkpoint{Origin: ledger.Origin(replay.Org()), Size: r.Size(), Root: root}, key)
	if err != nil {
		return false
	}
	proof, to := []any{}, r.Size()
	if asked, err := strconv.ParseInt(p.Query.Get("to"), 10, 64); err == nil && asked < to {
		to = asked
	}
	if from <= to {
		hashes, err := r.Consistency(from, to, r.full)
		if err != nil {
			return false
		}
		for _, hash := range hashes {
			proof = append(proof, hash.Hex())
		}
	}
	p.Body["checkpoint"], p.Body["proof"] = string(note), proof
	return true
}

func ledgerLies() []Lie {
	return []Lie{
		{
			Name: "ledger-shorter", Says: "The newest act that somebody saw a checkpoint of is gone from the record, and so is everything after it, as after a restored backup.",
			Answers: func(t *Telling, p *Passing) bool {
				from, ok := continuing(p)
				entries, err := t.Known.Acts()
				if !ok || err != nil || from < 2 || from > int64(len(entries)) {
					return false
				}
				return t.RecordOf(p, entries[:from-1], t.Known.Key)
			},
		},
		{
			Name: "ledger-forked", Says: "The first act of the record is another, and everything is proven as if it had always been. With the option \"size\" = \"same\" the record ends where the one ended that was seen.",
			Answers: func(t *Telling, p *Passing) bool {
				from, ok := continuing(p)
				entries, err := t.Known.Acts()
				if !ok || err != nil || from < 1 || from > int64(len(entries)) {
					return false
				}
				entries[0] = seal.HashID("lie", entries[0][:])
				if t.Options["size"] == "same" {
					entries = entries[:from]
				}
				return t.RecordOf(p, entries, t.Known.Key)
			},
		},
		{
			Name: "ledger-act-changed", Says: "An owner who reads the record is shown another act in the place of the second newest. With the option \"how\" = \"entry\" its commitment goes with it; with \"missing\" the act is left out, with \"newest\" the newest ones are.",
			Answers: func(t *Telling, p *Passing) bool {
				events, ok := p.Body["events"].([]any)
				if !ok || p.Path != "/ledger/events" || len(events) < 3 {
					return false
				}
				if t.Options["how"] == "newest" {
					p.Body["events"] = events[len(events)/2:]
					return true
				}
				if t.Options["how"] == "missing" {
					p.Body["events"] = slices.Delete(events, 1, 2)
					return true
				}
				shown, of := events[1].(map[string]any), events[2].(map[string]any)
				if shown == nil || of == nil || of["event"] == nil {
					return false
				}
				shown["salt"], shown["event"] = of["salt"], of["event"]
				if t.Options["how"] == "entry" {
					shown["entry"] = of["entry"]
				}
				return true
			},
		},
		{
			Name: "ledger-two", Says: "Whoever comes by this way is shown another record than everybody else, from the first time that they ask, and each continues itself.",
			Answers: func(t *Telling, p *Passing) bool {
				entries, err := t.Known.Acts()
				if _, ok := continuing(p); !ok || err != nil || len(entries) == 0 {
					return false
				}
				entries[0] = seal.HashID("lie", entries[0][:])
				return t.RecordOf(p, entries, t.Known.Key)
			},
		},
		{
			Name: "ledger-other-key", Says: "The record is the true one, and its checkpoint is signed with a key that nobody certified.",
			Answers: func(t *Telling, p *Passing) bool {
				entries, err := t.Known.Acts()
				if err != nil {
					return false
				}
				key := Keep(t, "other key", func() seal.SigningKey {
					made, err := seal.NewSigningKey(rand.Reader)
					if err != nil {
						panic(err) // no randomness: nothing can be tested
					}
					return made
				})
				return t.RecordOf(p, entries, key)
			},
		},
	}
}
