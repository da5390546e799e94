package httpapi

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	form "github.com/sealdesk/sealdesk/seal/ledger"
)

// This file serves the record of acts (docs/ledger.md). Checkpoints, tiles and
// proofs are for anybody: they hold commitments, and tell how many events there
// are, not which. The events are for those who may read them.

func (a *API) ledgerRoutes() []Route {
	return []Route{
		route("GET", "/ledger/checkpoint", access.ReadPublic, nothing, "The newest checkpoint of the record of acts, a signed note", a.getCheckpoint).
			leavesNothing("a commitment, made to be shown around"),
		route("GET", "/ledger/tile/{tile...}", access.ReadPublic, nothing, "A tile of the record's tree, or the entries under it (C2SP tlog-tiles)", a.getTile).
			leavesNothing("hashes of the record, made to be shown around"),
		route("GET", "/ledger/consistency", access.ReadPublic, nothing, "That the newest checkpoint continues an earlier one", a.getConsistency).
			leavesNothing("a proof, made to be shown around").
			asks("from", "size of the earlier one").
			asks("to", "that the record of this size continues it; usually the newest"),
		route("GET", "/ledger/events", access.ReadLedger, nothing, "Events with their salts, newest first", a.getEvents).
			leaves(ledger.Read).
			asks("before", "number of the event before which to begin; usually the end").
			asks("limit", "1 to 1,000, usually 100").
			asksAll(filters...),
		route("GET", "/ledger/export", access.ExportLedger, nothing, "The whole record with its checkpoints, for a verifier; or what is asked for", a.getExport).
			leaves(ledger.Exported).
			asksAll(filters...),
		route("GET", "/ledger/events/{number}/proof", access.ReadLedger, nothing, "That an event is in the newest checkpoint", a.getInclusion).
			leavesNothing("a proof holds hashes alone"),
	}
}

func (a *API) getCheckpoint(ctx context.Context, c *call, _ none) (answered, error) {
	note, err := a.Ledger.Checkpoint(ctx)
	if err != nil {
		return answered{}, err
	}
	c.w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	c.w.Write(note) //nolint:errcheck // the peer may be gone
	return answered{}, nil
}

// tile names a tile in a path: <level or "entries">/<number>[.p/<width>], where a
// number is written in groups of three digits, all but the last after an x.
type tile struct {
	entries bool
	level   int
	number  int64
	width   int
}

func parseTile(path string) (t tile, ok bool) {
	kind, rest, ok := strings.Cut(path, "/")
	if !ok {
		return tile{}, false
	}
	t.width = form.TileWidth
	if before, width, partial := strings.Cut(rest, ".p/"); partial {
		n, err := strconv.Atoi(width)
		if err != nil || n < 1 || n >= form.TileWidth || strconv.Itoa(n) != width {
			return tile{}, false
		}
		rest, t.width = before, n
	}
	if t.entries = kind == "entries"; !t.entries {
		level, err := strconv.Atoi(kind)
		if err != nil || level < 0 || level > 63 || strconv.Itoa(level) != kind {
			return tile{}, false
		}
		t.level = level
	}
	t.number, ok = parseGroups(rest)
	return t, ok
}

func parseGroups(text string) (n int64, ok bool) {
	groups := strings.Split(text, "/")
	if len(groups) > 5 {
		return 0, false
	}
	for i, group := range groups {
		if i < len(groups)-1 {
			after, begun := strings.CutPrefix(group, "x")
			if !begun || i == 0 && after == "000" {
				return 0, false
			}
			group = after
		}
		three, err := strconv.ParseUint(group, 10, 10)
		if err != nil || len(group) != 3 || three > 999 {
			return 0, false
		}
		n = n*1000 + int64(three) //nolint:gosec // below 1,000
	}
	return n, true
}

func (a *API) getTile(ctx context.Context, c *call, _ none) (octets, error) {
	t, ok := parseTile(c.r.PathValue("tile"))
	if !ok {
		return octets{}, errs.New(errs.NotFound, "http.tile", "There is no such tile.", "C2SP tlog-tiles says how their addresses are written.")
	}
	var all []seal.ID
	var err error
	if t.entries {
		all, err = a.Ledger.Entries(ctx, t.number, t.width)
	} else {
		all, err = a.Ledger.Tile(ctx, t.level, t.number, t.width)
	}
	if err != nil {
		return octets{}, err
	}
	out := make([]byte, 0, len(all)*(2+len(seal.ID{})))
	for i := range all {
		if t.entries {
			out = binary.BigEndian.AppendUint16(out, uint16(len(all[i])))
		}
		out = append(out, all[i][:]...)
	}
	return octets{Reader: bytes.NewReader(out), size: int64(len(out)), done: func() error { return nil }}, nil
}

type consistencyOut struct {
	Checkpoint string    `json:"checkpoint"`
	Proof      []seal.ID `json:"proof"`
}

