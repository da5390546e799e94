package readers

import (
	"fmt"
	"slices"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Trust is what whoever checks a file brings.
type Trust struct {
	// Key is the key of the organisation's ledger, as they kept it: its name holds
	// the organisation's id. Without it the file's own organisation is believed, and
	// the report says so.
	Key string
	// Known are signed checkpoints of the ledger that were kept elsewhere.
	Known [][]byte
	Now   time.Time
}

// Verify checks a file. An error names the first thing that does not hold.
func Verify(data []byte, trust Trust) (Report, error) {
	file, digest, err := Parse(data)
	if err != nil {
		return Report{}, err
	}
	c := check{file: file, now: uint64(max(trust.Now.Unix(), 0)), visitors: map[seal.ID]seal.VisitorDevice{}, said: map[seal.ID]said{}} //nolint:gosec // not negative
	for _, step := range []func() error{c.opening, c.directory, c.entries, c.everyVisitorReads} {
		if err := step(); err != nil {
			return Report{}, err
		}
	}
	if err := c.ledger(trust); err != nil {
		return Report{}, err
	}
	return c.result, c.signed(digest)
}

// check is a file that is being verified.
type check struct {
	file     File
	now      uint64 // Unix seconds
	thread   seal.Thread
	visitors map[seal.ID]seal.VisitorDevice
	history  directory.History

	transcript seal.Transcript
	hashes     []seal.ID // T(0), T(1) …
	newest     uint64    // newest receipt time
	said       map[seal.ID]said
	spans      []Span

	result Report
}

// said is the newest message of a sender: each names the one before.
type said struct {
	counter uint64
	hash    seal.ID
}

func unverified(format string, args ...any) error {
	return seal.Fail(seal.ErrUnverified, "proof of readers", format, args...)
}

// opening checks whose conversation it is: its first device opened it, and every
// device's keys are as it signed them.
func (c *check) opening() error {
	signed, err := seal.ParseSigned[seal.Thread](c.file.Opening)
	if err != nil {
		return fmt.Errorf("the conversation's opening: %w", err)
	}
	c.thread = signed.Unverified()
	if signed.ID() != c.file.Thread || c.thread.Kind != seal.Conversation {
		return unverified("the opening is of another conversation than the one named")
	}
	for _, wire := range c.file.Visitors {
		device, err := seal.ParseVisitorDevice(wire)
		if err != nil {
			return fmt.Errorf("a device of the customer's: %w", err)
		}
		if _, twice := c.visitors[device.ID()]; twice || device.Unverified().Org != c.thread.Org {
			return unverified("a device of the customer's is named twice, or is of another organisation")
		}
		c.visitors[device.ID()] = device.Unverified()
	}
	author, ok := c.visitors[c.thread.Author]
	if !ok {
		return unverified("the device that opened the conversation is missing")
	}
	if _, err := signed.Verify(author.Signing); err != nil {
		return fmt.Errorf("the conversation's opening: %w", err)
	}
	return nil
}

// directory checks the organisation, and learns who was handed the team's key since
// the conversation began.
func (c *check) directory() error {
	if c.file.Entries[0].Generation == nil {
		return unverified("entry 1: a conversation begins with a key, and this is a message")
	}
	first, err := seal.ParseSigned[seal.ThreadGeneration](c.file.Entries[0].Generation)
	if err != nil {
		return fmt.Errorf("entry 1: %w", err)
	}
	team := first.Unverified().Groups()
	if len(team) != 1 {
		return unverified("entry 1: a key for other than one team")
	}
	q := directory.Question{Pin: c.thread.Org, Inbox: c.thread.Subject, Now: c.now}
	if c.history, err = directory.VerifyHistory(c.file.Directory, q, team[0]); err != nil {
		return fmt.Errorf("the organisation's directory: %w", err)
	}
	if made := c.file.Made; made > c.now+directory.Grace || made+directory.Grace < c.history.Head.Time {
		return unverified("the file says that it was made at another time than it can have been; check the clock")
	}
	return nil
}

// entries goes through the conversation from its first entry to the last.
func (c *check) entries() error {
	c.transcript = seal.NewTranscript(c.file.Thread)
	c.hashes = []seal.ID{c.transcript.Hash()}
	for i, entry := range c.file.Entries {
		if err := c.entry(entry, i == len(c.file.Entries)-1); err != nil {
			return fmt.Errorf("entry %d: %w", i+1, err)
		}
	}
	c.result = c.report()
	return nil
}

func (c *check) entry(entry Entry, last bool) error {
	if entry.Generation == nil {
		return c.message(entry, last)
	}
	return c.generation(entry)
}

// message checks that a message was sealed under the key that was the newest then.
func (c *check) message(entry Entry, last bool) error {
	header, hash, err := entry.Outline.Read()
	if err != nil {
		return err
	}
	now := &c.spans[len(c.spans)-1]
	if header.Org != c.thread.Org || header.Thread != c.file.Thread {
		return unverified("a message of another conversation")
	}
	if header.Generation != now.id {
		return unverified("a message under another key than the newest")
	}
	if _, customer := c.visitors[header.Sender]; customer && !slices.Contains(now.Devices, header.Sender) {
		return unverified("a message of a customer's device that could not read")
	}
	if header.Seen >= uint64(len(c.hashes)) || c.hashes[header.Seen] != header.SeenTranscript {
		return unverified("its sender saw another history")
	}
	if before := c.said[header.Sender]; header.Counter != before.counter+1 || header.Previous.ID() != before.hash {
		return unverified("it does not follow its sender's message before")
	}
	c.said[header.Sender] = said{header.Counter, hash}
	if (entry.Receipt != nil) != last {
		return unverified("of messages the last one, and no other, has a receipt")
	}
	received := now.Until
	if last {
		if received, err = c.received(entry.Receipt, hash); err != nil {
			return err
		}
	} else {
		c.advance(c.transcript.Next(hash), c.newest)
	}
	now.Last, now.Until, now.Messages = c.transcript.Sequence(), max(now.Until, received), now.Messages+1
	return nil
}

// generation checks a change of readers as every client does (protocol section 6).
func (c *check) generation(entry Entry) error {
	signed, err := seal.ParseSigned[seal.ThreadGeneration](entry.Generation)
	if err != nil {
		return err
	}
	author := signed.Unverified().Author
	visitor, byVisitor := c.visitors[author]
	device, known := c.history.Devices[author]
	if !byVisitor && !known {
		return unverified("a key by a device that is neither the customer's nor the team's")
	}
	key := visitor.Signing
	if !byVisitor {
		key = device.Key
	}
	g, err := signed.Verify(key)
	if err != nil {
		return err
	}
	span, err := c.succeeds(g, byVisitor)
	if err != nil {
		return err
	}
	received, err := c.received(entry.Receipt, signed.ID())
	if err != nil {
		return err
	}
	if !byVisitor && (!span.team.Names(device.Account) || !device.WroteBy(received)) {
		return unverified("a key by somebody who had not the team's own, or no right any more")
	}
	if n := len(c.spans); n > 0 {
		c.spans[n-1].Until = received
	}
	span.id, span.First, span.Last = signed.ID(), c.transcript.Sequence(), c.transcript.Sequence()
	span.From, span.Until = received, received
	c.spans = append(c.spans, span)
	return nil
}

// succeeds checks that a generation follows the one before, for one team and
// devices that are known.
func (c *check) succeeds(g seal.ThreadGeneration, byVisitor bool) (Span, error) {
	span := Span{Number: g.Number, Author: g.Author, Devices: g.Visitors(), statement: g}
	if g.Org != c.thread.Org || g.Thread != c.file.Thread {
		return span, unverified("a key of another conversation")
	}
	if n := len(c.spans); n > 0 {
		before := c.spans[n-1]
		if err := before.statement.CheckSuccessor(before.id, g, byVisitor); err != nil {
			return span, err
		}
	} else if g.Number != 1 || g.Author != c.thread.Author {
		return span, unverified("the conversation's first key is not its first")
	}
	for _, device := range span.Devices {
		if _, ok := c.visitors[device]; !ok {
			return span, unverified("a device among the readers is missing in the file")
		}
	}
	team := slices.IndexFunc(c.history.Generations, func(t directory.GenerationState) bool {
		return len(g.Groups()) == 1 && t.ID == g.Groups()[0]
	})
	if team < 0 {
		return span, unverified("a key for other than one key of the team")
	}
	span.team = c.history.Generations[team]
	return span, nil
}

// received checks the server's word for the next entry's place, and moves on.
func (c *check) received(wire []byte, entry seal.ID) (uint64, error) {
	if wire == nil {
		return 0, unverified("it lacks the server's receipt")
	}
	signed, err := seal.ParseSigned[seal.Receipt](wire)
	if err != nil {
		return 0, err
	}
	key, ok := c.history.ServerKeys[signed.Unverified().ServerKey]
	if !ok {
		return 0, unverified("a receipt under a key that the directory does not show")
	}
	receipt, err := signed.Verify(key)
	if err != nil {
		return 0, err
	}
	if receipt.Org != c.thread.Org || receipt.Thread != c.file.Thread {
		return 0, unverified("a receipt of another conversation")
	}
	if receipt.Time+directory.Grace < c.newest {
		return 0, unverified("its receipt lies before the one of an earlier entry")
	}
	after, err := c.transcript.Accept(receipt, entry)
	if err != nil {
		return 0, err
	}
	c.advance(after, receipt.Time)
	return receipt.Time, nil
}

func (c *check) advance(after seal.Transcript, received uint64) {
	c.transcript, c.hashes, c.newest = after, append(c.hashes, after.Hash()), max(c.newest, received)
}

// everyVisitorReads refuses devices that never read: a file names nobody else.
func (c *check) everyVisitorReads() error {
	for id := range c.visitors {
		if !slices.ContainsFunc(c.spans, func(s Span) bool { return slices.Contains(s.Devices, id) }) {
			return unverified("device %s stands in the file and was never a reader", id)
		}
	}
	return nil
}

// ledger checks the organisation against the key that was kept, and the file's
// checkpoint against those that were.
func (c *check) ledger(trust Trust) error {
	var keys []string
	for _, key := range c.history.ServerKeys {
		name, err := ledger.VerifierKey(c.thread.Org, key)
		if err != nil {
			return err
		}
		keys = append(keys, name)
	}
	newest, err := ledger.VerifierKey(c.thread.Org, c.history.ServerKey)
	if err != nil {
		return err
	}
	c.result.Key, c.result.Believed = newest, trust.Key == ""
	if trust.Key != "" && !slices.Contains(keys, trust.Key) {
		return unverified("it is of another organisation, or of another server key, than the one that you kept")
	}
	if c.file.Checkpoint == nil {
		return nil
	}
	own, err := ledger.Open(c.file.Checkpoint, keys...)
	if err != nil {
		return fmt.Errorf("the checkpoint in it: %w", err)
	}
	c.result.Checkpoint = c.file.Checkpoint
	for i, note := range trust.Known {
		known, err := ledger.Open(note, keys...)
		if err != nil {
			return fmt.Errorf("the checkpoint that you kept, number %d: %w", i+1, err)
		}
		if known.Size == own.Size && known.Root != own.Root {
			return unverified("the checkpoint that you kept, number %d, is of another record than the one in the file: keep both", i+1)
		}
	}
	return nil
}

// signed checks that the customer's device made the file as it is.
func (c *check) signed(digest seal.ID) error {
	device, ok := c.visitors[c.file.Device]
	if !ok || len(c.file.Signature) != len(seal.Signature{}) {
		return unverified("it is not signed by a device of the customer's")
	}
	if device.Signing.Verify(ObjectType, digest[:], seal.Signature(c.file.Signature)) != nil {
		return unverified("it is not as the customer's device signed it: something in it was changed")
	}
	return nil
}
