/**
 * Addresses in what somebody wrote, and what to say before one follows them.
 *
 * Promise: text in, spans in order out, whose texts joined are the text; `href` is always http(s), mailto or tel, as
 * the browser's own parser reads it; the host that would really be opened is named. Threat: an address that looks
 * like another one (UTS #39): foreign letters, a name before the host, signs that are not seen. Limits: it knows no
 * list of bad hosts, and a host that warns of nothing may still be somebody else's.
 */

import { hasMixedScripts, unicodeHost } from "./hosts.ts";

/**
 * `hidden`: signs that are not seen stand in it or beside it. `name`: what looks like the host is only a name before
 * it. `differs`: it opens another host than it shows. `mixed`: letters of several scripts in one word of the host.
 * `foreign`: the host has letters beside a–z, which can look like others.
 */
export type LinkWarning = "hidden" | "name" | "differs" | "mixed" | "foreign";

export interface LinkSpan {
  readonly kind: "link";
  readonly text: string;
  readonly href: string;
  /** What is really opened: a host, an email address or a number. In the letters that DNS has, a–z. */
  readonly target: string;
  readonly scheme: "web" | "mail" | "phone";
  readonly warning: LinkWarning | null;
}

export type TextSpan = { readonly kind: "text"; readonly text: string } | LinkSpan;

/** In UTF-16 units: beyond it text stays text, so that nobody makes a page slow with addresses. */
const longest = 2_000;
const mostLinks = 200;

const end = String.raw`\s\p{Cf}\p{Cc}<>"“”„«»‹›`;
const address = new RegExp(
  String.raw`(?:https?://|www\.)[^${end}]+|mailto:[^${end}]+|tel:\+?[\d().\-]{3,}|[\p{L}\p{N}._%+\-]{1,64}@[\p{L}\p{N}][\p{L}\p{N}.\-]{0,250}\.\p{L}{2,24}`,
  "giu",
);

export function linked(text: string): readonly TextSpan[] {
  const spans: TextSpan[] = [];
  let from = 0;
  let count = 0;
  for (const match of text.matchAll(address)) {
    const shown = withoutTail(match[0]);
    const link =
      shown.length > longest || count >= mostLinks ? null : linkOf(shown, around(text, match.index, shown));
    if (link === null || !startsWord(text, match.index)) continue;
    if (match.index > from) spans.push({ kind: "text", text: text.slice(from, match.index) });
    spans.push(link);
    from = match.index + shown.length;
    count += 1;
  }
  if (from < text.length) spans.push({ kind: "text", text: text.slice(from) });
  return spans;
}

const startsWord = (text: string, at: number) => at === 0 || !/[\p{L}\p{N}@/]/u.test(text.charAt(at - 1));
const around = (text: string, at: number, shown: string) =>
  text.slice(Math.max(0, at - 1), at) + text.slice(at + shown.length, at + shown.length + 1);

const brackets: readonly (readonly [closer: string, opener: string])[] = [
  [")", "("],
  ["]", "["],
  ["}", "{"],
];

/** A full stop or a bracket after an address belongs to the sentence, unless the bracket was opened within. */
function withoutTail(shown: string): string {
  const count = (sign: string) => shown.split(sign).length;
  const unopened = new Map(brackets.map(([closer, opener]) => [closer, count(closer) - count(opener)]));
  let end = shown.length;
  for (; end > 0; end--) {
    const last = shown.charAt(end - 1);
    const left = unopened.get(last);
    if (left === undefined ? !/[.,;:!?'’…*_~。、，！？؟؛،]/u.test(last) : left <= 0) break;
    if (left !== undefined) unopened.set(last, left - 1);
  }
  return shown.slice(0, end);
}

function linkOf(shown: string, beside: string): LinkSpan | null {
  if (/^tel:/i.test(shown)) {
    const target = shown.slice(4).replace(/[^\d+]/g, "");
    return { kind: "link", text: shown, href: `tel:${target}`, target, scheme: "phone", warning: null };
  }
  const mail = !/^(?:https?:\/\/|www\.)/i.test(shown);
  return mail ? mailLink(shown, beside) : webLink(shown, beside);
}

/** Subject, text and copies of a mailto address are left out: nobody sees them before they are sent. */
function mailLink(shown: string, beside: string): LinkSpan | null {
  const plain = shown.replace(/^mailto:/i, "").split("?")[0] ?? "";
  const [, name, host] = /^([^@]+)@([^@]+)$/.exec(plain) ?? [];
  const url = host === undefined ? null : parsed(`https://${host}`);
  if (name === undefined || url === null || !url.host.includes(".")) return null;
  const target = `${name}@${url.host}`;
  const warning = /\p{Cf}/u.test(beside) ? "hidden" : warningOf(url);
  return { kind: "link", text: shown, href: `mailto:${encodeURI(target)}`, target, scheme: "mail", warning };
}

function webLink(shown: string, beside: string): LinkSpan | null {
  const url = parsed(/^www\./i.test(shown) ? `https://${shown}` : shown);
  if (url === null) return null;
  const warning = /\p{Cf}/u.test(beside) ? "hidden" : (nameIn(shown, url) ?? warningOf(url));
  const { host: target, href } = url;
  return { kind: "link", text: shown, href, target, scheme: "web", warning };
}

function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function nameIn(shown: string, url: URL): LinkWarning | null {
  if (url.username !== "" || url.password !== "") return "name";
  const authority = /^(?:https?:\/\/)?([^/?#]*)/i.exec(shown)?.[1]?.toLowerCase() ?? "";
  const said = authority.replace(/:(?:80|443)$/, "");
  return said === url.host || said.normalize("NFC") === unicodeHost(url.host) ? null : "differs";
}

function warningOf(url: URL): LinkWarning | null {
  const host = unicodeHost(url.hostname);
  if (host.split(".").some(hasMixedScripts)) return "mixed";
  return url.hostname.includes("xn--") ? "foreign" : null;
}
