package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"time"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

type draftRow struct {
	Conversation seal.ID   `json:"conversation"`
	Version      uint64    `json:"version"`
	Kept         []byte    `json:"kept"`
	Updated      time.Time `json:"updated"`
}

type draftsOut struct {
	Drafts []draftRow `json:"drafts"`
}

func (a *API) getDrafts(ctx context.Context, c *call, _ none) (draftsOut, error) {
	all, err := a.Conversations.Drafts(ctx, c.actor)
	if n := len(all); err == nil && n > 0 {
		err = a.handOut(ctx, c, drafted(c, all))
	}
	if err != nil {
		return draftsOut{}, err
	}
	out := draftsOut{make([]draftRow, len(all))}
	for i, d := range all {
		out.Drafts[i] = draftRow{d.Conversation, d.Version, d.Bytes, d.Updated.UTC()}
	}
	return out, nil
}

// drafted is a list of drafts, for the record.
func drafted(c *call, all []conversation.Draft) ledger.Handout {
	digest := sha256.New()
	for _, d := range all {
		digest.Write(binary.BigEndian.AppendUint64(d.Conversation[:], d.Version))
	}
	return ledger.Handout{Kind: ledger.DraftsFetched, Object: seal.Some(c.actor.Account), Part: string(digest.Sum(nil)), First: uint64(len(all)), Counts: true}
}

type draftIn struct {
	Version uint64 `json:"version"`
	Kept    []byte `json:"kept" nullable:"true"`
}

type versionOut struct {
	Version uint64 `json:"version"`
}

func (a *API) putDraft(ctx context.Context, c *call, in draftIn) (versionOut, error) {
	id, err := c.id("thread")
	if err != nil {
		return versionOut{}, err
	}
	version, err := a.Conversations.KeepDraft(ctx, c.actor, id, in.Version, in.Kept)
	return versionOut{version}, err
}

type ratingIn struct {
	Score uint64 `json:"score"`
}

func (a *API) putRating(ctx context.Context, c *call, in ratingIn) (none, error) {
	id, err := c.id("thread")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Conversations.Rate(ctx, c.actor, id, in.Score)
}
