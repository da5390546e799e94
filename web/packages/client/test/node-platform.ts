/** A browser without a browser: real HTTP and WebSocket, cookies kept by hand, a store in memory. */

import { PATIENCE } from "../src/http.ts";
import type {
  HttpRequest,
  HttpResponse,
  Passkeys,
  Platform,
  Socket,
  SocketHandlers,
  Store,
} from "../src/platform.ts";

export class MemoryStores {
  readonly #scopes = new Map<string, Map<string, unknown>>();
  readonly #tabs = new Map<string, Set<(keys: readonly string[]) => void>>();

  get scopes(): readonly string[] {
    return [...this.#scopes.keys()];
  }

  open(scope: string): Store {
    const values = this.#scopes.get(scope) ?? new Map<string, unknown>();
    this.#scopes.set(scope, values);
    const tabs = this.#tabs.get(scope) ?? new Set<(keys: readonly string[]) => void>();
    this.#tabs.set(scope, tabs);
    let own: ((keys: readonly string[]) => void) | null = null;
    return {
      watch: (heard) => {
        own = heard;
        tabs.add(heard);
        return () => tabs.delete(heard);
      },
      get: async <T>(key: string) => structuredCloneKeys(values.get(key)) as T | undefined,
      list: async <T>(prefix: string) =>
        [...values]
          .filter(([key]) => key.startsWith(prefix))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, value]) => [key, value as T] as const),
      async write(changes) {
        for (const [key, value] of changes) {
          if (value === undefined) values.delete(key);
          else values.set(key, value);
        }
        const keys = changes.map(([key]) => key);
        for (const tab of tabs) if (tab !== own) queueMicrotask(() => tabs.has(tab) && tab(keys));
      },
      destroy: async () => values.clear(),
    };
  }
}

/** CryptoKeys do not survive structuredClone in Node; everything else does as in IndexedDB. */
const structuredCloneKeys = (value: unknown): unknown => value;

const answerOf = (response: Response): HttpResponse => ({
  status: response.status,
  headers: response.headers,
  text: () => response.text(),
  bytes: async () => new Uint8Array(await response.arrayBuffer()),
  async *pieces() {
    for await (const piece of response.body ?? []) yield new Uint8Array(piece);
  },
});

export class NodePlatform implements Platform {
  readonly #cookies = new Map<string, string>();
  #connected = true;
  readonly #sockets = new Set<WebSocket>();
  readonly #watchers = new Set<() => void>();
  readonly #locks = new Map<string, Promise<unknown>>();
  readonly passkeys: Passkeys = {
    available: async () => false,
    create: () => Promise.reject(new Error("no passkeys here")),
    get: () => Promise.reject(new Error("no passkeys here")),
  };

  constructor(
    readonly origin: string,
    readonly stores: MemoryStores = new MemoryStores(),
    /** What a second of waiting counts. */
    readonly pace = 1,
  ) {}

  /** What the line does to this browser: requests that something in between answers, and what it lets be heard. */
  answersInstead: (request: HttpRequest) => number | null = () => null;
  hears: (text: string) => boolean = () => true;
  /** Happens before the answer to a request is handed on. */
  meanwhile: (request: HttpRequest) => Promise<void> = async () => {};

  /** Milliseconds by which this browser's clock is ahead. */
  ahead = 0;
  now = (): number => Date.now() + this.ahead;
  random = (bytes: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(bytes));

  /** The header with all cookies. */
  get #kept(): Readonly<Record<string, string>> {
    const all = [...this.#cookies].map(([name, value]) => `${name}=${value}`);
    return all.length === 0 ? {} : { Cookie: all.join("; ") };
  }

  /** Cuts the network of this browser, or gives it back. */
  connect(on: boolean): void {
    this.#connected = on;
    if (!on) for (const ws of this.#sockets) ws.close();
    for (const tell of this.#watchers) tell();
  }

  async http(request: HttpRequest): Promise<HttpResponse> {
    if (!this.#connected) throw new TypeError("no network");
    const instead = this.answersInstead(request);
    if (instead !== null) return answerOf(new Response("", { status: instead }));
    const response = await fetch(this.origin + request.path, {
      method: request.method,
      headers: {
        ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
        ...this.#kept,
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: request.body }),
      signal: request.signal ?? null,
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = "", value = ""] = (set.split(";")[0] ?? "").split("=");
      if (value === "") this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    await this.meanwhile(request);
    return answerOf(response);
  }

  json = async <T>(url: string): Promise<T> => (await (await fetch(url)).json()) as T;

  socket(path: string, protocols: readonly string[], handlers: SocketHandlers): Socket {
    if (!this.#connected) {
      queueMicrotask(() => handlers.close(1006));
      return { send: () => undefined, close: () => undefined };
    }
    const url = this.origin.replace("http", "ws") + path;
    // Node's own client takes headers as an extension to the standard.
    const options = {
      protocols: [...protocols],
      headers: this.#kept,
    };
    const ws = new WebSocket(url, options as unknown as string[]);
    ws.onopen = () => handlers.open();
    ws.onmessage = (event) => {
      if (this.hears(String(event.data))) handlers.message(String(event.data));
    };
    this.#sockets.add(ws);
    ws.onclose = (event) => {
      this.#sockets.delete(ws);
      handlers.close(event.code);
    };
    return { send: (text) => ws.send(text), close: () => ws.close() };
  }

  store = async (scope: string): Promise<Store> => this.stores.open(scope);

  exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
    const run = (this.#locks.get(name) ?? Promise.resolve()).then(work);
    this.#locks.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  }

  /** Waits are short here, and still in their order; a real server is given its time to answer. */
  after(ms: number, callback: () => void): () => void {
    const timer = setTimeout(callback, ms === PATIENCE ? ms : ms * this.pace);
    return () => clearTimeout(timer);
  }

  online = (): boolean => this.#connected;
  onConnection(callback: () => void): () => void {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  }
}
