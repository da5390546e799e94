package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"net/url"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/internal/live"
	"github.com/sealdesk/sealdesk/seal"
)

type openingIn struct {
	Thread     []byte   `json:"thread"`
	Generation []byte   `json:"generation"`
	Boxes      [][]byte `json:"boxes"`
	Messages   [][]byte `json:"messages"`
}

func (o openingIn) opening() conversation.Opening {
	return conversation.Opening{Thread: o.Thread, Generation: o.Generation, Boxes: o.Boxes, Messages: o.Messages}
}

type receiptOut struct {
	Sequence uint64 `json:"sequence"`
	Receipt  []byte `json:"receipt"`
}

type openingOut struct {
	Conversation seal.ID      `json:"conversation"`
	Thread       seal.ID      `json:"thread"`
	Receipts     []receiptOut `json:"receipts"`
}

func receipts(in []conversation.Receipt) []receiptOut {
	out := make([]receiptOut, len(in))
	for i, r := range in {
		out[i] = receiptOut{r.Sequence, r.Receipt}
	}
	return out
}

func (a *API) postConversation(ctx context.Context, c *call, in openingIn) (openingOut, error) {
	id, got, err := a.Conversations.Create(ctx, c.actor, in.opening())
	return openingOut{id, id, receipts(got)}, err
}

func (a *API) postNotes(ctx context.Context, c *call, in openingIn) (openingOut, error) {
	conversation, err := c.id("thread")
	if err != nil {
		return openingOut{}, err
	}
	id, got, err := a.Conversations.CreateNotes(ctx, c.actor, conversation, in.opening())
	return openingOut{conversation, id, receipts(got)}, err
}

type listOut struct {
	Conversations []live.Conversation `json:"conversations"`
	Next          *string             `json:"next"`
}

func (a *API) getConversations(ctx context.Context, c *call, _ none) (listOut, error) {
	query, err := listQuery(c.query)
	if err != nil {
		return listOut{}, err
	}
	page, err := a.Conversations.List(ctx, c.actor, query)
	if err != nil {
		return listOut{}, err
	}
	if err := a.handOut(ctx, c, pageOf(query, page)); err != nil {
		return listOut{}, err
	}
	out := listOut{Conversations: make([]live.Conversation, len(page.Previews))}
	for i, preview := range page.Previews {
		out.Conversations[i] = live.NewConversation(c.actor, preview)
	}
	if page.Next.Row > 0 {
		next := fmt.Sprintf("%d.%d", page.Next.Activity, page.Next.Row)
		out.Next = &next
	}
	return out, nil
}

// pageOf is a page of a list, for the record. The same page again is nothing new;
// with a message more in one of its conversations it is another one.
func pageOf(q conversation.Query, page conversation.Page) ledger.Handout {
	digest := sha256.New()
	for _, p := range page.Previews {
		digest.Write(binary.BigEndian.AppendUint64(p.Conversation.ID[:], p.Conversation.LastSequence))
	}
	return ledger.Handout{
		Kind: ledger.ConversationsListed, Object: q.Inbox, Reason: string(q.View), Part: string(digest.Sum(nil)),
		First: uint64(len(page.Previews)), Counts: true,
	}
}

// countsOut is what stands beside the views. Nobody counts what is closed: that
// only grows.
type countsOut struct {
	Mine       int             `json:"mine"`
	Unassigned int             `json:"unassigned"`
	Open       int             `json:"open"`
	Inboxes    map[seal.ID]int `json:"inboxes" doc:"open ones by inbox; one that is not named has none"`
}

func (a *API) getCounts(ctx context.Context, c *call, _ none) (countsOut, error) {
	counts, err := a.Conversations.Count(ctx, c.actor)
	out := countsOut{Inboxes: map[seal.ID]int{}}
	for _, each := range counts {
		out.Open += each.Open
		out.Inboxes[each.Inbox] += each.Open
		switch each.Assignee {
		case seal.OptionalID{}:
			out.Unassigned += each.Open
		case seal.Some(c.actor.Account):
			out.Mine += each.Open
		}
	}
	return out, err
}

