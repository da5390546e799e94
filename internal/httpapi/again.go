package httpapi

import (
	"context"

	"github.com/sealdesk/sealdesk/internal/access"
	"github.com/sealdesk/sealdesk/internal/directory"
	"github.com/sealdesk/sealdesk/internal/ledger"
)

// This file serves new keys for somebody who lost everything.

func (a *API) againRoutes() []Route {
	return []Route{
		route("POST", "/accounts/{account}/again", access.BeginAgain, nothing, "Put an invitation with the same teams and rights in the place of an account whose keys are lost", a.postAgain).
			leaves(ledger.AccountRestarted, ledger.DirectoryAppended, ledger.HeadSigned).upTo(batchBodyLimit),
	}
}

func (a *API) postAgain(ctx context.Context, c *call, in directoryIn) (sizeOut, error) {
	account, err := c.id("account")
	if err != nil {
		return sizeOut{}, err
	}
	size, err := a.Identity.BeginAgain(ctx, c.actor, account, directory.Batch{Statements: in.Statements, Head: in.Head, Boxes: groupBoxes(in.Boxes)})
	return sizeOut{size}, err
}
