/**
 * Launcher and panel inside a shadow root. Styles are constructed sheets and DOM is built node by node, so that
 * a page with a strict CSP and Trusted Types needs no exception for us beyond script-src and frame-src.
 */
import { type EmbedLine, inkOn } from "./embed.ts";
import { wordsIn } from "./words.ts";

const chat = "M4 5.5A2 2 0 0 1 6 3.5h12a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2h-6l-4.5 4v-4H6a2 2 0 0 1-2-2z";
const down = "m6 9.5 6 6 6-6";

function styles(line: EmbedLine): string {
  const color = line.color ?? "#17595b";
  const edge = `${line.edge}:max(${line.side}px,env(safe-area-inset-${line.edge === "left" ? "left" : "right"}))`;
  const bottom = `bottom:max(${line.bottom}px,env(safe-area-inset-bottom))`;
  // Above the launcher, or in its place; 20 pixels stay free at the top.
  const above = line.bottom + (line.launcher ? 68 : 0);
  const high = `100vh - ${above + 20}px`;
  return `:host{all:initial;color-scheme:light dark}
button{all:unset;box-sizing:border-box;position:fixed;z-index:2147483646;${edge};${bottom};width:56px;height:56px;border-radius:50%;display:grid;place-items:center;cursor:pointer;background:${color};color:${inkOn(color)};box-shadow:0 0 0 1px rgb(255 255 255/.16),0 2px 6px rgb(0 0 0/.16),0 12px 28px -8px rgb(0 0 0/.34);transition:transform .16s cubic-bezier(.2,.8,.2,1)}
button:hover{transform:translateY(-2px)}
button:focus-visible{outline:2px solid ${color};outline-offset:3px;box-shadow:0 0 0 3px #fff}
svg{width:24px;height:24px;fill:none;stroke:currentColor;stroke-width:1.75;stroke-linecap:round;stroke-linejoin:round}
b{position:absolute;top:-2px;inset-inline-end:-2px;min-width:20px;box-sizing:border-box;padding:0 6px;border-radius:10px;background:#b3341f;color:#fff;font:600 12px/20px system-ui,sans-serif;text-align:center}
[hidden]{display:none}
iframe{position:fixed;z-index:2147483647;${edge};bottom:${above}px;width:384px;height:min(720px,${high});height:min(720px,${high.replace("vh", "dvh")});max-width:calc(100vw - ${line.side + 20}px);border:0;border-radius:16px;background:Canvas;box-shadow:0 0 0 1px rgb(0 0 0/.09),0 4px 10px rgb(0 0 0/.06),0 24px 56px -12px rgb(0 0 0/.3);animation:rise .2s cubic-bezier(.2,.8,.2,1)}
@keyframes rise{from{opacity:0;transform:translateY(12px)}}
@media(max-width:480px){iframe{inset:0;width:100%;max-width:none;height:100vh;height:100dvh;border-radius:0}.open button{display:none}}
@media(prefers-reduced-motion:reduce){iframe{animation:none}button{transition:none}}
@media print{:host{display:none}}`;
}

export interface Panel {
  readonly host: HTMLElement;
  /** The product's own button; in no page where the site has one. */
  readonly launcher: HTMLButtonElement;
  /** Null before the first opening, or the first `load`. */
  frame(): HTMLIFrameElement | null;
  /** Makes the frame, hidden, unless there is one; true if this made it. */
  load(): boolean;
  /** True if this made the frame. */
  show(open: boolean): boolean;
  badge(count: number): void;
}

export function createPanel(doc: Document, line: EmbedLine, url: string): Panel {
  const host = doc.createElement("sealdesk-chat");
  host.lang = line.language;
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles(line));
  root.adoptedStyleSheets = [sheet];
  const words = wordsIn(line.language);
  const box = doc.createElement("div");
  const launcher = doc.createElement("button");
  const icon = doc.createElementNS("http://www.w3.org/2000/svg", "path");
  const count = doc.createElement("b");
  launcher.type = "button";
  count.setAttribute("aria-hidden", "true");
  launcher.append(picture(doc, icon), count);
  if (line.launcher) box.append(launcher);
  root.append(box);

  let frame: HTMLIFrameElement | null = null;
  let open = false;
  let unread = 0;
  const draw = () => {
    const news = unread > 0 ? `. ${words.unread}: ${unread}` : "";
    const name = open ? words.close : words.open + news;
    launcher.setAttribute("aria-label", name);
    launcher.setAttribute("aria-expanded", String(open));
    icon.setAttribute("d", open ? down : chat);
    count.textContent = unread > 99 ? "99+" : String(unread);
    count.hidden = open || unread === 0;
    box.className = open ? "open" : "";
    if (frame !== null) frame.hidden = !open;
  };
  const load = () => {
    if (frame !== null) return false;
    frame = createFrame(doc, url, words.chat);
    frame.hidden = !open;
    box.append(frame);
    return true;
  };
  draw();
  return {
    host,
    launcher,
    frame: () => frame,
    load,
    show(next) {
      open = next;
      const first = open && load();
      draw();
      return first;
    },
    badge(next) {
      unread = next;
      draw();
    },
  };
}

function picture(doc: Document, path: SVGPathElement): SVGSVGElement {
  const svg = doc.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  return svg;
}

function createFrame(doc: Document, url: string, title: string): HTMLIFrameElement {
  const frame = doc.createElement("iframe");
  frame.title = title;
  frame.referrerPolicy = "no-referrer";
  frame.src = url;
  return frame;
}
