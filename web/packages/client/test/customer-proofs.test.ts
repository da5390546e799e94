/** What an agent's desk believes of who a customer is, by the vectors of section 15. */
import { readFileSync } from "node:fs";
import { asId, type Body, equal, unhex } from "@sealdesk/seal";
import { describe, expect, it } from "vitest";
import { CustomerProofs } from "../src/desk/customer-proofs.ts";
import type { LogEntry } from "../src/thread-log.ts";

interface Case {
  readonly name: string;
  readonly op: string;
  readonly valid: boolean;
  readonly input: Readonly<Record<string, string>> & { readonly received: number };
}

const path = new URL("../../../../seal/testdata/vectors/attestation.json", import.meta.url);
const text = readFileSync(path, "utf8");
const shared = (JSON.parse(text) as { shared: Record<string, string> }).shared;
const all = JSON.parse(text.replace(/<(\w+)>/g, (_, name: string) => shared[name]!)) as {
  cases: readonly Case[];
};
/** Other vectors of the section have no attestation. */
const cases = all.cases.filter(({ op }) => op === "attestation");

function met({ input }: Case, change: Partial<LogEntry> = {}): LogEntry {
  const content = {
    attestation: unhex(input.attestation!),
    salt: asId(unhex(input.salt!)),
    source: input.source!,
    identifier: input.identifier!,
    email: input.email!,
    name: input.name!,
  };
  const body: Body = { kind: "identity", time: 0, logical: unhex("00".repeat(16)), content };
  const sender = asId(unhex(input.device!));
  const hash = asId(unhex("00".repeat(32)));
  const { received } = input;
  return {
    kind: "message",
    sequence: 2,
    sender,
    hash,
    received,
    body,
    repeated: false,
    ...change,
  } as LogEntry;
}

const about = ({ input }: Case, isVisitor = true) => ({
  org: asId(unhex(input.org!)),
  isVisitor: () => isVisitor,
  keyOf: (k: Uint8Array) => (equal(k, unhex(input.serverKey!)) ? unhex(input.publicKey!) : undefined),
});

describe("who a customer is", () => {
  it.each(cases.map((c) => [c.name, c] as const))("%s", async (_, c) => {
    const proofs = new CustomerProofs();
    await proofs.take(met(c), about(c));
    expect(proofs.all.map((p) => p.identifier)).toEqual(c.valid ? [c.input.identifier] : []);
  });

  it("is told by the customer's own device alone, and once", async () => {
    const c = cases.find((x) => x.valid)!;
    const proofs = new CustomerProofs();
    await proofs.take(met(c), about(c, false));
    await proofs.take(met(c, { repeated: true }), about(c));
    await proofs.take({ ...met(c), kind: "generation" } as unknown as LogEntry, about(c));
    expect(proofs.all).toEqual([]);
    await Promise.all([proofs.take(met(c), about(c)), proofs.take(met(c), about(c))]);
    expect(proofs.all).toMatchObject([{ by: "website", source: "https://www.example.org", name: "Ana" }]);
  });
});
