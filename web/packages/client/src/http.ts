/**
 * Requests to the server's API. A refusal becomes a `Refused` with the server's own plain words; no answer
 * becomes `NoAnswer`, which means "not known": the same request may be sent again.
 */

import type { HttpRequest, HttpResponse, Platform } from "./platform.ts";

export type RefusalKind =
  | "invalid"
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "conflict"
  | "gone"
  | "too_large"
  | "limited"
  | "unavailable"
  | "internal";

export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly kind: RefusalKind,
    message: string,
    readonly next: string,
    /** Machine-readable cause within a kind, for example `outdated_generation`. */
    readonly reason: string | null,
    /** Seconds to wait, if the server asked for it. */
    readonly retryAfter: number | null,
  ) {
    super(message);
  }
}

export class NoAnswer extends Error {}

interface Problem {
  readonly kind?: RefusalKind;
  readonly message?: string;
  readonly next?: string;
  readonly detail?: { readonly reason?: string } | string | null;
}

function parseProblem(text: string): Problem {
  try {
    return JSON.parse(text) as Problem;
  } catch {
    // A proxy's page, not ours: the status alone has to do.
    return {};
  }
}

/** Of what is not our server's answer: a proxy knows too much, too often and not now; the rest may pass. */
const kindOf = (status: number): RefusalKind =>
  status === 413 ? "too_large" : status === 429 ? "limited" : "unavailable";

export function refusal(status: number, text: string, retryAfter: string | null): Refused {
  const problem = parseProblem(text);
  const detail = problem.detail;
  const reason = typeof detail === "object" && detail !== null ? (detail.reason ?? null) : null;
  const seconds = retryAfter === null ? Number.NaN : Number(retryAfter);
  return new Refused(
    status,
    problem.kind ?? kindOf(status),
    problem.message ?? "The server did not accept this.",
    problem.next ?? "Please try again.",
    reason,
    Number.isFinite(seconds) ? seconds : null,
  );
}

/** How long an answer is waited for, in milliseconds: a part of a file on a slow line takes more than a minute. */
export const PATIENCE = 150_000;

export class Http {
  #token: string | null = null;
  /** Resolves once the person has shown again that it is them; without it, what asks for that is refused. */
  confirm: (() => Promise<void>) | null = null;

  constructor(readonly platform: Platform) {}

  /** Bearer token of a visitor's session; staff use a cookie instead. */
  set token(value: string | null) {
    this.#token = value;
  }

  get token(): string | null {
    return this.#token;
  }

  get<T>(path: string): Promise<T> {
    return this.ask<T>({ method: "GET", path });
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.ask<T>({ method: "POST", path, body: JSON.stringify(body) });
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.ask<T>({ method: "PUT", path, body: JSON.stringify(body) });
  }

  delete<T = void>(path: string): Promise<T> {
    return this.ask<T>({ method: "DELETE", path });
  }

  bytes(path: string, signal?: AbortSignal): Promise<Uint8Array<ArrayBuffer>> {
    return this.#send({ method: "GET", path, signal }, (response) => response.bytes());
  }

  /** Any request whose answer is JSON, or nothing. */
  async ask<T>(request: HttpRequest): Promise<T> {
    const text = await this.#send(request, async (r) => (r.status === 204 ? "" : r.text()));
    try {
      return (text === "" ? undefined : JSON.parse(text)) as T;
    } catch (cause) {
      // No JSON, so not our server's answer: somebody's network put a page of its own there.
      throw new NoAnswer("no answer", { cause });
    }
  }

  /** What waits for the person is sent once more when they have confirmed that it is them. */
  async #send<T>(request: HttpRequest, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    try {
      return await this.#once(request, read);
    } catch (cause) {
      if (!(cause instanceof Refused) || cause.reason !== "confirm" || this.confirm === null) throw cause;
      await this.confirm();
      return this.#once(request, read);
    }
  }

  /** A line can die without a word: whoever waits is told so in the end, and what waits behind goes on. */
  async #once<T>(request: HttpRequest, read: (response: HttpResponse) => Promise<T>): Promise<T> {
    const end = new AbortController();
    const signal = AbortSignal.any([end.signal, ...(request.signal ? [request.signal] : [])]);
    let cancel = () => {};
    const late = new Promise<never>((_, refuse) => {
      cancel = this.platform.after(PATIENCE, () => {
        end.abort();
        refuse(new NoAnswer("no answer in time"));
      });
    });
    const whole = async () => {
      const response = await this.#answer({ ...request, signal });
      return read(response).catch((cause: unknown) => {
        throw new NoAnswer("the answer broke off", { cause });
      });
    };
    try {
      return await Promise.race([whole(), late]);
    } finally {
      cancel();
    }
  }

  async #answer(request: HttpRequest): Promise<HttpResponse> {
    const session = this.#token === null ? {} : { Authorization: `Bearer ${this.#token}` };
    const headers = { ...session, ...request.headers };
    const response = await this.platform
      .http({ ...request, path: `/api/v1${request.path}`, headers })
      .catch((cause: unknown) => {
        throw new NoAnswer("no answer", { cause });
      });
    if (response.status < 300) return response;
    throw refusal(
      response.status,
      await response.text().catch(() => ""),
      response.headers.get("Retry-After"),
    );
  }
}
