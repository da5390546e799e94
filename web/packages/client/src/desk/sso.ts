/** Identity providers, from this side: ask one, see what it proved, connect one's account with it. */
import type {
  AskProvider,
  ConnectedProvider,
  IdentityProvider,
  ProvidedIdentity,
  ProviderCommands,
  StillThere,
} from "../contract/sso.ts";
import { type Http, NoAnswer } from "../http.ts";
import { outcome } from "./failure.ts";

interface PendingWire {
  readonly state: "none" | "linked" | "unlinked" | "expected";
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
  if (provider === undefined) return null;
  return { provider, name, email, connected: state === "linked", enough, expected: state === "expected" };
}

/** A page of somebody else's, and no script: the server is not believed. */
const isPage = (url: string) => URL.canParse(url) && ["https:", "http:"].includes(new URL(url).protocol);

async function pageOf(http: Http, id: string): Promise<string> {
  const { url } = await http.post<{ readonly url: string }>(`/signin/sso/${id}/begin`);
  if (!isPage(url)) throw new NoAnswer("no address of a page");
  return url;
}

/** Ends this browser's session. */
export async function endOwnSession(http: Http): Promise<StillThere | null> {
  const { provider = "", url = "" } = await http.delete<{
    readonly provider?: string;
    readonly url?: string;
  }>("/session");
  return isPage(url) ? { name: provider, url } : null;
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
  askProvider: (id) => outcome(() => pageOf(http, id)),
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
