/** What the assistant's transcript holds, as far as handing over is concerned. */
import type { AssistantItem } from "../contract.ts";

/** Whether there is anything to pass on: without a question there is no transcript. */
export function hasTranscript(items: readonly AssistantItem[]): boolean {
  return items.some((item) => item.kind === "asked");
}
