/**
 * How long conversations are kept, what another period would change, and what was destroyed. Promise: a certificate
 * counts as verified only if a server key of the signed directory signed it for this organisation. Limit: numbers are
 * the server's word.
 */
import { hex } from "@sealdesk/seal";
import { readCertificate } from "@sealdesk/seal/staff";
import { fromBase64 } from "../base64.ts";
import type { AdminCommands, Certificate, InboxId, RetentionRow, RetentionTrial } from "../desk.ts";
import { outcome } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

type RowWire = Omit<RetentionRow, "name" | "next"> & { readonly next: string | null };
interface TrialWire extends Omit<RetentionTrial, "conversations"> {
  readonly conversations: readonly { readonly id: string; readonly closed: string; readonly until: string }[];
}
interface CertificateWire {
  readonly cursor: number | string;
  readonly conversation: string;
  readonly at: string;
  readonly certificate: string;
}

export class Retention {
  /** Certificate, as it is shown → where the server's list goes on after it. */
  readonly #cursors = new Map<string, string>();

  constructor(readonly keys: StaffKeys) {}

  get commands(): Pick<AdminCommands, "retention" | "tryRetention" | "certificates"> {
    return {
      retention: () => outcome(() => this.#rows()),
      tryRetention: (inbox, days) => outcome(() => this.#trial(inbox, days)),
      certificates: (before) => outcome(() => this.#certificates(before)),
    };
  }

  async #rows(): Promise<readonly RetentionRow[]> {
    const { inboxes } = await this.keys.http.get<{ readonly inboxes: readonly RowWire[] }>("/retention");
    const names = new Map([...this.keys.sync.state.inboxes].map(([id, { name }]) => [id as string, name]));
    return inboxes.map((row) => ({
      ...row,
      name: names.get(row.inbox) ?? "",
      next: row.next === null ? null : Date.parse(row.next),
    }));
  }

  async #trial(inbox: InboxId, days: number): Promise<RetentionTrial> {
    const trial = await this.keys.http.get<TrialWire>(`/retention/${inbox}?days=${days}`);
    const conversations = trial.conversations.map((c) => ({
      id: c.id,
      closed: Date.parse(c.closed),
      until: Date.parse(c.until),
    }));
    return { ...trial, conversations };
  }

  async #certificates(before?: string): Promise<readonly Certificate[]> {
    const cursor = before === undefined ? undefined : this.#cursors.get(before);
    if (before !== undefined && cursor === undefined) return [];
    const query = cursor === undefined ? "" : `?before=${encodeURIComponent(cursor)}`;
    const path = `/certificates${query}`;
    const page = await this.keys.http.get<{ readonly certificates: readonly CertificateWire[] }>(path);
    for (const c of page.certificates) this.#cursors.set(c.conversation, String(c.cursor));
    return Promise.all(page.certificates.map((c) => this.#read(c)));
  }

  async #read(wire: CertificateWire): Promise<Certificate> {
    const { directory, state } = this.keys.sync;
    let key: Uint8Array | undefined;
    const keyOf = (id: Uint8Array) => {
      const found = state.serverKeys.get(hex(id));
      key = found;
      return found;
    };
    const signed = await readCertificate(directory.org, fromBase64(wire.certificate), keyOf).catch(
      () => null,
    );
    const verified = signed !== null && hex(signed.value.conversation) === wire.conversation;
    const file = {
      organisation: hex(directory.org),
      conversation: wire.conversation,
      serverKey: key === undefined ? null : hex(key),
      certificate: wire.certificate,
    };
    return {
      conversation: wire.conversation,
      at: signed === null ? Date.parse(wire.at) : signed.value.destroyed * 1000,
      file: `${JSON.stringify(file, null, 2)}\n`,
      verified,
    };
  }
}
