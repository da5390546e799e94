package storage

import (
	"context"
	"errors"
	"path/filepath"

	"github.com/sealdesk/sealdesk/internal/directory"
)

// ReadOnly looks into the data of a folder, also beside a running server, and
// changes nothing.
type ReadOnly struct{ reader *reader }

// OpenReadOnly opens the data of a folder.
func OpenReadOnly(folder string) (ReadOnly, error) {
	c, err := openConn(readOnlyName(filepath.Join(folder, "data.db")) + "&_pragma=query_only(1)")
	return ReadOnly{&reader{c}}, err
}

// Close ends the look.
func (r ReadOnly) Close() error { return r.reader.close() }

// Look runs queries that see one moment.
func (r ReadOnly) Look(ctx context.Context, run func(*Tx) error) error {
	return r.reader.read(ctx, nil, run)
}

// Read and Write let the directory be replayed from it.
func (r ReadOnly) Read(ctx context.Context, run func(directory.Tx) error) error {
	return r.Look(ctx, func(tx *Tx) error { return run(tx) })
}

// Write refuses.
func (ReadOnly) Write(context.Context, func(directory.Tx) error) error {
	return errors.Join(errReadOnly)
}
