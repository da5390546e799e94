/** What the assistant's transcript holds, as far as handing over is concerned. */
import type { AssistantItem } from "../contract.ts";

/** What the customer asked last; empty without a question. */
export function lastQuestion(items: readonly AssistantItem[]): string {
  return items.findLast((item) => item.kind === "asked")?.text ?? "";
}

/** Whether there is anything to pass on: without a question there is no transcript. */
export function hasTranscript(items: readonly AssistantItem[]): boolean {
  return items.some((item) => item.kind === "asked");
}
