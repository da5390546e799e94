// Command ledger-verify checks the record of acts of a desk, from an export or
// from the desk's address. It is an auditor's: no code of the server is in it.
package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/sealdesk/sealdesk/client/auditor"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	var command auditor.Command
	k := kong.Parse(&command, kong.Name("ledger-verify"), kong.Description("Check the record of acts of a desk, without trusting the desk."),
		kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)))
	k.FatalIfErrorf(k.Run())
}