func listQuery(values url.Values) (conversation.Query, error) {
	const op = "http.list"
	q := conversation.Query{View: conversation.View(values.Get("view"))}
	switch q.View {
	case "":
		q.View = conversation.All
	case conversation.Mine, conversation.Unassigned, conversation.OpenOnes, conversation.ClosedOnes, conversation.All:
	default:
		return q, errs.New(errs.Invalid, op, "A view is mine, unassigned, open, closed or all.", "Choose one of them.")
	}
	var err error
	if q.Inbox, err = optionalID(values.Get("inbox")); err != nil {
		return q, err
	}
	if q.Limit, err = number(values.Get("limit"), 50, 200); err != nil {
		return q, err
	}
	if before := values.Get("before"); before != "" {
		if n, err := fmt.Sscanf(before, "%d.%d", &q.Before.Activity, &q.Before.Row); err != nil || n != 2 {
			return q, errs.New(errs.Invalid, op, "This cursor cannot be read.", "Take it from the last page as it is.")
		}
	}
	return q, nil
}

type generationOut struct {
	ID        seal.ID `json:"id"`
	Number    uint64  `json:"number"`
	Statement []byte  `json:"statement"`
}

type threadOut struct {
	Thread         []byte            `json:"thread"`
	Kind           string            `json:"kind" enum:"conversation,notes"`
	Conversation   live.Conversation `json:"conversation"`
	VisitorDevices [][]byte          `json:"visitorDevices"`
	Generations    []generationOut   `json:"generations"`
	Keys           []live.Key        `json:"keys"`
	Marks          [][]byte          `json:"marks"`
	NotesThread    *seal.ID          `json:"notesThread"`
}

func (a *API) getThread(ctx context.Context, c *call, _ none) (threadOut, error) {
	id, err := c.id("thread")
	if err != nil {
		return threadOut{}, err
	}
	d, err := a.Conversations.Detail(ctx, c.actor, id)
	if err != nil {
		return threadOut{}, err
	}
	h := ledger.Handout{Kind: ledger.ThreadRead, Object: c.object, Within: c.within, Last: d.Thread.LastMessage}
	if err := a.handOut(ctx, c, h); err != nil {
		return threadOut{}, err
	}
	out := threadOut{
		Thread: d.Thread.Bytes, Kind: "conversation", Conversation: live.NewConversation(c.actor, d.Preview),
		VisitorDevices: d.VisitorDevices, Generations: make([]generationOut, len(d.Generations)), Keys: live.NewKeys(d.Keys), Marks: make([][]byte, len(d.Marks)),
	}
	out.NotesThread = out.Conversation.NotesThread
	if d.Thread.Kind == seal.Notes {
		out.Kind = "notes"
	}
	if out.VisitorDevices == nil {
		out.VisitorDevices = [][]byte{}
	}
	for i, g := range d.Generations {
		out.Generations[i] = generationOut{g.ID, g.Number, g.Bytes}
	}
	for i, m := range d.Marks {
		out.Marks[i] = m.Bytes
	}
	return out, nil
}

type entriesOut struct {
	Entries []live.Entry `json:"entries"`
}

func (a *API) getEntries(ctx context.Context, c *call, _ none) (entriesOut, error) {
	id, err := c.id("thread")
	if err != nil {
		return entriesOut{}, err
	}
	after, err := position(c.query.Get("after"))
	if err != nil {
		return entriesOut{}, err
	}
	limit, err := number(c.query.Get("limit"), 200, 500)
	if err != nil {
		return entriesOut{}, err
	}
	entries, err := a.Conversations.Entries(ctx, id, after, limit)
	if n := len(entries); err == nil && n > 0 {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.EntriesFetched, Object: c.object, Within: c.within, First: entries[0].Sequence, Last: entries[n-1].Sequence})
	}
	if err != nil {
		return entriesOut{}, err
	}
	out := entriesOut{make([]live.Entry, len(entries))}
	for i, e := range entries {
		out.Entries[i] = live.NewEntry(e)
	}
	return out, err
}

type messageIn struct {
	Message     []byte   `json:"message"`
	Attachments []string `json:"attachments,omitempty" pattern:"^[0-9a-f]{32}$"`
}

