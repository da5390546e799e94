/** Outgoing mail: the organisation's server for it, and how it is doing. */
import type { Instant, Outcome } from "./basics.ts";
import type { KeptSecret } from "./settings.ts";

export interface MailSettings {
  readonly on: boolean;
  readonly host: string;
  readonly port: number;
  readonly tls: "implicit" | "starttls" | "unencrypted-on-this-machine";
  readonly user: string;
  /** A text sets it. */
  readonly password: KeptSecret | string;
  readonly from: string;
  readonly fromName: string;
  readonly envelope: string;
  readonly language: "en" | "de" | "es" | "fr" | "ar";
}

export type MailStep = "connect" | "tls" | "greeting" | "auth" | "sender" | "recipient" | "content";

/** An address that the mail server refused for good: nothing more is sent to it. */
export interface MailRefusal {
  readonly address: string;
  /** Masked. */
  readonly to: string;
  readonly since: Instant;
  readonly step: MailStep;
  readonly code: number;
}

export interface MailState {
  readonly waiting: number;
  /** Why the oldest of them waits; null: it was not tried yet, or nothing waits. */
  readonly stuck: MailStep | null;
  readonly refusals: readonly MailRefusal[];
}

export interface MailTrial {
  readonly sent: boolean;
  readonly step: MailStep | "";
  /** What the mail server replied; 0: nothing. */
  readonly code: number;
  readonly certificate: boolean;
  readonly noTLS: boolean;
}

export interface MailCommands {
  mail(): Promise<Outcome<MailState>>;
  /** For owners. */
  tryMail(to: string): Promise<Outcome<MailTrial>>;
  releaseMail(address: string): Promise<Outcome<void>>;
}
