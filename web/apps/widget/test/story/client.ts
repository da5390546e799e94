/** Stands in the client's place when the frame's own entry is built for a test: same call, desk in memory. */
import type { OpenVisitorDesk } from "../../src/contract.ts";
import { StoryDesk } from "./desk.ts";
import { now, ready } from "./harbour.ts";

export const openVisitorDesk: OpenVisitorDesk = async ({ inbox }) => {
  if (inbox === "unreachable") throw new Error("the chunk did not load");
  return new StoryDesk(ready, { now });
};
