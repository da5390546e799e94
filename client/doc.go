// Package client is a second, independent client of Sealdesk: a visitor and an
// agent in Go, on the public API and protocol alone.
//
// Promise: what it returns was sealed by the device it names, follows everything
// before it, and is placed by the server key that the directory certifies; what
// the server should not read is sealed before it leaves. Threat: a server that
// alters, reorders, replays, invents or adds readers. Limits: a server can
// withhold the newest entries; keys live in this process's memory.
//
// It imports nothing of the server, so that agreement between the two is
// agreement on docs/protocol.md.
package client
