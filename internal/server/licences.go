package server

import (
	"io/fs"

	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/web"
)

// Licences returns the notice of what the program contains of others. It is made
// with the program, from the packages that go in.
func Licences() ([]byte, error) {
	files, err := web.Files()
	if err != nil {
		return nil, err
	}
	notice, err := fs.ReadFile(files, "licences.txt")
	if err != nil {
		return nil, errs.Wrap(err, errs.NotFound, "server.licences", "This program was built without its notice of licences.", "Build it with make build.")
	}
	return notice, nil
}
