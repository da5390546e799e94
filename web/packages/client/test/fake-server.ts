/**
 * The server's side of a customer's desk, small and by hand: it checks what the tests rely on (identical
 * retries, current generation, compare-and-set) and can be told to lie.
 */
import {
  type Bytes,
  emptyTranscript,
  hex,
  type Id,
  makeReceipt,
  parseEnvelope,
  type Transcript,
  transcriptNext,
} from "@sealdesk/seal";
import { fromBase64, toBase64 } from "../src/base64.ts";
import type { RefusalKind } from "../src/http.ts";
import type { HttpRequest, HttpResponse, Socket, SocketHandlers } from "../src/platform.ts";
import type { EntryWire } from "../src/wire.ts";
import { FakeFiles, Refusal } from "./fake-files.ts";
import type { FakeOrganisation } from "./fake-organisation.ts";
import type { Server } from "./memory-platform.ts";
import { peek } from "./peek.ts";

interface FakeThread {
  readonly wire: string;
  readonly entries: EntryWire[];
  readonly boxes: Map<string, { readonly boxes: readonly string[]; readonly group: string }>;
  readonly marks: Map<string, string>;
  transcript: Transcript;
  state: "open" | "closed";
  destroyed?: string;
}

interface Change {
  readonly generation: string;
  readonly boxes: readonly string[];
}
interface Opening extends Change {
  readonly thread: string;
  readonly messages: readonly string[];
}

/** A status that is none of the server's own is a proxy's, which says no kind. */
const kinds: Readonly<Record<number, RefusalKind>> = {
  400: "invalid",
  401: "unauthenticated",
  403: "forbidden",
  404: "not_found",
  409: "conflict",
  410: "gone",
  422: "invalid",
  500: "internal",
};

const json = (status: number, body: unknown): HttpResponse => ({
  status,
  headers: { get: () => null },
  text: async () => (body === undefined ? "" : JSON.stringify(body)),
  bytes: async () => new Uint8Array(),
  async *pieces() {},
});

export class FakeServer implements Server {
  readonly threads = new Map<string, FakeThread>();
  readonly posted: string[] = [];
  readonly files = new FakeFiles();
  /** Scores as they came. */
  readonly ratings: number[] = [];
  readonly sockets = new Set<SocketHandlers>();
  readonly tokens = new Set<string>();
  headTime: number | null = null;
  /** Changes a proof or an entry on its way out. */
  bend: (path: string, body: unknown) => unknown = (_, body) => body;
  /** Answers are lost after the work was done. */
  loseAnswers = false;
  /** Which. */
  losing = /^POST .*(conversations|messages)$/;
  /** Requests that are never answered. */
  silent: (request: HttpRequest) => boolean = () => false;
  /** A status for every POST of a conversation. */
  refuse: number | null = null;

  constructor(readonly org: FakeOrganisation) {}

  async answer(request: HttpRequest): Promise<HttpResponse> {
    if (this.silent(request)) return new Promise(() => undefined);
    const url = new URL(request.path, "http://desk.test");
    const path = url.pathname.replace("/api/v1", "");
    const sets = /^\/article-sets\/(\w+)$/.exec(path)?.[1];
    if (sets !== undefined) {
      const bytes = this.org.articleSets.get(sets) ?? new Uint8Array();
      return { ...json(200, ""), bytes: async () => this.bend(path, bytes) as Bytes };
    }
    try {
      const part = this.files.part(request, path);
      if (part !== null) return { ...json(200, part), bytes: async () => this.bend(path, part) as Bytes };
      const body =
        typeof request.body === "string" ? (JSON.parse(request.body) as Record<string, string>) : {};
      const done = await this.route(request, path, url.searchParams, body);
      if (this.loseAnswers && this.losing.test(`${request.method} ${path}`))
        throw new TypeError("answer lost");
      return json(done === undefined ? 204 : 200, this.bend(path, done));
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      const kind = kinds[cause.status];
      const problem = { kind, message: "No.", next: "Again.", detail: { reason: cause.reason } };
      return json(cause.status, problem);
    }
  }

  private async route(
    request: HttpRequest,
    path: string,
    query: URLSearchParams,
    body: Record<string, string>,
  ): Promise<unknown> {
    if (/^\/inboxes\/\w+\/proof$/.test(path)) return this.proof(Number(query.get("from")));
    if (path === "/visitor/challenges") return { challenge: hex(crypto.getRandomValues(new Uint8Array(32))) };
    if (path === "/visitor/sessions") {
      const token = hex(crypto.getRandomValues(new Uint8Array(8)));
      this.tokens.add(token);
      return { token, expires: new Date(1_900_000_000_000).toISOString() };
    }
    const token = request.headers?.Authorization?.replace("Bearer ", "") ?? "";
    if (!this.tokens.has(token)) throw new Refusal(401);
    if (path === "/conversations" && request.method === "GET") {
      return { conversations: [...this.threads].map(([id, t]) => this.facts(id, t)), next: null };
    }
    if (path === "/conversations" && this.refuse !== null) throw new Refusal(this.refuse);
    if (path === "/conversations") return this.create(body as unknown as Opening);
    if (path.endsWith("/rating")) return void this.ratings.push(Number(body.score));
    if (path.includes("/attachments/")) return this.files.answer(request, path, Number(body.size));
    const [, id = "", what = ""] = /^\/threads\/(\w+)\/?(\w*)$/.exec(path) ?? [];
    const t = this.threads.get(id);
    if (t === undefined) throw new Refusal(404);
    if (what === "entries")
      return { entries: t.entries.filter((e) => e.sequence > Number(query.get("after"))) };
    if (what === "messages") {
      this.files.claim((body.attachments ?? []) as unknown as readonly string[]);
      return this.message(id, t, body.message ?? "");
    }
    if (what === "generations") return this.change(id, t, body as unknown as Change);
    if (what === "marks") {
      t.marks.set(`${t.marks.size}`, body.mark ?? "");
      return undefined;
    }
    return this.detail(id, t);
  }

