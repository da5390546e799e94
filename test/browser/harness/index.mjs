// The harness of the browser tests, under one name.

export { accessProblems, demandAccess } from "./access.mjs";
export { addAuthenticator } from "./authenticator.mjs";
export { chromiumPath, launchBrowser } from "./browser.mjs";
export { freePort, startDemo, startDesk } from "./desk.mjs";
export { createAuthority, HOSTS } from "./domains.mjs";
export { bundle, root } from "./packages.mjs";
export { demandAbsence, findPhrase, formsOf } from "./phrase.mjs";
export { pngWithAuthor } from "./samples.mjs";
export { LOOKS, SHOTS, shoot, shootLooks } from "./shots.mjs";
export { startSite } from "./site.mjs";
export { storedBy } from "./stored.mjs";
export { recordTraffic } from "./traffic.mjs";
export { watchPage } from "./watch.mjs";
