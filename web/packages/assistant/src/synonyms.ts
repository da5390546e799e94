// Everyday words that mean the same in customer service, whatever the organisation sells.
// An article adds its own through its `synonyms` line. Each line is one meaning.

import { stem } from "./text.ts";

const GROUPS = `lost missing mislaid misplaced
stolen theft nicked robbed stole thief
cancel stop terminate
money cash funds
broken faulty damaged
buy purchase bought
fee charge cost price
help support assist
phone mobile smartphone handset telephone
change update amend edit alter
open start create
close shut
password passcode login
declined refused rejected
send transfer
house home property
wages salary pay
kid child children son daughter
abroad overseas foreign holiday
refund reimbursement reimburse
begin start commence
quick fast quickly soon
big large huge
email mail
job work employment
raise increase higher
wife husband spouse partner
delete remove erase
arrive received delivered delivery
swallowed eaten kept retained
hours times`;

/** Stem to the stems that may stand in for it. */
export function synonymTable(): ReadonlyMap<string, readonly string[]> {
  const table = new Map<string, string[]>();
  for (const line of GROUPS.split("\n")) {
    const group = line.split(" ").map(stem);
    for (const word of group)
      table.set(word, [...(table.get(word) ?? []), ...group.filter((other) => other !== word)]);
  }
  return table;
}
