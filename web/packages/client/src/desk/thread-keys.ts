/**
 * The keys of one thread, as a member of its team opens them: by the team's wrap, which is quick, or by the box that
 * was sealed to the team. Promise: a key is handed out only if it is the one its signed statement committed to.
 */

import {
  type GroupKeys,
  type Hex,
  hex,
  type Id,
  openThreadBox,
  readerKind,
  type Secret,
  type Signed,
  type ThreadGeneration,
  unwrapThreadKey,
  wrapThreadKey,
} from "@sealdesk/seal";
import { fromBase64, toBase64 } from "../base64.ts";
import type { KeyWire } from "../wire.ts";
import { DeskError } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

export class ThreadKeys {
  readonly #wires = new Map<Hex, KeyWire>();
  readonly #opened = new Map<Hex, Secret>();

  constructor(
    readonly keys: StaffKeys,
    readonly thread: Id,
    /** Asks the server again; calls `add` for each key it names. */
    readonly fetchAgain: () => Promise<void>,
  ) {}

  add(key: KeyWire): void {
    this.#wires.set(key.generation as Hex, key);
  }

  /** A key that this device made itself. */
  keep(statement: Signed<ThreadGeneration>, key: Secret): void {
    this.#opened.set(hex(statement.id), key);
  }

  async open(statement: Signed<ThreadGeneration>): Promise<Secret> {
    const at = hex(statement.id);
    const known = this.#opened.get(at);
    if (known !== undefined) return known;
    if (!this.#wires.has(at)) await this.fetchAgain();
    const key = await this.#openWire(statement, this.#wires.get(at));
    this.#opened.set(at, key);
    return key;
  }

  async #openWire(statement: Signed<ThreadGeneration>, wire: KeyWire | undefined): Promise<Secret> {
    if (this.#team(statement).keys === undefined) {
      // Made since this desk was told: a message can be faster than the news of the key it stands under.
      await this.keys.groups.catchUp();
    }
    const { generation, keys } = this.#team(statement);
    if (wire === undefined || generation === undefined || keys === undefined) {
      throw new DeskError(
        "refused",
        "You do not have the key to this conversation yet.",
        "A colleague who is online hands it over by itself. Try again in a moment.",
      );
    }
    return this.#fromWrapOrBox(statement, generation.id, keys, wire);
  }

  /** The team's key that a statement is sealed to, as far as it is known here. */
  #team(statement: Signed<ThreadGeneration>) {
    const reader = statement.value.readers.find((r) => r.kind === readerKind.group);
    const generation = reader && this.keys.sync.state.generations.get(hex(reader.ref));
    return { generation, keys: generation && this.keys.groups.keysOf(generation) };
  }

  async #fromWrapOrBox(
    statement: Signed<ThreadGeneration>,
    group: Id,
    keys: GroupKeys,
    wire: KeyWire,
  ): Promise<Secret> {
    if (wire.wrap !== null && wire.wrap !== undefined) {
      const opened = await unwrapThreadKey(keys.wrap, statement, group, fromBase64(wire.wrap)).catch(
        () => null,
      );
      if (opened !== null) return opened;
    }
    const key = await openThreadBox(keys.sealing.seed, statement.value, group, fromBase64(wire.box ?? ""));
    const wrap = await wrapThreadKey(keys.wrap, statement, group, key);
    // A convenience for the next opener; losing it costs one slower opening.
    this.keys.http
      .put(`/threads/${hex(this.thread)}/wraps/${hex(statement.id)}`, {
        groupGeneration: hex(group),
        wrap: toBase64(wrap),
        replace: wire.wrap !== null,
      })
      .catch(() => undefined);
    return key;
  }
}
