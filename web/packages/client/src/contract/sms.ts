/** Codes by SMS: the organisation's gateway for them, and one's own number. */
import type { Instant, Outcome } from "./basics.ts";
import type { KeptSecret } from "./settings.ts";

export interface SMSSettings {
  readonly on: boolean;
  readonly url: string;
  readonly method: "POST" | "PUT";
  readonly format: "json" | "form";
  /** With {to} and {text} where the gateway wants them. */
  readonly body: string;
  /** The field of the request's head that carries the secret. */
  readonly header: string;
  /** A text sets it. */
  readonly secret: KeptSecret | string;
  /** Whether owners and admins may use such codes, too. */
  readonly privileged: boolean;
  /** Beginnings of numbers that codes go to; none: all. */
  readonly prefixes: readonly string[];
  readonly hourlyEach: number;
  readonly hourlyNetwork: number;
  readonly daily: number;
}

export interface SMSCommands {
  /** For owners: sends a test, and waits until the gateway took it. */
  trySMS(to: string): Promise<Outcome<void>>;
}

export interface OwnPhone {
  /** Whether codes by SMS count for this person. */
  readonly offered: boolean;
  /** Masked; "": none. */
  readonly number: string;
  readonly since: Instant | null;
  readonly lastUsed: Instant | null;
}

export interface PhoneCommands {
  phone(): Promise<Outcome<OwnPhone>>;
  /** Sends a code there, and returns what `keepPhone` needs beside it. */
  sendPhoneCode(number: string): Promise<Outcome<string>>;
  keepPhone(number: string, flow: string, code: string): Promise<Outcome<void>>;
  removePhone(): Promise<Outcome<void>>;
}
