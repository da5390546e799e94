// Package churn lets people come and go for a long time, and looks whether
// everybody reads exactly what they may.
//
// Promise: through joins by invitation, leavings, removals from a team and from
// the organisation, suspensions, rotations, refreshes, new browsers by every way in,
// people who lost everything, customers who come back or go on on another device,
// two who administer at once, writers without a connection, three writers at once,
// edits, removals, notes, files and drafts, each permitted reader sees each message
// that they may see, once and in the same order as everybody else, nobody else is
// answered or hears a socket say anything from the moment they are out, and no
// client ever raises an alarm. The Go client and the client of
// the browsers, the latter in a process of its own, are mixed in one run, on the
// real server.
//
// Threat: keys that did not reach who should have them; a reader who was
// forgotten; two implementations that agree on vectors and not on a long day.
//
// The permitted set comes from a list that the test keeps of who is in which team
// and said what, not from anything that the product says.
//
// Limits: what somebody who left could open with the server's help is test/model's
// matter; here it is what they are given. Inboxes stay with their team: no client
// moves one.
//
// The seed is printed and SEALDESK_SEED takes it; the events are the same then, as
// far as two processes allow, and are printed where it fails.
package churn
