/**
 * Joining by invitation. The link's secret signs the new account's keys, so that only whoever was handed the link
 * can join, and the server, which never sees it, cannot. The pin in the link says which organisation.
 */

import { asId, asSecret, type Bytes, equal, hex, type Id, sealingPair, seedSigner } from "@sealdesk/seal";
import {
  type InviteLink,
  inviteSigner,
  makeStatement,
  parseStatement,
  readInviteLink,
  signerKind,
} from "@sealdesk/seal/staff";
import { fromBase64, toBase64 } from "../base64.ts";
import type { Credential, JoinCommands, JoinState } from "../desk.ts";
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
import { DeskError, outcome } from "./failure.ts";
import { demandLastFour, makeKit, sealOf } from "./kit.ts";

interface InvitationWire {
  readonly organisation: string;
  readonly name: string;
  readonly open: boolean;
  readonly again: boolean;
  readonly inviteStatement: string;
  readonly statements: readonly string[];
}

interface Newcomer {
  readonly account: Id;
  readonly accountWire: Bytes;
  readonly deviceWire: Bytes;
  readonly device: { readonly id: Id; readonly key: CryptoKey; readonly publicKey: Bytes };
  readonly content: AccountKeys;
}

export class Join {
  readonly #link: InviteLink;
  #newcomer: Newcomer | null = null;
  #credentials: NewCredentials | null = null;
  #totpSecret: Bytes | null = null;

  constructor(
    readonly context: DeskContext,
    fragment: string,
  ) {
    this.#link = readInviteLink(fragment);
  }

