/**
 * What the client needs from the machine it runs on. Everything else in this package is free of the DOM and of
 * globals, so the same code runs in a window, in a worker and in a test with hand-written parts.
 */

/** Values that survive a reload. `CryptoKey`s are stored as they are, so that secrets never become bytes. */
export interface Store {
  get<T>(key: string): Promise<T | undefined>;
  /** All pairs whose key begins with `prefix`, in key order. */
  list<T>(prefix: string): Promise<readonly (readonly [string, T])[]>;
  /** All changes land together or not at all; `undefined` removes. */
  write(changes: readonly (readonly [string, unknown])[]): Promise<void>;
  /** Removes everything in this scope. */
  destroy(): Promise<void>;
  /** Calls back with the keys that another tab has written; the result stops it. */
  watch(heard: (keys: readonly string[]) => void): () => void;
}

export interface SocketHandlers {
  open(): void;
  message(text: string): void;
  close(code: number): void;
}

export interface Socket {
  send(text: string): void;
  close(): void;
}

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Path below the server's origin, beginning with `/`. */
  readonly path: string;
  /** JSON as text; bytes come with a `Content-Type` among the headers. */
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Ends the request, and the reading of its answer, at once; both then reject. */
  readonly signal?: AbortSignal | undefined;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  text(): Promise<string>;
  bytes(): Promise<Uint8Array<ArrayBuffer>>;
  /** As they come, for what may be larger than fits into memory. */
  pieces(): AsyncIterable<Uint8Array<ArrayBuffer>>;
}

export interface PasskeyResult {
  /** The WebAuthn response as JSON, for the server. */
  readonly response: unknown;
  /** PRF output, 32 bytes; null if this authenticator or browser has none. */
  readonly secret: Uint8Array<ArrayBuffer> | null;
}

export interface Passkeys {
  available(): Promise<boolean>;
  create(options: unknown, prfInput: Uint8Array<ArrayBuffer>): Promise<PasskeyResult>;
  get(options: unknown, prfInput: Uint8Array<ArrayBuffer>): Promise<PasskeyResult>;
}

export interface Platform {
  /** Unix milliseconds. */
  now(): number;
  random(bytes: number): Uint8Array<ArrayBuffer>;
  /** Rejects only if no answer came. */
  http(request: HttpRequest): Promise<HttpResponse>;
  /** A JSON document of another origin, without cookies; only the demo's own staff process is asked so. */
  json<T>(url: string): Promise<T>;
  socket(path: string, protocols: readonly string[], handlers: SocketHandlers): Socket;
  store(scope: string): Promise<Store>;
  /** Runs `work` while no other tab holds `name`. */
  exclusive<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Calls back once after `ms`; the result cancels. */
  after(ms: number, callback: () => void): () => void;
  online(): boolean;
  /** Calls back whenever the machine's connection comes or goes; the result stops it. */
  onConnection(callback: () => void): () => void;
  readonly passkeys: Passkeys;
}
