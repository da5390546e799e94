package liar_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// TestNoBoxOpensElsewhere: a box of each kind is put to each other purpose, and
// to another organisation, object, generation, recipient and author. It opens
// where it belongs, and nowhere else.
func TestNoBoxOpensElsewhere(t *testing.T) {
	purposes := []seal.Purpose{seal.PurposeGroupSecret, seal.PurposeThreadKey, seal.PurposeVaultApproval, seal.PurposeVaultUnlock}
	key, other := must2(seal.NewOpeningKey(rand.Reader))(t), must2(seal.NewOpeningKey(rand.Reader))(t)
	secret := bytes.Repeat([]byte{7}, 32)
	for _, purpose := range purposes {
		place := seal.BoxInfo{Org: seal.ID{1}, Purpose: purpose, Object: seal.ID{2}, Generation: 3, Recipient: seal.ID{4}, Author: seal.ID{5}}
		box := must2(seal.SealBox(key.Public(), place, secret))(t)
		opened, err := key.Open(place, box)
		if check(t, err); !bytes.Equal(opened, secret) {
			t.Fatalf("%s: not what was sealed", purpose)
		}
		refused := func(what string, by seal.OpeningKey, at seal.BoxInfo, box []byte) {
			t.Helper()
			if _, err := by.Open(at, box); !errors.Is(err, seal.ErrCannotOpen) {
				t.Errorf("%s, %s: %v", purpose, what, err)
			}
		}
		for _, elsewhere := range purposes {
			if elsewhere != purpose {
				moved := place
				moved.Purpose = elsewhere
				refused("as "+string(elsewhere), key, moved, box)
			}
		}
		for what, move := range map[string]func(*seal.BoxInfo){
			"in another organisation":  func(i *seal.BoxInfo) { i.Org[0]++ },
			"of another object":        func(i *seal.BoxInfo) { i.Object[0]++ },
			"of the next generation":   func(i *seal.BoxInfo) { i.Generation++ },
			"of the generation before": func(i *seal.BoxInfo) { i.Generation-- },
			"to another recipient":     func(i *seal.BoxInfo) { i.Recipient[0]++ },
			"by another author":        func(i *seal.BoxInfo) { i.Author[0]++ },
			"recipient for author":     func(i *seal.BoxInfo) { i.Recipient, i.Author = i.Author, i.Recipient },
		} {
			moved := place
			move(&moved)
			refused(what, key, moved, box)
		}
		refused("by another key", other, place, box)
		for _, at := range []int{0, seal.EncapsulationSize, len(box) - 1} {
			bent := slices.Clone(box)
			bent[at] ^= 1
			refused(fmt.Sprintf("with byte %d altered", at), key, place, bent)
		}
		refused("cut off", key, place, box[:len(box)-1])
	}
}
