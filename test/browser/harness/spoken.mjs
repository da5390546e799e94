// What a screen reader gets: the accessibility tree in reading order, and what live regions announce.
//
// Promise: `heard` reads the browser's own accessibility tree, not the markup, so a name that CSS hides or a role
// that an ancestor takes away is missing here too. `listen` records an announcement when a live region changes
// while it is shown, once per change, as text.
//
// Limits: screen readers differ in what they leave out and how they word it; this is what they are given.

/** So long nothing new is said, and it is over. */
const QUIET_MS = 1000;
/** Roles that carry no sound of their own. */
const SILENT = new Set([
  "generic",
  "none",
  "InlineTextBox",
  "RootWebArea",
  "LineBreak",
  "LabelText",
  "IframePresentational",
  "Iframe",
]);

/**
 * The page or frame as a list of lines, "role: name", in reading order. Text that only repeats the name of what it
 * stands in is left out.
 * @param {import("playwright-core").Page | import("playwright-core").Frame} target
 * @returns {Promise<string[]>}
 */
export async function heard(target) {
  const page = typeof target.page === "function" ? target.page() : target;
  const session = await page.context().newCDPSession(page);
  try {
    // A frame of the same site is part of the page's own session; the tests have no other frames.
    const { frameTree } = await session.send("Page.getFrameTree");
    const frame = framesIn(frameTree).find(({ url, urlFragment = "" }) => url + urlFragment === target.url());
    if (frame === undefined) throw new Error(`no frame shows ${target.url()}`);
    const { nodes } = await session.send("Accessibility.getFullAXTree", { frameId: frame.id });
    return lines(nodes);
  } finally {
    await session.detach();
  }
}

const framesIn = ({ frame, childFrames = [] }) => [frame, ...childFrames.flatMap(framesIn)];

function lines(nodes) {
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const out = [];
  const walk = (node, within) => {
    const role = node.role?.value ?? "none";
    const name = (node.name?.value ?? "").replaceAll(/\s+/g, " ").trim();
    const speaks = !node.ignored && !SILENT.has(role) && !(role === "StaticText" && within.includes(name));
    if (speaks && (name !== "" || role !== "StaticText")) out.push(`${role}: ${name}${stateOf(node)}`);
    const inside = !node.ignored && name !== "" && role !== "RootWebArea" ? name : within;
    for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id), inside);
  };
  const root = nodes.find((node) => node.parentId === undefined);
  if (root !== undefined) walk(root, "");
  return out;
}

const STATES = ["expanded", "pressed", "checked", "selected", "disabled", "invalid"];

function stateOf(node) {
  const said = (node.properties ?? [])
    .filter(
      ({ name, value }) =>
        STATES.includes(name) && value.value !== "false" && (value.value !== false || name === "expanded"),
    )
    .map(({ name, value }) =>
      value.value === true || value.value === "true" ? name : `${name} ${value.value}`,
    );
  return said.length === 0 ? "" : ` (${said.join(", ")})`;
}

/**
 * Begins to listen to live regions, those that come later too.
 * @param {import("playwright-core").Page | import("playwright-core").Frame} target
 * @returns {Promise<() => Promise<string[]>>} gives what was announced since the last call
 */
export async function listen(target) {
  await target.evaluate(() => {
    // The nearest one decides; "off" within a log is silent.
    const LIVE = "[aria-live], [role=status], [role=alert], [role=log]";
    const said = [];
    window.announced = said;
    const shown = (element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      element.closest("[aria-hidden=true], [inert]") === null;
    /** Words of a node as they are heard: what is hidden, from eyes by `display` or from ears, is not. */
    const textOf = (node) => {
      if (node instanceof Text) return node.data;
      if (!(node instanceof Element) || !shown(node)) return "";
      return [...node.childNodes].map(textOf).join(" ");
    };
    const regionOf = (node) => (node instanceof Element ? node : node.parentElement)?.closest(LIVE);
    const say = (node) => {
      const region = regionOf(node);
      if (!region || region.getAttribute("aria-live") === "off" || !shown(region)) return;
      const whole =
        region.getAttribute("aria-atomic") === "true" ||
        ["status", "alert"].includes(region.getAttribute("role") ?? "");
      const source = whole ? region : node;
      const text = textOf(source).replace(/\s+/g, " ").trim();
      if (text !== "" && said.at(-1) !== text) said.push(text);
    };
    new MutationObserver((changes) => {
      for (const change of changes) {
        if (change.type === "characterData") say(change.target);
        else for (const node of change.addedNodes) say(node);
      }
    }).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  });
  /** What was said since the last time, once nothing has been added for a while: pages gather what comes at once. */
  return async () => {
    for (let before = -1, now = 0; now !== before; ) {
      before = now;
      await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      now = await target.evaluate(() => window.announced.length);
    }
    return target.evaluate(() => window.announced.splice(0));
  };
}

/**
 * Where Tab goes, from where the focus is, as "role: name", until it comes back or `most` stops are reached.
 * @param {import("playwright-core").Page} page
 * @param {import("playwright-core").Page | import("playwright-core").Frame} target the document that is looked at
 */
export async function tabStops(page, target, most = 40) {
  const stops = [];
  for (let n = 0; n < most; n++) {
    await page.keyboard.press("Tab");
    const stop = await target.evaluate(() => {
      const at = document.activeElement;
      if (at === null || at === document.body || !document.hasFocus()) return null;
      const labelled = (at.getAttribute("aria-labelledby") ?? "")
        .split(" ")
        .map((id) => document.getElementById(id)?.textContent ?? "");
      const label =
        at.getAttribute("aria-label") ??
        (labelled.join(" ").trim() || at.labels?.[0]?.textContent || at.textContent || "");
      return `${at.getAttribute("role") ?? at.localName}: ${label.replace(/\s+/g, " ").trim()}`;
    });
    if (stop === null || stop === stops[0]) break;
    stops.push(stop);
  }
  return stops;
}
