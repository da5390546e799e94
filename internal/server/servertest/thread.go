package servertest

import (
	"crypto/rand"
	"io"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// Thread is a conversation or its notes as one writer sees it.
type Thread struct {
	d          *Desk
	ID         seal.ID
	Generation seal.Signed[seal.ThreadGeneration]
	Key        seal.ThreadKey
	Head       seal.ID
	Team       *Team
	Opening    Object // the request that opened it

	sender   seal.ID
	signing  seal.SigningKey
	token    string
	counter  uint64
	previous seal.OptionalID
	Seen     seal.Transcript
}

// Receipt is the answer to an entry.
type Receipt struct {
	Sequence uint64
	Receipt  []byte
}

// Converse opens a conversation with a team.
func (v *Visitor) Converse(team *Team) *Thread {
	th := v.Prepare(team, v.d.Head())
	var out struct {
		Conversation seal.ID
		Receipts     []Receipt
	}
	v.d.Must(v.Token, "POST", "/conversations", th.Opening, &out)
	th.Follow(th.Generation.ID())
	return th
}

// Prepare makes a conversation's opening without sending it.
func (v *Visitor) Prepare(team *Team, head seal.ID) *Thread {
	t := v.d.T
	now := v.d.now()
	thread := value[seal.Signed[seal.Thread]](t)(seal.NewThread(rand.Reader, v.Key, seal.Thread{
		Org: v.d.Org, Kind: seal.Conversation, Subject: team.Inbox, Author: v.Device, Head: head, Time: now,
	}))
	sealed := value[seal.SealedGeneration](t)(seal.NewThreadGeneration(rand.Reader, v.Key, seal.ThreadGeneration{
		Org: v.d.Org, Thread: thread.ID(), Number: 1, Author: v.Device, Head: head, Time: now, Reason: seal.ReasonCreate,
	}, []seal.ReaderKey{
		{Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: v.Device}, Key: v.Opening.Public()},
		{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: team.Generation}, Key: team.Keys.Opening.Public()},
	}))
	return &Thread{
		d: v.d, ID: thread.ID(), Generation: sealed.Statement, Key: sealed.Key, Head: head, Team: team, sender: v.Device, signing: v.Key, token: v.Token,
		Seen:    seal.NewTranscript(thread.ID()),
		Opening: Object{"thread": thread.Bytes(), "generation": sealed.Statement.Bytes(), "boxes": sealed.Boxes, "messages": [][]byte{}},
	}
}

// Notes makes the opening of a conversation's notes without sending it.
func (s *Staff) Notes(conversation *Thread) *Thread {
	t, team := s.d.T, conversation.Team
	now := s.d.now()
	thread := value[seal.Signed[seal.Thread]](t)(seal.NewThread(rand.Reader, s.DeviceKey, seal.Thread{
		Org: s.d.Org, Kind: seal.Notes, Subject: conversation.ID, Author: s.Device, Head: conversation.Head, Time: now,
	}))
	sealed := value[seal.SealedGeneration](t)(seal.NewThreadGeneration(rand.Reader, s.DeviceKey, seal.ThreadGeneration{
		Org: s.d.Org, Thread: thread.ID(), Number: 1, Author: s.Device, Head: conversation.Head, Time: now, Reason: seal.ReasonCreate,
	}, []seal.ReaderKey{{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: team.Generation}, Key: team.Keys.Opening.Public()}}))
	return &Thread{
		d: s.d, ID: thread.ID(), Generation: sealed.Statement, Key: sealed.Key, Head: conversation.Head, Team: team,
		sender: s.Device, signing: s.DeviceKey, token: s.Token, Seen: seal.NewTranscript(thread.ID()),
		Opening: Object{"thread": thread.Bytes(), "generation": sealed.Statement.Bytes(), "boxes": sealed.Boxes, "messages": [][]byte{}},
	}
}

