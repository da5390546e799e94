/** The signed line that says a conversation was closed or opened again. */

import type { Body } from "@sealdesk/seal";
import type { Platform } from "../platform.ts";

export const stateBody = (platform: Platform, state: "closed" | "reopened"): Body => ({
  kind: "state",
  time: platform.now(),
  logical: platform.random(16),
  content: { state, about: "" },
});
