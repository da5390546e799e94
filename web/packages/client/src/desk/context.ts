/** What the parts of the desk share: the server, the machine, and the one place that holds state. */

import type { Bytes, Id, Secret } from "@sealdesk/seal";
import type { DeskState } from "../desk.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import type { SignedIn } from "./account.ts";

export interface SetupInfo {
  readonly open: boolean;
  readonly organisation: string | null;
  readonly name: string | null;
  readonly demo: string | null;
  readonly mailsCodes?: boolean;
  readonly textsCodes?: boolean;
  readonly origin: string;
}

export interface DeskContext {
  readonly http: Http;
  readonly platform: Platform;
  readonly info: SetupInfo;
  /** BCP 47; empty if the console does not say. */
  readonly language: () => string;
  readonly state: () => DeskState;
  readonly show: (state: DeskState) => void;
  /** Goes on to the desk with an opened vault. */
  readonly enter: (opened: EnterWith) => Promise<void>;
  /** Begins again from what the server and this browser know. */
  readonly restart: () => Promise<void>;
}

export interface EnterWith {
  readonly signedIn: Pick<SignedIn, "account" | "vault" | "unlockers">;
  readonly email: string;
  readonly vaultKey: Secret;
  /** A device that was certified in the same step, if any. */
  readonly device?: {
    readonly id: Id;
    readonly key: CryptoKey;
    readonly publicKey: Bytes;
  };
}

/** Replaces fields of the state while it is in `phase`; a late answer for another phase changes nothing. */
export function patch<P extends DeskState["phase"]>(
  context: DeskContext,
  phase: P,
  fields: Partial<Extract<DeskState, { phase: P }>>,
): void {
  const now = context.state();
  if (now.phase === phase) context.show({ ...now, ...fields });
}
