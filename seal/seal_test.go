package seal_test

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"strings"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// fixed gives reproducible bytes, so that a failing test fails again.
func fixed(seed byte) *mathrand.ChaCha8 { return mathrand.NewChaCha8([32]byte{seed}) }

func must[T any](t testing.TB, value T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return value
}

func refused(t testing.TB, err error, kind seal.Kind) {
	t.Helper()
	if !errors.Is(err, kind) {
		t.Fatalf("got %v, want it refused as %q", err, kind)
	}
}

func id(label string) seal.ID { return seal.HashID("test", []byte(label)) }

func opening(t testing.TB, seed byte) seal.OpeningKey {
	t.Helper()
	key, err := seal.NewOpeningKey(fixed(seed))
	return must(t, key, err)
}

func signing(t testing.TB, seed byte) seal.SigningKey {
	t.Helper()
	key, err := seal.NewSigningKey(fixed(seed))
	return must(t, key, err)
}

func TestMessageReachesItsReadersAndNobodyElse(t *testing.T) {
	org := id("org")
	customer, customerOpening := signing(t, 1), opening(t, 2)
	group := opening(t, 3)
	device, err := seal.NewVisitorDevice(rand.Reader, org, customer, customerOpening, 100)
	must(t, device, err)
	thread, err := seal.NewThread(rand.Reader, customer, seal.Thread{Org: org, Kind: seal.Conversation, Subject: id("inbox"), Author: device.ID(), Head: id("head"), Time: 100})
	must(t, thread, err)
	generationStatement := id("group generation 1")
	made, err := seal.NewThreadGeneration(rand.Reader, customer, seal.ThreadGeneration{
		Org: org, Thread: thread.ID(), Number: 1, Author: device.ID(), Head: id("head"), Time: 100, Reason: seal.ReasonCreate,
	}, []seal.ReaderKey{
		{Reader: seal.Reader{Kind: seal.ReaderGroup, Ref: generationStatement}, Key: group.Public()},
		{Reader: seal.Reader{Kind: seal.ReaderVisitor, Ref: device.ID()}, Key: customerOpening.Public()},
	})
	must(t, made, err)
	body := seal.Body{Time: 100_000, Content: &seal.Text{Text: "My parcel is late", Language: "en"}}
	envelope, err := seal.SealMessage(rand.Reader, made.Key, customer, seal.Header{
		Sender: device.ID(), Class: seal.ClassOf(body.Content), Head: id("head"), Counter: 1, SeenTranscript: seal.NewTranscript(thread.ID()).Hash(),
	}, body)
	must(t, envelope, err)

	received, err := seal.ParseMessage(envelope.Bytes())
	must(t, received, err)
	verified, err := received.Verify(customer.Public())
	must(t, verified, err)
	statement, err := seal.ParseSigned[seal.ThreadGeneration](made.Statement.Bytes())
	must(t, statement, err)
	if err := statement.Unverified().CheckBoxes(made.Boxes); err != nil {
		t.Fatal(err)
	}
	key, err := seal.OpenThreadKey(group, statement, generationStatement, made.Boxes[1])
	must(t, key, err)
	opened, err := verified.Open(key)
	must(t, opened, err)
	if got := opened.Content.(*seal.Text).Text; got != "My parcel is late" {
		t.Fatalf("read %q", got)
	}

	t.Run("another group's key", func(t *testing.T) {
		_, err := seal.OpenThreadKey(opening(t, 9), statement, generationStatement, made.Boxes[1])
		refused(t, err, seal.ErrCannotOpen)
	})
	t.Run("the other reader's box", func(t *testing.T) {
		_, err := seal.OpenThreadKey(group, statement, generationStatement, made.Boxes[0])
		refused(t, err, seal.ErrUnverified)
	})
	t.Run("somebody who is no reader", func(t *testing.T) {
		_, err := seal.OpenThreadKey(group, statement, id("stranger"), made.Boxes[1])
		refused(t, err, seal.ErrCannotOpen)
	})
	t.Run("a key that the statement does not commit to", func(t *testing.T) {
		_, err := seal.AdoptThreadKey(statement, seal.Secret{1})
		refused(t, err, seal.ErrUnverified)
	})
	t.Run("another sender's signature", func(t *testing.T) {
		_, err := received.Verify(signing(t, 7).Public())
		refused(t, err, seal.ErrUnverified)
	})
	t.Run("one flipped bit anywhere", func(t *testing.T) {
		wire := envelope.Bytes()
		for at := 0; at < len(wire); at += 7 {
			changed := bytes.Clone(wire)
			changed[at] ^= 1
			parsed, err := seal.ParseMessage(changed)
			if err != nil {
				continue
			}
			if _, err := parsed.Verify(customer.Public()); err == nil {
				t.Fatalf("a flip at %d went through", at)
			}
		}
	})
}

func TestSecretsDoNotPrint(t *testing.T) {
	secret := seal.Secret{0xab, 0xcd}
	code, err := seal.NewRecoveryCode(rand.Reader)
	must(t, code, err)
	key := signing(t, 1)
	seed := key.Seed()
	for _, verb := range []string{"%v", "%+v", "%#v", "%x", "%s", "%q", "%d"} {
		for _, value := range []any{secret, &secret, code, key, struct{ S seal.Secret }{secret}} {
			text := fmt.Sprintf(verb, value)
			if strings.Contains(text, "abcd") || strings.Contains(text, "171") || strings.Contains(text, fmt.Sprintf("%x", seed[:4])) {
				t.Errorf("%s of %T prints %s", verb, value, text)
			}
		}
	}
}
