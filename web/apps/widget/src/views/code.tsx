/** A code that people compare, in groups of four; read out, the label comes first. */
import type { SealGroups } from "../contract.ts";

export function Code({ groups, label }: { groups: SealGroups; label: string }) {
  return (
    <p class="codes" dir="ltr">
      <span class="vh">{label}: </span>
      {groups.map((group, at) => (
        <span key={at}>{group}</span>
      ))}
    </p>
  );
}
