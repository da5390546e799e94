package seal

import (
	"io"
	"slices"
)

// ThreadKey is the key of one thread generation, checked against the
// generation's commitment. Only this file makes one.
type ThreadKey struct {
	org        ID
	thread     ID
	generation ID // the generation's statement id
	secret     Secret
}

// Secret is the raw key, for device stores.
func (k ThreadKey) Secret() Secret { return k.secret }

// Generation is the statement id of the key's generation.
func (k ThreadKey) Generation() ID { return k.generation }

// Wipe overwrites the key.
func (k *ThreadKey) Wipe() { k.secret.Wipe() }

// ReaderKey is a reader with the public key its box is sealed to.
type ReaderKey struct {
	Reader Reader
	Key    SealingPublicKey
}

// SealedGeneration is a new thread generation with its boxes, one per reader
// in the statement's order.
type SealedGeneration struct {
	Statement Signed[ThreadGeneration]
	Boxes     [][]byte
	Key       ThreadKey
}

// NewThreadGeneration draws a key, seals it to every reader and signs the
// statement. Readers are sorted; draft needs Org, Thread, Number, Previous,
// Author, Head, Time and Reason.
func NewThreadGeneration(random io.Reader, signing SigningKey, draft ThreadGeneration, readers []ReaderKey) (SealedGeneration, error) {
	secret, err := NewSecret(random)
	if err != nil {
		return SealedGeneration{}, err
	}
	readers = slices.Clone(readers)
	slices.SortFunc(readers, func(a, b ReaderKey) int { return compareReaders(a.Reader, b.Reader) })
	if draft.Commitment, err = Commit(secret, draft.Org, "thread", draft.Thread, draft.Number); err != nil {
		return SealedGeneration{}, err
	}
	draft.Readers, draft.BoxHashes = nil, nil
	boxes := make([][]byte, 0, len(readers))
	for _, reader := range readers {
		box, err := SealBox(reader.Key, threadBox(draft, reader.Reader.Ref), secret[:])
		if err != nil {
			return SealedGeneration{}, err
		}
		boxes = append(boxes, box)
		draft.Readers = append(draft.Readers, reader.Reader)
		draft.BoxHashes = append(draft.BoxHashes, BoxHash(box))
	}
	statement, err := SignObject(signing, draft)
	if err != nil {
		return SealedGeneration{}, err
	}
	key := ThreadKey{org: draft.Org, thread: draft.Thread, generation: statement.ID(), secret: secret}
	return SealedGeneration{Statement: statement, Boxes: boxes, Key: key}, nil
}

func threadBox(g ThreadGeneration, recipient ID) BoxInfo {
	return BoxInfo{Org: g.Org, Purpose: PurposeThreadKey, Object: g.Thread, Generation: g.Number, Recipient: recipient, Author: g.Author}
}

// CheckBoxes checks that boxes are the ones a statement names.
func (g ThreadGeneration) CheckBoxes(boxes [][]byte) error {
	if len(boxes) != len(g.BoxHashes) {
		return Fail(ErrMalformed, "check boxes", "%d boxes for %d readers", len(boxes), len(g.BoxHashes))
	}
	for i, box := range boxes {
		if hash := BoxHash(box); !equal(hash[:], g.BoxHashes[i][:]) {
			return Fail(ErrUnverified, "check boxes", "box %d is not the one that was signed", i)
		}
	}
	return nil
}

// OpenThreadKey opens the box of recipient (a visitor device, or a group
// generation's statement id) and checks the box hash and the commitment.
func OpenThreadKey(key OpeningKey, statement Signed[ThreadGeneration], recipient ID, box []byte) (ThreadKey, error) {
	g := statement.Unverified()
	at := slices.IndexFunc(g.Readers, func(r Reader) bool { return r.Ref == recipient })
	if at < 0 {
		return ThreadKey{}, Fail(ErrCannotOpen, "open thread key", "not a reader of this generation")
	}
	if hash := BoxHash(box); !equal(hash[:], g.BoxHashes[at][:]) {
		return ThreadKey{}, Fail(ErrUnverified, "open thread key", "the box is not the one that was signed")
	}
	plaintext, err := key.Open(threadBox(g, recipient), box)
	if err != nil {
		return ThreadKey{}, err
	}
	defer clear(plaintext)
	secret, err := SecretFrom(plaintext)
	if err != nil {
		return ThreadKey{}, err
	}
	return AdoptThreadKey(statement, secret)
}

// AdoptThreadKey takes a key from a device store and checks the commitment.
func AdoptThreadKey(statement Signed[ThreadGeneration], secret Secret) (ThreadKey, error) {
	return adopt(statement.Unverified(), statement.ID(), secret)
}

func adopt(g ThreadGeneration, id ID, secret Secret) (ThreadKey, error) {
	commitment, err := Commit(secret, g.Org, "thread", g.Thread, g.Number)
	if err != nil {
		return ThreadKey{}, err
	}
	if !equal(commitment[:], g.Commitment[:]) {
		return ThreadKey{}, Fail(ErrUnverified, "thread key", "the key is not the one of the statement")
	}
	return ThreadKey{org: g.Org, thread: g.Thread, generation: id, secret: secret}, nil
}

// wrapKey gives the key of a re-wrap. It is used for one plaintext only (the
// commitment fixes it), so the nonce is zero and racing openers agree.
func wrapKey(group GroupKeys, thread, generation, groupGeneration ID) (Secret, error) {
	return Derive(group.Wrap[:], thread[:], "wrap", generation, groupGeneration)
}

// Wrap re-wraps the key for the group: 48 bytes that members open with AES
// instead of HPKE. groupGeneration is the group generation's statement id.
func (k ThreadKey) Wrap(group GroupKeys, groupGeneration ID) ([]byte, error) {
	wrapping, err := wrapKey(group, k.thread, k.generation, groupGeneration)
	if err != nil {
		return nil, err
	}
	return gcmSeal(wrapping[:], zeroNonce(), k.generation[:], k.secret[:])
}

// OpenWrap opens a re-wrap and checks the commitment.
func OpenWrap(group GroupKeys, groupGeneration ID, statement Signed[ThreadGeneration], wrap []byte) (ThreadKey, error) {
	return openWrap(group, groupGeneration, statement.Unverified(), statement.ID(), wrap)
}

func openWrap(group GroupKeys, groupGeneration ID, g ThreadGeneration, id ID, wrap []byte) (ThreadKey, error) {
	wrapping, err := wrapKey(group, g.Thread, id, groupGeneration)
	if err != nil {
		return ThreadKey{}, err
	}
	plaintext, err := gcmOpen("open wrap", wrapping[:], zeroNonce(), id[:], wrap)
	if err != nil {
		return ThreadKey{}, err
	}
	defer clear(plaintext)
	secret, err := SecretFrom(plaintext)
	if err != nil {
		return ThreadKey{}, err
	}
	return adopt(g, id, secret)
}
