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

/** A hash's number in certificates, which nobody here asks for: noble's `oidNist(…)` becomes an empty object. */
const isNumber = ({ type, callee }: Node): boolean => type === "CallExpression" && callee?.name === "oidNist";

export function silenced(code: string): string {
  const found = [...nodes(parseAst(code))].flatMap((node) => {
    if (isNumber(node)) return [{ ...node, instead: "{}" }];
    const words = wordsOf(node);
    return words === undefined ? [] : [{ ...words, instead: '""' }];
  });
  let out = "";
  let at = 0;
  for (const { start, end, instead } of found.sort((a, b) => a.start - b.start)) {
    if (start < at) continue; // inside of words that went already
    out += code.slice(at, start) + instead;
    at = end;
  }
  return out + code.slice(at);
}

export function quietRefusals(): Plugin {
  return {
    name: "quiet-refusals",
    transform: {
      filter: {
        id: /\/(node_modules\/@noble|packages\/(assistant|client|seal|ui)|widget\/src)\/.*\.(js|tsx?)$/,
      },
      handler: (code) => ({ code: silenced(code), map: null }),
    },
  };
}
