// Starts Debian's Chromium the way a visitor's browser is: with partitioned
// third-party storage, and trusting only its own certificate store.
//
// Limits: no sandbox, because tests also run as root in containers; so only
// our own pages are ever opened. Names outside of the two test sites are not
// resolved at all: a page that calls a stranger fails.

import { existsSync } from "node:fs";
import { RESOLVER_RULES } from "./domains.mjs";
import { chromium } from "./packages.mjs";

const EXECUTABLES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/**
 * With this feature off, a frame of another site has no storage at all, which
 * is true of no visitor's browser. Playwright switches it off; we do not.
 */
const KEPT_FEATURE = "ThirdPartyStoragePartitioning";

/** What Playwright switches off, in its order: an argument is only removed if it is repeated exactly. */
const PLAYWRIGHT_DISABLES = [
  "AvoidUnnecessaryBeforeUnloadCheckSync",
  "DestroyProfileOnBrowserClose",
  "HttpsUpgrades",
  "HttpsFirstBalancedModeAutoEnable",
  "LensOverlay",
  "MediaRouter",
  "PaintHolding",
  KEPT_FEATURE,
  "AvoidCorsURLLoaderRestartOnRedirect",
  "TcpPortRandomizationWin",
  "OptimizationHints",
  "NetworkTimeServiceQuerying",
  "AimEnabled",
  "PreconnectToSearch",
  "msForceBrowserSignIn",
  "msEdgeUpdateLaunchServicesPreferredVersion",
];

const disable = (features) => `--disable-features=${features.join(",")}`;

/** The path of an installed Chromium, or an error that says how to get one. */
export function chromiumPath() {
  const found = EXECUTABLES.find((path) => existsSync(path));
  if (found === undefined) throw new Error("no Chromium found: run tools/browser-tools.sh");
  return found;
}

/**
 * Launches a browser; the caller closes it.
 * @param {{home?: string, partitioned?: boolean}} options
 *   home: a folder whose certificate store is trusted (createAuthority().home);
 *   partitioned: false only to prove that the tests would notice
 * @returns {Promise<import("playwright-core").Browser>}
 */
export async function launchBrowser({ home, partitioned = true } = {}) {
  const kept = PLAYWRIGHT_DISABLES.filter((feature) => feature !== KEPT_FEATURE);
  return chromium.launch({
    executablePath: chromiumPath(),
    ignoreDefaultArgs: partitioned ? [disable(PLAYWRIGHT_DISABLES)] : [],
    args: [
      "--no-sandbox",
      `--host-resolver-rules=${RESOLVER_RULES}`,
      ...(partitioned ? [disable(kept)] : []),
    ],
    env: home === undefined ? process.env : { ...process.env, HOME: home },
  });
}