func (a *API) getConsistency(ctx context.Context, c *call, _ none) (consistencyOut, error) {
	from, err := position(c.query.Get("from"))
	if err != nil {
		return consistencyOut{}, err
	}
	to, err := position(c.query.Get("to"))
	if err != nil {
		return consistencyOut{}, err
	}
	note, proof, err := a.Ledger.Consistency(ctx, int64(from), int64(to)) //nolint:gosec // below 2^53
	return consistencyOut{string(note), listed(proof)}, err
}

func (a *API) getInclusion(ctx context.Context, c *call, _ none) (consistencyOut, error) {
	number, err := position(c.r.PathValue("number"))
	if err != nil {
		return consistencyOut{}, err
	}
	note, proof, err := a.Ledger.Inclusion(ctx, int64(number)) //nolint:gosec // below 2^53
	return consistencyOut{string(note), listed(proof)}, err
}

// filters are what may be asked for of the record; all that is asked for must hold.
var filters = []parameter{
	{"kind", "a kind, or the first word of some"},
	{"actor", "who did it, for example account:9f3c…"},
	{"about", "an id that is named anywhere in it"},
	{"object", "what it was done to, or what that belongs to"},
	{"device", "the browser that it came from"},
	{"network", "the network that it came from"},
	{"outcome", "refused, for those alone"},
	{"since", "Unix milliseconds"},
	{"until", "Unix milliseconds"},
}

// filter reads what is wanted of the record.
func (c *call) filter() (f ledger.Filter, err error) {
	q := c.query
	f.Kind, f.Network = ledger.Kind(q.Get("kind")), q.Get("network")
	for _, asked := range []struct {
		name string
		into *seal.ID
	}{{"about", &f.About}, {"object", &f.Object}, {"device", &f.Device}} {
		id, err := optionalID(q.Get(asked.name))
		if err != nil {
			return f, err
		}
		*asked.into = id.ID()
	}
	if text := q.Get("actor"); text != "" {
		if f.Actor, err = form.ParseActor(text); err != nil || !f.Actor.ID.Present() {
			return f, errs.New(errs.Invalid, "http.query", "An actor is account: or visitor: and an id.", "Correct it.")
		}
	}
	if f.Since, err = position(q.Get("since")); err != nil {
		return f, err
	}
	if f.Until, err = position(q.Get("until")); err != nil {
		return f, err
	}
	if text := q.Get("outcome"); text != "" && text != "refused" {
		return f, errs.New(errs.Invalid, "http.query", "The outcome to ask for is refused.", "Correct it.")
	}
	f.Refused = q.Get("outcome") != ""
	return f, nil
}

// getExport streams lines: a record of years does not fit into memory. Where it
// breaks off, the connection does, so that nobody takes a part for the whole.
func (a *API) getExport(ctx context.Context, c *call, _ none) (answered, error) {
	filter, err := c.filter()
	if err != nil {
		return answered{}, err
	}
	begun := false
	control := http.NewResponseController(c.w)
	err = a.Ledger.Export(ctx, c.actor.Source(), filter, func(lines []byte) error {
		if !begun {
			c.w.Header().Set("Content-Type", "application/jsonl")
			c.w.Header().Set("Content-Disposition", `attachment; filename="ledger.jsonl"`)
			begun = true
		}
		control.SetWriteDeadline(time.Now().Add(octetsTime)) //nolint:errcheck // a connection without deadlines keeps the server's
		_, err := c.w.Write(lines)
		return err
	})
	if err != nil && begun {
		panic(http.ErrAbortHandler)
	}
	return answered{}, err
}

// listed is a list that JSON writes as one, empty or not.
func listed(ids []seal.ID) []seal.ID { return append([]seal.ID{}, ids...) }

type eventOut struct {
	Number int64   `json:"number"`
	Entry  seal.ID `json:"entry"`
	Salt   []byte  `json:"salt,omitempty"`  // absent where the event was erased
	Event  []byte  `json:"event,omitempty"` // likewise
}

type eventsOut struct {
	Checkpoint string     `json:"checkpoint"`
	Events     []eventOut `json:"events"`
	Next       int64      `json:"next"`
}

func (a *API) getEvents(ctx context.Context, c *call, _ none) (eventsOut, error) {
	before, err := position(c.query.Get("before"))
	if err != nil {
		return eventsOut{}, err
	}
	limit, err := number(c.query.Get("limit"), 100, ledger.PageLimit)
	if err != nil {
		return eventsOut{}, err
	}
	filter, err := c.filter()
	if err != nil {
		return eventsOut{}, err
	}
	// Once for each search: whoever began it may go on, and look at what is new.
	asked := ledger.Handout{Kind: ledger.Read, Object: seal.Some(filter.Named()), Part: fmt.Sprint(filter)}
	if err := a.handOut(ctx, c, asked); err != nil {
		return eventsOut{}, err
	}
	page, err := a.Ledger.Page(ctx, filter, int64(before), limit) //nolint:gosec // below 2^53
	out := eventsOut{Checkpoint: string(page.Note), Events: []eventOut{}, Next: page.Next}
	for _, r := range page.Events {
		event := eventOut{Number: r.Number, Entry: r.Entry}
		if r.Event != nil {
			event.Salt, event.Event = r.Salt[:], r.Event
		}
		out.Events = append(out.Events, event)
	}
	return out, err
}
