// Package auditor checks the record of acts of a desk, from an export or over
// the network, and trusts nobody but the key and the checkpoints that it is given.
//
// Promise: it names the first entry that was edited, removed, inserted or moved,
// and what is missing at the end; it says when a ledger is not the one that an
// earlier checkpoint was taken of; and it names what was erased without an event
// that tells of it (ledger.Untold), in an export that holds otherwise. Where witnesses
// are named, it demands that enough of them cosigned a checkpoint of this very record.
//
// Threat: the operator of the desk, and whoever can write to its files.
//
// Limits: without a checkpoint that was kept elsewhere, a ledger that was made
// anew by whoever holds the server's key passes. The server's code is not linked
// into it.
package auditor

import (
	"bufio"
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/ledger"
)

// Trust is what an auditor brings.
type Trust struct {
	// Key is the ledger's key, as ledger.VerifierKey writes it. Without it the
	// export's own key is believed, and the report says so.
	Key string
	// Known are signed checkpoints that were kept elsewhere.
	Known [][]byte
	// Witnesses are asked for their word, too.
	Witnesses Witnesses
}

// Report is what was found to hold.
type Report struct {
	Part       bool // of the record: nothing is known of what it leaves out
	Origin     string
	Key        string
	Believed   bool // the key came with the export
	Entries    int64
	Erased     int64  // each with an event that tells of it
	Known      int    // checkpoints that were kept elsewhere, and agree
	Signed     int    // checkpoints in the export, which agree
	Checkpoint []byte // the newest one: keep it for the next time
	Witnessed  *Witnessed
}

var (
	// ErrNothing is returned for an export without a ledger.
	ErrNothing = errors.New("there is no ledger in this: an export begins with a line that names it")
	errCut     = errors.New("the export is cut off: its last line is missing; fetch it again")
	errAfter   = errors.New("something comes after the last line")
	errTwice   = errors.New("an export of one ledger, and then another in it")
)

// Each is called with every entry that is whole, in its export's order; it may be nil.
type Each func(number int64, event *ledger.Event)

// File checks an export.
func File(export io.Reader, trust Trust, each Each) (Report, error) {
	return file(&check{trust: trust, each: each}, export)
}

func file(c *check, export io.Reader) (Report, error) {
	lines := bufio.NewReaderSize(export, 1<<20)
	for number := 1; ; number++ {
		line, err := lines.ReadSlice('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return c.report, c.end()
		}
		if errors.Is(err, io.EOF) {
			return c.report, fmt.Errorf("line %d is cut off: fetch the export again", number)
		}
		if err != nil {
			return c.report, fmt.Errorf("line %d: %w", number, err)
		}
		if err := c.line(line[:len(line)-1]); err != nil {
			return c.report, fmt.Errorf("line %d: %w", number, err)
		}
	}
}

// check is an export that is being read.
type check struct {
	trust    Trust
	each     Each
	verifier *ledger.Verifier
	part     map[int64]seal.ID // the entries of a part, if they are to be looked up
	last     int64             // number of the last entry of a part
	erasures ledger.Erasures
	hearing  hearing
	report   Report
	ended    bool
}

func (c *check) line(wire []byte) error {
	line, err := ledger.ParseLine(wire)
	switch {
	case err != nil:
		return err
	case line.Origin != "" || line.Key != "":
		return c.begin(line)
	case c.verifier == nil:
		return ErrNothing
	case c.ended:
		return errAfter
	case c.report.Part:
		return c.partly(line)
	case line.End:
		c.ended = true
		if line.Number != c.verifier.Size() {
			return &ledger.Damage{First: c.verifier.Size(), Last: line.Number - 1, What: "the export ends before them"}
		}
		return nil
	case line.Checkpoint != nil:
		return c.checkpoint(line.Checkpoint)
	}
	if err := c.verifier.Add(line.Number, line.Entry, line.Leaf); err != nil {
		return err
	}
	c.report.Entries++
	if line.Event == nil {
		c.report.Erased++
		c.erasures.Met(line.Number)
	}
	return c.tell(line)
}

func (c *check) begin(line ledger.Line) error {
	if c.verifier != nil {
		return errTwice
	}
	c.report.Origin, c.report.Key, c.report.Part = line.Origin, c.trust.Key, line.Part
	c.last = math.MaxInt64
	if c.trust.Key == "" {
		c.report.Key, c.report.Believed = line.Key, true
	}
	known, err := c.trust.open(c.report.Key)
	if err != nil {
		return err
	}
	name, err := ledger.KeyName(c.report.Key)
	if err != nil {
		return err
	}
	if name != line.Origin {
		return seal.Fail(seal.ErrUnverified, "ledger export", "it says that it is of the ledger %q, and the key is of %q", line.Origin, name)
	}
	c.report.Known = len(known)
	c.verifier = ledger.NewVerifier(known...)
	return nil
}

