// The harness of the browser tests, under one name.

export { accessProblems, demandAccess } from "./access.mjs";
export { addAuthenticator } from "./authenticator.mjs";
export { chromiumPath, launchBrowser } from "./browser.mjs";
export { makeCareless } from "./careless.mjs";
export { freePort, startDemo, startDesk } from "./desk.mjs";
export { createAuthority, HOSTS } from "./domains.mjs";
export { demandAbsence, demandNothing, hitLines, look } from "./leaks.mjs";
export { startLiar } from "./liar.mjs";
export { bundle, PDFDocument, root } from "./packages.mjs";
export { startRecorder } from "./recorder.mjs";
export { pngWithAuthor, widePng } from "./samples.mjs";
export { LOOKS, SHOTS, shoot, shootLooks } from "./shots.mjs";
export { startSite } from "./site.mjs";
export { storedBy } from "./stored.mjs";
export { recordTraffic } from "./traffic.mjs";
export { watchPage } from "./watch.mjs";
export { witnessKeys } from "./witness.mjs";
