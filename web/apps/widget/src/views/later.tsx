/** Screens that nobody needs before a first message: a chunk of its own, see `lazy.tsx`. */
import later from "../styles/later.css?inline";

/** A constructed sheet needs no `style-src` exception, and no second request. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(later);
document.adoptedStyleSheets.push(sheet);

export { ArticleView } from "./article.tsx";
export { take } from "./attach.tsx";
export { BadEmbed } from "./bad-embed.tsx";
export { Consent } from "./consent.tsx";
export { ConversationView } from "./conversation.tsx";
export { Menu } from "./menu.tsx";
export { ReadersView } from "./readers.tsx";
export { Recents } from "./recent.tsx";
export { Staged } from "./staged.tsx";
export { StopView } from "./stop.tsx";
