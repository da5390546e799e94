/** What the button is called. Five languages are small enough to be here; others are said in English. */

export interface LoaderWords {
  readonly open: string;
  readonly close: string;
  readonly chat: string;
  readonly unread: string;
}

const list: Readonly<Record<string, string>> = {
  en: "Open chat|Close chat|Chat|New messages",
  de: "Chat öffnen|Chat schließen|Chat|Neue Nachrichten",
  es: "Abrir el chat|Cerrar el chat|Chat|Mensajes nuevos",
  fr: "Ouvrir le chat|Fermer le chat|Chat|Nouveaux messages",
  ar: "فتح المحادثة|إغلاق المحادثة|المحادثة|رسائل جديدة",
};

export function wordsIn(tag: string): LoaderWords {
  const said = list[tag.slice(0, 2).toLowerCase()] ?? list.en ?? "";
  const [open = "", close = "", chat = "", unread = ""] = said.split("|");
  return { open, close, chat, unread };
}
