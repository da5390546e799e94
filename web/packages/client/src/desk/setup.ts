/**
 * First set-up in the browser. Keys stay in memory until the kit has been checked; then genesis, owner, device,
 * group, inbox and vault go to the server in one step: nothing exists before it, all of it after.
 */

import {
  asSecret,
  type Bytes,
  encodeArticleSet,
  type Id,
  makeHead,
  newGeneration,
  type SealingPair,
  type Signer,
  sealingPair,
  seedSigner,
  unhex,
} from "@sealdesk/seal";
import { Directory } from "@sealdesk/seal/directory";
import { memberSet, type StatementSigner, signerKind } from "@sealdesk/seal/staff";
import { toBase64 } from "../base64.ts";
import type { Credential, InboxSettings, SetupCommands, SetupState } from "../desk.ts";
import { certificate, newDeviceKey, type SignedIn } from "./account.ts";
import { type DeskContext, patch } from "./context.ts";
import {
  type AccountKeys,
  authenticatorFor,
  makeCredentials,
  type NewCredentials,
  type Prepared,
  preparePasskey,
  preparePassword,
} from "./credentials.ts";
import { boxWire, Draft } from "./directory-sync.ts";
import { DeskError, outcome } from "./failure.ts";
import { demandLastFour, makeKit } from "./kit.ts";
import { embedLine, settingsWire } from "./settings.ts";

/** Everything that is made before the server knows of it. */
interface Founding {
  readonly directory: Directory;
  readonly draft: Draft;
  readonly org: Id;
  readonly account: Id;
  readonly identity: StatementSigner;
  readonly content: AccountKeys;
  readonly sealing: SealingPair;
}

export const firstSetupState = (): SetupState => ({
  phase: "setup",
  step: "token",
  organisation: null,
  owner: null,
  credential: null,
  passkeyPossible: null,
  kit: null,
  kitChecked: false,
  inbox: null,
  embedLine: null,
  authenticator: null,
});

export class Setup {
  #token = "";
  #founding: Founding | null = null;
  #totpSecret: Bytes | null = null;
  #credentials: NewCredentials | null = null;
  #enter: (() => Promise<void>) | null = null;

  constructor(readonly context: DeskContext) {}

  get commands(): SetupCommands {
    return {
      checkToken: (token) => outcome(() => this.#checkToken(token)),
      setOrganisation: (name, colour) => outcome(async () => this.#setOrganisation(name, colour)),
      setOwner: (name, email) => outcome(() => this.#setOwner(name, email)),
      prepareAuthenticator: () => outcome(async () => this.#prepareAuthenticator()),
      setCredential: (credential) => outcome(() => this.#setCredential(credential)),
      confirmKit: (lastFour) => outcome(async () => this.#confirmKit(lastFour)),
      createInbox: (name, team, settings) => outcome(() => this.#createInbox(name, team, settings)),
      back: () => this.#back(),
      finish: () => outcome(() => this.#finish()),
    };
  }

  get #state(): SetupState {
    const state = this.context.state();
    if (state.phase !== "setup") throw new DeskError("refused", "Set-up is over.", "Reload the page.");
    return state;
  }

  get #seconds(): number {
    return Math.floor(this.context.platform.now() / 1000);
  }

  #show(fields: Partial<SetupState>): void {
    patch(this.context, "setup", fields);
  }

  async #checkToken(token: string): Promise<void> {
    const { key } = await this.context.http.post<{ key: string }>("/setup/server-key", {
      token: token.trim(),
    });
    this.#serverKey = unhex(key);
    this.#token = token.trim();
    this.#show({ step: "organisation", passkeyPossible: await this.context.platform.passkeys.available() });
  }
  #serverKey: Bytes | null = null;

  #setOrganisation(name: string, colour: string): void {
    if (name.trim() === "") {
      throw new DeskError(
        "invalid",
        "The organisation has no name yet.",
        "Write the name your customers know.",
      );
    }
    this.#show({ step: "owner", organisation: { name: name.trim(), colour } });
  }

  async #setOwner(name: string, email: string): Promise<void> {
    const organisation = this.#state.organisation!;
    this.#founding = await this.#found(organisation.name, name.trim());
    this.#credentials = null;
    this.#show({
      owner: { name: name.trim(), email: email.trim() },
      credential: null,
      kit: null,
      kitChecked: false,
    });
  }

