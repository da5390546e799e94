/** A person's own ways in, browsers and availability. */

import { type Bytes, hex } from "@sealdesk/seal";
import {
  approvalCode,
  makeUnlocker,
  newRecoveryCode,
  parseUnlocker,
  recoverySecrets,
  sealApproval,
  sealVault,
  unlockerKind,
} from "@sealdesk/seal/staff";
import { fromBase64, toBase64 } from "../base64.ts";
import type { Approval, RecoveryKit, SecurityState, SelfCommands } from "../desk.ts";
import type { BrowserKeys, OpenAccount } from "./account.ts";
import { preparePasskey } from "./credentials.ts";
import { DeskError, outcome } from "./failure.ts";
import { demandLastFour, makeKit } from "./kit.ts";
import type { StaffKeys } from "./staff-thread.ts";

interface VaultWire {
  readonly vault: string;
  readonly unlockers: readonly string[];
}

/** The server knows names and times; which way it is, to remove it, stands in the vault only. */
interface UnlockerWire {
  readonly kind: keyof typeof unlockerKind;
  readonly name: string;
  readonly created?: string | null;
  readonly lastUsed?: string | null;
}

interface SessionWire {
  readonly session: string;
  readonly agent: string;
  readonly network: string;
  readonly created: string;
  readonly lastSeen: string;
  readonly current?: boolean;
}

interface ApprovalWire {
  readonly id: string;
  readonly publicKey: string;
  readonly created: string;
  readonly network: string;
}

export interface SelfNeeds {
  readonly keys: StaffKeys;
  readonly browser: BrowserKeys;
  readonly account: () => OpenAccount;
  readonly opened: (account: OpenAccount) => Promise<void>;
  readonly address: string;
  readonly changed: () => Promise<void>;
  readonly leave: () => Promise<void>;
  readonly lock: () => Promise<void>;
}

export class Self {
  #renewal: { readonly kit: RecoveryKit; readonly code: string } | null = null;
  #approvals: readonly ApprovalWire[] = [];

  constructor(readonly needs: SelfNeeds) {}

