/** Section 7.1: the running hash over a thread's entries. */
import { concat, type Id } from "./bytes.ts";
import { uint64 } from "./cbor.ts";
import { idOf } from "./core.ts";

export const transcriptStart = (thread: Id): Promise<Id> => idOf("transcript", thread);
export const transcriptNext = (last: Id, sequence: number, entry: Id): Promise<Id> =>
  idOf("transcript", concat(last, uint64(sequence), entry));
