/** The browser behind `Platform`: the only file of this package that touches browser globals. */

import type {
  HttpRequest,
  HttpResponse,
  PasskeyResult,
  Passkeys,
  Platform,
  Socket,
  SocketHandlers,
  Store,
} from "./platform.ts";

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
    },
    async destroy() {
      database.close();
      await settled(indexedDB.deleteDatabase(name));
    },
  };
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
  };
  const response = await fetch(new URL(request.path, base), init);
  return {
    status: response.status,
    headers: response.headers,
    text: () => response.text(),
    bytes: async () => new Uint8Array(await response.arrayBuffer()),
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

type Json = Record<string, unknown>;

/** Adds the PRF question to the options the server made; PRF needs user verification to mean anything. */
function withPrf(options: unknown, input: Uint8Array<ArrayBuffer>): Json {
  const outer = options as Json;
  const inner = (outer.publicKey ?? outer) as Json;
  return {
    ...inner,
    extensions: { ...((inner.extensions as Json | undefined) ?? {}), prf: { eval: { first: input } } },
  };
}

function prfOutput(credential: PublicKeyCredential): Uint8Array<ArrayBuffer> | null {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  return first instanceof ArrayBuffer
    ? new Uint8Array(first)
    : new Uint8Array(
        first.buffer.slice(first.byteOffset, first.byteOffset + first.byteLength) as ArrayBuffer,
      );
}

/** The response for the server, without the PRF output: that one stays on this device. */
function forServer(credential: PublicKeyCredential): unknown {
  return { ...(credential.toJSON() as Json), clientExtensionResults: {} };
}

async function createPasskey(options: unknown, prfInput: Uint8Array<ArrayBuffer>): Promise<PasskeyResult> {
  const { extensions, ...rest } = withPrf(options, prfInput);
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
    rest as unknown as PublicKeyCredentialCreationOptionsJSON,
  );
  publicKey.extensions = extensions as AuthenticationExtensionsClientInputs;
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential | null;
  if (credential === null) throw new Error("cancelled");
  return { response: forServer(credential), secret: prfOutput(credential) };
}

async function getPasskey(options: unknown, prfInput: Uint8Array<ArrayBuffer>): Promise<PasskeyResult> {
  const { extensions, ...rest } = withPrf(options, prfInput);
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(
    rest as unknown as PublicKeyCredentialRequestOptionsJSON,
  );
  publicKey.extensions = extensions as AuthenticationExtensionsClientInputs;
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential | null;
  if (credential === null) throw new Error("cancelled");
  return { response: forServer(credential), secret: prfOutput(credential) };
}

const passkeys: Passkeys = {
  available: async () =>
    typeof PublicKeyCredential !== "undefined" &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function",
  create: createPasskey,
  get: getPasskey,
};

export function webPlatform(baseUrl: string): Platform {
  const base = new URL(baseUrl === "" ? location.origin : baseUrl, location.href);
  return {
    now: () => Date.now(),
    random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
    http: (request) => http(base, request),
    json: async <T>(url: string) => (await (await fetch(url, { credentials: "omit" })).json()) as T,
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
    passkeys,
  };
}
