/**
 * A password that somebody chooses, judged on this device. Promise: it goes nowhere from here; what could not be
 * checked is not taken. The judge is loaded when somebody chooses one.
 */

import type { Refusal } from "@sealdesk/passwords";
import { stretchPassword } from "@sealdesk/seal/staff";
import type { Http } from "../http.ts";
import type { Platform } from "../platform.ts";
import { DeskError } from "./failure.ts";

/** Argon2id's, in KiB and passes. */
export interface PasswordCost {
  readonly memory: number;
  readonly iterations: number;
}

export interface GoodPassword {
  readonly password: string;
  /** Names and addresses of the person and the organisation. */
  readonly about: readonly string[];
  /** Whether the person had this one before. */
  readonly former?: ((password: string) => Promise<boolean>) | undefined;
}

/** `http` is asked for the operator's list of stolen passwords, and not about this one. */
export async function demandGoodPassword(
  http: Http,
  { password, about, former }: GoodPassword,
): Promise<void> {
  const judging = await judges();
  const breached = (text: string) => isStolen(http, judging, text);
  const choice = { password, about: judging.aboutPerson(...about), breached };
  const refusal = await judging.judge(choice).catch(unchecked);
  if (refusal === null && (await former?.(password))) throw refused("former", judging);
  if (refusal !== null) throw refused(refusal, judging);
}

type Judges = typeof import("@sealdesk/passwords");

/** The whole list comes, so that nobody learns which part of it was wanted. */
async function isStolen(http: Http, { readFilter, normal }: Judges, password: string): Promise<boolean> {
  const list = await http.bytes("/passwords/breached");
  return list.length > 0 && readFilter(list).has(normal(password));
}

function refused(why: Refusal, { MIN_WITH_SECOND, MAX_LENGTH }: Judges): DeskError {
  switch (why) {
    case "short":
      return new DeskError(
        "invalid",
        "This password is too short.",
        `Use at least ${MIN_WITH_SECOND} characters: a few words, for example.`,
      );
    case "long":
      return new DeskError("invalid", "This password is too long.", `Use at most ${MAX_LENGTH} characters.`);
    case "about":
      return new DeskError(
        "invalid",
        "This password is made of names that others know.",
        "Leave out your name, your address and the organisation’s name.",
      );
    case "common":
      return new DeskError(
        "invalid",
        "This password is one that many people use.",
        "Programs that guess try it first. Put a few words together that do not belong together.",
      );
    case "weak":
      return new DeskError(
        "invalid",
        "This password is easy to guess.",
        "Make it longer: a few words that do not belong together are easy to remember.",
      );
    case "breached":
      return new DeskError(
        "invalid",
        "This password is known from a theft at some other website.",
        "Programs that guess try it first. Choose one that you use nowhere else.",
      );
    case "former":
      return new DeskError(
        "invalid",
        "You have had this password before.",
        "Choose a new one: the old one may be known to somebody.",
      );
  }
}

/** What this machine bears: measured with the smallest cost that the protocol allows. */
export async function passwordCost(platform: Platform): Promise<PasswordCost> {
  const { costFor, SMALLEST_COST } = await judges();
  const begun = platform.now();
  await stretchPassword("to measure", { salt: platform.random(16), ...SMALLEST_COST });
  return costFor(platform.now() - begun);
}

const judges = (): Promise<Judges> => import("@sealdesk/passwords").catch(unchecked);

/** The list or the meter could not be loaded. */
function unchecked(): never {
  throw new DeskError("offline", "The password could not be checked.", "Check the connection and try again.");
}
