package httpapi

import (
	"context"
	"encoding/hex"
	"errors"
	"strconv"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

type attachmentIn struct {
	Size uint64 `json:"size"`
}

type attachmentOut struct {
	Size     uint64 `json:"size"`
	Received uint64 `json:"received"`
	Parts    uint64 `json:"parts"`
}

func standing(a conversation.Attachment) attachmentOut {
	return attachmentOut{a.Size, a.Received, a.Parts()}
}

// attachment reads both ids of the path.
func (c *call) attachment() (thread seal.ID, id seal.ID16, err error) {
	if thread, err = c.id("thread"); err != nil {
		return thread, id, err
	}
	id, err = c.id16("attachment")
	return thread, id, err
}

func (c *call) part() (conversation.Part, error) {
	thread, id, err := c.attachment()
	if err != nil {
		return conversation.Part{}, err
	}
	text := c.r.PathValue("part")
	n, err := strconv.ParseUint(text, 10, 31)
	if err != nil || strconv.FormatUint(n, 10) != text {
		return conversation.Part{}, errs.New(errs.NotFound, "http.path", "There is nothing at this address.", "Check the address.")
	}
	return conversation.Part{Thread: thread, Attachment: id, Number: n}, nil
}

func (a *API) putAttachment(ctx context.Context, c *call, in attachmentIn) (attachmentOut, error) {
	thread, id, err := c.attachment()
	if err != nil {
		return attachmentOut{}, err
	}
	begun, err := a.Conversations.BeginAttachment(ctx, c.actor, thread, id, in.Size)
	return standing(begun), err
}

func (a *API) putPart(ctx context.Context, c *call, in octets) (attachmentOut, error) {
	part, err := c.part()
	if err != nil {
		return attachmentOut{}, err
	}
	now, err := a.Conversations.PutPart(ctx, c.actor, part, in, in.size)
	return standing(now), err
}

func (a *API) getPart(ctx context.Context, c *call, _ none) (octets, error) {
	part, err := c.part()
	if err != nil {
		return octets{}, err
	}
	body, size, err := a.Conversations.OpenPart(ctx, part)
	if err != nil {
		return octets{}, err
	}
	within := c.object
	if c.within.Present() {
		within = c.within
	}
	err = a.handOut(ctx, c, ledger.Handout{Kind: ledger.AttachmentFetched, Object: seal.Some(ledger.Wide(part.Attachment)), Within: within})
	if err != nil {
		return octets{}, errors.Join(err, body.Close())
	}
	return octets{body, size, body.Close}, nil
}

func (a *API) deleteAttachment(ctx context.Context, c *call, _ none) (none, error) {
	thread, id, err := c.attachment()
	if err != nil {
		return none{}, err
	}
	return none{}, a.Conversations.RemoveAttachment(ctx, c.actor, thread, id)
}

// names16 reads a list of 16-byte names, each in one spelling only.
func names16(texts []string) ([]seal.ID16, error) {
	all := make([]seal.ID16, len(texts))
	for i, text := range texts {
		raw, err := hex.DecodeString(text)
		if err != nil || len(raw) != len(all[i]) || hex.EncodeToString(raw) != text {
			return nil, errs.New(errs.Invalid, "http.id", "The id of a file has 32 lower-case hex digits.", "Correct it.")
		}
		all[i] = seal.ID16(raw)
	}
	return all, nil
}
