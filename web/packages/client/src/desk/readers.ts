/** Who can read a thread, and what is known of its customer. Pure. */

import { hex, readerKind } from "@sealdesk/seal";
import type { CustomerPanel, Reader } from "../desk.ts";
import { accountOf, customerName, identityOf, profileOf, roleOf, type Sight } from "./sight.ts";
import type { StaffThread } from "./staff-thread.ts";

/** Who can open the newest key: the customer, and the members of the team as the directory has them. */
export function readersOf(sight: Sight, thread: StaffThread): readonly Reader[] {
  const group = sight.state.groups.get(hex(thread.group));
  const first = thread.log.entries[0]?.received ?? 0;
  const wrote = new Set(
    thread.log.entries.flatMap((e) => (e.kind === "message" ? [accountOf(sight, e.sender)?.id ?? ""] : [])),
  );
  const customers: Reader[] = (thread.log.current?.value.readers ?? [])
    .filter((r) => r.kind === readerKind.visitor)
    .slice(0, 1)
    .map(() => ({
      kind: "customer",
      name: customerName(thread),
      role: "customer",
      since: first * 1000,
      why: "wrote-to-us",
    }));
  const staff: Reader[] = [...(group?.members ?? [])].flatMap(([id]) => {
    const a = sight.state.accounts.get(id);
    if (a === undefined || a.removed) return [];
    const why = wrote.has(id) ? "answers" : "in-team";
    return [{ kind: "staff", name: a.name, role: roleOf(a), since: null, why } as const];
  });
  return [...customers, ...staff];
}

export function customerPanel(
  thread: StaffThread,
  past: CustomerPanel["past"],
  retention: { readonly days: number; readonly until: number | null },
): CustomerPanel {
  const fields = profileOf(thread);
  return {
    name: customerName(thread),
    identity: identityOf(thread),
    proofs: thread.proofs,
    firstSeen: (thread.log.entries[0]?.received ?? 0) * 1000,
    fields,
    past,
    readableUntil: retention.until,
    retentionDays: retention.days,
  };
}
