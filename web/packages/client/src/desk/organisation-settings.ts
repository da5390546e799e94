/** What the organisation chose, document by document. The server checks it; nothing is checked twice here. */
import {
  type Chosen,
  type SettingsCommands,
  type SettingsName,
  type SignInComplaint,
  signInComplaints,
} from "../contract/settings.ts";
import { outcome } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

interface ChosenWire<Name extends SettingsName> extends Omit<Chosen<Name>, "changed"> {
  readonly changed: string | null;
}

const read = <Name extends SettingsName>(wire: ChosenWire<Name>): Chosen<Name> => ({
  ...wire,
  changed: wire.changed === null ? null : Date.parse(wire.changed),
});

export const settingsCommands = ({ http }: Pick<StaffKeys, "http">): SettingsCommands => ({
  signInHealth: () =>
    outcome(async () =>
      (await http.get<readonly SignInComplaint[]>("/signin/health")).filter(({ kind }) =>
        signInComplaints.includes(kind),
      ),
    ),
  settings: <Name extends SettingsName>(name: Name) =>
    outcome(async () => read(await http.get<ChosenWire<Name>>(`/settings/${name}`))),
  keepSettings: <Name extends SettingsName>(name: Name, version: number, value: Chosen<Name>["value"]) =>
    outcome(async () => read(await http.put<ChosenWire<Name>>(`/settings/${name}`, { version, value }))),
});
