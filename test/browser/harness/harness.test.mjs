// The harness itself: each piece does what it says, and can fail.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { after, before, test } from "node:test";
import {
  accessProblems,
  addAuthenticator,
  createAuthority,
  demandAccess,
  HOSTS,
  launchBrowser,
  recordTraffic,
  shoot,
  startSite,
  storedBy,
  watchPage,
} from "./index.mjs";

const FRAME = `<!doctype html><html lang="en"><title>frame</title><main><h1>Frame</h1></main></html>`;
const page = (body) =>
  `<!doctype html><html lang="en"><title>page</title><main><h1>Page</h1>${body}</main></html>`;

let authority, desk, site, browser;

before(async () => {
  authority = createAuthority();
  desk = await startSite({ authority, host: HOSTS.desk, pages: { "/frame": FRAME, "/": page("") } });
  const frame = (allow) => page(`<iframe title="chat" src="${desk.origin}/frame" allow="${allow}"></iframe>`);
  site = await startSite({
    authority,
    host: HOSTS.site,
    pages: {
      "/": frame("publickey-credentials-create *; publickey-credentials-get *"),
      "/forbids": frame("publickey-credentials-create 'none'; publickey-credentials-get 'none'"),
      "/bad": `<!doctype html><html><title>bad</title><img src="data:,"><button></button></html>`,
      "/noisy": page(
        `<script>console.error("planted complaint"); setTimeout(() => { throw new Error("planted exception"); });</script>`,
      ),
    },
  });
  browser = await launchBrowser({ home: authority.home });
});

after(async () => {
  await browser?.close();
  await site?.stop();
  await desk?.stop();
  authority?.remove();
});

/** Opens a page in a new browser context and closes it afterwards. */
async function visit(url, play, from = browser) {
  const context = await from.newContext();
  const tab = await context.newPage();
  try {
    const watch = watchPage(tab);
    await tab.goto(url);
    return await play(tab, watch);
  } finally {
    await context.close();
  }
}

const frameOf = async (tab) => (await tab.locator("iframe").elementHandle()).contentFrame();

