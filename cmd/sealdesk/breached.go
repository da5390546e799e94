package main

import (
	"fmt"
	"os"

	"github.com/sealdesk/sealdesk/internal/server"
)

type breachedCommand struct {
	List *os.File `arg:"" help:"The public list: a SHA-1, a colon and how often it was seen, a line each; - is standard input."`
	Data string   `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
	Most int      `help:"How many passwords are taken, the most often seen first; browsers load two bytes for each." default:"1000000"`
}

// Run makes the filter.
func (c breachedCommand) Run() error {
	defer c.List.Close() //nolint:errcheck // it was only read
	count, size, err := server.KeepBreached(c.Data, c.List, c.Most)
	if err == nil {
		fmt.Printf("%d passwords are refused from now on, where somebody chooses one. Browsers load %d kB for it.\n", count, (size+999)/1000)
	}
	return err
}
