/** A new browser is approved by a code that people compare: what was compared is what gets the key. */
import { asSecret, type Bytes, systemRandom as random } from "@sealdesk/seal";
import {
  approvalCode,
  lockVault,
  newApprovalPair,
  openApproval,
  unlockerKind,
  unlockKey,
} from "@sealdesk/seal/staff";
import { expect, test } from "vitest";
import { fromBase64, toBase64 } from "../src/base64.ts";
import { Self, type SelfNeeds } from "../src/desk/self.ts";
import { FakeOrganisation } from "./fake-organisation.ts";

async function selfOf(shown: () => readonly object[]) {
  const { ada, org } = await FakeOrganisation.found([]);
  const at = { org, account: ada.id };
  const { way } = await unlockKey(at, unlockerKind.recovery, random(16), random(32));
  const secret = () => asSecret(random(32));
  const content = { identity: [secret()], sealing: [secret()], accountSecret: secret(), ways: [way] };
  const vault = await lockVault(random, { ...at, version: 1 }, content);
  const posted: string[] = [];
  const locked = { vault: toBase64(vault.vault), unlockers: vault.unlockers.map(toBase64) };
  const http = {
    get: async (path: string) => (path === "/vault" ? locked : shown()),
    post: async (_: string, body: { readonly box: string }) => void posted.push(body.box),
  };
  const needs = {
    keys: { http, me: { device: ada.device.id }, sync: { directory: { org } } },
    browser: { demandNoOlder: async () => undefined, vaultKey: async () => null },
    account: () => ({ ...at, email: "", vault }),
    changed: async () => undefined,
  } as unknown as SelfNeeds;
  const openedBy = (seed: Parameters<typeof openApproval>[0], publicKey: Bytes) =>
    openApproval(seed, { ...at, author: ada.device.id, publicKey }, fromBase64(posted.at(-1)!));
  return { self: new Self(needs), org, vault, openedBy };
}

test("a key that the server exchanges after the codes were compared gets nothing", async () => {
  const [mine, rogue] = [await newApprovalPair(random), await newApprovalPair(random)];
  let key = mine.publicKey;
  const { openedBy, org, self, vault } = await selfOf(() => [
    { id: "1", publicKey: toBase64(key), created: "2026-01-01", network: "" },
  ]);
  const [asked] = await self.approvals();
  expect(asked!.code).toEqual(await approvalCode(mine.publicKey, org));

  key = rogue.publicKey;
  expect(await self.approvals()).toEqual([]);
  expect(await self.commands.approveBrowser("1")).toMatchObject({ ok: true });
  expect(await openedBy(mine.seed, mine.publicKey)).toEqual(vault.key);
  await expect(openedBy(rogue.seed, rogue.publicKey)).rejects.toThrow();
});
