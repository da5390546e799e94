/**
 * Takes the words out of refusals that only programmers read: in the protocol's package, the cryptography below it
 * and the client above it, `demand(…, "why")`, `refuse("why")` and `new TypeError("why")` become silent. Promise: what is refused and its
 * kind stay as they are; the window has its own sentences for people. Tests and the console keep the words.
 */
import { type Plugin, parseAst } from "vite";

interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly Node[];
}

const places = { demand: 1, refuse: 0 } as const;
const errors = /^((Type|Range)?Error|NoAnswer)$/;

/** The argument that holds words, or none. */
function wordsOf({ type, callee, arguments: given }: Node): Node | undefined {
  const name = callee?.name ?? "";
  if (type === "NewExpression" && errors.test(name)) return given?.[0];
  if (type !== "CallExpression" || !(name === "demand" || name === "refuse")) return undefined;
  return given?.[places[name]];
}

function* nodes(value: unknown): Generator<Node> {
  if (typeof value !== "object" || value === null) return;
  if ("type" in value && "start" in value) yield value as Node;
  for (const part of Object.values(value)) yield* nodes(part);
}

export function silenced(code: string): string {
  const found = [...nodes(parseAst(code))].map(wordsOf).filter((words) => words !== undefined);
  let out = "";
  let at = 0;
  for (const { start, end } of found.sort((a, b) => a.start - b.start)) {
    if (start < at) continue; // inside of words that went already
    out += `${code.slice(at, start)}""`;
    at = end;
  }
  return out + code.slice(at);
}

export function quietRefusals(): Plugin {
  return {
    name: "quiet-refusals",
    transform: {
      filter: { id: /\/(node_modules\/@noble|packages\/(seal|client))\// },
      handler: (code) => ({ code: silenced(code), map: null }),
    },
  };
}
