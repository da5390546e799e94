package conversation_test

import (
	"bytes"
	"fmt"
	"sync"
	"testing"

	"github.com/sealdesk/sealdesk/internal/server/servertest"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

func check(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func serverKey(t *testing.T, desk *servertest.Desk) (statement seal.ID, key seal.PublicKey) {
	t.Helper()
	var page struct{ Statements [][]byte }
	desk.Must(desk.Owner.Token, "GET", "/directory?after=0", nil, &page)
	replay := directory.NewReplay(desk.Org)
	check(t, replay.AppendAll(page.Statements))
	statement, key, _ = replay.ServerKey()
	return statement, key
}

type stored struct {
	Sequence       uint64
	Kind           string
	Bytes, Receipt []byte
}

func entriesOf(t *testing.T, desk *servertest.Desk, token string, thread *servertest.Thread) (all []stored) {
	t.Helper()
	for {
		var page struct{ Entries []stored }
		desk.Must(token, "GET", thread.Path(fmt.Sprintf("/entries?after=%d", len(all))), nil, &page)
		if len(page.Entries) == 0 {
			return all
		}
		all = append(all, page.Entries...)
	}
}

// Three people write into one conversation at once:
// each entry has one place, under a receipt for just that place, and what each
// was told is what stands there.
func TestManyWritersOneOrder(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	_, key := serverKey(t, desk)
	const each = 25
	told := make([]map[uint64][]byte, 3)
	var all sync.WaitGroup
	for i, as := range []*servertest.Thread{thread, thread.As(agent), thread.As(desk.Owner)} {
		told[i] = map[uint64][]byte{}
		all.Go(func() {
			for range each {
				var receipt servertest.Receipt
				answer := as.Post(as.Text("hello").Bytes())
				if answer.Status != 200 {
					t.Errorf("%d %s", answer.Status, answer.Body)
					return
				}
				answer.Into(t, &receipt)
				told[i][receipt.Sequence] = receipt.Receipt
			}
		})
	}
	all.Wait()
	transcript := seal.NewTranscript(thread.ID)
	entries := entriesOf(t, desk, customer.Token, thread)
	if len(entries) != 1+3*each {
		t.Fatalf("%d entries", len(entries))
	}
	for i, entry := range entries {
		signed, err := seal.ParseSigned[seal.Receipt](entry.Receipt)
		check(t, err)
		receipt, err := signed.Verify(key)
		check(t, err)
		hash := thread.Generation.ID()
		if entry.Kind == "message" {
			message, err := seal.ParseMessage(entry.Bytes)
			check(t, err)
			hash = message.Hash()
			if !bytes.Equal(told[0][entry.Sequence], entry.Receipt) && !bytes.Equal(told[1][entry.Sequence], entry.Receipt) && !bytes.Equal(told[2][entry.Sequence], entry.Receipt) {
				t.Errorf("entry %d stands under another receipt than its sender got", i+1)
			}
		}
		if transcript, err = transcript.Accept(receipt, hash); err != nil {
			t.Fatalf("entry %d: %v", i+1, err)
		}
	}
}

// A message id is used once in a thread, whatever else the message claims.
func TestAUsedID(t *testing.T) {
	_, agent, _, thread := scene(t)
	seals := stuckSealer(thread)
	first := seals("one")
	expect(t, thread.Post(first), 200, "")
	expect(t, thread.Post(seals("two")), 409, "used_id")
	asAgent := thread.As(agent)
	if answer := asAgent.Post(first); answer.Status != 403 {
		t.Errorf("an agent repeated a customer's message: %d", answer.Status)
	}
}

// stuckSealer seals messages that all carry one id: a sender's randomness that
// stands still.
func stuckSealer(thread *servertest.Thread) func(text string) []byte {
	return func(text string) []byte { return thread.TextWith(stuck{}, text).Bytes() }
}

type stuck struct{}

func (stuck) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 7
	}
	return len(p), nil
}

// What belongs to one thread is refused in another, and its ids say nothing.
func TestAnotherThread(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	other := desk.Visitor().Converse(desk.Team)
	mine := customer.Converse(desk.Team)
	for what, row := range map[string]struct {
		token, method, path string
		body                object
		want                int
	}{
		"a message of another thread":             {customer.Token, "POST", mine.Path("/messages"), object{"message": thread.Text("x").Bytes()}, 422},
		"a message into a stranger's thread":      {customer.Token, "POST", other.Path("/messages"), object{"message": mine.Text("x").Bytes()}, 404},
		"a message into nothing":                  {customer.Token, "POST", "/threads/" + desk.Org.Hex() + "/messages", object{"message": mine.Text("x").Bytes()}, 404},
		"a mark of another thread":                {customer.Token, "PUT", mine.Path("/marks"), object{"mark": thread.Mark()}, 422},
		"a mark by somebody else":                 {agent.Token, "PUT", thread.Path("/marks"), object{"mark": thread.Mark()}, 403},
		"a stranger's key":                        {customer.Token, "GET", other.Path(""), nil, 404},
		"a wrap of another thread's key":          {agent.Token, "PUT", thread.Path("/wraps/" + other.Generation.ID().Hex()), object{"groupGeneration": desk.Team.Generation, "wrap": make([]byte, 48)}, 404},
		"notes of another conversation":           {agent.Token, "POST", mine.Path("/notes"), agent.Notes(thread).Opening, 422},
		"a customer's notes":                      {customer.Token, "POST", mine.Path("/notes"), agent.Notes(mine).Opening, 401},
		"a thread id that is too short":           {customer.Token, "GET", "/threads/abcd", nil, 404},
		"a thread id that is no id":               {customer.Token, "GET", "/threads/%2e%2e%2f", nil, 404},
		"an assignment to somebody off the team":  {agent.Token, "POST", "/conversations/" + thread.ID.Hex() + "/assign", object{"account": desk.Org}, 422},
		"a claim of a stranger's conversation id": {agent.Token, "POST", "/conversations/" + desk.Org.Hex() + "/claim", object{}, 404},
	} {
		if answer := desk.Do(row.token, row.method, row.path, row.body); answer.Status != row.want {
			t.Errorf("%s: %d instead of %d: %s", what, answer.Status, row.want, answer.Body)
		}
	}
	_, refresh := other.Refresh(customer)
	expect(t, desk.Do(customer.Token, "POST", mine.Path("/generations"), refresh), 403, "")
}

// A key that follows another than the current one, or reads otherwise than it
// may, changes nothing.
func TestGenerationsThatDoNotFollow(t *testing.T) {
	desk, agent, customer, thread := scene(t)
	_, first := thread.Refresh(customer)
	desk.Must(customer.Token, "POST", thread.Path("/generations"), first, nil)
	_, late := thread.Refresh(customer)
	expect(t, desk.Do(customer.Token, "POST", thread.Path("/generations"), late), 409, "superseded")
	// The same bytes again get the same answer, also after others have come.
	again := desk.Do(customer.Token, "POST", thread.Path("/generations"), first)
	expect(t, again, 200, "")
	swapped := object{"generation": first["generation"], "boxes": late["boxes"]}
	if answer := desk.Do(agent.Token, "POST", thread.Path("/generations"), swapped); answer.Status < 400 {
		t.Errorf("another key's boxes: %d", answer.Status)
	}
	missing := object{"generation": late["generation"], "boxes": [][]byte{}}
	if answer := desk.Do(customer.Token, "POST", thread.Path("/generations"), missing); answer.Status < 400 {
		t.Errorf("no boxes: %d", answer.Status)
	}
}
