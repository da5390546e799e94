// Finds packages of the web workspace from outside of it: the tests of the
// whole product stand beside web/, and have no packages of their own.

import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";

/** The repository's folder, with a slash at the end. */
export const root = fileURLToPath(new URL("../../../", import.meta.url));

const fromWeb = createRequire(`${root}web/package.json`);

/** Playwright's browser types; only chromium is used. */
export const { chromium } = fromWeb("playwright-core");

/** An OpenID provider, which prints that it likes a later Node.js. */
export const openIDProvider = async () =>
  (await import(pathToFileURL(fromWeb.resolve("oidc-provider")).href)).default;

/** A mail server. */
export const { SMTPServer } = fromWeb("smtp-server");

/** Makes PDF files for tests. */
export const { PDFDocument } = fromWeb("pdf-lib");

/**
 * Bundles a module of the workspace, with all it imports, into one classic script.
 * @param {string} path from the repository's folder
 * @returns {Promise<string>}
 */
export async function bundle(path) {
  const { build } = await import(pathToFileURL(fromWeb.resolve("vite")).href);
  const { output } = await build({
    configFile: false,
    logLevel: "error",
    build: {
      write: false,
      target: "chrome123",
      rollupOptions: { input: root + path, output: { format: "iife" } },
    },
  });
  return output[0].code;
}

/** The path of a file inside a package, for example "axe-core/axe.min.js". */
export function packageFile(name) {
  return fromWeb.resolve(name);
}
