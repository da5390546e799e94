package main

import (
	"context"
	"fmt"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
)

type witnessCommand struct {
	Key    witnessKeyCommand    `cmd:"" help:"Print the key that this server cosigns with, for those who rely on it; the first time it makes one."`
	Forget witnessForgetCommand `cmd:"" help:"Forget what was cosigned of a log, after its operator has put a backup back. The server must not run."`
}

type witnessKeyCommand struct {
	Data string `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
}

// Run prints the key.
func (c witnessKeyCommand) Run(ctx context.Context) error {
	key, err := server.WitnessKey(ctx, c.Data, time.Now())
	if err == nil {
		fmt.Println(key)
	}
	return err
}

type witnessForgetCommand struct {
	Origin string `arg:"" help:"The log's origin: what its key begins with, up to the first +."`
	Data   string `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
}

// Run forgets the log.
func (c witnessForgetCommand) Run(ctx context.Context) error {
	if err := server.ForgetLog(ctx, c.Data, c.Origin, time.Now()); err != nil {
		return err
	}
	fmt.Println("Forgotten: the next checkpoint of", c.Origin, "that comes is believed. This is recorded.")
	return nil
}

type ledgerKeyCommand struct {
	Data string `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
}

// Run prints the key.
func (c ledgerKeyCommand) Run(ctx context.Context) error {
	key, err := server.LedgerKey(ctx, c.Data)
	if err == nil {
		fmt.Println(key)
	}
	return err
}
