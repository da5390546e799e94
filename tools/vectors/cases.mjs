// The shape of a case. Byte strings become lower-case hexadecimal; everything else stays JSON.
import { hex } from "./bytes.mjs";

export function plain(value) {
  if (value instanceof Uint8Array) return hex(value);
  if (Array.isArray(value)) return value.map(plain);
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
  }
  return value;
}

/** What an implementation must accept, and with what result. */
export const accept = (op, name, why, input, expect = {}) =>
  plain({ name, op, valid: true, why, input, expect });

/** What an implementation must refuse. */
export const refuse = (op, name, why, input, expect = {}) =>
  plain({ name, op, valid: false, why, input, expect });
