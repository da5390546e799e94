/** A machine in memory: storage that survives a "reload", a clock that tests move, a network they cut. */
import { PATIENCE } from "../src/http.ts";
import type { HttpRequest, HttpResponse, Platform, Socket, SocketHandlers, Store } from "../src/platform.ts";

export interface Server {
  answer(request: HttpRequest): Promise<HttpResponse>;
  connect(path: string, protocols: readonly string[], handlers: SocketHandlers): Socket;
}

export class MemoryPlatform implements Platform {
  readonly stores = new Map<string, Map<string, unknown>>();
  readonly requests: string[] = [];
  clock = 1_800_000_000_000;
  connected = true;
  server: Server;
  #locks = new Map<string, Promise<unknown>>();
  #timers = new Set<() => void>();
  readonly #unanswered = new Set<() => void>();
  #watchers = new Set<() => void>();
  /** Who listens in each scope. */
  readonly #tabs = new Map<string, Set<(keys: readonly string[]) => void>>();

  constructor(server: Server) {
    this.server = server;
  }

  now = (): number => this.clock;
  random = (n: number): Uint8Array<ArrayBuffer> => crypto.getRandomValues(new Uint8Array(n));
  online = (): boolean => this.connected;

  json<T>(): Promise<T> {
    return Promise.reject(new Error("none here"));
  }

  async http(request: HttpRequest): Promise<HttpResponse> {
    this.requests.push(`${request.method} ${request.path}`);
    if (!this.connected) throw new TypeError("no network");
    const { signal } = request;
    const answer = this.server.answer(request);
    if (signal === undefined) return answer;
    const ended = new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => reject(new DOMException("ended", "AbortError")));
    });
    return Promise.race([answer, ended]);
  }

  socket(path: string, protocols: readonly string[], handlers: SocketHandlers): Socket {
    if (!this.connected) {
      queueMicrotask(() => handlers.close(1006));
      return { send: () => undefined, close: () => undefined };
    }
    return this.server.connect(path, protocols, handlers);
  }

  /** What a write waits for: a slow disk. */
  storing: () => Promise<void> = async () => undefined;

  async store(scope: string): Promise<Store> {
    const values = this.stores.get(scope) ?? new Map<string, unknown>();
    this.stores.set(scope, values);
    const tabs = this.#tabs.get(scope) ?? new Set<(keys: readonly string[]) => void>();
    this.#tabs.set(scope, tabs);
    let own: ((keys: readonly string[]) => void) | null = null;
    return {
      watch: (heard) => {
        own = heard;
        tabs.add(heard);
        return () => tabs.delete(heard);
      },
      get: async <T>(key: string) => values.get(key) as T | undefined,
      list: async <T>(prefix: string) =>
        [...values]
          .filter(([k]) => k.startsWith(prefix))
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([k, v]) => [k, v as T] as const),
      write: async (changes) => {
        await this.storing();
        for (const [k, v] of changes) {
          if (v === undefined) values.delete(k);
          // What IndexedDB could not store must fail here too.
          else values.set(k, structuredClone(v));
        }
        const keys = changes.map(([k]) => k);
        for (const tab of tabs) if (tab !== own) queueMicrotask(() => tabs.has(tab) && tab(keys));
      },
      destroy: async () => {
        this.stores.delete(scope);
      },
    };
  }

  exclusive<T>(name: string, work: () => Promise<T>): Promise<T> {
    const run = (this.#locks.get(name) ?? Promise.resolve()).then(work);
    this.#locks.set(
      name,
      run.catch(() => undefined),
    );
    return run;
  }

  /** As if the tabs that hold locks were gone. */
  release(): void {
    this.#locks.clear();
  }

  after(ms: number, callback: () => void): () => void {
    const timers = ms === PATIENCE ? this.#unanswered : this.#timers;
    timers.add(callback);
    return () => timers.delete(callback);
  }
  /** As long as anybody waits for an answer: what was asked until now gets none. */
  unanswered(): void {
    for (const giveUp of [...this.#unanswered]) giveUp();
  }
  /** Lets every other timer ring now. */
  ring(): void {
    const due = [...this.#timers];
    this.#timers.clear();
    for (const t of due) t();
  }

  onConnection(callback: () => void): () => void {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  }
  connect(on: boolean): void {
    this.connected = on;
    for (const w of this.#watchers) w();
  }

  readonly passkeys = {
    available: async () => false,
    create: async () => Promise.reject(new Error("none here")),
    get: async () => Promise.reject(new Error("none here")),
  };
}