func (a *API) postMessage(ctx context.Context, c *call, in messageIn) (receiptOut, error) {
	id, err := c.id("thread")
	if err != nil {
		return receiptOut{}, err
	}
	attachments, err := names16(in.Attachments)
	if err != nil {
		return receiptOut{}, err
	}
	receipt, err := a.Conversations.Append(ctx, c.actor, id, conversation.Incoming{Message: in.Message, Attachments: attachments}, nil)
	return receiptOut{receipt.Sequence, receipt.Receipt}, err
}

type generationIn struct {
	Generation []byte   `json:"generation"`
	Boxes      [][]byte `json:"boxes"`
}

func (a *API) postGeneration(ctx context.Context, c *call, in generationIn) (receiptOut, error) {
	id, err := c.id("thread")
	if err != nil {
		return receiptOut{}, err
	}
	receipt, err := a.Conversations.Change(ctx, c.actor, id, in.Generation, in.Boxes)
	return receiptOut{receipt.Sequence, receipt.Receipt}, err
}

type wrapIn struct {
	GroupGeneration seal.ID `json:"groupGeneration"`
	Wrap            []byte  `json:"wrap"`
	Replace         bool    `json:"replace,omitempty"`
}

func (a *API) putWrap(ctx context.Context, c *call, in wrapIn) (none, error) {
	id, err := c.id("thread")
	if err != nil {
		return none{}, err
	}
	generation, err := c.id("generation")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Conversations.SetWrap(ctx, c.actor, id, generation, in.GroupGeneration, in.Wrap, in.Replace)
}

type markIn struct {
	Mark []byte `json:"mark"`
}

func (a *API) putMark(ctx context.Context, c *call, in markIn) (none, error) {
	id, err := c.id("thread")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Conversations.SetMark(ctx, c.actor, id, in.Mark)
}

func (a *API) postClaim(ctx context.Context, c *call, _ none) (live.Conversation, error) {
	return a.handled(ctx, c, a.Conversations.Claim)
}

func (a *API) postClose(ctx context.Context, c *call, _ none) (live.Conversation, error) {
	return a.handled(ctx, c, a.Conversations.Close)
}

func (a *API) postReopen(ctx context.Context, c *call, _ none) (live.Conversation, error) {
	return a.handled(ctx, c, a.Conversations.Reopen)
}

type assignIn struct {
	Account *seal.ID `json:"account" nullable:"true"`
}

func (a *API) postAssign(ctx context.Context, c *call, in assignIn) (live.Conversation, error) {
	account := seal.OptionalID{}
	if in.Account != nil {
		account = seal.Some(*in.Account)
	}
	return a.handled(ctx, c, func(ctx context.Context, actor access.Actor, id seal.ID) (conversation.Conversation, error) {
		return a.Conversations.Assign(ctx, actor, id, account)
	})
}

func (a *API) handled(ctx context.Context, c *call, act func(context.Context, access.Actor, seal.ID) (conversation.Conversation, error)) (live.Conversation, error) {
	id, err := c.id("thread")
	if err != nil {
		return live.Conversation{}, err
	}
	changed, err := act(ctx, c.actor, id)
	if err != nil {
		return live.Conversation{}, err
	}
	preview, err := a.Conversations.Preview(ctx, c.actor, changed)
	if err != nil {
		return live.Conversation{}, err
	}
	return a.preview(ctx, c, preview)
}

// getLive upgrades to a WebSocket. A cookie comes with every request that a
// page of another site makes, so there the page's origin must be ours.
func (a *API) getLive(_ context.Context, c *call, _ none) (answered, error) {
	cursor, err := position(c.query.Get("cursor"))
	if err != nil {
		return answered{}, err
	}
	if origin := c.r.Header.Get("Origin"); origin != "" && origin != a.Origin && origin != "http://"+c.r.Host && origin != "https://"+c.r.Host {
		return answered{}, errs.New(errs.Forbidden, "http.live", "This connection came from another site.", "Open the page itself.")
	}
	if c.r.Header.Get("Upgrade") == "" {
		return answered{}, errs.New(errs.Invalid, "http.live", "This address speaks WebSocket.", "Connect with the subprotocol "+live.Protocol+".")
	}
	return answered{}, a.serveLive(c.w, c, cursor)
}
