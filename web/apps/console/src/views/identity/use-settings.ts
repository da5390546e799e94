/** One document of what the organisation chose: fetched when its page opens, kept by owners, with a way back. */
import { useEffect, useState } from "react";
import type { Chosen, Outcome, SettingsByName, SettingsName } from "../../contract.ts";
import { useReady, useUi } from "../../ui.ts";
import { type Runner, useRun } from "../run.ts";
import { useShell } from "../shell.ts";

export interface OrganisationSettings<Name extends SettingsName> {
  /** Null until it has come. */
  readonly chosen: Chosen<Name> | null;
  readonly runner: Runner;
  /** Owners choose; admins look. */
  readonly mayChange: boolean;
  /** Whether it counts now. */
  keep(value: SettingsByName[Name], said: string): Promise<boolean>;
}

export function useSettings<Name extends SettingsName>(name: Name): OrganisationSettings<Name> {
  const { desk } = useUi();
  const { me } = useReady();
  const { act } = useShell();
  const runner = useRun();
  const [chosen, setChosen] = useState<Chosen<Name> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: fetched once, when the page opens
  useEffect(() => {
    let here = true;
    void runner.run(() => desk.admin.settings(name)).then((got) => here && got && setChosen(got.value));
    return () => {
      here = false;
    };
  }, [desk, name]);
  const put = async (version: number, value: SettingsByName[Name]) => {
    const kept = await desk.admin.keepSettings(name, version, value);
    if (kept.ok) setChosen(kept.value);
    return kept;
  };
  return {
    chosen,
    runner,
    mayChange: me.capabilities.includes("owner"),
    keep: async (value, said) => {
      if (chosen === null) return false;
      const before = chosen;
      const kept = await runner.run(() => put(before.version, value));
      if (kept === null) return false;
      const back = async (): Promise<Outcome<void>> => {
        const undone = await put(kept.value.version, before.value);
        return undone.ok ? { ok: true, value: undefined } : undone;
      };
      await act(Promise.resolve({ ok: true, value: undefined }), said, back);
      return true;
    },
  };
}
