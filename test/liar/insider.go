package liar

import (
	"bytes"
	"crypto/rand"
	"encoding/base64"
	"io"
	"sync"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Ledger writes down what somebody draws by chance who works with the server: an
// insider uses the same client as everybody, and the liar has the keys.
type Ledger struct {
	mu    sync.Mutex
	drawn []seal.Secret
}

// Read implements io.Reader.
func (l *Ledger) Read(p []byte) (int, error) {
	n, err := rand.Read(p)
	if len(p) == len(seal.Secret{}) {
		l.mu.Lock()
		defer l.mu.Unlock()
		l.drawn = append(l.drawn, seal.Secret(p))
	}
	return n, err
}

// Insider is a colleague, former or not, whose keys the liar has.
type Insider struct {
	Agent   *client.Agent
	Device  seal.SigningKey
	Opening seal.OpeningKey
	seen    *Knowledge
}

// Insider finds the keys of an agent among what was drawn.
func (l *Ledger) Insider(agent *client.Agent, known *Knowledge) (Insider, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	in := Insider{Agent: agent, seen: known}
	device, _ := agent.Directory().Device(agent.Device())
	account, _ := agent.Directory().Account(agent.Account())
	found := 0
	for _, secret := range l.drawn {
		if key := seal.SigningKeyFromSeed(secret); key.Public() == device.Key {
			in.Device = key
			found++
		}
		opening, err := seal.OpeningKeyFromSeed(secret)
		if err != nil {
			return in, err
		}
		if opening.Public() == account.Sealing {
			in.Opening = opening
			found++
		}
	}
	if found != 2 {
		return in, seal.Fail(seal.ErrCannotOpen, "insider", "%d of two keys were drawn here", found)
	}
	return in, nil
}

// Say makes a statement of the insider's on a directory, and appends it there if
// the rules let it; a lying server need not ask them.
func (in Insider) Say(replay *directory.Replay, content directory.Content, object seal.ID) ([]byte, error) {
	header := directory.Header{Org: seal.Some(replay.Org()), Object: seal.Some(object), Time: max(uint64(time.Now().Unix()), replay.Newest())}
	kind := content.Type()
	if kind == directory.TypeRemoval {
		kind = directory.TypeAccount
	}
	if !object.IsZero() {
		header.Previous = replay.Last(kind, object)
	}
	statement, err := directory.NewStatement(rand.Reader, header, content, directory.ByDevice(in.Agent.Device(), in.Device))
	if err != nil {
		return nil, err
	}
	return statement.Bytes()
}

// Bend changes a key change that the insider's own client is about to hand in,
// and signs it again. The head beside it, which would not fit, is left out.
func (in Insider) Bend(p *Passing, change func(*directory.Generation)) bool {
	list, ok := p.Body["statements"].([]any)
	if !ok || p.Path != "/directory" || p.Method != "POST" {
		return false
	}
	for i := range list {
		wire, err := base64.StdEncoding.DecodeString(text(list[i]))
		if err != nil {
			return false
		}
		statement, err := directory.ParseStatement(wire)
		if err != nil {
			return false
		}
		generation, ok := statement.Content.(*directory.Generation)
		if !ok {
			continue
		}
		change(generation)
		again, err := directory.NewStatement(rand.Reader, statement.Header, generation, directory.ByDevice(in.Agent.Device(), in.Device))
		if err != nil {
			return false
		}
		if wire, err = again.Bytes(); err != nil {
			return false
		}
		list[i] = base64.StdEncoding.EncodeToString(wire)
		p.Body["head"] = nil
		return true
	}
	return false
}

// Head signs a head of a directory.
func (in Insider) Head(replay *directory.Replay, at time.Time) (directory.SignedHead, error) {
	return replay.MakeHead(in.Agent.Device(), in.Device, uint64(at.Unix()))
}

// GroupKeys are the keys of a team's generation, from the insider's own boxes:
// that generation's, or a later one, which holds the earlier secrets too.
func (in Insider) GroupKeys(replay *directory.Replay, wanted directory.GenerationState) (seal.GroupKeys, error) {
	org, account := in.Agent.Org(), in.Agent.Account()
	for _, generation := range replay.Generations(wanted.Group) {
		box, err := in.seen.blob(`SELECT box FROM group_boxes WHERE group_id = ? AND number = ? AND account = ?`, wanted.Group[:], generation.Number, account[:])
		if err != nil {
			continue // not a member then
		}
		info := seal.GroupBox(org, wanted.Group, generation.Number, account, generation.Author)
		secrets, err := seal.OpenGroupSecrets(in.Opening, info, box)
		if err != nil {
			return seal.GroupKeys{}, err
		}
		for _, secret := range secrets {
			if secret.Number == wanted.Number {
				return seal.DeriveGroupKeys(org, wanted.Group, secret)
			}
		}
	}
	return seal.GroupKeys{}, seal.Fail(seal.ErrCannotOpen, "insider", "has no key of this generation")
}

// ThreadKey opens a thread's key as the insider can: by the team's key, from the
// box that the server has handed out to somebody.
func (in Insider) ThreadKey(change seal.Signed[seal.ThreadGeneration]) (seal.ThreadKey, error) {
	groups := change.Unverified().Groups()
	if len(groups) != 1 {
		return seal.ThreadKey{}, seal.Fail(seal.ErrCannotOpen, "insider", "not for one team")
	}
	replay, _, err := in.seen.Directory()
	if err != nil {
		return seal.ThreadKey{}, err
	}
	generation, ok := replay.GenerationByID(groups[0])
	if !ok {
		return seal.ThreadKey{}, seal.Fail(seal.ErrCannotOpen, "insider", "an unknown generation")
	}
	keys, err := in.GroupKeys(replay, generation)
	if err != nil {
		return seal.ThreadKey{}, err
	}
	for _, box := range in.seen.Boxes(change.ID()) {
		if key, err := seal.OpenThreadKey(keys.Opening, change, groups[0], box); err == nil {
			return key, nil
		}
	}
	return seal.ThreadKey{}, seal.Fail(seal.ErrCannotOpen, "insider", "no box was seen")
}

// Author is somebody who writes with a key of theirs.
type Author struct {
	Device seal.ID
	Key    seal.SigningKey
}

// Author is the insider's device.
func (in Insider) Author() Author { return Author{in.Agent.Device(), in.Device} }

// AuthorOf is a customer who works with the server, by what their browser keeps.
func AuthorOf(customer *client.Visitor) (Author, seal.OpeningKey, error) {
	state := customer.State()
	signing, err := seal.SecretFrom(state.SigningSeed)
	if err != nil {
		return Author{}, seal.OpeningKey{}, err
	}
	sealing, err := seal.SecretFrom(state.SealingSeed)
	if err != nil {
		return Author{}, seal.OpeningKey{}, err
	}
	opening, err := seal.OpeningKeyFromSeed(sealing)
	return Author{customer.ID(), seal.SigningKeyFromSeed(signing)}, opening, err
}

// Write seals a message that fits behind entries: counter, chain and transcript
// are what they should be. id, if not zero, is the message id.
func (a Author) Write(entries []Entry, thread Thread, key seal.ThreadKey, id seal.ID16, text string) (Entry, error) {
	transcript := seal.NewTranscript(thread.ID)
	header := seal.Header{Org: thread.Org, Thread: thread.ID, Generation: key.Generation(), Sender: a.Device, Head: thread.ServerKey, Counter: 1}
	for _, e := range entries {
		transcript = transcript.Next(e.Hash)
		message, err := seal.ParseMessage(e.Bytes)
		if e.Message && err == nil && message.Unverified().Sender == a.Device {
			header.Counter, header.Previous = message.Unverified().Counter+1, seal.Some(e.Hash)
		}
	}
	header.Seen, header.SeenTranscript = transcript.Sequence(), transcript.Hash()
	random := io.Reader(rand.Reader)
	if id != (seal.ID16{}) {
		random = io.MultiReader(bytes.NewReader(id[:]), rand.Reader)
	}
	var logical seal.ID16
	if _, err := rand.Read(logical[:]); err != nil {
		return Entry{}, err
	}
	body := seal.Body{Time: uint64(time.Now().UnixMilli()), Logical: logical, Content: &seal.Text{Text: text, Language: "en"}}
	envelope, err := seal.SealMessage(random, key, a.Key, header, body)
	if err != nil {
		return Entry{}, err
	}
	return Entry{Message: true, Hash: envelope.Hash(), Bytes: envelope.Bytes(), Receipt: entries[len(entries)-1].Receipt}, nil
}

// At gives an entry a receipt's time; Sign makes the rest of it fit.
func (k *Knowledge) At(e Entry, unix uint64) (Entry, error) {
	receipt, err := seal.ParseSigned[seal.Receipt](e.Receipt)
	if err != nil {
		return e, err
	}
	word := receipt.Unverified()
	word.Time = unix
	signed, err := seal.SignObject(k.Key, word)
	e.Receipt = signed.Bytes()
	return e, err
}
