package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/sealdesk/sealdesk/client"
	"github.com/sealdesk/sealdesk/seal"
)

type chatCommand struct {
	Server string `help:"Address of the desk, for example https://desk.example.org." required:""`
	Inbox  string `help:"Inbox to write to: data-inbox of the embed line." required:"" placeholder:"HEX"`
	Pin    string `help:"The organisation's pin: data-pin of the embed line." required:"" placeholder:"HEX"`
	Name   string `help:"Name to give to the team."`
	Keys   string `help:"File to keep this customer's keys in. Without it they are gone at the end." type:"path" placeholder:"FILE"`
}

// Run writes and reads as a customer until the input or the process ends.
func (c chatCommand) Run(ctx context.Context) error {
	return c.talk(ctx, os.Stdin, os.Stdout)
}

func (c chatCommand) talk(ctx context.Context, in io.Reader, out io.Writer) error {
	pin, err := seal.ParseID(c.Pin)
	if err != nil {
		return fmt.Errorf("--pin: copy data-pin from the embed line: %w", err)
	}
	inbox, err := seal.ParseID(c.Inbox)
	if err != nil {
		return fmt.Errorf("--inbox: copy data-inbox from the embed line: %w", err)
	}
	kept, err := readKeys(c.Keys)
	if err != nil {
		return err
	}
	visitor, err := client.OpenVisitor(ctx, c.Server, pin, inbox, kept, client.Options{})
	if err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	chat := &chat{command: c, visitor: visitor, out: out}
	if err := chat.resume(ctx); err != nil {
		return err
	}
	return chat.run(ctx, lines(ctx, in))
}

// lines hands on what is typed, line by line, until the input ends.
func lines(ctx context.Context, in io.Reader) <-chan string {
	typed := make(chan string)
	go func() {
		defer close(typed)
		scanner := bufio.NewScanner(in)
		for scanner.Scan() {
			select {
			case typed <- scanner.Text():
			case <-ctx.Done():
				return
			}
		}
	}()
	return typed
}

// chat is one sitting of a customer at the terminal.
type chat struct {
	command chatCommand
	visitor *client.Visitor
	thread  *client.Thread // nil before the first message
	shown   int            // entries that are on the screen
	waiting int            // tries left for an entry that does not verify yet
	out     io.Writer
}

// A message of a device that is minutes old may come before a colleague's device
// has signed the directory with it.
const (
	tries    = 10
	tryAgain = time.Second
)

// resume shows the newest conversation, if there is one, or whom one writes to.
func (c *chat) resume(ctx context.Context) error {
	proven := c.visitor.Proven()
	c.say("You write to %s, %s. /who shows who can read it, /quit ends.", proven.Organisation, proven.GroupName)
	list, err := c.visitor.Conversations(ctx)
	if err != nil {
		return err
	}
	if len(list) > 0 {
		newest := slices.MaxFunc(list, func(a, b client.Conversation) int { return a.LastActivity.Compare(b.LastActivity) })
		if c.thread, err = c.visitor.Open(ctx, newest.ID); err != nil {
			return err
		}
		c.show(true)
	}
	return c.keep()
}

func (c *chat) run(ctx context.Context, typed <-chan string) error {
	events := c.visitor.Live(ctx)
	var again <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return c.keep()
		case <-again:
			again = c.afterwards(c.read(ctx))
		case line, more := <-typed:
			if !more || strings.TrimSpace(line) == "/quit" {
				return c.keep()
			}
			if err := c.typed(ctx, strings.TrimSpace(line)); err != nil {
				c.say("! Not sent: %v", err)
			}
		case e, more := <-events:
			if !more {
				return c.keep()
			}
			if waits := c.afterwards(c.heard(ctx, e)); waits != nil {
				again = waits
			}
		}
	}
}

