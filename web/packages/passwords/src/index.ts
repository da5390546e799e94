/**
 * What a password must be, checked where it is typed: the server never sees one. Promise: nothing here knows a
 * screen or a network; a password goes in and a verdict comes out. Threat: people choose what everybody chooses,
 * and what everybody chooses is tried first. Limit: whoever changes this program in their own browser can have a
 * weak password, as whoever writes a good one on the wall can.
 */

export { aboutPerson } from "./about.ts";
export { type Cost, costFor, LARGEST_COST, SMALLEST_COST } from "./cost.ts";
export { Filter, readFilter } from "./filter.ts";
export { type Choice, judge, type Refusal } from "./judge.ts";
export { MAX_LENGTH, MIN_ALONE, MIN_WITH_SECOND, normal } from "./length.ts";
