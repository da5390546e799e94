// Finds what a person cannot reach or read because it lies outside: of the
// window, or of a pane that cuts it off.
//
// Limits: sideways only. Panes scroll up and down, and may; text that ends in
// an ellipsis on purpose is not a control and is not looked at.

/** What must be whole: everything that can be pressed or written in, and headings. */
const WHOLE = "button, a[href], input, textarea, select, summary, h1, h2, [role=tab], [role=menuitem]";

/**
 * @param {import("playwright-core").Page} page
 * @returns {Promise<string[]>} one line per element that sticks out; empty if all is well
 */
export async function outside(page) {
  return page.evaluate((whole) => {
    const slack = 1;
    const name = (el) =>
      `${el.tagName.toLowerCase()} "${(el.ariaLabel ?? el.textContent).trim().slice(0, 40)}"`;
    const seen = (el, box) =>
      el.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
    /** What every pane around it leaves to be seen, or nothing if one can scroll to it. */
    const frame = (el) => {
      let [left, right] = [0, innerWidth];
      for (let up = el.parentElement; up !== null; up = up.parentElement) {
        const { overflowX } = getComputedStyle(up);
        const scrolls = overflowX === "auto" || overflowX === "scroll";
        if (scrolls && up.scrollWidth > up.clientWidth + slack) return null;
        if (overflowX === "visible" && !up.matches("section, aside, main, [role=dialog]")) continue;
        const box = up.getBoundingClientRect();
        [left, right] = [Math.max(left, box.left), Math.min(right, box.right)];
      }
      return { left, right };
    };
    const out = [];
    if (document.documentElement.scrollWidth > innerWidth + slack) out.push("the page scrolls sideways");
    for (const el of document.querySelectorAll(whole)) {
      const box = el.getBoundingClientRect();
      if (!seen(el, box) || el.closest(".vh, [data-react-aria-hidden]") !== null) continue;
      const around = frame(el);
      if (around === null) continue;
      const { left, right } = around;
      if (box.left < left - slack || box.right > right + slack) {
        out.push(
          `${name(el)} is at ${Math.round(box.left)}–${Math.round(box.right)}, its pane at ${Math.round(left)}–${Math.round(right)}`,
        );
      }
    }
    return out;
  }, WHOLE);
}

/** Throws if anything lies outside. */
export async function demandInside(page) {
  const found = await outside(page);
  if (found.length > 0) throw new Error(`cut off or out of reach:\n${found.join("\n")}`);
}

/**
 * Finds controls that cover one another, so that a press meets the wrong one.
 * @param {import("playwright-core").Page | import("playwright-core").Frame} page
 * @param {string} controls a selector; what is not drawn is not looked at
 * @returns {Promise<string[]>} one line per pair; throws if there are none to look at
 */
export async function covered(page, controls) {
  const { count, pairs } = await page.evaluate((selector) => {
    const all = [...document.querySelectorAll(selector)]
      .map((el) => ({ el, box: el.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && box.height > 0);
    const deep = (from, to) => Math.min(from[1], to[1]) - Math.max(from[0], to[0]);
    const over = (a, b) =>
      deep([a.left, a.right], [b.left, b.right]) > 0.5 && deep([a.top, a.bottom], [b.top, b.bottom]) > 0.5;
    const name = ({ el }) => `${el.className} "${(el.ariaLabel ?? el.textContent).trim().slice(0, 40)}"`;
    const pairs = all.flatMap((a, at) =>
      all
        .slice(at + 1)
        .filter((b) => !a.el.contains(b.el) && !b.el.contains(a.el) && over(a.box, b.box))
        .map((b) => `${name(a)} and ${name(b)}`),
    );
    return { count: all.length, pairs };
  }, controls);
  if (count < 2) throw new Error(`only ${count} of ${controls} to look at`);
  return pairs;
}
