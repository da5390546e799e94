package conversation

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
	"github.com/sealdesk/sealdesk/seal"
)

// Ciphertext travels in parts of 16 STREAM chunks (§8), so that an upload that
// broke off goes on where it stood.
const (
	PartSize              = 16 * (seal.ChunkSize + 16)
	AttachmentsAtOnce     = 20 // that a sender may have without a message
	AttachmentsPerMessage = 10 // that one message may bring
	unclaimedAttachments  = 24 * time.Hour
)

// Attachment is what the server knows of a sealed file.
type Attachment struct {
	Thread   seal.ID
	ID       seal.ID16
	Uploader seal.ID // a visitor's device, or an account
	Size     uint64  // of the ciphertext, in bytes
	Received uint64  // parts that are on disk
	Claimed  bool    // a message brought it
	Removed  bool    // its uploader took it back, or its conversation expired
	Created  time.Time
}

// Parts is how many parts there are in all.
func (a Attachment) Parts() uint64 { return (a.Size + PartSize - 1) / PartSize }

// Complete reports whether every part is there and nobody took it back.
func (a Attachment) Complete() bool { return !a.Removed && a.Received == a.Parts() }

// partSize is a part's length in bytes; the last one may be shorter.
func (a Attachment) partSize(part uint64) int64 {
	return int64(min(PartSize, a.Size-part*PartSize))
}

// Part names one stored object.
type Part struct {
	Thread     seal.ID
	Attachment seal.ID16
	Number     uint64
}

// Files keeps ciphertext. Once Put returns without an error, the part outlives
// a crash; before, nothing of it can be seen.
type Files interface {
	// Put stores exactly size bytes; another number of them is an error of kind
	// Unprocessable, and stores nothing. When all are there, may is asked once
	// more: its error stores nothing either, and comes back as it is.
	Put(ctx context.Context, part Part, body io.Reader, size int64, may func() error) error
	// Open streams a part and says how many bytes it has; what is not there is an
	// error of kind NotFound.
	Open(ctx context.Context, part Part) (io.ReadCloser, int64, error)
	// Remove forgets every part of one attachment; none is no error.
	Remove(ctx context.Context, thread seal.ID, attachment seal.ID16) error
	// Drop forgets everything of a thread; nothing is no error.
	Drop(ctx context.Context, thread seal.ID) error
	// Strays names attachments with objects older than a moment, once each.
	Strays(ctx context.Context, before time.Time, each func(thread seal.ID, attachment seal.ID16) error) error
}

// uploader is whose an upload is: of staff the account, so that another browser
// of the same person can go on; of visitors the device.
func uploader(actor access.Actor) seal.ID {
	if actor.Who == access.Staff {
		return actor.Account
	}
	return actor.Device
}

// MaxFile is the largest file that may be attached, in bytes before sealing.
func (s *Service) MaxFile() uint64 { return s.maxFile }

// BeginAttachment makes room for a file, or says how far it has come.
func (s *Service) BeginAttachment(ctx context.Context, actor access.Actor, thread seal.ID, id seal.ID16, size uint64) (Attachment, error) {
	const op = "conversation.attachment"
	if size == 0 {
		return Attachment{}, errs.New(errs.Unprocessable, op, "A sealed file has at least one byte.", "Say how long the ciphertext is.")
	}
	if size > seal.SealedSize(seal.Padme(s.maxFile)) {
		return Attachment{}, errs.New(errs.TooLarge, op, fmt.Sprintf("Files here may have up to %d MB.", s.maxFile>>20), "Send a smaller one.")
	}
	known, ok, err := s.begun(ctx, actor, thread, id)
	if err != nil {
		return Attachment{}, err
	}
	if ok {
		return known, resumes(known, actor, size)
	}
	if err := s.demandDisk(actor, size); err != nil {
		return Attachment{}, err
	}
	if err := s.chargeFile(actor, size); err != nil {
		return Attachment{}, err
	}
	a := Attachment{Thread: thread, ID: id, Uploader: uploader(actor), Size: size, Created: s.now()}
	err = s.store.Write(ctx, func(tx Tx) error { return s.begin(tx, actor, &a) })
	return a, err
}

// begun finds what was begun under an id.
func (s *Service) begun(ctx context.Context, actor access.Actor, thread seal.ID, id seal.ID16) (a Attachment, ok bool, err error) {
	err = s.store.Read(ctx, func(tx Tx) error {
		if _, err := s.mayAttach(tx, actor, thread); err != nil {
			return err
		}
		var err error
		a, ok, err = tx.Attachment(thread, id)
		return err
	})
	return a, ok, err
}

