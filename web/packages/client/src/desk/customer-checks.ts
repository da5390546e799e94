/** What became of customers who were asked who they are, for owners and admins. */
import { hex } from "@sealdesk/seal";
import type { CustomerCommands, CustomerCounts } from "../contract/customers.ts";
import { outcome } from "./failure.ts";
import { siteKey } from "./site-key.ts";
import type { StaffKeys } from "./staff-thread.ts";

interface CountsWire {
  readonly proven: Partial<CustomerCounts["proven"]>;
  readonly watched: readonly { readonly inbox: string; readonly count: number }[];
  readonly refused: number;
  readonly failed: CustomerCounts["failed"];
  readonly more: boolean;
}

export const customerCommands = ({ http, sync }: Pick<StaffKeys, "http" | "sync">): CustomerCommands => ({
  customerCounts: () =>
    outcome(async () => {
      const { proven, watched, refused, failed, more } = await http.get<CountsWire>("/customers/proofs");
      return {
        proven: { email: proven.email ?? 0, website: proven.website ?? 0 },
        watched: Object.fromEntries(watched.map(({ inbox, count }) => [inbox, count])),
        refused,
        failed,
        more,
      };
    }),
  get audience() {
    return hex(sync.directory.org);
  },
  siteKey,
});
