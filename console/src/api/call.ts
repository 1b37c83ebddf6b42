// One call of the API, and what can go wrong with it, in words that name the cause.
export type FailureKind =
  | "offline"
  | "signed-out"
  | "refused"
  | "forbidden"
  | "not-found"
  | "limited"
  | "conflict"
  | "invalid"
  | "unavailable"
  | "broken";

export class Failure extends Error {
  constructor(
    readonly kind: FailureKind,
    message: string,
    readonly retryAfter?: number,
  ) {
    super(message);
  }

  /** The cause in a few words; the message says the rest. */
  get title(): string {
    return TITLES[this.kind];
  }
}

const TITLES: Record<FailureKind, string> = {
  offline: "The server cannot be reached",
  "signed-out": "Your session has ended",
  refused: "Not accepted",
  forbidden: "You may not do this",
  "not-found": "Not found",
  limited: "Too many requests",
  conflict: "That is not possible now",
  invalid: "The server did not accept this",
  unavailable: "The server is not ready",
  broken: "The server has failed",
};

const KINDS: Record<number, FailureKind> = {
  400: "invalid",
  401: "signed-out",
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  410: "not-found",
  413: "invalid",
  429: "limited",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

export type Query = Record<string, string | number | boolean | undefined | null>;

export interface Page<T> {
  items: T[];
  total: number;
}

/** Where this page was loaded from, without the address inside of it; ends with a slash. */
export const base = new URL(".", document.baseURI);

export function address(path: string, query: Query = {}): URL {
  const url = new URL(`api/v1${path}`, base);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") url.searchParams.set(name, String(value));
  }
  return url;
}

const listeners = new Set<() => void>();

/** Told when the server no longer knows the session. */
export function onSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export const get = async <T>(path: string, query?: Query, signal?: AbortSignal): Promise<T> =>
  (await send("GET", path, { query, signal })).json() as Promise<T>;

/** A list of which the server says how long it is in all. */
export async function page<T>(path: string, query?: Query, signal?: AbortSignal): Promise<Page<T>> {
  const answer = await send("GET", path, { query: { ...query, total: true }, signal });
  const items = (await answer.json()) as T[];
  return { items, total: Number(answer.headers.get("x-noderax-total") ?? items.length) };
}

export const post = async <T>(path: string, body: unknown = {}, headers?: Record<string, string>): Promise<T> =>
  (await send("POST", path, { body, headers })).json() as Promise<T>;

export const remove = async <T>(path: string, query?: Query): Promise<T> =>
  (await send("DELETE", path, { query })).json() as Promise<T>;

interface Parts {
  query?: Query;
  body?: unknown;
  signal?: AbortSignal;
  headers?: Record<string, string>;
}

export async function send(method: string, path: string, parts: Parts = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(address(path, parts.query), {
      method,
      credentials: "same-origin",
      headers: {
        "x-noderax-console": "1",
        ...(parts.body === undefined ? {} : { "content-type": "application/json" }),
        ...parts.headers,
      },
      body: parts.body === undefined ? undefined : JSON.stringify(parts.body),
      signal: parts.signal,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") throw cause;
    throw new Failure("offline", "No answer came back. The server may be down, or the network between is.");
  }
  if (answer.ok) return answer;
  const failure = await failureOf(answer, path);
  if (failure.kind === "signed-out") listeners.forEach((listener) => listener());
  throw failure;
}

export async function failureOf(answer: Response, path: string): Promise<Failure> {
  const known = KINDS[answer.status] ?? (answer.status < 500 ? "invalid" : "broken");
  // Whoever signs in has no session that could end.
  const kind = known === "signed-out" && path.startsWith("/auth/") ? "refused" : known;
  const retryAfter = Number(answer.headers.get("retry-after")) || undefined;
  let message = `${answer.status} ${answer.statusText}`.trim();
  try {
    const body = (await answer.json()) as { message?: string };
    message = body.message ?? message;
  } catch {
    message = `Something that is not the server answered (${message}). A proxy may stand in between.`;
  }
  return new Failure(kind, message, retryAfter);
}

/** Anything thrown, as a failure that can be shown. */
export function asFailure(thrown: unknown): Failure {
  if (thrown instanceof Failure) return thrown;
  return new Failure("broken", thrown instanceof Error ? thrown.message : String(thrown));
}