var errAlone = errors.New("a part of a record holds no checkpoint that witnesses could have cosigned: give the desk's address with --desk")

var errPart = errors.New("a part of the record holds something else than events, newest first, each once")

// partly reads a line of an export that is not the whole record.
func (c *check) partly(line ledger.Line) error {
	if line.End && line.Number == c.report.Entries {
		c.ended = true
		return nil
	}
	if line.End || line.Checkpoint != nil || line.Event == nil || line.Number >= c.last {
		return errPart
	}
	c.last = line.Number
	c.report.Entries++
	if c.part != nil {
		c.part[line.Number] = line.Entry
	}
	return c.tell(line)
}

// Part checks an export of what somebody looked for, and demands of a running desk
// that its record holds each of these events.
func Part(ctx context.Context, export io.Reader, address string, trust Trust, each Each) (Report, error) {
	c := &check{trust: trust, each: each, part: map[int64]seal.ID{}}
	report, err := file(c, export)
	if err != nil || !report.Part {
		return report, errors.Join(err, errWhole(report.Part))
	}
	there, err := against(ctx, address, trust, c.part)
	if err != nil {
		return report, err
	}
	if there.Origin != report.Origin {
		return report, fmt.Errorf("the part is of the ledger %s, and the desk has %s", report.Origin, there.Origin)
	}
	report.Known, report.Signed, report.Checkpoint, report.Witnessed = there.Known, there.Signed, there.Checkpoint, there.Witnessed
	return report, nil
}

func errWhole(part bool) error {
	if part {
		return nil
	}
	return errors.New("this is an export of the whole record: check it without --desk")
}

// open checks the checkpoints that were kept.
func (t Trust) open(key string) ([]ledger.Checkpoint, error) {
	known := make([]ledger.Checkpoint, len(t.Known))
	for i, note := range t.Known {
		var err error
		if known[i], err = ledger.Open(note, key); err != nil {
			return nil, fmt.Errorf("the checkpoint that you kept, number %d, is of another ledger or key: %w", i+1, err)
		}
	}
	return known, nil
}

func (c *check) checkpoint(note []byte) error {
	signed, err := ledger.OpenSigned(note, c.report.Key)
	if err != nil {
		return err
	}
	if err := c.verifier.Meet(signed.Checkpoint); err != nil {
		return err
	}
	if c.trust.Witnesses.asked() {
		c.hearing.hear(c.trust.Witnesses, signed)
	}
	c.report.Signed++
	c.report.Checkpoint = note
	return nil
}

// tell reads an event that somebody wants to see, or that tells of an erasure: the
// others are hashed and no more, for there may be very many.
func (c *check) tell(line ledger.Line) error {
	var event *ledger.Event
	if line.Event != nil && (c.each != nil || bytes.Contains(line.Event, []byte(ledger.Erased))) {
		parsed, err := ledger.ParseEvent(line.Event)
		if err != nil {
			return err
		}
		event = &parsed
		c.erasures.Tell(line.Number, event)
	}
	if c.each != nil {
		c.each(line.Number, event)
	}
	return nil
}

func (c *check) end() error {
	if c.verifier == nil {
		return ErrNothing
	}
	if !c.ended {
		return errCut
	}
	if c.report.Part {
		if c.part == nil && c.trust.Witnesses.asked() {
			return errAlone
		}
		return nil
	}
	if err := c.verifier.End(); err != nil {
		return err
	}
	if untold := c.erasures.Untold(); untold != nil {
		return untold
	}
	c.report.Witnessed = c.hearing.newest
	return c.hearing.demand(c.trust.Witnesses)
}

// Live checks a running desk by what it shows to everybody: that its entries are
// those of its checkpoint, and that it continues the checkpoints that were kept.
// Address is the desk's origin.
func Live(ctx context.Context, address string, trust Trust) (Report, error) {
	return against(ctx, address, trust, nil)
}

// against does so, and demands that the entries of a part are among them, where
// they say that they are.
func against(ctx context.Context, address string, trust Trust, part map[int64]seal.ID) (Report, error) {
	l := live{ctx: ctx, part: part, base: strings.TrimSuffix(address, "/") + "/api/v1/ledger/", client: &http.Client{Timeout: time.Minute}}
	report := Report{Key: trust.Key}
	if _, err := url.Parse(l.base); err != nil || trust.Key == "" {
		return report, errors.Join(err, errKey)
	}
	known, err := trust.open(trust.Key)
	if err != nil {
		return report, err
	}
	var hearing hearing
	witnessed, err := l.witnessed(trust, &hearing)
	if err != nil {
		return report, err
	}
	if witnessed != nil { // before the newest one, which must continue it
		known, report.Witnessed = append(known, *witnessed), hearing.newest
	}
	if report.Checkpoint, err = l.get("checkpoint", ledger.CheckpointLimit); err != nil {
		return report, err
	}
	newest, err := ledger.Open(report.Checkpoint, trust.Key)
	if err != nil {
		return report, err
	}
	report.Origin, report.Known, report.Signed = newest.Origin, len(trust.Known), 1
	v := ledger.NewVerifier(append(known, newest)...)
	for v.Size() < newest.Size {
		if err := l.entries(v, newest.Size); err != nil {
			return report, err
		}
	}
	for number := range part {
		if number >= newest.Size {
			return report, &ledger.Damage{First: number, Last: number, What: "the desk's record does not reach so far"}
		}
	}
	report.Entries = v.Size()
	return report, v.End()
}

