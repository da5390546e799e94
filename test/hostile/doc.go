// Package hostile gives a whole desk what it must survive: bytes that nobody
// honest sends, and a machine on which something is wrong.
//
// Promise: each bad thing is answered with an error that says what happened and
// what to do next; nothing panics, no secret is in an answer or a log, whoever
// did nothing wrong goes on, and once the bad thing is over, everything that was
// acknowledged is there and service goes on.
//
// Limits: one bad thing at a time; a kernel or a processor that lies is not
// played. Disks are made full and read-only in a mount namespace of the test's
// own, so nothing outside of it is touched.
package hostile
