/** Tokens of programs and expected people, as the harbour's desk has them. */
import type { Desk, ExpectedGroup, ExpectedPerson, ProgramToken } from "../../src/contract.ts";

const day = 86_400_000;
const now = Date.UTC(2026, 9, 14, 9, 30);

const tokens: readonly ProgramToken[] = [
  {
    id: "t-1",
    account: "p-mateo",
    name: "Entra ID",
    scopes: ["scim"],
    networks: ["192.0.2.0/24"],
    created: now - 20 * day,
    expires: now + 70 * day,
    lastUsed: now - 600_000,
    lastNetwork: "192.0.2.7",
  },
  {
    id: "t-2",
    account: "p-mateo",
    name: "SIEM",
    scopes: ["ledger.read"],
    networks: [],
    created: now - 95 * day,
    expires: now - 5 * day,
    lastUsed: null,
    lastNetwork: "",
  },
];

const people: readonly ExpectedPerson[] = [
  {
    id: "e-1",
    name: "Lena Fischer",
    email: "lena@harbourcu.example",
    active: true,
    groups: ["g-1"],
    account: null,
    suggested: null,
  },
  {
    id: "e-2",
    name: "Priya Raman",
    email: "priya@harbourcu.example",
    active: true,
    groups: ["g-1"],
    account: null,
    suggested: "p-priya",
  },
  {
    id: "e-3",
    name: "Tom Novak",
    email: "tom@harbourcu.example",
    active: false,
    groups: [],
    account: "p-tom",
    suggested: null,
  },
];
const groups: readonly ExpectedGroup[] = [{ id: "g-1", name: "Customer Care", members: 2, team: null }];

const ok = <T>(value: T) => Promise.resolve({ ok: true, value } as const);

export const programs = {
  tokens: () => ok(tokens),
  makeToken: (asked) =>
    ok({
      secret: `sdk_${"abcdefgh234567".repeat(5).slice(0, 59)}`,
      token: { ...tokens[0]!, ...asked, id: "t-3", lastUsed: null, lastNetwork: "" },
    }),
  revokeToken: () => ok(undefined),
  provisioning: () => ok({ address: "https://support.harbourcu.example/scim/v2", people, groups }),
  linkPerson: () => ok(undefined),
  linkGroup: () => ok(undefined),
} satisfies Partial<Desk["admin"]>;
