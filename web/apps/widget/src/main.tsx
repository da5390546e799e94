/**
 * The frame's entry. The shell is drawn at once from the fragment; client and cryptography come as a chunk of
 * their own. Nothing but the chosen page's claim is known until that chunk has verified the organisation.
 */
import { render } from "preact";
import { connectHost } from "./host.ts";
import { wishedLanguage } from "./model/catalogue.ts";
import { type Embed, isColour, readEmbed } from "./model/embed.ts";
import { goBack, watchForUpdate } from "./outdated.ts";
import { speech } from "./speech.ts";
import "./styles/widget.css";
import { createUi, type Surroundings, type Ui } from "./ui.ts";
import { App, Opening } from "./views/app.tsx";
import { Failure } from "./views/failure.tsx";
import { focusScreen } from "./views/focus.ts";
import { listenForFiles } from "./views/incoming.tsx";
import { loadLater } from "./views/lazy.tsx";

function paint(colour: string | null): void {
  if (isColour(colour)) document.documentElement.style.setProperty("--brand", colour);
}

/** Escape closes the chat, unless it has something nearer to close or to clear. */
function closesChat(event: KeyboardEvent, ui: Ui): boolean {
  if (event.key !== "Escape" || event.isComposing || ui.menu.value) return false;
  return !(event.target instanceof HTMLInputElement && event.target.value !== "");
}

/** A name that the page suggests is taken once, before anything was said: what the customer chose stands after it. */
function suggest(ui: Ui, name: string): void {
  const state = ui.state.value;
  if (state.phase !== "ready" || state.customer.name !== null || state.recent.length > 0) return;
  void ui.desk.setName(name);
}

let opened: Ui | null = null;

function wire(ui: Ui): void {
  opened = ui;
  let name: string | null = null;
  let back = false;
  const tell = () => {
    const state = ui.state.value;
    if (state.phase !== "ready") return;
    if (name !== null) suggest(ui, name);
    name = null;
    paint(state.organisation.colour);
    if (!back) {
      void goBack(ui);
      ui.menu.value = location.hash.includes("&link=");
    }
    back = true;
    ui.host.tell({ sealdesk: "unread", count: state.unread });
  };
  ui.subscribe(tell);
  tell();
  ui.host.listen((message) => {
    if (message.sealdesk === "customer") {
      name = message.name;
      tell();
      return;
    }
    if (message.sealdesk === "signed") return void ui.desk.tryAgain();
    ui.shown.value = message.sealdesk === "shown";
    if (ui.shown.value) focusScreen(document);
  });
  listenForFiles(ui);
  addEventListener("keydown", (event) => {
    if (closesChat(event, ui)) ui.host.tell({ sealdesk: "close" });
  });
}

async function open(root: HTMLElement, embed: Embed, around: Surroundings): Promise<void> {
  const { words } = around.speech;
  render(<Opening words={words} connection={navigator.onLine ? "online" : "offline"} />, root);
  try {
    const { openVisitorDesk } = await import("@sealdesk/client/visitor");
    const { pin, inbox } = embed;
    const options = {
      pin,
      inbox,
      baseUrl: location.origin,
      page: around.host.page,
      signed: around.host.signed,
      token: around.host.token,
      // Asked for each message: it can be changed while the window is open.
      get language() {
        return document.documentElement.lang;
      },
    };
    const ui = createUi(await openVisitorDesk(options), around);
    wire(ui);
    render(<App ui={ui} />, root);
    around.host.tell({ sealdesk: "ready" });
  } catch {
    render(<Failure words={words} onAgain={() => void open(root, embed, around)} />, root);
  }
}

async function start(root: HTMLElement): Promise<void> {
  const embed = readEmbed(location.hash);
  const spoken = await speech(wishedLanguage(embed?.language ?? null));
  if (embed === null) {
    const { BadEmbed } = await loadLater();
    return render(<BadEmbed words={spoken.words} />, root);
  }
  paint(embed.colour);
  const host = connectHost(window, embed.host);
  await open(root, embed, { host, speech: spoken, now: Date.now });
}

watchForUpdate(() => opened);
const root = document.getElementById("app");
if (root !== null) void start(root);