/** Inside a page or frame: keeps a word in IndexedDB, or says what is there. */
const remember = (target, word) =>
  target.evaluate(async (value) => {
    const settled = (request) =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const opening = indexedDB.open("harness", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("words");
    const store = (await settled(opening)).transaction("words", "readwrite").objectStore("words");
    if (value !== null) await settled(store.put(value, "word"));
    return (await settled(store.get("word"))) ?? null;
  }, word);

/** Inside a page or frame: makes a passkey and evaluates its PRF twice. */
const passkey = (target) =>
  target.evaluate(async () => {
    const bytes = (length) => crypto.getRandomValues(new Uint8Array(length));
    const extensions = { prf: { eval: { first: new TextEncoder().encode("sealdesk harness") } } };
    const created = await navigator.credentials.create({
      publicKey: {
        challenge: bytes(32),
        rp: { id: "desk.test", name: "Desk" },
        user: { id: bytes(16), name: "dana", displayName: "Dana" },
        pubKeyCredParams: [{ type: "public-key", alg: -7 }],
        authenticatorSelection: { residentKey: "required", userVerification: "required" },
        extensions,
      },
    });
    const evaluate = async () => {
      const allowCredentials = [{ type: "public-key", id: created.rawId }];
      const publicKey = {
        challenge: bytes(32),
        rpId: "desk.test",
        userVerification: "required",
        allowCredentials,
        extensions,
      };
      const first = (await navigator.credentials.get({ publicKey })).getClientExtensionResults().prf?.results
        ?.first;
      return first === undefined ? "" : [...new Uint8Array(first)].join(" ");
    };
    return [await evaluate(), await evaluate()];
  });

test("both sites are trusted over TLS, and only by a browser with the authority", async () => {
  await visit(desk.origin, async (tab, watch) => {
    assert.equal(await tab.evaluate(() => isSecureContext), true);
    watch.demandSilence();
  });
  const stranger = await launchBrowser({ home: mkdtempSync(join(authority.home, "stranger-")) });
  try {
    await assert.rejects(
      visit(desk.origin, () => undefined, stranger),
      /ERR_CERT_AUTHORITY_INVALID/,
    );
  } finally {
    await stranger.close();
  }
});

test("a name outside of the two sites leads nowhere", async () => {
  await assert.rejects(
    visit("https://www.example.org/", () => undefined),
    /ERR_NAME_NOT_RESOLVED/,
  );
});

test("a frame on another site has storage of its own, apart from the desk's own page", async () => {
  const context = await browser.newContext();
  try {
    const own = await context.newPage();
    await own.goto(desk.origin);
    assert.equal(await remember(own, "first party"), "first party");
    const embedding = await context.newPage();
    await embedding.goto(site.origin);
    const frame = await frameOf(embedding);
    assert.equal(await remember(frame, null), null, "the frame must not see what the desk's own page keeps");
    assert.equal(await remember(frame, "third party"), "third party");
    assert.equal(await remember(own, null), "first party");
    await embedding.reload();
    assert.equal(
      await remember(await frameOf(embedding), null),
      "third party",
      "a partition outlives a reload",
    );
  } finally {
    await context.close();
  }
});

test("with partitioning off the same frame behaves otherwise, so the test above can fail", async () => {
  const plain = await launchBrowser({ home: authority.home, partitioned: false });
  try {
    const outcome = await visit(
      site.origin,
      async (tab) => {
        await tab
          .context()
          .newPage()
          .then((own) => own.goto(desk.origin).then(() => remember(own, "first party")));
        return remember(await frameOf(tab), null).catch((error) => `refused: ${error.message}`);
      },
      plain,
    );
    assert.notEqual(outcome, null);
  } finally {
    await plain.close();
  }
});

test("a passkey with PRF works inside the frame, with a stable result", async () => {
  await visit(site.origin, async (tab) => {
    const authenticator = await addAuthenticator(tab);
    const [first, second] = await passkey(await frameOf(tab));
    assert.equal(first.split(" ").length, 32);
    assert.equal(first, second);
    assert.equal((await authenticator.credentials()).length, 1);
  });
});

test("without the allow attribute the frame gets no passkey", async () => {
  await visit(`${site.origin}/forbids`, async (tab) => {
    await addAuthenticator(tab);
    await assert.rejects(passkey(await frameOf(tab)), /NotAllowedError|permission/i);
  });
});

test("an authenticator without PRF gives no PRF result", async () => {
  await visit(desk.origin, async (tab) => {
    await addAuthenticator(tab, { prf: false });
    assert.deepEqual(await passkey(tab), ["", ""]);
  });
});

test("the wrong finger is refused", async () => {
  await visit(desk.origin, async (tab) => {
    const authenticator = await addAuthenticator(tab);
    await authenticator.verify(false);
    await assert.rejects(passkey(tab), /NotAllowedError/);
  });
});

test("complaints of a page are collected, and a silent page has none", async () => {
  await visit(`${site.origin}/noisy`, async (tab, watch) => {
    await tab.waitForFunction(() => document.readyState === "complete");
    await tab.evaluate(() => new Promise((done) => setTimeout(done)));
    assert.throws(() => watch.demandSilence(), /planted complaint[\s\S]*planted exception/);
    watch.demandSilence(/planted/);
  });
});

test("a phrase that leaves the page is noticed in address, body and headers", async () => {
  const phrase = "harbour lights 42";
  const leaks = {
    address: () => fetch(`/?q=${encodeURIComponent("harbour lights 42")}`),
    body: () => fetch("/", { method: "POST", body: btoa("xharbour lights 42") }),
    headers: () => fetch("/", { headers: { "x-note": "harbour lights 42" } }),
  };
  for (const [where, leak] of Object.entries(leaks)) {
    await visit(desk.origin, async (tab) => {
      const traffic = recordTraffic(tab);
      assert.throws(() => traffic.demandAbsence(phrase), /nothing was sent/);
      await tab.evaluate(() => fetch("/frame"));
      traffic.demandAbsence(phrase);
      await tab.evaluate(leak);
      assert.throws(() => traffic.demandAbsence(phrase), new RegExp(`left the page:\n${where} of`));
    });
  }
});

/** A WebSocket server that only shakes hands (RFC 6455, section 4.2.2) and listens. */
async function startSocket() {
  const tls = { cert: readFileSync(authority.cert), key: readFileSync(authority.key) };
  const server = createServer(tls).listen(0, "127.0.0.1");
  server.on("upgrade", (request, socket) => {
    const key = `${request.headers["sec-websocket-key"]}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash("sha1").update(key).digest("base64");
    const lines = ["HTTP/1.1 101 Switching Protocols", "Upgrade: websocket", "Connection: Upgrade"];
    socket.write([...lines, `Sec-WebSocket-Accept: ${accept}`, "", ""].join("\r\n"));
    socket.on("data", () => socket.destroy());
    socket.on("error", () => {});
  });
  await once(server, "listening");
  return { url: `wss://${HOSTS.desk}:${server.address().port}/`, stop: () => server.close() };
}

test("a phrase that leaves through a socket is noticed", async () => {
  const socket = await startSocket();
  try {
    await visit(desk.origin, async (tab) => {
      const traffic = recordTraffic(tab);
      await tab.evaluate(
        (url) =>
          new Promise((done) => {
            const connection = new WebSocket(url);
            connection.onopen = () => connection.send("harbour lights 42");
            connection.onclose = done;
          }),
        socket.url,
      );
      assert.throws(() => traffic.demandAbsence("harbour lights 42"), /message to wss:/);
      traffic.demandAbsence("another phrase");
    });
  } finally {
    socket.stop();
  }
});

test("what a page and its frame keep is listed; a page that keeps nothing has an empty list", async () => {
  await visit(site.origin, async (tab) => {
    const frame = await frameOf(tab);
    assert.deepEqual(await storedBy(tab), []);
    await remember(frame, "kept");
    await tab.evaluate(async () => {
      await cookieStore.set("planted", "1");
      localStorage.setItem("planted", "1");
    });
    const lines = (await storedBy(tab)).join("\n");
    assert.match(lines, /cookie planted at www\.harbour\.test/);
    assert.match(lines, /local planted in https:\/\/www\.harbour\.test/);
    assert.match(lines, /database harness in https:\/\/app\.desk\.test/);
  });
});

test("axe finds planted faults, and none on a clean page", async () => {
  await visit(`${site.origin}/bad`, async (tab) => {
    const problems = (await accessProblems(tab)).join("\n");
    for (const rule of ["html-has-lang", "image-alt", "button-name"])
      assert.match(problems, new RegExp(rule));
    await assert.rejects(demandAccess(tab), /not usable for everyone/);
  });
  await visit(desk.origin, demandAccess);
});

test("a picture is written as PNG, and a path is no name", async () => {
  await visit(desk.origin, async (tab) => {
    const path = await shoot(tab, "harness-self-test");
    assert.equal(readFileSync(path).subarray(1, 4).toString(), "PNG");
    rmSync(path);
    await assert.rejects(shoot(tab, "../elsewhere"), /lower-case words/);
  });
});