func (c *chat) typed(ctx context.Context, line string) error {
	switch line {
	case "":
		return nil
	case "/who":
		c.who()
		return nil
	}
	if c.thread == nil {
		if err := c.begin(ctx, line); err != nil {
			return err
		}
	} else if _, err := c.thread.Say(ctx, line, ""); err != nil {
		return err
	}
	c.show(false)
	return c.keep()
}

func (c *chat) begin(ctx context.Context, line string) error {
	thread, err := c.visitor.Begin(ctx, nil, line, "")
	if err != nil {
		return err
	}
	c.thread = thread
	if c.command.Name == "" {
		return nil
	}
	_, err = thread.Send(ctx, &seal.Profile{Fields: []seal.Field{{Name: "name", Value: c.command.Name}}})
	return err
}

// heard looks after an event. An event is a hint: what is shown was fetched and
// verified.
func (c *chat) heard(ctx context.Context, e client.Event) error {
	if c.thread == nil {
		return nil
	}
	switch e.Type {
	case "conversation":
		if e.Conversation.ID == c.thread.ID() && e.Conversation.State == "closed" {
			c.say("- The team has closed the conversation. Write to open it again.")
		}
		return nil
	case "entry", "hello", "reset":
		if e.Type == "entry" && e.Thread != c.thread.ID() {
			return nil
		}
		c.waiting = tries
		return c.read(ctx)
	}
	return nil
}

// read shows what is new, and tells the team that it was read.
func (c *chat) read(ctx context.Context) error {
	fresh, err := c.thread.Fetch(ctx)
	c.show(false)
	if err != nil {
		return err
	}
	if len(fresh) > 0 {
		if err := c.thread.MarkRead(ctx); err != nil {
			return err
		}
	}
	return c.keep()
}

// afterwards decides about a failure: to try again in a moment, or to say it.
func (c *chat) afterwards(err error) <-chan time.Time {
	if errors.Is(err, seal.ErrUnverified) && c.waiting > 0 {
		c.waiting--
		return time.After(tryAgain)
	}
	if err != nil {
		c.say("! %v", err)
	}
	return nil
}

// show prints the entries that are not on the screen yet; own ones only if asked.
func (c *chat) show(own bool) {
	entries := c.thread.Entries()
	for _, entry := range entries[min(c.shown, len(entries)):] {
		switch {
		case entry.Readers != nil && entry.Readers.Generation.Number == 1:
			c.who()
		case entry.Readers != nil:
			c.say("- The conversation has a new key (%s).", entry.Readers.Generation.Reason)
			c.who()
		case entry.Message.Sender != c.visitor.ID():
			c.message(c.nameOf(entry.Message.Sender), entry.Message.Body.Content)
		case own:
			c.message("You", entry.Message.Body.Content)
		}
	}
	c.shown = len(entries)
}

func (c *chat) message(who string, content seal.Content) {
	if text, ok := content.(*seal.Text); ok {
		c.say("%s: %s", who, text.Text)
	}
}

func (c *chat) nameOf(device seal.ID) string {
	proven := c.visitor.Proven()
	for _, member := range proven.Members {
		if member.Account == proven.Devices[device].Account {
			return member.Name
		}
	}
	return "Somebody who has left the team"
}

// who says who can read, as the signed directory has it.
func (c *chat) who() {
	proven := c.visitor.Proven()
	var names []string
	for _, member := range proven.Members {
		names = append(names, member.Name)
	}
	c.say("- Only you and the %s team can read this: %s.", proven.GroupName, strings.Join(names, ", "))
	if proven.Stale {
		c.say("! The team has changed, and its key not yet: somebody who left may still be able to read.")
	}
}

// say prints a line. What others wrote must not steer the terminal.
func (c *chat) say(format string, args ...any) {
	clean := strings.Map(func(r rune) rune {
		if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r)) {
			return -1
		}
		return r
	}, fmt.Sprintf(format, args...))
	fmt.Fprintln(c.out, strings.ReplaceAll(clean, "\n", "\n  "))
}

func (c *chat) keep() error {
	state := c.visitor.State()
	return writeKeys(c.command.Keys, state)
}
