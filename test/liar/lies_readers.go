package liar

import (
	"crypto/rand"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sealdesk/sealdesk/seal"
	"github.com/sealdesk/sealdesk/seal/directory"
)

// rogue is a customer's device that the server made itself.
type rogue struct {
	Signing seal.SigningKey
	Opening seal.OpeningKey
	Device  seal.Signed[seal.VisitorDevice]
}

func newRogue(org seal.ID) (rogue, error) {
	var r rogue
	var err error
	if r.Signing, err = seal.NewSigningKey(rand.Reader); err != nil {
		return r, err
	}
	if r.Opening, err = seal.NewOpeningKey(rand.Reader); err != nil {
		return r, err
	}
	r.Device, err = seal.NewVisitorDevice(rand.Reader, org, r.Signing, r.Opening, uint64(time.Now().Unix()))
	return r, err
}

// rogueOf is the one device of its own that the server uses for a lie.
func (t *Telling) rogueOf(org seal.ID) rogue {
	return Keep(t, "rogue", func() rogue {
		r, err := newRogue(org)
		if err != nil {
			return rogue{}
		}
		return r
	})
}

// Successor is a change of readers after the last entry: the readers that there
// are, and perhaps a device more, signed by author.
func (k *Knowledge) Successor(entries []Entry, author seal.ID, key seal.SigningKey, reason seal.Reason, more ...seal.ReaderKey) (seal.SealedGeneration, error) {
	i := lastChange(entries)
	before, err := seal.ParseSigned[seal.ThreadGeneration](entries[i].Bytes)
	if err != nil {
		return seal.SealedGeneration{}, err
	}
	was := before.Unverified()
	readers := slices.Clone(more)
	for _, reader := range was.Readers {
		to, err := k.sealingKey(reader)
		if err != nil {
			return seal.SealedGeneration{}, err
		}
		readers = append(readers, seal.ReaderKey{Reader: reader, Key: to})
	}
	return seal.NewThreadGeneration(rand.Reader, key, seal.ThreadGeneration{
		Org: was.Org, Thread: was.Thread, Number: was.Number + 1, Previous: seal.Some(before.ID()),
		Author: author, Head: was.Head, Time: uint64(time.Now().Unix()), Reason: reason,
	}, readers)
}

func lastChange(entries []Entry) int {
	i := len(entries) - 1
	for i > 0 && entries[i].Message {
		i--
	}
	return i
}

// sealingKey is the public key that a reader's box is sealed to.
func (k *Knowledge) sealingKey(reader seal.Reader) (seal.SealingPublicKey, error) {
	if reader.Kind == seal.ReaderVisitor {
		wire, err := k.blob(`SELECT bytes FROM visitor_devices WHERE id = ?`, reader.Ref[:])
		if err != nil {
			return seal.SealingPublicKey{}, err
		}
		device, err := seal.ParseVisitorDevice(wire)
		return device.Unverified().Sealing, err
	}
	wire, err := k.blob(`SELECT bytes FROM statements WHERE id = ?`, reader.Ref[:])
	if err != nil {
		return seal.SealingPublicKey{}, err
	}
	statement, err := directory.ParseStatement(wire)
	if err != nil {
		return seal.SealingPublicKey{}, err
	}
	generation, ok := statement.Content.(*directory.Generation)
	if !ok {
		return seal.SealingPublicKey{}, seal.Fail(seal.ErrMalformed, "lie", "a reader that is no generation")
	}
	return generation.Sealing, nil
}

func (k *Knowledge) blob(query string, args ...any) ([]byte, error) {
	var raw []byte
	err := k.db.QueryRow(query, args...).Scan(&raw)
	return raw, err
}

// Change is an entry that changes the readers, of the time of the one before.
func (k *Knowledge) Change(made seal.SealedGeneration, after Entry) Entry {
	return Entry{Hash: made.Statement.ID(), Bytes: made.Statement.Bytes(), Receipt: after.Receipt}
}

// slipIn adds a change of readers behind the thread as it was when the lie began.
func slipIn(reason seal.Reason, withRogue bool) Lie {
	return Lie{
		History: func(t *Telling, thread Thread, entries []Entry) []Entry {
			r := t.rogueOf(thread.Org)
			var more []seal.ReaderKey
			if withRogue {
				more = append(more, seal.ReaderKey{Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: r.Device.ID()}, Key: r.Opening.Public()})
			}
			at := min(uint64(len(entries)), max(1, t.since[string(thread.ID[:])]))
			change := Keep(t, "change "+thread.ID.Hex()+strconv.FormatUint(at, 10), func() Entry {
				made, err := t.Known.Successor(entries[:at], r.Device.ID(), r.Signing, reason, more...)
				if err != nil {
					return entries[0]
				}
				return t.Known.Change(made, entries[at-1])
			})
			return slices.Insert(entries, int(at), change)
		},
		// The device stands beside the thread, as if the customer had made it.
		Answers: func(t *Telling, p *Passing) bool {
			devices, ok := p.Body["visitorDevices"].([]any)
			if !ok || !strings.HasPrefix(p.Path, "/threads/") || len(devices) == 0 {
				return false
			}
			device, err := base64.StdEncoding.DecodeString(text(devices[0]))
			if err != nil {
				return false
			}
			known, err := seal.ParseVisitorDevice(device)
			if err != nil {
				return false
			}
			mine := t.rogueOf(known.Unverified().Org).Device.Bytes()
			p.Body["visitorDevices"] = append(devices, base64.StdEncoding.EncodeToString(mine))
			return true
		},
	}
}

func readerLies() []Lie {
	second := slipIn(seal.ReasonDevice, true)
	second.Name, second.Says = "second-device", "The server makes up another device of the customer, which adds itself to the readers."
	added := slipIn(seal.ReasonRefresh, true)
	added.Name, added.Says = "reader-added", "A refresh of the key, by a device that the server made up, has that device among its readers."
	refreshed := slipIn(seal.ReasonRefresh, false)
	refreshed.Name, refreshed.Says = "key-made-up", "A refresh of the key is signed by a device that the server made up, so that the server knows the key."
	return []Lie{second, added, refreshed}
}
