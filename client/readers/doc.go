// Package readers is a customer's proof of who could read their conversation: a
// file that anybody can check without the desk, and what it says in plain words
// (docs/readers-proof.md).
//
// Promise: what Verify reports follows from signatures and hashes alone: every
// entry of the conversation is there, in its place; each message was sealed under
// the key that it names; and the people named are all to whom that key, or a later
// one of the team that may open it, was handed.
//
// Threat: a file that was altered on its way, by whoever made it too; a server or a
// company that shows customers another list of readers than is true.
//
// Limits: it does not say that somebody did read, nor what a reader passed on. The
// newest entries, and a newer directory, can be left out by whoever makes the file.
// Without a key that was kept elsewhere, the organisation is the one that the file
// names. The file holds no key that opens anything, and nothing of what was said.
package readers