  get commands(): JoinCommands {
    return {
      setPerson: (name, email) => outcome(() => this.#setPerson(name.trim(), email.trim())),
      prepareAuthenticator: () => outcome(async () => this.#prepareAuthenticator()),
      setCredential: (credential) => outcome(() => this.#setCredential(credential)),
      confirmKit: (lastFour) => outcome(() => this.#confirmKit(lastFour)),
      back: () => this.#back(),
    };
  }

  async firstState(): Promise<JoinState> {
    const { http, platform } = this.context;
    const wire = await http.get<InvitationWire>(`/invitations/${hex(this.#link.invite)}`);
    const statements = await Promise.all(wire.statements.map((s) => parseStatement(fromBase64(s))));
    const invite = await parseStatement(fromBase64(wire.inviteStatement));
    const named = invite.type === "invite" ? invite.content.groups : [];
    const signer = await inviteSigner(this.#link.secret, this.#link.org);
    const ours = invite.type === "invite" && equal(invite.content.key, signer.publicKey);
    const here = this.context.info.organisation === hex(this.#link.org);
    if (!here || !ours || !equal(invite.id, this.#link.invite)) {
      throw new DeskError(
        "unverified",
        "The server showed another invitation than the one in your link.",
        "Do not go on. Ask the person who invited you, by another way than this website.",
      );
    }
    const teams = statements.flatMap((s) =>
      s.type === "group" && named.some((n) => equal(n.group, s.object ?? s.id)) ? [s.content.name] : [],
    );
    return {
      phase: "join",
      again: wire.again,
      step: wire.open ? "name" : "closed",
      organisation: wire.name,
      seal: sealOf(this.#link.org),
      teams,
      name: "",
      email: "",
      passkeyPossible: await platform.passkeys.available(),
      kit: null,
      authenticator: null,
    };
  }

  get #state(): JoinState {
    const state = this.context.state();
    if (state.phase !== "join") throw new DeskError("refused", "Joining is over.", "Reload the page.");
    return state;
  }

  get #seconds(): number {
    return Math.floor(this.context.platform.now() / 1000);
  }

  /** A step back; what was typed stays. */
  #back(): void {
    const before = { credential: "name", kit: "credential" } as const;
    const { step } = this.#state;
    if (step === "credential" || step === "kit") patch(this.context, "join", { step: before[step] });
  }

  async #setPerson(name: string, email: string): Promise<void> {
    if (name === "" || !email.includes("@")) {
      throw new DeskError("invalid", "Your name or email is missing.", "Fill in both.");
    }
    this.#newcomer = await this.#makeNewcomer(name);
    patch(this.context, "join", { step: "credential", name, email });
  }

  async #makeNewcomer(name: string): Promise<Newcomer> {
    const { platform } = this.context;
    const { org, invite, secret } = this.#link;
    const draw = () => asSecret(platform.random(32));
    const content = { identity: [draw()], sealing: [draw()], accountSecret: draw() };
    const identity = await seedSigner(content.identity[0]!);
    const sealing = await sealingPair(content.sealing[0]!);
    const guest = await inviteSigner(secret, org);
    const time = this.#seconds;
    const common = { org, object: null, previous: null, head: null, time };
    const byIdentity = { kind: signerKind.identity, ref: identity.publicKey, signer: identity };
    const account = await makeStatement(
      {
        ...common,
        type: "account",
        salt: platform.random(16),
        content: { kind: 1, name, identity: identity.publicKey, sealing: sealing.publicKey, invite },
      },
      [byIdentity, { kind: signerKind.invitation, ref: guest.publicKey, signer: guest }],
    );
    const key = await newDeviceKey();
    const device = await makeStatement(
      {
        ...common,
        type: "device",
        salt: platform.random(16),
        content: certificate(account.id, key.publicKey, time),
      },
      [byIdentity],
    );
    return {
      account: account.id,
      accountWire: account.wire,
      deviceWire: device.wire,
      device: { id: asId(device.id), key: key.key, publicKey: key.publicKey },
      content,
    };
  }

  #prepareAuthenticator(): void {
    this.#totpSecret ??= this.context.platform.random(20);
    const { organisation, email } = this.#state;
    patch(this.context, "join", { authenticator: authenticatorFor(organisation, email, this.#totpSecret) });
  }

  async #setCredential(credential: Credential): Promise<void> {
    const { organisation, name } = this.#state;
    const n = this.#newcomer!;
    const at = { org: this.#link.org, account: n.account };
    const random = (length: number) => this.context.platform.random(length);
    this.#credentials = await makeCredentials(random, at, n.content, await this.#prepare(credential));
    const address = `${this.context.info.origin}/console/`;
    const about = { organisation, address, owner: name, made: this.context.platform.now() };
    const kit = makeKit(about, this.#link.org, this.#credentials.recoveryCode, n.content.accountSecret);
    patch(this.context, "join", { step: "kit", kit, authenticator: null });
  }

  async #prepare(credential: Credential): Promise<Prepared> {
    const { organisation, name, email } = this.#state;
    if (credential.kind === "password") {
      const about = [organisation, name, email];
      return preparePassword(this.context, credential, this.#totpSecret, about);
    }
    const path = `/invitations/${hex(this.#link.invite)}/passkey`;
    const asked = await this.context.http.post<{ flow: string; options: unknown }>(path, { email, name });
    return preparePasskey(this.context.platform, this.#link.org, asked, credential.label);
  }

  async #confirmKit(lastFour: string): Promise<void> {
    const { kit, email } = this.#state;
    demandLastFour(kit!, lastFour);
    patch(this.context, "join", { step: "saving" });
    const n = this.#newcomer!;
    try {
      const signedIn = await this.context.http.post<SignedIn>(
        `/invitations/${hex(this.#link.invite)}/accept`,
        {
          statements: [toBase64(n.accountWire), toBase64(n.deviceWire)],
          credentials: await this.#credentials!.wireAt(this.#seconds),
          email,
        },
      );
      await this.context.enter({ signedIn, email, vaultKey: this.#credentials!.vaultKey, device: n.device });
    } catch (cause) {
      patch(this.context, "join", { step: "kit" });
      throw cause;
    }
  }
}
