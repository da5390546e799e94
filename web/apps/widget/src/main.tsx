/**
 * The frame's entry. The shell is drawn at once from the fragment; client and cryptography come as a chunk of
 * their own. Nothing but the chosen page's claim is known until that chunk has verified the organisation.
 */
import { effect } from "@preact/signals";
import { render } from "preact";
import { connectHost, type Host } from "./host.ts";
import { type Catalogue, chooseCatalogue } from "./model/catalogue.ts";
import { type Embed, isColour, readEmbed } from "./model/embed.ts";
import { direction, formats } from "./model/format.ts";
import "./styles/widget.css";
import { createUi, type Ui } from "./ui.ts";
import { App, focusScreen, Opening } from "./views/app.tsx";
import { Failure } from "./views/failure.tsx";

function paint(colour: string | null): void {
  if (isColour(colour)) document.documentElement.style.setProperty("--brand", colour);
}

/** Unread counts go out, "shown" comes in, Escape closes when no sheet is open. */
function wire(ui: Ui): void {
  const { host, shown, state, menu } = ui;
  effect(() => {
    const now = state.value;
    if (now.phase !== "ready") return;
    paint(now.organisation.colour);
    host.tell({ sealdesk: "unread", count: now.unread });
  });
  host.listen((message) => {
    shown.value = message.sealdesk === "shown";
    if (shown.value) focusScreen(document);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !menu.value && !event.isComposing) host.tell({ sealdesk: "close" });
  });
}

async function open(root: HTMLElement, host: Host, embed: Embed, catalogue: Catalogue): Promise<void> {
  const { words } = catalogue;
  render(<Opening words={words} connection={navigator.onLine ? "online" : "offline"} />, root);
  try {
    const { openVisitorDesk } = await import("@sealdesk/client/visitor");
    const { pin, inbox, language } = embed;
    const desk = await openVisitorDesk({ pin, inbox, language, baseUrl: location.origin });
    const ui = createUi(desk, { host, words, formats: formats(catalogue.language), now: Date.now });
    wire(ui);
    render(<App ui={ui} />, root);
  } catch {
    render(<Failure words={words} onAgain={() => void open(root, host, embed, catalogue)} />, root);
  }
}

function start(): void {
  const root = document.getElementById("app");
  if (root === null) return;
  const embed = readEmbed(location.hash);
  const host = connectHost(window, embed?.host ?? null);
  const catalogue = chooseCatalogue(embed?.language ?? "en");
  document.documentElement.lang = catalogue.language;
  document.documentElement.dir = direction(catalogue.language);
  if (embed === null) {
    const { title, text, next } = catalogue.words.stop.badEmbed;
    render(<Failure words={catalogue.words} title={title} text={`${text} ${next}`} />, root);
    return;
  }
  paint(embed.colour);
  host.tell({ sealdesk: "ready" });
  void open(root, host, embed, catalogue);
}

start();
