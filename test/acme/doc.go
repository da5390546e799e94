// Package acme asks a real certificate authority for certificates: Pebble, which
// Let's Encrypt makes for tests, as a process beside the server, with a name
// server that leads every name to this machine.
package acme
