package auditor

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/sealdesk/sealdesk/client/readers"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Command is the verifier as people call it, as a command of its own and inside
// of sealdesk.
type Command struct {
	What       string        `arg:"" help:"An export, a proof of one event, or a customer's proof of who could read (a file, or - for standard input), or the address of a desk."`
	Key        string        `help:"The ledger's key, as you kept it; an export's first line holds it. With an address or a proof it is needed." placeholder:"NAME+HASH+KEY"`
	Known      []string      `help:"A checkpoint that you kept: the ledger must continue it. May be given several times." type:"existingfile" placeholder:"FILE"`
	Desk       string        `help:"For an export of a part of the record: demand that the record of the desk at this address holds it." placeholder:"ADDRESS"`
	Witness    []string      `help:"Demand that this witness cosigned the record: its key, as its operator gives it. May be given several times." placeholder:"NAME+HASH+KEY" sep:"none"`
	Quorum     int           `help:"How many of these witnesses have to have cosigned one checkpoint; usually all." placeholder:"N"`
	WitnessAge time.Duration `help:"How long ago they may have done so; 0 for whenever." default:"24h"`
	Save       string        `help:"Keep the newest checkpoint in this file, for the next time." type:"path" placeholder:"FILE"`
	Print      bool          `help:"Print every event of an export."`
}

// Run checks and says what it found. An error says where the record is not what
// was recorded.
func (c Command) Run(ctx context.Context) error {
	witnesses, err := ParseWitnesses(c.Witness, c.Quorum, c.WitnessAge)
	if err != nil {
		return err
	}
	trust := Trust{Key: c.Key, Witnesses: witnesses}
	for _, path := range c.Known {
		note, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		trust.Known = append(trust.Known, note)
	}
	report, err := c.check(ctx, trust)
	if err != nil {
		return err
	}
	if c.Save != "" && report.newest() != nil {
		if err := os.WriteFile(c.Save, report.newest(), 0o600); err != nil {
			return err
		}
	}
	report.write(os.Stdout)
	return nil
}

func (c Command) check(ctx context.Context, trust Trust) (told, error) {
	if strings.HasPrefix(c.What, "https://") || strings.HasPrefix(c.What, "http://") {
		return Live(ctx, c.What, trust)
	}
	file := os.Stdin
	if c.What != "-" {
		var err error
		file, err = os.Open(c.What)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("there is no file %s; an address begins with https://", c.What)
		}
		if err != nil {
			return nil, err
		}
		defer file.Close() //nolint:errcheck // it was only read
	}
	lines := bufio.NewReaderSize(file, 1<<20)
	head, err := lines.Peek(len(ledger.ProofHeader))
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	if string(head) == ledger.ProofHeader {
		proof, err := io.ReadAll(io.LimitReader(lines, ledger.ProofLimit+1))
		if err != nil {
			return nil, err
		}
		return Proof(proof, trust)
	}
	if head, err := lines.Peek(len(readers.Start)); err == nil && string(head) == readers.Start {
		proof, err := io.ReadAll(io.LimitReader(lines, readers.FileLimit+1))
		if err != nil {
			return nil, err
		}
		report, err := readers.Verify(proof, readers.Trust{Key: trust.Key, Known: trust.Known, Now: time.Now()})
		return whoCould(report), err
	}
	var each Each
	if c.Print {
		each = Print(os.Stdout)
	}
	if c.Desk != "" {
		return Part(ctx, lines, c.Desk, trust, each)
	}
	return File(lines, trust, each)
}

// told is what a check says.
type told interface {
	write(to io.Writer)
	newest() []byte // the checkpoint to keep
}

func (r Report) newest() []byte { return r.Checkpoint }
func (p Proven) newest() []byte { return p.note }

// whoCould is what a customer's proof says.
type whoCould readers.Report

func (r whoCould) newest() []byte     { return r.Checkpoint }
func (r whoCould) write(to io.Writer) { readers.Report(r).Write(to) }