// begin makes the row of a file, or finds the one that came first.
func (s *Service) begin(tx Tx, actor access.Actor, a *Attachment) error {
	t, err := s.mayAttach(tx, actor, a.Thread)
	if err != nil {
		return err
	}
	known, ok, err := tx.Attachment(a.Thread, a.ID)
	if err != nil {
		return err
	}
	if ok {
		size := a.Size
		*a = known
		return resumes(known, actor, size)
	}
	if open, err := tx.UnclaimedOf(uploader(actor)); err != nil {
		return err
	} else if open >= AttachmentsAtOnce {
		return errs.New(errs.Limited, "conversation.attachment", "Too many files are waiting for a message.", "Send the message that they belong to first, or take some back.")
	}
	if err := s.demandShare(tx, actor, a.Thread, a.Size); err != nil {
		return err
	}
	if err := tx.InsertAttachment(*a); err != nil {
		return err
	}
	return s.recordFile(tx, actor, ledger.AttachmentBegun, t, *a)
}

// mayAttach repeats inside the transaction what may have changed since the
// request was authorised.
func (s *Service) mayAttach(tx Tx, actor access.Actor, thread seal.ID) (Thread, error) {
	t, ok, err := tx.Thread(thread)
	if err == nil && (!ok || !s.mayAct(actor, t)) {
		err = notFound("conversation.attachment")
	}
	if err != nil {
		return t, err
	}
	return t, t.Conversation.standing("conversation.attachment")
}

// recordFile writes the event of an act on a file.
func (s *Service) recordFile(tx Tx, actor access.Actor, kind ledger.Kind, t Thread, a Attachment) error {
	e := s.act(actor, kind, ledger.Wide(a.ID))
	e.Within = seal.Some(t.Conversation.ID)
	switch kind {
	case ledger.AttachmentStored:
		e.First = a.Size
	case ledger.AttachmentSwept:
		e.Reason = "unclaimed"
	}
	return ledger.Append(tx, e)
}

func resumes(a Attachment, actor access.Actor, size uint64) error {
	switch {
	case a.Uploader != uploader(actor) || a.Size != size:
		return conflict("conversation.attachment", "used_id", "Another file was already begun under this id.", "Take a new id.")
	case a.Removed:
		return removedFile()
	}
	return nil
}

func removedFile() error {
	return errs.New(errs.Gone, "conversation.attachment", "This file was taken back.", "Attach it again, under a new id.")
}

func damagedFile() error {
	return errs.New(errs.Gone, "conversation.attachment", "This file was damaged on the server.", "Ask whoever sent it to send it again, or whoever runs this desk for a backup.")
}

func noFile() error {
	return errs.New(errs.NotFound, "conversation.attachment", "There is no such file here.", "Fetch the conversation again.")
}

// PutPart stores the next part. It is on disk before the row says so: a crash
// in between leaves a part that the next try replaces. A part that was stored
// before is not read again.
func (s *Service) PutPart(ctx context.Context, actor access.Actor, part Part, body io.Reader, length int64) (Attachment, error) {
	a, err := s.uploading(ctx, actor, part)
	if err != nil || part.Number < a.Received {
		return a, err
	}
	if part.Number != a.Received || part.Number >= a.Parts() {
		return a, outOfTurn()
	}
	want := a.partSize(part.Number)
	if length >= 0 && length != want {
		return a, errs.New(errs.Unprocessable, "conversation.part", fmt.Sprintf("This part has %d bytes instead of %d.", length, want), "Cut the file as the protocol says.")
	}
	if err := s.demandDisk(actor, uint64(want)); err != nil { //nolint:gosec // not negative
		return a, err
	}
	leave, err := s.arriving.enter(actor)
	if err != nil {
		return a, err
	}
	defer leave()
	return s.takePart(ctx, actor, part, body, want)
}

// takePart lets one of those who send the same part at once be the one: what was
// counted as received never changes afterwards.
func (s *Service) takePart(ctx context.Context, actor access.Actor, part Part, body io.Reader, size int64) (a Attachment, err error) {
	turn := &s.turns[part.Attachment[0]%turnstiles]
	mine := false
	defer func() {
		if mine {
			turn.Unlock()
		}
	}()
	err = s.files.Put(ctx, part, body, size, func() error {
		turn.Lock()
		mine = true
		now, err := s.uploading(ctx, actor, part)
		if err == nil && now.Received != part.Number {
			a, err = now, errTaken
		}
		return err
	})
	if errors.Is(err, errTaken) {
		return a, nil
	}
	if err != nil {
		return a, err
	}
	err = s.store.Write(ctx, func(tx Tx) error { return s.received(tx, actor, part, &a) })
	return a, err
}

