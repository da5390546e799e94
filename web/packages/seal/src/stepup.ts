/** Section 15: a customer shows once more who they are, because somebody of the team asked in the conversation. */
import { type Bytes, concat, type Id } from "./bytes.ts";
import { idOf } from "./core.ts";

/**
 * The salt of the identity that answers a challenge: whoever attests it cannot have done so before it was asked for, nor
 * for another conversation, and sees neither.
 */
export const askedSalt = (challenge: Id, seed: Bytes): Promise<Id> =>
  idOf("identity-ask", concat(challenge, seed));
