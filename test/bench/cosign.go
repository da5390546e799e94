package main

import (
	"context"
	"errors"
	"os"
	"time"

	acts "github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/storage"
	"github.com/sealdesk/sealdesk/internal/witness"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// This file measures what it costs to be a witness: a submission of a record that
// has grown, from its bytes to the cosignature, with what is kept on disk.

// submissions are those of a record that grows by an entry each, below one tile.
func submissions(key seal.SigningKey, origin string, count int) ([][]byte, error) {
	var tree ledger.Tree
	var all [][]byte
	for range count {
		old := tree.Size()
		tree.Add(ledger.LeafHash(seal.ID{byte(old)}))
		root, err := tree.Root(tree.Size(), nil)
		if err != nil {
			return nil, err
		}
		proof, err := tree.Consistency(old, tree.Size(), nil)
		if err != nil {
			return nil, err
		}
		note, err := ledger.Sign(ledger.Checkpoint{Origin: origin, Size: tree.Size(), Root: root}, key)
		if err != nil {
			return nil, err
		}
		all = append(all, ledger.Submission{Old: old, Proof: proof, Note: note}.Append(nil))
	}
	return all, nil
}

func cosign() (err error) {
	folder, err := os.MkdirTemp("", "sealdesk-bench-")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	db, err := storage.Open(context.Background(), folder, nil)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	log, own, org := seal.SigningKeyFromSeed(seal.Secret{1}), seal.SigningKeyFromSeed(seal.Secret{2}), seal.ID{1}
	key, err := ledger.VerifierKey(org, log.Public())
	if err != nil {
		return err
	}
	logs, err := witness.ParseLogs([]string{key})
	if err != nil {
		return err
	}
	service, err := witness.New(witness.Config{
		Store: storage.Witness{DB: db}, Refusals: acts.NewRefusals(storage.Ledger{DB: db}, time.Now), Logs: logs, Key: own, Now: time.Now,
	})
	if err != nil {
		return err
	}
	bodies, err := submissions(log, ledger.Origin(org), ledger.TileWidth-1)
	if err != nil {
		return err
	}
	var took []float64
	for _, body := range bodies {
		start := time.Now()
		if _, err := service.Cosign(context.Background(), acts.Source{Network: "192.0.2.1"}, body); err != nil {
			return err
		}
		took = append(took, float64(time.Since(start).Microseconds()))
	}
	report("ledger_cosign_us", median(took), "µs")
	return nil
}
