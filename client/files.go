package client

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"time"

	"github.com/sealdesk/sealdesk/seal"
)

const (
	// partSize is how ciphertext travels: 16 chunks of STREAM (§8) at once.
	partSize    = 16 * (seal.ChunkSize + 16)
	partTimeout = 5 * time.Minute
	partTries   = 3
)

// Upload is a file on its way. Whoever keeps it can go on after a break, and
// whoever has it can open the file: it holds the key.
type Upload struct {
	Key       seal.Secret
	Blob      seal.ID16
	Size      uint64
	Name      string
	MediaType string
	// Parts are hashes of the parts that were handed over, noted before each was.
	// What is sealed again under the same key has to be the same.
	Parts []seal.ID
}

type uploadWire struct {
	Size     uint64 `json:"size"`
	Received uint64 `json:"received"`
	Parts    uint64 `json:"parts"`
}

// Attach seals a file of size bytes and uploads it. The result goes into a Text.
func (t *Thread) Attach(ctx context.Context, src io.Reader, size uint64, name, mediaType string) (seal.Attachment, error) {
	u, err := t.NewUpload(size, name, mediaType)
	if err != nil {
		return seal.Attachment{}, err
	}
	return t.Upload(ctx, u, src)
}

// NewUpload draws a key and an id for a file, and sends nothing.
func (t *Thread) NewUpload(size uint64, name, mediaType string) (*Upload, error) {
	key, err := seal.NewSecret(t.random)
	if err != nil {
		return nil, err
	}
	blob, err := seal.NewID16(t.random)
	return &Upload{Key: key, Blob: blob, Size: size, Name: name, MediaType: mediaType}, err
}

// Upload sends a file, from where it broke off; src is the file from its
// beginning. A file that has changed since is refused, and needs a new Upload.
func (t *Thread) Upload(ctx context.Context, u *Upload, src io.Reader) (seal.Attachment, error) {
	var now uploadWire
	in := map[string]uint64{"size": seal.SealedSize(seal.Padme(u.Size))}
	if err := t.transport.put(ctx, t.attachmentPath(u.Blob), in, &now); err != nil {
		return seal.Attachment{}, err
	}
	if now.Received > uint64(len(u.Parts)) {
		return seal.Attachment{}, unverified("the server has parts that this device did not send")
	}
	parts := &partWriter{ctx: ctx, thread: t, upload: u, received: now.Received}
	a, err := seal.ReuseKeyForSameAttachment(u.Key, parts, src, u.Size)
	if err == nil {
		err = parts.flush()
	}
	a.Name, a.MediaType, a.Blob = u.Name, u.MediaType, u.Blob
	return a, err
}

func (t *Thread) attachmentPath(blob seal.ID16) string {
	return "/threads/" + t.log.thread.Hex() + "/attachments/" + blob.String()
}

// Detach takes an own file back: nobody gets it from the server any more.
func (t *Thread) Detach(ctx context.Context, blob seal.ID16) error {
	_, err := t.transport.raw(ctx, http.MethodDelete, t.attachmentPath(blob), nil)
	return err
}

// partWriter cuts ciphertext into parts and sends those that are still missing.
type partWriter struct {
	ctx      context.Context //nolint:containedctx // one call, made of writes
	thread   *Thread
	upload   *Upload
	received uint64
	next     uint64
	buffer   bytes.Buffer
}

// Write implements io.Writer.
func (w *partWriter) Write(p []byte) (int, error) {
	written := 0
	for len(p) > 0 {
		n := min(len(p), partSize-w.buffer.Len())
		w.buffer.Write(p[:n])
		written, p = written+n, p[n:]
		if w.buffer.Len() == partSize {
			if err := w.flush(); err != nil {
				return written, err
			}
		}
	}
	return written, nil
}

func (w *partWriter) flush() error {
	if w.buffer.Len() == 0 {
		return nil
	}
	defer func() { w.next++; w.buffer.Reset() }()
	hash := seal.ID(sha256.Sum256(w.buffer.Bytes()))
	if known := w.upload.Parts; w.next < uint64(len(known)) {
		if known[w.next] != hash {
			return seal.Fail(seal.ErrConflict, "upload", "the file has changed since it was begun")
		}
	} else {
		w.upload.Parts = append(known, hash)
	}
	if w.next < w.received {
		return nil
	}
	path := fmt.Sprintf("%s/parts/%d", w.thread.attachmentPath(w.upload.Blob), w.next)
	return w.thread.transport.putPart(w.ctx, path, w.buffer.Bytes())
}

// Download fetches a file, verifies it and writes it. What was written before an
// error is authentic, but may be cut short: the caller discards it.
func (t *Thread) Download(ctx context.Context, a seal.Attachment, dst io.Writer) error {
	size := seal.SealedSize(a.PaddedSize)
	src := &partReader{ctx: ctx, thread: t, blob: a.Blob, parts: (size + partSize - 1) / partSize}
	err := seal.OpenAttachment(dst, src, a)
	if src.failed != nil { // a better reason than that bytes are missing
		return src.failed
	}
	return err
}

// partReader is the ciphertext as one stream; it holds one part.
type partReader struct {
	ctx         context.Context //nolint:containedctx // one call, made of reads
	thread      *Thread
	blob        seal.ID16
	next, parts uint64
	rest        []byte
	failed      error
}

// Read implements io.Reader.
func (r *partReader) Read(p []byte) (int, error) {
	for len(r.rest) == 0 {
		if r.next == r.parts {
			return 0, io.EOF
		}
		path := fmt.Sprintf("%s/parts/%d", r.thread.attachmentPath(r.blob), r.next)
		if r.rest, r.failed = r.thread.transport.getPart(r.ctx, path); r.failed != nil {
			return 0, r.failed
		}
		r.next++
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	return n, nil
}

// blobsOf are the files that a content brings.
func blobsOf(content seal.Content) []string {
	text, ok := content.(*seal.Text)
	if !ok {
		return nil
	}
	var ids []string
	for _, a := range text.Attachments {
		ids = append(ids, a.Blob.String())
	}
	return ids
}

// putPart sends bytes as they are; no answer is asked for again, since the
// server knows a part that it has.
func (t *transport) putPart(ctx context.Context, path string, part []byte) error {
	for try := 1; ; try++ {
		_, err := t.exchange(ctx, t.patient(), http.MethodPut, path, "application/octet-stream", bytes.NewReader(part))
		refusal, refused := asRefusal(err)
		if err == nil || refused && refusal.Status < 500 || try == partTries {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Duration(try) * firstWait):
		}
	}
}

func (t *transport) getPart(ctx context.Context, path string) ([]byte, error) {
	return t.exchange(ctx, t.patient(), http.MethodGet, path, "", nil)
}

// patient is the same client for slow lines.
func (t *transport) patient() *http.Client {
	slow := *t.http
	slow.Timeout = partTimeout
	return &slow
}
