package httpapi

import (
	"context"
	"strconv"

	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

const statementsPerPage = 1000

type directoryOut struct {
	Statements [][]byte `json:"statements"`
	Size       int      `json:"size"`
	Head       []byte   `json:"head" nullable:"true"`
}

func (a *API) getDirectory(ctx context.Context, c *call, _ none) (directoryOut, error) {
	after, err := position(c.query.Get("after"))
	if err != nil {
		return directoryOut{}, err
	}
	statements, size, head, err := a.Directory.Page(int(min(after, 1<<31)), statementsPerPage)
	if n := len(statements); err == nil && n > 0 {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.DirectoryFetched, Reason: "statements", First: after + 1, Last: after + uint64(n)})
	}
	if err != nil {
		return directoryOut{}, err
	}
	if statements == nil {
		statements = [][]byte{}
	}
	return directoryOut{statements, size, head}, nil
}

type directoryIn struct {
	Statements [][]byte       `json:"statements"`
	Head       []byte         `json:"head,omitempty" nullable:"true"`
	Boxes      []groupBoxJSON `json:"boxes,omitempty"`
}

type sizeOut struct {
	Size int `json:"size"`
}

func (a *API) postDirectory(ctx context.Context, c *call, in directoryIn) (sizeOut, error) {
	size, err := a.Directory.Append(ctx, c.actor, directory.Batch{Statements: in.Statements, Head: in.Head, Boxes: groupBoxes(in.Boxes)})
	return sizeOut{size}, err
}

type headIn struct {
	Head []byte `json:"head"`
}

func (a *API) postHead(ctx context.Context, c *call, in headIn) (none, error) {
	return none{}, a.Directory.AddHead(ctx, c.actor, in.Head)
}

type myBoxRow struct {
	Group     seal.ID `json:"group"`
	Number    uint64  `json:"number"`
	Statement seal.ID `json:"statement"`
	Author    seal.ID `json:"author"`
	Box       []byte  `json:"box"`
}

func (a *API) getGroupBoxes(ctx context.Context, c *call, _ none) ([]myBoxRow, error) {
	boxes, err := a.Directory.Boxes(ctx, c.actor)
	if n := len(boxes); err == nil && n > 0 {
		err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.GroupKeysFetched, Object: seal.Some(c.actor.Account), Part: strconv.Itoa(n), First: uint64(n), Counts: true})
	}
	if err != nil {
		return nil, err
	}
	out := make([]myBoxRow, len(boxes))
	for i, b := range boxes {
		out[i] = myBoxRow{b.Group, b.Number, b.Statement, b.Author, b.Box}
	}
	return out, nil
}

type articlesIn struct {
	Bytes []byte `json:"bytes"`
}

type hashOut struct {
	Hash seal.ID `json:"hash"`
}

func (a *API) putArticles(ctx context.Context, c *call, in articlesIn) (hashOut, error) {
	hash, err := a.Directory.StoreArticles(ctx, c.actor, in.Bytes)
	return hashOut{hash}, err
}

type inboxRow struct {
	ID       seal.ID      `json:"id"`
	Settings settingsJSON `json:"settings"`
}

func (a *API) getInboxes(ctx context.Context, _ *call, _ none) ([]inboxRow, error) {
	inboxes := a.Directory.Replay().Inboxes()
	out := make([]inboxRow, len(inboxes))
	for i, inbox := range inboxes {
		settings, err := a.Directory.Settings(ctx, inbox.ID)
		if err != nil {
			return nil, err
		}
		out[i] = inboxRow{inbox.ID, a.settingsOut(settings)}
	}
	return out, nil
}

func (a *API) putSettings(ctx context.Context, c *call, in settingsJSON) (none, error) {
	id, err := c.id("inbox")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Directory.SetSettings(ctx, c.actor, id, in.settings())
}
