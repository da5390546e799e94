/** The recovery kit as text, for those who save it as a file. */
import type { RecoveryKit } from "../contract.ts";

export interface KitWords {
  readonly kitTitle: string;
  readonly kitFor: (owner: string) => string;
  readonly kitCode: string;
  readonly kitSecret: string;
  readonly kitSeal: string;
  readonly kitMade: string;
  readonly kitSteps: readonly string[];
}

export function kitText(kit: RecoveryKit, made: string, words: KitWords): string {
  return [
    `${words.kitTitle}: ${kit.organisation}`,
    kit.address,
    "",
    words.kitFor(kit.owner),
    `${words.kitMade}: ${made}`,
    "",
    `${words.kitCode}:`,
    kit.recoveryCode.join(" "),
    "",
    `${words.kitSecret}:`,
    kit.accountSecret.join(" "),
    "",
    `${words.kitSeal}: ${kit.seal.join(" ")}`,
    "",
    ...words.kitSteps.map((step, at) => `${at + 1}. ${step}`),
    "",
  ].join("\n");
}

/** What a file name may hold on every system; never empty. */
export function kitFileName(owner: string): string {
  const name = owner
    .normalize("NFKD")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .toLowerCase();
  return `sealdesk-recovery-kit${name ? `-${name}` : ""}.txt`;
}
