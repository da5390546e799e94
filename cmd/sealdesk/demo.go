package main

import (
	"context"
	"fmt"
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