// turnstiles is how many files can be taken in at the same moment.
const turnstiles = 64

// errTaken: the same part came twice at once, and the other was faster.
var errTaken = errors.New("conversation: this part is here already")

func outOfTurn() error {
	return conflict("conversation.part", "part", "Another part comes next.", "Ask how far the file has come.")
}

// uploading finds an unfinished upload of the actor's.
func (s *Service) uploading(ctx context.Context, actor access.Actor, part Part) (Attachment, error) {
	var a Attachment
	err := s.store.Read(ctx, func(tx Tx) error {
		if _, err := s.mayAttach(tx, actor, part.Thread); err != nil {
			return err
		}
		found, ok, err := tx.Attachment(part.Thread, part.Attachment)
		if err == nil && !ok {
			err = noFile()
		}
		if err != nil {
			return err
		}
		a = found
		return resumes(found, actor, found.Size)
	})
	return a, err
}

// received moves the row on, if it still stands where it stood.
func (s *Service) received(tx Tx, actor access.Actor, part Part, a *Attachment) error {
	t, err := s.mayAttach(tx, actor, part.Thread)
	if err != nil {
		return err
	}
	now, ok, err := tx.Attachment(part.Thread, part.Attachment)
	if err == nil && !ok {
		err = noFile()
	}
	if err != nil {
		return err
	}
	*a = now
	switch {
	case now.Removed:
		return removedFile()
	case part.Number < now.Received: // the same part came twice at once
		return nil
	case part.Number > now.Received || part.Number >= now.Parts():
		return outOfTurn()
	}
	a.Received++
	if err := tx.UpdateAttachment(*a); err != nil || !a.Complete() {
		return err
	}
	return s.recordFile(tx, actor, ledger.AttachmentStored, t, *a)
}

// OpenPart streams a part of a complete file, and says how long it is. Whoever
// hands it on records that first.
func (s *Service) OpenPart(ctx context.Context, part Part) (io.ReadCloser, int64, error) {
	var a Attachment
	err := s.store.Read(ctx, func(tx Tx) error {
		if err := readable(tx, part.Thread); err != nil {
			return err
		}
		found, ok, err := tx.Attachment(part.Thread, part.Attachment)
		switch {
		case err != nil:
			return err
		case ok && found.Removed:
			return removedFile()
		case !ok || !found.Complete() || part.Number >= found.Parts():
			return noFile()
		}
		a = found
		return nil
	})
	if err != nil {
		return nil, 0, err
	}
	body, size, err := s.files.Open(ctx, part)
	if err == nil && size != a.partSize(part.Number) { // better told than given half of it
		return nil, 0, errors.Join(damagedFile(), body.Close())
	}
	return body, size, err
}

// RemoveAttachment takes back what the actor uploaded. The row goes first: from
// then on nobody gets it, and what a crash leaves of it is swept.
func (s *Service) RemoveAttachment(ctx context.Context, actor access.Actor, thread seal.ID, id seal.ID16) error {
	err := s.store.Write(ctx, func(tx Tx) error {
		t, err := s.mayAttach(tx, actor, thread)
		if err != nil {
			return err
		}
		a, ok, err := tx.Attachment(thread, id)
		switch {
		case err != nil:
			return err
		case !ok:
			return noFile()
		case a.Uploader != uploader(actor):
			return errs.New(errs.Forbidden, "conversation.attachment", "Only who sent a file can take it back.", "Ask them to.")
		case a.Removed:
			return nil
		}
		a.Removed = true
		if err := tx.UpdateAttachment(a); err != nil {
			return err
		}
		return s.recordFile(tx, actor, ledger.AttachmentRemoved, t, a)
	})
	if err != nil {
		return err
	}
	return s.files.Remove(ctx, thread, id)
}

// claim ties files to the message that brings them.
func claim(tx Tx, thread seal.ID, attachments []seal.ID16) error {
	const op = "conversation.append"
	if len(attachments) > AttachmentsPerMessage {
		return errs.New(errs.Unprocessable, op, "These are too many files for one message.", fmt.Sprintf("Send up to %d with each.", AttachmentsPerMessage))
	}
	for _, id := range attachments {
		a, ok, err := tx.Attachment(thread, id)
		if err != nil {
			return err
		}
		if !ok || !a.Complete() {
			return conflict(op, "attachment", "A file of this message is not here, or not whole.", "Upload it again, under a new id.")
		}
		if a.Claimed {
			continue
		}
		a.Claimed = true
		if err := tx.UpdateAttachment(a); err != nil {
			return err
		}
	}
	return nil
}
