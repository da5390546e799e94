// Package model holds a small explicit-state model of the keys of teams and
// conversations, looks at all of it up to a bound, and runs its traces against
// the real server.
//
// Promise: in no interleaving of joins, leavings, rotations, refreshes, messages,
// wraps, lost answers and crashes of a device can somebody who left open what was
// said after the team's key had changed, or a member not open what was said; a
// list of members is never undone by somebody who had not seen it; whoever may
// write can, after looking. What the model says of each step, the server does,
// and each party then opens exactly what the model says it can, with its keys.
//
// Threat: a race that nobody thought of; a rule that is written down and not
// checked; a check that nothing needs. For each rule there is a test in which the
// model without it finds an attack, and the server refuses that very trace.
//
// The model: a team of Ada (who stays), Ben and Cleo (who come and go), and two
// customers with a conversation each. A party acts on what it saw last: looking at
// the directory, reading a conversation and acting are steps of their own, so that
// each action can meet a world that has moved on. A step is one request, which the
// server takes or refuses whole. Who left is thought to work with the server: it
// has every box that was ever sealed to it, and every ciphertext.
//
// Limits: what is bounded is named by the constants in state_test.go (team keys,
// conversation keys, changes); states are told apart by 64 bits of a hash; time
// stands still, so certificates do not run out; accounts leave teams and are not
// removed. Steps inside of the server are taken as one: test/crash ends it there.
package model
