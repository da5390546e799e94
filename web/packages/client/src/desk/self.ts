/** A person's own ways in, browsers and availability. */

import { approvalCode, sealApproval } from "@sealdesk/seal/staff";
import { fromBase64, toBase64 } from "../base64.ts";
import type { Approval, NewBrowser, SecurityState, SelfCommands } from "../desk.ts";
import { DeskError, outcome } from "./failure.ts";
import { phoneCommands } from "./sms.ts";
import { providerCommands } from "./sso.ts";
import { Ways, type WaysNeeds } from "./ways.ts";

interface UnlockerWire {
  readonly id: string;
  readonly kind: "passkey" | "password" | "recovery";
  readonly name: string;
  readonly created?: string | null;
  readonly lastUsed?: string | null;
  readonly kept?: "device" | "synced";
}

interface SessionWire {
  readonly session: string;
  readonly agent: string;
  readonly network: string;
  readonly created: string;
  readonly lastSeen: string;
  readonly current?: boolean;
}

interface NoticeWire {
  readonly way: string;
  readonly session: string;
  readonly account: string;
  readonly agent: string;
  readonly network: string;
  readonly time: string;
}

interface ApprovalWire {
  readonly id: string;
  readonly publicKey: string;
  readonly created: string;
  readonly network: string;
  readonly account: string;
  readonly vouch: boolean;
}

export interface SelfNeeds extends WaysNeeds {
  readonly changed: () => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly lock: () => Promise<void>;
}

export class Self {
  readonly #ways: Ways;
  /** By id, as first shown: the key whose code was compared is the one that is sealed to. */
  readonly #asked = new Map<string, ApprovalWire>();

  constructor(readonly needs: SelfNeeds) {
    this.#ways = new Ways(needs);
  }

  get commands(): SelfCommands {
    const { http } = this.needs.keys;
    const then = (work: () => Promise<void>) =>
      outcome(async () => {
        await work();
        await this.needs.changed();
      });
    return {
      ...providerCommands(http),
      ...phoneCommands(http),
      setAvailability: (availability) => then(() => http.put("/availability", { availability })),
      approveBrowser: (id) => then(() => this.#approve(id)),
      refuseBrowser: (id) => then(() => http.delete(`/approvals/${id}`)),
      vouch: (id) => then(() => http.post(`/approvals/${id}/vouch`)),
      refuseVouch: (id) => then(() => http.delete(`/approvals/${id}/vouch`)),
      knowBrowser: (id) => then(() => http.delete(`/notices/${id}`)),
      disownBrowser: (id) => then(() => this.#disown(id)),
      endOthers: () => then(() => http.post("/sessions/end-others")),
      endSession: (id) => then(() => http.delete(`/sessions/${id}`)),
      addPasskey: (label) => then(() => this.#ways.addPasskey(label)),
      newAuthenticator: () => outcome(async () => this.#ways.newAuthenticator()),
      setPassword: (password, code) => then(() => this.#ways.setPassword({ password, code })),
      renewRecoveryCode: () => outcome(async () => this.#ways.renew()),
      confirmRecoveryCode: (lastFour) => then(() => this.#ways.confirmRenewal(lastFour)),
      renamePasskey: (id, name) => then(() => http.put(`/passkeys/${id}/name`, { name })),
      removeUnlocker: (id) => then(() => this.#ways.remove(id)),
      lock: () => outcome(() => this.needs.lock()),
      signOut: () => outcome(() => this.needs.leave()),
    };
  }

  async security(): Promise<SecurityState> {
    const { http } = this.needs.keys;
    const [unlockers, sessions] = await Promise.all([
      http.get<readonly UnlockerWire[] | null>("/unlockers"),
      http.get<readonly SessionWire[] | null>("/sessions"),
    ]);
    return {
      unlockers: (unlockers ?? []).map((u) => ({
        id: u.id,
        kind: u.kind,
        label: u.name,
        created: u.created == null ? null : Date.parse(u.created),
        lastUsed: u.lastUsed == null ? null : Date.parse(u.lastUsed),
        kept: u.kept ?? null,
      })),
      sessions: (sessions ?? []).map((s) => ({
        id: s.session,
        label: s.agent,
        network: s.network,
        created: Date.parse(s.created),
        lastSeen: Date.parse(s.lastSeen),
        here: s.current ?? false,
      })),
    };
  }

  async #disown(id: string): Promise<void> {
    const { http } = this.needs.keys;
    const { sessions } = await this.security();
    if (sessions.some((each) => each.id === id)) await http.delete(`/sessions/${id}`);
    await http.delete(`/notices/${id}`);
  }

  async newBrowsers(sessions: SecurityState["sessions"]): Promise<readonly NewBrowser[]> {
    const all = (await this.needs.keys.http.get<readonly NoticeWire[] | null>("/notices")) ?? [];
    return all.map(({ session, account, agent, network, time, way }) => ({
      id: session,
      emergency: way === "emergency",
      moved: way === "moved",
      account,
      label: agent,
      network,
      at: Date.parse(time),
      here: sessions.some((each) => each.id === session),
    }));
  }

  async approvals(): Promise<readonly Approval[]> {
    const { http, sync } = this.needs.keys;
    const shown = (await http.get<readonly ApprovalWire[] | null>("/approvals")) ?? [];
    for (const a of shown) if (!this.#asked.has(a.id)) this.#asked.set(a.id, a);
    // One whose key was exchanged since is no request that anybody compared.
    const same = shown.filter((a) => this.#asked.get(a.id)?.publicKey === a.publicKey);
    return Promise.all(
      same.map(async (a) => ({
        id: a.id,
        code: await approvalCode(fromBase64(a.publicKey), sync.directory.org),
        created: Date.parse(a.created),
        network: a.network,
        account: a.account,
        kind: a.vouch ? ("vouch" as const) : ("browser" as const),
      })),
    );
  }

  async #approve(id: string): Promise<void> {
    const asked = this.#asked.get(id);
    if (asked === undefined)
      throw new DeskError("not-found", "This request is gone.", "Ask again on the new browser.");
    const { org, account, vault } = await this.#ways.current();
    const at = { org, account, author: this.needs.keys.me.device, publicKey: fromBase64(asked.publicKey) };
    const box = await sealApproval(at, vault.key);
    await this.needs.keys.http.post(`/approvals/${id}`, { box: toBase64(box) });
  }
}