  get commands(): SelfCommands {
    const { http } = this.needs.keys;
    const then = (work: () => Promise<void>) =>
      outcome(async () => {
        await work();
        await this.needs.changed();
      });
    return {
      setAvailability: (availability) => then(() => http.put("/availability", { availability })),
      approveBrowser: (id) => then(() => this.#approve(id)),
      refuseBrowser: (id) => then(() => http.delete(`/approvals/${id}`)),
      endSession: (id) => then(() => http.delete(`/sessions/${id}`)),
      addPasskey: (label) => then(() => this.#addPasskey(label)),
      renewRecoveryCode: () => outcome(async () => this.#renew()),
      confirmRecoveryCode: (lastFour) => then(() => this.#confirmRenewal(lastFour)),
      removeUnlocker: (id) => then(() => this.#removeUnlocker(id)),
      lock: () => outcome(() => this.needs.lock()),
      signOut: () => outcome(() => this.needs.leave()),
    };
  }

  async security(): Promise<SecurityState> {
    const { http } = this.needs.keys;
    const [vault, unlockers, sessions] = await Promise.all([
      this.#unlockers(),
      http.get<readonly UnlockerWire[] | null>("/unlockers"),
      http.get<readonly SessionWire[] | null>("/sessions"),
    ]);
    // Both lists hold the ways of one kind in the order in which they were made.
    const sealed = vault.map(parseUnlocker);
    const idOf = (kind: UnlockerWire["kind"]) => {
      const at = sealed.findIndex((u) => u.kind === unlockerKind[kind]);
      const [found] = at < 0 ? [] : sealed.splice(at, 1);
      return found === undefined ? "" : hex(found.id);
    };
    return {
      unlockers: (unlockers ?? []).map((u) => ({
        id: idOf(u.kind),
        kind: u.kind,
        label: u.name,
        created: u.created == null ? null : Date.parse(u.created),
        lastUsed: u.lastUsed == null ? null : Date.parse(u.lastUsed),
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

  async approvals(): Promise<readonly Approval[]> {
    const { http, sync } = this.needs.keys;
    this.#approvals = (await http.get<readonly ApprovalWire[] | null>("/approvals")) ?? [];
    return Promise.all(
      this.#approvals.map(async (a) => ({
        id: a.id,
        code: await approvalCode(fromBase64(a.publicKey), sync.directory.org),
        created: Date.parse(a.created),
        network: a.network,
      })),
    );
  }

  async #approve(id: string): Promise<void> {
    const asked = this.#approvals.find((a) => a.id === id);
    if (asked === undefined)
      throw new DeskError("not-found", "This request is gone.", "Ask again on the new browser.");
    const { org, account, vaultKey } = this.needs.account();
    const at = { org, account, author: this.needs.keys.me.device, publicKey: fromBase64(asked.publicKey) };
    const box = await sealApproval(at, vaultKey);
    await this.needs.keys.http.post(`/approvals/${id}`, { box: toBase64(box) });
  }

  // ---- unlockers ---------------------------------------------------------------------------------

  /** Seals the vault anew with these unlockers; the version guards against two tabs. */
  async #store(unlockers: readonly Bytes[], credentials?: object): Promise<void> {
    const a = this.needs.account();
    const version = a.version + 1;
    const random = (n: number) => this.needs.keys.platform.random(n);
    const vault = await sealVault(random, a.vaultKey, { org: a.org, account: a.account, version }, a.content);
    await this.needs.keys.http.put("/vault", {
      vault: toBase64(vault),
      unlockers: unlockers.map(toBase64),
      ...(credentials === undefined ? {} : { credentials }),
    });
    await this.needs.opened({ ...a, version });
  }

  async #unlockers(): Promise<Bytes[]> {
    const wire = await this.needs.keys.http.get<VaultWire>("/vault");
    return wire.unlockers.map(fromBase64);
  }

  async #addPasskey(label: string): Promise<void> {
    const { http, platform } = this.needs.keys;
    const { org, account, vaultKey } = this.needs.account();
    const asked = await http.post<{ flow: string; options: unknown }>("/passkeys/begin");
    const made = await preparePasskey(platform, org, asked, label);
    const random = (n: number) => platform.random(n);
    const unlocker = await makeUnlocker(
      random,
      { org, account },
      unlockerKind.passkey,
      made.secret,
      vaultKey,
    );
    await http.post("/passkeys/finish", { flow: made.flow, response: made.response, name: label });
    await this.#store([...(await this.#unlockers()), unlocker]);
  }

  #renew(): RecoveryKit {
    const { org, account, content } = this.needs.account();
    const code = newRecoveryCode((n) => this.needs.keys.platform.random(n));
    const state = this.needs.keys.sync.state;
    const about = {
      organisation: state.name,
      address: this.needs.address,
      owner: state.accounts.get(hex(account))?.name ?? "",
      made: this.needs.keys.platform.now(),
    };
    const kit = makeKit(about, org, code, content.accountSecret);
    this.#renewal = { kit, code };
    return kit;
  }

  /** The old code works until the new one has been confirmed. */
  async #confirmRenewal(lastFour: string): Promise<void> {
    if (this.#renewal === null)
      throw new DeskError("invalid", "There is no new code yet.", "Make one first.");
    demandLastFour(this.#renewal.kit, lastFour);
    const { org, account, vaultKey } = this.needs.account();
    const secrets = await recoverySecrets(this.#renewal.code, org);
    const random = (n: number) => this.needs.keys.platform.random(n);
    const fresh = await makeUnlocker(
      random,
      { org, account },
      unlockerKind.recovery,
      secrets.unlock,
      vaultKey,
    );
    const kept = (await this.#unlockers()).filter((u) => parseUnlocker(u).kind !== unlockerKind.recovery);
    await this.#store([...kept, fresh], { recovery: { auth: toBase64(secrets.auth) } });
    this.#renewal = null;
  }

  async #removeUnlocker(id: string): Promise<void> {
    const kept = (await this.#unlockers()).filter((u) => hex(parseUnlocker(u).id) !== id);
    if (kept.length < 2) {
      throw new DeskError(
        "refused",
        "You need at least two ways in.",
        "Add another one first, then remove this.",
      );
    }
    await this.#store(kept);
  }
}
