/** What a customer wrote, before it is sealed. */
import { VisitorError } from "./failure.ts";

/** UTF-16 units; the composer counts the same. */
const most = 8_000;

/** Without the white space around it; refuses what is empty or too long. */
export function checked(text: string): string {
  const clean = text.trim();
  if (clean === "") throw new VisitorError("refused", "There is nothing to send.", "Write a message first.");
  if (clean.length > most) {
    throw new VisitorError("too-long", "This message is too long.", `Keep it below ${most} characters.`);
  }
  return clean;
}
