/** The verdict on a password that somebody chooses. No rule asks for digits or signs: it would make them guessable. */

import { isAbout } from "./about.ts";
import { isCommon } from "./common.ts";
import { lengthOf, MAX_LENGTH, MIN_WITH_SECOND } from "./length.ts";

export type Refusal = "short" | "long" | "about" | "common" | "weak" | "former" | "breached";

export interface Choice {
  readonly password: string;
  /** From `aboutPerson`. */
  readonly about: readonly string[];
  /** Asked last, since each costs time. */
  readonly former?: (password: string) => Promise<boolean>;
  readonly breached?: (password: string) => Promise<boolean>;
}

/** Null: nothing speaks against it. What cannot be checked throws, and is not taken for good. */
export async function judge({ password, about, former, breached }: Choice): Promise<Refusal | null> {
  const length = lengthOf(password);
  if (length < MIN_WITH_SECOND) return "short";
  if (length > MAX_LENGTH) return "long";
  if (isAbout(password, about)) return "about";
  if (await isCommon(password)) return "common";
  const { strengthOf } = await import("./strength.ts");
  if (strengthOf(password, about) === 1) return "weak";
  if (await breached?.(password)) return "breached";
  return (await former?.(password)) ? "former" : null;
}
