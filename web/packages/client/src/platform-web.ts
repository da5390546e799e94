/** The browser behind `Platform`. With `passkeys-web`, the only file here that touches browser globals. */

import type { HttpRequest, HttpResponse, Platform, Socket, SocketHandlers, Store } from "./platform.ts";

const TABLE = "values";

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("storage"));
  });
}

function committed(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error("storage"));
  });
}

async function openStore(scope: string): Promise<Store> {
  const name = `sealdesk/${scope}`;
  const opening = indexedDB.open(name, 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore(TABLE);
  const database = await settled(opening);
  // Another tab that forgets this device must not wait for us.
  database.onversionchange = () => database.close();
  const reading = () => database.transaction(TABLE).objectStore(TABLE);
  const tabs = new BroadcastChannel(name);
  return {
    get: <T>(key: string) => settled(reading().get(key) as IDBRequest<T | undefined>),
    async list<T>(prefix: string) {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const table = reading();
      const [keys, values] = await Promise.all([
        settled(table.getAllKeys(range)),
        settled(table.getAll(range)),
      ]);
      return keys.map((key, i) => [String(key), values[i] as T] as const);
    },
    async write(changes) {
      const transaction = database.transaction(TABLE, "readwrite", { durability: "strict" });
      const table = transaction.objectStore(TABLE);
      for (const [key, value] of changes) {
        if (value === undefined) table.delete(key);
        else table.put(value, key);
      }
      await committed(transaction);
      // Names only: what lies under them is read from the store, by whoever may read it.
      tabs.postMessage(changes.map(([key]) => key));
    },
    async destroy() {
      database.close();
      await settled(indexedDB.deleteDatabase(name));
    },
    watch(heard) {
      tabs.onmessage = ({ data }: MessageEvent<readonly string[]>) => heard(data);
      return () => tabs.close();
    },
  };
}

/** Not every browser lets one go through a stream with `for await`. */
async function* pieces(body: ReadableStream<Uint8Array<ArrayBuffer>> | null) {
  const reader = body?.getReader();
  for (;;) {
    const read = await reader?.read();
    if (read === undefined || read.done) return;
    yield read.value;
  }
}

async function http(base: URL, request: HttpRequest): Promise<HttpResponse> {
  const init: RequestInit = {
    method: request.method,
    credentials: "same-origin",
    cache: "no-store",
    headers: {
      ...(request.body === undefined ? {} : { "Content-Type": "application/json" }),
      ...request.headers,
    },
    ...(request.body === undefined ? {} : { body: request.body }),
    signal: request.signal ?? null,
  };
  const response = await fetch(new URL(request.path, base), init);
  return {
    status: response.status,
    headers: response.headers,
    text: () => response.text(),
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
    pieces: () => pieces(response.body),
  };
}

function socket(base: URL, path: string, protocols: readonly string[], handlers: SocketHandlers): Socket {
  const url = new URL(path, base);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  const ws = new WebSocket(url, [...protocols]);
  ws.onopen = () => handlers.open();
  ws.onmessage = (event) => handlers.message(String(event.data));
  ws.onclose = (event) => handlers.close(event.code);
  return { send: (text) => ws.send(text), close: () => ws.close(1000) };
}

/** What only staff ask for. */
type ForStaff = Pick<Platform, "json" | "passkeys">;

const none = () => Promise.reject(new Error("staff only"));
/** The code for it stays out of what a customer downloads. */
const noStaff: ForStaff = { json: none, passkeys: { available: async () => false, create: none, get: none } };

export const jsonElsewhere: ForStaff["json"] = async <T>(url: string) =>
  (await (await fetch(url, { credentials: "omit" })).json()) as T;

export function webPlatform(baseUrl: string, forStaff = noStaff): Platform {
  const base = new URL(baseUrl === "" ? location.origin : baseUrl, location.href);
  return {
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    http: (request) => http(base, request),
    socket: (path, protocols, handlers) => socket(base, path, protocols, handlers),
    store: openStore,
    exclusive: async (name, work) => navigator.locks.request(`sealdesk/${name}`, work),
    after(ms, callback) {
      const timer = setTimeout(callback, ms);
      return () => clearTimeout(timer);
    },
    online: () => navigator.onLine,
    onConnection(callback) {
      addEventListener("online", callback);
      addEventListener("offline", callback);
      return () => {
        removeEventListener("online", callback);
        removeEventListener("offline", callback);
      };
    },
    ...forStaff,
  };
}
