// Package liar is a lying server: a proxy before the real one that tells one
// named lie at a time, over HTTP and WebSocket, in both directions.
//
// Promise: what a client says of a lie, it says of one that really was told: each
// is counted, and without one everything passes as it is, so that the same play
// without the lie is the control.
//
// Threat: a server that has its own files and keys, and the help of people who
// work with it. Its lies are as good as they can be made with these: a history
// that it changed has receipts under its own key that fit.
//
// Limits: it tells the lies of the table, one at a time; it knows nothing that a
// server does not have, unless somebody gives it to it.
package liar
