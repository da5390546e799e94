package readers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Report is what holds.
type Report struct {
	Org          seal.ID
	Organisation string
	Team         string
	Conversation seal.ID
	Made         uint64 // Unix seconds, by the customer's clock; the other times by the server's
	Head         directory.SeenHead
	Entries      uint64
	Messages     uint64
	Spans        []Span
	People       []Person // who was handed a key first comes first
	Devices      []Device
	Key          string // of the ledger
	Believed     bool   // the organisation is the one that the file names
	Checkpoint   []byte // nil if there was none
}

// Span is how long one key of the conversation was the newest.
type Span struct {
	Number      uint64
	First, Last uint64 // entries
	From, Until uint64 // Unix seconds
	Messages    uint64
	Author      seal.ID   // the device that made the key
	Devices     []seal.ID // of the customer's, which have it

	id        seal.ID
	team      directory.GenerationState
	statement seal.ThreadGeneration
}

// Person is somebody of the team who was handed a key.
type Person struct {
	directory.Colleague
	// Handed is when each key of the team was handed to them, Unix seconds.
	Handed []uint64
	// Could are the entries that they could open.
	Could []Range
}

// Device is a device of the customer's.
type Device struct {
	ID    seal.ID
	Key   seal.PublicKey
	Could []Range
}

// Range are neighbouring entries, and from when until when they came.
type Range struct {
	First, Last uint64
	From, Until uint64 // Unix seconds
}

func (c *check) report() Report {
	r := Report{
		Org: c.thread.Org, Organisation: c.history.Organisation, Team: c.history.GroupName, Conversation: c.file.Thread,
		Made: c.file.Made, Head: c.history.Head, Entries: c.transcript.Sequence(), Spans: c.spans,
	}
	for _, span := range c.spans {
		r.Messages += span.Messages
	}
	for id, device := range c.visitors {
		could := c.ranges(func(s Span) bool { return slices.Contains(s.Devices, id) })
		r.Devices = append(r.Devices, Device{ID: id, Key: device.Signing, Could: could})
	}
	slices.SortFunc(r.Devices, func(a, b Device) int { return strings.Compare(a.ID.Hex(), b.ID.Hex()) })
	for _, colleague := range c.history.Colleagues {
		r.People = append(r.People, c.person(colleague))
	}
	slices.SortFunc(r.People, func(a, b Person) int {
		return strings.Compare(fmt.Sprintf("%020d %s", a.Handed[0], a.Account.Hex()), fmt.Sprintf("%020d %s", b.Handed[0], b.Account.Hex()))
	})
	return r
}

// person is what a colleague could open: who is handed a key of the team may be
// handed the earlier ones with it, but none that comes after.
func (c *check) person(colleague directory.Colleague) Person {
	p := Person{Colleague: colleague}
	var newest uint64
	for _, generation := range c.history.Generations {
		if generation.Names(colleague.Account) {
			p.Handed = append(p.Handed, generation.Time)
			newest = generation.Number
		}
	}
	p.Could = c.ranges(func(s Span) bool { return s.team.Number <= newest })
	return p
}

// ranges joins the spans that fit where they are neighbours.
func (c *check) ranges(fits func(Span) bool) []Range {
	var out []Range
	for i, span := range c.spans {
		switch {
		case !fits(span):
		case i > 0 && fits(c.spans[i-1]):
			out[len(out)-1].Last, out[len(out)-1].Until = span.Last, span.Until
		default:
			out = append(out, Range{span.First, span.Last, span.From, span.Until})
		}
	}
	return out
}

// Write says it in plain words.
func (r Report) Write(to io.Writer) {
	first, last := r.Spans[0], r.Spans[len(r.Spans)-1]
	fmt.Fprintf(to, "The proof holds.\n\n")
	fmt.Fprintf(to, "Conversation  %s\n", r.Conversation.Hex())
	fmt.Fprintf(to, "With          %s, team %s\n", plain(r.Organisation), plain(r.Team))
	fmt.Fprintf(to, "From          %s until %s: %s, under %s\n", when(first.From), when(last.Until),
		count(r.Messages, "message", "messages"), count(uint64(len(r.Spans)), "key", "keys one after the other"))
	fmt.Fprintf(to, "As of         %s, when a colleague's device signed the organisation's directory:\n              head %s\n\n", when(r.Head.Time), r.Head.ID.Hex())
	fmt.Fprintln(to, "These could read it, and nobody else was handed a key to it:")
	for _, device := range r.Devices {
		fmt.Fprintf(to, "\n  The customer, on device %s\n", seal.Code(device.ID))
		r.could(to, device.Could)
		fmt.Fprintf(to, "    Key: %s\n", hex.EncodeToString(device.Key[:]))
	}
	for _, person := range r.People {
		r.person(to, person)
	}
	r.trust(to)
}

