/** An act as one plain sentence. */
import type { Act, ActName, Instant } from "../contract.ts";
import type { Words } from "../words/messages.en.ts";
import { lookOf, type Thing } from "./ledger-kinds.ts";
import { named } from "./name.ts";

/** First strong isolate and its end (UAX #9): a name or an id does not turn the sentence round. */
const isolated = (text: string): string => `\u2068${text}\u2069`;
/** Enough to tell two ids apart on a screen; all of it is in the details. */
export const shortId = (id: string): string => id.slice(0, 8);

function nameIn(words: Words, name: ActName): string {
  if (name.kind === "device") return words.ledger.browserOf(isolated(name.name));
  if (name.kind === "notes") return words.ledger.notesOn(isolated(named(words, name.who)));
  return isolated("name" in name ? name.name : named(words, name.who));
}

/** Notes belong to a conversation, and a conversation to none. */
function isOfNotes(act: Act): act is Act & { readonly within: string } {
  const { object, within } = lookOf(act.kind);
  return (
    act.within !== null && act.within !== act.object && object === "conversation" && within === "conversation"
  );
}

/** In UTC, as machines write it; what is no time is none. */
export const exactly = (at: Instant): string => (Number.isFinite(at) ? new Date(at).toISOString() : "–");

/** What somebody would call it; where no name is known here, a piece of its id. */
export function refName(words: Words, act: Act, id: string, thing: Thing): string {
  const name = act.names[id];
  if (name !== undefined) return nameIn(words, name);
  if (id === act.object && isOfNotes(act))
    return words.ledger.notesOn(refName(words, act, act.within, thing));
  if (thing === "conversation") return isolated(words.visitor(id.slice(0, 4).toUpperCase()));
  return isolated(shortId(id));
}

export function whoDid(words: Words, act: Act): string {
  const { by, actor } = act;
  if (by === "server") return words.ledger.theServer;
  if (actor === null) return by === "machine" ? words.ledger.aProgram : words.ledger.somebody;
  const name = act.names[actor];
  if (name !== undefined) return nameIn(words, name);
  return by === "visitor" ? words.ledger.aCustomer(isolated(shortId(actor))) : isolated(shortId(actor));
}

const has = <T extends object>(of: T, key: string): key is Extract<keyof T, string> => Object.hasOwn(of, key);

export const reasonIn = (words: Words, reason: string): string => {
  const { reasons } = words.ledger;
  const [word = "", of = ""] = reason.split(":");
  if (of !== "") return `${reasonIn(words, word)}: ${reasonIn(words, of)}`;
  return has(reasons, reason) ? reasons[reason] : isolated(reason);
};

export function sentenceOf(words: Words, act: Act, number: (n: number) => string): string {
  const { acts } = words;
  const look = lookOf(act.kind);
  const ref = (id: string | null, thing: Thing) =>
    id === null || thing === "mask" ? words.ledger.nothingNamed : refName(words, act, id, thing);
  const parts: Readonly<Record<string, string>> = {
    who: whoDid(words, act),
    what: ref(act.object, look.object),
    within: ref(act.within, look.within),
    n: number(act.first),
    m: number(act.last),
    why: act.reason === "" ? words.ledger.noReason : reasonIn(words, act.reason),
    policy: isolated(act.policy),
    kind: isolated(act.kind),
  };
  const variant = `${act.kind}/${isOfNotes(act) ? "notes" : act.reason}`;
  const bare = `${act.kind}/-`;
  const text = has(acts, variant)
    ? acts[variant]
    : act.object === null && has(acts, bare)
      ? acts[bare]
      : has(acts, act.kind)
        ? acts[act.kind]
        : words.ledger.anotherKind;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => parts[name] ?? whole);
}
