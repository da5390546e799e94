package servertest

import (
	"fmt"

	"github.com/sealdesk/sealdesk/internal/conversation"
	"github.com/sealdesk/sealdesk/seal"
)

// Standing is how far an upload has come.
type Standing struct{ Size, Received, Parts uint64 }

// AttachmentPath is a file's address under the API.
func (th *Thread) AttachmentPath(id seal.ID16) string {
	return th.Path("/attachments/" + id.String())
}

// PartPath is the address of one part of a file.
func (th *Thread) PartPath(id seal.ID16, part int) string {
	return fmt.Sprintf("%s/parts/%d", th.AttachmentPath(id), part)
}

// Upload sends ciphertext in parts, all of which have to be accepted.
func (th *Thread) Upload(token string, id seal.ID16, ciphertext []byte) Standing {
	th.d.T.Helper()
	var now Standing
	th.d.Must(token, "PUT", th.AttachmentPath(id), Object{"size": len(ciphertext)}, &now)
	for part := 0; len(ciphertext) > 0; part++ {
		n := min(len(ciphertext), conversation.PartSize)
		th.d.Must(token, "PUT", th.PartPath(id, part), ciphertext[:n], &now)
		ciphertext = ciphertext[n:]
	}
	return now
}

// Download fetches every part of a file.
func (th *Thread) Download(token string, id seal.ID16, parts int) (ciphertext []byte) {
	th.d.T.Helper()
	for part := range parts {
		answer := th.d.Do(token, "GET", th.PartPath(id, part), nil)
		if answer.Status != 200 {
			th.d.T.Fatalf("part %d: %d %s", part, answer.Status, answer.Body)
		}
		ciphertext = append(ciphertext, answer.Body...)
	}
	return ciphertext
}
