/** The recovery kit and the fingerprints that people compare. */

import { type Id, inGroups, type Secret, toCrockford } from "@sealdesk/seal";
import { printAccountSecret } from "@sealdesk/seal/staff";
import type { RecoveryKit, SealGroups } from "../desk.ts";
import { DeskError } from "./failure.ts";

/** The first 100 bits of an id or key, in five groups of four. */
export const sealOf = (id: Uint8Array): SealGroups => inGroups(toCrockford(id.slice(0, 13)).slice(0, 20));

export function makeKit(
  of: {
    readonly organisation: string;
    readonly address: string;
    readonly owner: string;
    readonly made: number;
  },
  org: Id,
  recoveryCode: string,
  accountSecret: Secret,
): RecoveryKit {
  return {
    ...of,
    seal: sealOf(org),
    recoveryCode: recoveryCode.split("-"),
    accountSecret: printAccountSecret(accountSecret).split("-"),
  };
}

/** The person has the sheet in hand: its last four characters, read as codes are read. */
export function demandLastFour(kit: RecoveryKit, typed: string): void {
  const clean = typed.toUpperCase().replace(/[\s-]/g, "").replaceAll("O", "0").replace(/[IL]/g, "1");
  if (clean === kit.recoveryCode.at(-1)) return;
  throw new DeskError(
    "wrong-secret",
    "These are not the last four characters of your recovery code.",
    "Look at the sheet you printed or saved: the last group of the recovery code.",
  );
}
