package client

import (
	"slices"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Message is one opened message in its place.
type Message struct {
	Sequence uint64
	Sender   seal.ID // device or visitor device
	Hash     seal.ID
	Received uint64 // Unix seconds, as its receipt says
	Body     seal.Body
}

// Readers is a change of who can read, in its place.
type Readers struct {
	Sequence   uint64
	Generation seal.ThreadGeneration
}

// Entry is a message or a change of readers.
type Entry struct {
	Message *Message
	Readers *Readers
}

// authority answers whose key a reference names. A visitor asks the proof, an
// agent the directory.
type authority interface {
	// senderKey is the signing key of a device, or of a visitor device in thread.
	senderKey(sender seal.ID) (seal.PublicKey, error)
	// mayWrite refuses what a sender signed after its right had ended.
	mayWrite(sender seal.ID, received uint64) error
	// receiptKey is the server key that a server-key statement certified.
	receiptKey(statement seal.ID) (seal.PublicKey, error)
	// isVisitor tells visitor devices from staff devices.
	isVisitor(sender seal.ID) bool
	// allows judges a key change, received at a time, by what the directory says
	// of its author, if that is staff, and of its group.
	allows(change seal.ThreadGeneration, received uint64) error
}

// keyring opens thread keys: from boxes, wraps, or what was opened before.
type keyring interface {
	threadKey(statement seal.Signed[seal.ThreadGeneration]) (seal.ThreadKey, error)
}

// threadLog verifies a thread entry by entry. Nothing leaves it that did not
// pass; after an error it is where it was before the entry.
type threadLog struct {
	org, thread seal.ID
	author      seal.ID // who opened the thread
	notes       bool    // for the team alone
	authority   authority
	keyring     keyring

	transcript  seal.Transcript
	hashes      []seal.ID // T(0), T(1) …
	generations map[seal.ID]seal.Signed[seal.ThreadGeneration]
	current     seal.Signed[seal.ThreadGeneration]
	changed     uint64               // when it was received
	lastOf      map[seal.ID]lastSent // sender → own chain
	logical     map[said]bool
	messages    map[seal.ID16]seal.ID // message id → hash: two bodies under one id are a conflict
	newest      uint64                // newest receipt time
}

// said is a logical message: the id is its sender's own, so that nobody takes
// the place of what another has said.
type said struct {
	sender  seal.ID
	logical seal.ID16
}

type lastSent struct {
	counter uint64
	hash    seal.ID
}

func newThreadLog(org, thread, author seal.ID, a authority, k keyring) *threadLog {
	t := seal.NewTranscript(thread)
	return &threadLog{
		org: org, thread: thread, author: author, authority: a, keyring: k,
		transcript:  t,
		hashes:      []seal.ID{t.Hash()},
		generations: map[seal.ID]seal.Signed[seal.ThreadGeneration]{},
		lastOf:      map[seal.ID]lastSent{},
		logical:     map[said]bool{},
		messages:    map[seal.ID16]seal.ID{},
	}
}

func unverified(detail string) error {
	return seal.Fail(seal.ErrUnverified, "read conversation", "%s", detail)
}

// accept verifies the next entry. The second result is false for a repeated
// logical message, which readers show once.
func (l *threadLog) accept(w entryWire) (Entry, bool, error) {
	switch w.Kind {
	case "generation":
		return l.acceptGeneration(w)
	case "message":
		return l.acceptMessage(w)
	default:
		return Entry{}, false, unverified("unknown kind")
	}
}

func (l *threadLog) acceptGeneration(w entryWire) (Entry, bool, error) {
	signed, err := seal.ParseSigned[seal.ThreadGeneration](w.Bytes)
	if err != nil {
		return Entry{}, false, err
	}
	claimed := signed.Unverified()
	key, err := l.authority.senderKey(claimed.Author)
	if err != nil {
		return Entry{}, false, err
	}
	generation, err := signed.Verify(key)
	if err != nil {
		return Entry{}, false, err
	}
	if generation.Org != l.org || generation.Thread != l.thread {
		return Entry{}, false, unverified("key change of another conversation")
	}
	if err := l.checkSuccession(generation); err != nil {
		return Entry{}, false, err
	}
	next, err := l.checkReceipt(w.Receipt, signed.ID(), generation.Author)
	if err != nil {
		return Entry{}, false, err
	}
	if err := l.authority.allows(generation, next.received); err != nil {
		return Entry{}, false, err
	}
	l.advance(next)
	l.generations[signed.ID()] = signed
	l.current, l.changed = signed, next.received
	return Entry{Readers: &Readers{Sequence: next.after.Sequence(), Generation: generation}}, true, nil
}

// checkSuccession: the first key is by the thread's author; a later one follows,
// and a visitor device makes one only while it is a reader.
func (l *threadLog) checkSuccession(next seal.ThreadGeneration) error {
	if l.notes && len(next.Visitors()) > 0 {
		return unverified("notes that a customer's device could read")
	}
	if len(l.generations) == 0 {
		if next.Number != 1 || next.Author != l.author {
			return unverified("the conversation's first key is not its first")
		}
		return nil
	}
	before := l.current.Unverified()
	return before.CheckSuccessor(l.current.ID(), next, l.authority.isVisitor(next.Author))
}

func (l *threadLog) acceptMessage(w entryWire) (Entry, bool, error) {
	envelope, err := seal.ParseMessage(w.Bytes)
	if err != nil {
		return Entry{}, false, err
	}
	header := envelope.Unverified()
	key, err := l.authority.senderKey(header.Sender)
	if err != nil {
		return Entry{}, false, err
	}
	verified, err := envelope.Verify(key)
	if err != nil {
		return Entry{}, false, err
	}
	if err := l.checkPlace(verified.Header, w.Sequence); err != nil {
		return Entry{}, false, err
	}
	next, err := l.checkReceipt(w.Receipt, verified.Hash(), header.Sender)
	if err != nil {
		return Entry{}, false, err
	}
	threadKey, err := l.keyring.threadKey(l.generations[verified.Header.Generation])
	if err != nil {
		return Entry{}, false, err
	}
	body, err := verified.Open(threadKey)
	if err != nil {
		return Entry{}, false, err
	}
	l.advance(next)
	l.lastOf[header.Sender] = lastSent{counter: header.Counter, hash: verified.Hash()}
	once := said{header.Sender, body.Logical}
	fresh := !l.logical[once]
	l.logical[once] = true
	l.messages[header.Message] = verified.Hash()
	m := &Message{Sequence: next.after.Sequence(), Sender: header.Sender, Hash: verified.Hash(), Received: next.received, Body: body}
	return Entry{Message: m}, fresh, nil
}

// checkPlace: the message is of this thread, follows the sender's last one, and
// saw a transcript that we have too.
func (l *threadLog) checkPlace(h seal.Header, sequence uint64) error {
	if h.Org != l.org || h.Thread != l.thread {
		return unverified("message of another conversation")
	}
	// An earlier key is also known to those whom a later one left out.
	if _, ok := l.generations[h.Generation]; !ok || h.Generation != l.current.ID() {
		return unverified("message under a key that is unknown or not the newest")
	}
	if l.authority.isVisitor(h.Sender) && !slices.Contains(l.current.Unverified().Visitors(), h.Sender) {
		return unverified("message of a visitor device that is no reader")
	}
	last := l.lastOf[h.Sender]
	if h.Counter != last.counter+1 || h.Previous.ID() != last.hash {
		return unverified("the sender's own order is broken")
	}
	if _, ok := l.messages[h.Message]; ok {
		return seal.Fail(seal.ErrConflict, "read conversation", "two messages under one id")
	}
	if h.Seen >= sequence || h.Seen >= uint64(len(l.hashes)) || l.hashes[h.Seen] != h.SeenTranscript {
		return unverified("the sender saw another history")
	}
	return nil
}

// place is where a verified receipt puts an entry.
type place struct {
	after    seal.Transcript
	received uint64 // Unix seconds
}

func (l *threadLog) checkReceipt(wire []byte, entry, sender seal.ID) (place, error) {
	signed, err := seal.ParseSigned[seal.Receipt](wire)
	if err != nil {
		return place{}, err
	}
	key, err := l.authority.receiptKey(signed.Unverified().ServerKey)
	if err != nil {
		return place{}, err
	}
	receipt, err := signed.Verify(key)
	if err != nil {
		return place{}, err
	}
	if receipt.Org != l.org || receipt.Thread != l.thread {
		return place{}, unverified("receipt of another conversation")
	}
	// Else the server could place what somebody signs today before the end of a
	// right that is long over.
	if receipt.Time+directory.Grace < l.newest {
		return place{}, unverified("the receipt lies before the one of an earlier entry")
	}
	if err := l.authority.mayWrite(sender, receipt.Time); err != nil {
		return place{}, err
	}
	after, err := l.transcript.Accept(receipt, entry)
	return place{after, receipt.Time}, err
}

// names are the device and the server key that an entry claims to be signed by.
func (w entryWire) names() []seal.ID {
	var out []seal.ID
	if receipt, err := seal.ParseSigned[seal.Receipt](w.Receipt); err == nil {
		out = append(out, receipt.Unverified().ServerKey)
	}
	if message, err := seal.ParseMessage(w.Bytes); err == nil {
		return append(out, message.Unverified().Sender)
	}
	if change, err := seal.ParseSigned[seal.ThreadGeneration](w.Bytes); err == nil {
		out = append(out, change.Unverified().Author)
	}
	return out
}

// reads reports whether a visitor device reads here, or did.
func (l *threadLog) reads(visitor seal.ID) bool {
	for _, generation := range l.generations {
		if slices.Contains(generation.Unverified().Visitors(), visitor) {
			return true
		}
	}
	return false
}

func (l *threadLog) advance(p place) {
	l.transcript = p.after
	l.hashes = append(l.hashes, p.after.Hash())
	l.newest = max(l.newest, p.received)
}

// header is the header of the next message by sender; SealMessage draws the rest.
func (l *threadLog) header(sender, head seal.ID) seal.Header {
	last := l.lastOf[sender]
	h := seal.Header{
		Org: l.org, Thread: l.thread, Generation: l.current.ID(),
		Sender: sender, Head: head,
		Counter: last.counter + 1,
		Seen:    l.transcript.Sequence(), SeenTranscript: l.transcript.Hash(),
	}
	if last.counter > 0 {
		h.Previous = seal.Some(last.hash)
	}
	return h
}