// write says what was shown.
func (p Proven) write(to io.Writer) {
	Print(to)(p.Number, &p.Event)
	fmt.Fprintf(to, "This event stands in the record, as entry %d.\nLedger:      %s\nCheckpoint:  of %d entries", p.Number, plain(p.In.Origin), p.In.Size)
	if p.Known > 0 {
		fmt.Fprint(to, ", as one that you kept")
	}
	fmt.Fprintln(to, ".")
	p.Witnessed.write(to, p.In.Size)
	if p.Known == 0 && p.Witnessed == nil {
		fmt.Fprintln(to, "Whether that checkpoint is of the record that others see is not shown: keep it with --save, and give it with --known when you check the desk.")
	}
}

// write says what holds.
func (r Report) write(to io.Writer) {
	if r.Part {
		r.writePart(to)
		return
	}
	fmt.Fprintf(to, "The record holds: %d entries", r.Entries)
	if r.Erased > 0 {
		fmt.Fprintf(to, ", of which %d were erased, as events tell, and left their commitments", r.Erased)
	}
	fmt.Fprintf(to, ".\nLedger:      %s\nCheckpoints: %d signed ones agree", plain(r.Origin), r.Signed)
	if r.Known > 0 {
		fmt.Fprintf(to, ", and %d that you kept", r.Known)
	}
	fmt.Fprintln(to, ".")
	r.Witnessed.write(to, r.Entries)
	if r.Believed {
		fmt.Fprintf(to, "Key:         %s\n             It came with the export: compare it with the one that somebody else was given, and give it with --key.\n", plain(r.Key))
	}
	if r.Known == 0 {
		fmt.Fprintln(to, "Nothing was compared with an earlier checkpoint: keep one with --save, and give it with --known the next time.")
	}
}

func (r Report) writePart(to io.Writer) {
	fmt.Fprintf(to, "A part of a record: %d events, as somebody looked for them. What it leaves out is not known.\nLedger:      %s\n", r.Entries, plain(r.Origin))
	if r.Signed == 0 {
		fmt.Fprintln(to, "That these events were recorded is not checked: give the desk's address with --desk, and the key with --key.")
		return
	}
	fmt.Fprintf(to, "The desk's record holds each of them, under %d checkpoint that it signed", r.Signed)
	if r.Known > 0 {
		fmt.Fprintf(to, ", and it continues %d that you kept", r.Known)
	}
	fmt.Fprintln(to, ".")
	r.Witnessed.write(to, 0)
}

// write says who else saw the record.
func (w *Witnessed) write(to io.Writer, entries int64) {
	if w == nil {
		return
	}
	fmt.Fprintf(to, "Witnesses:   %s cosigned the first %d entries, at %s or later", strings.Join(w.Names, ", "), w.Size, w.Since.Format(time.RFC3339))
	if w.Size < entries {
		fmt.Fprintf(to, "; for the last %d there is only the desk's word", entries-w.Size)
	}
	fmt.Fprintln(to, ".")
}

// Print writes an event on a line of its own: number, time, kind, who, object.
func Print(to io.Writer) Each {
	return func(number int64, e *ledger.Event) {
		if e == nil {
			fmt.Fprintf(to, "%d\terased\n", number)
			return
		}
		line := []string{fmt.Sprint(number), time.UnixMilli(int64(e.Time)).UTC().Format(time.RFC3339Nano), plain(string(e.Kind)), e.Actor.String()} //nolint:gosec // below 2^53
		for name, value := range e.Details() {
			line = append(line, name+"="+plain(value))
		}
		fmt.Fprintln(to, strings.Join(line, "\t"))
	}
}

// plain is a word without what could pretend to be a line of the answer, or move a
// terminal's cursor: whoever made the file chose it.
func plain(word string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return unicode.ReplacementChar
	}, word)
}