// As is the same thread for another writer, who has seen what this one has.
func (th *Thread) As(s *Staff) *Thread {
	other := *th
	other.sender, other.signing, other.token, other.counter, other.previous = s.Device, s.DeviceKey, s.Token, 0, seal.OptionalID{}
	return &other
}

// Follow moves the transcript over an entry.
func (th *Thread) Follow(entry seal.ID) { th.Seen = th.Seen.Next(entry) }

// Text seals the writer's next message. It counts as sent.
func (th *Thread) Text(text string) seal.Envelope { return th.TextWith(rand.Reader, text) }

// TextWith is Text with other randomness, which a hostile writer chooses.
func (th *Thread) TextWith(random io.Reader, text string) seal.Envelope {
	return th.seal(random, &seal.Text{Text: text, Language: "en"})
}

func (th *Thread) seal(random io.Reader, content seal.Content) seal.Envelope {
	body := seal.Body{Time: uint64(time.Now().UnixMilli()), Content: content}
	body.Logical = value[seal.ID16](th.d.T)(seal.NewID16(rand.Reader))
	header := th.Header()
	header.Class = seal.ClassOf(content)
	envelope := value[seal.Envelope](th.d.T)(seal.SealMessage(random, th.Key, th.signing, header, body))
	th.counter++
	th.previous = seal.Some(envelope.Hash())
	return envelope
}

// Header is the next message's header, without id and salt.
func (th *Thread) Header() seal.Header {
	return seal.Header{
		Org: th.d.Org, Thread: th.ID, Generation: th.Generation.ID(), Sender: th.sender, Class: seal.ClassContent, Head: th.Head,
		Counter: th.counter + 1, Previous: th.previous, Seen: th.Seen.Sequence(), SeenTranscript: th.Seen.Hash(),
	}
}

// Send sends a text that has to be accepted.
func (th *Thread) Send(text string) seal.Envelope {
	return th.Say(&seal.Text{Text: text, Language: "en"})
}

// Say sends any content that has to be accepted.
func (th *Thread) Say(content seal.Content) seal.Envelope {
	th.d.T.Helper()
	envelope := th.seal(rand.Reader, content)
	th.d.Must(th.token, "POST", "/threads/"+th.ID.Hex()+"/messages", Object{"message": envelope.Bytes()}, nil)
	th.Follow(envelope.Hash())
	return envelope
}

// Post sends bytes as a message and returns the answer as it is.
func (th *Thread) Post(message []byte) Answer {
	return th.d.Do(th.token, "POST", "/threads/"+th.ID.Hex()+"/messages", Object{"message": message})
}

// Path is the thread's address under the API.
func (th *Thread) Path(rest string) string { return "/threads/" + th.ID.Hex() + rest }

// Refresh makes the next generation for the same visitor devices and the
// team's current key.
func (th *Thread) Refresh(visitor *Visitor) (seal.SealedGeneration, Object) {
	before := th.Generation
	sealed := value[seal.SealedGeneration](th.d.T)(seal.NewThreadGeneration(rand.Reader, th.signing, seal.ThreadGeneration{
		Org: th.d.Org, Thread: th.ID, Number: before.Unverified().Number + 1, Previous: seal.Some(before.ID()), Author: th.sender,
		Head: th.Head, Time: th.d.now(), Reason: seal.ReasonRefresh,
	}, []seal.ReaderKey{
		{Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: visitor.Device}, Key: visitor.Opening.Public()},
		{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: th.Team.Generation}, Key: th.Team.Keys.Opening.Public()},
	}))
	return sealed, Object{"generation": sealed.Statement.Bytes(), "boxes": sealed.Boxes}
}

// Mark signs "read up to" what the writer has seen.
func (th *Thread) Mark() []byte {
	signed := value[seal.Signed[seal.Mark]](th.d.T)(seal.SignObject(th.signing, seal.Mark{
		Org: th.d.Org, Thread: th.ID, Device: th.sender, Kind: seal.MarkRead, Sequence: th.Seen.Sequence(), Transcript: th.Seen.Hash(), Time: th.d.now(),
	}))
	return signed.Bytes()
}
