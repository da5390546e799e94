package seal

import (
	"crypto/cipher"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"math/bits"
)

// ChunkSize is the plaintext of one STREAM chunk, in bytes.
const ChunkSize = 65536

const chunkOverhead = 16

// Attachment describes a sealed file, inside a message (section 7).
type Attachment struct {
	_          struct{} `cbor:",toarray"`
	Key        Secret
	Size       uint64 // the file's own size
	PaddedSize uint64 // Padmé(Size)
	Hash       ID     // SHA-256 of the ciphertext
	Name       string
	MediaType  string
	Blob       ID16
}

// Padme is the size to which a file of n bytes is padded: it keeps the leading
// bits, so that at most 12 % is added and O(log log n) bits leak.
func Padme(n uint64) uint64 {
	if n < 2 {
		return n
	}
	exponent := bits.Len64(n) - 1
	kept := bits.Len64(uint64(exponent))
	mask := uint64(1)<<(exponent-kept) - 1
	return (n + mask) &^ mask
}

// SealedSize is the ciphertext's size for a padded size.
func SealedSize(padded uint64) uint64 {
	chunks := max(1, (padded+ChunkSize-1)/ChunkSize)
	return padded + chunks*chunkOverhead
}

// stream is STREAM as in age: nonce = 11-byte counter || last flag.
type stream struct {
	aead    cipher.AEAD
	counter uint64
}

func newStream(key Secret) (*stream, error) {
	aead, err := newGCM(key[:])
	return &stream{aead: aead}, err
}

func (s *stream) nonce(last bool) []byte {
	nonce := make([]byte, 12)
	binary.BigEndian.PutUint64(nonce[3:11], s.counter)
	s.counter++
	if last {
		nonce[11] = 1
	}
	return nonce
}

// SealAttachment reads exactly size bytes from src, pads and seals them into
// dst, and returns the descriptor without name, media type and blob id.
func SealAttachment(random io.Reader, dst io.Writer, src io.Reader, size uint64) (Attachment, error) {
	key, err := NewSecret(random)
	if err != nil {
		return Attachment{}, err
	}
	return ReuseKeyForSameAttachment(key, dst, src, size)
}

// ReuseKeyForSameAttachment is SealAttachment under a key that sealed this file
// before: an upload that broke off makes the same ciphertext again. Other bytes
// under the same key give GCM's secrets away, so the caller must compare what
// comes out with what it made before, and hand on nothing that differs.
func ReuseKeyForSameAttachment(key Secret, dst io.Writer, src io.Reader, size uint64) (Attachment, error) {
	if size > maxInteger/2 {
		return Attachment{}, Fail(ErrTooLarge, "seal attachment", "%d bytes", size)
	}
	s, err := newStream(key)
	if err != nil {
		return Attachment{}, err
	}
	padded, sum := Padme(size), sha256.New()
	from := io.MultiReader(&exactReader{src, size}, io.LimitReader(zeros{}, int64(padded-size)))
	if err := s.seal(io.MultiWriter(dst, sum), from, padded); err != nil {
		return Attachment{}, err
	}
	return Attachment{Key: key, Size: size, PaddedSize: padded, Hash: ID(sum.Sum(nil))}, nil
}

func (s *stream) seal(dst io.Writer, src io.Reader, left uint64) error {
	chunk := make([]byte, ChunkSize, ChunkSize+chunkOverhead)
	for {
		n := min(left, ChunkSize)
		if _, err := io.ReadFull(src, chunk[:n]); err != nil {
			return fmt.Errorf("seal: read attachment: %w", err)
		}
		left -= n
		if _, err := dst.Write(s.aead.Seal(chunk[:0], s.nonce(left == 0), chunk[:n], nil)); err != nil {
			return fmt.Errorf("seal: write attachment: %w", err)
		}
		if left == 0 {
			return nil
		}
	}
}

// OpenAttachment opens src into dst. Bytes written before an error are
// authentic but may be cut short: the caller discards them on any error.
func OpenAttachment(dst io.Writer, src io.Reader, a Attachment) error {
	if a.PaddedSize != Padme(a.Size) {
		return Fail(ErrMalformed, "open attachment", "the padded size does not fit the size")
	}
	s, err := newStream(a.Key)
	if err != nil {
		return err
	}
	sum := sha256.New()
	if err := s.open(dst, io.TeeReader(src, sum), a); err != nil {
		return err
	}
	return finishAttachment(src, sum, a.Hash)
}

func finishAttachment(src io.Reader, sum hash.Hash, want ID) error {
	if n, err := io.ReadFull(src, make([]byte, 1)); n != 0 || !errors.Is(err, io.EOF) {
		return Fail(ErrUnverified, "open attachment", "bytes follow the last chunk")
	}
	if !equal(sum.Sum(nil), want[:]) {
		return Fail(ErrUnverified, "open attachment", "not the file that was described")
	}
	return nil
}

func (s *stream) open(dst io.Writer, src io.Reader, a Attachment) error {
	buffer := make([]byte, ChunkSize+chunkOverhead)
	padded, size := a.PaddedSize, a.Size
	for {
		n := min(padded, ChunkSize)
		if _, err := io.ReadFull(src, buffer[:n+chunkOverhead]); err != nil {
			return Fail(ErrUnverified, "open attachment", "cut off")
		}
		padded -= n
		chunk, err := s.aead.Open(buffer[:0], s.nonce(padded == 0), buffer[:n+chunkOverhead], nil)
		if err != nil {
			return Fail(ErrCannotOpen, "open attachment", "wrong key or altered bytes")
		}
		content := min(size, n)
		size -= content
		if !allZero(chunk[content:]) {
			return Fail(ErrMalformed, "open attachment", "padding is not zero")
		}
		if _, err := dst.Write(chunk[:content]); err != nil {
			return fmt.Errorf("seal: write attachment: %w", err)
		}
		if padded == 0 {
			return nil
		}
	}
}

func allZero(data []byte) bool {
	var any byte
	for _, b := range data {
		any |= b
	}
	return any == 0
}

// exactReader ends after left bytes and fails if its source ends earlier.
type exactReader struct {
	src  io.Reader
	left uint64
}

func (r *exactReader) Read(p []byte) (int, error) {
	if r.left == 0 {
		return 0, io.EOF
	}
	n, err := r.src.Read(p[:min(uint64(len(p)), r.left)])
	r.left -= uint64(n)
	if errors.Is(err, io.EOF) && r.left > 0 {
		return n, io.ErrUnexpectedEOF
	}
	return n, nil
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}
