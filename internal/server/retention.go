package server

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/sealdesk/sealdesk/internal/storage"
)

// Forecast writes what the chores of a server on this folder would destroy now,
// and destroys nothing. A server may be running on it.
func Forecast(ctx context.Context, folder string, now time.Time, out io.Writer) error {
	found, err := storage.Inspect(ctx, folder, now)
	if err != nil {
		return fmt.Errorf("%w (if an older version wrote this folder, start this one on it once)", err)
	}
	fmt.Fprintf(out, "Due now: %d. Closed and due later: %d. Held: %d. Destroyed: %d.\n", found.Due, found.Later, found.Held, found.Destroyed)
	for _, e := range found.Soonest {
		fmt.Fprintf(out, "%s  closed %s  due %s\n", e.Conversation.Hex(), day(e.Closed), day(e.Until))
	}
	if len(found.Soonest) < found.Due {
		fmt.Fprintf(out, "and %d more\n", found.Due-len(found.Soonest))
	}
	if found.Due == 0 && !found.Next.IsZero() {
		fmt.Fprintf(out, "The next one is due on %s.\n", day(found.Next))
	}
	if found.Returned > 0 {
		fmt.Fprintf(out, "Under destroyed keys, as after restoring a backup: %d. The next start removes them.\n", found.Returned)
	}
	return nil
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// examineRetention looks whether data and shred store belong together, and what
// is due.
func examineRetention(ctx context.Context, folder string, now time.Time) Finding {
	if _, err := os.Stat(filepath.Join(folder, "data.db")); errors.Is(err, fs.ErrNotExist) {
		return Finding{Notice, "retention", "There is nothing yet."}
	}
	if _, err := os.Stat(filepath.Join(folder, "shred.db")); errors.Is(err, fs.ErrNotExist) {
		return Finding{Broken, "retention", "There is data, and the shred.db that belongs to it is missing: put it back before the next start, or nobody opens what was written so far."}
	}
	found, err := storage.Inspect(ctx, folder, now)
	switch {
	case err != nil:
		return Finding{Notice, "retention", "It is not known: start this version on the folder once. " + err.Error()}
	case found.Orphaned > 0:
		return Finding{Broken, "retention", fmt.Sprintf("Conversations under keys that shred.db does not have: %d. Nobody can open them, and it is not the one that belongs to data.db: put that one back.", found.Orphaned)}
	case found.Older && found.Spared > 0:
		return Finding{Notice, "retention", fmt.Sprintf("data.db is older than shred.db, as after restoring a backup. If there is a newer data.db, put that one back: its conversations are under keys that this one does not know (%d). They are kept for 30 days from the next start, and then destroyed.", found.Spared)}
	case found.Spared > 0:
		return Finding{Notice, "retention", fmt.Sprintf("A data.db that was older than shred.db was put back. Keys that it does not know: %d. They are kept until %s, in case there is a newer data.db to put back, and then destroyed.", found.Spared, day(found.Until))}
	case found.Returned > 0:
		return Finding{Notice, "retention", fmt.Sprintf("Conversations under destroyed keys, as after restoring a backup: %d. Nobody can open them, and the next start removes them.", found.Returned)}
	}
	return Finding{Fine, "retention", fmt.Sprintf("Conversations due now: %d, held: %d, destroyed: %d.", found.Due, found.Held, found.Destroyed)}
}