  async #found(organisation: string, owner: string): Promise<Founding> {
    const { platform } = this.context;
    const secret = () => asSecret(platform.random(32));
    const content = { identity: [secret()], sealing: [secret()], accountSecret: secret() };
    const signer: Signer = await seedSigner(content.identity[0]!);
    const identity = { kind: signerKind.identity, ref: signer.publicKey, signer };
    const sealing = await sealingPair(content.sealing[0]!);
    const directory = new Directory(null);
    const draft = new Draft(directory, null, Math.floor(platform.now() / 1000), platform);
    const genesis = await draft.add("genesis", null, { name: organisation, identity: signer.publicKey }, [
      identity,
    ]);
    const account = await draft.add(
      "account",
      null,
      { kind: 1, name: owner, identity: signer.publicKey, sealing: sealing.publicKey, invite: null },
      [identity],
    );
    return { directory, draft, org: genesis.id, account: account.id, identity, content, sealing };
  }

  #prepareAuthenticator(): void {
    const { owner, organisation } = this.#state;
    this.#totpSecret ??= this.context.platform.random(20);
    this.#show({ authenticator: authenticatorFor(organisation!.name, owner!.email, this.#totpSecret) });
  }

  async #setCredential(credential: Credential): Promise<void> {
    const { owner, organisation } = this.#state;
    const f = this.#founding!;
    const prepared = await this.#prepare(credential);
    this.#credentials = await makeCredentials(
      (n) => this.context.platform.random(n),
      { org: f.org, account: f.account },
      f.content,
      prepared,
    );
    const about = {
      organisation: organisation!.name,
      address: `${this.context.info.origin}/console/`,
      owner: owner!.name,
      made: this.context.platform.now(),
    };
    const kit = makeKit(about, f.org, this.#credentials.recoveryCode, f.content.accountSecret);
    this.#show({ step: "kit", credential: credential.kind, kit, kitChecked: false, authenticator: null });
  }

  async #prepare(credential: Credential): Promise<Prepared> {
    if (credential.kind === "passkey") {
      const { owner, organisation } = this.#state;
      const asked = await this.context.http.post<{ flow: string; options: unknown }>("/setup/passkey", {
        token: this.#token,
        email: owner!.email,
        name: owner!.name,
        organisation: organisation!.name,
      });
      return preparePasskey(this.context.platform, this.#founding!.org, asked, credential.label);
    }
    const { owner, organisation } = this.#state;
    const about = [organisation!.name, owner!.name, owner!.email];
    return preparePassword(this.context, credential, this.#totpSecret, about);
  }

  #confirmKit(lastFour: string): void {
    demandLastFour(this.#state.kit!, lastFour);
    this.#show({ step: "inbox", kitChecked: true });
  }

  #back(): void {
    const before = { owner: "organisation", kit: "owner", inbox: "kit" } as const;
    const step = this.#state.step;
    if (step in before) this.#show({ step: before[step as keyof typeof before] });
  }

  async #createInbox(name: string, team: string, settings: InboxSettings): Promise<void> {
    this.#show({ step: "saving", inbox: { name, team } });
    try {
      await this.#send(name.trim(), team.trim(), settings);
    } catch (cause) {
      this.#show({ step: "inbox" });
      throw cause;
    }
  }

  async #send(name: string, team: string, settings: InboxSettings): Promise<void> {
    const { platform, http, info } = this.context;
    const f = this.#founding!;
    // Tried on a copy, so that a second try after a failure starts clean.
    const draft = new Draft(f.directory.fork(), null, f.draft.time, platform);
    draft.wires.push(...f.draft.wires);
    const device = await newDeviceKey();
    const { id: deviceId } = await draft.add(
      "device",
      null,
      certificate(f.account, device.publicKey, draft.time),
      [f.identity],
    );
    const by: StatementSigner = { kind: signerKind.device, ref: deviceId, signer: device.signer };
    const inbox = await this.#furnish(draft, f, by, deviceId, name, team);
    const head = await makeHead(device.signer, deviceId, await draft.directory.headFields(draft.time));
    const state = this.#state;
    const signedIn = await http.post<SignedIn>("/setup", {
      token: this.#token,
      statements: draft.wires.map(toBase64),
      head: toBase64(head.wire),
      boxes: draft.boxes.map(boxWire),
      credentials: await this.#credentials!.wireAt(this.#seconds),
      email: state.owner!.email,
      settings: settingsWire(settings),
      colour: settings.colour,
    });
    const { vaultKey } = this.#credentials!;
    const email = state.owner!.email;
    this.#enter = () =>
      this.context.enter({
        signedIn,
        email,
        vaultKey,
        device: { id: deviceId, key: device.key, publicKey: device.publicKey },
      });
    this.#show({ step: "embed", kit: null, embedLine: embedLine(info.origin, inbox, f.org) });
  }

  /** Server key, rights, team with its first key, inbox. */
  async #furnish(
    draft: Draft,
    f: Founding,
    by: StatementSigner,
    device: Id,
    name: string,
    team: string,
  ): Promise<Id> {
    await draft.add("server-key", f.org, { key: this.#serverKey! }, [by]);
    // An empty set from the start: a visitor's proof always names one, so that none can be hidden.
    const { hash } = await encodeArticleSet({ org: f.org, version: 1, articles: [] });
    await draft.add("article-set", f.org, { version: 1, hash, count: 0 }, [by]);
    const group = (await draft.add("group", null, { name: team, sensitivity: 1 }, [by])).id;
    await draft.add("member", group, { members: [{ account: f.account, role: 2 }] }, [by]);
    const made = await newGeneration(
      (n) => this.context.platform.random(n),
      { org: f.org, group, number: 1, author: device },
      await memberSet([f.account]),
      [{ account: f.account, sealing: f.sealing.publicKey }],
      () => [],
    );
    await draft.add("generation", group, made.content, [by]);
    for (const b of made.boxes) draft.boxes.push({ group, number: 1, account: b.account, box: b.box });
    return (await draft.add("inbox", null, { name, group, sensitivity: 1 }, [by])).id;
  }

  async #finish(): Promise<void> {
    if (this.#state.step === "embed") {
      this.#show({ step: "invite" });
      return;
    }
    await this.#enter?.();
  }
}
