package httpapi

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/errs"
	"github.com/sealdesk/sealdesk/internal/ledger"
)

func (a *API) passwordRoutes() []Route {
	return []Route{
		route("GET", "/passwords/breached", access.ReadPublic, nothing, "The operator's filter of passwords that were stolen elsewhere; empty if there is none", a.getBreached).
			leavesNothing("anybody may ask for it, whoever they are"),
		route("PUT", "/accounts/{account}/password/compromised", access.MarkPassword, nothing, "Say that others may know somebody's password, which has to be changed", a.putCompromised).
			leaves(ledger.PasswordMarked, ledger.SessionEnded),
	}
}

func (a *API) putCompromised(ctx context.Context, c *call, _ none) (none, error) {
	id, err := c.id("account")
	if err != nil {
		return none{}, err
	}
	return none{}, a.Identity.MarkPassword(ctx, c.actor, id)
}

// getBreached hands the filter out as a whole, to whoever chooses a password: who
// asked for a part of it would tell something about theirs.
func (a *API) getBreached(_ context.Context, c *call, _ none) (answered, error) {
	const op = "http.breached"
	unread := func(err error) error {
		return errs.Wrap(err, errs.Unavailable, op, "The list of stolen passwords cannot be read.", "Try again later, and tell whoever runs the server.")
	}
	file, err := os.Open(a.Breached)
	if errors.Is(err, fs.ErrNotExist) {
		c.w.WriteHeader(http.StatusNoContent)
		return answered{}, nil
	}
	if err != nil {
		return answered{}, unread(err)
	}
	defer file.Close() //nolint:errcheck // it was only read
	info, err := file.Stat()
	if err != nil {
		return answered{}, unread(err)
	}
	h := c.w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", fmt.Sprintf(`"%x-%x"`, info.ModTime().UnixNano(), info.Size()))
	http.ServeContent(c.w, c.r, "", info.ModTime(), file)
	return answered{}, nil
}
