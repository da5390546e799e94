// Package directory is the signed record of an organisation: accounts, their
// devices and keys, groups, inboxes and rights (docs/protocol.md section 4).
//
// Promise: a Replay holds only what somebody with the right to say it has
// signed, decided by one fixed table from genesis down, the same on every
// device and on the server. Server policy may narrow what the table allows and
// can never widen it. A refusal leaves a Replay as it was.
//
// Threat: a server that adds a reader, swaps a key, hides a revocation or shows
// two histories. Limits: who sees no newer head than the server shows cannot
// know of newer statements; one lying attester can mislead a visitor until
// another device replays the log.
package directory
