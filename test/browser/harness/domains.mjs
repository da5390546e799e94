// The two sites of every browser test, and the certificates that make them real.
//
// Promise: the organisation's site (harbour.test) and the desk (desk.test) are
// two registrable domains over TLS, trusted by one throw-away authority. The
// browser therefore treats a chat window of the desk on a page of the
// organisation as what it is in life: a third party with partitioned storage.
//
// Limits: the authority's key lies unprotected in a temporary folder until
// `remove` is called. Nothing outside of that folder ever trusts it.

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Hosts that the certificate names. */
export const HOSTS = {
  /** The organisation's public site, which embeds the widget. */
  site: "www.harbour.test",
  /** The desk: console, API and the widget's frame. */
  desk: "app.desk.test",
};

/** What the browser is told instead of asking a name server; every other name ends nowhere. */
export const RESOLVER_RULES =
  "MAP *.harbour.test 127.0.0.1,MAP *.desk.test 127.0.0.1,MAP harbour.test 127.0.0.1,MAP desk.test 127.0.0.1," +
  "MAP * ~NOTFOUND,EXCLUDE localhost,EXCLUDE 127.0.0.1";

const CERTIFICATE_DAYS = "2";

/**
 * Makes an authority, a certificate for both sites, and a browser home whose
 * NSS database trusts the authority.
 * @returns {{home: string, cert: string, key: string, ca: string, remove: () => void}} paths, and the way to delete them all
 */
export function createAuthority() {
  const folder = mkdtempSync(join(tmpdir(), "sealdesk-tls-"));
  const path = (name) => join(folder, name);
  signCertificates(path);
  const home = path("home");
  trustInHome(home, path("ca.pem"));
  return {
    home,
    cert: path("cert.pem"),
    key: path("key.pem"),
    ca: path("ca.pem"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function openssl(...args) {
  execFileSync("openssl", args, { stdio: ["ignore", "ignore", "pipe"] });
}

function signCertificates(path) {
  const names = ["*.harbour.test", "*.desk.test", "harbour.test", "desk.test", "localhost"];
  const extensions = [
    `subjectAltName=${names.map((name) => `DNS:${name}`).join(",")},IP:127.0.0.1`,
    "extendedKeyUsage=serverAuth",
    "basicConstraints=CA:FALSE",
  ];
  writeFileSync(path("ext.cnf"), `${extensions.join("\n")}\n`);
  const ec = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
  openssl(
    "req",
    "-x509",
    ...ec,
    "-keyout",
    path("ca.key"),
    "-out",
    path("ca.pem"),
    "-days",
    CERTIFICATE_DAYS,
    "-subj",
    "/CN=Sealdesk test authority",
  );
  openssl("req", ...ec, "-keyout", path("key.pem"), "-out", path("req.pem"), "-subj", `/CN=${HOSTS.desk}`);
  openssl(
    "x509",
    "-req",
    "-in",
    path("req.pem"),
    "-CA",
    path("ca.pem"),
    "-CAkey",
    path("ca.key"),
    "-CAcreateserial",
    "-out",
    path("cert.pem"),
    "-days",
    CERTIFICATE_DAYS,
    "-extfile",
    path("ext.cnf"),
  );
}

/** Chromium on Linux reads ~/.pki/nssdb. */
function trustInHome(home, authority) {
  const database = join(home, ".pki/nssdb");
  mkdirSync(database, { recursive: true });
  const certutil = (...args) =>
    execFileSync("certutil", ["-d", `sql:${database}`, ...args], { stdio: ["ignore", "ignore", "pipe"] });
  certutil("-N", "--empty-password");
  certutil("-A", "-t", "C,,", "-n", "sealdesk-test", "-i", authority);
}
