package httpapi

import (
	"context"
	"errors"
	"net/http"
	"strconv"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/witness"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// This file serves witnesses, in both directions: what this server cosigns of the
// logs of others (C2SP tlog-witness), and what others cosigned of its record.

func (a *API) witnessRoutes() []Route {
	return []Route{
		route("POST", "/witness/add-checkpoint", access.Cosign, nothing, "Cosign a checkpoint of a log that this server witnesses (C2SP tlog-witness)", a.postSubmission).
			leaves(ledger.WitnessCosigned, ledger.WitnessRefused).upTo(int64(form.SubmissionLimit)).slow(),
		route("GET", "/ledger/checkpoint/witnessed", access.ReadPublic, nothing, "The newest checkpoint that witnesses cosigned, with their cosignatures", a.getWitnessed).
			leavesNothing("a commitment, made to be shown around").
			asks("quorum", "how many witnesses have to have cosigned it; usually 1"),
		route("GET", "/ledger/witnesses", access.ReadLedger, nothing, "The witnesses of the record, and how it stands with each", a.getWitnesses).
			leavesNothing("names and sizes: whoever asks for a checkpoint gets as much"),
	}
}

// postSubmission answers as C2SP tlog-witness has it: a line for the note, or the
// size that has to be proven from.
func (a *API) postSubmission(ctx context.Context, c *call, body text) (answered, error) {
	by := c.actor.Source()
	by.Network = c.network
	line, err := a.Witness.Cosign(ctx, by, body)
	var behind *witness.Behind
	switch {
	case errors.As(err, &behind):
		c.w.Header().Set("Content-Type", "text/x.tlog.size")
		c.w.WriteHeader(http.StatusConflict)
		line = append(strconv.AppendInt(nil, behind.Size, 10), '\n')
	case err != nil:
		return answered{}, err
	default:
		c.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	}
	c.w.Write(line) //nolint:errcheck // the peer may be gone
	return answered{}, nil
}

func (a *API) getWitnessed(ctx context.Context, c *call, _ none) (answered, error) {
	quorum, err := number(c.query.Get("quorum"), 1, ledger.MostWitnesses)
	if err != nil {
		return answered{}, err
	}
	note, err := a.Ledger.Witnessed(ctx, quorum)
	if err != nil {
		return answered{}, err
	}
	c.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	c.w.Write(note) //nolint:errcheck // the peer may be gone
	return answered{}, nil
}

type witnessOut struct {
	Name    string `json:"name"`
	Key     string `json:"key"`  // as tools for signed notes take it
	Size    int64  `json:"size"` // of the newest checkpoint that it cosigned, 0 if there is none
	Time    int64  `json:"time"` // when, in Unix milliseconds
	Trouble string `json:"trouble" enum:",away,unknown,shorter,other"`
	Since   int64  `json:"since"`  // of the trouble, in Unix milliseconds
	Theirs  int64  `json:"theirs"` // size of the record that it cosigned, where that is longer
}

type witnessesOut struct {
	Key       string       `json:"key"` // of this ledger: what a witness is given
	Size      int64        `json:"size"`
	Witnesses []witnessOut `json:"witnesses"`
}

func (a *API) getWitnesses(ctx context.Context, _ *call, _ none) (witnessesOut, error) {
	out := witnessesOut{Witnesses: []witnessOut{}}
	var err error
	if out.Key, err = a.Ledger.Key(); err != nil {
		return out, err
	}
	if newest, there := a.Ledger.Pin(); there {
		out.Size = newest.Size()
	}
	all, err := a.Ledger.WitnessStandings(ctx)
	for _, s := range all {
		w, err := form.ParseWitness(s.Witness)
		if err != nil {
			return out, err
		}
		one := witnessOut{Name: w.Name(), Key: s.Witness, Size: s.Size, Time: s.Time * 1000, Trouble: string(s.Trouble), Theirs: s.Theirs}
		if !s.Since.IsZero() {
			one.Since = s.Since.UnixMilli()
		}
		out.Witnesses = append(out.Witnesses, one)
	}
	return out, err
}
