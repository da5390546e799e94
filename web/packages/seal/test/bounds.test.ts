/** What one implementation must not take while the other refuses it: else the same log splits them. */
import { expect, test } from "vitest";
import { newSealingPair, sealBox } from "../src/box.ts";
import { asId, type Bytes, systemRandom as random, utf8 } from "../src/bytes.ts";
import { idOf } from "../src/core.ts";
import { seedSigner } from "../src/sign.ts";
import { makeStatement, signerKind } from "../src/statement.ts";
import { makeThreadGeneration, readerKind } from "../src/thread.ts";
import { openThreadBox } from "../src/thread-read.ts";
import { makeVisitorDevice, readVisitorDevice } from "../src/visitor-device.ts";

test("a statement has at most eight signatures", async () => {
  const signer = await seedSigner(random(32));
  const by = { kind: signerKind.identity, ref: signer.publicKey, signer };
  const fields = { org: null, type: "genesis", object: null, previous: null, head: null, time: 1 } as const;
  const content = { name: "Harbour Books", identity: signer.publicKey };
  const signedBy = (count: number) =>
    makeStatement(
      { ...fields, salt: random(16), content },
      Array.from({ length: count }, () => by),
    );
  expect((await signedBy(8)).signatures).toHaveLength(8);
  await expect(signedBy(9)).rejects.toMatchObject({ kind: "malformed" });
  await expect(signedBy(0)).rejects.toMatchObject({ kind: "malformed" });
});

test("a thread's key comes out of the box that was signed, and of no other with the same key", async () => {
  const [org, thread, author] = [await idOf("test", utf8("org")), asId(random(32)), asId(random(32))];
  const pair = await newSealingPair(random);
  const reader = { kind: readerKind.group, ref: asId(random(32)), publicKey: pair.publicKey };
  const fields = {
    org,
    thread,
    number: 1,
    previous: null,
    author,
    head: org,
    time: 1,
    reason: "create",
  } as const;
  const made = await makeThreadGeneration(random, await seedSigner(random(32)), [reader], fields);
  const open = (box: Bytes, ref = reader.ref) => openThreadBox(pair.seed, made.signed.value, ref, box);
  expect(await open(made.boxes[0]!)).toEqual(made.key);
  const place = {
    org,
    purpose: "thread-key",
    object: thread,
    generation: 1,
    recipient: reader.ref,
    author,
  } as const;
  const other = await sealBox(pair.publicKey, place, made.key);
  await expect(open(other)).rejects.toMatchObject({ kind: "unverified" });
  await expect(open(made.boxes[0]!, asId(random(32)))).rejects.toMatchObject({ kind: "unopened" });
});

test("a sealing key that no box can be sealed to is refused where it stands", async () => {
  const signer = await seedSigner(random(32));
  const { publicKey } = await newSealingPair(random);
  const fields = { org: asId(random(32)), signing: signer.publicKey, time: 1, salt: random(16) };
  const made = (sealing: Bytes) => makeVisitorDevice(signer, { ...fields, sealing });
  await readVisitorDevice(fields.org, (await made(publicKey)).wire);
  for (const at of [0, 576, 1149]) {
    const bent = publicKey.slice();
    bent.fill(0xff, at, at + 3);
    await expect(readVisitorDevice(fields.org, (await made(bent)).wire)).rejects.toMatchObject({
      kind: "malformed",
    });
  }
});
