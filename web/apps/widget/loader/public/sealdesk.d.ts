/**
 * Sealdesk on a website: what `window.sealdesk` offers once the script of the embed line has run.
 *
 * Before that it may be a list of functions; each is called once, with the chat, when the script is there:
 *
 *     (window.sealdesk = window.sealdesk || []).push((chat) => chat.on("unread", show));
 */

export type SealdeskThen = (chat: SealdeskChat) => unknown;

export interface SealdeskEvents {
  /** The panel is visible now. */
  open: () => void;
  close: () => void;
  /** The number of unread messages has changed: 0 to 999. */
  unread: (count: number) => void;
  /** The chat's window has loaded, seen or unseen. Who asks for it later is told at once. */
  ready: () => void;
}

/** What a token has to be about: `nonce`, `sealdesk_device` and `aud` of its claims. */
export interface SealdeskAsks {
  readonly nonce: string;
  readonly device: string;
  readonly audience: string;
}

export interface SealdeskCustomer {
  readonly name?: string;
  readonly token?: ((asked: SealdeskAsks) => Promise<string | null> | string | null) | null;
}

export interface SealdeskChat {
  open(): void;
  close(): void;
  toggle(): void;
  /** Returns a function that takes the listener off again. */
  on<Name extends keyof SealdeskEvents>(event: Name, listener: SealdeskEvents[Name]): () => void;
  off<Name extends keyof SealdeskEvents>(event: Name, listener: SealdeskEvents[Name]): void;
  /**
   * The customer's name, 1 to 80 characters, as the page knows it. It is a suggestion: a name that the customer has
   * given wins, and staff see it as the customer's own word. Nothing is sent before a conversation begins.
   *
   * With `token` the page shows who is signed in on it: a function that gets a token from its own server (a JWT,
   * docs/embedding.md) for what it is asked about, or `null` for nobody. Call it again whenever somebody signs in or
   * out: each person has their own conversations.
   */
  identify(customer: SealdeskCustomer): void;
  /** Calls it with the chat. A list of functions before, so that a page need not know which came first. */
  push(...then: SealdeskThen[]): void;
  /** Takes button, panel and listeners away. What the customer's device keeps stays; the script may run again. */
  destroy(): void;
}

declare global {
  interface Window {
    sealdesk?: SealdeskChat | SealdeskThen[];
  }
}