func (r Report) person(to io.Writer, p Person) {
	fmt.Fprintf(to, "\n  %s, code %s\n", plain(p.Name), seal.Code(p.Account))
	r.could(to, p.Could)
	fmt.Fprintf(to, "    Was handed the team's key: %s\n", times(p.Handed))
	if p.Left != 0 {
		fmt.Fprintf(to, "    Left the team: %s\n", when(p.Left))
	}
	if p.Removed != 0 {
		fmt.Fprintf(to, "    Account removed: %s\n", when(p.Removed))
	}
	for _, keys := range p.Keys {
		sealing := sha256.Sum256(keys.Sealing[:])
		fmt.Fprintf(to, "    Keys since %s: identity %s\n      sealing, SHA-256 %s\n", when(keys.Since), hex.EncodeToString(keys.Identity[:]), hex.EncodeToString(sealing[:]))
	}
}

// could says from when until when. What is open at the end is said so.
func (r Report) could(to io.Writer, could []Range) {
	for _, one := range could {
		switch {
		case one.First == 1 && one.Last == r.Entries:
			fmt.Fprintf(to, "    Could read all of it, to the end\n")
		case one.Last == r.Entries:
			fmt.Fprintf(to, "    Could read what came from %s on (entries %d to %d)\n", when(one.From), one.First, one.Last)
		default:
			fmt.Fprintf(to, "    Could read what came from %s until %s (entries %d to %d), and nothing later\n", when(one.From), when(one.Until), one.First, one.Last)
		}
	}
}

func (r Report) trust(to io.Writer) {
	fmt.Fprintf(to, "\nOrganisation  code %s\n", seal.Code(r.Org))
	if r.Believed {
		fmt.Fprintln(to, "              It came with the file: compare the code with the one in the chat window, or give a key that you kept with --key.")
	}
	fmt.Fprintf(to, "Ledger        %s\n", r.Key)
	fmt.Fprintln(to, "              Whoever may read it finds the head above in it, as the object of an event directory.head.")
	if r.Checkpoint == nil {
		fmt.Fprintln(to, "              The file holds no checkpoint of it.")
	} else {
		fmt.Fprintln(to, "              The file holds a signed checkpoint of it. With --save it is kept in a file of its own; give that with --known when you check the desk or an export of it.")
	}
	fmt.Fprintf(to, "\nWhat this does not prove\n"+
		"  - That somebody did read. Who could, need not have. Reads are in the organisation's ledger.\n"+
		"  - That nobody passed words or keys on, or looked over a shoulder.\n"+
		"  - That somebody who joined the team later was handed the earlier keys too. It may be, so they are named as if they were.\n"+
		"  - Anything after %s, which is when the customer's device says that it made the file.\n"+
		"  - Anything about the team's own notes beside the conversation, which customers cannot see.\n"+
		"No archive, robot or escrow holds a key: this version of the protocol knows no such readers and refuses them. Who has a colleague's recovery kit can be that colleague.\n", when(r.Made))
}

func when(unix uint64) string {
	return time.Unix(int64(min(unix, 1<<40)), 0).UTC().Format("2006-01-02 15:04:05 UTC") //nolint:gosec // bounded
}

// times names the first and the last of many.
func times(all []uint64) string {
	if len(all) > 3 {
		return fmt.Sprintf("%s, and %d more times until %s", when(all[0]), len(all)-1, when(all[len(all)-1]))
	}
	out := make([]string, len(all))
	for i, unix := range all {
		out[i] = when(unix)
	}
	return strings.Join(out, ", ")
}

func count(n uint64, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// plain is a name without what could pretend to be a line of the report, or move a
// terminal's cursor.
func plain(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, name)
}
