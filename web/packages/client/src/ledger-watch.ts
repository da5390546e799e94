/**
 * Keeps the newest checkpoint of the record of acts that this browser has seen (docs/ledger.md), and demands proof that
 * the next one continues it.
 *
 * Promise: what was seen once is never given up for something that contradicts it; both stay here, for people to show,
 * and it is told until what was seen is proven again. Tabs ask one after the other, so that no answer is older than
 * what it is compared with. Limits: an answer that does not come, or a refusal, is no contradiction; who asks for the
 * first time believes what they are shown.
 */
import { asId, type Bytes, type Hex, hex, type Id, refuse, SealError, unhex } from "@sealdesk/seal";
import { type Checkpoint, checkpointLimit, continues, openCheckpoint } from "@sealdesk/seal/ledger";
import { type Http, NoAnswer } from "./http.ts";
import type { Accusation, LedgerHearsay } from "./ledger-hearsay.ts";
import type { Platform, Store } from "./platform.ts";

const EVERY = 600_000;
/** After a message that says something new of the record; others may follow it. */
const SOON = 15_000;
/** Of contradictions, one after the other; the first are worth most. */
const MOST_EVIDENCE = 16;
/** More hashes than any proof has. */
const MOST_HASHES = 128;

export interface LedgerNeeds {
  readonly http: Http;
  readonly platform: Platform;
  readonly store: Store;
  readonly org: Id;
  /** What messages say that others saw of the record, and that was seen here. */
  readonly talk: LedgerHearsay;
  /** Of the server, as the directory that is known here proves them. */
  readonly keys: () => readonly Bytes[];
  /** Learns the newest directory; rejects if it cannot be had. */
  readonly renew: () => Promise<void>;
  /** Since when what is shown contradicts what was seen, Unix milliseconds; null once that is proven again. */
  readonly told: (since: number | null) => void;
}

interface Answer {
  readonly checkpoint: string;
  readonly proof: readonly string[];
}

/** A checkpoint that continues all that were seen. */
export interface Kept extends Checkpoint {
  readonly note: string;
  /** Those that the directory proved then: the server may sign with one a moment longer. */
  readonly keys: readonly Bytes[];
}

/** What contradicts what was seen, as it came, beside what was seen. */
export interface LedgerEvidence {
  /** Unix milliseconds. */
  readonly at: number;
  readonly why: string;
  /** The signed note that was seen before; null if there was none. */
  readonly seen: string | null;
  readonly shown: string;
  readonly proof: readonly string[];
  /** The device whose message showed it, if the server itself did not. */
  readonly by?: Hex;
}

const KEPT = "ledger";
/** Since when a contradiction stands. */
const ALARM = "ledger-alarm";
/** Since when a message shows another record: nothing that the server shows later takes that back. */
const ACCUSED = "ledger-accused";
/** When somebody last went on with a record that a message contradicted, Unix seconds. */
const LOOKED = "ledger-looked";
const EVIDENCE = "ledger-evidence/";

export class LedgerWatch {
  #checking: Promise<void> | null = null;
  /** Somebody asked while an answer was under way, which may be from before what they ask for. */
  #again = false;
  #cancel = () => {};
  #stopped = false;
  #waiting: (() => void) | null = null;

  constructor(readonly needs: LedgerNeeds) {
    needs.talk.news = () => this.#soon();
  }

