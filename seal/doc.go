// Package seal is Sealdesk protocol 1: the objects that devices of customers
// and staff exchange, and the only place where they are sealed and opened.
//
// Promise: who holds no key of a thread learns nothing from its objects but
// their size class, their order and who signed them; nobody can alter, forge
// or reorder an object unnoticed; bytes from outside have one meaning or none.
//
// Threat: a server, a database copy, a backup or a network that is curious,
// stolen or lying. Limits: there is no forward secrecy per message (whoever
// gets a reader's keys and the stored bytes reads what that reader could);
// confidentiality is post-quantum, signatures are not yet; memory of a running
// device is outside the promise, Wipe is a best effort.
//
// The specification is docs/protocol.md; section numbers in this package mean
// that document. Signatures and ids cover bytes as received, never a
// re-encoding. Values named Unverified have not been checked against a key.
package seal
