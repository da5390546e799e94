// Package web carries the built web code inside the binary.
//
// Promise: what is served is what was built with the binary, byte for byte.
// Limits: built files are not committed; without `make build` the folder is
// empty and the server says so.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

// Files returns the built files: console/, widget/, preview/, loader/sealdesk.js.
func Files() (fs.FS, error) { return fs.Sub(dist, "dist") }
