import { SealError } from "@sealdesk/seal";
import { DeskError } from "./failure.ts";

/** A code that is not even well formed was typed wrongly; nobody tampered with anything. */
export async function typed<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (cause) {
    if (!(cause instanceof SealError)) throw cause;
    throw new DeskError(
      "wrong-secret",
      "This code is not complete, or has a typing mistake.",
      "Compare it with the sheet, group by group.",
    );
  }
}
