package auditor

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Command is the verifier as people call it, as a command of its own and inside
// of sealdesk.
type Command struct {
	What  string   `arg:"" help:"An export (a file, or - for standard input), or the address of a desk."`
	Key   string   `help:"The ledger's key, as you kept it; an export's first line holds it. With an address it is needed." placeholder:"NAME+HASH+KEY"`
	Known []string `help:"A checkpoint that you kept: the ledger must continue it. May be given several times." type:"existingfile" placeholder:"FILE"`
	Save  string   `help:"Keep the newest checkpoint in this file, for the next time." type:"path" placeholder:"FILE"`
	Print bool     `help:"Print every event of an export."`
}

// Run checks and says what it found. An error says where the record is not what
// was recorded.
func (c Command) Run(ctx context.Context) error {
	trust := Trust{Key: c.Key}
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
	if c.Save != "" && report.Checkpoint != nil {
		if err := os.WriteFile(c.Save, report.Checkpoint, 0o600); err != nil {
			return err
		}
	}
	report.write(os.Stdout)
	return nil
}

func (c Command) check(ctx context.Context, trust Trust) (Report, error) {
	if strings.HasPrefix(c.What, "https://") || strings.HasPrefix(c.What, "http://") {
		return Live(ctx, c.What, trust)
	}
	export := io.Reader(os.Stdin)
	if c.What != "-" {
		file, err := os.Open(c.What)
		if errors.Is(err, fs.ErrNotExist) {
			return Report{}, fmt.Errorf("there is no file %s; an address begins with https://", c.What)
		}
		if err != nil {
			return Report{}, err
		}
		defer file.Close() //nolint:errcheck // it was only read
		export = file
	}
	var each Each
	if c.Print {
		each = Print(os.Stdout)
	}
	return File(export, trust, each)
}

// write says what holds.
func (r Report) write(to io.Writer) {
	fmt.Fprintf(to, "The record holds: %d entries", r.Entries)
	if r.Erased > 0 {
		fmt.Fprintf(to, ", of which %d were erased and left their commitments", r.Erased)
	}
	fmt.Fprintf(to, ".\nLedger:      %s\nCheckpoints: %d signed ones agree", r.Origin, r.Signed)
	if r.Known > 0 {
		fmt.Fprintf(to, ", and %d that you kept", r.Known)
	}
	fmt.Fprintln(to, ".")
	if r.Believed {
		fmt.Fprintf(to, "Key:         %s\n             It came with the export: compare it with the one that somebody else was given, and give it with --key.\n", r.Key)
	}
	if r.Known == 0 {
		fmt.Fprintln(to, "Nothing was compared with an earlier checkpoint: keep one with --save, and give it with --known the next time.")
	}
}

// Print writes an event on a line of its own: number, time, kind, who, object.
func Print(to io.Writer) Each {
	return func(number int64, e *ledger.Event) {
		if e == nil {
			fmt.Fprintf(to, "%d\terased\n", number)
			return
		}
		line := []string{fmt.Sprint(number), time.UnixMilli(int64(e.Time)).UTC().Format(time.RFC3339Nano), string(e.Kind), e.Actor.String()} //nolint:gosec // below 2^53
		for name, value := range e.Details() {
			line = append(line, name+"="+value)
		}
		fmt.Fprintln(to, strings.Join(line, "\t"))
	}
}
