/** The record of acts, for who may read it. Types only. */
import type { Instant, Name, Outcome } from "./basics.ts";
import type { FileSink } from "./said.ts";

/** What is asked for; an act has to hold all of it. Ids are hexadecimal. */
export interface LedgerQuery {
  /** A kind, or the first word of some. */
  readonly kind?: string;
  /** `account:` or `visitor:` and an id. */
  readonly actor?: string;
  /** An id that is named anywhere in it. */
  readonly about?: string;
  /** What it was done to, or what that belongs to. */
  readonly object?: string;
  readonly device?: string;
  readonly network?: string;
  readonly refused?: true;
  /** Both included. */
  readonly since?: Instant;
  readonly until?: Instant;
}

/** What is known here of an id: names are those of the signed directory and of conversations that are open here. */
export type ActName =
  | { readonly kind: "person" | "inbox" | "team"; readonly name: string }
  /** A member's browser. */
  | { readonly kind: "device"; readonly name: string }
  | { readonly kind: "conversation" | "notes" | "customer"; readonly who: Name };

export interface Act {
  readonly number: number;
  /** NaN: what it says is no time. */
  readonly at: Instant;
  readonly kind: string;
  readonly by: "nobody" | "visitor" | "account" | "server" | "machine";
  /** Of who did it. */
  readonly actor: string | null;
  readonly device: string | null;
  readonly network: string;
  readonly object: string | null;
  readonly within: string | null;
  readonly refused: boolean;
  readonly policy: string;
  readonly reason: string;
  readonly first: number;
  readonly last: number;
  /** What the tree commits to. */
  readonly entry: string;
  readonly names: Readonly<Record<string, ActName>>;
}

export type LedgerRow =
  | { readonly state: "proven"; readonly number: number; readonly act: Act }
  /** Its commitment stands in the tree; what it said is gone. */
  | { readonly state: "erased"; readonly number: number; readonly entry: string }
  /**
   * What came is not what the checkpoint of this browser holds. `changed`: its commitment is another; `elsewhere`: it
   * has not this place in the tree; `missing`: this and `count` in all were left out of the whole.
   */
  | {
      readonly state: "contradicted";
      readonly number: number;
      readonly why: "changed" | "elsewhere" | "missing";
      readonly count: number;
      /** As it came, to keep. */
      readonly shown: string;
    };

export interface LedgerPage {
  /** Newest first. */
  readonly rows: readonly LedgerRow[];
  /** Ask before this one next; 0 where nothing is left. There may be no row and more to search. */
  readonly next: number;
  /** Of the checkpoint that all of it was checked against. */
  readonly size: number;
}

/** A file that anybody checks who has the key (C2SP tlog-proof). */
export interface ActProof {
  readonly file: string;
  readonly size: number;
}

export interface SavedSearch {
  readonly id: string;
  readonly name: string;
  readonly query: LedgerQuery;
}

export interface LedgerCommands {
  /** Every row was checked here against the checkpoint that this browser keeps. */
  page(query: LedgerQuery, before?: number, limit?: number): Promise<Outcome<LedgerPage>>;
  /** Proves one act anew, and writes it down. */
  prove(number: number): Promise<Outcome<ActProof>>;
  /** The key that checks all of it, as tools for signed notes take it. */
  key(): Promise<Outcome<string>>;
  /**
   * Writes what is asked for, or all of it, as the server's lines or as a table of checked acts; how many there were.
   * The progress is how many have come.
   */
  export(query: LedgerQuery, form: "jsonl" | "csv", into: FileSink): Promise<Outcome<number>>;
  /** Of this person on this browser, sealed. */
  searches(): Promise<Outcome<readonly SavedSearch[]>>;
  saveSearches(all: readonly SavedSearch[]): Promise<Outcome<void>>;
}
