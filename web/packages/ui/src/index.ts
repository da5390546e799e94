/**
 * Shared looks of Sealdesk's screens: icons as path data and how a person is drawn. `tokens.css` holds colour,
 * type, space and motion.
 *
 * Promise: no framework, no network, no conversation; plain data that any view can draw. Limits: sentences and
 * components live in the apps.
 */
export { directed, type IconName, shapes } from "./icons.ts";
export { initials, tone } from "./people.ts";
