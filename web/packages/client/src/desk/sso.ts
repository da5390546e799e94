/** Identity providers, from this side: ask one, see what it proved, connect one's account with it. */
import type {
  AskProvider,
  ConnectedProvider,
  IdentityProvider,
  ProvidedIdentity,
  ProviderCommands,
} from "../contract/sso.ts";
import type { Http } from "../http.ts";
import { outcome } from "./failure.ts";

interface PendingWire {
  readonly state: "none" | "linked" | "unlinked";
  readonly provider?: IdentityProvider;
  readonly name?: string;
  readonly email?: string;
  readonly enough: boolean;
}

interface LinkWire {
  readonly provider: IdentityProvider | null;
  readonly email: string;
  readonly made: string;
  readonly used: string;
}

const providers = async (http: Http): Promise<readonly IdentityProvider[]> =>
  (await http.get<{ readonly providers: readonly IdentityProvider[] }>("/signin/providers")).providers;

async function provided(http: Http): Promise<ProvidedIdentity | null> {
  const { state, provider, name = "", email = "", enough } = await http.get<PendingWire>("/signin/sso");
  return provider === undefined ? null : { provider, name, email, connected: state === "linked", enough };
}

/** Both at once; a browser that no provider was asked from is not asked about. */
export async function providersHere(http: Http): Promise<{
  readonly providers: readonly IdentityProvider[];
  readonly provided: ProvidedIdentity | null;
}> {
  const all = await providers(http);
  return { providers: all, provided: all.length === 0 ? null : await provided(http) };
}

export const askProvider = (http: Http): AskProvider => ({
  askProvider: (id) =>
    outcome(async () => (await http.post<{ readonly url: string }>(`/signin/sso/${id}/begin`)).url),
  forgetProvided: () => outcome(() => http.post<void>("/signin/sso/cancel")),
});

export function providerCommands(http: Http): ProviderCommands {
  return {
    ...askProvider(http),
    providers: () =>
      outcome(async () => {
        const [here, links] = await Promise.all([
          providersHere(http),
          http.get<readonly LinkWire[]>("/session/providers"),
        ]);
        const connected: readonly ConnectedProvider[] = links.map(({ provider, email, made, used }) => ({
          provider,
          email,
          made: Date.parse(made),
          used: Date.parse(used),
        }));
        return { all: here.providers, connected, provided: here.provided };
      }),
    connectProvider: () => outcome(() => http.post<void>("/session/providers")),
    disconnectProvider: (id) => outcome(() => http.post<void>(`/session/providers/${id}/disconnect`)),
  };
}
