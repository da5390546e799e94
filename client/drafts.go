package client

import (
	"context"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

// Draft is what this account is writing in a conversation, in some browser.
type Draft struct {
	Conversation seal.ID
	Version      uint64
	Draft        seal.Draft
	Updated      time.Time // the server's word
}

type draftWire struct {
	Conversation seal.ID   `json:"conversation"`
	Version      uint64    `json:"version"`
	Kept         []byte    `json:"kept"`
	Updated      time.Time `json:"updated"`
}

// Drafts opens what the account keeps. One that does not open is an error: it is
// not this account's, or not of this place.
func (a *Agent) Drafts(ctx context.Context) ([]Draft, error) {
	var answer struct {
		Drafts []draftWire `json:"drafts"`
	}
	if err := a.transport.get(ctx, "/drafts", &answer); err != nil {
		return nil, err
	}
	var all []Draft
	for _, w := range answer.Drafts {
		kept, err := seal.ParseKept(w.Kept)
		if err != nil {
			return nil, err
		}
		opened, err := kept.OpenDraft(a.place(w.Conversation, w.Version), a.vault.Contents.Sealings...)
		if err != nil {
			return nil, err
		}
		all = append(all, Draft{w.Conversation, w.Version, opened, w.Updated})
	}
	return all, nil
}

func (a *Agent) place(conversation seal.ID, version uint64) seal.KeptPlace {
	return seal.KeptPlace{Org: a.org, Account: a.account, Subject: conversation, Version: version}
}

// KeepDraft keeps a draft over the version that this browser knows, 0 for none;
// a nil draft is thrown away. It gives the new version. Reason "version" says
// that another browser was faster.
func (a *Agent) KeepDraft(ctx context.Context, conversation seal.ID, known uint64, draft *seal.Draft) (uint64, error) {
	in := struct {
		Version uint64 `json:"version"`
		Kept    []byte `json:"kept"`
	}{Version: known}
	if draft != nil {
		kept, err := seal.SealDraft(a.options.Random, a.vault.Contents.Sealings[0], a.place(conversation, known+1), *draft)
		if err != nil {
			return 0, err
		}
		if in.Kept, err = kept.Bytes(); err != nil {
			return 0, err
		}
	}
	var answer struct {
		Version uint64 `json:"version"`
	}
	err := a.transport.put(ctx, "/drafts/"+conversation.Hex(), in, &answer)
	return answer.Version, err
}
