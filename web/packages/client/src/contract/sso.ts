/** Single sign-on: the organisation's identity providers, and what one has proven to this browser. Types only. */

import type { Instant, Outcome } from "./basics.ts";
import type { KeptSecret } from "./settings.ts";

export interface IdentityProvider {
  readonly id: string;
  readonly name: string;
}

/** What a provider proved to this browser some minutes ago: one factor, which waits for another. */
export interface ProvidedIdentity {
  readonly provider: IdentityProvider;
  readonly name: string;
  readonly email: string;
  /** With an account here. */
  readonly connected: boolean;
  /** The provider checked two factors, by a word that an owner trusts. */
  readonly enough: boolean;
  /** Without an account; an admin was told that they want to join. */
  readonly expected: boolean;
}

/** Signed out here, and there not yet: the provider's page for that. */
export interface StillThere {
  readonly name: string;
  readonly url: string;
}

export interface ConnectedProvider {
  /** Null: the organisation trusts it no longer. */
  readonly provider: IdentityProvider | null;
  readonly email: string;
  readonly made: Instant;
  readonly used: Instant;
}

/** Before and after sign-in. */
export interface AskProvider {
  /** Where this browser goes to be asked who is there. */
  askProvider(id: string): Promise<Outcome<string>>;
  /** Forgets what a provider has proven here. */
  forgetProvided(): Promise<Outcome<void>>;
}

export interface OwnProviders {
  readonly all: readonly IdentityProvider[];
  readonly connected: readonly ConnectedProvider[];
  readonly provided: ProvidedIdentity | null;
}

export interface ProviderCommands extends AskProvider {
  providers(): Promise<Outcome<OwnProviders>>;
  /** Connects one's account with what a provider has proven here. */
  connectProvider(): Promise<Outcome<void>>;
  disconnectProvider(id: string): Promise<Outcome<void>>;
}

export interface ProviderSettings {
  /** In addresses; for good. */
  readonly id: string;
  readonly name: string;
  readonly kind: "oidc" | "saml";
  readonly issuer: string;
  readonly clientID: string;
  readonly secret: KeptSecret | string;
  /** A day such as 2030-12-31, or "". */
  readonly secretExpires: string;
  readonly metadata: string;
  /** Words by which it says that it checked two factors. */
  readonly several: readonly string[];
  readonly domains: readonly string[];
}

export interface SSOSettings {
  readonly providers: readonly ProviderSettings[];
  /** A connected account has to use its provider at every sign-in. */
  readonly only: boolean;
}
