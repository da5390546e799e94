/** Tokens of programs, whom an identity provider expects, and shutting people out. */
import type { ProgramCommands, ProgramToken, Provisioning } from "../contract/programs.ts";
import { outcome } from "./failure.ts";
import type { StaffKeys } from "./staff-thread.ts";

type Times = "created" | "expires" | "lastUsed";
interface TokenWire extends Omit<ProgramToken, Times> {
  readonly created: string;
  readonly expires: string;
  readonly lastUsed: string | null;
}

const read = (wire: TokenWire): ProgramToken => ({
  ...wire,
  created: Date.parse(wire.created),
  expires: Date.parse(wire.expires),
  lastUsed: wire.lastUsed === null ? null : Date.parse(wire.lastUsed),
});

export function programCommands(
  { http }: Pick<StaffKeys, "http">,
  changed: () => Promise<void>,
): ProgramCommands {
  const then = (work: () => Promise<void>) =>
    outcome(async () => {
      await work();
      await changed();
    });
  return {
    suspend: (id) => then(() => http.put<void>(`/accounts/${id}/suspension`, {})),
    reinstate: (id) => then(() => http.delete(`/accounts/${id}/suspension`)),
    markPassword: (id) => outcome(() => http.put<void>(`/accounts/${id}/password/compromised`, {})),
    tokens: () => outcome(async () => (await http.get<readonly TokenWire[]>("/tokens")).map(read)),
    makeToken: (asked) =>
      outcome(async () => {
        const made = await http.post<{ readonly secret: string; readonly token: TokenWire }>(
          "/tokens",
          asked,
        );
        return { secret: made.secret, token: read(made.token) };
      }),
    revokeToken: (id) => outcome(() => http.delete(`/tokens/${id}`)),
    provisioning: () => outcome(() => http.get<Provisioning>("/provisioning")),
    linkPerson: (entry, account) =>
      then(() => http.put<void>(`/provisioning/users/${entry}/account`, { id: account })),
    linkGroup: (entry, team) =>
      outcome(() => http.put<void>(`/provisioning/groups/${entry}/team`, { id: team })),
  };
}
