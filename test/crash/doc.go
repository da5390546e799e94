// Package crash proves what an acknowledgement is worth.
//
// Promise: whatever left the process - an answer, an acknowledgement over a
// socket, a push to somebody else - speaks of something that is on disk, and is
// still true after the process dies at any moment: while it starts, works under
// load, ends a conversation, or stops.
//
// Two proofs together: real processes are killed (SIGKILL) with everybody at
// work, and what they left is compared with every word that anybody was told;
// and strace shows that no word leaves before fsync has returned for its commit,
// which is what a dying machine needs and a dying process does not show. Disks
// that fail are played by strace as well. The systems that get the record die along
// with the server, and have every event in the end.
//
// Limits: it believes the kernel and the disk when they say that bytes are kept.
// SEALDESK_LONG=1 makes it longer; SEALDESK_SEED=n draws the moments again.
package crash