var errAbsent = errors.New("the desk answered 404 Not Found")

var errKey = errors.New("name the ledger's key with --key: an export's first line holds it")

type live struct {
	ctx    context.Context
	part   map[int64]seal.ID
	base   string
	client *http.Client
}

// entries reads the next bundle, with the hashes that the tree has for it.
func (l live) entries(v *ledger.Verifier, size int64) error {
	number := v.Size() / ledger.TileWidth
	width := min(size-v.Size(), ledger.TileWidth)
	path := groups(number)
	if width < ledger.TileWidth {
		path += ".p/" + strconv.FormatInt(width, 10)
	}
	const entry, hash = 2 + len(seal.ID{}), len(seal.ID{})
	bundle, err := l.get("tile/entries/"+path, ledger.TileWidth*int64(entry))
	if err != nil {
		return err
	}
	tile, err := l.get("tile/0/"+path, ledger.TileWidth*int64(hash))
	if err != nil {
		return err
	}
	if int64(len(bundle)) != width*int64(entry) || int64(len(tile)) != width*int64(hash) {
		return fmt.Errorf("the tile %s has another size than its address says", path)
	}
	for i := range int(width) {
		one := bundle[i*entry : (i+1)*entry]
		if binary.BigEndian.Uint16(one) != uint16(hash) {
			return fmt.Errorf("the bundle %s holds entries of another size", path)
		}
		if want, asked := l.part[v.Size()]; asked && want != seal.ID(one[2:]) {
			return &ledger.Damage{First: v.Size(), Last: v.Size(), What: "it is not the event that stands there in the desk's record"}
		}
		if err := v.Add(v.Size(), seal.ID(one[2:]), seal.Some(seal.ID(tile[i*hash:(i+1)*hash]))); err != nil {
			return err
		}
	}
	return nil
}

// groups writes a tile's number as C2SP tlog-tiles does: 1234067 is
// x001/x234/067.
func groups(n int64) string {
	text := fmt.Sprintf("%03d", n%1000)
	for n /= 1000; n > 0; n /= 1000 {
		text = fmt.Sprintf("x%03d/%s", n%1000, text)
	}
	return text
}

const tries = 5

func (l live) get(path string, limit int64) ([]byte, error) {
	for try := 1; ; try++ {
		body, wait, err := l.once(path, limit)
		if err == nil || wait == 0 || try == tries {
			return body, err
		}
		select {
		case <-time.After(wait):
		case <-l.ctx.Done():
			return nil, l.ctx.Err()
		}
	}
}

// once asks once; wait says when to ask again, 0 that it is of no use.
func (l live) once(path string, limit int64) (body []byte, wait time.Duration, err error) {
	request, err := http.NewRequestWithContext(l.ctx, http.MethodGet, l.base+path, nil)
	if err != nil {
		return nil, 0, err
	}
	response, err := l.client.Do(request)
	if err != nil {
		return nil, 0, err
	}
	defer response.Body.Close() //nolint:errcheck // it was only read
	var whole bytes.Buffer
	n, err := io.Copy(&whole, io.LimitReader(response.Body, limit+1))
	switch {
	case err != nil:
		return nil, time.Second, fmt.Errorf("%s: %w", path, err)
	case response.StatusCode == http.StatusTooManyRequests, response.StatusCode >= 500:
		seconds, _ := strconv.Atoi(response.Header.Get("Retry-After")) //nolint:errcheck // then a second
		return nil, time.Duration(max(1, min(seconds, 60))) * time.Second, fmt.Errorf("%s: the desk answered %s", path, response.Status)
	case response.StatusCode == http.StatusNotFound:
		return nil, 0, fmt.Errorf("%s: %w", path, errAbsent)
	case response.StatusCode != http.StatusOK:
		return nil, 0, fmt.Errorf("%s: the desk answered %s", path, response.Status)
	case n > limit:
		return nil, 0, fmt.Errorf("%s: the answer is too large", path)
	}
	return whole.Bytes(), 0, nil
}
