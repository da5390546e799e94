/** `@sealdesk/client/visitor`: the customer's desk in a browser. */
import { mlKem } from "@sealdesk/seal";
import type { Platform } from "./platform.ts";
import { webPlatform } from "./platform-web.ts";
import { Desk } from "./visitor/desk.ts";
import type { OpenVisitorDesk, VisitorDesk, VisitorOptions } from "./visitor.ts";

/** The same desk on another platform: for tests, and for other surroundings than a browser window. */
export async function openVisitorDeskOn(platform: Platform, options: VisitorOptions): Promise<VisitorDesk> {
  const desk = new Desk(platform, options);
  await desk.begin();
  return desk;
}

export const openVisitorDesk: OpenVisitorDesk = async (options) => {
  const desk = new Desk(webPlatform(options.baseUrl), options);
  // A browser without ML-KEM fetches it now, beside the rest: not when a first message waits for it.
  mlKem().catch(() => {});
  // The first snapshot is there at once; the rest comes through `subscribe`.
  void desk.begin();
  return desk;
};

export type * from "./visitor.ts";
