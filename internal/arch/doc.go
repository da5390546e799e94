// Package arch holds the rules of this repository that no compiler checks, and
// the code that checks them: who may import whom, what must be documented, and
// what must never be committed.
//
// Promise: every rule stands in a table with its reason (rules.go), is applied
// to the real tree, and is shown a bad sample that it must refuse. A package
// that no rule knows is refused too, so that a new one has to say where it
// belongs.
//
// Limits: rules read syntax, not types. They stop mistakes, not somebody who
// wants to get around them. TypeScript is read with a small scanner that knows
// comments and strings, not with a parser.
//
// The package is used by its own tests only; nothing imports it.
package arch
