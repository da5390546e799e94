/** What is refused before anything is read, and the words for what goes wrong with files. */
import { SealError } from "@sealdesk/seal";
import type { FileSource, Limits } from "../contract/said.ts";
import { NoAnswer, Refused } from "../http.ts";
import { Stopped } from "./transfer.ts";

/** An error with words, of the kind that this side of the product shows. */
export type Worded = Error & { readonly next: string };
export type Trouble = (
  kind: "refused" | "not-found" | "unverified" | "too-many",
  message: string,
  next: string,
) => Worded;

/** In powers of 1,000, as the units say (IEC 80000-13); rounded down, so that no limit sounds larger than it is. */
const megabytes = (bytes: number): string =>
  bytes >= 1e6 ? `${Math.floor(bytes / 1e6)} MB` : `${Math.floor(bytes / 1e3)} kB`;

export function demandRoom(
  trouble: Trouble,
  limits: Limits,
  staged: readonly unknown[],
  sources: readonly FileSource[],
): void {
  if (limits.fileBytes === 0 || limits.files === 0)
    throw trouble("refused", "Files cannot be sent here.", "Describe what is in them.");
  if (staged.length + sources.length > limits.files) {
    const message = `A message takes at most ${limits.files} files.`;
    throw trouble("too-many", message, "Send the others with the next message.");
  }
  const large = sources.find((s) => s.size > limits.fileBytes);
  if (large !== undefined) {
    const message = `“${large.name}” is larger than ${megabytes(limits.fileBytes)}.`;
    throw trouble("refused", message, "Send a smaller file, or a part of it.");
  }
}

/** What happened to a file, and what to do. */
export function wordsFor(trouble: Trouble, cause: unknown): Worded {
  if (cause instanceof Stopped) return trouble("refused", "You stopped it.", "Open it again if you want it.");
  if (cause instanceof SealError && cause.kind === "misuse")
    return trouble("refused", "The file changed while it was being read.", "Choose it again.");
  if (cause instanceof SealError)
    return trouble(
      "unverified",
      "What came is not the file that was sent. Nothing of it should be used.",
      "Try again later, or ask for it to be sent again.",
    );
  if (cause instanceof Refused && (cause.kind === "gone" || cause.kind === "not_found"))
    return trouble("not-found", "This file is no longer on the server.", "Ask for it to be sent again.");
  if (cause instanceof Refused) return trouble("refused", cause.message, cause.next);
  if (cause instanceof NoAnswer)
    return trouble("refused", "There is no connection.", "Try again when there is one.");
  if (cause instanceof DOMException && cause.name === "QuotaExceededError")
    return trouble("refused", "This device has no room for this file.", "Make room, or send a smaller one.");
  return trouble("refused", "The file could not be read.", "Choose it again.");
}
