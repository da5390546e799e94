package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/sealdesk/sealdesk/demo"
)

type demoCommand struct {
	Listen string `help:"Address of the desk, on this machine." default:"127.0.0.1:8460"`
	Site   string `help:"Address of the sample website, on this machine." default:"127.0.0.1:8461"`
}

// Run plays the demo until the process is told to stop.
func (c demoCommand) Run(ctx context.Context) error {
	program, err := os.Executable()
	if err != nil {
		return fmt.Errorf("find this program, to start the server from it: %w", err)
	}
	return demo.Run(ctx, demo.Options{Listen: c.Listen, Site: c.Site, Program: program, Out: os.Stdout})
}

// whileAccompanied ends with the demo that started this process, however that
// ended: the demo holds the other end of the standard input.
func whileAccompanied(ctx context.Context) context.Context {
	info, err := os.Stdin.Stat()
	if err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		return ctx
	}
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		defer cancel()
		io.Copy(io.Discard, os.Stdin) //nolint:errcheck // any end is the end
	}()
	return ctx
}
