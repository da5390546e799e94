/**
 * Sensitive acts wait until the person has shown once more that it is them. Promise: what was asked for is asked
 * again once they have, and given up when they do not want to; however many acts wait, people are asked once.
 */

import { prfInput } from "@sealdesk/seal/staff";
import { toBase64 } from "../base64.ts";
import type { ConfirmCommands } from "../desk.ts";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import { DeskError, outcome } from "./failure.ts";
import { type PasswordNeeds, passwordValues } from "./password-values.ts";

interface ConfirmNeeds extends PasswordNeeds {
  readonly http: Http;
  readonly platform: Platform;
  readonly email: () => string;
  readonly changed: () => void;
}

interface Waiting {
  readonly done: Promise<void>;
  readonly settle: (refused?: DeskError) => void;
}

export class Confirming {
  #waiting: Waiting | null = null;

  constructor(readonly needs: ConfirmNeeds) {}

  /** Whether something waits for the person. */
  get asked(): boolean {
    return this.#waiting !== null;
  }

  /** Resolves once they have confirmed. */
  ask(): Promise<void> {
    this.#waiting ??= waiting();
    this.needs.changed();
    return this.#waiting.done;
  }

  get commands(): ConfirmCommands {
    return {
      withPasskey: () => outcome(() => this.#passkey()),
      withPassword: (password, code) => outcome(() => this.#password(password, code)),
      cancel: () => this.#over(new DeskError("cancelled", "This was not done.", "Try again when you like.")),
    };
  }

  async #passkey(): Promise<void> {
    const { http, platform, org } = this.needs;
    const asked = await http.post<{ flow: string; options: unknown }>("/session/confirm/passkey/begin");
    // What the passkey unlocks stays here; nothing has to be unlocked.
    const { response } = await platform.passkeys.get(asked.options, await prfInput(org));
    await http.post("/session/confirm/passkey/finish", { flow: asked.flow, response });
    this.#over();
  }

  async #password(password: string, code: string): Promise<void> {
    const { auth } = await passwordValues(this.needs, this.needs.email(), password, null);
    await this.needs.http.post("/session/confirm/password", { auth: toBase64(auth), code });
    this.#over();
  }

  #over(refused?: DeskError): void {
    const waiting = this.#waiting;
    this.#waiting = null;
    waiting?.settle(refused);
    this.needs.changed();
  }
}

function waiting(): Waiting {
  let settle: Waiting["settle"] = () => {};
  const done = new Promise<void>((resolve, reject) => {
    settle = (refused) => (refused === undefined ? resolve() : reject(refused));
  });
  done.catch(() => undefined); // those who wait hear of it
  return { done, settle };
}
