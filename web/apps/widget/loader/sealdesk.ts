/**
 * The one script that a website embeds. Promise: before the customer opens the chat it draws a button and does
 * nothing else: no request, no cookie, no storage. The chat lives in a frame of its own origin, which this page
 * and its other scripts cannot read. Once the customer has opened it, every page of the site in this tab loads it
 * hidden: an answer that comes while somebody reads on is counted on the button. Limit: a dishonest page can draw
 * a false button or a false frame.
 */
import { type EmbedLine, frameUrl, readFromFrame, readLine } from "./embed.ts";
import { createPanel, type Panel } from "./panel.ts";
import type {
  SealdeskAsks,
  SealdeskChat,
  SealdeskCustomer,
  SealdeskEvents,
  SealdeskThen,
} from "./public/sealdesk.d.ts";

type Name = keyof SealdeskEvents;
type Listener = (count: number) => void;

/** One word in the tab's own storage, which ends with the tab. */
const OPENED = "sealdesk-opened";
const NAME_LIMIT = 80;

/** A page may forbid its scripts to store: then the chat is as new on each of its pages. */
function stored<T>(page: Window, work: (store: Storage) => T): T | null {
  try {
    return work(page.sessionStorage);
  } catch {
    return null;
  }
}

/** Path and title alone: queries and fragments hold what nobody meant to tell. */
const placeOf = ({ document, location }: Window) => ({ path: location.pathname, title: document.title });

class Chat implements SealdeskChat {
  readonly #page: Window;
  readonly #line: EmbedLine;
  readonly #panel: Panel;
  readonly #listeners = new Map<Name, Set<Listener>>();
  readonly #ended = new AbortController();
  #open = false;
  #ready = false;
  #unread = 0;
  #name: string | null = null;
  /** Undefined: the page never says who is signed in on it. */
  #token: SealdeskCustomer["token"];
  /** What had the focus before a page's own button opened the chat. */
  #before: Element | null = null;

  constructor(page: Window, line: EmbedLine) {
    this.#page = page;
    this.#line = line;
    this.#panel = createPanel(page.document, line, frameUrl(line, page.location.origin));
    this.#listen();
    const attach = () => page.document.body.append(this.#panel.host);
    if (page.document.body) attach();
    else page.addEventListener("DOMContentLoaded", attach, this.#whileHere);
    // After everything of the page itself: nobody waits for what is not looked at.
    if (stored(page, (store) => store.getItem(OPENED)) === null) return;
    if (page.document.readyState === "complete") this.#panel.load();
    else page.addEventListener("load", () => this.#panel.load(), this.#whileHere);
  }

  get #whileHere() {
    return { signal: this.#ended.signal };
  }

  #listen(): void {
    this.#page.addEventListener("message", (event) => this.#heard(event), this.#whileHere);
    this.#panel.host.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
    this.#panel.launcher.addEventListener("click", () => this.toggle());
  }

  #heard({ data, origin, source }: MessageEvent): void {
    const frame = this.#panel.frame()?.contentWindow;
    if (!frame || source !== frame || origin !== this.#line.origin) return;
    const message = readFromFrame(data);
    if (message?.kind === "close") this.close();
    if (message?.kind === "ready") {
      const before = this.#ready;
      this.#ready = true;
      this.#greet();
      // A frame that loaded itself anew is nothing new to the page.
      if (!before) this.#emit("ready");
    }
    if (message?.kind === "hello") this.#tell({ sealdesk: "signed", ...this.#signed });
    if (message?.kind === "token") void this.#prove(message.id, message.ask);
    if (message?.kind !== "unread") return;
    this.#unread = message.count;
    this.#panel.badge(message.count);
    this.#emit("unread");
  }

  #emit(event: Name): void {
    for (const listener of this.#listeners.get(event) ?? []) listener(this.#unread);
  }

  #tell(message: { readonly sealdesk: string; readonly [more: string]: unknown }): void {
    this.#panel.frame()?.contentWindow?.postMessage(message, this.#line.origin);
  }

  #greet(): void {
    const place = this.#line.pageContext ? { page: placeOf(this.#page) } : {};
    this.#tell({ sealdesk: this.#open ? "shown" : "hidden", ...place, ...this.#signed });
    this.#tellName();
    if (this.#open) this.#panel.frame()?.focus();
  }

  get #signed() {
    return this.#token === undefined ? {} : { signed: this.#token !== null };
  }

  /** The page's own server signs; what goes wrong there is nobody. */
  async #prove(id: number, ask: SealdeskAsks): Promise<void> {
    let token: unknown = null;
    try {
      token = await this.#token?.(ask);
    } catch (cause) {
      console.error("Sealdesk: the page's token function failed", cause);
    }
    this.#tell({ sealdesk: "token", id, token: typeof token === "string" ? token : null });
  }

  #tellName(): void {
    if (this.#name !== null) this.#tell({ sealdesk: "customer", name: this.#name });
  }

  #set(next: boolean): void {
    if (next === this.#open || this.#ended.signal.aborted) return;
    this.#open = next;
    if (next) {
      this.#before = this.#page.document.activeElement;
      stored(this.#page, (store) => store.setItem(OPENED, "1"));
    }
    // A frame takes the focus once it has loaded: given earlier, it stays with the empty document before.
    if (this.#panel.show(next)) this.#panel.frame()?.addEventListener("load", () => this.#greet());
    else this.#greet();
    if (!next) this.#giveBackFocus();
    this.#emit(next ? "open" : "close");
  }

  #giveBackFocus(): void {
    const { launcher } = this.#line;
    const to = launcher ? this.#panel.launcher : this.#before;
    if (to instanceof HTMLElement) to.focus();
  }

  open(): void {
    this.#set(true);
  }
  close(): void {
    this.#set(false);
  }
  toggle(): void {
    this.#set(!this.#open);
  }
  on<N extends Name>(event: N, listener: SealdeskEvents[N]): () => void {
    this.#listeners.set(event, (this.#listeners.get(event) ?? new Set()).add(listener));
    if (event === "ready" && this.#ready) (listener as Listener)(this.#unread);
    return () => this.off(event, listener);
  }
  off<N extends Name>(event: N, listener: SealdeskEvents[N]): void {
    this.#listeners.get(event)?.delete(listener);
  }
  identify({ name, token }: SealdeskCustomer): void {
    if (name !== undefined) this.#name = String(name).trim().slice(0, NAME_LIMIT) || null;
    this.#tellName();
    if (token === undefined) return;
    this.#token = token;
    this.#tell({ sealdesk: "signed", ...this.#signed });
  }
  push(...then: SealdeskThen[]): void {
    for (const each of then) each(this);
  }
  destroy(): void {
    this.#ended.abort();
    this.#panel.host.remove();
    this.#listeners.clear();
    stored(this.#page, (store) => store.removeItem(OPENED));
    delete this.#page.sealdesk;
  }
}

function start(page: Window, script: HTMLScriptElement): void {
  const waiting = page.sealdesk;
  if (waiting !== undefined && !Array.isArray(waiting)) return;
  const attribute = (name: string) => script.getAttribute(name);
  const line = readLine(attribute, script.src, page.document.documentElement.lang || page.navigator.language);
  if (typeof line === "string") {
    console.error(`Sealdesk: ${line}`);
    return;
  }
  const chat = new Chat(page, line);
  page.sealdesk = chat;
  chat.push(...(waiting ?? []));
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement) start(window, script);
