/** Single sign-on, as the harbour has it: one provider, with which Mateo is connected. */
import type { Desk, SSOSettings } from "../../src/contract.ts";

const provider = { id: "keycloak", name: "Keycloak" };
const where = "https://id.harbourcu.example/realms/staff";

export const ssoSettings: SSOSettings = {
  only: false,
  providers: [
    {
      ...provider,
      kind: "oidc",
      issuer: where,
      clientID: "sealdesk",
      secret: { set: true },
      secretExpires: "2027-03-01",
      metadata: "",
      several: [],
      domains: ["harbourcu.example"],
    },
  ],
};

export const atSignin = {
  askProvider: async () => ({ ok: true, value: `${where}/auth` }) as const,
  forgetProvided: async () => ({ ok: true, value: undefined }) as const,
};

type Own = Pick<
  Desk["self"],
  "askProvider" | "forgetProvided" | "providers" | "connectProvider" | "disconnectProvider"
>;
export const ownProviders: Own = {
  ...atSignin,
  providers: async () => ({
    ok: true,
    value: {
      all: [provider, { id: "entra", name: "Microsoft" }],
      connected: [
        {
          provider,
          email: "mateo@harbourcu.example",
          made: Date.UTC(2026, 3, 1),
          used: Date.UTC(2026, 4, 30),
        },
      ],
      provided: null,
    },
  }),
  connectProvider: async () => ({ ok: true, value: undefined }),
  disconnectProvider: async () => ({ ok: true, value: undefined }),
};

export const provided = {
  provider,
  name: "Mateo Alvarez",
  email: "mateo@harbourcu.example",
  enough: false,
  expected: false,
};
export const harbourProviders = [provider];
