/**
 * What this device has verified about the organisation: the newest proof, kept for days without a connection.
 * Promise: a proof is shown only if it grew out of the one seen before. Limits: older than 24 hours is marked,
 * older than 7 days asks first; both by this device's clock.
 */
import { type Bytes, hex, type Id, SealError } from "@sealdesk/seal";
import { claimedTime, readProof, type SeenHead, type VisitorProof } from "@sealdesk/seal/proof";
import { fromBase64 } from "../base64.ts";
import { type Http, NoAnswer } from "../http.ts";
import type { Platform, Store } from "../platform.ts";
import type { Stop } from "../visitor.ts";
import type { InboxSettingsWire, ProofWire } from "../wire.ts";

export interface Organisation {
  readonly proof: VisitorProof;
  readonly settings: InboxSettingsWire;
  /** What is true now only; null from the last visit. */
  readonly now: Pick<ProofWire, "staffed" | "usualReplySeconds" | "customers"> | null;
}

interface Kept {
  readonly wire: Bytes;
  /** The head that `wire` was checked against. */
  readonly earlier: SeenHead | null;
  readonly settings: InboxSettingsWire;
}

export class Stopped extends Error {
  constructor(readonly stop: Stop) {
    super(stop.kind);
  }
}

const HEAD = "head";

export interface ProofSource {
  readonly platform: Platform;
  readonly http: Http;
  readonly store: Store;
  readonly pin: Id;
  readonly inbox: Id;
  readonly inboxHex: string;
}

/** Asks the server, about past authors too; without an answer, what is kept from the last visit. */
export async function loadOrganisation(from: ProofSource, about: readonly Id[] = []): Promise<Organisation> {
  const earlier = (await from.store.get<SeenHead>(HEAD)) ?? null;
  const also = about.length === 0 ? "" : `&also=${about.map(hex).join(",")}`;
  const kept = `proof/${from.inboxHex}`;
  try {
    const answer = await from.http.get<ProofWire>(
      `/inboxes/${from.inboxHex}/proof?from=${earlier?.size ?? 0}${also}`,
    );
    const fresh = { wire: fromBase64(answer.proof), earlier, settings: answer.settings };
    const proof = await verified(from, fresh);
    const { logRoot, size } = proof.head;
    // Another tab may have seen more meanwhile: what was seen never shrinks.
    const now = await from.store.get<SeenHead>(HEAD);
    const head = now !== undefined && now.size > size ? now : { size, logRoot };
    await from.store.write([
      [kept, fresh],
      [HEAD, head],
    ]);
    return { proof, settings: fresh.settings, now: answer };
  } catch (cause) {
    const before = cause instanceof NoAnswer ? await from.store.get<Kept>(kept) : undefined;
    if (before === undefined) throw cause;
    return { proof: await verified(from, before), settings: before.settings, now: null };
  }
}

async function verified(from: ProofSource, kept: Kept): Promise<VisitorProof> {
  const now = Math.floor(from.platform.now() / 1000);
  try {
    return await readProof(kept.wire, { pin: from.pin, inbox: from.inbox, earlier: kept.earlier, now });
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    if (cause.kind !== "clock") throw new Stopped({ kind: "unverified", what: "organisation" });
    const provenTime = (await claimedTime(kept.wire)) * 1000;
    throw new Stopped({ kind: "clock", deviceTime: from.platform.now(), provenTime });
  }
}

const DAY = 86_400_000;
export const ageOf = (o: Organisation, now: number): number => now - o.proof.head.time * 1000;
export const isOld = (o: Organisation, now: number): boolean => ageOf(o, now) > DAY;
export const isTooOld = (o: Organisation, now: number): boolean => ageOf(o, now) > 7 * DAY;
