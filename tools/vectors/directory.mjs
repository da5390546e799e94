// §4: statements, the log, the state and heads. It builds and never judges: what may be said is the cases'
// matter, so a log here takes any statement.
import { concat, empty, fixed, sorted, utf8 } from "./bytes.mjs";
import { cbor } from "./cbor.mjs";
import { root } from "./merkle.mjs";
import { ID, sign } from "./protocol.mjs";

export const start = 1_800_000_000;

/** A signer: the kind of key, its reference and its seed. */
export const signer = (kind, ref, seed) => ({ kind, ref, seed });

export function statement(fields, signers, { payload: given, type = "statement" } = {}) {
  const f = { suite: 1, object: empty, previous: empty, head: empty, ...fields };
  const payload =
    given ?? cbor([f.suite, f.org, f.type, f.object, f.previous, f.head, f.time, f.salt, f.content]);
  const signatures = signers.map((s) => [s.kind, s.ref, s.signature ?? sign(s.seed, type, payload)]);
  return { ...f, payload, signatures, bytes: cbor([payload, signatures]), id: ID("statement", payload) };
}

const made = ["genesis", "account", "device", "group", "inbox", "invite"];
const slotOf = { removal: "account" };

export class Log {
  constructor(statements = [], slots = new Map(), org = empty) {
    Object.assign(this, { statements, slots, org });
  }

  copy() {
    return new Log([...this.statements], new Map(this.slots), this.org);
  }

  get size() {
    return this.statements.length;
  }

  get time() {
    return this.statements.at(-1)?.time ?? start - 60;
  }

  last(kind, object) {
    return this.slots.get(`${kind} ${Buffer.from(object).toString("hex")}`)?.last ?? empty;
  }

  /** A statement that follows this log: organisation, previous, time and salt are filled in unless given. */
  make(name, type, content, signers, over = {}, how = {}) {
    const object = over.object ?? empty;
    const previous = object.length ? this.last(slotOf[type] ?? type, object) : empty;
    const salt = fixed(`statement ${name}`, 16);
    return {
      name,
      ...statement(
        { org: this.org, type, previous, time: this.time + 60, salt, content, ...over },
        signers,
        how,
      ),
    };
  }

  /** Appends; returns the statement. */
  push(s) {
    if (s.type === "genesis" && this.size === 0) this.org = s.id;
    const object = s.object.length ? s.object : s.id;
    if (!s.object.length && !made.includes(s.type)) throw new Error(`${s.name}: no object`);
    const kind = slotOf[s.type] ?? s.type;
    const key = ID("slot", concat(utf8(kind), [0], object));
    this.slots.set(`${kind} ${Buffer.from(object).toString("hex")}`, { kind, object, key, last: s.id });
    this.statements.push(s);
    return s;
  }

  add(...args) {
    return this.push(this.make(...args));
  }

  get state() {
    return sorted([...this.slots.values()], (slot) => slot.key);
  }

  get leaves() {
    return this.state.map((slot) => concat(slot.key, slot.last));
  }

  get wires() {
    return this.statements.map((s) => s.bytes);
  }

  get roots() {
    return { logRoot: root(this.wires), stateSize: this.slots.size, stateRoot: root(this.leaves) };
  }

  /** A head over this log; `over` breaks it. */
  head(device, over = {}) {
    const h = {
      suite: 1,
      org: this.org,
      size: this.size,
      ...this.roots,
      time: this.time + 30,
      type: "head",
      ...over,
    };
    const payload = cbor([h.suite, h.org, h.size, h.logRoot, h.stateSize, h.stateRoot, h.time]);
    const fields = [payload, h.device ?? device.ref, sign(h.seed ?? device.seed, h.type, payload)];
    return { ...h, fields, bytes: cbor(fields), id: ID("head", payload) };
  }
}
