package witness

import (
	"bytes"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
	"github.com/sealdesk/sealdesk/test/play"
)

// growing is a log that somebody else keeps, a leaf longer with each submission.
type growing struct {
	t      testing.TB
	key    seal.SigningKey
	origin string
	tree   ledger.Tree
}

func (g *growing) submission(old int64) []byte {
	root, err := g.tree.Root(g.tree.Size(), nil)
	check(g.t, err)
	proof, err := g.tree.Consistency(old, g.tree.Size(), nil)
	check(g.t, err)
	note, err := ledger.Sign(ledger.Checkpoint{Origin: g.origin, Size: g.tree.Size(), Root: root}, g.key)
	check(g.t, err)
	return ledger.Submission{Old: old, Proof: proof, Note: note}.Append(nil)
}

// Killed while it cosigns, a witness remembers whatever it cosigned.
func TestAWitnessThatIsKilled(t *testing.T) {
	rounds := 3
	if play.Long() {
		rounds = 20 // at most 255 entries: a log without tiles
	}
	random := play.Random(play.Seed(t, 1))
	org := seal.ID{5}
	log := &growing{t: t, key: seal.SigningKeyFromSeed(seal.Secret{6}), origin: ledger.Origin(org)}
	vkey, err := ledger.VerifierKey(org, log.key.Public())
	check(t, err)
	witness := newDesk(t)
	requests := &http.Client{Timeout: 5 * time.Second}
	cosigned := int64(0) // of which an answer came
	submit := func(body []byte) (int, string) {
		response, err := requests.Post(witness.prefix()+"/add-checkpoint", "text/plain", bytes.NewReader(body))
		if err != nil {
			return 0, ""
		}
		defer response.Body.Close()
		said, err := io.ReadAll(response.Body)
		if err != nil {
			return 0, ""
		}
		return response.StatusCode, string(said)
	}
	for range rounds {
		witness.start("--witness-for", vkey)
		known := int64(0)
		if status, said := submit((&growing{t: t, key: log.key, origin: log.origin}).submission(0)); status == 409 {
			known, err = ledger.ParseSize(said[:len(said)-1])
			check(t, err)
		}
		if known < cosigned || known > log.tree.Size() {
			t.Fatalf("it cosigned %d entries of %d, and remembers %d", cosigned, log.tree.Size(), known)
		}
		// If the last one was kept and no answer came, what follows has to continue it.
		dies := random.IntN(12)
		var work sync.WaitGroup
		for submitted := 0; ; submitted++ {
			if submitted == dies { // while it answers
				work.Go(func() { witness.process.Process.Kill() }) //nolint:errcheck // seen below
			}
			if log.tree.Size() == known {
				log.tree.Add(ledger.LeafHash(seal.ID{byte(known)}))
			}
			status, said := submit(log.submission(known))
			if status == 0 {
				break
			}
			if status != 200 {
				t.Fatalf("%d entries after %d were answered %d %s", log.tree.Size(), known, status, said)
			}
			known, cosigned = log.tree.Size(), log.tree.Size()
		}
		work.Wait()
		witness.kill()
	}
	if cosigned == 0 {
		t.Error("nothing was ever cosigned")
	}
}
