// Package directory serves the organisation's signed record and keeps the
// server to it.
//
// Promise: statements come in only after the whole table of the protocol has
// been applied to them in a replay of the log, all of a batch or none; a head is
// kept only if it is of this log and its signer may attest. What the server
// itself decides about accounts and teams, it reads from that replay.
//
// Threat: an account that writes itself rights; two admins who change the same
// thing at once; a stored file that was edited by hand (the log is replayed
// with signatures at every start).
//
// Limits: the server can withhold; clients see that by heads of other devices.
package directory

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// GroupBox carries group secrets to one member.
type GroupBox struct {
	Group   seal.ID
	Number  uint64
	Account seal.ID
	Box     []byte
}

// Batch is a set of statements that take effect together.
type Batch struct {
	Statements [][]byte
	Head       []byte // nil if the signer does not attest
	Boxes      []GroupBox
}

// Head is a stored head with the log size that it covers.
type Head struct {
	ID    seal.ID
	Size  uint64
	Bytes []byte
}

// Tx is what this domain needs inside one transaction.
type Tx interface {
	ledger.Tx
	Statements() ([][]byte, error)
	AppendStatement(position int, id seal.ID, wire []byte) error
	Heads() ([]Head, error)
	InsertHead(Head) error
	SetGroupBox(GroupBox) error
	GroupBoxes(account seal.ID) ([]GroupBox, error)
	SetArticles(hash seal.ID, now time.Time, bytes []byte) error
	Articles(hash seal.ID) ([]byte, bool, error)
	Settings(inbox seal.ID) (Settings, bool, error)
	SetSettings(inbox seal.ID, settings Settings) error
	ShortenRetention(inbox seal.ID, days int) (changed bool, err error) // of what was closed before
	Announce(event any)
}

// SettingsSaved is announced after an inbox's settings were saved.
type SettingsSaved struct {
	Inbox     seal.ID
	Shortened bool // some of what was closed before is over earlier now
}

// Store runs transactions.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
}

// view is one state of the directory; it never changes once published.
type view struct {
	replay *directory.Replay
	heads  []Head // ascending size; the last is the newest
	known  map[seal.ID]int
}

// Service is the directory in memory, with its store. Make one with Load.
type Service struct {
	store    Store
	now      func() time.Time
	view     atomic.Pointer[view]
	change   sync.Mutex // one change at a time; readers never wait
	appended func(size int)
	usual    int // days of retention where an inbox chose none
}

// Load replays the stored log with all signatures. Usual is the retention of an
// inbox that chose none. Appended, if not nil, is told the new size after each
// change.
func Load(ctx context.Context, store Store, now func() time.Time, usual time.Duration, appended func(size int)) (*Service, error) {
	s := &Service{store: store, now: now, appended: appended, usual: int(usual / (24 * time.Hour))}
	first := &view{replay: directory.NewReplay(seal.ID{}), known: map[seal.ID]int{}}
	err := store.Read(ctx, func(tx Tx) error {
		statements, err := tx.Statements()
		if err != nil {
			return err
		}
		if err := first.replay.AppendAll(statements); err != nil {
			return errs.Wrap(err, errs.Internal, "directory.load", "The stored directory does not hold.", "Restore a backup.")
		}
		if first.heads, err = tx.Heads(); err != nil {
			return err
		}
		for i, head := range first.heads {
			first.known[head.ID] = i
		}
		return nil
	})
	s.view.Store(first)
	return s, err
}

func (s *Service) replay() *directory.Replay { return s.view.Load().replay }

// Replay is a moment of the directory. Callers must not append to it.
func (s *Service) Replay() *directory.Replay { return s.replay() }

// Open reports whether no organisation exists yet.
func (s *Service) Open() bool { return s.replay().Size() == 0 }

// Org is the organisation's id, zero before set-up.
func (s *Service) Org() seal.ID {
	if s.Open() {
		return seal.ID{}
	}
	return s.replay().Org()
}

// ServerKey is the statement that names the key of receipts.
func (s *Service) ServerKey() (seal.ID, bool) {
	id, _, ok := s.replay().ServerKey()
	return id, ok
}

// InboxGroup is the group that owns an inbox now.
func (s *Service) InboxGroup(inbox seal.ID) (seal.ID, bool) {
	found, ok := s.replay().Inbox(inbox)
	return found.Group, ok
}

// CurrentGeneration is the newest generation of a group.
func (s *Service) CurrentGeneration(group seal.ID) (seal.ID, bool) {
	found, ok := s.replay().Generation(group)
	return found.ID, ok
}

// Device returns a staff device's account and key if both may act now.
func (s *Service) Device(device seal.ID, now time.Time) (seal.ID, seal.PublicKey, bool) {
	status, account, err := s.replay().DeviceActs(device, uint64(now.Unix()))
	if err != nil {
		return seal.ID{}, seal.PublicKey{}, false
	}
	return account.ID, status.Key, true
}

// Member reports whether an account that is not removed is in a group.
func (s *Service) Member(group, account seal.ID) bool {
	r := s.replay()
	found, ok := r.Account(account)
	return ok && !found.Removed && r.RoleIn(group, account) != 0
}

// Handed reports whether a generation of a group was sealed to an account.
func (s *Service) Handed(generation, account seal.ID) bool {
	found, ok := s.replay().GenerationByID(generation)
	return ok && found.Names(account)
}

// HeadKnown reports whether a head has been accepted here.
func (s *Service) HeadKnown(head seal.ID) bool {
	_, ok := s.view.Load().known[head]
	return ok
}

