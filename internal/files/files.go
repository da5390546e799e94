// Package files keeps the ciphertext of attachments, as objects in a bucket.
//
// Promise: a part is on disk, with the folders that lead to it, when Put returns
// without an error; until then nobody sees any of it. Memory does not grow with
// the size of a file. Nothing here tells what a file holds or is called.
//
// Threat: a crash in the middle of anything; a name that leads out of the
// bucket, which cannot be made: names are digits that this package writes.
//
// Limits: the program carries one kind of bucket, a folder. It does not know
// which objects are wanted; the rows say so, and the domain sweeps.
package files

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"gocloud.dev/blob"
	"gocloud.dev/blob/fileblob"
	"gocloud.dev/gcerrors"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/seal"
)

// Store is an open bucket. Make one with Open.
type Store struct {
	bucket *blob.Bucket
	folder string // of a folder bucket; "" for others
}

// Folder is the folder that a bucket's address names.
func Folder(address string) (string, error) {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != fileblob.Scheme || parsed.Host != "" || !filepath.IsAbs(parsed.Path) || parsed.RawQuery != "" {
		return "", fmt.Errorf("the files address %q is not one: write it like file:///var/lib/sealdesk-files", address)
	}
	return filepath.Clean(parsed.Path), nil
}

// Open opens a folder as a bucket, or makes it.
func Open(folder string) (*Store, error) {
	// Temporary files lie beside their targets: a rename is atomic only within
	// one file system. No sidecars: there is nothing to say about ciphertext.
	_, before := os.Stat(folder)
	bucket, err := fileblob.OpenBucket(folder, &fileblob.Options{
		CreateDir: true, DirFileMode: 0o700, NoTempDir: true, Metadata: fileblob.MetadataDontWrite,
	})
	if err != nil {
		return nil, fmt.Errorf("open the folder for files: %w", err)
	}
	if before != nil { // what comes into a folder is not safer than the folder's own name
		if err := syncFolder(filepath.Dir(folder)); err != nil {
			return nil, errors.Join(fmt.Errorf("keep the folder for files: %w", err), bucket.Close())
		}
	}
	return &Store{bucket, folder}, nil
}

// New uses a bucket as it is.
func New(bucket *blob.Bucket) *Store { return &Store{bucket: bucket} }

// Close closes the bucket.
func (s *Store) Close() error { return s.bucket.Close() }

func prefix(thread seal.ID, attachment seal.ID16) string {
	return thread.Hex() + "/" + attachment.String() + "/"
}

func key(part conversation.Part) string {
	return prefix(part.Thread, part.Attachment) + strconv.FormatUint(part.Number, 10)
}

// Put stores exactly size bytes as a part, in place of an earlier one, if may
// says so once they are all there.
func (s *Store) Put(ctx context.Context, part conversation.Part, body io.Reader, size int64, may func() error) error {
	const op = "files.put"
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	var file *os.File
	w, err := s.bucket.NewWriter(ctx, key(part), &blob.WriterOptions{
		ContentType: "application/octet-stream", DisableContentTypeDetection: true, BufferSize: 64 << 10,
		BeforeWrite: func(as func(any) bool) error { as(&file); return nil },
	})
	if err != nil {
		return failed(op, err)
	}
	from := &source{body: io.LimitReader(body, size+1)}
	n, err := io.Copy(struct{ io.Writer }{w}, from) // the writer's own ReadFrom takes a megabyte
	if from.err != nil {
		err = errs.Wrap(from.err, errs.Invalid, op, "This part did not arrive whole.", "Send it again.")
	}
	if err == nil && n != size {
		err = errs.New(errs.Unprocessable, op, fmt.Sprintf("This part has not the %d bytes that it should have.", size), "Send it again, whole.")
	}
	if err == nil && file != nil {
		err = file.Sync() // the library leaves that to the operating system
	}
	if err == nil {
		if err = may(); err != nil {
			cancel()
			w.Close() //nolint:errcheck // see below
			return err
		}
	}
	if err != nil {
		cancel()  // what is closed after this is thrown away
		w.Close() //nolint:errcheck // it tells that it was cancelled
		return failed(op, err)
	}
	if err := w.Close(); err != nil {
		return failed(op, err)
	}
	if file == nil {
		return nil
	}
	return failed(op, s.syncFolders(filepath.Dir(file.Name())))
}

// source remembers whether it was the sender who failed, and not the bucket.
type source struct {
	body io.Reader
	err  error
}

