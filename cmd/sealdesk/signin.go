package main

import (
	"fmt"
	"time"

	"github.com/sealdesk/sealdesk/internal/server"
)

type signInCodeCommand struct {
	Email string `arg:"" help:"The address that the person signs in with."`
	Data  string `help:"Folder for data and keys." default:"sealdesk-data" type:"path"`
}

// Run prints a code.
func (c signInCodeCommand) Run() error {
	code, err := server.GiveSignInCode(c.Data, c.Email, time.Now())
	if err == nil {
		fmt.Println(code)
		fmt.Println("It counts once, within ten minutes, beside the recovery code of this person, whom you should know. Its use is recorded.")
	}
	return err
}
