/** A small organisation made by hand: Ada founds it, Ben joins; both answer one inbox. */
import {
  asSecret,
  type Bytes,
  encodeArticleSet,
  type GroupKeys,
  groupKeys,
  type Head,
  hex,
  type Id,
  makeHead,
  newGeneration,
  newSealingPair,
  systemRandom as random,
  type SealingPair,
  type SignedArticle,
  type Signer,
  seedSigner,
} from "@sealdesk/seal";
import { Directory, makeProof } from "@sealdesk/seal/directory";
import {
  type Contents,
  makeStatement,
  memberSet,
  parseStatement,
  type Statement,
  type StatementSigner,
  type StatementType,
} from "@sealdesk/seal/staff";

export interface Staff {
  readonly id: Id;
  readonly identity: Signer;
  readonly sealing: SealingPair;
  readonly device: { readonly id: Id; readonly signer: Signer };
}

export class FakeOrganisation {
  readonly directory = new Directory(null);
  readonly statements: Statement[] = [];
  readonly heads = new Map<number, Head>();
  readonly staff: Staff[] = [];
  readonly articleSets = new Map<string, Bytes>();
  serverSigner!: Signer;
  serverKey!: Id;
  group!: Id;
  inbox!: Id;
  keys!: GroupKeys;
  number = 0;
  time = 1_800_000_000;

  get org(): Id {
    return this.directory.org;
  }
  get ada(): Staff {
    return this.staff[0]!;
  }

  private async add<K extends StatementType>(
    type: K,
    object: Id | null,
    content: Contents[K],
    signers: readonly StatementSigner[],
  ): Promise<Id> {
    const org = this.directory.size === 0 ? null : this.org;
    const kind = type === "removal" ? "account" : (type as Exclude<K, "removal">);
    const previous = object === null ? null : await this.directory.last(kind, object);
    const header = { org, object, previous, head: null, time: this.time, salt: random(16) };
    const s = await makeStatement({ ...header, type, content }, signers);
    await this.directory.append([s.wire]);
    this.statements.push(await parseStatement(s.wire));
    return s.id;
  }

  private by(s: Staff): StatementSigner[] {
    return [{ kind: 2, ref: s.device.id, signer: s.device.signer }];
  }

  static async found(articles: readonly SignedArticle[]): Promise<FakeOrganisation> {
    const o = new FakeOrganisation();
    const identity = await seedSigner(random(32));
    const own: StatementSigner = { kind: 1, ref: identity.publicKey, signer: identity };
    await o.add("genesis", null, { name: "Müller Bikes", identity: identity.publicKey }, [own]);
    await o.join("Ada", identity, null);
    o.serverSigner = await seedSigner(random(32));
    o.serverKey = await o.add("server-key", o.org, { key: o.serverSigner.publicKey }, o.by(o.ada));
    o.group = await o.add("group", null, { name: "Payments", sensitivity: 1 }, o.by(o.ada));
    await o.setMembers([o.ada]);
    o.inbox = await o.add("inbox", null, { name: "Shop", group: o.group, sensitivity: 1 }, o.by(o.ada));
    await o.publish(1, articles);
    return o;
  }

  private async join(
    name: string,
    identity: Signer,
    invite: { id: Id; signer: Signer } | null,
  ): Promise<Staff> {
    const sealing = await newSealingPair(random);
    const own: StatementSigner = { kind: 1, ref: identity.publicKey, signer: identity };
    const invited: StatementSigner[] =
      invite === null ? [] : [{ kind: 3, ref: invite.signer.publicKey, signer: invite.signer }];
    const content = {
      kind: 1 as const,
      name,
      identity: identity.publicKey,
      sealing: sealing.publicKey,
      invite: invite?.id ?? null,
    };
    const id = await this.add("account", null, content, [own, ...invited]);
    const signer = await seedSigner(random(32));
    const certificate = {
      account: id,
      key: signer.publicKey,
      from: this.time,
      until: this.time + 86_400 * 30,
    };
    const device = await this.add("device", null, { ...certificate, state: 1 }, [own]);
    const staff = { id, identity, sealing, device: { id: device, signer } };
    this.staff.push(staff);
    return staff;
  }

  async hire(name: string): Promise<Staff> {
    const staff = await this.invite(name);
    await this.setMembers(this.staff);
    return staff;
  }

  private async invite(name: string): Promise<Staff> {
    const signer = await seedSigner(random(32));
    const invite = {
      key: signer.publicKey,
      groups: [],
      capabilities: [],
      until: this.time + 999,
      state: 1 as const,
    };
    const id = await this.add("invite", null, invite, this.by(this.ada));
    return this.join(name, await seedSigner(random(32)), { id, signer });
  }

  /** Members and the next generation of the group's key, as a member's browser would make them. */
  async setMembers(staff: readonly Staff[]): Promise<void> {
    await this.listMembers(staff);
    await this.rotate([...staff].sort((a, b) => (hex(a.id) < hex(b.id) ? -1 : 1)));
  }

  /** The team's key stays as it is: who is new has not been handed it. */
  async listMembers(staff: readonly Staff[]): Promise<void> {
    const role = (s: Staff) => (s === this.ada ? 2 : 1) as 1 | 2;
    const sorted = [...staff].sort((a, b) => (hex(a.id) < hex(b.id) ? -1 : 1));
    const members = sorted.map((s) => ({ account: s.id, role: role(s) }));
    await this.add("member", this.group, { members }, this.by(this.ada));
  }

  /** Every box that was made, as the server hands them out. */
  readonly boxes: { number: number; statement: Id; account: Id; box: Bytes }[] = [];

  async rotate(
    staff: readonly Pick<Staff, "id" | "sealing">[],
    earlier: Parameters<typeof newGeneration>[4] = () => [],
  ): Promise<void> {
    this.number += 1;
    const at = { org: this.org, group: this.group, number: this.number, author: this.ada.device.id };
    const set = await memberSet(staff.map((s) => s.id));
    const to = staff.map((s) => ({ account: s.id, sealing: s.sealing.publicKey }));
    const made = await newGeneration(random, at, set, to, earlier);
    const statement = await this.add("generation", this.group, made.content, this.by(this.ada));
    for (const b of made.boxes) this.boxes.push({ ...b, number: this.number, statement });
    this.keys = await groupKeys(asSecret(made.keys.secret), this.org, this.group, this.number);
  }

  /** Another inbox of the same team. */
  openInbox(name: string): Promise<Id> {
    return this.add("inbox", null, { name, group: this.group, sensitivity: 1 }, this.by(this.ada));
  }

  async publish(version: number, articles: readonly SignedArticle[]): Promise<void> {
    const { bytes, hash } = await encodeArticleSet({ org: this.org, version, articles });
    this.articleSets.set(hex(hash), bytes);
    await this.add("article-set", this.org, { version, hash, count: articles.length }, this.by(this.ada));
  }

  /** A proof with a head of `time` (Unix seconds). */
  async proof(from: number, time = this.time): Promise<Bytes> {
    const head = await makeHead(
      this.ada.device.signer,
      this.ada.device.id,
      await this.directory.headFields(time),
    );
    this.heads.set(head.size, head);
    const last = new Set([...this.directory.state.slots.values()].map((s) => hex(s.last)));
    const shown = this.statements.filter((s) => last.has(hex(s.id)));
    return makeProof(this.directory, head, shown, from === 0 ? [] : await this.directory.consistency(from));
  }

  get generation() {
    return this.directory.state.groups.get(hex(this.group))!.generation!;
  }
}
