/** Going on on another device (protocol §16). Types only. */
import type { Instant, SealGroups } from "./basics.ts";

export interface OpenLink {
  /** For the other device, in a link's fragment: base64url. No server sees it. */
  readonly secret: string;
  readonly ends: Instant;
}

/** Another device of this customer's that reads conversations of this one. */
export interface OtherDevice {
  readonly id: string;
  /** When it made its keys. */
  readonly since: Instant;
  readonly conversations: number;
}

/** What the two sides ask for. Each resolves when this device has done its part; failures come as everywhere. */
export interface Linking {
  /** The old device: a link for ten minutes; one made before is over. */
  begin(): Promise<OpenLink>;
  /** The old device: the code of whoever answered, to be compared; null while nobody has. */
  answered(): Promise<SealGroups | null>;
  /** The old device, once a person compared the codes: the new one reads everything from here on, and all before. */
  confirm(): Promise<void>;
  /** Either side: it is not to happen. */
  end(): Promise<void>;
  /** The new device: answers a link, and gives the code to compare. */
  answer(secret: string): Promise<SealGroups>;
  /** The new device: whether the history has come. */
  arrived(): Promise<boolean>;

  others(): Promise<readonly OtherDevice[]>;
  /** It reads nothing that is written from now on; what it has, it keeps. */
  remove(device: string): Promise<void>;
}
