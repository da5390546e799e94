package churn

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

// player is a person's device: of the Go client, or in a browser.
type player interface {
	say(ctx context.Context, t *talk, text string) error
	edit(ctx context.Context, t *talk, from, to string) error
	remove(ctx context.Context, t *talk, text string) error
	// shows is what it shows of a conversation once everything has arrived, and
	// anything wrong that it ever showed.
	shows(ctx context.Context, t *talk, want []string) (texts []string, wrong error)
}

// colleague is a player of the staff.
type colleague interface {
	player
	note(ctx context.Context, t *talk, text string) error
	// refused: it asks for a conversation and is shown nothing.
	refused(ctx context.Context, t *talk) bool
}

// native is what staff and customers have in common in the Go client.
type native struct {
	open   func(context.Context, seal.ID) (*client.Thread, error)
	opened map[seal.ID]*client.Thread
}

func (n *native) thread(ctx context.Context, id seal.ID) (*client.Thread, error) {
	if known := n.opened[id]; known != nil {
		_, err := known.Fetch(ctx)
		return known, err
	}
	opened, err := n.open(ctx, id)
	if err == nil {
		n.opened[id] = opened
	}
	return opened, err
}

func (n *native) say(ctx context.Context, t *talk, text string) error {
	thread, err := n.thread(ctx, t.id)
	if err != nil {
		return err
	}
	_, err = thread.Say(ctx, text, "en")
	return err
}

// find gives the logical id of a text as it was first said.
func (n *native) find(ctx context.Context, t *talk, text string) (*client.Thread, seal.ID16, error) {
	thread, err := n.thread(ctx, t.id)
	if err != nil {
		return nil, seal.ID16{}, err
	}
	for _, s := range spoken(thread) {
		if s.text == text {
			return thread, s.logical, nil
		}
	}
	return nil, seal.ID16{}, fmt.Errorf("%q is not there", text)
}

func (n *native) edit(ctx context.Context, t *talk, from, to string) error {
	thread, target, err := n.find(ctx, t, from)
	if err == nil {
		_, err = thread.Send(ctx, &seal.Edit{Target: target, Text: to})
	}
	return err
}

func (n *native) remove(ctx context.Context, t *talk, text string) error {
	thread, target, err := n.find(ctx, t, text)
	if err == nil {
		_, err = thread.Send(ctx, &seal.Remove{Target: target})
	}
	return err
}

func (n *native) attach(ctx context.Context, t *talk, text string, file []byte) error {
	thread, err := n.thread(ctx, t.id)
	if err != nil {
		return err
	}
	attachment, err := thread.Attach(ctx, bytes.NewReader(file), uint64(len(file)), "list.bin", "application/octet-stream")
	if err != nil {
		return err
	}
	_, err = thread.Send(ctx, &seal.Text{Text: text, Language: "en", Attachments: []seal.Attachment{attachment}})
	return err
}

// spoken is a message with what was changed in it.
type utterance struct {
	logical seal.ID16
	text    string
	file    *seal.Attachment
}

func spoken(thread *client.Thread) []utterance {
	var out []utterance
	at := func(id seal.ID16) int {
		for i := range out {
			if out[i].logical == id {
				return i
			}
		}
		return -1
	}
	for _, m := range thread.Messages() {
		switch c := m.Body.Content.(type) {
		case *seal.Text:
			u := utterance{logical: m.Body.Logical, text: c.Text}
			if len(c.Attachments) > 0 {
				u.file = &c.Attachments[0]
			}
			out = append(out, u)
		case *seal.Edit:
			if i := at(c.Target); i >= 0 {
				out[i].text = c.Text
			}
		case *seal.Remove:
			if i := at(c.Target); i >= 0 {
				out = append(out[:i], out[i+1:]...)
			}
		}
	}
	return out
}

// read gives the texts of a thread, and looks into its files.
func read(ctx context.Context, thread *client.Thread, t *talk) ([]string, error) {
	texts := []string{}
	for _, u := range spoken(thread) {
		texts = append(texts, u.text)
		if u.file == nil {
			continue
		}
		var got bytes.Buffer
		if err := thread.Download(ctx, *u.file, &got); err != nil {
			return texts, fmt.Errorf("file of %q: %w", u.text, err)
		}
		for _, l := range t.lines {
			if l.text == u.text && !bytes.Equal(l.file, got.Bytes()) {
				return texts, fmt.Errorf("file of %q: other bytes", u.text)
			}
		}
	}
	return texts, nil
}

func (n *native) shows(ctx context.Context, t *talk, _ []string) ([]string, error) {
	thread, err := n.thread(ctx, t.id)
	if err != nil {
		return nil, err
	}
	if _, err := thread.Marks(ctx); err != nil {
		return nil, err
	}
	return read(ctx, thread, t)
}

// agent is staff with the Go client.
type agent struct {
	native
	*client.Agent
	kit      client.Kit
	email    string
	password string
	step     int64 // of the authenticator code that was shown last: each counts once
	heard    *ear
}

func newAgent(ctx context.Context, a *client.Agent, email, password string, kit client.Kit) *agent {
	return &agent{
		native: native{open: a.Open, opened: map[seal.ID]*client.Thread{}}, Agent: a, kit: kit,
		email: email, password: password, step: time.Now().Unix() / codeLasts, heard: listen(ctx, a),
	}
}

func (a *agent) note(ctx context.Context, t *talk, text string) error {
	thread, err := a.thread(ctx, t.id)
	if err != nil {
		return err
	}
	_, err = a.Note(ctx, thread, text)
	return err
}

func (a *agent) shows(ctx context.Context, t *talk, want []string) ([]string, error) {
	texts, err := a.native.shows(ctx, t, want)
	if err != nil {
		return texts, err
	}
	notes := a.opened[t.id].Conversation().NotesThread
	if notes == nil {
		return texts, nil
	}
	thread, err := a.thread(ctx, *notes)
	if err != nil {
		return texts, fmt.Errorf("notes: %w", err)
	}
	more, err := read(ctx, thread, t)
	return append(texts, more...), err
}

func (a *agent) refused(ctx context.Context, t *talk) bool {
	_, err := a.Open(ctx, t.id)
	var refusal *client.Refusal
	return errors.As(err, &refusal) && (refusal.Status == 404 || refusal.Status == 401)
}

// visitor is a customer with the Go client.
type visitor struct {
	native
	*client.Visitor
}

func newVisitor(v *client.Visitor) *visitor {
	return &visitor{native{open: v.Open, opened: map[seal.ID]*client.Thread{}}, v}
}
