/** What the open console remembers besides the desk: where one is, what floats, what was just done. */
import type { LinkSpan } from "@sealdesk/ui/links";
import { createContext, useContext } from "react";
import type {
  Attachment,
  ConversationId,
  DeskFailure,
  LedgerQuery,
  MessageItem,
  Outcome,
} from "../contract.ts";
import type { Area } from "../model/place.ts";
import type { RowFilter, RowOrder } from "../model/rows.ts";

export type { Area } from "../model/place.ts";

export type Floating = "palette" | "help" | "readers" | "rail" | null;

/** Something in the conversation that is looked at, or asked about before it is done. */
export type Asked =
  | { readonly kind: "leave"; readonly link: LinkSpan; readonly by: Pick<MessageItem, "from" | "author"> }
  | { readonly kind: "remove"; readonly item: MessageItem }
  | { readonly kind: "transcript" }
  | { readonly kind: "identity" }
  | { readonly kind: "view" | "save"; readonly file: Attachment; readonly conversation: ConversationId };

/** Told after an action; `undo` takes it back. */
export interface Told {
  readonly text: string;
  readonly failure: DeskFailure | null;
  readonly undo: (() => Promise<Outcome<void>>) | null;
}

export interface Shell {
  readonly area: Area;
  readonly floating: Floating;
  readonly asked: Asked | null;
  readonly assigning: boolean;
  readonly customer: boolean;
  /** The dialog that makes an invitation; it belongs to People. */
  readonly inviting: boolean;
  readonly filter: RowFilter;
  readonly order: RowOrder;
  /** What is searched in the record of acts. */
  readonly acts: LedgerQuery;
  readonly told: Told | null;
  /** A new object asks the composer to take the focus in this mode. */
  readonly write: { readonly mode: "reply" | "note" } | null;
  readonly change: (part: Partial<ShellState>) => void;
  /** Runs a command and tells how it went. Nothing is told without `text` unless it failed. */
  readonly act: (command: Promise<Outcome<unknown>>, text?: string, undo?: Told["undo"]) => Promise<boolean>;
}

export type ShellState = Omit<Shell, "change" | "act">;

export const shellAtStart: ShellState = {
  area: "work",
  floating: null,
  asked: null,
  assigning: false,
  customer: false,
  inviting: false,
  filter: "all",
  order: "newest",
  acts: {},
  told: null,
  write: null,
};

export const ShellContext = createContext<Shell | null>(null);

export function useShell(): Shell {
  const shell = useContext(ShellContext);
  if (shell === null) throw new Error("A view was drawn outside of the open console.");
  return shell;
}
