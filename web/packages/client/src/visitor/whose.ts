/** Which store of this browser is shown. Whose it is, `identified.ts` works out, where the page says who is signed in. */
import type { Body } from "@sealdesk/seal";
import type { Platform } from "../platform.ts";

export type Identity = Extract<Body, { readonly kind: "identity" }>["content"];

/** Whose store is shown, and who it is if the page just proved it. */
export interface Whose {
  readonly scope: string;
  readonly identity: Identity | null;
}

/** A person of this browser; the first one's store is the one that there always was. */
export interface Person {
  readonly scope: string;
  /** Somebody showed who they are with this store's device. */
  readonly known: boolean;
}

export interface Known {
  readonly all: readonly Person[];
  readonly current: string;
}

export const PEOPLE = "people";
export const indexOf = (pin: string): string => `visitors-${pin}`;
export const firstOf = (pin: string): string => `visitor-${pin}`;

export async function currentScope(platform: Platform, pin: string): Promise<string> {
  const index = await platform.store(indexOf(pin));
  return (await index.get<Known>(PEOPLE))?.current ?? firstOf(pin);
}