// Actor fills in what the directory says of an account. A removed account is
// nobody.
func (s *Service) Actor(account seal.ID) (access.Actor, bool) {
	r := s.replay()
	found, ok := r.Account(account)
	if !ok || found.Removed {
		return access.Actor{}, false
	}
	actor := access.Actor{
		Who: access.Staff, Account: account,
		Owner: found.Holds(directory.Owner), Admin: found.Holds(directory.Admin), Publish: found.Holds(directory.Publish),
	}
	for _, group := range r.Groups() {
		switch r.RoleIn(group.ID, account) {
		case directory.RoleManager:
			actor.Manages = append(actor.Manages, group.ID)
			actor.Groups = append(actor.Groups, group.ID)
		case directory.RoleMember:
			actor.Groups = append(actor.Groups, group.ID)
		}
	}
	return actor, true
}

// Change is a batch that was checked and holds the directory until Commit or
// Abort. Store goes into a transaction between the two.
type Change struct {
	s     *Service
	next  *view
	first int
	batch Batch
	head  *Head
}

// Begin checks a batch. The caller must end the change.
func (s *Service) Begin(batch Batch) (*Change, error) {
	s.change.Lock()
	c, err := s.begin(batch)
	if err != nil {
		s.change.Unlock()
	}
	return c, err
}

func (s *Service) begin(batch Batch) (*Change, error) {
	const op = "directory.append"
	now := s.view.Load()
	next := &view{replay: now.replay.Clone(), heads: now.heads, known: now.known}
	c := &Change{s: s, next: next, first: now.replay.Size(), batch: batch}
	if err := next.replay.AppendAll(batch.Statements); err != nil {
		return nil, refused(op, err)
	}
	if limit := uint64(s.now().Unix()) + directory.Grace; next.replay.Newest() > limit {
		return nil, errs.New(errs.Unprocessable, op, "This was signed in the future.", "Set the clock of your device.").Because("clock")
	}
	if err := checkBoxes(next.replay, c.first, batch); err != nil {
		return nil, err
	}
	if batch.Head != nil {
		head, err := verifyHead(next.replay, batch.Head, s.now())
		if err != nil {
			return nil, err
		}
		c.head = &head
		next.keep(head)
	}
	return c, nil
}

// keep adds a head to a view that is not published yet.
func (v *view) keep(head Head) {
	if _, ok := v.known[head.ID]; ok {
		return
	}
	heads := append(slices.Clone(v.heads), head)
	slices.SortStableFunc(heads, func(a, b Head) int { return int(a.Size) - int(b.Size) })
	v.heads, v.known = heads, make(map[seal.ID]int, len(heads))
	for i, h := range heads {
		v.known[h.ID] = i
	}
}

// checkBoxes: every box is the one that a generation in this log names, and a
// new generation comes with all of its boxes.
func checkBoxes(r *directory.Replay, first int, batch Batch) error {
	const op = "directory.boxes"
	given := map[seal.ID]bool{}
	for _, box := range batch.Boxes {
		given[seal.BoxHash(box.Box)] = true
		generation, ok := r.Generation(box.Group)
		if !ok || generation.Number != box.Number || !names(generation, box.Account, seal.BoxHash(box.Box)) {
			return errs.New(errs.Unprocessable, op, "A sealed key is not the one that the new generation names.", "Make the generation again.")
		}
	}
	for _, group := range r.Groups() {
		generation, ok := r.Generation(group.ID)
		if !ok || !isNew(r, first, generation.ID) {
			continue
		}
		for _, ref := range generation.Boxes {
			if !given[ref.Hash] {
				return errs.New(errs.Unprocessable, op, "A new generation came without all of its sealed keys.", "Send the boxes with it.")
			}
		}
	}
	return nil
}

func names(g directory.GenerationState, account, hash seal.ID) bool {
	return slices.ContainsFunc(g.Boxes, func(ref directory.BoxRef) bool { return ref.Account == account && ref.Hash == hash })
}

func isNew(r *directory.Replay, first int, statement seal.ID) bool {
	for _, wire := range r.Statements(first) {
		if parsed, err := directory.ParseStatement(wire); err == nil && parsed.ID() == statement {
			return true
		}
	}
	return false
}

// Next is the directory as it will be after the change.
func (c *Change) Next() *directory.Replay { return c.next.replay }

// First is the log's size before the change.
func (c *Change) First() int { return c.first }

// Store writes the change into a transaction.
func (c *Change) Store(tx Tx, by ledger.Source) error {
	for i, wire := range c.batch.Statements {
		parsed, err := directory.ParseStatement(wire)
		if err != nil {
			return refused("directory.store", err)
		}
		if err := tx.AppendStatement(c.first+i, parsed.ID(), wire); err != nil {
			return err
		}
		act := ledger.Act(c.s.now(), ledger.DirectoryAppended, by, parsed.ID())
		act.Reason = string(parsed.Content.Type())
		if err := ledger.Append(tx, act); err != nil {
			return err
		}
	}
	for _, box := range c.batch.Boxes {
		if err := tx.SetGroupBox(box); err != nil {
			return err
		}
	}
	if c.head == nil || c.s.HeadKnown(c.head.ID) {
		return nil
	}
	if err := tx.InsertHead(*c.head); err != nil {
		return err
	}
	act := ledger.Act(c.s.now(), ledger.HeadSigned, by, c.head.ID)
	act.First = c.head.Size
	return ledger.Append(tx, act)
}

// Commit publishes the change, after its transaction is on disk.
func (c *Change) Commit() {
	c.s.view.Store(c.next)
	size := c.next.replay.Size()
	c.s.change.Unlock()
	if c.s.appended != nil && size > c.first {
		c.s.appended(size)
	}
}

// Abort lets go of the directory without a change.
func (c *Change) Abort() { c.s.change.Unlock() }

// Version changes whenever the directory or its heads do; it compares with ==.
func (s *Service) Version() any { return s.view.Load() }
