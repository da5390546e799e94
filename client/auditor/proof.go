package auditor

import (
	"fmt"

	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Proven is what a proof of one event shows.
type Proven struct {
	Number    int64
	Event     ledger.Event
	In        ledger.Checkpoint
	Known     int // checkpoints that were kept elsewhere, and agree
	Witnessed *Witnessed
	note      []byte
}

// Proof checks a file that proves one event. A proof names no key: without one
// that was kept there is nothing to check it against. Of the checkpoints that were
// kept only those of its own size can be compared: what continues the others is
// seen in an export, or on the desk.
func Proof(file []byte, trust Trust) (Proven, error) {
	if trust.Key == "" {
		return Proven{}, errKey
	}
	proof, err := ledger.ParseProof(file)
	if err != nil {
		return Proven{}, err
	}
	p := Proven{Number: proof.Number, note: proof.Note}
	if p.Event, p.In, err = proof.Check(trust.Key); err != nil {
		return Proven{}, err
	}
	if trust.Witnesses.asked() {
		var hearing hearing
		if signed, err := ledger.OpenSigned(p.note, trust.Key); err == nil {
			hearing.hear(trust.Witnesses, signed)
		}
		if err := hearing.demand(trust.Witnesses); err != nil {
			return Proven{}, err
		}
		p.Witnessed = hearing.newest
	}
	known, err := trust.open(trust.Key)
	if err != nil {
		return Proven{}, err
	}
	for _, kept := range known {
		if kept.Size != p.In.Size {
			continue
		}
		if kept.Root != p.In.Root {
			return Proven{}, fmt.Errorf("the proof is of another record than the checkpoint of %d entries that you kept: there are two", kept.Size)
		}
		p.Known++
	}
	return p, nil
}
