// Package passwords judges a password where it is chosen, as the browser does
// (web/packages/passwords), and reads and writes the sets in which they are looked up.
//
// Promise: what is refused here is refused there: by length, names that others know,
// the shipped list of common ones, and the operator's filter of those that were
// stolen elsewhere. A set only answers "is this one in it"; nobody reads a list off it.
//
// Threat: people choose what everybody chooses, and what everybody chooses is tried
// first (NIST SP 800-63B-4, section 3.1.1.2).
//
// Limits: a password outside a set is taken for one inside with the chance 2^-bits.
// The browser also estimates how many guesses a password takes; this package does not.
// Lower case of letters that change their number by it may differ between the two.
package passwords
