package seal_test

import (
	"bytes"
	"crypto/rand"
	"testing"

	"github.com/sealdesk/sealdesk/seal"
)

// An outline has its message's hash and key, and nothing that is sealed.
func TestAnOutlineStandsForItsMessage(t *testing.T) {
	made := generation(t, draft(1, seal.OptionalID{}, seal.ReasonCreate), readers(t, 1))
	head := seal.Header{Sender: id("a"), Head: id("head"), Counter: 1, SeenTranscript: seal.NewTranscript(id("thread")).Hash()}
	envelope, err := seal.SealMessage(rand.Reader, made.Key, signing(t, 1), head,
		seal.Body{Time: 1, Logical: seal.ID16{1}, Content: &seal.Text{Text: "heliotrope", Language: "en"}})
	must(t, envelope, err)
	outline := envelope.Outline()
	header, hash, err := outline.Read()
	must(t, header, err)
	if hash != envelope.Hash() || header.Generation != made.Statement.ID() || header != envelope.Unverified() {
		t.Error("it stands for another message")
	}
	if len(outline.Header)+len(outline.Ciphertext) >= len(envelope.Bytes())-256 || bytes.Contains(envelope.Bytes(), outline.Ciphertext[:]) {
		t.Error("it holds what is sealed")
	}
	for name, other := range map[string]seal.Outline{
		"another ciphertext": {Header: outline.Header, Ciphertext: seal.ID{1}},
		"no header":          {Ciphertext: outline.Ciphertext},
		"bytes after it":     {Header: append(bytes.Clone(outline.Header), 0), Ciphertext: outline.Ciphertext},
		"counted from 0":     {Header: bytes.Replace(outline.Header, []byte{0x01, 0x40, 0x00}, []byte{0x00, 0x40, 0x00}, 1), Ciphertext: outline.Ciphertext},
	} {
		if _, hash, err := other.Read(); err == nil && hash == envelope.Hash() {
			t.Errorf("%s: it stands for the message", name)
		}
	}
}