  #soon(): void {
    if (this.#stopped || this.#waiting !== null) return;
    this.#waiting = this.needs.platform.after(SOON, () => {
      this.#waiting = null;
      void this.check();
    });
  }

  /** What was noticed before a reload is told at once. */
  async start(): Promise<void> {
    const since = await this.#since();
    if (since !== null) this.needs.told(since);
    await this.#tick();
  }

  async #since(): Promise<number | null> {
    const { store } = this.needs;
    return (await store.get<number>(ACCUSED)) ?? (await store.get<number>(ALARM)) ?? null;
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
    this.#waiting?.();
  }

  async #tick(): Promise<void> {
    await this.check();
    if (!this.#stopped) this.#cancel = this.needs.platform.after(EVERY, () => void this.#tick());
  }

  /** Never rejects: without an answer nothing is known, and it is asked again. */
  check(): Promise<void> {
    this.#again = this.#checking !== null;
    this.#checking ??= this.#check().finally(() => {
      this.#checking = null;
    });
    return this.#checking;
  }

  /**
   * Somebody who may say so has looked at a contradiction, a lawfully restored backup for example: from now on what is
   * shown is followed. What was seen lies among the evidence.
   */
  async goOn(): Promise<void> {
    const { org, platform, store, told } = this.needs;
    await platform.exclusive(`ledger/${hex(org)}`, async () => {
      if ((await this.#since()) === null) return;
      await store.write([
        [LOOKED, Math.floor(platform.now() / 1000)],
        [KEPT, undefined],
        [ALARM, undefined],
        [ACCUSED, undefined],
      ]);
      this.needs.talk.forget();
      told(null);
    });
    await this.check();
  }

  async #check(): Promise<void> {
    const { org, platform } = this.needs;
    do {
      this.#again = false;
      await platform.exclusive(`ledger/${hex(org)}`, () => this.#look()).catch(() => undefined);
    } while (this.#again && !this.#stopped);
  }

  async #look(): Promise<void> {
    const { http, store } = this.needs;
    const kept = (await store.get<Kept>(KEPT)) ?? null;
    const answer = await http.get<Answer>(`/ledger/consistency?from=${kept?.size ?? 0}`);
    // Of another shape, so not an answer of ours.
    if (typeof answer?.checkpoint !== "string" || !Array.isArray(answer.proof)) throw new NoAnswer("shape");
    // Nothing is written behind a device that was forgotten, nor compared with what is not kept any more.
    const now = await store.get<Kept>(KEPT);
    if (this.#stopped || now?.note !== kept?.note) return;
    try {
      await this.#compare(await this.#take(kept, answer), kept?.keys ?? []);
    } catch (cause) {
      if (!(cause instanceof SealError)) throw cause;
      await this.#contradicted(kept, answer, cause.message);
    }
  }

  /** What is kept now, beside what others saw. */
  async #compare(now: Kept, earlier: readonly Bytes[]): Promise<void> {
    const { http, keys, store, talk } = this.needs;
    const looked = await store.get<number>(LOOKED);
    const prove = (from: number, to: number) => http.get<Answer>(`/ledger/consistency?from=${from}&to=${to}`);
    const accusation = await talk.compare(now, [...keys(), ...earlier], prove, looked);
    if (accusation !== null && !this.#stopped) await this.#accuse(now, accusation);
  }

  async #take(kept: Kept | null, { checkpoint: note, proof }: Answer): Promise<Kept> {
    const next = await this.#open(note, kept?.keys ?? []);
    const path = proof.slice(0, MOST_HASHES + 1).map((hash) => asId(unhex(String(hash))));
    if (kept !== null && next.size < kept.size) refuse("the record is shorter than it was");
    if (kept !== null && !(await continues(kept, next, path)))
      refuse("the record is not the one seen before");
    const now: Kept = { ...next, note, keys: this.needs.keys() };
    await this.needs.store.write([
      [KEPT, now],
      [ALARM, undefined],
    ]);
    this.needs.told(await this.#since());
    return now;
  }

  /** A key that is not known here may be newer than the directory here. */
  async #open(note: string, earlier: readonly Bytes[]): Promise<Checkpoint> {
    const { keys, org, renew } = this.needs;
    try {
      return await openCheckpoint(note, org, [...keys(), ...earlier]);
    } catch (cause) {
      if (!(cause instanceof SealError) || cause.kind !== "unverified") throw cause;
      // What is wrong with the directory is told elsewhere; of the record nothing is known then.
      await renew().catch((failed: unknown) => {
        throw new NoAnswer("no directory to check it with", { cause: failed });
      });
      return openCheckpoint(note, org, keys());
    }
  }

  /** What was seen stays. Of a contradiction that stands, the beginning is kept. */
  async #contradicted(kept: Kept | null, { checkpoint, proof }: Answer, why: string): Promise<void> {
    const shown = { seen: kept?.note ?? null, shown: checkpoint.slice(0, checkpointLimit), proof };
    await this.#alarm(ALARM, { why, ...shown });
  }

  #accuse(kept: Kept, { by, note, proof }: Accusation): Promise<void> {
    const why = "somebody else was shown another record";
    return this.#alarm(ACCUSED, { why, seen: kept.note, shown: note, proof, by });
  }

  async #alarm(name: string, found: Omit<LedgerEvidence, "at">): Promise<void> {
    const { platform, store, told } = this.needs;
    const since = await store.get<number>(name);
    const at = since ?? platform.now();
    const known = await store.list<LedgerEvidence>(EVIDENCE);
    const evidence: LedgerEvidence = { at, ...found, proof: found.proof.slice(0, MOST_HASHES).map(String) };
    const isNew = since === undefined && known.length < MOST_EVIDENCE;
    await store.write([[name, at], ...(isNew ? [[`${EVIDENCE}${at}`, evidence] as const] : [])]);
    told(at);
  }
}

/** The newest checkpoint that was seen and proven here. */
export const keptCheckpoint = async (store: Store): Promise<Kept | null> =>
  (await store.get<Kept>(KEPT)) ?? null;

/** Everything that was noticed in this browser, oldest first. */
export const ledgerEvidence = async (store: Store): Promise<readonly LedgerEvidence[]> =>
  (await store.list<LedgerEvidence>(EVIDENCE)).map(([, evidence]) => evidence);
