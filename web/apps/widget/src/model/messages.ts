/** Everything the window says, in one shape: what a catalogue of another language has to fill. */
import type { Messages } from "./messages.en.ts";
import type { LaterMessages } from "./messages.later.en.ts";
import type { TalkMessages } from "./messages.talk.en.ts";

export type AllMessages = Messages & LaterMessages & TalkMessages;
