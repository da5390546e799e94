package client

import (
	"bytes"
	"context"
	"net/url"
	"slices"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// Conversations lists a view: "mine", "unassigned", "open", "closed" or "all".
func (a *Agent) Conversations(ctx context.Context, view string) ([]Conversation, error) {
	var answer struct {
		Conversations []Conversation `json:"conversations"`
	}
	err := a.transport.get(ctx, "/conversations?view="+url.QueryEscape(view), &answer)
	return answer.Conversations, err
}

// Open opens a conversation or its notes, and leaves a re-wrap of its keys for
// colleagues, who then open it with AES alone.
func (a *Agent) Open(ctx context.Context, id seal.ID) (*Thread, error) {
	t := &Thread{transport: a.transport, now: a.options.Now, random: a.options.Random, view: newView(a, a.org)}
	var known Progress
	if before, ok := a.threads[id]; ok {
		known = before.Progress()
	}
	opened, err := openThread(ctx, t, id, known)
	if err != nil {
		return nil, err
	}
	a.threads[id] = opened
	return opened, a.rewrap(ctx, opened)
}

func (a *Agent) rewrap(ctx context.Context, t *Thread) error {
	for id, offered := range t.view.offered {
		key, opened := t.view.keys[id]
		if !opened {
			continue
		}
		// Under the group key that the generation was sealed to: whoever may read
		// it has that one.
		groups := t.log.generations[id].Unverified().Groups()
		if len(groups) != 1 {
			continue
		}
		group, err := a.groupKeys(groups[0])
		if err != nil {
			return err
		}
		wrap, err := key.Wrap(group, groups[0])
		group.Wipe()
		if err != nil {
			return err
		}
		// Wraps are the same whoever makes them: another one is bad.
		if bytes.Equal(wrap, offered.Wrap) {
			continue
		}
		in := struct {
			GroupGeneration seal.ID `json:"groupGeneration"`
			Wrap            []byte  `json:"wrap"`
			Replace         bool    `json:"replace"`
		}{groups[0], wrap, len(offered.Wrap) > 0}
		if err := a.transport.put(ctx, "/threads/"+t.ID().Hex()+"/wraps/"+id.Hex(), in, nil); err != nil {
			return err
		}
	}
	return nil
}

// Note writes to the staff notes of a conversation, and begins them if need be.
// It gives the notes' thread.
func (a *Agent) Note(ctx context.Context, conversation *Thread, text string) (*Thread, error) {
	if _, err := conversation.load(ctx, conversation.ID()); err != nil {
		return nil, err
	}
	id, err := a.notesOf(ctx, conversation)
	if err != nil {
		return nil, err
	}
	notes, err := a.Open(ctx, id)
	if err != nil {
		return nil, err
	}
	// Which thread holds the notes is the server's word: it could be the
	// conversation itself, and the customer would read them.
	if notes.about.Kind != seal.Notes || notes.about.Subject != conversation.ID() {
		return nil, unverified("the server showed something else than these notes")
	}
	_, err = notes.Say(ctx, text, "")
	return notes, err
}

// notesOf finds the notes or begins them. Who was overtaken, by a colleague's or by
// a new key of the team, looks again.
func (a *Agent) notesOf(ctx context.Context, conversation *Thread) (seal.ID, error) {
	for range 3 {
		if id := conversation.Conversation().NotesThread; id != nil {
			return *id, nil
		}
		made, err := a.beginNotes(ctx, conversation)
		if err == nil {
			return made, nil
		}
		if reason := Reason(err); reason != "superseded" && reason != "outdated_generation" {
			return seal.ID{}, err
		}
		if err := a.Sync(ctx); err != nil {
			return seal.ID{}, err
		}
		if _, err := conversation.load(ctx, conversation.ID()); err != nil {
			return seal.ID{}, err
		}
	}
	return seal.ID{}, unverified("the notes are not there")
}

func (a *Agent) beginNotes(ctx context.Context, conversation *Thread) (seal.ID, error) {
	thread, err := seal.NewThread(a.options.Random, a.key, seal.Thread{
		Org: a.org, Kind: seal.Notes, Subject: conversation.ID(), Author: a.device, Head: a.head, Time: a.unix(),
	})
	if err != nil {
		return seal.ID{}, err
	}
	owner, err := a.owner(conversation.view.inbox)
	if err != nil {
		return seal.ID{}, err
	}
	made, err := seal.NewThreadGeneration(a.options.Random, a.key, seal.ThreadGeneration{
		Org: a.org, Thread: thread.ID(), Number: 1, Author: a.device, Head: a.head, Time: a.unix(), Reason: seal.ReasonCreate,
	}, []seal.ReaderKey{owner})
	if err != nil {
		return seal.ID{}, err
	}
	in := createThread{Thread: thread.Bytes(), Generation: made.Statement.Bytes(), Boxes: made.Boxes, Messages: [][]byte{}}
	return thread.ID(), a.transport.post(ctx, "/threads/"+conversation.ID().Hex()+"/notes", in, nil)
}

// Act claims, closes or reopens a conversation: "claim", "close", "reopen".
func (a *Agent) Act(ctx context.Context, conversation seal.ID, act string) (Conversation, error) {
	var answer Conversation
	err := a.transport.post(ctx, "/conversations/"+conversation.Hex()+"/"+act, nil, &answer)
	return answer, err
}

// Assign gives a conversation to an account, or to nobody.
func (a *Agent) Assign(ctx context.Context, conversation seal.ID, account *seal.ID) (Conversation, error) {
	var answer Conversation
	err := a.transport.post(ctx, "/conversations/"+conversation.Hex()+"/assign", map[string]*seal.ID{"account": account}, &answer)
	return answer, err
}

// Live follows what happens until ctx ends.
func (a *Agent) Live(ctx context.Context) <-chan Event { return a.transport.live(ctx) }

// RotateGroup gives a group a fresh key for its members as they are now.
func (a *Agent) RotateGroup(ctx context.Context, group seal.ID) error {
	b := a.newBatch()
	if err := b.rotate(group); err != nil {
		return err
	}
	return b.send(ctx)
}

// SetMember gives an account a role in a group, or with role 0 takes it out,
// and changes the key in the same step.
func (a *Agent) SetMember(ctx context.Context, group, account seal.ID, role directory.Role) error {
	b := a.newBatch()
	list := slices.DeleteFunc(b.next.Members(group), func(m directory.Membership) bool { return m.Account == account })
	if role != 0 {
		list = append(list, directory.Membership{Account: account, Role: role})
	}
	slices.SortFunc(list, func(x, y directory.Membership) int { return slices.Compare(x.Account[:], y.Account[:]) })
	if _, err := b.say(&directory.Members{List: list}, group, b.hand()); err != nil {
		return err
	}
	if b.next.RoleIn(group, a.account) != 0 {
		if err := b.rotate(group); err != nil {
			return err
		}
	}
	return b.send(ctx)
}

// RemoveAccount ends an account, and changes the key of every group that both
// belonged to in the same step.
func (a *Agent) RemoveAccount(ctx context.Context, account seal.ID, reason uint64) error {
	b := a.newBatch()
	var shared []seal.ID
	for _, group := range b.next.Groups() {
		if b.next.RoleIn(group.ID, account) != 0 && b.next.RoleIn(group.ID, a.account) != 0 {
			shared = append(shared, group.ID)
		}
	}
	if _, err := b.say(&directory.Removal{Reason: reason}, account, b.hand()); err != nil {
		return err
	}
	for _, group := range shared {
		if err := b.rotate(group); err != nil {
			return err
		}
	}
	return b.send(ctx)
}

// RenewStale gives every stale group that this agent belongs to a new key, so
// that newcomers get theirs. It reports how many.
func (a *Agent) RenewStale(ctx context.Context) (int, error) {
	renewed := 0
	for _, group := range a.replay.Groups() {
		if a.replay.RoleIn(group.ID, a.account) == 0 || !a.replay.Stale(group.ID) {
			continue
		}
		if err := a.RotateGroup(ctx, group.ID); err != nil {
			return renewed, err
		}
		renewed++
	}
	return renewed, nil
}

// SignHead signs the directory as this device has replayed it, for visitors.
func (a *Agent) SignHead(ctx context.Context) error {
	head, wire, err := a.newBatch().head()
	if err != nil {
		return err
	}
	if head == nil {
		return unverified("this account may not attest")
	}
	if err := a.transport.post(ctx, "/directory/heads", map[string][]byte{"head": wire}, nil); err != nil {
		return err
	}
	a.head, a.headSize = head.ID(), head.Size
	return nil
}

// PublishArticles stores a set and names it in the directory.
func (a *Agent) PublishArticles(ctx context.Context, articles []seal.Article) error {
	version := uint64(1)
	if before, ok := a.replay.ArticleSet(); ok {
		version = before.Version + 1
	}
	articles = slices.Clone(articles)
	slices.SortFunc(articles, func(x, y seal.Article) int { return slices.Compare([]byte(x.ID), []byte(y.ID)) })
	data, err := seal.ArticleSet{Org: a.org, Version: version, Articles: articles}.Bytes()
	if err != nil {
		return err
	}
	if err := a.transport.put(ctx, "/article-sets", map[string][]byte{"bytes": data}, nil); err != nil {
		return err
	}
	b := a.newBatch()
	content := &directory.ArticleSet{Version: version, Hash: seal.ArticleSetHash(data), Count: uint64(len(articles))}
	if _, err := b.say(content, a.org, b.hand()); err != nil {
		return err
	}
	return b.send(ctx)
}