  private async proof(from: number): Promise<unknown> {
    const wire = await this.org.proof(from, this.headTime ?? this.org.time);
    const attachments = { maxBytes: 10_000_000, perMessage: 3 };
    const hours = { timezone: "Europe/Berlin", days: [] };
    const settings = {
      greeting: "",
      colour: "",
      expectedReplySeconds: 300,
      hours,
      retentionDays: 365,
      attachments,
    };
    return { proof: toBase64(wire), serverTime: "", settings };
  }

  private facts(id: string, t: FakeThread) {
    const times = { created: "", lastActivity: "", waitingSince: null, expires: null };
    const base = {
      id,
      inbox: hex(this.org.inbox),
      group: hex(this.org.group),
      state: t.state,
      assignee: null,
    };
    const notes = { notesThread: null, noteLastSequence: 0, myRead: 0, last: null };
    const destroyed = t.destroyed ?? null;
    return { ...base, ...times, ...notes, destroyed, lastSequence: t.entries.length };
  }

  private detail(id: string, t: FakeThread) {
    const keys = [...t.boxes].map(([generation, b]) => ({
      generation,
      box: b.boxes[0],
      wrap: null,
      groupGeneration: b.group,
    }));
    const marks = [...t.marks.values()];
    return {
      thread: t.wire,
      conversation: this.facts(id, t),
      visitorDevices: [],
      generations: [],
      keys,
      marks,
    };
  }

  private async create(b: Opening) {
    this.posted.push(JSON.stringify(b));
    const id = hex(await peek.threadId(b.thread));
    if (!this.threads.has(id)) {
      const transcript = await emptyTranscript(this.org.org, await peek.threadId(b.thread));
      const t: FakeThread = {
        wire: b.thread,
        entries: [],
        boxes: new Map(),
        marks: new Map(),
        transcript,
        state: "open",
      };
      await this.addGeneration(id, t, b.generation, b.boxes);
      this.threads.set(id, t);
      for (const m of b.messages) await this.append(id, t, "message", m, await peek.messageHash(m));
    }
    return { conversation: id, receipts: [] };
  }

  /** A lying server adds what it likes. */
  async addGeneration(id: string, t: FakeThread, wire: string, boxes: readonly string[]) {
    const g = await peek.generation(wire);
    if (g.group !== hex(this.org.generation.id)) throw new Refusal(409, "outdated_generation");
    t.boxes.set(hex(g.id), { boxes, group: g.group });
    return this.append(id, t, "generation", wire, g.id);
  }

  private async change(id: string, t: FakeThread, b: Change) {
    const g = await peek.generation(b.generation);
    if (g.previous !== [...t.boxes.keys()].at(-1)) throw new Refusal(409, "superseded");
    return this.addGeneration(id, t, b.generation, b.boxes);
  }

  async message(id: string, t: FakeThread, wire: string) {
    this.posted.push(wire);
    const before = t.entries.find((e) => e.bytes === wire);
    if (before !== undefined) return { sequence: before.sequence, receipt: before.receipt };
    const e = await parseEnvelope(fromBase64(wire));
    const group = t.boxes.get(hex(e.header.generation))?.group;
    if (group !== hex(this.org.generation.id)) throw new Refusal(409, "outdated_generation");
    return this.append(id, t, "message", wire, e.hash);
  }

  async append(id: string, t: FakeThread, kind: EntryWire["kind"], bytes: string, hash: Id) {
    const sequence = t.transcript.sequence + 1;
    const transcript = await transcriptNext(t.transcript.hash, sequence, hash);
    t.transcript = { ...t.transcript, sequence, hash: transcript };
    const receipt = await makeReceipt(this.org.serverSigner, {
      org: this.org.org,
      serverKey: this.org.serverKey,
      thread: t.transcript.thread,
      sequence,
      entry: hash,
      transcript,
      time: this.org.time,
    });
    const entry: EntryWire = { sequence, kind, bytes, receipt: toBase64(receipt.wire) };
    t.entries.push(entry);
    this.push({ type: "entry", cursor: sequence, thread: id, conversation: id, entry, keys: [] });
    return { sequence, receipt: entry.receipt };
  }

  push(event: object): void {
    for (const s of this.sockets) s.message(JSON.stringify(event));
  }

  connect(_path: string, _protocols: readonly string[], handlers: SocketHandlers): Socket {
    queueMicrotask(() => {
      this.sockets.add(handlers);
      handlers.open();
      handlers.message(JSON.stringify({ type: "hello", cursor: 0 }));
    });
    return { send: () => undefined, close: () => this.sockets.delete(handlers) };
  }
}