// Read implements io.Reader.
func (s *source) Read(p []byte) (int, error) {
	n, err := s.body.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		s.err = err
	}
	return n, err
}

// syncFolders makes the names on the way to a part durable.
func (s *Store) syncFolders(folder string) error {
	for range 3 { // the attachment's, the thread's, the bucket's
		if err := syncFolder(folder); err != nil {
			return err
		}
		folder = filepath.Dir(folder)
	}
	return nil
}

// syncFolder makes the names in a folder durable.
func syncFolder(path string) error {
	opened, err := os.Open(path)
	if err != nil {
		return err
	}
	return errors.Join(opened.Sync(), opened.Close())
}

// Open streams a part, and says how many bytes there are.
func (s *Store) Open(ctx context.Context, part conversation.Part) (io.ReadCloser, int64, error) {
	r, err := s.bucket.NewReader(ctx, key(part), nil)
	if err != nil {
		return nil, 0, failed("files.open", err)
	}
	return r, r.Size(), nil
}

// Remove forgets every part of one attachment.
func (s *Store) Remove(ctx context.Context, thread seal.ID, attachment seal.ID16) error {
	return s.forget(ctx, prefix(thread, attachment))
}

// Drop forgets everything of a thread.
func (s *Store) Drop(ctx context.Context, thread seal.ID) error {
	return s.forget(ctx, thread.Hex()+"/")
}

func (s *Store) forget(ctx context.Context, prefix string) error {
	const op = "files.forget"
	list := s.bucket.List(&blob.ListOptions{Prefix: prefix})
	for {
		object, err := list.Next(ctx)
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return failed(op, err)
		}
		if err := s.bucket.Delete(ctx, object.Key); err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			return failed(op, err)
		}
	}
	s.fold(strings.TrimSuffix(prefix, "/"))
	return nil
}

// fold removes the empty folders that deleted objects leave; one that is not
// empty stays.
func (s *Store) fold(name string) {
	if s.folder == "" {
		return
	}
	within, err := os.ReadDir(filepath.Join(s.folder, name))
	if err == nil && !strings.Contains(name, "/") {
		for _, entry := range within {
			os.Remove(filepath.Join(s.folder, name, entry.Name())) //nolint:errcheck // it may have been filled again
		}
	}
	for ; name != "."; name = filepath.Dir(name) {
		if os.Remove(filepath.Join(s.folder, name)) != nil {
			return
		}
	}
}

const listedAtOnce = 10_000

// Strays names attachments that have an object older than a moment. A bucket
// lists page by page; what is made or goes meanwhile may be in it or not.
func (s *Store) Strays(ctx context.Context, before time.Time, each func(seal.ID, seal.ID16) error) error {
	const op = "files.list"
	last := ""
	for token := blob.FirstPageToken; token != nil; {
		page, next, err := s.bucket.ListPage(ctx, token, listedAtOnce, nil)
		if err != nil {
			return failed(op, err)
		}
		for _, object := range page {
			thread, attachment, ok := parse(object.Key)
			name := object.Key[:strings.LastIndex(object.Key, "/")+1]
			if !ok || name == last || !object.ModTime.Before(before) {
				continue // foreign objects are not ours to touch
			}
			last = name
			if err := each(thread, attachment); err != nil {
				return err
			}
		}
		token = next
	}
	return nil
}

// parse reads the name of an object, or of one that was being written.
func parse(key string) (thread seal.ID, attachment seal.ID16, ok bool) {
	parts := strings.Split(key, "/")
	if len(parts) != 3 {
		return thread, attachment, false
	}
	thread, err := seal.ParseID(parts[0])
	if err != nil {
		return thread, attachment, false
	}
	raw, err := hex.DecodeString(parts[1])
	if err != nil || len(raw) != len(attachment) {
		return thread, attachment, false
	}
	return thread, seal.ID16(raw), true
}

// failed gives what a bucket says the kind that it has for a caller.
func failed(op string, err error) error {
	var known *errs.Error
	switch {
	case err == nil || errors.As(err, &known):
		return err
	case gcerrors.Code(err) == gcerrors.NotFound:
		return errs.Wrap(err, errs.NotFound, op, "This file is not here any more.", "Ask whoever sent it to send it again.")
	case errors.Is(err, syscall.ENOSPC):
		return errs.Wrap(err, errs.Unavailable, op, "The server's disk is full.", "Tell whoever runs this desk; nothing was lost.")
	}
	return errs.Wrap(err, errs.Internal, op, "The store for files did not answer.", "Try again; if it happens again, run sealdesk doctor.")
}
