/** Who customers are: what is asked of them, which website vouches, and what that does. Owners choose, admins look. */
import { useEffect, useState } from "react";
import type { CustomerCounts, CustomerSettings, DeskFailure } from "../../contract.ts";
import { useUi } from "../../ui.ts";
import { PageHead } from "../page.tsx";
import { FailureNote, Skeleton } from "../parts.tsx";
import { useRun } from "../run.ts";
import { CustomerInboxes } from "./customers-inboxes.tsx";
import { CustomerModes, CustomerNumbers } from "./customers-mode.tsx";
import { CustomerSite } from "./customers-site.tsx";
import { useSettings } from "./use-settings.ts";

/** One part of the page. */
export interface CustomersPart {
  readonly value: CustomerSettings;
  readonly counts: CustomerCounts | null;
  readonly mayChange: boolean;
  readonly busy: boolean;
  readonly failure: DeskFailure | null;
  readonly onSave: (change: Partial<CustomerSettings>, said: string) => Promise<boolean>;
}

const parts = { mode: CustomerModes, site: CustomerSite, inboxes: CustomerInboxes } as const;

export function Customers() {
  const { words } = useUi();
  const { chosen, runner, mayChange, keep } = useSettings("customers");
  const { counts, failure } = useCounts(chosen?.version);
  const [saving, setSaving] = useState<keyof typeof parts | null>(null);
  const t = words.customers;
  return (
    <>
      <PageHead title={t.title} text={t.text} />
      {chosen === null && runner.failure === null && <Skeleton rows={6} label={words.loading} />}
      {chosen !== null &&
        (["mode", "site", "inboxes"] as const).map((name) => {
          const Part = parts[name];
          return (
            <Part
              key={name === "mode" ? `mode ${chosen.value.mode}` : name}
              value={chosen.value}
              counts={counts}
              mayChange={mayChange}
              busy={runner.busy && saving === name}
              failure={saving === name ? runner.failure : null}
              onSave={(change, said) => {
                setSaving(name);
                return keep({ ...chosen.value, ...change }, said);
              }}
            />
          );
        })}
      {counts !== null && chosen !== null && chosen.value.mode !== "off" && (
        <CustomerNumbers counts={counts} />
      )}
      {!mayChange && chosen !== null && <p className="hint">{words.ownersChoose}</p>}
      <FailureNote failure={saving === null ? (runner.failure ?? failure) : failure} />
    </>
  );
}

/** What came of it; asked again once other rules count. */
function useCounts(version: number | undefined) {
  const { desk } = useUi();
  const runner = useRun();
  const [counts, setCounts] = useState<CustomerCounts | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once for each version of the rules
  useEffect(() => {
    let here = true;
    if (version === undefined) return;
    void runner.run(() => desk.admin.customerCounts()).then((got) => here && got && setCounts(got.value));
    return () => {
      here = false;
    };
  }, [desk, version]);
  return { counts, failure: runner.failure };
}
