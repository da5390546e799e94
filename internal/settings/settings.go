// Package settings keeps what an organisation chose: a document for each thing
// that can be chosen, by name.
//
// Promise: a document is checked before it counts, counts at once, and is replaced
// only by who knew the one before it. At rest it is encrypted under the server's own
// key, which is no part of the database. Secrets in it go in and are never given out.
//
// Threat: a copy of the database or a backup with the password of somebody else's
// mail server in it; two owners who undo each other's choices unseen.
//
// Limits: the server reads these documents, since it acts by them. Whoever has
// both the database and server.key reads them, too. What only the operator of the
// machine can know are flags.
package settings

import (
	"bytes"
	"context"
	"crypto/aes"
	"crypto/cipher"
	"encoding/json"
	"fmt"
	"io"
	"reflect"
	"slices"
	"sync/atomic"
	"time"

	"github.com/fxamacker/cbor/v2"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Limit is the size of a document in bytes.
const Limit = 256 << 10

// Document is what was chosen about one thing. Its zero value is filled by
// Defaults; fields have JSON names.
type Document interface {
	// Name is how it is asked for: lower-case words joined by hyphens.
	Name() string
	// Defaults sets what counts while nobody chose.
	Defaults()
	// Check refuses, in words for people, what must not count.
	Check() error
}

// keeper is a document with secrets: it takes over those that were left as they
// are. It must not take a secret over to another address than it was given for.
type keeper interface{ Keep(before Document) }

// neighbour is a document that counts only beside certain others.
type neighbour interface{ Beside(all *Service) error }

// documents is every document that there is.
func documents() []Document {
	return []Document{new(SignIn), new(Mail), new(Customers), new(SSO), new(Addresses), new(Sensitive), new(SMS)}
}

// Stored is a document as it is kept.
type Stored struct {
	Name    string
	Version uint64
	Bytes   []byte // encrypted
	Changed time.Time
}

// Tx is what this domain needs inside one transaction.
type Tx interface {
	ledger.Tx
	Setting(name string) (Stored, bool, error)
	SetSetting(Stored) error
}

// Store runs transactions.
type Store interface {
	Write(ctx context.Context, run func(Tx) error) error
	Read(ctx context.Context, run func(Tx) error) error
}

// held is the document that counts.
type held struct {
	document Document
	version  uint64
	changed  time.Time
}

// Service gives and replaces documents. Make one with Load.
type Service struct {
	store  Store
	aead   cipher.AEAD
	random io.Reader
	now    func() time.Time
	all    map[string]*atomic.Pointer[held]
	notify []func(name string)
}

// Load reads all documents. One that cannot be opened stops it: a desk must not go
// on with rules that nobody chose.
func Load(ctx context.Context, store Store, key seal.Secret, random io.Reader, now func() time.Time) (*Service, error) {
	var s *Service
	err := store.Read(ctx, func(tx Tx) error {
		found, err := Peek(tx, key)
		s = found
		return err
	})
	if err == nil {
		s.store, s.random, s.now = store, random, now
	}
	return s, err
}

// Reader is what reading the documents takes.
type Reader interface {
	Setting(name string) (Stored, bool, error)
}

// Peek reads all documents, for whoever only looks at them.
func Peek(tx Reader, key seal.Secret) (*Service, error) {
	own, err := seal.Derive(key[:], nil, "settings at rest")
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(own[:])
	if err != nil {
		return nil, err
	}
	aead, err := cipher.NewGCM(block)
	if err != nil {
		return nil, err
	}
	s := &Service{aead: aead, all: map[string]*atomic.Pointer[held]{}}
	for _, document := range documents() {
		if err := s.read(tx, document); err != nil {
			return nil, err
		}
	}
	return s, nil
}

// read fills a document with what is kept of it, or its defaults.
func (s *Service) read(tx Reader, document Document) error {
	document.Defaults()
	h := held{document: document}
	stored, ok, err := tx.Setting(document.Name())
	if err != nil {
		return err
	}
	if ok {
		if err := s.open(stored, document); err != nil {
			return fmt.Errorf("the settings %q cannot be read with this server.key: restore the key that belongs to the data: %w", document.Name(), err)
		}
		h.version, h.changed = stored.Version, stored.Changed
	}
	s.all[document.Name()] = new(atomic.Pointer[held])
	s.all[document.Name()].Store(&h)
	return nil
}

// Get is the document that counts now. A service that is nil has defaults only.
func Get[T any, P interface {
	*T
	Document
}](s *Service) T {
	var none T
	if s != nil {
		if h := s.all[P(&none).Name()].Load(); h != nil {
			return *h.document.(P)
		}
	}
	P(&none).Defaults()
	return none
}

// OnChange adds somebody who is told the name of a document that was replaced. Call
// it before the service is shared.
func (s *Service) OnChange(told func(name string)) { s.notify = append(s.notify, told) }

// Shown is a document for people: without its secrets.
type Shown struct {
	Version uint64 // 0: nobody chose yet
	Changed time.Time
	JSON    []byte
}

const op = "settings.document"

// Show returns a document without its secrets.
func (s *Service) Show(name string) (Shown, error) {
	at, ok := s.all[name]
	if !ok {
		return Shown{}, errs.New(errs.NotFound, op, "There are no such settings.", "Go back to the list.")
	}
	h := at.Load()
	out, err := json.Marshal(h.document)
	return Shown{h.version, h.changed, out}, err
}

// Replace puts a document in the place of the one with that version. Fields that
// are left out take their defaults, secrets that are left out stay.
func (s *Service) Replace(ctx context.Context, by ledger.Source, name string, version uint64, text []byte) (Shown, error) {
	at, ok := s.all[name]
	if !ok {
		return Shown{}, errs.New(errs.NotFound, op, "There are no such settings.", "Go back to the list.")
	}
	before := at.Load()
	document, err := parse(before.document, text)
	if n, ok := document.(neighbour); ok && err == nil {
		err = n.Beside(s)
	}
	if err != nil {
		return Shown{}, err
	}
	next := held{document, version + 1, s.now()}
	err = s.store.Write(ctx, func(tx Tx) error {
		stored, _, err := tx.Setting(name)
		if err != nil {
			return err
		}
		if stored.Version != version || before.version != version {
			return errs.New(errs.Conflict, op, "Somebody else changed these settings first.", "Look at what they are now, and change them again.").Because("stale")
		}
		sealed, err := s.seal(name, next.version, document)
		if err != nil {
			return err
		}
		if err := tx.SetSetting(Stored{name, next.version, sealed, next.changed}); err != nil {
			return err
		}
		e := ledger.Act(next.changed, ledger.OrganisationSet, by, seal.ID{})
		e.Reason, e.First = name, next.version
		return ledger.Append(tx, e)
	})
	if err != nil {
		return Shown{}, err
	}
	// Of two who came one after the other, the later counts.
	for now := at.Load(); now.version < next.version && !at.CompareAndSwap(now, &next); now = at.Load() {
	}
	for _, told := range s.notify {
		told(name)
	}
	return s.Show(name)
}

// parse reads what somebody chose.
func parse(before Document, text []byte) (Document, error) {
	if len(text) > Limit {
		return nil, errs.New(errs.TooLarge, op, "These settings are too long.", "Shorten them.")
	}
	document := fresh(before)
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(document); err != nil {
		return nil, errs.Wrap(err, errs.Invalid, op, "These settings cannot be read.", "Reload the page and try again.")
	}
	if decoder.More() {
		return nil, errs.New(errs.Invalid, op, "These settings cannot be read.", "Reload the page and try again.")
	}
	if k, ok := document.(keeper); ok {
		k.Keep(before)
	}
	return document, document.Check()
}

// fresh is another document of the same kind, with its defaults.
func fresh(like Document) Document {
	document := reflect.New(reflect.TypeOf(like).Elem()).Interface().(Document)
	document.Defaults()
	return document
}

// seal encrypts a document: nonce, then ciphertext, bound to name and version.
func (s *Service) seal(name string, version uint64, document Document) ([]byte, error) {
	plain, err := cbor.Marshal(document) // with its secrets, unlike JSON
	if err != nil {
		return nil, err
	}
	nonce := make([]byte, s.aead.NonceSize())
	if _, err := io.ReadFull(s.random, nonce); err != nil {
		return nil, err
	}
	return s.aead.Seal(nonce, nonce, plain, bound(name, version)), nil
}

// open decrypts a document into one that holds its defaults. Fields that a newer
// version had are passed over.
func (s *Service) open(stored Stored, into Document) error {
	size := s.aead.NonceSize()
	if len(stored.Bytes) < size {
		return io.ErrUnexpectedEOF
	}
	plain, err := s.aead.Open(nil, stored.Bytes[:size], stored.Bytes[size:], bound(stored.Name, stored.Version))
	if err != nil {
		return err
	}
	return cbor.Unmarshal(plain, into)
}

func bound(name string, version uint64) []byte {
	return fmt.Appendf(nil, "%s\x00%d", name, version)
}

// Names lists the documents.
func Names() []string {
	var names []string
	for _, document := range documents() {
		names = append(names, document.Name())
	}
	slices.Sort(names)
	return names
}
