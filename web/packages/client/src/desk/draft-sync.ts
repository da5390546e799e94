/**
 * Drafts that follow a person from browser to browser: sealed to the account itself (protocol §14). Promise: words
 * that were written here since they were last kept are never replaced by those from elsewhere; what is different there
 * is offered beside them. Limit: the server can withhold what another browser kept, and call what was kept sent, or
 * hand an earlier version out again.
 */

import { asId, fromUtf8, type Hex, SealError, type Secret, unhex, utf8 } from "@sealdesk/seal";
import { openDraft, sealDraft } from "@sealdesk/seal/staff";
import { fromBase64, toBase64 } from "../base64.ts";
import type { ConversationState } from "../desk.ts";
import { NoAnswer, Refused } from "../http.ts";
import type { LocalSecrets } from "../local-secrets.ts";
import type { Draft, Drafts } from "./drafts.ts";
import type { StaffKeys } from "./staff-thread.ts";

type Other = NonNullable<ConversationState["otherDraft"]>;
type Texts = Pick<Draft, "reply" | "note">;

/** What this browser last had in common with the server. */
interface Base extends Texts {
  /** 0: the server has none. */
  readonly version: number;
  readonly other: Other | null;
}

interface DraftWire {
  readonly conversation: string;
  readonly version: number;
  readonly kept: string;
}

export interface DraftSyncNeeds {
  readonly keys: StaffKeys;
  readonly secrets: LocalSecrets;
  readonly drafts: Drafts;
  /** The account's sealing seeds, newest first. */
  readonly seeds: () => readonly Secret[];
  readonly changed: () => void;
}

/** Milliseconds after the last keystroke. */
const PAUSE = 2_000;
const KEY = "draft-base/";
const NEVER: Base = { version: 0, reply: "", note: "", other: null };
const EMPTY = { mode: "reply", reply: "", note: "" } as const;

export class DraftSync {
  readonly #bases = new Map<Hex, Base>();
  readonly #timers = new Map<Hex, () => void>();
  /** One request after the other: each names the version before it. */
  #queue: Promise<unknown> = Promise.resolve();

  constructor(readonly needs: DraftSyncNeeds) {}

  async load(): Promise<void> {
    for (const [key] of await this.needs.secrets.store.list(KEY)) {
      const plain = await this.needs.secrets.read(key);
      if (plain !== null) this.#bases.set(key.slice(KEY.length) as Hex, JSON.parse(fromUtf8(plain)) as Base);
    }
  }

  other(conversation: Hex): Other | null {
    const { other } = this.#base(conversation);
    return other === null || same(other, this.needs.drafts.of(conversation)) ? null : other;
  }

  /** Something was typed: it is kept a moment after the last keystroke, or at once when it was sent. */
  touched(conversation: Hex, at: "later" | "now" = "later"): void {
    this.#timers.get(conversation)?.();
    const save = () => void this.#alone(() => this.#save(conversation));
    if (at === "now") save();
    else this.#timers.set(conversation, this.needs.keys.platform.after(PAUSE, save));
  }

  /** What the other browsers kept meanwhile; then what this one has not kept yet. */
  meet(): Promise<void> {
    return this.#alone(async () => {
      await this.#fetch();
      for (const [conversation] of this.needs.drafts.all) await this.#save(conversation);
    });
  }

  stop(): void {
    for (const cancel of this.#timers.values()) cancel();
  }

  /** Puts what was written elsewhere below what is here. */
  async takeOther(conversation: Hex): Promise<void> {
    const other = this.other(conversation);
    if (other === null) return;
    const here = this.needs.drafts.of(conversation);
    const below = (one: string, two: string) => [one, two].filter((t) => t !== "").join("\n\n");
    const joined = { reply: below(here.reply, other.reply), note: below(here.note, other.note) };
    await this.needs.drafts.save(conversation, { mode: here.mode, ...joined });
    await this.#keep(conversation, { ...this.#base(conversation), other: null });
    this.touched(conversation);
  }

  #alone(work: () => Promise<void>): Promise<void> {
    const run = this.#queue.then(work).catch((cause: unknown) => {
      // Kept on this device all the same; the next connection, or keystroke, tries again.
      if (!(cause instanceof NoAnswer || cause instanceof Refused)) throw cause;
    });
    this.#queue = run.catch(() => undefined);
    return run;
  }

  #base(conversation: Hex): Base {
    return this.#bases.get(conversation) ?? NEVER;
  }

  async #keep(conversation: Hex, base: Base): Promise<void> {
    this.#bases.set(conversation, base);
    const { secrets } = this.needs;
    await secrets.store.write([await secrets.change(KEY + conversation, utf8(JSON.stringify(base)))]);
    this.needs.changed();
  }

  async #save(conversation: Hex, tries = 2): Promise<void> {
    const base = this.#base(conversation);
    const draft = this.needs.drafts.of(conversation);
    if (same(draft, base)) return;
    const kept = same(draft, EMPTY)
      ? null
      : toBase64(await this.#sealed(conversation, base.version + 1, draft));
    const { reply, note } = draft;
    try {
      const path = `/drafts/${conversation}`;
      const body = { version: base.version, kept };
      const { version } = await this.needs.keys.http.put<{ readonly version: number }>(path, body);
      await this.#keep(conversation, { version, reply, note, other: base.other });
    } catch (cause) {
      if (!(cause instanceof Refused) || cause.reason !== "version" || tries === 0) throw cause;
      await this.#fetch();
      await this.#save(conversation, tries - 1);
    }
  }

  #place(conversation: Hex, version: number) {
    const { me, sync } = this.needs.keys;
    return { org: sync.directory.org, account: me.account, subject: asId(unhex(conversation)), version };
  }

  #sealed(conversation: Hex, version: number, { mode, note, reply }: Draft) {
    const { platform } = this.needs.keys;
    const time = platform.now();
    const seed = this.needs.seeds()[0]!;
    const random = (n: number) => platform.random(n);
    return sealDraft(random, seed, this.#place(conversation, version), { mode, reply, note, time });
  }

  async #fetch(): Promise<void> {
    const { drafts } = await this.needs.keys.http.get<{ readonly drafts: readonly DraftWire[] }>("/drafts");
    const listed = new Set(drafts.map((d) => d.conversation));
    for (const d of drafts) await this.#take(d);
    for (const [conversation, base] of this.#bases) {
      // Sent, or emptied, in another browser.
      if (base.version > 0 && !listed.has(conversation)) await this.#meet(conversation, 0, EMPTY, 0);
    }
  }

  async #take({ conversation, kept, version }: DraftWire): Promise<void> {
    const id = conversation as Hex;
    if (version === this.#base(id).version) return;
    try {
      const draft = await openDraft(this.needs.seeds(), this.#place(id, version), fromBase64(kept));
      await this.#meet(id, version, draft, draft.time);
    } catch (cause) {
      // Not what this account kept there: it is not shown, and stops nothing.
      if (!(cause instanceof SealError)) throw cause;
    }
  }

  async #meet(id: Hex, version: number, theirs: Draft, time: number): Promise<void> {
    const here = this.needs.drafts.of(id);
    const { other } = this.#base(id);
    const { note, reply } = theirs;
    const untouched = same(here, this.#base(id)) || same(here, EMPTY);
    if (untouched) await this.needs.drafts.save(id, { mode: theirs.mode, reply, note });
    const offered =
      untouched || same(theirs, here) || same(theirs, EMPTY) ? other : { at: time, reply, note };
    await this.#keep(id, { version, reply, note, other: offered });
  }
}

const same = (a: Texts, b: Texts): boolean => a.reply === b.reply && a.note === b.note;
