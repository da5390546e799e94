// Package story tells whole stories against a real server in process: people
// with names, on the Go client, over HTTP and WebSocket. What the server stores
// is looked through for what it must not know.
package story
