/** The input of one vector case, and the claims it makes. */
import { asId, asSecret, type Bytes, equal, hex, type Id, unhex } from "../src/bytes.ts";

export type Json = Readonly<Record<string, unknown>>;
export interface Case {
  readonly name: string;
  readonly op: string;
  readonly valid: boolean;
  readonly why: string;
  readonly input: Json;
  readonly expect: Json;
}
/** Gives the values of `expect`, or throws where the implementation refuses. */
export type Operation = (i: Input) => unknown;

export class Input {
  constructor(readonly json: Json) {}
  has = (k: string): boolean => k in this.json;
  bytes = (k: string): Bytes => unhex(this.json[k] as string);
  id = (k: string): Id => asId(this.bytes(k));
  idOrNull = (k: string): Id | null => (this.json[k] === "" ? null : this.id(k));
  secret = (k: string) => asSecret(this.bytes(k));
  number = (k: string): number => this.json[k] as number;
  text = (k: string): string => this.json[k] as string;
}

export const settled = async (run: Operation, c: Case): Promise<unknown> => run(new Input(c.input));

/** What was read is not what the vector says of it; nothing in the product refused it. */
export class OtherOutcome extends Error {}

/** A claim in the input must be what was computed. */
export function claim(i: Input, key: string, computed: Bytes): void {
  if (i.has(key) && !equal(i.bytes(key), computed)) throw new OtherOutcome(`${key} is another one`);
}

/** Byte strings in hexadecimal, absent ids as the empty string: the form of `expect`. */
export function flat(o: object): Json {
  const one = (v: unknown): unknown => (v === null ? "" : v instanceof Uint8Array ? hex(v) : v);
  return Object.fromEntries(Object.entries(o).map(([k, v]) => [k, Array.isArray(v) ? v.map(one) : one(v)]));
}
